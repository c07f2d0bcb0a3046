//! A random scope: its steps in an order in which ways lead forward only.

use super::exits::{Arm, May};
use super::{Called, Kind, List, Var, Writer, file};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What surrounds a scope, within its procedure.
#[derive(Clone, Default)]
pub struct Ctx {
    pub depth: usize,
    /// How deep calls are.
    pub calls: usize,
    /// What is certainly settled before the scope opens.
    pub avail: Vec<Var>,
    /// Steps around it for which an inner step may wait.
    pub after: Vec<String>,
    /// The items around it, and their lists.
    pub items: Vec<(String, String)>,
    pub lists: Vec<String>,
    /// The steps that hold it, from the outermost.
    pub holders: Vec<String>,
}

/// What is known of a scope from outside.
#[derive(Default)]
pub struct Inner {
    /// What its first steps certainly ask.
    pub certain: Vec<Var>,
    pub stops: bool,
}

/// What is known of a step once it is written.
#[derive(Default)]
struct Written {
    preds: BTreeSet<usize>,
    arms: Vec<Arm>,
    /// The names of steps through which every way leads, itself included.
    dominators: BTreeSet<usize>,
    /// What is certainly settled once this step is.
    avail: Vec<Var>,
    /// One set of decisions with which it opens: what is decided at which step.
    witness: BTreeMap<(usize, usize), usize>,
    /// Opens as soon as its scope does.
    certain: bool,
    /// Whoever waits for it is stopped.
    stops: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Verb {
    Task,
    Wait,
    Section,
    Each,
    Call,
}

impl Writer {
    /// At most `n` steps: `start`, `steps`, and what is known of them.
    pub fn scope(&mut self, n: usize, ctx: &Ctx) -> (Value, Map<String, Value>, Inner) {
        let n = n.min(self.left.max(1));
        self.left = self.left.saturating_sub(n);
        let names: Vec<String> = (0..n).map(|_| self.name("e")).collect();
        // Who leads to whom, at least.
        let mut want: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
        let mut starts = BTreeSet::from([0]);
        for to in 1..n {
            if self.rng.chance(12) {
                starts.insert(to);
                continue;
            }
            for _ in 0..1 + self.rng.below(2) {
                want[to.saturating_sub(1 + self.rng.below(4) as usize)].insert(to);
            }
        }
        let standby: BTreeSet<usize> = match starts.iter().next_back() {
            Some(last) if starts.len() > 1 && !self.without.standby && self.rng.chance(60) => BTreeSet::from([*last]),
            _ => BTreeSet::new(),
        };
        let mut known: Vec<Written> = (0..n).map(|_| Written::default()).collect();
        let mut steps = Map::new();
        let mut inner = Inner::default();
        for i in 0..n {
            let later: Vec<usize> = (i + 1..n).filter(|t| !starts.contains(t)).collect();
            let place = Place {
                i,
                start: starts.contains(&i),
                standby: standby.contains(&i),
                in_standby: !standby.is_empty(),
                want: want[i].iter().copied().collect(),
                later,
            };
            let step = self.step(&place, &names, &mut known, &mut inner, ctx);
            steps.insert(names[i].clone(), step);
            for arm in known[i].arms.clone() {
                for to in arm.to {
                    known[to].preds.insert(i);
                }
            }
        }
        let start: Vec<&String> = starts.iter().map(|s| &names[*s]).collect();
        (if n == 1 || start.len() == 1 { json!(start[0]) } else { json!(start) }, steps, inner)
    }

    /// How the ways to a step join: what is settled before it, and one set of decisions with which it opens.
    fn join(&mut self, place: &Place, known: &mut [Written]) -> Option<&'static str> {
        let i = place.i;
        let preds: Vec<usize> = known[i].preds.iter().copied().collect();
        if place.start {
            known[i].dominators = BTreeSet::from([i]);
            return None;
        }
        let mut join = if preds.len() == 1 { None } else { Some(self.rng.pick(&["some", "some", "first", "all", "all"])) };
        let mut both = BTreeMap::new();
        if join == Some("all") && !preds.iter().all(|p| agree(&mut both, known, *p, i)) {
            join = Some("some");
        }
        if join != Some("all") {
            both.clear();
            let one = self.rng.pick(&preds);
            assert!(agree(&mut both, known, one, i), "a single way");
        }
        let mut dominators = known[preds[0]].dominators.clone();
        let mut avail = known[preds[0]].avail.clone();
        for p in &preds[1..] {
            let other = &known[*p];
            dominators.retain(|d| other.dominators.contains(d));
            if join == Some("all") {
                avail.extend(other.avail.iter().filter(|v| !avail.iter().any(|a| a.text == v.text)).cloned().collect::<Vec<_>>());
            } else {
                avail.retain(|v| other.avail.iter().any(|a| a.text == v.text));
            }
        }
        dominators.insert(i);
        let one = &mut known[i];
        (one.dominators, one.avail, one.witness) = (dominators, avail, both);
        join
    }

