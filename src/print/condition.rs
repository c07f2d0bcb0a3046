//! Conditions in words, and what stands in a text where a value is not known yet.

use super::expression::{Expr, Op};
use super::names::{Sight, Thing, alternatives};
use crate::model::field::{Field, Kind};
use crate::model::{self, Outcome};
use crate::msg;
use crate::words::{Message, Words};

/// Puts expressions into words, seen from one step.
pub struct Wording<'o, 'p> {
    /// What names speak of.
    pub sight: Sight<'o, 'p>,
    /// The step that speaks: its own questions need no number.
    pub spot: Option<usize>,
    /// The language.
    pub words: &'o Words,
}

impl Wording<'_, '_> {
    /// A condition in words; as it is written where there are none.
    pub fn condition(&self, expr: &model::Expr) -> String {
        self.holds(&expr.source)
    }

    /// The same for an expression that stands in a template.
    pub fn holds(&self, source: &str) -> String {
        Expr::read(source).and_then(|expr| self.say(&expr, true)).unwrap_or_else(|| self.words.quote(source.trim()))
    }

    /// A question or step by its title; its name where it has none.
    pub fn thing(&self, source: &str) -> String {
        Expr::read(source).and_then(|expr| self.term(&expr)).unwrap_or_else(|| self.words.quote(source.trim()))
    }

    fn msg(&self, message: Message) -> Option<String> {
        Some(self.words.say(&message))
    }

    fn say(&self, expr: &Expr, yes: bool) -> Option<String> {
        match expr {
            Expr::Not(inner) => self.say(inner, !yes),
            Expr::And(list) => self.list(list, yes, yes),
            Expr::Or(list) => self.list(list, yes, !yes),
            Expr::Bool(value) => self.msg(msg!(if *value == yes { "paper-if-always" } else { "paper-if-never" })),
            Expr::Name(path) => match self.sight.resolve(path)? {
                Thing::Computed(expr) => self.deeper()?.say(&Expr::read(&expr.source)?, yes),
                Thing::Field(field, spot) if matches!(field.kind, Kind::Boolean) => {
                    let what = self.question(field, spot);
                    self.msg(if yes { msg!("paper-if-yes", what = what) } else { msg!("paper-if-no", what = what) })
                }
                _ => self.filled(expr, yes),
            },
            Expr::Test(of, test) => match test.as_str() {
                "defined" => self.filled(of, yes),
                "undefined" => self.filled(of, !yes),
                _ => None,
            },
            Expr::Compare(op, left, right) => self.compare(if yes { *op } else { op.opposite() }, left, right),
            Expr::Filter(..) | Expr::Either(..) | Expr::Text(_) | Expr::Number(_) | Expr::List(_) | Expr::Other(_) => None,
        }
    }

    fn deeper(&self) -> Option<Wording<'_, '_>> {
        Some(Wording { sight: self.sight.deeper()?, spot: self.spot, words: self.words })
    }

    /// Several conditions; `all` of them, or some.
    fn list(&self, list: &[Expr], yes: bool, all: bool) -> Option<String> {
        // "x is defined and x == 1" says no more than "x == 1".
        let said_by_another = |expr: &Expr| match expr {
            Expr::Test(of, test) if test == "defined" => list.iter().any(|other| {
                let mut names = Vec::new();
                other.names(&mut names);
                other != expr && names.iter().any(|name| matches!(of.as_ref(), Expr::Name(path) if name.starts_with(path)))
            }),
            _ => false,
        };
        let kept: Vec<&Expr> = list.iter().filter(|expr| !said_by_another(expr)).collect();
        let inner_differs = |expr: &Expr| match expr {
            Expr::And(_) => yes != all,
            Expr::Or(_) => yes == all,
            _ => false,
        };
        let mut said = Vec::new();
        for expr in &kept {
            let one = self.say(expr, yes)?;
            said.push(if kept.len() > 1 && inner_differs(expr) { format!("({one})") } else { one });
        }
        let mut all_said = said.into_iter();
        let first = all_said.next()?;
        Some(all_said.fold(first, |before, next| {
            self.words.say(&if all { msg!("paper-and", a = before, b = next) } else { msg!("paper-or", a = before, b = next) })
        }))
    }

