//! What play found to be wrong in the proof, each as small as it can be shown.

use super::{lines, report, said};
use jiff::Timestamp;
use pasapas::engine::command::Done;
use pasapas::engine::{self, Command, Env, Status};
use serde_json::Map;

const NOTHING: [&str; 0] = [];

#[test]
fn whoever_goes_back_has_answered_nothing_that_stands() {
    let steps = "start: un\nsteps:\n  un:\n    title: Un\n    choose:\n      bon: {title: Bon, next: deux}\n      encore: {title: Encore, back: un}\n  \
                 deux: {title: Deux, text: '{{ un }}', end: success}\n";
    assert_eq!(said(&format!("rules:\n  - {{title: R, step: un, leads_to: deux}}\n{steps}"), "rule"), NOTHING);
    let asked = "start: un\nsteps:\n  un: {title: Un, next: [deux, quatre]}\n  deux:\n    title: Deux\n    choose:\n      bon: {title: Bon, next: trois}\n      \
                 encore: {title: Encore, back: deux}\n  trois: {title: Trois, ask: {f: {type: text, title: F}}, next: quatre}\n  \
                 quatre: {title: Quatre, join: some, text: '{{ f }}', end: success}\n";
    assert_eq!(said(asked, "variable"), NOTHING);
}

/// A section whose only step stops something, and what comes behind it.
fn stopping(stop: &str, rule: &str) -> String {
    format!(
        "rules:\n  - {{title: R, {rule}}}\nstart: groupe\nsteps:\n  groupe:\n    title: Groupe\n    section:\n      start: [un, deux]\n      steps:\n        \
         un: {{title: Un, end: failure, stop: {stop}}}\n        deux: {{title: Deux, end: success}}\n    next: fin\n  fin: {{title: Fin, end: success}}\n"
    )
}

#[test]
fn a_group_in_which_the_run_is_stopped_is_never_done() {
    assert_eq!(said(&stopping("run", "step: groupe, leads_to: fin"), ""), ["unused /roles/eux", "graph.never /steps/fin"]);
    assert_eq!(said(&stopping("true", "step: groupe, leads_to: fin"), ""), ["unused /roles/eux"]);
}

#[test]
fn what_is_stopped_may_be_settled_without_what_a_rule_requires() {
    assert_eq!(said(&stopping("true", "step: fin, requires: groupe.deux"), "rule"), ["rule.broken /rules/0"]);
    assert_eq!(said(&stopping("true", "step: fin, requires: groupe.un"), "rule"), NOTHING);
    // Nor does it happen later on.
    assert_eq!(said(&stopping("true", "step: fin, leads_to: groupe.deux"), "rule"), ["rule.broken /rules/0"]);
    assert_eq!(said(&stopping("true", "step: fin, leads_to: groupe.un"), "rule"), NOTHING);
}

#[test]
fn a_standby_step_comes_only_while_something_is_open_beside_it() {
    let text = |alarm: &str, rule: &str| {
        format!(
            "rules:\n  - {{title: R, {rule}}}\nstart: [un, alarme]\nsteps:\n  un: {{title: Un, end: success}}\n  \
             alarme: {{title: Alarme, standby: true, {alarm}wait: {{for: X}}, next: suite}}\n  suite: {{title: Suite, end: neutral}}\n"
        )
    };
    assert_eq!(said(&text("", "step: alarme, requires: un"), ""), ["unused /roles/eux", "rule.broken /rules/0"]);
    // Once what it waits for is settled, nothing is open any more.
    assert_eq!(said(&text("after: un, ", "step: alarme, requires: un"), ""), ["unused /roles/eux", "graph.never /steps/alarme/standby"]);
}

