//! What an answer must be like, in words: bounds, form, what holds where nothing is said.

use super::blank::{Pen, Site};
use super::show;
use crate::model::field::{Bound, Field, Kind};
use crate::model::file;
use crate::msg;
use crate::words::{Message, Words};

/// What stands beside a question.
pub fn of(pen: &Pen, site: &Site, field: &Field) -> Vec<String> {
    let words = pen.words;
    let mut hints = Vec::new();
    if field.optional {
        hints.push(words.say(&msg!("paper-optional")));
    }
    hints.extend(bounds(field, words).map(|message| words.say(&message)));
    if let Kind::Phone { mobile: true } = field.kind {
        hints.push(words.say(&msg!("paper-mobile")));
    }
    if !field.accept.is_empty() {
        hints.push(words.say(&msg!("paper-accept", families = file::any_of(&field.accept))));
    }
    hints.extend(field.max_size.map(|most| words.say(&msg!("paper-max-size", size = file::size_said(most)))));
    hints.extend(field.pattern.as_deref().map(|pattern| words.say(&msg!("paper-pattern", form = form(pattern, words)))));
    hints.extend(
        field
            .default
            .as_ref()
            .filter(|default| !crate::model::value::is_empty(default))
            .map(|default| words.say(&msg!("paper-default", value = show::value(&field.kind, default, words)))),
    );
    if let Some(plays) = &field.plays
        && let Some(role) = pen.outline.lanes[site.lane].procedure.roles.get(&plays.name)
        && role.title.source.trim() != field.title.trim()
    {
        hints.push(words.say(&msg!("paper-plays", role = words.quote(role.title.source.trim()))));
    }
    hints
}

fn bounds(field: &Field, words: &Words) -> Option<Message> {
    let bound = |bound: &Bound| match bound {
        Bound::Number(n) => show::number(*n, words),
        Bound::Date(date) => show::date(&date.to_string()),
        Bound::Today => words.say(&msg!("paper-today")),
        Bound::Expr(expr) => expr.source.to_string(),
    };
    let whole = |bound: &Option<Bound>| match bound {
        Some(Bound::Number(n)) if *n >= 0.0 => Some(*n as usize),
        Some(_) | None => None,
    };
    let (least, most) = (field.min.as_ref().map(bound), field.max.as_ref().map(bound));
    match (&field.kind, least, most) {
        (Kind::List { .. } | Kind::Options(_), _, _) => match (whole(&field.min).filter(|n| *n > 0), whole(&field.max)) {
            (Some(least), Some(most)) if least == most => Some(msg!("paper-lines-exactly", n = least)),
            (Some(least), Some(most)) => Some(msg!("paper-lines-between", least = least, most = most)),
            (Some(least), None) => Some(msg!("paper-lines-at-least", least = least)),
            (None, Some(most)) => Some(msg!("paper-lines-at-most", most = most)),
            (None, None) => None,
        },
        (_, None, None) => None,
        // The length of a text matters only where a line would not hold it.
        (Kind::Text | Kind::Paragraph, _, None) => None,
        (Kind::Text | Kind::Paragraph, _, Some(most)) => Some(msg!("paper-at-most-letters", most = most)),
        (Kind::Date | Kind::Time | Kind::Datetime, Some(least), Some(most)) => Some(msg!("paper-day-between", least = least, most = most)),
        (Kind::Date | Kind::Time | Kind::Datetime, Some(least), None) => Some(msg!("paper-day-from", least = least)),
        (Kind::Date | Kind::Time | Kind::Datetime, None, Some(most)) => Some(msg!("paper-day-until", most = most)),
        (_, Some(least), Some(most)) if least == most => Some(msg!("paper-exactly", least = least)),
        (_, Some(least), Some(most)) => Some(msg!("paper-between", least = least, most = most)),
        (_, Some(least), None) => Some(msg!("paper-at-least", least = least)),
        (_, None, Some(most)) => Some(msg!("paper-at-most", most = most)),
    }
}

/// A pattern in words where it is simple: `[A-Z]{2}[0-9]{4}` is two capital letters, then four digits. Else as it is written.
fn form(pattern: &str, words: &Words) -> String {
    parts(pattern, words).map_or_else(|| words.quote(pattern), |parts| parts.join(", "))
}

