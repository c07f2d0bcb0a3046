//! Where a step stands in a run: `beneficiaire_par_beneficiaire[3].cgu`.

use crate::model::Name;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The path of a step, or of a scope: each segment a step and, inside an `each`, the number of the item or group.
///
/// Numbers, not names, stand in the brackets: a path holds no personal data, and stays when a name is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Path(pub Vec<Seg>);

/// One segment of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seg {
    /// The step.
    pub step: Name,
    /// The item or group inside it, from 1.
    pub item: Option<u32>,
}

impl Path {
    /// The outermost scope.
    pub fn root() -> Path {
        Path::default()
    }

    /// A step in this scope.
    pub fn step(&self, name: &Name) -> Path {
        let mut segs = Vec::with_capacity(self.0.len() + 1);
        segs.extend_from_slice(&self.0);
        segs.push(Seg { step: name.clone(), item: None });
        Path(segs)
    }

    /// The scope of an item of this step.
    pub fn item(&self, number: u32) -> Path {
        let mut path = self.clone();
        if let Some(last) = path.0.last_mut() {
            last.item = Some(number);
        }
        path
    }

    /// The scope that this step stands in, and its name there.
    pub fn split(&self) -> Option<(Path, &Name)> {
        let (last, scope) = self.0.split_last()?;
        Some((Path(scope.to_vec()), &last.step))
    }

    /// The step's own name.
    pub fn name(&self) -> &str {
        self.0.last().map_or("", |seg| &seg.step)
    }

    /// Whether this is the outermost scope.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The step that holds this scope, or the step itself.
    pub fn without_item(&self) -> Path {
        let mut path = self.clone();
        if let Some(last) = path.0.last_mut() {
            last.item = None;
        }
        path
    }

    /// Whether this path lies inside the scope or step at `outer`.
    pub fn is_in(&self, outer: &Path) -> bool {
        self.0.len() >= outer.0.len() && self.0.iter().zip(&outer.0).all(|(a, b)| a.step == b.step && (b.item.is_none() || a.item == b.item))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, seg) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(".")?;
            }
            f.write_str(&seg.step)?;
            if let Some(item) = seg.item {
                write!(f, "[{item}]")?;
            }
        }
        Ok(())
    }
}

/// What is no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPath;

impl fmt::Display for NoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a path of a step")
    }
}

impl FromStr for Path {
    type Err = NoPath;

    fn from_str(text: &str) -> Result<Path, NoPath> {
        if text.is_empty() {
            return Ok(Path::root());
        }
        let seg = |part: &str| match part.split_once('[') {
            None => Ok(Seg { step: part.into(), item: None }),
            Some((step, rest)) => {
                let number = rest.strip_suffix(']').and_then(|n| n.parse().ok()).ok_or(NoPath)?;
                Ok(Seg { step: step.into(), item: Some(number) })
            }
        };
        text.split('.').map(seg).collect::<Result<Vec<_>, _>>().map(Path)
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Path, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
