//! Every real procedure, started by itself: each of its steps that mails is reached, and its mail is whole, with nothing left to fill in.

use crate::random::Rng;
use pasapas::check::{self, Checked, Edition};
use pasapas::engine::command::{Done, Leaving};
use pasapas::engine::view::View;
use pasapas::engine::{self, Answers, Command, Datum, Env, Path, Run, RunState};
use pasapas::model::field::{Bound, Field, Kind};
use pasapas::model::moment::local;
use pasapas::model::{Scope, Step, Verb};
use pasapas::words::Lang;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How often a procedure is played at most until all its mails have been seen.
const PLAYS: u64 = 400;
/// How many acts one play may have.
const ACTS: usize = 500;

fn texts() -> BTreeMap<String, Arc<str>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("workflows");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let yaml = files.filter(|path| path.extension().is_some_and(|e| e == "yaml") && !path.to_string_lossy().contains(".test."));
    yaml.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap().into())).collect()
}

fn lot(rng: &mut Rng, sides: usize) -> usize {
    usize::try_from(rng.below(sides as u64)).unwrap()
}

/// An answer that fits, drawn by lot where several do; `n` tells items of a list apart.
fn answer(field: &Field, now: jiff::Timestamp, n: usize, rng: &mut Rng) -> Value {
    let number = |bound: &Option<Bound>| match bound {
        Some(Bound::Number(n)) => Some(*n as usize),
        _ => None,
    };
    match &field.kind {
        Kind::Text => json!(format!("{} {n}", field.title.chars().filter(|c| c.is_alphanumeric()).take(20).collect::<String>())),
        Kind::Paragraph => json!("Quelques mots."),
        Kind::Integer | Kind::Decimal => json!(number(&field.min).unwrap_or(1)),
        Kind::Boolean => json!(rng.below(2) == 0),
        Kind::Date => json!(local(now).date().to_string()),
        Kind::Time => json!("09:30"),
        Kind::Datetime => json!(local(now).strftime("%Y-%m-%dT12:00").to_string()),
        Kind::Email => json!(format!("personne{n}@example.org")),
        Kind::Phone { .. } => json!(format!("06120000{:02}", n % 100)),
        Kind::Url => json!("https://example.org/"),
        Kind::Option(options) => json!(options.get_index(lot(rng, options.len())).unwrap().0),
        Kind::Options(options) => json!([options.get_index(lot(rng, options.len())).unwrap().0]),
        Kind::Item(_) => json!(1),
        Kind::File if field.keep => json!({"name": "piece.pdf", "sha256": "0".repeat(64), "size": 1}),
        Kind::File => json!("vu"),
        Kind::Secret => json!("oui"),
        Kind::Person => json!({"name": format!("Claire Martin {n}"), "email": format!("claire{n}@example.org"), "phone": "0612345678"}),
        Kind::Record(fields) => record(fields, now, n, rng),
        Kind::List { fields, .. } => {
            let count = number(&field.min).unwrap_or(1).max(2).min(number(&field.max).unwrap_or(2));
            (1..=count).map(|n| record(fields, now, n, rng)).collect()
        }
        Kind::Siren => json!("732829320"),
        Kind::Siret => json!("73282932000074"),
        Kind::Finess => json!(format!("01000002{}", 4 + n % 5)),
        Kind::Rpps => json!(format!("100012345{:02}", n % 100)),
    }
}

fn record(fields: &pasapas::model::Named<Field>, now: jiff::Timestamp, n: usize, rng: &mut Rng) -> Value {
    let parts: Map<String, Value> = fields.values().map(|field| (field.name.to_string(), answer(field, now, n, rng))).collect();
    parts.into()
}

