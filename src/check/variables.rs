//! What every name means where: the fields, choices and results of a scope, and their types.

use super::Checked;
use crate::model::field::{Field, Kind};
use crate::model::{Call, Each, Exit, Name, Named, Procedure, Scope, Step, Verb};
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

/// What can be read of a value: which parts it has.
#[derive(Debug, Clone)]
pub enum Type {
    /// Not known: nothing is said about it.
    Any,
    /// A value without parts.
    Plain,
    /// A number.
    Number,
    /// A secret: may not be read at all.
    Secret,
    /// A list of these.
    List(Arc<Type>),
    /// Parts by name.
    Parts(Arc<BTreeMap<Name, Type>>),
}

impl Type {
    fn parts(parts: impl IntoIterator<Item = (Name, Type)>) -> Type {
        Type::Parts(Arc::new(parts.into_iter().collect()))
    }

    /// The type of the answers to a field.
    pub fn of_field(field: &Field) -> Type {
        match &field.kind {
            Kind::Person => Type::parts(["name", "email", "phone"].map(|part| (part.into(), Type::Plain))),
            Kind::Record(fields) => Type::of_fields(fields),
            Kind::List { fields, .. } => Type::List(Arc::new(Type::of_fields(fields))),
            Kind::Options(_) => Type::List(Arc::new(Type::Plain)),
            Kind::Secret => Type::Secret,
            Kind::File => Type::parts(["name", "sha256", "size", "seen"].map(|part| (part.into(), Type::Plain))),
            Kind::Item(_) => Type::Any,
            Kind::Integer | Kind::Decimal => Type::Number,
            Kind::Text
            | Kind::Paragraph
            | Kind::Boolean
            | Kind::Date
            | Kind::Time
            | Kind::Datetime
            | Kind::Email
            | Kind::Phone { .. }
            | Kind::Url
            | Kind::Option(_)
            | Kind::Siren
            | Kind::Siret
            | Kind::Finess
            | Kind::Rpps => Type::Plain,
        }
    }

    /// The type of a record of fields.
    pub fn of_fields(fields: &Named<Field>) -> Type {
        Type::parts(fields.values().map(|f| (f.name.clone(), Type::of_field(f))))
    }
}

/// All that can be read at one place: scopes from the outermost to the innermost.
#[derive(Debug, Clone)]
pub struct Visible<'p> {
    procedure: &'p Procedure,
    calls: &'p BTreeMap<Name, Arc<Checked>>,
    /// Shared: every step reads through the same ones.
    layers: Vec<Rc<IndexMap<Name, Type>>>,
}

