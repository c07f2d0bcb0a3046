//! What texts say of the answers: the built program, one procedure with every kind of answer, in both languages.

use crate::cli::drive::Home;

const FIELDS: &str = "
  nom: {type: person, title: Nom}
  jour: {type: date, title: Jour}
  heure: {type: time, title: Heure}
  rdv: {type: datetime, title: Rendez-vous}
  pret: {type: boolean, title: Prêt}
  annee: {type: integer, title: Année}
  prix: {type: decimal, title: Prix}
  tel: {type: phone, title: Téléphone}
  canal: {type: option, title: Canal, options: {sms: Par SMS, papier: Sur papier}}
  allergies: {type: options, title: Allergies, options: {lait: Lait, oeuf: Œuf, noix: Noix}}
  adresse: {type: record, title: Adresse, fields: {rue: {type: text, title: Rue}, ville: {type: text, title: Ville}}}
  gens:
    type: list
    title: Gens
    fields:
      prenom: {type: text, title: Prénom}
      contrat: {type: option, title: Contrat, options: {cdi: CDI à durée indéterminée, cdd: CDD}}
      entree: {type: date, title: Entrée}
      note: {type: text, title: Note, optional: true}
";

const ANSWERS: &str = r#"{"nom": {"name": "Ana Lopez", "email": "ana@example.org"}, "jour": "2026-03-01", "heure": "09:30", "rdv": "2026-03-12T09:05",
  "pret": true, "annee": 2026, "prix": 2211.25, "tel": "0612345678", "canal": "sms", "allergies": ["lait", "oeuf", "noix"],
  "adresse": {"rue": "1 rue Haute", "ville": "Lyon"},
  "gens": [{"prenom": "Léa", "contrat": "cdi", "entree": "2026-01-05"}, {"prenom": "Tom", "contrat": "cdd", "entree": "2026-02-01"}]}"#;

