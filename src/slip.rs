//! What was done on paper, typed in one go: `4 oui 12/03 MD; 5; 17.2[3] vu hier`.
//!
//! A [`Slip`] is the typed text, a [`Jotting`] what it says of one step: the number or code that is printed beside the step, what was answered in the
//! order in which it is printed, the day, and who did it. Every word knows where it stands, so that what is wrong can be shown there. Here it is only read;
//! whether it can be so, the desk finds out.

mod allot;
mod answers;
mod numbers;
mod people;
mod printed;
mod read;
mod slots;

pub use allot::{Allotted, Signed, allot, guess};
pub use answers::{Given, Said};
pub use numbers::{Number, Numbers};
pub use people::{People, Who};
pub use printed::Printed;
pub use read::{Jotting, Kind, Slip, Word};
pub use slots::{Slot, slots};

use crate::words::Message;
use std::ops::Range;

/// What is wrong with a part of a slip.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Which bytes of it.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub help: Option<Message>,
}

impl Fault {
    /// A fault.
    pub fn new(at: &Range<usize>, message: Message) -> Fault {
        Fault { at: at.clone(), message, help: None }
    }

    /// Adds what to do.
    pub fn help(mut self, help: Message) -> Fault {
        self.help = Some(help);
        self
    }
}

/// A text as it is compared: small letters, without accents, typewriter marks for printed ones.
pub(crate) fn plain(text: &str) -> String {
    text.trim().to_lowercase().chars().filter_map(bare).collect::<String>().replace("œ", "oe").replace("æ", "ae")
}

fn bare(c: char) -> Option<char> {
    Some(match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ô' | 'ö' | 'ó' | 'õ' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        'ÿ' => 'y',
        'ç' => 'c',
        'ñ' => 'n',
        '’' => '\'',
        '\u{a0}' | '\u{202f}' => ' ',
        // What a decomposed letter carries.
        '\u{300}'..='\u{36f}' => return None,
        c => c,
    })
}
