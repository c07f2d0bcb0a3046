//! Proof before anyone is led astray: a file becomes [`Checked`], or findings say why not.
//!
//! Only this room makes a [`Checked`], and the engine takes nothing else: an unchecked procedure cannot run.

mod calls;
mod exits;
mod fields;
pub mod graph;
mod keys;
pub mod names;
mod proof;
mod rules;
pub mod schema;
mod templates;
mod unused;
pub mod variables;

use crate::finding::{Code, Finding, Fix, Severity, codes};
use crate::model::{Name, Procedure, read};
use crate::text::Document;
use graph::Plan;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
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
    /// The fields that every finished run has answered.
    pub certain: BTreeSet<Name>,
    /// The exact texts it was made from.
    pub edition: Edition,
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
pub struct Report {
    /// The file as it was read; `None` where it is no YAML.
    pub document: Option<Document>,
    /// Everything there is to say about it, in the order of the file.
    pub findings: Vec<Finding>,
    /// The procedure, where no finding is an error.
    pub checked: Option<Arc<Checked>>,
}

/// Checks files, each called procedure once.
pub struct Checker<'l> {
    library: &'l dyn Library,
    known: RefCell<HashMap<String, Rc<Report>>>,
    under_way: RefCell<Vec<String>>,
}

impl<'l> Checker<'l> {
    /// A checker that looks up called procedures here.
    pub fn new(library: &'l dyn Library) -> Self {
        Checker { library, known: RefCell::default(), under_way: RefCell::default() }
    }

    /// Checks one file. `name` is what the reader calls it; its stem is what the procedure's id must be.
    pub fn check(&self, name: &str, bytes: &[u8]) -> Rc<Report> {
        if let Some(known) = self.known.borrow().get(name) {
            return known.clone();
        }
        let id = stem(name).to_owned();
        self.under_way.borrow_mut().push(id);
        let report = Rc::new(self.report(name, bytes));
        self.under_way.borrow_mut().pop();
        self.known.borrow_mut().insert(name.to_owned(), report.clone());
        report
    }

    /// Takes over what is known of a file, so that it is not checked again. The caller vouches that its text and those of all that it
    /// calls are still the same.
    pub fn remember(&self, name: &str, report: Rc<Report>) {
        self.known.borrow_mut().insert(name.to_owned(), report);
    }

    /// What came of every file that was checked or remembered, by its name.
    pub fn reports(&self) -> HashMap<String, Rc<Report>> {
        self.known.borrow().clone()
    }

    fn report(&self, name: &str, bytes: &[u8]) -> Report {
        let (document, mut findings) = Document::read(name, bytes);
        let Some(document) = document else { return Report { document: None, findings, checked: None } };
        let (document, misread) = keys::meant(document);
        let broken = schema::check(&document);
        let complete = broken.is_empty() && findings.is_empty();
        let procedure = read::procedure(document.root());
        let mut found = Findings { broken, list: Vec::new() };
        names::check(&procedure, name, &mut found);
        fields::check(&procedure, &mut found);
        exits::check(&procedure, &mut found);
        exits::verbs_of(document.root(), &mut found);
        let calls = calls::check(&procedure, self, &mut found);
        let plan = Plan::of(&procedure.scope, &calls);
        if complete && found.sound() {
            graph::check(&procedure, &plan, &mut found);
        }
        let templates::Reads { names: reads, uses } = templates::check(&procedure, &calls, &mut found);
        rules::check(&procedure, &plan, &mut found);
        // What is broken otherwise is not worth proving anything of.
        let certain = if complete && found.faultless() { proof::check(&procedure, &plan, &calls, &uses, &mut found) } else { BTreeSet::new() };
        if complete {
            unused::check(&procedure, &calls, &mut found);
        }
        let Findings { broken, mut list } = found;
        // Of a key that is written twice the second is not read: a name that seems unknown may be its own.
        if findings.iter().any(|f| f.code == codes::YAML_DUPLICATE_KEY) {
            list.retain(|f| !matches!(f.code, codes::STEP_UNKNOWN | codes::NAME_UNKNOWN | codes::TEMPLATE_VARIABLE | codes::RULE_FORM));
        }
        findings.extend(misread);
        findings.extend(broken);
        findings.extend(list);
        accept(&procedure, &mut findings);
        findings.sort_by_key(|f| document.span(&f.place).start);
        let sound = findings.iter().all(|f| f.severity() != Severity::Error);
        let checked = sound.then(|| {
            let mut texts: BTreeMap<String, Arc<str>> = BTreeMap::from([(procedure.id.to_string(), document.source().clone())]);
            texts.extend(calls.values().flat_map(|called| called.edition.texts.clone()));
            let edition = Edition { id: procedure.id.to_string(), texts };
            Arc::new(Checked { procedure, plan, calls, reads, certain, edition })
        });
        Report { document: Some(document), findings, checked }
    }

