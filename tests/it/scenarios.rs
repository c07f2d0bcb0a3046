//! Scenarios: the real procedures' own, and that each thing a scenario can say can also fail.

mod command;
mod paths;
mod record;

use pasapas::check::{Checker, Library};
use pasapas::desk::trials;
use pasapas::finding::Finding;
use pasapas::library::Procedures;
use pasapas::scenario::coverage::{Coverage, Kind};
use pasapas::scenario::{self, play::play};
use pasapas::words::Lang;

/// A procedure with a bit of everything: a list, a call, a route, a handover, deadlines, a wait that may be late, an alarm.
pub const FETE: &str = r#"pasapas: 1
id: fete
version: 1.0.0
status: draft
title: Préparer la fête
language: fr
role: mairie
roles:
  mairie: {title: La mairie}
  convive: {title: Un convive, of: convives}
settings:
  adresse_salle: {type: email, title: Adresse de la salle}
inputs:
  jour: {type: date, title: Jour de la fête}
computed:
  nombre: convives | length
emails:
  reservation:
    to: "{{ settings.adresse_salle }}"
    subject: Réserver le {{ jour | date }}
    body: |
      Bonjour,
      nous serons {{ nombre }}.
  invitation: {to: convive, subject: Venez !, body: "Bonjour {{ personne.nom }}"}
start: [lister, alerte]
steps:
  alerte:
    title: La salle a brûlé
    standby: true
    wait: {for: une alerte}
    end: failure
    stop: true
  lister:
    title: Lister les convives
    ask:
      convives:
        type: list
        title: Convives
        personal: true
        key: courriel
        fields:
          nom: {type: text, title: Nom}
          courriel: {type: email, title: Courriel}
      budget: {type: integer, title: Budget, min: 10}
    next: [inviter, reserver]
  inviter:
    title: Inviter chacun
    each: convives
    as: personne
    start: envoyer
    steps:
      envoyer:
        title: Inviter {{ personne.nom }}
        email: invitation
        next: reponse
      reponse:
        title: Réponse de {{ personne.nom }}
        wait:
          for: la réponse
          from: convive
          within: 1 week
          late: {end: neutral}
        ask:
          mot: {type: paragraph, title: Son mot, optional: true, personal: true}
        choose:
          vient: {title: Vient, end: success}
          cle: {title: "Vient, et garde la clé", next: confier}
          non: {title: Ne vient pas, end: failure}
      confier:
        title: Confier le code
        ask:
          code: {type: secret, title: Le code}
        next: remettre
      remettre:
        title: Remettre le code
        handover: {secret: code, to: convive, by: [oral, phone]}
        end: success
    next: bilan
  reserver:
    title: Réserver la salle
    email: reservation
    next: salle
  salle:
    title: Réponse de la salle
    due: 5 working days
    if: budget > 20
    ask:
      devis: {type: file, title: Le devis}
    next: bilan
  bilan:
    title: Bilan
    join: some
    route:
      - when: inviter.success | length > 0
        end: success
      - end: neutral
"#;

/// The procedure alone.
pub struct Fete;

impl Library for Fete {
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)> {
        (id == "fete").then(|| ("fete.yaml".to_owned(), FETE.as_bytes().to_vec()))
    }
    fn ids(&self) -> Vec<String> {
        vec!["fete".to_owned()]
    }
}

/// What is said of scenarios, each `CODE place message`: before they are played, else by playing them.
pub fn said(text: &str) -> Vec<String> {
    let checker = Checker::new(&Fete);
    let report = scenario::report("fete.test.yaml", text.as_bytes(), &Fete, &checker);
    let line = |f: &Finding| {
        let help = f.help.iter().map(|help| Lang::En.words().say(help)).fold(String::new(), |all, help| all + " / " + &help);
        format!("{} {} {}{help}", f.code, f.place, Lang::En.words().say(&f.message))
    };
    match &report.sound {
        None => report.findings.iter().map(line).collect(),
        Some((file, checked)) => {
            file.scenarios.iter().flat_map(|one| play(checked, one, &mut Coverage::default()).findings).map(|f| line(&f)).collect()
        }
    }
}

