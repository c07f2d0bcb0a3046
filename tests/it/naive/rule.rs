//! The one rule: what moves by itself once an act is in, until nothing changes; and what an act does at once.

use super::expr;
use super::world::*;
use serde_json::{Map, Value, json};

impl World {
    /// Everything that can open, pass, be left out or finish does so. `standby` and `enough` are read when nothing else can move.
    pub fn sweep(&mut self) {
        while self.move_all() || self.leave_standby() || self.find_enough() {}
    }

    fn move_all(&mut self) -> bool {
        let mut moved = false;
        for path in self.unsettled(false) {
            moved |= match self.steps[&path].status {
                Status::Ahead => self.decide(&path),
                Status::Open if is_holder(&self.def(&path)) => self.hold(&path),
                _ => false,
            };
        }
        moved
    }

    fn unsettled(&self, only_open: bool) -> Vec<String> {
        let steps = self.steps.iter();
        let wanted = steps.filter(|(_, s)| s.status == Status::Open || s.status == Status::Ahead && !only_open);
        wanted.map(|(path, _)| path.clone()).collect()
    }

    fn set(&mut self, path: &str, status: Status) {
        self.steps.get_mut(path).expect("a step").status = status;
    }

    /// A step opens once every step that leads to it is settled and one of them (or all, or the first) chose it.
    fn decide(&mut self, path: &str) -> bool {
        let (prefix, name) = split(path);
        let scope = self.scopes[prefix].def.clone();
        let def = self.def(path);
        if !scope.start.iter().any(|s| s == name) {
            let ways = scope.ways.get(name).into_iter().flatten().map(|other| {
                let other = &self.steps[&format!("{prefix}{other}")];
                other.status.settled().then(|| other.taken.contains(name))
            });
            let ways: Vec<Option<bool>> = ways.collect(); // Some(taken) once decided
            let join = def["join"].as_str().unwrap_or("some");
            let early = join == "first" && ways.contains(&Some(true));
            if !early && ways.contains(&None) {
                return false;
            }
            let chosen = if join == "all" { !ways.is_empty() && !ways.contains(&Some(false)) } else { ways.contains(&Some(true)) };
            if !chosen {
                self.set(path, Status::LeftOut); // which waits for no `after`
                return true;
            }
        }
        let waits = |other: &String| {
            let other = self.resolve(prefix, other).expect("what `after` names");
            !self.steps[&other].status.settled()
        };
        if names(&def["after"]).iter().any(waits) {
            return false;
        }
        match def["if"].as_str().map(|condition| self.holds(prefix, condition)) {
            Some(Ok(false)) => return self.pass(path),
            Some(Err(error)) => self.errors.push(format!("{path}: {error}")),
            _ => {}
        }
        self.set(path, Status::Open);
        self.steps.get_mut(path).expect("a step").opened = true;
        true
    }

    /// Passed: it asks nothing, takes its default option, and an `end: failure` is none.
    fn pass(&mut self, path: &str) -> bool {
        let def = self.def(path);
        let options = def["choose"].as_object().into_iter().flatten();
        let default: Vec<String> = options.filter(|(_, o)| flag(o, "default")).map(|(k, _)| k.clone()).collect();
        let exit = self.exit(path, &default).unwrap_or_else(|error| {
            self.errors.push(format!("{path}: {error}"));
            Exit::default()
        });
        let step = self.steps.get_mut(path).expect("a step");
        step.status = Status::Passed;
        step.taken = exit.to;
        step.ends = exit.ends.into_iter().filter(|e| e != "failure").collect();
        true
    }

    /// An open section, each or call: opens what it holds, and is done once that is finished.
    fn hold(&mut self, path: &str) -> bool {
        let def = self.def(path);
        if def.get("each").is_some() {
            return self.hold_each(path, &def);
        }
        let prefix = inside(path, &def);
        if !self.scopes.contains_key(&prefix) {
            let around = self.scopes[split(path).0].clone();
            let mut scope = Scope {
                holder: path.into(),
                def: def.inner.clone().unwrap_or(around.def),
                called: false,
                vars: Map::new(),
                list: String::new(),
                items: Vec::new(),
                dropped: false,
                cut: Cut::No,
            };
            if let Some(called) = def["call"].as_str() {
                scope.def = self.procedures[called].scope.clone();
                scope.called = true;
                for (input, text) in def["with"].as_object().into_iter().flatten() {
                    let text = text.as_str().map_or_else(|| text.to_string(), String::from);
                    match expr::value(&text, &|name| self.look(split(path).0, name)) {
                        Ok(value) => scope.vars.extend(value.map(|v| (input.clone(), v))),
                        Err(error) => self.errors.push(format!("{path}: {error}")),
                    }
                }
            }
            self.create(&prefix, scope);
            return true;
        }
        let finished = self.finished(&prefix);
        if finished {
            self.end_holder(path, Status::Done);
        }
        finished
    }