    /// A called procedure, checked; or why there is none.
    fn called(&self, id: &str) -> Called {
        if self.under_way.borrow().iter().any(|one| one == id) {
            let mut way = self.under_way.borrow().clone();
            way.push(id.to_owned());
            return Called::Recursive(way);
        }
        let Some((name, bytes)) = self.library.text(id) else { return Called::Unknown(self.library.ids()) };
        self.check(&name, &bytes).checked.clone().map_or(Called::Unsound, Called::Sound)
    }
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

/// What the rules have found so far.
struct Findings {
    /// What the schema found: where it did, the rules are silent.
    broken: Vec<Finding>,
    list: Vec<Finding>,
}

impl Findings {
    /// Adds a finding, unless the value that it speaks of does not even have the right form.
    fn push(&mut self, finding: Finding) {
        if !self.broken.iter().any(|b| finding.place.is_in(b.place.path()) && !b.place.path().is_empty()) {
            self.list.push(finding);
        }
    }

    /// Whether nothing was found that keeps a procedure from running.
    fn faultless(&self) -> bool {
        self.broken.iter().chain(&self.list).all(|f| f.severity() != Severity::Error)
    }

    /// Whether the graph is worth looking at: every step that is named exists and every step has an exit.
    fn sound(&self) -> bool {
        !self.list.iter().any(|f| matches!(f.code, codes::STEP_UNKNOWN | codes::STEP_EXIT | codes::CALL_RECURSIVE))
    }
}

/// Drops the warnings that `allow` accepts, and says which `allow` accepts nothing.
fn accept(procedure: &Procedure, findings: &mut Vec<Finding>) {
    let mut used: Vec<(String, String)> = Vec::new();
    let mut allowed: Vec<(String, String)> = procedure.allow.keys().map(|code| (String::new(), code.clone())).collect();
    graph::walk(&procedure.scope, &mut |step| allowed.extend(step.allow.keys().map(|code| (step.at.path().to_owned(), code.clone()))));
    findings.retain(|finding| {
        if finding.severity() == Severity::Error {
            return true;
        }
        let hit = allowed.iter().filter(|(at, code)| code == finding.code.name() && finding.place.is_in(at)).max_by_key(|(at, _)| at.len());
        hit.inspect(|hit| used.push((*hit).clone())).is_none()
    });
    for (at, code) in allowed {
        if !used.contains(&(at.clone(), code.clone())) {
            let place = crate::finding::Place::at(&at).key("allow").key(&code).as_key();
            let known = Code::find(&code).is_some_and(|c| c.severity() == Severity::Warning);
            let fix = Fix::remove(place.clone(), &code);
            let message = if known { crate::msg!("allow-unused", code = &code) } else { crate::msg!("allow-unused-unknown", code = &code) };
            let finding = Finding::new(codes::ALLOW_UNUSED, place, message);
            let warnings = codes::ALL.iter().filter(|c| c.severity() == Severity::Warning).map(|c| c.name());
            findings.push(if known { finding.fix(fix) } else { finding.meant(&code, warnings) });
        }
    }
}
