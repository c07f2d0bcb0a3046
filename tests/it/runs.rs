//! Runs by hand: a small procedure, commands, and what must hold after each.

use pasapas::check::{self, Checked, Edition};
use pasapas::engine::command::{Done, Leaving};
use pasapas::engine::view::{View, state_word};
use pasapas::engine::{self, Command, Env, Path, Refusal, Run};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A run of a procedure, acted upon at times that the test sets.
struct Play {
    checked: Arc<Checked>,
    run: Run,
    settings: Map<String, Value>,
    now: jiff::Timestamp,
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn checked(files: &[(&str, &str)]) -> Arc<Checked> {
    let head = |id: &str| format!("pasapas: 1\nid: {id}\nversion: 1.0.0\nstatus: valid\ntitle: T\nlanguage: fr\nrole: nous\n");
    let roles = "roles:\n  nous: {title: Nous}\n  dehors: {title: Dehors, outside: true}\n";
    let texts = files.iter().map(|(id, text)| ((*id).into(), format!("{}{roles}{text}", head(id)).into())).collect();
    let edition = Edition { id: files[0].0.into(), texts };
    check::edition(&edition).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

impl Play {
    fn start(files: &[(&str, &str)], inputs: Value) -> Play {
        let play = Play { checked: checked(files), run: Run::default(), settings: Map::new(), now: "2026-11-02T09:00:00Z".parse().unwrap() };
        play.begun(inputs).unwrap_or_else(|refusal| panic!("{refusal:#?}"))
    }

    fn begun(self, inputs: Value) -> Result<Play, Refusal> {
        let (run, _) = engine::start(&self.checked, &object(inputs), false, false, &self.env())?;
        Ok(Play { run, ..self })
    }

    fn env(&self) -> Env<'_> {
        Env { run_id: "r", now: self.now, by: "alex", settings: &self.settings, holidays: Default::default() }
    }

    fn at(&mut self, when: &str) -> &mut Play {
        self.now = when.parse().unwrap();
        self
    }

    fn act(&mut self, command: &Command) -> Result<Vec<engine::Event>, Refusal> {
        let (run, events) = engine::decide(&self.checked, self.run.clone(), command, &self.env())?;
        self.run = run;
        Ok(events)
    }

    fn done(&mut self, path: &str, answers: Value, choose: &[&str]) -> Result<Vec<engine::Event>, Refusal> {
        let choose = choose.iter().map(|c| (*c).to_owned()).collect();
        self.act(&Command::Done(Box::new(Done { path: path.parse().unwrap(), answers: object(answers), choose, ..Done::default() })))
    }

    fn good(&mut self, path: &str, answers: Value, choose: &[&str]) {
        self.done(path, answers, choose).unwrap_or_else(|refusal| panic!("{path}: {refusal:#?}"));
    }

    fn reopen(&mut self, path: &str) {
        self.act(&Command::Reopen { path: path.parse().unwrap(), reason: "essai".into() }).unwrap();
    }

    fn correct(&mut self, path: &str, answers: Value) -> Result<Vec<engine::Event>, Refusal> {
        self.act(&Command::Correct { path: path.parse().unwrap(), answers: object(answers), confirmed: false })
    }

    /// `step:state` for each, in one line.
    fn holds(&self, expected: &str) {
        for word in expected.split_whitespace() {
            let (path, state) = word.rsplit_once(':').unwrap();
            let is = if path.is_empty() { state_word(&self.run) } else { self.run.status(&path.parse::<Path>().unwrap()).word() };
            assert_eq!(is, state, "{path}, of {expected}");
        }
    }

    fn due(&self, path: &str) -> Option<String> {
        let state = self.run.step(&path.parse().unwrap())?;
        state.due.map(|due| pasapas::model::moment::local(due).to_string())
    }
}

fn code(result: Result<Vec<engine::Event>, Refusal>) -> &'static str {
    result.map_or_else(|refusal| refusal.code.name(), |_| "good")
}

