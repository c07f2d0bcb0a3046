//! Procedures tried out: the files of scenarios that are meant, played one after the other.

use super::{Desk, Failure};
use crate::check::{self, Checked, Checker, Known, Library};
use crate::engine::Refusal;
use crate::finding::codes;
use crate::hands;
use crate::library::{self, Procedures};
use crate::model::Name;
use crate::msg;
use crate::scenario::counter::{CounterExamples, counter_examples};
use crate::scenario::coverage::Coverage;
use crate::scenario::paths::{self, Table};
use crate::scenario::play::{Played, play};
use crate::scenario::record::{Recorded, record};
use crate::scenario::{self, Report, read::BEGINNING};
use crate::words::Words;
use serde_json::Map;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files of scenarios, and where the procedures that they try out come from.
pub struct Group {
    library: Beside,
    files: Vec<(String, Vec<u8>)>,
}

impl Group {
    /// Whether one of the files bears the name of this procedure's: it most likely tries it out.
    pub fn is_about(&self, procedure: &str) -> bool {
        self.files.iter().any(|(name, _)| is_about(name, check::stem(procedure)))
    }
}

/// The procedures beside a file of scenarios, then those that are set up.
struct Beside(Vec<Procedures>);

impl Library for Beside {
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)> {
        self.0.iter().find_map(|procedures| procedures.text(id))
    }

    fn ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = self.0.iter().flat_map(Library::ids).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}

/// A file of scenarios that was tried.
pub struct Tried {
    /// What the reader calls it.
    pub name: String,
    /// Its text as it lay there.
    pub bytes: Vec<u8>,
    /// What there is to say about it before anything is played.
    pub report: Report,
    /// What came of each of its stories.
    pub played: Vec<Played>,
}

/// What came of everything that was tried.
pub struct Trials {
    /// File by file.
    pub files: Vec<Tried>,
    /// What was reached.
    pub coverage: Coverage,
    /// The procedures that have stories of their own here; others were only called.
    pub tested: BTreeSet<Name>,
}

/// The files that are meant: files, folders or procedures; without any, all those beside the procedures.
///
/// # Errors
/// A file cannot be read, or there are no scenarios where they were said to be.
pub fn sources(procedures: &Procedures, paths: &[String]) -> Result<Vec<Group>, Failure> {
    if paths.is_empty() {
        return Ok(vec![all(procedures)?]);
    }
    paths.iter().map(|path| named(procedures, path)).collect()
}

fn all(library: &Procedures) -> Result<Group, Failure> {
    let files = match library {
        Procedures::Folder(folder) => library::scenarios(folder)?.iter().map(|file| read(file)).collect::<Result<_, _>>()?,
        Procedures::BuiltIn => library::BUILT_IN_SCENARIOS.iter().map(|(id, text)| built_in(id, text)).collect(),
    };
    Ok(Group { library: Beside(vec![library.clone()]), files })
}

fn named(procedures: &Procedures, path: &str) -> Result<Group, Failure> {
    let file = Path::new(path);
    if file.is_dir() {
        return all(&Procedures::Folder(file.to_owned()));
    }
    let yaml = path.strip_suffix(".yaml").or_else(|| path.strip_suffix(".yml"));
    if let Some(stem) = yaml {
        // The scenarios of a procedure lie beside it.
        let file: PathBuf = if scenario::is_file(path) { file.to_owned() } else { format!("{stem}.test.yaml").into() };
        let beside = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
        return if file.exists() || scenario::is_file(path) {
            Ok(Group { library: Beside(vec![Procedures::Folder(beside), procedures.clone()]), files: vec![read(&file)?] })
        } else {
            Err(none(path))
        };
    }
    let Group { library, mut files } = all(procedures)?;
    files.retain(|(name, _)| is_about(name, path));
    if files.is_empty() { Err(none(path)) } else { Ok(Group { library, files }) }
}

/// `NAME.test.yaml`, and `NAME.more.test.yaml` where one file grew too long.
fn is_about(file: &str, id: &str) -> bool {
    file.rsplit(['/', '\\']).next().is_some_and(|name| name.split('.').next() == Some(id))
}

