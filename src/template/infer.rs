//! What is wrong with a template by the kinds of its values: said before anything runs, and silent where a kind is not known.

use super::memo::{Memo, Typed, while_same};
use super::typed;
use super::types::Type;
use crate::model::moment::{Duration, Unit};
use crate::words::Lang;
use minijinja::machinery::ast::{BinOp, BinOpKind, CompareOpKind, Expr, Spanned, Stmt, UnaryOpKind};
use minijinja::machinery::{Span, parse, parse_expr};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

mod apply;

/// Something that cannot be.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// What.
    pub kind: MistakeKind,
    /// Bytes of the template.
    pub range: Range<usize>,
}

/// What cannot be.
#[derive(Debug, Clone, PartialEq)]
pub enum MistakeKind {
    /// A part that a value does not have: its name, of what, and what there is.
    Part(String, String, Vec<String>),
    /// An option that a choice does not have: its key, and those there are.
    Key(String, Vec<String>),
    /// Two kinds that are never equal.
    Compare(Type, Type),
    /// A kind that has no order.
    Order(Type),
    /// A text beside a date that is no date: the text.
    Moment(String),
    /// Several comparisons in one, of which one reads a text as something else.
    Chain,
    /// An operator and a kind that it does not take.
    Reckon(&'static str, Type),
    /// A text that is no duration.
    Duration(String),
    /// Hours of a day.
    Hours,
    /// A filter that takes another number of values: its name, at least, at most.
    Count(&'static str, usize, usize),
    /// A value given by a name that a filter does not know: the filter, the name, those it knows.
    Named(&'static str, String, Vec<String>),
    /// A filter and a kind that it does not take.
    Input(String, Type),
    /// Something that is gone through, or looked into, and is no list.
    List(Type),
    /// A condition that is neither true nor false.
    Condition(Type),
    /// Something with parts that is printed as a whole: what it has.
    Whole(Vec<String>),
}

/// What the value of an expression is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Anything.
    Value,
    /// Something true or false.
    Condition,
    /// Something to go through.
    List,
}

/// What is wrong with a template, given what its names are.
pub fn mistakes(source: &str, names: &dyn Fn(&str) -> Option<Type>) -> Rc<Vec<Mistake>> {
    thread_local!(static FOUND: RefCell<Memo<Typed<Vec<Mistake>>>> = RefCell::default());
    while_same(&FOUND, source, names, |names| {
        let Ok(tree) = parse(source, "", Default::default()) else { return Vec::new() };
        let mut walk = Walk { names, bound: Vec::new(), found: Vec::new() };
        walk.stmt(&tree);
        walk.found
    })
}

/// The kind of a value, and what is wrong with how it is made.
type Kinds = (Type, Vec<Mistake>);

/// What kind of value an expression gives, and what is wrong with it.
pub fn kind(source: &str, wanted: Wanted, names: &dyn Fn(&str) -> Option<Type>) -> Rc<Kinds> {
    thread_local! {
        static VALUES: RefCell<Memo<Typed<Kinds>>> = RefCell::default();
        static CONDITIONS: RefCell<Memo<Typed<Kinds>>> = RefCell::default();
        static LISTS: RefCell<Memo<Typed<Kinds>>> = RefCell::default();
    }
    let known = match wanted {
        Wanted::Value => &VALUES,
        Wanted::Condition => &CONDITIONS,
        Wanted::List => &LISTS,
    };
    while_same(known, source, names, |names| find(source, wanted, names))
}

fn find(source: &str, wanted: Wanted, names: &dyn Fn(&str) -> Option<Type>) -> Kinds {
    let Ok(tree) = parse_expr(source) else { return (Type::Any, Vec::new()) };
    let mut walk = Walk { names, bound: Vec::new(), found: Vec::new() };
    let of = match wanted {
        Wanted::Value => walk.expr(&tree),
        Wanted::Condition => walk.condition(&tree),
        Wanted::List => {
            let of = walk.expr(&tree);
            if of.item().is_none() {
                walk.say(extent(&tree), MistakeKind::List(of.clone()));
            }
            of
        }
    };
    (of, walk.found)
}

struct Walk<'n> {
    names: &'n dyn Fn(&str) -> Option<Type>,
    bound: Vec<HashMap<String, Type>>,
    found: Vec<Mistake>,
}

impl Walk<'_> {
    fn say(&mut self, range: Range<usize>, kind: MistakeKind) {
        self.found.push(Mistake { kind, range });
    }

