//! Questions as lines and boxes to fill in, each of the right form for its kind of answer.

use super::blank::{Pen, Site};
use super::hints;
use super::rich::{self, Block, Inked, Line};
use super::show;
use super::standing::Standing;
use crate::model::Named;
use crate::model::field::{Bound, Field, Kind};
use crate::msg;
use crate::words::Message;
use serde::Serialize;
use serde_json::{Map, Value};

/// The most rows that a table leaves room for.
const MAX_ROWS: usize = 20;
/// The rows of a table whose length nobody knows.
const USUAL_ROWS: usize = 6;

/// A box with its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tick {
    /// What it stands for: an option's key, a channel.
    pub key: String,
    /// Its words.
    pub title: Line,
    /// Ticked.
    pub ticked: bool,
    /// Room for a date beside it.
    pub dated: bool,
}

/// Something to fill in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// The field's name.
    pub name: String,
    /// The question.
    pub title: String,
    /// Help beside it.
    pub help: Vec<Block>,
    /// Asked only where this holds, in words.
    pub when: Option<String>,
    /// What else holds: may stay empty, at most so many.
    pub hints: Vec<String>,
    /// The room for the answer.
    pub space: Space,
    /// The answer, where it is known and there is one line for it.
    pub answer: Option<String>,
}

/// The room for an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Space {
    /// A line.
    Line(Width),
    /// Several lines.
    Lines(usize),
    /// One box for each character, in groups.
    Combs(Vec<usize>),
    /// `__/__/____`
    Date,
    /// `__ h __`
    Time,
    /// Both.
    Datetime,
    /// Boxes to tick.
    Boxes {
        /// Several may be ticked.
        many: bool,
        /// The boxes.
        boxes: Vec<Tick>,
    },
    /// One box, then a line.
    Confirm {
        /// The box.
        tick: Tick,
        /// What the line is for.
        line: Option<String>,
    },
    /// Several answers in one.
    Parts(Vec<Entry>),
    /// A table.
    Table {
        /// The columns.
        columns: Vec<Entry>,
        /// How many rows there is room for.
        rows: usize,
        /// The rows that are known.
        filled: Vec<Vec<String>>,
    },
}

/// How long a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Width {
    /// A number.
    Short,
    /// A name.
    Medium,
    /// As long as the page allows.
    Long,
}

/// Makes forms.
pub struct Forms<'a, 'o, 'p> {
    /// Writes texts.
    pub pen: &'a Pen<'o, 'p>,
    /// Where the questions stand.
    pub site: &'a Site,
    /// What was answered.
    pub answers: Option<&'a Map<String, Value>>,
    /// Whether nothing more will be answered: then what was is all that is shown.
    pub settled: bool,
    /// The run, where there is one: which items left their lists.
    pub standing: Option<&'a Standing>,
}

