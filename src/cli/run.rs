//! `run`: a person is led through a procedure step by step, at a terminal.
//!
//! Every answer is kept before the next question: whatever ends the program, what was acknowledged stands.

mod after;
mod ask;
mod choice;
mod interrupt;
mod letter;
mod list;
mod markdown;
mod menu;
mod page;
mod post;
mod sketch;
mod start;
mod step;

use super::given::{Given, meant};
use super::prompt::{Leave, Prompt};
use super::setup::usage;
use super::ui::{Style, Ui};
use crate::desk::{Desk, Failure, Loaded, Start};
use crate::engine::{Command, Event, Path, Refusal, RunState, Status};
use crate::finding::codes;
use crate::journal::Evidence;
use crate::model::Named;
use crate::model::field::Field;
use crate::msg;
use menu::Picked;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::IsTerminal;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// A procedure, by id or file, or a run, by the beginning of its id or `@last`
    #[arg(value_name = "PROC|RUN")]
    name: String,
    #[command(flatten)]
    given: Given,
}

pub(crate) fn command(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let (given, evidence) = args.given.read(desk)?;
    guide(desk, ui, &args.name, given, evidence)
}

/// A record that is being typed: its questions, and the answers so far.
type Typed = (Named<Field>, Map<String, Value>);

/// A person who is led through a run.
pub(crate) struct Lead<'d> {
    desk: &'d Desk,
    prompt: Prompt<'d>,
    loaded: Loaded,
    /// Steps that were put off in this sitting.
    put_off: BTreeSet<Path>,
    /// Steps that the last act opened.
    fresh: BTreeSet<Path>,
    /// The step that is asking, the root at the start; and the records that are being typed, the innermost last.
    asking: Path,
    inside: RefCell<Vec<Typed>>,
    /// The head of the screen was just shown, and nothing has been asked since.
    headed: bool,
}

/// Starts a run of a procedure, or goes on with a run, and leads a person through it.
///
/// Gives 0 at the end and where only others are awaited, 130 where the person stopped.
///
/// # Errors
/// There is no terminal, no such run or procedure, or it cannot be kept.
fn guide(desk: &Desk, ui: &mut Ui, name: &str, mut given: Map<String, Value>, mut evidence: Vec<Evidence>) -> Result<u8, Failure> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(Failure::Unable(Refusal::new(codes::USAGE, msg!("lead-no-terminal")).help(msg!("lead-no-terminal.help"))));
    }
    let prompt = Prompt::new(ui);
    interrupt::watch(prompt.text(&msg!("lead-stopped-early")));
    let loaded = match open(desk, &prompt, name, &mut given, &mut evidence) {
        Ok(opened) => opened,
        Err(Leave::Failed(failure)) => return Err(failure),
        Err(Leave::Later | Leave::Back | Leave::Stop) => {
            prompt.say(&msg!("lead-stopped-early"));
            return Ok(130);
        }
    };
    let mut lead = Lead {
        desk,
        prompt,
        loaded,
        put_off: BTreeSet::new(),
        fresh: BTreeSet::new(),
        headed: false,
        asking: Path::root(),
        inside: RefCell::default(),
    };
    interrupt::watch(lead.farewell());
    match lead.lead(&given, &evidence) {
        Ok(()) => Ok(0),
        Err(Leave::Failed(failure)) => {
            lead.prompt.line("");
            lead.prompt.line(&lead.farewell());
            Err(failure)
        }
        Err(Leave::Later | Leave::Back | Leave::Stop) => {
            lead.prompt.line("");
            lead.prompt.line(&lead.farewell());
            Ok(130)
        }
    }
}

/// The run that is meant, with what is still to be kept in it; or a new one of the procedure that is meant, unless the person goes on with one
/// that is open. What was given stays where it is still to be kept.
fn open(desk: &Desk, prompt: &Prompt, name: &str, given: &mut Map<String, Value>, evidence: &mut Vec<Evidence>) -> Result<Loaded, Leave> {
    if name == "@last" || (!name.is_empty() && name.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')) {
        match (desk.load(name), desk.procedure(name)) {
            (Ok(loaded), _) => return going_on(desk, loaded, given, evidence),
            (Err(_), Ok(_)) => {}
            (Err(failure), Err(_)) => return Err(failure.into()),
        }
    }
    let checked = desk.procedure(name)?;
    let mut begun: Vec<_> = desk.runs()?.into_iter().filter(|s| s.state == "open" && s.procedure == checked.procedure.id.as_ref()).collect();
    begun.truncate(8);
    if !begun.is_empty() {
        let when = |at| super::dates::moment(at, prompt.ui().lang());
        let titles = begun.iter().map(|s| {
            prompt.text(&msg!("lead-go-on", run = short(&s.run), started = when(s.started.at), by = &s.started.by, touched = when(s.touched)))
        });
        let titles: Vec<String> = titles.chain([prompt.text(&msg!("lead-new"))]).collect();
        let picked = prompt.pick(&prompt.text(&msg!("lead-which-run", count = begun.len())), &titles, Some(0))?;
        if let Some(summary) = begun.get(picked) {
            return going_on(desk, desk.load(&summary.run)?, given, evidence);
        }
    }
    let mut inputs = std::mem::take(given);
    meant(&checked.procedure.inputs, &mut inputs, evidence, desk)?;
    Ok(desk.start(name, &Start { inputs, wait: true, ..Start::default() }, evidence)?.loaded)
}

