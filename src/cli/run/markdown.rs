//! Markdown for a terminal: bold, lists, links, and nothing that steers it.

use crate::cli::prompt::clean;
use crate::cli::ui::{columns, wrap};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The Markdown in lines of that width; bold and code only where there is colour.
pub(super) fn lines(source: &str, width: usize, color: bool) -> Vec<String> {
    let source = clean(source);
    let mut page = Page { width, color, ..Page::default() };
    for event in Parser::new(&source) {
        page.event(event);
    }
    page.flush();
    while page.lines.last().is_some_and(String::is_empty) {
        page.lines.pop();
    }
    page.lines
}

#[derive(Default)]
struct Page {
    width: usize,
    color: bool,
    lines: Vec<String>,
    text: String,
    /// The next number of each list around, or none where it has no numbers.
    lists: Vec<Option<u64>>,
    /// What stands before the first line of the item that just began.
    mark: Option<String>,
    quoted: usize,
    link: Option<String>,
    code: bool,
}

impl Page {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code => text.lines().for_each(|line| self.lines.push(format!("    {line}"))),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text.push_str(&text),
            Event::Code(code) => {
                self.style("\u{1b}[36m");
                self.text.push_str(&code);
                self.style("\u{1b}[39m");
            }
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Rule => self.lines.push("―".repeat(self.width.min(20))),
            Event::TaskListMarker(done) => self.text.push_str(if done { "☑ " } else { "☐ " }),
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Strong | Tag::Heading { .. } => self.style("\u{1b}[1m"),
            Tag::Emphasis => self.style("\u{1b}[3m"),
            Tag::Link { dest_url, .. } => self.link = Some(dest_url.to_string()),
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                };
                self.mark = Some(mark);
            }
            Tag::BlockQuote(_) => self.quoted += 1,
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.style("\u{1b}[22m"),
            TagEnd::Emphasis => self.style("\u{1b}[23m"),
            TagEnd::Link => {
                if let Some(to) = self.link.take().filter(|to| !self.text.ends_with(to.as_str())) {
                    self.text.push_str(&format!(" <{to}>"));
                }
            }
            TagEnd::Paragraph => {
                self.flush();
                if self.lists.is_empty() {
                    self.lines.push(String::new());
                }
            }
            TagEnd::Heading(_) => {
                self.style("\u{1b}[22m");
                self.flush();
            }
            TagEnd::Item => self.flush(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                if self.lists.is_empty() {
                    self.lines.push(String::new());
                }
            }
            TagEnd::BlockQuote(_) => self.quoted = self.quoted.saturating_sub(1),
            TagEnd::CodeBlock => {
                self.code = false;
                self.lines.push(String::new());
            }
            _ => {}
        }
    }

    fn style(&mut self, code: &str) {
        if self.color {
            self.text.push_str(code);
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let mark = self.mark.take();
        let depth = self.lists.len().saturating_sub(1) * 2 + self.quoted * 2;
        let hang = if self.lists.is_empty() { 0 } else { columns(mark.as_deref().unwrap_or("• ")) };
        let indent = " ".repeat(depth + hang);
        let first = format!("{}{}", " ".repeat(depth), mark.unwrap_or_else(|| " ".repeat(hang)));
        for (i, line) in wrap(&text, self.width, &indent).lines().enumerate() {
            self.lines.push(if i == 0 { format!("{first}{}", line.trim_start_matches(' ')) } else { line.to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn markdown_reads_well_on_a_plain_terminal() {
        let shown = lines("Deux **pistes** :\n\n- la commande, jusqu’au code\n- la sécurité\n\n1. un\n2. [site](https://x.fr)", 24, false);
        assert_eq!(shown, ["Deux pistes :", "", "• la commande, jusqu’au", "  code", "• la sécurité", "", "1. un", "2. site <https://x.fr>"]);
    }

    #[test]
    fn bold_is_bold_where_there_is_colour() {
        assert_eq!(lines("a **b** \u{1b}[2J", 40, true), ["a \u{1b}[1mb\u{1b}[22m \u{fffd}[2J"]);
    }
}
