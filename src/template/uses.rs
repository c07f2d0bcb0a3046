//! Everything a template or expression reads: each variable with its path and its bytes.

mod guarded;
mod words;

use super::fault::syntax;
use super::guards::Known;
use super::logic::Logic;
use super::{Fault, FaultKind, TESTS, filters};
use minijinja::machinery::ast::{BinOpKind, CallArg, CompareOpKind, Expr, Spanned, Stmt, Var};
use minijinja::machinery::{Span, parse, parse_expr};
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// What a template uses.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// Every variable, in the order of the text; loop variables are resolved to what they go through.
    pub uses: Vec<Use>,
    /// Every text that a variable is compared with.
    pub words: Vec<Word>,
    /// Every name that a loop binds.
    pub locals: Vec<Local>,
    /// The path of a bare expression that is nothing else, filters that keep the items of a list left aside.
    pub whole: Option<Vec<Seg>>,
}

/// One use of a variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The variable's name, and then what is read of it.
    pub path: Vec<Seg>,
    /// Bytes of the template.
    pub range: Range<usize>,
    /// It is only asked whether it is defined, or there is a value for when it is not.
    pub only_tested: bool,
    /// What holds wherever it is read.
    pub under: Vec<Arc<Logic>>,
    /// It is multiplied: a text would be repeated as often as the other number says.
    pub multiplied: bool,
    /// The bytes of each segment; what a loop has bound is written elsewhere.
    pub parts: Vec<Option<Range<usize>>>,
    /// Which segments of the path are read without an `is defined` around them or a value that stands in: loops included, of which
    /// `under` says nothing.
    pub unguarded: Range<usize>,
}

/// A text that a variable is compared with: `canal == 'papier'`.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The variable.
    pub of: Vec<Seg>,
    /// The text.
    pub text: String,
    /// Its bytes, without quotes.
    pub range: Range<usize>,
}

/// A name that a loop binds.
#[derive(Debug, Clone, PartialEq)]
pub struct Local {
    /// The name.
    pub name: String,
    /// Where it is bound, then where it is read.
    pub ranges: Vec<Range<usize>>,
}

/// One segment of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seg {
    /// A name.
    Name(String),
    /// Any item of a list.
    Item,
}

impl Use {
    /// The variable itself.
    pub fn root(&self) -> &str {
        match self.path.first() {
            Some(Seg::Name(name)) => name,
            _ => "",
        }
    }
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, seg) in self.path.iter().enumerate() {
            match seg {
                Seg::Name(name) if i == 0 => f.write_str(name)?,
                Seg::Name(name) => write!(f, ".{name}")?,
                Seg::Item => f.write_str("[]")?,
            }
        }
        Ok(())
    }
}

pub(super) fn of_template(source: &str) -> Result<Parsed, Fault> {
    let tree = parse(source, "", Default::default()).map_err(|e| syntax(&e, source))?;
    let mut walk = Walk::new(source);
    walk.stmt(&tree)?;
    Ok(walk.parsed)
}

pub(super) fn of_expression(source: &str) -> Result<Parsed, Fault> {
    let tree = parse_expr(source).map_err(|e| syntax(&e, source))?;
    let mut walk = Walk::new(source);
    walk.expr(&tree)?;
    walk.parsed.whole = walk.path(&tree);
    Ok(walk.parsed)
}

/// Reads a bare expression otherwise than for its uses.
pub(super) fn parse_bare<T>(source: &str, read: impl FnOnce(&Walk, &Expr) -> T) -> Result<T, Fault> {
    let tree = parse_expr(source).map_err(|e| syntax(&e, source))?;
    Ok(read(&Walk::new(source), &tree))
}

pub(super) struct Walk<'s> {
    source: &'s str,
    parsed: Parsed,
    /// What holds where the walk is.
    under: Vec<Arc<Logic>>,
    /// Names bound by loops; `None` where what they are bound to has no path.
    bound: Vec<HashMap<String, Bound>>,
    /// What is known to be defined where the walk is.
    known: Known,
}

/// What a loop binds a name to.
struct Bound {
    /// The path of one item, where there is one.
    path: Option<Vec<Seg>>,
    /// Which of the local names this is; `loop` is none.
    local: Option<usize>,
}

/// A path, each segment with its bytes.
type Written = Vec<(Seg, Option<Range<usize>>)>;

impl<'s> Walk<'s> {
    fn new(source: &'s str) -> Self {
        Walk { source, parsed: Parsed::default(), under: Vec::new(), bound: Vec::new(), known: Known::default() }
    }

    fn refuse(&self, span: Span, what: &str) -> Fault {
        Fault { kind: FaultKind::Statement(what.to_owned()), range: range(span) }
    }

