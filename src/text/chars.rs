//! Bytes to characters, and the characters that no text needs.

use crate::finding::{Finding, Place, codes};
use crate::msg;

/// How many forbidden characters are pointed at in one file: a file full of them is the wrong file.
const MAX_SHOWN: usize = 20;

/// Characters that cannot be seen or make a text read otherwise than it is written: controls, changes of direction, invisible letters,
/// other ends of line, and code points that are no characters.
///
/// Joiners (U+200C, U+200D) are left: scripts and pictures are made with them.
pub fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// As people name a character: `U+202E`.
pub fn named(c: char) -> String {
    format!("U+{:04X}", c as u32)
}

/// The text of a file, or where it stops being UTF-8. A file of two bytes per letter is told by the zeros between them.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, Finding> {
    let encoding =
        |at: std::ops::Range<usize>, message| Err(Finding::new(codes::YAML_ENCODING, Place::bytes(at), message).help(msg!("yaml-encoding.help")));
    let wide = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [0, second, 0, ..] => *second != 0,
        [first, 0, _, 0, ..] => *first != 0,
        _ => false,
    };
    if wide {
        return encoding(0..bytes.len().min(2), msg!("yaml-encoding-wide"));
    }
    match std::str::from_utf8(bytes) {
        Ok(source) => Ok(source),
        Err(error) => {
            let at = error.valid_up_to();
            let line = 1 + bytes[..at].iter().filter(|b| **b == b'\n').count();
            if error.error_len().is_none() {
                return encoding(at..at, msg!("yaml-encoding-cut", line = line));
            }
            encoding(at..at + 1, msg!("yaml-encoding", byte = format!("{:02X}", bytes[at]), line = line))
        }
    }
}

/// A finding for each character that may not stand in a file. A carriage return only stands before a line feed.
pub(super) fn forbidden_in(source: &str) -> Vec<Finding> {
    let alone = |at: usize| !source[at + 1..].starts_with('\n');
    // Nearly all of a file is plain ASCII: what is not is gone to byte by byte, and only there are characters looked at.
    let plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    let mut from = 0;
    let odd = std::iter::from_fn(|| {
        from += source.as_bytes()[from..].iter().position(|byte| !plain(byte))?;
        let found = (from, source[from..].chars().next()?);
        from += found.1.len_utf8();
        Some(found)
    });
    let odd = odd.filter(|(at, c)| is_forbidden(*c) || (*c == '\r' && alone(*at)));
    let finding = |(at, c): (usize, char)| {
        let message = if c == '\r' { msg!("yaml-char-return") } else { msg!("yaml-char", char = named(c)) };
        let finding = Finding::new(codes::YAML_CHAR, Place::bytes(at..at + c.len_utf8()), message);
        if c == '\r' { finding.help(msg!("yaml-char-return.help")) } else { finding }
    };
    odd.take(MAX_SHOWN).map(finding).collect()
}