/// The names of the sentences that say what is wrong, with the answer each is about.
fn problems(result: Result<Vec<engine::Event>, Refusal>) -> Vec<String> {
    result.unwrap_err().problems.iter().map(|p| format!("{} {}", p.path, p.message.id).trim().to_owned()).collect()
}

#[test]
fn an_input_is_asked_where_its_condition_holds() {
    let text = "inputs:\n  pro: {type: boolean, title: Pro}\n  siret: {type: siret, title: SIRET, if: pro}\n  jour: {type: date, title: Jour}\n  \
                veille: {type: date, title: Veille, max: jour}\nstart: a\nsteps:\n  a: {title: A, end: success}\n";
    let dates = json!({"pro": false, "jour": "2026-12-24", "veille": "2026-12-23"});
    let play =
        || Play { checked: checked(&[("main", text)]), run: Run::default(), settings: Map::new(), now: "2026-11-02T09:00:00Z".parse().unwrap() };
    let with = |key: &str, value: Value| {
        let mut inputs = dates.clone();
        inputs[key] = value;
        play().begun(inputs).map(|_| Vec::new())
    };
    assert!(play().begun(dates.clone()).is_ok());
    assert_eq!(problems(with("siret", json!("73282932000074"))), ["siret answer-not-asked"]);
    assert_eq!(problems(with("pro", json!(true))), ["siret answer-missing"]);
    assert_eq!(problems(with("veille", json!("2026-12-25"))), ["veille answer-form-max"], "a bound that names another answer");
}

#[test]
fn conditions_inside_items_read_the_item_first() {
    let text = "inputs:\n  vip: {type: boolean, title: Vip}\n  gens:\n    type: list\n    title: Gens\n    key: nom\n    fields:\n      nom: {type: text, title: Nom}\n      \
                vip: {type: boolean, title: Vip}\n      table: {type: integer, title: Table, if: vip, max: 2}\nstart: a\nsteps:\n  a: {title: A, end: success}\n";
    let play = |gens: Value| {
        let play =
            Play { checked: checked(&[("main", text)]), run: Run::default(), settings: Map::new(), now: "2026-11-02T09:00:00Z".parse().unwrap() };
        play.begun(json!({"vip": true, "gens": gens})).map(|_| Vec::new())
    };
    assert_eq!(code(play(json!([{"nom": "A", "vip": false}, {"nom": "B", "vip": true, "table": 1}]))), "good");
    assert_eq!(problems(play(json!([{"nom": "A", "vip": false, "table": 1}]))), ["gens[1].table answer-not-asked"]);
    assert_eq!(problems(play(json!([{"nom": "A", "vip": true}]))), ["gens[1].table answer-missing"]);
    assert_eq!(problems(play(json!([{"nom": "A", "vip": true, "table": 3}]))), ["gens[1].table answer-form-max"]);
}

const MAILS: &str = "start: [envoi, fin]\nsteps:\n  envoi:\n    title: E\n    email: {to: a@example.org, subject: S, body: B}\n    wait: {for: une réponse, from: dehors, within: 3 days, late: {end: neutral}}\n    \
                     ask: {note: {type: text, title: Note, optional: true}}\n    choose:\n      oui: {title: Oui, next: suite}\n      encore: {title: Encore, back: envoi}\n  suite: {title: S, end: success}\n  \
                     fin: {title: F, choose: {va: {title: Va, end: success}, stop: {title: Stop, end: failure, stop: true}}}\n";

#[test]
fn a_mail_that_a_stop_withdrew_is_back_with_its_step() {
    let mut play = Play::start(&[("main", MAILS)], json!({}));
    play.good("fin", json!({}), &["stop"]);
    play.holds("envoi:left_out :failure");
    assert!(play.run.is_withdrawn(&play.run.mails[&1]));
    play.reopen("fin");
    play.holds("envoi:open :open");
    assert!(!play.run.is_withdrawn(&play.run.mails[&1]));
    play.act(&Command::MailLeft { mail: 1, leaving: Leaving::default() }).unwrap();
}

