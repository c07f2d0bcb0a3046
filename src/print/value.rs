//! Values in words: what a condition speaks of, and what stands in a text where a value is not known yet.

use super::acts::duration;
use super::condition::Wording;
use super::expression::{Expr, Sign};
use super::names::{Thing, alternatives};
use super::show;
use crate::model::Outcome;
use crate::model::moment::Duration;
use crate::msg;
use crate::words::Message;

/// The longest words that say a computed value where it is read; longer ones are said once, where the values to work out are listed.
const MAX_INLINE: usize = 70;

/// How titles stand in a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Between quotes, with the step that asks: in a condition.
    Quoted,
    /// As the name of a blank.
    Bare,
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

impl Wording<'_, '_> {
    /// What belongs where a value is not known: words that are known all the same, or the name of a blank.
    pub fn blank(&self, source: &str) -> Blank {
        match Expr::read(source) {
            Some(Expr::Text(text)) => Blank::Known(text),
            Some(Expr::Name(path)) if matches!(self.sight.resolve(&path), Some(Thing::Fixed(_))) => match self.sight.resolve(&path) {
                Some(Thing::Fixed(text)) => Blank::Template(text.source.to_string()),
                _ => Blank::Named(source.trim().to_owned()),
            },
            Some(expr) => Blank::Named(self.value(&expr, Style::Bare).unwrap_or_else(|| self.bare(source))),
            None => Blank::Named(self.bare(source)),
        }
    }

    /// What has no words, without quotes of its own.
    fn bare(&self, source: &str) -> String {
        super::expression::substituted(source, &|path| self.of_name(path, Style::Bare))
    }

    /// A point in time that something is counted from.
    pub fn point(&self, expr: &Expr, style: Style) -> Option<String> {
        match expr {
            Expr::Name(path) => match self.sight.resolve(path)? {
                Thing::Step(spot) => self.msg(msg!("paper-the-step", step = self.number(spot))),
                _ => self.of_name(path, style),
            },
            _ => self.value(expr, style),
        }
    }

    /// A value in words.
    pub(super) fn value(&self, expr: &Expr, style: Style) -> Option<String> {
        match expr {
            Expr::Text(text) if text.trim().is_empty() && style == Style::Quoted => self.msg(msg!("paper-nothing")),
            Expr::Text(text) if style == Style::Quoted => Some(self.words.quote(text)),
            Expr::Text(text) => Some(text.clone()),
            Expr::Number(number) => Some(number.parse().map_or_else(|_| number.clone(), |n| show::number(n, self.words))),
            Expr::Bool(yes) => self.msg(if *yes { msg!("paper-yes") } else { msg!("paper-no") }),
            Expr::Name(path) => self.of_name(path, style),
            Expr::Filter(of, name, args) => self.filtered(expr, of, name, args, style),
            Expr::Math(sign, left, right) => self.reckoned(*sign, left, right, style),
            Expr::Either(..) => {
                let mut names: Vec<String> = Vec::new();
                for one in alternatives(expr) {
                    let name = self.value(one, style)?;
                    if !name.is_empty() && !names.contains(&name) {
                        names.push(name);
                    }
                }
                self.either(names)
            }
            Expr::List(list) => {
                let all: Vec<String> = list.iter().map(|one| self.value(one, style)).collect::<Option<_>>()?;
                Some(self.words.enumerate(&all))
            }
            Expr::Not(_) | Expr::And(_) | Expr::Or(_) | Expr::Compare(..) | Expr::Test(..) | Expr::Keyword(..) | Expr::Other(_) => None,
        }
    }

    fn filtered(&self, whole: &Expr, of: &Expr, name: &str, args: &[Expr], style: Style) -> Option<String> {
        match name {
            "plus" | "minus" => {
                let [Expr::Text(length)] = args else { return None };
                self.moved(of, Duration::parse(length)?, name == "plus", style)
            }
            "days_until" => {
                let [to] = args else { return None };
                self.msg(msg!("paper-days-between", from = self.point(of, style)?, to = self.point(to, style)?))
            }
            "length" => self.count(of, style),
            "selectattr" | "rejectattr" => {
                let chosen = self.selection(whole)?;
                let condition = chosen.conditions(self.words)?;
                self.msg(msg!("paper-lines-where", list = chosen.list, condition = condition))
            }
            "map" => {
                let [Expr::Keyword(keyword, part)] = args else { return None };
                let (Expr::Text(part), "attribute") = (part.as_ref(), keyword.as_str()) else { return None };
                let items = self.sight.items(of)?;
                let part = self.of_item(items, part, style)?;
                self.msg(msg!("paper-part-of-each", part = part, lines = self.lines(of, 1)))
            }
            "sum" => self.msg(msg!("paper-sum-of", what = self.value(of, style)?)),
            "date" | "short_date" | "time" | "phone" | "identifier" | "number" | "int" | "float" | "round" | "abs" | "string" | "upper" | "lower"
            | "title" | "capitalize" | "trim" | "default" | "list" | "sort" | "unique" | "reverse" | "join" | "enumerate" => self.value(of, style),
            _ => None,
        }
    }