    fn body(&mut self, body: &[Stmt]) {
        body.iter().for_each(|stmt| self.stmt(stmt));
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Template(t) => self.body(&t.children),
            Stmt::EmitExpr(e) => {
                let of = self.expr(&e.expr);
                let whole = match &of {
                    Type::List(item) => (**item).clone(),
                    of => of.clone(),
                };
                if let Type::Parts(parts) = whole
                    && !parts.called
                {
                    self.say(extent(&e.expr), MistakeKind::Whole(parts.parts.keys().map(ToString::to_string).collect()));
                }
            }
            Stmt::ForLoop(f) => {
                let of = self.expr(&f.iter);
                let item = of.item().unwrap_or_else(|| {
                    self.say(extent(&f.iter), MistakeKind::List(of));
                    Type::Any
                });
                let mut names = HashMap::from([("loop".to_owned(), Type::Any)]);
                match &f.target {
                    Expr::Var(var) => drop(names.insert(var.id.to_owned(), item)),
                    Expr::List(list) => names.extend(list.items.iter().filter_map(variable).map(|name| (name, Type::Any))),
                    Expr::Tuple(tuple) => names.extend(tuple.items.iter().filter_map(variable).map(|name| (name, Type::Any))),
                    _ => {}
                }
                self.bound.push(names);
                if let Some(filter) = &f.filter_expr {
                    self.condition(filter);
                }
                self.body(&f.body);
                self.bound.pop();
                self.body(&f.else_body);
            }
            Stmt::IfCond(i) => {
                self.condition(&i.expr);
                self.body(&i.true_body);
                self.body(&i.false_body);
            }
            // Raw text; and statements that are refused elsewhere.
            _ => {}
        }
    }

    /// Something that is to be true or false.
    fn condition(&mut self, expr: &Expr) -> Type {
        let of = self.expr(expr);
        // What stands on either side of `and` and `or` was looked at by itself.
        let joined = matches!(expr, Expr::BinOp(b) if matches!(b.op, BinOpKind::ScAnd | BinOpKind::ScOr));
        if !joined && !matches!(of, Type::Boolean | Type::Any | Type::Secret) {
            self.say(extent(expr), MistakeKind::Condition(of.clone()));
        }
        of
    }

    fn expr(&mut self, expr: &Expr) -> Type {
        match expr {
            Expr::Var(var) => {
                let bound = self.bound.iter().rev().find_map(|names| names.get(var.id)).cloned();
                bound.or_else(|| (self.names)(var.id)).unwrap_or(Type::Any)
            }
            Expr::Const(c) => match &c.value {
                value if value.as_str().is_some() => Type::Text,
                value if value.is_number() => Type::Number,
                value if matches!(value.kind(), super::ValueKind::Bool) => Type::Boolean,
                _ => Type::Any,
            },
            Expr::GetAttr(get) => {
                let of = self.expr(&get.expr);
                self.part(&of, get.name, name_of(&get.expr), extent(expr))
            }
            Expr::GetItem(get) => {
                let of = self.expr(&get.expr);
                self.expr(&get.subscript_expr);
                match &get.subscript_expr {
                    Expr::Const(key) if key.value.as_str().is_some() => {
                        self.part(&of, key.value.as_str().unwrap_or_default(), name_of(&get.expr), extent(expr))
                    }
                    _ => of.item().unwrap_or(Type::Any),
                }
            }
            Expr::Slice(s) => {
                let of = self.expr(&s.expr);
                [&s.start, &s.stop, &s.step].into_iter().flatten().for_each(|e| drop(self.expr(e)));
                if !matches!(of, Type::Any | Type::Secret | Type::Text | Type::List(_)) {
                    self.say(extent(expr), MistakeKind::List(of));
                    return Type::Any;
                }
                of
            }
            Expr::UnaryOp(u) => match u.op {
                UnaryOpKind::Not => {
                    self.condition(&u.expr);
                    Type::Boolean
                }
                UnaryOpKind::Neg => self.number(&u.expr, "-"),
            },
            Expr::BinOp(b) => self.operator(b),
            Expr::Compare(c) => {
                let mut left = (self.expr(&c.expr), &c.expr);
                let mut typed = false;
                for op in &c.ops {
                    let right = (self.expr(&op.expr), &op.expr);
                    self.compare(op.op, &left, &right);
                    let texts = [&left, &right].iter().filter(|(of, _)| *of == Type::Text).count();
                    typed |= texts == 1;
                    left = right;
                }
                if typed {
                    self.say(extent(expr), MistakeKind::Chain);
                }
                Type::Boolean
            }
            Expr::IfExpr(i) => {
                self.condition(&i.test_expr);
                let holds = self.expr(&i.true_expr);
                i.false_expr.as_ref().map_or(Type::Any, |e| self.expr(e)).common(holds)
            }
            Expr::Filter(f) => self.filter(f),
            Expr::Test(t) => {
                let left = (self.expr(&t.expr), &t.expr);
                let args: Vec<(Type, &Expr)> = apply::values(&t.args).map(|e| (self.expr(e), e)).collect();
                if let (Some(op), [right]) = (apply::comparison(t.name), args.as_slice()) {
                    self.compare(op, &left, right);
                }
                Type::Boolean
            }
            // Calls are refused elsewhere.
            Expr::Call(_) => Type::Any,
            Expr::List(l) => Type::List(common(l.items.iter().map(|e| self.expr(e)).collect()).into()),
            Expr::Tuple(t) => Type::List(common(t.items.iter().map(|e| self.expr(e)).collect()).into()),
            Expr::Map(m) => {
                m.keys.iter().chain(&m.values).for_each(|e| drop(self.expr(e)));
                Type::Any
            }
        }
    }

    fn part(&mut self, of: &Type, name: &str, owner: String, range: Range<usize>) -> Type {
        of.part(name).unwrap_or_else(|known| {
            self.say(range, MistakeKind::Part(name.to_owned(), owner, known));
            Type::Any
        })
    }

    fn operator(&mut self, b: &Spanned<BinOp>) -> Type {
        let compared = match b.op {
            BinOpKind::Eq => Some(CompareOpKind::Eq),
            BinOpKind::Ne => Some(CompareOpKind::Ne),
            BinOpKind::Lt => Some(CompareOpKind::Lt),
            BinOpKind::Lte => Some(CompareOpKind::Lte),
            BinOpKind::Gt => Some(CompareOpKind::Gt),
            BinOpKind::Gte => Some(CompareOpKind::Gte),
            BinOpKind::In => Some(CompareOpKind::In),
            _ => None,
        };
        if let Some(op) = compared {
            let (left, right) = ((self.expr(&b.left), &b.left), (self.expr(&b.right), &b.right));
            self.compare(op, &left, &right);
            return Type::Boolean;
        }
        match b.op {
            BinOpKind::ScAnd | BinOpKind::ScOr => {
                let left = self.condition(&b.left);
                let right = self.condition(&b.right);
                left.common(right)
            }
            BinOpKind::Concat => {
                self.expr(&b.left);
                self.expr(&b.right);
                Type::Text
            }
            BinOpKind::Add | BinOpKind::Sub => self.sum(b),
            _ => {
                let sign = match b.op {
                    BinOpKind::Mul => "*",
                    BinOpKind::Div => "/",
                    BinOpKind::FloorDiv => "//",
                    BinOpKind::Rem => "%",
                    _ => "**",
                };
                self.number(&b.left, sign).common(self.number(&b.right, sign))
            }
        }
    }

    fn number(&mut self, expr: &Expr, sign: &'static str) -> Type {
        let of = self.expr(expr);
        if !matches!(of, Type::Number | Type::Any | Type::Secret) {
            self.say(extent(expr), MistakeKind::Reckon(sign, of));
            return Type::Any;
        }
        Type::Number
    }

    /// `+` and `-`: numbers, dates and durations, texts and lists.
    fn sum(&mut self, b: &BinOp) -> Type {
        let adds = matches!(b.op, BinOpKind::Add);
        let sign = if adds { "+" } else { "-" };
        let (left, right) = (self.expr(&b.left), self.expr(&b.right));
        match (&left, &right) {
            (Type::Any | Type::Secret, _) | (_, Type::Any | Type::Secret) => Type::Any,
            (Type::Number, Type::Number) => Type::Number,
            (Type::Text, Type::Text) if adds => Type::Text,
            (Type::List(_), Type::List(_)) if adds => left.common(right),
            (of, Type::Text) if of.is_date() => {
                self.duration(&b.right, of);
                left
            }
            (a, c) if a.is_date() && c.is_date() && !adds => Type::Days,
            (a, c) => {
                let takes = |of: &Type| matches!(of, Type::Number) || of.is_date() || (adds && matches!(of, Type::Text | Type::List(_)));
                let (expr, of) = if takes(a) { (&b.right, c.clone()) } else { (&b.left, a.clone()) };
                self.say(extent(expr), MistakeKind::Reckon(sign, of));
                Type::Any
            }
        }
    }

    /// A duration that is written out.
    fn duration(&mut self, expr: &Expr, of: &Type) {
        let Some(text) = literal(expr) else { return };
        match Duration::parse(text) {
            None => self.say(extent(expr), MistakeKind::Duration(text.to_owned())),
            Some(duration) if *of == Type::Day && matches!(duration.unit, Unit::Minutes | Unit::Hours) => self.say(extent(expr), MistakeKind::Hours),
            Some(_) => {}
        }
    }

    fn compare(&mut self, op: CompareOpKind, left: &(Type, &Expr), right: &(Type, &Expr)) {
        if matches!(op, CompareOpKind::In | CompareOpKind::NotIn) {
            match &right.0 {
                Type::List(item) => {
                    let item = ((**item).clone(), right.1);
                    // Each of several texts that are written out is compared.
                    match right.1 {
                        Expr::List(l) => l.items.iter().for_each(|e| self.equal(left, &(item.0.clone(), e))),
                        Expr::Tuple(t) => t.items.iter().for_each(|e| self.equal(left, &(item.0.clone(), e))),
                        _ => self.equal(left, &item),
                    }
                }
                Type::Text | Type::Any | Type::Secret | Type::Parts(_) => {}
                of => self.say(extent(right.1), MistakeKind::List(of.clone())),
            }
            return;
        }
        let ordered = !matches!(op, CompareOpKind::Eq | CompareOpKind::Ne);
        if let Some((of, expr)) = [left, right].into_iter().find(|(of, _)| ordered && !of.has_order()) {
            self.say(extent(expr), MistakeKind::Order(of.clone()));
            return;
        }
        self.equal(left, right);
    }

    /// Two values that are held against each other.
    fn equal(&mut self, left: &(Type, &Expr), right: &(Type, &Expr)) {
        for ((of, _), (_, expr)) in [(left, right), (right, left)] {
            let Some(text) = literal(expr) else { continue };
            match of {
                Type::Option(keys) => {
                    if !keys.iter().any(|key| key.as_ref() == text) {
                        let known = keys.iter().map(ToString::to_string).collect();
                        self.say(extent(expr), MistakeKind::Key(text.to_owned(), known));
                    }
                    return;
                }
                Type::Day | Type::Instant | Type::Time => {
                    let fits = if *of == Type::Time { text.parse::<jiff::civil::Time>().is_ok() } else { typed::moment(text, Lang::Fr).is_some() };
                    if !fits {
                        self.say(extent(expr), MistakeKind::Moment(text.to_owned()));
                    }
                    return;
                }
                Type::Days => {
                    if typed::days_in(text).is_none() {
                        self.say(extent(expr), MistakeKind::Duration(text.to_owned()));
                    }
                    return;
                }
                _ => {}
            }
        }
        if !left.0.comparable(&right.0) {
            let range = extent(left.1).start.min(extent(right.1).start)..extent(left.1).end.max(extent(right.1).end);
            self.say(range, MistakeKind::Compare(left.0.clone(), right.0.clone()));
        }
    }
}

