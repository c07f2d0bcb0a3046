//! The message that a letter becomes: RFC 5322, quoted-printable.

use super::smtp::ascii;
use crate::engine::mail::{Address, Letter};
use crate::msg;
use crate::words::Message as Words;
use jiff::Timestamp;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, Message, MessageBuilder, MultiPart, SinglePart};

/// Something attached: its name and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The file's name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a letter leaves with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head<'a> {
    /// Who it is from.
    pub from: &'a Address,
    /// Whom to answer, where the letter does not say.
    pub reply_to: Option<&'a Address>,
    /// When it was put into the outbox.
    pub date: Timestamp,
    /// Its Message-ID.
    pub id: &'a str,
    /// The Message-IDs of what the same person got before, the oldest first.
    pub thread: &'a [String],
    /// Nobody wrote it: a reminder.
    pub automatic: bool,
    /// What its subject begins with.
    pub mark: &'a str,
}

/// The bytes of a letter as a file that mail programs open as a draft.
///
/// # Errors
/// Something in it fits into no message.
pub fn draft(letter: &Letter, parts: Vec<Part>, now: Timestamp) -> Result<Vec<u8>, Words> {
    let mut builder = addressed(letter, "", letter.reply_to.as_ref())?.date(now.into());
    // A draft is sent by whoever opens it: without somebody to answer to it names no sender.
    let known = letter.reply_to.as_ref().map(mailbox).transpose()?;
    let nobody = || "nobody@invalid.invalid".parse::<Mailbox>().map_err(|_| unwritable());
    let is_known = known.is_some();
    builder = builder.from(known.map_or_else(nobody, Ok)?);
    builder = header(builder, "X-Unsent", "1");
    let mut message = whole(builder, letter, parts)?;
    if !is_known {
        message.headers_mut().remove_raw("From");
    }
    Ok(message.formatted())
}

/// The bytes of a letter as it leaves.
///
/// # Errors
/// Something in it fits into no message.
pub fn leaving(letter: &Letter, parts: Vec<Part>, head: &Head) -> Result<Vec<u8>, Words> {
    let reply_to = letter.reply_to.as_ref().or(head.reply_to);
    let mut builder = addressed(letter, head.mark, reply_to)?.date(head.date.into()).from(mailbox(head.from)?);
    builder = builder.message_id(Some(format!("<{}>", head.id)));
    if let Some(last) = head.thread.last() {
        let all: Vec<String> = head.thread.iter().map(|id| format!("<{id}>")).collect();
        builder = builder.in_reply_to(format!("<{last}>")).references(all.join(" "));
    }
    if head.automatic {
        builder = header(builder, "Auto-Submitted", "auto-generated");
    }
    Ok(whole(builder, letter, parts)?.formatted())
}

fn header(builder: MessageBuilder, name: &'static str, value: &str) -> MessageBuilder {
    builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned()))
}

fn unwritable() -> Words {
    msg!("mail-form")
}

fn addressed(letter: &Letter, mark: &str, reply_to: Option<&Address>) -> Result<MessageBuilder, Words> {
    let mut builder = Message::builder().subject(format!("{mark}{}", letter.subject));
    builder = each(builder, &letter.to, MessageBuilder::to)?;
    builder = each(builder, &letter.cc, MessageBuilder::cc)?;
    match reply_to {
        Some(address) => Ok(builder.reply_to(mailbox(address)?)),
        None => Ok(builder),
    }
}

fn whole(builder: MessageBuilder, letter: &Letter, parts: Vec<Part>) -> Result<Message, Words> {
    let text = Body::new_with_encoding(letter.body.clone(), ContentTransferEncoding::QuotedPrintable).map_err(|_| unwritable())?;
    let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(text);
    let made = if parts.is_empty() {
        builder.singlepart(text)
    } else {
        let parts = parts.into_iter().map(attachment).collect::<Result<Vec<_>, _>>()?;
        builder.multipart(parts.into_iter().fold(MultiPart::mixed().singlepart(text), MultiPart::singlepart))
    };
    made.map_err(|_| unwritable())
}

fn each(builder: MessageBuilder, addresses: &[Address], put: fn(MessageBuilder, Mailbox) -> MessageBuilder) -> Result<MessageBuilder, Words> {
    addresses.iter().try_fold(builder, |builder, address| Ok(put(builder, mailbox(address)?)))
}

/// The engine has looked at these already; lettre must still take them.
fn mailbox(address: &Address) -> Result<Mailbox, Words> {
    let bad = || msg!("mail-address", address = address.to_string());
    if address.name.chars().any(char::is_control) {
        return Err(bad());
    }
    let email = ascii(&address.email).parse().map_err(|_| bad())?;
    Ok(Mailbox::new(Some(address.name.clone()).filter(|name| !name.is_empty()), email))
}

fn attachment(part: Part) -> Result<SinglePart, Words> {
    let kind = match part.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "txt" => "text/plain; charset=utf-8",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        _ => "application/octet-stream",
    };
    let kind = ContentType::parse(kind).map_err(|_| unwritable())?;
    let body = Body::new_with_encoding(part.bytes, ContentTransferEncoding::Base64).map_err(|_| unwritable())?;
    let name: String = part.name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Ok(Attachment::new(name).body(body, kind))
}
