//! Properties of what is printed, held on the real procedures and on small hostile ones.

mod record;
mod wording;

use super::*;
use crate::model::{self, holidays::Holidays};
use crate::template;
use crate::text::Document;
use crate::words::Lang;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

const REAL: [&str; 6] = [
    include_str!("../../workflows/ans-contractualisation.yaml"),
    include_str!("../../workflows/cartes-cpx.yaml"),
    include_str!("../../workflows/certificats-serveurs.yaml"),
    include_str!("../../workflows/certinomis-batch.yaml"),
    include_str!("../../workflows/designation-mandataire.yaml"),
    include_str!("../../workflows/rpps-plus.yaml"),
];

pub(crate) fn read(yaml: &str) -> Procedure {
    let (document, findings) = Document::read("test.yaml", yaml.as_bytes());
    model::read::procedure(document.unwrap_or_else(|| panic!("{findings:?}")).root())
}

pub(crate) fn real() -> HashMap<String, Procedure> {
    REAL.iter().map(|yaml| read(yaml)).map(|procedure| (procedure.id.to_string(), procedure)).collect()
}

fn blank(procedures: &HashMap<String, Procedure>, id: &str) -> Checklist {
    checklist(&procedures[id], &|id| procedures.get(id), None, &Blank, &Options::default(), Lang::Fr.words())
}

fn single(yaml: &str) -> Checklist {
    let procedure = read(yaml);
    checklist(&procedure, &|_| None, None, &Blank, &Options::default(), Lang::Fr.words())
}

fn flat_steps<'c>(steps: &'c [Step], found: &mut Vec<&'c Step>) {
    for step in steps {
        found.push(step);
        step.inside.iter().for_each(|group| flat_steps(&group.steps, found));
    }
}

fn all_steps(checklist: &Checklist) -> Vec<&Step> {
    let mut found = Vec::new();
    flat_steps(&checklist.steps, &mut found);
    found
}

fn step<'c>(checklist: &'c Checklist, path: &str) -> &'c Step {
    all_steps(checklist).into_iter().find(|step| step.path == path).unwrap_or_else(|| panic!("no step {path}"))
}

