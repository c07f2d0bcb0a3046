//! Questions at a terminal: with arrows and colours where it can do that, line by line where it cannot.

use super::ui::{Style, Ui, wrap};
use crate::desk::Failure;
use crate::model::value::yes_or_no;
use crate::msg;
use crate::words::Message;
use inquire::InquireError;
use inquire::ui::{RenderConfig, Styled};
use std::io::{BufRead, IsTerminal, Write};

/// Why a question was left without an answer.
#[derive(Debug)]
pub(crate) enum Leave {
    /// Something else first.
    Later,
    /// The question before this one again.
    Back,
    /// The person stops, or the terminal is gone.
    Stop,
    /// It cannot go on.
    Failed(Failure),
}

impl From<Failure> for Leave {
    fn from(failure: Failure) -> Leave {
        Leave::Failed(failure)
    }
}

impl From<InquireError> for Leave {
    fn from(error: InquireError) -> Leave {
        match error {
            InquireError::OperationCanceled => Leave::Later,
            // A terminal that cannot be read any more is as good as closed.
            _ => Leave::Stop,
        }
    }
}

/// What stands before the place where one answers.
const MARK: &str = "›";

/// A person at a terminal.
pub(crate) struct Prompt<'u> {
    ui: &'u Ui,
    rich: bool,
    width: usize,
    height: usize,
}

impl<'u> Prompt<'u> {
    /// The person at this terminal.
    pub fn new(ui: &'u Ui) -> Prompt<'u> {
        let (columns, rows) = crossterm::terminal::size().unwrap_or((0, 0));
        let width = if columns == 0 { ui.width() } else { usize::from(columns) };
        Prompt { ui, rich: is_rich(), width: width.clamp(40, 110), height: usize::from(rows).max(24) }
    }

    /// How wide the screen is, as far as lines are written.
    pub fn width(&self) -> usize {
        self.width
    }

    /// What this speaks with.
    pub fn ui(&self) -> &'u Ui {
        self.ui
    }

    /// A sentence in the reader's language.
    pub fn text(&self, message: &Message) -> String {
        self.ui.text(message)
    }

    /// A text in its style.
    pub fn paint(&self, style: Style, text: &str) -> String {
        self.ui.paint(style, text)
    }

    /// A line, as it is.
    pub fn line(&self, line: &str) {
        let mut out = std::io::stdout().lock();
        // Where nobody reads, the next question finds out.
        let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    }

    /// A sentence on a line of its own, wrapped.
    pub fn say(&self, message: &Message) {
        self.line(&wrap(&self.text(message), self.width, ""));
    }

    /// A sentence in a style, after an indent.
    pub fn aside(&self, style: Style, message: &Message) {
        self.line(&self.paint(style, &wrap(&self.text(message), self.width, "  ")));
    }

    /// Something is wrong with an answer.
    pub fn wrong(&self, text: &str) {
        self.line(&self.paint(Style::Red, &format!("  ✗ {}", wrap(&clean(text), self.width, "    ").trim_start())));
    }

    /// A question, and what helps to answer it.
    pub fn head(&self, question: &str, hints: &[String]) {
        self.line("");
        self.line(&self.paint(Style::Bold, &wrap(&clean(question), self.width, "")));
        for hint in hints.iter().filter(|h| !h.is_empty()) {
            self.line(&self.paint(Style::Dim, &wrap(&clean(hint), self.width, "  ")));
        }
    }

    /// What is typed on one line; « plus tard » leaves the question, « retour » goes back to the one before.
    pub fn read(&self) -> Result<String, Leave> {
        let typed = if self.rich {
            inquire::Text::new("").with_render_config(self.looks()).prompt().map_err(Leave::from)?
        } else {
            let mut out = std::io::stdout().lock();
            let _ = write!(out, "{MARK} ").and_then(|()| out.flush());
            drop(out);
            raw_line()?
        };
        let typed = typed.trim().to_owned();
        spoken(&typed).map_or(Ok(typed), Err)
    }

    /// Several lines, up to one that holds only a point, or an empty first one.
    pub fn paragraph(&self) -> Result<String, Leave> {
        self.aside(Style::Dim, &msg!("lead-paragraph"));
        let mut lines: Vec<String> = Vec::new();
        loop {
            let mut out = std::io::stdout().lock();
            let _ = write!(out, "{MARK} ").and_then(|()| out.flush());
            drop(out);
            let line = raw_line()?;
            match line.trim() {
                "." => break,
                "" if lines.is_empty() => break,
                word => match spoken(word).filter(|_| lines.is_empty()) {
                    Some(leave) => return Err(leave),
                    None => lines.push(line.trim_end().to_owned()),
                },
            }
        }
        Ok(lines.join("\n").trim().to_owned())
    }

    /// Yes or no; Enter alone takes the usual answer, where there is one.
    pub fn yes(&self, question: &str, usual: Option<bool>) -> Result<bool, Leave> {
        let hint = match usual {
            Some(true) => msg!("lead-yes-no-yes"),
            Some(false) => msg!("lead-yes-no-no"),
            None => msg!("lead-yes-no"),
        };
        self.head(question, &[self.text(&hint)]);
        loop {
            let typed = self.read()?;
            match (yes_or_no(&typed), usual) {
                (Some(answer), _) => return Ok(answer),
                (None, Some(usual)) if typed.is_empty() => return Ok(usual),
                _ => self.wrong(&self.text(&msg!("expected-boolean"))),
            }
        }
    }

