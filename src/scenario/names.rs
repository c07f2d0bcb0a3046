//! What the names in a scenario mean to its procedure; said before anything is played.

use super::find::{self, Nowhere, near};
use super::{Act, Deed, Expect, File, Given, Scenario, Settle, read};
use crate::check::Checked;
use crate::finding::{Code, Finding, Place, codes};
use crate::model::field::{Field, Kind};
use crate::model::moment::Duration;
use crate::model::{Exit, Name, Named, Ref, Step, Verb};
use crate::msg;
use crate::text::Node;
use jiff::civil::Date;

/// Everything in a file of scenarios that names what its procedure does not have, or puts together what does not go together.
pub fn check(file: &File, root: &Node, checked: &Checked) -> Vec<Finding> {
    let mut names = Names { checked, findings: Vec::new() };
    names.moments(root, &Place::root());
    for scenario in &file.scenarios {
        names.scenario(scenario, root);
    }
    names.findings
}

/// The settings of a procedure and of all that it calls.
pub(super) fn settings(checked: &Checked) -> Named<Field> {
    let mut all = checked.procedure.settings.clone();
    for called in checked.calls.values() {
        for (name, field) in settings(called) {
            all.entry(name).or_insert(field);
        }
    }
    all
}

/// The keys that each deed may have beside it.
const BESIDE: &[(&str, &[&str])] = &[
    ("done", &["set", "choose", "by", "on", "round", "confirm"]),
    ("waive", &["set", "choose", "confirm", "reason"]),
    ("reopen", &["reason"]),
    ("correct", &["set", "confirm"]),
    ("assign", &["person"]),
    ("add", &["item", "confirm"]),
    ("drop", &["reason"]),
    ("note", &["about"]),
    ("cancel", &[]),
];
/// Those that may always be there.
const ALWAYS: &[&str] = &["at", "after", "as", "refused", "expect"];

struct Names<'c> {
    checked: &'c Checked,
    findings: Vec<Finding>,
}

impl<'c> Names<'c> {
    fn say(&mut self, place: &Place, nowhere: Nowhere) {
        let (message, help) = nowhere;
        let finding = Finding::new(codes::SCENARIO_UNKNOWN, place.clone(), message);
        self.findings.push(help.into_iter().fold(finding, Finding::help));
    }

    /// Days and durations of the right form that there are not: the 30th of February, a million days.
    fn moments(&mut self, node: &Node, place: &Place) {
        for (n, item) in node.items().iter().enumerate() {
            self.moments(item, &place.index(n));
        }
        for entry in node.entries() {
            let (place, text) = (place.key(&entry.key), entry.value.as_str());
            let form = match entry.key.as_str() {
                // What is given to questions is for the questions to judge.
                "set" | "item" | "person" | "inputs" | "settings" | "values" => continue,
                "at" => text.filter(|text| read::instant(text).is_none()).map(|_| "form-instant"),
                "on" => text.filter(|text| text.parse::<Date>().is_err()).map(|_| "form-date"),
                "after" => text.filter(|text| Duration::parse(text).is_none()).map(|_| "form-duration"),
                "due" => {
                    let wrong = entry.value.entries().iter().find(|due| due.value.as_str().is_some_and(|text| read::instant(text).is_none()));
                    wrong.map(|_| "form-instant")
                }
                _ => None,
            };
            if let Some(form) = form {
                self.findings.push(Finding::new(codes::VALUE_FORM, place.clone(), msg!("value-form", expected = msg!(form))));
            }
            self.moments(&entry.value, &place);
        }
    }

    fn scenario(&mut self, scenario: &Scenario, root: &Node) {
        let inputs = &self.checked.procedure.inputs;
        self.fields(&scenario.inputs, inputs, "scenario-input");
        self.fields(&scenario.settings, &settings(self.checked), "scenario-setting");
        for act in &scenario.acts {
            self.form(act, root);
            self.act(act);
        }
        scenario.expect.iter().for_each(|expect| self.expect(expect));
    }

