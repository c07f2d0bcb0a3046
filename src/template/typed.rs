//! Values that know what they are: days, times, chosen options, and things with parts. They compare by what they mean and print as
//! a reader of the procedure's language expects.

use super::words;
use crate::words::Lang;
use jiff::civil::{Date, DateTime, Time};
use minijinja::value::{DynObject, Enumerator, Object, ObjectRepr, Value};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A value that is neither text nor number.
#[derive(Debug, Clone)]
pub(super) enum Typed {
    /// A day.
    Day(Date, Lang),
    /// A time of day.
    Clock(Time, Lang),
    /// A day and a time.
    Instant(DateTime, Lang),
    /// How many days lie between two.
    Days(i64, Lang),
    /// A chosen option: its key and its title.
    Chosen(Arc<str>, Arc<str>),
}

impl Typed {
    /// The typed value behind a value.
    pub fn of(value: &Value) -> Option<&Typed> {
        value.as_object().and_then(|object| object.downcast_ref())
    }

    /// As it is kept: `2026-03-01`, the option's key.
    pub fn plain(&self) -> Value {
        match self {
            Typed::Day(day, _) => day.to_string().into(),
            Typed::Clock(time, _) => time.strftime("%H:%M").to_string().into(),
            Typed::Instant(at, _) => at.strftime("%Y-%m-%dT%H:%M").to_string().into(),
            Typed::Days(days, _) => (*days).into(),
            Typed::Chosen(key, _) => key.clone().into(),
        }
    }

    fn kind(&self) -> u8 {
        match self {
            Typed::Day(..) => 0,
            Typed::Clock(..) => 1,
            Typed::Instant(..) => 2,
            Typed::Days(..) => 3,
            Typed::Chosen(..) => 4,
        }
    }

    /// Before, with or after another; a day and an instant are compared by their days.
    fn order(&self, other: &Typed) -> Option<Ordering> {
        Some(match (self, other) {
            (Typed::Day(a, _), Typed::Day(b, _)) => a.cmp(b),
            (Typed::Day(a, _), Typed::Instant(b, _)) => a.cmp(&b.date()),
            (Typed::Instant(a, _), Typed::Day(b, _)) => a.date().cmp(b),
            (Typed::Instant(a, _), Typed::Instant(b, _)) => a.cmp(b),
            (Typed::Clock(a, _), Typed::Clock(b, _)) => a.cmp(b),
            (Typed::Days(a, _), Typed::Days(b, _)) => a.cmp(b),
            (Typed::Chosen(a, _), Typed::Chosen(b, _)) => a.cmp(b),
            _ => return None,
        })
    }

    /// What a text or number means beside this.
    fn like(&self, other: &Value) -> Option<Typed> {
        let text = other.as_str();
        match self {
            Typed::Day(_, lang) | Typed::Instant(_, lang) => moment(text?, *lang),
            Typed::Clock(_, lang) => Some(Typed::Clock(text?.parse().ok()?, *lang)),
            Typed::Days(_, lang) => match text {
                Some(text) => days_in(text).map(|days| Typed::Days(days, *lang)),
                None => i64::try_from(other.clone()).ok().map(|days| Typed::Days(days, *lang)),
            },
            Typed::Chosen(..) => Some(Typed::Chosen(text?.into(), text?.into())),
        }
    }
}

/// `12 days`, `2 weeks` as days.
pub(super) fn days_in(text: &str) -> Option<i64> {
    use crate::model::moment::{Duration, Unit};
    let duration = Duration::parse(text)?;
    match duration.unit {
        Unit::Days => Some(i64::from(duration.amount)),
        Unit::Weeks => Some(i64::from(duration.amount) * 7),
        Unit::Minutes | Unit::Hours | Unit::Months | Unit::Years | Unit::WorkingDays | Unit::ClearDays => None,
    }
}

/// `2026-03-01`, `2026-03-01T09:30`.
pub(super) fn moment(text: &str, lang: Lang) -> Option<Typed> {
    if text.len() == 10 {
        return text.parse().ok().map(|day| Typed::Day(day, lang));
    }
    text.parse().ok().map(|at| Typed::Instant(at, lang))
}

