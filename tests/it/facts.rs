//! Every fact of the two source documents is carried by a procedure, or `docs/sources.md` says why it needs no carrier.

use pasapas::library::{BUILT_IN, BUILT_IN_SCENARIOS};
use pasapas::text::{Document, Kind, Node};
use std::collections::BTreeSet;

/// The `ref`s of every citation of this source.
fn refs(node: &Node, source: &str, found: &mut BTreeSet<String>) {
    if node.get("from").and_then(Node::as_str) == Some(source)
        && let Some(of) = node.get("ref")
    {
        found.extend(of.as_str().map(str::to_owned));
        found.extend(of.items().iter().filter_map(|n| n.as_str().map(str::to_owned)));
    }
    match &node.kind {
        Kind::Scalar(_) => {}
        Kind::List(items) => items.iter().for_each(|n| refs(n, source, found)),
        Kind::Map(entries) => entries.iter().for_each(|e| refs(&e.value, source, found)),
    }
}

#[test]
fn every_fact_of_the_sources_has_its_place() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sources.md")).unwrap();
    for (source, letter, count) in [("certinomis", 'A', 68), ("ans_memo", 'B', 70)] {
        let mut carried = BTreeSet::new();
        for (id, text) in BUILT_IN {
            let (document, findings) = Document::read(id, text.as_bytes());
            assert_eq!(findings, []);
            refs(document.unwrap().root(), source, &mut carried);
        }
        let missing: Vec<String> =
            (1..=count).map(|n| format!("{letter}{n:02}")).filter(|id| !carried.contains(id) && !page.contains(&format!("| {id} |"))).collect();
        assert!(missing.is_empty(), "neither carried nor explained: {missing:?}");
        let known: BTreeSet<String> = (1..=count).map(|n| format!("{letter}{n:02}")).collect();
        let invented: Vec<&String> = carried.difference(&known).filter(|r| r.starts_with(letter) && r.len() == 3).collect();
        assert!(invented.is_empty(), "no such fact: {invented:?}");
        assert!(carried.len() > 60, "only {} facts are carried", carried.len());
    }
}

#[test]
fn the_built_in_procedures_are_those_of_the_folder() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/workflows"));
    let files = pasapas::library::files(folder).unwrap();
    let names: Vec<String> = files.iter().map(|f| f.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(names, BUILT_IN.iter().map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>());
    let files = pasapas::library::scenarios(folder).unwrap();
    let names: Vec<String> = files.iter().map(|f| f.file_name().unwrap().to_str().unwrap().replace(".test.yaml", "")).collect();
    assert_eq!(names, BUILT_IN_SCENARIOS.iter().map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>(), "every procedure has scenarios");
}

#[test]
fn the_real_procedures_have_no_findings_at_all() {
    let procedures = pasapas::library::Procedures::BuiltIn;
    let checker = pasapas::check::Checker::new(&procedures);
    for (id, text) in BUILT_IN {
        let report = checker.check(&format!("{id}.yaml"), text.as_bytes());
        assert_eq!(report.findings, [], "{id}");
    }
}

#[test]
fn no_secret_leaves_by_mail_and_the_traps_are_right() {
    let certinomis = BUILT_IN.iter().find(|(id, _)| *id == "certinomis-batch").unwrap().1;
    let (document, _) = Document::read("certinomis-batch", certinomis.as_bytes());
    let json = document.unwrap().root().to_json();
    let each = &json["steps"]["beneficiaire_par_beneficiaire"]["steps"];
    assert_eq!(each["remise"]["handover"]["by"], serde_json::json!(["oral", "phone", "sms"]));
    assert_eq!(each["remise"]["join"], "all");
    let install = each["installer"]["documents"].to_string();
    assert!(install.contains("\"32-\"") && install.contains("\"follow\":false"), "{install}");
}

#[test]
fn the_schemas_of_the_folder_are_those_of_the_languages() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/procedure.schema.json");
    let schema = pasapas::model::schema::schema(Some(pasapas::words::Lang::Fr));
    let kept: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(kept, schema, "write it anew: pasapas --lang fr schema > schemas/procedure.schema.json");
    for (id, text) in BUILT_IN {
        let (document, _) = Document::read(id, text.as_bytes());
        let json = document.unwrap().root().to_json();
        assert!(jsonschema::draft202012::new(&schema).unwrap().is_valid(&json), "{id}");
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/scenario.schema.json");
    let schema = pasapas::model::schema::schema_of(&pasapas::model::language::SCENARIOS, Some(pasapas::words::Lang::Fr));
    let kept: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(kept, schema, "write it anew: pasapas --lang fr schema scenario > schemas/scenario.schema.json");
    for (id, text) in BUILT_IN_SCENARIOS {
        let (document, _) = Document::read(id, text.as_bytes());
        let json = document.unwrap().root().to_json();
        assert!(jsonschema::draft202012::new(&schema).unwrap().is_valid(&json), "{id}.test");
    }
    // Every key has a description and an example that fits the language.
    for object in pasapas::model::language::OBJECTS.iter().chain(pasapas::model::language::SCENARIOS.objects) {
        for key in object.keys {
            assert!(!key.fr.is_empty() && !key.en.is_empty(), "{}.{}", object.name, key.name);
            assert!(serde_yaml::from_str::<serde_json::Value>(key.example).is_ok(), "{}.{}: {}", object.name, key.name, key.example);
        }
    }
}