#[test]
fn how_a_call_ends_and_what_it_gives_back_go_together() {
    let called = "inputs:\n  p: {type: boolean, title: P}\nstart: un\nsteps:\n  un:\n    title: Un\n    choose:\n      oui: {title: Oui, next: deux}\n      \
                  non: {title: Non, next: trois}\n  deux: {title: Deux, ask: {f: {type: text, title: F}}, end: success}\n  \
                  trois:\n    title: Trois\n    route:\n      - {when: p, end: failure}\n      - {end: neutral}\n";
    let caller = |given: &str, text: &str| {
        let text = format!(
            "inputs:\n  a: {{type: boolean, title: A}}\nstart: appel\nsteps:\n  appel:\n    title: Appel\n    call: autre\n    with: {{p: '{given}'}}\n    \
             returns: {{r: f}}\n    route:\n      - {{when: 'appel.outcome == \"failure\"', end: failure}}\n      - {{next: fin}}\n  \
             fin: {{title: Fin, text: '{text}', end: success}}\n"
        );
        lines(&report(&[("main", &text), ("autre", called)]), "")
    };
    let given_back = "{% if appel.outcome == \"success\" %}{{ appel.r }}{% endif %}";
    assert_eq!(caller("a", given_back), NOTHING);
    assert_eq!(caller("a", "{{ appel.r }}"), ["variable.unset /steps/fin/text"]);
    // What is given decides how it may end.
    assert_eq!(caller("true", "{{ appel.r }}"), NOTHING);
    assert_eq!(caller("false", given_back), ["choice.never /steps/appel/route/0/when"]);
}

#[test]
fn what_a_called_procedure_stops_stays_undone() {
    let called = "start: un\nsteps:\n  un:\n    title: Un\n    choose:\n      oui: {title: Oui, end: success}\n      non: {title: Non, end: failure, stop: run}\n";
    let caller = "rules:\n  - {title: R, step: un, leads_to: fin}\nstart: un\nsteps:\n  un: {title: Un, next: appel}\n  appel: {title: Appel, call: autre, next: fin}\n  \
                  fin: {title: Fin, end: success}\n";
    assert_eq!(lines(&report(&[("main", caller), ("autre", called)]), "rule"), ["rule.broken /rules/0"]);
}

/// Two steps for each item of a list.
fn items(last: &str, rule: &str) -> String {
    format!(
        "inputs:\n  l: {{type: list, title: L, key: k, fields: {{k: {{type: text, title: K}}}}}}\nrules:\n  - {{title: R, {rule}}}\nstart: avant\nsteps:\n  \
         avant: {{title: Avant, next: chacun}}\n  chacun:\n    title: Chacun\n    each: l\n    as: p\n    start: un\n    steps:\n      \
         un: {{title: Un, text: '{{{{ p.k }}}}', next: deux}}\n      deux: {{title: Deux, {last}}}\n    next: fin\n  fin: {{title: Fin, end: success}}\n"
    )
}

#[test]
fn another_item_may_stop_what_is_done_for_one() {
    for (last, rule, kept) in [
        ("end: success", "step: avant, leads_to: 'chacun[key].un'", true),
        ("end: failure, stop: true", "step: avant, leads_to: 'chacun[key].deux'", true),
        ("end: failure, stop: chacun", "step: avant, leads_to: 'chacun[key].deux'", false),
        ("end: failure, stop: chacun", "step: avant, leads_to: 'chacun[key].un'", false),
        ("end: failure, stop: chacun", "step: fin, requires: 'chacun[key].un'", false),
        ("end: success", "step: fin, requires: 'chacun[key].un'", true),
    ] {
        assert_eq!(said(&items(last, rule), "rule").is_empty(), kept, "{last} {rule}");
    }
}

#[test]
fn nobody_did_what_was_left_out() {
    let text = "start: un\nsteps:\n  un:\n    title: Un\n    choose:\n      oui: {title: Oui, next: deux}\n      non: {title: Non, next: trois}\n  \
                deux: {title: Deux, end: success}\n  trois: {title: Trois, not_by: deux, end: success}\n";
    let checked = report(&[("main", text)]).checked.clone().unwrap();
    let settings = Map::new();
    let env = Env { run_id: "r", now: Timestamp::from_second(1_793_610_000).unwrap(), by: "alex", settings: &settings, holidays: Default::default() };
    let (run, _) = engine::start(&checked, &Map::new(), false, true, &env).unwrap();
    let done = |path: &str, choose: &[&str]| {
        Command::Done(Box::new(Done { path: path.parse().unwrap(), choose: choose.iter().map(ToString::to_string).collect(), ..Done::default() }))
    };
    let (run, _) = engine::decide(&checked, run, &done("un", &["non"]), &env).unwrap();
    assert_eq!(run.status(&"deux".parse().unwrap()), Status::LeftOut);
    // Whoever made the choice has done nothing of what it left out.
    engine::decide(&checked, run, &done("trois", &[]), &env).unwrap();
}

