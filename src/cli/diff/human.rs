//! What differs, for people: first what is done otherwise, then what is said otherwise.

use crate::check::Checked;
use crate::cli::ui::{Style, Ui, wrap};
use crate::compare::{Called, Change, Comparison, Edit, Item, Kind, Mark, Piece, What};
use crate::model::moment::Duration;
use crate::msg;
use crate::print::{self, outline::Outline};
use crate::words::Message;

/// How many words that stayed are shown beside those that changed.
const CONTEXT: usize = 4;

/// Both versions laid out, for conditions in words.
struct Sides<'p> {
    old: Outline<'p>,
    new: Outline<'p>,
}

fn laid_out(checked: &Checked) -> Outline<'_> {
    Outline::of(&checked.procedure, &|id| checked.calls.get(id).map(|called| &called.procedure))
}

/// Says what differs; `brief` leaves out what is said otherwise, and only counts it.
pub(super) fn say(ui: &mut Ui, comparison: &Comparison, versions: (&Checked, &Checked), runs: Option<usize>, brief: bool) {
    let sides = Sides { old: laid_out(versions.0), new: laid_out(versions.1) };
    let (old, new) = (&comparison.old, &comparison.new);
    let number = |hash: &str, version: &str, other: &str| if version == other { format!("{version} ({})", &hash[..8]) } else { version.to_owned() };
    let (was, is) = (number(&old.hash, &old.version, &new.version), number(&new.hash, &new.version, &old.version));
    let names = if old.id == new.id { ui.paint(Style::Bold, &new.id) } else { ui.paint(Style::Bold, &format!("{} → {}", old.id, new.id)) };
    let numbers = if was == is { is } else { format!("{was} → {is}") };
    let runs = runs.map(|count| format!(" · {}", ui.text(&msg!("diff-runs", count = count)))).unwrap_or_default();
    let count = comparison.count();
    ui.out(&format!("{names} {numbers} · {}{}", ui.text(&msg!("diff-count", count = count)), ui.paint(Style::Dim, &runs)));
    let mut heading = "";
    // Which version this is was said above.
    let told = |change: &&Change| change.part != "procedure" || change.edits.iter().any(|edit| edit.key != "version");
    for change in comparison.changes.iter().filter(told) {
        let now = head_of(change);
        if now != heading && !now.is_empty() {
            let line = ui.paint(Style::Bold, &ui.text(&heading_word(now)));
            ui.out("");
            ui.out(&line);
        }
        heading = now;
        one(ui, change, &sides, brief);
    }
    for called in &comparison.called {
        ui.out("");
        match called {
            Called::Added(id) => ui.out(&format!("{} {}", ui.paint(Style::Green, "+"), ui.text(&msg!("diff-called", procedure = id)))),
            Called::Removed(id) => ui.out(&format!("{} {}", ui.paint(Style::Red, "-"), ui.text(&msg!("diff-called", procedure = id)))),
            Called::Changed(inner) => {
                let (old, new) = (versions.0.calls.get(inner.old.id.as_str()), versions.1.calls.get(inner.new.id.as_str()));
                if let Some((old, new)) = old.zip(new) {
                    say(ui, inner, (old, new), None, brief);
                }
            }
        }
    }
}

/// Under which heading a change stands.
fn head_of(change: &Change) -> &'static str {
    match change.under {
        "ask" | "choose" | "fields" if change.path.contains('.') => "steps",
        under => under,
    }
}

fn heading_word(under: &str) -> Message {
    match under {
        "steps" => msg!("diff-head-steps"),
        "inputs" => msg!("diff-head-inputs"),
        "settings" => msg!("diff-head-settings"),
        "emails" => msg!("diff-head-emails"),
        "documents" => msg!("diff-head-documents"),
        "roles" => msg!("diff-head-roles"),
        "contacts" => msg!("diff-head-contacts"),
        "sources" => msg!("diff-head-sources"),
        "procedure" => msg!("diff-head-procedure"),
        other => msg!("diff-head-other", key = other),
    }
}