#[test]
fn what_is_awaited_after_a_mail_is_awaited_from_its_leaving() {
    let mut play = Play::start(&[("main", MAILS)], json!({}));
    play.at("2026-11-10T09:00:00Z");
    assert_eq!(code(play.done("envoi", json!({}), &["late"])), "step.early", "it has not left");
    assert_eq!(play.due("envoi"), None);
    let events = play.done("envoi", json!({}), &[]).unwrap();
    assert!(matches!(events.last(), Some(engine::Event::MailLeft { mail: 1, .. })), "{events:?}");
    play.holds("envoi:open");
    assert_eq!(play.due("envoi").as_deref(), Some("2026-11-13T10:00:00"));
    assert_eq!(code(play.at("2026-11-12T09:00:00Z").done("envoi", json!({}), &["late"])), "step.early");
    play.at("2026-11-14T09:00:00Z");
    assert_eq!(code(play.done("envoi", json!({"note": "n"}), &["late"])), "answer.refused", "nothing is given with it");
    play.good("envoi", json!({}), &["late"]);
}

#[test]
fn in_a_later_round_nothing_leaves_unseen() {
    let mut play = Play::start(&[("main", MAILS)], json!({}));
    play.good("envoi", json!({}), &["encore"]);
    play.holds("envoi:open");
    let refusal = play.done("envoi", json!({}), &[]).unwrap_err();
    assert_eq!((refusal.code.name(), refusal.message.id), ("mail.refused", "mail-again"));
    let again = Done { path: "envoi".parse().unwrap(), again: true, ..Done::default() };
    play.act(&Command::Done(Box::new(again))).unwrap();
    assert!(play.run.mails[&2].left.is_some());
}

#[test]
fn a_mail_without_an_address_leaves_only_where_that_is_confirmed() {
    let text = "start: a\nsteps:\n  a: {title: A, email: {to: dehors, subject: S, body: B}, end: success}\n";
    let mut play = Play::start(&[("main", text)], json!({}));
    assert_eq!(code(play.done("a", json!({}), &[])), "mail.refused");
    assert_eq!(code(play.act(&Command::MailLeft { mail: 1, leaving: Leaving::default() })), "mail.refused");
    play.act(&Command::Assign { role: "dehors".into(), person: json!("Claire Martin <claire@example.org>") }).unwrap();
    play.good("a", json!({}), &[]);
    let letter = play.run.mails[&1].letter.as_ref().unwrap().value();
    assert_eq!(letter["to"][0]["email"], "claire@example.org");
    assert_eq!(letter["to"][0]["name"], "Claire Martin");
}

#[test]
fn a_call_leads_where_it_came_to() {
    let main = "start: c\nsteps:\n  c:\n    title: C\n    call: autre\n    returns: {r: reponse}\n    route:\n      - {when: c.outcome == 'success' and c.r == 'x', next: bien}\n      - {next: mal}\n  \
                bien: {title: B, end: success}\n  mal: {title: M, end: failure}\n";
    let autre = "start: a\nsteps:\n  a: {title: A, ask: {reponse: {type: text, title: R}}, end: success}\n";
    let mut play = Play::start(&[("main", main), ("autre", autre)], json!({}));
    play.good("c.a", json!({"reponse": "x"}), &[]);
    play.holds("c:done bien:open mal:left_out");
    play.correct("c.a", json!({"reponse": "y"})).unwrap();
    play.holds("c.a:done c:done bien:left_out mal:open");
}

