//! From the tree of a file to a [`Procedure`].
//!
//! The JSON Schema has said by now what does not fit; this reader takes what fits and leaves the rest, so that names and graph can be
//! checked in the same pass and all findings of a file come at once.

mod step;

use super::field::{Bound, Field, Kind};
use super::file::{self, Family};
use super::language;
use super::moment::Duration;
use super::shape::Object;
use super::{Carrier, Citation, Contact, Demand, Document, Email, Expr, Name, Named, Procedure, Ref, Role, Rule, Scope, Source, Status, Text};
use crate::finding::Place;
use crate::text::{Kind as NodeKind, Node};
use indexmap::IndexMap;
use serde_json::Value;

/// Reads a whole file.
pub fn procedure(root: &Node) -> Procedure {
    let at = Map::new(root, Place::root(), &language::PROCEDURE);
    let version = at.line("version").unwrap_or_default();
    at.child("pasapas");
    Procedure {
        id: at.name("id").unwrap_or_else(|| "".into()),
        version,
        status: match at.line("status").as_deref() {
            Some("incomplete") => Status::Incomplete,
            Some("valid") => Status::Valid,
            Some("obsolete") => Status::Obsolete,
            _ => Status::Draft,
        },
        title: at.text("title").unwrap_or_default(),
        summary: at.text("summary"),
        language: at.line("language").unwrap_or_else(|| "fr".into()),
        role: at.reference("role"),
        retention: at.line("retention").and_then(|text| Duration::parse(&text)),
        sources: at.named("sources", &language::SOURCE, |_, m| Source {
            title: m.line("title").unwrap_or_default(),
            date: m.line("date"),
            url: m.line("url"),
            checked: m.line("checked"),
            note: m.line("note"),
            at: m.at.clone(),
        }),
        roles: at.named("roles", &language::ROLE, |_, m| Role {
            title: m.text("title").unwrap_or_default(),
            outside: m.flag("outside").unwrap_or(false),
            of: m.reference("of"),
            note: m.text("note"),
            cites: m.cites(),
            at: m.at.clone(),
        }),
        contacts: at.named("contacts", &language::CONTACT, |_, m| Contact {
            title: m.text("title").unwrap_or_default(),
            phone: m.text("phone"),
            email: m.text("email"),
            url: m.text("url"),
            hours: m.text("hours"),
            note: m.text("note"),
            cites: m.cites(),
            at: m.at.clone(),
        }),
        documents: at.named("documents", &language::DOCUMENT, |_, m| Document {
            title: m.text("title").unwrap_or_default(),
            url: m.text("url"),
            file: m.line("file"),
            note: m.text("note"),
            aliases: m.lines("aliases"),
            cites: m.cites(),
            at: m.at.clone(),
        }),
        settings: at.fields("settings"),
        inputs: at.fields("inputs"),
        computed: at.exprs("computed"),
        emails: at.named("emails", &language::EMAIL, |_, m| email(m)),
        rules: at.objects("rules", &language::RULE).iter().map(rule).collect(),
        allow: at.reasons("allow"),
        cites: at.cites(),
        scope: Scope { start: at.references("start"), steps: step::steps(&at) },
    }
}

fn email(m: &Map) -> Email {
    Email {
        title: m.text("title"),
        to: m.texts("to"),
        cc: m.texts("cc"),
        reply_to: m.text("reply_to"),
        subject: m.text("subject").unwrap_or_default(),
        body: m.text("body").unwrap_or_default(),
        attach: m.references("attach"),
        by: match m.line("by").as_deref() {
            Some("letter") => Carrier::Letter,
            Some("registered") => Carrier::Registered,
            _ => Carrier::Email,
        },
        cites: m.cites(),
        at: m.at.clone(),
    }
}

fn rule(m: &Map) -> Rule {
    let nowhere = || Ref { name: "".into(), at: m.at.clone() };
    let demanded = Demand::ALL.iter().find_map(|demand| Some((*demand, m.reference(demand.key())?)));
    let (demand, other) = demanded.unwrap_or_else(|| (Demand::Requires, nowhere()));
    Rule {
        title: m.line("title").unwrap_or_default(),
        step: m.reference("step").unwrap_or_else(nowhere),
        demand,
        other,
        when: m.expr("if"),
        cites: m.cites(),
        at: m.at.clone(),
    }
}

