//! The text of a CSV file, whatever program wrote it.

/// What windows-1252 has where Latin-1 has controls; bytes that stand for nothing are `None`.
const HIGH: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    Some('ƒ'),
    Some('„'),
    Some('…'),
    Some('†'),
    Some('‡'),
    Some('ˆ'),
    Some('‰'),
    Some('Š'),
    Some('‹'),
    Some('Œ'),
    None,
    Some('Ž'),
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    Some('˜'),
    Some('™'),
    Some('š'),
    Some('›'),
    Some('œ'),
    None,
    Some('ž'),
    Some('Ÿ'),
];

/// UTF-8 with or without its mark, UTF-16 with its mark, else windows-1252, which has all letters of Latin-1; `None` where it is no text.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok()?.to_owned(),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes)?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| windows(*byte)).collect::<Option<String>>()?,
        },
    };
    (!text.contains('\0')).then_some(text)
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().ok()
}

fn windows(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => Some(char::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn every_usual_encoding_is_told_by_its_bytes() {
        let said = Some("é;œuf €".to_owned());
        assert_eq!(text("é;œuf €".as_bytes()), said);
        assert_eq!(text("\u{feff}é;œuf €".as_bytes()), said);
        assert_eq!(text(b"\xe9;\x9cuf \x80"), said);
        let wide: Vec<u16> = "é;œuf €".encode_utf16().collect();
        assert_eq!(text(&[vec![0xff, 0xfe], wide.iter().flat_map(|u| u.to_le_bytes()).collect()].concat()), said);
        assert_eq!(text(&[vec![0xfe, 0xff], wide.iter().flat_map(|u| u.to_be_bytes()).collect()].concat()), said);
        for no_text in [&b"a\0b"[..], b"\x81\xe9", b"\xff\xfea", b"\xef\xbb\xbf\xe9"] {
            assert_eq!(text(no_text), None, "{no_text:?}");
        }
    }
}
