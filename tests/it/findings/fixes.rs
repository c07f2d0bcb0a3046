//! `check --fix`: what it writes, to the byte, and what it leaves as it was.

use super::{SALLE, check, salle};
use crate::cli::Home;
use pasapas::finding::{Fix, Place};
use pasapas::text::{Document, edit};
use std::fs;

/// Mends a file with the program and gives what lies there afterwards.
fn fixed(home: &Home, text: &str) -> (String, String, i32) {
    home.write("salle.yaml", text);
    let ran = home.run(&["check", "--fix", "salle.yaml"]);
    (fs::read_to_string(home.path("salle.yaml")).unwrap(), ran.err, ran.status)
}

/// What is broken, in a line of the procedure, and the line as it is written anew.
const ROUNDS: &[(&str, &str, &str)] = &[
    ("    next: finir", "    next: finri   # puis la fin", "    next: finir   # puis la fin"),
    ("    next: finir", "    next:  \"finri\"", "    next:  \"finir\""),
    ("    next: finir", "    next: [ 'finri' , {to: finri, if: jour > today}]", "    next: [ 'finir' , {to: finir, if: jour > today}]"),
    ("    next: finir", "    nxet : finir", "    next : finir"),
    ("    next: finir", "    'nxet': finri", "    'next': finir"),
    ("{{ jour | date }}", "{{ jours|date }}", "{{ jour|date }}"),
    ("{{ jour | date }}", "{{ jour | dat }} {{ jours }}", "{{ jour | date }} {{ jour }}"),
    ("title: Noter la salle", "title: >-\n      🎉 été\n      {{ jours\n      | dat }}", "title: >-\n      🎉 été\n      {{ jour\n      | date }}"),
    ("role: agent", "role: agnet", "role: agent"),
    (
        "    next: finir",
        "    route:\n      - {if: jour > today, next: finir}\n      - {end: neutral}",
        "    route:\n      - {when: jour > today, next: finir}\n      - {end: neutral}",
    ),
    ("    next: finir", "    description: Attendre.\n    next: finir", "    text: Attendre.\n    next: finir"),
    ("{type: date, title: Quel jour ?}", "{type: dat, titel: Quel jour ?}", "{type: date, title: Quel jour ?}"),
    ("title: Noter la salle", "title: 2026   # l’an", "title: \"2026\"   # l’an"),
    ("title: Noter la salle", "title: true", "title: \"true\""),
    ("Demander l’été prochain", "Attention : « l’été » \"prochain\"  # non", "\"Attention : « l’été » \\\"prochain\\\"\"  # non"),
    ("title: Quel jour ?}", "title: Quel jour, et à quelle heure ? }", "title: \"Quel jour, et à quelle heure ?\" }"),
    ("title: Quel jour ?}", "title: Quel jour : lundi ?}", "title: \"Quel jour : lundi ?\"}"),
    ("title: Attendre la réponse pour le {{ jour | date }}", "title: {{ jour | date }} : attendre", "title: \"{{ jour | date }} : attendre\""),
    ("title: Attendre la réponse pour le {{ jour | date }}", "title: {{ jours | date }}", "title: \"{{ jour | date }}\""),
    ("Demander l’été prochain", "*Demander* l’été prochain", "\"*Demander* l’été prochain\""),
    ("Demander l’été prochain", "'Demander l'été \"prochain\"'", "\"Demander l'été \\\"prochain\\\"\""),
    ("  attendre:", "  attendre", "  attendre:"),
    ("    next: finir", "\u{a0}   next: finir", "    next: finir"),
    ("    next: finir", "    allow: {title.twice: exprès}  # voilà\n    next: finir", "    next: finir"),
    (
        "    next: finir",
        "    # avant\n    allow:\n      title.twice: |\n        exprès\n\n        oui\n\n    # après\n    next: finir",
        "    # avant\n\n    # après\n    next: finir",
    ),
    ("    next: finir", "    allow: {title.twice: exprès, unused: non}\n    next: finir", "    next: finir"),
];

#[test]
fn every_fix_makes_the_file_right_and_leaves_the_rest_to_the_byte() {
    let home = Home::new();
    for (good, bad, mended) in ROUNDS {
        for (end, mark) in [("\n", ""), ("\r\n", ""), ("\r\n", "\u{feff}")] {
            let odd = |text: &str| format!("{mark}# Un mot :  «\u{a0}é\u{a0}» 🎉\n\n{text}# la fin, sans ligne").replace('\n', end);
            let (text, said, status) = fixed(&home, &odd(&salle(good, bad)));
            assert_eq!(text, odd(&salle(good, mended)), "{bad}\n{said}");
            assert_eq!(status, 0, "{bad}\n{said}");
            assert_eq!(check(text.as_bytes()).findings, [], "{text}");
        }
    }
}

#[test]
fn what_is_doubtful_is_left() {
    let home = Home::new();
    for (good, bad) in [
        // Two names are as near.
        (
            "    next: finir\n  finir:\n    title: Noter la salle",
            "    next: fin_3\n  fin_1:\n    title: Un\n    end: success\n  fin_2:\n    title: Deux",
        ),
        ("    next: finir", "   next: finir"),
        ("    next: finir", "  next: finir"),
        ("  finir:", "  attendre:"),
    ] {
        let text = salle(good, bad);
        let (after, said, status) = fixed(&home, &text);
        assert_eq!((after, status), (text, 1), "{said}");
    }
    let (after, said, status) = fixed(&home, SALLE);
    assert_eq!((after.as_str(), status), (SALLE, 0));
    assert!(said.contains("nothing to mend"), "{said}");
}

