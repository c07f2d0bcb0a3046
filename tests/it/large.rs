//! The proof at the scale of the largest procedures: it comes to its end and says what is so.

use crate::made;
use pasapas::check::{Checker, Library};

struct Nothing;

impl Library for Nothing {
    fn text(&self, _: &str) -> Option<(String, Vec<u8>)> {
        None
    }
    fn ids(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The codes found in a procedure of the name `p`.
fn codes(text: &str) -> Vec<&'static str> {
    let report = Checker::new(&Nothing).check("p.yaml", text.as_bytes());
    report.findings.iter().map(|finding| finding.code.name()).collect()
}

/// Says where the first line of a procedure that holds this text has another one.
fn with(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

#[test]
fn large_procedures_are_proven() {
    for (what, text) in [
        ("17 choices side by side", made::choices_side_by_side("p", 17)),
        ("200 choices side by side", made::choices_side_by_side("p", 200)),
        ("300 choices in a row", made::choices_in_a_row("p", 300)),
        ("1,000 choices in a row", made::choices_in_a_row("p", 1_000)),
        ("100 forks and joins", made::forks_and_joins("p", 100, 4)),
        ("10 forks and joins of 60 ways", made::forks_and_joins("p", 10, 60)),
        ("each inside each", made::each_inside_each("p", 4, 8)),
        ("a row of 500 steps", made::row("p", 500)),
        ("300 entangled steps", made::entangled("p", 300, 15, 1)),
    ] {
        assert_eq!(codes(&text), [""; 0], "{what}");
    }
}

#[test]
fn one_mistake_in_a_large_procedure_is_found() {
    let side_by_side = made::choices_side_by_side("p", 17);
    for (what, text, code) in [
        // Only one of the two ways asks for what the end reads.
        (
            "an answer that is missing",
            with(&side_by_side, "      reponse_9: {type: text, title: Réponse 9}\n", "      autre_9: {type: text, title: Réponse 9}\n"),
            "variable.unset",
        ),
        ("a rule that is broken", with(&side_by_side, "requires: choix_0}", "requires: oui_11}"), "rule.broken"),
        (
            "a step that never opens",
            with(&side_by_side, "  fin:\n    title: Fin\n    join: some", "  fin:\n    title: Fin\n    join: all"),
            "graph.never",
        ),
        ("two that ask the same", made::choices_in_a_row("p", 300).replace("detail_de_150", "detail_de_149"), "field.twice"),
    ] {
        let codes = codes(&text);
        assert!(codes.contains(&code), "{what}: {codes:?}");
    }
}

/// Past its bounds the proof says so, and nothing that could be wrong.
#[test]
fn what_is_too_entangled_is_said_to_be() {
    assert_eq!(codes(&made::entangled("p", 1_500, 60, 1)), ["proof.limit"]);
}
