//! What the stories reach of each procedure, and what none of them reaches.

use crate::check::Checked;
use crate::engine::site::Site;
use crate::engine::variables::Reader;
use crate::engine::{Env, Event, Path, Run};
use crate::model::{Exit, Mail, Name, Outcome, Step, Verb};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A step that was done.
    Step,
    /// An option that was chosen, `late` among them.
    Option,
    /// An arm of a route, a conditional way, or passing where `if` is false.
    Route,
    /// A step whose mail has left.
    Mail,
    /// An end that was reached.
    End,
}

impl Kind {
    /// All of them, in the order of the table.
    pub const ALL: [Kind; 5] = [Kind::Step, Kind::Option, Kind::Route, Kind::Mail, Kind::End];

    /// As programs read it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Step => "steps",
            Kind::Option => "options",
            Kind::Route => "routes",
            Kind::Mail => "mails",
            Kind::End => "ends",
        }
    }
}

/// One thing that can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What it is.
    pub kind: Kind,
    /// What it is called: `chacun.accord.oui`, `bilan: success`.
    pub name: String,
    /// Whether some story has reached it.
    pub reached: bool,
}

/// What can be reached of one procedure, its called ones apart.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    targets: Vec<Target>,
    /// The targets of a kind at a place of the file.
    at: BTreeMap<(Kind, String), usize>,
}

/// The sheets of all procedures that were played, by id.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    sheets: BTreeMap<Name, Sheet>,
}

impl Sheet {
    fn of(checked: &Checked) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.scope(&checked.procedure.scope, "");
        sheet
    }

    fn scope(&mut self, scope: &crate::model::Scope, prefix: &str) {
        for step in scope.steps.values() {
            let name = format!("{prefix}{}", step.name);
            self.step(step, &name);
            if let Some(inner) = step.inner() {
                self.scope(inner, &format!("{name}."));
            }
        }
    }

    fn step(&mut self, step: &Step, name: &str) {
        self.add(Kind::Step, step.at.path(), name.to_owned());
        if step.when.is_some() {
            self.add(Kind::Route, &format!("{}/if", step.at.path()), format!("{name}: if"));
        }
        match &step.verb {
            Verb::Email(Mail::Named(email), _) => self.add(Kind::Mail, step.at.path(), format!("{name} ({})", email.name)),
            Verb::Email(Mail::Inline(_), _) => self.add(Kind::Mail, step.at.path(), name.to_owned()),
            Verb::Task | Verb::Wait(_) | Verb::Handover(_) | Verb::Section(_) | Verb::Each(_) | Verb::Call(_) => {}
        }
        if let Some(late) = step.wait().and_then(|w| w.late.as_deref()) {
            self.add(Kind::Option, &format!("{}/late", step.at.path()), format!("{name}.late"));
            self.exit(late, &format!("{name}.late"));
        }
        self.exit(&step.exit, name);
    }

    fn exit(&mut self, exit: &Exit, name: &str) {
        match exit {
            Exit::Next(ways) => {
                for way in ways.iter().filter(|way| way.when.is_some()) {
                    self.add(Kind::Route, way.to.at.path(), format!("{name} → {}", way.to.name));
                }
            }
            Exit::Route(arms) => {
                for (n, arm) in arms.iter().enumerate() {
                    let when = arm.when.as_ref().map_or(String::new(), |when| format!(" ({})", when.source.trim()));
                    self.add(Kind::Route, arm.at.path(), format!("{name}: route {}{when}", n + 1));
                    self.exit(&arm.exit, name);
                }
            }
            Exit::Choose(choose) => {
                for (option, choice) in &choose.options {
                    self.add(Kind::Option, choice.at.path(), format!("{name}.{option}"));
                    self.exit(&choice.exit, &format!("{name}.{option}"));
                }
            }
            Exit::Back(_) => {}
            Exit::End(end) => self.add(Kind::End, end.at.path(), format!("{name}: {}", end.outcome.word())),
        }
    }

    fn add(&mut self, kind: Kind, place: &str, name: String) {
        self.at.insert((kind, place.to_owned()), self.targets.len());
        self.targets.push(Target { kind, name, reached: false });
    }

    fn hit(&mut self, kind: Kind, place: &str) {
        if let Some(index) = self.at.get(&(kind, place.to_owned())) {
            self.targets[*index].reached = true;
        }
    }

    /// Everything of a kind, in the order of the file.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(move |target| target.kind == kind)
    }

    /// How much of a kind was reached, of how much.
    pub fn count(&self, kind: Kind) -> (usize, usize) {
        (self.of_kind(kind).filter(|target| target.reached).count(), self.of_kind(kind).count())
    }

    /// What no story has reached.
    pub fn missing(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(|target| !target.reached)
    }
}

/// Where a settled step led.
struct Led<'e> {
    taken: &'e [Name],
    end: Option<Outcome>,
    back: Option<&'e Name>,
}

impl Coverage {
    /// Counts a procedure, and those that it calls, even where nothing of them is reached.
    pub fn expect(&mut self, checked: &Checked) {
        self.sheets.entry(checked.procedure.id.clone()).or_insert_with(|| Sheet::of(checked));
        checked.calls.values().for_each(|called| self.expect(called));
    }

    /// The sheets by procedure.
    pub fn sheets(&self) -> impl Iterator<Item = (&Name, &Sheet)> {
        self.sheets.iter()
    }

    /// Whether everything of these procedures was reached.
    pub fn is_whole(&self, procedures: &BTreeSet<Name>) -> bool {
        self.sheets.iter().filter(|(id, _)| procedures.contains(*id)).all(|(_, sheet)| sheet.missing().next().is_none())
    }

