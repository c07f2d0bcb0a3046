//! A letter of a run as a page to be printed, signed and posted.

use crate::desk::{Desk, Loaded};
use crate::engine::mail::{Address, Letter};
use crate::model::moment::zone;
use crate::print::html::letter;
use crate::words::{Lang, dates};

/// The page, in the language of the procedure.
pub(crate) fn write(desk: &Desk, loaded: &Loaded, number: u32, mail: &Letter) -> String {
    let lang = Lang::parse(&loaded.checked.procedure.language).unwrap_or_default();
    let left = loaded.run.mails.get(&number).and_then(|mail| mail.left.as_ref());
    let day = left.map_or_else(|| desk.now(), |(stamp, _)| stamp.at).to_zoned(zone()).date();
    // A letter goes to a person or an office; a mail address is of use only where there is no name.
    let named = |address: &Address| if address.name.is_empty() { address.email.clone() } else { address.name.clone() };
    let sender = desk.config().organisation.as_ref();
    let page = letter::Letter {
        sender: sender.map(|organisation| organisation.name.clone()),
        address: sender.map(|organisation| organisation.address.clone()).unwrap_or_default(),
        place: sender.and_then(|organisation| organisation.place.clone()),
        reply_to: mail.reply_to.as_ref().map(|to| if to.email.is_empty() { to.name.clone() } else { to.email.clone() }),
        date: dates::day(day, lang),
        to: mail.to.iter().map(named).collect(),
        cc: mail.cc.iter().map(named).collect(),
        subject: mail.subject.clone(),
        body: mail.body.clone(),
        attach: mail.attach.iter().map(|attached| attached.title.clone()).collect(),
        registered: mail.by == "registered",
        signed: left.map_or_else(|| desk.by().to_owned(), |(stamp, _)| stamp.by.clone()),
    };
    letter::write(&page, lang.words())
}
