//! What there is in a run at one moment, and how names, ways and exits are read. No rule moves anything here.

use super::expr;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

/// What a scope is written as: the procedure, read once.
#[derive(Debug)]
pub struct ScopeDef {
    pub start: Vec<String>,
    pub steps: BTreeMap<String, Arc<StepDef>>,
    /// Who leads to each step.
    pub ways: BTreeMap<String, Vec<String>>,
}

#[derive(Debug)]
pub struct StepDef {
    pub value: Value,
    /// What a section or an each holds.
    pub inner: Option<Arc<ScopeDef>>,
}

impl Deref for StepDef {
    type Target = Value;
    fn deref(&self) -> &Value {
        &self.value
    }
}

impl ScopeDef {
    pub fn read(scope: &Value) -> Arc<ScopeDef> {
        let mut steps = BTreeMap::new();
        let mut ways: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in scope["steps"].as_object().expect("steps") {
            for target in targets(value) {
                ways.entry(target).or_default().push(name.clone());
            }
            let inner = match value.get("section") {
                Some(section) => Some(ScopeDef::read(section)),
                None => value.get("each").map(|_| ScopeDef::read(value)),
            };
            let value = value.clone();
            steps.insert(name.clone(), Arc::new(StepDef { value, inner }));
        }
        let start = names(&scope["start"]);
        Arc::new(ScopeDef { start, steps, ways })
    }
}

pub struct Procedure {
    pub scope: Arc<ScopeDef>,
    pub inputs: Map<String, Value>,
}

pub type Procedures = Arc<BTreeMap<String, Procedure>>;

pub fn read(procedures: &BTreeMap<String, Value>) -> Procedures {
    let one = |value: &Value| Procedure { scope: ScopeDef::read(value), inputs: value["inputs"].as_object().cloned().unwrap_or_default() };
    Arc::new(procedures.iter().map(|(id, value)| (id.clone(), one(value))).collect())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Ahead,
    Open,
    Done,
    LeftOut,
    Passed,
    Waived,
}

impl Status {
    pub fn settled(self) -> bool {
        !matches!(self, Status::Ahead | Status::Open)
    }
}

#[derive(Clone, Debug)]
pub struct Step {
    pub status: Status,
    /// It has opened in this round, whatever came of it since.
    pub opened: bool,
    /// The steps that its settling chose.
    pub taken: BTreeSet<String>,
    pub answers: Map<String, Value>,
    pub chosen: Option<Value>,
    pub ends: Vec<String>,
    /// The variable of a settled `each` or `call`.
    pub result: Option<Value>,
}

/// Why a scope was left unfinished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    No,
    /// By a stop from elsewhere or a waiver of what holds it.
    Outside,
    Enough,
}

#[derive(Clone, Debug)]
pub struct Scope {
    /// The path of the step that holds it; empty for the run itself.
    pub holder: String,
    pub def: Arc<ScopeDef>,
    pub called: bool,
    pub vars: Map<String, Value>,
    pub list: String,
    pub items: Vec<usize>,
    pub dropped: bool,
    pub cut: Cut,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub value: Value,
    pub dropped: bool,
}

/// The items of one scope of an `each`: one, or with `chunk` up to so many.
#[derive(Clone, Debug)]
pub struct Group {
    pub number: usize,
    pub items: Vec<usize>,
}

/// The little that depends on when things came, and so is remembered beside the acts that stand.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Which item is in which group, by the path of the `each`.
    pub groups: BTreeMap<String, Vec<Group>>,
    /// Item scopes that have begun, and those that have been finished once.
    pub begun: BTreeSet<String>,
    pub finished: BTreeSet<String>,
}

/// Where an exit leads.
#[derive(Clone, Debug, Default)]
pub struct Exit {
    pub to: BTreeSet<String>,
    pub ends: Vec<String>,
    pub stop: Option<Value>,
    pub back: Option<String>,
}

#[derive(Clone)]
pub struct World {
    pub procedures: Procedures,
    pub memory: Memory,
    pub lists: BTreeMap<String, Vec<Item>>,
    /// The lists as they are at the end of all acts that stand.
    pub present: BTreeMap<String, Vec<Item>>,
    /// By prefix: ``, `section.`, `call.`, `each[3].`
    pub scopes: BTreeMap<String, Scope>,
    pub steps: BTreeMap<String, Step>,
    /// What each stop has closed (a prefix), and the step that stopped.
    pub stops: Vec<(String, String)>,
    /// Expressions that could not be computed.
    pub errors: Vec<String>,
}

