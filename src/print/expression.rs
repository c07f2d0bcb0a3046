//! Expressions as a tree, to put them into words: as much of minijinja's grammar as people write into procedures.
//!
//! Nothing is computed from this. What it cannot read is printed as it is written.

/// How deep an expression may be nested to be put into words.
const MAX_DEPTH: usize = 40;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// `'text'`
    Text(String),
    /// `12`
    Number(String),
    /// `true`
    Bool(bool),
    /// `a.b.c`, `a['b']`
    Name(Vec<String>),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `a | length`
    Filter(Box<Expr>, String, Vec<Expr>),
    /// `a is defined`, `a is ge(b)`
    Test(Box<Expr>, String, Vec<Expr>),
    /// `not a`
    Not(Box<Expr>),
    /// `a and b`
    And(Vec<Expr>),
    /// `a or b`
    Or(Vec<Expr>),
    /// `a == b`
    Compare(Op, Box<Expr>, Box<Expr>),
    /// `a if b else c`
    Either(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `a + b`
    Math(Sign, Box<Expr>, Box<Expr>),
    /// `name = a`, among the arguments of a filter.
    Keyword(String, Box<Expr>),
    /// What has no words here, with what it reads.
    Other(Vec<Expr>),
}

/// What is done to two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// `~`: the one, then the other, as text.
    Then,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `==`
    Is,
    /// `!=`
    IsNot,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

impl Op {
    /// What holds where this does not.
    pub fn opposite(self) -> Op {
        match self {
            Op::Is => Op::IsNot,
            Op::IsNot => Op::Is,
            Op::Below => Op::AtLeast,
            Op::AtMost => Op::Above,
            Op::Above => Op::AtMost,
            Op::AtLeast => Op::Below,
            Op::In => Op::NotIn,
            Op::NotIn => Op::In,
        }
    }
}

impl Expr {
    /// Reads an expression; `None` where it is beyond this reader.
    pub fn read(source: &str) -> Option<Expr> {
        let tokens = tokens(source)?;
        let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
        let expr = reader.either()?;
        (reader.at == tokens.len()).then_some(expr)
    }

    /// Every name that it reads.
    pub fn names<'e>(&'e self, found: &mut Vec<&'e [String]>) {
        match self {
            Expr::Text(_) | Expr::Number(_) | Expr::Bool(_) => {}
            Expr::Name(path) => found.push(path),
            Expr::List(list) | Expr::And(list) | Expr::Or(list) | Expr::Other(list) => list.iter().for_each(|e| e.names(found)),
            Expr::Filter(of, _, args) => {
                of.names(found);
                args.iter().for_each(|e| e.names(found));
            }
            Expr::Test(of, _, args) => {
                of.names(found);
                args.iter().for_each(|e| e.names(found));
            }
            Expr::Not(of) | Expr::Keyword(_, of) => of.names(found),
            Expr::Compare(_, a, b) | Expr::Math(_, a, b) => {
                a.names(found);
                b.names(found);
            }
            Expr::Either(a, b, c) => [a, b, c].into_iter().for_each(|e| e.names(found)),
        }
    }
}

/// An expression as it is written, with every name that `named` knows put into its words, and signs as people write them.
///
/// For what has no words of its own: no bare name of a field shows.
pub fn substituted(source: &str, named: &dyn Fn(&[String]) -> Option<String>) -> String {
    let Some(tokens) = tokens(source) else { return source.trim().to_owned() };
    let mut out = String::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        // A filter or test is no name of the procedure's, nor is the word before `=`.
        let own = matches!(before, Some(Token::Sign("|"))) || matches!(before, Some(Token::Word(w)) if w == "is");
        let keyword = matches!(tokens.get(at + 1), Some(Token::Sign("=")));
        at += 1;
        let said = match token {
            Token::Word(word) if own || keyword || GRAMMAR.contains(&word.as_str()) => word.clone(),
            Token::Word(word) => {
                let mut path = vec![word.clone()];
                while let (Some(Token::Sign(".")), Some(Token::Word(part))) = (tokens.get(at), tokens.get(at + 1)) {
                    path.push(part.clone());
                    at += 2;
                }
                named(&path).unwrap_or_else(|| path.join(".").replace('_', " "))
            }
            Token::Text(text) => format!("“{text}”"),
            Token::Number(number) => number.clone(),
            Token::Sign(sign) => match *sign {
                "==" => "=",
                "!=" => "≠",
                "<=" => "≤",
                ">=" => "≥",
                "*" => "×",
                "-" => "−",
                other => other,
            }
            .to_owned(),
        };
        let tight = matches!(token, Token::Sign(")" | "]" | "," | ":" | "."))
            || matches!(before, Some(Token::Sign("(" | "[" | ".")))
            || out.is_empty()
            || (matches!(token, Token::Sign("(" | "[")) && own_word(before));
        if !tight {
            out.push(' ');
        }
        out.push_str(&said);
    }
    out
}

