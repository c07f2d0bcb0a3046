//! All the ends of a procedure: exact where it is small, said so where it is not.

use super::FETE;
use crate::cli::drive::Home;
use serde_json::{Value, json};

fn rows(document: &Value) -> Vec<(String, String)> {
    let answers = |row: &Value| {
        let all = row["answers"].as_array().unwrap().iter().map(|a| format!("{}={}", a["of"].as_str().unwrap(), a["is"].as_str().unwrap()));
        all.collect::<Vec<_>>().join(" ")
    };
    let ends = |row: &Value| {
        let end = |end: &Value| match end["back"].as_str() {
            Some(back) => format!("{}->{back}", end["step"].as_str().unwrap()),
            None => format!("{}:{}", end["step"].as_str().unwrap(), end["end"].as_str().unwrap()),
        };
        row["ends"].as_array().unwrap().iter().map(end).collect::<Vec<_>>().join(" ")
    };
    document["rows"].as_array().unwrap().iter().map(|row| (answers(row), ends(row))).collect()
}

#[test]
fn every_end_of_a_small_procedure_with_what_decides_it_and_nothing_else() {
    let home = Home::new();
    home.write(
        "workflows/badge.yaml",
        r#"pasapas: 1
id: badge
version: 1.0.0
status: draft
title: Badge
language: fr
role: a
roles:
  a: {title: A}
start: demande
steps:
  demande:
    title: Demande
    ask:
      interne: {type: boolean, title: Interne ?}
      couleur: {type: option, title: Couleur, options: {rouge: Rouge, bleu: Bleu}}
      jusqu_au: {type: date, title: Jusqu'au}
    require:
      - {that: jusqu_au > today, say: Trop tôt}
    choose:
      papier: {title: Papier, next: accord}
      en_ligne: {title: En ligne, next: accord}
  accord:
    title: Accord
    if: not interne
    choose:
      oui: {title: Oui, default: true, next: remise}
      non: {title: Non, next: refus}
      revoir: {title: À revoir, next: revoir}
  revoir:
    title: Revoir
    back: demande
  refus:
    title: Refus
    end: failure
  remise:
    title: Remise
    end: success
"#,
    );
    let document = home.json(&["test", "--paths", "badge", "--format", "json"]);
    let mut found = rows(&document);
    found.sort();
    let wanted = [
        ("interne=false accord=non", "refus:failure"),
        ("interne=false accord=oui", "remise:success"),
        ("interne=false accord=revoir", "revoir->demande"),
        ("interne=true", "remise:success"),
    ];
    assert_eq!(found, wanted.map(|(a, b)| (a.to_owned(), b.to_owned())), "neither colour nor paper decides anything");
    assert_eq!((&document["bounded"], &document["stuck"], &document["free"]), (&json!(false), &json!([]), &json!([])));

    let human = home.good(&["test", "--paths", "badge"]);
    assert!(human.contains("✗ refus (failure)") && human.contains("↺ revoir → demande") && human.contains("· interne\u{a0}=\u{a0}yes"), "{human}");

    // Each row is a story that plays green; together they reach every option but those that decide nothing.
    let file = home.good(&["test", "--paths", "badge", "--write"]);
    home.write("workflows/badge.test.yaml", &file);
    let ran = home.run(&["test"]);
    assert_eq!(ran.status, 0, "{}\n{}", ran.out, ran.err);
    assert!(ran.err.contains("4 scenarios played: no failures"), "{}", ran.err);
}

#[test]
fn what_is_not_exact_says_so() {
    let home = Home::new();
    home.write("workflows/fete.yaml", FETE);
    let ran = home.run(&["test", "--paths", "fete", "--limit", "3"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("the search stopped after 3") && ran.err.contains("with one value only: budget"), "{}", ran.err);
    let document = home.json(&["test", "--paths", "fete", "--format", "json"]);
    assert_eq!((&document["bounded"], &document["free"]), (&json!(false), &json!(["budget"])));
    let found = rows(&document);
    for wanted in [
        ("alerte=–", "convives=0", "bilan:neutral"),
        ("alerte=–", "inviter[1].reponse=late", "bilan:neutral"),
        ("alerte=–", "inviter[1].reponse=cle", "bilan:success"),
        ("", "", "alerte:failure"),
    ] {
        assert!(
            found.iter().any(|(answers, end)| answers.contains(wanted.0) && answers.contains(wanted.1) && end == wanted.2),
            "{wanted:?}\n{found:#?}"
        );
    }
    let file = home.good(&["test", "--paths", "fete", "--write"]);
    home.write("workflows/fete.test.yaml", &file);
    let ran = home.run(&["test"]);
    assert_eq!(ran.status, 0, "{}\n{}", ran.out, ran.err);
}

#[test]
fn the_real_procedures_have_the_ends_that_their_authors_meant() {
    let home = Home::new();
    let document = home.json(&["test", "--paths", "certinomis-batch", "--format", "json"]);
    let found = rows(&document);
    assert_eq!((found.len(), &document["bounded"]), (7, &json!(false)), "{found:#?}");
    let success: Vec<&String> = found.iter().filter(|(_, end)| end == "bilan:success").map(|(answers, _)| answers).collect();
    assert_eq!(
        success,
        ["attendre_lien=recu beneficiaire_par_beneficiaire[1].cgu=accepte beneficiaire_par_beneficiaire[1].certificat_recu=recu"],
        "a success wants the link, an acceptance and a certificate, and nothing else decides it"
    );
}