/// A key is written out in a mapping, wherever it stands and however it is laid out.
#[test]
fn a_key_is_inserted_at_the_indentation_of_its_mapping() {
    for (before, place, after) in [
        ("a:\n  title: x\n  next: y\n", "/a", "a:\n  title: x\n  join: some\n  next: y\n"),
        ("a:\n  title: x # un\n  # deux\n  next: y\n  end: z\n", "/a", "a:\n  title: x # un\n  # deux\n  next: y\n  join: some\n  end: z\n"),
        ("a:\r\n    title: |+\r\n      x\r\n\r\n    next: y\r\n", "/a", "a:\r\n    title: |+\r\n      x\r\n\r\n    join: some\r\n    next: y\r\n"),
        ("a: {title: x, next: y}\n", "/a", "a: {title: x, join: some, next: y}\n"),
        ("- title: x\n  next: y\n", "/0", "- title: x\n  join: some\n  next: y\n"),
        ("- title: x", "/0", "- join: some\n  title: x"),
        ("title: x\n# un\nnext: y\n", "", "join: some\ntitle: x\n# un\nnext: y\n"),
    ] {
        let (document, findings) = Document::read("t.yaml", before.as_bytes());
        assert_eq!(findings, []);
        let document = document.unwrap();
        let fix = Fix::insert(Place::at(place), "join", "some");
        let changes = edit::changes(before, Some(&document), &fix).unwrap();
        let made = edit::apply(before, &changes).unwrap();
        assert_eq!(made, after);
        let (document, findings) = Document::read("t.yaml", made.as_bytes());
        assert_eq!(
            (findings, document.unwrap().node(&format!("{place}/join")).and_then(|n| n.as_str().map(str::to_owned))),
            (vec![], Some("some".to_owned()))
        );
    }
}

#[test]
fn a_dry_run_shows_a_difference_that_patch_understands_and_writes_nothing() {
    let home = Home::new();
    let text = salle("next: finir", "next: finri").replace('\n', "\r\n");
    home.write("salle.yaml", &text);
    let ran = home.run(&["check", "--fix", "--dry-run", "salle.yaml"]);
    assert_eq!(ran.status, 1, "the file is as wrong as before");
    assert_eq!(fs::read_to_string(home.path("salle.yaml")).unwrap(), text);
    assert!(ran.out.starts_with("--- a/salle.yaml\n+++ b/salle.yaml\n@@ -16,7 +16,7 @@\n"), "{}", ran.out);
    assert!(ran.out.contains("-    next: finri\r\n+    next: finir\r\n"), "{}", ran.out);
    assert!(ran.err.contains("1 finding would be mended in 1 file"), "{}", ran.err);
    assert_eq!(home.run(&["check", "--dry-run", "salle.yaml"]).status, 2);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay_and_nothing_is_left_behind() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let home = Home::new();
    let path = home.write("là/salle.yaml", &salle("next: finir", "next: finri"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("là/salle.yaml", home.path("salle.yaml")).unwrap();
    home.good(&["check", "--fix", "salle.yaml"]);
    assert!(fs::symlink_metadata(home.path("salle.yaml")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), SALLE);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_dir(home.path("là")).unwrap().count(), 1);
    // What may not be written is said, and stays.
    let text = salle("next: finir", "next: finri");
    home.write("là/salle.yaml", &text);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
    let ran = home.run(&["check", "--fix", "salle.yaml"]);
    assert_eq!((ran.status, fs::read_to_string(&path).unwrap()), (2, text), "{}", ran.err);
    assert!(ran.err.contains("file.unreadable"), "{}", ran.err);
}

#[test]
fn a_folder_is_mended_file_by_file() {
    let home = Home::new();
    home.write("p/salle.yaml", &salle("next: finir", "next: finri"));
    home.write("p/libre.yaml", &SALLE.replace("id: salle", "id: libre"));
    home.write("p/cassee.yaml", &SALLE.replace("id: salle", "id: cassee").replace("    next: finir", "   next: finir"));
    let ran = home.run(&["check", "--fix", "--format", "json", "p"]);
    assert_eq!(ran.status, 1);
    let left: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((left["files"].as_u64(), left["findings"].as_array().map(Vec::len)), (Some(3), Some(1)));
    assert_eq!(fs::read_to_string(home.path("p/salle.yaml")).unwrap(), SALLE);
    assert!(ran.err.contains("1 finding mended in 1 file"), "{}", ran.err);
    // Those built in lie in no file.
    let ran = home.run(&["check", "--fix", "certinomis-batch"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
}

#[test]
fn a_join_is_written_out_as_it_holds_now() {
    let home = Home::new();
    let text = |join: &str| {
        format!(
            "pasapas: 1\nid: salle\nversion: 1.0.0\nstatus: draft\ntitle: Salle\nlanguage: fr\nrole: agent\nroles: {{agent: {{title: Agent}}}}\nstart: [un, deux]\nsteps:\n  un:\n    title: Un\n    choose:\n      \
             oui: {{title: Oui, next: fin}}\n      non: {{title: Non, end: neutral}}\n  deux: {{title: Deux, next: fin}}\n  # la fin\n  fin:\n{join}    title: Fin  # ici\n    end: success\n"
        )
    };
    assert!(check(text("").as_bytes()).findings.iter().any(|f| f.code.name() == "join.unwritten"));
    let (mended, said, status) = fixed(&home, &text(""));
    assert_eq!((mended, status), (text("    join: some\n"), 0), "{said}");
    assert_eq!(check(text("    join: some\n").as_bytes()).findings, []);
}
