//! Any JSON or text as an answer of any type: what is accepted stays as it is when it is given again.
#![no_main]

// The tests play the kept corpus through the same function.
#[path = "../played/answer.rs"]
mod played;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| played::play(bytes));
