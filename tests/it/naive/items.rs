//! The hard cases of items, stops from inside, and steps that hold others.

use super::hard::{gens, over, play};
use serde_json::json;

#[test]
fn h11_items_come_late_and_are_dropped() {
    let text = over(
        "
start: c
steps:
  c: {choose: {oui: {next: e}, non: {next: z}}}
  e: {each: gens, as: p, start: [a, b], steps: {a: {end: success}, b: {if: p.vip, end: success}}, next: [f, z]}
  f: {each: gens, as: q, start: k, steps: {k: {end: success}}, end: success}
  z: {end: success}
",
    );
    play(
        &[&text],
        gens(2),
        &[
            ("add gens", "e:ahead e[1].a:-"),
            ("!drop gens 4", ""),
            ("drop gens 3", ""),
            ("done c:oui", "e[1].b:open e[2].b:passed e[3].a:-"),
            ("done e[1].a", ""),
            ("drop gens 1", "e[1].a:done e[1].b:left_out e:open"),
            ("!drop gens 1", ""),
            ("!reopen e[1].a", ""),
            ("done e[2].a", "e:done f:open f[1].k:- f[2].k:open"),
            ("!add gens", ""),
            ("drop gens 2", "e[2].a:done f[2].k:left_out f:done"),
            ("!reopen e[2].a", ""),
            ("done z", "=success"),
        ],
    );
    // An `each` that is left out is neither done nor waived.
    play(&[&text], gens(1), &[("done c:non", "e:left_out f:left_out"), ("add gens", "e:left_out"), ("done z", "=success")]);
    play(&[&text], gens(1), &[("done c:oui", ""), ("waive e", "e[1].a:left_out e:waived"), ("!add gens", ""), ("!reopen e[1].a", "")]);
}

#[test]
fn chunks_and_late_items() {
    let text = over(
        "
start: e
steps: {e: {each: gens, as: ps, chunk: 2, start: [a, b], steps: {a: {end: success}, b: {end: success}}, end: success}}
",
    );
    play(
        &[&text],
        gens(3),
        &[
            ("", "e[1].a:open e[2].a:open e[3].a:-"),
            ("add gens", "e[3].a:-"),
            ("add gens", "e[3].a:open"),
            ("done e[3].a", ""),
            ("add gens", "e[4].a:open"),
            ("reopen e[3].a", "e[3].a:open e[4].a:open"),
            ("add gens", "e[5].a:-"),
            ("drop gens 5", "e[3].a:left_out"),
            ("drop gens 1", "e[1].a:open"),
            ("drop gens 2", "e[1].a:left_out e[1].b:left_out"),
        ],
    );
}

#[test]
fn one_by_one_takes_nothing_back() {
    let text = over(
        "
start: e
steps: {e: {each: gens, as: p, one_by_one: true, start: a, steps: {a: {next: b}, b: {end: success}}, end: success}}
",
    );
    play(
        &[&text],
        gens(3),
        &[
            ("", "e[1].a:open e[2].a:-"),
            ("done e[1].a", ""),
            ("done e[1].b", "e[2].a:open e[3].a:-"),
            ("done e[2].a", ""),
            ("reopen e[1].a", "e[1].a:open e[1].b:ahead e[2].a:done e[2].b:open"),
            ("done e[2].b", "e[3].a:open"),
            ("drop gens 1", "e[1].a:left_out e[3].a:open"),
            ("done e[3].a", ""),
            ("done e[3].b", "e:done =success"),
        ],
    );
    play(&[&text], gens(3), &[("drop gens 2", "e[2].a:-"), ("drop gens 1", "e[2].a:- e[3].a:open"), ("add gens", "e[4].a:-")]);
}

