//! What files are: by their first bytes, which say what they really are, and by the ending of their name, which says what they are taken for.

use crate::msg;
use crate::words::Message;

/// A kind of files that a question may ask for: the words of `accept`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// PDF.
    Pdf,
    /// PNG, JPEG, TIFF, HEIF, …
    Image,
    /// What a word processor writes.
    Document,
    /// What a spreadsheet program writes.
    Spreadsheet,
    /// What is shown page by page.
    Presentation,
    /// A mail that was saved.
    Email,
    /// Plain text.
    Text,
    /// Several files in one.
    Archive,
    /// Sound.
    Audio,
    /// Moving pictures.
    Video,
}

use Family::*;

impl Family {
    const ALL: [(Family, &'static str); 10] = [
        (Pdf, "pdf"),
        (Image, "image"),
        (Document, "document"),
        (Spreadsheet, "spreadsheet"),
        (Presentation, "presentation"),
        (Email, "email"),
        (Text, "text"),
        (Archive, "archive"),
        (Audio, "audio"),
        (Video, "video"),
    ];

    /// What may be written.
    pub const WORDS: &'static [&'static str] =
        &["pdf", "image", "document", "spreadsheet", "presentation", "email", "text", "archive", "audio", "video"];

    /// Reads `pdf`.
    pub fn parse(word: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|(_, known)| *known == word).map(|(family, _)| family)
    }

    /// As it is written.
    pub fn word(self) -> &'static str {
        Family::ALL.into_iter().find(|(family, _)| *family == self).map_or("", |(_, word)| word)
    }

    /// In words: “a PDF”.
    pub fn said(self) -> Message {
        msg!("file-family", family = self.word())
    }
}

/// What the first bytes of files can say: the word that is kept of it, and the family.
const FORMS: &[(&str, Option<Family>)] = &[
    ("pdf", Some(Pdf)),
    ("png", Some(Image)),
    ("jpeg", Some(Image)),
    ("gif", Some(Image)),
    ("webp", Some(Image)),
    ("tiff", Some(Image)),
    ("heif", Some(Image)),
    ("bmp", Some(Image)),
    ("docx", Some(Document)),
    ("odt", Some(Document)),
    ("rtf", Some(Document)),
    ("xlsx", Some(Spreadsheet)),
    ("ods", Some(Spreadsheet)),
    ("pptx", Some(Presentation)),
    ("odp", Some(Presentation)),
    // Word, Excel, PowerPoint and Outlook before 2007: by its ending alone one is told from another.
    ("office", None),
    ("text", Some(Text)),
    ("zip", Some(Archive)),
    ("seven-zip", Some(Archive)),
    ("gzip", Some(Archive)),
    ("rar", Some(Archive)),
    ("audio", Some(Audio)),
    ("video", Some(Video)),
    ("program", None),
    ("empty", None),
];

/// The endings of names: what a file is taken for, and which forms it may really have.
const ENDINGS: &[(&[&str], Family, &[&str])] = &[
    (&["pdf"], Pdf, &["pdf"]),
    (&["png"], Image, &["png"]),
    (&["jpg", "jpeg"], Image, &["jpeg"]),
    (&["gif"], Image, &["gif"]),
    (&["webp"], Image, &["webp"]),
    (&["tif", "tiff"], Image, &["tiff"]),
    (&["heic", "heif"], Image, &["heif"]),
    (&["bmp"], Image, &["bmp"]),
    (&["svg"], Image, &["text"]),
    // Of a packed document the first bytes do not always say which one it is.
    (&["docx"], Document, &["docx", "zip"]),
    (&["odt"], Document, &["odt", "zip"]),
    (&["rtf"], Document, &["rtf"]),
    (&["doc"], Document, &["office", "rtf"]),
    (&["xlsx"], Spreadsheet, &["xlsx", "zip"]),
    (&["ods"], Spreadsheet, &["ods", "zip"]),
    (&["xls"], Spreadsheet, &["office"]),
    (&["csv"], Spreadsheet, &["text"]),
    (&["pptx"], Presentation, &["pptx", "zip"]),
    (&["odp"], Presentation, &["odp", "zip"]),
    (&["ppt"], Presentation, &["office"]),
    (&["eml"], Email, &["text"]),
    (&["msg"], Email, &["office"]),
    (&["txt", "md", "log", "json", "xml", "html", "htm", "ics", "vcf"], Text, &["text", "rtf"]),
    (&["zip"], Archive, &["zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"]),
    (&["7z"], Archive, &["seven-zip"]),
    (&["gz", "tgz"], Archive, &["gzip"]),
    (&["rar"], Archive, &["rar"]),
    (&["mp3", "wav", "ogg", "flac", "m4a"], Audio, &["audio", "video"]),
    (&["mp4", "mov", "avi", "mkv", "webm"], Video, &["video", "audio"]),
];