impl<'p> Visible<'p> {
    /// What can be read at the outermost scope of a procedure.
    pub fn new(procedure: &'p Procedure, calls: &'p BTreeMap<Name, Arc<Checked>>) -> Self {
        let record = |names: Vec<(&'static str, Type)>| Type::parts(names.into_iter().map(|(n, t)| (n.into(), t)));
        let plain = |names: &[&'static str]| record(names.iter().map(|n| (*n, Type::Plain)).collect());
        let mut head = IndexMap::new();
        head.insert("settings".into(), Type::of_fields(&procedure.settings));
        let document = plain(&["title", "url", "file", "note"]);
        head.insert("documents".into(), Type::parts(procedure.documents.keys().map(|n| (n.clone(), document.clone()))));
        let contact = plain(&["title", "phone", "email", "url", "hours"]);
        head.insert("contacts".into(), Type::parts(procedure.contacts.keys().map(|n| (n.clone(), contact.clone()))));
        let roles = procedure.roles.iter().map(|(name, role)| {
            let of = role.of.as_ref().map_or_else(|| plain(&["title", "name", "email", "phone"]), |_| Type::Any);
            (name.clone(), of)
        });
        head.insert("roles".into(), Type::parts(roles));
        head.insert("run".into(), plain(&["id", "started", "operator"]));
        head.insert("today".into(), Type::Plain);
        head.insert("titles".into(), Type::Any);
        head.extend(procedure.inputs.values().map(|f| (f.name.clone(), Type::of_field(f))));
        head.extend(procedure.computed.keys().map(|n| (n.clone(), Type::Any)));
        Visible { procedure, calls, layers: vec![Rc::new(head)] }
    }

    /// What can be read inside a scope as well.
    pub fn enter(&self, scope: &'p Scope) -> Self {
        let layer = of_scope(scope).into_iter().map(|(name, variable)| (name, self.type_of(&variable))).collect();
        let mut inside = self.clone();
        inside.layers.push(Rc::new(layer));
        inside
    }

    /// What can be read inside an `each` as well: the item by its name.
    pub fn enter_each(&self, each: &'p Each) -> Self {
        let mut inside = self.clone();
        if let Some(item) = &each.item {
            let mut of = self.item_type(each);
            if each.chunk.is_some() {
                of = Type::List(Arc::new(of));
            }
            inside.layers.push(Rc::new(IndexMap::from([(item.clone(), of)])));
        }
        inside.enter(&each.scope)
    }

    /// What can be read with these fields as well: those of the step itself.
    pub fn with_fields(&self, fields: &Named<Field>) -> Self {
        let mut inside = self.clone();
        if !fields.is_empty() {
            inside.layers.push(Rc::new(fields.values().map(|f| (f.name.clone(), Type::of_field(f))).collect()));
        }
        inside
    }

    /// The names that can be read, innermost first.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.layers.iter().rev().flat_map(|layer| layer.keys())
    }

    /// The type of a name.
    pub fn get(&self, name: &str) -> Option<&Type> {
        self.layers.iter().rev().find_map(|layer| layer.get(name))
    }

    fn item_type(&self, each: &Each) -> Type {
        let list = each.list.source.trim();
        let mut of = match self.get(list) {
            Some(Type::List(item)) => (**item).clone(),
            _ => Type::Any,
        };
        // The item carries what is answered for it.
        if let Type::Parts(parts) = &of {
            let mut parts = (**parts).clone();
            parts.extend(of_scope(&each.scope).iter().map(|(name, v)| (name.clone(), self.type_of(v))));
            of = Type::Parts(Arc::new(parts));
        }
        of
    }

    fn type_of(&self, variable: &Variable<'_>) -> Type {
        match variable {
            Variable::Field(field, _) => Type::of_field(field),
            Variable::Choice(_, step) => match step.choose() {
                Some(choose) if choose.many => Type::List(Arc::new(Type::Plain)),
                _ => Type::Plain,
            },
            Variable::Each(_, step) => {
                let item = match &step.verb {
                    Verb::Each(each) => self.item_type(each),
                    _ => Type::Any,
                };
                let list = Type::List(Arc::new(item));
                Type::parts(["success", "failure", "neutral", "dropped"].map(|part| (part.into(), list.clone())))
            }
            Variable::Call(_, step) => match &step.verb {
                Verb::Call(call) => self.call_type(call),
                _ => Type::Any,
            },
        }
    }

    fn call_type(&self, call: &Call) -> Type {
        let Some(called) = self.calls.get(&call.procedure.name) else { return Type::Any };
        let inside = Visible::new(&called.procedure, &called.calls).enter_owned(&called.procedure.scope);
        let results = call.returns.iter().map(|(name, field)| (name.clone(), inside.get(&field.name).cloned().unwrap_or(Type::Any)));
        Type::parts([("outcome".into(), Type::Plain)].into_iter().chain(results))
    }

    fn enter_owned<'q>(&self, scope: &'q Scope) -> Visible<'p>
    where
        'p: 'q,
    {
        let layer = of_scope(scope).into_iter().map(|(name, variable)| (name, self.type_of(&variable))).collect();
        let mut inside = self.clone();
        inside.layers.push(Rc::new(layer));
        inside
    }

    /// The procedure that this is about.
    pub fn procedure(&self) -> &'p Procedure {
        self.procedure
    }
}
