//! The files beside the one that is written: as they are open, else as they lie on disk.

use super::open::{Open, State};
use crate::assist::{Folder, Understood};
use crate::check::{Checked, Checker, Library, Report, stem};
use crate::finding::Finding;
use crate::library;
use crate::model::Name;
use crate::text::Document;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::SystemTime;

/// A file on disk, as it was read.
pub(super) struct Kept {
    stamp: (SystemTime, u64),
    bytes: Arc<[u8]>,
    understood: Option<Rc<Understood>>,
}

/// The folder around one file.
pub(super) struct Beside<'s> {
    pub state: &'s State,
    pub folder: Option<PathBuf>,
}

impl Beside<'_> {
    fn open(&self, file: &str) -> Option<&Open> {
        let path = self.folder.as_ref()?.join(file);
        self.state.open.values().find(|open| open.path.as_ref() == Some(&path))
    }

    /// A file on disk, read again only when it has changed.
    fn kept<T>(&self, file: &str, take: impl FnOnce(&Kept, &Path) -> T) -> Option<T> {
        let path = self.folder.as_ref()?.join(file);
        let meta = std::fs::metadata(&path).ok()?;
        let stamp = (meta.modified().unwrap_or(SystemTime::UNIX_EPOCH), meta.len());
        let mut kept = self.state.kept.borrow_mut();
        if kept.get(&path).is_none_or(|known| known.stamp != stamp) {
            let bytes: Arc<[u8]> = library::read(&path).ok()?.into();
            let understood = std::str::from_utf8(&bytes).ok().and_then(|text| Understood::of(&path.display().to_string(), text)).map(Rc::new);
            kept.insert(path.clone(), Kept { stamp, bytes, understood });
        }
        kept.get(&path).map(|known| take(known, &path))
    }

    /// What there is to say about a file, with what is known already of those that it calls.
    pub fn report(&self, name: &str, read: impl FnOnce() -> (Option<Document>, Vec<Finding>)) -> Arc<Report> {
        let checker = Checker::new(self);
        let mut reports = self.state.reports.borrow_mut();
        let stands = |text: &Arc<str>, id: &str| self.text(id).is_some_and(|(_, bytes)| bytes == text.as_bytes());
        reports.retain(|_, report| report.checked.as_ref().is_some_and(|c| c.edition.texts.iter().all(|(id, text)| stands(text, id))));
        for (known, report) in reports.iter().filter(|(known, _)| known.as_str() != name) {
            checker.remember(known, report.clone());
        }
        let report = checker.check_read(name, read());
        reports.extend(checker.reports().into_iter().filter(|(_, report)| report.checked.is_some()));
        report
    }
}

impl Library for Beside<'_> {
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)> {
        ["yaml", "yml"].into_iter().find_map(|extension| {
            let file = format!("{id}.{extension}");
            match self.open(&file) {
                Some(open) => Some((open.name.clone(), open.text.source.as_bytes().to_vec())),
                None => self.kept(&file, |kept, path| (path.display().to_string(), kept.bytes.to_vec())),
            }
        })
    }

    fn ids(&self) -> Vec<String> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let mut files = library::files(folder).unwrap_or_default();
        let open = self.state.open.values().filter(|open| open.ours).filter_map(|open| open.path.clone());
        files.extend(open.filter(|path| path.parent() == Some(folder)));
        let mut ids: Vec<String> = files.iter().map(|file| stem(&file.display().to_string()).to_owned()).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}

impl Folder for Beside<'_> {
    fn procedure(&self, id: &str) -> Option<Rc<Understood>> {
        ["yaml", "yml"].into_iter().find_map(|extension| {
            let file = format!("{id}.{extension}");
            match self.open(&file) {
                Some(open) => open.understood(),
                None => self.kept(&file, |kept, _| kept.understood.clone()).flatten(),
            }
        })
    }

    fn ids(&self) -> Vec<String> {
        Library::ids(self)
    }

    fn scenarios(&self, id: &str) -> Vec<Document> {
        let read = |extension: &str| {
            let file = format!("{id}.test.{extension}");
            match self.open(&file) {
                Some(open) => Document::read(&open.name, open.text.source.as_bytes()).0,
                None => self.kept(&file, |kept, path| Document::read(&path.display().to_string(), &kept.bytes).0).flatten(),
            }
        };
        ["yaml", "yml"].into_iter().filter_map(read).collect()
    }

    fn checked(&self, ids: &[Name]) -> BTreeMap<Name, Arc<Checked>> {
        let check = |id: &Name| {
            let (name, bytes) = self.text(id)?;
            Some((id.clone(), self.report(&name, || Document::read(&name, &bytes)).checked.clone()?))
        };
        ids.iter().filter_map(check).collect()
    }
}
