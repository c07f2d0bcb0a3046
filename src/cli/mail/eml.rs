//! A mail as a file that mail programs open as a draft.

use crate::desk::{Desk, Failure};
use crate::engine::Refusal;
use crate::engine::mail::Letter;
use crate::finding::codes;
use crate::post::message;

/// The mail's bytes, and what a person must attach by hand.
///
/// # Errors
/// An address that no mail program takes, or an attachment that cannot be read.
pub(crate) fn write(desk: &Desk, letter: &Letter) -> Result<(Vec<u8>, Vec<String>), Failure> {
    if let Some(why) = letter.unsendable() {
        return Err(Refusal::new(codes::MAIL_REFUSED, why).into());
    }
    let (parts, by_hand) = desk.attached(letter)?;
    let bytes = message::draft(letter, parts, desk.now()).map_err(|why| Refusal::new(codes::MAIL_REFUSED, why))?;
    Ok((bytes, by_hand))
}
