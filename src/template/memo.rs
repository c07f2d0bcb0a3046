//! What is known of texts that were read already.
//!
//! One check reads the same text for its variables, its conditions and its kinds; a program that runs on, as an editor's does, reads nearly
//! the same texts again after each keystroke. Reading depends on the text alone, so what came of it is kept, as far as there is room.

use super::{Fault, Type};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::thread::LocalKey;

/// How many bytes of texts are kept of each kind before those that were not asked for lately go.
const ROOM: usize = 256 << 10;

/// What came of reading texts. What is asked for stays; when the room is used up, what was not asked for since the last time goes.
pub(super) struct Memo<T> {
    young: HashMap<Box<str>, T>,
    old: HashMap<Box<str>, T>,
    room: usize,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Memo { young: HashMap::new(), old: HashMap::new(), room: ROOM }
    }
}

impl<T: Clone> Memo<T> {
    pub(super) fn get(&mut self, source: &str) -> Option<T> {
        if let Some(known) = self.young.get(source) {
            return Some(known.clone());
        }
        let (key, known) = self.old.remove_entry(source)?;
        self.keep(key, known.clone());
        Some(known)
    }

    pub(super) fn put(&mut self, source: &str, known: T) {
        self.keep(source.into(), known);
    }

    fn keep(&mut self, source: Box<str>, known: T) {
        if self.room < source.len() {
            self.old = std::mem::take(&mut self.young);
            self.room = ROOM;
        }
        self.room = self.room.saturating_sub(source.len());
        self.young.insert(source, known);
    }
}

/// What came of reading a text, or why it cannot be read.
pub(super) type Reading<T> = Result<Rc<T>, Fault>;

/// Reads a text, unless that was done.
pub(super) fn once<T: 'static>(
    memo: &'static LocalKey<RefCell<Memo<Reading<T>>>>,
    source: &str,
    read: impl FnOnce(&str) -> Result<T, Fault>,
) -> Reading<T> {
    if let Some(known) = memo.with_borrow_mut(|memo| memo.get(source)) {
        return known;
    }
    let reading = read(source).map(Rc::new);
    memo.with_borrow_mut(|memo| memo.put(source, reading.clone()));
    reading
}

/// What came of looking at a text whose names have kinds: it holds as long as these have the same ones.
pub(super) struct Typed<T> {
    asked: Rc<[(String, Option<Type>)]>,
    answer: Rc<T>,
}

impl<T> Clone for Typed<T> {
    fn clone(&self) -> Self {
        Typed { asked: self.asked.clone(), answer: self.answer.clone() }
    }
}

/// Looks at a text, unless that was done and every name that mattered is what it was.
pub(super) fn while_same<T: 'static>(
    memo: &'static LocalKey<RefCell<Memo<Typed<T>>>>,
    source: &str,
    names: &dyn Fn(&str) -> Option<Type>,
    look: impl FnOnce(&dyn Fn(&str) -> Option<Type>) -> T,
) -> Rc<T> {
    if let Some(known) = memo.with_borrow_mut(|memo| memo.get(source))
        && known.asked.iter().all(|(name, of)| names(name) == *of)
    {
        return known.answer;
    }
    let asked = RefCell::new(Vec::new());
    let answer = Rc::new(look(&|name| {
        let of = names(name);
        asked.borrow_mut().push((name.to_owned(), of.clone()));
        of
    }));
    let typed = Typed { asked: asked.into_inner().into(), answer: answer.clone() };
    memo.with_borrow_mut(|memo| memo.put(source, typed));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_the_rest_makes_room() {
        let mut memo = Memo::default();
        let long = |i: usize| format!("{i}{}", "x".repeat(ROOM / 4));
        memo.put("a", 0);
        for i in 0..40 {
            memo.put(&long(i), i);
            assert_eq!(memo.get("a"), Some(0));
        }
        assert_eq!((memo.get(&long(39)), memo.get(&long(0))), (Some(39), None));
        assert!(memo.young.len() + memo.old.len() < 12);
    }

    #[test]
    fn kinds_that_change_are_looked_at_again() {
        thread_local!(static MEMO: RefCell<Memo<Typed<bool>>> = RefCell::default());
        let text = |of: Type| move |_: &str| Some(of.clone());
        let is_text = |names: &dyn Fn(&str) -> Option<Type>| *while_same(&MEMO, "a", names, |names| names("a") == Some(Type::Text));
        assert!(is_text(&text(Type::Text)));
        assert!(!is_text(&text(Type::Number)));
        assert!(is_text(&text(Type::Text)));
    }
}
