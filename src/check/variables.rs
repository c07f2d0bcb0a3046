//! What every name means where: the fields, choices and results of a scope, and their types.

use super::Checked;
use crate::model::field::{Field, Kind};
use crate::model::{Call, Each, Exit, Name, Named, Procedure, Scope, Step, Verb};
use crate::template::{self, Part, Parts, Type, Wanted};
use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// What a name means in a scope.
#[derive(Debug, Clone)]
pub enum Variable<'p> {
    /// A field, asked by these steps: each by its path from the scope, through sections.
    Field(&'p Field, Vec<Vec<Name>>),
    /// What a person chose at this step.
    Choice(Vec<Name>, &'p Step),
    /// What became of each item at this step.
    Each(Vec<Name>, &'p Step),
    /// What another procedure gave back at this step.
    Call(Vec<Name>, &'p Step),
}

/// The variables of one scope, with those of the sections in it: what a section asks can be read behind it.
pub fn of_scope(scope: &Scope) -> IndexMap<Name, Variable<'_>> {
    let mut variables = IndexMap::new();
    collect(scope, &mut Vec::new(), &mut variables);
    variables
}

fn collect<'p>(scope: &'p Scope, path: &mut Vec<Name>, into: &mut IndexMap<Name, Variable<'p>>) {
    for step in scope.steps.values() {
        path.push(step.name.clone());
        for field in step.ask.values() {
            match into.get_mut(&field.name) {
                Some(Variable::Field(_, steps)) => steps.push(path.clone()),
                _ => drop(into.insert(field.name.clone(), Variable::Field(field, vec![path.clone()]))),
            }
        }
        let own = match (&step.verb, &step.exit) {
            (Verb::Each(_), _) => Some(Variable::Each(path.clone(), step)),
            (Verb::Call(_), _) => Some(Variable::Call(path.clone(), step)),
            (_, Exit::Choose(_)) => Some(Variable::Choice(path.clone(), step)),
            _ => None,
        };
        if let Some(own) = own {
            into.insert(step.name.clone(), own);
        }
        if let Verb::Section(inner) = &step.verb {
            collect(inner, path, into);
        }
        path.pop();
    }
}

/// The type of the answers to a field.
pub fn of_field(field: &Field) -> Type {
    match &field.kind {
        Kind::Person => {
            let optional = Part { of: Type::Text, maybe: true };
            let parts = [("name", Part::sure(Type::Text)), ("email", optional.clone()), ("phone", optional)];
            made(parts.map(|(part, of)| (part.into(), of)), true)
        }
        Kind::Record(fields) => of_fields(fields, true),
        Kind::List { fields, .. } => Type::List(of_fields(fields, true).into()),
        Kind::Option(options) => Type::Option(options.keys().cloned().collect()),
        Kind::Options(options) => Type::List(Type::Option(options.keys().cloned().collect()).into()),
        Kind::Secret => Type::Secret,
        // A file that is only seen has no name.
        Kind::File if field.keep => {
            Type::parts([("name", Type::Text), ("sha256", Type::Text), ("size", Type::Number)].map(|(n, t)| (n.into(), t)), true)
        }
        Kind::File => Type::parts([("seen".into(), Type::Boolean)], true),
        Kind::Item(_) => Type::Any,
        Kind::Integer | Kind::Decimal => Type::Number,
        Kind::Boolean => Type::Boolean,
        Kind::Date => Type::Day,
        Kind::Time => Type::Time,
        Kind::Datetime => Type::Instant,
        Kind::Text | Kind::Paragraph | Kind::Email | Kind::Phone { .. } | Kind::Url | Kind::Siren | Kind::Siret | Kind::Finess | Kind::Rpps => {
            Type::Text
        }
    }
}

/// The type of a record of fields.
fn of_fields(fields: &Named<Field>, called: bool) -> Type {
    made(fields.values().map(|f| (f.name.clone(), part(f))), called)
}

/// A field as a part of something. Whether one that is asked under a condition is there is a matter of the proof.
fn part(field: &Field) -> Part {
    Part { of: of_field(field), maybe: field.optional && field.default.is_none() }
}

fn made(parts: impl IntoIterator<Item = (Name, Part)>, called: bool) -> Type {
    Type::Parts(Arc::new(Parts { parts: parts.into_iter().collect(), called }))
}

/// All that can be read at one place: scopes from the outermost to the innermost.
#[derive(Debug, Clone)]
pub struct Visible<'p> {
    procedure: &'p Procedure,
    calls: &'p BTreeMap<Name, Arc<Checked>>,
    /// Shared: every step reads through the same ones.
    layers: Vec<Rc<IndexMap<Name, Part>>>,
}

