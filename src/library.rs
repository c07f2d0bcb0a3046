//! Where procedures come from: a folder of YAML files, else those built into the program.

use crate::check::Library;
use crate::finding::{
    Message,
    codes::{self, Code},
};
use crate::msg;
use crate::text::MAX_BYTES;
use crate::words::reasons;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The procedures that are built in, by id.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("ans-contractualisation", include_str!("../workflows/ans-contractualisation.yaml")),
    ("cartes-cpx", include_str!("../workflows/cartes-cpx.yaml")),
    ("certificats-serveurs", include_str!("../workflows/certificats-serveurs.yaml")),
    ("certinomis-batch", include_str!("../workflows/certinomis-batch.yaml")),
    ("designation-mandataire", include_str!("../workflows/designation-mandataire.yaml")),
    ("rpps-plus", include_str!("../workflows/rpps-plus.yaml")),
];

/// Their scenarios, by the procedure's id.
pub const BUILT_IN_SCENARIOS: &[(&str, &str)] = &[
    ("ans-contractualisation", include_str!("../workflows/ans-contractualisation.test.yaml")),
    ("cartes-cpx", include_str!("../workflows/cartes-cpx.test.yaml")),
    ("certificats-serveurs", include_str!("../workflows/certificats-serveurs.test.yaml")),
    ("certinomis-batch", include_str!("../workflows/certinomis-batch.test.yaml")),
    ("designation-mandataire", include_str!("../workflows/designation-mandataire.test.yaml")),
    ("rpps-plus", include_str!("../workflows/rpps-plus.test.yaml")),
];

/// Where procedures are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Procedures {
    /// The files of a folder.
    Folder(PathBuf),
    /// Those built in.
    BuiltIn,
}

/// A file that cannot be read, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Unreadable {
    /// Which.
    pub code: Code,
    /// Why.
    pub message: Message,
}

/// Reads a file, if it is an ordinary one and not too large: nothing that never ends is opened.
///
/// # Errors
/// Why it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let shown = path.display().to_string();
    let unreadable = |message| Unreadable { code: codes::FILE_UNREADABLE, message };
    let failed = |error: std::io::Error| unreadable(msg!("file-unreadable", file = &shown, reason = reasons::io(&error)));
    let kind = std::fs::metadata(path).map_err(failed)?;
    if !kind.is_file() {
        return Err(unreadable(msg!("file-unreadable-kind", file = &shown)));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(failed)?;
    // One byte more than is allowed, so that the reader can say that it is too large.
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Writes a file anew, whole or not at all: the text is written beside it and takes its place. A link stays a link, permissions stay.
///
/// # Errors
/// Why it cannot be written; the file is as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Unreadable> {
    let shown = path.display().to_string();
    let failed = |error: std::io::Error| Unreadable {
        code: codes::FILE_UNREADABLE,
        message: msg!("file-unwritable", file = &shown, reason = error.to_string()),
    };
    let target = std::fs::canonicalize(path).map_err(failed)?;
    let known = std::fs::metadata(&target).map_err(failed)?;
    if known.permissions().readonly() {
        return Err(failed(std::io::ErrorKind::PermissionDenied.into()));
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = target.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = (|| {
        let mut file = std::fs::File::options().write(true).create_new(true).open(&beside)?;
        file.set_permissions(known.permissions())?;
        file.write_all(bytes)?;
        file.sync_all()?;
        keep_owner(&beside, &known);
        std::fs::rename(&beside, &target)
    })();
    written.map_err(|error| {
        // What could not take its place is of no use to anyone.
        let _ = std::fs::remove_file(&beside);
        failed(error)
    })
}

/// Writes a file that is not there yet, whole or not at all, readable for its owner alone.
///
/// # Errors
/// There is one already, or it cannot be written; nothing is left behind.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Unreadable> {
    let shown = path.display().to_string();
    create(path, |file| file.write_all(bytes).map_err(|error| unwritable(&shown, &error)))
}