fn field(name: &Name, m: &Map) -> Field {
    let options = || -> Named<String> {
        let node = m.child("options").map(|(node, _)| node);
        let titled = node.map(Node::entries).unwrap_or_default().iter().filter_map(|e| Some((e.key.as_str().into(), e.value.as_str()?.to_owned())));
        // In a list each name is its own title.
        titled.chain(node.map(Node::items).unwrap_or_default().iter().filter_map(|n| Some((n.as_str()?.into(), n.as_str()?.to_owned())))).collect()
    };
    let missing = || Ref { name: "".into(), at: m.at.clone() };
    // Read whatever the type is, so that every key is taken once.
    let (options, of, fields, key, mobile) = (options(), m.reference("of"), m.fields("fields"), m.reference("key"), m.flag("mobile"));
    let kind = match m.line("type").as_deref() {
        Some("paragraph") => Kind::Paragraph,
        Some("integer") => Kind::Integer,
        Some("decimal") => Kind::Decimal,
        Some("boolean") => Kind::Boolean,
        Some("date") => Kind::Date,
        Some("time") => Kind::Time,
        Some("datetime") => Kind::Datetime,
        Some("email") => Kind::Email,
        Some("phone") => Kind::Phone { mobile: mobile.unwrap_or(false) },
        Some("url") => Kind::Url,
        Some("option") => Kind::Option(options),
        Some("options") => Kind::Options(options),
        Some("item") => Kind::Item(of.unwrap_or_else(missing)),
        Some("file") => Kind::File,
        Some("secret") => Kind::Secret,
        Some("person") => Kind::Person,
        Some("record") => Kind::Record(fields),
        Some("list") => Kind::List { fields, key },
        Some("siren") => Kind::Siren,
        Some("siret") => Kind::Siret,
        Some("finess") => Kind::Finess,
        Some("rpps") => Kind::Rpps,
        _ => Kind::Text,
    };
    Field {
        name: name.clone(),
        kind,
        title: m.line("title").unwrap_or_default(),
        help: m.line("help"),
        when: m.expr("if"),
        optional: m.flag("optional").unwrap_or(false),
        default: m.child("default").map(|(node, _)| node.to_json()),
        prefill: m.flag("prefill").unwrap_or(true),
        min: m.bound("min"),
        max: m.bound("max"),
        pattern: m.line("pattern"),
        keep: m.flag("keep").unwrap_or(true),
        accept: m.lines("accept").iter().filter_map(|word| Family::parse(word)).collect(),
        max_size: m.line("max_size").and_then(|text| file::size(&text)),
        personal: m.flag("personal").unwrap_or(false),
        outside: m.flag("outside").unwrap_or(false),
        plays: m.reference("plays"),
        cites: m.cites(),
        at: m.at.clone(),
    }
}

/// A map of the file that is read as one object of the language.
struct Map<'a> {
    node: &'a Node,
    at: Place,
    object: &'static Object,
}

impl<'a> Map<'a> {
    fn new(node: &'a Node, at: Place, object: &'static Object) -> Self {
        Map { node, at, object }
    }

    fn child(&self, key: &str) -> Option<(&'a Node, Place)> {
        debug_assert!(self.object.keys.iter().any(|k| k.name == key), "{} has no key {key}", self.object.name);
        self.node.get(key).map(|node| (node, self.at.key(key)))
    }

    fn has(&self, key: &str) -> bool {
        self.child(key).is_some()
    }

