//! The words of a template or expression, one by one, for those who colour them.

use super::{MAX_TEMPLATE, TESTS};
use minijinja::machinery::{Token as Lexed, tokenize};
use std::ops::Range;

/// What a word of a template is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// `{{`, `%}`, …
    Mark,
    /// `if`, `for`, `in`, `not`, `true`, …
    Keyword,
    /// A variable.
    Variable,
    /// What is read of a variable, behind a point.
    Part,
    /// Behind `|`.
    Filter,
    /// Behind `is`.
    Test,
    /// A text between quotes.
    Text,
    /// A number.
    Number,
    /// `==`, `+`, …
    Operator,
}

const KEYWORDS: &[&str] =
    &["if", "else", "elif", "endif", "for", "endfor", "in", "is", "and", "or", "not", "true", "false", "none", "True", "False", "None"];

/// The words of a template, or of a bare expression, with their bytes, as far as it can be followed.
pub fn tokens(source: &str, bare: bool) -> Vec<(Token, Range<usize>)> {
    let mut found = Vec::new();
    if source.len() > MAX_TEMPLATE || (!bare && !source.contains('{')) {
        return found;
    }
    let mut before = Before::Nothing;
    for lexed in tokenize(source, bare, Default::default()) {
        let Ok((lexed, span)) = lexed else { break };
        let range = span.start_offset as usize..span.end_offset as usize;
        let mut next = Before::Nothing;
        let token = match lexed {
            Lexed::TemplateData(_) => continue,
            Lexed::VariableStart | Lexed::VariableEnd | Lexed::BlockStart | Lexed::BlockEnd => Token::Mark,
            Lexed::Ident(word) => match before {
                Before::Dot => Token::Part,
                Before::Pipe => Token::Filter,
                Before::Is if word == "not" => {
                    next = Before::Is;
                    Token::Keyword
                }
                Before::Is if TESTS.contains(&word) => Token::Test,
                Before::Is | Before::Nothing if KEYWORDS.contains(&word) => {
                    if word == "is" {
                        next = Before::Is;
                    }
                    Token::Keyword
                }
                Before::Is | Before::Nothing => Token::Variable,
            },
            Lexed::Str(_) | Lexed::String(_) => Token::Text,
            Lexed::Int(_) | Lexed::Int128(_) | Lexed::Float(_) => Token::Number,
            Lexed::Dot => {
                before = Before::Dot;
                continue;
            }
            Lexed::Pipe => {
                next = Before::Pipe;
                Token::Operator
            }
            Lexed::Comma
            | Lexed::Colon
            | Lexed::BracketOpen
            | Lexed::BracketClose
            | Lexed::ParenOpen
            | Lexed::ParenClose
            | Lexed::BraceOpen
            | Lexed::BraceClose => {
                before = Before::Nothing;
                continue;
            }
            _ => Token::Operator,
        };
        before = next;
        if source.get(range.clone()).is_some_and(|text| !text.is_empty()) {
            found.push((token, range));
        }
    }
    found
}

/// What came before a word.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    Dot,
    Pipe,
    Is,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_known_for_what_it_is() {
        let source = "été {% if a.if is not defined and x == 'é' %}{{ b | date }} {{";
        let words: Vec<(Token, &str)> = tokens(source, false).into_iter().map(|(token, range)| (token, &source[range])).collect();
        let named: Vec<(Token, &str)> = words.iter().copied().filter(|(token, _)| !matches!(token, Token::Mark | Token::Operator)).collect();
        let expected = [
            (Token::Keyword, "if"),
            (Token::Variable, "a"),
            (Token::Part, "if"),
            (Token::Keyword, "is"),
            (Token::Keyword, "not"),
            (Token::Test, "defined"),
            (Token::Keyword, "and"),
            (Token::Variable, "x"),
            (Token::Text, "'é'"),
            (Token::Variable, "b"),
            (Token::Filter, "date"),
        ];
        assert_eq!(named, expected);
        assert_eq!(tokens("nombre > 2", true).len(), 3);
    }
}
