//! What is known of the files that were checked.

use super::Report;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What came of files that were checked, by their names. Several checkers can share it, each in a thread of its own: what one has checked
/// the others need not.
#[derive(Clone, Default)]
pub struct Known(Arc<Mutex<Shelf>>);

#[derive(Default)]
struct Shelf {
    reports: HashMap<String, Arc<Report>>,
    /// The files that some other is known to call: they are kept for it.
    called: HashSet<String>,
}

impl Known {
    fn lock(&self) -> MutexGuard<'_, Shelf> {
        // What a thread that failed has left is whole: reports are put in as a whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn get(&self, name: &str) -> Option<Arc<Report>> {
        self.lock().reports.get(name).cloned()
    }

    /// The same for a file that is called: from now on it is kept.
    pub(super) fn get_called(&self, name: &str) -> Option<Arc<Report>> {
        let mut shelf = self.lock();
        shelf.called.insert(name.to_owned());
        shelf.reports.get(name).cloned()
    }

    pub(super) fn put(&self, name: &str, report: Arc<Report>) {
        self.lock().reports.insert(name.to_owned(), report);
    }

    /// All of them.
    pub(super) fn all(&self) -> HashMap<String, Arc<Report>> {
        self.lock().reports.clone()
    }

    /// Keeps of a file only what others need that call it, or nothing where none is known to.
    pub(super) fn told(&self, name: &str, is_called: bool) {
        let shelf = &mut *self.lock();
        if !is_called && !shelf.called.contains(name) {
            shelf.reports.remove(name);
        } else if let Some(report) = shelf.reports.get_mut(name) {
            *report = Arc::new(Report { checked: report.checked.clone(), playable: report.playable.clone(), ..Report::default() });
        }
    }
}
