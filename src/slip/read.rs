//! The words of a slip, and where each stands.

use super::Fault;
use crate::msg;
use std::ops::Range;

/// The longest slip, in bytes, and the most words of one jotting: nobody types more in one go, and reading them must come to an end.
const MAX_SLIP: usize = 1 << 20;
/// See [`MAX_SLIP`].
const MAX_WORDS: usize = 200;

/// What marks a text that holds spaces: what opens it, and what closes it.
const QUOTES: [(char, char); 3] = [('"', '"'), ('«', '»'), ('“', '”')];

/// All that was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    /// What it says, step by step.
    pub jottings: Vec<Jotting>,
    /// What cannot be read.
    pub faults: Vec<Fault>,
}

/// What is said of one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Jotting {
    /// Where it stands.
    pub at: Range<usize>,
    /// Its words; never empty.
    pub words: Vec<Word>,
}

/// One word.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Where it stands, its marks included.
    pub at: Range<usize>,
    /// The question that it is said to answer: `tel=…`.
    pub key: Option<String>,
    /// What it says.
    pub text: String,
    /// How it is written.
    pub kind: Kind,
}

/// How a word is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// As it is.
    Bare,
    /// Between quotation marks: text, whatever it looks like.
    Quoted,
    /// Between round brackets: a line of a list, its cells parted by commas.
    Row(Vec<Word>),
}

impl Word {
    /// Whether it stands there as it is.
    pub fn is_bare(&self) -> bool {
        self.kind == Kind::Bare
    }
}

impl Slip {
    /// Reads what was typed.
    pub fn read(text: &str) -> Slip {
        let mut reader = Reader { text, at: 0, faults: Vec::new() };
        let mut jottings = Vec::new();
        if text.len() > MAX_SLIP {
            reader.faults.push(Fault::new(&(0..0), msg!("slip-long", limit = MAX_SLIP)));
            return Slip { jottings, faults: reader.faults };
        }
        while reader.at < text.len() {
            let words = reader.words();
            if words.len() > MAX_WORDS {
                reader.faults.push(Fault::new(&words[MAX_WORDS].at, msg!("slip-words", limit = MAX_WORDS)));
            } else if let (Some(first), Some(last)) = (words.first(), words.last()) {
                jottings.push(Jotting { at: first.at.start..last.at.end, words });
            }
        }
        Slip { jottings, faults: reader.faults }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    faults: Vec<Fault>,
}

/// Whether a jotting ends here.
fn ends(c: char) -> bool {
    matches!(c, ';' | '\n' | '\r')
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|c| c.is_whitespace() && !ends(c)) {
            self.next();
        }
    }

    /// The words up to the end of a jotting, and over it.
    fn words(&mut self) -> Vec<Word> {
        let mut words = Vec::new();
        loop {
            self.blanks();
            match self.peek() {
                None => return words,
                Some(c) if ends(c) => {
                    self.next();
                    return words;
                }
                Some('(') => words.extend(self.row()),
                Some(_) => words.extend(self.word(&|c| c.is_whitespace())),
            }
        }
    }

    /// A word, which ends where this holds.
    fn word(&mut self, over: &dyn Fn(char) -> bool) -> Option<Word> {
        let start = self.at;
        if let Some(text) = self.quoted() {
            return Some(Word { at: start..self.at, key: None, text, kind: Kind::Quoted });
        }
        while let Some(c) = self.peek().filter(|c| !over(*c) && !ends(*c)) {
            if c == '[' {
                self.bracket();
                continue;
            }
            self.next();
            let key = &self.text[start..self.at - c.len_utf8()];
            if c == '=' && is_name(key) {
                let value = self.at;
                let (text, kind) = match self.quoted() {
                    Some(text) => (text, Kind::Quoted),
                    None => {
                        while self.peek().is_some_and(|c| !over(c) && !ends(c)) {
                            self.next();
                        }
                        (self.text[value..self.at].to_owned(), Kind::Bare)
                    }
                };
                return Some(Word { at: start..self.at, key: Some(key.to_owned()), text, kind });
            }
        }
        let text = self.text[start..self.at].trim_end().to_owned();
        (!text.is_empty()).then(|| Word { at: start..start + text.len(), key: None, text, kind: Kind::Bare })
    }

    /// `[Claire Martin]`: the name of an item may hold spaces.
    fn bracket(&mut self) {
        let rest = &self.text[self.at..];
        let line = rest.split(['\n', '\r']).next().unwrap_or(rest);
        match line.find(']') {
            Some(end) => self.at += end + 1,
            None => {
                self.faults.push(Fault::new(&(self.at..self.at + 1), msg!("slip-bracket")));
                self.next();
            }
        }
    }

    /// A text between quotation marks, without them.
    fn quoted(&mut self) -> Option<String> {
        let start = self.at;
        let (open, close) = QUOTES.into_iter().find(|(open, _)| self.peek() == Some(*open))?;
        let inside = start + open.len_utf8();
        let Some(length) = self.text[inside..].find(close) else {
            self.faults.push(Fault::new(&(start..inside), msg!("slip-quote")));
            self.at = self.text.len();
            return Some(self.text[inside..].trim().to_owned());
        };
        self.at = inside + length + close.len_utf8();
        Some(self.text[inside..inside + length].trim().to_owned())
    }

    /// `(Ana Belkacem, ana@example.org)`: a line of a list.
    fn row(&mut self) -> Option<Word> {
        let start = self.at;
        self.next();
        let mut cells = Vec::new();
        loop {
            self.blanks();
            let at = self.at;
            let cell = self.word(&|c| matches!(c, ',' | ')'));
            cells.push(cell.unwrap_or(Word { at: at..at, key: None, text: String::new(), kind: Kind::Bare }));
            self.blanks();
            match self.peek() {
                Some(',') => {
                    self.next();
                }
                Some(')') => {
                    self.next();
                    let text = self.text[start..self.at].to_owned();
                    return Some(Word { at: start..self.at, key: None, text, kind: Kind::Row(cells) });
                }
                _ => {
                    self.faults.push(Fault::new(&(start..start + 1), msg!("slip-row")));
                    return None;
                }
            }
        }
    }
}

