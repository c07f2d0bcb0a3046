//! Texts between quotes that mean something: answers that a variable is compared with, parts that a filter reads by their names.

use super::{Seg, Use, Walk, Word, range};
use minijinja::machinery::ast::{CallArg, Expr};
use std::ops::Range;

impl Walk<'_> {
    /// A text between quotes, and its bytes where it is written as it is read.
    pub(super) fn text<'e>(&self, expr: &'e Expr) -> Option<(&'e str, Option<Range<usize>>)> {
        let Expr::Const(c) = expr else { return None };
        let (text, quoted) = (c.value.as_str()?, range(c.span()));
        let written = quoted.start + 1..quoted.end.saturating_sub(1);
        Some((text, Some(written).filter(|r| self.source.get(r.clone()) == Some(text))))
    }

    /// Texts that a variable is compared with.
    pub(super) fn answers(&mut self, this: &Expr, that: &Expr) {
        for (variable, texts) in [(this, that), (that, this)] {
            let Some(path) = self.path(variable) else { continue };
            let texts: Vec<&Expr> = match texts {
                Expr::List(list) => list.items.iter().collect(),
                Expr::Tuple(tuple) => tuple.items.iter().collect(),
                one => vec![one],
            };
            for text in texts {
                if let Some((text, Some(range))) = self.text(text) {
                    self.parsed.words.push(Word { of: path.clone(), text: text.to_owned(), range });
                }
            }
        }
    }

    /// Filters that name a part of the items they are given: `sort(attribute='nom')`, `selectattr('categorie', 'equalto', 'agent')`.
    pub(super) fn attribute(&mut self, name: &str, of: &Expr, args: &[CallArg]) {
        let first = match name {
            "selectattr" | "rejectattr" | "attr" => args.iter().find_map(|arg| if let CallArg::Pos(e) = arg { Some(e) } else { None }),
            "map" | "sort" | "unique" | "sum" | "min" | "max" | "join" => {
                args.iter().find_map(|arg| if let CallArg::Kwarg("attribute", e) = arg { Some(e) } else { None })
            }
            _ => None,
        };
        let named = first.and_then(|e| self.text(e)).filter(|(text, _)| !text.contains('.'));
        let (Some((part, Some(range))), Some(mut path)) = (named, self.path(of)) else { return };
        let mut parts = vec![None; path.len()];
        if name != "attr" {
            path.push(Seg::Item);
            parts.push(None);
        }
        path.push(Seg::Name(part.to_owned()));
        parts.push(Some(range.clone()));
        if let [CallArg::Pos(_), CallArg::Pos(test), CallArg::Pos(word)] = args
            && let Some(("equalto" | "eq" | "==" | "ne" | "!=" | "in", _)) = self.text(test)
        {
            for word in if let Expr::List(list) = word { list.items.iter().collect() } else { vec![word] } {
                if let Some((text, Some(range))) = self.text(word) {
                    self.parsed.words.push(Word { of: path.clone(), text: text.to_owned(), range });
                }
            }
        }
        self.parsed.uses.push(Use { path, range, only_tested: false, multiplied: false, under: self.under.clone(), parts, unguarded: 0..0 });
    }
}