fn one(ui: &mut Ui, change: &Change, sides: &Sides, brief: bool) {
    let (mark, style) = match change.kind {
        Kind::Added => ("+", Style::Green),
        Kind::Removed => ("-", Style::Red),
        Kind::Moved => ("↷", Style::Blue),
        Kind::Renamed | Kind::Changed => ("~", Style::Yellow),
    };
    let inner = matches!(change.under, "ask" | "choose" | "fields") && change.path.contains('.');
    let indent = if inner { "    " } else { "  " };
    let what = match change.under {
        "ask" | "inputs" | "fields" | "settings" => msg!("diff-question", title = &change.title),
        "choose" => msg!("diff-option", title = &change.title),
        "procedure" => msg!("diff-procedure"),
        _ => msg!("diff-part", title = &change.title),
    };
    let own = if inner { change.path.rsplit('.').next().unwrap_or_default() } else { change.path.as_str() };
    let mut parts = vec![ui.text(&what)];
    if change.under != "procedure" {
        parts.push(ui.paint(Style::Dim, &format!("({own})")));
    }
    parts.extend(told(change).map(|message| ui.text(&message)));
    let line = format!("{indent}{} {}", ui.paint(style, mark), parts.join(" "));
    ui.out(&line);
    let mut quiet = 0usize;
    for edit in change.edits.iter().filter(|edit| edit.key != "version") {
        if brief && is_wording(edit) {
            quiet += 1;
            continue;
        }
        let width = ui.width();
        let text = difference(ui, edit, change, sides);
        let label = label(ui, &edit.key);
        ui.out(&wrap_after(&format!("{label}{}{text}", colon(ui)), width, &format!("{indent}    ")));
    }
    if quiet > 0 {
        ui.out(&format!("{indent}    {}", ui.text(&msg!("diff-wording", count = quiet))));
    }
}

fn wrap_after(text: &str, width: usize, indent: &str) -> String {
    let inner = format!("{indent}  ");
    format!("{indent}{}", wrap(text, width, &inner).trim_start())
}

fn colon(ui: &Ui) -> &'static str {
    match ui.lang() {
        crate::words::Lang::Fr => "\u{a0}: ",
        crate::words::Lang::En => ": ",
    }
}

/// Where a part stands now, or what it was called.
fn told(change: &Change) -> Option<Message> {
    let after = || if change.after.is_empty() { msg!("diff-at-start") } else { msg!("diff-after", steps = change.after.clone()) };
    match change.kind {
        Kind::Added => (change.part == "step").then(after),
        Kind::Moved => Some(msg!("diff-moved", place = after())),
        Kind::Renamed => Some(msg!("diff-renamed", was = change.was.as_deref().unwrap_or_default())),
        Kind::Removed | Kind::Changed => None,
    }
}

/// Whether only what is said differs, or where it comes from.
fn is_wording(edit: &Edit) -> bool {
    !edit.words.is_empty()
        || matches!(edit.key.as_str(), "source" | "title" | "text" | "note" | "help" | "summary")
        || edit.key.starts_with("source.")
}

/// Whether what differs is how long.
fn is_timed(edit: &Edit) -> bool {
    edit.before.iter().chain(&edit.after).all(|item| Duration::parse(&item.text).is_some())
}

/// What a key means; a key without words of its own as it is written.
fn label(ui: &Ui, key: &str) -> String {
    let last = key.rsplit('.').next().unwrap_or(key);
    let message = match (key, last) {
        (_, "leads") if key.starts_with("wait.late") => msg!("diff-key-late"),
        (_, "leads") => msg!("diff-key-leads"),
        ("title", _) => msg!("diff-key-title"),
        ("text" | "summary", _) => msg!("diff-key-text"),
        ("status", _) => msg!("diff-key-status"),
        ("role", _) => msg!("diff-key-role"),
        ("not_by", _) => msg!("diff-key-not-by"),
        ("same_by", _) => msg!("diff-key-same-by"),
        ("attention", _) => msg!("diff-key-attention"),
        ("note", _) => msg!("diff-key-note"),
        ("checks", _) => msg!("diff-key-checks"),
        ("documents", _) => msg!("diff-key-documents"),
        ("contacts", _) => msg!("diff-key-contacts"),
        ("require", _) => msg!("diff-key-require"),
        ("if", _) => msg!("diff-key-if"),
        ("join", _) => msg!("diff-key-join"),
        ("after", _) => msg!("diff-key-after"),
        ("due", _) => msg!("diff-key-due"),
        ("not_before", _) => msg!("diff-key-not-before"),
        ("waivable", _) => msg!("diff-key-waivable"),
        ("source", _) => msg!("diff-key-source"),
        ("email", _) => msg!("diff-key-email"),
        ("wait" | "wait.for", _) => msg!("diff-key-wait"),
        ("wait.from", _) => msg!("diff-key-wait-from"),
        ("wait.within", _) => msg!("diff-key-within"),
        (_, _) if key.starts_with("wait.remind") => msg!("diff-key-remind"),
        ("type", _) => msg!("diff-key-type"),
        ("help", _) => msg!("diff-key-help"),
        ("optional", _) => msg!("diff-key-optional"),
        ("default", _) => msg!("diff-key-default"),
        ("min", _) => msg!("diff-key-min"),
        ("max", _) => msg!("diff-key-max"),
        ("pattern", _) => msg!("diff-key-pattern"),
        ("personal", _) => msg!("diff-key-personal"),
        ("options", _) => msg!("diff-key-options"),
        (_, name) if key.starts_with("options.") => msg!("diff-key-one-option", name = name),
        (_, name) if key.starts_with("computed.") => msg!("diff-key-computed", name = name),
        ("rules", _) => msg!("diff-key-rules"),
        ("to", _) => msg!("diff-key-to"),
        ("cc", _) => msg!("diff-key-cc"),
        ("subject", _) => msg!("diff-key-subject"),
        ("body", _) => msg!("diff-key-body"),
        ("attach", _) => msg!("diff-key-attach"),
        ("each", _) => msg!("diff-key-each"),
        ("call", _) => msg!("diff-key-call"),
        ("url", _) => msg!("diff-key-url"),
        ("phone", _) => msg!("diff-key-phone"),
        _ => return format!("`{key}`"),
    };
    ui.text(&message)
}

