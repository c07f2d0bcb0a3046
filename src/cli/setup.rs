//! What was set up: options, then the environment, then what is usual.

use super::Global;
use crate::clock::Wall;
use crate::config::Config;
use crate::desk::{Desk, Failure};
use crate::engine::Refusal;
use crate::finding::codes;
use crate::journal::Journal;
use crate::journal::memory::Memory;
use crate::journal::seal::Keys;
use crate::journal::sqlite::Sqlite;
use crate::library::Procedures;
use crate::msg;
use std::path::{Path, PathBuf};

/// What a command is given to work with.
pub(crate) struct Setup {
    /// Where procedures come from.
    pub procedures: Procedures,
    /// The settings file, where there is one.
    pub settings: Option<PathBuf>,
    /// The file of the store.
    pub store: PathBuf,
    /// Who acts.
    pub by: String,
    /// Whether somebody said so, and it is not just the login name.
    said: bool,
}

/// Whether a command may bring the store into being.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Store {
    /// No run is looked at.
    None,
    /// Only where there is one.
    Existing,
    /// Made on first use.
    Create,
}

/// A variable of the environment that says something.
pub(crate) fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

impl Setup {
    /// Reads the options and the environment.
    pub fn new(global: &Global) -> Result<Setup, Failure> {
        let workflows = global.workflows.clone().or_else(|| env("PASAPAS_WORKFLOWS").map(PathBuf::from));
        let procedures = match workflows {
            Some(folder) if folder.is_dir() => Procedures::Folder(folder),
            Some(folder) => return Err(usage(msg!("cli-no-folder", folder = folder.display().to_string()))),
            None if Path::new("workflows").is_dir() => Procedures::Folder("workflows".into()),
            None => Procedures::BuiltIn,
        };
        let settings = global.settings.clone().or_else(|| env("PASAPAS_SETTINGS").map(PathBuf::from)).or_else(usual_settings);
        let said = global.by.clone().or_else(|| env("PASAPAS_AS"));
        let (said, by) = (said.is_some(), said.or_else(login).unwrap_or_else(|| "?".to_owned()));
        let by = by.trim().to_owned();
        if by.is_empty() || by.chars().count() > 200 || by.chars().any(char::is_control) {
            return Err(usage(msg!("cli-bad-name")));
        }
        Ok(Setup { procedures, settings, store: store(global.store.clone().or_else(|| env("PASAPAS_STORE")))?, by, said })
    }

    /// The organisation's settings.
    pub fn config(&self) -> Result<Config, Failure> {
        let Some(file) = &self.settings else { return Ok(Config::default()) };
        Config::read(file).map_err(|error| Failure::Unable(Refusal { help: error.help, ..Refusal::new(error.code, error.message) }))
    }

    /// Who acts, by the whole name that the team knows.
    ///
    /// # Errors
    /// There is a team, and whoever was named is not in it: what is kept for good should not hold a slip of the pen.
    pub fn actor(&self, config: &Config) -> Result<String, Failure> {
        match config.team.member(&self.by) {
            Some(member) => Ok(member.name().to_owned()),
            None if self.said && !config.team.is_empty() => {
                Err(Failure::Unable(Refusal::new(codes::USAGE, msg!("cli-not-in-team", name = &self.by)).help(config.team.meant(&self.by))))
            }
            None => Ok(self.by.clone()),
        }
    }

    /// A desk to work at.
    pub fn desk(&self, store: Store) -> Result<Desk, Failure> {
        let there = self.store.exists();
        let journal: Box<dyn Journal> = match store {
            Store::None => Box::new(Memory::default()),
            // Looking for a run makes no store: where there is none, there is no run.
            Store::Existing if !there => Box::new(Memory::default()),
            Store::Existing | Store::Create => {
                let keys = Keys::open(&Keys::beside(&self.store), !there)?;
                Box::new(Sqlite::open(&self.store, keys)?)
            }
        };
        let config = self.config()?;
        let by = self.actor(&config)?;
        Ok(Desk::new(self.procedures.clone(), config, journal, Box::new(Wall), by))
    }
}

/// A wrong use of the command line.
pub(crate) fn usage(message: crate::words::Message) -> Failure {
    Failure::Unable(Refusal::new(codes::USAGE, message))
}

fn store(given: Option<String>) -> Result<PathBuf, Failure> {
    let Some(url) = given else { return Ok(data_folder().join("pasapas").join("pasapas.db")) };
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Err(Failure::Unable(Refusal::new(codes::STORE_OPEN, msg!("cli-store-postgres")).help(msg!("cli-store-form"))));
    }
    let path = url.strip_prefix("sqlite:").unwrap_or(&url);
    // `sqlite:///a/b` names the same file as `sqlite:/a/b`.
    let path = if path.starts_with("///") { &path[2..] } else { path };
    if path.is_empty() || path.contains("://") || (path == url && is_scheme(path)) {
        return Err(Failure::Unable(Refusal::new(codes::STORE_OPEN, msg!("cli-store-unknown", store = url)).help(msg!("cli-store-form"))));
    }
    Ok(path.into())
}

/// `foo:…`, which is no path that anybody meant; a single letter is a drive.
fn is_scheme(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

fn home() -> PathBuf {
    std::env::home_dir().filter(|home| !home.as_os_str().is_empty()).unwrap_or_else(|| ".".into())
}

fn data_folder() -> PathBuf {
    env("XDG_DATA_HOME").map(PathBuf::from).filter(|p| p.is_absolute()).unwrap_or_else(|| home().join(".local/share"))
}

/// The settings file of the user.
pub(crate) fn user_settings() -> PathBuf {
    let folder = env("XDG_CONFIG_HOME").map(PathBuf::from).filter(|p| p.is_absolute()).unwrap_or_else(|| home().join(".config"));
    folder.join("pasapas").join("settings.yaml")
}

fn usual_settings() -> Option<PathBuf> {
    [PathBuf::from("settings.yaml"), user_settings()].into_iter().find(|path| path.is_file())
}

/// The login name: the environment's, else the one that the system has for this process.
fn login() -> Option<String> {
    ["LOGNAME", "USER", "USERNAME"].into_iter().find_map(env).or_else(login_of_process)
}

#[cfg(unix)]
fn login_of_process() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let uid = std::fs::metadata("/proc/self").ok()?.uid().to_string();
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    users.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|user| user.get(2) == Some(&uid.as_str())).map(|user| user[0].to_owned())
}

#[cfg(not(unix))]
fn login_of_process() -> Option<String> {
    None
}
