//! Files that are attached to steps: however large they are, what they really are, and how they come back.

use super::cli::Home;
use serde_json::Value;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::Stdio;

const PROCEDURE: &str = "pasapas: 1
id: pieces
version: 1.0.0
status: valid
title: Des pièces
language: fr
role: moi
roles: {moi: {title: Moi}}
start: [tout, image, vue]
steps:
  tout:
    title: Tout fichier
    ask: {piece: {type: file, title: La pièce, personal: true}}
    end: success
  image:
    title: Une image ou un PDF
    ask: {scan: {type: file, title: Le scan, accept: [image, pdf], max_size: 10 KB}}
    end: success
  vue:
    title: Une pièce vue
    ask: {carte: {type: file, title: La carte, keep: false}}
    end: success
";

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";

fn home() -> Home {
    let home = Home::new();
    home.write("wf/pieces.yaml", PROCEDURE);
    home.good(&["--workflows", "wf", "start", "pieces"]);
    home
}

/// A large file that is cheap to make: mostly holes, with something to be found at its ends and between.
fn sparse(path: &Path, megabytes: u64) {
    let mut file = File::create(path).unwrap();
    file.set_len(megabytes << 20).unwrap();
    for at in [0, (megabytes << 19) + 7, (megabytes << 20) - 9] {
        file.seek(SeekFrom::Start(at)).unwrap();
        file.write_all(b"pas @ pas").unwrap();
    }
}

/// Whether two files are the same, and never both in memory.
fn same(one: &Path, other: &Path) -> bool {
    let (mut one, mut other) = (File::open(one).unwrap(), File::open(other).unwrap());
    let (mut a, mut b) = (vec![0; 1 << 20], vec![0; 1 << 20]);
    loop {
        let read = one.read(&mut a).unwrap();
        if read == 0 {
            return other.read(&mut b).unwrap() == 0;
        }
        if other.read_exact(&mut b[..read]).is_err() || a[..read] != b[..read] {
            return false;
        }
    }
}

