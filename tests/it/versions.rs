//! Versions of a procedure on the command line: what differs between them, and runs that move.

use crate::cli::Home;
use serde_json::{Value, json};

const OLD: &str = "pasapas: 1
id: commande
version: 1.0.0
status: valid
title: Commander
language: fr
role: nous
roles:
  nous: {title: Nous}
  service: {title: Le service, outside: true}
inputs:
  siret: {type: siret, title: Numéro SIRET}
emails:
  demande:
    to: service
    subject: Commande pour {{ siret }}
    body: Bonjour, voici notre commande. Merci de nous répondre sous dix jours.
start: preparer
steps:
  preparer:
    title: Préparer la commande
    text: Remplissez le formulaire et gardez une copie du formulaire signé.
    ask:
      nombre: {type: integer, title: Nombre de cartes, min: 1}
      couleur: {type: option, title: Couleur, options: {bleue: Bleue, verte: Verte}, optional: true}
    next: envoyer
  envoyer:
    title: Envoyer la commande
    email: demande
    next: attendre
  attendre:
    title: Attendre la réponse
    wait: {for: la réponse du service, from: service, within: 5 working days}
    choose:
      acceptee: {title: Acceptée, next: ranger}
      refusee: {title: Refusée, end: failure}
  ranger:
    title: Ranger le dossier
    end: success
";

/// The same, after some months.
fn new() -> String {
    let edits = [
        ("version: 1.0.0", "version: 1.1.0"),
        ("gardez une copie du formulaire signé", "gardez deux copies du formulaire signé"),
        ("min: 1}", "min: 1, max: 20}"),
        ("    next: envoyer\n", "    next: relire\n  relire:\n    title: Relire la commande\n    next: envoyer\n"),
        ("within: 5 working days", "within: 10 working days"),
        (
            "      refusee: {title: Refusée, end: failure}\n",
            "      refusee: {title: Refusée, end: failure}\n      partielle: {title: En partie, next: ranger}\n",
        ),
        ("  ranger:\n    title: Ranger le dossier\n", "  classer:\n    title: Ranger le dossier\n"),
        ("next: ranger", "next: classer"),
        ("sous dix jours", "sous quinze jours"),
    ];
    edits.iter().fold(OLD.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

fn found<'v>(comparison: &'v Value, path: &str) -> &'v Value {
    comparison["changes"].as_array().unwrap().iter().find(|change| change["path"] == path).unwrap_or_else(|| panic!("{path}: {comparison:#}"))
}

fn edit<'v>(change: &'v Value, key: &str) -> &'v Value {
    change["edits"].as_array().unwrap().iter().find(|edit| edit["key"] == key).unwrap_or_else(|| panic!("{key}: {change:#}"))
}

