//! The JSON Schema (draft 2020-12) of a kind of file, made from its table.

use super::language::{Grammar, PROCEDURES};
use super::shape::{Form, Key, Object, Shape};
use crate::words::Lang;
use serde_json::{Map, Value, json};

/// The largest whole number that any key takes.
pub(super) const MAX_WHOLE: u32 = 1_000_000;

/// The schema of procedures with descriptions in this language, as `schemas/` holds it; without a language, the bare schema that `check` uses.
pub fn schema(lang: Option<Lang>) -> Value {
    schema_of(&PROCEDURES, lang)
}

/// The same for any kind of file.
pub fn schema_of(grammar: &Grammar, lang: Option<Lang>) -> Value {
    let defs: Map<String, Value> = grammar.objects.iter().map(|object| (object.name.to_owned(), definition(object, lang))).collect();
    let mut root = Map::new();
    root.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("$id".into(), json!(format!("urn:pasapas:{}:1", grammar.root.name)));
    if let Some(lang) = lang {
        let title = match lang {
            Lang::Fr => grammar.fr,
            Lang::En => grammar.en,
        };
        root.insert("title".into(), json!(title));
    }
    root.insert("type".into(), json!("object"));
    root.insert("$ref".into(), json!(format!("#/$defs/{}", grammar.root.name)));
    root.insert("$defs".into(), Value::Object(defs));
    Value::Object(root)
}

fn definition(object: &Object, lang: Option<Lang>) -> Value {
    let mut properties = Map::new();
    for key in object.keys {
        properties.insert(key.name.to_owned(), property(key, lang));
    }
    let required: Vec<&str> = object.keys.iter().filter(|k| k.required).map(|k| k.name).collect();
    let mut definition = Map::new();
    definition.insert("properties".into(), Value::Object(properties));
    if !required.is_empty() {
        definition.insert("required".into(), json!(required));
    }
    definition.insert("additionalProperties".into(), json!(false));
    if !object.one_of.is_empty() {
        // Where a list or a name may stand instead of the object, this says nothing of those.
        let other = json!({"not": {"type": "object"}});
        let ways = object.one_of.iter().map(|key| json!({"type": "object", "required": [key]}));
        definition.insert("oneOf".into(), ways.chain([other]).collect());
    }
    Value::Object(definition)
}

fn property(key: &Key, lang: Option<Lang>) -> Value {
    let mut property = Map::new();
    if let Some(lang) = lang {
        let text = match lang {
            Lang::Fr => key.fr,
            Lang::En => key.en,
        };
        property.insert("description".into(), json!(text));
        let example: Value = serde_yaml::from_str(key.example).unwrap_or(Value::Null);
        property.insert("examples".into(), json!([example]));
    }
    merge(&mut property, form(key.shape));
    Value::Object(property)
}

/// The keywords of a shape. Each speaks of one JSON type only, so that "this or that" is no more than both together.
fn form(shape: &Shape) -> Map<String, Value> {
    let schema = match shape {
        Shape::Line => json!({"type": "string", "pattern": r"^[^\n]*\S[^\n]*$"}),
        Shape::Text => json!({"type": "string", "pattern": r"\S"}),
        Shape::Expression => json!({"type": ["string", "boolean", "number"], "minLength": 1}),
        Shape::Boolean => json!({"type": "boolean"}),
        Shape::Whole(from) => json!({"type": "integer", "minimum": from, "maximum": MAX_WHOLE}),
        Shape::Bound => json!({"type": ["number", "string"]}),
        Shape::Anything => json!({}),
        Shape::Form(form) => json!({"type": "string", "pattern": form.pattern()}),
        Shape::Word(words) => json!({"type": "string", "enum": words}),
        Shape::Version => json!({"type": "integer", "const": 1}),
        Shape::List(inner) => json!({"type": "array", "items": form(inner), "minItems": 1}),
        Shape::Map(inner) => json!({
            "type": "object",
            "additionalProperties": form(inner),
            "propertyNames": {"pattern": Form::Name.pattern()},
            "minProperties": 1
        }),
        Shape::Keyed(inner) => json!({"type": "object", "additionalProperties": form(inner), "minProperties": 1}),
        Shape::Object(object) => json!({"type": "object", "$ref": format!("#/$defs/{}", object.name)}),
        Shape::Or(this, that) => {
            let mut both = beside(this);
            merge(&mut both, beside(that));
            return both;
        }
    };
    match schema {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The keywords of one of two shapes: `enum` speaks of every JSON type, so beside another shape words are a pattern.
fn beside(shape: &Shape) -> Map<String, Value> {
    let mut keywords = form(shape);
    if let (Shape::Word(words), Some(_)) = (shape, keywords.remove("enum")) {
        keywords.insert("pattern".into(), json!(words_pattern(words)));
    }
    keywords
}

/// The pattern of one of these words.
fn words_pattern(words: &[&str]) -> String {
    format!("^(?:{})$", words.join("|"))
}

/// The words of such a pattern.
pub fn words_of(pattern: &str) -> Option<Vec<String>> {
    let words = pattern.strip_prefix("^(?:")?.strip_suffix(")$")?;
    Some(words.split('|').map(str::to_owned).collect())
}

fn merge(into: &mut Map<String, Value>, from: Map<String, Value>) {
    for (keyword, value) in from {
        match (into.get_mut(&keyword), keyword.as_str()) {
            (Some(types), "type") => {
                let mut all: Vec<Value> = as_list(types.take());
                for one in as_list(value) {
                    if !all.contains(&one) {
                        all.push(one);
                    }
                }
                *types = Value::Array(all);
            }
            _ => {
                into.insert(keyword, value);
            }
        }
    }
}

fn as_list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list,
        one => vec![one],
    }
}