    fn fields(&mut self, given: &[Given], known: &Named<Field>, what: &'static str) {
        for one in given.iter().filter(|one| !known.contains_key(&one.name.name)) {
            // A file-wide setting is said once, however many stories have it.
            let message = msg!(what, field = one.name.name.as_ref());
            let help = near(&one.name.name, known.keys().map(AsRef::as_ref));
            if !self.findings.iter().any(|f| f.place == one.name.at) {
                self.say(&one.name.at, (message, help));
            }
        }
    }

    /// One deed, and beside it only what belongs to it.
    fn form(&mut self, act: &Act, root: &Node) {
        let Some(node) = at(root, &act.place) else { return };
        let keys: Vec<&str> = node.entries().iter().map(|e| e.key.as_str()).collect();
        if keys.is_empty() {
            self.findings.push(Finding::new(codes::SCENARIO_FORM, act.place.clone(), msg!("scenario-form-empty")));
        }
        let deeds: Vec<&str> = BESIDE.iter().map(|(deed, _)| *deed).filter(|deed| keys.contains(deed)).collect();
        let mut say = |key: &str, message| self.findings.push(Finding::new(codes::SCENARIO_FORM, act.place.key(key).as_key(), message));
        if let [first, second, ..] = deeds.as_slice() {
            say(second, msg!("scenario-form-several", first = *first, second = *second));
            return;
        }
        if keys.contains(&"at") && keys.contains(&"after") {
            say("after", msg!("scenario-form-clock"));
        }
        let own = deeds.first().and_then(|deed| BESIDE.iter().find(|(name, _)| name == deed));
        for key in keys.iter().filter(|key| !ALWAYS.contains(key) && !deeds.contains(key)) {
            match own {
                Some((deed, beside)) if !beside.contains(key) => say(key, msg!("scenario-form-beside", key = *key, deed = *deed)),
                Some(_) => {}
                None => say(key, msg!("scenario-form-alone", key = *key)),
            }
        }
        if act.refused.is_some() && deeds.is_empty() {
            say("refused", msg!("scenario-form-alone", key = "refused"));
        }
    }