#[test]
fn two_files_are_compared_in_words() {
    let home = Home::new();
    let (old, new) = (home.write("avant.yaml", OLD), home.write("commande.yaml", &new()));
    let same = home.run(&["diff", &old, &old]);
    assert_eq!((same.status, same.out.trim()), (0, same.out.trim()), "{}", same.err);
    assert!(same.out.contains("nothing differs"), "{}", same.out);
    let ran = home.run(&["diff", &old, &new]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    for said in [
        "commande 1.0.0 → 1.1.0 ·",
        "+ “Relire la commande” (relire) after “Préparer la commande”",
        "text: … le formulaire et gardez [-une copie-] {+deux copies+} du formulaire signé.",
        "question “Nombre de cartes” (nombre)\n        at most: + 20",
        "within: 5\u{a0}working days → 10\u{a0}working days",
        "+ answer “En partie” (partielle)",
        "~ “Ranger le dossier” (classer) was called ranger",
        "Mails and letters",
        "[-dix-] {+quinze+} jours.",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    // The step that was put between is told of itself, not by those beside it; nor does a new name count as another way.
    assert!(!ran.out.contains("leads to") && !ran.out.contains("now comes"), "{}", ran.out);
    assert!(!home.path(".local").exists(), "two files need no store");
    let fr = home.run(&["diff", &old, &new, "--lang", "fr"]).out;
    assert!(fr.contains("délai\u{a0}: 5\u{a0}jours\u{a0}ouvrés → 10\u{a0}jours\u{a0}ouvrés"), "{fr}");
}

#[test]
fn programs_read_what_differs() {
    let home = Home::new();
    let (old, new) = (home.write("avant.yaml", OLD), home.write("commande.yaml", &new()));
    let ran = home.run(&["diff", &old, &new, "--json"]);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    let comparison = &document["comparisons"][0];
    assert_eq!((&document["version"], &comparison["same"], &comparison["old"]["version"]), (&json!(1), &json!(false), &json!("1.0.0")));
    assert_eq!(found(comparison, "relire")["kind"], "added");
    let renamed = found(comparison, "classer");
    assert_eq!((&renamed["kind"], &renamed["was"]), (&json!("renamed"), &json!("ranger")));
    let text = edit(found(comparison, "preparer"), "text");
    let words: Vec<(&str, &str)> =
        text["words"].as_array().unwrap().iter().map(|w| (w["mark"].as_str().unwrap(), w["text"].as_str().unwrap().trim())).collect();
    assert!(words.contains(&("removed", "une copie")) && words.contains(&("added", "deux copies")), "{words:?}");
    assert_eq!(edit(found(comparison, "preparer.nombre"), "max")["after"], json!([{"what": "text", "text": "20"}]));
}

#[test]
fn ways_conditions_and_moves_are_told() {
    let home = Home::new();
    let old = home.write("avant.yaml", OLD);
    let text = OLD
        .replace("start: preparer", "start: [preparer, ranger]")
        .replace("acceptee: {title: Acceptée, next: ranger}", "acceptee: {title: Acceptée, end: success}")
        .replace("    title: Envoyer la commande\n", "    title: Envoyer la commande\n    if: nombre > 3\n");
    let new = home.write("commande.yaml", &text);
    let ran = home.run(&["diff", &old, &new]);
    for said in [
        "↷ “Ranger le dossier” (ranger) now comes at the start",
        "leads to: “Ranger le dossier” → end: success",
        "only if: + “Nombre de cartes” (step 1) is above 3",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}\n{}", ran.out, ran.err);
    }
}

/// A folder of procedures with the old text, and two runs: one just begun, one whose mail has left.
fn started() -> (Home, String, String) {
    let home = Home::new();
    home.write("workflows/commande.yaml", OLD);
    let start = || home.json(&["start", "commande", "--set", "siret=73282932000074", "--role", "service=Le service <service@example.org>", "--json"]);
    let (young, far) = (start()["run"].as_str().unwrap().to_owned(), start()["run"].as_str().unwrap().to_owned());
    home.good(&["done", &far, "preparer", "--set", "nombre=3"]);
    home.good(&["done", &far, "envoyer"]);
    (home, young, far)
}

fn verdict<'v>(document: &'v Value, run: &str) -> &'v Value {
    document["runs"].as_array().unwrap().iter().find(|one| one["run"] == run).unwrap()
}