    /// Whether something was answered or done.
    fn filled(&self, of: &Expr, yes: bool) -> Option<String> {
        let Expr::Name(path) = of else { return None };
        match self.sight.resolve(path)? {
            Thing::Step(spot) => {
                let step = self.number(spot);
                self.msg(if yes { msg!("paper-if-step-done", step = step) } else { msg!("paper-if-step-not-done", step = step) })
            }
            Thing::Field(field, spot) => {
                let what = self.question(field, spot);
                self.msg(if yes { msg!("paper-if-filled", what = what) } else { msg!("paper-if-empty", what = what) })
            }
            _ => None,
        }
    }

    fn compare(&self, op: Op, left: &Expr, right: &Expr) -> Option<String> {
        if let (Op::In | Op::NotIn, Expr::Text(key)) = (op, left) {
            return self.contains(key, right, op == Op::In);
        }
        if let (Op::In | Op::NotIn, Expr::List(values)) = (op, right) {
            let values: Vec<String> = values.iter().map(|value| self.value(left, value)).collect::<Option<_>>()?;
            let value = values.into_iter().reduce(|a, b| self.words.say(&msg!("paper-or", a = a, b = b)))?;
            return self.is(left, value, op == Op::In);
        }
        if let Some(said) = self.counted(op, left, right) {
            return Some(said);
        }
        let (message_op, left, right) = match (left, right) {
            (Expr::Text(_) | Expr::Number(_) | Expr::Bool(_), Expr::Name(_)) => (mirrored(op), right, left),
            _ => (op, left, right),
        };
        if let (Op::Is | Op::IsNot, Expr::Bool(value)) = (message_op, right) {
            return self.say(left, *value == (message_op == Op::Is));
        }
        let value = self.value(left, right)?;
        match message_op {
            Op::Is => self.is(left, value, true),
            Op::IsNot => self.is(left, value, false),
            Op::Below => self.msg(msg!("paper-if-below", what = self.term(left)?, value = value)),
            Op::AtMost => self.msg(msg!("paper-if-at-most", what = self.term(left)?, value = value)),
            Op::Above => self.msg(msg!("paper-if-above", what = self.term(left)?, value = value)),
            Op::AtLeast => self.msg(msg!("paper-if-at-least", what = self.term(left)?, value = value)),
            Op::In | Op::NotIn => None,
        }
    }

    fn is(&self, left: &Expr, value: String, yes: bool) -> Option<String> {
        let what = self.term(left)?;
        self.msg(if yes { msg!("paper-if-is", what = what, value = value) } else { msg!("paper-if-is-not", what = what, value = value) })
    }

    fn contains(&self, key: &str, of: &Expr, yes: bool) -> Option<String> {
        let value = self.value(of, &Expr::Text(key.to_owned()))?;
        let what = self.term(of)?;
        self.msg(if yes { msg!("paper-if-has", what = what, value = value) } else { msg!("paper-if-has-not", what = what, value = value) })
    }

    /// `list | length > 0` and its kin.
    fn counted(&self, op: Op, left: &Expr, right: &Expr) -> Option<String> {
        let (Expr::Filter(of, length, _), Expr::Number(number)) = (left, right) else { return None };
        if length != "length" {
            return None;
        }
        let some = match (op, number.as_str()) {
            (Op::Above | Op::IsNot, "0") | (Op::AtLeast, "1") => true,
            (Op::Is | Op::AtMost, "0") | (Op::Below, "1") => false,
            _ => return None,
        };
        let Expr::Name(path) = of.as_ref() else { return None };
        match self.sight.resolve(path)? {
            Thing::Ended(spot, outcome) => {
                let (step, ended) = (self.number(spot), outcome.map_or("dropped", Outcome::word));
                self.msg(if some {
                    msg!("paper-if-some-ended", step = step, ended = ended)
                } else {
                    msg!("paper-if-none-ended", step = step, ended = ended)
                })
            }
            Thing::Field(field, spot) => {
                let what = self.question(field, spot);
                self.msg(if some { msg!("paper-if-filled", what = what) } else { msg!("paper-if-empty", what = what) })
            }
            Thing::Computed(expr) => {
                let inside = self.deeper()?;
                match Expr::read(&expr.source)? {
                    // A choice among a list's items: that there is one such.
                    Expr::Filter(of, list, _) if list == "list" => inside.selected(&of, some),
                    other => inside.selected(&other, some),
                }
            }
            _ => None,
        }
    }

