//! Filters and tests: how many values they take, of which kind, and what they give.

use super::{MistakeKind, Walk, extent, literal, name_of};
use crate::template::filters;
use crate::template::types::Type;
use minijinja::machinery::ast::{CallArg, CompareOpKind, Expr, Filter};

/// The values that are given, with and without a name.
pub(super) fn values<'e, 'a>(args: &'e [CallArg<'a>]) -> impl Iterator<Item = &'e Expr<'a>> {
    args.iter().map(|arg| match arg {
        CallArg::Pos(e) | CallArg::Kwarg(_, e) | CallArg::PosSplat(e) | CallArg::KwargSplat(e) => e,
    })
}

/// The operator that a test of that name is.
pub(super) fn comparison(test: &str) -> Option<CompareOpKind> {
    Some(match test {
        "eq" | "equalto" | "==" => CompareOpKind::Eq,
        "ne" | "!=" => CompareOpKind::Ne,
        "lt" | "<" | "lessthan" => CompareOpKind::Lt,
        "le" | "<=" => CompareOpKind::Lte,
        "gt" | ">" | "greaterthan" => CompareOpKind::Gt,
        "ge" | ">=" => CompareOpKind::Gte,
        "in" => CompareOpKind::In,
        _ => return None,
    })
}

impl Walk<'_> {
    pub(super) fn filter(&mut self, f: &Filter) -> Type {
        let of = f.expr.as_ref().map_or(Type::Any, |e| self.expr(e));
        values(&f.args).for_each(|e| drop(self.expr(e)));
        let Some(known) = filters::of_name(f.name) else { return Type::Any };
        if !self.arguments(f, known) {
            return Type::Any;
        }
        let Some(input) = &f.expr else { return Type::Any };
        if !takes(f.name, &of) {
            self.say(extent(input), MistakeKind::Input(f.name.to_owned(), of));
            return gives(f.name, Type::Any);
        }
        let first = f.args.iter().find_map(|arg| match arg {
            CallArg::Pos(e) => Some(e),
            _ => None,
        });
        match f.name {
            "plus" | "minus" => {
                if let Some(duration) = first {
                    match self.quiet(duration) {
                        Type::Text | Type::Any | Type::Secret => self.duration(duration, &of),
                        of => self.say(extent(duration), MistakeKind::Duration(name_or(&of))),
                    }
                }
                return if of.is_date() { of } else { Type::Any };
            }
            "days_until" => {
                if let Some(to) = first {
                    let of = self.quiet(to);
                    if !takes(f.name, &of) {
                        self.say(extent(to), MistakeKind::Input(f.name.to_owned(), of));
                    }
                }
            }
            "default" => return first.map_or(Type::Any, |e| self.quiet(e)).common(of),
            "attr" => {
                return match first.and_then(literal) {
                    Some(name) => self.part(&of, name, name_of(input), extent(input)),
                    None => Type::Any,
                };
            }
            "selectattr" | "rejectattr" => {
                if let (Some(attribute), Some(item)) = (first, of.item()) {
                    let part = self.path(&item, attribute, name_of(input));
                    self.tested(f, 1, part);
                }
                return of;
            }
            "select" | "reject" => {
                if let Some(item) = of.item() {
                    self.tested(f, 0, item);
                }
                return of;
            }
            _ => {}
        }
        let attribute = f.args.iter().find_map(|arg| match arg {
            CallArg::Kwarg("attribute", e) => Some(e),
            _ => None,
        });
        let part = match (attribute, of.item()) {
            (Some(attribute), Some(item)) => self.path(&item, attribute, name_of(input)),
            _ => Type::Any,
        };
        match f.name {
            "map" if attribute.is_some() => Type::List(part.into()),
            "map" => {
                let with = first.and_then(literal);
                if let Some(name) = with
                    && filters::of_name(name).is_none()
                {
                    self.say(first.map_or(0..0, extent), MistakeKind::Named("map", name.to_owned(), Vec::new()));
                }
                Type::List(with.map_or(Type::Any, |name| gives(name, Type::Any)).into())
            }
            name => gives(name, of),
        }
    }

    /// The kind of an expression whose mistakes were said already.
    fn quiet(&mut self, expr: &Expr) -> Type {
        let said = self.found.len();
        let of = self.expr(expr);
        self.found.truncate(said);
        of
    }

    /// Whether a filter is given what it takes.
    fn arguments(&mut self, f: &Filter, known: &'static filters::Filter) -> bool {
        let said = self.found.len();
        let mut count = 0;
        for arg in &f.args {
            match arg {
                CallArg::Pos(e) => {
                    count += 1;
                    if count > known.most {
                        self.say(extent(e), MistakeKind::Count(known.name, known.least, known.most));
                        return false;
                    }
                }
                CallArg::Kwarg(name, e) if !known.named.contains(name) => {
                    let named = known.named.iter().map(|n| (*n).to_owned()).collect();
                    self.say(extent(e), MistakeKind::Named(known.name, (*name).to_owned(), named));
                }
                CallArg::Kwarg(..) | CallArg::PosSplat(_) | CallArg::KwargSplat(_) => {}
            }
        }
        if count < known.least {
            let start = f.expr.as_ref().map_or(0, |e| extent(e).start);
            let end = values(&f.args).map(|e| extent(e).end).chain(f.expr.as_ref().map(|e| extent(e).end)).max().unwrap_or(start);
            self.say(start..end, MistakeKind::Count(known.name, known.least, known.most));
        }
        self.found.len() == said
    }

    /// `adresse.ville` as a filter is given it.
    fn path(&mut self, of: &Type, attribute: &Expr, owner: String) -> Type {
        let Some(path) = literal(attribute) else { return Type::Any };
        let mut of = of.clone();
        for name in path.split('.') {
            of = self.part(&of, name, format!("{owner}[]"), extent(attribute));
        }
        of
    }

    /// The test that `select` and its kin put to each item, and the value after it.
    fn tested(&mut self, f: &Filter, at: usize, of: Type) {
        let args: Vec<&Expr> = values(&f.args).collect();
        if let (Some(op), Some(to), Some(input)) = (args.get(at).and_then(|e| literal(e)).and_then(comparison), args.get(at + 1), &f.expr) {
            let right = (self.quiet(to), *to);
            self.compare(op, &(of, input), &right);
        }
    }
}

