//! A bad variable is pointed at to the byte, however its text is written.

use super::check;
use pasapas::finding::codes;

/// The name that does not exist; it stands once in each file.
const BAD: &str = "inconnu";

/// What stands before the template, so that bytes, characters and columns differ.
const BEFORE: &[&str] = &["", "Été ", "un 🎉 a\u{301} ", "العربية "];

/// Ways to write `text:` with the template in it; `@` is what stands before, `#` the template, `##` a hash, `~` the indentation of the key.
const STYLES: &[(&str, &str)] = &[
    ("plain", "@x # fin"),
    ("plain, folded", "@x\n~  suite\n~  # fin"),
    ("plain, folded, blank line", "@x\n\n~  suite #\n~  fin"),
    ("plain, deep and ragged", "@x\n~      suite\n~   # fin"),
    ("plain with a trailing blank", "@x  \n~  # fin"),
    ("single", "'@l''été # fin'"),
    ("single, folded", "'@l''été\n~  d''hier #\n\n~  fin'"),
    ("single, several breaks", "'@un\n\n\n~  # fin'"),
    ("double", "\"@# fin\""),
    ("double, escapes", "\"@\\\"\\t\\u00e9\\U0001F389\\x41\\\\\\/\\e[ # fin\""),
    ("double, surrogates told apart", "\"@\\u00e9\\N\\_\\L\\P # fin\""),
    ("double, folded", "\"@un \n~  deux # fin\""),
    ("double, escaped break", "\"@un\\\n~  \\ deux # fin\""),
    ("double, escaped break and blank line", "\"@un \\\n\n~  deux # fin\""),
    ("double, blank lines", "\"@un\n\n\n~  deux\n~  # fin\""),
    ("literal", "|\n~  @un\n~  # fin"),
    ("literal, strip", "|-\n~  @un\n\n~  # fin\n"),
    ("literal, keep", "|+\n~  @un\n~  # fin\n\n\n"),
    ("literal, deeper lines", "|\n~  @un\n~      deux # fin\n~  trois"),
    ("literal, indicator", "|2\n~    @un\n~  # fin"),
    ("literal, indicator and strip", "|2-\n~   @un # fin"),
    ("literal, strip and indicator", "|-2\n~   @un # fin"),
    ("literal, comment behind the header", "|  ## un mot\n~  @un\n~  # fin"),
    ("literal, blank first lines", "|\n\n\n~  @un # fin"),
    ("literal, blank lines that have blanks", "|\n~  @un\n~    \n~  # fin"),
    ("literal, a tab inside", "|\n~  @un\tdeux # fin"),
    ("literal, a hash that is no comment", "|\n~  @un\n~  ## titre\n~  # fin"),
    ("folded", ">\n~  @un\n~  deux # fin"),
    ("folded, strip", ">-\n~  @un\n\n~  # fin"),
    ("folded, keep", ">+\n~  @un\n~  # fin\n\n"),
    ("folded, deeper lines", ">\n~  @un\n~    deux\n~    # fin\n~  trois"),
    ("folded, deeper first line", ">2\n~     @un\n~  deux # fin"),
    ("folded, many breaks", ">-\n~  @un\n\n\n\n~  deux\n~  trois # fin"),
    ("folded, breaks around deeper lines", ">\n~  @un\n\n~    deux\n\n~  # fin"),
    ("folded, trailing blanks", ">\n~  @un  \n~  # fin"),
];

/// Where the text can stand: the lines before it, the indentation of its key, and what stands before the value on its line.
const NESTS: &[(&str, usize, &str)] = &[
    ("steps:\n  un:\n    title: Un\n    end: success\n", 4, "text: "),
    ("steps:\n  un:\n    title: Un\n    end: success\n    text:\n", 6, "- "),
    ("steps:\n  un:\n    title: Un\n    end: success\n    text:\n", 4, "- "),
    ("steps:\n  un:\n    title: Un\n    end: success\n    text:\n    - if: true\n", 6, "say: "),
    ("steps:\n  un:\n    title: Un\n    end: success\n    \"text\"  :   \n", 6, ""),
    (
        "steps:\n     un:\n        title: Un\n        section:\n           start: deux\n           steps:\n             deux:\n               title: Deux\n               end: success\n        end: success\n",
        8,
        "text: ",
    ),
    ("summary: Un mot\nsteps:\n  un:\n    title: Un\n    end: success\n    note:\n", 6, "- "),
];

fn file(nest: &(&str, usize, &str), style: &str, before: &str, template: &str) -> String {
    let (lines, indent, key) = nest;
    let head = "pasapas: 1\nid: salle\nversion: 1.0.0\nstatus: valid\nlanguage: fr\ntitle: Essai 🎉\nrole: agent\nroles:\n  agent: {title: Agent}\nstart: un\n";
    // A scalar behind a dash is indented from the dash on, one on a line of its own from its key.
    let base = if key.is_empty() { indent - 2 } else { *indent };
    let marked = style.replace("##", "\u{1}").replace('#', template).replace('\u{1}', "#");
    let value = marked.replace('@', before).replace('~', &" ".repeat(base));
    format!("{head}{lines}{}{key}{value}\n", " ".repeat(*indent))
}

#[test]
fn the_bytes_of_a_variable_are_found_in_every_style_and_depth() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, style) in STYLES {
        for (depth, nest) in NESTS.iter().enumerate() {
            for before in BEFORE {
                for template in ["{{inconnu.titre|upper}}", "{% if inconnu %}é{% endif %}"] {
                    for (end, mark) in [("\n", ""), ("\r\n", ""), ("\n", "\u{feff}")] {
                        let text = format!("{mark}{}", file(nest, style, before, template)).replace('\n', end);
                        let report = check(text.as_bytes());
                        let shown = || format!("{name}, depth {depth}, {before:?}, {template}, {end:?}: {:?}\n{text}", report.findings);
                        let found = report.findings.iter().find(|f| f.code == codes::TEMPLATE_VARIABLE);
                        let (Some(document), Some(found)) = (&report.document, found) else {
                            wrong.push(shown());
                            continue;
                        };
                        let at = text.find(BAD).unwrap();
                        let span = document.span(&found.place);
                        if (span.start + document.mark(), span.end + document.mark()) != (at, at + BAD.len()) {
                            wrong.push(format!("{span:?}, not {at} {}", shown()));
                        }
                        count += 1;
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong[..wrong.len().min(8)].join("\n"));
    assert!(count > 5_000, "{count}");
}
