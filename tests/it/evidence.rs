//! The proof of what was done for one person: what is in it, what is not, and that it can be verified anywhere.

use super::cli::Home;
use serde_json::Value;
use std::fs;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const PROCEDURE: &str = r#"pasapas: 1
id: accepter
version: 1.0.0
status: valid
title: Accepter les conditions
language: fr
role: moi
roles: {moi: {title: Moi}, eux: {title: Eux, of: gens, outside: true}}
inputs:
  gens: {type: list, title: Gens, key: nom, personal: true, fields: {nom: {type: text, title: Nom}, mel: {type: email, title: Adresse}}}
start: chacun
steps:
  chacun:
    title: Chacun
    each: gens
    as: un
    start: [accepter]
    steps:
      accepter:
        title: "Acceptation par {{ un.nom }}"
        text: Les conditions générales du **porteur**, telles qu’elles sont montrées.
        ask: {preuve: {type: file, title: La réponse, personal: true}, mot: {type: text, title: Ses mots, personal: true}}
        end: success
    end: success
"#;

fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut packed = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let part = |n| {
        let mut part = packed.by_index(n).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(part).collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_proof_for_one_person_holds_nobody_else_and_is_verified_anywhere() {
    let home = Home::new();
    home.write("wf/accepter.yaml", PROCEDURE);
    home.write(
        "gens.json",
        r#"{"gens": [{"nom": "Ophélise Bartavelle", "mel": "ophelise.b@example.org"}, {"nom": "Zébulon Quarque", "mel": "zebulon.q@example.org"}]}"#,
    );
    let (hers, his) = (b"%PDF-1.4 j'accepte, Ophelise".as_slice(), b"%PDF-1.4 j'accepte, Zebulon".as_slice());
    fs::write(home.path("réponse d’Ophélise.pdf"), hers).unwrap();
    fs::write(home.path("zebulon.pdf"), his).unwrap();
    home.good(&["--workflows", "wf", "start", "accepter", "--data", "gens.json"]);
    let accept = |item: &str, file: &str, word: &str| {
        let (step, file, word) = (format!("chacun[{item}].accepter"), format!("preuve={file}"), format!("mot={word}"));
        home.good(&["--workflows", "wf", "done", "@last", &step, "--attach", &file, "--set", &word]);
    };
    accept("1", "réponse d’Ophélise.pdf", "je les accepte de bon coeur");
    accept("2", "zebulon.pdf", "va pour cette fois");
    let prove = |out: &str| home.run(&["--workflows", "wf", "export", "@last", "--proof", "Ophélise Bartavelle", "-o", out]);
    let made = prove("preuve.zip");
    assert!(made.status == 0 && made.err.contains("one file") && made.err.contains("Nobody else is in it"), "{made:?}");
    let bytes = fs::read(home.path("preuve.zip")).unwrap();
    let parts = unpacked(&bytes);
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["README.txt", "page.html", "proof.json", "files/1-réponse_d_Ophélise.pdf"]);
    assert_eq!(parts[3].1, hers);
    let (page, chain) = (String::from_utf8_lossy(&parts[1].1).into_owned(), String::from_utf8_lossy(&parts[2].1).into_owned());
    for wanted in ["Ophélise Bartavelle", "je les accepte de bon coeur"] {
        assert!(page.contains(wanted) && chain.contains(wanted), "{wanted}");
    }
    assert!(chain.contains("Les conditions générales du **porteur**"), "the terms as they were shown");
    let (_, shown) = page.split_once("Ce qui a été montré").unwrap();
    for wanted in ["Acceptation par Ophélise Bartavelle", "<p>Les conditions générales du <strong>porteur</strong>, telles", "enregistré par tess"]
    {
        assert!(shown.contains(wanted), "{wanted}: {shown}");
    }
    for other in ["Zébulon", "zebulon", "va pour cette fois"] {
        assert!(!page.contains(other) && !chain.contains(other), "{other}");
    }
    let readme = String::from_utf8_lossy(&parts[0].1).into_owned();
    assert!(readme.contains("pasapas verify preuve.zip") && readme.contains("Head of the chain"), "{readme}");
    // Elsewhere, without the store or its key.
    let elsewhere = Home::new();
    let verify = |bytes: &[u8]| {
        fs::write(elsewhere.path("preuve.zip"), bytes).unwrap();
        elsewhere.run(&["verify", "preuve.zip", "--json"])
    };
    let told = |out: &str| -> Value { serde_json::from_str(out).unwrap() };
    let good = verify(&bytes);
    assert!(good.status == 0 && told(&good.out)["holds"] == true, "{good:?}");
    // Whatever is changed is found.
    let chain_with = |from: &str, to: &str| {
        let mut parts = parts.clone();
        assert!(chain.contains(from), "{from}");
        parts[2].1 = chain.replace(from, to).into_bytes();
        packed(&parts)
    };
    let mut exchanged = parts.clone();
    exchanged[3].1 = b"%PDF-1.4 je refuse".to_vec();
    for (what, bytes, flaw) in [
        ("a word", chain_with("de bon coeur", "à contrecoeur"), "value"),
        ("who recorded it", chain_with("\"by\": \"tess\"", "\"by\": \"eve\""), "edited"),
        ("the terms", chain_with("telles qu’elles sont", "telles qu’elles ne sont pas"), "edition"),
        ("a file", packed(&exchanged), "file_inserted"),
    ] {
        let ran = verify(&bytes);
        let found: Vec<String> = told(&ran.out)["flaws"].as_array().unwrap().iter().map(|flaw| flaw["flaw"].as_str().unwrap().to_owned()).collect();
        assert!(ran.status == 1 && found.iter().any(|word| word == flaw), "{what}: {found:?}");
    }
    // It is no run: nobody goes on with it.
    fs::write(elsewhere.path("preuve.zip"), &bytes).unwrap();
    let taken = elsewhere.run(&["import", "preuve.zip"]);
    assert!(taken.status == 1 && taken.err.contains("a proof for one person"), "{taken:?}");
    assert!(elsewhere.run(&["verify", "preuve.zip"]).status == 0);
    // What is there is not overwritten; the same proof is the same file; somebody unknown has none.
    assert!(prove("preuve.zip").status != 0);
    assert_eq!(prove("encore.zip").status, 0);
    let again = unpacked(&fs::read(home.path("encore.zip")).unwrap());
    assert_eq!(again[1..], parts[1..]);
    assert_ne!(home.run(&["--workflows", "wf", "export", "@last", "--proof", "Nemo", "-o", "n.zip"]).status, 0);
    assert_eq!(home.run(&["--workflows", "wf", "export", "@last", "--proof", "Nemo"]).status, 2, "a proof is a file");
}

