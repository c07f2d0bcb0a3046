//! A mail as a file that mail programs open as a draft: RFC 5322, quoted-printable.

use crate::desk::{Desk, Failure};
use crate::engine::Refusal;
use crate::engine::mail::{Address, Attached, Letter};
use crate::finding::codes;
use crate::library::read;
use crate::msg;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, Message, MessageBuilder, MultiPart, SinglePart};
use std::path::Path;

/// The mail's bytes, and what a person must attach by hand.
///
/// # Errors
/// An address that no mail program takes, or an attachment that cannot be read.
pub(crate) fn write(desk: &Desk, letter: &Letter, folder: Option<&Path>) -> Result<(Vec<u8>, Vec<String>), Failure> {
    if let Some(why) = letter.unsendable() {
        return Err(refused(why));
    }
    let mut by_hand = Vec::new();
    let mut parts = Vec::new();
    for attached in &letter.attach {
        match content(desk, attached, folder)? {
            Some((name, bytes)) => parts.push(attachment(&name, bytes)?),
            None => by_hand.push(attached.title.clone()),
        }
    }
    let mut builder = Message::builder().date(desk.now().into()).subject(letter.subject.clone());
    builder = each(builder, &letter.to, MessageBuilder::to)?;
    builder = each(builder, &letter.cc, MessageBuilder::cc)?;
    builder = each(builder, letter.reply_to.as_slice(), MessageBuilder::reply_to)?;
    // A draft is sent by whoever opens it: without somebody to answer to it names no sender.
    let known = letter.reply_to.as_ref().map(mailbox).transpose()?;
    let nobody = || "nobody@invalid.invalid".parse::<Mailbox>().map_err(|_| refused(msg!("cli-mail-form")));
    let is_known = known.is_some();
    builder = builder.from(known.map_or_else(nobody, Ok)?);
    builder = builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("X-Unsent"), "1".to_owned()));
    let text = Body::new_with_encoding(letter.body.clone(), ContentTransferEncoding::QuotedPrintable).map_err(|_| refused(msg!("cli-mail-form")))?;
    let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(text);
    let made = if parts.is_empty() {
        builder.singlepart(text)
    } else {
        builder.multipart(parts.into_iter().fold(MultiPart::mixed().singlepart(text), MultiPart::singlepart))
    };
    let mut message = made.map_err(|_| refused(msg!("cli-mail-form")))?;
    if !is_known {
        message.headers_mut().remove_raw("From");
    }
    Ok((message.formatted(), by_hand))
}

fn refused(message: crate::words::Message) -> Failure {
    Failure::Refused(Refusal::new(codes::MAIL_REFUSED, message))
}

fn each(builder: MessageBuilder, addresses: &[Address], put: fn(MessageBuilder, Mailbox) -> MessageBuilder) -> Result<MessageBuilder, Failure> {
    addresses.iter().try_fold(builder, |builder, address| Ok(put(builder, mailbox(address)?)))
}

/// The engine has looked at these already; lettre must still take them.
fn mailbox(address: &Address) -> Result<Mailbox, Failure> {
    let bad = || refused(msg!("mail-address", address = address.to_string()));
    if address.name.chars().any(char::is_control) {
        return Err(bad());
    }
    let email = address.email.parse().map_err(|_| bad())?;
    Ok(Mailbox::new(Some(address.name.clone()).filter(|name| !name.is_empty()), email))
}

/// What is attached: from the run's own files, or from beside the procedure; `None` where only its title is known.
fn content(desk: &Desk, attached: &Attached, folder: Option<&Path>) -> Result<Option<(String, Vec<u8>)>, Failure> {
    if let Some(sha256) = &attached.sha256 {
        let missing = || Failure::Unable(Refusal::new(codes::STORE_DAMAGED, msg!("cli-mail-lost", title = &attached.title)));
        return Ok(Some((attached.title.clone(), desk.evidence(sha256)?.ok_or_else(missing)?)));
    }
    let (Some(file), Some(folder)) = (&attached.file, folder) else { return Ok(None) };
    let path = Path::new(file);
    // A procedure reaches no further than its own folder.
    let inside = path.components().all(|part| matches!(part, std::path::Component::Normal(_) | std::path::Component::CurDir));
    if !inside {
        return Ok(None);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_else(|| attached.title.clone());
    Ok(Some((name, read(&folder.join(path))?)))
}

fn attachment(name: &str, bytes: Vec<u8>) -> Result<SinglePart, Failure> {
    let kind = match name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
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
    let kind = ContentType::parse(kind).map_err(|_| refused(msg!("cli-mail-form")))?;
    let body = Body::new_with_encoding(bytes, ContentTransferEncoding::Base64).map_err(|_| refused(msg!("cli-mail-form")))?;
    Ok(Attachment::new(name.to_owned()).body(body, kind))
}
