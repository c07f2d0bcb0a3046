//! The store: where it lies, whether it is whole, and what wants to be done about it. Nothing is repaired.

use super::{Health, Look, reasons};
use crate::cli::dates;
use crate::cli::setup::{Setup, Store};
use crate::cli::ui::Ui;
use crate::clock::{Clock, Wall};
use crate::desk::{Desk, Failure, trust};
use crate::journal::seal::Keys;
use crate::journal::sqlite::{self, disk};
use crate::msg;
use jiff::SignedDuration;

/// How many things of a kind are named.
const NAMED: usize = 5;

/// So far behind what was recorded a clock may be: several machines never agree to the second.
const BACK: SignedDuration = SignedDuration::from_mins(5);

/// After so long without a write nobody is at work with what is in the log.
const LEFT: SignedDuration = SignedDuration::from_mins(10);

/// How the store stands, and whether it can be worked with as it is: one of an older form is led on only by those who use it.
pub(super) fn look(ui: &Ui, setup: &Setup) -> (Look, bool) {
    let shown = setup.store.display().to_string();
    let key = Keys::beside(&setup.store);
    if !setup.store.exists() {
        let lines = vec![ui.text(&msg!("doctor-store-none", file = shown))];
        return (Look { name: "store", health: Health::Good, lines }, false);
    }
    let looked = Keys::open(&key, false).and_then(|key| sqlite::look(&setup.store, Some(&key))).map_err(Failure::from);
    let found = match looked {
        Ok(found) => found,
        Err(failure) => {
            let lines = [shown].into_iter().chain(reasons(ui, &failure)).collect();
            return (Look { name: "store", health: Health::Bad, lines }, false);
        }
    };
    let count = usize::try_from(found.runs).unwrap_or(usize::MAX);
    let lines = vec![ui.text(&msg!("doctor-store", file = &shown, count = count)), ui.text(&msg!("doctor-key", file = key.display().to_string()))];
    let mut look = Look { name: "store", health: Health::Good, lines };
    place(ui, setup, found.bytes, &mut look);
    if !found.writable {
        look.add(ui, Health::Bad, &msg!("store-read-only", path = &shown));
    }
    if !found.is_present {
        // Looking changes nothing: the next command that uses it leads it on.
        look.add(ui, Health::Doubtful, &msg!("doctor-store-form", form = found.form.to_string()));
        return (look, false);
    }
    match setup.desk(Store::Existing).and_then(|desk| inside(ui, &desk, &mut look)) {
        Ok(()) => {}
        Err(failure) => {
            look.health = Health::Bad;
            look.lines.extend(reasons(ui, &failure));
        }
    }
    (look, true)
}

/// What is wrong with what is in a store, and what wants to be done about it.
fn inside(ui: &Ui, desk: &Desk, look: &mut Look) -> Result<(), Failure> {
    let proof = desk.verify(None, &[])?;
    proof.flaws.iter().take(NAMED).for_each(|flaw| look.add(ui, Health::Bad, &trust::told(flaw)));
    if proof.flaws.len() > NAMED {
        look.add(ui, Health::Bad, &msg!("verify-fails", count = proof.flaws.len()));
    }
    if !proof.flaws.is_empty() {
        look.add(ui, Health::Bad, &msg!("doctor-flawed"));
    }
    if let (true, Some(head)) = (proof.flaws.is_empty(), &proof.head) {
        look.add(ui, Health::Good, &msg!("doctor-chain", head = head.to_string()));
    }
    let runs = desk.runs()?;
    if let Some(last) = runs.iter().map(|run| run.touched).max().filter(|last| last.duration_since(desk.now()) > BACK) {
        look.add(ui, Health::Bad, &msg!("doctor-clock", now = dates::moment(desk.now(), ui.lang()), last = dates::moment(last, ui.lang())));
    }
    let unreadable: Vec<String> = runs.iter().filter(|run| desk.status(run).is_none()).map(|run| run.run.clone()).collect();
    if !unreadable.is_empty() {
        look.add(ui, Health::Doubtful, &msg!("doctor-unreadable", count = unreadable.len(), runs = unreadable));
    }
    let paused: Vec<String> = runs.iter().filter(|run| run.paused).map(|run| run.run.clone()).collect();
    if !paused.is_empty() {
        look.add(ui, Health::Doubtful, &msg!("doctor-paused", count = paused.len(), runs = paused));
    }
    let due = if proof.flaws.is_empty() { desk.expired()?.due.len() } else { 0 };
    if due > 0 {
        look.add(ui, Health::Doubtful, &msg!("doctor-due", count = due));
    }
    let copies: Vec<String> = desk.copies()?.iter().map(|copy| copy.display().to_string()).collect();
    if !copies.is_empty() {
        look.add(ui, Health::Good, &msg!("doctor-copies", files = copies));
    }
    Ok(())
}

/// The disk and the file system under it.
fn place(ui: &Ui, setup: &Setup, bytes: u64, look: &mut Look) {
    let found = disk::look(&setup.store);
    let megabytes = |bytes: u64| usize::try_from(bytes.div_ceil(1 << 20)).unwrap_or(usize::MAX);
    if let Some(free) = found.free.filter(|free| *free < disk::wanted(bytes)) {
        look.add(ui, Health::Doubtful, &msg!("doctor-disk", free = megabytes(free), wanted = megabytes(disk::wanted(bytes))));
    }
    if let Some(kind) = &found.network {
        look.add(ui, Health::Doubtful, &msg!("doctor-network", kind = kind));
    }
    if found.log.is_some_and(|written| Wall.now().duration_since(written) > LEFT) {
        look.add(ui, Health::Doubtful, &msg!("doctor-log"));
    }
    if !found.left.is_empty() {
        let files: Vec<String> = found.left.iter().map(|file| file.display().to_string()).collect();
        look.add(ui, Health::Doubtful, &msg!("doctor-left", files = files));
    }
}
