//! What falls when a step is reopened.

use super::world::*;
use std::collections::BTreeSet;

pub struct Fall {
    /// Steps that are put back; a holder among them begins anew.
    pub fallen: BTreeSet<String>,
    /// Holders that were done and are open again because something inside is.
    pub reopened: BTreeSet<String>,
    /// A stopped scope was in the way and held.
    pub met_stop: bool,
}

/// Whether a path, or the scope of a prefix, is put back: itself or through what holds it.
pub fn covered(fallen: &BTreeSet<String>, path: &str) -> bool {
    let in_it = |f: &String| path.strip_prefix(f.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    fallen.iter().any(in_it)
}

/// A part of the run that is closed for reopenings, unless they reach the step that stopped it.
pub struct Seal {
    pub prefix: String,
    stopper: Option<String>,
    shut: bool,
}

pub fn seals(world: &World) -> Vec<Seal> {
    let stops = world.stops.iter().map(|(prefix, stopper)| Seal { prefix: prefix.clone(), stopper: Some(stopper.clone()), shut: false });
    let waived = world.steps.iter().filter(|(path, step)| step.status == Status::Waived && is_holder(&world.def(path)));
    let waived = waived.map(|(path, _)| inside(path, &world.def(path)));
    let dropped = world.scopes.iter().filter(|(_, scope)| scope.dropped).map(|(prefix, _)| prefix.clone());
    let for_good = |prefix| Seal { prefix, stopper: None, shut: true };
    stops.chain(waived.map(for_good)).chain(dropped.map(for_good)).collect()
}

/// Whether a person may reopen this step by hand.
pub fn may_reopen(world: &World, path: &str) -> Result<(), String> {
    let Some(step) = world.steps.get(path) else {
        return Err(format!("no step {path}"));
    };
    if !matches!(step.status, Status::Done | Status::Waived) {
        return Err(format!("{path} was neither done nor waived"));
    }
    let closes = |seal: &Seal| path.starts_with(&seal.prefix) && seal.stopper.as_deref() != Some(path);
    if seals(world).iter().any(closes) {
        return Err(format!("{path} is in a stopped scope, a dropped item or a waived group"));
    }
    Ok(())
}

/// All that falls when `x` is reopened. A stop that is not reached keeps what it closed.
pub fn fall(world: &World, x: &str) -> Fall {
    fall_of(world, &BTreeSet::from([x.to_string()]), &BTreeSet::new())
}

/// All that falls when these steps are put back and these holders are open again.
pub fn fall_of(world: &World, starts: &BTreeSet<String>, again: &BTreeSet<String>) -> Fall {
    let mut seals = seals(world);
    let mut met_stop = false;
    loop {
        let mut fall = reach(world, starts, again, &seals);
        let mut changed = false;
        for seal in seals.iter_mut().filter(|s| !s.shut) {
            if !covered(&fall.fallen, seal.stopper.as_ref().expect("a stop")) {
                seal.shut = true;
                changed = true;
                met_stop |= fall.fallen.iter().chain(&fall.reopened).any(|p| p.starts_with(&seal.prefix));
            }
        }
        if !changed {
            fall.met_stop = met_stop;
            return fall;
        }
    }
}

fn reach(world: &World, starts: &BTreeSet<String>, again: &BTreeSet<String>, seals: &[Seal]) -> Fall {
    let closed = |path: &str| seals.iter().any(|s| s.shut && path.starts_with(&s.prefix));
    let mut fallen = starts.clone();
    let mut reopened = again.clone();
    loop {
        let before = (fallen.len(), reopened.len());
        let moved: BTreeSet<String> = fallen.union(&reopened).cloned().collect();
        for y in &moved {
            // All that its ways reach, but for a `join: first` step that another taken way still holds.
            let prefix = split(y).0;
            for target in targets(&world.def(y)) {
                let target = format!("{prefix}{target}");
                if !closed(&target) && !held_by_first(world, &target, &moved) {
                    fallen.insert(target);
                }
            }
            // What holds it is open again.
            let holder = &world.scopes[prefix].holder;
            let done = |h: &String| !h.is_empty() && world.steps[h].status == Status::Done;
            if done(holder) && !closed(holder) && !fallen.contains(holder) {
                reopened.insert(holder.clone());
            }
        }
        for (z, step) in &world.steps {
            let prefix = split(z).0;
            let def = world.def(z);
            let waited = |name: &String| world.resolve(prefix, name).is_some_and(|path| moved.contains(&path));
            if closed(z) || fallen.contains(z) {
                continue;
            }
            // Through `after`: every step that had opened or passed.
            if (step.opened || step.status == Status::Passed) && names(&def["after"]).iter().any(waited) {
                fallen.insert(z.clone());
            }
            // An `each` opens again when its `until` step is put back.
            if step.status == Status::Done && names(&def["until"]).iter().any(waited) {
                reopened.insert(z.clone());
            }
        }
        if before == (fallen.len(), reopened.len()) {
            reopened.retain(|path| !covered(&fallen, path));
            return Fall { fallen, reopened, met_stop: false };
        }
    }
}

fn held_by_first(world: &World, target: &str, moved: &BTreeSet<String>) -> bool {
    let (prefix, name) = split(target);
    let step = &world.steps[target];
    let first = world.def(target)["join"] == "first";
    let other_way = || {
        let mut paths = world.paths_in(prefix).into_iter();
        paths.any(|p| !moved.contains(&p) && world.steps[&p].taken.contains(name))
    };
    first && (step.opened || step.status == Status::Passed) && other_way()
}