#[test]
fn who_stops_everything_comes_last_of_those_who_do_both() {
    let text = "rules:\n  - {title: R, step: un, other_person: deux}\nstart: [un, deux]\nsteps:\n  un: {title: Un, end: success}\n  \
                deux: {title: Deux, not_by: un, end: failure, stop: true}\n";
    assert_eq!(said(text, "rule"), NOTHING);
    assert_eq!(said(&text.replace(", stop: true", ""), "rule"), ["rule.broken /rules/0"]);
}

#[test]
fn two_who_stop_each_other_are_no_two_who_do_both() {
    let text = "rules:\n  - {title: R, step: un, same_person: deux}\nstart: [un, deux]\nsteps:\n  un: {title: Un, end: failure, stop: true}\n  \
                deux: {title: Deux, end: failure, stop: true}\n";
    assert_eq!(said(text, "rule"), NOTHING);
}

#[test]
fn a_group_is_settled_once_what_something_in_it_waits_for_is() {
    let text = |stop: &str| {
        format!(
            "start: [un, groupe]\nsteps:\n  un: {{title: Un, ask: {{f: {{type: text, title: F}}}}, end: success}}\n  groupe:\n    title: Groupe\n    section:\n      start: [deux, trois]\n      \
             steps:\n        deux: {{title: Deux, after: un, end: success}}\n        trois: {{title: Trois, end: success{stop}}}\n    next: fin\n  fin: {{title: Fin, text: '{{{{ f }}}}', end: success}}\n"
        )
    };
    assert_eq!(said(&text(""), "variable"), NOTHING);
    assert_eq!(said(&text(", stop: true"), "variable"), ["variable.unset /steps/fin/text"]);
}

#[test]
fn an_alarm_that_is_waited_for_breaks_no_promise() {
    let text = "rules:\n  - {title: R, step: un, leads_to: deux}\nstart: [un, alarme]\nsteps:\n  un: {title: Un, next: deux}\n  \
                alarme: {title: Alarme, standby: true, wait: {for: X}, end: failure, stop: true}\n  deux: {title: Deux, after: alarme, end: success}\n";
    assert_eq!(said(text, "rule"), NOTHING);
}

/// Nobody is asked anything at a step that is passed, and its way is decided all the same.
#[test]
fn the_exit_of_a_step_is_read_when_it_is_passed_too() {
    let text = |condition: &str, when: &str| {
        format!(
            "inputs:\n  a: {{type: boolean, title: A}}\nstart: un\nsteps:\n  un:\n    title: Un\n    if: {condition}\n    ask: {{f: {{type: boolean, title: F}}}}\n    route:\n      \
             - {{when: {when}, end: success}}\n      - {{end: neutral}}\n"
        )
    };
    assert_eq!(said(&text("a", "f"), "variable"), ["variable.unset /steps/un/route/0/when"]);
    assert_eq!(said(&text("a", "f is defined and f"), "variable"), NOTHING);
    assert_eq!(said(&text("a or not a", "f"), "variable"), NOTHING);
}

/// A group in which something stops the run may be done all the same, where an alarm in it comes first and ends the group.
#[test]
fn of_two_who_stop_the_first_one_counts() {
    let text = |standby: &str, after: &str| {
        format!(
            "rules:\n  - {{title: R, step: groupe, requires: un}}\nstart: [un, groupe]\nsteps:\n  un: {{title: Un, end: success}}\n  groupe:\n    title: Groupe\n    \
             section:\n      start: [deux, trois]\n      steps:\n        deux: {{title: Deux, end: failure, stop: run}}\n        \
             trois: {{title: Trois, {standby}{after}wait: {{for: X}}, end: failure, stop: groupe}}\n    end: neutral\n"
        )
    };
    assert_eq!(said(&text("standby: true, ", ""), "rule"), ["rule.broken /rules/0"]);
    assert_eq!(said(&text("", ""), "rule"), ["rule.broken /rules/0"]);
    assert_eq!(said(&text("", "after: deux, "), "rule"), NOTHING);
}