/// Words of the grammar, which name nothing.
const GRAMMAR: [&str; 7] = ["and", "or", "not", "in", "is", "if", "else"];

/// Whether a bracket belongs to the word before it.
fn own_word(before: Option<&Token>) -> bool {
    matches!(before, Some(Token::Word(word)) if !GRAMMAR.contains(&word.as_str()))
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Number(String),
    Sign(&'static str),
}

const SIGNS: &[&str] =
    &["==", "!=", "<=", ">=", "//", "**", "=", "<", ">", "+", "-", "*", "/", "%", "~", "|", "(", ")", "[", "]", "{", "}", ",", ".", ":"];

fn tokens(source: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = source.trim_start();
    while let Some(c) = rest.chars().next() {
        let length = if c.is_alphabetic() || c == '_' {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            tokens.push(Token::Word(rest[..end].to_owned()));
            end
        } else if c.is_ascii_digit() {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '_')).unwrap_or(rest.len());
            tokens.push(Token::Number(rest[..end].to_owned()));
            end
        } else if c == '\'' || c == '"' {
            let (text, end) = text(rest, c)?;
            tokens.push(Token::Text(text));
            end
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign))?;
            tokens.push(Token::Sign(sign));
            sign.len()
        };
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

/// A quoted text at the start of `source`, and how many bytes it takes.
fn text(source: &str, quote: char) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut chars = source.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == quote => return Some((text, at + 1)),
            '\\' => match chars.next()?.1 {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                other => text.push(other),
            },
            c => text.push(c),
        }
    }
    None
}

struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Sign(s)) if *s == sign);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Word(w)) if w == word);
        self.at += usize::from(found);
        found
    }

    fn either(&mut self) -> Option<Expr> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut expr = self.or()?;
        while self.word("if") {
            let test = self.or()?;
            let other = if self.word("else") { self.either()? } else { Expr::Text(String::new()) };
            expr = Expr::Either(expr.into(), test.into(), other.into());
        }
        self.depth -= 1;
        Some(expr)
    }

    fn or(&mut self) -> Option<Expr> {
        let mut list = vec![self.and()?];
        while self.word("or") {
            list.push(self.and()?);
        }
        Some(if list.len() == 1 { list.remove(0) } else { Expr::Or(list) })
    }

    fn and(&mut self) -> Option<Expr> {
        let mut list = vec![self.not()?];
        while self.word("and") {
            list.push(self.not()?);
        }
        Some(if list.len() == 1 { list.remove(0) } else { Expr::And(list) })
    }

    fn not(&mut self) -> Option<Expr> {
        let mut times = 0;
        while self.word("not") {
            times += 1;
        }
        let expr = self.compare()?;
        Some(if times % 2 == 1 { Expr::Not(expr.into()) } else { expr })
    }

    fn compare(&mut self) -> Option<Expr> {
        let left = self.sum()?;
        let signs = [("==", Op::Is), ("!=", Op::IsNot), ("<=", Op::AtMost), (">=", Op::AtLeast), ("<", Op::Below), (">", Op::Above)];
        let op = match signs.into_iter().find(|(sign, _)| self.sign(sign)) {
            Some((_, op)) => op,
            None if self.word("in") => Op::In,
            None if matches!(self.tokens.get(self.at + 1), Some(Token::Word(w)) if w == "in") && self.word("not") => {
                self.at += 1;
                Op::NotIn
            }
            None => return Some(left),
        };
        Some(Expr::Compare(op, left.into(), self.sum()?.into()))
    }

    fn sum(&mut self) -> Option<Expr> {
        let mut left = self.product()?;
        loop {
            let signs = [("+", Sign::Plus), ("-", Sign::Minus), ("~", Sign::Then)];
            let Some((_, sign)) = signs.into_iter().find(|(sign, _)| self.sign(sign)) else { return Some(left) };
            left = Expr::Math(sign, left.into(), self.product()?.into());
        }
    }

    fn product(&mut self) -> Option<Expr> {
        let mut left = self.item()?;
        loop {
            let signs = [("*", Some(Sign::Times)), ("//", None), ("/", Some(Sign::Over)), ("%", None), ("**", None)];
            let Some((_, sign)) = signs.into_iter().find(|(sign, _)| self.sign(sign)) else { return Some(left) };
            let right = self.item()?;
            left = match sign {
                Some(sign) => Expr::Math(sign, left.into(), right.into()),
                None => Expr::Other(vec![left, right]),
            };
        }
    }

    fn item(&mut self) -> Option<Expr> {
        let mut signs = 0;
        while self.sign("-") || self.sign("+") {
            signs += 1;
        }
        if signs > 0 {
            return Some(match self.atom()? {
                Expr::Number(number) if signs == 1 => Expr::Number(format!("-{number}")),
                other => Expr::Other(vec![other]),
            });
        }
        let mut expr = self.atom()?;
        loop {
            if self.sign(".") {
                let Some(Token::Word(name)) = self.tokens.get(self.at) else { return None };
                self.at += 1;
                expr = part(expr, name);
            } else if self.sign("[") {
                let inside = self.either()?;
                if !self.sign("]") {
                    return None;
                }
                expr = match inside {
                    Expr::Text(name) => part(expr, &name),
                    other => Expr::Other(vec![expr, other]),
                };
            } else if self.sign("|") {
                let Some(Token::Word(name)) = self.tokens.get(self.at) else { return None };
                self.at += 1;
                let args = if self.sign("(") { self.list(")")? } else { Vec::new() };
                expr = Expr::Filter(expr.into(), name.clone(), args);
            } else if self.word("is") {
                let negated = self.word("not");
                let Some(Token::Word(name)) = self.tokens.get(self.at) else { return None };
                self.at += 1;
                let args = if self.sign("(") { self.list(")")? } else { Vec::new() };
                let test = Expr::Test(expr.into(), name.clone(), args);
                expr = if negated { Expr::Not(test.into()) } else { test };
            } else {
                return Some(expr);
            }
        }
    }

    fn atom(&mut self) -> Option<Expr> {
        if self.sign("(") {
            let inside = self.either()?;
            return self.sign(")").then_some(inside);
        }
        if self.sign("[") {
            return self.list("]").map(Expr::List);
        }
        if self.sign("{") {
            let mut read = Vec::new();
            while !self.sign("}") {
                read.push(self.either()?);
                if !self.sign(":") && !self.sign(",") && !matches!(self.tokens.get(self.at), Some(Token::Sign("}"))) {
                    return None;
                }
            }
            return Some(Expr::Other(read));
        }
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        match token {
            Token::Text(text) => Some(Expr::Text(text.clone())),
            Token::Number(number) => Some(Expr::Number(number.clone())),
            Token::Word(word) => Some(match word.as_str() {
                "true" | "True" => Expr::Bool(true),
                "false" | "False" => Expr::Bool(false),
                grammar if GRAMMAR.contains(&grammar) => return None,
                _ => Expr::Name(vec![word.clone()]),
            }),
            Token::Sign(_) => None,
        }
    }

    fn list(&mut self, close: &'static str) -> Option<Vec<Expr>> {
        let mut list = Vec::new();
        while !self.sign(close) {
            let keyword = match (self.tokens.get(self.at), self.tokens.get(self.at + 1)) {
                (Some(Token::Word(name)), Some(Token::Sign("="))) => Some(name.clone()),
                _ => None,
            };
            self.at += if keyword.is_some() { 2 } else { 0 };
            let value = self.either()?;
            list.push(match keyword {
                Some(name) => Expr::Keyword(name, value.into()),
                None => value,
            });
            if !self.sign(",") && !matches!(self.tokens.get(self.at), Some(Token::Sign(s)) if *s == close) {
                return None;
            }
        }
        Some(list)
    }
}