    /// So long after something, or before it.
    fn moved(&self, of: &Expr, length: Duration, later: bool, style: Style) -> Option<String> {
        let (length, what) = (duration(length, self.words), self.point(of, style)?);
        self.msg(if later { msg!("paper-later-than", length = length, what = what) } else { msg!("paper-before", length = length, what = what) })
    }

    fn reckoned(&self, sign: Sign, left: &Expr, right: &Expr, style: Style) -> Option<String> {
        if let (Sign::Plus | Sign::Minus, Expr::Text(length)) = (sign, right)
            && let Some(length) = Duration::parse(length)
        {
            return self.moved(left, length, sign == Sign::Plus, style);
        }
        let part = |expr: &Expr, tight: bool| {
            // A text that is reckoned with is no title.
            if let Expr::Text(text) = expr {
                return Some(text.clone());
            }
            let said = self.value(expr, style)?;
            let looser = matches!(expr, Expr::Math(Sign::Plus | Sign::Minus | Sign::Then, ..));
            Some(if looser && tight { format!("({said})") } else { said })
        };
        let product = matches!(sign, Sign::Times | Sign::Over);
        let (left, right) = (part(left, product)?, part(right, product || sign == Sign::Minus)?);
        let sign = match sign {
            Sign::Plus => "+",
            Sign::Minus => "−",
            Sign::Times => "×",
            Sign::Over => "÷",
            Sign::Then => return Some(format!("{} {}", left.trim(), right.trim())),
        };
        Some(format!("{left} {sign} {right}"))
    }

    /// What a name speaks of.
    pub(super) fn of_name(&self, path: &[String], style: Style) -> Option<String> {
        let quoted = style == Style::Quoted;
        let title = |title: &str| if quoted { self.words.quote(title.trim()) } else { lowered(title.trim()) };
        let Some(thing) = self.sight.resolve(path) else {
            return path.last().map(|name| if quoted { self.words.quote(&spaced(name)) } else { spaced(name) });
        };
        match thing {
            Thing::Field(field, spot) if quoted => Some(self.question(field, spot)),
            Thing::Field(field, _) => Some(title(&field.title)),
            Thing::PartOf(field, "name") if !quoted => Some(title(&field.title)),
            Thing::PartOf(field, part) => self.msg(msg!("paper-part-of", part = self.part(part), what = title(&field.title))),
            Thing::Player(role, "name") if !quoted => Some(title(&role.title.source)),
            Thing::Player(role, part) => self.msg(msg!("paper-part-of", part = self.part(part), what = title(&role.title.source))),
            Thing::Computed(expr) => {
                let inside = Expr::read(&expr.source).and_then(|expr| self.deeper()?.value(&expr, style));
                let name = || spaced(path.last().map_or("", String::as_str));
                Some(
                    inside
                        .filter(|said| said.chars().count() < MAX_INLINE)
                        .unwrap_or_else(|| if quoted { self.words.quote(&name()) } else { name() }),
                )
            }
            Thing::Step(spot) if quoted => self.msg(msg!("paper-step", step = self.number(spot))),
            Thing::Step(spot) => self.msg(msg!("paper-answer-of", step = self.number(spot))),
            Thing::OutcomeOf(spot) if quoted => self.msg(msg!("paper-step", step = self.number(spot))),
            Thing::OutcomeOf(spot) => self.msg(msg!("paper-outcome-of", step = self.number(spot))),
            Thing::Ended(spot, outcome) => self.msg(msg!("paper-ended-of", what = self.words.say(&outcomes(outcome)), step = self.number(spot))),
            Thing::Today => self.msg(msg!("paper-today")),
            Thing::RunId => self.msg(msg!("paper-run-id")),
            Thing::RunStarted => self.msg(msg!("paper-run-started")),
            Thing::RunOperator => self.msg(msg!("paper-run-operator")),
            Thing::Group(_) => self.msg(msg!("paper-this-group")),
            Thing::Loop => self.msg(msg!("paper-loop-index")),
            Thing::Fixed(text) => Some(title(&text.source)),
            Thing::Item => path.last().map(|name| title(&spaced(name))),
        }
    }

    /// `nombre de …`, `nombre d’…`
    fn count(&self, of: &Expr, style: Style) -> Option<String> {
        if let Expr::Name(path) = of
            && style == Style::Bare
            && let Some(Thing::Ended(_, outcome)) = self.sight.resolve(path)
        {
            return self.number_of(self.words.say(&outcomes(outcome)));
        }
        match self.selection(of) {
            Some(chosen) if chosen.is_group => self.msg(msg!("paper-count-group")),
            Some(chosen) => match chosen.conditions(self.words) {
                Some(condition) => self.msg(msg!("paper-count-where", list = chosen.list, condition = condition)),
                None => self.number_of(self.value(of, style)?),
            },
            None => self.number_of(self.value(of, style)?),
        }
    }

    fn number_of(&self, what: String) -> Option<String> {
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
}

fn outcomes(outcome: Option<Outcome>) -> Message {
    match outcome {
        Some(Outcome::Success) => msg!("paper-ended-success"),
        Some(Outcome::Failure) => msg!("paper-ended-failure"),
        Some(Outcome::Neutral) => msg!("paper-ended-neutral"),
        None => msg!("paper-ended-dropped"),
    }
}

/// A name as words.
pub fn spaced(name: &str) -> String {
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
