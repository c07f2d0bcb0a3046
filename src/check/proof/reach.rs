//! Which steps lie before which: the greater part of all questions about order is answered by the graph alone.

use super::world::{At, World};
use crate::model::Join;

/// For each step a row of bits, one for every step.
struct Rows {
    width: usize,
    bits: Vec<u64>,
}

impl Rows {
    fn new(steps: usize) -> Rows {
        let width = steps.div_ceil(64);
        Rows { width, bits: vec![0; width * steps] }
    }

    fn has(&self, row: At, step: At) -> bool {
        self.bits.get(row * self.width + step / 64).is_some_and(|word| word & (1 << (step % 64)) != 0)
    }

    /// Adds a step and all that lies before it to a row; whether that is new.
    fn add(&mut self, row: At, step: At) -> bool {
        let mut changed = !self.has(row, step);
        self.bits[row * self.width + step / 64] |= 1 << (step % 64);
        for word in 0..self.width {
            let (from, to) = (self.bits[step * self.width + word], row * self.width + word);
            changed |= from & !self.bits[to] != 0;
            self.bits[to] |= from;
        }
        changed
    }
}

/// What lies before each step.
pub(super) struct Reach {
    certain: Rows,
    possible: Rows,
}

impl Reach {
    pub fn of(world: &World) -> Reach {
        let steps = world.sites.len();
        let mut reach = Reach { certain: Rows::new(steps), possible: Rows::new(steps) };
        // In the order in which steps were decided one pass is enough; another finds that nothing has changed.
        let mut changed = true;
        while changed {
            changed = false;
            for at in world.decided.iter().copied() {
                let site = &world.sites[at];
                for from in site.into.iter().chain(&site.after) {
                    // A standby step to which nobody comes is left out once all beside it is settled.
                    let alarmed = world.sites[*from].step.standby.then_some(&world.scopes[world.sites[*from].scope].beside_alarms);
                    for beside in alarmed.into_iter().flatten().copied().filter(|beside| *beside != at) {
                        for one in std::iter::once(beside).chain(world.grouped(beside)) {
                            changed |= reach.possible.add(at, one);
                        }
                    }
                    for inside in world.grouped(*from) {
                        changed |= reach.possible.add(at, inside);
                    }
                }
                for from in &site.into {
                    changed |= reach.possible.add(at, *from);
                    changed |= site.step.join != Join::First && reach.certain.add(at, *from);
                }
                for from in site.after.iter().copied().chain(world.scopes[site.scope].holder) {
                    changed |= reach.possible.add(at, from);
                }
            }
        }
        reach
    }

    /// A row of ways leads from one step to the other, none of which need be waited for: the other opens once all of them are decided.
    pub fn is_certain(&self, step: At, at: At) -> bool {
        self.certain.has(at, step)
    }

    /// Something leads from one step to the other.
    pub fn is_possible(&self, step: At, at: At) -> bool {
        self.possible.has(at, step)
    }
}