/// The paths, without items, of all steps that mail.
fn mailing(scope: &Scope, around: &str, found: &mut BTreeSet<String>) {
    for (name, step) in &scope.steps {
        let here = format!("{around}{name}");
        if matches!(step.verb, Verb::Email(..)) {
            found.insert(here.clone());
        }
        let inner = match &step.verb {
            Verb::Section(scope) => Some(scope),
            Verb::Each(each) => Some(&each.scope),
            _ => None,
        };
        if let Some(inner) = inner {
            mailing(inner, &format!("{here}."), found);
        }
    }
}

struct Play<'a> {
    checked: &'a Checked,
    settings: &'a Map<String, Value>,
    run: Run,
    now: jiff::Timestamp,
}

impl Play<'_> {
    fn env(&self) -> Env<'_> {
        Env { run_id: "r", now: self.now, by: "Claire Martin", settings: self.settings, holidays: Default::default() }
    }

    /// A day passes, and somebody acts.
    fn act(&mut self, command: &Command) -> Result<(), engine::Refusal> {
        self.now += jiff::SignedDuration::from_hours(24);
        let (run, _) = engine::decide(self.checked, self.run.clone(), command, &self.env())?;
        self.run = run;
        Ok(())
    }

    /// Answers to everything that is asked, each kept as `run` keeps it.
    fn fill(&mut self, path: &Path, rng: &mut Rng) -> Answers {
        let mut answers = Answers::new();
        let mut skipped: BTreeSet<String> = BTreeSet::new();
        loop {
            let env = self.env();
            let view = View { checked: self.checked, run: &self.run, env: &env };
            let next = view.asked(path, &answers).into_iter().find(|f| !answers.contains_key(&f.name) && !skipped.contains(f.name.as_ref()));
            let Some(field) = next.cloned() else { break };
            if field.optional && rng.below(2) == 0 {
                skipped.insert(field.name.to_string());
                continue;
            }
            let value = answer(&field, self.now, 1, rng);
            let kept = [(field.name.to_string(), value.clone())].into_iter().collect();
            match self.act(&Command::Save { path: path.clone(), answers: kept }) {
                Ok(()) => drop(answers.insert(field.name.clone(), Datum::new(value, field.is_personal()))),
                // Another way to answer may come with another throw.
                Err(_) => drop(skipped.insert(field.name.to_string())),
            }
        }
        answers
    }

    /// What is wrong with the mail of a step, if anything.
    fn mail(&self, path: &Path) -> Option<Vec<String>> {
        let env = self.env();
        let view = View { checked: self.checked, run: &self.run, env: &env };
        let (_, letter, left) = view.page(path)?.mail?;
        if left {
            return None;
        }
        let words = Lang::Fr.words();
        Some(match letter {
            Err(refusal) => vec![words.say(&refusal.message)],
            Ok(letter) => {
                let text = format!("{}\n{}", letter.subject, letter.body);
                let gaps = text.lines().filter(|line| line.contains(['‹', '›']) || line.contains("{{")).map(str::to_owned);
                let unsendable = letter.unsendable().map(|why| words.say(&why));
                gaps.chain(unsendable).chain(letter.missing.clone()).chain(letter.subject.is_empty().then(|| "no subject".into())).collect()
            }
        })
    }
}

