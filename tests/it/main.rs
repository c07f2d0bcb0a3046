//! All integration tests in one binary.
mod alone;
mod cli;
mod codes;
mod facts;
mod findings;
mod forms;
mod french;
mod guided;
mod hostile;
mod house;
mod journal;
mod large;
mod lsp;
mod made;
mod naive;
#[cfg(feature = "pdf")]
mod paper;
mod proof;
mod random;
mod rule;
mod runs;
mod scenarios;
mod sheet;
mod upgrade;
mod values;
mod versions;
mod words;
