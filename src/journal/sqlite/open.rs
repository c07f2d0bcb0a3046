//! Opening the file: nothing is written before it is known to be ours, of a form that we know, and under this key.

use super::Keys;
use super::migrate::{APPLICATION, KNOWN, migrate};
use crate::clock::Stopwatch;
use crate::journal::{Error, seal};
use crate::msg;
use crate::words::{Message, reasons};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another process.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// What `doctor` sees of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The version of its form.
    pub form: i64,
    /// Whether that is the one that this program writes.
    pub is_present: bool,
    /// How many runs are in it.
    pub runs: u64,
    /// How many bytes it takes.
    pub bytes: u64,
    /// Whether it can be written.
    pub writable: bool,
    /// What is damaged, in SQLite's words; nothing where it is whole.
    pub damage: Vec<String>,
}

/// Looks at a store that is there, and changes nothing. With a key, it must be the store's.
///
/// # Errors
/// As [`super::Sqlite::open`]; [`Error::Open`] also where there is none.
pub fn look(path: &Path, key: Option<&Keys>) -> Result<Look, Error> {
    let path = &absolute(path)?;
    let found = examine(path)?.ok_or_else(|| refused(path, "store-missing"))?;
    let connection = raw(path, PATIENCE)?;
    connection.pragma_update(None, "query_only", true)?;
    let form = match form(&connection, path)? {
        Form::Known(form) => form,
        Form::Fresh => return Err(refused(path, "store-not-ours")),
    };
    if let Some(key) = key {
        fits(&connection, path, key)?;
    }
    let runs = connection.query_row("SELECT count(*) FROM runs", [], |row| row.get(0))?;
    let mut check = connection.prepare("PRAGMA quick_check(20)")?;
    let said = check.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let damage = said.into_iter().filter(|line| line != "ok").collect();
    let writable = !connection.is_readonly("main")? && !found.permissions().readonly();
    Ok(Look { form, is_present: form == KNOWN, runs, bytes: found.len(), writable, damage })
}

/// Opens the store, making it where there is none and leading an older form on.
pub(super) fn connect(path: &Path, key: &Keys, patience: Duration) -> Result<Connection, Error> {
    let watch = Stopwatch::start();
    match examine(path)? {
        Some(found) if found.permissions().readonly() => return Err(refused(path, "store-read-only")),
        Some(found) if seal::is_open_to_others(&found) => return Err(refused(path, "store-open-to-others")),
        Some(_) => {}
        None => make(path)?,
    }
    let mut connection = raw(path, patience)?;
    if connection.is_readonly("main")? {
        return Err(refused(path, "store-read-only"));
    }
    let found = form(&connection, path)?;
    if found != Form::Fresh {
        fits(&connection, path, key)?;
    }
    write_ahead(&connection, path)?;
    let settings = "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;
                    PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;";
    connection.execute_batch(settings)?;
    if found != Form::Known(KNOWN) {
        migrate(&mut connection, path, key)?;
        fits(&connection, path, key)?;
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.set_prepared_statement_cache_capacity(32);
    tracing::info!(target: "pasapas::store", path = %path.display(), form = KNOWN, ms = watch.ms(), "opened");
    Ok(connection)
}

/// The path from the root on: SQLite reads something into other ones (`:memory:`).
pub(super) fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(|error| unreachable(path, &error))
}

/// Makes the file, empty still, and the folders around it.
pub(super) fn make(path: &Path) -> Result<(), Error> {
    seal::folder(path).and_then(|()| seal::place(path, b"")).map_err(|error| unreachable(path, &error))
}

/// What stands at a path, if anything; a thing that cannot be a store is refused.
pub(super) fn examine(path: &Path) -> Result<Option<Metadata>, Error> {
    match path.metadata() {
        Ok(found) if found.is_dir() => Err(refused(path, "store-is-folder")),
        Ok(found) if !found.is_file() => Err(refused(path, "store-no-file")),
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound && path.is_symlink() => Err(refused(path, "store-link-broken")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreachable(path, &error)),
    }
}

/// A connection that has not touched anything yet, and closes without touching anything.
pub(super) fn raw(path: &Path, patience: Duration) -> Result<Connection, Error> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    // Whatever another program left in its log stays there. With an empty log, closing only tidies up.
    let keep = PathBuf::from(log).metadata().is_ok_and(|log| log.len() > 0);
    let at = |error| said(path, error);
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(at)?;
    connection.busy_timeout(patience).map_err(at)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep).map_err(at)?;
    Ok(connection)
}

/// Which form a file has.
#[derive(Debug, PartialEq)]
pub(super) enum Form {
    /// It is empty.
    Fresh,
    /// One of ours.
    Known(i64),
}

pub(super) fn form(connection: &Connection, path: &Path) -> Result<Form, Error> {
    let all = "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id, pragma_user_version";
    let found = connection.query_row(all, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    match found.map_err(|error| said(path, error))? {
        (APPLICATION, found, _) if found > KNOWN => Err(Error::Newer { found, known: KNOWN }),
        (APPLICATION, found, _) if found > 0 => Ok(Form::Known(found)),
        (0, 0, 0i64) => Ok(Form::Fresh),
        _ => Err(refused(path, "store-not-ours")),
    }
}

/// Writes go to a log first: readers and the writer do not wait for each other.
fn write_ahead(connection: &Connection, path: &Path) -> Result<(), Error> {
    // SQLite does not always wait by itself when two processes change this at once.
    let mut tries = 100;
    loop {
        let mode = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)).map_err(|error| said(path, error));
        match mode {
            Ok(mode) if mode.eq_ignore_ascii_case("wal") => return Ok(()),
            Ok(_) => return Err(refused(path, "store-file-system")),
            Err(Error::Busy) if tries > 0 => {
                tries -= 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(error) => return Err(error),
        }
    }
}

/// Whether this key is the store's.
fn fits(connection: &Connection, path: &Path, key: &Keys) -> Result<(), Error> {
    let proof = connection.query_row("SELECT proof FROM master", [], |row| row.get::<_, Vec<u8>>(0)).optional()?;
    match proof {
        Some(proof) if key.fits(&proof) => Ok(()),
        Some(_) => Err(Error::Key(msg!("store-key-wrong", path = shown(path), key = shown(key.path())))),
        None => Err(Error::Damaged(msg!("damaged-key"))),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn refused(path: &Path, id: &'static str) -> Error {
    Error::Open(Message { id, args: vec![("path", shown(path).into())] })
}

/// What the system says on the way to the file.
pub(super) fn unreachable(path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        ErrorKind::PermissionDenied => refused(path, "store-denied"),
        ErrorKind::ReadOnlyFilesystem => refused(path, "store-read-only"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Error::Full,
        _ => Error::Open(msg!("store-unreachable", path = shown(path), reason = reasons::io(error))),
    }
}

/// What SQLite says of the file as a whole.
fn said(path: &Path, error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => refused(path, "store-denied"),
        Some(ErrorCode::ReadOnly) => refused(path, "store-read-only"),
        Some(ErrorCode::NotADatabase) => refused(path, "store-not-database"),
        _ => error.into(),
    }
}
