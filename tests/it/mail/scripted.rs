//! A mail server that does as it is told, and breaks off where it is told; it counts what it got whole.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What it does at one point of one conversation. The points are `HELLO` (before it greets), the verbs, `BODY` (in the middle of the message) and
/// `.` (the message is whole).
#[derive(Debug, Clone)]
pub enum Twist {
    /// Breaks off before it answers.
    Cut,
    /// Answers this instead, and goes on.
    Say(&'static str),
    /// Answers this instead, and breaks off.
    SayAndCut(&'static str),
    /// Says nothing more.
    Silence,
    /// Answers a byte at a time, so slowly.
    Slow(Duration),
}

/// What it does in one conversation: at which point, and what.
pub type Script = Option<(&'static str, Twist)>;

/// What it got: the recipient and the bytes.
pub type Got = Arc<Mutex<Vec<(String, String)>>>;

pub struct Scripted {
    pub port: u16,
    pub got: Got,
    /// Every line that was said to it, message bodies left out.
    pub heard: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    /// One script for each conversation, then none any more; `offers` is what it offers beyond the usual.
    pub fn new(scripts: Vec<Script>, offers: &'static [&'static str]) -> Scripted {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (got, heard) = (Got::default(), Arc::new(Mutex::new(Vec::new())));
        let told = (got.clone(), heard.clone());
        std::thread::spawn(move || {
            let mut scripts = scripts.into_iter();
            for stream in listener.incoming() {
                let (stream, script, (got, heard)) = (stream.unwrap(), scripts.next().flatten(), told.clone());
                std::thread::spawn(move || drop(talk(stream, script, offers, &got, &heard)));
            }
        });
        Scripted { port, got, heard }
    }

    /// Who got a whole message, in order.
    pub fn recipients(&self) -> Vec<String> {
        self.got.lock().unwrap().iter().map(|(to, _)| to.clone()).collect()
    }
}

fn talk(stream: TcpStream, script: Script, offers: &[&str], got: &Got, heard: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut out = stream;
    let mut answer = |point: &str, usual: &str| -> std::io::Result<bool> {
        match script.as_ref().filter(|(at, _)| *at == point).map(|(_, twist)| twist) {
            None => out.write_all(format!("{usual}\r\n").as_bytes())?,
            Some(Twist::Cut) => return Ok(false),
            Some(Twist::Say(other)) => out.write_all(format!("{other}\r\n").as_bytes())?,
            Some(Twist::SayAndCut(other)) => {
                out.write_all(other.as_bytes())?;
                return Ok(false);
            }
            Some(Twist::Silence) => std::thread::sleep(Duration::from_secs(60)),
            Some(Twist::Slow(pause)) => {
                for byte in format!("{usual}\r\n").bytes() {
                    out.write_all(&[byte])?;
                    std::thread::sleep(*pause);
                }
            }
        }
        Ok(true)
    };
    if !answer("HELLO", "220 here")? {
        return Ok(());
    }
    let mut to = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        heard.lock().unwrap().push(line.trim_end().to_owned());
        let verb = line.split([' ', '\r']).next().unwrap().to_uppercase();
        let usual = match verb.as_str() {
            "EHLO" => {
                let mut lines: Vec<String> = offers.iter().map(|offer| format!("250-{offer}")).collect();
                lines.insert(0, "250-here".to_owned());
                lines.push("250 8BITMIME".to_owned());
                lines.join("\r\n")
            }
            "DATA" => "354 go on".to_owned(),
            "QUIT" => "221 bye".to_owned(),
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                "250 ok".to_owned()
            }
            _ => "250 ok".to_owned(),
        };
        if !answer(&verb, &usual)? {
            return Ok(());
        }
        let goes_on = !matches!(script.as_ref(), Some(("DATA", Twist::Say(_))));
        if verb == "DATA" && goes_on {
            if matches!(script.as_ref(), Some(("BODY", _))) {
                reader.read_exact(&mut [0; 40])?;
                answer("BODY", "")?;
                return Ok(());
            }
            let mut body = String::new();
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line)? == 0 {
                    return Ok(());
                }
                if line == ".\r\n" {
                    break;
                }
                body.push_str(line.strip_prefix('.').unwrap_or(&line));
            }
            // A server that says no to the whole message does not keep it.
            if !matches!(script.as_ref(), Some((".", Twist::Say(no) | Twist::SayAndCut(no))) if no.starts_with(['4', '5'])) {
                got.lock().unwrap().push((to.clone(), body));
            }
            if !answer(".", "250 taken")? {
                return Ok(());
            }
        }
    }
}
