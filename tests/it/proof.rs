//! The proof: what it says of rules, and that it is exact, against every run of small random procedures.

#[path = "proof/every.rs"]
mod every;
#[path = "proof/mended.rs"]
mod mended;
#[path = "proof/play.rs"]
mod play;
#[path = "proof/small.rs"]
mod small;
#[path = "proof/stand.rs"]
mod stand;
#[path = "proof/write.rs"]
mod write;

use pasapas::check::{Checker, Library, Report};
use pasapas::scenario::counter::counter_examples;
use pasapas::scenario::coverage::Coverage;
use pasapas::scenario::{self, play::play};
use pasapas::words::Lang;
use small::Kind;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One procedure and those beside it.
pub struct Texts(pub Vec<(&'static str, String)>);

impl Library for Texts {
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)> {
        self.0.iter().find(|(name, _)| *name == id).map(|(name, text)| (format!("{name}.yaml"), text.clone().into_bytes()))
    }

    fn ids(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| (*name).to_owned()).collect()
    }
}

/// What `check` says of the first of these; each is written without its head.
pub fn report(files: &[(&'static str, &str)]) -> Arc<Report> {
    let texts = texts(files);
    Checker::new(&texts).check(&format!("{}.yaml", files[0].0), texts.0[0].1.as_bytes())
}

/// Procedures with their heads.
fn texts(files: &[(&'static str, &str)]) -> Texts {
    let head = |id: &str| {
        format!(
            "pasapas: 1\nid: {id}\nversion: 1.0.0\nstatus: draft\ntitle: Essai\nlanguage: fr\nrole: nous\nroles:\n  nous: {{title: Nous}}\n  eux: {{title: Eux}}\n"
        )
    };
    Texts(files.iter().map(|(id, text)| (*id, head(id) + text)).collect())
}

/// `code place`, for each finding that is asked about.
fn said(text: &str, of: &str) -> Vec<String> {
    lines(&report(&[("main", text)]), of)
}

fn lines(report: &Report, of: &str) -> Vec<String> {
    report.findings.iter().filter(|f| f.code.name().starts_with(of)).map(|f| format!("{} {}", f.code, f.place)).collect()
}

/// Every two steps of a row and one beside it, under a rule.
fn row(rule: &str, last: &str) -> String {
    format!(
        "rules:\n  - {{title: R, {rule}}}\nstart: un\nsteps:\n  un:\n    title: Un\n    choose:\n      oui: {{title: Oui, next: deux}}\n      non: {{title: Non, next: trois}}\n  \
         deux: {{title: Deux, next: quatre}}\n  trois: {{title: Trois, next: quatre}}\n  quatre: {{title: Quatre, {last}end: success}}\n"
    )
}

#[test]
fn rules_hold_or_are_broken() {
    for (rule, last, kept) in [
        ("step: quatre, requires: un", "", true),
        ("step: quatre, requires: deux", "", false),
        ("step: deux, requires: un.oui", "", true),
        ("step: deux, requires: un.non", "", false),
        ("step: un, requires: quatre", "", false),
        ("step: deux, excludes: trois", "", true),
        ("step: deux, excludes: un.non", "", true),
        ("step: deux, excludes: quatre", "", false),
        ("step: un.oui, excludes: trois", "", true),
        ("step: un.oui, excludes: deux", "", false),
        ("step: un, leads_to: quatre", "", true),
        ("step: un.oui, leads_to: deux", "", true),
        ("step: un, leads_to: deux", "", false),
        ("step: quatre, leads_to: deux", "", false),
        ("step: quatre, other_person: un", "not_by: un, ", true),
        ("step: un, other_person: quatre", "not_by: un, ", true),
        ("step: quatre, other_person: un", "", false),
        ("step: quatre, other_person: un", "same_by: un, ", false),
        ("step: quatre, same_person: un", "same_by: un, ", true),
        ("step: un, same_person: quatre", "same_by: un, ", true),
        ("step: quatre, same_person: deux", "same_by: un, ", false),
        // Nobody does both: of their people nothing is demanded.
        ("step: deux, same_person: trois", "", true),
        ("step: deux, other_person: trois", "", true),
    ] {
        let found = said(&row(rule, last), "rule");
        assert_eq!(found, if kept { vec![] } else { vec!["rule.broken /rules/0"] }, "{rule}");
    }
}

#[test]
fn who_did_one_step_is_handed_on_from_step_to_step() {
    let steps = "start: un\nsteps:\n  un: {title: Un, next: deux}\n  deux: {title: Deux, same_by: un, next: trois}\n  trois: {title: Trois, same_by: deux, next: quatre}\n  \
                 quatre: {title: Quatre, not_by: un, end: success}\n";
    let rules = |rule: &str| said(&format!("rules:\n  - {{title: R, {rule}}}\n{steps}"), "rule");
    for kept in
        ["step: trois, same_person: un", "step: un, same_person: trois", "step: quatre, other_person: trois", "step: deux, other_person: quatre"]
    {
        assert_eq!(rules(kept), Vec::<String>::new(), "{kept}");
    }
    for broken in ["step: quatre, same_person: trois", "step: trois, other_person: un"] {
        assert_eq!(rules(broken), ["rule.broken /rules/0"], "{broken}");
    }
}

#[test]
fn what_a_stop_cuts_short_is_not_led_to_unless_an_alarm_does() {
    let text = |stopping: &str| {
        format!(
            "rules:\n  - {{title: R, step: prendre, leads_to: rendre}}\nstart: [prendre, autre]\nsteps:\n  prendre: {{title: Prendre, next: rendre}}\n  \
             rendre: {{title: Rendre, end: success}}\n  autre:\n    title: Autre\n{stopping}"
        )
    };
    let arm = "    choose:\n      oui: {title: Oui, end: failure, stop: true}\n      non: {title: Non, end: neutral}\n";
    assert_eq!(said(&text(arm), "rule"), ["rule.broken /rules/0"]);
    let after = format!("    after: rendre\n{arm}");
    assert_eq!(said(&text(&after), "rule"), Vec::<String>::new());
    assert_eq!(said(&text("    standby: true\n    wait: {for: une alerte}\n    end: failure\n    stop: true\n"), "rule"), Vec::<String>::new());
}

#[test]
fn rules_look_into_called_procedures_as_far_as_something_is_certain() {
    let called = "start: un\nsteps:\n  un:\n    title: Un\n    choose:\n      oui: {title: Oui, next: deux}\n      non: {title: Non, end: neutral}\n  deux: {title: Deux, end: success}\n";
    let caller = |rule: &str| {
        format!(
            "rules:\n  - {{title: R, {rule}}}\nstart: appel\nsteps:\n  appel: {{title: Appel, call: autre, next: fin}}\n  fin: {{title: Fin, end: success}}\n"
        )
    };
    let rules = |rule: &str| lines(&report(&[("main", &caller(rule)), ("autre", called)]), "rule");
    assert_eq!(rules("step: fin, requires: appel.un"), Vec::<String>::new());
    assert_eq!(rules("step: fin, requires: appel.deux"), ["rule.doubt /rules/0"]);
    assert_eq!(rules("step: appel.un, requires: fin"), ["rule.broken /rules/0"]);
    assert_eq!(rules("step: appel.deux, requires: fin"), ["rule.doubt /rules/0"]);
    assert_eq!(rules("step: appel.deux, requires: appel.un"), ["rule.doubt /rules/0"]);
}

/// What the proof found, as scenarios; they are played, and hold.
fn shown(text: &str) -> (String, Vec<String>) {
    shown_of(&[("main", text)])
}

fn shown_of(files: &[(&'static str, &str)]) -> (String, Vec<String>) {
    let whole = report(files);
    let text = files[0].1;
    let playable = whole.playable.as_ref().unwrap_or_else(|| panic!("{text}\n{:#?}", whole.findings));
    let found = counter_examples(playable, &whole.findings, "2026-01-05T08:00:00Z".parse().unwrap(), Lang::Fr.words());
    let unshown = found.unshown.iter().map(|f| format!("{} {}", f.code, f.place)).collect();
    let Some(file) = found.text else { return (String::new(), unshown) };
    let library = texts(files);
    let checker = Checker::new(&library);
    let read = scenario::report("main.test.yaml", file.as_bytes(), &library, &checker);
    let (scenarios, checked) = read.sound.unwrap_or_else(|| panic!("{file}\n{:#?}", read.findings));
    assert_eq!(scenarios.scenarios.len(), found.shown, "{file}");
    for one in &scenarios.scenarios {
        let played = play(&checked, one, &mut Coverage::default());
        assert!(played.findings.is_empty(), "{text}\n{file}\n{:#?}", played.findings);
    }
    (file, unshown)
}

#[test]
fn what_is_found_can_be_played() {
    for (rule, last) in [
        ("step: quatre, requires: deux", ""),
        ("step: deux, requires: un.non", ""),
        ("step: un, requires: quatre", ""),
        ("step: deux, excludes: quatre", ""),
        ("step: un.oui, excludes: deux", ""),
        ("step: un, leads_to: deux", ""),
        ("step: quatre, other_person: un", ""),
        ("step: quatre, same_person: un", ""),
    ] {
        let (file, unshown) = shown(&row(rule, last));
        assert_eq!(unshown, Vec::<String>::new(), "{rule}");
        assert!(file.contains("règle enfreinte"), "{rule}\n{file}");
    }
    let text = "inputs:\n  nombre: {type: integer, title: N, optional: true}\nstart: un\nsteps:\n  un:\n    title: Un\n    if: nombre is defined and nombre > 3\n    \
                ask: {f: {type: text, title: F}}\n    next: deux\n  deux: {title: Deux, text: \"{{ f }}\", end: success}\n";
    let (file, unshown) = shown(text);
    assert_eq!(unshown, Vec::<String>::new());
    assert!(file.contains("variable_unset_1") && file.contains("deux: open") && file.contains("un: passed"), "{file}");
}

#[test]
fn what_is_found_in_small_procedures_can_be_played() {
    let mut counts: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for seed in 0..350 {
        let small = small::small(seed);
        let whole = report(&small.files());
        if whole.playable.is_some() && !whole.findings.iter().any(|f| f.code.name() == "proof.limit") {
            let (file, unshown) = shown_of(&small.files());
            // An example says nothing of what is answered in a called procedure, or in what order alarms come.
            let whole = matches!(small.kind, Kind::Flat | Kind::Section | Kind::Back | Kind::People);
            assert!(unshown.is_empty() || !whole, "seed {seed} {unshown:?}\n{}", small.text);
            let (shown, not) = counts.entry(small.kind).or_default();
            *shown += file.matches("title:").count();
            *not += unshown.len();
        }
    }
    for (kind, (shown, not)) in &counts {
        assert!(*shown > 30 && not * 5 < *shown, "{kind:?}: {counts:?}");
    }
}

#[test]
fn a_rule_demands_one_thing_and_says_which() {
    let with = |rule: &str| {
        said(
            &format!(
                "rules:\n  - {{title: R, {rule}}}\nstart: un\nsteps:\n  un:\n    title: Un\n    choose:\n      oui: {{title: Oui, end: success}}\n      non: {{title: Non, end: neutral}}\n"
            ),
            "rule",
        )
    };
    assert_eq!(with("step: un"), ["rule.form /rules/0"]);
    assert_eq!(with("step: un, requires: un, excludes: un"), ["rule.form /rules/0/requires"]);
    assert_eq!(with("step: un, same_person: un.oui"), ["rule.form /rules/0/same_person"]);
    assert_eq!(with("step: un.peut_etre, excludes: un.oui"), ["rule.form /rules/0/step"]);
}

/// A mail to an address, in a procedure with personal answers of every origin.
fn mailed(to: &str, body: &str) -> Vec<String> {
    let text = format!(
        "settings:\n  dehors: {{type: email, title: Dehors, outside: true}}\n  dedans: {{type: email, title: Dedans}}\ninputs:\n  nom: {{type: text, title: Nom, personal: true}}\n  numero: {{type: \
         text, title: Numéro}}\n  gens:\n    type: list\n    title: Gens\n    key: adresse\n    fields:\n      adresse: {{type: email, title: Adresse, personal: true}}\n      taille: {{type: integer, title: \
         Taille}}\ncomputed:\n  titre: \"'M. ' ~ nom\"\n  combien: gens | length\nstart: un\nsteps:\n  un: {{title: Un, ask: {{seul: {{type: person, title: Seul}}}}, next: deux}}\n  deux:\n    title: Deux\n    \
         email:\n      to: \"{to}\"\n      subject: S\n      body: \"{body}\"\n    next: trois\n  trois:\n    title: Trois\n    each: gens\n    as: g\n    start: quatre\n    steps:\n      quatre: {{title: \
         \"{{{{ g.adresse }}}} {{{{ nom }}}} {{{{ seul.name }}}} {{{{ numero }}}} {{{{ titre }}}} {{{{ combien }}}} {{{{ g.taille }}}}\", end: success}}\n    end: success\n"
    );
    said(&text, "personal")
}

#[test]
fn personal_data_is_followed_out_of_the_organisation() {
    let outside = "{{ settings.dehors }}";
    let told = ["personal.outside /steps/deux/email/body"];
    for body in ["{{ nom }}", "{{ titre }}", "{{ seul.name }}", "{% for g in gens %}{{ g.adresse }}{% endfor %}", "{{ gens[0].adresse }}"] {
        assert_eq!(mailed(outside, body), told, "{body}");
        assert_eq!(mailed("{{ settings.dedans }}", body), Vec::<String>::new(), "{body}");
    }
    for body in ["{{ numero }}", "{{ combien }}", "{{ gens | length }}", "{% for g in gens %}{{ g.taille }}{% endfor %}"] {
        assert_eq!(mailed(outside, body), Vec::<String>::new(), "{body}");
    }
}

/// Whoever goes back has gone there first: what is read on the way is read, what is chosen is offered, and a rule is broken there as anywhere else.
#[test]
fn who_goes_back_was_there_before() {
    let text = |rule: &str| {
        format!(
            "rules:\n  - {{title: R, {rule}}}\nstart: un\nsteps:\n  un:\n    title: Un\n    choose:\n      oui: {{title: Oui, next: quatre}}\n      \
             non: {{title: Non, next: deux}}\n  deux: {{title: Deux, text: '{{{{ f }}}}', next: trois}}\n  trois: {{title: Trois, text: '{{{{ f }}}}', back: un}}\n  \
             quatre: {{title: Quatre, ask: {{f: {{type: text, title: F}}}}, end: success}}\n"
        )
    };
    let led = text("step: trois, leads_to: quatre");
    assert_eq!([said(&led, "choice"), said(&led, "variable")].concat(), ["variable.unset /steps/deux/text", "variable.unset /steps/trois/text"]);
    assert_eq!(said(&text("step: trois, requires: quatre"), "rule"), ["rule.broken /rules/0"]);
    assert_eq!(said(&text("step: trois, requires: deux"), "rule"), Vec::<String>::new());
    assert_eq!(said(&text("step: deux, excludes: un.non"), "rule"), ["rule.broken /rules/0"]);
}
