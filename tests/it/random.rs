//! Random procedures that pass the check by construction: acyclic (ways lead to later steps only), every step reachable, and every
//! condition reads a name that nothing else reads, so that no route, option or join contradicts another.

#[path = "random/exits.rs"]
mod exits;
#[cfg(test)]
#[path = "random/plays.rs"]
mod plays;
#[path = "random/scope.rs"]
mod scope;

use scope::Ctx;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// splitmix64.
#[derive(Clone, Debug)]
pub struct Rng(pub u64);

impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize].clone()
    }

    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for i in (1..all.len()).rev() {
            all.swap(i, self.below(i as u64 + 1) as usize);
        }
    }
}

pub struct Generated {
    /// By id; the main one is `main`.
    pub procedures: BTreeMap<String, Value>,
    pub yaml: BTreeMap<String, String>,
    pub inputs: Map<String, Value>,
}

/// What to leave out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Without {
    pub stop: bool,
    pub enough: bool,
    pub standby: bool,
}

pub fn procedure(seed: u64, size: usize) -> Generated {
    procedure_without(seed, size, Without::default())
}

pub fn procedure_without(seed: u64, size: usize, without: Without) -> Generated {
    let mut writer = Writer {
        rng: Rng(seed),
        without,
        count: 0,
        left: size.max(1),
        procedures: BTreeMap::new(),
        called: Vec::new(),
        lists: Vec::new(),
        inputs: vec![Map::new()],
        used: BTreeSet::new(),
        may_fail: false,
        must_fail: false,
    };
    let top = (size / 2).clamp(1, 12).max(size.min(3));
    let (start, steps, _) = writer.scope(top, &Ctx::default());
    let mut inputs = writer.inputs.pop().expect("the inputs of the main procedure");
    let mut given = Map::new();
    let mut rng = writer.rng.clone();
    for (name, field) in &inputs {
        given.insert(name.clone(), value(field, &mut rng));
    }
    for list in &writer.lists {
        let items = (1..=rng.below(4)).map(|n| {
            let mut item: Map<String, Value> = list.fields.iter().map(|(k, f)| (k.clone(), value(f, &mut rng))).collect();
            item.insert("nom".into(), json!(format!("nom {n}")));
            Value::Object(item)
        });
        given.insert(list.name.clone(), items.collect());
        inputs.insert(
            list.name.clone(),
            json!({"title": format!("Liste {}", list.name), "type": "list", "key": "nom", "min": 0, "fields": list.fields}),
        );
    }
    writer.procedures.insert("main".into(), file("main", &inputs, start, steps));
    let yaml = writer.procedures.iter().map(|(id, all)| (id.clone(), serde_yaml::to_string(all).expect("YAML")));
    Generated { yaml: yaml.collect(), procedures: writer.procedures, inputs: given }
}

/// A random answer to a field.
pub fn value(field: &Value, rng: &mut Rng) -> Value {
    let options: Vec<String> = field["options"].as_object().into_iter().flatten().map(|(k, _)| k.clone()).collect();
    match field["type"].as_str().unwrap_or("") {
        "boolean" => json!(rng.chance(50)),
        "integer" => json!(rng.below(5)),
        "option" => json!(rng.pick(&options)),
        "options" => json!(options[rng.below(options.len() as u64) as usize..]),
        _ => json!(format!("texte {}", rng.below(100))),
    }
}

fn file(id: &str, inputs: &Map<String, Value>, start: Value, steps: Map<String, Value>) -> Value {
    let mut all = json!({
        "pasapas": 1,
        "id": id,
        "version": "1.0.0",
        "status": "draft",
        "title": format!("Procédure {id}"),
        "language": "fr",
        "role": "operateur",
        "roles": {"operateur": {"title": "Opérateur"}},
    });
    if steps.values().any(|step| step.to_string().contains("dehors")) {
        all["roles"]["dehors"] = json!({"title": "Quelqu’un dehors", "outside": true});
    }
    if !inputs.is_empty() {
        all["inputs"] = json!(inputs);
    }
    all["start"] = start;
    all["steps"] = Value::Object(steps);
    all
}

/// A name that an expression may read.
#[derive(Clone, Debug)]
struct Var {
    text: String,
    kind: Kind,
    /// Its step is settled before, but may have passed, or the field may be empty.
    maybe: bool,
}

#[derive(Clone, Debug)]
enum Kind {
    Boolean,
    Integer,
    Option(Vec<String>),
    Options(Vec<String>),
    /// The variable of an `each`.
    Results,
    /// The `outcome` of a `call`.
    Outcome,
}

