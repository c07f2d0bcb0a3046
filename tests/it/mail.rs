//! Mails that leave: the outbox, the dialogue with servers, what happens when it breaks.

mod cuts;
mod kill;
pub mod office;
mod outbox;
mod reminders;
pub mod scripted;
mod servers;
mod settings;
mod tls;
