//! Small random procedures: what the proof speaks of, and so few answers that all runs can be played.

use crate::random::Rng;
use std::fmt::Write as _;

/// A procedure without its head, and what it asks about.
pub struct Small {
    pub text: String,
    /// The steps that read a name in their text, with the name.
    pub reads: Vec<(String, String)>,
    /// The rules: a demand, the step and the other one.
    pub rules: Vec<(&'static str, String, String)>,
}

pub fn small(seed: u64) -> Small {
    let mut rng = Rng(seed);
    let count = 3 + rng.below(4) as usize;
    let names: Vec<String> = (0..count).map(|n| format!("s{n}")).collect();
    let mut asked: Vec<String> = Vec::new();
    let mut chosen: Vec<String> = Vec::new();
    let (mut steps, mut reads) = (String::new(), Vec::new());
    let starts = if count > 3 && rng.chance(35) { 2 } else { 1 };
    // Each step is led to by some earlier one.
    let mut led: Vec<Vec<usize>> = vec![Vec::new(); count];
    for to in starts..count {
        let from = rng.below(to as u64) as usize;
        led[from].push(to);
        if rng.chance(45) {
            let more = rng.below(to as u64) as usize;
            if more != from {
                led[more].push(to);
            }
        }
    }
    for (at, name) in names.iter().enumerate() {
        let condition = |rng: &mut Rng, chosen: &[String]| match rng.below(3) {
            0 => "a".to_owned(),
            1 => "not b".to_owned(),
            _ => chosen.last().map_or("a and b".to_owned(), |step| format!("{step} is defined and {step} == \"x\"")),
        };
        write!(steps, "  {name}:\n    title: Étape {at}\n").unwrap();
        if at >= starts {
            match rng.below(8) {
                0 | 1 => steps.push_str("    join: all\n"),
                2 => steps.push_str("    join: first\n"),
                _ => steps.push_str("    join: some\n"),
            }
        }
        let earlier = |rng: &mut Rng| names[rng.below(at as u64) as usize].clone();
        if at > 0 && rng.chance(15) {
            writeln!(steps, "    after: {}", earlier(&mut rng)).unwrap();
        }
        if rng.chance(15) {
            writeln!(steps, "    if: {}", condition(&mut rng, &[])).unwrap();
        }
        if rng.chance(40) {
            let optional = if rng.chance(20) { ", optional: true" } else { "" };
            writeln!(steps, "    ask: {{f{at}: {{type: boolean, title: F{optional}}}}}").unwrap();
            asked.push(format!("f{at}"));
        }
        if rng.chance(60) && at > 0 {
            let names: Vec<&String> = asked.iter().chain(&chosen).filter(|n| n[1..] != name[1..]).collect();
            if !names.is_empty() {
                let read = names[rng.below(names.len() as u64) as usize].clone();
                writeln!(steps, "    text: \"{{{{ {read} }}}}\"").unwrap();
                reads.push((name.clone(), read));
            }
        }
        let way = |to: usize| format!("next: s{to}");
        let end = |rng: &mut Rng| if rng.chance(15) { "end: failure, stop: true".to_owned() } else { "end: success".to_owned() };
        let to = led[at].clone();
        if rng.chance(12) && to.len() < 2 {
            let late = to.first().map_or_else(|| end(&mut rng), |to| way(*to));
            writeln!(steps, "    wait: {{for: X, within: 1 days, late: {{{late}}}}}").unwrap();
            let usual = if rng.chance(50) { end(&mut rng) } else { late.clone() };
            writeln!(steps, "    {}", usual.replace(", ", "\n    ")).unwrap();
            continue;
        }
        match to.as_slice() {
            [] => writeln!(steps, "    {}", end(&mut rng).replace(", ", "\n    ")).unwrap(),
            [one] if rng.chance(55) => writeln!(steps, "    {}", way(*one)).unwrap(),
            [one] if rng.chance(50) => {
                let when = condition(&mut rng, &chosen);
                let other = end(&mut rng);
                writeln!(steps, "    route:\n      - {{when: '{when}', {}}}\n      - {{{other}}}", way(*one)).unwrap();
            }
            [one] => {
                let other = end(&mut rng);
                writeln!(steps, "    choose:\n      x: {{title: X, {}}}\n      y: {{title: Y, {other}}}", way(*one)).unwrap();
                chosen.push(name.clone());
            }
            many if rng.chance(50) => {
                let all: Vec<String> = many.iter().map(|to| format!("s{to}")).collect();
                writeln!(steps, "    next: [{}]", all.join(", ")).unwrap();
            }
            many => {
                let several = if rng.chance(30) { "    many: true\n" } else { "" };
                writeln!(steps, "{several}    choose:").unwrap();
                for (n, to) in many.iter().enumerate() {
                    writeln!(steps, "      {}: {{title: O{n}, {}}}", if n == 0 { "x".to_owned() } else { format!("o{n}") }, way(*to)).unwrap();
                }
                chosen.push(name.clone());
            }
        }
    }
    let mut rules = Vec::new();
    for _ in 0..3 {
        let (one, other) = (rng.pick(&names), rng.pick(&names));
        if one != other {
            rules.push((rng.pick(&["requires", "excludes", "leads_to"]), one, other));
        }
    }
    let mut text = "inputs:\n  a: {type: boolean, title: A}\n  b: {type: boolean, title: B}\n".to_owned();
    if !rules.is_empty() {
        text.push_str("rules:\n");
        rules.iter().for_each(|(demand, one, other)| writeln!(text, "  - {{title: R, step: {one}, {demand}: {other}}}").unwrap());
    }
    writeln!(text, "start: [{}]\nsteps:", names[..starts].join(", ")).unwrap();
    Small { text: text + &steps, reads, rules }
}
