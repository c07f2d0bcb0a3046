//! What was done is changed: answers corrected, steps reopened, items added and dropped, people named.

use super::drive::Home;

const COMMANDE: &str = "pasapas: 1\nid: commande\nversion: 1.0.0\nstatus: valid\ntitle: Commander\nlanguage: fr\nrole: nous\nroles:\n  nous: {title: Nous}\n  \
    client: {title: Le client, outside: true}\ninputs:\n  gens:\n    type: list\n    title: Gens\n    key: nom\n    fields:\n      nom: {type: text, title: Nom}\n      \
    tel: {type: phone, title: Téléphone}\nstart: adresse\nsteps:\n  adresse:\n    title: Noter l’adresse\n    ask:\n      rue: {type: text, title: Rue}\n      nombre: {type: integer, title: Nombre, min: 1}\n    \
    next: ecrire\n  ecrire:\n    title: Écrire au client\n    email: {to: client, subject: \"Livraison {{ rue }}\", body: \"Bonjour {{ roles.client.name }}\"}\n    next: livrer\n  \
    livrer:\n    title: Livrer\n    route:\n      - {when: nombre > 10, next: camion}\n      - {next: velo}\n  camion: {title: En camion, next: par_personne}\n  velo: {title: À vélo, next: par_personne}\n  \
    par_personne:\n    title: Pour chacun\n    each: gens\n    as: p\n    start: remettre\n    steps:\n      remettre: {title: Remettre, end: success}\n    next: fin\n  fin: {title: Fin, end: success}\n";

fn started() -> Home {
    let home = Home::new();
    home.write("commande.yaml", COMMANDE);
    let refused = home.run(&["start", "./commande.yaml", "--set", "gens[1].nom=Ana", "--set", "gens[1].tel=abc"]);
    assert_eq!(refused.status, 1, "{}", refused.err);
    assert!(home.run(&["list"]).err.contains("No run."), "a start that is refused leaves nothing");
    let gens = ["gens[1].nom=Ana", "gens[1].tel=02 41 00 00 00", "gens[2].nom=Bob", "gens[2].tel=02 41 00 00 01"];
    let mut args = vec!["start", "./commande.yaml", "--role", "client=Claire Martin <claire@example.org>"];
    gens.iter().for_each(|set| args.extend(["--set", set]));
    home.good(&args);
    home.good(&["done", "@last", "adresse", "--set", "rue=rue des Lices", "--set", "nombre=3"]);
    let left = home.run(&["done", "@last", "ecrire"]);
    assert!(left.err.contains("Mail 1 noted as gone: “Livraison rue des Lices”, to Claire Martin <claire@example.org>"), "{}", left.err);
    home.good(&["done", "@last", "livrer"]);
    home.good(&["done", "@last", "velo"]);
    home
}