fn name_or(of: &Type) -> String {
    of.message().trim_start_matches("type-").to_owned()
}

/// Whether a filter takes values of this kind.
fn takes(filter: &str, of: &Type) -> bool {
    if matches!(of, Type::Any | Type::Secret) {
        return true;
    }
    match filter {
        "date" | "short_date" | "plus" | "minus" | "days_until" => of.is_date() || *of == Type::Text,
        "time" => matches!(of, Type::Time | Type::Instant | Type::Text),
        "number" | "abs" | "round" => matches!(of, Type::Number | Type::Days) && (filter == "number" || *of == Type::Number),
        "enumerate" | "map" | "select" | "reject" | "selectattr" | "rejectattr" | "sort" | "unique" | "min" | "max" | "sum" => {
            matches!(of, Type::List(_))
        }
        "first" | "last" | "list" | "join" | "reverse" => matches!(of, Type::List(_) | Type::Text),
        "length" => matches!(of, Type::List(_) | Type::Text | Type::Parts(_)),
        "items" => matches!(of, Type::Parts(_)),
        _ => true,
    }
}

/// What a filter gives.
fn gives(filter: &str, of: Type) -> Type {
    match filter {
        "date" | "short_date" | "time" | "phone" | "identifier" | "enumerate" | "join" | "string" | "upper" | "lower" | "title" | "capitalize"
        | "trim" | "replace" | "number" => Type::Text,
        "days_until" | "abs" | "round" | "int" | "float" | "length" | "sum" => Type::Number,
        "bool" => Type::Boolean,
        "first" | "last" | "min" | "max" => match of {
            Type::Text => Type::Text,
            of => of.item().unwrap_or(Type::Any),
        },
        // The letters of a text.
        "list" if of == Type::Text => Type::List(Type::Text.into()),
        "list" | "reverse" | "sort" | "unique" => of,
        _ => Type::Any,
    }
}
