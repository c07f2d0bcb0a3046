//! Test mode: mails go to a folder, and nowhere else.

use super::{Carried, Carrier, Trouble};
use crate::msg;
use crate::words::reasons;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A folder that takes mails, a file each.
#[derive(Debug)]
pub struct Folder<'a> {
    folder: &'a Path,
}

impl Folder<'_> {
    /// This folder; it is made when it is needed.
    pub fn new(folder: &Path) -> Folder<'_> {
        Folder { folder }
    }

    fn trouble(&self, error: &io::Error) -> Trouble {
        Trouble::server(msg!("mail-folder", folder = self.folder.display().to_string(), reason = reasons::io(error)))
    }

    /// A name that is not there yet: the same mail may come again.
    fn place(&self, name: &str, message: &[u8]) -> io::Result<PathBuf> {
        let mut n = 1;
        loop {
            let path = self.folder.join(if n == 1 { format!("{name}.eml") } else { format!("{name}-{n}.eml") });
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            match options.open(&path) {
                Ok(mut file) => return file.write_all(message).map(|()| path),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => n += 1,
                Err(error) => return Err(error),
            }
        }
    }
}

impl Carrier for Folder<'_> {
    fn ready(&mut self) -> Result<(), Trouble> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(self.folder).map_err(|error| self.trouble(&error))
    }

    fn carry(&mut self, name: &str, _: &str, message: &[u8]) -> Result<Carried, Trouble> {
        self.place(name, message).map_err(|error| self.trouble(&error))?;
        Ok(Carried::Taken(250))
    }
}