    fn hold_each(&mut self, path: &str, def: &StepDef) -> bool {
        let list = def["each"].as_str().expect("a list").to_string();
        assert!(self.lists.contains_key(&list), "each over `{list}`, which is no list of the run's inputs");
        self.join_items(path, def, &list);
        let mut moved = false;
        let mut all_finished = true;
        let mut before_finished = true; // each item so far has been finished, now or earlier
        for group in self.groups(path, &list) {
            let prefix = format!("{path}[{}].", group.number);
            let dropped = group.items.iter().all(|i| self.lists[&list][i - 1].dropped);
            if !self.scopes.contains_key(&prefix) {
                let begun = self.memory.begun.contains(&prefix);
                if dropped && !begun {
                    continue;
                }
                if flag(def, "one_by_one") && !before_finished && !begun {
                    all_finished = false;
                    continue;
                }
                let scope = Scope {
                    holder: path.into(),
                    def: def.inner.clone().expect("what an each holds"),
                    called: false,
                    vars: Map::new(),
                    list: list.clone(),
                    items: Vec::new(),
                    dropped,
                    cut: Cut::No,
                };
                self.create(&prefix, scope);
                if dropped {
                    self.cut(&prefix, Cut::Outside, "");
                }
                moved = true;
            }
            self.scopes.get_mut(&prefix).expect("a scope").items = group.items;
            let finished = self.finished(&prefix);
            all_finished &= finished;
            before_finished &= finished || self.memory.finished.contains(&prefix);
        }
        let until = def["until"].as_str().map(|name| self.resolve(split(path).0, name).expect("what `until` names"));
        let waits = until.is_some_and(|other| !self.steps[&other].status.settled());
        if all_finished && !moved && !waits {
            self.end_holder(path, Status::Done);
            return true;
        }
        moved
    }

    /// The groups of an `each`, with the items that have joined the list by now.
    pub fn groups(&self, path: &str, list: &str) -> Vec<Group> {
        let known = self.memory.groups.get(path).cloned().unwrap_or_default();
        let joined = self.lists[list].len();
        let by_now = known.into_iter().map(|group| Group { items: group.items.into_iter().filter(|i| *i <= joined).collect(), ..group });
        by_now.filter(|group| !group.items.is_empty()).collect()
    }

    /// Items that are new to an open `each` get a group: their own, or with `chunk` the last one while there is room and nothing in it is settled.
    fn join_items(&mut self, path: &str, def: &Value, list: &str) {
        // One that begins, or begins anew, takes the list as it is now, whenever its items joined.
        if !self.memory.groups.contains_key(path) {
            let size = def["chunk"].as_u64().unwrap_or(1) as usize;
            let present: Vec<usize> = (1..=self.present[list].len()).filter(|i| !self.present[list][i - 1].dropped).collect();
            let number = |at: usize, items: &[usize]| if def["chunk"].is_null() { items[0] } else { at + 1 };
            let groups = present.chunks(size).enumerate().map(|(at, items)| Group { number: number(at, items), items: items.to_vec() });
            self.memory.groups.insert(path.into(), groups.collect());
        }
        for item in 1..=self.lists[list].len() {
            let known = self.memory.groups.entry(path.into()).or_default();
            if self.lists[list][item - 1].dropped || known.iter().any(|g| g.items.contains(&item)) {
                continue;
            }
            let Some(size) = def["chunk"].as_u64() else {
                known.push(Group { number: item, items: vec![item] });
                continue;
            };
            if let Some(last) = known.last_mut() {
                let prefix = format!("{path}[{}].", last.number);
                let present = last.items.iter().filter(|i| !self.lists[list][**i - 1].dropped).count();
                let untouched = self.steps.iter().all(|(p, s)| !p.starts_with(&prefix) || !s.status.settled());
                if present > 0 && (present as u64) < size && untouched {
                    last.items.push(item);
                    continue;
                }
            }
            let number = known.last().map_or(1, |g| g.number + 1);
            known.push(Group { number, items: vec![item] });
        }
    }

    /// A holder is done, or waived: its variable is made and its ways are decided.
    pub fn end_holder(&mut self, path: &str, status: Status) {
        let def = self.def(path);
        let result = self.result(path, &def);
        let step = self.steps.get_mut(path).expect("a step");
        step.status = status;
        step.result = result;
        match self.exit(path, &[]) {
            Ok(exit) => {
                let step = self.steps.get_mut(path).expect("a step");
                step.taken = exit.to;
                step.ends = exit.ends;
            }
            Err(error) => self.errors.push(format!("{path}: {error}")),
        }
    }

    /// What became of a holder, as things are.
    pub fn result_of(&self, path: &str) -> Option<Value> {
        self.result(path, &self.def(path))
    }

