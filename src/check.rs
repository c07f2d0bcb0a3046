//! Proof before anyone is led astray: a file becomes [`Checked`], or findings say why not.
//!
//! Only this room makes a [`Checked`], and the engine takes nothing else: an unchecked procedure cannot run.

mod calls;
mod computed;
mod exits;
mod fields;
pub mod graph;
mod keys;
mod mistakes;
pub mod names;
mod personal;
mod proof;
mod rules;
pub mod schema;
mod shelf;
mod spelling;
mod standby;
mod templates;
mod unused;
pub mod variables;

use crate::finding::{Code, Finding, Fix, Place, Severity, codes};
use crate::model::field::{Field, Kind};
use crate::model::moment::Moment;
use crate::model::{Name, Procedure, Verb, read};
use crate::msg;
use crate::text::{Document, Node};
use graph::Plan;
use indexmap::IndexMap;
use proof::Certain;
use sha2::{Digest, Sha256};
pub use shelf::Known;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A procedure that was proven sound, with those that it calls.
#[derive(Debug)]
pub struct Checked {
    /// The procedure.
    pub procedure: Procedure,
    /// Its outermost steps as a graph.
    pub plan: Plan,
    /// The procedures that it calls.
    pub calls: BTreeMap<Name, Arc<Checked>>,
    /// Every name that some text or expression reads.
    pub reads: BTreeSet<Name>,
    /// What every finished run has answered and done.
    pub certain: Certain,
    /// The exact texts it was made from.
    pub edition: Edition,
    /// How large it is with all that it calls.
    pub size: Size,
    /// What there is in it or in what it calls.
    pub has: Has,
}

impl Checked {
    /// The lists that it asks for, at its start and in its steps, in the order of the file.
    pub fn lists(&self) -> Vec<&Field> {
        let mut found: Vec<&Field> = self.procedure.inputs.values().collect();
        graph::walk(&self.procedure.scope, &mut |step| found.extend(step.ask.values()));
        found.retain(|field| matches!(field.kind, Kind::List { .. }));
        found
    }

    /// The procedures that it calls, by id, however deep.
    pub fn called(&self) -> HashMap<String, &Procedure> {
        let mut found = HashMap::new();
        for (id, called) in &self.calls {
            found.insert(id.to_string(), &called.procedure);
            found.extend(called.called());
        }
        found
    }
}

/// How large a procedure is when every call in it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many procedures lie one within the other, this one counted.
    pub deep: usize,
    /// How many steps there are in all.
    pub steps: usize,
}

/// What there is in a procedure or in what it calls: what there is not, nobody needs to look for in a run of thousands of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Has {
    /// A standby step.
    pub standby: bool,
    /// A list that is over when there is enough.
    pub enough: bool,
    /// A moment that is counted from an answer or from another step.
    pub counted: bool,
}

impl Has {
    fn of(procedure: &Procedure, calls: &BTreeMap<Name, Arc<Checked>>) -> Has {
        let mut has = Has { standby: false, enough: false, counted: false };
        for called in calls.values().map(|called| called.has) {
            has = Has { standby: has.standby || called.standby, enough: has.enough || called.enough, counted: has.counted || called.counted };
        }
        graph::walk(&procedure.scope, &mut |step| {
            has.standby |= step.standby;
            has.enough |= matches!(&step.verb, Verb::Each(each) if each.enough.is_some());
            has.counted |= [&step.due, &step.not_before].into_iter().flatten().any(Moment::is_counted);
        });
        has
    }
}

/// The texts of a procedure and of all that it calls, under one hash: what a run is pinned to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// The procedure's id.
    pub id: String,
    /// Each text by its procedure's id.
    pub texts: BTreeMap<String, Arc<str>>,
}

impl Edition {
    /// SHA-256 over the id and every text, in hexadecimal.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        };
        part(self.id.as_bytes());
        for (id, text) in &self.texts {
            part(id.as_bytes());
            part(text.as_bytes());
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Where the texts of called procedures come from.
pub trait Library {
    /// The file of a procedure: its name for readers, and its bytes.
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)>;
    /// The ids of all procedures, for "did you mean".
    fn ids(&self) -> Vec<String>;
}

impl Library for Edition {
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)> {
        self.texts.get(id).map(|text| (format!("{id}.yaml"), text.as_bytes().to_vec()))
    }
    fn ids(&self) -> Vec<String> {
        self.texts.keys().cloned().collect()
    }
}