#[test]
fn an_answer_is_corrected_and_what_it_decided_is_said() {
    let home = started();
    // A typo that decides nothing: all stays, and the mail that left with it is named.
    let dry = home.json(&["correct", "@last", "--set", "rue=rue des Lys", "--dry-run", "--json"]);
    assert_eq!((dry["again"].as_array().unwrap().len(), &dry["stale_mails"]), (0, &serde_json::json!([1])));
    let corrected = home.run(&["correct", "@last", "--set", "rue=rue des Lys"]);
    assert!(corrected.err.contains("One mail left with the old answer:\n  mail 1, left on"), "{}", corrected.err);
    // One part of one item.
    home.good(&["correct", "@last", "--set", "gens[2].tel=02 41 00 00 09"]);
    let shown = home.json(&["show", "@last", "--json", "--personal"]);
    assert_eq!(
        (&shown["data"]["rue"], &shown["data"]["gens"][1]["tel"], &shown["data"]["gens"][0]["nom"]),
        (&"rue des Lys".into(), &"0241000009".into(), &"Ana".into())
    );
    // The same by its name, as `done` takes it.
    home.good(&["correct", "@last", "--set", "gens[bob].tel=02 41 00 00 08"]);
    assert_eq!(home.json(&["show", "@last", "--json", "--personal"])["data"]["gens"][1]["tel"], "0241000008");
    let nobody = home.run(&["correct", "@last", "--set", "gens[Bib].tel=02 41 00 00 08"]);
    assert!(nobody.status == 1 && nobody.err.contains("list.refused"), "{}", nobody.err);
    // What the route reads: that step is put back, and what followed.
    let dry = home.json(&["correct", "@last", "--set", "nombre=30", "--dry-run", "--json"]);
    assert_eq!(dry["again"], serde_json::json!(["livrer", "velo"]));
    let corrected = home.run(&["correct", "@last", "--set", "nombre=30"]);
    assert!(corrected.err.contains("To be done again, 2 steps:\n  Livrer (livrer)\n  À vélo (velo)\n"), "{}", corrected.err);
    home.good(&["done", "@last", "livrer"]);
    assert!(home.good(&["todo"]).contains("En camion"));
    for (args, code) in [
        (&["correct", "@last", "--set", "nombre=0"][..], "answer.form"),
        (&["correct", "@last", "--set", "nombr=2"], "answer.unknown"),
        (&["correct", "@last", "--set", "gens[3].nom=Cyr", "--set", "gens[3].tel=0241000003"], "list.refused"),
    ] {
        let refused = home.run(args);
        assert!(refused.status == 1 && refused.err.contains(code), "{args:?} {}", refused.err);
    }
    assert!(home.good(&["log", "@last"]).contains("corrected, in “Noter l’adresse”: nombre"));
}

#[test]
fn a_reopening_lists_what_it_takes_and_the_mails_that_left() {
    let home = started();
    home.good(&["done", "@last", "par_personne[Bob].remettre"]);
    let dry = home.json(&["reopen", "@last", "adresse", "--dry-run", "--json"]);
    assert_eq!(dry["again"], serde_json::json!(["ecrire", "livrer", "velo", "par_personne[2].remettre"]));
    assert_eq!(dry["ahead"], serde_json::json!(["camion", "par_personne[1].remettre"]));
    assert_eq!(dry["mails"], serde_json::json!([1]));
    let real = home.run(&["reopen", "@last", "adresse", "--reason", "erreur"]);
    assert!(real.err.contains("To be done again, 4 steps:") && real.err.contains("One mail left already from these steps:"), "{}", real.err);
    home.good(&["done", "@last", "adresse", "--set", "rue=rue des Lices", "--set", "nombre=3"]);
    let refused = home.run(&["done", "@last", "ecrire"]);
    assert!(refused.status == 1 && refused.err.contains("mail 1, “Livraison rue des Lices”, to Claire Martin"), "{}", refused.err);
    home.good(&["done", "@last", "ecrire", "--again"]);
}

#[test]
fn items_come_and_go_in_plain_sight() {
    let home = started();
    let added = home.run(&["add", "@last", "gens", "--set", "nom=Cyr", "--set", "tel=02 41 00 00 02"]);
    assert!(added.err.contains("Cyr joins the list “gens” (number 3)"), "{}", added.err);
    let dropped = home.run(&["drop", "@last", "gens[Ana]", "--reason", "partie"]);
    assert!(dropped.err.contains("Ana leaves the list “gens”"), "{}", dropped.err);
    let why = home.good(&["why", "@last", "par_personne[Ana].remettre"]);
    assert!(why.contains("tess took this item out of the list") && why.contains("partie"), "{why}");
}

#[test]
fn people_are_named_by_hand() {
    let home = started();
    assert!(home.good(&["assign", "@last"]).contains("Le client  Claire Martin, claire@example.org"));
    let named = home.run(&["assign", "@last", "nous", "--name", "Tess", "--phone", "02 41 00 00 00"]);
    assert!(named.status == 0 && named.err.contains("Nous: Tess, 02"), "{}", named.err);
    assert!(home.good(&["todo", "--mine"]).contains("Remettre"));
    home.good(&["assign", "@last", "nous", "--name", "Alex"]);
    assert!(!home.good(&["todo", "--mine"]).contains("Remettre"));
    let unknown = home.run(&["assign", "@last", "cliant", "--name", "X"]);
    assert!(unknown.status == 1 && unknown.err.contains("client"), "{}", unknown.err);
}
