//! What is known to be defined where something is read.

use super::{Seg, Walk};
use crate::template::guards::{Chain, Guards, Known};
use minijinja::machinery::ast::{BinOpKind, Expr, UnaryOpKind};

impl Walk<'_> {
    /// `a.b.c` as it is written, with the loop that binds `a`: what an `is defined` speaks of.
    pub(super) fn chain(&self, expr: &Expr) -> Option<Chain> {
        match expr {
            Expr::Var(var) => {
                let loops = self.bound.iter().rposition(|names| names.contains_key(var.id)).map_or(0, |at| at + 1);
                Some(Chain { loops, names: vec![var.id.to_owned()] })
            }
            Expr::GetAttr(get) => self.chain(&get.expr).map(|chain| chain.then(get.name)),
            Expr::GetItem(get) => {
                let Expr::Const(key) = &get.subscript_expr else { return None };
                self.chain(&get.expr).map(|chain| chain.then(key.value.as_str().map_or_else(|| format!("[{}]", key.value), str::to_owned)))
            }
            _ => None,
        }
    }

    /// What is known to be defined where an expression holds, and where it does not.
    pub(super) fn guards(&self, expr: &Expr) -> Guards {
        match expr {
            Expr::Test(test) => match (test.name, self.chain(&test.expr)) {
                ("defined", Some(chain)) => Guards { holds: chain.into(), fails: Known::default() },
                ("undefined", Some(chain)) => Guards { holds: Known::default(), fails: chain.into() },
                _ => Guards::default(),
            },
            Expr::UnaryOp(not) if matches!(not.op, UnaryOpKind::Not) => self.guards(&not.expr).not(),
            Expr::BinOp(b) if matches!(b.op, BinOpKind::ScAnd) => self.guards(&b.left).and(self.guards(&b.right)),
            Expr::BinOp(b) if matches!(b.op, BinOpKind::ScOr) => self.guards(&b.left).not().and(self.guards(&b.right).not()).not(),
            _ => Guards::default(),
        }
    }

    /// How many segments of the path of an expression are known to be there.
    pub(super) fn sure(&self, expr: &Expr, path: &[Seg]) -> usize {
        let Some(chain) = self.chain(expr) else { return self.sure_inside(expr) };
        let shared = self.known.shared(&chain).max(usize::from(chain.loops > 0));
        if shared == 0 { 0 } else { path.len() - (chain.names.len() - shared) }
    }

    /// The same behind a filter or a computed index: what it stands on was looked at by itself.
    fn sure_inside(&self, expr: &Expr) -> usize {
        match expr {
            Expr::GetAttr(get) if self.chain(&get.expr).is_none() => self.path(&get.expr).map_or(0, |path| path.len()),
            _ => 0,
        }
    }
}