/// What came of checking one file.
#[derive(Default)]
pub struct Report {
    /// The file as it was read; `None` where it is no YAML.
    pub document: Option<Document>,
    /// Everything there is to say about it, in the order of the file.
    pub findings: Vec<Finding>,
    /// The procedure, where no finding is an error.
    pub checked: Option<Arc<Checked>>,
    /// The procedure, where only the proof found errors: to play what it found, never for people.
    pub playable: Option<Arc<Checked>>,
}

/// Checks files, each called procedure once.
pub struct Checker<'l> {
    library: &'l dyn Library,
    known: Known,
    under_way: RefCell<Vec<String>>,
}

impl<'l> Checker<'l> {
    /// A checker that looks up called procedures here.
    pub fn new(library: &'l dyn Library) -> Self {
        Checker::sharing(library, Known::default())
    }

    /// The same with what others have checked.
    pub fn sharing(library: &'l dyn Library, known: Known) -> Self {
        Checker { library, known, under_way: RefCell::default() }
    }

    /// Checks one file. `name` is what the reader calls it; its stem is what the procedure's id must be.
    pub fn check(&self, name: &str, bytes: &[u8]) -> Arc<Report> {
        self.known.get(name).unwrap_or_else(|| self.check_read(name, Document::read(name, bytes)))
    }

    /// Checks a file that was read already: what [`Document::read`] gave.
    pub fn check_read(&self, name: &str, read: (Option<Document>, Vec<Finding>)) -> Arc<Report> {
        let mut pending = vec![Pending::new(name.to_owned(), read)];
        loop {
            // What a file calls is checked before it, so that no row of calls, however long, is followed by recursion.
            let Some(top) = pending.last_mut() else { return self.known.get(name).unwrap_or_default() };
            if self.known.get(&top.name).is_some() {
                pending.pop();
            } else if let Some(id) = top.calls.pop() {
                let open = pending.iter().any(|file| stem(&file.name) == id);
                let called = if open { None } else { self.library.text(&id) };
                let unknown = called.filter(|(name, _)| self.known.get_called(name).is_none());
                pending.extend(unknown.map(|(name, bytes)| {
                    let read = Document::read(&name, &bytes);
                    Pending::new(name, read)
                }));
            } else {
                self.under_way.replace(pending.iter().map(|file| stem(&file.name).to_owned()).collect());
                let Some(Pending { name, document, findings, .. }) = pending.pop() else { continue };
                let report = Arc::new(self.report(&name, document, findings));
                self.known.put(&name, report);
            }
        }
    }

    /// Takes over what is known of a file, so that it is not checked again. The caller vouches that its text and those of all that it
    /// calls are still the same.
    pub fn remember(&self, name: &str, report: Arc<Report>) {
        self.known.put(name, report);
    }

    /// Keeps of a file only what others need that call it, or nothing where none is known to: then it is checked again, should one come. The
    /// caller has taken all else that there was to say.
    pub fn told(&self, name: &str, is_called: bool) {
        self.known.told(name, is_called);
    }

    /// What came of every file that was checked or remembered, by its name.
    pub fn reports(&self) -> HashMap<String, Arc<Report>> {
        self.known.all()
    }

