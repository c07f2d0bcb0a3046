//! When open steps are due, and from when on they may be settled.

use super::event::Event;
use super::site::Site;
use super::{Decision, Status};
use crate::model::moment::{Anchor, Moment, Point, Side, zone};
use crate::model::{Expr, Step};
use crate::template;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

impl Decision<'_> {
    /// Until when a step is in time: a day lasts until its end.
    pub(super) fn due(&self, step: &Step, site: &Site) -> Option<Timestamp> {
        step.due.as_ref().and_then(|moment| self.point(moment, site)).map(Point::ends)
    }

    /// From when on a step may be settled: from the beginning of a day.
    pub(super) fn not_before(&self, step: &Step, site: &Site) -> Option<Timestamp> {
        step.not_before.as_ref().and_then(|moment| self.point(moment, site)).map(Point::begins)
    }

    /// What a moment comes to, counted from now, from a day, or from a field or step; `None` while that is not known.
    fn point(&self, moment: &Moment, site: &Site) -> Option<Point> {
        let (side, from) = match &moment.from {
            None => (Side::After, Point::At(self.env.now)),
            Some((side, Anchor::Day(day))) => (*side, Point::Day(*day)),
            Some((side, Anchor::Name(name))) => (*side, self.answered(name, site).or_else(|| self.since_step(name, site))?),
        };
        Some(moment.duration.reckon(from, side, self.run.holidays))
    }

    /// The day or instant that was answered.
    fn answered(&self, name: &str, site: &Site) -> Option<Point> {
        let value = self.reader(site).value(&Expr { source: name.into(), ..Expr::default() }).ok()?;
        let value = template::json(&value);
        let text = value.as_str()?;
        if let Ok(day) = text.parse::<Date>().map_err(drop).and_then(|day| if text.len() == 10 { Ok(day) } else { Err(()) }) {
            return Some(Point::Day(day));
        }
        Some(Point::At(text.parse::<DateTime>().ok()?.to_zoned(zone()).ok()?.timestamp()))
    }

    /// When a step was done, or the day that it was really done.
    fn since_step(&self, name: &str, site: &Site) -> Option<Point> {
        let state = site.same_procedure().find_map(|frame| self.run.scope(&frame.path.0)?.get(name))?;
        let stamp = state.settled.as_ref().filter(|_| state.status.has_ways())?;
        Some(state.on.map_or(Point::At(stamp.at), Point::Day))
    }

    /// Deadlines that are counted from something else than the step's opening follow it: it may be answered, settled or corrected later.
    pub(super) fn retime(&mut self) {
        if !self.checked.has.counted {
            return;
        }
        let mut changed = Vec::new();
        Site::root(self.checked).visit(&self.run, &mut |site| {
            let here = site.here();
            let Some(scope) = self.run.scope(&here.path.0) else { return };
            for step in here.scope.steps.values() {
                let Some(state) = scope.get(&step.name).filter(|_| scope.status(&step.name) == Status::Open) else { continue };
                let counted = |moment: &Option<Moment>| moment.as_ref().is_some_and(Moment::is_counted);
                let due = if counted(&step.due) { self.due(step, site) } else { state.due };
                let not_before = if counted(&step.not_before) { self.not_before(step, site) } else { state.not_before };
                if (due, not_before) != (state.due, state.not_before) {
                    changed.push(Event::Timed { path: here.path.step(&step.name), due, not_before });
                }
            }
        });
        changed.into_iter().for_each(|event| self.emit(event));
    }
}
