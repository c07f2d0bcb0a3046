//! All integration tests in one binary.
mod codes;
mod facts;
mod house;
mod journal;
mod naive;
mod random;
mod rule;
mod words;
