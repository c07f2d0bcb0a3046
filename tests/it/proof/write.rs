//! Writes small random procedures, scope by scope.

use super::small::{Kind, Read, Small};
use crate::random::Rng;
use std::collections::BTreeSet;
use std::fmt::Write as _;

pub struct Writer {
    rng: Rng,
    kind: Kind,
    /// The letter with which the names of its steps begin.
    letter: char,
    steps: usize,
    /// Steps that hold others which may still be written.
    holders: usize,
    /// What can be read here, by the step that sets it.
    names: Vec<(String, String)>,
    /// Choices that a condition may ask about.
    chosen: Vec<String>,
    /// All steps, by their static paths.
    paths: Vec<String>,
    /// Those that may come.
    standby: Vec<String>,
    called: Option<String>,
    found: Small,
}

/// What a scope stands in.
struct Around<'a> {
    /// The static path of its holder, with a point.
    path: String,
    /// Where its steps are written.
    at: String,
    /// The steps around it that one inside may wait for.
    outer: Vec<String>,
    /// The steps that hold it, from the outermost.
    holders: Vec<String>,
    indent: &'a str,
}

impl Writer {
    pub fn new(kind: Kind, rng: Rng) -> Writer {
        let found = Small { kind, text: String::new(), called: None, reads: Vec::new(), rules: Vec::new(), routes: Vec::new(), has: BTreeSet::new() };
        let mut writer = Writer {
            rng,
            kind,
            letter: 's',
            steps: 0,
            holders: 0,
            names: Vec::new(),
            chosen: Vec::new(),
            paths: Vec::new(),
            standby: Vec::new(),
            called: None,
            found,
        };
        writer.holders = match kind {
            Kind::Section | Kind::Each | Kind::Call => 1 + usize::from(writer.rng.chance(20)),
            Kind::Standby | Kind::Back => usize::from(writer.rng.chance(30)),
            Kind::Flat | Kind::People => 0,
        };
        writer
    }

    pub fn write(mut self) -> Small {
        let count = match self.kind {
            Kind::Flat => 3 + self.rng.below(4),
            Kind::Section | Kind::Call => 2 + self.rng.below(3),
            Kind::Each => 2 + self.rng.below(2),
            Kind::Standby | Kind::Back | Kind::People => 3 + self.rng.below(2),
        };
        let around = Around { path: String::new(), at: "/steps".to_owned(), outer: Vec::new(), holders: Vec::new(), indent: "" };
        let (starts, steps) = self.scope(count as usize, &around);
        self.rules();
        let mut text = "inputs:\n  a: {type: boolean, title: A}\n  b: {type: boolean, title: B}\n".to_owned();
        if self.found.has.contains("each") {
            text.push_str("  l:\n    type: list\n    title: L\n    key: k\n    min: 0\n    fields:\n      k: {type: text, title: K}\n");
            text.push_str("      v: {type: boolean, title: V}\n      w: {type: boolean, title: W, optional: true}\n");
        }
        if !self.found.rules.is_empty() {
            text.push_str("rules:\n");
        }
        for (demand, one, other) in &self.found.rules {
            writeln!(text, "  - {{title: R, step: '{one}', {demand}: '{other}'}}").unwrap();
        }
        writeln!(text, "start: [{}]\nsteps:", starts.join(", ")).unwrap();
        Small { text: text + &steps, called: self.called, ..self.found }
    }

    fn rules(&mut self) {
        let demands: &[&str] = if self.kind == Kind::People { &["same_person", "other_person"] } else { &["requires", "excludes", "leads_to"] };
        for _ in 0..3 {
            let (one, other) = (self.rng.pick(&self.paths), self.rng.pick(&self.paths));
            let within = |a: &String, b: &String| b.starts_with(&format!("{a}."));
            if one != other && !within(&one, &other) && !within(&other, &one) {
                let mut demand = self.rng.pick(demands);
                if demand == "leads_to" && self.standby.contains(&one) {
                    demand = "excludes";
                }
                let item = |path: String| if self.found.has.contains("each") { self.with_items(&path) } else { path };
                self.found.rules.push((demand, item(one), item(other)));
            }
        }
    }

    /// A rule names what is inside an `each` with brackets.
    fn with_items(&self, path: &str) -> String {
        let each: Vec<&String> = self.names.iter().filter(|(name, _)| name.ends_with(".success")).map(|(_, by)| by).collect();
        let mut so_far = String::new();
        let mut written = Vec::new();
        for name in path.split('.') {
            so_far = if so_far.is_empty() { name.to_owned() } else { format!("{so_far}.{name}") };
            let holds = so_far.len() < path.len() && each.contains(&&so_far);
            written.push(if holds { format!("{name}[key]") } else { name.to_owned() });
        }
        written.join(".")
    }