    fn object(&self, key: &str, object: &'static Object) -> Option<Map<'a>> {
        self.child(key).filter(|(node, _)| matches!(node.kind, NodeKind::Map(_))).map(|(node, at)| Map::new(node, at, object))
    }

    /// One object, or a list of them.
    fn objects(&self, key: &str, object: &'static Object) -> Vec<Map<'a>> {
        let Some((node, at)) = self.child(key) else { return Vec::new() };
        match &node.kind {
            NodeKind::List(items) => {
                let maps = items.iter().enumerate().filter(|(_, item)| matches!(item.kind, NodeKind::Map(_)));
                maps.map(|(i, item)| Map::new(item, at.index(i), object)).collect()
            }
            NodeKind::Map(_) => vec![Map::new(node, at, object)],
            NodeKind::Scalar(_) => Vec::new(),
        }
    }

    fn named<T>(&self, key: &str, object: &'static Object, read: impl Fn(&Name, &Map<'a>) -> T) -> Named<T> {
        let Some((node, at)) = self.child(key) else { return Named::new() };
        let entries = node.entries().iter().filter(|e| matches!(e.value.kind, NodeKind::Map(_)));
        entries
            .map(|e| {
                let name: Name = e.key.as_str().into();
                let value = read(&name, &Map::new(&e.value, at.key(&e.key), object));
                (name, value)
            })
            .collect()
    }

    fn fields(&self, key: &str) -> Named<Field> {
        self.named(key, &language::FIELD, field)
    }

    fn exprs(&self, key: &str) -> Named<Expr> {
        let Some((node, at)) = self.child(key) else { return Named::new() };
        node.entries().iter().filter_map(|e| Some((e.key.as_str().into(), expr(&e.value, at.key(&e.key))?))).collect()
    }

    fn references_by_name(&self, key: &str) -> Named<Ref> {
        let Some((node, at)) = self.child(key) else { return Named::new() };
        node.entries().iter().filter_map(|e| Some((e.key.as_str().into(), Ref { name: e.value.as_str()?.into(), at: at.key(&e.key) }))).collect()
    }

    fn line(&self, key: &str) -> Option<String> {
        self.child(key)?.0.as_str().map(str::to_owned)
    }

    fn lines(&self, key: &str) -> Vec<String> {
        self.strings(key).into_iter().map(|(text, _)| text.to_owned()).collect()
    }

    fn name(&self, key: &str) -> Option<Name> {
        self.child(key)?.0.as_str().map(Name::from)
    }

    fn flag(&self, key: &str) -> Option<bool> {
        match self.child(key)?.0.as_scalar()?.value {
            Value::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    fn whole(&self, key: &str) -> Option<u32> {
        self.child(key)?.0.as_scalar()?.value.as_u64()?.try_into().ok()
    }

    fn bound(&self, key: &str) -> Option<Bound> {
        let (node, at) = self.child(key)?;
        match &node.as_scalar()?.value {
            Value::Number(number) => number.as_f64().map(Bound::Number),
            Value::String(text) if text == "today" => Some(Bound::Today),
            Value::String(text) => Some(text.parse().map_or_else(|_| Bound::Expr(Expr { source: text.as_str().into(), at }), Bound::Date)),
            _ => None,
        }
    }

    fn text(&self, key: &str) -> Option<Text> {
        let (node, at) = self.child(key)?;
        Some(Text { source: node.as_str()?.into(), at })
    }

    /// One text, or a list of them.
    fn texts(&self, key: &str) -> Vec<Text> {
        self.strings(key).into_iter().map(|(text, at)| Text { source: text.into(), at }).collect()
    }

    fn strings(&self, key: &str) -> Vec<(&'a str, Place)> {
        let Some((node, at)) = self.child(key) else { return Vec::new() };
        match &node.kind {
            NodeKind::List(items) => items.iter().enumerate().filter_map(|(i, n)| Some((n.as_str()?, at.index(i)))).collect(),
            _ => node.as_str().map(|text| vec![(text, at)]).unwrap_or_default(),
        }
    }

    fn expr(&self, key: &str) -> Option<Expr> {
        let (node, at) = self.child(key)?;
        expr(node, at)
    }

    fn reference(&self, key: &str) -> Option<Ref> {
        let (node, at) = self.child(key)?;
        Some(Ref { name: node.as_str()?.into(), at })
    }

    /// One name, or a list of them.
    fn references(&self, key: &str) -> Vec<Ref> {
        self.strings(key).into_iter().map(|(name, at)| Ref { name: name.into(), at }).collect()
    }

    fn reasons(&self, key: &str) -> IndexMap<String, String> {
        let Some((node, _)) = self.child(key) else { return IndexMap::new() };
        node.entries().iter().filter_map(|e| Some((e.key.clone(), e.value.as_str()?.to_owned()))).collect()
    }

    fn cites(&self) -> Vec<Citation> {
        let named = self.references("source").into_iter().map(|from| Citation { from, refs: Vec::new(), quote: None, checked: None, note: None });
        let written = self.objects("source", &language::CITATION).into_iter().filter_map(|m| {
            Some(Citation {
                from: m.reference("from")?,
                refs: m.lines("ref"),
                quote: m.line("quote"),
                checked: m.line("checked"),
                note: m.line("note"),
            })
        });
        named.chain(written).collect()
    }
}

fn expr(node: &Node, at: Place) -> Option<Expr> {
    let scalar = node.as_scalar()?;
    let source = match &scalar.value {
        Value::String(text) => text.as_str().into(),
        Value::Bool(_) | Value::Number(_) => scalar.value.to_string().into(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    Some(Expr { source, at })
}
