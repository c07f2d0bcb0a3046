//! Any bytes as a procedure: everything found has a place in the file and words in both languages; what is sound prints and starts.
#![no_main]

// The tests play the kept corpus through the same function.
#[path = "../played/read.rs"]
mod played;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| played::play(bytes));
