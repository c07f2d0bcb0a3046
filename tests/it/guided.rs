//! `run` at a real terminal: from the first question to the end, broken off, killed, and gone on with.

mod batch;
mod enter;
mod terminal;

use terminal::{Place, Terminal};

/// Every kind of question in a small procedure, with a list, a mail, a wait, a choice and a rule between answers.
const SMALL: &str = r#"pasapas: 1
id: petite
version: 1.0.0
status: valid
title: Petite procédure
language: fr
role: agent
roles:
  agent:
    title: Agent
  mairie:
    title: La mairie
    outside: true
sources:
  nous:
    title: Nous
source:
  from: nous
inputs:
  dossier:
    type: text
    title: Nom du dossier
start: preparer
steps:
  preparer:
    title: Préparer
    text: "Faites **ceci**."
    checks:
      - Le dossier est ouvert
      - Le dossier porte un numéro
    ask:
      jour:
        type: date
        title: Quel jour ?
      sur:
        type: boolean
        title: Êtes-vous sûr ?
      pourquoi:
        type: text
        title: Pourquoi ?
        if: not sur
      personnes:
        type: list
        title: Personnes
        min: 1
        max: 3
        key: nom
        fields:
          nom:
            type: text
            title: Nom
          age:
            type: integer
            title: Âge
            optional: true
      debut:
        type: integer
        title: Début
      fin:
        type: integer
        title: Fin
    require:
      - that: debut < fin
        say: Le début vient avant la fin.
    next: ecrire
  ecrire:
    title: Écrire à la mairie
    email:
      to: mairie@example.org
      subject: "Dossier {{ dossier }}"
      body: "Le {{ jour | date }}, {{ personnes | length }} personnes."
    next: attendre
  attendre:
    title: Attendre la réponse
    wait:
      for: la réponse
      from: mairie
      remind:
        after: 3 working days
        every: 3 working days
    choose:
      oui:
        title: Accord
        next: ranger
      non:
        title: Refus
        end: failure
  ranger:
    title: Ranger le dossier
    end: success
"#;

fn place() -> Place {
    let place = Place::new();
    std::fs::write(place.file("workflows/petite.yaml"), SMALL).unwrap();
    place
}

fn until_the_list(t: &mut Terminal) {
    t.asked("Nom du dossier", "Été");
    t.asked("Est-ce fait ? (1 sur 2)", "oui");
    t.asked("Est-ce fait ? (2 sur 2)", "oui");
    t.asked("Quel jour ?", "32/12/2026");
    t.expect("✗ il faut une date");
    t.asked("Quel jour ?", "12/03/2026");
    t.expect("✓ noté : 12/03/2026");
    t.asked("Êtes-vous sûr ?", "oui");
}

fn to_the_end(t: &mut Terminal) {
    t.asked("Ce courriel est prêt", "2");
    t.expect("✓ noté : le courriel est parti");
    t.asked("Que faire maintenant ?", "1");
    t.asked("Est-ce arrivé ?", "1");
    t.asked("Cette étape est-elle faite ?", "oui");
    t.expect("c’est un succès");
    assert_eq!(t.status(), 0, "{}", t.text());
}

#[test]
fn a_small_procedure_from_the_first_question_to_success() {
    let place = place();
    let mut t = Terminal::open(&place, &["run", "petite"], "dumb");
    until_the_list(&mut t);
    t.asked("Nom", "Martin");
    t.asked("Âge", "douze");
    t.expect("✗ il faut un nombre entier");
    t.asked("Âge", "");
    t.expect("✓ noté : Martin (1 en tout)");
    t.asked("Personnes : et ensuite ?", "1");
    t.asked("Nom", "Martin");
    t.asked("Âge", "12");
    t.expect("« Martin » est déjà à la ligne 1");
    t.asked("Nom", "Durand");
    t.asked("Âge", "");
    t.asked("Personnes : et ensuite ?", "2");
    t.asked("Début", "5");
    t.asked("Fin", "3");
    t.expect("Le début vient avant la fin.");
    // The answers that contradict each other are asked again, the earlier ones offered.
    t.asked("Quel jour ?", "");
    t.asked("Êtes-vous sûr ?", "");
    t.asked("Personnes : et ensuite ?", "2");
    t.asked("Début", "");
    t.asked("Fin", "8");
    t.expect("✓ fait : Préparer");
    t.expect("Objet : Dossier Été");
    t.expect("Le 12 mars 2026, 2 personnes.");
    to_the_end(&mut t);
}