    fn name(&mut self) -> String {
        self.steps += 1;
        format!("{}{}", self.letter, self.steps - 1)
    }

    fn condition(&mut self) -> String {
        if self.letter != 's' {
            return self.rng.pick(&["p", "not p"]).to_owned();
        }
        let mut known = vec!["a".to_owned(), "not b".to_owned()];
        if let Some(step) = self.chosen.last() {
            known.push(format!("{step} is defined and {step} == \"x\""));
        }
        if let Some((field, _)) = self.names.iter().find(|(name, _)| name.ends_with(".r")) {
            let step = field.trim_end_matches(".r");
            known.push(format!("{step} is defined and {field} is defined and {field}"));
        }
        if self.names.iter().any(|(name, _)| name == "p.v") {
            known.extend(["p.v".to_owned(), "p.w is defined and p.w".to_owned()]);
        }
        self.rng.pick(&known)
    }

    /// An end: one that stops is left to a person.
    fn end(&mut self, passes: bool, around: &Around) -> String {
        if !passes && self.rng.chance(15) {
            let mut stops = vec!["true".to_owned()];
            if !around.holders.is_empty() {
                stops.push("run".to_owned());
                stops.extend(around.holders.last().cloned());
            }
            return format!("end: failure, stop: {}", self.rng.pick(&stops));
        }
        let outcomes: &[&str] = if passes { &["success", "neutral"] } else { &["success", "success", "success", "failure", "neutral"] };
        format!("end: {}", self.rng.pick(outcomes))
    }

    /// Steps, each led to by some earlier one: where they start, and their text.
    fn scope(&mut self, count: usize, around: &Around) -> (Vec<String>, String) {
        let names: Vec<String> = (0..count).map(|_| self.name()).collect();
        let starts = if count > 3 && self.rng.chance(35) { 2 } else { 1 };
        let standby =
            (self.kind == Kind::Standby && count > 1 && self.letter == 's' && (around.path.is_empty() || self.rng.chance(50))).then_some(starts);
        let starts = starts + usize::from(standby.is_some());
        let mut led: Vec<Vec<usize>> = vec![Vec::new(); count];
        for to in starts..count {
            let from = self.rng.below(to as u64) as usize;
            led[from].push(to);
            if self.rng.chance(45) {
                let more = self.rng.below(to as u64) as usize;
                if more != from {
                    led[more].push(to);
                }
            }
        }
        let mut text = String::new();
        for at in 0..count {
            let join = (at >= starts).then(|| self.rng.pick(&["all", "all", "first", "some", "some", "some", "some", "some"]));
            let to: Vec<String> = led[at].iter().map(|to| names[*to].clone()).collect();
            // Every way to a step passes through these: the step itself, and the only one that the scope starts with.
            let back = if starts == 1 && self.rng.chance(50) { 0 } else { at };
            let step = Place { name: &names[at], earlier: &names[..at], join, standby: standby == Some(at), to, back: &names[back] };
            let one = self.step(&step, around);
            one.lines().for_each(|line| writeln!(text, "{}{line}", around.indent).unwrap());
        }
        (names[..starts].to_vec(), text)
    }

    fn step(&mut self, place: &Place, around: &Around) -> String {
        let name = place.name;
        let path = format!("{}{name}", around.path);
        let at = format!("{}/{name}", around.at);
        self.paths.push(path.clone());
        let mut text = format!("  {name}:\n    title: Étape {name}\n");
        place.join.iter().for_each(|join| writeln!(text, "    join: {join}").unwrap());
        if place.standby {
            self.found.has.insert("standby");
            self.standby.push(path.clone());
            text.push_str("    standby: true\n");
        }
        let waits: Vec<String> = place.earlier.iter().chain(&around.outer).cloned().collect();
        if !waits.is_empty() && self.rng.chance(if around.path.is_empty() { 15 } else { 25 }) {
            writeln!(text, "    after: {}", self.rng.pick(&waits)).unwrap();
        }
        let mut passes = false;
        // What holds a scope takes somebody's act: its first step does not pass.
        let first = place.earlier.is_empty() && (!around.path.is_empty() || self.letter != 's');
        if !first && self.rng.chance(15) {
            writeln!(text, "    if: {}", quoted(&self.condition())).unwrap();
            passes = true;
        }
        if self.kind == Kind::People && !place.earlier.is_empty() && self.rng.chance(45) {
            let (key, other) = (self.rng.pick(&["same_by", "not_by"]), self.rng.pick(place.earlier));
            writeln!(text, "    {key}: {other}").unwrap();
            self.found.has.insert(key);
        }
        self.read(&path, &at, name, &mut text);
        if self.holders > 0 && !place.standby && self.rng.chance(50 + 20 * place.earlier.len() as u64) {
            self.holders -= 1;
            self.holder(place, around, &path, &at, &mut text);
            self.leave(place, around, &path, &at, true, &mut text);
            return text;
        }
        if self.kind != Kind::People && self.rng.chance(40) {
            let field = format!("f{}", &name[1..]);
            let field = if self.letter == 's' { field } else { format!("g{}", &name[1..]) };
            let optional = if self.rng.chance(20) { ", optional: true" } else { "" };
            writeln!(text, "    ask: {{{field}: {{type: boolean, title: F{optional}}}}}").unwrap();
            self.names.push((field, path.clone()));
        }
        if place.standby || (self.kind != Kind::People && place.to.len() < 2 && self.rng.chance(12)) {
            let usual = self.one_way(place, passes, around);
            if place.standby {
                writeln!(text, "    wait: {{for: X}}").unwrap();
            } else {
                writeln!(text, "    wait: {{for: X, within: 1 days, late: {{{usual}}}}}").unwrap();
                self.found.has.insert("late");
            }
            let usual = if !place.standby && self.rng.chance(50) { self.end(passes, around) } else { usual };
            writeln!(text, "    {}", usual.replace(", ", "\n    ")).unwrap();
            return text;
        }
        self.leave(place, around, &path, &at, passes, &mut text);
        text
    }

