//! Files that are to be kept with a run. They are read piece by piece when they are kept, never as a whole.

use super::chain::hex;
use super::{Error, pack};
use crate::msg;
use crate::words::reasons;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How much is read at a time, and sealed as one piece.
pub const PIECE: usize = 256 << 10;

/// How much of its beginning is looked at to tell what a file is.
pub const HEAD: usize = 8 << 10;

/// A file that is to be kept with a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub size: u64,
    /// The first of them: what kind of file it is can be told by these.
    pub head: Vec<u8>,
    /// Where the bytes come from.
    pub from: Source,
}

/// Where the bytes of a file come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// They are here.
    Bytes(Vec<u8>),
    /// They lie in a file of the system, and are read when they are needed.
    File(PathBuf),
    /// They are part of a packed file.
    Packed {
        /// The packed file.
        archive: PathBuf,
        /// Which part of it, from 0.
        part: usize,
    },
}

impl Evidence {
    /// These bytes.
    pub fn of(bytes: Vec<u8>) -> Evidence {
        let head = bytes[..bytes.len().min(HEAD)].to_vec();
        Evidence { sha256: hex(&Sha256::digest(&bytes)), size: bytes.len() as u64, head, from: Source::Bytes(bytes) }
    }

    /// A file of the system, gone through once; none where it is larger than `most`, of which no more is read.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn at(path: &Path, most: u64) -> io::Result<Option<Evidence>> {
        let evidence = Evidence::looked_at(File::open(path)?, most, Source::File(path.to_owned()))?;
        Ok(Some(evidence).filter(|evidence| evidence.size <= most))
    }

    /// Goes through a file once, no further than one byte beyond `most`.
    pub(super) fn looked_at(bytes: impl Read, most: u64, from: Source) -> io::Result<Evidence> {
        let (mut bytes, mut piece) = (bytes.take(most.saturating_add(1)), vec![0; PIECE]);
        let (mut hash, mut size, mut head) = (Sha256::new(), 0, Vec::new());
        loop {
            let bytes = filled(&mut bytes, &mut piece)?;
            if bytes.is_empty() {
                return Ok(Evidence { sha256: hex(&hash.finalize()), size, head, from });
            }
            if size == 0 {
                head.extend_from_slice(&bytes[..bytes.len().min(HEAD)]);
            }
            size += bytes.len() as u64;
            hash.update(bytes);
        }
    }

    /// Reads its bytes from the beginning.
    pub(super) fn read<T>(&self, work: impl FnOnce(&mut dyn Read) -> Result<T, Error>) -> Result<T, Error> {
        match &self.from {
            Source::Bytes(bytes) => work(&mut bytes.as_slice()),
            Source::File(path) => work(&mut File::open(path).map_err(|error| unreadable(&error))?),
            Source::Packed { archive, part } => pack::part(archive, *part, work),
        }
    }
}

/// A file that was to be kept cannot be read any more.
pub(super) fn unreadable(error: &io::Error) -> Error {
    Error::File(msg!("evidence-unreadable", reason = reasons::io(error)))
}

/// As many bytes as there is room for; fewer only at the end.
pub(super) fn filled<'p>(from: &mut dyn Read, piece: &'p mut [u8]) -> io::Result<&'p [u8]> {
    let mut length = 0;
    while length < piece.len() {
        match from.read(&mut piece[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(&piece[..length])
}
