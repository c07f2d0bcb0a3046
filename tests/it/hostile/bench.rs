//! A case of the catalogue, and what every case must stand.

use nix::time::{ClockId, clock_gettime};
use pasapas::check::{Checker, Library, Report};
use pasapas::finding::{Finding, Severity};
use pasapas::words::Lang;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

/// How long one file may work: well under 1 s in an ordinary build, with room for a slow machine and a build for debugging.
pub const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 6 } else { 2 });

/// How long this thread has worked so far: what others do on the machine does not count.
pub fn worked() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).unwrap().into()
}

/// A hostile file, and what `check` must say of it.
pub struct Case {
    /// Its name, and that of its file and its procedure.
    pub name: &'static str,
    pub bytes: Vec<u8>,
    /// The code that must be among the findings; `None` where no error may be found.
    pub code: Option<&'static str>,
    /// The text at which that finding must begin; empty where it speaks of the whole file, `*` where the place is somewhere in the middle.
    pub at: &'static str,
}

/// A procedure with one of everything that the cases need.
pub const BASE: &str = "pasapas: 1
id: NAME
version: 1.0.0
status: draft
title: Essai
language: fr
role: agent
roles:
  agent: {title: Agent}
documents:
  guide: {title: Guide}
inputs:
  nombre: {title: Nombre, type: integer}
  texte: {title: Texte, type: text}
start: un
steps:
  un:
    title: Un
    text: Bonjour {{ texte }}
    documents: guide
    next: deux
  deux:
    title: Deux
    choose:
      oui: {title: Oui, next: trois}
      non: {title: Non, end: neutral}
  trois: {title: Trois, end: success}
";

/// The base procedure under a name.
pub fn base(name: &str) -> String {
    BASE.replace("NAME", name)
}

/// The base procedure with one part of it replaced.
pub fn edit(name: &'static str, from: &str, to: &str, code: &'static str, at: &'static str) -> Case {
    let base = base(name);
    assert!(base.contains(from), "{name}: the base has no {from:?}");
    Case { name, bytes: base.replacen(from, to, 1).into_bytes(), code: Some(code), at }
}

/// A procedure of nothing but these steps.
pub fn steps(name: &'static str, start: &str, steps: &str, code: &'static str, at: &'static str) -> Case {
    let text = format!(
        "pasapas: 1\nid: {name}\nversion: 1.0.0\nstatus: draft\ntitle: Essai\nlanguage: fr\nrole: agent\nroles:\n  agent: {{title: Agent}}\nstart: {start}\nsteps:\n{steps}"
    );
    Case { name, bytes: text.into_bytes(), code: Some(code), at }
}

/// A file as it is.
pub fn whole(name: &'static str, bytes: impl Into<Vec<u8>>, code: &'static str, at: &'static str) -> Case {
    Case { name, bytes: bytes.into(), code: Some(code), at }
}

/// The same case, which must not give any error.
pub fn clean(case: Case) -> Case {
    Case { code: None, ..case }
}

/// No other procedures.
pub struct Alone;

impl Library for Alone {
    fn text(&self, _: &str) -> Option<(String, Vec<u8>)> {
        None
    }
    fn ids(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Checks a file; it must not take long, and everything found must have a place in the file and words in both languages.
pub fn check(name: &str, bytes: &[u8]) -> (Arc<Report>, Vec<(Finding, Range<usize>)>) {
    let begun = worked();
    let report = Checker::new(&Alone).check(&format!("{name}.yaml"), bytes);
    let worked = worked() - begun;
    assert!(worked < TIME, "{name}: {worked:?}");
    let mut placed = Vec::new();
    for finding in &report.findings {
        for lang in [Lang::Fr, Lang::En] {
            for message in std::iter::once(&finding.message).chain(&finding.help).chain(finding.related.iter().map(|(_, message)| message)) {
                let said = lang.words().say(message);
                assert!(said.len() < 10_000, "{name}: {}: {} bytes are said", finding.code, said.len());
                assert_ne!(said, message.id, "{name}");
            }
        }
        let Some(document) = &report.document else {
            placed.push((finding.clone(), 0..0));
            continue;
        };
        for place in std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place)) {
            let span = document.span(place);
            assert!(document.source().get(span.clone()).is_some(), "{name}: {}: {span:?} is no part of the file", finding.code);
        }
        placed.push((finding.clone(), document.span(&finding.place)));
    }
    assert_eq!(report.checked.is_some(), report.findings.iter().all(|f| f.severity() != Severity::Error), "{name}");
    (report, placed)
}