    fn step(&mut self, place: &Place, names: &[String], known: &mut [Written], inner: &mut Inner, ctx: &Ctx) -> Value {
        let i = place.i;
        let mut step = Map::from_iter([("title".to_string(), json!(format!("Étape {}", names[i])))]);
        let join = self.join(place, known);
        let mut avail = ctx.avail.clone();
        avail.extend(known[i].avail.clone());
        // `after`: an earlier step of this scope, or of those around it.
        if !place.standby && self.rng.chance(20) {
            let own = (0..i).filter(|o| !known[i].dominators.contains(o) && !known[*o].stops).map(|o| names[o].clone());
            let outer = ctx.after.iter().filter(|_| !place.in_standby).cloned();
            let all: Vec<String> = own.chain(outer).collect();
            if !all.is_empty() {
                let name = self.rng.pick(&all);
                if let Some(other) = names.iter().position(|n| *n == name).filter(|o| known[*o].certain) {
                    let settled = known[other].avail.clone();
                    avail.extend(settled.iter().filter(|v| !avail.iter().any(|a| a.text == v.text)).cloned().collect::<Vec<_>>());
                }
                step.insert("after".into(), if self.rng.chance(50) { json!(name) } else { json!([name]) });
            }
        }
        if let Some(join) = join {
            step.insert("join".into(), join.into());
        }
        if place.standby {
            step.insert("standby".into(), true.into());
        }
        let passes = !place.standby && self.rng.chance(15);
        if passes {
            step.insert("if".into(), self.condition(&avail, ctx).into());
        }
        if self.rng.chance(6) {
            step.insert("waivable".into(), false.into());
        }
        let verb = self.verb(place, ctx);
        let mut own = Vec::new(); // what this step makes readable
        let mut arms = Vec::new();
        let mut late = false;
        match verb {
            Verb::Task | Verb::Wait => {
                if self.rng.chance(45) {
                    let mut ask = Map::new();
                    for _ in 0..1 + self.rng.below(2) {
                        let name = self.name("f");
                        let (mut field, mut var) = self.field(&name);
                        if self.rng.chance(15) {
                            field["optional"] = true.into();
                            var.maybe = true;
                        }
                        ask.insert(name, field);
                        own.push(var);
                    }
                    step.insert("ask".into(), Value::Object(ask));
                }
                if verb == Verb::Wait {
                    let mut wait = json!({"for": "une réponse", "from": "dehors", "within": "3 days"});
                    late = self.rng.chance(40);
                    if late && !place.later.is_empty() && self.rng.chance(75) {
                        let all = if place.want.is_empty() || self.rng.chance(50) { &place.later } else { &place.want };
                        let to = self.rng.pick(all);
                        wait["late"] = json!({"next": names[to]});
                        let decisions = vec![(9999, 1)];
                        arms.push(Arm { decisions, to: vec![to] });
                    } else if late {
                        wait["late"] = json!({"end": "neutral"});
                    }
                    step.insert("wait".into(), wait);
                }
            }
            Verb::Section | Verb::Each | Verb::Call => {
                let around = Ctx {
                    depth: ctx.depth + 1,
                    avail: avail.clone(),
                    after: match place.in_standby {
                        // What a standby step leads to may never settle while an inner step waits for it.
                        true => ctx.after.clone(),
                        false => {
                            let own = (0..i).filter(|o| !known[*o].stops).map(|o| names[o].clone());
                            ctx.after.iter().cloned().chain(own).collect()
                        }
                    },
                    holders: ctx.holders.iter().chain([&names[i]]).cloned().collect(),
                    ..ctx.clone()
                };
                let until = (0..i).filter(|o| !place.in_standby && !known[i].dominators.contains(o) && !known[*o].stops);
                let until: Vec<&String> = until.map(|o| &names[o]).collect();
                let stops = match verb {
                    Verb::Section => self.section(&mut step, &mut own, &around),
                    Verb::Each => self.each(&mut step, &mut own, &names[i], &until, &around),
                    _ => self.call(&mut step, &mut own, &names[i], &avail, &around),
                };
                inner.stops |= stops;
                if !own.is_empty() {
                    step.insert("waivable".into(), false.into());
                }
            }
        }
        let person = matches!(verb, Verb::Task | Verb::Wait);
        let may = May {
            choose: person && !place.standby,
            free: person && !passes,
            before: avail.clone(),
            backs: known[i].dominators.iter().map(|d| names[*d].clone()).collect(),
        };
        // Routes may read what is asked here, where it is certainly given.
        let mut read = avail.clone();
        if person && !passes && !late {
            read.extend(own.clone());
        }
        let exit = self.exit(&place.want, names, &read, &may, ctx);
        inner.stops |= exit.stops;
        let not_late = |arm: &Arm| Arm { decisions: arm.decisions.iter().copied().chain(late.then_some((9999, 0))).collect(), to: arm.to.clone() };
        arms.extend(exit.arms.iter().map(not_late));
        if exit.uniform
            && let Some(options) = exit.keys.get("choose").and_then(Value::as_object)
        {
            // Where a back is among the options, the answer that stands is another.
            let stay: Vec<String> = options.iter().filter(|(_, o)| o.get("back").is_none()).map(|(k, _)| k.clone()).collect();
            let many = exit.keys.get("many").is_some();
            own.push(Var { text: names[i].clone(), kind: if many { Kind::Options(stay) } else { Kind::Option(stay) }, maybe: false });
        }
        known[i].stops = exit.keys.get("stop").is_some();
        step.extend(exit.keys);
        let certain = place.start && !passes && !late && !place.standby && step.get("after").is_none();
        if passes && exit.uniform && step.get("choose").is_none() && !late {
            own.retain(|var| !var.text.contains('.')); // an attribute of something undefined is an error
            own.iter_mut().for_each(|var| var.maybe = true);
        } else if passes || late {
            own.clear();
        }
        if place.start && !passes && !late && !place.standby && person {
            inner.certain.extend(own.iter().filter(|v| v.text.starts_with('f')).cloned());
        }
        // Between two readings of one name the second would know what the first has found.
        avail.retain(|v| !self.used.contains(&v.text));
        avail.extend(own.into_iter().filter(|v| !self.used.contains(&v.text)));
        let outer: BTreeSet<&String> = ctx.avail.iter().map(|v| &v.text).collect();
        avail.retain(|v| !outer.contains(&v.text));
        (known[i].avail, known[i].arms, known[i].certain) = (avail, arms, certain);
        Value::Object(step)
    }