fn parts(pattern: &str, words: &Words) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut rest = pattern.strip_prefix('^').unwrap_or(pattern);
    rest = rest.strip_suffix('$').unwrap_or(rest);
    let mut literal = String::new();
    while let Some(c) = rest.chars().next() {
        let (class, after) = match c {
            '[' => {
                let end = rest.find(']')?;
                (Some(&rest[..=end]), &rest[end + 1..])
            }
            '\\' => {
                let next = rest.chars().nth(1)?;
                let end = 1 + next.len_utf8();
                match next {
                    'd' => (Some(&rest[..end]), &rest[end..]),
                    next if next.is_alphanumeric() => return None,
                    next => {
                        literal.push(next);
                        (None, &rest[end..])
                    }
                }
            }
            '(' | ')' | '|' | '.' | '*' | '+' | '?' | '{' | '}' | '^' | '$' => return None,
            c => {
                literal.push(c);
                (None, &rest[c.len_utf8()..])
            }
        };
        rest = after;
        let Some(class) = class else {
            if rest.starts_with(['*', '+', '?', '{']) {
                return None;
            }
            continue;
        };
        if !literal.is_empty() {
            parts.push(words.quote(&std::mem::take(&mut literal)));
        }
        let (least, most, after) = times(rest)?;
        rest = after;
        let sort = match class {
            "[0-9]" | "\\d" => "digits",
            "[A-Z]" => "capitals",
            "[a-z]" => "small",
            "[A-Za-z]" | "[a-zA-Z]" => "letters",
            "[0-9a-f]" | "[a-f0-9]" => "hex",
            "[0-9A-Z]" | "[A-Z0-9]" => "capitals-digits",
            // Single signs: one of them.
            class if most == Some(1) && least == 1 && class[1..class.len() - 1].chars().all(char::is_alphanumeric) => {
                let signs: Vec<String> = class[1..class.len() - 1].chars().map(String::from).collect();
                let (last, before) = signs.split_last()?;
                parts.push(if before.is_empty() { last.clone() } else { words.say(&msg!("paper-or", a = before.join(", "), b = last)) });
                continue;
            }
            _ => return None,
        };
        let what = words.say(&msg!("paper-signs", n = most.unwrap_or(least.max(2)), sort = sort));
        parts.push(words.say(&match most {
            Some(most) if most == least => msg!("paper-signs-exactly", n = most, what = what),
            Some(most) => msg!("paper-signs-between", least = least, most = most, what = what),
            None => msg!("paper-signs-at-least", least = least, what = what),
        }));
    }
    if !literal.is_empty() {
        parts.push(words.quote(&literal));
    }
    Some(parts)
}

/// How often what stands before may come, and what follows.
fn times(rest: &str) -> Option<(u32, Option<u32>, &str)> {
    if let Some(after) = rest.strip_prefix('+') {
        return Some((1, None, after));
    }
    if rest.starts_with(['*', '?']) {
        return None;
    }
    let Some(inside) = rest.strip_prefix('{') else { return Some((1, Some(1), rest)) };
    let (inside, after) = inside.split_once('}')?;
    Some(match inside.split_once(',') {
        None => (inside.parse().ok()?, Some(inside.parse().ok()?), after),
        Some((least, "")) => (least.parse().ok()?, None, after),
        Some((least, most)) => (least.parse().ok()?, Some(most.parse().ok()?), after),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn simple_patterns_are_said_in_words() {
        let said = |pattern: &str| form(pattern, Lang::En.words());
        assert_eq!(said("[A-Z]{2}[0-9]{4}"), "2 capital letters, 4 digits");
        assert_eq!(said("INV-\\d{5}"), "“INV-”, 5 digits");
        assert_eq!(said("[12]\\d{14}"), "1 or 2, 14 digits");
        assert_eq!(said("[0-9a-f]{7,40}"), "7 to 40 characters among 0–9 and a–f");
        for beyond in ["a|b", "[^x]+", "(a)", "a*", "\\w+", "[0-9", "é{2}"] {
            assert_eq!(said(beyond), format!("“{beyond}”"));
        }
    }
}
