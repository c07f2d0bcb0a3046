//! What one can do: open, settle, reopen, … Each is load, decide, append; doors translate and decide nothing.

mod evidence;
pub mod kept;
mod named;
pub mod outbox;
pub mod paper;
pub mod person;
pub mod proof;
pub mod shown;
mod standing;
mod starting;
pub mod tick;
pub mod trials;
pub mod trust;
pub mod versions;

pub use standing::RunVoice;

use crate::check::{self, Checked, Checker, Report};
use crate::clock::{Clock, Stopwatch};
use crate::config::Config;
use crate::engine::toll::{Toll, toll};
use crate::engine::view::{View, state_word};
use crate::engine::{self, Command, Env, Event, Refusal, Run, Stamp};
use crate::finding::codes::Code;
use crate::finding::{Finding, Message, Severity, codes, did_you_mean};
use crate::journal::{self, Evidence, Journal, Record, Summary};
use crate::library::{Procedures, Unreadable, read};
use crate::model::Status;
use crate::msg;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// How much of a run's id is shown, where that tells it apart.
const SHORT: usize = 8;

/// Everything one needs to work: procedures, settings, journal, clock, and who one is.
pub struct Desk {
    procedures: Procedures,
    config: Config,
    journal: RefCell<Box<dyn Journal>>,
    clock: Box<dyn Clock>,
    by: String,
    editions: RefCell<HashMap<String, Arc<Checked>>>,
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// It ran, and the answer is no.
    Refused(Refusal),
    /// The procedure has findings: the file's name and what they are.
    Unsound(String, Vec<Finding>),
    /// It could not run: a file, the store, the arguments.
    Unable(Refusal),
}

impl Failure {
    /// Its code.
    pub fn code(&self) -> Code {
        match self {
            Failure::Unsound(..) => codes::PROCEDURE_UNSOUND,
            Failure::Refused(refusal) | Failure::Unable(refusal) => refusal.code,
        }
    }

    /// Whether it is about one run alone: what is kept of it cannot be read.
    pub fn is_of_one_run(&self) -> bool {
        match self {
            Failure::Unsound(..) => true,
            Failure::Refused(refusal) | Failure::Unable(refusal) => [codes::STORE_DAMAGED, codes::RUN_NOT_FOUND].contains(&refusal.code),
        }
    }

    /// Whether somebody else was faster: loaded again, it may well go.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Failure::Refused(refusal) if refusal.code == codes::STORE_CONFLICT)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Failure {
        Failure::Unable(Refusal::new(error.code, error.message))
    }
}

impl From<journal::Error> for Failure {
    fn from(error: journal::Error) -> Failure {
        use journal::Error;
        let unable = |refusal| Failure::Unable(refusal);
        match error {
            Error::Open(message) => unable(Refusal::new(codes::STORE_OPEN, message)),
            Error::Busy => unable(Refusal::new(codes::STORE_BUSY, msg!("store-busy")).help(msg!("store-busy.help"))),
            Error::Newer { found, known } => {
                let message = msg!("store-newer", found = found.to_string(), known = known.to_string());
                unable(Refusal::new(codes::STORE_NEWER, message).help(msg!("store-newer.help")))
            }
            Error::Conflict => Failure::Refused(Refusal::new(codes::STORE_CONFLICT, msg!("store-conflict")).help(msg!("store-conflict.help"))),
            Error::Full => unable(Refusal::new(codes::STORE_OPEN, msg!("store-full"))),
            Error::Io(reason) => unable(Refusal::new(codes::STORE_OPEN, msg!("store-io", reason = reason))),
            Error::Damaged(reason) => unable(Refusal::new(codes::STORE_DAMAGED, msg!("store-damaged", reason = reason))),
            Error::Key(message) => unable(Refusal::new(codes::STORE_KEY, message)),
            Error::File(message) => unable(Refusal::new(codes::FILE_UNREADABLE, message).help(msg!("evidence-changed.help"))),
        }
    }
}

/// A run with its procedure, loaded to be looked at or acted upon.
pub struct Loaded {
    /// Its id.
    pub id: String,
    /// The procedure that it is pinned to.
    pub checked: Arc<Checked>,
    /// How it stands.
    pub run: Run,
    /// How many records it has.
    pub records: u64,
    /// What the organisation has set for it.
    pub settings: Map<String, Value>,
}