/// A story of the feast: the beginning that all share, then this.
pub fn story(acts: &str, expect: &str) -> String {
    format!(
        r#"pasapas: 1
procedure: fete
at: 2026-03-02
settings: {{adresse_salle: salle@example.fr}}
scenarios:
  histoire:
    title: Histoire
    inputs: {{jour: 2026-05-01}}
    acts:
      - done: lister
        set:
          budget: 50
          convives: [{{nom: Awa, courriel: awa@example.fr}}, {{nom: Luc, courriel: luc@example.fr}}]
{acts}    expect: {expect}
"#
    )
}

#[test]
fn the_real_procedures_are_tried_out_as_a_whole() {
    let trials = trials::trials(trials::sources(&Procedures::BuiltIn, &[]).unwrap());
    for file in &trials.files {
        assert!(file.report.sound.is_some(), "{}: {:?}", file.name, file.report.findings);
        for (n, played) in file.played.iter().enumerate() {
            let said: Vec<String> = played.findings.iter().map(|f| format!("{} {}", f.place, Lang::Fr.words().say(&f.message))).collect();
            assert_eq!(said, Vec::<String>::new(), "{} {n}\n{}", file.name, played.story.join("\n"));
        }
    }
    assert!(trials.hold() && trials.whole());
    assert_eq!(trials.tested.len(), pasapas::library::BUILT_IN.len(), "every procedure has stories of its own");
    for (id, sheet) in trials.coverage.sheets() {
        let missing: Vec<&str> = sheet.missing().map(|target| target.name.as_str()).collect();
        assert!(missing.is_empty(), "{id}: no story reaches {missing:?}");
        let steps = sheet.count(Kind::Step);
        assert!(steps.0 == steps.1 && steps.1 > 5, "{id}");
    }
}

#[test]
fn a_story_in_which_all_holds() {
    let acts = r#"
      - expect:
          open: [reserver, "inviter[Awa].envoyer", "inviter[2].envoyer", alerte]
          values: {nombre: 2}
          never: [inviter.reponse]
          mails: none
      - done: inviter[awa@example.fr].envoyer
        expect:
          mails: [{step: "inviter[1].envoyer", to: awa@example.fr, subject: "Venez !", says: Bonjour Awa}]
          offered: {"inviter[1].reponse": [vient, cle, non]}
          reached: [inviter.reponse, "inviter[1].reponse"]
          never: ["inviter[2].reponse"]
      - done: inviter[1].reponse
        choose: late
        refused: step.early
      - after: 1 week
        done: inviter[1].reponse
        choose: late
      - done: inviter[2].envoyer
      - done: inviter[2].reponse
        choose: cle
      - done: inviter[2].confier
        set: {code: true}
      - done: inviter[2].remettre
        by: phone
      - as: marie
        done: reserver
        expect:
          mails: [{step: reserver, to: [salle@example.fr], subject: Réserver le 1ᵉʳ mai 2026, says: [nous serons 2.]}]
          due: {salle: 2026-03-16}
      - add: convives
        item: {nom: Zoé, courriel: zoe@example.fr}
        refused: {code: list.refused, says: inviter}
      - note: Tout est prêt
        about: salle
      - done: salle
        set: {devis: devis.pdf}
        on: 2026-03-08
      - done: bilan
"#;
    assert_eq!(
        said(&story(acts, "{state: success, steps: {alerte: left_out, salle: done}, values: {inviter.success | length: 1}}")),
        Vec::<String>::new()
    );
}

