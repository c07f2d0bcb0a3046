//! All integration tests in one binary.
mod alone;
mod cli;
mod codes;
mod facts;
mod findings;
mod french;
mod guided;
mod hostile;
mod house;
mod journal;
mod lsp;
mod naive;
mod random;
mod rule;
mod runs;
mod scenarios;
mod words;