    fn one_way(&mut self, place: &Place, passes: bool, around: &Around) -> String {
        match place.to.as_slice() {
            [] => self.end(passes, around),
            to => format!("next: {}", to[0]),
        }
    }

    /// Perhaps a text that reads a name.
    fn read(&mut self, path: &str, at: &str, own: &str, text: &mut String) {
        let known: Vec<(String, String)> = self.names.iter().filter(|(_, by)| by != path && *by != own).cloned().collect();
        if known.is_empty() || self.letter != 's' || !self.rng.chance(60) {
            return;
        }
        let (name, _) = self.rng.pick(&known);
        let shown = if name.ends_with(".success") { format!("{{{{ {name} | length }}}}") } else { format!("{{{{ {name} }}}}") };
        let conditions: Vec<(String, String)> = known.iter().filter_map(|(name, _)| Some((name.clone(), asked_about(name)?))).collect();
        let under = if conditions.is_empty() || !self.rng.chance(25) { None } else { Some(self.rng.pick(&conditions)) };
        match &under {
            Some((asked, value)) => {
                let root = asked.split('.').next().unwrap();
                writeln!(text, "    text: '{{% if {root} is defined and {asked} == \"{value}\" %}}{shown}{{% endif %}}'").unwrap();
                self.found.has.insert("under");
            }
            None => writeln!(text, "    text: '{shown}'").unwrap(),
        }
        self.found.reads.push(Read { step: path.to_owned(), at: format!("{at}/text"), name, under });
    }

    /// What a step holds.
    fn holder(&mut self, place: &Place, around: &Around, path: &str, at: &str, text: &mut String) {
        let kind = if matches!(self.kind, Kind::Each | Kind::Call) && !self.found.has.contains("each") && self.called.is_none() {
            self.kind
        } else {
            Kind::Section
        };
        if kind == Kind::Call {
            self.call(path, place.name, text);
            return;
        }
        let outer = place.earlier.iter().chain(&around.outer).cloned().collect();
        let holders = around.holders.iter().cloned().chain([place.name.to_owned()]).collect();
        let inner = format!("{at}/{}", if kind == Kind::Each { "steps" } else { "section/steps" });
        let inside = Around { path: format!("{path}."), at: inner, outer, holders, indent: if kind == Kind::Each { "    " } else { "      " } };
        let count = 1 + self.rng.below(if kind == Kind::Each { 2 } else { 3 }) as usize;
        let (names, chosen) = (self.names.len(), self.chosen.len());
        if kind == Kind::Each {
            self.found.has.insert("each");
            self.names.extend(["p.v", "p.w"].map(|name| (name.to_owned(), String::new())));
        }
        let (starts, steps) = self.scope(count, &inside);
        let starts = starts.join(", ");
        if kind == Kind::Each {
            self.names.truncate(names);
            self.chosen.truncate(chosen);
            write!(text, "    each: l\n    as: p\n    start: [{starts}]\n    steps:\n{steps}").unwrap();
            self.names.push((format!("{}.success", place.name), path.to_owned()));
        } else {
            write!(text, "    section:\n      start: [{starts}]\n      steps:\n{steps}").unwrap();
            self.found.has.insert("section");
        }
    }