impl Loaded {
    /// The same run, to be looked at with the names of another edition of its procedure.
    pub fn in_edition(&self, checked: Arc<Checked>) -> Loaded {
        let Loaded { id, run, records, settings, .. } = self;
        Loaded { id: id.clone(), checked, run: run.clone(), records: *records, settings: settings.clone() }
    }
}

/// How a run starts.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The inputs.
    pub inputs: Map<String, Value>,
    /// Whether the run waits for inputs that are missing; else all must be there.
    pub wait: bool,
    /// Doubtful answers are meant so.
    pub confirmed: bool,
    /// Who plays which role.
    pub roles: Vec<(String, Value)>,
}

/// What an act brought about.
pub struct Acted {
    /// The run after it.
    pub loaded: Loaded,
    /// What happened.
    pub events: Vec<Event>,
}

impl Desk {
    /// A desk.
    pub fn new(procedures: Procedures, config: Config, journal: Box<dyn Journal>, clock: Box<dyn Clock>, by: String) -> Desk {
        Desk { procedures, config, journal: RefCell::new(journal), clock, by, editions: RefCell::default() }
    }

    /// The organisation's settings.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The ids of the procedures that there are.
    pub fn ids(&self) -> Vec<String> {
        use crate::check::Library;
        self.procedures.ids()
    }

    /// Who acts.
    pub fn by(&self) -> &str {
        &self.by
    }

    /// What time it is.
    pub fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// A procedure by its id, or by the path of its file, checked.
    ///
    /// # Errors
    /// It is not there, cannot be read, or has findings.
    pub fn procedure(&self, name: &str) -> Result<Arc<Checked>, Failure> {
        let report = report(&self.procedures, name)?;
        report.1.checked.clone().ok_or_else(|| unsound(&report))
    }

