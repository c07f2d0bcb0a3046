//! The mail server of the organisation, as its settings say.
//!
//! ```yaml
//! smtp:
//!   host: smtp.ville-exemple.fr
//!   user: demarches
//!   password_file: /etc/pasapas/smtp.password     # or password_env: PASAPAS_SMTP_PASSWORD
//!   from: Ville d’Exemple <demarches@ville-exemple.fr>
//! ```

use super::Trouble;
use crate::engine::mail::Address;
use crate::finding::did_you_mean;
use crate::model::ids;
use crate::msg;
use crate::words::{Message, reasons};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// How mails leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smtp {
    /// The server's name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How what is said to it is encrypted.
    pub tls: Encryption,
    /// Authorities that are trusted beside the system's.
    pub ca_file: Option<PathBuf>,
    /// Who we are to it.
    pub user: Option<String>,
    /// Where the password is found.
    pub secret: Option<Secret>,
    /// Who the mails are from.
    pub from: Address,
    /// Whom to answer, where a mail does not say.
    pub reply_to: Option<Address>,
    /// By which name we greet; our address where none is set.
    pub name: Option<String>,
    /// At most so many mails a minute.
    pub rate: u32,
    /// So many seconds for an answer.
    pub timeout: u16,
    /// Test mode: the folder that mails go to, and nowhere else.
    pub test: Option<PathBuf>,
}

/// How what is said to a server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// From the first plain lines on; a server that does not offer it is not spoken to.
    Starttls,
    /// From the beginning.
    Implicit,
    /// Not at all: to this very machine, or because it was said so.
    None,
}

/// Where a password is found; it never stands in the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Secret {
    /// In a file, on its first line.
    File(PathBuf),
    /// In a variable of the environment.
    Env(String),
}

const KEYS: [&str; 14] =
    ["host", "port", "tls", "insecure", "ca_file", "user", "password_file", "password_env", "from", "reply_to", "name", "rate", "timeout", "test"];

/// What a mail's subject begins with in test mode.
pub const TEST_MARK: &str = "[TEST] ";

/// Reads the settings; `beside` is the folder of their file, from which paths are told.
///
/// # Errors
/// What does not fit, and what to do.
pub fn read(value: &Value, beside: &Path) -> Result<Smtp, (Message, Option<Message>)> {
    let Value::Object(map) = value else { return Err((msg!("smtp-form"), None)) };
    if map.contains_key("password") {
        return Err((msg!("smtp-password"), Some(msg!("smtp-password.help"))));
    }
    if let Some(other) = map.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err((msg!("smtp-unknown", key = other), did_you_mean(other, KEYS).map(|near| msg!("did-you-mean", name = near))));
    }
    let test = text(map, "test")?.map(|folder| beside.join(folder));
    let host = match (text(map, "host")?, &test) {
        (Some(host), _) => host,
        (None, Some(_)) => String::new(),
        (None, None) => return Err((msg!("smtp-missing", key = "host"), None)),
    };
    if !host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c)) {
        return Err((msg!("smtp-host", host = host), None));
    }
    let tls = match text(map, "tls")?.as_deref() {
        None | Some("starttls") => Encryption::Starttls,
        Some("implicit") => Encryption::Implicit,
        Some("none") => Encryption::None,
        Some(other) => return Err((msg!("smtp-tls", value = other), None)),
    };
    let insecure = match map.get("insecure") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(insecure)) => *insecure,
        Some(_) => return Err((msg!("smtp-value", key = "insecure"), None)),
    };
    let here = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let user = text(map, "user")?;
    if tls == Encryption::None && !here && test.is_none() {
        if !insecure {
            return Err((msg!("smtp-clear", host = host), Some(msg!("smtp-clear.help"))));
        }
        if user.is_some() {
            return Err((msg!("smtp-clear-password", host = host), Some(msg!("smtp-clear-password.help"))));
        }
    }
    let secret = match (text(map, "password_file")?, text(map, "password_env")?) {
        (Some(_), Some(_)) => return Err((msg!("smtp-password-twice"), None)),
        (Some(file), None) => Some(Secret::File(beside.join(file))),
        (None, Some(name)) => Some(Secret::Env(name)),
        (None, None) => None,
    };
    if user.is_some() != secret.is_some() {
        return Err((msg!("smtp-user-password"), Some(msg!("smtp-password.help"))));
    }
    let port = number(map, "port", 1, 65_535)?.unwrap_or(match tls {
        Encryption::Starttls => 587,
        Encryption::Implicit => 465,
        Encryption::None => 25,
    });
    let name = text(map, "name")?;
    if name.as_ref().is_some_and(|name| !name.chars().all(|c| c.is_ascii_alphanumeric() || ".-[]:".contains(c))) {
        return Err((msg!("smtp-value", key = "name"), None));
    }
    Ok(Smtp {
        host,
        port: u16::try_from(port).unwrap_or(u16::MAX),
        tls,
        ca_file: text(map, "ca_file")?.map(|file| beside.join(file)),
        user,
        secret,
        from: address(map, "from")?.ok_or_else(|| (msg!("smtp-missing", key = "from"), None))?,
        reply_to: address(map, "reply_to")?,
        name,
        rate: number(map, "rate", 1, 60_000)?.unwrap_or(60),
        timeout: u16::try_from(number(map, "timeout", 1, 600)?.unwrap_or(60)).unwrap_or(60),
        test,
    })
}

