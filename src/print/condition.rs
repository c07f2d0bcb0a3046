//! Conditions in words.

use super::expression::{Expr, Op, substituted};
use super::names::{Sight, Thing};
use super::outline::Outline;
use super::value::Style;
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

/// A condition in words, as it reads at a step, given by its static path; where no step is there, at the start.
pub fn condition(outline: &Outline, path: &str, source: &str, words: &Words) -> String {
    let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]);
    let spot = ends.rev().find_map(|end| outline.find_path(0, &path[..end]));
    let lane = spot.map_or(0, |spot| outline.spots[spot].lane);
    Wording { sight: Sight::new(outline, lane), spot, words }.holds(source, true)
}

/// What two compared values are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    /// Moments: one comes before the other.
    Time,
    /// Anything else that has an order.
    Amount,
}

impl<'p> Wording<'_, 'p> {
    /// A condition in words; where there are none, as it is written, with titles for names.
    pub fn condition(&self, expr: &model::Expr, yes: bool) -> String {
        self.holds(&expr.source, yes)
    }

    /// The same for an expression that stands in a template.
    pub fn holds(&self, source: &str, yes: bool) -> String {
        let said = Expr::read(source).and_then(|expr| self.say(&expr, yes));
        said.unwrap_or_else(|| {
            let condition = self.substituted(source);
            self.words.say(&if yes { msg!("paper-if-other", condition = condition) } else { msg!("paper-if-other-not", condition = condition) })
        })
    }

    /// What has no words, with titles for names.
    pub fn substituted(&self, source: &str) -> String {
        self.words.quote(&substituted(source, &|path| Some(format!("‹{}›", self.of_name(path, Style::Bare)?))))
    }

    pub(super) fn msg(&self, message: Message) -> Option<String> {
        Some(self.words.say(&message))
    }

    /// Whether an expression holds (`yes`) or not, in words.
    pub(super) fn say(&self, expr: &Expr, yes: bool) -> Option<String> {
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
                Thing::Loop => match (path.last()?.as_str(), yes) {
                    ("first", true) => self.msg(msg!("paper-if-first")),
                    ("first", false) => self.msg(msg!("paper-if-not-first")),
                    ("last", true) => self.msg(msg!("paper-if-last")),
                    ("last", false) => self.msg(msg!("paper-if-not-last")),
                    _ => None,
                },
                _ => self.filled(expr, yes),
            },
            Expr::Test(of, test, args) => self.tested(of, test, args, yes),
            Expr::Compare(op, left, right) => self.compare(if yes { *op } else { op.opposite() }, left, right),
            Expr::Filter(of, name, _) if matches!(name.as_str(), "default" | "bool") => self.say(of, yes),
            // A list holds where it has items.
            Expr::Filter(..) => self.has_items(expr, yes),
            Expr::Either(..) | Expr::Text(_) | Expr::Number(_) | Expr::List(_) | Expr::Math(..) | Expr::Keyword(..) | Expr::Other(_) => None,
        }
    }

    /// The same view, one definition further in.
    pub(super) fn deeper(&self) -> Option<Wording<'_, 'p>> {
        Some(Wording { sight: self.sight.deeper()?, spot: self.spot, words: self.words })
    }

    fn tested(&self, of: &Expr, test: &str, args: &[Expr], yes: bool) -> Option<String> {
        let op = match test {
            "defined" => return self.filled(of, yes),
            "undefined" | "none" => return self.filled(of, !yes),
            "true" => return self.say(of, yes),
            "false" => return self.say(of, !yes),
            "eq" | "equalto" | "==" => Op::Is,
            "ne" | "!=" => Op::IsNot,
            "lt" | "lessthan" | "<" => Op::Below,
            "le" | "<=" => Op::AtMost,
            "gt" | "greaterthan" | ">" => Op::Above,
            "ge" | ">=" => Op::AtLeast,
            "in" => Op::In,
            _ => return None,
        };
        let [value] = args else { return None };
        self.compare(if yes { op } else { op.opposite() }, of, value)
    }

    /// Several conditions; `all` of them, or some.
    fn list(&self, list: &[Expr], yes: bool, all: bool) -> Option<String> {
        // "x is defined and x == 1" says no more than "x == 1".
        let said_by_another = |expr: &Expr| match expr {
            Expr::Test(of, test, _) if test == "defined" => list.iter().any(|other| {
                let mut names = Vec::new();
                other.names(&mut names);
                other != expr && names.iter().any(|name| matches!(of.as_ref(), Expr::Name(path) if name.starts_with(path)))
            }),
            _ => false,
        };
        let kept: Vec<&Expr> = list.iter().filter(|expr| !said_by_another(expr)).collect();
        if let Some(said) = self.one_of(&kept, yes) {
            return Some(said);
        }
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
        if !all {
            return self.either(said);
        }
        said.into_iter().reduce(|before, next| self.words.say(&msg!("paper-and", a = before, b = next)))
    }

    /// `x == 'a' or x == 'b'`: one thing, several values.
    fn one_of(&self, list: &[&Expr], yes: bool) -> Option<String> {
        let mut of: Option<&Expr> = None;
        let mut values = Vec::new();
        for expr in list {
            let Expr::Compare(Op::Is, left, right) = expr else { return None };
            if of.is_some_and(|known| known != left.as_ref()) {
                return None;
            }
            of = Some(left.as_ref());
            values.push(self.compared(left, right)?);
        }
        self.is(of.filter(|_| values.len() > 1)?, self.either(values)?, yes)
    }

    /// `a, b ou c`
    pub(super) fn either(&self, mut values: Vec<String>) -> Option<String> {
        let last = values.pop()?;
        if values.is_empty() {
            return Some(last);
        }
        self.msg(msg!("paper-or", a = values.join(", "), b = last))
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
            Thing::PartOf(..) => {
                let what = self.of_name(path, Style::Quoted)?;
                self.msg(if yes { msg!("paper-if-filled", what = what) } else { msg!("paper-if-empty", what = what) })
            }
            Thing::Computed(expr) => self.deeper()?.filled(&Expr::read(&expr.source)?, yes),
            Thing::Ended(..) => self.has_items(of, yes),
            _ => None,
        }
    }

    fn compare(&self, op: Op, left: &Expr, right: &Expr) -> Option<String> {
        if let (Op::In | Op::NotIn, Expr::List(values)) = (op, right) {
            let values: Vec<String> = values.iter().map(|value| self.compared(left, value)).collect::<Option<_>>()?;
            return self.is(left, self.either(values)?, op == Op::In);
        }
        if let Op::In | Op::NotIn = op {
            return self.contains(left, right, op == Op::In);
        }
        if let Some(said) = self.counted(op, left, right) {
            return Some(said);
        }
        let (op, left, right) = match (left, right) {
            (Expr::Text(_) | Expr::Number(_) | Expr::Bool(_), Expr::Name(_) | Expr::Filter(..) | Expr::Math(..)) => (mirrored(op), right, left),
            _ => (op, left, right),
        };
        if let (Op::Is | Op::IsNot, Expr::Bool(value)) = (op, right) {
            return self.say(left, *value == (op == Op::Is));
        }
        let value = self.compared(left, right)?;
        if let Op::Is | Op::IsNot = op {
            return self.is(left, value, op == Op::Is);
        }
        let what = self.value(left, Style::Quoted)?;
        let measure = match [left, right].into_iter().find_map(|expr| self.measure(expr)) {
            Some(measure) => measure,
            None => Measure::Amount,
        };
        self.msg(match (op, measure) {
            (Op::Below, Measure::Time) => msg!("paper-if-before", what = what, value = value),
            (Op::AtMost, Measure::Time) => msg!("paper-if-not-after", what = what, value = value),
            (Op::Above, Measure::Time) => msg!("paper-if-after", what = what, value = value),
            (Op::AtLeast, Measure::Time) => msg!("paper-if-not-before", what = what, value = value),
            (Op::Below, Measure::Amount) => msg!("paper-if-below", what = what, value = value),
            (Op::AtMost, Measure::Amount) => msg!("paper-if-at-most", what = what, value = value),
            (Op::Above, Measure::Amount) => msg!("paper-if-above", what = what, value = value),
            (Op::AtLeast, Measure::Amount) => msg!("paper-if-at-least", what = what, value = value),
            (Op::Is | Op::IsNot | Op::In | Op::NotIn, _) => return None,
        })
    }

    /// What an expression is measured in, as far as its parts tell.
    fn measure(&self, expr: &Expr) -> Option<Measure> {
        match expr {
            Expr::Number(_) => Some(Measure::Amount),
            Expr::Name(path) => match self.sight.resolve(path)? {
                Thing::Field(field, _) => match field.kind {
                    Kind::Date | Kind::Time | Kind::Datetime => Some(Measure::Time),
                    Kind::Integer | Kind::Decimal => Some(Measure::Amount),
                    _ => None,
                },
                Thing::Today | Thing::RunStarted => Some(Measure::Time),
                Thing::Computed(expr) => self.deeper()?.measure(&Expr::read(&expr.source)?),
                _ => None,
            },
            Expr::Filter(of, name, _) => match name.as_str() {
                "plus" | "minus" => Some(Measure::Time),
                "length" | "days_until" | "int" | "float" | "round" | "sum" | "abs" => Some(Measure::Amount),
                _ => self.measure(of),
            },
            Expr::Math(_, left, right) => self.measure(left).or_else(|| self.measure(right)),
            _ => None,
        }
    }

    fn is(&self, left: &Expr, value: String, yes: bool) -> Option<String> {
        let what = self.value(left, Style::Quoted)?;
        self.msg(if yes { msg!("paper-if-is", what = what, value = value) } else { msg!("paper-if-is-not", what = what, value = value) })
    }

    fn contains(&self, left: &Expr, of: &Expr, yes: bool) -> Option<String> {
        let value = self.compared(of, left)?;
        let what = self.value(of, Style::Quoted)?;
        self.msg(if yes { msg!("paper-if-has", what = what, value = value) } else { msg!("paper-if-has-not", what = what, value = value) })
    }

    /// `list | length > 0` and its kin.
    fn counted(&self, op: Op, left: &Expr, right: &Expr) -> Option<String> {
        let (Expr::Number(number), Some(of)) = (right, self.length_of(left)) else { return None };
        let some = match (op, number.as_str()) {
            (Op::Above | Op::IsNot, "0") | (Op::AtLeast, "1") => true,
            (Op::Is | Op::AtMost, "0") | (Op::Below, "1") => false,
            _ => return None,
        };
        self.has_items(&of, some)
    }

    /// What is counted, where an expression is a length.
    fn length_of(&self, expr: &Expr) -> Option<Expr> {
        match expr {
            Expr::Filter(of, length, _) if length == "length" => Some(of.as_ref().clone()),
            Expr::Name(path) => match self.sight.resolve(path)? {
                Thing::Computed(expr) => self.deeper()?.length_of(&Expr::read(&expr.source)?),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a list, or what is chosen of it, has items.
    fn has_items(&self, of: &Expr, some: bool) -> Option<String> {
        let chosen = self.selection(of)?;
        let condition = chosen.conditions(self.words);
        match (chosen.ended, condition) {
            (Some((spot, outcome)), None) => {
                let (step, ended) = (self.number(spot), outcome.map_or("dropped", Outcome::word));
                self.msg(if some {
                    msg!("paper-if-some-ended", step = step, ended = ended)
                } else {
                    msg!("paper-if-none-ended", step = step, ended = ended)
                })
            }
            (_, Some(condition)) => self.msg(if some {
                msg!("paper-if-some-item", list = chosen.list, condition = condition)
            } else {
                msg!("paper-if-no-item", list = chosen.list, condition = condition)
            }),
            (None, None) => self.msg(if some { msg!("paper-if-filled", what = chosen.list) } else { msg!("paper-if-empty", what = chosen.list) }),
        }
    }

    /// A value as the thing it is compared with shows it: an option by its title.
    fn compared(&self, of: &Expr, value: &Expr) -> Option<String> {
        let Expr::Text(key) = value else { return self.value(value, Style::Quoted) };
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

    /// A question by its title, with the step that asks it where that is another one.
    pub(super) fn question(&self, field: &Field, spot: Option<usize>) -> String {
        let title = self.words.quote(field.title.trim());
        match spot.filter(|spot| Some(*spot) != self.spot) {
            Some(spot) => self.words.say(&msg!("paper-question-at", title = title, step = self.number(spot))),
            None => title,
        }
    }

    pub(super) fn number(&self, spot: usize) -> String {
        self.sight.outline.spots[spot].number.clone()
    }
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