    /// `list | selectattr('field', 'equalto', 'value')` has items, or none.
    fn selected(&self, expr: &Expr, some: bool) -> Option<String> {
        let Expr::Filter(list, select, args) = expr else { return None };
        let ([Expr::Text(name), Expr::Text(test), value], true) = (args.as_slice(), select == "selectattr") else { return None };
        if !matches!(test.as_str(), "equalto" | "eq" | "==") {
            return None;
        }
        let items = self.sight.items(list)?;
        let mut inside = self.deeper()?;
        inside.sight.bound.push(("item".into(), Some(items)));
        let condition = inside.compare(Op::Is, &Expr::Name(vec!["item".into(), name.clone()]), value)?;
        let list = self.words.quote(items.list?.title.trim());
        self.msg(if some {
            msg!("paper-if-some-item", list = list, condition = condition)
        } else {
            msg!("paper-if-no-item", list = list, condition = condition)
        })
    }

    /// A value as the thing it is compared with shows it: an option by its title.
    fn value(&self, of: &Expr, value: &Expr) -> Option<String> {
        let Expr::Text(key) = value else { return self.term(value) };
        let Expr::Name(path) = of else { return Some(self.words.quote(key)) };
        let title = match self.sight.resolve(path) {
            Some(Thing::Field(Field { kind: Kind::Option(options) | Kind::Options(options), .. }, _)) => options.get(key.as_str()).cloned(),
            Some(Thing::Step(spot)) => {
                let options = self.sight.outline.spots[spot].step.choose().map(|choose| &choose.options);
                options.and_then(|options| options.get(key.as_str())).map(|option| option.title.source.to_string())
            }
            Some(Thing::OutcomeOf(_)) => {
                let outcome = [Outcome::Success, Outcome::Failure, Outcome::Neutral].into_iter().find(|o| o.word() == key)?;
                return self.msg(msg!(outcome_word(outcome)));
            }
            _ => None,
        };
        Some(self.words.quote(title.as_deref().unwrap_or(key).trim()))
    }