/// The words of a page, without its marks.
fn words_of(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn count_steps(all: &HashMap<String, Procedure>, scope: &model::Scope) -> usize {
    let inside = |step: &model::Step| match &step.verb {
        model::Verb::Call(call) => all.get(&*call.procedure.name).map_or(0, |called| count_steps(all, &called.scope)),
        _ => step.inner().map_or(0, |scope| count_steps(all, scope)),
    };
    scope.steps.values().map(|step| 1 + inside(step)).sum()
}

#[test]
fn every_step_stands_once_with_a_number_and_a_code_of_its_own() {
    let all = real();
    for (id, procedure) in &all {
        let checklist = blank(&all, id);
        let steps = all_steps(&checklist);
        assert_eq!(steps.len(), count_steps(&all, &procedure.scope), "{id}");
        let numbers: BTreeSet<&str> = steps.iter().map(|step| step.number.as_str()).collect();
        let codes: BTreeSet<&str> = steps.iter().map(|step| step.code.as_str()).collect();
        assert_eq!((numbers.len(), codes.len()), (steps.len(), steps.len()), "{id}");
        assert_eq!(checklist, blank(&all, id), "{id}: the same twice");
    }
}

#[test]
fn numbers_lead_forward_but_for_rework() {
    let all = real();
    for procedure in all.values() {
        let outline = Outline::of(procedure, &|id| all.get(id));
        for arrow in &outline.arrows {
            let forward = arrow.from < arrow.to;
            assert!(forward || arrow.sort == outline::Sort::Back, "{} -> {}", outline.spots[arrow.from].path, outline.spots[arrow.to].path);
        }
    }
}

#[test]
fn both_formats_say_the_same() {
    let all = real();
    for id in all.keys() {
        let checklist = blank(&all, id);
        let (page, text) = (words_of(&html::write(&checklist)), markdown::write(&checklist).replace('\\', ""));
        for step in all_steps(&checklist) {
            for said in step.opens.iter().chain(&step.deadlines).chain(step.exits.iter().map(|exit| &exit.then)) {
                assert!(page.contains(said.as_str()) && text.contains(said.as_str()), "{id} {}: {said}", step.number);
            }
            assert!(page.contains(&step.code) && text.contains(&format!("{}. ", step.number)), "{id} {}", step.number);
            assert!(step.signs || !step.inside.is_empty());
        }
        for mail in &checklist.mails {
            assert!(page.contains(&mail.mark) && text.contains(&mail.mark));
        }
        assert!(!page.contains("paper-") && !text.contains("paper-"), "{id}: a sentence is missing");
        let english = checklist_in(&all, id, Lang::En);
        assert!(!markdown::write(&english).contains("paper-"), "{id}: a sentence is missing");
    }
}

fn checklist_in(all: &HashMap<String, Procedure>, id: &str, lang: Lang) -> Checklist {
    checklist(&all[id], &|id| all.get(id), None, &Blank, &Options::default(), lang.words())
}

#[test]
fn the_certinomis_batch_reads_as_it_should() {
    let all = real();
    let checklist = blank(&all, "certinomis-batch");
    let at = |path: &str| step(&checklist, path);
    let ask = at("comptes_existants");
    assert_eq!(ask.exits[0].when.as_deref(), Some("Si «\u{202f}Le compte d’entité existe\u{202f}»\u{a0}: non"));
    assert_eq!(ask.exits[0].then, "Passez à 6.");
    assert_eq!(at("lister_beneficiaires").exits[0].then, "Continuez avec 10 et 17, en même temps.");
    assert_eq!(at("commander").opens, ["Après 9.", "En même temps que 17."]);
    // 6 and 7 are both ways to 8, never at the same time.
    assert_eq!(at("se_deconnecter").opens, ["Après 6 ou 7."]);
    assert_eq!(at("bilan").opens, ["Seulement quand 16 et 17 sont faites, l’une et l’autre."]);
    let hand = at("beneficiaire_par_beneficiaire.remise");
    assert_eq!(rich::flat(&hand.title), "Remettre le mot de passe à ‹prénom› ‹nom›");
    assert_eq!(hand.acts[0].boxes.iter().map(|tick| tick.key.as_str()).collect::<Vec<_>>(), ["oral", "phone", "sms"]);
    let install = at("beneficiaire_par_beneficiaire.installer");
    assert_eq!(install.documents.iter().map(|d| d.follow).collect::<Vec<_>>(), [Follow::Follow, Follow::FollowNot]);
    assert_eq!(install.documents[0].pages.as_deref(), Some("à partir de la page 32"));
    let siret = ask_of(at("identifier_demandeur"), "siret");
    assert_eq!(siret.space, Space::Combs(vec![3, 3, 3, 5]));
    assert!(matches!(&ask_of(at("lister_beneficiaires"), "beneficiaires").space, Space::Table { columns, rows: 10, .. } if columns.len() == 5));
    let page = html::write(&checklist);
    for said in ["À NE PAS suivre", "pages 1 à 31", "0 829 109 809"] {
        assert!(page.contains(said) && markdown::write(&checklist).contains(said), "{said}");
    }
    assert_eq!(checklist.mails.len(), 8);
    assert_eq!(checklist.sources.len(), 3);
}

fn ask_of<'c>(step: &'c Step, name: &str) -> &'c Entry {
    step.form.iter().find(|entry| entry.name == name).unwrap()
}

const SMALL: &str = "
pasapas: 1
id: petite-chose
version: 1.0.0
status: draft
title: \"<script>alert(1)</script> ` ] # & \\\"\"
language: fr
role: a
roles: {a: {title: Anne}, b: {title: Bob}}
inputs:
  couleur: {type: option, title: Quelle couleur ?, options: {r: Rouge, v: Vert}}
  combien: {type: integer, title: Combien, min: 1, max: 9}
start: [un, deux]
steps:
  un:
    title: \"![x](https://e.fr/i.png) [clic](javascript:alert(1)) <img src=x onerror=alert(1)>\"
    text:
      - say: \"Vu {{ combien }} fois, {% if couleur == 'r' %}**rouge**{% elif combien > 3 %}beaucoup{% else %}autre{% endif %}. <b>gras</b> [ici](javascript:x)\"
      - say: Seulement vert.
        if: couleur == 'v' and not (combien < 3 or couleur != 'v')
    due: 2 working days
    next: trois
  deux:
    title: \"</style></title>*/ }\"
    role: b
    wait: {for: une réponse, within: 1 week, late: {next: quatre}}
    next: trois
  trois:
    title: Joindre
    join: first
    not_by: un
    choose:
      oui: {title: \"Oui | non\", next: quatre}
      encore: {title: Encore, back: trois}
      stop: {title: Arrêter, end: failure, stop: true}
  quatre:
    title: Finir
    join: some
    if: couleur == 'r' and combien >= 2
    end: success
";

#[test]
fn hostile_words_stay_words() {
    let checklist = single(SMALL);
    let page = html::write(&checklist);
    let body = page.split("</style>").nth(1).unwrap();
    for bad in ["<script", "<img", "<b>gras", "javascript:alert\"", "href=\"javascript"] {
        assert!(!body.contains(bad), "{bad}");
    }
    assert_eq!(page.matches("<style>").count(), 1);
    assert_eq!(page.matches("</style>").count(), 1);
    assert_eq!(page.matches("</title>").count(), 1);
    let text = markdown::write(&checklist);
    let mut unescaped = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            chars.next();
        } else {
            unescaped.push(c);
        }
    }
    for bad in ["<script", "<img", "](", "![", "<b>"] {
        assert!(!unescaped.contains(bad), "{bad}: {text}");
    }
    assert!(text.contains("Brouillon"));
}

