//! Procedures and runs on paper.
//!
//! [`checklist`] makes a [`Checklist`]: plain data, everything that stands on paper in order and in words. The formats only lay it out:
//! [`markdown::write`], [`html::write`], `pdf::write`. Blank from a procedure, filled in as far as a run has come: [`Standing`] says where it stands, [`Voice`]
//! gives its values, and where either is silent there is a readable blank.

mod acts;
mod appendix;
mod blank;
mod condition;
mod excerpt;
mod exits;
mod expression;
mod forms;
mod hints;
pub mod html;
mod joins;
mod make;
pub mod markdown;
mod names;
mod origin;
pub mod outline;
mod parts;
#[cfg(feature = "pdf")]
pub mod pdf;
mod record;
pub mod rich;
mod running;
mod selection;
mod sent;
mod show;
mod sources;
mod standing;

mod tags;
#[cfg(test)]
pub(crate) mod tests;
mod value;

pub use acts::duration;
pub(crate) use blank::{Pen, Site};
pub use condition::condition;
pub use forms::{Entry, Space, Tick, Width};
pub(crate) use make::{mark as role_mark, role_of};
pub use parts::*;
pub use standing::{Blank, Cause, Dropped, Gone, Noted, RunState, Sent, Standing, State, StepStanding, Voice, Wanted, Why, plain};

use crate::model::{Procedure, Role, Status};
use crate::msg;
use crate::words::{Message, Words};
use appendix::Mailbag;
use exits::Paths;
use forms::Forms;
use joins::Decisions;
use make::Maker;
use outline::Outline;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How to read the pages.
const LEGEND: [&str; 3] = ["paper-legend-order", "paper-legend-code", "paper-legend-blank"];

/// What is printed of a procedure or run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only what this role does.
    pub role: Option<String>,
    /// Only what concerns this item of a run's list, by its number or by what it is called.
    pub item: Option<String>,
    /// Whether a run's personal data shows.
    pub personal: bool,
    /// Whether what no way leads to any more is left out.
    pub brief: bool,
    /// Only where each item of the run's lists stands.
    pub table: bool,
}

/// Makes the checklist of a procedure: blank, or as a run stands.
///
/// `calls` gives the procedures that this one calls, by id. `voice` fills in what is known of the values: [`Blank`] for an empty form, though
/// a voice that knows the settings makes a better one.
pub fn checklist<'p>(
    procedure: &'p Procedure,
    calls: &dyn Fn(&str) -> Option<&'p Procedure>,
    standing: Option<&Standing>,
    voice: &dyn Voice,
    options: &Options,
    words: &Words,
) -> Checklist {
    let outline = Outline::of(procedure, calls);
    let pen = Pen { outline: &outline, voice, words, personal: options.personal };
    let roles = roles_of(&outline);
    let site = Site { lane: 0, spot: None, path: String::new() };
    let other_hand = |spot: usize| {
        let (mine, role) = (options.role.as_deref()?, role_of(&outline, spot)?);
        let role = roles.iter().find(|(name, _)| *name == role && *name != mine)?.1;
        (!outline.spots[spot].step.holds_scope()).then(|| rich::flat(&pen.line(&site, &role.title)))
    };
    let paths = Paths { outline: &outline, pen, decisions: Decisions::of(&outline), other_hand: &other_hand };
    let mails = Mailbag::of_outline(&outline);
    let printed = RefCell::new(BTreeMap::new());
    let maker = Maker { outline: &outline, pen, paths: &paths, mails: &mails, roles: &roles, procedure, standing, options, words, printed };
    let steps = maker.steps();
    let forms = Forms { pen: &pen, site: &site, answers: standing.map(|standing| &standing.inputs), settled: standing.is_some(), standing };
    let settings = Forms { answers: None, settled: false, standing: None, ..forms }.known(&procedure.settings);
    // Nobody writes anything more into a record.
    let settings = settings.into_iter().filter(|entry| entry.answer.is_some() || !sent::is_over(standing)).collect();
    let mails = mails.printed(&pen, &maker.printed.borrow());
    let sent = standing.map(|standing| sent::mails(&maker, standing)).unwrap_or_default();
    // What excerpts leave out is long where a list is: nobody writes it down once for each of its lines.
    let is_whole = options.item.is_none() && !options.table;
    let made = Checklist {
        lang: words.lang().tag(),
        origin: origin::of(&procedure.id, standing.map_or(&procedure.version, |standing| &standing.version), standing, options),
        language: procedure.language.clone(),
        procedure: procedure.id.to_string(),
        version: procedure.version.clone(),
        title: pen.line(&site, &procedure.title),
        banner: caution(procedure.status).map(|caution| words.say(&caution)),
        run: standing.map(|standing| run_head(standing, words)),
        part: part(&pen, &roles, standing, options, words),
        summary: procedure.summary.as_ref().map(|summary| pen.blocks(&site, summary)).unwrap_or_default(),
        // A record is read, not carried out.
        legend: if sent::is_over(standing) { Vec::new() } else { LEGEND.into_iter().map(|id| words.say(&msg!(id))).collect() },
        roles: appendix::roles(&maker),
        contacts: procedure.contacts.values().filter_map(|contact| appendix::contact(&pen, &site, contact)).collect(),
        beginning: if options.role.is_none() && options.item.is_none() && !sent::is_over(standing) { paths.beginning(0) } else { String::new() },
        inputs: if is_whole { forms.entries(&procedure.inputs) } else { Vec::new() },
        settings,
        worked_out: if is_whole { appendix::worked_out(&maker) } else { Vec::new() },
        remarks: standing.map(|standing| maker.remarks(&standing.remarks)).unwrap_or_default(),
        steps,
        // What left is told as it left; what is over sends nothing more.
        mails: if sent::is_over(standing) { Vec::new() } else { mails },
        sent,
        documents: appendix::documents(&maker),
        rules: appendix::rules(&maker),
        files: appendix::files(&maker),
        sources: sources::sources(&maker),
        pictures: Vec::new(),
    };
    match (options.table, options.item.is_some()) {
        (true, _) => made.only_tables(),
        (false, true) => made.only_item(),
        (false, false) => made,
    }
}