/// How far a PDF may begin behind the beginning of its file.
const PDF_WITHIN: usize = 1024;

/// What a file is by its first bytes, as a word; none where they say nothing.
pub fn form(head: &[u8]) -> Option<&'static str> {
    let within = &head[..head.len().min(PDF_WITHIN)];
    if head.is_empty() {
        return Some("empty");
    }
    if within.windows(5).any(|five| five == b"%PDF-") {
        return Some("pdf");
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some("office");
    }
    if head.starts_with(b"{\\rtf") {
        return Some("rtf");
    }
    // Some marks are no more than two letters, with which a text may begin as well.
    if is_text(head) {
        return Some("text");
    }
    if head.starts_with(b"MZ") || head.starts_with(b"\x7fELF") {
        return Some("program");
    }
    let found = infer::get(head)?;
    let word = match (found.matcher_type(), found.extension()) {
        (infer::MatcherType::Audio, _) => "audio",
        (infer::MatcherType::Video, _) => "video",
        (_, "jpg") => "jpeg",
        (_, "tif") => "tiff",
        (_, "heic" | "heif") => "heif",
        (_, "gz") => "gzip",
        (_, "7z") => "seven-zip",
        (_, ending) => ending,
    };
    FORMS.iter().find(|(form, _)| *form == word).map(|(form, _)| *form)
}

/// Whether nothing in it is a sign that no text has.
fn is_text(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || !head.iter().any(|byte| *byte < b' ' && !b"\t\n\r\x0c\x1b".contains(byte))
}

/// In words what a file of this form is: “a JPEG picture”.
pub fn said(form: Option<&str>) -> Message {
    msg!("file-form", form = form.unwrap_or("unknown"))
}

/// In words that one of these is taken: “a PDF or a picture”.
pub fn any_of(families: &[Family]) -> Message {
    families.iter().map(|family| family.said()).reduce(|a, b| msg!("file-or", a = a, b = b)).unwrap_or_else(|| said(None))
}

/// Whether this is the word of a form.
pub fn is_form(word: &str) -> bool {
    FORMS.iter().any(|(form, _)| *form == word)
}

fn ending(name: &str) -> Option<(&str, Family, &'static [&'static str])> {
    let (_, ending) = name.rsplit_once('.')?;
    let known = |known: &&(&[&str], Family, &'static [&'static str])| known.0.iter().any(|one| ending.eq_ignore_ascii_case(one));
    ENDINGS.iter().find(known).map(|(_, family, forms)| (ending, *family, *forms))
}

/// Why a file that is called so, and has this form, does not fit a question that takes these kinds of files; all kinds where none is named. A file of
/// which the form was never looked at is taken for what its name says.
pub fn misfit(name: &str, form: Option<&str>, was_seen: bool, accepted: &[Family]) -> Option<Message> {
    let ending = ending(name);
    if let (Some((ending, _, forms)), true) = (ending, was_seen) {
        // What is in a text no first bytes can say.
        let fits = form.map_or(forms.contains(&"text"), |form| forms.contains(&form));
        if !fits {
            return Some(msg!("answer-form-file-ending", name = name, form = said(form), ending = ending.to_lowercase()));
        }
    }
    let family = match ending {
        Some((_, family, _)) => Some(family),
        None => form.and_then(|form| FORMS.iter().find(|(known, _)| *known == form)?.1),
    };
    let unknown = family.is_none() && !was_seen;
    if accepted.is_empty() || unknown || family.is_some_and(|family| accepted.contains(&family)) {
        return None;
    }
    let wanted = any_of(accepted);
    let form = if was_seen { said(form) } else { family.map_or_else(|| said(None), Family::said) };
    Some(msg!("answer-form-file-accept", name = name, form = form, wanted = wanted))
}

