//! The hard cases of the one rule, by hand: a small procedure, acts, and what must hold after each.

use super::{Act, Naive};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// An act (`done STEP:OPTION FIELD=true`, `waive …`, `reopen …`, `add LIST`, `drop LIST N`; `!` before it: refused; nothing: the
/// start), and what holds then: `step:state`, `step:-` for a step that does not exist, `step#2` for a round, `=outcome`.
pub type Row = (&'static str, &'static str);

fn value(text: &str) -> Value {
    serde_yaml::from_str(text).expect("a value")
}

fn act(words: &[&str]) -> Act {
    let (path, option) = words[1].split_once(':').unwrap_or((words[1], ""));
    let choose: Vec<String> = option.split('+').filter(|o| !o.is_empty()).map(String::from).collect();
    let pairs = words[2..].iter().filter_map(|w| w.split_once('='));
    let set: Map<String, Value> = pairs.map(|(k, v)| (k.into(), value(v))).collect();
    let path = path.to_string();
    match words[0] {
        "done" => Act::Done { path, set, choose },
        "waive" => Act::Waive { path, choose, set },
        "reopen" => Act::Reopen { path },
        "add" => Act::Add { list: path, item: json!({"nom": "n"}) },
        _ => Act::Drop { list: path, item: words[2].parse().expect("a number") },
    }
}

/// `files`: the main procedure, then those it calls, as `id: …` documents.
pub fn play(files: &[&str], inputs: Value, rows: &[Row]) {
    let mut procedures = BTreeMap::new();
    for (n, text) in files.iter().enumerate() {
        let id = if n == 0 { "main".to_string() } else { format!("c{n}") };
        procedures.insert(id, value(text));
    }
    let mut naive = Naive::start(&procedures, "main", inputs.as_object().expect("inputs"));
    for (number, (said, expected)) in rows.iter().enumerate() {
        let at = format!("row {number}, `{said}`");
        let refused = said.starts_with('!');
        let words: Vec<&str> = said.trim_start_matches('!').split_whitespace().collect();
        if !words.is_empty() {
            let was = (naive.states(), naive.rounds());
            let result = naive.apply(&act(&words));
            assert_eq!(result.is_err(), refused, "{at}: {result:?}");
            assert!(!refused || was == (naive.states(), naive.rounds()), "{at}: refused and yet changed");
        }
        assert!(naive.errors().is_empty(), "{at}: {:?}", naive.errors());
        let states = naive.states();
        for word in expected.split_whitespace() {
            if let Some(outcome) = word.strip_prefix('=') {
                assert_eq!(naive.outcome().unwrap_or("running".into()), outcome, "{at}");
            } else if let Some((path, round)) = word.split_once('#') {
                assert_eq!(naive.rounds()[path].to_string(), round, "{at}: round of {path}");
            } else {
                let (path, state) = word.split_once(':').expect("step:state");
                assert_eq!(states.get(path).map_or("-", String::as_str), state, "{at}: {path}\n{states:#?}");
            }
        }
    }
}

pub fn gens(n: usize) -> Value {
    let item = |k| json!({"nom": format!("n{k}"), "vip": k == 1});
    json!({"gens": (1..=n).map(item).collect::<Vec<_>>()})
}

/// A procedure with the list `gens` as input.
pub fn over(steps: &str) -> String {
    format!("inputs: {{gens: {{type: list}}}}\n{steps}")
}

#[test]
fn joins_and_dead_paths() {
    let text = "
start: [a, b]
steps:
  a: {choose: {c: {next: c}, d: {next: d}, both: {next: [c, d]}}}
  b: {choose: {c: {next: c}, d: {next: d}}}
  c: {join: all, end: success}
  d: {join: all, end: failure}
";
    // H6: one yes, one no.
    play(&[text], json!({}), &[("done a:c", "c:ahead d:ahead"), ("done b:d", "c:left_out d:left_out =neutral")]);
    play(&[text], json!({}), &[("done a:both", ""), ("done b:d", "c:left_out d:open"), ("done d", "=failure")]);
    let first = "
start: [a, b]
steps: {a: {next: m}, b: {next: m}, m: {join: first, end: success}}
";
    play(&[first], json!({}), &[("done b", "m:open"), ("done m", "a:open =running"), ("done a", "m:done m#1 =success")]);
}

#[test]
fn h2_a_stop_falls_with_the_step_that_stopped() {
    let text = "
start: [acceptation, noter, avant]
steps:
  acceptation: {choose: {accepte: {next: remise}, refuse: {end: failure, stop: true}}}
  avant: {end: neutral}
  noter: {next: remise}
  remise: {join: all, end: success}
";
    play(
        &[text],
        json!({}),
        &[
            ("done avant", ""),
            ("done acceptation:refuse", "noter:left_out remise:left_out =failure"),
            ("!reopen noter", ""),
            ("!reopen avant", ""),
            ("reopen acceptation", "acceptation:open acceptation#2 noter:open noter#1 remise:ahead avant:done =running"),
            ("done acceptation:accepte", ""),
            ("done noter", "remise:open"),
            ("done remise", "=success"),
        ],
    );
}

