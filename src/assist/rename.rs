//! A name is changed everywhere at once, or not at all.

use super::names::{homes, uses};
use super::{Edit, Folder, Spot, Understood, apply};
use crate::check::names::RESERVED;
use crate::check::{Checker, Library, stem};
use crate::finding::{Finding, Place, Severity};
use crate::index::Kind;
use crate::model::shape::Form;
use crate::msg;
use crate::text::Document;
use crate::words::Message;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a change of name comes to.
#[derive(Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The edits, file by file.
    pub edits: Vec<Edit>,
    /// The procedure whose files get another name too, and that name.
    pub procedure: Option<(String, String)>,
}

/// The stretch of the name at a byte, if it can be changed.
pub fn renameable(file: &Rc<Understood>, byte: usize, folder: &dyn Folder) -> Option<Spot> {
    let mark = file.index.mark_at(&file.document, byte)?;
    let _ = homes(file, byte, folder).first()?;
    Some(bare(&file.document, &mark.place))
}

/// Gives the name at a byte another name: in its procedure, in those that call it, and in its scenarios.
///
/// # Errors
/// Why that cannot be done without breaking something.
pub fn rename(file: &Rc<Understood>, byte: usize, new: &str, folder: &dyn Folder) -> Result<Renamed, Message> {
    let homes = homes(file, byte, folder);
    let Some(home) = homes.first() else { return Err(msg!("editor-rename-nothing")) };
    let symbol = home.file.index.symbol(home.id);
    let form = if symbol.kind == Kind::Procedure { Form::Id } else { Form::Name };
    let fits = regex::Regex::new(form.pattern()).is_ok_and(|pattern| pattern.is_match(new));
    if !fits {
        return Err(msg!("editor-rename-form", name = new, expected = msg!(form.message())));
    }
    if RESERVED.contains(&new) {
        return Err(msg!("name-twice-reserved", name = new));
    }
    let old = symbol.name.to_string();
    if old == new {
        return Ok(Renamed { edits: Vec::new(), procedure: None });
    }
    let procedure = (symbol.kind == Kind::Procedure).then(|| (home.file.id().to_owned(), new.to_owned()));
    if procedure.is_some() && folder.procedure(new).is_some() {
        return Err(msg!("editor-rename-taken", name = new));
    }
    let mut edits = Vec::new();
    let mut files: BTreeMap<String, Rc<Understood>> = BTreeMap::new();
    files.insert(home.file.document.name().to_owned(), home.file.clone());
    for other in super::names::others(&home.file, folder) {
        files.insert(other.document.name().to_owned(), other);
    }
    let stories: Vec<Document> = files.values().flat_map(|file| folder.scenarios(file.id())).collect();
    for home in &homes {
        for spot in uses(home, folder, true) {
            let known = files.get(&spot.file).map(|file| &file.document).or_else(|| stories.iter().find(|d| d.name() == spot.file));
            let Some(document) = known else { continue };
            edits.push(Edit { spot: unquoted(document, spot, &old)?, text: new.to_owned() });
        }
    }
    edits.sort();
    edits.dedup();
    proven(&files, &edits, procedure.as_ref())?;
    Ok(Renamed { edits, procedure })
}

/// A name without the quotes around it.
fn bare(document: &Document, place: &Place) -> Spot {
    let span = document.span(place);
    let text = &document.source()[span.clone()];
    let inner = text.trim_matches(['"', '\'']);
    let start = span.start + (text.len() - text.trim_start_matches(['"', '\'']).len());
    Spot::new(document, start..start + inner.len())
}

/// The exact letters of a name; where they cannot be told apart from what is around them, nothing is changed.
fn unquoted(document: &Document, spot: Spot, name: &str) -> Result<Spot, Message> {
    let (start, end) = spot.span;
    let text = &document.source()[start..end];
    match text.trim_matches(['"', '\'']) == name {
        true => {
            let start = start + text.len() - text.trim_start_matches(['"', '\'']).len();
            Ok(Spot { span: (start, start + name.len()), ..spot })
        }
        false => {
            let line = document.lines().position(document.source(), start).line;
            Err(msg!("editor-rename-unsure", name = name, file = document.name(), line = line))
        }
    }
}

/// The folder as it would be afterwards.
struct After(BTreeMap<String, (String, String)>);

impl Library for After {
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)> {
        self.0.get(id).map(|(name, text)| (name.clone(), text.as_bytes().to_vec()))
    }
    fn ids(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

/// Nothing that was right may be wrong afterwards: every file that changes is checked as it would be.
fn proven(files: &BTreeMap<String, Rc<Understood>>, edits: &[Edit], procedure: Option<&(String, String)>) -> Result<(), Message> {
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    for (name, file) in files {
        let text = file.document.source().to_string();
        let own: Vec<Edit> = edits.iter().filter(|edit| edit.spot.file == *name).cloned().collect();
        let changed = apply(&text, &own);
        let moved = procedure.filter(|(old, _)| old == file.id());
        let (id, new_name) = match moved {
            Some((_, new)) => (new.clone(), format!("{new}.yaml")),
            None => (stem(name).to_owned(), name.clone()),
        };
        before.insert(file.id().to_owned(), (name.clone(), text));
        after.insert(id, (new_name, changed));
    }
    let errors = |library: &After, id: &str| -> Vec<Finding> {
        let checker = Checker::new(library);
        let Some((name, bytes)) = library.text(id) else { return Vec::new() };
        checker.check(&name, &bytes).findings.iter().filter(|f| f.severity() == Severity::Error).cloned().collect()
    };
    let (before, after) = (After(before), After(after));
    for (name, file) in files {
        if !edits.iter().any(|edit| edit.spot.file == *name) {
            continue;
        }
        let moved = procedure.filter(|(old, _)| old == file.id()).map(|(_, new)| new.as_str());
        let (old, new) = (errors(&before, file.id()), errors(&after, moved.unwrap_or(file.id())));
        if new.len() > old.len()
            && let Some(first) = new.iter().find(|f| !old.iter().any(|o| o.code == f.code && o.message == f.message))
        {
            return Err(msg!("editor-rename-breaks", file = stem(name), reason = first.message.clone()));
        }
    }
    Ok(())
}
