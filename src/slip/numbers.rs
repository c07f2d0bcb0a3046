//! The numbers and codes that stand beside the steps on paper.

use crate::check::Checked;
use crate::engine::Path;
use crate::finding::did_you_mean;
use crate::print::outline::Outline;
use std::collections::HashMap;

/// How a step is named on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its path without items: `each.step`.
    pub path: String,
    /// `4.1`
    pub number: String,
    /// `K7M2`
    pub code: String,
}

/// The numbers and codes of one version of a procedure.
pub struct Numbers {
    all: Vec<Number>,
    named: HashMap<String, usize>,
}

impl Numbers {
    /// Those of this version, and of all that it calls.
    pub fn of(checked: &Checked) -> Numbers {
        let calls = checked.called();
        let outline = Outline::of(&checked.procedure, &|id| calls.get(id).copied());
        let all: Vec<Number> = outline.spots.into_iter().map(|spot| Number { path: spot.path, number: spot.number, code: spot.code }).collect();
        let named =
            all.iter().enumerate().flat_map(|(at, one)| [one.number.clone(), one.code.clone(), one.path.clone()].map(|name| (name, at))).collect();
        Numbers { all, named }
    }

    /// The step of this number, code or path.
    pub fn find(&self, named: &str) -> Option<&Number> {
        let named = named.trim_end_matches('.');
        let at = self.named.get(named).or_else(|| self.named.get(&named.to_uppercase()))?;
        self.all.get(*at)
    }

    /// The number of a step of a run, the same for every item; nothing where it has none.
    pub fn get(&self, path: &Path) -> &str {
        let steps: Vec<&str> = path.0.iter().map(|seg| seg.step.as_ref()).collect();
        self.at(&steps.join(".")).unwrap_or_default()
    }

    /// The number of the step at a path without items.
    pub fn at(&self, path: &str) -> Option<&str> {
        self.named.get(path).and_then(|at| self.all.get(*at)).map(|one| one.number.as_str())
    }

    /// What may have been meant.
    pub fn near(&self, named: &str) -> Option<&str> {
        let codes_too = named.starts_with(|c: char| c.is_alphabetic());
        let names = self.all.iter().flat_map(|one| if codes_too { [&one.code, &one.path] } else { [&one.number; 2] });
        did_you_mean(&if codes_too && named.len() == 4 { named.to_uppercase() } else { named.to_owned() }, names.map(String::as_str))
    }

    /// The first and the last number.
    pub fn ends(&self) -> (&str, &str) {
        let mut top = self.all.iter().filter(|one| !one.number.contains('.')).map(|one| one.number.as_str());
        let first = top.next().unwrap_or_default();
        (first, top.next_back().unwrap_or(first))
    }
}
