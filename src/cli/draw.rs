//! Findings, drawn at the exact place of the text.

mod shown;

use super::ui::{Ui, columns, wrap};
use crate::finding::{Finding, Severity};
use crate::msg;
use crate::report::Text;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use shown::Shown;
use std::fmt;
use std::ops::Range;

/// What the numbers of lines and the frame take of the width.
const MARGIN: usize = 12;

/// A finding as miette draws it.
struct Drawn<'t> {
    message: String,
    code: String,
    severity: Severity,
    source: Shown,
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
    let mut pointed: Vec<(Range<usize>, Option<String>)> = vec![(text.span(&finding.place), None)];
    for (place, message) in &finding.related {
        let (span, said) = (text.span(place), ui.text(message));
        // Two labels on one spot hide each other.
        match pointed.iter_mut().find(|(known, _)| *known == span) {
            Some((_, same)) => *same = Some(same.as_ref().map_or_else(|| said.clone(), |label| format!("{label}\u{a0}; {said}"))),
            None => pointed.push((span, Some(said))),
        }
    }
    let (spans, said): (Vec<_>, Vec<_>) = pointed.into_iter().unzip();
    let (source, spans) = Shown::of(text, &spans, ui.width().saturating_sub(MARGIN));
    let labels = spans.into_iter().zip(said).enumerate().map(|(i, (span, said))| match i {
        0 => LabeledSpan::new_primary_with_span(said, span),
        _ => LabeledSpan::new_with_span(said, span),
    });
    let labels: Vec<LabeledSpan> = labels.collect();
    let severity = finding.severity();
    let word = ui.text(&match severity {
        Severity::Error => msg!("cli-error"),
        Severity::Warning => msg!("cli-warning-word"),
    });
    let drawn = Drawn { message: ui.text(&finding.message), code: format!("{word} {}", finding.code), severity, source, labels, text };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(ui.width()).with_links(false).with_context_lines(1);
    let mut said = String::new();
    if handler.render_report(&mut said, &drawn).is_err() {
        let at = text.position(text.span(&finding.place).start);
        said = format!("{}:{}:{}: {} {}\n", text.name(), at.line, at.column, drawn.code, drawn.message);
    }
    let head = ui.text(&msg!("cli-help"));
    let indent = " ".repeat(2 + columns(&head) + 1);
    let mut helps: Vec<String> = finding.help.iter().map(|help| ui.text(help)).collect();
    if finding.fix.as_ref().is_some_and(|fix| text.changes(fix).is_some()) {
        helps.push(ui.text(&msg!("cli-check-fix")));
    }
    if !helps.is_empty() {
        let helps: Vec<String> = helps.iter().map(|help| wrap(help, ui.width(), &indent)).collect();
        said.push_str(&format!("  {head} {}\n", helps.join("\n").trim_start()));
    }
    said
}
