//! How mails leave: the message that a letter becomes, and who carries it.
//!
//! [`Carrier`] is what the desk knows. Only [`smtp`] opens a connection; in test mode there is [`folder`] in its place, and nothing else.

mod dialogue;
pub mod folder;
mod line;
pub mod message;
pub mod settings;
pub mod smtp;
mod tls;

use crate::finding::{Code, codes};
use crate::msg;
use crate::words::Message;
use settings::Smtp;

/// What became of one message for one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// It was taken: what was answered.
    Taken(u16),
    /// Not now; what was answered, or nothing where the connection broke before the message was whole.
    PutOff(Option<u16>),
    /// Not at all: what was answered.
    Refused(u16),
    /// The message was whole, and the answer did not come or could not be understood.
    AnswerLost,
}

/// Why nothing can be carried at the moment, whoever it is for.
#[derive(Debug, Clone, PartialEq)]
pub struct Trouble {
    /// Which kind.
    pub code: Code,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub help: Option<Message>,
}

impl Trouble {
    fn server(message: Message) -> Trouble {
        Trouble { code: codes::MAIL_SERVER, message, help: Some(msg!("mail-server.help")) }
    }

    fn tls(message: Message) -> Trouble {
        Trouble { code: codes::MAIL_TLS, message, help: Some(msg!("mail-tls.help")) }
    }
}

/// Who carries messages.
pub trait Carrier {
    /// Makes ready to carry; called before each message.
    ///
    /// # Errors
    /// Nothing can be carried at the moment, and nothing was.
    fn ready(&mut self) -> Result<(), Trouble>;

    /// Carries one message to one recipient; `name` is what it may be kept under.
    ///
    /// # Errors
    /// The server wants nothing from us at the moment: this message was not taken.
    fn carry(&mut self, name: &str, to: &str, message: &[u8]) -> Result<Carried, Trouble>;
}

/// Whoever carries by these settings. In test mode nobody who could open a connection is made.
pub fn carrier(smtp: &Smtp) -> Box<dyn Carrier + '_> {
    match &smtp.test {
        Some(folder) => Box::new(folder::Folder::new(folder)),
        None => Box::new(smtp::Server::new(smtp)),
    }
}