/// Every thing that a story can expect is seen where it is not so.
#[test]
fn what_does_not_hold_is_said_where_it_stands() {
    for (acts, expect, wanted) in [
        ("", "{state: success}", "scenario.expected /scenarios/histoire/expect/state expected success; the run is open"),
        (
            "",
            "{open: [reserver]}",
            "scenario.expected /scenarios/histoire/expect/open open: alerte, inviter[1].envoyer, inviter[2].envoyer and reserver / open and not expected: alerte, inviter[1].envoyer and inviter[2].envoyer",
        ),
        ("", "{steps: {reserver: done}}", "scenario.expected /scenarios/histoire/expect/steps/reserver expected “reserver” done; it is open"),
        ("", "{reached: [salle]}", "scenario.expected /scenarios/histoire/expect/reached/0 “salle” has never opened"),
        ("", "{never: [inviter.envoyer]}", "scenario.expected /scenarios/histoire/expect/never/0 “inviter[1].envoyer” has opened"),
        ("", "{values: {nombre: 3}}", "scenario.expected /scenarios/histoire/expect/values/nombre expected nombre to be 3; it is 2"),
        ("", "{mails: reserver}", "scenario.expected /scenarios/histoire/expect/mails mails that left: none"),
        (
            "",
            "{due: {reserver: 2026-03-03}}",
            "scenario.expected /scenarios/histoire/expect/due/reserver expected “reserver” to be due 2026-03-03; it is due: none",
        ),
        ("      - done: reserver\n", "{mails: none}", "scenario.expected /scenarios/histoire/expect/mails mails that left: reserver"),
        (
            "      - done: reserver\n",
            "{mails: [{step: reserver, to: x@y.fr}]}",
            "scenario.expected /scenarios/histoire/expect/mails/0/to it went to: salle@example.fr",
        ),
        (
            "      - done: reserver\n",
            "{mails: [{step: reserver, subject: x}]}",
            "scenario.expected /scenarios/histoire/expect/mails/0/subject the subject is: Réserver le 1ᵉʳ mai 2026",
        ),
        (
            "      - done: reserver\n",
            "{mails: [{step: reserver, says: adieu}]}",
            "scenario.expected /scenarios/histoire/expect/mails/0/says the mail of “reserver” does not say this",
        ),
        (
            "      - done: \"inviter[1].envoyer\"\n",
            "{offered: {\"inviter[1].reponse\": vient}}",
            "scenario.expected /scenarios/histoire/expect/offered/inviter[1].reponse “inviter[1].reponse” offers: cle, non and vient",
        ),
        ("      - done: salle\n", "{state: open}", "scenario.refused /scenarios/histoire/acts/1/done refused (step.not-open): "),
        (
            "      - done: reserver\n        refused: step.early\n",
            "{state: open}",
            "scenario.expected /scenarios/histoire/acts/1/refused this should have been refused (step.early), and was accepted",
        ),
        (
            "      - done: salle\n        refused: step.early\n",
            "{state: open}",
            "scenario.expected /scenarios/histoire/acts/1/refused refused, but otherwise than expected: step.not-open instead of step.early",
        ),
        (
            "      - done: salle\n        refused: {code: step.not-open, says: merci}\n",
            "{state: open}",
            "scenario.expected /scenarios/histoire/acts/1/refused/says the refusal says something else: ",
        ),
        (
            "      - at: 2026-03-01\n",
            "{state: open}",
            "scenario.form /scenarios/histoire/acts/1/at the clock never goes back: it is 2026-03-02T09:00 already",
        ),
        ("      - at: 9999-12-31\n", "{state: open}", "value.form /scenarios/histoire/acts/1/at "),
        ("      - {}\n", "{state: open}", "scenario.form /scenarios/histoire/acts/1 this entry does nothing"),
        ("      - reopen: lister\n        reason: \" \"\n", "{state: open}", "value.form /scenarios/histoire/acts/1/reason "),
        (
            "      - cancel: plus personne\n",
            "{state: open}",
            "scenario.expected /scenarios/histoire/expect/state expected open; the run is cancelled",
        ),
    ] {
        let said = said(&story(acts, expect));
        assert_eq!(said.len(), 1, "{wanted}: {said:#?}");
        assert!(said[0].starts_with(wanted), "{}\nwanted {wanted}", said[0]);
    }
}