/// What is said of a procedure that is not to be relied upon as it is.
pub fn caution(status: Status) -> Option<Message> {
    match status {
        Status::Valid => None,
        Status::Draft => Some(msg!("paper-status-draft")),
        Status::Incomplete => Some(msg!("paper-status-incomplete")),
        Status::Obsolete => Some(msg!("paper-status-obsolete")),
    }
}

/// The roles of a procedure and those that it calls; one name is one role. Their order gives their marks.
pub(crate) fn roles_of<'p>(outline: &Outline<'p>) -> Vec<(&'p str, &'p Role)> {
    let mut roles: Vec<(&str, &Role)> = Vec::new();
    for lane in &outline.lanes {
        for (name, role) in &lane.procedure.roles {
            if !roles.iter().any(|(known, _)| **known == **name) {
                roles.push((name, role));
            }
        }
    }
    roles
}

fn run_head(standing: &Standing, words: &Words) -> RunHead {
    let state = match standing.state {
        RunState::Open => msg!("paper-run-open"),
        RunState::Success => msg!("paper-run-success"),
        RunState::Failure => msg!("paper-run-failure"),
        RunState::Neutral => msg!("paper-run-neutral"),
        RunState::Cancelled => msg!("paper-run-cancelled"),
    };
    RunHead {
        id: standing.run.clone(),
        state: match &standing.reason {
            Some(reason) => words.say(&msg!("paper-state-reason", state = words.say(&state), reason = reason)),
            None => words.say(&state),
        },
        started: standing.started.map(|at| show::moment(at, words)),
        by: standing.by.clone(),
        as_of: standing.recorded.map(|at| show::moment(at, words)),
    }
}

/// Which part is printed, where it is not all of it.
fn part(pen: &Pen, roles: &[(&str, &Role)], standing: Option<&Standing>, options: &Options, words: &Words) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(role) = &options.role {
        let title = roles.iter().find(|(name, _)| name == role).map(|(_, role)| {
            let site = Site { lane: 0, spot: None, path: String::new() };
            rich::flat(&pen.line(&site, &role.title))
        });
        parts.push(words.say(&msg!("paper-part-role", role = title.unwrap_or_else(|| role.clone()))));
    }
    if let (Some(item), Some(standing)) = (&options.item, standing) {
        let label = match standing.item(&Wanted::new(item)) {
            Some((number, label)) if pen.personal => words.say(&msg!("paper-item", number = number, label = label)),
            Some((number, _)) => words.say(&msg!("paper-item-unnamed", number = number)),
            None => item.clone(),
        };
        parts.push(words.say(&msg!("paper-part-item", item = label)));
    }
    parts
}
