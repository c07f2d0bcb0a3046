//! One cause, one finding, where the cause is: files as a maintainer breaks them.

use super::{SALLE, check, salle};
use crate::cli::Home;
use pasapas::finding::Severity;
use pasapas::report::mend;
use pasapas::words::Lang;

/// The whole procedure with one thing broken, what is said of it, and the words that are pointed at.
fn broken() -> Vec<(&'static str, String, &'static str, &'static str)> {
    let finir = "  finir:\n    title: Noter la salle\n    end: success\n";
    vec![
        ("a key without its colon", salle("title: Demander l", "title Demander l"), "yaml-syntax-colon", "title"),
        ("a step without its colon", salle("  attendre:", "  attendre"), "yaml-syntax-colon", "attendre"),
        ("one space too few", salle("    next: finir", "   next: finir"), "yaml-syntax-level", "next"),
        ("one space too many", salle("    next: finir", "     next: finir"), "yaml-syntax-level", "next"),
        ("no indentation at all", salle("    next: finir", "next: finir"), "yaml-syntax-level", "next"),
        ("a key level with the steps", salle("    next: finir", "  next: finir"), "key-level", "next"),
        ("a step inside a step", salle(finir, "    finir:\n      title: Noter\n      end: success\n"), "key-level", "finir"),
        ("a step level with the head", salle(finir, "finir:\n  title: Noter\n  end: success\n"), "key-level", "finir"),
        (
            "an exit inside the wait",
            salle("    next: finir", "    wait:\n      for: la clé\n      within: 3 days\n      next: finir"),
            "key-level",
            "next",
        ),
        ("a tab", salle("    next: finir", "\tnext: finir"), "yaml-syntax-tab", "\t"),
        ("a no-break space", salle("    next: finir", "\u{a0}   next: finir"), "yaml-syntax-space", "\u{a0}"),
        ("a quote left open", salle("Demander l’été prochain", "\"Demander"), "yaml-syntax-quote", "\""),
        ("an apostrophe that closes", salle("Demander l’été prochain", "'Demander l'été'"), "yaml-syntax-inner", "'Demander l'été'"),
        ("a brace left open", salle("{title: Agent}", "{title: Agent"), "yaml-syntax-bracket", "{"),
        ("a bracket left open", salle("next: finir", "next: [finir"), "yaml-syntax-bracket", "["),
        ("a dash before one step only", salle("  demander:\n", "  - demander:\n"), "yaml-syntax-dash", "-"),
        ("a dash that strayed", salle("    next: finir", "    next:\n    - finir\n     - finir"), "value-form-dash", "-"),
        ("dashes without a space", salle("    next: finir", "    checks:\n      -un\n      -deux\n    next: finir"), "value-form", "checks"),
        ("a step twice", salle("  finir:", "  attendre:"), "yaml-duplicate-key", "attendre"),
        ("`steps` misspelt", salle("\nsteps:", "\nstepz:"), "key-unknown", "stepz"),
        ("`title` misspelt", salle("title: Demander", "titel: Demander"), "key-unknown", "titel"),
        ("an exit misspelt", salle("next: finir", "nxet: finir"), "key-unknown", "nxet"),
        ("a step's name misspelt", salle("next: finir", "next: finri"), "step-unknown", "finri"),
        ("a sentence with a colon", salle("Demander l’été prochain", "Attention : l’été prochain"), "yaml-sentence", "Attention : l’été prochain"),
        ("a sentence cut by a comma", salle("title: Quel jour ?}", "title: Quel jour, et quand, au juste ?}"), "yaml-sentence", "Quel jour"),
        ("a sentence in braces with a colon", salle("Quel jour ?", "Quel jour : lundi ?"), "yaml-sentence", "Quel jour : lundi ?"),
        (
            "a text that begins with a template",
            salle("title: Attendre la réponse pour le {{ jour | date }}", "title: {{ jour | date }} : attendre"),
            "yaml-sentence",
            "{{ jour | date }} : attendre",
        ),
        (
            "a text that is a template",
            salle("title: Attendre la réponse pour le {{ jour | date }}", "title: {{ jour | date }}"),
            "yaml-sentence",
            "{{ jour | date }}",
        ),
        (
            "a text that begins with a star",
            salle("Demander l’été prochain", "*Demander* l’été prochain"),
            "yaml-sentence",
            "*Demander* l’été prochain",
        ),
        ("a version that is a number", salle("1.0.0", "1.0"), "value-quote", "1.0"),
        ("the last line is missing", salle("    end: success\n", ""), "step-exit-none", "finir"),
        ("an empty file", String::new(), "yaml-shape-empty", ""),
        ("a comment only", "# rien\n".to_owned(), "yaml-shape-empty", ""),
    ]
}

