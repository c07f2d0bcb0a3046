//! The command line as people and programs meet it: the built binary, an empty environment, a home of its own.

mod changes;
mod commands;
pub mod drive;
mod holidays;
mod machine;
mod many;
mod names;
mod people;
mod programs;
mod team;

pub use drive::Home;