#[test]
fn what_cannot_be_verified_is_refused() {
    let text = "start: a\nsteps:\n  a:\n    title: A\n    ask: {n: {type: integer, title: N}}\n    require: [{that: 100 // n > 30, say: n est trop grand}]\n    end: success\n";
    let mut play = Play::start(&[("main", text)], json!({}));
    assert_eq!(problems(play.done("a", json!({"n": 0}), &[])), ["require-stuck"]);
    assert_eq!(problems(play.done("a", json!({"n": 50}), &[])), ["said"]);
    play.good("a", json!({"n": 3}), &[]);
}

#[test]
fn a_secret_is_confirmed_and_never_taken() {
    let text = "start: a\nsteps:\n  a:\n    title: A\n    ask:\n      code: {type: secret, title: Code}\n      carte: {type: file, title: Carte, keep: false}\n    end: success\n";
    let mut play = Play::start(&[("main", text)], json!({}));
    for secret in [json!("1234"), json!("Passw0rd!"), json!(1234), json!({"value": "x"}), json!({"noted": true, "where": 5})] {
        assert_eq!(problems(play.done("a", json!({"code": secret, "carte": "vu"}), &[])), ["code answer-form-secret"], "{secret}");
    }
    let kept = json!({"name": "c.pdf", "sha256": "00", "size": 1});
    assert_eq!(problems(play.done("a", json!({"code": true, "carte": kept}), &[])), ["carte answer-form-not-kept"]);
    assert_eq!(problems(play.done("a", json!({"code": true, "carte": "scan.pdf"}), &[])), ["carte expected-seen"]);
    play.good("a", json!({"code": {"where": "coffre du bureau 12"}, "carte": "seen"}), &[]);
    let answers = &play.run.step(&"a".parse().unwrap()).unwrap().answers;
    assert_eq!(*answers["code"].value(), json!({"noted": true, "where": "coffre du bureau 12"}));
    assert!(matches!(answers["code"], engine::Datum::Personal(_)), "where it is kept is nobody else's business");
}

#[test]
fn days_from_a_day_last_until_its_end() {
    let text = "settings: {fermeture: {type: date, title: F}}\nstart: [a, b, d, e, g]\nsteps:\n  a: {title: A, ask: {jour: {type: date, title: J}}, next: c}\n  c: {title: C, due: 2 days after jour, not_before: jour, end: success}\n  \
                b: {title: B, due: 3 days after a, end: success}\n  d: {title: D, due: 2026-12-24, end: success}\n  e: {title: E, due: 1 month before settings.fermeture, end: success}\n  \
                g: {title: G, due: 0 days after jour_g, end: success, ask: {jour_g: {type: date, title: J}}}\n";
    let mut play = Play::start(&[("main", text)], json!({}));
    play.settings.insert("fermeture".into(), json!("2027-01-31"));
    assert_eq!((play.due("b"), play.due("d").as_deref()), (None, Some("2026-12-24T23:59:59")));
    let on = Done {
        path: "a".parse().unwrap(),
        answers: object(json!({"jour": "2026-11-20"})),
        on: Some(jiff::civil::date(2026, 10, 30)),
        ..Done::default()
    };
    let future = Done { on: Some(jiff::civil::date(2026, 11, 3)), ..on.clone() };
    assert_eq!(code(play.act(&Command::Done(Box::new(future)))), "step.early");
    play.act(&Command::Done(Box::new(on))).unwrap();
    assert_eq!(play.due("b").as_deref(), Some("2026-11-02T23:59:59"), "from the day it was really done, once it is known");
    assert_eq!(play.due("c").as_deref(), Some("2026-11-22T23:59:59"));
    assert_eq!(play.due("e").as_deref(), Some("2026-12-31T23:59:59"));
    assert_eq!(code(play.at("2026-11-19T22:00:00Z").done("c", json!({}), &[])), "step.early");
    play.correct("a", json!({"jour": "2026-11-21"})).unwrap();
    assert_eq!(play.due("c").as_deref(), Some("2026-11-23T23:59:59"), "and follows what is corrected");
    play.at("2026-11-20T23:30:00Z").good("c", json!({}), &[]);
}