    /// One of several, or none of them: the last row leads out, back to where one came from. Without a usual answer Enter alone takes none.
    pub fn pick_or_leave(&self, question: &str, options: &[String], at: Option<usize>, out: &Message) -> Result<usize, Leave> {
        let mut rows = options.to_vec();
        rows.push(format!("↩ {}", self.text(out)));
        let picked = match (at, self.rich) {
            // Where arrows point, Enter takes: then that is the way out.
            (None, true) => self.pick(question, &rows, Some(options.len()))?,
            (at, _) => self.pick(question, &rows, at)?,
        };
        if picked < options.len() { Ok(picked) } else { Err(Leave::Later) }
    }

    /// One of several; by its number, or with arrows. Without a usual answer one has to be named.
    pub fn pick(&self, question: &str, options: &[String], at: Option<usize>) -> Result<usize, Leave> {
        let numbered: Vec<String> = options.iter().enumerate().map(|(i, option)| format!("{:>2}. {}", i + 1, clean(option))).collect();
        if self.rich {
            self.head(question, &[]);
            let short: Vec<String> = numbered.iter().map(|line| cut(line, self.width.saturating_sub(4))).collect();
            let help = self.text(&msg!("lead-pick-help"));
            let picked = inquire::Select::new("", short)
                .with_page_size(options.len().min(self.height.saturating_sub(9)).max(5))
                .with_starting_cursor(at.unwrap_or_default().min(options.len().saturating_sub(1)))
                .with_help_message(&help)
                .with_render_config(self.looks())
                .raw_prompt()?;
            return Ok(picked.index);
        }
        self.head(question, &[]);
        numbered.iter().for_each(|line| self.line(&wrap(line, self.width, "  ")));
        self.aside(
            Style::Dim,
            &match at {
                Some(at) => msg!("lead-pick-number", usual = at + 1),
                None => msg!("lead-pick-one"),
            },
        );
        loop {
            let typed = self.read()?;
            if let Some(at) = at.filter(|_| typed.is_empty()) {
                return Ok(at);
            }
            let by_number = typed.parse::<usize>().ok().filter(|n| (1..=options.len()).contains(n)).map(|n| n - 1);
            let by_title = || options.iter().position(|option| option.to_lowercase() == typed.to_lowercase());
            match by_number.or_else(by_title) {
                Some(index) => return Ok(index),
                None => self.wrong(&self.text(&msg!("lead-pick-wrong", count = options.len()))),
            }
        }
    }

    /// Some of several; by their numbers, or with arrows and the space bar.
    pub fn pick_many(&self, question: &str, options: &[String], chosen: &[usize]) -> Result<Vec<usize>, Leave> {
        let numbered: Vec<String> = options.iter().enumerate().map(|(i, option)| format!("{:>2}. {}", i + 1, clean(option))).collect();
        self.head(question, &[]);
        if self.rich {
            let short: Vec<String> = numbered.iter().map(|line| cut(line, self.width.saturating_sub(8))).collect();
            let help = self.text(&msg!("lead-many-help"));
            let picked = inquire::MultiSelect::new("", short)
                .with_page_size(options.len().min(self.height.saturating_sub(9)).max(5))
                .with_default(chosen)
                .with_help_message(&help)
                .with_render_config(self.looks())
                .raw_prompt()?;
            return Ok(picked.into_iter().map(|one| one.index).collect());
        }
        numbered.iter().for_each(|line| self.line(&wrap(line, self.width, "  ")));
        self.aside(Style::Dim, &msg!("lead-many-numbers"));
        loop {
            let typed = self.read()?;
            if typed.is_empty() {
                return Ok(chosen.to_vec());
            }
            let numbers: Option<Vec<usize>> = typed
                .split([',', ' ', ';'])
                .filter(|t| !t.is_empty())
                .map(|t| t.parse::<usize>().ok().filter(|n| (1..=options.len()).contains(n)).map(|n| n - 1))
                .collect();
            match numbers {
                Some(numbers) => return Ok(numbers),
                None => self.wrong(&self.text(&msg!("lead-pick-wrong", count = options.len()))),
            }
        }
    }

    fn looks(&self) -> RenderConfig<'static> {
        let looks = if self.ui.has_color() { RenderConfig::default_colored() } else { RenderConfig::empty() };
        looks
            .with_prompt_prefix(Styled::new(MARK))
            .with_answered_prompt_prefix(Styled::new(MARK))
            .with_canceled_prompt_indicator(Styled::new("…"))
            .with_highlighted_option_prefix(Styled::new("▸"))
    }
}

/// Words that are no answer but an order.
fn spoken(typed: &str) -> Option<Leave> {
    match typed.to_lowercase().as_str() {
        "plus tard" | "later" => Some(Leave::Later),
        "retour" | "back" => Some(Leave::Back),
        _ => None,
    }
}

/// Whether the terminal can redraw what it shows: arrows and lists go to standard error.
pub(crate) fn is_rich() -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    !term.is_empty() && term != "dumb" && std::io::stderr().is_terminal()
}

/// One line from the terminal as it comes; an end of input stops.
fn raw_line() -> Result<String, Leave> {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_until(b'\n', &mut bytes) {
        Ok(0) | Err(_) => Err(Leave::Stop),
        Ok(_) => Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned()),
    }
}

/// A text that cannot steer the terminal.
pub(crate) fn clean(text: &str) -> String {
    let steers = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

/// A line no longer than that.
fn cut(line: &str, width: usize) -> String {
    if line.chars().count() <= width { line.to_owned() } else { line.chars().take(width.saturating_sub(1)).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_steers_the_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\u{202e}c\n\u{202f}!"), "a\u{fffd}[2Jb\u{fffd}c\n\u{202f}!");
        assert_eq!(cut("abcdef", 4), "abc…");
    }
}
