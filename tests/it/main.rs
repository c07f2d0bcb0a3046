//! All integration tests in one binary.
mod naive;
mod random;
mod rule;
