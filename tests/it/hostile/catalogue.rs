//! The catalogue: hostile files, each with the code and the place that it must be told with.

mod bombs;
mod fields;
mod graph;
mod texts;
mod yaml;

use super::bench::{Case, check};
use crate::cli::drive::Home;
use pasapas::finding::Severity;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::process::ExitStatusExt;
use std::process::Command;

/// The stack that the program's main thread has is larger; a thread of the tests has this one.
const STACK: usize = 2 << 20;

fn cases() -> Vec<Case> {
    let mut cases = yaml::cases();
    cases.extend(fields::cases());
    cases.extend(graph::cases());
    cases.extend(texts::cases());
    cases.extend(bombs::cases());
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
    assert!(cases.len() >= 140, "{}", cases.len());
    cases
}

#[test]
fn every_case_is_told_in_little_time_and_stack() {
    let checked = std::thread::Builder::new().stack_size(STACK).spawn(|| {
        let mut wanting = Vec::new();
        for case in cases() {
            let (report, _) = check(case.name, &case.bytes);
            let found: Vec<String> = report
                .findings
                .iter()
                .filter(|f| f.severity() == Severity::Error)
                .take(5)
                .map(|f| format!("{} {} {:?}", f.code, f.place, f.message.id))
                .collect();
            let expected = match case.code {
                Some(code) => report.findings.iter().any(|f| f.code.name() == code),
                None => found.is_empty(),
            };
            if !expected {
                wanting.push(format!("{}: wanted {:?}, found {found:?}", case.name, case.code));
            }
        }
        assert!(wanting.is_empty(), "\n{}", wanting.join("\n"));
    });
    checked.unwrap().join().unwrap();
}

/// All cases at once through the program, in 1 GB of address space and with a time limit; what it says names the places.
#[test]
fn the_program_says_where() {
    let home = Home::new();
    let cases = cases();
    // One half is drawn in French, the other in English; all of it is written for programs.
    let halves = ["fr", "en"];
    halves.iter().for_each(|half| std::fs::create_dir_all(home.path(half)).unwrap());
    for (case, half) in cases.iter().zip(halves.iter().cycle()) {
        std::fs::write(home.path(&format!("{half}/{}.yaml", case.name)), &case.bytes).unwrap();
    }
    for half in halves {
        let ran = limited(&home, &["check", half, "--lang", half, "--color", "never"]);
        assert_eq!((ran.0, ran.1.is_empty()), (1, false), "{}", ran.2);
        assert!(ran.1.len() < 20 << 20, "{} bytes are shown", ran.1.len());
    }
    let (status, out, err) = limited(&home, &["check", "fr", "en", "--format", "json"]);
    assert_eq!(status, 1, "{err}");
    let document: Value = serde_json::from_str(&out).unwrap();
    let mut found: BTreeMap<String, Vec<(String, usize, u64, u64)>> = BTreeMap::new();
    for finding in document["findings"].as_array().unwrap() {
        let file = finding["file"].as_str().unwrap()[3..].trim_end_matches(".yaml").to_owned();
        let start = &finding["start"];
        let number = |key: &str| start[key].as_u64().unwrap();
        found.entry(file).or_default().push((
            finding["code"].as_str().unwrap().to_owned(),
            usize::try_from(number("byte")).unwrap(),
            number("line"),
            number("column"),
        ));
    }
    let mut wanting = Vec::new();
    for case in cases.iter().filter(|case| case.code.is_some()) {
        let code = case.code.unwrap();
        let bytes = case.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&case.bytes);
        let anywhere = case.at == "*";
        let at = bytes.windows(case.at.len().max(1)).position(|window| window.starts_with(case.at.as_bytes()));
        let at = at.or((anywhere || case.at.is_empty()).then_some(0)).unwrap_or_else(|| panic!("{}: nowhere {:?}", case.name, case.at));
        let here = found.get(case.name).map(Vec::as_slice).unwrap_or_default();
        let hit = here.iter().any(|(c, byte, line, column)| {
            let there = if anywhere { *byte > 0 } else { *byte == at };
            c == code && there && (*byte == 0) == ((*line, *column) == (1, 1))
        });
        if !hit {
            wanting.push(format!("{}: wanted {code} at byte {at}, found {:?}", case.name, &here[..here.len().min(4)]));
        }
    }
    assert!(wanting.is_empty(), "\n{}", wanting.join("\n"));
}

/// Runs the program in a bounded address space and time: status, data, words.
fn limited(home: &Home, args: &[&str]) -> (i32, String, String) {
    let quoted: Vec<String> = args.iter().map(|arg| format!("'{arg}'")).collect();
    let line = format!("ulimit -v 1000000; ulimit -t 90; exec '{}' {}", env!("CARGO_BIN_EXE_pasapas"), quoted.join(" "));
    let output = Command::new("sh").args(["-c", &line]).current_dir(home.path("")).env("HOME", home.path("")).output().unwrap();
    assert_eq!(output.status.signal(), None, "{args:?}");
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The worst files, each alone, in 100 MB over what the program takes for the smallest one.
#[test]
fn no_file_takes_more_than_100_megabytes() {
    let home = Home::new();
    let smallest = peak(&home, "petit", super::bench::base("petit").as_bytes());
    for case in bombs::cases() {
        let peak = peak(&home, case.name, &case.bytes);
        assert!(peak < smallest + 100_000, "{}: {peak} KB, the smallest file {smallest} KB", case.name);
    }
}

/// The most memory that the program has held while it checked a file, in KB.
fn peak(home: &Home, name: &str, bytes: &[u8]) -> u64 {
    let file = home.path(&format!("{name}.yaml"));
    std::fs::write(&file, bytes).unwrap();
    let mut child = home
        .command()
        .args(["check", file.to_str().unwrap()])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let read = std::fs::read_to_string(&status).unwrap_or_default();
        let line = read.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
        peak = peak.max(line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    peak
}
