//! Natural spellings of the language that mean one thing, and what `check` says of others.

use pasapas::check::{Checked, Checker, Library};
use pasapas::words::Lang;
use std::sync::Arc;

struct Nothing;

impl Library for Nothing {
    fn text(&self, _: &str) -> Option<(String, Vec<u8>)> {
        None
    }
    fn ids(&self) -> Vec<String> {
        Vec::new()
    }
}

fn whole(body: &str) -> String {
    format!(
        "pasapas: 1\nid: essai\nversion: 1.0.0\nstatus: valid\ntitle: Essai\nlanguage: fr\nrole: nous\nroles:\n  nous:\n    title: Nous\n  eux:\n    title: Eux\n{body}"
    )
}

/// What is found: each code, what is underlined, and the help in English.
fn found(body: &str) -> (Vec<String>, Option<Arc<Checked>>) {
    let report = Checker::new(&Nothing).check("essai.yaml", whole(body).as_bytes());
    let document = report.document.as_ref().unwrap();
    let said = report.findings.iter().map(|f| {
        let help = f.help.as_ref().map(|help| Lang::En.words().say(help)).unwrap_or_default();
        format!("{} {} | {help}", f.code, document.source()[document.span(&f.place)].lines().next().unwrap_or_default())
    });
    (said.collect(), report.checked.clone())
}

#[test]
fn one_thing_stands_for_a_list_of_one() {
    let (said, checked) = found(
        "documents:\n  guide:\n    title: Guide\n    aliases: mode d’emploi\nsources:\n  memo:\n    title: Mémo\nsource: memo\n\
         inputs:\n  jour:\n    type: date\n    title: Jour\n    default: today\n  canal:\n    type: option\n    title: Canal\n    options: [sms, papier]\n\
         rules:\n  - title: R\n    step: chacun[1].voir\n    requires: noter\nstart: noter\nsteps:\n  noter:\n    title: Noter\n    documents: guide\n    checks: Relu\n    \
         ask:\n      code:\n        type: secret\n        title: Code\n      gens:\n        type: list\n        title: Gens\n        fields:\n          nom:\n            type: text\n            title: Nom\n    \
         require:\n      that: gens | length > 0\n      say: Nommez quelqu’un\n    route:\n      next: remettre\n  remettre:\n    title: Remettre\n    not_by: [noter]\n    \
         handover:\n      secret: code\n      to: eux\n      by: in_person\n    next: attendre\n  attendre:\n    title: Attendre\n    wait:\n      for: la réponse\n      within: 9 days\n      \
         remind: 3 days\n      late: chacun\n    next: ecouter\n  ecouter:\n    title: Écouter\n    wait: un mot\n    due: 1 year\n    next: chacun\n  chacun:\n    title: Chacun\n    \
         each: gens\n    as: p\n    start: voir\n    steps:\n      voir:\n        title: Voir {{ p.nom }}\n        end: success\n    end: success\n",
    );
    assert_eq!(said, Vec::<String>::new());
    let procedure = &checked.unwrap().procedure;
    let step = |name: &str| procedure.scope.steps.get(name).unwrap();
    assert_eq!(step("noter").checks.len(), 1);
    assert_eq!(step("noter").require.len(), 1);
    assert_eq!(step("remettre").not_by.len(), 1);
    let wait = step("attendre").wait().unwrap();
    assert!(wait.remind.is_some() && wait.late.is_some());
    assert_eq!(step("ecouter").wait().unwrap().what.source.as_ref(), "un mot");
    assert_eq!(procedure.cites.len(), 1);
    assert!(matches!(&procedure.inputs["canal"].kind, pasapas::model::field::Kind::Option(o) if o["sms"] == "sms"));
}

#[test]
fn one_mistake_is_one_finding_that_says_what_to_do() {
    let step = |inside: &str| format!("start: a\nsteps:\n  a:\n    title: A\n{inside}\n  b:\n    title: B\n    end: success\n");
    for (body, expected) in [
        (step("    next: b\n    ende: success"), vec!["key.unknown ende | did you mean “end”?"]),
        (step("    ende: success").replace("start: a", "start: [a, b]"), vec!["key.unknown ende | did you mean “end”?"]),
        (step("    documents: {use: x}\n    next: b"), vec!["value.form {use: x} | it is written “documents: [{use: …}]”"]),
        (step("    next: {to: b, if: 'true'}"), vec!["value.form {to: b, if: 'true'} | it is written “next: [{to: …}]”"]),
        (step("    due: {after: 3 days}\n    next: b"), vec!["value.form {after: 3 days} | it is written “due: 5 working days”"]),
        (
            step("    nott: x\n    role: zz\n    next: b"),
            vec!["key.unknown nott | did you mean “note”?", "name.unknown zz | possible names: nous and eux"],
        ),
        (
            step("    role: [nous, eux]\n    next: b"),
            vec!["value.form [nous, eux] | only one name can stand here, without brackets: a step has one role, a wait comes from one side"],
        ),
        (
            step("    handover: {secret: x, to: eux, by: [email]}\n    next: b"),
            vec!["name.unknown x", "value.form email | a secret is passed on orally, by phone, by SMS or from hand to hand, never by mail"],
        ),
        (step("    next: b").replace("start: a\n", ""), vec!["key.missing pasapas | add a line like “start: …”"]),
        (step("    bidule: 3\n    next: b"), vec!["key.unknown bidule | no key of this place resembles it; “pasapas schema” lists them all"]),
        (step("    next: b").replace("start: a", "start: a\nmany: true"), vec!["key.unknown many | “many” stands elsewhere: in step"]),
        (step("    text: {Bien lire, ou non ? Voilà: x}\n    next: b"), vec!["yaml.sentence"]),
    ] {
        let (said, _) = found(&body);
        let said: Vec<&String> = said.iter().filter(|line| !line.starts_with("unused")).collect();
        assert_eq!(said.len(), expected.len(), "{body}\n{said:#?}");
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.starts_with(expected), "{said}\nis not\n{expected}");
        }
    }
}

#[test]
fn warnings_are_not_judged_where_an_error_hides_them() {
    let (said, _) = found("allow:\n  title.twice: exprès\nstart: a\nsteps:\n  a:\n    title: A {{ zut }}\n    end: success\n");
    assert!(said.iter().all(|line| !line.starts_with("allow.unused")), "{said:#?}");
    let (said, _) = found(
        "settings:\n  adresse:\n    type: text\n    title: A\nstart: a\nsteps:\n  a:\n    title: A\n    text: \"{{ settings.adresse | zut }}\"\n    end: success\n",
    );
    assert!(said.iter().all(|line| !line.starts_with("unused")), "{said:#?}");
    // A standby wait may never come, and says nothing of deadlines; outside `start` it has one finding.
    let standby = "start: [a, alarme]\nsteps:\n  a:\n    title: A\n    end: success\n  alarme:\n    title: Alarme\n    standby: true\n    wait: une alarme\n    role: eux\n    end: neutral\n";
    assert_eq!(found(standby).0, Vec::<String>::new());
    let (said, _) = found(&standby.replace("start: [a, alarme]", "start: a"));
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].starts_with("graph.standby"), "{said:#?}");
}
