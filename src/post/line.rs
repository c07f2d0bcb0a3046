//! A connection that never takes longer than it may, in the clear or encrypted.

use crate::clock::Stopwatch;
use rustls::{ClientConnection, StreamOwned};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

/// The bytes of a connection. However slowly the other side speaks, it ends at its hour.
#[derive(Debug)]
pub(super) struct Paced {
    tcp: TcpStream,
    /// At most so long for anything to come or go.
    patience: Duration,
    /// Not a moment longer.
    until: Instant,
}

impl Paced {
    fn left(&self) -> io::Result<Duration> {
        let left = self.until.saturating_duration_since(Instant::now()).min(self.patience);
        if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

impl Read for Paced {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.tcp.set_read_timeout(Some(self.left()?))?;
        self.tcp.read(bytes)
    }
}

impl Write for Paced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tcp.set_write_timeout(Some(self.left()?))?;
        self.tcp.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

enum Stream {
    Plain(Paced),
    Tls(Box<StreamOwned<ClientConnection, Paced>>),
}

/// A connection to a mail server, line by line.
pub(super) struct Line {
    stream: Stream,
    /// What has come and was not read yet.
    come: Vec<u8>,
}

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    /// The number.
    pub code: u16,
    /// The lines, without it.
    pub lines: Vec<String>,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Lost {
    /// The connection ended, or was cut.
    Cut,
    /// It took too long.
    Slow,
    /// What came is no answer.
    Garbled,
    /// The encryption failed.
    Tls(rustls::Error),
}

impl Lost {
    /// A short word for it.
    fn word(&self) -> &'static str {
        match self {
            Lost::Cut => "cut",
            Lost::Slow => "slow",
            Lost::Garbled => "garbled",
            Lost::Tls(_) => "tls",
        }
    }
}

impl From<io::Error> for Lost {
    fn from(error: io::Error) -> Lost {
        if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            return Lost::Tls(tls.clone());
        }
        match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Lost::Slow,
            _ => Lost::Cut,
        }
    }
}

/// What can be told of a line that was said: its first word. Behind it come addresses; and what is no command is a login.
fn verb(line: &str) -> &'static str {
    let first = line.split([' ', ':']).next().unwrap_or_default();
    ["EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "RSET", "NOOP", "QUIT"].into_iter().find(|verb| *verb == first).unwrap_or("login")
}

/// How a part of the dialogue went: the number of the answer. What a server says besides may name anybody.
pub(super) fn told(phase: &'static str, reply: &Result<Reply, Lost>, watch: Stopwatch) {
    match reply {
        Ok(reply) => tracing::debug!(target: "pasapas::mail", phase, code = reply.code, ms = watch.ms(), "answered"),
        Err(lost) => tracing::warn!(target: "pasapas::mail", phase, lost = lost.word(), ms = watch.ms(), "no answer"),
    }
}

/// The longest line, and the longest answer, that are read.
const MAX_LINE: usize = 2_000;
const MAX_REPLY: usize = 64 * 1024;

impl Line {
    /// Connects, in the clear.
    ///
    /// # Errors
    /// The last of the addresses could not be reached, and why.
    pub fn connect(host: &str, port: u16, patience: Duration) -> io::Result<Line> {
        let mut last = io::Error::from(ErrorKind::NotFound);
        for address in (host, port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, patience) {
                Ok(tcp) => {
                    // Lines are short, and each is waited for.
                    let _ = tcp.set_nodelay(true);
                    return Ok(Line { stream: Stream::Plain(Paced { tcp, patience, until: Instant::now() + patience }), come: Vec::new() });
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn paced(&mut self) -> &mut Paced {
        match &mut self.stream {
            Stream::Plain(paced) => paced,
            Stream::Tls(tls) => &mut tls.sock,
        }
    }

    /// From now on it has so long for everything together, and so long for each thing.
    pub fn allow(&mut self, all: Duration, each: Duration) {
        let paced = self.paced();
        (paced.until, paced.patience) = (Instant::now() + all, each);
    }

    /// The name by which we greet where none is set: our address on this connection.
    pub fn own_name(&mut self) -> String {
        match self.paced().tcp.local_addr().map(|address| address.ip().to_canonical()) {
            Ok(std::net::IpAddr::V4(ip)) => format!("[{ip}]"),
            Ok(std::net::IpAddr::V6(ip)) => format!("[IPv6:{ip}]"),
            Err(_) => "localhost".to_owned(),
        }
    }

    /// Whether something has come that nobody asked for yet.
    pub fn has_more(&self) -> bool {
        !self.come.is_empty()
    }

    /// Encrypts it from here on.
    ///
    /// # Errors
    /// The other side is not who it should be, or does not know how.
    pub fn encrypt(self, connection: ClientConnection) -> Result<Line, Lost> {
        let Stream::Plain(paced) = self.stream else { return Ok(self) };
        let mut tls = StreamOwned::new(connection, paced);
        while tls.conn.is_handshaking() {
            tls.conn.complete_io(&mut tls.sock)?;
        }
        Ok(Line { stream: Stream::Tls(Box::new(tls)), come: Vec::new() })
    }

    /// Writes bytes as they are.
    ///
    /// # Errors
    /// Not all of them may have gone.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Lost> {
        match &mut self.stream {
            Stream::Plain(paced) => paced.write_all(bytes).and_then(|()| paced.flush())?,
            Stream::Tls(tls) => tls.write_all(bytes).and_then(|()| tls.flush())?,
        }
        Ok(())
    }

    /// Says a line, and hears the answer.
    ///
    /// # Errors
    /// There was none.
    pub fn ask(&mut self, line: &str) -> Result<Reply, Lost> {
        let watch = Stopwatch::start();
        let reply = self.write(format!("{line}\r\n").as_bytes()).and_then(|()| self.reply());
        told(verb(line), &reply, watch);
        reply
    }

    fn one_line(&mut self) -> Result<String, Lost> {
        loop {
            if let Some(end) = self.come.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.come.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(line.trim_ascii_end()).into_owned());
            }
            if self.come.len() > MAX_LINE {
                return Err(Lost::Garbled);
            }
            let mut bytes = [0; 2048];
            let count = match &mut self.stream {
                Stream::Plain(paced) => paced.read(&mut bytes)?,
                Stream::Tls(tls) => tls.read(&mut bytes)?,
            };
            if count == 0 {
                return Err(Lost::Cut);
            }
            self.come.extend_from_slice(&bytes[..count]);
        }
    }

    /// Hears an answer.
    ///
    /// # Errors
    /// There was none.
    pub fn reply(&mut self) -> Result<Reply, Lost> {
        let mut reply = Reply { code: 0, lines: Vec::new() };
        let mut length = 0;
        loop {
            let line = self.one_line()?;
            length += line.len();
            let code = line.get(..3).filter(|code| code.bytes().all(|b| b.is_ascii_digit())).and_then(|code| code.parse().ok());
            let code = code.filter(|code| (200..600).contains(code) && (reply.code == 0 || reply.code == *code));
            let (Some(code), true) = (code, length < MAX_REPLY) else { return Err(Lost::Garbled) };
            reply.code = code;
            reply.lines.push(line.get(4..).unwrap_or_default().to_owned());
            match line.as_bytes().get(3) {
                Some(b'-') => {}
                None | Some(b' ') => return Ok(reply),
                Some(_) => return Err(Lost::Garbled),
            }
        }
    }
}
