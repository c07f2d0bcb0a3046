//! typst, in the process: it sees one template, one file of data and the pictures, and nothing else of the world.

use super::Promise;
use super::page::picture_name;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic, SourceResult};
use typst::engine::Engine;
use typst::foundations::{Bytes, Content, Datetime, Duration, Output, Smart, StyleChain, Target};
use typst::introspection::{Introspector, Locator};
use typst::model::Document;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::{PagedDocument, layout_document_for_bundle};
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

/// Sheets that were set, as a part of the whole.
pub struct Part {
    document: PagedDocument,
    /// Tells what stands in it from everything else.
    mark: u128,
}

/// How a part is set: as a document of its own, whose places differ from those of all other parts, so that they can be bound together.
struct Layout(PagedDocument);

impl Output for Layout {
    fn target() -> Target {
        Target::Paged
    }

    fn create(engine: &mut Engine, content: &Content, styles: StyleChain) -> SourceResult<Self> {
        let data = engine.world.file(id(DATA)).ok();
        let locator = Locator::root().split().next(&data);
        layout_document_for_bundle(engine, content, locator, styles).map(Layout)
    }

    fn introspector(&self) -> &dyn Introspector {
        self.0.introspector().as_ref()
    }
}

/// Sets some sheets.
///
/// # Errors
/// The template was not made for this.
pub fn lay_out(page: &Value, pictures: Vec<String>) -> Result<Part, Fault> {
    let data = page.to_string();
    let mark = typst::utils::hash128(&data);
    let mut files: HashMap<FileId, Bytes> =
        pictures.into_iter().enumerate().map(|(place, svg)| (id(&picture_name(place)), Bytes::from_string(svg))).collect();
    files.insert(id(DATA), Bytes::from_string(data));
    let made = typst::compile::<Layout>(&Sight { shop: &SHOP, files });
    // What was worked out for this part is of little use for the next ones, and others are still at theirs.
    typst::comemo::evict(OTHERS);
    let Layout(document) = made.output.map_err(|faults| fault(&faults))?;
    Ok(Part { document, mark })
}

/// What was worked out is kept until so many more parts were set.
const OTHERS: usize = 3;

/// Binds the parts together as one PDF, and says what it promises.
///
/// # Errors
/// It is beyond what a PDF can hold.
pub fn bind(parts: Vec<Part>) -> Result<(Vec<u8>, Promise), Fault> {
    // What tells documents apart is what stands in them.
    let marks: Vec<String> = parts.iter().map(|part| format!("{:032x}", part.mark)).collect();
    let mut documents = parts.into_iter().map(|part| part.document);
    let nothing = || Fault { detail: "no sheets".to_owned() };
    let document = match (documents.next().ok_or_else(nothing)?, documents.len()) {
        (only, 0) => only,
        (first, _) => {
            let info = first.info().clone();
            let pages = std::iter::once(first).chain(documents).flat_map(|part| part.pages().to_vec()).collect();
            PagedDocument::new(pages, info)
        }
    };
    let written = [
        (Promise::Archive, &[PdfStandard::A_2a, PdfStandard::Ua_1][..]),
        (Promise::Accessible, &[PdfStandard::Ua_1][..]),
        (Promise::Tagged, &[][..]),
    ];
    let mut last = Fault { detail: String::new() };
    for (promise, standards) in written {
        match export(&document, standards, &marks) {
            Ok(bytes) => return Ok((bytes, promise)),
            Err(fault) => last = fault,
        }
    }
    Err(last)
}

fn export(document: &PagedDocument, standards: &[PdfStandard], marks: &[String]) -> Result<Vec<u8>, Fault> {
    let standards = PdfStandards::new(standards).map_err(|error| Fault { detail: error.message().to_string() })?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("pasapas {}", marks.join(" "))),
        creator: Smart::Custom(Some("pasapas".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|faults| fault(&faults))
}

fn fault(faults: &[SourceDiagnostic]) -> Fault {
    Fault { detail: faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; ") }
}
