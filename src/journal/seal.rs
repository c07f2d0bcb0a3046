//! Personal data, encrypted from the start.
//!
//! Every run has a key of its own, and so has every file; the master key, in a file beside the store, wraps them all. To forget a run's
//! personal data it is enough to forget its key. This room is also the only door to randomness: keys, nonces, names of passing files.

use super::Error;
use super::chain::{BLINDING, hex, unhex};
use crate::engine::event::PERSONAL;
use crate::msg;
use crate::words::reasons;
use chacha20poly1305::aead::{Aead, AeadInPlace, Payload};
use chacha20poly1305::{Key, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use serde_json::Value;
use std::fmt;
use std::fs::{DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What stands in a record in the place of a personal value: its number among the record's sealed values.
pub(super) const SEALED: &str = "$sealed";

/// The form of everything sealed, its first byte; what it is bound to says it again.
const FORM: u8 = 1;
const NONCE: usize = 24;
const KEY: usize = 32;
const TAG: usize = 16;

/// By how much what is sealed is longer.
pub(super) const OVERHEAD: usize = 1 + NONCE + TAG;

/// The master key of a store's personal data.
pub struct Keys {
    path: PathBuf,
    master: XChaCha20Poly1305,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Keys {
    /// Where the key of a store is kept: beside it.
    pub fn beside(store: &Path) -> PathBuf {
        let mut name = store.as_os_str().to_owned();
        name.push(".key");
        name.into()
    }

    /// Reads the key; where there is none, `create` makes one, readable for its owner alone.
    ///
    /// Do not make one for a store that is already there: the store does not open with another key than its own.
    ///
    /// # Errors
    /// [`Error::Key`]: it is missing, open to others, no key, or cannot be read or made.
    pub fn open(path: &Path, create: bool) -> Result<Keys, Error> {
        let shown = || path.display().to_string();
        let failed = |error: io::Error| Error::Key(msg!("store-key-failed", path = shown(), reason = reasons::io(&error)));
        let is_there = |found: io::Result<Metadata>| match found {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            found => found.map(Some).map_err(failed),
        };
        let mut found = is_there(path.metadata())?;
        if found.is_none() && create {
            let mut text = Zeroizing::new(hex(&*random::<KEY>().map_err(failed)?));
            text.push('\n');
            // Where another process was faster, its key is the key.
            folder(path).and_then(|()| place(path, text.as_bytes())).map_err(failed)?;
            found = is_there(path.metadata())?;
        }
        let found = found.ok_or_else(|| Error::Key(msg!("store-key-missing", path = shown())))?;
        let mut text = Zeroizing::new(Vec::with_capacity(128));
        if found.is_file() {
            if is_open_to_others(&found) {
                return Err(Error::Key(msg!("store-key-open", path = shown())));
            }
            File::open(path).and_then(|file| file.take(128).read_to_end(&mut text)).map_err(failed)?;
        }
        let key = std::str::from_utf8(text.trim_ascii()).ok().and_then(unhex).map(Zeroizing::new);
        let key = key.as_ref().and_then(|key| key.as_slice().try_into().ok()).ok_or_else(|| Error::Key(msg!("store-key-form", path = shown())))?;
        Ok(Keys { path: path.to_owned(), master: cipher(key) })
    }

    /// Where it was read from.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What a store keeps, to know its key again.
    pub(super) fn proof(&self) -> Result<Vec<u8>, Error> {
        encrypt(&self.master, &about("proof", "", 0, 0), b"pasapas")
    }

    /// Whether this key made that proof.
    pub(super) fn fits(&self, proof: &[u8]) -> bool {
        decrypt(&self.master, &about("proof", "", 0, 0), proof, &mut Vec::new()).is_some()
    }

    /// Seals the head of a store: whoever has no key cannot make another one.
    pub(super) fn seal_head(&self, store: &[u8], place: u64, hash: &[u8]) -> Result<Vec<u8>, Error> {
        encrypt(&self.master, &about("head", &hex(store), place, 0), hash)
    }

    /// Whether this key sealed that head.
    pub(super) fn knows_head(&self, store: &[u8], place: u64, hash: &[u8], seal: &[u8]) -> bool {
        let mut plain = Vec::with_capacity(seal.len());
        decrypt(&self.master, &about("head", &hex(store), place, 0), seal, &mut plain).is_some() && plain == hash
    }

    /// A new key for a run or a file, and the same wrapped, to be kept.
    pub(super) fn make(&self, of: Of) -> Result<(Seal, Vec<u8>), Error> {
        let key = random::<KEY>().map_err(io)?;
        let wrapped = encrypt(&self.master, &about("key", &of.name(), 0, 0), &*key)?;
        Ok((Seal { of: of.name(), cipher: cipher(&key) }, wrapped))
    }

    /// The key of a run or a file, as it is kept.
    pub(super) fn unwrap(&self, of: Of, wrapped: &[u8]) -> Result<Seal, Error> {
        let mut key = Zeroizing::new(Vec::with_capacity(wrapped.len()));
        let key = decrypt(&self.master, &about("key", &of.name(), 0, 0), wrapped, &mut key).and_then(|()| key.as_slice().try_into().ok());
        let closed = || {
            Error::Damaged(match of {
                Of::Run(run) => msg!("damaged-key-of-run", run = run),
                Of::File(sha256) => msg!("damaged-key-of-file", sha256 = sha256),
            })
        };
        let cipher = key.map(cipher).ok_or_else(closed)?;
        Ok(Seal { of: of.name(), cipher })
    }
}

/// What has a key of its own.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of<'a> {
    /// A run, by its id.
    Run(&'a str),
    /// A file, by its hash.
    File(&'a str),
}

impl Of<'_> {
    fn name(&self) -> String {
        match self {
            Of::Run(id) => format!("run {id}"),
            Of::File(sha256) => format!("file {sha256}"),
        }
    }
}

/// The key of one run or one file.
pub(super) struct Seal {
    of: String,
    cipher: XChaCha20Poly1305,
}

impl Seal {
    /// Encrypts a value with its blinding, bound to its place: nowhere else can it be opened.
    pub(super) fn close_value(&self, number: u64, n: u64, blinding: &[u8; BLINDING], value: &[u8]) -> Result<Vec<u8>, Error> {
        let mut plain = Zeroizing::new(Vec::with_capacity(BLINDING + value.len()));
        plain.extend_from_slice(blinding);
        plain.extend_from_slice(value);
        encrypt(&self.cipher, &about("blinded", &self.of, number, n), &plain)
    }

    /// Decrypts a value of that place, behind what is already there, and gives its blinding.
    pub(super) fn open_value(&self, number: u64, n: u64, sealed: &[u8], value: &mut Vec<u8>) -> Result<[u8; BLINDING], Error> {
        let from = value.len();
        let opened = decrypt(&self.cipher, &about("blinded", &self.of, number, n), sealed, value);
        let blinding = opened.and_then(|()| value.get(from..from + BLINDING)?.try_into().ok()).ok_or_else(|| self.closed(number, n))?;
        value.drain(from..from + BLINDING);
        Ok(blinding)
    }

    /// Decrypts bytes that an earlier form bound to that place, behind what is already there.
    pub(super) fn open(&self, number: u64, n: u64, sealed: &[u8], plain: &mut Vec<u8>) -> Result<(), Error> {
        let opened = decrypt(&self.cipher, &about("value", &self.of, number, n), sealed, plain);
        opened.ok_or_else(|| self.closed(number, n))
    }

    /// Encrypts a piece of a file, bound to its place and to whether it is the last: without it the file does not open.
    pub(super) fn close_piece(&self, n: u64, last: bool, plain: &[u8]) -> Result<Vec<u8>, Error> {
        encrypt(&self.cipher, &about("piece", &self.of, n, u64::from(last)), plain)
    }

    /// Decrypts the piece of that place, behind what is already there.
    pub(super) fn open_piece(&self, n: u64, last: bool, sealed: &[u8], plain: &mut Vec<u8>) -> Result<(), Error> {
        let opened = decrypt(&self.cipher, &about("piece", &self.of, n, u64::from(last)), sealed, plain);
        let of = self.of.split(' ').next_back().unwrap_or_default();
        opened.ok_or_else(|| Error::Damaged(msg!("damaged-evidence", sha256 = of)))
    }

    fn closed(&self, number: u64, n: u64) -> Error {
        let of = self.of.split(' ').next_back().unwrap_or_default();
        Error::Damaged(msg!("damaged-sealed", n = n.to_string(), number = number.to_string(), of = of))
    }
}

/// A new blinding.
pub(super) fn blinding() -> Result<Zeroizing<[u8; BLINDING]>, Error> {
    random().map_err(io)
}

/// Takes the personal values out of a record's JSON and leaves their numbers, from 1. The items of a list are taken one by one, so that one person
/// can be erased without the others.
pub(super) fn take_apart(value: &mut Value, apart: &mut Vec<Value>) -> Result<(), Error> {
    match value {
        Value::Object(map) if map.contains_key(SEALED) => {
            return Err(Error::Damaged(msg!("damaged-reserved", name = SEALED)));
        }
        Value::Object(map) if map.len() == 1 && map.contains_key(PERSONAL) => {
            let mut number = |value| {
                apart.push(value);
                Value::from(apart.len())
            };
            let numbers = match map.remove(PERSONAL).unwrap_or_default() {
                Value::Array(items) if !items.is_empty() => items.into_iter().map(number).collect::<Vec<_>>().into(),
                value => number(value),
            };
            map.insert(SEALED.to_owned(), numbers);
        }
        Value::Object(map) => map.values_mut().try_for_each(|value| take_apart(value, apart))?,
        Value::Array(list) => list.iter_mut().try_for_each(|value| take_apart(value, apart))?,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    Ok(())
}

/// Puts the personal values, as JSON, back where [`take_apart`] left their numbers.
///
/// This works on the text, which is far faster than reading it twice. It is safe: inside of a string the quotation marks would be escaped,
/// so that `{"$sealed":` can only be what the store wrote.
pub(super) fn put_together(text: &str, whole: &mut Vec<u8>, mut find: impl FnMut(u64, &mut Vec<u8>) -> Result<(), Error>) -> Result<(), Error> {
    let (mark, name) = (format!("{{\"{SEALED}\":"), format!("{{\"{PERSONAL}\":"));
    let mut parts = text.split(mark.as_str());
    whole.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let misplaced = || Error::Damaged(msg!("damaged-reserved", name = SEALED));
        let (numbers, rest) = part.split_once('}').ok_or_else(misplaced)?;
        whole.extend_from_slice(name.as_bytes());
        match numbers.strip_prefix('[').and_then(|numbers| numbers.strip_suffix(']')) {
            None => find(numbers.parse().map_err(|_| misplaced())?, whole)?,
            Some(numbers) => {
                for (i, n) in numbers.split(',').enumerate() {
                    whole.push(if i == 0 { b'[' } else { b',' });
                    find(n.parse().map_err(|_| misplaced())?, whole)?;
                }
                whole.push(b']');
            }
        }
        whole.push(b'}');
        whole.extend_from_slice(rest.as_bytes());
    }
    Ok(())
}

fn cipher(key: &[u8; KEY]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(Key::from_slice(key))
}

/// What a sealed thing is bound to: the form, what it is, whose it is, and where it stands.
fn about(what: &str, whose: &str, number: u64, n: u64) -> Vec<u8> {
    let mut bytes = vec![FORM];
    for text in [what, whose] {
        bytes.extend((text.len() as u64).to_be_bytes());
        bytes.extend(text.as_bytes());
    }
    bytes.extend(number.to_be_bytes());
    bytes.extend(n.to_be_bytes());
    bytes
}

fn encrypt(cipher: &XChaCha20Poly1305, about: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
    let nonce = random::<NONCE>().map_err(io)?;
    let sealed = cipher.encrypt(XNonce::from_slice(&*nonce), Payload { msg: plain, aad: about });
    let sealed = sealed.map_err(|_| Error::Io(msg!("io-too-large")))?;
    let mut bytes = Vec::with_capacity(1 + NONCE + sealed.len());
    bytes.push(FORM);
    bytes.extend_from_slice(&*nonce);
    bytes.extend(sealed);
    Ok(bytes)
}

fn decrypt(cipher: &XChaCha20Poly1305, about: &[u8], bytes: &[u8], plain: &mut Vec<u8>) -> Option<()> {
    let (nonce, sealed) = bytes.strip_prefix(&[FORM])?.split_at_checked(NONCE)?;
    let (sealed, tag) = sealed.split_at_checked(sealed.len().checked_sub(TAG)?)?;
    let from = plain.len();
    plain.extend_from_slice(sealed);
    cipher.decrypt_in_place_detached(XNonce::from_slice(nonce), about, &mut plain[from..], Tag::from_slice(tag)).ok()
}

fn random<const N: usize>() -> io::Result<Zeroizing<[u8; N]>> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}

fn io(error: io::Error) -> Error {
    Error::Io(reasons::io(&error))
}

/// Makes the folders that a file needs, for their owner alone.
pub(super) fn folder(path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) else { return Ok(()) };
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    sync(folder.parent())
}

/// Makes a file that only its owner can read, complete at once and to stay; one that is there already stays as it is.
///
/// It is written under another name and linked, so that nobody ever reads half of it, and so that no store that is in use is opened and
/// closed here: that would take away the locks that SQLite holds on it in this very process.
pub(super) fn place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut passing = path.as_os_str().to_owned();
    passing.push(format!(".{}.tmp", hex(&*random::<8>()?)));
    let passing = PathBuf::from(passing);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&passing)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let linked = written.and_then(|()| match std::fs::hard_link(&passing, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    });
    let gone = std::fs::remove_file(&passing);
    linked.and(gone).and_then(|()| sync(path.parent()))
}

/// Sees to it that the names in a folder stay.
pub(super) fn sync(folder: Option<&Path>) -> io::Result<()> {
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Whether others than its owner may read or write a file.
#[cfg(unix)]
pub(super) fn is_open_to_others(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

/// Whether others than its owner may read or write a file: elsewhere the folder decides, not the file.
#[cfg(not(unix))]
pub(super) fn is_open_to_others(_: &Metadata) -> bool {
    false
}
