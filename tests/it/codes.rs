//! The pages of the codes: one per code and language, and their examples do what they say.

use pasapas::check::{Checker, Library};
use pasapas::finding::codes::ALL;
use pasapas::finding::{Code, Finding, Severity};
use pasapas::scenario::{self, coverage::Coverage, play::play};
use pasapas::words::Lang;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/codes")
}

fn page(lang: Lang, code: Code) -> String {
    let path = folder().join(lang.tag()).join(format!("{code}.md"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The first sentence of a page: what the index shows.
fn first_line(page: &str) -> &str {
    page.lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default()
}

#[test]
fn every_code_has_a_page_in_both_languages() {
    for lang in LANGS {
        for code in ALL {
            let page = page(lang, *code);
            assert_eq!(page.lines().next(), Some(format!("# {code}").as_str()), "{}/{code}.md", lang.tag());
            let line = first_line(&page);
            assert!(line.ends_with('.') && !line.contains(['|', '[', ']']), "{}/{code}.md: {line}", lang.tag());
        }
    }
}

#[test]
fn no_page_is_without_a_code() {
    let codes: BTreeSet<String> = ALL.iter().map(|code| format!("{code}.md")).collect();
    assert_eq!(codes.len(), ALL.len(), "a code stands twice");
    for lang in LANGS {
        let pages: BTreeSet<String> =
            fs::read_dir(folder().join(lang.tag())).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(pages.difference(&codes).collect::<Vec<_>>(), Vec::<&String>::new(), "{}", lang.tag());
    }
}

/// `UPDATE_DOCS=1 cargo test` writes the index anew.
#[test]
fn the_index_names_every_code() {
    let mut index = String::from(
        "# Codes\n\nEvery finding and every refusal has a code that stays the same, and a page here; `pasapas explain CODE` prints it.\n\n\
         This table is made from the pages; a test keeps it so.\n\n| code | severity | English | français |\n| --- | --- | --- | --- |\n",
    );
    for code in ALL {
        let severity = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (en, fr) = (page(Lang::En, *code), page(Lang::Fr, *code));
        writeln!(index, "| `{code}` | {severity} | [{}](en/{code}.md) | [{}](fr/{code}.md) |", first_line(&en), first_line(&fr)).unwrap();
    }
    let path = folder().join("README.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &index).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    for (kept, made) in kept.lines().zip(index.lines()) {
        assert_eq!(kept, made, "UPDATE_DOCS=1 cargo test --test it codes writes it anew");
    }
    assert_eq!(kept.len(), index.len(), "UPDATE_DOCS=1 cargo test --test it codes writes it anew");
}

/// A procedure on a page: its file name, its text, and whether it is whole.
#[derive(Debug)]
struct Block {
    file: String,
    text: String,
    whole: bool,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```yaml") else { continue };
        let text: String = lines.by_ref().take_while(|line| *line != "```").fold(String::new(), |text, line| text + line + "\n");
        // The file is named after the procedure, unless a comment on the first line names it.
        let id = text.lines().find_map(|line| line.strip_prefix("id: ")).unwrap_or("exemple");
        let file = text.lines().next().and_then(|line| line.strip_prefix("# ")).filter(|name| name.ends_with(".yaml"));
        found.push(Block { file: file.map_or_else(|| format!("{id}.yaml"), str::to_owned), whole: info.trim() != "fragment", text });
    }
    found
}

/// The procedures that a page shows beside the two that are compared: those that they call.
struct Beside<'p>(&'p [Block]);

impl Library for Beside<'_> {
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)> {
        self.0.iter().find(|block| block.file == format!("{id}.yaml")).map(|block| (block.file.clone(), block.text.clone().into_bytes()))
    }
    fn ids(&self) -> Vec<String> {
        self.0.iter().map(|block| block.file.trim_end_matches(".yaml").to_owned()).collect()
    }
}

/// What is said of a procedure; of scenarios also when they are played.
fn check(block: &Block, beside: &[Block]) -> Vec<Finding> {
    let library = Beside(beside);
    let checker = Checker::new(&library);
    if !scenario::is_file(&block.file) {
        return checker.check(&block.file, block.text.as_bytes()).findings.clone();
    }
    let report = scenario::report(&block.file, block.text.as_bytes(), &library, &checker);
    let mut findings = report.findings;
    if let Some((file, checked)) = &report.sound {
        findings.extend(file.scenarios.iter().flat_map(|one| play(checked, one, &mut Coverage::default()).findings));
    }
    findings
}

/// Every finding, said in both languages: what is missing in a sentence shows here.
fn said(findings: &[Finding]) -> Vec<String> {
    let mut said = Vec::new();
    for finding in findings {
        for lang in LANGS {
            let words = lang.words();
            let mut line = format!("{}: {}", finding.code, words.say(&finding.message));
            for more in finding.help.iter().chain(finding.related.iter().map(|(_, related)| related)) {
                write!(line, " / {}", words.say(more)).unwrap();
            }
            said.push(line);
        }
    }
    said
}

#[test]
fn the_wrong_examples_are_found_and_the_mended_ones_are_clean() {
    let mut wanting = Vec::new();
    for lang in LANGS {
        for code in ALL {
            let name = format!("{}/{code}.md", lang.tag());
            let page = page(lang, *code);
            let blocks = blocks(&page);
            let [wrong, mended, beside @ ..] = blocks.as_slice() else {
                assert!(blocks.iter().all(|block| !block.whole), "{name}: a wrong example has a mended one");
                continue;
            };
            if wrong.whole {
                let found = check(wrong, beside);
                if found.is_empty() || found.iter().any(|f| f.code != *code) {
                    wanting.push(format!("{name}, wrong: {:#?}", said(&found)));
                }
            }
            if mended.whole {
                let found = check(mended, beside);
                if !found.is_empty() {
                    wanting.push(format!("{name}, mended: {:#?}", said(&found)));
                }
            }
        }
    }
    assert!(wanting.is_empty(), "\n{}", wanting.join("\n"));
}

#[test]
fn both_languages_show_the_same_examples() {
    for code in ALL {
        let shape = |lang| blocks(&page(lang, *code)).iter().map(|block| (block.whole, block.text.lines().count())).collect::<Vec<_>>();
        assert_eq!(shape(Lang::Fr), shape(Lang::En), "{code}");
    }
}
