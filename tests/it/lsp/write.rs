//! While one writes: completion on half a line, headings, colours, mends.

use super::client::Client;
use super::{SALLE, salle};
use serde_json::{Value, json};

/// Types into the procedure and asks what could follow.
fn offered(place: &str, typed: &str) -> Vec<String> {
    let (_folder, mut client, mut text) = salle();
    let typed_text = typed.replace('‸', "");
    let start = text.byte(place);
    client.type_at(&mut text, place, &typed_text);
    // The cursor stands where it was typed.
    let at = start + typed.find('‸').unwrap();
    let position = super::client::position(&text.text, at);
    let result = client.request("textDocument/completion", &json!({"textDocument": {"uri": text.uri}, "position": position}));
    result["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn offers(place: &str, typed: &str, some: &[&str], not: &[&str]) {
    let found = offered(place, typed);
    for one in some {
        assert!(found.iter().any(|f| f == one), "{one} is among {found:?}");
    }
    for one in not {
        assert!(!found.iter().any(|f| f == one), "{one} is not among {found:?}");
    }
}

#[test]
fn keys_that_are_still_free_are_offered() {
    offers("    title: Noter la clé\n‸", "    ‸\n", &["text", "role", "wait", "due"], &["title", "end", "next", "pasapas", "subject"]);
    offers("    title: Écrire à la mairie\n‸", "    at‸\n", &["attention", "after"], &["choose", "email"]);
    offers("start: choisir\n‸", "ru‸\n", &["rules", "allow", "contacts"], &["roles", "start"]);
    offers("      for: la réponse\n‸", "      ‸\n", &["remind", "late"], &["within", "from", "title"]);
    offers("jour: {type: date, ‸title: Jour}", "o‸, ", &["optional", "min", "help"], &["type", "steps"]);
}

#[test]
fn names_of_the_right_kind_are_offered() {
    offers("    title: Noter la clé\n‸", "    role: ‸\n", &["demandeur", "agent", "participant"], &["choisir", "true"]);
    offers("    title: Noter la clé\n‸", "    after: [cho‸\n", &["choisir", "envoyer"], &["fin", "prevenir", "agent"]);
    offers("        role: participant\n‸", "        next: ‸\n", &[], &["choisir", "fin", "prevenir"]);
    offers("        role: participant\n‸", "        after: ‸\n", &["choisir", "cle"], &["prevenir"]);
    offers("        role: participant\n‸", "        stop: ‸\n", &["chacun", "run", "true"], &["choisir"]);
    offers("    title: Noter la clé\n‸", "    documents:\n      - use: ‸\n", &["reglement"], &["demande"]);
    offers("    title: Noter la clé\n‸", "    email: ‸\n", &["demande"], &["reglement"]);
    offers("    title: Noter la clé\n‸", "    call: ‸\n", &["cle"], &["salle"]);
    offers("    title: Noter la clé\n‸", "    call: cle\n    with:\n      ‸\n", &["pour"], &["agent"]);
    offers("      numero: numero_cle\n‸", "      autre: ‸\n", &["numero_cle", "pour"], &["canal"]);
    offers("    title: Noter la clé\n‸", "    due: 10 w‸\n", &["10 working days"], &[]);
    offers("    title: Noter la clé\n‸", "    join: ‸\n", &["all", "first"], &["demandeur"]);
    offers("start: choisir\n‸", "rules:\n  - title: x\n    step: cle\n    requires: ‸\n", &["envoyer.oui", "chacun.prevenir"], &["canal"]);
    offers("start: choisir\n‸", "allow:\n  ‸\n", &["wait.endless", "unused"], &["step.unknown"]);
    // A step that is named and not written yet.
    offers("    title: Noter la clé\n‸", "    after: relire\n    ‸\n", &["due"], &["relire"]);
}

#[test]
fn a_step_that_was_named_is_offered_where_steps_begin() {
    let (_folder, mut client, mut text) = salle();
    let at = text.text.find("    next: fin").unwrap() + "    next: ".len();
    client.replace(&mut text, at, at + 3, "relire");
    client.type_at(&mut text, "steps:\n‸  choisir:", "  \n");
    assert_eq!(client.offers(&text, "steps:\n  ‸\n  choisir:"), ["relire"]);
}

#[test]
fn texts_and_expressions_offer_variables_parts_filters_and_answers() {
    offers("    title: Noter la clé‸\n", " {{ ‸", &["jour", "canal", "nombre", "settings", "envoyer", "cle"], &["personne", "date"]);
    offers("    title: Noter la clé‸\n", " {{ jour | ‸ }}", &["date", "short_date", "plus"], &["jour"]);
    offers("    title: Noter la clé‸\n", " {{ settings.‸ }}", &["adresse"], &["jour"]);
    offers("    title: Noter la clé‸\n", " {{ chacun.‸ }}", &["success", "dropped"], &["jour"]);
    offers("    title: Noter la clé‸\n", " {{ cle.‸ }}", &["numero", "outcome"], &["jour"]);
    offers("    title: Noter la clé‸\n", " {% ‸ %}", &["if", "for"], &["jour"]);
    offers("        title: Prévenir‸ {{", " {{ personne.‸ }}", &["nom"], &["jour"]);
    offers("- {{ p.nom }}‸", " {{ p.‸ }}", &["nom"], &["jour"]);
    offers("      Bonjour,‸", " {{ j‸", &["jour", "motif"], &["personne"]);
    offers("    title: Noter la clé\n‸", "    if: ‸\n", &["canal", "jour", "not"], &["date"]);
    offers("    title: Noter la clé\n‸", "    if: canal == '‸'\n", &["papier", "ligne"], &["oui"]);
    offers("    title: Noter la clé\n‸", "    if: jour is ‸\n", &["defined"], &["jour"]);
    offers("      pour: motif‸\n", " and ca‸", &["canal"], &[]);
    assert_eq!(offered("    title: Noter la clé‸\n", " et ‸"), Vec::<String>::new(), "plain words");
}

#[test]
fn what_is_offered_takes_the_place_of_what_was_typed() {
    let (_folder, mut client, mut text) = salle();
    client.type_at(&mut text, "    title: Noter la clé\n‸", "    role: dema\n");
    let result = client.request("textDocument/completion", &text.at("role: dem‸a\n"));
    let item = result["items"].as_array().unwrap().iter().find(|i| i["label"] == "demandeur").unwrap().clone();
    assert_eq!((text.slice(&item["textEdit"]["range"]), &item["detail"]), ("dema", &json!("Le demandeur")));
    client.type_at(&mut text, "    role: dema\n‸", "    att\n");
    let result = client.request("textDocument/completion", &text.at("    att‸\n"));
    let item = result["items"].as_array().unwrap().iter().find(|i| i["label"] == "attention").unwrap().clone();
    assert_eq!((text.slice(&item["textEdit"]["range"]), &item["textEdit"]["newText"]), ("att", &json!("attention: ")));
    assert!(item["documentation"]["value"].as_str().unwrap().contains("Un point d’attention."));
}

#[test]
fn the_headings_are_those_of_the_file() {
    let (_folder, mut client, text) = salle();
    let found = client.request("textDocument/documentSymbol", &json!({"textDocument": {"uri": text.uri}}));
    fn lines(symbols: &Value, depth: usize, into: &mut Vec<String>) {
        for one in symbols.as_array().unwrap() {
            into.push(format!("{}{}", " ".repeat(depth), one["name"].as_str().unwrap()));
            lines(&one["children"], depth + 1, into);
        }
    }
    let mut shown = Vec::new();
    lines(&found, 0, &mut shown);
    let expected = "roles| demandeur| agent| participant|documents| reglement|settings| adresse|inputs| motif|computed| nombre|emails| demande|steps| choisir|  jour|  canal|   papier|   ligne|   sms|  participants|   nom| envoyer|  oui|  non| chacun|  prevenir| cle|  numero| fin";
    assert_eq!(shown.join("|"), expected);
    let steps = found.as_array().unwrap().last().unwrap();
    assert_eq!((&steps["children"][1]["detail"], text.slice(&steps["children"][1]["selectionRange"])), (&json!("Écrire à la mairie"), "envoyer"));
}

#[test]
fn the_words_of_texts_are_coloured() {
    let (_folder, mut client, text) = salle();
    let found = client.request("textDocument/semanticTokens/full", &json!({"textDocument": {"uri": text.uri}}));
    let legend = ["macro", "keyword", "variable", "property", "function", "type", "string", "number", "operator"];
    let data: Vec<u64> = found["data"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
    let (mut line, mut column) = (0, 0);
    let mut shown = Vec::new();
    for token in data.chunks(5) {
        column = if token[0] == 0 { column + token[1] } else { token[1] };
        line += token[0];
        let range = json!({"start": {"line": line, "character": column}, "end": {"line": line, "character": column + token[2]}});
        shown.push(format!("{}:{} {}", line + 1, text.slice(&range), legend[token[3] as usize]));
    }
    let of =
        |line: u64| shown.iter().filter(|s| s.starts_with(&format!("{line}:"))).map(|s| s.split_once(':').unwrap().1).collect::<Vec<_>>().join("|");
    assert_eq!(of(24), "{{ macro|motif variable|}} macro");
    assert_eq!(of(26), "{{ macro|jour variable|| operator|date function|}} macro");
    assert_eq!(of(27), "{% macro|if keyword|canal variable|== operator|'papier' string|%} macro|{% macro|endif keyword|%} macro");
    assert_eq!(of(20), "participants variable|| operator|length function");
    assert_eq!(of(67), "envoyer variable|== operator|'oui' string|and keyword|canal variable|in keyword|'papier' string|'ligne' string");
    assert_eq!(of(45), "", "words without variables are no template");
}

#[test]
fn what_was_misspelt_is_mended_at_one_stroke() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), &["--lang", "en"]);
    client.initialize(&["utf-16"]);
    let wrong = SALLE
        .replace("next: envoyer", "next: envoyr")
        .replace("🎉 : {{ motif }}", "🎉 : {{ motiff }}")
        .replace("    each: participants", "    eech: participants")
        .replace("settings.adresse", "settings.adrese")
        .replace("end: failure", "end: failur")
        .replace("jour | date", "jour | dat");
    let text = client.open_as(&folder.path().join("salle.yaml"), &wrong);
    let found = client.diagnostics(&text);
    let mut mended = text.text.clone();
    let mut edits = Vec::new();
    for diagnostic in &found {
        let params = json!({"textDocument": {"uri": text.uri}, "range": diagnostic["range"], "context": {"diagnostics": [diagnostic]}});
        for action in client.request("textDocument/codeAction", &params).as_array().unwrap() {
            if action["diagnostics"][0] == *diagnostic {
                assert!(action["title"].as_str().unwrap().contains(" with "), "{action}");
                edits.extend(action["edit"]["changes"][&text.uri].as_array().unwrap().clone());
            }
        }
    }
    mended = super::client::edited(&mended, &edits);
    assert_eq!(mended, SALLE);
}