#[test]
fn enough_drops_the_rest_until_a_reopening() {
    let text = over(
        "
start: e
steps:
  e: {each: gens, as: p, enough: e.success | length >= 2, start: [a, b], steps: {a: {choose: {o: {end: success}, n: {end: failure}}}, b: {end: neutral}}, next: z}
  z: {route: [{when: e.dropped | length == 1, end: success}, {end: failure}]}
",
    );
    play(
        &[&text],
        gens(4),
        &[
            ("done e[1].a:n", ""),
            ("done e[1].b", ""),
            ("done e[2].a:o", ""),
            ("done e[2].b", "e:open"),
            ("done e[3].b", ""),
            ("done e[4].b", ""),
            ("done e[3].a:o", "e:done e[4].a:left_out e[4].b:done z:open"),
            ("done z", "=success"),
            ("!reopen e[4].a", ""),
            ("reopen e[2].a", "e:open e[4].a:open e[4].a#1 e[2].a#2 e[3].a:done z:ahead"),
            ("done e[4].a:o", "e:done e[2].a:left_out z:open"),
        ],
    );
}

#[test]
fn stops_further_out() {
    let text = over(
        "
start: [e, w]
steps:
  e: {each: gens, as: p, start: [a, b], steps: {a: {choose: {o: {end: success}, n: {end: failure, stop: e}, r: {end: neutral, stop: run}}}, b: {end: success}}, next: z}
  w: {next: z}
  z: {route: [{when: e.neutral | length == 1 and e.failure | length == 1, end: success}, {end: failure}]}
",
    );
    play(
        &[&text],
        gens(2),
        &[
            ("done e[1].b", ""),
            ("done e[2].a:n", "e:done e[1].a:left_out e[2].b:left_out z:ahead"),
            ("!reopen e[1].b", ""),
            ("done w", "z:open"),
            ("done z", "=success"),
            ("reopen e[2].a", "e:open e[1].a:open e[1].a#1 e[2].b:open z:ahead w:done"),
            ("done e[2].a:r", "e:left_out e[1].a:left_out z:left_out =neutral"),
            ("!reopen w", ""),
            ("reopen e[2].a", "e:open e[1].a:open e[1].b:done z:ahead w:done"),
        ],
    );
}

#[test]
fn sections_calls_waits_and_passing() {
    let main = "
inputs: {f: {type: boolean}}
start: s
steps:
  s: {section: {start: i, steps: {i: {ask: {n: {type: integer}}, next: j}, j: {if: not f, choose: {u: {default: true, next: l}, v: {end: failure}}}, l: {end: failure}}}, next: c}
  c: {call: c1, with: {m: n}, returns: {r: k}, next: w}
  w: {wait: {for: x, within: 1 day, late: {next: y}}, ask: {o: {type: text}}, choose: {p: {next: z}, q: {back: c}}}
  y: {route: [{when: w is defined or o is defined, end: failure}, {when: c.r == 5 and c.outcome == 'success', next: z}, {end: neutral}]}
  z: {end: success}
";
    let called = "
inputs: {m: {type: integer}}
start: t
steps: {t: {if: m > 3, ask: {k: {type: integer}}, end: success}}
";
    play(
        &[main, called],
        json!({"f": true}),
        &[
            ("done s.i n=4", "s.j:passed s.l:open"),
            ("!done s", ""),
            ("done s.l", "s:done c:open c.t:open"),
            ("!done c.t", ""),
            ("done c.t k=5", "c:done w:open"),
            ("done w:q o=a", "c:open c.t:open c.t#2 w:ahead w#1"),
            ("done c.t k=5", "w:open w#2"),
            ("!done w:late o=a", ""),
            ("done w:late", "y:open z:ahead"),
            ("done y", "z:open"),
            ("done z", "=success"),
            ("reopen s.i", "s:open c:ahead c.t:- w:ahead s.j:ahead s.l:ahead"),
            ("done s.i n=3", "s.l:open"),
            ("waive s", "s.l:left_out c:done c.t:passed w:open"),
            ("waive w:p o=a", "z:open y:left_out"),
            ("!reopen s.i", ""),
            ("reopen s", "s.i:open c:ahead"),
        ],
    );
}