/// Whether this may be what a question is called: `tel`, `personne.name`.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Vec<String>> {
        let slip = Slip::read(text);
        assert_eq!(slip.faults, vec![], "{text}");
        for word in slip.jottings.iter().flat_map(|jotting| &jotting.words) {
            assert!(text.get(word.at.clone()).is_some_and(|there| there.contains(&word.text)), "{word:?}");
        }
        slip.jottings.iter().map(|jotting| jotting.words.iter().map(|word| word.text.clone()).collect()).collect()
    }

    #[test]
    fn words_are_parted_by_blanks_and_jottings_by_semicolons_and_lines() {
        assert_eq!(words("4 oui 12/03 MD; 5;\n7 0612345678\r\n"), [vec!["4", "oui", "12/03", "MD"], vec!["5"], vec!["7", "0612345678"]]);
        assert_eq!(words(" ;; \n"), Vec::<Vec<String>>::new());
    }

    #[test]
    fn quotes_and_brackets_hold_what_would_part() {
        assert_eq!(words("3 \"rue ; du « Lac »\" « à\u{a0}l’ouest »"), [["3", "rue ; du « Lac »", "à\u{a0}l’ouest"]]);
        assert_eq!(words("17.4[Claire Martin] oui"), [["17.4[Claire Martin]", "oui"]]);
        let slip = Slip::read("2 (Ana B., \"x, y\", ) note=\"deux mots\" tel=06");
        let [jotting] = slip.jottings.as_slice() else { panic!("{slip:?}") };
        let Kind::Row(cells) = &jotting.words[1].kind else { panic!("{jotting:?}") };
        assert_eq!(cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["Ana B.", "x, y", ""]);
        assert_eq!((jotting.words[2].key.as_deref(), jotting.words[2].text.as_str()), (Some("note"), "deux mots"));
        assert_eq!((jotting.words[3].key.as_deref(), jotting.words[3].text.as_str()), (Some("tel"), "06"));
    }

    #[test]
    fn what_nothing_closes_is_said_at_its_place() {
        for (text, at, id) in [("3 \"rue", 2, "slip-quote"), ("3[Ana oui", 1, "slip-bracket"), ("3 (a, b; 4", 2, "slip-row")] {
            let slip = Slip::read(text);
            assert_eq!(slip.faults.iter().map(|f| (f.at.start, f.message.id)).collect::<Vec<_>>(), [(at, id)], "{text}");
        }
        assert!(!Slip::read(&"4 ".repeat(300)).faults.is_empty());
    }
}
