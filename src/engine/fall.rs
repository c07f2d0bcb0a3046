//! What a reopening takes with it.
//!
//! All that the step's edges reach, and through `after` every step that had opened or passed. An `each`, `call` or `section` among them
//! begins anew; one that holds the step is open again and keeps the rest. A `join: first` step that has opened falls only if no taken way to
//! it is left. Stopped scopes, dropped items and waived groups are not reached, unless the step that stopped falls too.

use super::event::{Cause, Event};
use super::path::Path;
use super::run::{Inner, Run, StepState};
use super::site::Site;
use super::{Decision, Status};
use crate::check::graph;
use crate::model::{Join, Verb};
use std::collections::BTreeSet;

/// What falls, by path.
#[derive(Default, Clone, PartialEq)]
struct Fallen {
    /// Ahead again.
    steps: BTreeSet<Path>,
    /// Holders that are open again and keep what is in them.
    reentered: BTreeSet<Path>,
    /// Standby steps that may be needed again.
    risen: BTreeSet<Path>,
}

impl Fallen {
    /// All from which something may fall.
    fn moved(&self) -> impl Iterator<Item = &Path> {
        self.steps.iter().chain(&self.reentered).chain(&self.risen)
    }

    fn holds(&self, path: &Path) -> bool {
        self.steps.contains(path) || self.reentered.contains(path) || self.risen.contains(path)
    }
}