    fn report(&self, name: &str, document: Option<Document>, mut findings: Vec<Finding>) -> Report {
        let Some(document) = document else { return Report { findings: told(findings, false), ..Report::default() } };
        let (document, misread) = keys::meant(document);
        let broken = schema::check(&document);
        let complete = broken.is_empty() && findings.is_empty();
        let procedure = read::procedure(document.root());
        let mut found = Findings::behind(broken);
        names::check(&procedure, name, &mut found);
        fields::check(&procedure, &mut found);
        exits::check(&procedure, &mut found);
        exits::verbs_of(document.root(), &mut found);
        let (calls, size) = calls::check(&procedure, self, &mut found);
        let plan = Plan::of(&procedure.scope, &calls);
        if complete && found.sound() {
            graph::check(&procedure, &plan, &mut found);
            standby::check(&procedure, &plan, &mut found);
        }
        computed::check(&procedure, &mut found);
        let templates::Reads { names: reads, uses } = templates::check(&procedure, &calls, &mut found);
        rules::check(&procedure, &plan, &mut found);
        // What is broken otherwise is not worth proving anything of.
        let faultless = complete && found.faultless();
        let certain = if faultless { proof::check(&procedure, &plan, &calls, &uses, &mut found) } else { Certain::default() };
        if complete {
            personal::check(&procedure, &calls, &mut found);
            unused::check(&procedure, &calls, &mut found);
        }
        let Findings { broken, mut list, more, .. } = found;
        // Of a key that is written twice the second is not read: a name that seems unknown may be its own.
        if findings.iter().any(|f| f.code == codes::YAML_DUPLICATE_KEY) {
            list.retain(|f| !matches!(f.code, codes::STEP_UNKNOWN | codes::NAME_UNKNOWN | codes::TEMPLATE_VARIABLE | codes::RULE_FORM));
        }
        findings.extend(misread);
        findings.extend(broken);
        findings.extend(list);
        accept(&procedure, &mut findings);
        let mut findings = told(findings, more);
        findings.sort_by_cached_key(|f| document.span(&f.place).start);
        let sound = findings.iter().all(|f| f.severity() != Severity::Error);
        let playable = faultless.then(|| {
            let mut texts: BTreeMap<String, Arc<str>> = BTreeMap::from([(procedure.id.to_string(), document.source().clone())]);
            texts.extend(calls.values().flat_map(|called| called.edition.texts.clone()));
            let edition = Edition { id: procedure.id.to_string(), texts };
            let has = Has::of(&procedure, &calls);
            Arc::new(Checked { procedure, plan, calls, reads, certain, edition, size, has })
        });
        Report { document: Some(document), findings, checked: playable.clone().filter(|_| sound), playable }
    }

    /// A called procedure, checked; or why there is none.
    fn called(&self, id: &str) -> Called {
        if self.under_way.borrow().iter().any(|one| one == id) {
            let mut way = self.under_way.borrow().clone();
            way.push(id.to_owned());
            return Called::Recursive(way);
        }
        let Some((name, _)) = self.library.text(id) else { return Called::Unknown(self.library.ids()) };
        self.known.get(&name).and_then(|report| report.checked.clone()).map_or(Called::Unsound, Called::Sound)
    }
}

/// A file that waits until what it calls is checked.
struct Pending {
    name: String,
    document: Option<Document>,
    findings: Vec<Finding>,
    /// The procedures that it calls and that were not looked at yet.
    calls: Vec<String>,
}

impl Pending {
    fn new(name: String, (document, findings): (Option<Document>, Vec<Finding>)) -> Pending {
        let mut calls = Vec::new();
        document.iter().for_each(|document| called_in(document.root(), &mut calls));
        let mut seen = HashSet::new();
        calls.retain(|id| seen.insert(id.clone()));
        calls.reverse();
        Pending { name, document, findings, calls }
    }
}

/// Everything that stands under a key `call`, in the order of the file.
fn called_in(node: &Node, calls: &mut Vec<String>) {
    for entry in node.entries() {
        match entry.value.as_str() {
            Some(id) if entry.key == "call" => calls.push(id.to_owned()),
            _ => called_in(&entry.value, calls),
        }
    }
    node.items().iter().for_each(|item| called_in(item, calls));
}

/// The name of a file without folders and extension: what a procedure's id must be.
pub fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".yaml").or_else(|| file.strip_suffix(".yml")).unwrap_or(file)
}

/// What became of a called procedure.
enum Called {
    Sound(Arc<Checked>),
    Unsound,
    Unknown(Vec<String>),
    Recursive(Vec<String>),
}

/// Checks a pinned edition again, as it was: for runs.
///
/// # Errors
/// The edition does not pass this program's check.
pub fn edition(edition: &Edition) -> Result<Arc<Checked>, Vec<Finding>> {
    let checker = Checker::new(edition);
    let text = edition.texts.get(&edition.id).cloned().unwrap_or_default();
    let report = checker.check(&format!("{}.yaml", edition.id), text.as_bytes());
    report.checked.clone().ok_or_else(|| report.findings.clone())
}

/// How many errors of one file are told: nobody reads more, and a file of nothing but errors must not cost more than another.
const MAX_FINDINGS: usize = 500;

/// What is told of all that was found: of errors without end the first.
fn told(mut findings: Vec<Finding>, more: bool) -> Vec<Finding> {
    if more || findings.len() > MAX_FINDINGS && findings.iter().any(|f| f.severity() == Severity::Error) {
        findings.truncate(MAX_FINDINGS);
        findings.push(Finding::new(codes::YAML_LIMIT, Place::root(), msg!("yaml-limit-findings", limit = MAX_FINDINGS)));
    }
    findings.into_iter().map(Finding::shortened).collect()
}

