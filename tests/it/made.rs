//! Procedures made to measure: as long, as wide and as entangled as is asked for. The benchmarks measure the same ones.

use std::fmt::Write as _;

/// The head of a procedure of that name, up to its steps.
fn head(id: &str, more: &str, start: &str) -> String {
    format!(
        "pasapas: 1\nid: {id}\nversion: 1.0.0\nstatus: valid\ntitle: Une procédure faite sur mesure\nlanguage: fr\nrole: agent\n\
         roles:\n  agent: {{title: L’agent}}\n{more}start: {start}\nsteps:\n"
    )
}

/// A row of steps that ask, choose and speak of what was asked before.
pub fn row(id: &str, steps: usize) -> String {
    let mut text = head(id, "", "etape_0");
    for i in 0..steps {
        let before = i.saturating_sub(1);
        let _ = writeln!(text, "  etape_{i}:\n    title: Étape {i} – réception\n    text:\n      - Il y a déjà eu ce qu’il fallait.");
        if i > 0 {
            let _ = writeln!(
                text,
                "      - if: choix_{before} == 'oui'\n        say: \"Reçu le {{{{ jour_{before} | date }}}} par {{{{ roles.agent.name }}}}\""
            );
        }
        let _ = writeln!(
            text,
            "    ask:\n      jour_{i}: {{type: date, title: Jour {i}}}\n      choix_{i}: {{type: option, title: Choix {i}, options: {{oui: Oui, non: Non}}}}"
        );
        let exit = if i + 1 == steps { "end: success".to_owned() } else { format!("next: etape_{}", i + 1) };
        let _ = writeln!(text, "    {exit}");
    }
    text
}

/// Parallel choices of one of two ways: 2 to the power of `width` courses, and far more orders in which they can be run. Each way asks for the
/// same field, which the last step reads, and a rule wants one of the choices made before it.
pub fn choices_side_by_side(id: &str, width: usize) -> String {
    let rules = "rules:\n  - {title: Le premier choix avant la fin, step: fin, requires: choix_0}\n";
    let mut text = head(id, rules, "debut");
    let all: Vec<String> = (0..width).map(|i| format!("choix_{i}")).collect();
    let _ = writeln!(text, "  debut:\n    title: Début\n    next: [{}]", all.join(", "));
    for i in 0..width {
        let _ = writeln!(
            text,
            "  choix_{i}:\n    title: Choix {i}\n    choose:\n      oui: {{title: Oui, next: oui_{i}}}\n      non: {{title: Non, next: non_{i}}}"
        );
        for way in ["oui", "non"] {
            let _ = writeln!(
                text,
                "  {way}_{i}:\n    title: Choix {i}, {way}\n    ask:\n      reponse_{i}: {{type: text, title: Réponse {i}}}\n    next: fin"
            );
        }
    }
    let _ = writeln!(text, "  fin:\n    title: Fin\n    join: some\n    text:");
    for i in 0..width {
        let _ = writeln!(text, "      - \"{{{{ reponse_{i} }}}}\"");
    }
    text + "    end: success\n"
}

/// Choices one after the other, each with a way around it; what one way asks is read where that way was chosen.
pub fn choices_in_a_row(id: &str, length: usize) -> String {
    let mut text = head(id, "", "choix_0");
    for i in 0..length {
        let next = if i + 1 == length { "fin".to_owned() } else { format!("choix_{}", i + 1) };
        let _ = writeln!(
            text,
            "  choix_{i}:\n    title: Choix {i}\n    choose:\n      oui: {{title: Oui, next: detail_{i}}}\n      non: {{title: Non, next: {next}}}\n  \
             detail_{i}:\n    title: Détail {i}\n    ask:\n      detail_de_{i}: {{type: text, title: Détail {i}}}\n    next: {next}"
        );
    }
    text.push_str("  fin:\n    title: Fin\n    text:\n");
    for i in 0..length {
        let _ = writeln!(text, "      - if: choix_{i} == 'oui'\n        say: \"{{{{ detail_de_{i} }}}}\"");
    }
    text + "    end: success\n"
}

