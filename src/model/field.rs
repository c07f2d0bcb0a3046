//! Questions, and the kinds of answers they take.

use super::file::Family;
use super::{Citation, Expr, Name, Named, Ref};
use crate::finding::Place;
use serde_json::{Value, json};

/// The words that `type` takes.
pub const TYPES: &[&str] = &[
    "text",
    "paragraph",
    "integer",
    "decimal",
    "boolean",
    "date",
    "time",
    "datetime",
    "email",
    "phone",
    "url",
    "option",
    "options",
    "item",
    "file",
    "secret",
    "person",
    "record",
    "list",
    "siren",
    "siret",
    "finess",
    "rpps",
];

/// A question.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What kind of answer.
    pub kind: Kind,
    /// The question itself.
    pub title: String,
    /// Help beside it.
    pub help: Option<String>,
    /// Asked only where this holds.
    pub when: Option<Expr>,
    /// May stay empty.
    pub optional: bool,
    /// Offered beforehand.
    pub default: Option<Value>,
    /// Whether the answer of an earlier round is offered.
    pub prefill: bool,
    /// At least: a number, a date, the length of a text or list.
    pub min: Option<Bound>,
    /// At most.
    pub max: Option<Bound>,
    /// What the whole answer fits.
    pub pattern: Option<String>,
    /// Whether a file is kept.
    pub keep: bool,
    /// The kinds of files that are taken; all where none is named.
    pub accept: Vec<Family>,
    /// How large a file may be, in bytes; as large as the organisation says where nothing is said.
    pub max_size: Option<u64>,
    /// Personal data.
    pub personal: bool,
    /// Of a setting: the address of somebody outside the organisation.
    pub outside: bool,
    /// The role that this person plays.
    pub plays: Option<Ref>,
    /// Where it comes from.
    pub cites: Vec<Citation>,
    /// Where.
    pub at: Place,
}

/// What an answer is measured against.
#[derive(Debug, Clone)]
pub enum Bound {
    /// A number, or a length.
    Number(f64),
    /// A date.
    Date(jiff::civil::Date),
    /// The day of the answer.
    Today,
    /// What an expression comes to, over what was answered before.
    Expr(Expr),
}

/// What kind of answer a question takes.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A line.
    Text,
    /// Any number of lines.
    Paragraph,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day and a time.
    Datetime,
    /// A mail address.
    Email,
    /// A phone number; `mobile` wants 06 or 07.
    Phone {
        /// Only 06 and 07.
        mobile: bool,
    },
    /// An address on the web.
    Url,
    /// One of these.
    Option(Named<String>),
    /// Some of these.
    Options(Named<String>),
    /// One item of a list.
    Item(Ref),
    /// A file, kept as evidence.
    File,
    /// A secret: only that it was noted, and where, in words.
    Secret,
    /// Name, mail address, phone.
    Person,
    /// Several answers in one.
    Record(Named<Field>),
    /// Several records.
    List {
        /// What each item has.
        fields: Named<Field>,
        /// The field that names an item.
        key: Option<Ref>,
    },
    /// Nine digits, checked.
    Siren,
    /// Fourteen digits, checked.
    Siret,
    /// Nine characters; a wrong digit warns.
    Finess,
    /// Eleven digits; a wrong one warns.
    Rpps,
}

