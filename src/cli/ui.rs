//! What people and programs see: data to standard output, words to standard error.

use crate::words::{Lang, Message, Words};
use clap::ValueEnum;
use serde::Serialize;
use std::io::{ErrorKind, IsTerminal, Write};

/// When to write in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// What to look at first.
    Bold,
    /// What may be overlooked.
    Dim,
    /// Done, good.
    Green,
    /// Wrong, late.
    Red,
    /// Doubtful.
    Yellow,
    /// Open, to be done.
    Blue,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Green => "32",
            Style::Red => "31",
            Style::Yellow => "33",
            Style::Blue => "36",
        }
    }
}

/// Where everything is said and shown.
pub struct Ui {
    words: &'static Words,
    out_color: bool,
    err_color: bool,
    plain_marks: bool,
    width: usize,
    quiet: bool,
    verbose: bool,
    for_programs: bool,
    closed: bool,
    failed: Option<std::io::Error>,
}

impl Ui {
    /// A place to speak from, in this language.
    pub fn new(lang: Lang, color: Color, quiet: bool, verbose: bool) -> Ui {
        let env = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        let dumb = env("TERM").is_some_and(|term| term == "dumb");
        let wanted = |terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !dumb && env("NO_COLOR").is_none(),
        };
        Ui {
            words: lang.words(),
            out_color: wanted(std::io::stdout().is_terminal()),
            err_color: wanted(std::io::stderr().is_terminal()),
            plain_marks: dumb,
            width: env("COLUMNS").and_then(|c| c.parse().ok()).or_else(terminal_width).unwrap_or(80).clamp(40, 160),
            quiet,
            verbose,
            for_programs: false,
            closed: false,
            failed: None,
        }
    }

    /// The same, where a program reads the data: a refusal is data then.
    pub fn for_programs(self, yes: bool) -> Ui {
        Ui { for_programs: yes, ..self }
    }

    /// Whether a program reads the data.
    pub fn is_for_programs(&self) -> bool {
        self.for_programs
    }

    /// The reader's words.
    pub fn words(&self) -> &'static Words {
        self.words
    }

    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.words.lang()
    }

    /// A sentence in the reader's language.
    pub fn text(&self, message: &Message) -> String {
        self.words.say(message)
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether more is wanted than is usual.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Whether a person sits at a terminal that can be asked.
    pub fn is_interactive(&self) -> bool {
        std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
    }

    /// Whether somebody sees on a terminal how work goes on.
    pub fn is_watched(&self) -> bool {
        !self.quiet && !self.plain_marks && std::io::stderr().is_terminal()
    }

    /// Whether data is written in colour.
    pub fn has_color(&self) -> bool {
        self.out_color
    }

    /// Whether the terminal can only write plain letters.
    pub fn is_dumb(&self) -> bool {
        self.plain_marks
    }

    /// A piece of data in its style.
    pub fn paint(&self, style: Style, text: &str) -> String {
        painted(self.out_color, style, text)
    }

    /// A piece of a sentence on standard error in its style.
    pub fn paint_err(&self, style: Style, text: &str) -> String {
        painted(self.err_color, style, text)
    }

    /// A line of data.
    pub fn out(&mut self, line: &str) {
        self.raw(format!("{line}\n").as_bytes());
    }

    /// Data as it is.
    pub fn raw(&mut self, bytes: &[u8]) {
        if self.closed || self.failed.is_some() {
            return;
        }
        match std::io::stdout().lock().write_all(bytes) {
            Ok(()) => {}
            // Nobody reads on: that is no fault.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.closed = true,
            Err(error) => self.failed = Some(error),
        }
    }

    /// One JSON document.
    pub fn json(&mut self, value: &impl Serialize) {
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        self.out(&text);
    }

    /// One JSON document on one line.
    pub fn json_line(&mut self, value: &impl Serialize) {
        let text = serde_json::to_string(value).unwrap_or_default();
        self.out(&text);
    }

    /// A line of words; `-q` keeps it back.
    pub fn note(&mut self, line: &str) {
        if !self.quiet {
            self.err(line);
        }
    }

    /// A sentence; `-q` keeps it back.
    pub fn say(&mut self, message: &Message) {
        let line = self.text(message);
        self.note(&line);
    }

    /// A sentence that should not be missed.
    pub fn warn(&mut self, message: &Message) {
        let mark = self.paint_err(Style::Yellow, &self.text(&crate::msg!("cli-warning")));
        let line = format!("{mark} {}", self.text(message));
        self.err(&line);
    }

    /// A line on standard error.
    pub fn err(&mut self, line: &str) {
        // Where not even an error can be written, there is nobody to tell.
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// Standard output could not take everything.
    pub fn finish(mut self) -> std::io::Result<()> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        match std::io::stdout().lock().flush() {
            Err(error) if !self.closed && error.kind() != ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }
}

/// How wide the terminal is, where there is one.
fn terminal_width() -> Option<usize> {
    let terminal = std::io::stdout().is_terminal() || std::io::stderr().is_terminal();
    terminal.then(|| crossterm::terminal::size().ok()).flatten().map(|(columns, _)| columns.into()).filter(|columns| *columns > 0)
}

fn painted(color: bool, style: Style, text: &str) -> String {
    if color { format!("\u{1b}[{}m{text}\u{1b}[0m", style.code()) } else { text.to_owned() }
}

/// How many columns a text takes.
pub fn columns(text: &str) -> usize {
    let thin = |c: &char| !matches!(*c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}');
    text.chars().filter(thin).count()
}

/// A text made as wide as a column.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// A text in lines no wider than that, each after the same indent.
pub fn wrap(text: &str, width: usize, indent: &str) -> String {
    let room = width.saturating_sub(columns(indent)).max(20);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        // No-break spaces stay inside a word.
        for word in paragraph.split(' ').filter(|w| !w.is_empty()) {
            if !line.is_empty() && columns(&line) + 1 + columns(word) > room {
                lines.push(format!("{indent}{line}"));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(if line.is_empty() { String::new() } else { format!("{indent}{line}") });
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_never_at_no_break_spaces() {
        assert_eq!(wrap("aaaaaaaaaa bbbbbbbbb\u{a0}: ccc", 22, "  "), "  aaaaaaaaaa\n  bbbbbbbbb\u{a0}: ccc");
        assert_eq!(pad("é", 3), "é  ");
        assert_eq!(columns("e\u{301}"), 1);
    }
}
