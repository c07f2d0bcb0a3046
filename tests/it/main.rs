//! All integration tests in one binary.
mod cli;
mod codes;
mod facts;
mod findings;
mod guided;
mod house;
mod journal;
mod naive;
mod random;
mod rule;
mod words;