    fn step(&mut self, step: &Ref, items: bool) -> Option<&'c Step> {
        match find::step(self.checked, &step.name, items) {
            Ok((_, step)) => Some(step),
            Err(nowhere) => {
                self.say(&step.at, nowhere);
                None
            }
        }
    }

    fn act(&mut self, act: &Act) {
        // What must be refused may well name what is not there.
        let refused = act.refused.is_some();
        if let Some(refused) = &act.refused
            && Code::find(&refused.code.name).is_none()
        {
            let known = codes::ALL.iter().map(|code| code.name());
            self.say(&refused.code.at, (msg!("scenario-code", code = refused.code.name.as_ref()), near_only(&refused.code.name, known)));
        }
        match &act.deed {
            Some(Deed::Done(settle) | Deed::Waive(settle)) => {
                if let Some(step) = self.step(&settle.step, true).filter(|_| !refused) {
                    self.settle(settle, step);
                }
            }
            Some(Deed::Reopen { step, .. } | Deed::Note { about: Some(step), .. }) => drop(self.step(step, true)),
            Some(Deed::Correct { step, set, .. }) => match super::play::corrected(self.checked, step) {
                None if refused => {}
                None => self.fields(set, &self.checked.procedure.inputs, "scenario-input"),
                Some(step) => {
                    if let Some(step) = self.step(step, true).filter(|_| !refused) {
                        self.fields(set, &step.ask, "scenario-field");
                    }
                }
            },
            Some(Deed::Assign { role, .. }) => {
                let roles = &self.checked.procedure.roles;
                let named = roles.contains_key(&role.name) || roles.values().any(|r| r.title.source.to_lowercase() == role.name.to_lowercase());
                if !named && !refused {
                    let help = near(&role.name, roles.keys().map(AsRef::as_ref));
                    self.say(&role.at, (msg!("name-unknown", name = role.name.as_ref(), what = msg!("what-role")), help));
                }
            }
            Some(Deed::Add { list, item, .. }) => match find::list(self.checked, &list.name) {
                Ok((field, _)) if !refused => {
                    if let Kind::List { fields, .. } = &field.kind {
                        self.fields(item, fields, "scenario-field");
                    }
                }
                Ok(_) => {}
                Err(nowhere) => self.say(&list.at, nowhere),
            },
            Some(Deed::Drop { item, .. }) => match find::list(self.checked, &item.name) {
                Ok((_, false)) => self.say(&item.at, (msg!("scenario-drop-item"), Some(msg!("scenario-drop-item.help", list = item.name.as_ref())))),
                Ok((_, true)) => {}
                Err(nowhere) => self.say(&item.at, nowhere),
            },
            Some(Deed::Note { about: None, .. } | Deed::Cancel { .. }) | None => {}
        }
        act.expect.iter().for_each(|expect| self.expect(expect));
    }

    fn settle(&mut self, settle: &Settle, step: &Step) {
        self.fields(&settle.set, &step.ask, "scenario-field");
        let mut known = options(step);
        // Where a route cannot be computed, a person names the step to go on with.
        if step.choose().is_none() {
            known.extend(step.leaves().into_iter().flat_map(ways));
        }
        for option in settle.choose.iter().filter(|option| !known.contains(&option.name)) {
            let message = if known.is_empty() { msg!("scenario-option-none", step = step.name.as_ref()) } else { unknown(option) };
            self.say(&option.at, (message, near(&option.name, known.iter().map(AsRef::as_ref))));
        }
    }

    fn expect(&mut self, expect: &Expect) {
        let exact =
            expect.open.iter().flat_map(|(steps, _)| steps).chain(expect.steps.iter().map(|(s, _)| s)).chain(expect.due.iter().map(|(s, _)| s));
        for step in exact {
            self.step(step, true);
        }
        for step in expect.reached.iter().chain(&expect.never) {
            self.step(step, false);
        }
        for (step, offered) in &expect.offered {
            let Some(found) = self.step(step, true) else { continue };
            let known = options(found);
            for option in offered.iter().filter(|option| !known.contains(&option.name)) {
                self.say(&option.at, (unknown(option), near(&option.name, known.iter().map(AsRef::as_ref))));
            }
        }
        for mail in expect.mails.iter().flat_map(|(mails, _)| mails) {
            if let Some(step) = self.step(&mail.step, true)
                && !matches!(step.verb, Verb::Email(..))
            {
                self.say(&mail.step.at, (msg!("scenario-no-mail", step = mail.step.name.as_ref()), None));
            }
        }
    }
}

fn unknown(option: &Ref) -> crate::finding::Message {
    msg!("scenario-option", option = option.name.as_ref())
}

/// "Did you mean" alone: of all codes only a near one helps.
fn near_only<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<crate::finding::Message> {
    crate::finding::did_you_mean(name, known).map(|near| msg!("did-you-mean", name = near))
}

/// The options of a step, `late` with them.
fn options(step: &Step) -> Vec<Name> {
    let chosen = step.choose().into_iter().flat_map(|c| c.options.keys().cloned());
    let late = step.wait().and_then(|w| w.late.as_ref()).map(|_| Name::from("late"));
    chosen.chain(late).collect()
}

fn ways(exit: &Exit) -> Vec<Name> {
    match exit {
        Exit::Next(ways) => ways.iter().map(|w| w.to.name.clone()).collect(),
        Exit::Back(to) => vec![to.name.clone()],
        Exit::End(end) => vec![end.outcome.word().into()],
        Exit::Route(_) | Exit::Choose(_) => Vec::new(),
    }
}

/// The value at a place.
fn at<'n>(root: &'n Node, place: &Place) -> Option<&'n Node> {
    place.path().split('/').skip(1).try_fold(root, |node, segment| {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        node.get(&segment).or_else(|| segment.parse::<usize>().ok().and_then(|i| node.items().get(i)))
    })
}