    /// A thing that is spoken of.
    fn term(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Text(text) => Some(self.words.quote(text)),
            Expr::Number(number) => Some(number.clone()),
            Expr::Filter(of, name, _) if name == "length" => self.count(self.term(of)?),
            Expr::Filter(of, _, _) => self.term(of),
            Expr::Name(path) => match self.sight.resolve(path)? {
                Thing::Field(field, spot) => Some(self.question(field, spot)),
                Thing::PartOf(field, part) => self.msg(msg!("paper-part-of", part = self.part(part), what = self.words.quote(field.title.trim()))),
                Thing::Step(spot) | Thing::OutcomeOf(spot) => self.msg(msg!("paper-step", step = self.number(spot))),
                Thing::Ended(spot, outcome) => self.msg(msg!("paper-ended-of", what = self.words.say(&outcomes(outcome)), step = self.number(spot))),
                Thing::Today => self.msg(msg!("paper-today")),
                Thing::Computed(expr) => self.deeper()?.term(&Expr::read(&expr.source)?),
                Thing::Fixed(_) | Thing::Player(..) | Thing::Item | Thing::RunId | Thing::RunStarted | Thing::RunOperator => None,
            },
            _ => None,
        }
    }

    /// `nombre de …`, `nombre d’…`
    fn count(&self, what: String) -> Option<String> {
        let vowel = what.chars().next().is_some_and(|c| "aeiouyéèêâîôœh".contains(c.to_lowercase().next().unwrap_or(c)));
        self.msg(msg!("paper-count-of", what = what, vowel = if vowel { "yes" } else { "no" }))
    }

    fn part(&self, part: &'static str) -> String {
        self.words.say(&match part {
            "email" => msg!("paper-person-email-of"),
            "phone" => msg!("paper-person-phone-of"),
            _ => msg!("paper-person-name-of"),
        })
    }

    /// A question by its title, with the step that asks it where that is another one.
    fn question(&self, field: &Field, spot: Option<usize>) -> String {
        let title = self.words.quote(field.title.trim());
        match spot.filter(|spot| Some(*spot) != self.spot) {
            Some(spot) => self.words.say(&msg!("paper-question-at", title = title, step = self.number(spot))),
            None => title,
        }
    }

    fn number(&self, spot: usize) -> String {
        self.sight.outline.spots[spot].number.clone()
    }

    /// What belongs where a value is not known: words that are known all the same, or the name of a blank.
    pub fn blank(&self, source: &str) -> Blank {
        match Expr::read(source) {
            Some(Expr::Text(text)) => Blank::Known(text),
            Some(Expr::Name(path)) if matches!(self.sight.resolve(&path), Some(Thing::Fixed(_))) => match self.sight.resolve(&path) {
                Some(Thing::Fixed(text)) => Blank::Template(text.source.to_string()),
                _ => Blank::Named(source.trim().to_owned()),
            },
            Some(expr) => Blank::Named(self.named(&expr).unwrap_or_else(|| source.trim().to_owned())),
            None => Blank::Named(source.trim().to_owned()),
        }
    }

    fn named(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Text(text) | Expr::Number(text) => Some(text.clone()),
            Expr::Either(..) => {
                let mut names: Vec<String> = Vec::new();
                for one in alternatives(expr) {
                    let name = self.named(one)?;
                    if !name.is_empty() && !names.contains(&name) {
                        names.push(name);
                    }
                }
                names.into_iter().reduce(|a, b| self.words.say(&msg!("paper-or", a = a, b = b)))
            }
            Expr::Filter(of, name, _) if name == "length" => {
                let what = match of.as_ref() {
                    Expr::Name(path) => match self.sight.resolve(path)? {
                        Thing::Ended(_, outcome) => self.words.say(&outcomes(outcome)),
                        _ => self.named(of)?,
                    },
                    _ => self.named(of)?,
                };
                self.count(what)
            }
            Expr::Filter(of, _, _) => self.named(of),
            Expr::Name(path) => match self.sight.resolve(path) {
                Some(Thing::Field(field, _) | Thing::PartOf(field, "name")) => Some(lowered(field.title.trim())),
                Some(Thing::PartOf(field, part)) => self.msg(msg!("paper-part-of", part = self.part(part), what = lowered(field.title.trim()))),
                Some(Thing::Player(role, "name")) => Some(lowered(role.title.source.trim())),
                Some(Thing::Player(role, part)) => self.msg(msg!("paper-part-of", part = self.part(part), what = lowered(role.title.source.trim()))),
                Some(Thing::Computed(expr)) => {
                    let inside = Expr::read(&expr.source).and_then(|expr| self.deeper()?.named(&expr)).filter(|name| name.chars().count() < 80);
                    Some(inside.unwrap_or_else(|| spaced(path.last().map_or("", String::as_str))))
                }
                Some(Thing::Step(spot)) => self.msg(msg!("paper-answer-of", step = self.number(spot))),
                Some(Thing::OutcomeOf(spot)) => self.msg(msg!("paper-outcome-of", step = self.number(spot))),
                Some(Thing::Ended(spot, outcome)) => {
                    self.msg(msg!("paper-ended-of", what = self.words.say(&outcomes(outcome)), step = self.number(spot)))
                }
                Some(Thing::Today) => self.msg(msg!("paper-today")),
                Some(Thing::RunId) => self.msg(msg!("paper-run-id")),
                Some(Thing::RunStarted) => self.msg(msg!("paper-run-started")),
                Some(Thing::RunOperator) => self.msg(msg!("paper-run-operator")),
                Some(Thing::Item | Thing::Fixed(_)) | None => path.last().map(|name| spaced(name)),
            },
            _ => None,
        }
    }
}

/// What belongs where a value is not known.
pub enum Blank {
    /// Words that are known all the same.
    Known(String),
    /// A text of the procedure.
    Template(String),
    /// The name of what is missing.
    Named(String),
}

fn mirrored(op: Op) -> Op {
    match op {
        Op::Below => Op::Above,
        Op::AtMost => Op::AtLeast,
        Op::Above => Op::Below,
        Op::AtLeast => Op::AtMost,
        Op::Is | Op::IsNot | Op::In | Op::NotIn => op,
    }
}

/// The sentence that names an outcome.
pub fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => "paper-outcome-success",
        Outcome::Failure => "paper-outcome-failure",
        Outcome::Neutral => "paper-outcome-neutral",
    }
}

fn outcomes(outcome: Option<Outcome>) -> Message {
    match outcome {
        Some(Outcome::Success) => msg!("paper-ended-success"),
        Some(Outcome::Failure) => msg!("paper-ended-failure"),
        Some(Outcome::Neutral) => msg!("paper-ended-neutral"),
        None => msg!("paper-ended-dropped"),
    }
}

fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// A title inside a sentence: its first letter small, unless it begins an abbreviation.
pub fn lowered(title: &str) -> String {
    let mut chars = title.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() && !second.is_ascii_digit() => {
            first.to_lowercase().chain(title.chars().skip(1)).collect()
        }
        _ => title.to_owned(),
    }
}