/// Forks into `width` ways, of which one is taken only sometimes, and joins, one after the other; the last step reads what all have asked.
pub fn forks_and_joins(id: &str, forks: usize, width: usize) -> String {
    let mut text = head(id, "", "fourche_0");
    for i in 0..forks {
        let ways: Vec<String> = (1..width).map(|w| format!("voie_{i}_{w}")).collect();
        let _ = writeln!(
            text,
            "  fourche_{i}:\n    title: Fourche {i}\n    ask:\n      presse_{i}: {{type: boolean, title: Urgent {i}}}\n    next: [{}, {{to: voie_{i}_0, if: presse_{i}}}]",
            ways.join(", ")
        );
        for w in 0..width {
            let _ = writeln!(
                text,
                "  voie_{i}_{w}:\n    title: Voie {w} de la fourche {i}\n    ask:\n      vu_{i}_{w}: {{type: text, title: Vu {i} {w}}}\n    next: jonction_{i}"
            );
        }
        let exit = if i + 1 == forks { "fin".to_owned() } else { format!("fourche_{}", i + 1) };
        let _ = writeln!(text, "  jonction_{i}:\n    title: Jonction {i}\n    join: some\n    next: {exit}");
    }
    text.push_str("  fin:\n    title: Fin\n    text:\n");
    for i in 0..forks {
        let _ = writeln!(text, "      - if: presse_{i}\n        say: \"{{{{ vu_{i}_0 }}}}\"\n      - \"{{{{ vu_{i}_1 }}}}\"");
    }
    text + "    end: success\n"
}

/// One `each` inside the other, `deep` of them, with `choices` at every level.
pub fn each_inside_each(id: &str, deep: usize, choices: usize) -> String {
    let lists: String =
        (0..deep).map(|d| format!("  liste_{d}: {{type: list, title: Liste {d}, fields: {{nom: {{type: text, title: Nom}}}}}}\n")).collect();
    let mut text = head(id, &format!("inputs:\n{lists}"), "tout_0");
    let mut tail = String::new();
    for d in 0..deep {
        let pad = " ".repeat(2 + 4 * d);
        let (each, last) = (format!("tout_{d}"), if d == 0 { "end: success".to_owned() } else { "next: n".to_owned() + &format!("{}_0", d - 1) });
        let inner = if d + 1 == deep { format!("n{d}_0") } else { format!("tout_{}", d + 1) };
        let _ = writeln!(
            text,
            "{pad}{each}:\n{pad}  title: Pour chacun {d}\n{pad}  each: liste_{d}\n{pad}  as: un_{d}\n{pad}  start: {inner}\n{pad}  steps:"
        );
        let deeper = " ".repeat(2 + 4 * (d + 1));
        let mut own = String::new();
        for i in 0..choices {
            let next = if i + 1 == choices { format!("b{d}") } else { format!("n{d}_{}", i + 1) };
            let _ = writeln!(
                own,
                "{deeper}n{d}_{i}:\n{deeper}  title: \"{{{{ un_{d}.nom }}}}, choix {d} {i}\"\n{deeper}  choose:\n{deeper}    oui: {{title: Oui, next: o{d}_{i}}}\n{deeper}    non: {{title: Non, next: {next}}}\n{deeper}o{d}_{i}:\n{deeper}  title: Oui {d} {i}\n{deeper}  next: {next}"
            );
        }
        let _ = writeln!(own, "{deeper}b{d}:\n{deeper}  title: Fin {d}\n{deeper}  end: success");
        // What stands behind a loop is written behind what is in it.
        tail = own + &format!("{pad}  {last}\n") + &tail;
    }
    text + &tail
}

/// Steps that lead to several of the next `reach` ones, as a generator of numbers has it, with `join: some`: as entangled as can be.
pub fn entangled(id: &str, steps: usize, reach: usize, seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut number = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or(0) % below.max(1)
    };
    let mut text = head(id, "", "pas_0");
    for i in 0..steps {
        let _ = writeln!(text, "  pas_{i}:\n    title: Pas {i}\n    join: some");
        let left = steps - 1 - i;
        let to = |number: &mut dyn FnMut(usize) -> usize| i + 1 + number(left.min(reach));
        match (left, i % 3) {
            (0, _) => text.push_str("    end: success\n"),
            // Every step is led to by the one before it, or it could be out of reach.
            (_, 0) => {
                let _ = writeln!(
                    text,
                    "    choose:\n      oui: {{title: Oui, next: [pas_{}, pas_{}]}}\n      non: {{title: Non, next: pas_{}}}",
                    i + 1,
                    (i + 2).min(steps - 1).max(i + 1),
                    to(&mut number)
                );
            }
            (_, 1) => {
                let _ = writeln!(
                    text,
                    "    ask:\n      drapeau_{i}: {{type: boolean, title: Drapeau {i}}}\n    next: [pas_{}, {{to: pas_{}, if: drapeau_{i}}}]",
                    i + 1,
                    to(&mut number)
                );
            }
            _ => {
                let _ = writeln!(text, "    next: pas_{}", i + 1);
            }
        }
    }
    text
}