    fn env<'a>(&'a self, id: &'a str, settings: &'a Map<String, Value>) -> Env<'a> {
        Env { run_id: id, now: self.clock.now(), by: &self.by, settings, holidays: self.config.holidays }
    }

    fn settings(&self, checked: &Checked) -> Map<String, Value> {
        let today = self.clock.now().to_zoned(crate::model::moment::zone()).date();
        let mut settings = self.config.of(&checked.procedure, today).0;
        // A called procedure reads settings of the same name.
        for called in checked.calls.values() {
            for (name, value) in self.settings(called) {
                settings.entry(name).or_insert(value);
            }
        }
        settings
    }

    /// Starts a run.
    ///
    /// # Errors
    /// An input is missing or does not fit; or the run cannot be kept.
    pub fn start(&self, procedure: &str, start: &Start, evidence: &[Evidence]) -> Result<Acted, Failure> {
        let checked = self.procedure(procedure)?;
        let prepared = self.prepare(&checked, self.new_id(), start)?;
        self.keep(&checked, prepared, evidence)
    }

    /// The id of a run by its beginning, or `@last` for the one last touched.
    ///
    /// # Errors
    /// There is none, or there are several.
    pub fn find(&self, name: &str) -> Result<String, Failure> {
        let none = || Failure::Unable(Refusal::new(codes::RUN_NOT_FOUND, msg!("run-not-found", run = name)).help(msg!("run-not-found.help")));
        if name == "@last" {
            let nothing = || Failure::Unable(Refusal::new(codes::RUN_NOT_FOUND, msg!("run-none")).help(msg!("run-none.help")));
            return self.journal.borrow().newest(1)?.into_iter().next().map(|s| s.run).ok_or_else(nothing);
        }
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') {
            return Err(none());
        }
        let found = self.journal.borrow().runs(&name.to_lowercase())?;
        match found.as_slice() {
            [] => Err(none()),
            [one] => Ok(one.run.clone()),
            several => match several.iter().find(|s| s.run == name) {
                Some(exact) => Ok(exact.run.clone()),
                None => {
                    let runs: Vec<String> = several.iter().take(5).map(|s| s.run.clone()).collect();
                    Err(Failure::Unable(
                        Refusal::new(codes::RUN_NOT_FOUND, msg!("run-several", run = name)).help(msg!("run-several.help", runs = runs)),
                    ))
                }
            },
        }
    }

    /// A run by its id, loaded.
    ///
    /// # Errors
    /// It is not there or cannot be read.
    pub fn load(&self, name: &str) -> Result<Loaded, Failure> {
        let watch = Stopwatch::start();
        let id = self.find(name)?;
        let records = self.journal.borrow().records(&id)?;
        let loaded = self.replayed(&id, &records)?;
        tracing::debug!(target: "pasapas::run", run = loaded.id, records = loaded.records, ms = watch.ms(), "loaded");
        Ok(loaded)
    }

    /// A run as these of its records leave it, to be looked at.
    ///
    /// # Errors
    /// It is not there, or the procedure that it is pinned to cannot be read.
    pub fn replayed(&self, name: &str, records: &[Record]) -> Result<Loaded, Failure> {
        let id = self.find(name)?;
        let mut run = Run::default();
        for record in records {
            record.events.iter().for_each(|event| run.apply(event, &record.stamp));
        }
        let checked = self.edition(&run.procedure.edition)?;
        let settings = self.settings(&checked);
        Ok(Loaded { id, checked, run, records: records.last().map_or(0, |r| r.number), settings })
    }

    /// The procedure that a run is pinned to; checked once in the life of the desk.
    fn edition(&self, hash: &str) -> Result<Arc<Checked>, Failure> {
        if let Some(known) = self.editions.borrow().get(hash) {
            return Ok(known.clone());
        }
        let watch = Stopwatch::start();
        let missing = || Failure::Unable(Refusal::new(codes::STORE_DAMAGED, msg!("store-edition", hash = hash)));
        let edition = self.journal.borrow().edition(hash)?.ok_or_else(missing)?;
        if edition.hash() != hash {
            return Err(missing());
        }
        let checked = check::edition(&edition).map_err(|findings| Failure::Unsound(format!("{}.yaml", edition.id), findings))?;
        tracing::debug!(target: "pasapas::check", procedure = edition.id, edition = hash, ms = watch.ms(), "pinned edition read");
        self.editions.borrow_mut().insert(hash.to_owned(), checked.clone());
        Ok(checked)
    }

    /// Acts on a run.
    ///
    /// # Errors
    /// It is refused, or cannot be kept.
    pub fn act(&self, name: &str, command: &Command, evidence: &[Evidence]) -> Result<Acted, Failure> {
        let loaded = self.load(name)?;
        self.act_on(loaded, command, evidence)
    }

    /// Acts on a run as it was loaded: refused if somebody else has acted since.
    ///
    /// # Errors
    /// It is refused, or cannot be kept.
    pub fn act_on(&self, loaded: Loaded, command: &Command, evidence: &[Evidence]) -> Result<Acted, Failure> {
        self.act_together(loaded, std::slice::from_ref(command), evidence, &self.by).map_err(|(_, failure)| failure)
    }

    /// Several acts of somebody on a run as it was loaded, kept as one: all of them or none.
    ///
    /// # Errors
    /// One is refused, by its number from 0; or they cannot be kept.
    pub fn act_together(&self, loaded: Loaded, commands: &[Command], evidence: &[Evidence], by: &str) -> Result<Acted, (usize, Failure)> {
        let Loaded { id, checked, mut run, records, settings } = loaded;
        let env = Env { run_id: &id, now: self.clock.now(), by, settings: &settings, holidays: self.config.holidays };
        let mut events = Vec::new();
        for (number, command) in commands.iter().enumerate() {
            let refused = |failure: Failure| (number, failure);
            let more;
            (run, more) = engine::decide(&checked, run, command, &env).map_err(|refusal| refused(refusal.into()))?;
            self.evidenced(command.given(), evidence).map_err(refused)?;
            events.extend(more);
        }
        let mut number = records;
        if !events.is_empty() {
            number += 1;
            let record = Record { number, stamp: Stamp { at: env.now, by: by.to_owned() }, events: events.clone() };
            let kept = self.journal.borrow_mut().append(&id, &run, &record, evidence);
            kept.map_err(|error| (0, error.into()))?;
        }
        Ok(Acted { loaded: Loaded { id, checked, run, records: number, settings }, events })
    }

    /// What a command would bring about; nothing is kept.
    ///
    /// # Errors
    /// It would be refused.
    pub fn simulate(&self, loaded: &Loaded, command: &Command) -> Result<Acted, Failure> {
        let env = self.env(&loaded.id, &loaded.settings);
        let (run, events) = engine::decide(&loaded.checked, loaded.run.clone(), command, &env)?;
        let Loaded { id, checked, records, settings, .. } = loaded;
        let loaded = Loaded { id: id.clone(), checked: checked.clone(), run, records: *records, settings: settings.clone() };
        Ok(Acted { loaded, events })
    }

    /// What an act took with it of a run as it was before.
    pub fn toll(&self, before: &Run, acted: &Acted) -> Toll {
        let env = self.env(&acted.loaded.id, &acted.loaded.settings);
        toll(&acted.loaded.checked, before, &acted.loaded.run, &acted.events, &env)
    }

    /// Looks at a loaded run.
    pub fn view<T>(&self, loaded: &Loaded, look: impl FnOnce(View) -> T) -> T {
        let env = self.env(&loaded.id, &loaded.settings);
        look(View { checked: &loaded.checked, run: &loaded.run, env: &env })
    }

    /// All runs, the last touched first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn runs(&self) -> Result<Vec<Summary>, Failure> {
        Ok(self.journal.borrow().runs("")?)
    }

    /// The runs last touched, so many at most, the last one first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn newest(&self, most: usize) -> Result<Vec<Summary>, Failure> {
        Ok(self.journal.borrow().newest(most)?)
    }

    /// The shortest beginnings of these ids, all of one length, that tell each apart from all other runs.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn short_ids<'r>(&self, runs: impl IntoIterator<Item = &'r str>) -> Result<HashMap<&'r str, &'r str>, Failure> {
        let journal = self.journal.borrow();
        let shared = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
        let (mut ids, mut length) = (Vec::new(), SHORT);
        for run in runs {
            length = journal.beside(run)?.iter().map(|other| shared(run, other) + 1).fold(length, usize::max);
            ids.push(run);
        }
        Ok(ids.into_iter().map(|run| (run, run.get(..length).unwrap_or(run).trim_end_matches('-'))).collect())
    }

    /// How far the procedure of a run may be relied upon, as the text says that the run is pinned to; `None` where that cannot be read any more.
    pub fn status(&self, run: &Summary) -> Option<Status> {
        self.edition(&run.edition).ok().map(|checked| checked.procedure.status)
    }

    /// Everything that happened in a run.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn records(&self, name: &str) -> Result<Vec<Record>, Failure> {
        let id = self.find(name)?;
        Ok(self.journal.borrow().records(&id)?)
    }

    /// The word of a run's state.
    pub fn state(loaded: &Loaded) -> &'static str {
        state_word(&loaded.run)
    }
}