impl Decision<'_> {
    /// What falls when this step is put back, the step itself included.
    pub(super) fn fallen(&self, path: &Path) -> BTreeSet<Path> {
        self.closure(&BTreeSet::from([path.clone()]), &BTreeSet::new()).steps
    }

    /// Whether this scope, or one around it, is closed off; `stands` says whether the stop of a step does.
    pub(super) fn closed(&self, scope: &Path, stands: impl Fn(&Path) -> bool) -> bool {
        (0..=scope.0.len()).any(|n| {
            let around = Path(scope.0[..n].to_vec());
            let cut = self.run.scope(&around.0).and_then(|s| s.cut.as_ref());
            let waived = n > 0 && self.run.step(&around.without_item()).is_some_and(|s| s.status == Status::Waived);
            let stays = match cut {
                None | Some(Cause::Enough) => false,
                Some(Cause::Stop(by)) => stands(by),
                Some(Cause::Dropped | Cause::Counted | Cause::Waived) => true,
            };
            waived || stays
        })
    }

    /// The steps whose stop closes something off.
    fn stops(&self) -> BTreeSet<Path> {
        let mut stops = BTreeSet::new();
        let run = &self.run;
        Site::root(self.checked).visit(run, &mut |site| {
            let scope = run.scope(&site.here().path.0);
            let held = scope.into_iter().flat_map(|s| s.steps.values()).filter_map(|s| s.each()?.cut.as_ref());
            let cuts = scope.and_then(|s| s.cut.as_ref()).into_iter().chain(held);
            stops.extend(cuts.filter_map(|cut| if let Cause::Stop(by) = cut { Some(by.clone()) } else { None }));
        });
        stops
    }

    /// A stop falls with the step that stopped; what it closed off is reached only then. So each is taken not to stand until it is seen that
    /// its step does not fall.
    fn closure(&self, starts: &BTreeSet<Path>, again: &BTreeSet<Path>) -> Fallen {
        let mut stops = self.stops();
        let mut standing = BTreeSet::new();
        loop {
            let fallen = self.reach(starts, again, &standing);
            let falls = |stop: &Path| fallen.steps.iter().any(|step| stop.is_in(step));
            let (fall, stand): (BTreeSet<Path>, BTreeSet<Path>) = stops.into_iter().partition(falls);
            if stand.is_empty() {
                return fallen;
            }
            standing.extend(stand);
            stops = fall;
        }
    }

    /// What these steps reach while the stops of some stand.
    fn reach(&self, starts: &BTreeSet<Path>, again: &BTreeSet<Path>, standing: &BTreeSet<Path>) -> Fallen {
        let mut fallen = Fallen { steps: starts.clone(), reentered: again.clone(), ..Fallen::default() };
        loop {
            let before = fallen.clone();
            let mut queue: Vec<Path> = fallen.moved().cloned().collect();
            let mut first: BTreeSet<Path> = BTreeSet::new();
            let mut seen = BTreeSet::new();
            loop {
                while let Some(path) = queue.pop() {
                    if seen.insert(path.clone()) {
                        self.reached(&path, standing, &mut fallen, &mut queue, &mut first);
                    }
                }
                let lost = first.iter().find(|p| !fallen.steps.contains(*p) && !self.still_taken(p, &fallen)).cloned();
                match lost {
                    Some(path) => {
                        fallen.steps.insert(path.clone());
                        queue.push(path);
                    }
                    None => break,
                }
            }
            let risen: Vec<Path> = starts.iter().chain(&fallen.reentered).flat_map(|path| self.called_back(path)).collect();
            fallen.risen.extend(risen.into_iter().filter(|path| !fallen.steps.contains(path)));
            if fallen == before {
                return fallen;
            }
        }
    }

    /// The standby steps beside a step that is open again, of those that were stood down while it had already opened: had it not been settled,
    /// they would not have been. What only went on because they were stood down does not call them back.
    fn called_back(&self, path: &Path) -> Vec<Path> {
        let (Some((scope, _)), Some(state)) = (path.split(), self.run.step(path)) else { return Vec::new() };
        let Some(around) = self.run.scope(&scope.0) else { return Vec::new() };
        let later = around.steps.iter().filter(|(_, s)| s.stood_down.is_some_and(|down| down > state.since));
        later.map(|(name, _)| scope.step(name)).collect()
    }

    /// What one fallen or reentered step reaches directly.
    fn reached(&self, path: &Path, standing: &BTreeSet<Path>, fallen: &mut Fallen, queue: &mut Vec<Path>, first: &mut BTreeSet<Path>) {
        let Some((site, _)) = Site::of_step(self.checked, path) else { return };
        let here = site.here();
        let Some(index) = here.plan.steps.get_index_of(path.name()) else { return };
        let mut fall = |target: Path| {
            if fallen.steps.insert(target.clone()) {
                queue.push(target);
            }
        };
        for to in &here.plan.steps[index].out {
            let Some((name, step)) = here.scope.steps.get_index(*to) else { continue };
            let target = here.path.step(name);
            let status = self.run.step(&target).map_or(Status::Ahead, |s| s.status);
            match (step.join, status) {
                (_, Status::Ahead) => {}
                (Join::First, Status::Open | Status::Done | Status::Passed | Status::Waived) => drop(first.insert(target)),
                _ => fall(target),
            }
        }
        let mut waiting = Vec::new();
        waits_for(&site, &self.run, index, 0, &mut waiting);
        for target in waiting {
            let scope = target.split().map_or_else(Path::root, |(scope, _)| scope);
            if !self.closed(&scope, |by| standing.contains(by)) && fallen.steps.insert(target.clone()) {
                queue.push(target);
            }
        }
        let mut reenter = |holder: Path| {
            if self.run.step(&holder).is_some_and(|s| s.status == Status::Done) && fallen.reentered.insert(holder.clone()) {
                queue.push(holder);
            }
        };
        for (name, step) in &here.scope.steps {
            if let Verb::Each(each) = &step.verb
                && each.until.as_ref().is_some_and(|u| u.name.as_ref() == path.name())
            {
                reenter(here.path.step(name));
            }
        }
        for n in (1..path.0.len()).rev() {
            reenter(Path(path.0[..n].to_vec()).without_item());
        }
    }

    /// Whether some way to a `join: first` step is still taken.
    fn still_taken(&self, path: &Path, fallen: &Fallen) -> bool {
        let Some((site, step)) = Site::of_step(self.checked, path) else { return true };
        let here = site.here();
        let Some(node) = here.plan.steps.get(&step.name) else { return true };
        node.start
            || node.into.iter().filter_map(|from| here.plan.steps.get_index(*from)).any(|(name, _)| {
                let from = here.path.step(name);
                let taken = self.run.step(&from).is_some_and(|s| s.status.has_ways() && s.taken.contains(&step.name));
                taken && !fallen.holds(&from)
            })
    }

    /// Reopens steps: they and what depends on them are ahead again.
    pub(super) fn put_back_from(&mut self, starts: &BTreeSet<Path>) {
        self.put_back_and_reenter(starts, &BTreeSet::new());
    }

    /// The same, and these holders are open again: their way out is read anew, what is in them stays.
    pub(super) fn put_back_and_reenter(&mut self, starts: &BTreeSet<Path>, again: &BTreeSet<Path>) {
        let Fallen { steps, reentered, risen } = self.closure(starts, again);
        self.restore(&steps);
        for holder in &reentered {
            if !steps.iter().any(|s| holder.is_in(s)) {
                self.emit(Event::Reentered { path: holder.clone() });
                let cut = self.run.step(holder).and_then(StepState::each).is_some_and(|e| e.cut == Some(Cause::Enough));
                if cut {
                    self.emit(Event::Restored { scope: holder.clone() });
                }
            }
        }
        self.put_back(&steps);
        for path in risen.into_iter().filter(|path| !steps.iter().any(|s| path.is_in(s))) {
            self.emit(Event::StoodDown { path, down: false });
        }
    }

    /// Undoes the stops that these steps made.
    fn restore(&mut self, steps: &BTreeSet<Path>) {
        let checked = self.checked;
        let mut cut: Vec<Path> = Vec::new();
        let undone = |cause: &Option<Cause>| matches!(cause, Some(Cause::Stop(by)) if steps.contains(by));
        let run = &self.run;
        Site::root(checked).visit(run, &mut |site| {
            let here = site.here();
            let Some(scope) = run.scope(&here.path.0) else { return };
            let held_by_each = here.path.0.last().is_some_and(|seg| seg.item.is_some())
                && run.step(&here.path.without_item()).and_then(StepState::each).is_some_and(|e| undone(&e.cut));
            if undone(&scope.cut) && !held_by_each {
                cut.push(here.path.clone());
            }
            for (name, step) in &scope.steps {
                if matches!(&step.inner, Inner::Each(each) if undone(&each.cut)) {
                    cut.push(here.path.step(name));
                }
            }
        });
        cut.sort();
        for scope in cut {
            self.emit(Event::Restored { scope });
        }
    }

    /// These steps are ahead again; what is inside another of them goes with it.
    fn put_back(&mut self, steps: &BTreeSet<Path>) {
        for path in steps {
            let inside = steps.iter().any(|outer| outer != path && path.is_in(outer));
            let status = self.run.step(path).map_or(Status::Ahead, |s| s.status);
            if !inside && status != Status::Ahead {
                self.emit(Event::PutBack { path: path.clone() });
            }
        }
    }
}

/// The steps that wait by `after` for a step of this scope and had opened or passed: in the scope itself and in those inside it.
fn waits_for(site: &Site, run: &Run, step: usize, up: usize, found: &mut Vec<Path>) {
    let here = site.here();
    let Some(scope) = run.scope(&here.path.0) else { return };
    for (name, node) in &here.plan.steps {
        let Some(state) = scope.get(name) else { continue };
        let opened = matches!(state.status, Status::Open | Status::Done | Status::Passed | Status::Waived);
        if opened && node.after.contains(&graph::After { up, step }) {
            found.push(here.path.step(name));
        }
        // A called procedure cannot name a step outside it.
        if matches!(node.inner, Some(graph::Inner::Scope(_))) {
            let items: Vec<Option<u32>> = match &state.inner {
                Inner::None => Vec::new(),
                Inner::Scope(_) => vec![None],
                Inner::Each(each) => each.scopes.keys().map(|n| Some(*n)).collect(),
            };
            for inside in items.into_iter().filter_map(|item| site.enter(name, item)) {
                waits_for(&inside, run, step, up + 1, found);
            }
        }
    }
}
