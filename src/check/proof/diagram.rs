//! Binary decision diagrams: conditions over yes-or-no variables, each in one form only, so that two that say the same are the same.
//!
//! Variables are ordered as they are made, which follows the steps of a procedure; diagrams of procedures stay small then. Their size is
//! bounded all the same: past the bound nothing that was computed means anything, and [`Diagram::full`] says so.

mod extract;
mod tables;

pub use extract::Extract;
use std::collections::{HashMap, HashSet};
use tables::{Chosen, Known};

/// A condition: its node. Equal conditions are equal numbers.
pub type Condition = u32;
/// What never holds.
pub const NEVER: Condition = 0;
/// What always holds.
pub const ALWAYS: Condition = 1;

/// How many nodes there may be: some 20 bytes each.
const MOST: usize = 1 << 20;
/// How often conditions may be put together, node by node: it bounds the time, well below a second.
const MOST_CHOSEN: usize = 1 << 22;
/// How many variables there may be: what goes through a diagram goes one level deeper with each.
const MOST_VARIABLES: u32 = 4_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Node {
    variable: u32,
    low: Condition,
    high: Condition,
}

/// All conditions about one procedure.
#[derive(Default)]
pub struct Diagram {
    nodes: Vec<Node>,
    known: Known,
    chosen: Chosen,
    work: usize,
    variables: u32,
    full: bool,
}

impl Diagram {
    /// None yet.
    pub fn new() -> Diagram {
        let end = Node { variable: u32::MAX, low: NEVER, high: NEVER };
        Diagram { nodes: vec![end, Node { low: ALWAYS, high: ALWAYS, ..end }], ..Diagram::default() }
    }

    /// Whether the bound was passed.
    pub fn full(&self) -> bool {
        self.full
    }

    /// A new variable.
    pub fn variable(&mut self) -> Condition {
        if self.variables >= MOST_VARIABLES {
            self.full = true;
            return NEVER;
        }
        self.variables += 1;
        self.node(self.variables - 1, NEVER, ALWAYS)
    }

    fn node(&mut self, variable: u32, low: Condition, high: Condition) -> Condition {
        if low == high {
            return low;
        }
        let node = Node { variable, low, high };
        let slot = match self.known.find(node, &self.nodes) {
            Ok(known) => return known,
            Err(slot) => slot,
        };
        if self.nodes.len() >= MOST {
            self.full = true;
            return NEVER;
        }
        let number = u32::try_from(self.nodes.len()).unwrap_or(NEVER);
        self.nodes.push(node);
        self.known.put(slot, number);
        number
    }

    /// `then` where `condition` holds, else `otherwise`.
    pub fn either(&mut self, condition: Condition, then: Condition, otherwise: Condition) -> Condition {
        match (condition, then, otherwise) {
            (ALWAYS, _, _) => return then,
            (NEVER, _, _) => return otherwise,
            (_, ALWAYS, NEVER) => return condition,
            _ if then == otherwise => return then,
            _ => {}
        }
        if let Some(known) = self.chosen.get((condition, then, otherwise)) {
            return known;
        }
        self.work += 1;
        self.full |= self.work > MOST_CHOSEN;
        if self.full {
            return NEVER;
        }
        let top = [condition, then, otherwise].into_iter().map(|c| self.nodes[c as usize].variable).min().unwrap_or(u32::MAX);
        let part = |d: &Diagram, c: Condition, high: bool| {
            let node = d.nodes[c as usize];
            match (node.variable == top, high) {
                (false, _) => c,
                (true, true) => node.high,
                (true, false) => node.low,
            }
        };
        let (c, t, o) = (part(self, condition, false), part(self, then, false), part(self, otherwise, false));
        let low = self.either(c, t, o);
        let (c, t, o) = (part(self, condition, true), part(self, then, true), part(self, otherwise, true));
        let high = self.either(c, t, o);
        let made = self.node(top, low, high);
        self.chosen.put((condition, then, otherwise), made, self.nodes.len());
        made
    }

    /// Where this does not hold.
    pub fn not(&mut self, condition: Condition) -> Condition {
        self.either(condition, NEVER, ALWAYS)
    }

    /// Where both hold.
    pub fn and(&mut self, left: Condition, right: Condition) -> Condition {
        self.either(left, right, NEVER)
    }