fn part(of: Expr, name: &str) -> Expr {
    match of {
        Expr::Name(mut path) => {
            path.push(name.to_owned());
            Expr::Name(path)
        }
        other => Expr::Other(vec![other]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_procedures_write_is_read() {
        let name = |n: &str| Box::new(Expr::Name(n.split('.').map(str::to_owned).collect()));
        let text = |t: &str| Box::new(Expr::Text(t.into()));
        assert_eq!(Expr::read("not a"), Some(Expr::Not(name("a"))));
        assert_eq!(Expr::read("x.y == 'z'"), Some(Expr::Compare(Op::Is, name("x.y"), text("z"))));
        assert_eq!(Expr::read("'a' not in x"), Some(Expr::Compare(Op::NotIn, text("a"), name("x"))));
        assert_eq!(Expr::read("a is not defined"), Some(Expr::Not(Expr::Test(name("a"), "defined".into(), vec![]).into())));
        assert_eq!(
            Expr::read("l.ok | length > 0"),
            Some(Expr::Compare(Op::Above, Expr::Filter(name("l.ok"), "length".into(), vec![]).into(), Expr::Number("0".into()).into()))
        );
        assert!(matches!(Expr::read("a or b and not c"), Some(Expr::Or(list)) if list.len() == 2));
        assert!(matches!(Expr::read("([{'a': 'b'}] if x else []) + [1]"), Some(Expr::Math(Sign::Plus, ..))));
        assert_eq!(
            Expr::read("l | map(attribute='n')"),
            Some(Expr::Filter(name("l"), "map".into(), vec![Expr::Keyword("attribute".into(), text("n"))]))
        );
        assert_eq!(
            Expr::read("a - b * 2"),
            Some(Expr::Math(Sign::Minus, name("a"), Expr::Math(Sign::Times, name("b"), Expr::Number("2".into()).into()).into()))
        );
        for beyond in ["", "a b", "(a", "a ==", "'x", "a | ", &"(".repeat(100), "é = 1"] {
            assert_eq!(Expr::read(beyond), None, "{beyond}");
        }
    }
}
