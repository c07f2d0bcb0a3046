//! A part of a diagram, to be taken over into another one.

use super::{ALWAYS, Condition, Diagram, NEVER, Node};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The nodes of some conditions, by their numbers: each stands behind those that it leads to.
#[derive(Debug, Default)]
pub struct Extract {
    nodes: BTreeMap<Condition, Node>,
}

impl Extract {
    /// The nodes that these conditions need, from the last.
    fn needed(&self, roots: &[Condition]) -> BTreeSet<Condition> {
        let mut needed: BTreeSet<Condition> = roots.iter().copied().collect();
        for (number, node) in self.nodes.iter().rev() {
            if needed.contains(number) {
                needed.extend([node.low, node.high]);
            }
        }
        needed
    }

    /// The variables that these conditions depend on, in order.
    pub fn variables(&self, roots: &[Condition]) -> BTreeSet<u32> {
        let needed = self.needed(roots);
        self.nodes.iter().filter(|(number, _)| needed.contains(number)).map(|(_, node)| node.variable).collect()
    }
}

impl Diagram {
    /// The part that these conditions are made of, unless it is too large.
    pub fn extract(&self, roots: &[Condition], most: usize) -> Option<Extract> {
        let mut nodes = BTreeMap::new();
        let mut queue = roots.to_vec();
        while let Some(number) = queue.pop() {
            if number <= ALWAYS || nodes.contains_key(&number) {
                continue;
            }
            if nodes.len() >= most {
                return None;
            }
            let node = self.nodes[number as usize];
            nodes.insert(number, node);
            queue.extend([node.low, node.high]);
        }
        Some(Extract { nodes })
    }

    /// Conditions of another diagram in this one, by their numbers there: each of their variables stands for a condition.
    pub fn take_over(&mut self, part: &Extract, roots: &[Condition], variables: &HashMap<u32, Condition>) -> HashMap<Condition, Condition> {
        let needed = part.needed(roots);
        let mut taken = HashMap::from([(NEVER, NEVER), (ALWAYS, ALWAYS)]);
        for (number, node) in part.nodes.iter().filter(|(number, _)| needed.contains(number)) {
            let of = |condition: Condition| taken.get(&condition).copied().unwrap_or(NEVER);
            let (low, high) = (of(node.low), of(node.high));
            let condition = variables.get(&node.variable).copied().unwrap_or(NEVER);
            let made = self.either(condition, high, low);
            taken.insert(*number, made);
        }
        taken
    }
}