/// What the rules have found so far.
struct Findings {
    /// What the schema found: where it did, the rules are silent.
    broken: Vec<Finding>,
    /// The paths of what the schema found.
    silent: HashSet<String>,
    list: Vec<Finding>,
    errors: usize,
    /// Whether there are more errors than are told.
    more: bool,
}

impl Findings {
    fn behind(broken: Vec<Finding>) -> Findings {
        let silent = broken.iter().map(|b| b.place.path().to_owned()).filter(|path| !path.is_empty()).collect();
        Findings { broken, silent, list: Vec::new(), errors: 0, more: false }
    }

    /// Adds a finding, unless the value that it speaks of does not even have the right form.
    fn push(&mut self, finding: Finding) {
        if !self.silent.is_empty() {
            let path = finding.place.path();
            let mut around = path.match_indices('/').map(|(at, _)| &path[..at]).chain([path]);
            if around.any(|path| self.silent.contains(path)) {
                return;
            }
        }
        if finding.severity() == Severity::Error {
            self.more |= self.is_full();
            if self.is_full() {
                return;
            }
            self.errors += 1;
        }
        self.list.push(finding);
    }

    /// Takes back all but the first so many findings.
    fn forget(&mut self, all_but: usize) {
        self.list.truncate(all_but);
        self.more = false;
        self.errors = self.list.iter().filter(|f| f.severity() == Severity::Error).count();
    }

    /// Whether there are so many errors that looking for what was meant with each would take long.
    fn is_long(&self) -> bool {
        self.errors >= MAX_FINDINGS / 10
    }

    /// Whether a further error would not be told: then it need not be put into words.
    fn is_full(&self) -> bool {
        self.errors >= MAX_FINDINGS
    }

    /// Whether nothing was found that keeps a procedure from running.
    fn faultless(&self) -> bool {
        self.broken.iter().chain(&self.list).all(|f| f.severity() != Severity::Error)
    }

    /// Whether every text and expression could be read.
    fn readable(&self) -> bool {
        !self.list.iter().any(|f| matches!(f.code, codes::TEMPLATE_SYNTAX | codes::TEMPLATE_FILTER | codes::TEMPLATE_LIMIT))
    }

    /// Whether the graph is worth looking at: every step that is named exists and every step has an exit.
    fn sound(&self) -> bool {
        !self.more && !self.list.iter().any(|f| matches!(f.code, codes::STEP_UNKNOWN | codes::STEP_EXIT | codes::CALL_RECURSIVE))
    }
}

/// Drops the warnings that `allow` accepts, and says which `allow` accepts nothing.
fn accept(procedure: &Procedure, findings: &mut Vec<Finding>) {
    // For each code the paths where it is allowed, and whether something was found there.
    let mut allowed: IndexMap<(String, String), bool> = IndexMap::new();
    allowed.extend(procedure.allow.keys().map(|code| ((code.clone(), String::new()), false)));
    graph::walk(&procedure.scope, &mut |step| allowed.extend(step.allow.keys().map(|code| ((code.clone(), step.at.path().to_owned()), false))));
    findings.retain(|finding| {
        if finding.severity() == Severity::Error || allowed.is_empty() {
            return true;
        }
        // The innermost step that accepts it is meant.
        let path = finding.place.path();
        let around = [path.len()].into_iter().chain(path.rmatch_indices('/').map(|(at, _)| at)).map(|end| path[..end].to_owned());
        for at in around {
            if let Some(used) = allowed.get_mut(&(finding.code.name().to_owned(), at)) {
                *used = true;
                return false;
            }
        }
        true
    });
    // Where an error stands, warnings may not have been looked for.
    if findings.iter().any(|finding| finding.severity() == Severity::Error) {
        return;
    }
    for ((code, at), _) in allowed.into_iter().filter(|(_, used)| !used) {
        let place = Place::at(&at).key("allow").key(&code).as_key();
        let known = Code::find(&code).is_some_and(|c| c.severity() == Severity::Warning);
        let fix = Fix::remove(place.clone(), &code);
        let message = if known { msg!("allow-unused", code = &code) } else { msg!("allow-unused-unknown", code = &code) };
        let finding = Finding::new(codes::ALLOW_UNUSED, place, message);
        let warnings = codes::ALL.iter().filter(|c| c.severity() == Severity::Warning).map(|c| c.name());
        findings.push(if known { finding.fix(fix) } else { finding.meant(&code, warnings) });
    }
}