    /// A call, and the procedure that it calls.
    fn call(&mut self, path: &str, name: &str, text: &mut String) {
        let mut called = Writer::new(Kind::Flat, self.rng.clone());
        called.letter = 'c';
        let optional = self.rng.chance(30);
        let count = 1 + self.rng.below(3) as usize;
        let around = Around { path: String::new(), at: "/steps".to_owned(), outer: Vec::new(), holders: Vec::new(), indent: "" };
        let (starts, steps) = called.scope(count, &around);
        self.rng = called.rng;
        let mut head = format!("inputs:\n  p: {{type: boolean, title: P{}}}\n", if optional { ", optional: true, default: true" } else { "" });
        writeln!(head, "start: [{}]\nsteps:", starts.join(", ")).unwrap();
        self.called = Some(head + &steps);
        writeln!(text, "    call: autre").unwrap();
        if !optional || self.rng.chance(50) {
            writeln!(text, "    with: {{p: {}}}", quoted(self.rng.pick(&["a", "not b", "a and b"]))).unwrap();
        }
        let asked: Vec<String> = called.names.iter().map(|(name, _)| name.clone()).filter(|name| name.starts_with('g')).collect();
        if !asked.is_empty() {
            let field = self.rng.pick(&asked);
            writeln!(text, "    returns: {{r: {field}}}").unwrap();
            self.names.push((format!("{name}.r"), path.to_owned()));
            self.found.has.insert("returns");
        }
        self.names.push((format!("{name}.outcome"), path.to_owned()));
        self.paths.extend(called.paths.iter().map(|inner| format!("{path}.{inner}")));
        self.found.has.insert("call");
    }

    /// Where a step leads.
    fn leave(&mut self, place: &Place, around: &Around, path: &str, at: &str, by_itself: bool, text: &mut String) {
        let way = |to: &String| format!("next: {to}");
        let holds = text.contains("\n    call:") || text.contains("\n    each:") || text.contains("\n    section:");
        let goes_back = !by_itself && self.kind == Kind::Back && self.rng.chance(50);
        if goes_back && place.to.len() < 2 {
            let on = self.one_way(place, true, around);
            writeln!(text, "    choose:\n      x: {{title: X, {on}}}\n      y: {{title: Y, back: {}}}", place.back).unwrap();
            self.chose(place.name, path);
            self.found.has.insert("back");
            return;
        }
        match place.to.as_slice() {
            [] => writeln!(text, "    {}", self.end(by_itself, around).replace(", ", "\n    ")).unwrap(),
            [one] if self.rng.chance(55) => writeln!(text, "    {}", way(one)).unwrap(),
            [one] if holds || self.rng.chance(50) => {
                let results = if text.contains("\n    call:") { vec![format!("{}.outcome == \"failure\"", place.name)] } else { Vec::new() };
                let when = if !results.is_empty() && self.rng.chance(60) { results[0].clone() } else { self.condition() };
                let other = self.end(by_itself, around);
                writeln!(text, "    route:\n      - {{when: '{when}', {}}}\n      - {{{other}}}", way(one)).unwrap();
                self.found.routes.push((path.to_owned(), format!("{at}/route/0/when"), one.clone()));
            }
            [one] => {
                let other = self.end(by_itself, around);
                writeln!(text, "    choose:\n      x: {{title: X, {}}}\n      y: {{title: Y, {other}{}}}", way(one), default(text)).unwrap();
                self.chose(place.name, path);
            }
            many if holds || self.rng.chance(50) => writeln!(text, "    next: [{}]", many.join(", ")).unwrap(),
            many => {
                let several = if !goes_back && self.rng.chance(30) { "    many: true\n" } else { "" };
                let preset = default(text);
                writeln!(text, "{several}    choose:").unwrap();
                for (n, to) in many.iter().enumerate() {
                    let option = if n == 0 { "x".to_owned() } else { format!("o{n}") };
                    let preset = if n == 0 { preset } else { "" };
                    writeln!(text, "      {option}: {{title: O{n}, {}{preset}}}", way(to)).unwrap();
                }
                if goes_back {
                    writeln!(text, "      z: {{title: Z, back: {}}}", place.back).unwrap();
                    self.found.has.insert("back");
                }
                self.chose(place.name, path);
            }
        }
    }

    fn chose(&mut self, name: &str, path: &str) {
        self.chosen.push(name.to_owned());
        self.names.push((name.to_owned(), path.to_owned()));
    }
}

/// One step to be written.
struct Place<'a> {
    name: &'a str,
    /// Those before it in its scope.
    earlier: &'a [String],
    join: Option<&'static str>,
    standby: bool,
    /// Where it leads.
    to: Vec<String>,
    /// Where it may go back to.
    back: &'a str,
}

/// What a text asks about a name before it reads another one.
fn asked_about(name: &str) -> Option<String> {
    match name.split_once('.') {
        Some((_, "outcome")) => Some("success".to_owned()),
        None if name.starts_with('s') => Some("x".to_owned()),
        _ => None,
    }
}

/// A step with `if` marks one option.
fn default(text: &str) -> &'static str {
    if text.contains("\n    if:") { ", default: true" } else { "" }
}

fn quoted(text: &str) -> String {
    format!("'{text}'")
}
