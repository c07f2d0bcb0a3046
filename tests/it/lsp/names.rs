//! Names: what they mean, where they begin and are used, and how they are changed everywhere at once.

use super::client::{Client, Text, edited, uri};
use super::{CLE, SALLE, salle};
use pasapas::index::{Index, Kind};
use pasapas::text::Document;
use serde_json::{Value, json};
use std::path::Path;

fn hover(client: &mut Client, text: &Text, pattern: &str) -> String {
    let answer = client.request("textDocument/hover", &text.at(pattern));
    answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_key_or_name_says_what_it_means() {
    let (_folder, mut client, text) = salle();
    assert!(hover(&mut client, &text, "    with‸in: 5").starts_with("**within** – En combien de temps."));
    let end =
        hover(&mut client, &text, "      prevenir:\n        title: Prévenir {{ personne.nom }}\n        role: participant\n        e‸nd: success");
    assert!(end.contains("`success` · `failure` · `neutral`") && end.contains("```yaml\nend: success\n```"), "{end}");
    let jour = hover(&mut client, &text, "réservation du {{ jo‸ur | date }}");
    assert_eq!(jour, "**question** `jour` · `date`\n\nJour\n\nDemandé à «\u{202f}choisir\u{202f}»");
    assert_eq!(hover(&mut client, &text, "{{ jour | da‸te }}"), "Une date en toutes lettres\u{a0}: «\u{202f}1er mars 2026\u{202f}»");
    assert!(hover(&mut client, &text, "to: \"{{ sett‸ings.adresse").starts_with("Les réglages"));
    assert!(hover(&mut client, &text, "to: \"{{ settings.ad‸resse").contains("Adresse de la mairie"));
    assert!(hover(&mut client, &text, "canal == 'pap‸ier'").contains("Partie de «\u{202f}canal\u{202f}»"));
    assert!(hover(&mut client, &text, "if: env‸oyer == 'oui'").contains("- `oui` Acceptée"));
    assert!(hover(&mut client, &text, "numero: numero_‸cle").contains("Numéro"), "a question of the called procedure");
    assert_eq!(hover(&mut client, &text, "language: f‸r"), "");
}

#[test]
fn names_lead_to_where_they_begin_across_scopes_texts_and_files() {
    let (_folder, mut client, text) = salle();
    let mut leads = |pattern: &str| -> Vec<String> {
        let found = client.request("textDocument/definition", &text.at(pattern));
        let cle = Text { text: CLE.to_owned(), ..text.clone() };
        let shown = |l: &Value| if l["uri"] == text.uri.as_str() { text.shown(&l["range"]) } else { format!("cle:{}", cle.shown(&l["range"])) };
        found.as_array().unwrap().iter().map(shown).collect()
    };
    for (pattern, expected) in [
        ("next: env‸oyer", "40:envoyer"),
        ("email: dem‸ande", "22:demande"),
        ("from: ag‸ent", "11:agent"),
        ("documents: regle‸ment", "14:reglement"),
        ("each: partici‸pants", "38:participants"),
        ("{{ personne.no‸m }}", "38:nom"),
        ("{{ per‸sonne.nom }}", "57:personne"),
        ("{{ p.no‸m }}", "38:nom"),
        ("{{ ‸p.nom }}", "28:p"),
        ("role: parti‸cipant\n", "12:participant"),
        ("of: partici‸pants}", "38:participants"),
        ("nombre: partici‸pants", "38:participants"),
        ("clé ({{ nom‸bre }})", "20:nombre"),
        ("envoyer == 'ou‸i'", "48:oui"),
        ("['papier', 'lig‸ne']", "37:ligne"),
        ("call: cl‸e", "cle:2:cle"),
        ("      po‸ur: motif", "cle:11:pour"),
        ("numero: numero‸_cle", "cle:17:numero_cle"),
    ] {
        assert_eq!(leads(pattern), [expected], "{pattern}");
    }
    // While the text is broken, what was understood last is still there, moved along.
    let mut text = text;
    client.type_at(&mut text, "# Réserver‸ –", "\n\tx");
    let found = client.request("textDocument/definition", &text.at("next: env‸oyer"));
    assert_eq!(text.shown(&found[0]["range"]), "41:envoyer");
}

#[test]
fn every_use_is_found() {
    let (folder, mut client, text) = salle();
    let mut uses = |text: &Text, pattern: &str, own: bool| -> Vec<String> {
        let mut params = text.at(pattern);
        params["context"] = json!({"includeDeclaration": own});
        let found = client.request("textDocument/references", &params);
        let shown = |l: &Value| {
            let name = l["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
            let source = if name == "cle.yaml" { CLE } else { SALLE };
            format!("{name} {}", Text { text: source.to_owned(), ..text.clone() }.shown(&l["range"]))
        };
        found.as_array().unwrap().iter().map(shown).collect()
    };
    let nom = ["salle.yaml 28:nom", "salle.yaml 38:nom", "salle.yaml 38:nom", "salle.yaml 61:nom"];
    assert_eq!(uses(&text, "fields: {no‸m:", true), nom);
    assert_eq!(uses(&text, "fields: {no‸m:", false).len(), 3);
    assert_eq!(uses(&text, "envoyer == 'ou‸i'", true), ["salle.yaml 48:oui", "salle.yaml 67:oui"]);
    // A role is shared with what is called; its uses there count too.
    assert_eq!(uses(&text, "from: ag‸ent", true), ["cle.yaml 7:agent", "cle.yaml 9:agent", "salle.yaml 11:agent", "salle.yaml 45:agent"]);
    let path = folder.path().join("cle.yaml");
    let cle = Text { uri: uri(&path), text: CLE.to_owned(), version: 1 };
    client.open(&path);
    let mut params = cle.at("  po‸ur: {type");
    params["context"] = json!({"includeDeclaration": true});
    assert_eq!(client.request("textDocument/references", &params).as_array().unwrap().len(), 3, "in the caller too");
    let lit = client.request("textDocument/documentHighlight", &text.at("each: partici‸pants"));
    let kinds: Vec<i64> = lit.as_array().unwrap().iter().map(|h| h["kind"].as_i64().unwrap()).collect();
    assert_eq!((kinds.iter().filter(|k| **k == 3).count(), kinds.len()), (1, 5));
}

/// Puts the edits of an answer into the files of a folder.
fn put(folder: &Path, client_text: &Text, answer: &Value) {
    let mut changes: Vec<(String, Vec<Value>)> = Vec::new();
    for (uri, edits) in answer["changes"].as_object().into_iter().flatten() {
        changes.push((uri.clone(), edits.as_array().unwrap().clone()));
    }
    for change in answer["documentChanges"].as_array().into_iter().flatten().filter(|c| c["kind"].is_null()) {
        changes.push((change["textDocument"]["uri"].as_str().unwrap().to_owned(), change["edits"].as_array().unwrap().clone()));
    }
    assert!(!changes.is_empty(), "{answer}");
    for (uri, edits) in changes {
        let path = Path::new(uri.strip_prefix("file://").unwrap());
        let text = if uri == client_text.uri { client_text.text.clone() } else { std::fs::read_to_string(path).unwrap() };
        std::fs::write(path, edited(&text, &edits)).unwrap();
    }
    for change in answer["documentChanges"].as_array().into_iter().flatten().filter(|c| c["kind"] == "rename") {
        let path = |key: &str| change[key].as_str().unwrap().strip_prefix("file://").unwrap().to_owned();
        std::fs::rename(path("oldUri"), path("newUri")).unwrap();
    }
    let checked = std::process::Command::new(env!("CARGO_BIN_EXE_pasapas")).args(["check", "."]).current_dir(folder).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

#[test]
fn a_name_is_changed_everywhere_and_everything_stays_right() {
    for (pattern, new) in [
        ("next: env‸oyer", "ecrire"),
        ("fields: {no‸m:", "prenom"),
        ("envoyer == 'ou‸i'", "acceptee"),
        ("['papier', 'lig‸ne']", "internet"),
        ("from: ag‸ent", "agent_municipal"),
        ("email: dem‸ande", "lettre"),
        ("{{ per‸sonne.nom }}", "invite"),
        ("{{ ‸p.nom }}", "quelqu_un"),
        ("to: \"{{ settings.ad‸resse", "mairie"),
        ("each: partici‸pants", "invites"),
        ("clé ({{ nom‸bre }})", "combien"),
        ("      po‸ur: motif", "objet"),
        ("numero: numero‸_cle", "cle_remise"),
        ("      num‸ero: numero_cle", "resultat"),
        ("documents: regle‸ment", "charte"),
        ("call: cl‸e", "remise-cle"),
    ] {
        let (folder, mut client, text) = salle();
        let range = client.request("textDocument/prepareRename", &text.at(pattern));
        assert!(!text.slice(&range).contains(['\'', '"']), "{pattern}: {}", text.slice(&range));
        let mut params = text.at(pattern);
        params["newName"] = json!(new);
        let answer = client.request("textDocument/rename", &params);
        put(folder.path(), &text, &answer);
        let after = std::fs::read_to_string(folder.path().join("salle.yaml")).unwrap();
        assert!(after.contains(new), "{pattern}");
    }
}

#[test]
fn a_change_that_would_break_something_is_refused_with_the_reason() {
    let (folder, mut client, text) = salle();
    let mut refuse = |pattern: &str, new: &str| {
        let mut params = text.at(pattern);
        params["newName"] = json!(new);
        let (code, reason) = client.refused("textDocument/rename", &params);
        assert_eq!(code, -32803, "{reason}");
        reason
    };
    assert!(refuse("next: env‸oyer", "Écrire").contains("il faut un nom en minuscules sans accent"));
    assert!(refuse("next: env‸oyer", "today").contains("today"));
    assert!(refuse("next: env‸oyer", "fin").contains("casserait"));
    assert!(refuse("next: env‸oyer", "motif").contains("casserait"));
    assert!(refuse("language: f‸r", "en").contains("aucun nom"));
    assert!(refuse("call: cl‸e", "salle").contains("déjà"));
    let mut text = text;
    client.type_at(&mut text, "# Réserver‸ –", "\n\tx");
    let mut params = text.at("next: env‸oyer");
    params["newName"] = json!("ecrire");
    assert!(client.refused("textDocument/rename", &params).1.contains("YAML"));
    drop(folder);
}

#[test]
fn scenarios_follow_a_change_of_name_and_nothing_else_in_them_does() {
    let scenario = r#"pasapas: 1
procedure: salle
settings: {adresse: mairie@example.fr}
scenarios:
  canal:
    title: Le canal et l’agent, chacun de nous
    inputs: {motif: canal}
    acts:
      - done: choisir
        set: {jour: 2026-03-02, canal: ligne, participants: [{nom: "chacun"}, {nom: ligne}]}
        expect: {open: envoyer, values: {canal: ligne, "participants | length": 2}}
      - done: envoyer
        choose: oui
      - done: "chacun[J. Doe].prevenir"
      - done: cle.remettre
        set: {numero_cle: canal}
    expect:
      steps: {"chacun[1].prevenir": done}
      offered: {envoyer: [oui, non]}
      never: [fin]
      mails: [{step: envoyer}]
"#;
    for (pattern, old, new, count) in [
        ("next: cha‸cun", "chacun", "tous", 2),
        ("documents: reglement\n    ask:\n      jour: {type: date, title: Jour}\n      ca‸nal", "canal", "voie", 2),
        ("['papier', 'lig‸ne']", "ligne", "internet", 2),
        ("envoyer == 'ou‸i'", "oui", "acceptee", 2),
        ("if: env‸oyer == 'oui'", "envoyer", "ecrire", 4),
        ("fields: {no‸m:", "nom", "prenom", 2),
        ("to: \"{{ settings.ad‸resse", "adresse", "mairie", 1),
        ("numero: numero_‸cle", "numero_cle", "plaque", 1),
    ] {
        let (folder, mut client, text) = salle();
        let path = folder.path().join("salle.test.yaml");
        std::fs::write(&path, scenario).unwrap();
        let mut params = text.at(pattern);
        params["newName"] = json!(new);
        let answer = client.request("textDocument/rename", &params);
        let edits = answer["changes"][uri(&path)].as_array().unwrap_or_else(|| panic!("{pattern}: {answer}")).clone();
        assert_eq!(edits.len(), count, "{pattern}: {edits:?}");
        let after = edited(scenario, &edits);
        assert_eq!(after.matches(new).count() - scenario.matches(new).count(), count, "{after}");
        assert!(
            after.contains("title: Le canal et l’agent, chacun de nous") && after.contains("motif: canal") && after.contains("nom: \"chacun\"")
                || old == "nom"
        );
        put(folder.path(), &text, &answer);
    }
}

/// Every mark of every procedure of ours stands on the very letters of its name, and none of them means nothing.
#[test]
fn the_index_of_our_own_procedures_is_exact() {
    let mut seen = std::collections::BTreeSet::new();
    for (id, text) in pasapas::library::BUILT_IN {
        let (document, _) = Document::read(&format!("{id}.yaml"), text.as_bytes());
        let document = document.unwrap();
        let index = Index::of(&document);
        for mark in index.marks() {
            let span = document.span(&mark.place);
            let written = text[span.clone()].trim_matches(['"', '\'']);
            match &mark.target {
                pasapas::index::Target::Here(name) => {
                    assert_eq!(written, index.symbol(*name).name.as_ref(), "{id} {:?}", mark.place);
                    seen.insert(format!("{:?}", index.symbol(*name).kind));
                }
                pasapas::index::Target::Nothing(wanted, name) => panic!("{id}: {wanted:?} {name} at {:?}", mark.place),
                pasapas::index::Target::Procedure(name) => assert_eq!(written, name.as_ref()),
                pasapas::index::Target::There(..) => {}
            }
            let place = index.mark_at(&document, span.start).expect("a mark where one is");
            assert_eq!(place.target, mark.target, "{id} {:?}", mark.place);
        }
    }
    for kind in
        [Kind::Step, Kind::Field, Kind::Option, Kind::Role, Kind::Email, Kind::Item, Kind::Setting, Kind::Computed, Kind::Result, Kind::Source]
    {
        assert!(seen.contains(&format!("{kind:?}")), "{kind:?} is used in some procedure");
    }
}