impl Forms<'_, '_, '_> {
    /// The questions of a step, or of a record.
    pub fn entries(&self, fields: &Named<Field>) -> Vec<Entry> {
        fields.values().filter(|field| self.is_asked(field)).map(|field| self.entry(field)).collect()
    }

    /// Facts of the organisation, with those that are known.
    pub fn known(&self, settings: &Named<Field>) -> Vec<Entry> {
        let mut entries = self.entries(settings);
        for entry in &mut entries {
            let field = settings.get(entry.name.as_str()).filter(|field| self.pen.personal || !field.is_personal());
            entry.answer = field.and_then(|field| self.pen.voice.say(&self.site.path, &format!("{{{{ settings.{} }}}}", field.name)));
        }
        entries
    }

    fn is_asked(&self, field: &Field) -> bool {
        let known = self.answers.is_some_and(|answers| answers.contains_key(field.name.as_ref()));
        known || !self.settled && field.when.as_ref().is_none_or(|when| self.pen.holds(self.site, when) != Some(false))
    }

    fn say(&self, message: &Message) -> String {
        self.pen.words.say(message)
    }

    fn entry(&self, field: &Field) -> Entry {
        let when = field.when.as_ref().filter(|when| self.pen.holds(self.site, when) != Some(true));
        let given = self.answers.and_then(|answers| answers.get(field.name.as_ref()));
        // A list or record hides only what is personal in it, unless it is so as a whole.
        let erased = given.is_some_and(Value::is_null);
        let hidden = given.is_some() && !erased && !self.pen.personal && (field.personal || matches!(field.kind, Kind::Person));
        let shown = given.filter(|_| !hidden && !erased);
        let space = if hidden || erased { Space::Line(Width::Long) } else { self.space(field, shown) };
        let in_one_line = !matches!(space, Space::Boxes { .. } | Space::Table { .. } | Space::Parts(_));
        let answer = match (hidden, shown) {
            _ if erased => Some(self.say(&msg!("erased"))),
            (true, _) => Some(match given.and_then(Value::as_array) {
                Some(list) if matches!(field.kind, Kind::List { .. }) => self.say(&msg!("paper-hidden-lines", n = list.len())),
                _ => self.say(&msg!("paper-hidden")),
            }),
            (false, Some(value)) if in_one_line => Some(show::value(&field.kind, value, self.pen.words)),
            _ => None,
        };
        let mut help = Inked::default();
        help.text(field.help.as_deref().unwrap_or_default());
        Entry {
            name: field.name.to_string(),
            title: field.title.trim().to_owned(),
            help: if self.settled { Vec::new() } else { rich::blocks(&help) },
            when: when.map(|when| self.pen.condition(self.site, when)),
            hints: if self.settled { Vec::new() } else { hints::of(self.pen, self.site, field) },
            space,
            answer,
        }
    }

    fn space(&self, field: &Field, given: Option<&Value>) -> Space {
        let ticks = |options: &Named<String>, many: bool| {
            let ticked = |key: &str| match given {
                Some(Value::Array(list)) => list.iter().any(|v| v.as_str() == Some(key)),
                Some(Value::String(one)) => one == key,
                _ => false,
            };
            let boxes = options.iter().map(|(key, title)| Tick::plain(key, rich::plain(title.trim()), ticked(key))).collect();
            Space::Boxes { many, boxes }
        };
        match &field.kind {
            Kind::Text => Space::Line(if field.max.as_ref().is_some_and(|max| matches!(max, Bound::Number(n) if *n <= 12.0)) {
                Width::Short
            } else {
                Width::Long
            }),
            Kind::Paragraph => Space::Lines(3),
            Kind::Integer | Kind::Decimal => Space::Line(Width::Short),
            Kind::Boolean => {
                let is = |yes: bool| given.and_then(Value::as_bool) == Some(yes);
                let one = |key: &str, id: &'static str, yes: bool| Tick::plain(key, rich::plain(self.say(&msg!(id))), is(yes));
                Space::Boxes { many: false, boxes: vec![one("true", "paper-yes", true), one("false", "paper-no", false)] }
            }
            Kind::Date => Space::Date,
            Kind::Time => Space::Time,
            Kind::Datetime => Space::Datetime,
            Kind::Email | Kind::Url | Kind::Item(_) => Space::Line(Width::Long),
            Kind::Phone { .. } => Space::Combs(vec![2; 5]),
            Kind::Option(options) => ticks(options, false),
            Kind::Options(options) => ticks(options, true),
            Kind::File if field.keep => self.confirm("paper-file", Some("paper-file-where"), given.is_some()),
            Kind::File => self.confirm("paper-file-seen", None, given.is_some()),
            Kind::Secret => self.confirm("paper-secret", Some("paper-secret-where"), given.is_some()),
            Kind::Person => {
                let line = |name: &str, title: &'static str, space: Space, kind: Kind| Entry {
                    name: name.to_owned(),
                    title: self.say(&msg!(title)),
                    help: Vec::new(),
                    when: None,
                    hints: Vec::new(),
                    space,
                    answer: given.and_then(|v| v.get(name)).map(|v| show::value(&kind, v, self.pen.words)),
                };
                Space::Parts(vec![
                    line("name", "paper-person-name", Space::Line(Width::Long), Kind::Text),
                    line("email", "paper-person-email", Space::Line(Width::Long), Kind::Email),
                    line("phone", "paper-person-phone", Space::Combs(vec![2; 5]), Kind::Phone { mobile: false }),
                ])
            }
            Kind::Record(fields) => Space::Parts(self.inside(given.and_then(Value::as_object)).entries(fields)),
            Kind::List { fields, .. } => {
                let count = |bound: &Option<Bound>| match bound {
                    Some(Bound::Number(n)) if *n >= 1.0 => Some(*n as usize),
                    _ => None,
                };
                let rows = count(&field.max).or_else(|| count(&field.min).map(|n| n.max(USUAL_ROWS))).unwrap_or(USUAL_ROWS).min(MAX_ROWS);
                let columns = Forms { answers: None, ..*self };
                let columns: Vec<Entry> = fields.values().map(|field| columns.entry(field)).collect();
                let cell = |item: &Value, field: &Field| match item.get(field.name.as_ref()) {
                    _ if item.is_null() => self.say(&msg!("erased")),
                    Some(_) if field.is_personal() && !self.pen.personal => self.say(&msg!("paper-hidden")),
                    Some(value) => show::value(&field.kind, value, self.pen.words),
                    None => String::new(),
                };
                let items = given.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                let row = |(i, item): (usize, &Value)| {
                    let mut cells: Vec<String> = fields.values().map(|field| cell(item, field)).collect();
                    if let (Some(first), Some(gone)) = (cells.first_mut(), self.gone(field, i + 1)) {
                        *first = self.say(&msg!("paper-row-gone", cell = first.as_str(), why = gone));
                    }
                    cells
                };
                let filled = items.iter().enumerate().map(row).collect();
                Space::Table { columns, rows, filled }
            }
            Kind::Siren | Kind::Finess => Space::Combs(vec![3; 3]),
            Kind::Siret => Space::Combs(vec![3, 3, 3, 5]),
            Kind::Rpps => Space::Combs(vec![2, 3, 3, 3]),
        }
    }

    /// Why an item left the list, where it did.
    fn gone(&self, field: &Field, number: usize) -> Option<String> {
        let mut dropped = self.standing?.dropped.iter();
        let own = dropped.rfind(|item| item.path == self.site.path && *item.field == *field.name && item.number == number)?;
        Some(super::record::why_words(&own.why, &|path| path.to_owned(), self.pen.words))
    }

    fn inside<'s>(&'s self, answers: Option<&'s Map<String, Value>>) -> Forms<'s, 's, 's> {
        Forms { pen: self.pen, site: self.site, answers, settled: self.settled, standing: self.standing }
    }

    fn confirm(&self, id: &'static str, line: Option<&'static str>, ticked: bool) -> Space {
        let tick = Tick::plain("true", rich::plain(self.say(&msg!(id))), ticked);
        Space::Confirm { tick, line: line.map(|id| self.say(&msg!(id))) }
    }
}

impl Tick {
    /// A box without a date.
    pub fn plain(key: &str, title: Line, ticked: bool) -> Tick {
        Tick { key: key.to_owned(), title, ticked, dated: false }
    }
}
