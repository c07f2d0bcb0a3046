//! Mails that leave: the outbox, the dialogue with servers, what happens when it breaks.

mod cuts;
mod kill;
mod office;
mod outbox;
mod reminders;
mod scripted;
mod servers;
mod settings;
mod tls;