#[test]
fn h2_a_stopped_scope_is_not_reached_from_outside() {
    let text = "
start: [x, s]
steps:
  x: {end: success}
  s: {section: {start: [y, z], steps: {y: {after: [x], end: success}, z: {end: failure, stop: true}}}, next: t}
  t: {end: success}
";
    play(
        &[text],
        json!({}),
        &[
            ("done s.z", "s.y:left_out s:done t:open"),
            ("done x", "s.y:left_out"),
            ("reopen x", "x:open s:done t:open s.y:left_out"),
            ("reopen s.z", "s:open t:ahead s.y:ahead s.z:open"),
        ],
    );
    let reaches = "
start: [x, s]
steps:
  x: {end: success}
  s: {section: {start: [y, w], steps: {y: {after: [x], next: z}, z: {end: failure, stop: true}, w: {end: success}}}, next: t}
  t: {end: success}
";
    play(
        &[reaches],
        json!({}),
        &[("done x", ""), ("done s.y", ""), ("done s.z", "s.w:left_out t:open"), ("reopen x", "s.y:ahead s.z:ahead s.w:open s.w#1 s:open t:ahead")],
    );
}

#[test]
fn h3_standby_is_left_out_and_comes_back() {
    let text = "
start: [travail, alarme]
steps:
  alarme: {standby: true, wait: {for: une alarme}, next: evacuer}
  travail: {next: sortir}
  sortir: {end: success}
  evacuer: {end: failure, stop: true}
";
    play(
        &[text],
        json!({}),
        &[
            ("done travail", "alarme:open sortir:open"),
            ("done sortir", "alarme:left_out evacuer:left_out =success"),
            ("reopen sortir", "alarme:open alarme#1 evacuer:ahead"),
            ("done alarme", "evacuer:open"),
            ("done evacuer", "sortir:left_out =failure"),
        ],
    );
}

#[test]
fn h7a_reopening_inside_a_finished_each() {
    let text = over(
        "
start: e
steps:
  e: {each: gens, as: p, start: a, steps: {a: {next: b}, b: {end: success}}, next: z}
  z: {end: success}
",
    );
    play(
        &[&text],
        gens(2),
        &[
            ("done e[1].a", ""),
            ("done e[1].b", ""),
            ("done e[2].a", ""),
            ("done e[2].b", "e:done z:open"),
            ("done z", "=success"),
            ("reopen e[1].b", "e:open e#2 e[1].a:done e[1].b:open e[1].b#2 e[2].b:done z:ahead =running"),
            ("done e[1].b", "e:done z:open z#2"),
            ("reopen e", "e#3 e[1].a:open e[1].a#2 e[1].b:ahead e[2].a:open z:ahead"),
        ],
    );
}

#[test]
fn h7b_after_into_a_left_out_step() {
    let text = "
start: [x, c]
steps:
  x: {end: success}
  c: {choose: {y: {next: y}, m: {next: m}}}
  y: {after: [x], next: m}
  m: {end: success}
";
    play(
        &[text],
        json!({}),
        &[
            ("done x", ""),
            ("done c:m", "y:left_out m:open"),
            ("done m", "=success"),
            ("reopen x", "x:open m:done y:left_out"),
            ("done x", "=success"),
            ("reopen c", "c:open m:ahead y:ahead"),
            ("done c:y", "y:open m:ahead"),
            ("reopen x", "y:ahead c:done"),
        ],
    );
}

#[test]
fn h7c_first_is_held_by_another_way() {
    let text = "
start: [a, b]
steps: {a: {next: m}, b: {next: m}, m: {join: first, next: z}, z: {end: success}}
";
    play(
        &[text],
        json!({}),
        &[
            ("done a", "m:open"),
            ("done m", "z:open"),
            ("done b", ""),
            ("reopen a", "a:open m:done m#1 z:open"),
            ("reopen b", "b:open m:ahead z:ahead"),
            ("done b", "m:open m#2"),
        ],
    );
}

#[test]
fn h7d_until_put_back() {
    let text = over(
        "
start: [e, close]
steps:
  e: {each: gens, as: p, until: close, start: a, steps: {a: {end: success}}, next: z}
  close: {end: neutral}
  z: {end: success}
",
    );
    play(
        &[&text],
        gens(1),
        &[
            ("done e[1].a", "e:open"),
            ("add gens", "e[2].a:open"),
            ("done close", "e:open"),
            ("done e[2].a", "e:done z:open"),
            ("!add gens", ""),
            ("reopen close", "e:open e[1].a:done e[2].a:done z:ahead"),
            ("add gens", "e[3].a:open"),
            ("done e[3].a", ""),
            ("done close", "e:done z:open =running"),
        ],
    );
    play(&[&text], gens(0), &[("", "e:open e[1].a:-"), ("done close", "e:done")]);
}

#[test]
fn h14_being_left_out_waits_for_no_after() {
    let text = "
start: [slow, c]
steps:
  slow: {end: success}
  c: {choose: {q: {next: q}, z: {next: z}}}
  q: {after: [slow], end: success}
  z: {after: [q], end: success}
";
    play(&[text], json!({}), &[("done c:z", "q:left_out z:open slow:open")]);
    play(&[text], json!({}), &[("done c:q", "q:ahead z:left_out"), ("done slow", "q:open")]);
}
