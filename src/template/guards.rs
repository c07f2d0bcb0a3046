//! What is known to be defined where a part of a template is read: `is defined`, through `and`, `or`, `not`, `if` and loops.

/// A variable with its attributes as they are written: `a.b.c`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chain {
    /// Which loop binds the variable, from the outermost; 0: none does.
    pub loops: usize,
    /// The variable, and what is read of it.
    pub names: Vec<String>,
}

impl Chain {
    /// With one more attribute.
    pub fn then(mut self, name: impl Into<String>) -> Chain {
        self.names.push(name.into());
        self
    }
}

/// What is known to be defined.
#[derive(Debug, Clone, Default)]
pub(super) struct Known(Vec<Chain>);

impl From<Chain> for Known {
    fn from(chain: Chain) -> Self {
        Known(vec![chain])
    }
}

impl Known {
    /// This and that.
    pub fn also(&mut self, other: Known) {
        self.0.extend(other.0);
    }

    /// What both know.
    fn both(self, other: &Known) -> Known {
        Known(self.0.into_iter().filter(|chain| other.shared(chain) == chain.names.len()).collect())
    }

    /// How many names of this chain, from the first, are known to be there.
    pub fn shared(&self, chain: &Chain) -> usize {
        let here = self.0.iter().filter(|known| known.loops == chain.loops);
        here.map(|known| known.names.iter().zip(&chain.names).take_while(|(a, b)| a == b).count()).max().unwrap_or(0)
    }

    /// Without what was known of the names of this loop and those inside it.
    pub fn forget(&mut self, loops: usize) {
        self.0.retain(|chain| chain.loops < loops);
    }
}

/// What is known where an expression holds, and where it does not.
#[derive(Debug, Clone, Default)]
pub(super) struct Guards {
    /// Where it holds.
    pub holds: Known,
    /// Where it does not.
    pub fails: Known,
}

impl Guards {
    /// Of the opposite.
    pub fn not(self) -> Guards {
        Guards { holds: self.fails, fails: self.holds }
    }

    /// Of both together.
    pub fn and(self, other: Guards) -> Guards {
        let fails = self.fails.both(&other.fails);
        let mut holds = self.holds;
        holds.also(other.holds);
        Guards { holds, fails }
    }
}
