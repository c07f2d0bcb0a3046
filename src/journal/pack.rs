//! A run with its files in one packed file (ZIP): the run as text, and beside it each file as it is, so that none is ever in memory as a whole.

use super::Error;
use super::evidence::{Evidence, Source};
use super::parcel::{Filed, Parcel};
use crate::finding::Message;
use crate::msg;
use crate::words::reasons;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// What the run is called where all of it is packed.
pub const RUN: &str = "run.json";

/// What it is called where it proves something for one person.
pub const PROOF: &str = "proof.json";

/// Where files lie.
pub const FILES: &str = "files/";

/// The longest text of a run that is unpacked, in bytes.
const MAX_TEXT: u64 = 1 << 28;

/// How much is unpacked of files whose size the run does not say, in bytes.
const MAX_UNPACKED: u64 = 1 << 30;

/// Writes a packed file, part by part. The same parts give the same bytes.
pub struct Packer<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> Packer<W> {
    /// An empty one.
    pub fn new(to: W) -> Packer<W> {
        Packer(ZipWriter::new(to))
    }

    /// Adds a text as a whole.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add(&mut self, name: &str, text: &[u8]) -> io::Result<()> {
        self.0.start_file(name, SimpleFileOptions::default().unix_permissions(0o600)).map_err(io::Error::from)?;
        self.0.write_all(text)
    }

    /// Begins a file: what is written from now on is its bytes. It is not compressed, as most documents are by themselves.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn begin(&mut self, name: &str) -> io::Result<&mut dyn Write> {
        let options = SimpleFileOptions::default().unix_permissions(0o600).compression_method(CompressionMethod::Stored).large_file(true);
        self.0.start_file(format!("{FILES}{name}"), options).map_err(io::Error::from)?;
        Ok(&mut self.0)
    }

    /// Closes it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish().map(drop).map_err(io::Error::from)
    }
}

/// Whether a file is packed, by its first bytes.
pub fn is_packed(head: &[u8]) -> bool {
    head.starts_with(b"PK")
}

/// The run in a packed file; what lies beside it is held against it.
///
/// # Errors
/// There is none in it, or it cannot be read.
pub fn unpack(path: &Path) -> Result<Parcel, Message> {
    let mut packed = open(path)?;
    let names = (0..packed.len()).map(|part| name(&mut packed, part)).collect::<Result<Vec<_>, _>>()?;
    let text = names.iter().position(|name| name == RUN || name == PROOF).ok_or_else(no_run)?;
    let mut bytes = Vec::new();
    let size = packed.by_index(text).map_err(unzipped)?.take(MAX_TEXT + 1).read_to_end(&mut bytes).map_err(|error| reasons::io(&error))?;
    if size as u64 > MAX_TEXT {
        return Err(no_run());
    }
    let mut parcel = Parcel::read(&bytes)?;
    // No more is unpacked than the run says there is.
    let said = parcel.files.iter().map(|file| file.size).sum::<Option<u64>>();
    let mut left = said.unwrap_or(MAX_UNPACKED);
    let mut found: HashMap<String, Evidence> = HashMap::new();
    for (part, _) in names.iter().enumerate().filter(|(_, name)| name.starts_with(FILES)) {
        let from = Source::Packed { archive: path.to_owned(), part };
        let evidence = Evidence::looked_at(packed.by_index(part).map_err(unzipped)?, left, from).map_err(|error| reasons::io(&error))?;
        left = left.checked_sub(evidence.size).ok_or_else(|| msg!("parcel-files-larger"))?;
        found.insert(evidence.sha256.clone(), evidence);
    }
    for file in &mut parcel.files {
        if let Some(evidence) = found.remove(&file.sha256).filter(|_| file.bytes.is_none()) {
            file.beside = Some(evidence);
        }
    }
    // A file that is not the one that was given is one of which no record speaks.
    parcel
        .files
        .extend(found.into_values().map(|evidence| Filed { beside: Some(evidence.clone()), ..Filed::named(&evidence.sha256, evidence.size) }));
    Ok(parcel)
}

/// Reads one part of a packed file.
pub(super) fn part<T>(path: &Path, number: usize, work: impl FnOnce(&mut dyn Read) -> Result<T, Error>) -> Result<T, Error> {
    let mut packed = open(path).map_err(|reason| Error::File(msg!("evidence-unreadable", reason = reason)))?;
    let mut part = packed.by_index(number).map_err(|error| Error::File(msg!("evidence-unreadable", reason = unzipped(error))))?;
    work(&mut part)
}

fn open(path: &Path) -> Result<ZipArchive<io::BufReader<File>>, Message> {
    let file = File::open(path).map_err(|error| reasons::io(&error))?;
    ZipArchive::new(io::BufReader::new(file)).map_err(unzipped)
}

fn name(packed: &mut ZipArchive<io::BufReader<File>>, part: usize) -> Result<String, Message> {
    Ok(packed.by_index(part).map_err(unzipped)?.name().map_err(|_| no_run())?.into_owned())
}

fn no_run() -> Message {
    msg!("parcel-form")
}

fn unzipped(error: ZipError) -> Message {
    match error {
        ZipError::Io(error) => reasons::io(&error),
        _ => no_run(),
    }
}