const LIST: &str = "inputs:\n  gens:\n    type: list\n    title: Gens\n    key: nom\n    fields:\n      nom: {type: text, title: Nom}\n      ne: {type: date, title: Né, personal: true}\n";

fn gens(names: &[&str]) -> Value {
    json!({"gens": names.iter().map(|n| json!({"nom": n, "ne": "1980-02-03"})).collect::<Vec<_>>()})
}

#[test]
fn items_keep_their_name_wherever_they_are_taken_out() {
    let text = format!(
        "{LIST}start: e\nsteps:\n  e: {{title: E, each: gens, as: p, start: a, steps: {{a: {{title: A, choose: {{oui: {{title: O, end: success}}, non: {{title: N, end: failure}}}}}}}}, next: [f, g, h]}}\n  \
         f: {{title: F, each: e.success, as: q, start: b, steps: {{b: {{title: B, end: success}}}}, end: success}}\n  \
         g: {{title: G, each: \"['rouge', 'vert']\", as: c, start: k, steps: {{k: {{title: K, end: success}}}}, end: success}}\n  \
         h: {{title: H, each: gens, as: r, chunk: 2, start: l, steps: {{l: {{title: L, end: success}}}}, end: success}}\n"
    );
    let mut play = Play::start(&[("main", &text)], gens(&["Ana", "Bob", "Cyr"]));
    play.good("e[1].a", json!({}), &["non"]);
    play.good("e[2].a", json!({}), &["oui"]);
    play.good("e[3].a", json!({}), &["oui"]);
    let env = play.env();
    let view = View { checked: &play.checked, run: &play.run, env: &env };
    let found = |text: &str| engine::find_path(&view, text).map(|p| p.to_string()).unwrap_or_default();
    assert_eq!(
        [found("f[Bob].b"), found("f[cyr].b"), found("g[vert].k"), found("h[Cyr].l"), found("h[bob].l")],
        ["f[1].b", "f[2].b", "g[2].k", "h[2].l", "h[1].l"]
    );
    assert_eq!(found("f[Ana].b"), "", "she is not among them");
    let labels: Vec<String> = view.steps().into_iter().filter(|(p, _, _)| p.0.len() == 2).map(|(_, site, _)| view.items(&site).join("/")).collect();
    assert_eq!(labels, ["Ana", "Bob", "Cyr", "Bob", "Cyr", "rouge", "vert", "Ana, Bob", "Cyr"]);
}

#[test]
fn one_who_left_a_list_holds_no_key_and_is_none_of_its_items() {
    let text = format!(
        "{LIST}start: [e, z]\nsteps:\n  e: {{title: E, each: gens, as: p, start: a, steps: {{a: {{title: A, end: success}}}}, end: success}}\n  z: {{title: Z, ask: {{qui: {{type: item, of: gens, title: Qui}}}}, end: success}}\n"
    );
    let mut play = Play::start(&[("main", &text)], gens(&["Ana", "Bob"]));
    let list: Path = "gens".parse().unwrap();
    play.act(&Command::Drop { list: list.clone(), item: 1, reason: "part".into() }).unwrap();
    assert_eq!(problems(play.done("z", json!({"qui": 1}), &[])), ["qui expected-item"]);
    assert_eq!(problems(play.done("z", json!({"qui": "Ana"}), &[])), ["qui expected-item"]);
    play.act(&Command::Add { list, items: vec![json!({"nom": "Ana", "ne": "1980-02-03"})], confirmed: false }).unwrap();
    play.good("z", json!({"qui": "Ana"}), &[]);
    assert_eq!(*play.run.step(&"z".parse().unwrap()).unwrap().answers["qui"].value(), json!(3));
}

