//! Pas à pas: procedures that people carry out, written in YAML, proven as a graph, followed step by step, printed as checklists.
//!
//! `docs/architecture.md` shows the house floor by floor; a lower floor never imports a higher one.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod assist;
pub mod check;
pub mod cli;
pub mod clock;
pub mod compare;
pub mod config;
pub mod desk;
pub mod draw;
pub mod engine;
pub mod finding;
pub mod hands;
pub mod index;
pub mod journal;
pub mod library;
pub mod lsp;
pub mod model;
pub mod post;
pub mod print;
pub mod report;
pub mod scenario;
pub mod sheet;
pub mod slip;
pub mod template;
pub mod text;
pub mod words;
