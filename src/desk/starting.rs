//! How runs begin: decided first, kept afterwards, so that several begin together or not at all.

use super::{Acted, Desk, Failure, Loaded, Start};
use crate::check::{Checked, graph};
use crate::engine::{self, Command, Event, Path, Run, Stamp};
use crate::journal::{Evidence, Record};
use crate::model::Name;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::{Timestamp as Ticks, Uuid};

/// A run that may begin, and is not kept yet.
pub(super) struct Prepared {
    id: String,
    run: Run,
    events: Vec<Event>,
    at: jiff::Timestamp,
    inputs: Map<String, Value>,
    settings: Map<String, Value>,
}

impl Desk {
    /// Starts several runs of one procedure, each with a note that names the others: `note` is told which of them it is for, and all their ids;
    /// `told` says what a refusal of one of them is called by whoever asked.
    ///
    /// # Errors
    /// One of them is refused, and then none begins; or a run cannot be kept.
    pub fn start_all(
        &self,
        procedure: &str,
        starts: &[Start],
        evidence: &[Evidence],
        note: impl Fn(usize, &[String]) -> String,
        told: impl Fn(usize, Failure) -> Failure,
    ) -> Result<Vec<Acted>, Failure> {
        let checked = self.procedure(procedure)?;
        let ids: Vec<String> = starts.iter().map(|_| self.new_id()).collect();
        let mut all = Vec::new();
        for (number, (start, id)) in starts.iter().zip(&ids).enumerate() {
            let mut prepared = self.prepare(&checked, id.clone(), start).map_err(|failure| told(number, failure))?;
            let note = Command::Note { path: Path::root(), text: note(number, &ids) };
            let env = self.env(id, &prepared.settings);
            let (run, events) = engine::decide(&checked, prepared.run, &note, &env)?;
            prepared.run = run;
            prepared.events.extend(events);
            all.push(prepared);
        }
        all.into_iter().map(|prepared| self.keep(&checked, prepared, evidence)).collect()
    }

    /// An id that sorts by the time of its making.
    pub(super) fn new_id(&self) -> String {
        let now = self.clock.now();
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        Uuid::new_v7(Ticks::from_unix(uuid::NoContext, seconds, u32::try_from(now.subsec_nanosecond()).unwrap_or(0))).to_string()
    }

    /// Decides how a run begins.
    pub(super) fn prepare(&self, checked: &Arc<Checked>, id: String, start: &Start) -> Result<Prepared, Failure> {
        let settings = self.settings(checked);
        let env = self.env(&id, &settings);
        let (mut run, mut events) = engine::start(checked, &start.inputs, start.wait, start.confirmed, &env)?;
        let usual = self.usual_players(checked, start);
        for (role, person) in start.roles.iter().chain(&usual) {
            let more;
            (run, more) = engine::decide(checked, run, &Command::Assign { role: role.clone(), person: person.clone() }, &env)?;
            events.extend(more);
        }
        let at = env.now;
        Ok(Prepared { id, run, events, at, inputs: start.inputs.clone(), settings })
    }

    /// Who plays the roles of which neither the start nor any answer says so: whoever of the team always does.
    fn usual_players(&self, checked: &Checked, start: &Start) -> Vec<(String, Value)> {
        let procedure = &checked.procedure;
        let mut asked: BTreeSet<&Name> = procedure.inputs.values().filter_map(|field| field.plays.as_ref()).map(|role| &role.name).collect();
        graph::walk(&procedure.scope, &mut |step| asked.extend(step.ask.values().filter_map(|field| field.plays.as_ref()).map(|role| &role.name)));
        let given =
            |name: &Name, title: &str| start.roles.iter().any(|(role, _)| role == name.as_ref() || role.to_lowercase() == title.to_lowercase());
        let open = procedure.roles.iter().filter(|(name, role)| role.of.is_none() && !asked.contains(name) && !given(name, role.title.source.trim()));
        open.filter_map(|(name, _)| Some((name.to_string(), self.config.team.player(&procedure.id, name)?.person.clone()))).collect()
    }

    /// Keeps a run that begins.
    pub(super) fn keep(&self, checked: &Arc<Checked>, prepared: Prepared, evidence: &[Evidence]) -> Result<Acted, Failure> {
        let Prepared { id, run, events, at, inputs, settings } = prepared;
        self.evidenced(inputs.iter().map(|(name, value)| (name.clone(), value)).collect(), evidence)?;
        let record = Record { number: 1, stamp: Stamp { at, by: self.by.clone() }, events: events.clone() };
        self.journal.borrow_mut().create(&id, &checked.edition, &run, &record, evidence)?;
        self.editions.borrow_mut().insert(run.procedure.edition.clone(), checked.clone());
        Ok(Acted { loaded: Loaded { id, checked: checked.clone(), run, records: 1, settings }, events })
    }
}
