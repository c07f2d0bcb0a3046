//! How wide words are, and how they break into lines.
//!
//! Measured in the typeface that pictures are painted in. A browser that lacks it takes Arial or Helvetica, of the same width but for a few
//! hundredths, which [`SLACK`] allows for.

use std::sync::LazyLock;
use ttf_parser::Face;

/// The typeface of pictures, and what stands in where it is missing.
pub const FAMILIES: &str = "Atkinson Hyperlegible Next, Arial, Helvetica, Liberation Sans, sans-serif";

/// What measures and paints, in the order in which a glyph is looked for: regular, bold, and one with signs and other scripts.
pub const FILES: [&[u8]; 3] = [
    include_bytes!("../print/pdf/fonts/text-regular.ttf"),
    include_bytes!("../print/pdf/fonts/text-bold.ttf"),
    include_bytes!("../print/pdf/fonts/signs-regular.ttf"),
];

/// By how much wider than measured words may come out elsewhere.
const SLACK: f64 = 1.045;

static FACES: LazyLock<Vec<Face<'static>>> = LazyLock::new(|| FILES.iter().filter_map(|file| Face::parse(file, 0).ok()).collect());

/// How wide a sign is, where the letters are so high.
fn advance(c: char, size: f64, bold: bool) -> f64 {
    if is_silent(c) {
        return 0.0;
    }
    let (regular, strong, signs) = (FACES.first(), FACES.get(1), FACES.get(2));
    let order = if bold { [strong, regular, signs] } else { [regular, strong, signs] };
    let found = order.into_iter().flatten().find_map(|face| {
        let wide = face.glyph_hor_advance(face.glyph_index(c)?)?;
        Some(f64::from(wide) / f64::from(face.units_per_em()))
    });
    // What no face has is as wide as it is high: ideographs, pictures.
    found.unwrap_or(1.0) * size * SLACK
}

/// Signs that take no room: marks on letters, joiners, choosers of a form.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// How wide words are.
pub fn width(words: &str, size: f64, bold: bool) -> f64 {
    words.chars().map(|c| advance(c, size, bold)).sum()
}

/// The signs in a text for which no face has a glyph, each once.
pub fn missing(text: &str) -> Vec<char> {
    let mut found: Vec<char> = Vec::new();
    for c in text.chars().filter(|c| !is_silent(*c) && !c.is_whitespace() && !c.is_control()) {
        if !found.contains(&c) && !FACES.iter().any(|face| face.glyph_index(c).is_some()) {
            found.push(c);
        }
    }
    found
}

/// Words without what a picture cannot hold or what would turn the words around them about.
pub fn clean(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() || c == '\u{2028}' || c == '\u{2029}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Breaks words into at most so many lines no wider than that. Lines are of about one width, so that no word stands alone below a full line;
/// what has no room ends in `…`.
pub fn wrap(words: &str, size: f64, bold: bool, room: f64, most: usize) -> Vec<String> {
    let words = clean(words);
    let lines = broken(&words, size, bold, room);
    if lines.len() > most {
        let mut kept: Vec<String> = lines.into_iter().take(most).collect();
        if let Some(last) = kept.last_mut() {
            while !last.is_empty() && width(&format!("{last}…"), size, bold) > room {
                last.pop();
            }
            *last = format!("{}…", last.trim_end());
        }
        return kept;
    }
    // The narrowest room that takes no line more.
    let longest = words.split(' ').map(|word| width(word, size, bold)).fold(room / 2.5, f64::max);
    let (mut low, mut high) = (longest.min(room), room);
    for _ in 0..7 {
        let middle = f64::midpoint(low, high);
        if broken(&words, size, bold, middle).len() > lines.len() { low = middle } else { high = middle }
    }
    broken(&words, size, bold, high)
}

fn broken(words: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut wide = 0.0;
    let space = advance(' ', size, bold);
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let size_of = width(word, size, bold);
        if wide > 0.0 && wide + space + size_of > room {
            lines.push(std::mem::take(&mut line));
            wide = 0.0;
        }
        if wide > 0.0 {
            line.push(' ');
            wide += space;
        }
        if size_of <= room {
            line.push_str(word);
            wide += size_of;
            continue;
        }
        // A word wider than a line breaks wherever the line is full.
        for c in word.chars() {
            let one = advance(c, size, bold);
            if wide > 0.0 && wide + one > room {
                lines.push(std::mem::take(&mut line));
                wide = 0.0;
            }
            line.push(c);
            wide += one;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}
