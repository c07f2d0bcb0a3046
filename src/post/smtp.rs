//! A mail server: how one comes to speak with it.
//!
//! The dialogue is ours. What lettre offers cannot be held to an hour as a whole, and keeps what came before the encryption began, which whoever sits
//! in between may have put there.

use super::dialogue::{self, Went, said};
use super::line::{Line, Lost, Reply};
use super::settings::{Encryption, Smtp};
use super::{Carried, Carrier, Trouble, tls};
use crate::clock::Stopwatch;
use crate::msg;
use crate::words::reasons;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// A mail server, perhaps connected.
pub struct Server<'a> {
    smtp: &'a Smtp,
    line: Option<Line>,
    used: Instant,
}

/// After so long a silence a server may have hung up.
const IDLE: Duration = Duration::from_secs(5);

/// What a look at a server found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Whether what is said to it is encrypted.
    pub encrypted: bool,
}

impl<'a> Server<'a> {
    /// The server of these settings, not connected yet.
    pub fn new(smtp: &'a Smtp) -> Server<'a> {
        Server { smtp, line: None, used: Instant::now() }
    }

    fn each(&self) -> Duration {
        Duration::from_secs(self.smtp.timeout.into())
    }

    /// Connects, sees who it is, says who we are, and leaves.
    ///
    /// # Errors
    /// What is in the way.
    pub fn look(&mut self) -> Result<Seen, Trouble> {
        self.ready()?;
        self.leave();
        Ok(Seen { encrypted: self.smtp.tls != Encryption::None })
    }

    fn leave(&mut self) {
        if let Some(mut line) = self.line.take() {
            line.allow(Duration::from_secs(2), Duration::from_secs(2));
            // Whatever it answers, we are gone.
            let _ = line.ask("QUIT");
        }
    }

    fn connect(&self) -> Result<Line, Trouble> {
        let (smtp, each) = (self.smtp, self.each());
        let place = format!("{}:{}", smtp.host, smtp.port);
        let unreached = |error: std::io::Error| Trouble::server(msg!("mail-server-unreached", server = &place, reason = reasons::io(&error)));
        let watch = Stopwatch::start();
        let mut line = Line::connect(&smtp.host, smtp.port, each).map_err(|error| {
            tracing::warn!(target: "pasapas::mail", server = place, ms = watch.ms(), "not reached");
            unreached(error)
        })?;
        tracing::debug!(target: "pasapas::mail", server = place, ms = watch.ms(), "connected");
        line.allow(each * 10, each);
        if smtp.tls == Encryption::Implicit {
            line = line.encrypt(tls::client(smtp)?).map_err(|lost| self.lost(&lost))?;
        }
        self.wanted(line.reply(), 220)?;
        let mut offers = self.greet(&mut line)?;
        if smtp.tls == Encryption::Starttls {
            if !offers.lines.iter().any(|offer| offer.trim().eq_ignore_ascii_case("STARTTLS")) {
                return Err(Trouble::tls(msg!("mail-tls-not-offered", host = &smtp.host)));
            }
            self.wanted(line.ask("STARTTLS"), 220)?;
            // What comes behind that in the clear was put there by somebody.
            if line.has_more() {
                return Err(Trouble::tls(msg!("mail-tls-injected", host = &smtp.host)));
            }
            line = line.encrypt(tls::client(smtp)?).map_err(|lost| self.lost(&lost))?;
            offers = self.greet(&mut line)?;
        }
        self.log_in(&mut line, &offers)?;
        let encrypted = smtp.tls != Encryption::None;
        tracing::info!(target: "pasapas::mail", server = place, encrypted, login = smtp.user.is_some(), ms = watch.ms(), "server ready");
        Ok(line)
    }

    fn greet(&self, line: &mut Line) -> Result<Reply, Trouble> {
        let name = self.smtp.name.clone().unwrap_or_else(|| line.own_name());
        self.wanted(line.ask(&format!("EHLO {name}")), 250)
    }

    /// Says who we are, with a password that goes nowhere else.
    fn log_in(&self, line: &mut Line, offers: &Reply) -> Result<(), Trouble> {
        let Some(user) = &self.smtp.user else { return Ok(()) };
        let password = self.smtp.password()?;
        let ways: Vec<String> =
            offers.lines.iter().filter_map(|offer| offer.trim().to_uppercase().strip_prefix("AUTH ").map(str::to_owned)).collect();
        let offered = |way: &str| ways.iter().flat_map(|ways| ways.split_whitespace()).any(|offered| offered == way);
        let coded = |text: &str| Zeroizing::new(STANDARD.encode(text));
        let last = if offered("PLAIN") {
            let secret = Zeroizing::new(format!("\0{user}\0{}", *password));
            line.ask(&Zeroizing::new(format!("AUTH PLAIN {}", *coded(&secret))))
        } else if offered("LOGIN") {
            self.wanted(line.ask("AUTH LOGIN"), 334)?;
            self.wanted(line.ask(&coded(user)), 334)?;
            line.ask(&coded(&password))
        } else {
            return Err(Trouble::server(msg!("mail-server-no-login", host = &self.smtp.host)));
        };
        match last {
            Ok(reply) if reply.code / 100 == 2 => Ok(()),
            Ok(reply) if reply.code >= 500 => {
                // What a server echoes of a failed login is not shown: it might be the login.
                Err(Trouble::server(msg!("mail-server-login", host = &self.smtp.host, user = user, answer = reply.code.to_string())))
            }
            Ok(reply) => Err(Trouble::server(msg!("mail-server-answer", host = &self.smtp.host, answer = reply.code.to_string()))),
            Err(lost) => Err(self.lost(&lost)),
        }
    }

    fn wanted(&self, reply: Result<Reply, Lost>, code: u16) -> Result<Reply, Trouble> {
        match reply {
            Ok(reply) if reply.code == code => Ok(reply),
            Ok(reply) => Err(Trouble::server(msg!("mail-server-answer", host = &self.smtp.host, answer = said(&reply)))),
            Err(lost) => Err(self.lost(&lost)),
        }
    }

    fn lost(&self, lost: &Lost) -> Trouble {
        let host = &self.smtp.host;
        match lost {
            Lost::Tls(error) => tls::failed(self.smtp, error),
            Lost::Cut => Trouble::server(msg!("mail-server-cut", host = host)),
            Lost::Slow => Trouble::server(msg!("mail-server-slow", host = host)),
            Lost::Garbled => Trouble::server(msg!("mail-server-garbled", host = host)),
        }
    }
}

impl Carrier for Server<'_> {
    fn ready(&mut self) -> Result<(), Trouble> {
        if let Some(line) = self.line.as_mut().filter(|_| self.used.elapsed() > IDLE) {
            line.allow(IDLE, IDLE);
            if !line.ask("NOOP").is_ok_and(|reply| reply.code == 250) {
                self.line = None;
            }
        }
        if self.line.is_none() {
            self.line = Some(self.connect()?);
        }
        Ok(())
    }

    fn carry(&mut self, _: &str, to: &str, message: &[u8]) -> Result<Carried, Trouble> {
        let Some(line) = &mut self.line else { return Ok(Carried::PutOff(None)) };
        let each = Duration::from_secs(self.smtp.timeout.into());
        let went = dialogue::send(line, &ascii(&self.smtp.from.email), &ascii(to), message, each);
        self.used = Instant::now();
        match went {
            Went::On(carried) => Ok(carried),
            Went::Over(carried) => {
                self.line = None;
                Ok(carried)
            }
            Went::Unwanted(trouble) => {
                self.leave();
                Err(trouble)
            }
        }
    }
}

/// An address as every server understands it.
pub(super) fn ascii(email: &str) -> String {
    let domain = email.rsplit_once('@').and_then(|(local, domain)| Some((local, idna::domain_to_ascii(domain).ok()?)));
    domain.map_or_else(|| email.to_owned(), |(local, domain)| format!("{local}@{domain}"))
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        self.leave();
    }
}