#[test]
fn open_runs_move_or_stay_with_a_reason() {
    let (home, young, far) = started();
    assert!(home.run(&["upgrade", "--all"]).err.contains("2 have it already."));
    home.write("workflows/commande.yaml", &new());
    let compared: Value = serde_json::from_str(&home.run(&["diff", "commande", "--json"]).out).unwrap();
    assert_eq!((&compared["comparisons"][0]["runs"], &compared["comparisons"][0]["old"]["version"]), (&json!(2), &json!("1.0.0")));
    assert_eq!(home.run(&["diff", "commande@1.0.0", "commande"]).status, 1);
    assert_eq!(home.run(&["diff", "commande@0.9.0", "commande"]).status, 2);
    // Nothing is kept by looking.
    let before = home.good(&["log", &young, "--json"]);
    let dry = home.run(&["upgrade", "--all", "--dry-run", "--json"]);
    assert_eq!(dry.status, 1, "{}", dry.err);
    let document: Value = serde_json::from_str(&dry.out).unwrap();
    assert_eq!(verdict(&document, &young)["verdict"], "moves");
    assert_eq!(verdict(&document, &far)["verdict"], "stays");
    assert_eq!(home.good(&["log", &young, "--json"]), before);
    let ran = home.run(&["upgrade", "--all"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.out.contains("“Envoyer la commande”: the present version asks for “Relire la commande” first"), "{}", ran.out);
    assert!(ran.err.contains("1 run has moved to the present version and 1 keeps its own."), "{}", ran.err);
    let shown = home.json(&["show", &young, "--json"]);
    assert_eq!((&shown["procedure"]["version"], &shown["upgrades"][0]["from"]), (&json!("1.1.0"), &json!("1.0.0")));
    assert_eq!(home.json(&["show", &far, "--json"])["procedure"]["version"], "1.0.0");
    assert!(home.good(&["show", &young]).contains("Version 1.1.0 since"));
    assert!(home.good(&["log", &young]).contains("moved to version 1.1.0"));
    // Both go on, each in its version.
    home.good(&["done", &young, "preparer", "--set", "nombre=3"]);
    assert!(home.good(&["todo"]).contains("Relire la commande"));
    home.good(&["done", &far, "attendre", "--choose", "acceptee"]);
    home.good(&["done", &far, "ranger"]);
    let listed: Vec<Value> = home.lines(&["list", "--json"]);
    let versions: Vec<&str> = listed.iter().map(|run| run["procedure"]["version"].as_str().unwrap()).collect();
    assert!(versions.contains(&"1.0.0") && versions.contains(&"1.1.0"), "{versions:?}");
    // What is over keeps its version.
    assert_eq!(home.run(&["upgrade", &far]).status, 1);
}

#[test]
fn what_is_open_moves_along_with_what_was_kept_for_it() {
    let (home, _, far) = started();
    let longer = home.write("plus-long.yaml", &OLD.replace("within: 5 working days", "within: 20 days").replace("version: 1.0.0", "version: 1.0.1"));
    let late = |home: &Home| home.json(&["show", &far, "--json"])["steps"][2]["due"].clone();
    let before = late(&home);
    let ran = home.run(&["upgrade", &far, "--to", &longer]);
    assert_eq!(ran.status, 0, "{}\n{}", ran.out, ran.err);
    assert!(ran.out.contains("“Attendre la réponse”: due:"), "{}", ran.out);
    assert_ne!(late(&home), before);
    // A field that goes, one that comes with a default, an option that was chosen and goes.
    home.good(&["done", &far, "attendre", "--choose", "acceptee"]);
    let fields = OLD
        .replace(
            "      couleur: {type: option, title: Couleur, options: {bleue: Bleue, verte: Verte}, optional: true}\n",
            "      taille: {type: option, title: Taille, options: [petite, grande], default: petite}\n",
        )
        .replace("version: 1.0.0", "version: 1.2.0");
    let fields = home.write("champs.yaml", &fields);
    let ran = home.run(&["upgrade", &far, "--to", &fields]);
    assert!(ran.out.contains("“Préparer la commande”: answer offered beforehand, taken: Taille"), "{}\n{}", ran.out, ran.err);
    assert_eq!(home.json(&["show", &far, "--json", "--personal"])["data"]["taille"], "petite");
    let option =
        home.write("reponses.yaml", &OLD.replace("      acceptee: {title: Acceptée, next: ranger}\n", "      oui: {title: Oui, next: ranger}\n"));
    let ran = home.run(&["upgrade", &far, "--to", &option]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("option “Acceptée” was chosen, and the present version does not offer it"), "{}", ran.out);
    assert!(home.good(&["log", &far]).contains("moved to version 1.2.0"));
}

#[test]
fn a_present_version_with_errors_moves_nobody() {
    let (home, young, _) = started();
    home.write("workflows/commande.yaml", &OLD.replace("next: ranger", "next: rangr"));
    let ran = home.run(&["upgrade", &young]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("has an error"), "{}", ran.out);
    std::fs::remove_file(home.path("workflows/commande.yaml")).unwrap();
    assert!(home.run(&["upgrade", &young]).out.contains("commande"));
}
