//! `enter` line by line, at a real terminal: what cannot be understood is said at once, and nothing is kept before somebody says so.

use super::terminal::{Place, Terminal};

#[test]
fn a_slip_is_typed_line_by_line_and_kept_once_it_was_seen() {
    let place = Place::new();
    for name in ["ans-contractualisation", "designation-mandataire"] {
        let from = format!("{}/workflows/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(from, place.file(&format!("workflows/{name}.yaml"))).unwrap();
    }
    assert_eq!(place.output(&["start", "ans-contractualisation"]).0, 0);
    let mut terminal = Terminal::open(&place, &["enter", "@last"], "dumb");
    terminal.asked("Qu’est-ce qui a été fait sur papier ?", "1 Clinique peut-être");
    // The line that is wrong is not kept; one that waits for another is.
    terminal.expect("paper.refused");
    terminal.expect("›");
    terminal.answer("2 \"Paul Loi\" Le directeur");
    terminal.expect("›");
    terminal.answer("1 \"Clinique du Lac\" oui 010000024");
    terminal.expect("›");
    terminal.answer("");
    terminal.asked("Enregistrer ces 2 étapes ?", "non");
    assert_eq!(terminal.status(), 1);
    assert!(!place.output(&["show", "@last"]).1.contains("✓"), "nothing was to be kept");
    let mut terminal = Terminal::open(&place, &["enter", "@last", "1 \"Clinique du Lac\" oui 010000024; 2 \"Paul Loi\" Le directeur"], "dumb");
    terminal.asked("Enregistrer ces 2 étapes ?", "oui");
    assert_eq!(terminal.status(), 0);
    let (_, shown) = place.output(&["show", "@last"]);
    assert_eq!(shown.matches("saisi d’après le papier par").count(), 2, "{shown}");
}