#[test]
fn conditions_and_deadlines_are_said_in_words() {
    let checklist = single(SMALL);
    let one = step(&checklist, "un");
    assert_eq!(one.opens, ["À commencer tout de suite, en même temps que 2."]);
    assert_eq!(one.deadlines, ["À faire sous 2\u{a0}jours\u{a0}ouvrés."]);
    let said = markdown::write(&checklist).replace('\\', "").replace(['\u{202f}', '\u{a0}'], " ");
    assert!(said.contains("Vu ‹combien› fois, [si « Quelle couleur ? » : « Rouge » — **rouge** / sinon, si « Combien » dépasse 3 — beaucoup / sinon — autre]. gras ici"), "{said}");
    assert!(
        said.contains("*Si « Quelle couleur ? » : « Vert » et « Combien » atteint 3 et « Quelle couleur ? » : « Vert » —* Seulement vert."),
        "{said}"
    );
    assert_eq!(step(&checklist, "trois").opens[0], "Dès que 1 ou 2 (c’est arrivé) est faite, sans attendre le reste.");
    let two = step(&checklist, "deux");
    let ways: Vec<String> = two.exits.iter().map(|exit| rich::flat(&exit.option.as_ref().unwrap().title)).collect();
    assert_eq!(ways, ["C’est arrivé", "Rien n’est venu après 1\u{a0}semaine"]);
    assert_eq!(step(&checklist, "trois").exits[1].then, "Refaites cette étape.");
    assert_eq!(
        step(&checklist, "quatre").opens.last().map(String::as_str),
        Some(
            "Seulement si «\u{202f}Quelle couleur ?\u{202f}»\u{a0}: «\u{202f}Rouge\u{202f}» et «\u{202f}Combien\u{202f}» atteint 2. Sinon → il n’y a plus rien à faire ici."
        )
    );
    assert_eq!(
        step(&checklist, "quatre").opens[0],
        "Quand 2 (rien n’est venu à temps) et 3 («\u{202f}Oui | non\u{202f}») sont terminées, celles qui vous concernent."
    );
}

const FRENCH: template::Locale = template::Locale { lang: Lang::Fr, holidays: Holidays::France };

/// Values for every step, and an item's own.
struct Values(serde_json::Value);

impl Values {
    fn at(&self, path: &str) -> template::Value {
        let mut values = self.0.clone();
        let number = path.split_once('[').and_then(|(_, rest)| rest.split_once(']')).and_then(|(n, _)| n.parse::<usize>().ok());
        if let Some(number) = number {
            values["personne"] = values["beneficiaires"][number - 1].clone();
        }
        template::value(values)
    }
}

impl Voice for Values {
    fn say(&self, path: &str, template: &str) -> Option<String> {
        template::render(template, &self.at(path), FRENCH).ok()
    }
    fn holds(&self, path: &str, expression: &str) -> Option<bool> {
        template::evaluate(expression, &self.at(path), FRENCH).ok().map(|value| value.is_true())
    }
}

pub(crate) fn batch() -> (Standing, impl Voice) {
    let people = json!([
        {"nom": "Durand", "prenom": "Zoé", "email": "zoe@example.org"},
        {"nom": "<i>", "prenom": "**Luc** [x](http://e.fr)", "email": "luc@example.org"},
    ]);
    let values =
        json!({"entite": "Trifouilly", "siret": "73282932000074", "compte_entite": true, "compte_mandataire": false, "beneficiaires": people});
    let answers = |value: serde_json::Value| value.as_object().cloned().unwrap_or_default();
    let done = |given: serde_json::Value, chosen: &[&str]| StepStanding {
        state: State::Done,
        who: Some("Claire".into()),
        when: Some(jiff::Timestamp::UNIX_EPOCH),
        answers: answers(given),
        chosen: chosen.iter().map(|c| (*c).to_owned()).collect(),
        ..StepStanding::default()
    };
    let group = "beneficiaire_par_beneficiaire";
    let items = vec![(1, "zoe@example.org".to_owned()), (2, "luc@example.org".to_owned())];
    let mut steps = HashMap::from([
        ("verifier_tableau".to_owned(), done(json!({}), &["meme_numero"])),
        ("transmettre_tableau".to_owned(), StepStanding { state: State::LeftOut, ..StepStanding::default() }),
        ("comptes_existants".to_owned(), done(json!({"compte_entite": true, "compte_mandataire": false}), &[])),
        ("lister_beneficiaires".to_owned(), done(json!({"beneficiaires": values["beneficiaires"]}), &[])),
        (group.to_owned(), StepStanding { state: State::Open, items, ..StepStanding::default() }),
    ]);
    for n in 1..=2 {
        steps.insert(format!("{group}[{n}].envoyer_cgu"), done(json!({}), &[]));
    }
    steps.insert(format!("{group}[1].cgu"), StepStanding { state: State::Open, ..StepStanding::default() });
    let standing = Standing { run: "01-ab".into(), version: "1.0.0".into(), by: Some("Claire".into()), steps, ..Standing::default() };
    (standing, Values(values))
}

