//! The words: both languages say the same things of the same things, and everything that the code says is there to be said.

use pasapas::words::Lang;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms whose messages have pages of their own, or whose strings are mostly no messages: there only `msg!("…")` itself is looked at.
const DOORS: &[&str] = &["cli", "web", "lsp", "print", "draw"];

/// The pages whose every sentence must be said somewhere.
const KEPT_TIDY: &[&str] = &["findings", "refusals"];

/// The arguments that each sentence uses, by the sentence's name; an attribute is `name.part`.
type Sentences = BTreeMap<String, BTreeSet<String>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn pages(lang: Lang) -> Vec<(String, String)> {
    let folder = root().join("src/words").join(lang.tag());
    files(&folder, "ftl")
        .into_iter()
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

/// The sentences of a page, told apart by the beginnings of its lines.
fn sentences(page: &str) -> Sentences {
    let (message, attribute, argument) = (
        pattern(r"^([a-zA-Z][a-zA-Z0-9_-]*) *="),
        pattern(r"^ +\.([a-zA-Z][a-zA-Z0-9_-]*) *="),
        pattern(r"\{ *\$([a-zA-Z][a-zA-Z0-9_-]*)|[(,] *\$([a-zA-Z][a-zA-Z0-9_-]*)"),
    );
    let mut found = Sentences::new();
    let (mut id, mut name) = (String::new(), String::new());
    for line in page.lines().filter(|line| !line.starts_with('#')) {
        if let Some(begins) = message.captures(line) {
            id = begins[1].to_owned();
            name.clone_from(&id);
            assert!(found.insert(name.clone(), BTreeSet::new()).is_none(), "{name} stands twice");
        } else if let Some(part) = attribute.captures(line) {
            name = format!("{id}.{}", &part[1]);
            found.insert(name.clone(), BTreeSet::new());
        }
        for used in argument.captures_iter(line) {
            let used = used.get(1).or_else(|| used.get(2)).unwrap().as_str();
            found.get_mut(&name).unwrap().insert(used.to_owned());
        }
    }
    found
}

fn all(lang: Lang) -> Sentences {
    let mut found = Sentences::new();
    for (page, text) in pages(lang) {
        for (name, arguments) in sentences(&text) {
            assert!(found.insert(name.clone(), arguments).is_none(), "{name} stands on another page too ({page})");
        }
    }
    found
}

/// A Rust file without its comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).fold(String::new(), |mut code, line| {
        let _ = writeln!(code, "{line}");
        code
    })
}

fn room(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// What stands between the parenthesis at `open` and the one that closes it.
fn inside(code: &str, open: usize) -> &str {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in code[open..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return &code[open + 1..open + at];
                }
            }
            _ => {}
        }
    }
    ""
}

/// The parts of a macro's argument, cut at its own commas.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut escaped, mut from) = (0, false, false, 0);
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                found.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(text[from..].trim());
    found.retain(|part| !part.is_empty());
    found
}

/// What one `msg!` says: its first argument as it is written, and the names of the others.
struct Said {
    file: String,
    id: String,
    arguments: BTreeSet<String>,
}

fn said(path: &Path, code: &str) -> Vec<Said> {
    let file = path.strip_prefix(root()).unwrap().display().to_string();
    code.match_indices("msg!(")
        .filter_map(|(at, word)| {
            let mut parts = parts(inside(code, at + word.len() - 1)).into_iter();
            let id = parts.next()?.to_owned();
            let arguments = parts.filter_map(|part| part.split_once('=').map(|(name, _)| name.trim().to_owned())).collect();
            Some(Said { file: file.clone(), id, arguments })
        })
        .collect()
}