/// An item joins or leaves its list; other acts change no list.
pub fn change(lists: &mut BTreeMap<String, Vec<Item>>, act: &super::Act) {
    match act {
        super::Act::Add { list, item } => lists.get_mut(list).expect("a list").push(Item { value: item.clone(), dropped: false }),
        super::Act::Drop { list, item } => lists.get_mut(list).expect("a list")[item - 1].dropped = true,
        super::Act::Done { .. } | super::Act::Waive { .. } | super::Act::Reopen { .. } | super::Act::Correct { .. } => {}
    }
}

/// `each[3].step` is `each[3].` and `step`.
pub fn split(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('.').map_or(0, |dot| dot + 1))
}

/// One name or a list of names.
pub fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(s) => vec![s.clone()],
        Value::Array(all) => all.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

pub fn flag(def: &Value, key: &str) -> bool {
    def[key].as_bool().unwrap_or(false)
}

pub fn is_holder(def: &Value) -> bool {
    ["section", "each", "call"].iter().any(|verb| def.get(verb).is_some())
}

/// The prefix of all that a holder holds.
pub fn inside(path: &str, def: &Value) -> String {
    format!("{path}{}", if def.get("each").is_some() { "[" } else { "." })
}

/// Every step to which there is a way out of this one, taken or not.
pub fn targets(def: &Value) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = match &def["next"] {
        Value::Array(list) => list.iter().flat_map(|one| names(one.get("to").unwrap_or(one))).collect(),
        one => names(one).into_iter().collect(),
    };
    let arms = def["route"].as_array().into_iter().flatten();
    let options = def["choose"].as_object().into_iter().flat_map(Map::values);
    let late = def["wait"].get("late").into_iter();
    for exit in arms.chain(options).chain(late) {
        all.extend(targets(exit));
    }
    all
}

impl World {
    pub fn new(procedures: Procedures, id: &str, inputs: &Map<String, Value>, memory: Memory) -> World {
        let mut world = World {
            procedures: procedures.clone(),
            memory,
            lists: BTreeMap::new(),
            present: BTreeMap::new(),
            scopes: BTreeMap::new(),
            steps: BTreeMap::new(),
            stops: Vec::new(),
            errors: Vec::new(),
        };
        let mut vars = Map::new();
        for (name, value) in inputs {
            let list = procedures[id].inputs.get(name).is_some_and(|field| field["type"] == "list");
            if let (true, Value::Array(items)) = (list, value) {
                let item = |value: &Value| Item { value: value.clone(), dropped: false };
                world.lists.insert(name.clone(), items.iter().map(item).collect());
            } else {
                vars.insert(name.clone(), value.clone());
            }
        }
        for (name, field) in &procedures[id].inputs {
            if field["type"] == "list" {
                world.lists.entry(name.clone()).or_default();
            }
        }
        world.create(
            "",
            Scope {
                holder: String::new(),
                def: procedures[id].scope.clone(),
                called: false,
                vars,
                list: String::new(),
                items: Vec::new(),
                dropped: false,
                cut: Cut::No,
            },
        );
        world
    }

    /// A scope comes into being with all its steps ahead.
    pub fn create(&mut self, prefix: &str, scope: Scope) {
        for name in scope.def.steps.keys() {
            let step = Step {
                status: Status::Ahead,
                opened: false,
                taken: BTreeSet::new(),
                answers: Map::new(),
                chosen: None,
                ends: Vec::new(),
                result: None,
            };
            self.steps.insert(format!("{prefix}{name}"), step);
        }
        self.scopes.insert(prefix.into(), scope);
    }

    pub fn def(&self, path: &str) -> Arc<StepDef> {
        let (prefix, name) = split(path);
        self.scopes[prefix].def.steps[name].clone()
    }

    /// The steps directly in a scope.
    pub fn paths_in(&self, prefix: &str) -> Vec<String> {
        let names = self.scopes[prefix].def.steps.keys();
        names.map(|name| format!("{prefix}{name}")).collect()
    }

    pub fn finished(&self, prefix: &str) -> bool {
        self.paths_in(prefix).iter().all(|p| self.steps[p].status.settled())
    }

