//! The two tables of a diagram: which nodes there are, and what came of putting conditions together.

use super::{Condition, NEVER, Node};

/// The nodes by what they are, as numbers into their list. A slot of 0 is free: that node, `NEVER`, is never looked for.
#[derive(Default)]
pub(super) struct Known {
    slots: Vec<Condition>,
    count: usize,
}

/// A free slot.
pub(super) struct Slot(usize);

impl Known {
    /// A node, or where it belongs.
    pub(super) fn find(&mut self, node: Node, nodes: &[Node]) -> Result<Condition, Slot> {
        if (self.count + 1) * 2 > self.slots.len() {
            self.grow(nodes);
        }
        let mask = self.slots.len() - 1;
        let mut slot = mixed(node.variable, node.low, node.high) & mask;
        loop {
            match self.slots[slot] {
                NEVER => return Err(Slot(slot)),
                known if nodes[known as usize] == node => return Ok(known),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// Puts a node where [`Known::find`] has said that it belongs.
    pub(super) fn put(&mut self, slot: Slot, number: Condition) {
        self.slots[slot.0] = number;
        self.count += 1;
    }

    fn grow(&mut self, nodes: &[Node]) {
        let length = (self.slots.len() * 2).max(1 << 10);
        let before = std::mem::replace(&mut self.slots, vec![NEVER; length]);
        for number in before.into_iter().filter(|number| *number != NEVER) {
            let node = nodes[number as usize];
            let mut slot = mixed(node.variable, node.low, node.high) & (length - 1);
            while self.slots[slot] != NEVER {
                slot = (slot + 1) & (length - 1);
            }
            self.slots[slot] = number;
        }
    }
}

/// What was put together lately: what is forgotten is found again in the same form, so that only time is lost and room stays bounded.
#[derive(Default)]
pub(super) struct Chosen {
    slots: Vec<(Three, Condition)>,
}

type Three = (Condition, Condition, Condition);

/// How many are remembered at most.
const MOST_REMEMBERED: usize = 1 << 19;

impl Chosen {
    pub(super) fn get(&self, three: Three) -> Option<Condition> {
        let (known, made) = self.slots.get(mixed(three.0, three.1, three.2) & self.slots.len().wrapping_sub(1))?;
        (*known == three).then_some(*made)
    }

    /// Remembers; `nodes` is how large the diagram is.
    pub(super) fn put(&mut self, three: Three, made: Condition, nodes: usize) {
        if self.slots.len() < nodes && self.slots.len() < MOST_REMEMBERED {
            let length = (nodes * 2).next_power_of_two().clamp(1 << 10, MOST_REMEMBERED);
            // Nobody puts together what always, never and never give: such a slot is free.
            let before = std::mem::replace(&mut self.slots, vec![((NEVER, NEVER, NEVER), NEVER); length]);
            before.into_iter().filter(|(three, _)| *three != (NEVER, NEVER, NEVER)).for_each(|(three, made)| self.set(three, made));
        }
        self.set(three, made);
    }

    fn set(&mut self, three: Three, made: Condition) {
        let slot = mixed(three.0, three.1, three.2) & (self.slots.len() - 1);
        self.slots[slot] = (three, made);
    }
}

/// Three numbers as one that differs in its low bits wherever they do.
fn mixed(a: u32, b: u32, c: u32) -> usize {
    let mut mixed = u64::from(a).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ u64::from(b)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed.rotate_left(31) ^ u64::from(c)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed >> 29) as usize
}