#[test]
fn one_cause_is_one_finding_where_the_cause_is() {
    assert_eq!(check(SALLE.as_bytes()).findings, []);
    let mut wrong = Vec::new();
    for (what, text, id, words) in broken() {
        for end in ["\n", "\r\n"] {
            let text = text.replace('\n', end);
            let report = check(text.as_bytes());
            let found: Vec<(&str, String)> = report
                .findings
                .iter()
                .map(|f| {
                    let shown = pasapas::report::File::new("salle.yaml", &report, text.as_bytes());
                    (f.message.id, text[shown.text.span(&f.place)].to_owned())
                })
                .collect();
            if found != [(id, words.to_owned())] {
                wrong.push(format!("{what}: {found:?}, not {id} at {words:?}"));
            }
            for finding in &report.findings {
                let said = |lang: Lang| finding.help.iter().chain([&finding.message]).map(|m| lang.words().say(m)).collect::<String>();
                assert_ne!(said(Lang::Fr), said(Lang::En));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A missing key is shown at the first line of what lacks it, not by drawing the whole file.
#[test]
fn what_is_missing_in_the_head_is_shown_in_a_few_lines() {
    let home = Home::new();
    home.write("salle.yaml", &salle("language: fr\n", ""));
    let ran = home.run(&["check", "salle.yaml"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("key.missing") && ran.out.lines().count() < 12, "{}", ran.out);
}

/// What is drawn stays within the terminal and under the words, whatever stands before them on the line.
#[test]
fn carets_stand_under_the_words() {
    for (before, columns) in [("été", 3), ("🎉🎉", 4), ("e\u{301}", 1), ("漢字", 4), ("العربية", 7)] {
        for width in ["80", "120"] {
            let home = Home::new();
            home.write("salle.yaml", &salle("title: Noter la salle", &format!("title: {before}{{{{ inconnu }}}}")));
            let mut command = home.command();
            let ran = command.env("COLUMNS", width).args(["check", "salle.yaml"]).output().unwrap();
            let out = String::from_utf8(ran.stdout).unwrap();
            let caret = out.lines().find(|l| l.contains("───") && l.contains('·')).unwrap_or_else(|| panic!("{out}"));
            let at = caret.chars().position(|c| c == '─').unwrap();
            // The line's number, its frame, the key, what stands before, two braces and a space.
            assert_eq!(at, " 21 │ ".chars().count() + "    title: ".len() + columns + 3, "{before}, {width}\n{out}");
        }
    }
}

/// A line of thousands of characters is cut around what is pointed at.
#[test]
fn a_very_long_line_is_cut() {
    let home = Home::new();
    let long = "mot ".repeat(800);
    home.write("salle.yaml", &salle("title: Noter la salle", &format!("title: {long}{{{{ inconnu }}}} {long}")));
    let ran = home.run(&["check", "salle.yaml"]);
    assert!(ran.out.contains("inconnu"), "{}", ran.out);
    let longest = ran.out.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(longest <= 100, "{longest}\n{}", ran.out);
}

/// The head of a drawing counts characters, as the other formats do; places far from each other are drawn without what lies between.
#[test]
fn columns_are_characters_and_far_places_are_drawn_apart() {
    let home = Home::new();
    home.write("salle.yaml", &salle("title: Noter la salle", "title: élève 🎉 {{ inconnu }}"));
    let ran = home.run(&["check", "salle.yaml"]);
    assert!(ran.out.contains("[salle.yaml:21:23]"), "{}", ran.out);
    let many: String = (0..60).map(|_| "    # un mot\n").collect();
    home.write("salle.yaml", &salle("    title: Noter la salle", &format!("{many}    title: Demander l’été prochain")));
    let ran = home.run(&["check", "salle.yaml"]);
    assert!(ran.out.contains("already here") && ran.out.contains("[salle.yaml:81:12]") && ran.out.lines().count() < 20, "{}", ran.out);
}

/// A number that comes after another, the same for every run of the tests.
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 33).unwrap()
}

/// Whatever is done to a file: every place lies in it, and mending ends in a file that mending leaves alone.
#[test]
fn however_a_file_is_damaged_its_findings_stand_in_it() {
    const BITS: &[&str] = &[
        "", " ", "  ", "\t", "\n", "\r\n", ":", ": ", "- ", "{", "}", "[", "'", "\"", "|", ">", "#", "*", "&", "!", "{{ x }}", "é", "🎉", "\u{a0}",
        "\\", "%", "?", ",",
    ];
    let mut seed = 7;
    for round in 0..1500 {
        let mut text = SALLE.replace('\n', if round % 5 == 0 { "\r\n" } else { "\n" });
        for _ in 0..=next(&mut seed) % 3 {
            let places: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
            let at = places[next(&mut seed) % places.len()];
            let to = places.iter().copied().find(|i| *i >= at + next(&mut seed) % 4).unwrap_or(text.len());
            text.replace_range(at..to, BITS[next(&mut seed) % BITS.len()]);
        }
        let report = check(text.as_bytes());
        let file = pasapas::report::File::new("salle.yaml", &report, text.as_bytes());
        for finding in &file.findings {
            for place in [&finding.place].into_iter().chain(finding.related.iter().map(|(place, _)| place)) {
                assert!(text.get(file.text.span(place)).is_some(), "{finding:?}\n{text}");
            }
            if let Some(fix) = &finding.fix {
                let changes = file.text.changes(fix).unwrap_or_else(|| panic!("{finding:?}\n{text}"));
                assert!(pasapas::text::edit::apply(&text, &changes).is_some(), "{finding:?}\n{text}");
            }
        }
        let mended = mend::mend("salle.yaml", text.as_bytes(), &check);
        let again = mend::mend("salle.yaml", &mended.bytes, &check);
        assert!(again.count == 0 && again.bytes == mended.bytes, "{text}\n--- becomes\n{}", String::from_utf8_lossy(&mended.bytes));
        let before = report.findings.iter().filter(|f| f.severity() == Severity::Error).count();
        assert!(before > 0 || check(&mended.bytes).checked.is_some(), "{text}");
    }
}