    /// What the ends reached in a scope make of it.
    pub fn outcome(&self, prefix: &str) -> &'static str {
        let ends: Vec<String> = self.paths_in(prefix).iter().flat_map(|p| self.steps[p].ends.clone()).collect();
        let reached = |end: &str| ends.iter().any(|e| e == end);
        if reached("failure") {
            "failure"
        } else if reached("success") {
            "success"
        } else {
            "neutral"
        }
    }

    /// The step that a name means in a scope or in those around it.
    pub fn resolve(&self, prefix: &str, name: &str) -> Option<String> {
        let path = format!("{prefix}{name}");
        if self.steps.contains_key(&path) {
            return Some(path);
        }
        let scope = &self.scopes[prefix];
        if prefix.is_empty() || scope.called {
            return None;
        }
        self.resolve(split(&scope.holder).0, name)
    }

    /// The nearest step around a path that has this name and holds it.
    pub fn holder_named(&self, path: &str, name: &str) -> Option<String> {
        let holder = self.scopes[split(path).0].holder.clone();
        if holder.is_empty() || split(&holder).1 == name {
            return Some(holder).filter(|h| !h.is_empty());
        }
        self.holder_named(&holder, name)
    }

    /// A variable as a step of this scope reads it.
    pub fn look(&self, prefix: &str, name: &str) -> Option<Value> {
        if let Some(value) = self.look_here(prefix, name) {
            return Some(value);
        }
        let scope = &self.scopes[prefix];
        if prefix.is_empty() || scope.called {
            return None;
        }
        self.look(split(&scope.holder).0, name)
    }

    fn look_here(&self, prefix: &str, name: &str) -> Option<Value> {
        let scope = &self.scopes[prefix];
        if let Some(value) = scope.vars.get(name) {
            return Some(value.clone());
        }
        if prefix.is_empty() && self.lists.contains_key(name) {
            let items = self.lists[name].iter().filter(|i| !i.dropped);
            return Some(items.map(|i| i.value.clone()).collect());
        }
        if !scope.list.is_empty() {
            let each = self.def(&scope.holder);
            if each["as"] == name {
                let values = scope.items.iter().map(|i| self.lists[&scope.list][i - 1].value.clone());
                let values: Vec<Value> = values.collect();
                let one = each.get("chunk").is_none();
                return Some(if one { values[0].clone() } else { Value::Array(values) });
            }
        }
        for path in self.paths_in(prefix).iter() {
            let step = &self.steps[path];
            let own = step.chosen.clone().or(step.result.clone()).filter(|_| split(path).1 == name);
            let asked = own.or_else(|| step.answers.get(name).cloned());
            // What a section asks can be read behind it.
            let section = format!("{path}.");
            let is_section = self.def(path).get("section").is_some();
            let held = asked.or_else(|| {
                let open = is_section && self.scopes.contains_key(&section);
                if open { self.look_here(&section, name) } else { None }
            });
            if held.is_some() {
                return held;
            }
        }
        None
    }

    pub fn holds(&self, prefix: &str, text: &str) -> Result<bool, String> {
        expr::holds(text, &|name| self.look(prefix, name))
    }

    /// Reads one exit (`next`, `route`, `back` or `end`) and adds it to what is known.
    pub fn leave(&self, prefix: &str, exit: &Value, out: &mut Exit) -> Result<(), String> {
        let next = match &exit["next"] {
            Value::Array(list) => list.clone(),
            one => names(one).into_iter().map(Value::from).collect(),
        };
        for one in &next {
            let taken = match one["if"].as_str() {
                Some(condition) => self.holds(prefix, condition)?,
                None => true,
            };
            if taken {
                out.to.extend(names(one.get("to").unwrap_or(one)));
            }
        }
        for arm in exit["route"].as_array().into_iter().flatten() {
            let taken = match arm["when"].as_str() {
                Some(condition) => self.holds(prefix, condition)?,
                None => true,
            };
            if taken {
                self.leave(prefix, arm, out)?;
                break;
            }
        }
        out.ends.extend(names(&exit["end"]));
        if exit.get("stop").is_some_and(|s| s != &Value::Bool(false)) {
            out.stop = Some(exit["stop"].clone());
        }
        if let Some(back) = exit["back"].as_str() {
            out.back = Some(back.into());
        }
        Ok(())
    }

    /// The exit of a step with the options that were chosen at it.
    pub fn exit(&self, path: &str, choose: &[String]) -> Result<Exit, String> {
        let (def, prefix) = (self.def(path), split(path).0);
        let mut out = Exit::default();
        if late(&def, choose) {
            self.leave(prefix, &def["wait"]["late"], &mut out)?;
        } else if def.get("choose").is_some() {
            for option in choose {
                self.leave(prefix, &def["choose"][option], &mut out)?;
            }
        } else {
            self.leave(prefix, &def, &mut out)?;
        }
        Ok(out)
    }
}

/// Whether these options say that the wait ran out.
pub fn late(def: &Value, choose: &[String]) -> bool {
    def["wait"].get("late").is_some() && choose == ["late"]
}
