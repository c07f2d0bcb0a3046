//! How long printing takes as a whole process: `cargo bench --bench print`.
//!
//! Every figure is the least of several runs. Beside a PDF stands the time that browsers and printers of HTML at hand (`chromium`,
//! `weasyprint`) take for the page that says the same, which the program writes as well: the ratio compares between machines.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;
const PROGRAM: &str = env!("CARGO_BIN_EXE_pasapas");

fn least(mut work: impl FnMut()) -> Duration {
    let one = |work: &mut dyn FnMut()| {
        let began = Instant::now();
        work();
        began.elapsed()
    };
    (0..ROUNDS).map(|_| one(&mut work)).min().unwrap_or_default()
}

fn run(program: &str, arguments: &[&str], folder: &Path) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).env("HOME", folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn pasapas(folder: &Path, arguments: &[&str]) {
    assert!(run(PROGRAM, arguments, folder), "{arguments:?}");
}

/// The most memory that a call takes, in MB.
fn memory(folder: &Path, arguments: &[&str]) -> Option<u64> {
    let told = Command::new("/usr/bin/time").args(["-f", "%M", PROGRAM]).args(arguments).current_dir(folder).env("HOME", folder).output().ok()?;
    String::from_utf8_lossy(&told.stderr).lines().last()?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

fn printed(what: &str, folder: &Path, arguments: &[&str]) {
    let pdf = [arguments, &["-o", "made.pdf"]].concat();
    let time = least(|| pasapas(folder, &pdf));
    let size = std::fs::metadata(folder.join("made.pdf")).map_or(0, |made| made.len() / 1024);
    let memory = memory(folder, &pdf).map_or_else(String::new, |memory| format!(", {memory} MB of memory"));
    print!("{what:<44} {time:>8.1?}   {size} KB{memory}");
    pasapas(folder, &[arguments, &["-o", "made.html"]].concat());
    let page = folder.join("made.html").display().to_string();
    let others: [(&str, Vec<&str>); 2] = [
        ("chromium", vec!["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=other.pdf", &page]),
        ("weasyprint", vec![&page, "other.pdf"]),
    ];
    for (program, arguments) in others {
        let began = Instant::now();
        if run(program, &arguments, folder) {
            let other = began.elapsed();
            print!("   {program} {other:.1?}, {:.0} ×", other.as_secs_f64() / time.as_secs_f64());
        }
    }
    println!();
}

/// A run whose list has so many items.
fn long_run(items: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("print-{items}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let procedure = "pasapas: 1\nid: liste\nversion: 1.0.0\nstatus: valid\ntitle: Cartes\nlanguage: fr\nrole: agent\nroles:\n  agent:\n    title: Agent\n\
        inputs:\n  personnes:\n    type: list\n    title: Personnes\n    key: nom\n    fields:\n      nom:\n        type: text\n        title: Nom\n\
        start: chacune\nsteps:\n  chacune:\n    title: Personne par personne\n    each: personnes\n    as: personne\n    start: remettre\n    steps:\n      \
        remettre:\n        title: Remettre la carte\n        text: \"À {{ personne.nom }}.\"\n        next: signer\n      signer:\n        title: Faire signer\n        end: success\n    end: success\n";
    std::fs::write(folder.join("liste.yaml"), procedure).expect("a file");
    let people: Vec<String> = (0..items).map(|n| format!("{{\"nom\":\"Nom {n}\"}}")).collect();
    std::fs::write(folder.join("people.json"), format!("{{\"personnes\":[{}]}}", people.join(","))).expect("a file");
    pasapas(&folder, &["start", "./liste.yaml", "--data", "people.json"]);
    folder
}

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("print");
    std::fs::create_dir_all(&folder).expect("a folder");
    let nothing = least(|| pasapas(&folder, &["--version"]));
    println!("{:<44} {nothing:>8.1?}", "--version");
    printed("a blank procedure, designation-mandataire", &folder, &["checklist", "designation-mandataire"]);
    printed("a blank procedure, certinomis-batch", &folder, &["checklist", "certinomis-batch"]);
    let thousand = long_run(1_000);
    printed("a table of 1,000 people", &thousand, &["checklist", "@last", "--table"]);
    printed("1,000 sheets, one for each", &thousand, &["checklist", "@last", "--items"]);
    let many = long_run(4_400);
    printed("a table of 4,400 people", &many, &["checklist", "@last", "--table"]);
}