impl Object for Typed {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let date = match **self {
            Typed::Day(day, _) => Some(day),
            Typed::Instant(at, _) => Some(at.date()),
            _ => None,
        };
        let time = match **self {
            Typed::Clock(time, _) => Some(time),
            Typed::Instant(at, _) => Some(at.time()),
            _ => None,
        };
        Some(match key.as_str()? {
            "year" => date?.year().into(),
            "month" => date?.month().into(),
            "day" => date?.day().into(),
            "hour" => time?.hour().into(),
            "minute" => time?.minute().into(),
            "days" => match **self {
                Typed::Days(days, _) => days.into(),
                _ => return None,
            },
            _ => return None,
        })
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !matches!(**self, Typed::Days(0, _))
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        // Things of different kinds have an order as well, or sorting would fail.
        Some(match (self.kind(), other.kind()) {
            (a, b) if a == b => self.order(other).unwrap_or(Ordering::Equal),
            (a, b) => a.cmp(&b),
        })
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words::typed(self))
    }
}

/// Something with parts: a person, a record, a document. It prints as what it is called.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    parts: BTreeMap<String, Value>,
    called: Option<Arc<str>>,
}

impl Parts {
    /// What a thing with parts is called.
    pub fn called(value: &Value) -> Option<Arc<str>> {
        value.as_object()?.downcast_ref::<Parts>()?.called.clone()
    }
}

impl Object for Parts {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.parts.get(key.as_str()?).cloned()
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.parts.get(key).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.parts.keys().map(|key| Value::from(key.as_str())).collect())
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.called.as_deref().unwrap_or_default())
    }
}

/// A day, kept as `2026-03-01`; text that is none stays text.
pub fn day(text: &str, lang: Lang) -> Value {
    text.parse().map_or_else(|_| text.into(), |day| Value::from_object(Typed::Day(day, lang)))
}

/// A time of day, kept as `09:30`.
pub fn time(text: &str, lang: Lang) -> Value {
    text.parse().map_or_else(|_| text.into(), |time| Value::from_object(Typed::Clock(time, lang)))
}

/// A day and a time, kept as `2026-03-01T09:30`.
pub fn instant(text: &str, lang: Lang) -> Value {
    text.parse().map_or_else(|_| text.into(), |at| Value::from_object(Typed::Instant(at, lang)))
}

/// A chosen option: it compares as its key and prints as its title.
pub fn chosen(key: &str, title: &str) -> Value {
    Value::from_object(Typed::Chosen(key.into(), title.into()))
}

/// Something with parts, and what it is called where it is printed as a whole.
pub fn parts(parts: BTreeMap<String, Value>, called: Option<&str>) -> Value {
    Value::from_object(Parts { parts, called: called.filter(|c| !c.is_empty()).map(Arc::from) })
}

/// The same with more parts.
pub fn with_parts(value: &Value, more: BTreeMap<String, Value>) -> Value {
    let own = value.try_iter().into_iter().flatten().filter_map(|key| Some((key.as_str()?.to_owned(), value.get_item(&key).ok()?)));
    parts(own.chain(more).collect(), Parts::called(value).as_deref())
}

/// A value as it is kept in the journal and given to programs: days as `2026-03-01`, options as their keys.
pub fn json(value: &Value) -> serde_json::Value {
    use minijinja::value::ValueKind;
    if let Some(typed) = Typed::of(value) {
        return json(&typed.plain());
    }
    match value.kind() {
        ValueKind::Map => {
            let keys = value.try_iter().into_iter().flatten();
            let parts = keys.filter_map(|key| Some((plain(&key).to_string(), json(&value.get_item(&key).ok()?))));
            serde_json::Value::Object(parts.collect())
        }
        ValueKind::Seq | ValueKind::Iterable => value.try_iter().into_iter().flatten().map(|item| json(&item)).collect(),
        _ => serde_json::to_value(value).unwrap_or_default(),
    }
}

/// The text or number behind a typed value; anything else as it is.
pub(super) fn plain(value: &Value) -> Value {
    Typed::of(value).map_or_else(|| value.clone(), Typed::plain)
}

/// How two values stand to each other; `None` where they cannot be compared.
pub(super) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (Typed::of(a), Typed::of(b)) {
        (Some(a), Some(b)) => a.order(b),
        (Some(a), None) => a.order(&a.like(b)?),
        (None, Some(b)) => b.like(a)?.order(b),
        (None, None) => Some(a.cmp(b)),
    }
}

/// Whether two values mean the same.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (Typed::of(a), Typed::of(b)) {
        (None, None) => {
            let lists = a.kind() == minijinja::value::ValueKind::Seq && b.kind() == minijinja::value::ValueKind::Seq;
            match (a.try_iter(), b.try_iter()) {
                (Ok(a), Ok(b)) if lists => {
                    let (a, b): (Vec<Value>, Vec<Value>) = (a.collect(), b.collect());
                    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same(a, b))
                }
                _ => a == b,
            }
        }
        _ => order(a, b) == Some(Ordering::Equal),
    }
}