#[test]
fn an_interruption_loses_nothing_that_was_acknowledged() {
    for end in ["\u{3}", "\u{4}"] {
        let place = place();
        let mut t = Terminal::open(&place, &["run", "petite"], "dumb");
        until_the_list(&mut t);
        t.asked("Nom", "Martin");
        t.asked("Âge", "41");
        t.asked("Personnes : et ensuite ?", "1");
        t.asked("Nom", "Durand");
        // In the middle of an item: the complete one stands.
        t.question();
        t.send(end);
        t.expect("Pour reprendre : pasapas run ");
        assert_eq!(t.status(), 130, "{}", t.text());

        let mut t = Terminal::open(&place, &["run", "petite"], "dumb");
        t.asked("Un dossier de cette procédure est en cours", "1");
        // The ticks are kept, and of the item what was typed.
        t.expect("☑ Le dossier porte un numéro");
        t.expect("✓ déjà noté : Nom : Durand");
        t.asked("Âge", "");
        t.expect("✓ noté : Durand (2 en tout)");
        t.asked("Personnes : et ensuite ?", "2");
        t.asked("Début", "1");
        t.question();
        t.send(end);
        assert_eq!(t.status(), 130, "{}", t.text());

        let mut t = Terminal::open(&place, &["run", "@last"], "dumb");
        t.expect("✓ déjà noté : Début : 1");
        t.asked("Fin", "2");
        to_the_end(&mut t);
    }
}

#[test]
fn a_power_cut_among_the_ticks_or_in_an_item_costs_nothing_that_was_typed() {
    let place = place();
    let mut t = Terminal::open(&place, &["run", "petite"], "dumb");
    t.asked("Nom du dossier", "Été");
    t.asked("Est-ce fait ? (1 sur 2)", "oui");
    t.question();
    t.cut();

    let mut t = Terminal::open(&place, &["run", "@last"], "dumb");
    t.expect("☑ Le dossier est ouvert");
    t.asked("Est-ce fait ? (2 sur 2)", "oui");
    t.asked("Quel jour ?", "12/03/2026");
    t.asked("Êtes-vous sûr ?", "oui");
    t.asked("Nom", "Martin");
    t.asked("Âge", "41");
    t.asked("Personnes : et ensuite ?", "3");
    t.asked("Lequel ?", "1");
    t.asked("Nom", "Martineau");
    t.question();
    t.cut();

    // The item that was being corrected goes on, and stays one item.
    let mut t = Terminal::open(&place, &["run", "@last"], "dumb");
    t.expect("✓ déjà noté : Nom : Martineau");
    t.asked("Âge", "");
    t.expect("✓ noté : Martineau (1 en tout)");
    t.asked("Personnes : et ensuite ?", "1");
    t.asked("Nom", "Durand");
    t.question();
    t.cut();

    let mut t = Terminal::open(&place, &["run", "@last"], "dumb");
    t.expect("✓ déjà noté : Nom : Durand");
    t.asked("Âge", "12");
    t.expect("✓ noté : Durand (2 en tout)");
    t.asked("Personnes : et ensuite ?", "2");
    t.asked("Début", "1");
    t.asked("Fin", "2");
    to_the_end(&mut t);
    let (_, log) = place.output(&["log", "@last"]);
    assert!(log.contains("cochée, n° 2"), "{log}");
    let (_, shown) = place.output(&["show", "@last", "--json", "--personal"]);
    assert!(shown.contains("Martineau") && !shown.contains("\"Martin\""), "{shown}");
}

#[test]
fn what_was_mistyped_is_mended_at_the_question_or_later() {
    let place = place();
    let mut t = Terminal::open(&place, &["run", "petite"], "dumb");
    // Nothing is before the first question.
    t.asked("Nom du dossier", "retour");
    t.expect("C’est la première question");
    t.asked("Nom du dossier", "Été");
    t.asked("Est-ce fait ? (1 sur 2)", "oui");
    t.asked("Est-ce fait ? (2 sur 2)", "oui");
    t.asked("Quel jour ?", "12/03/2026");
    t.asked("Êtes-vous sûr ?", "retour");
    t.expect("Entrée : 12/03/2026");
    t.asked("Quel jour ?", "13/03/2026");
    t.asked("Êtes-vous sûr ?", "oui");
    t.asked("Nom", "Martin");
    t.asked("Âge", "");
    t.asked("Personnes : et ensuite ?", "2");
    t.asked("Début", "1");
    t.asked("Fin", "2");
    t.expect("Le 13 mars 2026, 1 personnes.");
    // The mail shows the mistake: the step is done again, and says first what falls with it.
    t.asked("Ce courriel est prêt", "3");
    t.asked("Que faire maintenant ?", "2");
    t.asked("Quoi d’autre ?", "2");
    t.asked("Quelle étape refaire ?", "1");
    t.expect("Une autre étape sera à refaire :");
    t.expect("↶ Écrire à la mairie");
    t.asked("Pourquoi la refaire ?", "le jour est faux");
    t.asked("Est-ce fait ? (1 sur 2)", "oui");
    t.asked("Est-ce fait ? (2 sur 2)", "oui");
    t.asked("Quel jour ?", "14/03/2026");
    t.asked("Êtes-vous sûr ?", "");
    t.asked("Personnes : et ensuite ?", "2");
    t.asked("Début", "");
    t.asked("Fin", "");
    t.expect("Le 14 mars 2026, 1 personnes.");
    to_the_end(&mut t);
    let (_, log) = place.output(&["log", "@last"]);
    assert!(log.contains("le jour est faux"), "{log}");
}