/// How much memory a call needs at its highest, in megabytes; it must go well.
#[cfg(target_os = "linux")]
fn peak(home: &Home, args: &[&str]) -> u64 {
    let mut child = home.command().args(args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut peak = 0;
    let status = loop {
        let seen = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let high = seen.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        peak = peak.max(high.unwrap_or_default() >> 10);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    };
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(status.success(), "{args:?}: {said}");
    assert!(peak > 0);
    peak
}

/// `PASAPAS_LARGE=1024` takes a file of so many megabytes.
#[cfg(target_os = "linux")]
#[test]
fn a_large_file_is_never_in_memory() {
    const MOST: u64 = 14;
    let megabytes = std::env::var("PASAPAS_LARGE").ok().and_then(|size| size.parse().ok()).unwrap_or(33);
    let home = home();
    home.write("settings.yaml", "max_file: 2 GB\n");
    sparse(&home.path("film.bin"), megabytes);
    let usual = peak(&home, &["--workflows", "wf", "show", "@last"]);
    let lean = |args: &[&str]| {
        let peak = peak(&home, &[&["--workflows", "wf"], args].concat());
        assert!(peak < usual + MOST, "{args:?}: {peak} MB, and {usual} MB without a file");
    };
    lean(&["done", "@last", "tout", "--attach", "piece=film.bin"]);
    lean(&["verify"]);
    lean(&["files", "@last"]);
    lean(&["files", "@last", "1", "-o", "again.bin"]);
    assert!(same(&home.path("film.bin"), &home.path("again.bin")));
    lean(&["export", "@last", "--personal", "-o", "run.zip"]);
    lean(&["verify", "run.zip"]);
    lean(&["--store", "other.db", "import", "run.zip"]);
    lean(&["--store", "other.db", "files", "@last", "1", "-o", "third.bin"]);
    assert!(same(&home.path("film.bin"), &home.path("third.bin")));
    // What a text should not hold is said, and not tried.
    let ran = home.run(&["--workflows", "wf", "export", "@last", "--personal", "-o", "run.json"]);
    assert!(ran.status == 2 && ran.err.contains("more than 32 MB") && ran.err.contains("run.zip") && !home.path("run.json").exists(), "{ran:?}");
    home.good(&["--workflows", "wf", "cancel", "@last", "--reason", "x"]);
    lean(&["erase", "@last", "--reason", "x"]);
    home.good(&["verify"]);
    let ran = home.run(&["--workflows", "wf", "files", "@last", "1", "-o", "gone.bin"]);
    assert!(ran.status != 0 && !home.path("gone.bin").exists(), "{ran:?}");
}

#[test]
fn a_file_is_what_is_in_it() {
    let home = home();
    let attach =
        |step: &str, field: &str, file: &str| home.run(&["--workflows", "wf", "done", "@last", step, "--attach", &format!("{field}={file}")]);
    std::fs::write(home.path("scan.pdf"), PNG).unwrap();
    std::fs::write(home.path("photo.png"), PNG).unwrap();
    std::fs::write(home.path("lettre.pdf"), "%PDF-1.7\n").unwrap();
    std::fs::write(home.path("vide.pdf"), "").unwrap();
    std::fs::write(home.path("accord.eml"), "De : Éloïse\nD’accord.\n").unwrap();
    std::fs::write(home.path("grand.pdf"), [&b"%PDF-1.7\n"[..], &[b' '; 11 << 10]].concat()).unwrap();
    let refused = |step: &str, field: &str, file: &str, why: &str| {
        let ran = attach(step, field, file);
        assert!(ran.status == 1 && ran.err.contains(why) && ran.err.contains("answer.form"), "{file}: {ran:?}");
    };
    refused("tout", "piece", "scan.pdf", "“scan.pdf” is a PNG picture, whatever its ending “.pdf” says");
    refused("tout", "piece", "vide.pdf", "an empty file");
    refused("image", "scan", "scan.pdf", "a PNG picture, whatever");
    refused("image", "scan", "accord.eml", "“accord.eml” is a plain text; needed is a picture or a PDF");
    refused("image", "scan", "grand.pdf", "“grand.pdf” has 12\u{a0}KB: at most 10\u{a0}KB are taken here");
    let french = home.command().args(["--lang", "fr", "--workflows", "wf", "done", "@last", "tout", "--attach", "piece=scan.pdf"]).output().unwrap();
    assert!(String::from_utf8(french.stderr).unwrap().contains("est une image PNG, quoi que dise sa fin"));
    // Nothing was kept of what was refused.
    assert_eq!(home.lines(&["--workflows", "wf", "files", "@last", "--json"]).len(), 0);
    assert_eq!(attach("image", "scan", "photo.png").status, 0);
    assert_eq!(attach("tout", "piece", "accord.eml").status, 0);
    let ran = attach("vue", "carte", "photo.png");
    assert!(ran.status == 1 && ran.err.contains("not kept here"), "{ran:?}");
    // Whoever claims something else of a file than what it is is not believed.
    let start = ["--workflows", "wf", "start", "pieces"];
    let kept = home.lines(&["--workflows", "wf", "files", "@last", "--json", "--personal"]);
    let hash = kept.iter().find(|file| file["name"] == "accord.eml").unwrap()["sha256"].as_str().unwrap().to_owned();
    home.good(&start);
    for claim in [r#""size": 3"#, r#""size": 26, "form": "pdf""#] {
        let answer = format!(r#"{{"name": "x", "sha256": "{hash}", {claim}}}"#);
        let ran = home.run(&["--workflows", "wf", "done", "@last", "tout", "--set", &format!("piece={answer}")]);
        assert!(ran.status == 1 && ran.err.contains("nobody has given this file"), "{claim}: {ran:?}");
    }
}

#[test]
fn how_large_a_file_may_be_is_set_once() {
    let home = home();
    sparse(&home.path("film.bin"), 26);
    let attach = ["--workflows", "wf", "done", "@last", "tout", "--attach", "piece=film.bin"];
    let ran = home.run(&attach);
    assert!(
        ran.status == 2
            && ran.err.contains("has 26\u{a0}MB")
            && ran.err.contains("at most 25\u{a0}MB")
            && ran.err.contains("“max_file” in the settings"),
        "{ran:?}"
    );
    home.write("settings.yaml", "max_file: 30 Mo\n");
    let ran = home.run(&attach);
    assert!(ran.status == 2 && ran.err.contains("line 1, “max_file”: a size, like “10 MB”"), "{ran:?}");
    home.write("settings.yaml", "max_file: 30 MB\n");
    home.good(&attach);
}

#[test]
fn what_was_attached_is_listed_and_comes_back() {
    let home = home();
    std::fs::write(home.path("pièce d’Ana.pdf"), "%PDF-1.7 Ana").unwrap();
    std::fs::write(home.path("photo.png"), PNG).unwrap();
    home.good(&["--workflows", "wf", "done", "@last", "tout", "--attach", "piece=pièce d’Ana.pdf"]);
    home.good(&["--workflows", "wf", "done", "@last", "image", "--attach", "scan=photo.png"]);
    home.good(&["--workflows", "wf", "done", "@last", "vue", "--set", "carte=seen"]);
    let listed = home.good(&["--workflows", "wf", "files", "@last"]);
    assert!(
        listed.contains("1  pièce d’Ana.pdf") && listed.contains("Tout fichier") && listed.contains("tess") && listed.contains("2  photo.png"),
        "{listed}"
    );
    let all = home.lines(&["--workflows", "wf", "files", "@last", "--json"]);
    assert_eq!(all.len(), 2, "what was only seen is no file: {all:?}");
    assert_eq!((&all[0]["name"], &all[0]["number"]), (&Value::Null, &1.into()), "a personal name is not shown to programs that do not ask for it");
    let all = home.lines(&["--workflows", "wf", "files", "@last", "--json", "--personal"]);
    assert_eq!(
        (&all[0]["name"], &all[0]["size"], &all[0]["form"], &all[0]["path"], &all[0]["field"]),
        (&"pièce d’Ana.pdf".into(), &12.into(), &"pdf".into(), &"tout".into(), &"piece".into())
    );
    // By its number, its name or its hash; beside itself, under its own name.
    home.good(&["--workflows", "wf", "files", "@last", "photo.png", "-o", "copie.png"]);
    assert_eq!(std::fs::read(home.path("copie.png")).unwrap(), PNG);
    home.good(&["--workflows", "wf", "files", "@last", &all[0]["sha256"].as_str().unwrap()[..12], "-o", "copie.pdf"]);
    assert_eq!(std::fs::read(home.path("copie.pdf")).unwrap(), b"%PDF-1.7 Ana");
    // Nothing is overwritten.
    let ran = home.run(&["--workflows", "wf", "files", "@last", "1", "-o", "copie.png"]);
    assert!(ran.status == 2 && ran.err.contains("copie.png") && std::fs::read(home.path("copie.png")).unwrap() == PNG, "{ran:?}");
    let piped = home.command().args(["--workflows", "wf", "files", "@last", "2", "-o", "-"]).output().unwrap();
    assert_eq!(piped.stdout, PNG);
    let ran = home.run(&["--workflows", "wf", "files", "@last", "3", "-o", "x"]);
    assert!(ran.status == 2 && ran.err.contains("“3”") && !home.path("x").exists(), "{ran:?}");
    // A file that is not as it was kept does not come out.
    let store = home.path(".local/share/pasapas/pasapas.db");
    let store = if store.exists() { store } else { home.path("pasapas.db") };
    let beside = rusqlite::Connection::open(store).unwrap();
    beside.execute_batch("UPDATE pieces SET bytes = zeroblob(length(bytes))").unwrap();
    let ran = home.run(&["--workflows", "wf", "files", "@last", "1", "-o", "bad.pdf"]);
    assert!(ran.status != 0 && !home.path("bad.pdf").exists(), "{ran:?}");
}