/// Why a file cannot be written.
pub fn unwritable(shown: &str, error: &std::io::Error) -> Unreadable {
    let message = match error.kind() {
        std::io::ErrorKind::AlreadyExists => msg!("file-exists", file = shown),
        _ => msg!("file-unwritable", file = shown, reason = reasons::io(error)),
    };
    Unreadable { code: codes::FILE_UNREADABLE, message }
}

/// Writes a file that is not there yet as [`write_new`] does, its content as it comes.
///
/// # Errors
/// There is one already, it cannot be written, or there is no content; nothing is left behind.
pub fn create<E: From<Unreadable>>(path: &Path, content: impl FnOnce(&mut std::fs::File) -> Result<(), E>) -> Result<(), E> {
    let shown = path.display().to_string();
    let failed = |error: std::io::Error| E::from(unwritable(&shown, &error));
    if path.symlink_metadata().is_ok() {
        return Err(failed(std::io::ErrorKind::AlreadyExists.into()));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&beside).map_err(failed).and_then(|mut file| {
        content(&mut file)?;
        file.sync_all().map_err(failed)
    });
    // A link takes no other file's place.
    let linked = written.and_then(|()| std::fs::hard_link(&beside, path).map_err(failed));
    let _ = std::fs::remove_file(&beside);
    linked
}

/// A file that an administrator mends stays its owner's; others own what they may write anyway.
fn keep_owner(path: &Path, known: &std::fs::Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let _ = std::os::unix::fs::chown(path, Some(known.uid()), Some(known.gid()));
    }
    #[cfg(not(unix))]
    let _ = (path, known);
}

/// Whether a file is the organisation's settings and no procedure: it has `settings` on its own, and neither `pasapas` nor `steps`.
pub fn is_settings(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let has = |key: &str| text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
    (has("settings") || has("organisation")) && !["pasapas", "steps", "start"].into_iter().any(has)
}

/// The YAML files of a folder, scenarios left out, in the order of their names.
///
/// # Errors
/// The folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    listed(folder, |name| (name.ends_with(".yaml") || name.ends_with(".yml")) && !name.contains(".test."))
}

/// The files of scenarios in a folder, in the order of their names.
///
/// # Errors
/// The folder cannot be read.
pub fn scenarios(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    listed(folder, crate::scenario::is_file)
}

fn listed(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, Unreadable> {
    let shown = folder.display().to_string();
    let failed = |error: std::io::Error| Unreadable {
        code: codes::FILE_UNREADABLE,
        message: msg!("file-unreadable", file = &shown, reason = reasons::io(&error)),
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(failed)?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            wanted(name) && !name.starts_with('.')
        })
        .collect();
    files.sort();
    Ok(files)
}

impl Procedures {
    /// The file of a procedure, as it is shown.
    pub fn file(&self, id: &str) -> Option<PathBuf> {
        // A name is no way out of the folder.
        if id.contains(['/', '\\', '\0']) || id.starts_with('.') {
            return None;
        }
        match self {
            Procedures::Folder(folder) => ["yaml", "yml"].into_iter().map(|e| folder.join(format!("{id}.{e}"))).find(|p| p.is_file()),
            Procedures::BuiltIn => None,
        }
    }
}

impl Library for Procedures {
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)> {
        match self {
            Procedures::Folder(_) => {
                let file = self.file(id)?;
                read(&file).ok().map(|bytes| (file.display().to_string(), bytes))
            }
            Procedures::BuiltIn => {
                BUILT_IN.iter().find(|(name, _)| *name == id).map(|(name, text)| (format!("{name}.yaml"), text.as_bytes().to_vec()))
            }
        }
    }

    fn ids(&self) -> Vec<String> {
        match self {
            Procedures::Folder(folder) => {
                let files = files(folder).unwrap_or_default();
                let procedures = files.iter().filter(|file| !read(file).is_ok_and(|bytes| is_settings(&bytes)));
                procedures.filter_map(|f| f.file_stem().and_then(|s| s.to_str()).map(str::to_owned)).collect()
            }
            Procedures::BuiltIn => BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect(),
        }
    }
}