#[test]
fn every_page_parses() {
    for lang in [Lang::Fr, Lang::En] {
        for (page, text) in pages(lang) {
            let parsed = fluent_bundle::FluentResource::try_new(text);
            assert!(parsed.is_ok(), "{}/{page}.ftl: {:?}", lang.tag(), parsed.err().map(|(_, errors)| errors));
        }
        for name in all(lang).keys() {
            assert!(lang.words().knows(name), "{}: {name} has no words of its own", lang.tag());
        }
    }
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_arguments() {
    let (fr, en) = (pages(Lang::Fr), pages(Lang::En));
    assert_eq!(fr.iter().map(|(page, _)| page).collect::<Vec<_>>(), en.iter().map(|(page, _)| page).collect::<Vec<_>>());
    for ((page, fr), (_, en)) in fr.iter().zip(&en) {
        let (fr, en) = (sentences(fr), sentences(en));
        let names = |of: &Sentences, other: &Sentences| of.keys().filter(|name| !other.contains_key(*name)).cloned().collect::<Vec<_>>();
        assert_eq!((names(&fr, &en), names(&en, &fr)), (vec![], vec![]), "{page}.ftl: only in French, only in English");
        for (name, arguments) in &fr {
            assert_eq!(arguments, &en[name], "{page}.ftl: {name}");
        }
    }
}

#[test]
fn whatever_the_code_says_has_words() {
    let fr = all(Lang::Fr);
    let literal = pattern(r#""([a-z]+(?:-[a-z0-9]+)+(?:\.help)?)""#);
    let (args, arg) = (pattern(r"args: vec!\[([^\]]*)\]"), pattern(r#"\("([a-z_]+)","#));
    // Sentences that are chosen by name before they are said.
    let family = pattern("^(expected|form|what|answer-form|graph-undecided|step-verb|state|store)-");
    let known: BTreeSet<&str> = fr.keys().map(|name| name.split('.').next().unwrap()).collect();
    let mut missing = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let code = code(&path);
        let said = said(&path, &code);
        for one in &said {
            let Some(id) = one.id.strip_prefix('"').and_then(|id| id.strip_suffix('"')) else { continue };
            // Both languages know the same, says another test.
            match fr.get(id) {
                None => missing.push(format!("{}: {id} has no words; the code gives {:?}", one.file, one.arguments)),
                Some(uses) if !uses.is_subset(&one.arguments) => {
                    missing.push(format!("{}: {id} speaks of {uses:?}, the code gives {:?}", one.file, one.arguments));
                }
                Some(_) => {}
            }
        }
        if DOORS.contains(&room(&path).as_str()) {
            continue;
        }
        // What a sentence that is chosen by name may speak of: whatever this file gives to sentences without naming them.
        let mut dynamic: BTreeSet<&str> =
            said.iter().filter(|one| !one.id.starts_with('"')).flat_map(|one| &one.arguments).map(String::as_str).collect();
        dynamic.extend(
            args.captures_iter(&code).flat_map(|found| arg.captures_iter(found.get(1).unwrap().as_str())).map(|found| found.get(1).unwrap().as_str()),
        );
        let direct: BTreeSet<&str> = said.iter().map(|one| one.id.trim_matches('"')).collect();
        for found in literal.captures_iter(&code) {
            let id = &found[1];
            let base = id.split('.').next().unwrap();
            match fr.get(id) {
                // A literal of a known family, or the attribute of a message, is one too.
                None if family.is_match(id) || (id != base && known.contains(base)) => missing.push(format!("{}: {id} has no words", path.display())),
                Some(uses) if !direct.contains(id) && !uses.iter().all(|one| dynamic.contains(one.as_str())) => {
                    missing.push(format!("{}: {id} speaks of {uses:?}, this file gives {dynamic:?}", path.display()));
                }
                _ => {}
            }
        }
    }
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

#[test]
fn no_sentence_is_left_over() {
    let code = files(&root().join("src"), "rs").iter().map(|path| code(path)).collect::<String>();
    let mut idle = Vec::new();
    for (page, text) in pages(Lang::Fr).iter().filter(|(page, _)| KEPT_TIDY.contains(&page.as_str())) {
        for name in sentences(text).keys() {
            // A message stays for the sake of its attributes.
            if !code.contains(&format!("\"{name}\"")) && !code.contains(&format!("\"{name}.")) {
                idle.push(format!("{page}.ftl: {name}"));
            }
        }
    }
    assert!(idle.is_empty(), "nothing says these:\n{}", idle.join("\n"));
}

/// Lines of French, each with where it stands; what is code stays out.
fn french() -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for (page, text) in pages(Lang::Fr) {
        for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            lines.push((format!("src/words/fr/{page}.ftl:{}", i + 1), line.to_owned()));
        }
    }
    let code = pattern("`[^`]*`");
    for path in files(&root().join("docs/codes/fr"), "md") {
        let mut fenced = false;
        for (i, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            if line.starts_with("```") {
                fenced = !fenced;
            } else if !fenced {
                let place = format!("{}:{}", path.strip_prefix(root()).unwrap().display(), i + 1);
                lines.push((place, code.replace_all(line, "`…`").into_owned()));
            }
        }
    }
    lines
}

#[test]
fn french_is_set_as_french_is() {
    let wrong = pattern(r"« | »| [;!?:](\s|$)|\S[;!?](\s|$)|'");
    let narrow = pattern("\u{202f}[;!?](\\s|$)");
    let mut found = Vec::new();
    for (place, line) in french() {
        let line = narrow.replace_all(&line, "$1").into_owned();
        if let Some(at) = wrong.find(&line) {
            found.push(format!("{place}: {:?} in {line}", at.as_str()));
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn no_sentence_ends_in_a_period() {
    for lang in [Lang::Fr, Lang::En] {
        for (page, text) in pages(lang).iter().filter(|(page, _)| KEPT_TIDY.contains(&page.as_str())) {
            let ended = text.lines().find(|line| !line.starts_with('#') && line.ends_with('.'));
            assert!(ended.is_none(), "{}/{page}.ftl: {ended:?}", lang.tag());
        }
    }
}