fn text(map: &Map<String, Value>, key: &'static str) -> Result<Option<String>, (Message, Option<Message>)> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if !text.trim().is_empty() && !text.chars().any(char::is_control) => Ok(Some(text.trim().to_owned())),
        Some(_) => Err((msg!("smtp-value", key = key), None)),
    }
}

fn number(map: &Map<String, Value>, key: &'static str, least: u32, most: u32) -> Result<Option<u32>, (Message, Option<Message>)> {
    let Some(value) = map.get(key).filter(|value| !value.is_null()) else { return Ok(None) };
    let number = value.as_u64().and_then(|n| u32::try_from(n).ok()).filter(|n| (least..=most).contains(n));
    number.map(Some).ok_or_else(|| (msg!("smtp-number", key = key, least = least.to_string(), most = most.to_string()), None))
}

fn address(map: &Map<String, Value>, key: &'static str) -> Result<Option<Address>, (Message, Option<Message>)> {
    let Some(text) = text(map, key)? else { return Ok(None) };
    let address = match text.strip_suffix('>').and_then(|text| text.split_once('<')) {
        Some((name, email)) => Address { name: name.trim().to_owned(), email: email.trim().to_owned() },
        None => Address { name: String::new(), email: text.clone() },
    };
    let fits = ids::is_email(&address.email) && !address.name.contains(['<', '>', '"']);
    if fits { Ok(Some(address)) } else { Err((msg!("smtp-address", key = key, address = text), None)) }
}

impl Smtp {
    /// The domain of the sender: Message-IDs end in it.
    pub fn domain(&self) -> String {
        let domain = self.from.email.rsplit_once('@').map_or("", |(_, domain)| domain);
        idna::domain_to_ascii(domain).unwrap_or_else(|_| "invalid".to_owned())
    }

    /// The password, read anew each time it is needed.
    ///
    /// # Errors
    /// It is not where the settings say, or open to others.
    pub fn password(&self) -> Result<Zeroizing<String>, Trouble> {
        match &self.secret {
            None => Ok(Zeroizing::default()),
            Some(Secret::Env(name)) => match std::env::var(name) {
                Ok(password) if !password.is_empty() => Ok(Zeroizing::new(password)),
                _ => Err(Trouble::server(msg!("smtp-password-env", name = name))),
            },
            Some(Secret::File(path)) => {
                let file = path.display().to_string();
                let failed = |error: std::io::Error| Trouble::server(msg!("smtp-password-file", file = &file, reason = reasons::io(&error)));
                let found = File::open(path).map_err(failed)?;
                if is_open_to_others(&found.metadata().map_err(failed)?) {
                    return Err(Trouble::server(msg!("smtp-password-open", file = &file)));
                }
                let mut text = Zeroizing::new(String::with_capacity(1024));
                found.take(1024).read_to_string(&mut text).map_err(failed)?;
                let first = text.lines().next().unwrap_or_default();
                if first.is_empty() { Err(Trouble::server(msg!("smtp-password-empty", file = &file))) } else { Ok(Zeroizing::new(first.to_owned())) }
            }
        }
    }
}

/// Whether others than its owner, and those of its group, may read a file: systemd hands secrets to a group.
#[cfg(unix)]
fn is_open_to_others(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o007 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_: &std::fs::Metadata) -> bool {
    false
}