const TERMS: &str = r#"pasapas: 1
id: conditions
version: 1.0.0
status: valid
title: Les conditions
language: fr
role: moi
roles: {moi: {title: Moi}}
inputs:
  gens: {type: list, title: Gens, key: nom, personal: true, fields: {nom: {type: text, title: Nom}, mel: {type: email, title: Adresse}}}
emails:
  cgu: {to: "{{ un.mel }}", subject: "Les conditions pour {{ un.nom }}", body: "Bonjour {{ un.nom }},\n\nVoici les conditions : <b>tout</b> est permis.\n"}
start: chacun
steps:
  chacun:
    title: Chacun
    each: gens
    as: un
    start: envoyer
    steps:
      envoyer: {title: "Envoyer à {{ un.nom }}", email: cgu, next: accepter}
      accepter:
        title: Accepter
        text: |
          Texte d’avant.

          - un
          - deux
        attention: À ne pas perdre.
        checks: [Lu]
        next: tous
      tous:
        title: Le tour de tous
        text: "Il y a {{ gens | map(attribute='nom') | join(', ') }}."
        end: success
    end: success
"#;

#[test]
fn the_page_shows_what_was_shown_then_and_nothing_of_others() {
    let home = Home::new();
    home.write("wf/conditions.yaml", TERMS);
    home.write("gens.json", r#"{"gens": [{"nom": "Ophélise B", "mel": "o@example.org"}, {"nom": "Zébulon Q", "mel": "z@example.org"}]}"#);
    let call = |args: &[&str]| home.good(&[&["--workflows", "wf"], args].concat());
    call(&["start", "conditions", "--data", "gens.json"]);
    call(&["mail", "@last", "sent", "1"]);
    call(&["done", "@last", "chacun[1].accepter"]);
    call(&["done", "@last", "chacun[1].tous"]);
    // What is shown later to others is another text.
    home.write("wf/conditions.yaml", &TERMS.replace("version: 1.0.0", "version: 2.0.0").replace("Texte d’avant", "Texte d’après"));
    call(&["upgrade", "@last"]);
    call(&["export", "@last", "--proof", "Ophélise B", "-o", "preuve.zip"]);
    let parts = unpacked(&fs::read(home.path("preuve.zip")).unwrap());
    let page = String::from_utf8_lossy(&parts.iter().find(|(name, _)| name == "page.html").unwrap().1).into_owned();
    let (_, shown) = page.split_once("<h2>Ce qui a été montré</h2>").unwrap();
    for wanted in [
        "Courriel\u{a0}: Les conditions pour Ophélise B",
        "Voici les conditions : &lt;b&gt;tout&lt;/b&gt; est permis.",
        "<p>Texte d’avant.</p><ul><li>un</li><li>deux</li></ul>",
        "<div class=\"attention\"><p>À ne pas perdre.</p></div>",
        "<li>☐ Lu</li>",
        "Ce texte parle aussi d’autres personnes",
    ] {
        assert!(shown.contains(wanted), "{wanted}: {shown}");
    }
    for other in ["Texte d’après", "Zébulon", "z@example.org"] {
        assert!(!page.contains(other), "{other}");
    }
    assert_eq!(home.run(&["verify", "preuve.zip"]).status, 0);
}