#[test]
fn a_group_that_was_passed_is_passed_again_when_only_its_way_out_is_corrected() {
    let text = "inputs:\n  n: {type: integer, title: N}\n  vite: {type: boolean, title: V}\nstart: groupe\nsteps:\n  groupe:\n    title: G\n    if: n > 1\n    section:\n      \
                start: a\n      steps: {a: {title: A, end: success}}\n    next: [z, {to: y, if: vite}]\n  y: {title: Y, end: success}\n  z: {title: Z, end: success}\n";
    let mut play = Play::start(&[("main", text)], json!({"n": 0, "vite": false}));
    play.holds("groupe:passed y:left_out z:open");
    play.correct("", json!({"vite": true})).unwrap();
    play.holds("groupe:passed y:open z:open");
}

#[test]
fn what_ended_all_items_at_once_has_finished_none_of_them() {
    let text = "inputs:\n  gens: {type: list, title: G, fields: {nom: {type: text, title: N}}}\nstart: chacun\nsteps:\n  chacun:\n    title: C\n    each: gens\n    as: un\n    \
                one_by_one: true\n    start: [a, b]\n    steps:\n      a: {title: A, choose: {va: {title: V, end: success}, arret: {title: S, end: failure, stop: chacun}}}\n      \
                b: {title: B, end: success}\n    next: z\n  z: {title: Z, end: success}\n";
    let mut play = Play::start(&[("main", text)], json!({"gens": [{"nom": "Ana"}, {"nom": "Bo"}]}));
    play.good("chacun[1].a", json!({}), &["arret"]);
    play.holds("chacun:done chacun[1].b:left_out z:open");
    play.reopen("chacun[1].a");
    assert!(play.run.scope(&"chacun[2]".parse::<Path>().unwrap().0).is_none(), "Ana is not finished: it is not Bo's turn");
    play.good("chacun[1].a", json!({}), &["va"]);
    play.good("chacun[1].b", json!({}), &[]);
    play.holds("chacun[2].a:open chacun:open z:ahead");
}

#[test]
fn a_correction_puts_back_what_decides_otherwise_and_nothing_else() {
    let text = "inputs:\n  pro: {type: boolean, title: Pro}\n  tel: {type: phone, title: T}\nstart: [a, c]\nsteps:\n  \
                a: {title: A, ask: {n: {type: integer, title: N}}, next: b}\n  b: {title: B, route: [{when: n > 10, next: grand}, {next: petit}]}\n  \
                grand: {title: G, end: success}\n  petit: {title: P, end: success}\n  c: {title: C, if: pro, next: d}\n  d: {title: D, end: success}\n";
    let mut play = Play::start(&[("main", text)], json!({"pro": true, "tel": "02 41 00 00 00"}));
    play.good("a", json!({"n": 3}), &[]);
    play.good("b", json!({}), &[]);
    play.good("petit", json!({}), &[]);
    play.good("c", json!({}), &[]);
    play.good("d", json!({}), &[]);
    play.holds(":success");
    // A phone number that nothing decides upon: all stays.
    play.correct("", json!({"tel": "02 41 00 00 01"})).unwrap();
    play.holds("a:done b:done petit:done d:done :success");
    assert_eq!(*play.run.inputs["tel"].value(), json!("0241000001"));
    // What the route reads, on the same side: all stays.
    play.correct("a", json!({"n": 4})).unwrap();
    play.holds("b:done petit:done :success");
    play.correct("a", json!({"n": 40})).unwrap();
    play.holds("a:done b:open petit:ahead grand:ahead c:done d:done :open");
    play.good("b", json!({}), &[]);
    play.holds("grand:open petit:left_out");
    // The condition of another step.
    play.correct("", json!({"pro": false})).unwrap();
    play.holds("c:passed d:open b:done grand:open");
    assert_eq!(code(play.correct("a", json!({"n": "x"}))), "answer.form");
    assert_eq!(code(play.correct("grand", json!({}))), "reopen.refused", "it was not answered yet");
}
