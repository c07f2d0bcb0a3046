//! Any bytes as a procedure: everything found has a place in the file and words in both languages; what is sound prints and starts.

use pasapas::check::{Checked, Checker};
use pasapas::draw::{self, dot, mermaid};
use pasapas::engine::{self, Env};
use pasapas::library::Procedures;
use pasapas::print::{self, Blank, Options, html, markdown};
use pasapas::words::Lang;
use std::collections::BTreeMap;

/// Plays one input.
pub fn play(bytes: &[u8]) {
    let report = Checker::new(&Procedures::BuiltIn).check("essai.yaml", bytes);
    for finding in &report.findings {
        for lang in [Lang::Fr, Lang::En] {
            assert_ne!(lang.words().say(&finding.message), finding.message.id);
        }
        if let Some(document) = &report.document {
            for place in std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place)) {
                assert!(document.source().get(document.span(place)).is_some(), "{finding:?}");
            }
        }
    }
    if let Some(checked) = &report.checked {
        carry_out(checked);
    }
}

fn carry_out(checked: &Checked) {
    fn all<'c>(checked: &'c Checked, into: &mut BTreeMap<&'c str, &'c Checked>) {
        for (id, called) in &checked.calls {
            into.insert(id, called);
            all(called, into);
        }
    }
    let mut called = BTreeMap::new();
    all(checked, &mut called);
    let calls = |id: &str| called.get(id).map(|called| &called.procedure);
    let words = Lang::Fr.words();
    let checklist = print::checklist(&checked.procedure, &calls, None, &Blank, &Options::default(), words);
    markdown::write(&checklist);
    html::write(&checklist);
    let drawing = draw::drawing(&checked.procedure, &calls, None, &Blank, words);
    mermaid::write(&drawing);
    dot::write(&drawing);
    let nothing = serde_json::Map::new();
    let env = Env { run_id: "essai", now: jiff::Timestamp::UNIX_EPOCH, by: "essai", settings: &nothing, holidays: Default::default() };
    drop(engine::start(checked, &nothing, false, true, &env));
}
