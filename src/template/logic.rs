//! What a condition says, as far as proofs understand it: the small part of expressions that they decide. All else is opaque to them.

use super::Fault;
use super::memo::{Memo, Reading, once};
use super::uses::{Seg, Walk, parse_bare};
use minijinja::machinery::ast::{BinOpKind, CompareOpKind, Expr, UnaryOpKind};
use minijinja::value::ValueKind;
use std::cell::RefCell;
use std::rc::Rc;

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Logic {
    /// `true`, `false`.
    Constant(bool),
    /// `not a`.
    Not(Box<Logic>),
    /// `a and b`.
    All(Vec<Logic>),
    /// `a or b`.
    Any(Vec<Logic>),
    /// `b if a else c`.
    Either(Box<[Logic; 3]>),
    /// `x is defined`.
    Defined(Vec<Seg>),
    /// `x`, as a condition.
    Holds(Vec<Seg>),
    /// `x == "a"`, `x < 3`.
    Compares(Subject, Relation, Literal),
    /// `"a" in x`.
    Contains(Vec<Seg>, String),
    /// Anything else: true or false, nobody knows; but what is written the same way is the same.
    Opaque(String),
}

/// What is compared: a variable, or the length of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The variable.
    pub path: Vec<Seg>,
    /// Whether its length is meant.
    pub length: bool,
}

/// How a subject is compared with a constant; the other relations are these, denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `==`
    Is,
    /// `<`
    Less,
    /// `<=`
    AtMost,
}

/// A constant.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `"a"`
    Text(String),
    /// `3`
    Number(f64),
}

/// What a bare expression says as a condition.
///
/// # Errors
/// It does not parse.
pub fn logic(source: &str) -> Result<Rc<Logic>, Fault> {
    thread_local!(static READ: RefCell<Memo<Reading<Logic>>> = RefCell::default());
    once(&READ, source, |source| parse_bare(source, |walk, expr| walk.logic(expr)))
}

impl Logic {
    /// The opposite.
    pub fn denied(self) -> Logic {
        match self {
            Logic::Constant(value) => Logic::Constant(!value),
            Logic::Not(inner) => *inner,
            other => Logic::Not(Box::new(other)),
        }
    }
}

