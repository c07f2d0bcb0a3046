//! Why the system did not do what it was asked, in our words: what it says itself is in English, or in the language of the machine.

use super::Message;
use crate::msg;
use std::io::{Error, ErrorKind};

/// The reason in a sentence that goes after a colon.
pub fn io(error: &Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => msg!("io-not-found"),
        ErrorKind::PermissionDenied => msg!("io-denied"),
        ErrorKind::AlreadyExists => msg!("io-exists"),
        ErrorKind::NotADirectory => msg!("io-not-folder"),
        ErrorKind::IsADirectory => msg!("io-is-folder"),
        ErrorKind::ReadOnlyFilesystem => msg!("io-read-only"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => msg!("io-full"),
        ErrorKind::FileTooLarge => msg!("io-too-large"),
        ErrorKind::InvalidFilename => msg!("io-name"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => msg!("io-busy"),
        ErrorKind::Interrupted => msg!("io-interrupted"),
        ErrorKind::InvalidData => msg!("io-not-text"),
        ErrorKind::UnexpectedEof => msg!("io-cut"),
        ErrorKind::BrokenPipe => msg!("io-pipe"),
        ErrorKind::OutOfMemory => msg!("io-memory"),
        ErrorKind::TimedOut => msg!("io-timeout"),
        _ => match error.raw_os_error() {
            // EIO has no kind of its own.
            Some(5) => msg!("io-device"),
            // ELOOP.
            Some(40) => msg!("io-loop"),
            _ => msg!("io-other", detail = error.to_string()),
        },
    }
}
