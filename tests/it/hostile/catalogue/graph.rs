//! Graphs that lead nowhere, or round.

use super::super::bench::{Case, clean, edit, steps};
use std::fmt::Write as _;

/// A chain of steps whose last one has this exit.
fn chain(count: usize, last: &str) -> String {
    let mut text = String::new();
    for i in 0..count {
        writeln!(text, "  s{i}: {{title: T{i}, next: s{}}}", i + 1).unwrap();
    }
    writeln!(text, "  s{count}: {{title: Fin, {last}}}").unwrap();
    text
}

/// Sections one within the other.
fn sections(deep: usize) -> String {
    let mut text = "{title: Fond, end: success}".to_owned();
    for i in (0..deep).rev() {
        text = format!("{{title: T{i}, section: {{start: x{i}, steps: {{x{i}: {text}}}}}, end: success}}");
    }
    format!("  s: {text}\n")
}

#[rustfmt::skip]
pub fn cases() -> Vec<Case> {
    let options = |count: usize| {
        let mut text = "  s:\n    title: Choix\n    choose:\n".to_owned();
        (0..count).for_each(|i| writeln!(text, "      o{i}: {{title: T{i}, next: f{i}}}").unwrap());
        (0..count).for_each(|i| writeln!(text, "  f{i}: {{title: F{i}, ask: {{q: {{title: Q, type: text}}}}, end: success}}").unwrap());
        text
    };
    let mesh = |count: usize| {
        let mut text = String::new();
        for i in 0..count {
            let next: Vec<String> = (i + 1..(i + 40).min(count + 1)).map(|j| format!("s{j}")).collect();
            writeln!(text, "  s{i}: {{title: T{i}, next: [{}]}}", next.join(", ")).unwrap();
        }
        writeln!(text, "  s{count}: {{title: Fin, end: success}}").unwrap();
        text
    };
    let backs = |count: usize| {
        let mut text = format!("  s: {{title: S, next: [{}]}}\n", (0..count).map(|i| format!("a{i}")).collect::<Vec<_>>().join(", "));
        for i in 0..count {
            writeln!(text, "  a{i}: {{title: T{i}, choose: {{o: {{title: O, back: a{}}}, p: {{title: P, end: success}}}}}}", (i + 1) % count).unwrap();
        }
        text
    };
    let pairs = |count: usize| {
        let mut text = "  s: {title: S, end: success}\n".to_owned();
        (0..count).for_each(|i| write!(text, "  a{i}: {{title: A{i}, next: b{i}}}\n  b{i}: {{title: B{i}, next: a{i}}}\n").unwrap());
        text
    };
    let asks = |count: usize| {
        let mut text = String::new();
        (0..count).for_each(|i| writeln!(text, "  s{i}: {{title: T{i}, ask: {{q: {{title: Q, type: text}}}}, next: s{}}}", i + 1).unwrap());
        writeln!(text, "  s{count}: {{title: Fin, end: success}}").unwrap();
        text
    };
    vec![
        edit("cible-inconnue", "next: deux", "next: duex", "step.unknown", "duex"),
        edit("cible-de-reponse", "next: trois}", "next: torsi}", "step.unknown", "torsi"),
        edit("depart-inconnu", "start: un\n", "start: une\n", "step.unknown", "une\n"),
        edit("soi-meme", "next: deux", "next: un", "graph.cycle", "un:\n    title: Un"),
        edit("boucle", "  trois: {title: Trois, end: success}", "  trois: {title: Trois, next: un}", "graph.cycle", "un:\n    title: Un"),
        edit("apres-soi", "    documents: guide", "    after: un", "graph.cycle", "un:\n    title: Un"),
        edit("apres-la-suite", "    documents: guide", "    after: trois", "graph.cycle", "un:\n    title: Un"),
        edit("jamais-atteinte", "  trois: {title", "  quatre: {title: Q, end: success}\n  trois: {title", "graph.unreachable", "quatre"),
        edit("depart-atteint", "start: un\n", "start: [un, deux]\n", "graph.start", "deux]"),
        edit("sans-sortie", "  trois: {title: Trois, end: success}", "  trois: {title: Trois}", "step.exit", "trois: {"),
        edit("deux-sorties", "end: success", "end: success, back: un", "step.exit", "back: un"),
        edit("deux-verbes", "    documents: guide", "    email: x\n    call: y", "step.verb", "call: y"),
        edit("personne", "role: agent\nroles:\n  agent: {title: Agent}\n", "", "key.missing", "un:\n    title: Un"),
        edit("arret-inconnu", "end: success", "end: success, stop: ailleurs", "step.unknown", "ailleurs"),
        edit("route-fermee", "next: deux", "route: [{when: nombre > 1, next: deux}]", "choice.form", "when: nombre"),
        edit("reponses-fermees", "      oui: {title: Oui, next: trois}\n      non: {title: Non, end: neutral}", "      oui: {title: Oui, if: nombre > 1, next: trois}\n      non: {title: Non, if: nombre < 1, end: neutral}", "choice.form", "choose:"),
        steps("retour-lateral", "s", "  s: {title: S, next: [a, b]}\n  a: {title: A, choose: {o: {title: O, back: b}, p: {title: P, end: success}}}\n  b: {title: B, end: success}\n", "graph.back", "b}, p"),
        steps("attente-retard", "s", "  s: {title: S, wait: {for: x, late: {end: neutral}}, end: success}\n", "wait.form", "late:"),
        clean(steps("chaine-mille", "s0", &chain(5_000, "end: success"), "", "")),
        steps("chaine-sans-fin", "s0", &chain(5_000, "next: s0"), "graph.cycle", "s0: {"),
        steps("chaine-sans-sortie", "s0", &chain(5_000, "back: s0"), "graph.no-end", "s0: {"),
        steps("chaine-inconnue", "s0", &chain(5_000, "end: success").replace("next: s", "next: t"), "step.unknown", "t1}"),
        clean(steps("reponses-mille", "s", &options(2_000), "", "")),
        clean(steps("treillis", "s0", &mesh(1_000), "", "")),
        steps("retours-mille", "s", &backs(1_500), "graph.back", "a1}"),
        steps("boucles-mille", "s", &pairs(3_000), "graph.cycle", "a0: {"),
        steps("demandes-mille", "s0", &asks(2_000), "field.twice", "q: {title: Q, type: text}}, next: s2}"),
        clean(steps("sections-emboitees", "s", &sections(12), "", "")),
        steps("sections-trop", "s", &sections(30), "yaml.limit", "*"),
    ]
}
