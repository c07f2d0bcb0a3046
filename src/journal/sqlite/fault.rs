//! What SQLite answers, as errors of the journal.

use crate::journal::Error;
use crate::msg;
use rusqlite::ffi;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode as Code;
        // A value of another type than is written here.
        let Some(failure) = error.sqlite_error() else { return Error::Damaged(msg!("damaged-value-type")) };
        match failure.code {
            Code::DatabaseBusy | Code::DatabaseLocked => Error::Busy,
            Code::DiskFull => Error::Full,
            // The map of the log could not grow: the disk is full here too.
            Code::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Error::Full,
            Code::SystemIoFailure => Error::Io(msg!("io-device")),
            Code::CannotOpen | Code::PermissionDenied => Error::Io(msg!("io-denied")),
            Code::ReadOnly => Error::Io(msg!("io-read-only")),
            Code::OutOfMemory => Error::Io(msg!("io-memory")),
            Code::TooBig => Error::Io(msg!("io-too-large")),
            Code::NotADatabase | Code::DatabaseCorrupt => Error::Damaged(msg!("damaged-file")),
            _ => Error::Damaged(msg!("damaged-other", detail = error.to_string())),
        }
    }
}
