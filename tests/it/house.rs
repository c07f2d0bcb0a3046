//! The floors of the house: a lower floor never imports a higher one; crates stay in their rooms; no file grows past 500 lines.

use std::path::{Path, PathBuf};

/// The rooms from the ground up; rooms on one line share a floor.
const FLOORS: &[&[&str]] = &[
    &["clock", "finding", "hands", "words"],
    &["text"],
    &["model", "template"],
    &["check"],
    &["engine"],
    &["journal", "scenario"],
    &["print", "draw", "report", "compare", "index", "assist", "sheet", "slip"],
    &["library", "post", "config", "desk"],
    &["cli", "lsp"],
];

/// Crates that one room only may name.
const ROOMS: &[(&str, &[&str])] = &[
    ("petgraph", &["check/graph.rs"]),
    ("jsonschema", &["check/schema.rs"]),
    ("minijinja", &["template.rs", "template/"]),
    ("granit_parser", &["text/build.rs"]),
    ("rusqlite", &["journal/"]),
    ("base64", &["journal/", "post/"]),
    ("chacha20poly1305", &["journal/"]),
    ("hmac", &["journal/"]),
    ("infer", &["model/file.rs", "template.rs", "template/"]),
    ("clap", &["cli.rs", "cli/", "main.rs"]),
    ("miette", &["cli/"]),
    ("icalendar", &["cli/todo/"]),
    ("lettre", &["post/"]),
    ("rustix", &["journal/sqlite/disk.rs"]),
    ("rustls", &["post/"]),
    ("rustls_native_certs", &["post/"]),
    ("calamine", &["sheet/"]),
    ("rust_xlsxwriter", &["sheet/"]),
    ("zip", &["journal/pack.rs", "sheet/"]),
    ("similar", &["cli/", "compare/"]),
    ("dagre", &["draw/columns.rs"]),
    ("resvg", &["draw/png.rs"]),
    ("ttf_parser", &["draw/fonts.rs"]),
    ("qrcode", &["print/origin.rs"]),
    ("pulldown_cmark", &["print/", "cli/"]),
    ("tracing_subscriber", &["cli/observe.rs"]),
    ("tracing", &["cli.rs", "cli/", "desk.rs", "desk/", "journal.rs", "journal/", "post/", "print/pdf.rs"]),
    ("typst", &["print/pdf/typeset.rs"]),
    ("typst_layout", &["print/pdf/typeset.rs"]),
    ("typst_pdf", &["print/pdf/typeset.rs"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    // What a comment names is no import.
    text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn all() -> Vec<(String, PathBuf)> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let mut files = Vec::new();
    sources(root, &mut files);
    files.into_iter().map(|f| (f.strip_prefix(root).unwrap().display().to_string(), f)).collect()
}

#[test]
fn a_lower_floor_never_imports_a_higher_one() {
    let floor = |room: &str| FLOORS.iter().position(|rooms| rooms.contains(&room));
    for (name, path) in all() {
        let room = name.split(['/', '.']).next().unwrap();
        if matches!(room, "lib" | "main") {
            continue;
        }
        let own = floor(room).unwrap_or_else(|| panic!("{name} stands on no floor: docs/architecture.md and this test say which"));
        for used in code(&path).split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if let Some(other) = floor(&used) {
                assert!(other <= own, "{name} (floor {own}) imports {used} (floor {other})");
            }
        }
    }
}

/// Doors do not know each other: `main.rs` tells the command line of the others.
const DOORS: &[&str] = &["cli", "lsp"];

#[test]
fn doors_never_import_each_other() {
    for (name, path) in all() {
        let room = name.split(['/', '.']).next().unwrap().to_owned();
        let other = DOORS.iter().find(|door| **door != room && code(&path).contains(&format!("crate::{door}::")));
        assert!(!DOORS.contains(&room.as_str()) || other.is_none(), "{name} imports {other:?}");
    }
}

#[test]
fn crates_stay_in_their_rooms() {
    for (name, path) in all() {
        let text = code(&path);
        for (krate, rooms) in ROOMS {
            let names_it = text.contains(&format!("{krate}::")) || text.contains(&format!("use {krate}"));
            assert!(!names_it || rooms.iter().any(|room| name.starts_with(room)), "{name} names {krate}, which belongs to {rooms:?}");
        }
    }
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let long: Vec<String> =
        all().into_iter().filter(|(_, path)| std::fs::read_to_string(path).unwrap().lines().count() > 500).map(|(name, _)| name).collect();
    assert!(long.is_empty(), "these want walls: {long:?}");
}