    /// Where one or both hold.
    pub fn or(&mut self, left: Condition, right: Condition) -> Condition {
        self.either(left, ALWAYS, right)
    }

    /// Where the first holds and the second does not.
    pub fn without(&mut self, left: Condition, right: Condition) -> Condition {
        self.either(right, NEVER, left)
    }

    /// Where all hold.
    pub fn all(&mut self, of: impl IntoIterator<Item = Condition>) -> Condition {
        of.into_iter().fold(ALWAYS, |all, one| self.and(all, one))
    }

    /// Where any holds.
    pub fn any(&mut self, of: impl IntoIterator<Item = Condition>) -> Condition {
        of.into_iter().fold(NEVER, |any, one| self.or(any, one))
    }

    /// Where a condition holds whatever these variables are.
    pub fn whatever(&mut self, condition: Condition, variables: &HashSet<u32>) -> Condition {
        self.freed(condition, variables, &mut HashMap::new())
    }

    /// Where a condition holds for some values of these variables.
    pub fn sometimes(&mut self, condition: Condition, variables: &HashSet<u32>) -> Condition {
        let never = self.not(condition);
        let never = self.whatever(never, variables);
        self.not(never)
    }

    fn freed(&mut self, condition: Condition, variables: &HashSet<u32>, seen: &mut HashMap<Condition, Condition>) -> Condition {
        if condition <= ALWAYS {
            return condition;
        }
        if let Some(known) = seen.get(&condition) {
            return *known;
        }
        let Node { variable, low, high } = self.nodes[condition as usize];
        let (low, high) = (self.freed(low, variables, seen), self.freed(high, variables, seen));
        let made = if variables.contains(&variable) { self.and(low, high) } else { self.node(variable, low, high) };
        seen.insert(condition, made);
        made
    }

    /// The fewest answers under which a condition holds: variables and their values, in order. None for what never holds.
    pub fn example(&self, condition: Condition) -> Option<Vec<(u32, bool)>> {
        if condition == NEVER {
            return None;
        }
        let mut lengths = HashMap::new();
        self.shortest(condition, &mut lengths);
        let mut example = Vec::new();
        let mut at = condition;
        while at > ALWAYS {
            let node = self.nodes[at as usize];
            let length = |c: Condition| lengths.get(&c).copied().unwrap_or(usize::MAX);
            let high = length(node.high) < length(node.low);
            example.push((node.variable, high));
            at = if high { node.high } else { node.low };
        }
        Some(example)
    }

    fn shortest(&self, condition: Condition, known: &mut HashMap<Condition, usize>) -> usize {
        if let Some(length) = known.get(&condition) {
            return *length;
        }
        let length = match condition {
            NEVER => usize::MAX,
            ALWAYS => 0,
            _ => {
                let node = self.nodes[condition as usize];
                self.shortest(node.low, known).min(self.shortest(node.high, known)).saturating_add(1)
            }
        };
        known.insert(condition, length);
        length
    }

    /// Whether a condition holds under these answers; what they do not name is no.
    pub fn holds(&self, condition: Condition, under: &HashMap<u32, bool>) -> bool {
        let mut at = condition;
        while at > ALWAYS {
            let node = self.nodes[at as usize];
            at = if under.get(&node.variable).copied().unwrap_or(false) { node.high } else { node.low };
        }
        at == ALWAYS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_that_say_the_same_are_the_same() {
        let mut d = Diagram::new();
        let (a, b, c) = (d.variable(), d.variable(), d.variable());
        let (ab, ba) = (d.and(a, b), d.and(b, a));
        assert_eq!(ab, ba);
        let (na, nb) = (d.not(a), d.not(b));
        let (neither, nab) = (d.or(na, nb), d.not(ab));
        assert_eq!(neither, nab);
        assert_eq!(d.and(ab, neither), NEVER);
        let (ac, one) = (d.and(a, c), d.or(b, c));
        let both = d.or(ab, ac);
        assert_eq!(d.and(a, one), both);
        let forced = d.whatever(both, &HashSet::from([1]));
        assert_eq!(forced, ac);
        let example: HashMap<u32, bool> = d.example(both).unwrap().into_iter().collect();
        assert!(d.holds(both, &example) && d.example(NEVER).is_none());
    }
}
