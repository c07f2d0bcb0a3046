//! What a template may be at most, read from its tokens before the parser descends into it.
//!
//! The parser, the compiler and whatever walks the tree go one level deeper for every bracket, sign, operator and filter in a row; only some
//! of these are bounded by minijinja itself.

use super::{Fault, FaultKind, MAX_EXPRESSION};
use minijinja::machinery::{Span, Token, tokenize};
use std::ops::Range;

/// How deep brackets may be nested, and how many signs or `not`s may stand in a row.
const MAX_NESTED: usize = 40;
/// How many operators, filters, attributes and conditions one expression may have: each lies one level deeper than the one before it.
const MAX_OPERATORS: usize = 200;
/// How many `~` one expression may have: each makes the text longer.
const MAX_JOINED: usize = 40;
/// How deep `if`, `elif` and `for` may be nested.
const MAX_BLOCKS: usize = 32;

/// Bounds what a template has between its braces.
pub(super) fn of_template(source: &str) -> Result<(), Fault> {
    check(source, false)
}

/// Bounds a bare expression.
pub(super) fn of_expression(source: &str) -> Result<(), Fault> {
    check(source, true)
}

#[derive(Default)]
struct Expression {
    from: usize,
    nested: usize,
    row: usize,
    operators: usize,
    joined: usize,
}

fn check(source: &str, bare: bool) -> Result<(), Fault> {
    let mut here = Expression::default();
    // For each open block how many levels it is deep: an `elif` lies inside the `else` of what is before it.
    let mut blocks: Vec<usize> = Vec::new();
    let mut begins = false;
    // What cannot be read as tokens the parser cannot read either, and it says so better.
    for (token, span) in tokenize(source, bare, Default::default()).map_while(Result::ok) {
        let word = begins;
        begins = false;
        match token {
            Token::VariableStart => here = Expression { from: range(span).start, ..Expression::default() },
            Token::BlockStart => {
                here = Expression { from: range(span).start, ..Expression::default() };
                begins = true;
            }
            Token::TemplateData(_) | Token::VariableEnd | Token::BlockEnd => continue,
            Token::Ident(name) if word => match (name, blocks.last_mut()) {
                ("if" | "for", _) => blocks.push(1),
                ("elif", Some(levels)) => *levels += 1,
                (name, _) if name.starts_with("end") => drop(blocks.pop()),
                _ => {}
            },
            Token::ParenOpen | Token::BracketOpen | Token::BraceOpen => {
                here.nested += 1;
                here.row += 1;
                here.operators += 1;
            }
            Token::ParenClose | Token::BracketClose | Token::BraceClose => {
                here.nested = here.nested.saturating_sub(1);
                here.row = 0;
            }
            Token::Minus | Token::Plus | Token::Ident("not") => {
                here.row += 1;
                here.operators += 1;
            }
            Token::Ident(name) => {
                here.row = 0;
                here.operators += usize::from(matches!(name, "and" | "or" | "in" | "is" | "if" | "else"));
            }
            Token::Tilde => {
                here.row = 0;
                here.operators += 1;
                here.joined += 1;
            }
            Token::Str(_) | Token::String(_) | Token::Int(_) | Token::Int128(_) | Token::Float(_) | Token::Comma | Token::Colon => here.row = 0,
            _ => {
                here.row = 0;
                here.operators += 1;
            }
        }
        let over = |limit: usize| Err(Fault { kind: FaultKind::Limit(limit), range: range(span) });
        if range(span).end.saturating_sub(here.from) > MAX_EXPRESSION {
            return over(MAX_EXPRESSION);
        }
        if here.nested > MAX_NESTED || here.row > MAX_NESTED {
            return over(MAX_NESTED);
        }
        if here.operators > MAX_OPERATORS {
            return over(MAX_OPERATORS);
        }
        if here.joined > MAX_JOINED {
            return over(MAX_JOINED);
        }
        if blocks.iter().sum::<usize>() > MAX_BLOCKS {
            return over(MAX_BLOCKS);
        }
    }
    Ok(())
}

fn range(span: Span) -> Range<usize> {
    span.start_offset as usize..span.end_offset as usize
}