const UNITS: [(&str, u64); 3] = [("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)];

/// Reads a size: `10 MB`, in bytes.
pub fn size(text: &str) -> Option<u64> {
    let (amount, unit) = text.trim().split_once(' ')?;
    let (_, bytes) = UNITS.into_iter().find(|(word, _)| *word == unit.trim())?;
    let amount: u64 = amount.parse().ok().filter(|amount| (1..=9_999).contains(amount))?;
    Some(amount * bytes)
}

/// A size in words: `10 MB`; rounded up where it is no whole number of anything.
pub fn size_said(bytes: u64) -> Message {
    let exact = UNITS.into_iter().find(|(_, unit)| bytes > 0 && bytes.is_multiple_of(*unit));
    let near = UNITS.into_iter().find(|(_, unit)| bytes >= 10 * unit);
    let (word, unit) = exact.or(near).unwrap_or(UNITS[2]);
    msg!("size", amount = bytes.div_ceil(unit).to_string(), unit = word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn the_words_are_those_of_the_families() {
        assert!(Family::ALL.iter().map(|(_, word)| *word).eq(Family::WORDS.iter().copied()));
        for (_, family, forms) in ENDINGS {
            assert!(Family::parse(family.word()) == Some(*family) && forms.iter().all(|form| is_form(form)), "{forms:?}");
        }
    }

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        for (head, is) in [
            (&b"%PDF-1.7\n"[..], Some("pdf")),
            (b"\xef\xbb\xbf\n%PDF-1.4", Some("pdf")),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some("png")),
            (b"\xff\xd8\xff\xe0\0\x10JFIF\0", Some("jpeg")),
            (b"PK\x03\x04\x14\0\0\0\x08\0", Some("zip")),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Some("office")),
            (b"{\\rtf1\\ansi", Some("rtf")),
            (b"MZ\x90\0\x03\0", Some("program")),
            (b"MZ est un texte", Some("text")),
            (b"BMW 2026 ; oui", Some("text")),
            ("De : Éloïse\r\nObjet : d’accord".as_bytes(), Some("text")),
            (b"\xc9loise, en Latin-1", Some("text")),
            (b"\xff\xfeO\0u\0i\0", Some("text")),
            (b"\x01\x02\x03\x04", None),
            (b"", Some("empty")),
        ] {
            assert_eq!(form(head), is, "{head:?}");
        }
    }

    #[test]
    fn what_does_not_fit_says_what_it_is() {
        let said = |name: &str, form: Option<&str>, accepted: &[Family]| misfit(name, form, true, accepted).map(|m| Lang::En.words().say(&m));
        assert_eq!(said("a.pdf", Some("pdf"), &[Pdf]), None);
        assert_eq!(said("a.JPG", Some("jpeg"), &[]), None);
        assert_eq!(said("a.docx", Some("zip"), &[Document]), None);
        assert_eq!(said("accord.eml", Some("text"), &[Email]), None);
        assert_eq!(said("sans_fin", Some("pdf"), &[Pdf]), None);
        assert_eq!(said("notes.txt", None, &[]), None, "an old encoding");
        assert_eq!(said("piece.xyz", None, &[]), None);
        assert_eq!(said("scan.pdf", Some("jpeg"), &[]).unwrap(), "“scan.pdf” is a JPEG picture, whatever its ending “.pdf” says");
        assert!(said("scan.pdf", None, &[]).unwrap().contains("something that this program does not know"));
        assert!(said("scan.pdf", Some("empty"), &[]).unwrap().contains("an empty file"));
        assert_eq!(said("photo.png", Some("png"), &[Pdf, Email]).unwrap(), "“photo.png” is a PNG picture; needed is a PDF or a saved mail");
        assert!(said("outil.exe", Some("program"), &[Pdf]).unwrap().contains("a program"));
        // What was kept before anybody looked into it is what its name says.
        assert_eq!(misfit("a.pdf", None, false, &[Pdf]), None);
        assert_eq!(misfit("a.pdf", None, false, &[]), None);
        assert!(misfit("a.png", None, false, &[Pdf]).is_some());
    }

    #[test]
    fn sizes_are_read_and_said() {
        for (text, bytes) in [("10 MB", Some(10 << 20)), ("1 GB", Some(1 << 30)), ("500 KB", Some(500 << 10))] {
            assert_eq!(size(text), bytes);
            assert_eq!(Lang::En.words().say(&size_said(bytes.unwrap())), text.replace(' ', "\u{a0}"));
        }
        for wrong in ["10", "10 Mo", "0 MB", "-1 MB", "10MB", "1.5 GB", "99999 GB"] {
            assert_eq!(size(wrong), None, "{wrong}");
        }
        assert_eq!(Lang::Fr.words().say(&size_said((25 << 20) + 1)), "26\u{a0}Mo");
        assert_eq!(Lang::Fr.words().say(&size_said(3)), "1\u{a0}Ko");
    }
}
