//! What an operator can follow of the store: which run, how much and how long, and nothing that is personal.

use crate::clock::Stopwatch;
use crate::engine::{Event, Run};
use crate::journal::Record;
use crate::journal::verify::Proof;
use tracing::Level;

/// A record is on disk.
pub(super) fn appended(run: &str, after: &Run, record: &Record, files: usize, watch: Stopwatch) {
    let pinned = &after.procedure;
    let (number, events) = (record.number, record.events.len());
    tracing::info!(
        target: "pasapas::run",
        run, record = number, procedure = pinned.id, version = pinned.version, events, files, ms = watch.ms(), "appended"
    );
    if tracing::enabled!(target: "pasapas::run", Level::DEBUG) {
        let what: Vec<String> = record.events.iter().map(kind).collect();
        tracing::debug!(target: "pasapas::run", run, record = number, what = what.join(" "), "events");
    }
}

/// The word of an event's kind, as it is recorded.
fn kind(event: &Event) -> String {
    let told = serde_json::to_value(event).ok();
    told.as_ref().and_then(|told| told["event"].as_str()).unwrap_or_default().to_owned()
}

/// The store was gone through.
pub(super) fn verified(proof: &Proof, watch: Stopwatch) {
    let (runs, records, flaws, ms) = (proof.runs, proof.records, proof.flaws.len(), watch.ms());
    if flaws == 0 {
        tracing::info!(target: "pasapas::store", runs, records, ms, "verified");
    } else {
        tracing::error!(target: "pasapas::store", runs, records, flaws, ms, "verified: it is not as it was recorded");
    }
}
