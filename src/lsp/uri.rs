//! Files as editors name them, and as the system does.

use std::path::{Path, PathBuf};

/// The path of a `file:` address.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // An authority would be another machine.
    let path = if rest.starts_with('/') { rest } else { rest.strip_prefix("localhost").filter(|r| r.starts_with('/'))? };
    let path = decoded(path.split(['?', '#']).next()?)?;
    // `/c:/…` is `c:/…` on Windows.
    let bytes = path.as_bytes();
    let drive = bytes.len() > 2 && bytes[1].is_ascii_alphabetic() && bytes[2] == b':';
    Some(PathBuf::from(if drive { &path[1..] } else { &path }))
}

fn decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut made = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'%' {
            let digits = text.get(i + 1..i + 3)?;
            made.push(u8::from_str_radix(digits, 16).ok()?);
            i += 3;
        } else {
            made.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8(made).ok()
}

/// The address of a file.
pub(super) fn of(path: &Path) -> String {
    let text = path.display().to_string().replace('\\', "/");
    let mut uri = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_blanks_go_both_ways() {
        let file = Path::new("/données/été 2026/salle.yaml");
        assert_eq!(of(file), "file:///donn%C3%A9es/%C3%A9t%C3%A9%202026/salle.yaml");
        assert_eq!(path(&of(file)).unwrap(), file);
        assert_eq!(path("file:///c%3A/x/y.yaml").unwrap(), Path::new("c:/x/y.yaml"));
        assert_eq!((path("untitled:Untitled-1"), path("file:///a%zz")), (None, None));
    }
}