fn variable(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Var(var) => Some(var.id.to_owned()),
        _ => None,
    }
}

fn common(of: Vec<Type>) -> Type {
    of.into_iter().reduce(Type::common).unwrap_or(Type::Any)
}

/// A text that is written out.
fn literal<'e>(expr: &'e Expr) -> Option<&'e str> {
    match expr {
        Expr::Const(c) => c.value.as_str(),
        _ => None,
    }
}

/// How an expression is called in a sentence: `a.b`.
fn name_of(expr: &Expr) -> String {
    match expr {
        Expr::Var(var) => var.id.to_owned(),
        Expr::GetAttr(get) => format!("{}.{}", name_of(&get.expr), get.name),
        Expr::Filter(f) => f.expr.as_ref().map_or_else(String::new, name_of),
        _ => "…".to_owned(),
    }
}

/// All bytes of an expression: the spans of minijinja cover its last part only, or a little more than the whole.
fn extent(expr: &Expr) -> Range<usize> {
    let own = |span: Span| span.start_offset as usize..span.end_offset as usize;
    let of = |parts: Vec<&Expr>| parts.into_iter().map(extent).reduce(|a, b| a.start.min(b.start)..a.end.max(b.end));
    match expr {
        Expr::Var(_) | Expr::Const(_) | Expr::List(_) | Expr::Tuple(_) | Expr::Map(_) | Expr::Call(_) => own(expr.span()),
        Expr::GetAttr(get) => extent(&get.expr).start..own(get.span()).end,
        Expr::GetItem(get) => extent(&get.expr).start..own(get.span()).end,
        Expr::Slice(s) => extent(&s.expr).start..own(s.span()).end,
        Expr::UnaryOp(u) => own(u.span()).start.min(extent(&u.expr).start)..extent(&u.expr).end,
        Expr::BinOp(b) => of(vec![&b.left, &b.right]).unwrap_or_else(|| own(b.span())),
        Expr::Compare(c) => of(std::iter::once(&c.expr).chain(c.ops.iter().map(|op| &op.expr)).collect()).unwrap_or_else(|| own(c.span())),
        Expr::IfExpr(i) => {
            of([Some(&i.true_expr), Some(&i.test_expr), i.false_expr.as_ref()].into_iter().flatten().collect()).unwrap_or_else(|| own(i.span()))
        }
        Expr::Filter(f) => f.expr.as_ref().map_or(own(f.span()).start, |e| extent(e).start)..own(f.span()).end,
        Expr::Test(t) => extent(&t.expr).start..own(t.span()).end,
    }
}