/// There are no scenarios where they were said to be.
pub fn none(what: &str) -> Failure {
    Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, msg!("test-none", what = what)).help(msg!("test-none.help")))
}

fn read(file: &Path) -> Result<(String, Vec<u8>), Failure> {
    Ok((file.display().to_string(), library::read(file)?))
}

fn built_in(id: &str, text: &str) -> (String, Vec<u8>) {
    (format!("{id}.test.yaml"), text.as_bytes().to_vec())
}

/// Says what there is to say about files of scenarios without playing them.
pub fn reports(groups: Vec<Group>) -> Vec<Tried> {
    reports_with(groups, &Known::default())
}

/// The same with what is known of the procedures already.
pub fn reports_with(groups: Vec<Group>, known: &Known) -> Vec<Tried> {
    let files = groups.iter().flat_map(|group| group.files.iter().map(move |file| (&group.library, file)));
    let tried = hands::each(&files.collect::<Vec<_>>(), |(library, (name, bytes))| {
        let checker = Checker::sharing(*library, known.clone());
        (name.clone(), bytes.clone(), scenario::report(name, bytes, *library, &checker))
    });
    tried.into_iter().map(|(name, bytes, report)| Tried { name, bytes, report, played: Vec::new() }).collect()
}

/// Plays everything.
pub fn trials(groups: Vec<Group>) -> Trials {
    let mut trials = Trials { files: reports(groups), coverage: Coverage::default(), tested: BTreeSet::new() };
    for file in &mut trials.files {
        let Some((scenarios, checked)) = &file.report.sound else { continue };
        trials.coverage.expect(checked);
        trials.tested.insert(checked.procedure.id.clone());
        file.played = scenarios.scenarios.iter().map(|one| play(checked, one, &mut trials.coverage)).collect();
    }
    trials
}

impl Trials {
    /// How many stories were played, and how many of them do not hold.
    pub fn count(&self) -> (usize, usize) {
        let played = || self.files.iter().flat_map(|file| &file.played);
        (played().count(), played().filter(|one| !one.findings.is_empty()).count())
    }

    /// Whether every file could be played and every story holds.
    pub fn hold(&self) -> bool {
        self.count().1 == 0 && self.files.iter().all(|file| file.report.sound.is_some())
    }

    /// Whether the procedures with stories of their own were reached as a whole.
    pub fn whole(&self) -> bool {
        self.coverage.is_whole(&self.tested)
    }
}

impl Desk {
    /// A story made from a run, with stand-ins for all that people typed.
    ///
    /// # Errors
    /// The run is not there, cannot be read, or has not begun.
    pub fn recorded(&self, run: &str) -> Result<Recorded, Failure> {
        let loaded = self.load(run)?;
        let records: Vec<_> = self.records(&loaded.id)?.into_iter().map(|record| (record.stamp, record.events)).collect();
        Ok(record(&loaded.checked, &records, &loaded.settings)?)
    }

    /// What the proof found about a procedure, each as a scenario that shows it.
    ///
    /// # Errors
    /// The procedure is not there, or has other errors than those that the proof finds.
    pub fn counter_examples(&self, procedure: &str, words: &Words) -> Result<CounterExamples, Failure> {
        let report = super::report(&self.procedures, procedure)?;
        match &report.1.playable {
            Some(checked) => Ok(counter_examples(checked, &report.1.findings, scenario::moment(BEGINNING), words)),
            None => Err(super::unsound(&report)),
        }
    }

    /// Every end of a procedure with what leads to it. Nothing is set: what it says holds for every organisation.
    ///
    /// # Errors
    /// The procedure is not there, or has findings.
    pub fn paths(&self, procedure: &str, limit: usize) -> Result<(Arc<Checked>, Table), Failure> {
        let checked = self.procedure(procedure)?;
        let table = paths::paths(&checked, &Map::new(), scenario::moment(BEGINNING), limit);
        Ok((checked, table))
    }
}