#[test]
fn a_terminal_with_arrows_and_colours_leads_as_well() {
    let place = place();
    let mut t = Terminal::open(&place, &["run", "petite"], "xterm-256color");
    t.expect("Nom du dossier");
    t.send("Hiver\r");
    t.expect("Est-ce fait ? (1 sur 2)");
    t.send("o\r");
    t.expect("Est-ce fait ? (2 sur 2)");
    t.send("o\r");
    t.expect("Quel jour ?");
    t.send("12/03/2026\r");
    t.expect("✓ noté : 12/03/2026");
    t.send("\u{3}");
    t.expect("Pour reprendre : pasapas run ");
    assert_eq!(t.status(), 130, "{}", t.text());
}

#[test]
fn enter_alone_confirms_nothing() {
    let place = place();
    let mut t = Terminal::open(&place, &["run", "petite"], "dumb");
    t.asked("Nom du dossier", "Été");
    t.asked("Est-ce fait ? (1 sur 2)", "");
    t.expect("✗ il faut répondre oui ou non");
    t.answer("oui");
    t.asked("Est-ce fait ? (2 sur 2)", "oui");
    t.asked("Quel jour ?", "12/03/2026");
    t.asked("Êtes-vous sûr ?", "oui");
    t.asked("Nom", "Martin");
    t.asked("Âge", "");
    // A list always leads back, and what was answered stays.
    t.asked("Personnes : et ensuite ?", "5");
    t.expect("Que faire maintenant ?");
    t.asked("Que faire maintenant ?", "1");
    t.expect("✓ déjà noté : Êtes-vous sûr ? : oui");
    t.asked("Personnes : et ensuite ?", "2");
    t.asked("Début", "1");
    t.asked("Fin", "2");
    t.asked("Ce courriel est prêt", "2");
    t.asked("Que faire maintenant ?", "1");
    // Nothing has come unless somebody says so.
    t.asked("Est-ce arrivé ?", "");
    t.expect("✗ il faut un numéro de 1 à 3");
    t.answer("3");
    t.asked("Que faire maintenant ?", "1");
    t.asked("Est-ce arrivé ?", "1");
    t.asked("Cette étape est-elle faite ?", "");
    t.expect("✗ il faut répondre oui ou non");
    t.answer("oui");
    t.expect("c’est un succès");
    assert_eq!(t.status(), 0, "{}", t.text());
}

#[test]
fn arrows_begin_at_the_way_out() {
    let place = place();
    let start = ["start", "petite", "--set", "dossier=Été"];
    assert_eq!(place.output(&start).0, 0);
    let sets = ["--set", "jour=2026-03-12", "--set", "sur=oui", "--set", "personnes[1].nom=Martin", "--set", "debut=1", "--set", "fin=2"];
    assert_eq!(place.output(&[&["done", "@last", "preparer"][..], &sets].concat()).0, 0);
    assert_eq!(place.output(&["done", "@last", "ecrire"]).0, 0);
    let mut t = Terminal::open(&place, &["run", "@last"], "xterm-256color");
    t.expect("Que faire maintenant ?");
    t.expect("Attendre la réponse");
    // The cursor of the menu stands at stopping, since only somebody else is awaited.
    t.send("\u{1b}[A\u{1b}[A\r");
    t.expect("Est-ce arrivé ?");
    t.expect("Pas encore");
    t.send("\r");
    t.expect("Que faire maintenant ?");
    t.send("\u{1b}[A\u{1b}[A\r");
    t.expect("Est-ce arrivé ?");
    t.expect("Pas encore");
    t.send("\u{1b}[A\u{1b}[A\r");
    t.expect("✓ fait : Attendre la réponse");
    t.send("\u{3}");
    assert_eq!(t.status(), 130, "{}", t.text());
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let place = place();
    let (status, said) = place.output(&["run", "petite"]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("pasapas start") && said.contains("pasapas done"), "{said}");
    let (_, runs) = place.output(&["list", "--json"]);
    assert!(!runs.contains("petite"), "a run was started: {runs}");
}
