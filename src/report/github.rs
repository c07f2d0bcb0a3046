//! Annotations of GitHub Actions: workflow commands, one line per finding.

use super::{File, level};
use crate::words::Words;

/// One line per finding.
pub fn lines(words: &Words, files: &[File]) -> Vec<String> {
    files.iter().flat_map(|file| file.findings.iter().map(|finding| line(words, file, finding))).collect()
}

fn line(words: &Words, file: &File, finding: &crate::finding::Finding) -> String {
    let spot = file.text.spot(&finding.place);
    let mut said = words.say(&finding.message);
    for (place, message) in &finding.related {
        let at = file.text.position(file.text.span(place).start);
        said.push_str(&format!("\n{}:{}:{} {}", file.text.name(), at.line, at.column, words.say(message)));
    }
    if let Some(help) = &finding.help {
        said.push('\n');
        said.push_str(&words.say(help));
    }
    format!(
        "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}",
        level(finding.severity()),
        property(file.text.name().trim_start_matches("./")),
        spot.start.line,
        spot.start.column,
        spot.end.line,
        spot.end.column,
        property(finding.code.name()),
        data(&said)
    )
}

/// What stands behind `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands behind `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_property_or_a_command_is_escaped() {
        assert_eq!(property("a,b:c%\r\n"), "a%2Cb%3Ac%25%0D%0A");
        assert_eq!(data("50 %\nà 10:30, là"), "50 %25%0Aà 10:30, là");
    }
}
