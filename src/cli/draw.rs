//! Findings, drawn at the exact place of the text.

use super::ui::{Ui, columns, wrap};
use crate::finding::{Finding, Part, Place, Severity};
use crate::msg;
use crate::text::Document;
use crate::text::lines::{Lines, Position};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text that findings speak of; it need not be YAML.
pub(crate) struct Text {
    name: String,
    source: Arc<str>,
    lines: Lines,
    document: Option<Document>,
}

impl Text {
    /// The text of a document.
    pub fn of(document: &Document) -> Text {
        Text {
            name: document.name().to_owned(),
            source: document.source().clone(),
            lines: document.lines().clone(),
            document: Some(document.clone()),
        }
    }

    /// A text that could not be read as YAML.
    pub fn broken(name: &str, bytes: &[u8]) -> Text {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        // What is shown of a file that is too large is its beginning.
        let source: Arc<str> = String::from_utf8_lossy(&bytes[..bytes.len().min(crate::text::MAX_BYTES)]).into();
        Text { name: name.to_owned(), lines: Lines::of(&source), source, document: None }
    }

    /// The bytes of a place.
    pub fn span(&self, place: &Place) -> Range<usize> {
        match (&self.document, place.part()) {
            (Some(document), _) => document.span(place),
            (None, Part::Bytes(range)) => range.start.min(self.source.len())..range.end.min(self.source.len()),
            (None, _) => 0..0,
        }
    }

    /// Line and column of a byte.
    pub fn position(&self, byte: usize) -> Position {
        self.lines.position(&self.source, byte)
    }

    /// What the reader calls it.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A finding as miette draws it.
struct Drawn<'t> {
    message: String,
    code: String,
    severity: Severity,
    source: NamedSource<Arc<str>>,
    labels: Vec<LabeledSpan>,
    text: &'t Text,
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.name())
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// Draws one finding, for standard output or standard error.
pub(crate) fn finding(ui: &Ui, text: &Text, finding: &Finding, out: bool) -> String {
    let color = if out { ui.has_color() } else { ui.paint_err(super::ui::Style::Bold, "").len() > 1 };
    let theme = match (ui.is_dumb(), color) {
        (true, _) => GraphicalTheme::none(),
        (false, true) => GraphicalTheme::unicode(),
        (false, false) => GraphicalTheme::unicode_nocolor(),
    };
    let mut labels = vec![LabeledSpan::new_primary_with_span(None, text.span(&finding.place))];
    for (place, message) in &finding.related {
        let (span, said) = (text.span(place), ui.text(message));
        // Two labels on one spot hide each other.
        match labels.iter_mut().find(|label| label.offset() == span.start && label.len() == span.len()) {
            Some(same) => {
                let both = same.label().map_or_else(|| said.clone(), |label| format!("{label}\u{a0}; {said}"));
                same.set_label(Some(both));
            }
            None => labels.push(LabeledSpan::new_with_span(Some(said), span)),
        }
    }
    let severity = finding.severity();
    let word = ui.text(&match severity {
        Severity::Error => msg!("cli-error"),
        Severity::Warning => msg!("cli-warning-word"),
    });
    let drawn = Drawn {
        message: ui.text(&finding.message),
        code: format!("{word} {}", finding.code),
        severity,
        source: NamedSource::new(text.name(), text.source.clone()),
        labels,
        text,
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(ui.width()).with_links(false).with_context_lines(1);
    let mut said = String::new();
    if handler.render_report(&mut said, &drawn).is_err() {
        let at = text.position(text.span(&finding.place).start);
        said = format!("{}:{}:{}: {} {}\n", text.name(), at.line, at.column, drawn.code, drawn.message);
    }
    if let Some(help) = &finding.help {
        let head = ui.text(&msg!("cli-help"));
        let indent = " ".repeat(2 + columns(&head) + 1);
        said.push_str(&format!("  {head} {}\n", wrap(&ui.text(help), ui.width(), &indent).trim_start()));
    }
    said
}
