//! From bytes of a decoded scalar, as a template sees it, back to bytes of the file: through quotes, escapes, folding and indentation.

use super::{Kind, Node, Scalar, Style};
use std::ops::Range;

/// The bytes of the file that `range` of the decoded scalar came from; `None` where that cannot be told for certain.
pub(super) fn within(source: &str, node: &Node, range: &Range<usize>) -> Option<Range<usize>> {
    let Kind::Scalar(scalar) = &node.kind else { return None };
    let text = &scalar.text;
    let mut start = range.start.min(text.len());
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let map = map(source, node)?;
    let first = *map.get(start)?;
    let last = if end == start { first } else { *map.get(end - 1)? + 1 };
    let last = (last..=source.len()).find(|i| source.is_char_boundary(*i))?;
    Some(first..last.max(first))
}

/// For every byte of a decoded scalar the byte of the file it came from; `None` where that cannot be told for certain.
pub(super) fn map(source: &str, node: &Node) -> Option<Vec<usize>> {
    let Kind::Scalar(scalar) = &node.kind else { return None };
    match scalar.style {
        Style::Literal | Style::Folded => block(source, node.span.start, scalar),
        Style::Plain | Style::Single | Style::Double => flow(source.get(node.span.clone())?, node.span.start, scalar),
    }
}

/// For every byte of the decoded text the byte of the file it came from, for scalars on one line or folded over several.
fn flow(raw: &str, base: usize, scalar: &Scalar) -> Option<Vec<usize>> {
    let (raw_bytes, text) = (raw.as_bytes(), scalar.text.as_bytes());
    let mut i = usize::from(scalar.style != Style::Plain);
    let mut map = Vec::with_capacity(text.len());
    while map.len() < text.len() {
        let byte = *raw_bytes.get(i)?;
        let want = text[map.len()];
        match (scalar.style, byte) {
            (Style::Single, b'\'') => {
                map.push(base + i);
                i += 2;
            }
            (Style::Double, b'\\') => {
                let escaped = *raw_bytes.get(i + 1)?;
                if matches!(escaped, b'\n' | b'\r') {
                    i += if raw_bytes[i + 1..].starts_with(b"\r\n") { 3 } else { 2 };
                    // The break is taken away; each blank line behind it is a line feed.
                    while let Some(blank @ (b' ' | b'\t' | b'\n' | b'\r')) = raw_bytes.get(i) {
                        if *blank == b'\n' {
                            map.push(base + i);
                        }
                        i += 1;
                    }
                    continue;
                }
                let decoded = scalar.text[map.len()..].chars().next()?;
                let mut length = match escaped {
                    b'x' => 4,
                    b'u' => 6,
                    b'U' => 10,
                    _ => 2,
                };
                if escaped == b'u' && decoded as u32 > 0xffff {
                    length = 12;
                }
                map.extend(std::iter::repeat_n(base + i, decoded.len_utf8()));
                i += length;
            }
            (_, byte) if byte == want && !matches!(byte, b'\n' | b'\r') && !line_break_follows(raw_bytes, i) => {
                map.push(base + i);
                i += 1;
            }
            (_, b' ' | b'\t' | b'\n' | b'\r') if matches!(want, b' ' | b'\n') => {
                let from = i;
                while matches!(raw_bytes.get(i), Some(b' ' | b'\t' | b'\n' | b'\r')) {
                    i += 1;
                }
                // One break folds to a space, each further one is a line feed.
                let breaks = raw_bytes[from..i].iter().filter(|b| **b == b'\n').count();
                map.extend(std::iter::repeat_n(base + from, breaks.saturating_sub(1).max(1)));
            }
            _ => return None,
        }
    }
    Some(map)
}

/// Whether only blanks stand between here and the end of the line: such blanks are folded away with it.
fn line_break_follows(raw: &[u8], mut i: usize) -> bool {
    while matches!(raw.get(i), Some(b' ' | b'\t')) {
        i += 1;
    }
    matches!(raw.get(i), Some(b'\n' | b'\r'))
}

