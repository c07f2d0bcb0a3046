//! How long `pasapas check` takes as a whole process: `cargo bench --bench check`.
//!
//! Every figure is the least of several runs, as the operating system's scheduler disturbs upwards only, and stands as a ratio to the start of
//! a program that does nothing (`true`), or to reading the same files as YAML in one thread: these compare between machines.

#[path = "../tests/it/made.rs"]
#[allow(dead_code)] // Shared with the tests, which make others too.
mod made;

use pasapas::text::Document;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 20;

fn least(mut work: impl FnMut()) -> Duration {
    let one = |work: &mut dyn FnMut()| {
        let began = Instant::now();
        work();
        began.elapsed()
    };
    (0..ROUNDS).map(|_| one(&mut work)).min().unwrap_or_default()
}

fn run(program: &str, arguments: &[&str]) {
    let status = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{program} {arguments:?}");
}

fn folder(name: &str, files: impl IntoIterator<Item = (String, String)>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    files.into_iter().for_each(|(name, text)| std::fs::write(folder.join(name), text).expect("a file"));
    folder
}

fn main() {
    let program = env!("CARGO_BIN_EXE_pasapas");
    let nothing = least(|| run("true", &[]));
    println!("true, a program that does nothing          {nothing:>8.1?}");
    let against_nothing = |what: &str, arguments: &[&str]| {
        let time = least(|| run(program, arguments));
        println!("{what:<42} {time:>8.1?}   {:.1} × true", time.as_secs_f64() / nothing.as_secs_f64());
    };
    against_nothing("--version", &["--version"]);
    let one = folder("one", [("p-0.yaml".to_owned(), made::row("p-0", 30))]);
    against_nothing("check, one file of 30 steps", &["check", one.join("p-0.yaml").to_str().expect("a path")]);
    against_nothing("check workflows/, procedures and scenarios", &["check", concat!(env!("CARGO_MANIFEST_DIR"), "/workflows")]);

    let against_reading = |what: &str, folder: &Path| {
        let files: Vec<Vec<u8>> =
            std::fs::read_dir(folder).expect("a folder").map(|f| std::fs::read(f.expect("a file").path()).expect("bytes")).collect();
        let bytes: usize = files.iter().map(Vec::len).sum();
        let reading = least(|| files.iter().for_each(|bytes| assert!(Document::read("p.yaml", bytes).0.is_some())));
        let time = least(|| run(program, &["check", folder.to_str().expect("a path")]));
        println!("{what:<42} {time:>8.1?}   {:.1} × reading its {} KB as YAML", time.as_secs_f64() / reading.as_secs_f64(), bytes / 1024);
    };
    let many = folder("many", (0..500).map(|i| (format!("p-{i}.yaml"), made::row(&format!("p-{i}"), 30))));
    against_reading("check, 500 files of 30 steps", &many);
    let long = folder("long", [("longue.yaml".to_owned(), made::row("longue", 500))]);
    against_reading("check, one file of 500 steps", &long);

    for (what, text) in [
        ("17 choices side by side: 2^17 courses", made::choices_side_by_side("p", 17)),
        ("200 choices side by side", made::choices_side_by_side("p", 200)),
        ("300 choices in a row", made::choices_in_a_row("p", 300)),
        ("100 forks and joins of 4 ways", made::forks_and_joins("p", 100, 4)),
        ("each inside each, 4 deep, 8 choices each", made::each_inside_each("p", 4, 8)),
        ("300 steps, reaching 15 ahead", made::entangled("p", 300, 15, 1)),
        ("500 steps, reaching 15 ahead", made::entangled("p", 500, 15, 1)),
        ("500 steps, reaching 40 ahead", made::entangled("p", 500, 40, 1)),
    ] {
        let folder = folder("proof", [("p.yaml".to_owned(), text)]);
        let file = folder.join("p.yaml");
        let output = Command::new(program).args(["check", "--format", "json"]).arg(&file).output().expect("the program");
        let limit = if String::from_utf8_lossy(&output.stdout).contains("proof.limit") { ", not proven: too entangled" } else { "" };
        let time = least(|| run(program, &["check", file.to_str().expect("a path")]));
        println!("{what:<42} {time:>8.1?}   {:.1} × true{limit}", time.as_secs_f64() / nothing.as_secs_f64());
    }
}