/// Plays once to the end, or as far as it goes; gives the mails that were seen, and what was wrong with them.
fn play(checked: &Checked, settings: &Map<String, Value>, seed: u64) -> (BTreeSet<String>, Vec<String>) {
    let mut rng = Rng(seed * 7919 + 1);
    let now: jiff::Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
    let inputs: Map<String, Value> =
        checked.procedure.inputs.values().filter(|f| f.when.is_none()).map(|f| (f.name.to_string(), answer(f, now, 1, &mut rng))).collect();
    let env = Env { run_id: "r", now, by: "Claire Martin", settings, holidays: Default::default() };
    let said = |refusal: engine::Refusal| {
        let problems = refusal.problems.iter().map(|p| format!("{} {}", p.path, Lang::Fr.words().say(&p.message)));
        format!("{} {:?}", Lang::Fr.words().say(&refusal.message), problems.collect::<Vec<_>>())
    };
    let (run, _) = engine::start(checked, &inputs, false, true, &env).unwrap_or_else(|refusal| panic!("{}: {}", checked.procedure.id, said(refusal)));
    let mut play = Play { checked, settings, run, now };
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    for _ in 0..ACTS {
        if play.run.state != RunState::Open {
            break;
        }
        let env = play.env();
        let view = View { checked, run: &play.run, env: &env };
        let open: Vec<(Path, Step)> =
            view.open().into_iter().filter(|(_, _, step)| !step.holds_scope()).map(|(path, _, step)| (path, step.clone())).collect();
        let Some((path, step)) = (!open.is_empty()).then(|| open[lot(&mut rng, open.len())].clone()) else { break };
        let answers = play.fill(&path, &mut rng);
        if let Some(problems) = play.mail(&path) {
            let name = path.0.iter().map(|seg| seg.step.to_string()).collect::<Vec<_>>().join(".");
            wrong.extend(problems.into_iter().map(|problem| format!("{name}: {problem}")));
            seen.insert(name);
            if matches!(step.verb, Verb::Email(_, Some(_))) {
                let number = play.run.step(&path).and_then(|s| s.mail).unwrap();
                play.act(&Command::MailLeft {
                    mail: number,
                    leaving: Leaving { how: "courriel".into(), again: true, lacking: true, ..Leaving::default() },
                })
                .unwrap_or_else(|refusal| panic!("{}", said(refusal)));
            }
        }
        let env = play.env();
        let view = View { checked, run: &play.run, env: &env };
        let options: Vec<String> = view.page(&path).unwrap().options.into_iter().map(|o| o.id).collect();
        let choose = if options.is_empty() { Vec::new() } else { vec![options[lot(&mut rng, options.len())].clone()] };
        let late = choose == ["late"];
        let given = if late { Map::new() } else { answers.iter().map(|(name, datum)| (name.to_string(), datum.value().clone())).collect() };
        let channel = match &step.verb {
            Verb::Handover(handover) => handover.by.first().map(|c| c.word().to_owned()),
            _ => None,
        };
        let done = Done { path: path.clone(), answers: given, choose, channel, confirmed: true, again: true, lacking: true, ..Done::default() };
        // A refused answer (a rule between answers, too early) is another throw of the dice.
        let _ = play.act(&Command::Done(Box::new(done)));
    }
    (seen, wrong)
}

#[test]
fn every_real_procedure_alone_reaches_every_mail_and_writes_it_whole() {
    let texts = texts();
    assert!(texts.len() >= 6, "{:?}", texts.keys());
    let mut mails = 0;
    for id in texts.keys() {
        let checked = check::edition(&Edition { id: id.clone(), texts: texts.clone() }).unwrap_or_else(|found| panic!("{id}: {found:?}"));
        let now: jiff::Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let all = checked.procedure.settings.values().chain(checked.calls.values().flat_map(|called| called.procedure.settings.values()));
        let settings: Map<String, Value> = all.map(|f| (f.name.to_string(), answer(f, now, 1, &mut Rng(3)))).collect();
        let mut wanted = BTreeSet::new();
        mailing(&checked.procedure.scope, "", &mut wanted);
        let mut seen: BTreeSet<String> = BTreeSet::new();
        // Each is started once, whether or not it mails.
        for seed in 0..PLAYS {
            let (found, wrong) = play(&checked, &settings, seed);
            assert!(wrong.is_empty(), "{id}, seed {seed}: {wrong:#?}");
            seen.extend(found);
            if wanted.is_subset(&seen) {
                break;
            }
        }
        let missed: Vec<&String> = wanted.difference(&seen).collect();
        assert!(missed.is_empty(), "{id}: no play reached {missed:?}");
        mails += wanted.len();
    }
    assert!(mails >= 15, "{mails}");
}