/// A run that is gone on with takes answers only while it is asking what it starts with.
fn going_on(desk: &Desk, loaded: Loaded, given: &mut Map<String, Value>, evidence: &mut Vec<Evidence>) -> Result<Loaded, Leave> {
    if !given.is_empty() && loaded.run.state != RunState::Preparing {
        return Err(Leave::Failed(usage(msg!("lead-given-late"))));
    }
    meant(&loaded.checked.procedure.inputs, given, evidence, desk)?;
    Ok(loaded)
}

/// The beginning of a run's id that a person can type: the time in it tells runs apart.
fn short(id: &str) -> &str {
    id.get(..13).unwrap_or(id)
}

impl<'d> Lead<'d> {
    fn short(&self) -> &str {
        short(&self.loaded.id)
    }

    /// Where one gets to from a question without answering it.
    fn way_out(&self) -> crate::words::Message {
        if self.loaded.run.state == RunState::Preparing { msg!("lead-out-stop") } else { msg!("lead-out-list") }
    }

    fn farewell(&self) -> String {
        self.prompt.text(&msg!("lead-stopped", run = self.short()))
    }

    /// From where the run stands to its end, or to where only others are awaited.
    fn lead(&mut self, given: &Map<String, Value>, evidence: &[Evidence]) -> Result<(), Leave> {
        // Before anything but its beginning has happened, a word on what it is for.
        if self.loaded.records <= 1 {
            self.intro();
            self.headed = self.loaded.run.state != RunState::Preparing;
        } else {
            self.caution();
        }
        if self.loaded.run.state == RunState::Preparing {
            self.prepare(given, evidence)?;
        }
        loop {
            if matches!(self.loaded.run.state, RunState::Finished(_) | RunState::Cancelled(_)) {
                self.closing();
                return Ok(());
            }
            let entries = self.entries();
            let path = match entries.as_slice() {
                [] => {
                    self.stuck()?;
                    continue;
                }
                [only] if only.mine && !self.put_off.contains(&only.path) => only.path.clone(),
                _ => match self.menu(&entries)? {
                    Picked::Step(path) => path,
                    Picked::Again => continue,
                    Picked::Quit => return self.quit(),
                },
            };
            self.put_off.remove(&path);
            match self.step(&path) {
                Ok(()) => {}
                Err(Leave::Later | Leave::Back) => drop(self.put_off.insert(path)),
                Err(leave) => return Err(leave),
            }
        }
    }

    /// Leaves on purpose; what is awaited is said.
    fn quit(&self) -> Result<(), Leave> {
        self.prompt.line("");
        let waiting = self.waiting();
        if !waiting.is_empty() {
            self.prompt.aside(Style::Bold, &msg!("lead-quit-open", count = waiting.len()));
            waiting.iter().take(12).for_each(|line| self.prompt.line(&super::ui::wrap(&format!("▸ {line}"), self.prompt.width(), "    ")));
            if waiting.len() > 12 {
                self.prompt.aside(Style::Dim, &msg!("lead-next-more", count = waiting.len() - 12));
            }
        }
        self.prompt.line(&self.farewell());
        Ok(())
    }

    /// Nothing is open that could be settled: a step that holds others waits for its way to be named.
    fn stuck(&mut self) -> Result<(), Leave> {
        let holders: Vec<Path> = self.desk.view(&self.loaded, |view| {
            let steps = view.steps();
            steps.into_iter().filter(|(path, _, step)| step.holds_scope() && view.run.status(path) == Status::Open).map(|(path, _, _)| path).collect()
        });
        for path in holders.into_iter().rev() {
            // A wrong way is refused, and with it all ways are named.
            let done =
                |choose: Vec<String>| Command::Done(Box::new(crate::engine::command::Done { path: path.clone(), choose, ..Default::default() }));
            let Err(Failure::Refused(refusal)) = self.try_act(&done(Vec::new()), &[]) else { return Ok(()) };
            if let Ok(way) = self.way(&refusal) {
                let events = self.act(&done(vec![way]), &[])?;
                self.told(&path, &events);
                return Ok(());
            }
            self.refused(&refusal);
        }
        Err(Leave::Stop)
    }

    /// Acts; a refusal ends what is being done.
    fn act(&mut self, command: &Command, evidence: &[Evidence]) -> Result<Vec<Event>, Leave> {
        self.try_act(command, evidence).map_err(|failure| self.conflict(failure))
    }

    /// Acts on the run as it was seen last.
    fn try_act(&mut self, command: &Command, evidence: &[Evidence]) -> Result<Vec<Event>, Failure> {
        let acted = self.desk.act_on(self.seen(), command, evidence)?;
        self.loaded = acted.loaded;
        if !matches!(command, Command::Save { .. } | Command::Tick { .. } | Command::Sketch { .. }) {
            self.fresh = opened(&acted.events);
        }
        Ok(acted.events)
    }

    /// The run as it was seen last.
    fn seen(&self) -> Loaded {
        self.loaded.in_edition(self.loaded.checked.clone())
    }

    /// Somebody else was faster: the run is loaded again, and the step may be another one.
    fn conflict(&mut self, failure: Failure) -> Leave {
        match failure {
            Failure::Refused(refusal) => {
                self.refused(&refusal);
                match self.desk.load(&self.loaded.id) {
                    Ok(loaded) => {
                        self.loaded = loaded;
                        Leave::Later
                    }
                    Err(failure) => Leave::Failed(failure),
                }
            }
            other => Leave::Failed(other),
        }
    }
}

/// The steps that these events opened.
fn opened(events: &[Event]) -> BTreeSet<Path> {
    let opened = |event: &Event| match event {
        Event::Opened { path, .. } => Some(path.clone()),
        _ => None,
    };
    events.iter().filter_map(opened).collect()
}
