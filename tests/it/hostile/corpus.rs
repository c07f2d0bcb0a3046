//! What the fuzzers have come upon, kept in `fuzz/corpus/`, through the same functions without a fuzzer.

use std::path::Path;

#[path = "../../../fuzz/played/answer.rs"]
mod answer;
#[path = "../../../fuzz/played/read.rs"]
mod read;
#[path = "../../../fuzz/played/template.rs"]
mod template;

fn play(target: &str, play: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| play(&bytes))).is_err() {
            panic!("{}", path.display());
        }
        count += 1;
    }
    assert!(count > 20, "{} has {count} files only", folder.display());
}

#[test]
fn any_bytes_as_a_procedure() {
    play("read", read::play);
}

#[test]
fn any_text_as_a_template() {
    play("template", |bytes| {
        if let Ok(source) = std::str::from_utf8(bytes) {
            template::play(source);
        }
    });
}

#[test]
fn any_json_as_an_answer() {
    play("answer", answer::play);
}
