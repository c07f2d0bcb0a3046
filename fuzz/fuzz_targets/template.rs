//! Any text as a template and as an expression: what is accepted is carried out in bounded time and room.
#![no_main]

// The tests play the kept corpus through the same function.
#[path = "../played/template.rs"]
mod played;

libfuzzer_sys::fuzz_target!(|source: &str| played::play(source));
