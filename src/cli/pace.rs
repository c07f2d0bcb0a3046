//! How far a long piece of work is: one line on a terminal, which goes when the work is done.

use super::ui::Ui;
use crate::msg;
use crate::words::Words;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

/// So much work is waited for without a word.
const SHORT: usize = 48;
/// How wide the bar is, in columns.
const BAR: usize = 24;

/// A line that says how many sheets of how many are set.
pub(super) struct Pace {
    words: &'static Words,
    total: usize,
    /// How many it speaks of; `None` where nobody looks.
    shown: Option<Mutex<usize>>,
}

impl Pace {
    /// Of so many sheets.
    pub(super) fn new(ui: &Ui, total: usize) -> Pace {
        Pace { words: ui.words(), total, shown: (total > SHORT && ui.is_watched()).then(Mutex::default) }
    }

    /// So many are set.
    pub(super) fn at(&self, done: usize) {
        let Some(shown) = &self.shown else { return };
        // Who comes late with an older number says nothing.
        let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
        if done > *shown {
            *shown = done;
            let full = done * BAR / self.total;
            let said = self.words.say(&msg!("paper-pace", done = done, total = self.total));
            write(&format!("\r{}{} {said}\x1b[K", "█".repeat(full), "░".repeat(BAR - full)));
        }
    }
}

impl Drop for Pace {
    fn drop(&mut self) {
        if self.shown.is_some() {
            write("\r\x1b[K");
        }
    }
}

fn write(line: &str) {
    let mut err = std::io::stderr().lock();
    // Nothing is lost where this cannot be written.
    let _ = err.write_all(line.as_bytes()).and_then(|()| err.flush());
}
