//! typst, in the process: it sees one template, one file of data and the pictures, and nothing else of the world.

use super::Promise;
use super::page::picture_name;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Why nothing could be printed.
#[derive(Debug, Clone)]
pub struct Fault {
    /// What the typesetter says, for those who maintain the template.
    pub detail: String,
}

/// The template; the first is where it begins.
const TEMPLATE: &[(&str, &str)] = &[
    ("checklist.typ", include_str!("template/checklist.typ")),
    ("appendix.typ", include_str!("template/appendix.typ")),
    ("form.typ", include_str!("template/form.typ")),
    ("look.typ", include_str!("template/look.typ")),
    ("step.typ", include_str!("template/step.typ")),
    ("words.typ", include_str!("template/words.typ")),
];
const DATA: &str = "page.json";

/// What does not change from one printing to the next, made when something is first printed.
struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    sources: HashMap<FileId, Source>,
}

static SHOP: LazyLock<Shop> = LazyLock::new(|| {
    let faces: [&'static [u8]; 5] = [
        include_bytes!("fonts/text-regular.ttf"),
        include_bytes!("fonts/text-bold.ttf"),
        include_bytes!("fonts/text-italic.ttf"),
        include_bytes!("fonts/code-regular.ttf"),
        include_bytes!("fonts/signs-regular.ttf"),
    ];
    let fonts: Vec<Font> = faces.into_iter().flat_map(|face| Font::iter(Bytes::new(face))).collect();
    let sources = TEMPLATE.iter().map(|(name, text)| (id(name), Source::new(id(name), (*text).to_owned()))).collect();
    Shop { library: LazyHash::new(Library::default()), book: LazyHash::new(FontBook::from_fonts(&fonts)), main: id(TEMPLATE[0].0), fonts, sources }
});

/// One file of the little world that the template sees; their names are ours, and plain.
fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).unwrap_or_else(|error| unreachable!("{name}: {error:?}"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Whether a typeface of ours has this character.
pub fn knows(character: char) -> bool {
    SHOP.fonts.iter().any(|font| font.info().coverage.contains(u32::from(character)))
}

/// All that typst sees of the world.
struct Sight {
    shop: &'static Shop,
    files: HashMap<FileId, Bytes>,
}

impl World for Sight {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shop.book
    }

    fn main(&self) -> FileId {
        self.shop.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shop.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shop.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets a page, and gives the PDF with what it promises.
///
/// # Errors
/// The template, or what a PDF can hold, was not made for this.
pub fn set(page: &Value, pictures: Vec<String>) -> Result<(Vec<u8>, Promise), Fault> {
    let (document, _) = lay_out(page, pictures)?;
    let written = [
        (Promise::Archive, &[PdfStandard::A_2a, PdfStandard::Ua_1][..]),
        (Promise::Accessible, &[PdfStandard::Ua_1][..]),
        (Promise::Tagged, &[][..]),
    ];
    let mut last = Fault { detail: String::new() };
    for (promise, standards) in written {
        match export(&document, standards, page) {
            Ok(bytes) => return Ok((bytes, promise)),
            Err(fault) => last = fault,
        }
    }
    Err(last)
}

/// The pages, and what typst remarks on them.
fn lay_out(page: &Value, pictures: Vec<String>) -> Result<(PagedDocument, Vec<String>), Fault> {
    let mut files: HashMap<FileId, Bytes> =
        pictures.into_iter().enumerate().map(|(place, svg)| (id(&picture_name(place)), Bytes::from_string(svg))).collect();
    files.insert(id(DATA), Bytes::from_string(page.to_string()));
    let made = typst::compile::<PagedDocument>(&Sight { shop: &SHOP, files });
    // What was worked out for this page is of no use for the next one.
    typst::comemo::evict(0);
    let document = made.output.map_err(|faults| fault(&faults))?;
    Ok((document, made.warnings.iter().map(|warning| warning.message.to_string()).collect()))
}

fn export(document: &PagedDocument, standards: &[PdfStandard], page: &Value) -> Result<Vec<u8>, Fault> {
    let standards = PdfStandards::new(standards).map_err(|error| Fault { detail: error.message().to_string() })?;
    // What tells documents apart is what stands in them.
    let options = PdfOptions {
        ident: Smart::Custom(format!("pasapas {page}")),
        creator: Smart::Custom(Some("pasapas".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|faults| fault(&faults))
}

fn fault(faults: &[SourceDiagnostic]) -> Fault {
    Fault { detail: faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; ") }
}
