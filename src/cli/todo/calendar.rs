//! What is due, as a calendar that other programs open (RFC 5545).

use crate::cli::steps;
use crate::cli::ui::Ui;
use crate::desk::Loaded;
use crate::engine::Path;
use crate::engine::site::{self, Site};
use crate::engine::view::View;
use crate::model::{Step, moment};
use crate::msg;
use icalendar::{Calendar, Component, Event, Property, ValueType};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A calendar without anything in it.
pub(super) fn empty(ui: &Ui) -> Calendar {
    let mut calendar = Calendar::empty();
    let head = [
        ("VERSION", "2.0"),
        ("PRODID", concat!("-//pasapas//", env!("CARGO_PKG_VERSION"), "//FR")),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ];
    for (name, value) in head {
        calendar.append_property(Property::new(name, value));
    }
    calendar.name(&ui.text(&msg!("calendar-name")));
    calendar
}

/// An open step with a deadline; none for one without: what is to be done, by whom, and how to come to it. The same step of the same round is the same entry whenever the calendar is written
/// again.
pub(super) fn entry<'a>(view: &View<'a>, loaded: &Loaded, found: &(Path, Site<'a>, &'a Step), personal: bool) -> Option<Event> {
    let (path, site, step) = found;
    let state = view.run.step(path)?;
    let due = [state.due, state.late_from].into_iter().flatten().min()?;
    let procedure = &view.checked.procedure;
    let summary = if personal { steps::name(view, path) } else { steps::title(view, found, personal) };
    let role = site::role(site, step).and_then(|role| procedure.roles.get(role)).map(|role| role.title.source.trim().to_owned());
    let way = format!("pasapas show {}\n{path}", loaded.id);
    let description = role.into_iter().chain([way]).collect::<Vec<_>>().join("\n");
    let local = due.to_zoned(moment::zone());
    let begins = match (local.hour(), local.minute()) {
        // A deadline of whole days lasts to the end of its day.
        (23, 59) => Property::new("DTSTART", local.strftime("%Y%m%d").to_string()).append_parameter(ValueType::Date).done(),
        _ => Property::new("DTSTART", utc(due)),
    };
    let mut event = Event::new();
    event.uid(&format!("{}/{path}/{}@pasapas", loaded.id, state.round)).append_property(Property::new("DTSTAMP", utc(view.env.now)));
    event.summary(&summary).description(&description).append_property(begins);
    event.append_property(Property::new("CATEGORIES", procedure.title.source.trim()));
    // Nobody is busy because something is due.
    event.append_property(Property::new("TRANSP", "TRANSPARENT"));
    Some(event.done())
}

fn utc(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}