fn difference(ui: &Ui, edit: &Edit, change: &Change, sides: &Sides) -> String {
    if !edit.words.is_empty() && !is_timed(edit) {
        return marked(ui, &edit.words);
    }
    // Of an expression that is no condition there is no more to say than what is written.
    let condition = matches!(edit.key.rsplit('.').next(), Some("if" | "enough" | "that"));
    let value = |item: &Item, side: &Outline, path: &str| {
        let words = |source: &str| print::condition(side, path, source, ui.words());
        let text = match Duration::parse(&item.text) {
            Some(duration) if item.what == What::Plain => print::duration(duration, ui.words()),
            _ if item.what == What::Expression && condition => words(&item.text),
            _ => said(ui, item),
        };
        item.when.as_ref().map_or(text.clone(), |when| ui.text(&msg!("diff-where", what = text, when = words(when))))
    };
    let was = change.was.as_deref().unwrap_or(&change.path);
    let before = edit.before.iter().map(|item| value(item, &sides.old, was)).collect::<Vec<_>>().join(", ");
    let after = edit.after.iter().map(|item| value(item, &sides.new, &change.path)).collect::<Vec<_>>().join(", ");
    match (edit.before.is_empty(), edit.after.is_empty()) {
        (true, _) => format!("{} {}", ui.paint(Style::Green, "+"), after),
        (_, true) => format!("{} {}", ui.paint(Style::Red, "-"), before),
        _ => format!("{before} → {after}"),
    }
}

/// One value in words, its condition left aside.
fn said(ui: &Ui, item: &Item) -> String {
    match item.what {
        What::To => ui.words().quote(&item.text),
        What::Back => ui.text(&msg!("diff-back", step = &item.text)),
        What::End | What::Stop => {
            let outcome = match item.text.as_str() {
                "success" => msg!("diff-end-success"),
                "failure" => msg!("diff-end-failure"),
                _ => msg!("diff-end-neutral"),
            };
            if item.what == What::Stop { ui.text(&msg!("diff-stop", end = outcome)) } else { ui.text(&outcome) }
        }
        What::Expression => format!("`{}`", item.text),
        What::Plain if item.text == "true" => ui.text(&msg!("diff-true")),
        What::Plain if item.text == "false" => ui.text(&msg!("diff-false")),
        What::Plain if item.text.contains(' ') => ui.words().quote(item.text.lines().next().unwrap_or_default()),
        What::Plain => item.text.clone(),
    }
}

/// The words that changed, each with a little of what stands beside it.
fn marked(ui: &Ui, pieces: &[Piece]) -> String {
    let mut text = String::new();
    for (n, piece) in pieces.iter().enumerate() {
        let words: Vec<&str> = piece.text.split_whitespace().collect();
        let joined = words.join(" ");
        if joined.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        match piece.mark {
            Mark::Removed if ui.has_color() => text.push_str(&ui.paint(Style::Red, &format!("[-{joined}-]"))),
            Mark::Removed => text.push_str(&format!("[-{joined}-]")),
            Mark::Added => text.push_str(&ui.paint(Style::Green, &format!("{{+{joined}+}}"))),
            Mark::Same => {
                let (first, last) = (n == 0, n + 1 == pieces.len());
                let keep = if first || last { CONTEXT } else { 2 * CONTEXT };
                if words.len() <= keep {
                    text.push_str(&joined);
                    continue;
                }
                if !first {
                    text.push_str(&words[..CONTEXT].join(" "));
                    text.push(' ');
                }
                text.push('…');
                if !last {
                    text.push(' ');
                    text.push_str(&words[words.len() - CONTEXT..].join(" "));
                }
            }
        }
    }
    text
}
