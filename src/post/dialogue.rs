//! What is said to a mail server for one message (RFC 5321), and what its answers mean.
//!
//! The one question that decides everything: had the message been whole? Until its last line, the point alone, has gone, nobody can have taken
//! it. After that only an answer tells; where none comes nobody knows (RFC 1047), and a person decides.

use super::line::{self, Line, Lost, Reply};
use super::{Carried, Trouble};
use crate::clock::Stopwatch;
use crate::msg;
use std::time::Duration;

/// How a message went.
#[derive(Debug)]
pub(super) enum Went {
    /// So, and the connection can go on.
    On(Carried),
    /// So, and the connection is over.
    Over(Carried),
    /// The server takes nothing from this sender at the moment.
    Unwanted(Trouble),
}

/// Sends one message to one recipient. `each` is how long a server may take for an answer; for its last one it has ten times as long, as it may
/// look through the whole message.
pub(super) fn send(line: &mut Line, from: &str, to: &str, message: &[u8], each: Duration) -> Went {
    line.allow(each * 6, each);
    let sender = match line.ask(&format!("MAIL FROM:<{from}>")) {
        Ok(reply) if is_good(&reply) => Ok(()),
        Ok(reply) if reply.code < 500 => Err(put_off(&reply)),
        // What is said of the sender holds for all mails alike: no single one has failed.
        Ok(reply) => return Went::Unwanted(Trouble::server(msg!("mail-server-sender", from = from, answer = said(&reply)))),
        Err(_) => Err(Went::Over(Carried::PutOff(None))),
    };
    if let Err(went) = sender {
        return went;
    }
    for (words, wanted) in [(format!("RCPT TO:<{to}>"), 2), ("DATA".to_owned(), 3)] {
        match line.ask(&words) {
            Ok(reply) if reply.code / 100 == wanted => {}
            Ok(reply) if reply.code >= 500 => return end(line, Carried::Refused(reply.code)),
            Ok(reply) if reply.code >= 400 => {
                let off = put_off(&reply);
                return if matches!(off, Went::On(_)) { end(line, Carried::PutOff(Some(reply.code))) } else { off };
            }
            // It says yes to something else: what it means is unclear, but nothing was sent.
            Ok(_) | Err(_) => return Went::Over(Carried::PutOff(None)),
        }
    }
    line.allow(each * 20, each);
    if line.write(&stuffed(message)).is_err() {
        return Went::Over(Carried::PutOff(None));
    }
    line.allow(each * 10, each * 10);
    // From here on the message may be whole for the other side, whatever goes wrong.
    let watch = Stopwatch::start();
    let last = line.write(b".\r\n").and_then(|()| line.reply());
    line::told("end", &last, watch);
    match last {
        Ok(reply) if is_good(&reply) => Went::On(Carried::Taken(reply.code)),
        Ok(reply) if reply.code >= 500 => Went::On(Carried::Refused(reply.code)),
        Ok(reply) if reply.code >= 400 => put_off(&reply),
        Ok(_) | Err(_) => Went::Over(Carried::AnswerLost),
    }
}

fn is_good(reply: &Reply) -> bool {
    reply.code / 100 == 2
}

/// Not now. A server that says 421 hangs up.
fn put_off(reply: &Reply) -> Went {
    let carried = Carried::PutOff(Some(reply.code));
    if reply.code == 421 { Went::Over(carried) } else { Went::On(carried) }
}

/// Begins anew after a message that was not taken.
fn end(line: &mut Line, carried: Carried) -> Went {
    match line.ask("RSET") {
        Ok(reply) if is_good(&reply) => Went::On(carried),
        Ok(_) | Err(Lost::Cut | Lost::Slow | Lost::Garbled | Lost::Tls(_)) => Went::Over(carried),
    }
}

/// An answer as it is told to people.
pub(super) fn said(reply: &Reply) -> String {
    let text: String = reply.lines.join(" ").chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    format!("{} {}", reply.code, text.trim()).trim_end().to_owned()
}

/// A message as it goes over the line: a point that begins a line is doubled, the last line ends.
fn stuffed(message: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(message.len() + 64);
    let mut begins = true;
    for byte in message {
        if begins && *byte == b'.' {
            bytes.push(b'.');
        }
        bytes.push(*byte);
        begins = *byte == b'\n';
    }
    if !bytes.ends_with(b"\r\n") {
        bytes.extend(b"\r\n");
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::stuffed;

    #[test]
    fn a_point_that_begins_a_line_is_doubled() {
        assert_eq!(stuffed(b".a\r\nb.\r\n.\r\n"), b"..a\r\nb.\r\n..\r\n");
        assert_eq!(stuffed(b"a"), b"a\r\n");
    }
}
