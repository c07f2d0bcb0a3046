//! Questions to fill in, as HTML: lines and boxes of the right width.

use super::text::{blocks, escape, line};
use crate::msg;
use crate::print::forms::{Entry, Space, Tick, Width};
use crate::words::{Message, Words};

/// From so many columns on, a table is laid out as one card for each row.
const MAX_COLUMNS: usize = 7;

/// Questions.
pub fn entries(entries: &[Entry], words: &Words) -> String {
    entries.iter().map(|entry| one(entry, words)).collect()
}

fn say(words: &Words, message: &Message) -> String {
    escape(&words.say(message))
}

fn one(entry: &Entry, words: &Words) -> String {
    let mut facts: Vec<String> = entry.hints.iter().map(|hint| escape(hint)).collect();
    facts.extend(entry.when.as_ref().map(|when| say(words, &msg!("paper-only-if", condition = when))));
    let facts = if facts.is_empty() { String::new() } else { format!(" <span class=\"hint\">{}</span>", facts.join(" · ")) };
    let help = blocks(&entry.help);
    let help = if help.is_empty() { help } else { format!("<div class=\"help\">{help}</div>") };
    let label = format!("<span class=\"label\">{}{facts}</span>", escape(&entry.title));
    match &entry.space {
        Space::Table { columns, rows, filled } => {
            format!("<div class=\"field wide\">{label}{help}{}</div>", table(columns, *rows, filled, words))
        }
        Space::Parts(parts) => format!("<div class=\"field wide\">{label}{help}<div class=\"form parts\">{}</div></div>", entries(parts, words)),
        space => format!("<div class=\"field {}\">{label}{}{help}</div>", class(space), answer(entry, space, words)),
    }
}

fn class(space: &Space) -> &'static str {
    match space {
        Space::Line(Width::Short) => "short",
        Space::Line(Width::Medium) => "medium",
        Space::Line(Width::Long) => "long",
        Space::Lines(_) => "tall",
        Space::Combs(_) | Space::Date | Space::Time | Space::Datetime | Space::Boxes { .. } | Space::Confirm { .. } => "inline",
        Space::Parts(_) | Space::Table { .. } => "wide",
    }
}

fn answer(entry: &Entry, space: &Space, words: &Words) -> String {
    let known = entry.answer.as_ref().map(|answer| format!("<span class=\"known\">{}</span>", escape(answer).replace('\n', "<br>")));
    match (space, known) {
        (Space::Confirm { tick, .. }, Some(known)) => format!("<span class=\"answer\">{}{known}</span>", ticks(std::slice::from_ref(tick), words)),
        (Space::Boxes { boxes, .. }, None) => format!("<span class=\"answer\">{}</span>", ticks(boxes, words)),
        (_, Some(known)) => format!("<span class=\"answer\">{known}</span>"),
        (Space::Confirm { tick, line }, None) => {
            let room = line.as_ref().map(|line| format!("<span class=\"fill\"><span>{}</span><span class=\"line\"></span></span>", escape(line)));
            format!("<span class=\"answer confirm\">{}{}</span>", ticks(std::slice::from_ref(tick), words), room.unwrap_or_default())
        }
        (Space::Line(_), None) => "<span class=\"answer line\"></span>".to_owned(),
        (Space::Lines(count), None) => format!("<span class=\"answer lines\">{}</span>", "<span class=\"line\"></span>".repeat(*count)),
        (Space::Combs(groups), None) => format!("<span class=\"answer\">{}</span>", combs(groups, "")),
        (Space::Date, None) => format!("<span class=\"answer\">{}</span>", date()),
        (Space::Time, None) => format!("<span class=\"answer\">{}</span>", time()),
        (Space::Datetime, None) => format!("<span class=\"answer\">{} &nbsp; {}</span>", date(), time()),
        (Space::Parts(_) | Space::Table { .. }, None) => String::new(),
    }
}

/// Room for a date.
pub fn date() -> String {
    combs(&[2, 2, 4], "/")
}

fn time() -> String {
    combs(&[2, 2], "h")
}

fn combs(groups: &[usize], between: &str) -> String {
    let group = |size: &usize| format!("<span class=\"comb\">{}</span>", "<i></i>".repeat(*size));
    let between = if between.is_empty() { String::new() } else { format!("<b>{between}</b>") };
    format!("<span class=\"combs\" aria-hidden=\"true\">{}</span>", groups.iter().map(group).collect::<Vec<_>>().join(&between))
}

/// A box.
pub fn tick_box(ticked: bool, words: &Words) -> String {
    let (mark, said) = if ticked { ("✓", msg!("paper-ticked")) } else { ("", msg!("paper-to-tick")) };
    format!("<span class=\"tick\" role=\"img\" aria-label=\"{}\">{mark}</span>", say(words, &said))
}

/// Boxes with their words.
pub fn ticks(boxes: &[Tick], words: &Words) -> String {
    let one = |tick: &Tick| {
        let date = if tick.dated && !tick.ticked { combs(&[2, 2], "/") } else { String::new() };
        format!("<span class=\"option\">{}<span>{}</span>{date}</span>", tick_box(tick.ticked, words), line(&tick.title))
    };
    format!("<span class=\"options\">{}</span>", boxes.iter().map(one).collect::<String>())
}

fn table(columns: &[Entry], rows: usize, filled: &[Vec<String>], words: &Words) -> String {
    let helps: String = columns
        .iter()
        .filter(|column| !column.help.is_empty() || column.when.is_some())
        .map(|column| {
            let when = column.when.as_ref().map(|when| say(words, &msg!("paper-only-if", condition = when))).unwrap_or_default();
            format!("<li><strong>{}</strong> {when} {}</li>", escape(&column.title), blocks(&column.help))
        })
        .collect();
    let helps = if helps.is_empty() { helps } else { format!("<ul class=\"help\">{helps}</ul>") };
    let count = if filled.is_empty() { rows } else { filled.len() };
    if columns.len() > MAX_COLUMNS && filled.is_empty() {
        let card = |n: usize| {
            let inside = entries(columns, words);
            format!("<div class=\"card row\"><span class=\"row-number\">{n}</span><div class=\"form\">{inside}</div></div>")
        };
        let copies = say(words, &msg!("paper-copy-card", rows = rows));
        return format!("<p class=\"help\">{copies}</p>{}", card(1));
    }
    let head = |column: &Entry| {
        let options = match &column.space {
            Space::Boxes { boxes, .. } => {
                let titles: Vec<String> = boxes.iter().map(|tick| line(&tick.title)).collect();
                format!("<br><span class=\"hint\">{}</span>", titles.join(" / "))
            }
            _ => String::new(),
        };
        let optional =
            if column.hints.is_empty() { String::new() } else { format!("<br><span class=\"hint\">{}</span>", escape(&column.hints.join(" · "))) };
        format!("<th scope=\"col\">{}{options}{optional}</th>", escape(&column.title))
    };
    let heads: String = columns.iter().map(head).collect();
    let body: String = (0..count)
        .map(|n| {
            let cells: String = (0..columns.len())
                .map(|c| format!("<td>{}</td>", filled.get(n).and_then(|row| row.get(c)).map(|cell| escape(cell)).unwrap_or_default()))
                .collect();
            format!("<tr><th scope=\"row\">{}</th>{cells}</tr>", n + 1)
        })
        .collect();
    format!("{helps}<table class=\"list\"><thead><tr><th scope=\"col\">n°</th>{heads}</tr></thead><tbody>{body}</tbody></table>")
}