impl<'p> Visible<'p> {
    /// What can be read at the outermost scope of a procedure.
    pub fn new(procedure: &'p Procedure, calls: &'p BTreeMap<Name, Arc<Checked>>) -> Self {
        let texts = |names: &[&'static str]| Type::parts(names.iter().map(|n| ((*n).into(), Type::Text)), true);
        let mut head: IndexMap<Name, Part> = IndexMap::new();
        let mut put = |name: &str, of: Type| drop(head.insert(name.into(), Part::sure(of)));
        put("settings", of_fields(&procedure.settings, false));
        // Only the parts that are written.
        let written = |parts: &[(&'static str, bool)]| texts(&parts.iter().filter(|(_, there)| *there).map(|(n, _)| *n).collect::<Vec<_>>());
        let documents = procedure.documents.iter().map(|(name, d)| {
            (name.clone(), written(&[("title", true), ("url", d.url.is_some()), ("file", d.file.is_some()), ("note", d.note.is_some())]))
        });
        put("documents", Type::parts(documents, false));
        let contacts = procedure.contacts.iter().map(|(name, c)| {
            let parts =
                [("title", true), ("phone", c.phone.is_some()), ("email", c.email.is_some()), ("url", c.url.is_some()), ("hours", c.hours.is_some())];
            (name.clone(), written(&parts))
        });
        put("contacts", Type::parts(contacts, false));
        let roles = procedure.roles.iter().map(|(name, role)| {
            let of = role.of.as_ref().map_or_else(|| texts(&["title", "name", "email", "phone"]), |_| Type::Any);
            (name.clone(), of)
        });
        put("roles", Type::parts(roles, false));
        put("run", Type::parts([("id", Type::Text), ("started", Type::Day), ("operator", Type::Text)].map(|(n, t)| (n.into(), t)), true));
        put("today", Type::Day);
        head.extend(procedure.inputs.values().map(|f| (f.name.clone(), part(f))));
        head.extend(procedure.computed.keys().map(|n| (n.clone(), Part::sure(Type::Any))));
        Visible { procedure, calls, layers: vec![Rc::new(head)] }
    }

    /// The same where computed values are known to be of these types.
    pub fn with_computed(&self, types: &IndexMap<Name, Type>) -> Self {
        let mut inside = self.clone();
        if let Some(head) = inside.layers.first_mut().map(Rc::make_mut) {
            head.extend(types.iter().map(|(name, of)| (name.clone(), Part::sure(of.clone()))));
        }
        inside
    }

    /// What can be read inside a scope as well.
    pub fn enter(&self, scope: &'p Scope) -> Self {
        let layer = of_scope(scope).into_iter().map(|(name, variable)| (name, self.part_of(&variable))).collect();
        let mut inside = self.clone();
        inside.layers.push(Rc::new(layer));
        inside
    }

    /// What can be read inside an `each` as well: the item by its name.
    pub fn enter_each(&self, each: &'p Each) -> Self {
        let mut inside = self.clone();
        if let Some(item) = &each.item {
            let mut of = self.item_type(each);
            // Whether the item's own answers are there is proven with all others.
            if let Type::Parts(own) = &of {
                of = made(own.parts.iter().map(|(name, part)| (name.clone(), Part::sure(part.of.clone()))), own.called);
            }
            if each.chunk.is_some() {
                of = Type::List(Arc::new(of));
            }
            inside.layers.push(Rc::new(IndexMap::from([(item.clone(), Part::sure(of))])));
        }
        inside.enter(&each.scope)
    }

    /// What can be read with these fields as well: those of the step itself.
    pub fn with_fields(&self, fields: &Named<Field>) -> Self {
        let mut inside = self.clone();
        if !fields.is_empty() {
            inside.layers.push(Rc::new(fields.values().map(|f| (f.name.clone(), part(f))).collect()));
        }
        inside
    }

    /// The names that can be read, innermost first.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.layers.iter().rev().flat_map(|layer| layer.keys())
    }

    /// What a name is, and whether it may be missing.
    pub fn get(&self, name: &str) -> Option<Part> {
        if name == "titles" {
            return Some(Part::sure(self.titles()));
        }
        self.layers.iter().rev().find_map(|layer| layer.get(name)).cloned()
    }

    /// The type of a name, for expressions.
    pub fn type_named(&self, name: &str) -> Option<Type> {
        self.get(name).map(|part| part.of)
    }

    /// The titles of all that is chosen anywhere here.
    fn titles(&self) -> Type {
        let titled = |(name, part): (&Name, &Part)| match &part.of {
            Type::Option(_) => Some((name.clone(), Type::Text)),
            Type::List(item) if matches!(**item, Type::Option(_)) => Some((name.clone(), Type::List(Type::Text.into()))),
            _ => None,
        };
        Type::parts(self.layers.iter().flat_map(|layer| layer.iter()).filter_map(titled), false)
    }

    /// The type of an item of a list, with what is answered for it.
    fn item_type(&self, each: &Each) -> Type {
        let list = template::kind(&each.list.source, Wanted::List, &|name| self.type_named(name));
        let Type::List(item) = &list.0 else { return Type::Any };
        let Type::Parts(own) = &**item else { return (**item).clone() };
        let mut parts = own.parts.clone();
        parts.extend(of_scope(&each.scope).iter().map(|(name, v)| (name.clone(), self.part_of(v))));
        Type::Parts(Arc::new(Parts { parts, called: own.called }))
    }

    fn part_of(&self, variable: &Variable<'_>) -> Part {
        match variable {
            Variable::Field(field, _) => part(field),
            Variable::Choice(_, step) => {
                let Some(choose) = step.choose() else { return Part::sure(Type::Any) };
                let of = Type::Option(choose.options.keys().cloned().collect());
                Part::sure(if choose.many { Type::List(of.into()) } else { of })
            }
            Variable::Each(_, step) => {
                let item = match &step.verb {
                    Verb::Each(each) => self.item_type(each),
                    _ => Type::Any,
                };
                let list = Type::List(Arc::new(item));
                Part::sure(Type::parts(["success", "failure", "neutral", "dropped"].map(|part| (part.into(), list.clone())), false))
            }
            Variable::Call(_, step) => Part::sure(match &step.verb {
                Verb::Call(call) => self.call_type(call),
                _ => Type::Any,
            }),
        }
    }

    fn call_type(&self, call: &Call) -> Type {
        let Some(called) = self.calls.get(&call.procedure.name) else { return Type::Any };
        let inside = Visible::new(&called.procedure, &called.calls).enter_owned(&called.procedure.scope);
        let results = call.returns.iter().map(|(name, field)| (name.clone(), inside.get(&field.name).unwrap_or(Part::sure(Type::Any))));
        let outcomes = ["success", "failure", "neutral"].map(Name::from);
        made([("outcome".into(), Part::sure(Type::Option(outcomes.into())))].into_iter().chain(results), false)
    }

    fn enter_owned<'q>(&self, scope: &'q Scope) -> Visible<'p>
    where
        'p: 'q,
    {
        let layer = of_scope(scope).into_iter().map(|(name, variable)| (name, self.part_of(&variable))).collect();
        let mut inside = self.clone();
        inside.layers.push(Rc::new(layer));
        inside
    }

    /// The procedure that this is about.
    pub fn procedure(&self) -> &'p Procedure {
        self.procedure
    }
}