impl Walk<'_> {
    /// What an expression says as a condition.
    pub(super) fn logic(&self, expr: &Expr) -> Logic {
        self.known_logic(expr).unwrap_or_else(|| Logic::Opaque(self.written(expr)))
    }

    fn known_logic(&self, expr: &Expr) -> Option<Logic> {
        let both = |left: &Expr, right: &Expr| vec![self.logic(left), self.logic(right)];
        Some(match expr {
            Expr::Const(c) if c.value.kind() == ValueKind::Bool => Logic::Constant(c.value.is_true()),
            Expr::UnaryOp(op) if matches!(op.op, UnaryOpKind::Not) => self.logic(&op.expr).denied(),
            Expr::BinOp(op) => match op.op {
                BinOpKind::ScAnd => Logic::All(both(&op.left, &op.right)),
                BinOpKind::ScOr => Logic::Any(both(&op.left, &op.right)),
                BinOpKind::Eq => self.compared(&op.left, CompareOpKind::Eq, &op.right)?,
                BinOpKind::Ne => self.compared(&op.left, CompareOpKind::Ne, &op.right)?,
                BinOpKind::Lt => self.compared(&op.left, CompareOpKind::Lt, &op.right)?,
                BinOpKind::Lte => self.compared(&op.left, CompareOpKind::Lte, &op.right)?,
                BinOpKind::Gt => self.compared(&op.left, CompareOpKind::Gt, &op.right)?,
                BinOpKind::Gte => self.compared(&op.left, CompareOpKind::Gte, &op.right)?,
                BinOpKind::In => self.compared(&op.left, CompareOpKind::In, &op.right)?,
                _ => return None,
            },
            Expr::Compare(chain) => {
                let mut left = &chain.expr;
                let mut all = Vec::new();
                for link in &chain.ops {
                    all.push(self.compared(left, link.op, &link.expr).unwrap_or_else(|| Logic::Opaque(self.written(expr))));
                    left = &link.expr;
                }
                Logic::All(all)
            }
            Expr::IfExpr(either) => {
                let otherwise = either.false_expr.as_ref()?;
                Logic::Either(Box::new([self.logic(&either.test_expr), self.logic(&either.true_expr), self.logic(otherwise)]))
            }
            Expr::Test(test) => {
                let defined = Logic::Defined(self.stable(&test.expr)?);
                match test.name {
                    "defined" => defined,
                    "undefined" => defined.denied(),
                    _ => return None,
                }
            }
            Expr::Var(_) | Expr::GetAttr(_) | Expr::GetItem(_) => Logic::Holds(self.stable(expr)?),
            _ => return None,
        })
    }

    fn compared(&self, left: &Expr, op: CompareOpKind, right: &Expr) -> Option<Logic> {
        match op {
            CompareOpKind::In | CompareOpKind::NotIn => {
                let found = match (literal(left), right) {
                    (Some(Literal::Text(item)), list) => Logic::Contains(self.stable(list)?, item),
                    (None, Expr::List(list)) => {
                        let subject = self.subject(left)?;
                        let one = |item| Some(Logic::Compares(subject.clone(), Relation::Is, literal(item)?));
                        Logic::Any(list.items.iter().map(one).collect::<Option<_>>()?)
                    }
                    _ => return None,
                };
                Some(if matches!(op, CompareOpKind::In) { found } else { found.denied() })
            }
            _ => {
                let (subject, constant, op) = match (literal(left), literal(right)) {
                    (None, Some(constant)) => (self.subject(left)?, constant, op),
                    (Some(constant), None) => (self.subject(right)?, constant, turned(op)),
                    // `x == true` is `x`; only equality of booleans is understood.
                    (None, None) => return self.boolean(left, op, right),
                    (Some(_), Some(_)) => return None,
                };
                let is = |relation| Logic::Compares(subject, relation, constant);
                Some(match op {
                    CompareOpKind::Eq => is(Relation::Is),
                    CompareOpKind::Ne => is(Relation::Is).denied(),
                    CompareOpKind::Lt => is(Relation::Less),
                    CompareOpKind::Lte => is(Relation::AtMost),
                    CompareOpKind::Gt => is(Relation::AtMost).denied(),
                    CompareOpKind::Gte => is(Relation::Less).denied(),
                    CompareOpKind::In | CompareOpKind::NotIn => return None,
                })
            }
        }
    }

    fn boolean(&self, left: &Expr, op: CompareOpKind, right: &Expr) -> Option<Logic> {
        let constant = |expr: &Expr| match expr {
            Expr::Const(c) if c.value.kind() == ValueKind::Bool => Some(c.value.is_true()),
            _ => None,
        };
        let (of, value) = match (constant(left), constant(right)) {
            (None, Some(value)) => (left, value),
            (Some(value), None) => (right, value),
            _ => return None,
        };
        let same = match op {
            CompareOpKind::Eq => value,
            CompareOpKind::Ne => !value,
            _ => return None,
        };
        let of = self.logic(of);
        Some(if same { of } else { of.denied() })
    }

    fn subject(&self, expr: &Expr) -> Option<Subject> {
        match expr {
            Expr::Filter(filter) if matches!(filter.name, "length" | "count") && filter.args.is_empty() => {
                Some(Subject { path: self.stable(filter.expr.as_ref()?)?, length: true })
            }
            _ => Some(Subject { path: self.stable(expr)?, length: false }),
        }
    }

    /// The path of a variable that has one value at a time: not of any item of a list.
    fn stable(&self, expr: &Expr) -> Option<Vec<Seg>> {
        let whole = matches!(expr, Expr::Var(_) | Expr::GetAttr(_) | Expr::GetItem(_));
        self.path(expr).filter(|path| whole && !path.contains(&Seg::Item))
    }
}

fn literal(expr: &Expr) -> Option<Literal> {
    match expr {
        Expr::Const(c) => match c.value.kind() {
            ValueKind::String => Some(Literal::Text(c.value.as_str()?.to_owned())),
            ValueKind::Number => f64::try_from(c.value.clone()).ok().map(Literal::Number),
            _ => None,
        },
        Expr::UnaryOp(op) if matches!(op.op, UnaryOpKind::Neg) => match literal(&op.expr)? {
            Literal::Number(n) => Some(Literal::Number(-n)),
            Literal::Text(_) => None,
        },
        _ => None,
    }
}

/// The relation with its sides exchanged.
fn turned(op: CompareOpKind) -> CompareOpKind {
    match op {
        CompareOpKind::Lt => CompareOpKind::Gt,
        CompareOpKind::Lte => CompareOpKind::Gte,
        CompareOpKind::Gt => CompareOpKind::Lt,
        CompareOpKind::Gte => CompareOpKind::Lte,
        CompareOpKind::Eq | CompareOpKind::Ne | CompareOpKind::In | CompareOpKind::NotIn => op,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_understood_as_far_as_they_go() {
        let said = |source: &str| format!("{:?}", logic(source).unwrap());
        assert_eq!(said("not (a == 'x')"), said("a != 'x'"));
        assert_eq!(said("3 < n"), said("n > 3"));
        assert_eq!(said("n >= 3"), said("not n < 3"));
        assert_eq!(said("a in ['x', 'y']"), said("a == 'x' or a == 'y'"));
        assert_eq!(said("p.vip == true"), said("p.vip"));
        assert_eq!(said("a is undefined"), said("not (a is defined)"));
        assert!(said("'x' in many").starts_with("Contains"));
        assert!(said("l | length > 2").contains("length: true"));
        for opaque in ["a < b", "a | upper == 'X'", "a + 1 > 2", "l[0].x", "(l | first).x == 'a'"] {
            assert!(said(opaque).starts_with("Opaque") || said(opaque).contains("Opaque"), "{opaque}: {}", said(opaque));
        }
    }
}