    /// Takes in what happened, in the run as it stood right after it.
    pub(super) fn see(&mut self, checked: &Checked, run: &Run, event: &Event, env: &Env) {
        match event {
            Event::Done { path, choice, late, taken, end, back, .. } => {
                self.settled(checked, run, path, env, Some(Kind::Step), (choice, *late), &Led { taken, end: *end, back: back.as_ref() });
            }
            Event::Waived { path, choice, taken, end, .. } => {
                self.settled(checked, run, path, env, None, (choice, false), &Led { taken, end: *end, back: None });
            }
            Event::Passed { path, choice, taken, end } => {
                let choice: Vec<Name> = choice.iter().cloned().collect();
                self.settled(checked, run, path, env, Some(Kind::Route), (&choice, false), &Led { taken, end: *end, back: None });
            }
            Event::MailLeft { mail, .. } => {
                // A reminder is no mail that a story could send.
                let Some(state) = run.mails.get(mail).filter(|state| state.reminder.is_none()) else { return };
                if let Some((site, step)) = Site::of_step(checked, &state.path) {
                    self.sheet(&site).hit(Kind::Mail, step.at.path());
                }
            }
            Event::MailQueued { .. }
            | Event::MailSent { .. }
            | Event::MailFailed { .. }
            | Event::MailUncertain { .. }
            | Event::MailResolved { .. }
            | Event::MailRecalled { .. }
            | Event::Reminded { .. }
            | Event::Started { .. }
            | Event::Saved { .. }
            | Event::Ticked { .. }
            | Event::Sketched { .. }
            | Event::Begun { .. }
            | Event::Opened { .. }
            | Event::Timed { .. }
            | Event::Corrected { .. }
            | Event::Assigned { .. }
            | Event::Joined { .. }
            | Event::ItemFinished { .. }
            | Event::LeftOut { .. }
            | Event::StoodDown { .. }
            | Event::Cut { .. }
            | Event::Restored { .. }
            | Event::Reopened { .. }
            | Event::PutBack { .. }
            | Event::Reentered { .. }
            | Event::ItemAdded { .. }
            | Event::ItemDropped { .. }
            | Event::MailReady { .. }
            | Event::Upgraded { .. }
            | Event::Carried { .. }
            | Event::Noted { .. }
            | Event::Finished { .. }
            | Event::Cancelled { .. } => {}
        }
    }

    fn sheet(&mut self, site: &Site) -> &mut Sheet {
        let checked = site.here().checked;
        self.sheets.entry(checked.procedure.id.clone()).or_insert_with(|| Sheet::of(checked))
    }

    /// `own` says what settling itself counts as: doing a step, or passing it.
    #[allow(clippy::too_many_arguments)] // Two of them are the event, taken apart.
    fn settled(&mut self, checked: &Checked, run: &Run, path: &Path, env: &Env, own: Option<Kind>, chosen: (&[Name], bool), led: &Led) {
        let Some((site, step)) = Site::of_step(checked, path) else { return };
        let reader = Reader::new(run, site.clone(), env);
        let sheet = self.sheet(&site);
        match own {
            Some(Kind::Step) => sheet.hit(Kind::Step, step.at.path()),
            Some(Kind::Route) => sheet.hit(Kind::Route, &format!("{}/if", step.at.path())),
            _ => {}
        }
        let (choice, late) = chosen;
        if late {
            sheet.hit(Kind::Option, &format!("{}/late", step.at.path()));
            step.wait().and_then(|w| w.late.as_deref()).iter().for_each(|exit| sheet.led(exit, led, &reader));
            return;
        }
        match step.choose() {
            None => sheet.led(&step.exit, led, &reader),
            Some(choose) => {
                for option in choice.iter().filter_map(|name| choose.options.get(name)) {
                    sheet.hit(Kind::Option, option.at.path());
                    sheet.led(&option.exit, led, &reader);
                }
            }
        }
    }
}

impl Sheet {
    /// Counts the part of an exit that was followed. Where several arms of a route lead to the same, their conditions are read again.
    fn led(&mut self, exit: &Exit, led: &Led, reader: &Reader) {
        match exit {
            Exit::Next(ways) => {
                for way in ways.iter().filter(|way| way.when.is_some() && led.taken.contains(&way.to.name)) {
                    self.hit(Kind::Route, way.to.at.path());
                }
            }
            Exit::Route(arms) => {
                let fitting: Vec<_> = arms.iter().filter(|arm| fits(&arm.exit, led)).collect();
                let held = || fitting.iter().find(|arm| arm.when.as_ref().is_none_or(|when| reader.holds(when).unwrap_or(false)));
                let followed = if fitting.len() == 1 { fitting.first() } else { held() };
                if let Some(arm) = followed {
                    self.hit(Kind::Route, arm.at.path());
                    self.led(&arm.exit, led, reader);
                }
            }
            Exit::End(end) => self.hit(Kind::End, end.at.path()),
            Exit::Choose(_) | Exit::Back(_) => {}
        }
    }
}

/// Whether an exit could have led there.
fn fits(exit: &Exit, led: &Led) -> bool {
    match exit {
        Exit::Next(ways) => {
            led.end.is_none() && led.back.is_none() && ways.iter().filter(|w| w.when.is_none()).all(|w| led.taken.contains(&w.to.name))
        }
        Exit::Back(to) => led.back == Some(&to.name),
        Exit::End(end) => led.end == Some(end.outcome),
        Exit::Route(arms) => arms.iter().any(|arm| fits(&arm.exit, led)),
        Exit::Choose(_) => true,
    }
}