/// Whether a file is named, rather than a procedure.
pub fn is_path(name: &str) -> bool {
    name.ends_with(".yaml") || name.ends_with(".yml") || name.contains(std::path::MAIN_SEPARATOR)
}

/// What the procedure in a file can call: its neighbours.
pub fn beside(file: &std::path::Path) -> Procedures {
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
    Procedures::Folder(folder.to_owned())
}

/// The errors that keep a procedure from running.
fn unsound((file, report): &(String, Arc<Report>)) -> Failure {
    Failure::Unsound(file.clone(), report.findings.iter().filter(|f| f.severity() == Severity::Error).cloned().collect())
}

/// Checks a procedure by its id, or by the path of its file: the file's name as it is shown, and the report.
///
/// # Errors
/// It is not there or cannot be read.
pub fn report(procedures: &Procedures, name: &str) -> Result<(String, Arc<Report>), Failure> {
    use crate::check::Library;
    let as_path = std::path::Path::new(name);
    if is_path(name) {
        let bytes = read(as_path)?;
        let library = beside(as_path);
        return Ok((name.to_owned(), Checker::new(&library).check(name, &bytes)));
    }
    match procedures.text(name) {
        Some((file, bytes)) => Ok((file.clone(), Checker::new(procedures).check(&file, &bytes))),
        None => {
            let ids = procedures.ids();
            let here = || [".yaml", ".yml"].into_iter().map(|ending| format!("{name}{ending}")).find(|file| std::path::Path::new(file).is_file());
            let help: Message = match (here(), did_you_mean(name, ids.iter().map(String::as_str))) {
                // It lies right here, where procedures are not looked for.
                (Some(file), _) => msg!("procedure-not-found.here", file = format!(".{}{file}", std::path::MAIN_SEPARATOR)),
                (None, Some(near)) => msg!("did-you-mean", name = near),
                (None, None) => msg!("name-unknown.known", names = ids),
            };
            Err(Failure::Unable(Refusal::new(codes::PROCEDURE_NOT_FOUND, msg!("procedure-not-found", name = name)).help(help)))
        }
    }
}