    /// The variable of an `each` (its lists so far) or a `call`.
    fn result(&self, path: &str, def: &Value) -> Option<Value> {
        if def.get("call").is_some() {
            let prefix = inside(path, def);
            let mut result = Map::new();
            for (name, field) in def["returns"].as_object().into_iter().flatten() {
                let value = field.as_str().and_then(|field| self.look(&prefix, field));
                result.extend(value.map(|v| (name.clone(), v)));
            }
            result.insert("outcome".into(), self.outcome(&prefix).into());
            return Some(Value::Object(result));
        }
        let list = def["each"].as_str()?;
        let mut lists = json!({"success": [], "failure": [], "neutral": [], "dropped": []});
        for group in self.groups(path, list) {
            let prefix = format!("{path}[{}].", group.number);
            let Some(scope) = self.scopes.get(&prefix) else {
                continue;
            };
            let kind = if scope.dropped || scope.cut == Cut::Enough {
                "dropped"
            } else if scope.cut == Cut::Outside {
                "neutral"
            } else if self.finished(&prefix) {
                self.outcome(&prefix)
            } else {
                continue;
            };
            lists[kind].as_array_mut()?.push(json!(group.items));
        }
        Some(lists)
    }

    /// Once only standby steps are open in a scope they are left out.
    fn leave_standby(&mut self) -> bool {
        let all = self.unsettled(true);
        let waits = |path: &&String| flag(&self.def(path), "standby");
        for one in all.iter().filter(waits) {
            let open: Vec<&String> = all.iter().filter(|path| split(path).0 == split(one).0).collect();
            if open.iter().all(waits) {
                open.iter().for_each(|path| self.set(path, Status::LeftOut));
                return true;
            }
        }
        false
    }

    /// When `enough` holds, what is left is left out and listed under `dropped`. Inner ones first.
    fn find_enough(&mut self) -> bool {
        for path in self.unsettled(true).into_iter().rev() {
            let def = self.def(&path);
            let Some(text) = def["enough"].as_str() else {
                continue;
            };
            let (prefix, own) = split(&path);
            let so_far = self.result(&path, &def);
            let look = |name: &str| if name == own { so_far.clone() } else { self.look(prefix, name) };
            match expr::holds(text, &look) {
                Ok(true) => {
                    self.cut(&inside(&path, &def), Cut::Enough, "");
                    self.end_holder(&path, Status::Done);
                    return true;
                }
                Ok(false) => {}
                Err(error) => panic!("{path}: {error}"),
            }
        }
        false
    }

    /// Leaves out all that is unsettled under a prefix. The scope `own`, where the stop was said, keeps its ends.
    fn cut(&mut self, under: &str, cut: Cut, own: &str) {
        for prefix in self.scopes.keys().cloned().collect::<Vec<_>>() {
            if prefix.starts_with(under) && prefix != own && !self.finished(&prefix) {
                self.scopes.get_mut(&prefix).expect("a scope").cut = cut;
            }
        }
        for (_, step) in self.steps.iter_mut().filter(|(path, _)| path.starts_with(under)) {
            if !step.status.settled() {
                step.status = Status::LeftOut;
            }
        }
    }

    /// A person does or waives an open step. Gives back what it closed for good.
    pub fn settle(&mut self, path: &str, status: Status, set: &Map<String, Value>, choose: &[String]) -> Vec<String> {
        let def = self.def(path);
        let prefix = split(path).0.to_string();
        if is_holder(&def) {
            self.cut(&inside(path, &def), Cut::Outside, "");
            self.end_holder(path, status);
            return vec![inside(path, &def)];
        }
        self.answer(path, set, choose);
        let exit = self.exit(path, choose).expect("an exit that was read before");
        let step = self.steps.get_mut(path).expect("a step");
        step.status = status;
        step.taken = exit.to;
        step.ends = exit.ends;
        let region = match exit.stop {
            None => return Vec::new(),
            Some(Value::String(name)) if name != "run" => {
                let holder = self.holder_named(path, &name).expect("what `stop` names");
                let region = inside(&holder, &self.def(&holder));
                self.cut(&region, Cut::Outside, &prefix);
                self.end_holder(&holder, Status::Done);
                region
            }
            stop => {
                let region = if stop == Some(Value::Bool(true)) { prefix.clone() } else { String::new() };
                self.cut(&region, Cut::Outside, &prefix);
                region
            }
        };
        self.stops.push((region.clone(), path.into()));
        vec![region]
    }

    /// The answers of a step become readable.
    pub fn answer(&mut self, path: &str, set: &Map<String, Value>, choose: &[String]) {
        let def = self.def(path);
        let step = self.steps.get_mut(path).expect("a step");
        step.answers = set.clone();
        if def.get("choose").is_some() && !late(&def, choose) && !choose.is_empty() {
            step.chosen = Some(if flag(&def, "many") { json!(choose) } else { json!(choose[0]) });
        }
    }

    /// An item leaves its list. Gives back the scopes that this closes for good.
    pub fn drop_item(&mut self, list: &str, item: usize) -> Vec<String> {
        change(&mut self.lists, &super::Act::Drop { list: list.into(), item });
        let mut closed = Vec::new();
        for (prefix, scope) in self.scopes.clone() {
            let gone = |i: &usize| self.lists[list][i - 1].dropped;
            if scope.list == list && scope.items.contains(&item) && scope.items.iter().all(gone) {
                self.scopes.get_mut(&prefix).expect("a scope").dropped = true;
                if self.steps[&scope.holder].status == Status::Open {
                    self.cut(&prefix, Cut::Outside, "");
                }
                closed.push(prefix);
            }
        }
        closed
    }
}