/// What a mail says, with these answers.
fn said(language: &str, text: &str) -> String {
    let home = Home::new();
    let text = text.replace('\n', "\n        ");
    let yaml = format!(
        "pasapas: 1\nid: essai\nversion: 1.0.0\nstatus: valid\ntitle: Essai\nlanguage: {language}\nrole: nous\nroles:\n  nous:\n    title: Nous\n\
         inputs:{FIELDS}computed:\n  tardifs: gens | selectattr('contrat', 'eq', 'cdd') | list\nstart: ecrire\nsteps:\n  ecrire:\n    title: Écrire\n    email:\n      \
         to: ana@example.org\n      subject: Essai\n      body: |\n        {text}\n    end: success\n"
    );
    home.write("essai.yaml", &yaml);
    home.write("donnees.json", ANSWERS);
    let ran = home.run(&["start", "./essai.yaml", "--data", "donnees.json"]);
    assert_eq!(ran.status, 0, "{text}\n{}", ran.err);
    home.json(&["mail", "@last", "show", "--json"])["letter"]["body"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_printed_value_reads_as_its_reader_expects() {
    for (source, fr, en) in [
        ("{{ pret }} {{ not pret }}", "oui non", "yes no"),
        ("{{ jour }}", "1ᵉʳ\u{a0}mars 2026", "1\u{a0}March 2026"),
        ("{{ heure }}", "9\u{a0}h\u{a0}30", "9:30"),
        ("{{ rdv }}", "12\u{a0}mars 2026 à\u{a0}9\u{a0}h\u{a0}05", "12\u{a0}March 2026, 9:05"),
        ("{{ annee }} {{ prix }} {{ prix * 2 }}", "2026 2\u{202f}211,25 4\u{202f}422,5", "2026 2,211.25 4,422.5"),
        ("{{ prix | number(1) }} {{ annee | number }}", "2\u{202f}211,2 2\u{202f}026", "2,211.2 2,026"),
        ("{{ canal }}, {{ titles.canal }}", "Par SMS, Par SMS", "Par SMS, Par SMS"),
        ("{{ allergies }}", "Lait, Œuf et Noix", "Lait, Œuf and Noix"),
        ("{{ allergies | join(' / ') }}", "Lait / Œuf / Noix", "Lait / Œuf / Noix"),
        (
            "{{ titles.allergies | join(' / ') }}; {{ titles.allergies }}",
            "Lait / Œuf / Noix; Lait, Œuf et Noix",
            "Lait / Œuf / Noix; Lait, Œuf and Noix",
        ),
        ("{{ nom }} {{ nom.email | default('–') }}", "Ana Lopez ana@example.org", "Ana Lopez ana@example.org"),
        ("{{ tel }}", "06\u{202f}12\u{202f}34\u{202f}56\u{202f}78", "06\u{202f}12\u{202f}34\u{202f}56\u{202f}78"),
        ("{{ gens }}", "Léa et Tom", "Léa and Tom"),
        ("{{ adresse.ville }} {{ adresse }}", "Lyon 1 rue Haute", "Lyon 1 rue Haute"),
        (
            "{% for p in gens %}{{ p.prenom }} : {{ p.contrat }} ({{ p.entree | short_date }}). {% endfor %}",
            "Léa : CDI à durée indéterminée (05/01/2026). Tom : CDD (01/02/2026).",
            "Léa : CDI à durée indéterminée (05/01/2026). Tom : CDD (01/02/2026).",
        ),
        ("{{ tardifs | map(attribute='contrat') | join(', ') }}", "CDD", "CDD"),
        ("{{ gens | sort(attribute='entree', reverse=true) | map(attribute='prenom') }}", "Tom et Léa", "Tom and Léa"),
        (
            "Le {{ jour ~ ' à ' ~ heure }}, {{ canal | upper }}",
            "Le 1ᵉʳ\u{a0}mars 2026 à 9\u{a0}h\u{a0}30, PAR SMS",
            "Le 1\u{a0}March 2026 à 9:30, PAR SMS",
        ),
    ] {
        let plain = |text: String| text.replace("\u{a0}:", " :").replace("\u{202f};", ";");
        for (language, expected) in [("fr", fr), ("en", en)] {
            let text = said(language, source);
            assert!(plain(text.clone()).contains(expected), "{source} in {language}: {text}");
        }
    }
}

#[test]
fn what_is_compared_and_reckoned_with_is_the_answer_itself() {
    let all = [
        "canal == 'sms'",
        "'sms' == canal",
        "canal in ['sms', 'papier']",
        "'lait' in allergies",
        "'lait' not in [allergies | last]",
        "allergies == ['lait', 'oeuf', 'noix']",
        "jour < today",
        "jour < '2026-03-02' and '2026-02-28' < jour",
        "jour + '1 month' == '2026-04-01'",
        "jour - '1 day' == jour | minus('1 day')",
        "(today - jour).days == jour | days_until(today)",
        "rdv - jour == '11 days' and (rdv - jour) > 10",
        "jour | plus('2 clear days') == '2026-03-04'",
        "jour | plus('3 working days') == '2026-03-04'",
        "jour | plus('2 weeks') == '2026-03-15'",
        "jour + '1 year' == '2027-03-01'",
        "rdv | plus('90 minutes') == '2026-03-12T10:35'",
        "jour.year == 2026 and jour.month == 3 and rdv.hour == 9",
        "annee + 1 == 2027 and prix > 3",
        "gens | selectattr('contrat', 'eq', 'cdd') | map(attribute='prenom') | first == 'Tom'",
        "gens | map(attribute='entree') | max == '2026-02-01'",
        "{'sms': 1, 'papier': 2}[canal] == 1",
        "1 < annee < 3000",
        "canal is eq 'sms' and canal is string",
    ];
    let source: String = all.iter().map(|test| format!("{{{{ 'ok' if {test} else \"NO: {}\" }}}} ", test.replace(['\'', '"'], "`"))).collect();
    let text = said("fr", &source);
    assert!(!text.contains("NO"), "{text}");
    assert_eq!(text.matches("ok").count(), all.len(), "{text}");
}

/// What `check` says of an expression, or of a text that holds `{{`: the codes, and the very words that are underlined.
fn found(source: &str) -> Vec<String> {
    let text = if source.contains('{') { source.to_owned() } else { format!("{{{{ 1 if {source} else 2 }}}}") };
    let yaml = format!(
        "pasapas: 1\nid: essai\nversion: 1.0.0\nstatus: valid\ntitle: Essai\nlanguage: fr\nrole: nous\nroles:\n  nous:\n    title: Nous\n\
         contacts:\n  aide:\n    title: Aide\n    phone: 3949\ninputs:{FIELDS}  n: {{type: integer, title: N, optional: true}}\n  \
         motif: {{type: text, title: Motif, if: \"canal == 'sms'\"}}\nstart: dire\nsteps:\n  dire:\n    title: Dire\n    text: {}\n    end: success\n",
        serde_json::to_string(&text).unwrap()
    );
    let yaml = yaml.replace("phone: 3949", "phone: '3949'");
    struct None;
    impl pasapas::check::Library for None {
        fn text(&self, _: &str) -> Option<(String, Vec<u8>)> {
            Option::None
        }
        fn ids(&self) -> Vec<String> {
            Vec::new()
        }
    }
    let report = pasapas::check::Checker::new(&None).check("essai.yaml", yaml.as_bytes());
    let document = report.document.as_ref().unwrap();
    report.findings.iter().map(|f| format!("{} {}", f.code, &document.source()[document.span(&f.place)])).collect()
}

#[test]
fn what_cannot_be_is_found_where_it_stands() {
    for (source, expected) in [
        ("canal == 'zz'", "template.type zz"),
        ("'zz' in allergies", "template.type zz"),
        ("canal in ['sms', 'zz']", "template.type zz"),
        ("canal is eq 'zz'", "template.type zz"),
        ("gens | selectattr('contrat', 'eq', 'zz') | length > 0", "template.type zz"),
        ("annee == '2026'", "template.type annee == '2026'"),
        ("annee > jour", "template.type annee > jour"),
        ("pret > 1", "template.type pret"),
        ("annee", "template.type annee"),
        ("gens", "template.type gens"),
        ("not annee", "template.type annee"),
        ("jour < 'demain'", "template.type 'demain'"),
        ("'2026-01-01' < jour < today", "template.type '2026-01-01' < jour < today"),
        ("jour * 2 == jour", "template.type jour"),
        ("jour + 30 == jour", "template.type 30"),
        ("jour + '30 jours' == jour", "template.type '30 jours'"),
        ("jour + '2 hours' == jour", "template.type '2 hours'"),
        ("{{ jour | plus('bogus') }}", "template.type 'bogus'"),
        ("{{ jour | plus(90, 'days') }}", "template.type 'days'"),
        ("{{ jour | plus(90) }}", "template.type 90"),
        ("{{ jour | plus }}", "template.type jour"),
        ("{{ annee | date }}", "template.type annee"),
        ("{{ jour | days_until('x') | lower }}", ""),
        ("{{ jour.days_until(today) }}", "template.filter jour.days_until(today)"),
        ("{% for x in annee %}{{ x }}{% endfor %}", "template.type annee"),
        ("{{ gens | map(attribute='zz') }}", "template.variable zz"),
        ("{{ gens | sort(attribute='zz') | length }}", "template.variable zz"),
        ("{{ gens | selectattr('zz') | length }}", "template.variable zz"),
        ("{{ gens | sort(by='prenom') | length }}", "template.type 'prenom'"),
        ("{{ jour.week }}", "template.variable week"),
        ("{{ settings }}", "template.type settings"),
        ("{{ contacts.aide.email }}", "template.variable email"),
        ("{{ n }}", "variable.unset n"),
        ("{{ nom.email }}", "template.optional nom.email"),
        ("{% for p in gens %}{{ p.note }}{% endfor %}", "template.optional p.note"),
        ("{{ motif }}", "variable.unset motif"),
        ("{% if pret %}{{ n }}{% endif %}", "variable.unset n"),
    ] {
        let expected: Vec<&str> = if expected.is_empty() { Vec::new() } else { vec![expected] };
        assert_eq!(found(source), expected, "{source}");
    }
    for sound in [
        "canal == 'sms' and 'lait' in allergies",
        "gens | length > 0 and gens | map(attribute='prenom') | first == 'Léa'",
        "{% if n is defined %}{{ n }}{% endif %}{{ n | default('–') }}{{ n if n is defined else 0 }}",
        "{% if canal == \"sms\" and pret %}{{ motif }}{% endif %}",
        "{% for p in gens if p.note is defined %}{{ p.note }}{% endfor %}{% for p in gens %}{% if p.note is defined %}{{ p.note }}{% endif %}{% endfor %}",
        "{{ nom.email if nom.email is defined else 'sans' }}",
        "{{ (today - jour).days }} {{ jour + '30 days' }} {{ jour.year }}",
        "{{ gens | sort(attribute='entree', reverse=true) | map(attribute='prenom') | join(', ') }}",
        "{{ prix * 2 + annee }} {{ prix | round(1) }}",
    ] {
        assert_eq!(found(sound), Vec::<String>::new(), "{sound}");
    }
}

#[test]
fn a_line_with_a_tag_only_leaves_no_line() {
    let text = said(
        "fr",
        "Avant\n{% if pret %}\n- oui\n  {% endif %}\n{% for p in gens %}\n- {{ p.prenom }}\n{% endfor %}\nSuite {% if pret %}ici{% endif %}\n\nFin",
    );
    assert!(text.contains("Avant\n- oui\n- Léa\n- Tom\nSuite ici\n\nFin"), "{text}");
}

#[test]
fn a_mail_that_cannot_be_written_says_what_is_missing_and_who_gives_it() {
    let home = Home::new();
    let yaml = "pasapas: 1\nid: essai\nversion: 1.0.0\nstatus: valid\ntitle: Essai\nlanguage: fr\nrole: nous\nroles:\n  nous:\n    title: Nous\n\
                start: nommer\nsteps:\n  nommer:\n    title: Nommer le chef\n    ask:\n      chef: {type: person, title: Chef}\n    next: ecrire\n  \
                ecrire:\n    title: Écrire\n    email:\n      to: \"{{ chef.email }}\"\n      subject: Essai\n      body: Bonjour {{ chef }}\n    end: success\n";
    home.write("essai.yaml", yaml);
    home.good(&["start", "./essai.yaml"]);
    home.good(&["done", "@last", "nommer", "--set", "chef.name=Ana Lopez"]);
    let refused = home.run(&["mail", "@last", "show"]);
    assert_eq!(refused.status, 1, "{}", refused.err);
    for part in ["“chef.email” is not known", "“Nommer le chef” was settled without this answer"] {
        assert!(refused.err.replace('\n', " ").replace("  ", " ").contains(part), "{}", refused.err);
    }
}

#[test]
fn the_items_of_a_computed_list_read_as_those_of_the_list() {
    let home = Home::new();
    let yaml = format!(
        "pasapas: 1\nid: essai\nversion: 1.0.0\nstatus: valid\ntitle: Essai\nlanguage: fr\nrole: nous\nroles:\n  nous:\n    title: Nous\n\
         inputs:{FIELDS}computed:\n  tardifs: gens | selectattr('entree', 'gt', '2026-01-15') | list\nstart: chacun\nsteps:\n  chacun:\n    title: Chacun\n    \
         each: tardifs\n    as: p\n    start: ecrire\n    steps:\n      ecrire:\n        title: Écrire\n        email:\n          to: a@example.org\n          \
         subject: Essai\n          body: \"{{{{ p.prenom }}}} {{{{ p.contrat }}}} {{{{ p.entree }}}} {{{{ p }}}}\"\n        end: success\n    end: success\n"
    );
    home.write("essai.yaml", &yaml);
    home.write("donnees.json", ANSWERS);
    home.good(&["start", "./essai.yaml", "--data", "donnees.json"]);
    let letter = home.json(&["mail", "@last", "show", "--json"]);
    assert_eq!(letter["letter"]["body"], "Tom CDD 1\u{1d49}\u{2b3}\u{a0}février 2026 Tom");
}

#[test]
fn settings_are_no_procedure_and_what_was_not_read_is_not_counted() {
    let home = Home::new();
    home.write("dossier/settings.yaml", "organisation: Essai\nsettings:\n  adresse: a@example.org\n");
    home.write("dossier/essai.yaml", "pasapas: 1\nid: essai\nversion: 1.0.0\nstatus: valid\ntitle: Essai\nlanguage: fr\nrole: nous\nroles:\n  nous:\n    title: Nous\nstart: a\nsteps:\n  a:\n    title: A\n    end: success\n");
    let ran = home.run(&["check", "dossier"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("settings, not a procedure") && ran.err.contains("1 procedure: no error"), "{}", ran.err);
    let missing = home.run(&["check", "zut.yaml"]);
    assert_eq!(missing.status, 2);
    assert!(!missing.err.contains("no error"), "{}", missing.err);
    assert_eq!(home.run(&["doctor", "./dossier/essai.yaml"]).status, 0);
}