/// The same for `|` and `>`: each line is found again behind its indentation.
fn block(source: &str, start: usize, scalar: &Scalar) -> Option<Vec<usize>> {
    let mut position = if source[start..].starts_with(['|', '>']) {
        start + source[start..].find('\n')? + 1
    } else {
        source[..start].rfind('\n').map_or(0, |i| i + 1)
    };
    let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let indent = {
        let first = source[position..].lines().find(|l| !l.trim().is_empty())?;
        let decoded = scalar.text.lines().find(|l| !l.trim().is_empty())?;
        blanks(first).checked_sub(blanks(decoded))?
    };
    let text = scalar.text.as_bytes();
    let mut map = Vec::with_capacity(text.len());
    while map.len() < text.len() {
        if position >= source.len() {
            map.extend(std::iter::repeat_n(source.len(), text.len() - map.len()));
            break;
        }
        let end = source[position..].find('\n').map_or(source.len(), |i| position + i);
        let line = source[position..end].trim_end_matches('\r');
        let content = &line[indent.min(blanks(line))..];
        let from = position + indent.min(blanks(line));
        if !content.is_empty() && blanks(line) < indent {
            // The next key: what is left are the breaks before it.
            map.extend(std::iter::repeat_n(position.saturating_sub(1), text.len() - map.len()));
            break;
        }
        if !content.is_empty() {
            // What stands between two lines of content came from the breaks before this one.
            while !text[map.len()..].starts_with(content.as_bytes()) {
                if !matches!(text.get(map.len()), Some(b' ' | b'\n')) {
                    return None;
                }
                map.push(position.saturating_sub(1));
            }
            map.extend(from..from + content.len());
        }
        if scalar.style == Style::Literal && map.len() < text.len() && text[map.len()] == b'\n' {
            map.push(end.min(source.len()));
        } else if end == source.len() {
            map.extend(std::iter::repeat_n(end, text.len() - map.len()));
        }
        position = end + 1;
    }
    Some(map)
}

#[cfg(test)]
mod tests {
    use crate::finding::Place;
    use crate::text::Document;

    #[test]
    fn the_variable_is_found_again_in_every_style() {
        for yaml in [
            "t: avant été {{ nom }} après\n",
            "t: 'l''été 🎉 {{ nom }} après'\n",
            "t: \"\\u00e9t\\xe9 \\n {{ nom }} x\"\n",
            "t: |\n  été 🎉\n\n    plus {{ nom }} loin\n  fin\n",
            "t: >-\n  été\n  suite {{ nom }} loin\n\n  fin\n",
            "a:\n  t: >\n    un\n\n    deux\n      plus\n    {{ nom }}\n",
            "t: >-\r\n  été\r\n  suite {{ nom }} loin\r\n",
            "t: un été\n  plié {{ nom }}\n  ici\n",
            "t: |2\n   décalé\n  {{ nom }}\n",
            "t: >\n  été 🎉\n  {{ nom }} loin\nu: x\n",
            "a:\n  t: >+\n    été\n    {{ nom }}\n\n# plus loin\n  u: x\n",
        ] {
            let (document, findings) = Document::read("t.yaml", yaml.as_bytes());
            assert_eq!(findings, [], "{yaml}");
            let document = document.unwrap();
            let node = document.root().get("t").or_else(|| document.root().get("a")?.get("t")).unwrap();
            let text = node.as_str().unwrap();
            let at = text.find("nom").unwrap();
            let path = if document.root().get("t").is_some() { "/t" } else { "/a/t" };
            let span = document.span(&Place::at(path).within(at..at + 3));
            assert_eq!(&yaml[span], "nom", "{yaml}");
        }
    }

    /// Every word of a text, with where it stands in the file.
    fn words<'d>(document: &'d Document, node: &'d crate::text::Node, found: &mut Vec<(String, Option<&'d str>)>) {
        for entry in node.entries() {
            words(document, &entry.value, found);
        }
        node.items().iter().for_each(|item| words(document, item, found));
        let Some(text) = node.as_str().filter(|text| text.len() > 60) else { return };
        for word in text.split_whitespace().filter(|word| !word.contains(['\'', '"', '\\'])) {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let span = super::within(document.source(), node, &(at..at + word.len()));
            found.push((word.to_owned(), span.and_then(|span| document.source().get(span))));
        }
    }

    #[test]
    fn every_word_of_the_real_procedures_is_found_again_also_folded_anew() {
        let mut known = 0;
        for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/workflows")).unwrap() {
            let written = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for (from, to) in [("", ""), (": |\n", ": >\n"), (": |\n", ": >-\n"), (": |\n", ": |+\n"), ("\n", "\r\n")] {
                let yaml = if from.is_empty() { written.clone() } else { written.replace(from, to) };
                let (document, _) = Document::read("t.yaml", yaml.as_bytes());
                let document = document.unwrap();
                let mut found = Vec::new();
                words(&document, document.root(), &mut found);
                known += found.len();
                for (word, there) in found {
                    assert_eq!(there, Some(word.as_str()), "{to:?}");
                }
            }
        }
        assert!(known > 10_000, "{known}");
    }
}
