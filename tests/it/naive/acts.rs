//! What may come next: for whoever plays at random.

use super::fall::{fall, may_reopen};
use super::world::{Status, flag, is_holder, split};
use super::{Act, Naive};
use serde_json::{Map, Value, json};

impl Naive {
    /// Whether this act takes an option that goes back.
    pub fn goes_back(&self, act: &Act) -> bool {
        match act {
            Act::Done { path, choose, .. } => {
                let set = filled(self.world.def(path)["ask"].as_object().unwrap_or(&Map::new()));
                matches!(self.may_settle(path, &set, choose, false), Ok(Some(_)))
            }
            _ => false,
        }
    }

    /// Whether this step is a section, each or call.
    pub fn holds(&self, path: &str) -> bool {
        is_holder(&self.world.def(path))
    }

    /// All acts that could be accepted now. Values are the definitions of their fields: [`Naive::fill`] puts answers there.
    /// A reopening (or going back) past a stopped scope is not among them: the text does not say what a later reopening of the stop finds there.
    pub fn acts(&self) -> Vec<Act> {
        let mut acts = Vec::new();
        for (path, step) in &self.world.steps {
            match step.status {
                Status::Open => self.settlings(path, &mut acts),
                Status::Done | Status::Waived if self.offers_reopening(path) => acts.push(Act::Reopen { path: path.clone() }),
                _ => {}
            }
        }
        if self.outcome().is_some() {
            return acts;
        }
        for (list, items) in &self.world.lists {
            if self.may_add(list).is_ok() {
                let item = self.procedures[&self.id].inputs[list]["fields"].clone();
                acts.push(Act::Add { list: list.clone(), item });
            }
            for (at, _) in items.iter().enumerate().filter(|(_, item)| !item.dropped) {
                acts.push(Act::Drop { list: list.clone(), item: at + 1 });
            }
        }
        acts
    }

    fn settlings(&self, path: &str, acts: &mut Vec<Act>) {
        let def = self.world.def(path);
        let holder = is_holder(&def);
        let set = def["ask"].as_object().cloned().unwrap_or_default();
        let mut choices: Vec<Vec<String>> = match def["choose"].as_object() {
            Some(options) => options.keys().map(|o| vec![o.clone()]).collect(),
            None => vec![Vec::new()],
        };
        if flag(&def, "many") {
            let shown = choices.iter().filter(|c| self.may_settle(path, &filled(&set), c, false).is_ok());
            choices.push(shown.flatten().cloned().collect());
        }
        for choose in choices {
            if !holder && let Ok(back) = self.may_settle(path, &filled(&set), &choose, false) {
                let back = back.map(|back| format!("{}{back}", split(path).0));
                if back.is_none_or(|back| !self.meets_stop(&back)) {
                    acts.push(Act::Done { path: path.into(), set: set.clone(), choose: choose.clone() });
                }
            }
            if self.may_settle(path, &filled(&set), &choose, true).is_ok() {
                acts.push(Act::Waive { path: path.into(), choose, set: set.clone() });
            }
        }
        if def["wait"].get("late").is_some() {
            acts.push(Act::Done { path: path.into(), set: Map::new(), choose: vec!["late".into()] });
        }
    }

    fn meets_stop(&self, x: &str) -> bool {
        !self.world.stops.is_empty() && fall(&self.world, x).met_stop
    }

    /// Where `enough` would hold all the same after a reopening, it is not offered; nor that of an `each` without items, which is over as soon as it
    /// is open: whether a standby step was needed for that moment, and what waited for it asked again, is nobody's concern.
    fn offers_reopening(&self, path: &str) -> bool {
        if may_reopen(&self.world, path).is_err() || self.meets_stop(path) {
            return false;
        }
        let def = self.world.def(path);
        let gone = |list: &str| self.world.lists.get(list).is_some_and(|items| items.iter().all(|item| item.dropped));
        if def["each"].as_str().is_some_and(gone) && self.world.steps.keys().any(|step| flag(&self.world.def(step), "standby")) {
            return false;
        }
        let mut around = self.world.scopes[split(path).0].holder.clone();
        while !around.is_empty() {
            if self.world.def(&around).get("enough").is_some() {
                let mut trial = self.clone();
                trial.reopen(path);
                return trial.world.steps.get(path).is_some_and(|step| step.status != Status::LeftOut);
            }
            around = self.world.scopes[split(&around).0].holder.clone();
        }
        true
    }

    /// Puts answers where [`Naive::acts`] put definitions. `pick(n)` gives a number below `n`.
    pub fn fill(&self, act: &Act, pick: &mut dyn FnMut(u64) -> u64) -> Act {
        let mut act = act.clone();
        match &mut act {
            Act::Done { set, .. } | Act::Waive { set, .. } | Act::Correct { set, .. } => *set = answers(set, pick),
            Act::Add { list, item } => {
                let mut values = answers(item.as_object().unwrap_or(&Map::new()), pick);
                if let Some(key) = self.procedures[&self.id].inputs[list.as_str()]["key"].as_str() {
                    values.insert(key.into(), format!("nom {}", self.world.lists[list].len() + 1).into());
                }
                *item = Value::Object(values);
            }
            _ => {}
        }
        act
    }
}

/// One possible answer for each field.
fn filled(asked: &Map<String, Value>) -> Map<String, Value> {
    answers(asked, &mut |_| 0)
}

/// Answers to these fields; optional ones may stay empty.
pub fn answers(asked: &Map<String, Value>, pick: &mut dyn FnMut(u64) -> u64) -> Map<String, Value> {
    let mut set = Map::new();
    for (name, field) in asked {
        if flag(field, "optional") && pick(3) == 0 {
            continue;
        }
        let options: Vec<&String> = field["options"].as_object().into_iter().flat_map(Map::keys).collect();
        let value = match field["type"].as_str().unwrap_or("") {
            "boolean" => json!(pick(2) == 1),
            "integer" => json!(pick(5)),
            "option" => json!(options[pick(options.len() as u64) as usize]),
            "options" => {
                let from = pick(options.len() as u64) as usize;
                json!(options[from..])
            }
            _ => json!(format!("texte {}", pick(100))),
        };
        set.insert(name.clone(), value);
    }
    set
}