#[test]
fn a_run_fills_in_what_it_knows() {
    let all = real();
    let (standing, voice) = batch();
    let print = |options: &Options| checklist(&all["certinomis-batch"], &|id| all.get(id), Some(&standing), &voice, options, Lang::Fr.words());
    let open = print(&Options { personal: true, ..Options::default() });
    let chosen = step(&open, "verifier_tableau");
    assert_eq!(chosen.exits.iter().map(|exit| exit.option.as_ref().map(|o| o.ticked)).collect::<Vec<_>>(), [Some(true)]);
    assert_eq!(chosen.standing.as_deref(), Some("fait par Claire le 01/01/1970 à 1\u{a0}h"));
    assert_eq!(step(&open, "transmettre_tableau").state, Some(State::LeftOut));
    assert!(step(&open, "transmettre_tableau").exits.is_empty());
    // What is known is no longer a question.
    assert_eq!(step(&open, "creer_compte_mandataire").exits[0].then, "Passez à 8.");
    let text = markdown::write(&open);
    assert!(text.contains("Envoyer les CGU porteur à Zoé Durand") && text.contains("| 1. zoe\\@example.org | ✓ | ▶ |"), "{text}");
    assert!(!text.contains(" <i>") && !text.contains(" [x](http"));
    assert!(!html::write(&open).contains("<i>e") && html::write(&open).contains("&lt;i&gt;"));

    let hidden = print(&Options::default());
    let (page, text) = (html::write(&hidden), markdown::write(&hidden));
    for secret in ["Zoé", "Durand", "luc", "zoe"] {
        assert!(!page.contains(secret) && !text.contains(secret), "{secret}");
    }
    assert!(text.contains("Trifouilly"));

    let one = print(&Options { item: Some("2".into()), personal: true, ..Options::default() });
    assert_eq!(one.steps.len(), 1);
    assert_eq!(one.part, ["Seulement pour\u{a0}: 2. luc@example.org"]);
    assert!(!markdown::write(&one).contains("Zoé"));
    assert_eq!(one.steps[0].inside[0].steps.len(), 14);
    assert!(print(&Options { item: Some("7".into()), ..Options::default() }).steps.is_empty());
}

#[test]
fn one_role_gets_its_own_part() {
    let all = real();
    let options = Options { role: Some("beneficiaire".into()), ..Options::default() };
    let part = checklist(&all["certinomis-batch"], &|id| all.get(id), None, &Blank, &options, Lang::Fr.words());
    let numbers: Vec<&str> = all_steps(&part).iter().map(|step| step.number.as_str()).collect();
    assert_eq!(numbers, ["17", "17.9", "17.11", "17.13"]);
    assert_eq!(
        step(&part, "beneficiaire_par_beneficiaire.aide_informatique").exits[0].then,
        "Passez à 17.12 (fait par\u{a0}: Demandeur (représentant légal ou mandataire))."
    );
    let mails: Vec<&str> = part.mails.iter().map(|mail| mail.mark.as_str()).collect();
    assert_eq!(mails, ["M7"]);
}

#[test]
fn what_cannot_be_read_is_printed_as_it_is() {
    for text in
        ["{{ a", "{% if %}", "{% for x %}", "{% endif %}", "{{ a + b * 2 }}", "{% if a %}", "{{ 'x }}", "{% raw %}{{ x }}{% endraw %}", "{# rien #}"]
    {
        let yaml = format!(
            "pasapas: 1\nid: a-b\nversion: 1.0.0\nstatus: valid\ntitle: t\nlanguage: fr\nstart: x\nsteps:\n  x:\n    title: \"{}\"\n    end: success\n",
            text
        );
        let checklist = single(&yaml);
        drop((html::write(&checklist), markdown::write(&checklist)));
    }
    let called = "pasapas: 1\nid: a-b\nversion: 1.0.0\nstatus: valid\ntitle: t\nlanguage: fr\nstart: x\nsteps:\n  x: {title: x, call: a-b, next: y}\n  y: {title: y, next: x}\n";
    let procedure = read(called);
    // It calls itself and goes round in circles; the check refuses both, and printing does not run away.
    let checklist = checklist(&procedure, &|_| Some(&procedure), None, &Blank, &Options::default(), Lang::En.words());
    assert_eq!(all_steps(&checklist).len(), 2);
}