    fn verb(&mut self, place: &Place, ctx: &Ctx) -> Verb {
        let nested = ctx.depth + 2 * ctx.calls < 4 && self.left >= 2;
        match self.rng.below(100) {
            _ if place.standby => Verb::Wait,
            0..12 if nested => Verb::Section,
            12..30 if nested && ctx.calls == 0 => Verb::Each,
            30..40 if nested && ctx.calls < 2 => Verb::Call,
            40..58 => Verb::Wait,
            _ => Verb::Task,
        }
    }

    fn section(&mut self, step: &mut Map<String, Value>, own: &mut Vec<Var>, around: &Ctx) -> bool {
        let n = 2 + self.rng.below(4) as usize;
        let (start, steps, inner) = self.scope(n, around);
        step.insert("section".into(), json!({"start": start, "steps": steps}));
        if !inner.stops {
            own.extend(inner.certain);
        }
        inner.stops
    }

    fn each(&mut self, step: &mut Map<String, Value>, own: &mut Vec<Var>, name: &str, until: &[&String], around: &Ctx) -> bool {
        let free: Vec<String> = self.lists.iter().map(|l| l.name.clone()).filter(|l| !around.lists.contains(l)).collect();
        let list = if free.is_empty() || self.rng.chance(40) {
            let name = self.name("liste");
            let fields = Map::from_iter([("nom".to_string(), json!({"title": "Nom", "type": "text"}))]);
            self.lists.push(List { name: name.clone(), fields });
            name
        } else {
            self.rng.pick(&free)
        };
        let item = self.name("p");
        step.insert("each".into(), json!(list));
        step.insert("as".into(), json!(item));
        let chunk = self.rng.chance(20);
        let mut within = around.clone();
        within.lists.push(list.clone());
        if chunk {
            step.insert("chunk".into(), json!(2 + self.rng.below(2)));
        } else {
            within.items.push((item, list));
            if self.rng.chance(25) {
                step.insert("one_by_one".into(), true.into());
            }
        }
        if !until.is_empty() && self.rng.chance(50) {
            step.insert("until".into(), json!(self.rng.pick(until)));
        } else if !self.without.enough && self.rng.chance(25) {
            let kind = self.rng.pick(&["success", "success", "failure", "neutral"]);
            let least = if chunk { 1 } else { 1 + self.rng.below(2) };
            step.insert("enough".into(), json!(format!("{name}.{kind} | length >= {least}")));
        }
        let n = 1 + self.rng.below(4) as usize;
        let (start, steps, inner) = self.scope(n, &within);
        step.insert("start".into(), start);
        step.insert("steps".into(), Value::Object(steps));
        if !inner.stops && !chunk && self.rng.chance(50) {
            own.push(Var { text: name.into(), kind: Kind::Results, maybe: false });
        }
        inner.stops
    }