struct List {
    name: String,
    fields: Map<String, Value>,
}

#[derive(Clone)]
struct Called {
    id: String,
    inputs: Map<String, Value>,
    returns: Vec<Var>,
    /// It can fail, and it can do otherwise.
    fails: bool,
}

struct Writer {
    rng: Rng,
    without: Without,
    count: usize,
    /// How many steps may still be written.
    left: usize,
    procedures: BTreeMap<String, Value>,
    called: Vec<Called>,
    lists: Vec<List>,
    /// Of the procedure that is being written, above those that call it.
    inputs: Vec<Map<String, Value>>,
    /// Names that a condition reads already.
    used: BTreeSet<String>,
    /// In the procedure that is being written an option ends in failure; a step does, whatever is answered.
    may_fail: bool,
    must_fail: bool,
}

impl Writer {
    fn name(&mut self, letter: &str) -> String {
        self.count += 1;
        format!("{letter}{}", self.count)
    }

    /// A new field: its definition and how it is read.
    fn field(&mut self, name: &str) -> (Value, Var) {
        let keys = vec!["un".to_string(), "deux".into(), "trois".into()];
        let options = json!({"un": "Le premier", "deux": "Le deuxième", "trois": "Le troisième"});
        let (def, kind) = match self.rng.below(6) {
            0 | 1 => (json!({"type": "boolean"}), Kind::Boolean),
            2 | 3 => (json!({"type": "integer", "min": 0, "max": 4}), Kind::Integer),
            4 => (json!({"type": "option", "options": options}), Kind::Option(keys)),
            _ => (json!({"type": "options", "options": options}), Kind::Options(keys)),
        };
        let mut field = Map::from_iter([("title".to_string(), json!(format!("Champ {name}")))]);
        field.extend(def.as_object().cloned().unwrap_or_default());
        let var = Var { text: name.into(), kind, maybe: false };
        (Value::Object(field), var)
    }

    fn input(&mut self) -> Var {
        let name = self.name("i");
        let (def, var) = self.field(&name);
        self.inputs.last_mut().expect("a procedure").insert(name, def);
        var
    }

    /// A name that nothing reads yet: something settled before, an attribute of an item, or a new input.
    fn fresh(&mut self, avail: &[Var], ctx: &Ctx) -> Var {
        let unused: Vec<Var> = avail.iter().filter(|v| !self.used.contains(&v.text)).cloned().collect();
        let var = if !unused.is_empty() && self.rng.chance(75) {
            self.rng.pick(&unused)
        } else if !ctx.items.is_empty() && self.rng.chance(60) {
            let (item, list) = self.rng.pick(&ctx.items);
            let name = self.name("a");
            let (def, var) = self.field(&name);
            let at = self.lists.iter().position(|l| l.name == list).expect("a list");
            self.lists[at].fields.insert(name.clone(), def);
            Var { text: format!("{item}.{name}"), ..var }
        } else {
            self.input()
        };
        self.used.insert(var.text.clone());
        var
    }

    fn condition(&mut self, avail: &[Var], ctx: &Ctx) -> String {
        let first = self.fresh(avail, ctx);
        let first = self.phrase(&first);
        if self.rng.chance(70) {
            return first;
        }
        let second = self.fresh(avail, ctx);
        let second = self.phrase(&second);
        let word = self.rng.pick(&["and", "or"]);
        format!("({first}) {word} ({second})")
    }

    fn phrase(&mut self, var: &Var) -> String {
        let name = &var.text;
        if var.maybe && self.rng.chance(25) {
            return format!("{name} is defined");
        }
        let text = match &var.kind {
            Kind::Boolean => self.rng.pick(&[name.clone(), format!("not {name}")]),
            Kind::Integer => {
                let n = 1 + self.rng.below(3);
                self.rng.pick(&[format!("{name} > {n}"), format!("{name} == {n}"), format!("{name} <= {n}")])
            }
            Kind::Option(options) => format!("{name} == '{}'", self.rng.pick(options)),
            Kind::Options(options) => format!("'{}' in {name}", self.rng.pick(options)),
            Kind::Results => {
                let kind = self.rng.pick(&["success", "failure"]);
                format!("{name}.{kind} | length >= {}", 1 + self.rng.below(2))
            }
            Kind::Outcome => format!("{name} == 'failure'"),
        };
        if var.maybe {
            return format!("{name} is defined and {text}");
        }
        text
    }
}
