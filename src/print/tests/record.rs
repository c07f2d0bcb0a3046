//! What a run's pages say of what happened, and what they keep to themselves.

use super::{Values, read, step};
use crate::print::{Cause, Dropped, Noted, Options, Sent, Standing, State, StepStanding, Why, checklist, html, markdown};
use crate::words::Lang;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};

const PAIR: &str = r#"
pasapas: 1
id: pair-work
version: 1.0.0
status: valid
title: Pair
language: en
role: a
roles: {a: {title: Anne}}
inputs:
  pair:
    title: Pair
    type: list
    key: name
    personal: true
    fields: {name: {title: Name, type: text}}
  proof: {title: Proof, type: file}
start: all
steps:
  all:
    title: For both
    each: pair
    as: one
    start: paper
    steps:
      paper:
        title: "Certificate of {{ one.name }}"
        text: "About {{ one.name }}, {% for p in pair %}{{ p.name }} {% endfor %}."
        email: {to: a, subject: "Of {{ one.name }}", body: "Of {{ one.name }}"}
        next: more
      more: {title: "More on {{ one.name }}", end: success}
    next: last
  last: {title: Last, end: success}
"#;

fn at(seconds: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(seconds).unwrap()
}

fn why(cause: Cause) -> Why {
    Why { cause, who: Some("Claire".into()), when: Some(at(0)), reason: Some("moved away".into()) }
}

fn standing() -> (Standing, Values) {
    let pair = json!([{"name": "Martin"}, {"name": "Durand"}]);
    let sha256 = "0123456789abcdef".repeat(4);
    let left_out = |cause| StepStanding { state: State::LeftOut, why: Some(why(cause)), ..StepStanding::default() };
    let note = |text: &str, personal| Noted { text: text.into(), who: "Claire".into(), when: at(0), personal };
    let each = StepStanding {
        state: State::Open,
        items: vec![(1, "Martin".into()), (2, "Durand".into())],
        gone: BTreeMap::from([(2, why(Cause::Dropped))]),
        ..StepStanding::default()
    };
    let sent = StepStanding {
        state: State::Done,
        sent: Some(Sent { when: at(86_400), who: "Claire".into() }),
        remarks: vec![note("Martin called", true)],
        ..StepStanding::default()
    };
    let steps = HashMap::from([
        ("all".to_owned(), each),
        ("all[1].paper".to_owned(), sent),
        ("all[2].paper".to_owned(), left_out(Cause::Dropped)),
        ("all[2].more".to_owned(), left_out(Cause::Stopped("all[2].paper".into()))),
        ("last".to_owned(), left_out(Cause::Enough)),
    ]);
    let inputs = json!({"pair": pair, "proof": {"name": "proof.pdf", "sha256": sha256}});
    let standing = Standing {
        run: "01-ab".into(),
        inputs: inputs.as_object().cloned().unwrap(),
        steps,
        remarks: vec![note("A hurry", false)],
        dropped: vec![Dropped { path: String::new(), field: "pair".into(), number: 2, why: why(Cause::Dropped) }],
        ..Standing::default()
    };
    let mut values = inputs.clone();
    values["one"] = json!({"name": "Martin"});
    (standing, Values(values))
}

#[test]
fn a_record_says_who_when_and_why() {
    let procedure = read(PAIR);
    let (standing, voice) = standing();
    let options = Options { personal: true, ..Options::default() };
    let printed = checklist(&procedure, &|_| None, Some(&standing), &voice, &options, Lang::En.words());
    assert_eq!(step(&printed, "all[2].paper").standing.as_deref(), Some("not needed: line dropped, by Claire on 01/01/1970 at 1:00: moved away"));
    assert_eq!(
        step(&printed, "all[2].more").standing.as_deref(),
        Some("not needed: stopped by step 1.1, by Claire on 01/01/1970 at 1:00: moved away")
    );
    assert!(step(&printed, "last").standing.as_deref().unwrap().starts_with("not needed: there was enough"));
    let text = markdown::write(&printed);
    assert!(text.contains("☑ sent on 02/01/1970 at 1:00 by Claire"), "{text}");
    assert!(text.contains("**Remark** Martin called (Claire, on 01/01/1970 at 1:00)") && text.contains("- A hurry (Claire"), "{text}");
    assert!(text.contains("~~2. Durand~~ line dropped, by Claire") && text.contains("Durand (line dropped, by Claire"), "{text}");
    // A hash is short where it is read, and whole once.
    let sha256 = "0123456789abcdef".repeat(4);
    assert!(text.contains("proof.pdf, SHA-256\u{a0}01234567…") && text.matches(&sha256).count() == 1, "{text}");
}

#[test]
fn what_is_personal_shows_nowhere() {
    let procedure = read(PAIR);
    let (standing, voice) = standing();
    let printed = checklist(&procedure, &|_| None, Some(&standing), &voice, &Options::default(), Lang::En.words());
    let drawn = crate::draw::drawing(&procedure, &|_| None, Some(&standing), &voice, Lang::En.words());
    let all = [html::write(&printed), markdown::write(&printed), crate::draw::dot::write(&drawn), crate::draw::mermaid::write(&drawn)];
    for text in &all {
        assert!(!text.contains("Martin") && !text.contains("Durand"), "{text}");
    }
    assert!(all[1].contains("2 lines of personal data, not printed") && !all[1].contains("| 20 |"), "{}", all[1]);
    assert!(all[1].contains("A hurry"));
}
