//! The language server as an editor meets it: the built binary, driven over standard input and output by a client that knows nothing of it.

mod client;
mod everywhere;
mod manners;
mod names;
mod write;

use client::{Client, Text};

/// A procedure with accents before everything that is pointed at, two scopes, a mail, a list and a call.
const SALLE: &str = r#"# Réserver – été 🎉
pasapas: 1
id: salle
version: 1.0.0
status: valid
title: "Réserver une salle 🎉 pour {{ motif }}"
language: fr
role: demandeur
roles:
  demandeur: {title: Le demandeur}
  agent: {title: L’agent}
  participant: {title: Participant, of: participants}
documents:
  reglement: {title: Le règlement}
settings:
  adresse: {type: email, title: Adresse de la mairie}
inputs:
  motif: {type: text, title: Motif}
computed:
  nombre: participants | length
emails:
  demande:
    to: "{{ settings.adresse }}"
    subject: "Été 🎉 : {{ motif }}"
    body: |
      Bonjour, réservation du {{ jour | date }}
      {% if canal == 'papier' %}sur papier{% endif %}
      {% for p in participants %}- {{ p.nom }}
      {% endfor %}
start: choisir
steps:
  choisir:
    title: Choisir le jour
    documents: reglement
    ask:
      jour: {type: date, title: Jour}
      canal: {type: option, title: Par quel canal, options: {papier: Papier, ligne: En ligne, sms: SMS}}
      participants: {type: list, title: Qui vient, key: nom, fields: {nom: {type: text, title: Nom}}}
    next: envoyer
  envoyer:
    title: Écrire à la mairie
    email: demande
    wait:
      for: la réponse
      from: agent
      within: 5 working days
    choose:
      oui:
        title: Acceptée
        next: chacun
      non:
        title: Refusée
        end: failure
  chacun:
    title: Pour chacun
    each: participants
    as: personne
    start: prevenir
    steps:
      prevenir:
        title: Prévenir {{ personne.nom }}
        role: participant
        end: success
    next: cle
  cle:
    title: Demander la clé ({{ nombre }})
    if: envoyer == 'oui' and canal in ['papier', 'ligne']
    call: cle
    with:
      pour: motif
    returns:
      numero: numero_cle
    next: fin
  fin:
    title: Noter la clé
    end: success
"#;

const CLE: &str = r#"pasapas: 1
id: cle
version: 1.0.0
status: valid
title: Demander une clé
language: fr
role: agent
roles:
  agent: {title: L’agent}
inputs:
  pour: {type: text, title: Pour quoi}
start: remettre
steps:
  remettre:
    title: Remettre la clé pour {{ pour }}
    ask:
      numero_cle: {type: text, title: Numéro}
    end: success
"#;

/// A folder with both, and the first of them open in an editor.
fn salle() -> (tempfile::TempDir, Client, Text) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("salle.yaml"), SALLE).unwrap();
    std::fs::write(folder.path().join("cle.yaml"), CLE).unwrap();
    let mut client = Client::start(folder.path(), &["--lang", "fr"]);
    client.initialize(&["utf-16"]);
    let text = client.open(&folder.path().join("salle.yaml"));
    (folder, client, text)
}