    fn call(&mut self, step: &mut Map<String, Value>, own: &mut Vec<Var>, name: &str, avail: &[Var], around: &Ctx) -> bool {
        let (called, stops) = if !self.called.is_empty() && around.calls == 0 && self.rng.chance(40) {
            (self.rng.pick(&self.called.clone()), true)
        } else {
            self.callee(around)
        };
        step.insert("call".into(), json!(called.id));
        let mut with = Map::new();
        for (input, def) in &called.inputs {
            let same = |v: &&Var| !v.maybe && !self.used.contains(&v.text) && kind_of(def, &v.kind);
            let candidates: Vec<Var> = avail.iter().filter(same).cloned().collect();
            let text = if candidates.is_empty() || self.rng.chance(40) {
                let own = self.name("i");
                let mut def = def.clone();
                def["title"] = json!(format!("Champ {own}"));
                self.inputs.last_mut().expect("a procedure").insert(own.clone(), def);
                own
            } else {
                self.rng.pick(&candidates).text
            };
            self.used.insert(text.clone());
            with.insert(input.clone(), json!(text));
        }
        if !with.is_empty() {
            step.insert("with".into(), Value::Object(with));
        }
        let mut returns = Map::new();
        for var in &called.returns {
            let own_name = self.name("r");
            returns.insert(own_name.clone(), json!(var.text));
            own.push(Var { text: format!("{name}.{own_name}"), ..var.clone() });
        }
        if !returns.is_empty() {
            step.insert("returns".into(), Value::Object(returns));
        }
        if called.fails && self.rng.chance(60) {
            own.push(Var { text: format!("{name}.outcome"), kind: Kind::Outcome, maybe: false });
        }
        stops
    }

    fn callee(&mut self, around: &Ctx) -> (Called, bool) {
        let id = self.name("appel-");
        let failing = (std::mem::take(&mut self.may_fail), std::mem::take(&mut self.must_fail));
        self.inputs.push(Map::new());
        let ctx = Ctx { calls: around.calls + 1, ..Ctx::default() };
        let n = 1 + self.rng.below(4) as usize;
        let (start, steps, inner) = self.scope(n, &ctx);
        let inputs = self.inputs.pop().expect("the inputs of the called procedure");
        let called = Called {
            id: id.clone(),
            // Several first steps: a stop of one may come before another.
            returns: if start.is_string() { inner.certain } else { Vec::new() },
            fails: self.may_fail && !self.must_fail,
            inputs,
        };
        self.procedures.insert(id.clone(), file(&id, &called.inputs, start, steps));
        (self.may_fail, self.must_fail) = failing;
        self.called.push(called.clone());
        (called, inner.stops)
    }
}

struct Place {
    i: usize,
    start: bool,
    standby: bool,
    /// Some step of the scope is `standby`.
    in_standby: bool,
    want: Vec<usize>,
    /// Later steps to which a way may lead.
    later: Vec<usize>,
}

fn kind_of(def: &Value, kind: &Kind) -> bool {
    match kind {
        Kind::Boolean => def["type"] == "boolean",
        Kind::Integer => def["type"] == "integer",
        _ => false,
    }
}

/// Adds the decisions with which `from` opens and leads to `to`, if they do not contradict those known already.
fn agree(decided: &mut BTreeMap<(usize, usize), usize>, known: &[Written], from: usize, to: usize) -> bool {
    for arm in known[from].arms.iter().filter(|arm| arm.to.contains(&to)) {
        let mut all = decided.clone();
        let own = arm.decisions.iter().map(|(slot, choice)| ((from, *slot), *choice));
        let wanted = known[from].witness.iter().map(|(k, v)| (*k, *v)).chain(own);
        if wanted.into_iter().all(|(key, choice)| *all.entry(key).or_insert(choice) == choice) {
            *decided = all;
            return true;
        }
    }
    false
}