    fn known(&self, list: &[&str], name: &str, span: Span) -> Result<(), Fault> {
        if list.contains(&name) { Ok(()) } else { Err(self.unknown(name, span)) }
    }

    fn unknown(&self, name: &str, span: Span) -> Fault {
        let whole = range(span);
        let found = self.source.get(whole.clone()).and_then(|text| text.find(name)).map(|at| whole.start + at..whole.start + at + name.len());
        Fault { kind: FaultKind::Filter(name.to_owned()), range: found.unwrap_or(whole) }
    }

    fn body(&mut self, body: &[Stmt]) -> Result<(), Fault> {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result<(), Fault> {
        match stmt {
            Stmt::Template(t) => self.body(&t.children),
            Stmt::EmitExpr(e) => self.expr(&e.expr),
            Stmt::EmitRaw(_) => Ok(()),
            Stmt::ForLoop(f) => {
                self.expr(&f.iter)?;
                let through = self.path(&f.iter).map(|path| path.into_iter().chain([Seg::Item]).collect());
                let mut names = HashMap::from([("loop".to_owned(), Bound { path: None, local: None })]);
                let targets: Vec<&Expr> = match &f.target {
                    Expr::List(list) => list.items.iter().collect(),
                    Expr::Tuple(tuple) => tuple.items.iter().collect(),
                    one => vec![one],
                };
                let path = if targets.len() == 1 { through } else { None };
                for target in targets {
                    if let Expr::Var(var) = target {
                        self.parsed.locals.push(Local { name: var.id.to_owned(), ranges: vec![range(var.span())] });
                        let bound = Bound { path: path.clone(), local: Some(self.parsed.locals.len() - 1) };
                        names.insert(var.id.to_owned(), bound);
                    }
                }
                self.bound.push(names);
                if let Some(filter) = &f.filter_expr {
                    self.expr(filter)?;
                    self.within(filter, true, |walk| walk.body(&f.body))?;
                } else {
                    self.body(&f.body)?;
                }
                // A loop's name means something else in the next loop.
                self.known.forget(self.bound.len());
                self.bound.pop();
                self.body(&f.else_body)
            }
            Stmt::IfCond(i) => {
                self.expr(&i.expr)?;
                self.within(&i.expr, true, |walk| walk.body(&i.true_body))?;
                self.within(&i.expr, false, |walk| walk.body(&i.false_body))
            }
            Stmt::WithBlock(s) => Err(self.refuse(s.span(), "with")),
            Stmt::Set(s) => Err(self.refuse(s.span(), "set")),
            Stmt::SetBlock(s) => Err(self.refuse(s.span(), "set")),
            Stmt::AutoEscape(s) => Err(self.refuse(s.span(), "autoescape")),
            Stmt::FilterBlock(s) => Err(self.refuse(s.span(), "filter")),
            Stmt::Do(s) => Err(self.refuse(s.span(), "do")),
            #[allow(unreachable_patterns)] // Other statements exist only with features of minijinja that are switched off.
            _ => Ok(()),
        }
    }

    /// Goes on where a condition holds, or does not.
    fn within(&mut self, condition: &Expr, holds: bool, then: impl FnOnce(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        let logic = self.logic(condition);
        let guards = self.guards(condition);
        self.under.push(Arc::new(if holds { logic } else { logic.denied() }));
        let before = self.known.clone();
        self.known.also(if holds { guards.holds } else { guards.fails });
        let done = then(self);
        self.known = before;
        self.under.pop();
        done
    }

    /// An expression as it is written, without the white space around it.
    pub(super) fn written(&self, expr: &Expr) -> String {
        let from = start(expr);
        let whole = range(expr.span());
        self.source.get(whole.start.min(from)..whole.end).unwrap_or(self.source).trim().to_owned()
    }

    /// The path of an expression that is one.
    pub(super) fn path(&self, expr: &Expr) -> Option<Vec<Seg>> {
        self.spelled(expr).map(|path| path.into_iter().map(|(seg, _)| seg).collect())
    }

    /// The path of an expression that is one, each segment with its bytes.
    fn spelled(&self, expr: &Expr) -> Option<Written> {
        match expr {
            Expr::Var(var) => match self.bound(var.id) {
                Some(bound) => Some(bound.path.as_ref()?.iter().map(|seg| (seg.clone(), None)).collect()),
                None => Some(vec![(Seg::Name(var.id.to_owned()), Some(range(var.span())))]),
            },
            Expr::GetAttr(get) => {
                let mut path = self.spelled(&get.expr)?;
                let end = range(get.span()).end;
                let written = end.saturating_sub(get.name.len())..end;
                path.push((Seg::Name(get.name.to_owned()), Some(written).filter(|r| self.source.get(r.clone()) == Some(get.name))));
                Some(path)
            }
            Expr::GetItem(get) => {
                let mut path = self.spelled(&get.expr)?;
                path.push(match self.text(&get.subscript_expr) {
                    Some((name, written)) => (Seg::Name(name.to_owned()), written),
                    None => (Seg::Item, None),
                });
                Some(path)
            }
            // What goes through a list's items goes through those of the list itself.
            Expr::Filter(f) if matches!(f.name, "list" | "sort" | "unique" | "select" | "reject" | "selectattr" | "rejectattr" | "reverse") => {
                self.spelled(f.expr.as_ref()?)
            }
            Expr::Filter(f) if matches!(f.name, "first" | "last" | "min" | "max") => {
                let mut path = self.spelled(f.expr.as_ref()?)?;
                path.push((Seg::Item, None));
                Some(path)
            }
            _ => None,
        }
    }

    fn bound(&self, name: &str) -> Option<&Bound> {
        self.bound.iter().rev().find_map(|names| names.get(name))
    }

    fn used(&mut self, expr: &Expr, span: Span, only_tested: bool) -> bool {
        let path = self.spelled(expr);
        let root = root(expr).and_then(|var| Some((self.bound(var.id)?.local?, range(var.span()))));
        if let Some((local, written)) = root.filter(|_| path.is_some() || matches!(expr, Expr::Var(_))) {
            self.parsed.locals[local].ranges.push(written);
        }
        let Some(path) = path else { return false };
        if matches!(expr, Expr::Var(var) if self.bound(var.id).is_some()) {
            return true;
        }
        let mut range = range(span);
        range.start = range.start.min(start(expr));
        let (path, parts): (Vec<Seg>, _) = path.into_iter().unzip();
        let end = path.len() - usize::from(only_tested);
        let unguarded = self.sure(expr, &path).min(end)..end;
        self.parsed.uses.push(Use { path, range, only_tested, multiplied: false, under: self.under.clone(), parts, unguarded });
        true
    }

    fn args(&mut self, args: &[CallArg]) -> Result<(), Fault> {
        args.iter().try_for_each(|arg| match arg {
            CallArg::Pos(e) | CallArg::Kwarg(_, e) | CallArg::PosSplat(e) | CallArg::KwargSplat(e) => self.expr(e),
        })
    }

    /// An operand of `*` is a number by its form, or a variable, whose type `check` knows.
    fn number(&mut self, expr: &Expr, span: Span) -> Result<(), Fault> {
        let refused = Err(self.refuse(span, "*"));
        match expr {
            Expr::Const(c) if c.value.is_number() => Ok(()),
            Expr::UnaryOp(_) | Expr::Compare(_) | Expr::Test(_) => Ok(()),
            Expr::BinOp(b) => match b.op {
                BinOpKind::Add => {
                    self.number(&b.left, span)?;
                    self.number(&b.right, span)
                }
                BinOpKind::Concat | BinOpKind::ScAnd | BinOpKind::ScOr => refused,
                _ => Ok(()),
            },
            Expr::IfExpr(i) => {
                self.number(&i.true_expr, span)?;
                i.false_expr.as_ref().map_or(Ok(()), |e| self.number(e, span))
            }
            Expr::Filter(f) if matches!(f.name, "int" | "float" | "length" | "round" | "abs" | "days_until") => Ok(()),
            Expr::GetAttr(get) if matches!(&get.expr, Expr::Var(var) if var.id == "loop") => Ok(()),
            Expr::Var(_) | Expr::GetAttr(_) | Expr::GetItem(_) => match self.spelled(expr) {
                Some(path) => {
                    let range = start(expr)..range(span_of(expr).unwrap_or(span)).end;
                    let (path, parts) = path.into_iter().unzip();
                    self.parsed.uses.push(Use {
                        path,
                        range,
                        only_tested: false,
                        multiplied: true,
                        under: self.under.clone(),
                        parts,
                        unguarded: 0..0,
                    });
                    Ok(())
                }
                None => refused,
            },
            _ => refused,
        }
    }

    fn expr(&mut self, expr: &Expr) -> Result<(), Fault> {
        match expr {
            Expr::Var(var) => {
                self.used(expr, var.span(), false);
                Ok(())
            }
            Expr::GetAttr(get) => {
                let used = self.used(expr, get.span(), false);
                // What stands behind a filter is read by that filter as well.
                if used && self.chain(expr).is_some() { Ok(()) } else { self.expr(&get.expr) }
            }
            Expr::GetItem(get) => {
                if !self.used(expr, get.span(), false) || self.chain(&get.expr).is_none() {
                    self.expr(&get.expr)?;
                }
                self.expr(&get.subscript_expr)
            }
            Expr::Const(_) => Ok(()),
            Expr::Slice(s) => {
                self.expr(&s.expr)?;
                [&s.start, &s.stop, &s.step].into_iter().flatten().try_for_each(|e| self.expr(e))
            }
            Expr::UnaryOp(u) => self.expr(&u.expr),
            Expr::BinOp(b) => {
                // A text or list repeated a thousand million times is the one operation whose cost no other bound holds.
                if matches!(b.op, BinOpKind::Mul) {
                    self.number(&b.left, b.span())?;
                    self.number(&b.right, b.span())?;
                }
                if matches!(b.op, BinOpKind::Eq | BinOpKind::Ne | BinOpKind::In) {
                    self.answers(&b.left, &b.right);
                }
                self.expr(&b.left)?;
                match b.op {
                    BinOpKind::ScAnd => self.within(&b.left, true, |walk| walk.expr(&b.right)),
                    BinOpKind::ScOr => self.within(&b.left, false, |walk| walk.expr(&b.right)),
                    _ => self.expr(&b.right),
                }
            }
            Expr::Compare(c) => {
                let mut left = &c.expr;
                for op in &c.ops {
                    if matches!(op.op, CompareOpKind::Eq | CompareOpKind::Ne | CompareOpKind::In | CompareOpKind::NotIn) {
                        self.answers(left, &op.expr);
                    }
                    left = &op.expr;
                }
                self.expr(&c.expr)?;
                c.ops.iter().try_for_each(|op| self.expr(&op.expr))
            }
            Expr::IfExpr(i) => {
                self.expr(&i.test_expr)?;
                self.within(&i.test_expr, true, |walk| walk.expr(&i.true_expr))?;
                self.within(&i.test_expr, false, |walk| i.false_expr.as_ref().map_or(Ok(()), |e| walk.expr(e)))
            }
            Expr::Filter(f) => {
                if filters::of_name(f.name).is_none() {
                    return Err(self.unknown(f.name, f.span()));
                }
                if let Some(e) = &f.expr {
                    let stands_in = f.name == "default" && self.used(e, span_of(e).unwrap_or_else(|| f.span()), true);
                    if !stands_in {
                        self.expr(e)?;
                    }
                    self.attribute(f.name, e, &f.args);
                }
                self.args(&f.args)
            }
            Expr::Test(t) => {
                self.known(TESTS, t.name, t.span())?;
                if matches!(t.name, "defined" | "undefined") && self.used(&t.expr, span_of(&t.expr).unwrap_or_else(|| t.span()), true) {
                    return Ok(());
                }
                self.expr(&t.expr)?;
                self.args(&t.args)
            }
            Expr::Call(c) => {
                // `x.plus("3 days")`: a filter stands behind a bar.
                if let Expr::GetAttr(get) = &c.expr
                    && filters::of_name(get.name).is_some()
                {
                    let start = start(&c.expr).min(c.span().start_offset as usize);
                    return Err(Fault { kind: FaultKind::Method(get.name.to_owned()), range: start..c.span().end_offset as usize });
                }
                let name = match &c.expr {
                    Expr::Var(var) => var.id,
                    Expr::GetAttr(get) => get.name,
                    _ => "()",
                };
                Err(self.unknown(name, c.span()))
            }
            Expr::List(l) => l.items.iter().try_for_each(|e| self.expr(e)),
            Expr::Tuple(t) => t.items.iter().try_for_each(|e| self.expr(e)),
            Expr::Map(m) => m.keys.iter().chain(&m.values).try_for_each(|e| self.expr(e)),
        }
    }
}

fn range(span: Span) -> Range<usize> {
    span.start_offset as usize..span.end_offset as usize
}

fn span_of(expr: &Expr) -> Option<Span> {
    match expr {
        Expr::Var(v) => Some(v.span()),
        Expr::GetAttr(g) => Some(g.span()),
        Expr::GetItem(g) => Some(g.span()),
        _ => None,
    }
}

/// The variable that a path begins with.
fn root<'e, 's>(expr: &'e Expr<'s>) -> Option<&'e Spanned<Var<'s>>> {
    match expr {
        Expr::Var(var) => Some(var),
        Expr::GetAttr(g) => root(&g.expr),
        Expr::GetItem(g) => root(&g.expr),
        _ => None,
    }
}

/// Where an expression begins: the span of `a.b.c` covers the last attribute only.
fn start(expr: &Expr) -> usize {
    match expr {
        Expr::GetAttr(g) => start(&g.expr),
        Expr::GetItem(g) => start(&g.expr),
        Expr::Var(v) => v.span().start_offset as usize,
        Expr::Filter(f) => f.expr.as_ref().map_or(usize::MAX, start),
        _ => usize::MAX,
    }
}
