//! What came of the scenarios, for build servers: JUnit's XML, without times, so that the same scenarios give the same file.

use super::text;
use crate::cli::ui::Ui;
use crate::desk::trials::Trials;
use crate::finding::Finding;
use crate::report::Text;
use std::fmt::Write;

pub(super) fn document(trials: &Trials, ui: &Ui) -> String {
    let (played, failed) = trials.count();
    let unplayed = trials.files.iter().filter(|file| file.report.sound.is_none()).count();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    open(
        &mut xml,
        0,
        "testsuites",
        &[("name", "pasapas"), ("tests", &(played + unplayed).to_string()), ("failures", &failed.to_string()), ("errors", &unplayed.to_string())],
    );
    for file in &trials.files {
        let source = text(file);
        let broken = file.report.sound.is_none();
        let failures = file.played.iter().filter(|one| !one.findings.is_empty()).count().to_string();
        let tests = (file.played.len() + usize::from(broken)).to_string();
        open(
            &mut xml,
            1,
            "testsuite",
            &[("name", &file.name), ("tests", &tests), ("failures", &failures), ("errors", if broken { "1" } else { "0" })],
        );
        if broken {
            open(&mut xml, 2, "testcase", &[("name", &file.name), ("classname", &file.name)]);
            problem(&mut xml, "error", &file.report.findings, &source, &[], ui);
            xml.push_str("    </testcase>\n");
        }
        let scenarios = file.report.sound.iter().flat_map(|(scenarios, _)| &scenarios.scenarios);
        for (scenario, played) in scenarios.zip(&file.played) {
            open(&mut xml, 2, "testcase", &[("name", &scenario.title), ("classname", &format!("{}#{}", file.name, scenario.name.name))]);
            problem(&mut xml, "failure", &played.findings, &source, &played.story, ui);
            xml.push_str("    </testcase>\n");
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn open(xml: &mut String, depth: usize, element: &str, attributes: &[(&str, &str)]) {
    let _ = write!(xml, "{}<{element}", "  ".repeat(depth));
    for (name, value) in attributes {
        let _ = write!(xml, " {name}=\"{}\"", escaped(value));
    }
    xml.push_str(">\n");
}

/// All that did not hold, as one failure: build servers show the first alone.
fn problem(xml: &mut String, element: &str, findings: &[Finding], source: &Text, story: &[String], ui: &Ui) {
    let Some(first) = findings.first() else { return };
    let mut body = String::new();
    for finding in findings {
        let at = source.position(source.span(&finding.place).start);
        let _ = writeln!(body, "{}:{}:{}: {} {}", source.name(), at.line, at.column, finding.code, ui.text(&finding.message));
        if let Some(help) = &finding.help {
            let _ = writeln!(body, "  {}", ui.text(help));
        }
    }
    for line in story {
        let _ = writeln!(body, "  {line}");
    }
    let message = ui.text(&first.message);
    let _ =
        writeln!(xml, "      <{element} type=\"{}\" message=\"{}\">{}</{element}>", escaped(first.code.name()), escaped(&message), escaped(&body));
}

/// A text as XML 1.0 takes it: what it cannot hold at all, not even escaped, becomes a replacement character.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\t' | '\n' => safe.push(c),
            '\r' => safe.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_breaks_out_of_the_document() {
        assert_eq!(escaped("a<b & \"c\" ]]> 'd' \u{1b}[1m \u{0}é"), "a&lt;b &amp; &quot;c&quot; ]]&gt; &apos;d&apos; \u{fffd}[1m \u{fffd}é");
    }
}
