//! What the answers around one say: which questions inside a record are asked, and what their bounds come to.

use crate::model::field::Field;
use crate::model::{Expr, Named};
use serde_json::{Map, Value};

/// What an answer may depend on: what was answered before it.
pub trait Around {
    /// Whether a question inside a record or item is asked, given the parts before it; `None` where that cannot be said here.
    fn asked(&self, when: &Expr, inside: &[Part]) -> Option<bool>;
    /// What a bound that is an expression comes to; `None` where that cannot be said here.
    fn bound(&self, bound: &Expr, inside: &[Part]) -> Option<Value>;
}

/// A record that is being read: the questions in it and the answers so far.
#[derive(Clone, Copy)]
pub struct Part<'p> {
    /// The questions.
    pub fields: &'p Named<Field>,
    /// The answers so far.
    pub answers: &'p Map<String, Value>,
}

/// Nothing is known of what was answered before: conditions and bounds that read it are left aside.
pub struct Alone;

impl Around for Alone {
    fn asked(&self, _: &Expr, _: &[Part]) -> Option<bool> {
        None
    }

    fn bound(&self, _: &Expr, _: &[Part]) -> Option<Value> {
        None
    }
}
