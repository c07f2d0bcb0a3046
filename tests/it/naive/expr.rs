//! The few expressions that generated procedures use, evaluated without any template engine.
//!
//! `or` < `and` < `not` < comparison, `in`, `is` < `| length` < `.field`. Undefined is an error everywhere but before `is`.

use serde_json::Value;

/// What a name means where the expression stands.
pub type Look<'a> = dyn Fn(&str) -> Option<Value> + 'a;

enum Expr {
    Literal(Value),
    Name(String),
    Field(Box<Expr>, String),
    Length(Box<Expr>),
    Not(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Compare(Box<Expr>, String, Box<Expr>),
    Defined(Box<Expr>),
}

/// The value of an expression, `None` where it is undefined.
pub fn value(text: &str, look: &Look) -> Result<Option<Value>, String> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens, at: 0 };
    let expr = parser.or()?;
    if parser.at < parser.tokens.len() {
        return Err(format!("`{text}`: too much from token {}", parser.at));
    }
    eval(&expr, look)
}

/// Whether a condition holds.
pub fn holds(text: &str, look: &Look) -> Result<bool, String> {
    value(text, look)?.map(|v| truth(&v)).ok_or_else(|| format!("`{text}` is undefined"))
}

fn truth(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(b) => *b,
        Value::Number(n) => n.as_f64() != Some(0.0),
        Value::String(s) => !s.is_empty(),
        Value::Array(a) => !a.is_empty(),
        Value::Object(o) => !o.is_empty(),
    }
}

fn tokens(text: &str) -> Result<Vec<String>, String> {
    let chars: Vec<char> = text.chars().collect();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let from = i;
        let c = chars[i];
        if c.is_whitespace() {
            i += 1;
            continue;
        } else if word(c) {
            while i < chars.len() && word(chars[i]) {
                i += 1;
            }
        } else if c == '\'' || c == '"' {
            i += 1;
            while i < chars.len() && chars[i] != c {
                i += 1;
            }
            if i == chars.len() {
                return Err(format!("`{text}`: open quote"));
            }
            out.push(format!("'{}", chars[from + 1..i].iter().collect::<String>()));
            i += 1;
            continue;
        } else if chars.get(i + 1) == Some(&'=') && "=!<>".contains(c) {
            i += 2;
        } else if "<>().|".contains(c) {
            i += 1;
        } else {
            return Err(format!("`{text}`: unexpected `{c}`"));
        }
        out.push(chars[from..i].iter().collect());
    }
    Ok(out)
}

struct Parser {
    tokens: Vec<String>,
    at: usize,
}

impl Parser {
    fn take(&mut self, word: &str) -> bool {
        let hit = self.tokens.get(self.at).is_some_and(|t| t == word);
        self.at += usize::from(hit);
        hit
    }

    fn word(&mut self) -> Result<String, String> {
        self.at += 1;
        self.tokens.get(self.at - 1).cloned().ok_or("expression ends early".into())
    }

    fn or(&mut self) -> Result<Expr, String> {
        let mut left = self.and()?;
        while self.take("or") {
            left = Expr::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Expr, String> {
        let mut left = self.not()?;
        while self.take("and") {
            left = Expr::And(Box::new(left), Box::new(self.not()?));
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Expr, String> {
        if self.take("not") {
            return Ok(Expr::Not(Box::new(self.not()?)));
        }
        let left = self.atom()?;
        if self.take("is") {
            let not = self.take("not");
            if !self.take("defined") {
                return Err("only `is defined`".into());
            }
            let test = Expr::Defined(Box::new(left));
            return Ok(if not { Expr::Not(Box::new(test)) } else { test });
        }
        for sign in ["==", "!=", "<=", ">=", "<", ">", "in"] {
            if self.take(sign) {
                let right = self.atom()?;
                return Ok(Expr::Compare(Box::new(left), sign.into(), Box::new(right)));
            }
        }
        Ok(left)
    }

    fn atom(&mut self) -> Result<Expr, String> {
        let word = self.word()?;
        let mut expr = if word == "(" {
            let inner = self.or()?;
            if !self.take(")") {
                return Err("`)` is missing".into());
            }
            inner
        } else if let Some(text) = word.strip_prefix('\'') {
            Expr::Literal(text.into())
        } else if let Ok(n) = word.parse::<i64>() {
            Expr::Literal(n.into())
        } else if word == "true" || word == "false" {
            Expr::Literal((word == "true").into())
        } else {
            Expr::Name(word)
        };
        loop {
            if self.take(".") {
                expr = Expr::Field(Box::new(expr), self.word()?);
            } else if self.take("|") {
                if !self.take("length") {
                    return Err("only `| length`".into());
                }
                expr = Expr::Length(Box::new(expr));
            } else {
                return Ok(expr);
            }
        }
    }
}

fn eval(expr: &Expr, look: &Look) -> Result<Option<Value>, String> {
    let known = |e: &Expr| eval(e, look)?.ok_or_else(|| "an undefined name".to_string());
    let test = |e: &Expr| Ok::<bool, String>(truth(&known(e)?));
    Ok(Some(match expr {
        Expr::Literal(v) => v.clone(),
        Expr::Name(name) => return Ok(look(name)),
        Expr::Field(of, name) => return Ok(known(of)?.get(name).cloned()),
        Expr::Defined(of) => eval(of, look)?.is_some().into(),
        Expr::Not(of) => (!test(of)?).into(),
        Expr::And(a, b) => (test(a)? && test(b)?).into(),
        Expr::Or(a, b) => (test(a)? || test(b)?).into(),
        Expr::Length(of) => match known(of)? {
            Value::Array(a) => a.len().into(),
            other => return Err(format!("no length: {other}")),
        },
        Expr::Compare(a, sign, b) => compare(&known(a)?, sign, &known(b)?)?.into(),
    }))
}

fn compare(a: &Value, sign: &str, b: &Value) -> Result<bool, String> {
    Ok(match sign {
        "==" => a == b,
        "!=" => a != b,
        "in" => match b {
            Value::Array(list) => list.contains(a),
            _ => return Err(format!("not a list: {b}")),
        },
        _ => {
            let number = |v: &Value| v.as_f64().ok_or_else(|| format!("not a number: {v}"));
            let (a, b) = (number(a)?, number(b)?);
            match sign {
                "<" => a < b,
                ">" => a > b,
                "<=" => a <= b,
                _ => a >= b,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::holds;
    use serde_json::json;

    #[test]
    fn the_expressions_of_the_generator() {
        let all = json!({"f": true, "n": 4, "x": "a", "many": ["a", "b"], "p": {"vip": false}, "e": {"success": [1, 2]}});
        let look = |name: &str| all.get(name).cloned();
        for (text, expected) in [
            ("f", Some(true)),
            ("not f", Some(false)),
            ("x == 'a' and n > 3", Some(true)),
            ("not x == 'a' or n == 3", Some(false)),
            ("'b' in many", Some(true)),
            ("p.vip or not p.vip", Some(true)),
            ("e.success | length >= 2", Some(true)),
            ("e.success | length > 2", Some(false)),
            ("z is defined and z", Some(false)),
            ("z is not defined", Some(true)),
            ("p.none is defined", Some(false)),
            ("z", None),
            ("not z", None),
        ] {
            assert_eq!(holds(text, &look).ok(), expected, "{text}");
        }
    }
}