impl Kind {
    /// The word of `type`.
    pub fn word(&self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Paragraph => "paragraph",
            Kind::Integer => "integer",
            Kind::Decimal => "decimal",
            Kind::Boolean => "boolean",
            Kind::Date => "date",
            Kind::Time => "time",
            Kind::Datetime => "datetime",
            Kind::Email => "email",
            Kind::Phone { .. } => "phone",
            Kind::Url => "url",
            Kind::Option(_) => "option",
            Kind::Options(_) => "options",
            Kind::Item(_) => "item",
            Kind::File => "file",
            Kind::Secret => "secret",
            Kind::Person => "person",
            Kind::Record(_) => "record",
            Kind::List { .. } => "list",
            Kind::Siren => "siren",
            Kind::Siret => "siret",
            Kind::Finess => "finess",
            Kind::Rpps => "rpps",
        }
    }

    /// The fields inside this kind.
    pub fn fields(&self) -> Option<&Named<Field>> {
        match self {
            Kind::Record(fields) | Kind::List { fields, .. } => Some(fields),
            Kind::Text
            | Kind::Paragraph
            | Kind::Integer
            | Kind::Decimal
            | Kind::Boolean
            | Kind::Date
            | Kind::Time
            | Kind::Datetime
            | Kind::Email
            | Kind::Phone { .. }
            | Kind::Url
            | Kind::Option(_)
            | Kind::Options(_)
            | Kind::Item(_)
            | Kind::File
            | Kind::Secret
            | Kind::Person
            | Kind::Siren
            | Kind::Siret
            | Kind::Finess
            | Kind::Rpps => None,
        }
    }

    /// The JSON Schema of an answer, for programs.
    pub fn schema(&self) -> Value {
        match self {
            Kind::Text | Kind::Paragraph => json!({"type": "string"}),
            Kind::Integer => json!({"type": "integer"}),
            Kind::Decimal => json!({"type": "number"}),
            Kind::Boolean => json!({"type": "boolean"}),
            Kind::Date => json!({"type": "string", "format": "date"}),
            Kind::Time => json!({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}),
            Kind::Datetime => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]$"}),
            Kind::Email => json!({"type": "string", "format": "email"}),
            Kind::Phone { mobile: false } => json!({"type": "string", "format": "phone"}),
            Kind::Phone { mobile: true } => json!({"type": "string", "format": "phone", "pattern": "^0[67]"}),
            Kind::Url => json!({"type": "string", "format": "uri"}),
            Kind::Option(options) => json!({"type": "string", "enum": options.keys().collect::<Vec<_>>()}),
            Kind::Options(options) => {
                json!({"type": "array", "uniqueItems": true, "items": {"type": "string", "enum": options.keys().collect::<Vec<_>>()}})
            }
            Kind::Item(_) => json!({"type": ["integer", "string"], "description": "the item's number or key"}),
            Kind::File => json!({"type": "string", "format": "file", "description": "the path of the file, which is kept"}),
            Kind::Secret => {
                json!({
                    "type": ["boolean", "object"], "format": "secret",
                    "properties": {"noted": {"const": true}, "where": {"type": "string", "maxLength": 1000}}, "additionalProperties": false,
                    "description": "true, or {\"where\": \"…\"}: where it is kept, in words; never the secret itself"
                })
            }
            Kind::Person => json!({
                "type": "object",
                "properties": {"name": {"type": "string"}, "email": {"type": "string", "format": "email"}, "phone": {"type": "string", "format": "phone"}},
                "required": ["name"]
            }),
            Kind::Record(fields) => object_schema(fields),
            Kind::List { fields, .. } => json!({"type": "array", "items": object_schema(fields)}),
            Kind::Siren => json!({"type": "string", "format": "siren", "pattern": "^[0-9]{9}$"}),
            Kind::Siret => json!({"type": "string", "format": "siret", "pattern": "^[0-9]{14}$"}),
            Kind::Finess => json!({"type": "string", "format": "finess", "pattern": "^[0-9][0-9AB][0-9]{7}$"}),
            Kind::Rpps => json!({"type": "string", "format": "rpps", "pattern": "^[0-9]{11}$"}),
        }
    }
}

/// The JSON Schema of answers to several questions. A question with a condition is not required: whether it is asked depends on other answers.
pub fn object_schema(fields: &Named<Field>) -> Value {
    let properties: serde_json::Map<String, Value> = fields.values().map(|field| (field.name.to_string(), field.schema())).collect();
    let required: Vec<&str> = fields.values().filter(|f| !f.optional && f.when.is_none() && f.default.is_none()).map(|f| f.name.as_ref()).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// The answer to a question for a file that is not kept.
fn seen_schema() -> Value {
    json!({"type": ["boolean", "string"], "enum": [true, "seen"], "description": "that it was seen; the file itself is not kept"})
}

impl Field {
    /// The JSON Schema of an answer to this question, for programs.
    pub fn schema(&self) -> Value {
        let mut schema = if matches!(self.kind, Kind::File) && !self.keep { seen_schema() } else { self.kind.schema() };
        let Some(map) = schema.as_object_mut() else { return schema };
        map.insert("title".into(), json!(self.title));
        let bounds = match self.kind {
            Kind::Integer | Kind::Decimal => Some(("minimum", "maximum")),
            Kind::Text | Kind::Paragraph => Some(("minLength", "maxLength")),
            Kind::List { .. } | Kind::Options(_) => Some(("minItems", "maxItems")),
            _ => None,
        };
        if let Some((least, most)) = bounds {
            for (keyword, bound) in [(least, &self.min), (most, &self.max)] {
                match bound {
                    Some(Bound::Number(n)) if n.fract() == 0.0 => drop(map.insert(keyword.into(), json!(*n as i64))),
                    Some(Bound::Number(n)) => drop(map.insert(keyword.into(), json!(n))),
                    Some(Bound::Date(_) | Bound::Today | Bound::Expr(_)) | None => {}
                }
            }
        }
        if !self.accept.is_empty() {
            map.insert("accept".into(), json!(self.accept.iter().map(|family| family.word()).collect::<Vec<_>>()));
        }
        if let Some(most) = self.max_size {
            map.insert("maxSize".into(), json!(most));
        }
        if let Some(pattern) = &self.pattern {
            map.insert("pattern".into(), json!(format!("^(?:{pattern})$")));
        }
        if let Some(default) = &self.default {
            map.insert("default".into(), default.clone());
        }
        schema
    }

    /// Whether what is answered here is personal data: said so, or by its very kind (a person, and where a secret
    /// is kept), or holding such a field.
    pub fn is_personal(&self) -> bool {
        self.personal
            || matches!(self.kind, Kind::Person | Kind::Secret)
            || self.kind.fields().is_some_and(|fields| fields.values().any(Field::is_personal))
    }
}