/// Names are checked before anything is played, all of them at once.
#[test]
fn names_that_mean_nothing_are_named_with_what_was_meant() {
    let acts = r#"
      - done: reservr
      - done: inviter.envoyer
      - done: reserver[1]
      - done: inviter[1].reponse
        choose: vien
        set: {mots: x}
      - done: reserver
        choose: oui
      - add: convive
        item: {nom: x}
      - add: convives
        item: {prenom: x}
      - drop: convives
      - done: reserver
        waive: salle
      - reopen: lister
        set: {budget: 3}
      - set: {budget: 3}
      - done: salle
        refused: step.not-opn
      - at: 2026-03-03
        after: 1 day
"#;
    let text = story(acts, "{mails: salle, offered: {\"inviter[1].reponse\": [vien]}}")
        .replace("adresse_salle:", "adresse_sale:")
        .replace("jour:", "jours:");
    let said = said(&text);
    let wanted = [
        "/settings/adresse_sale the procedure has no setting “adresse_sale” / did you mean “adresse_salle”?",
        "/inputs/jours “jours” is not asked at the start / did you mean “jour”?",
        "/1/done there is no step “reservr” / did you mean “reserver”?",
        "/2/done “inviter” goes through a list: which item is meant?",
        "/3/done “reserver[1]” names an item; a step was expected",
        "/4/choose “vien” is not an option here / did you mean “vient”?",
        "/4/set/mots “mots” is not asked here / did you mean “mot”?",
        "/5/choose ",
        "/6/add there is no list “convive” / did you mean “convives”?",
        "/7/item/prenom “prenom” is not asked here",
        "/8/drop which item leaves?",
        "/9/waive one entry does one thing: “done” or “waive”, not both",
        "/10/set “set” does not go with “reopen”",
        "/11/set “set” says nothing without something that is done",
        "/12/refused there is no code “step.not-opn” / did you mean “step.not-open”?",
        "/13/after the clock moves to a moment (at) or by a time (after), not both",
        "/expect/offered/inviter[1].reponse/0 “vien” is not an option here",
        "/expect/mails “salle” sends no mail",
    ];
    for one in wanted {
        assert!(said.iter().any(|said| said.contains(one)), "{one}\n{said:#?}");
    }
    assert_eq!(said.len(), wanted.len(), "{said:#?}");
    assert!(said.iter().all(|said| said.starts_with("scenario.unknown ") || said.starts_with("scenario.form ")));
}

#[test]
fn days_and_durations_that_there_are_not_are_no_silent_nothing() {
    // How long a duration may be is a matter of its form, which is looked at first.
    let told = said(&story("      - after: 999999 days\n", "{}"));
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].starts_with("value.form /scenarios/histoire/acts/1/after "), "{told:#?}");
    let acts = "      - at: 2026-02-30\n      - done: salle\n        on: 2026-02-29\n        refused: step.not-open\n";
    let said = said(&story(acts, "{due: {salle: 2026-06-31}}"));
    let places: Vec<&str> = said.iter().map(|said| said.split(' ').nth(1).unwrap()).collect();
    let acts = "/scenarios/histoire/acts";
    assert_eq!(places, [&format!("{acts}/1/at"), &format!("{acts}/2/on"), "/scenarios/histoire/expect/due"]);
    assert!(said.iter().all(|said| said.starts_with("value.form ")), "{said:#?}");
}

#[test]
fn the_form_of_a_file_is_checked_like_that_of_a_procedure() {
    let text = story("      - doen: lister\n", "{state: gagné}");
    let said = said(&text);
    assert!(said[0].starts_with("key.unknown /scenarios/histoire/acts/1/doen") && said[0].contains("did you mean “done”?"), "{said:#?}");
    assert!(said[1].starts_with("value.form /scenarios/histoire/expect/state"), "{said:#?}");
}
