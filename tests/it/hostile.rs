//! Inputs that were made to break the program, or that a tired hand makes: none panics, hangs or costs much, and each is told at its place.

mod answers;
mod bench;
mod calls;
mod catalogue;
mod corpus;
mod paths;
mod variants;
