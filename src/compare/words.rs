//! What changed in a text, word by word.

use similar::{ChangeTag, TextDiff};

/// Some words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of them.
    pub mark: Mark,
    /// The words, with the spaces after them.
    pub text: String,
}

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// They stand in both texts.
    Same,
    /// Only in the earlier one.
    Removed,
    /// Only in the later one.
    Added,
}

/// Two texts word by word; words that follow one another in the same way are one piece, and so are those with only spaces between them.
pub(super) fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut removed, mut added, mut blank) = (String::new(), String::new(), String::new());
    let settle = |pieces: &mut Vec<Piece>, removed: &mut String, added: &mut String| {
        for (mark, text) in [(Mark::Removed, std::mem::take(removed)), (Mark::Added, std::mem::take(added))] {
            if !text.is_empty() {
                pieces.push(Piece { mark, text });
            }
        }
    };
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        let text = change.value();
        let changing = !removed.is_empty() || !added.is_empty();
        match change.tag() {
            ChangeTag::Equal if changing && text.trim().is_empty() => blank.push_str(text),
            ChangeTag::Equal => {
                settle(&mut pieces, &mut removed, &mut added);
                let text = std::mem::take(&mut blank) + text;
                match pieces.last_mut() {
                    Some(last) if last.mark == Mark::Same => last.text.push_str(&text),
                    _ => pieces.push(Piece { mark: Mark::Same, text }),
                }
            }
            tag => {
                // Spaces between two words that changed belong to both.
                [&mut removed, &mut added].into_iter().filter(|text| !text.is_empty()).for_each(|text| text.push_str(&blank));
                blank.clear();
                if tag == ChangeTag::Delete { &mut removed } else { &mut added }.push_str(text);
            }
        }
    }
    settle(&mut pieces, &mut removed, &mut added);
    if !blank.is_empty() {
        pieces.push(Piece { mark: Mark::Same, text: blank });
    }
    pieces
}

/// How much two texts have in common: 0 nothing, 1 everything.
pub(super) fn likeness(old: &str, new: &str) -> f32 {
    TextDiff::from_words(old, new).ratio()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_changed_stand_together() {
        let said = |old, new| pieces(old, new).into_iter().map(|piece| (piece.mark, piece.text)).collect::<Vec<_>>();
        let piece = |mark, text: &str| (mark, text.to_owned());
        let (same, removed, added) = (Mark::Same, Mark::Removed, Mark::Added);
        assert_eq!(said("a b c d", "a x y d"), [piece(same, "a "), piece(removed, "b c"), piece(added, "x y"), piece(same, " d")]);
        assert_eq!(said("a b", "a"), [piece(same, "a"), piece(removed, " b")]);
        assert_eq!(said("", "neuf"), [piece(added, "neuf")]);
        assert_eq!(said("a b c", "a c"), [piece(same, "a "), piece(removed, "b "), piece(same, "c")]);
    }
}
