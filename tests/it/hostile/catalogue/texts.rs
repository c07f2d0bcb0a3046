//! Templates and expressions that cost much, say nothing, or do not parse.

use super::super::bench::{Case, clean, edit};
use std::fmt::Write as _;

/// The base with another text in its first step.
fn text(name: &'static str, text: &str, code: &'static str, at: &'static str) -> Case {
    edit(name, "text: Bonjour {{ texte }}", &format!("text: |\n      {text}"), code, at)
}

/// The base with a condition on its first step.
fn condition(name: &'static str, expression: &str, code: &'static str, at: &'static str) -> Case {
    edit(name, "    documents: guide\n", &format!("    documents: guide\n    if: |-\n      {expression}\n"), code, at)
}

/// The base with these computed values.
fn computed(name: &'static str, values: &str, code: &'static str, at: &'static str) -> Case {
    edit(name, "start: un\n", &format!("computed:\n{values}start: un\n"), code, at)
}

#[rustfmt::skip]
pub fn cases() -> Vec<Case> {
    let doubling = |count: usize| {
        let mut values = "  v0: texte ~ texte\n".to_owned();
        (1..=count).for_each(|i| writeln!(values, "  v{i}: {}", ["v"; 20].map(|v| format!("{v}{}", i - 1)).join(" ~ ")).unwrap());
        values
    };
    let fan = |rows: usize| {
        let mut values = String::new();
        for i in 0..rows {
            let below: Vec<String> = (0..6).map(|j| if i == 0 { "texte".to_owned() } else { format!("v{}_{j}", i - 1) }).collect();
            (0..6).for_each(|j| writeln!(values, "  v{i}_{j}: {}", below.join(" ~ ")).unwrap());
        }
        values
    };
    vec![
        text("variable-inconnue", "{{ txete }}", "template.variable", "txete"),
        text("partie-inconnue", "{{ documents.giude.title }}", "template.variable", "giude"),
        text("partie-de-texte", "{{ texte.nom }}", "template.variable", "nom }}"),
        clean(text("tranche-a-rebours", "{{ texte[0:1:-4] }}{{ texte[-1:1:-2] }}", "", "")),
        text("filtre-inconnu", "{{ texte | uper }}", "template.filter", "uper"),
        text("filtre-interdit", "{{ texte | tojson }}", "template.filter", "tojson"),
        text("fonction", "{{ range(1000000000) }}", "template.filter", "range"),
        text("appel-cache", "{{ texte.__class__.__mro__ }}", "template.variable", "__class__"),
        text("accolade-ouverte-texte", "{{ texte", "template.syntax", "*"),
        text("accolade-vide", "{{ }}", "template.syntax", "}}"),
        text("instruction-inconnue", "{% foo %}", "template.syntax", "foo"),
        text("affectation", "{% set x = 1 %}", "template.syntax", "set"),
        text("inclusion", "{% include '/etc/passwd' %}", "template.syntax", "include"),
        text("macro", "{% macro a() %}{{ a() }}{% endmacro %}", "template.syntax", "*"),
        text("si-ouvert", "{% if nombre %}x", "template.syntax", "*"),
        text("fin-seule", "{% endif %}", "template.syntax", "endif"),
        text("moins-mille", &format!("{{{{ {}1 }}}}", "-".repeat(1500)), "template.limit", "*"),
        text("moins-cache", &format!("{{{{ '}}}}' ~ {}1 }}}}", "-".repeat(14_000)), "template.limit", "*"),
        text("non-mille", &format!("{{{{ {}nombre }}}}", "not ".repeat(450)), "template.limit", "*"),
        text("parentheses-mille", &format!("{{{{ {}1{} }}}}", "(".repeat(900), ")".repeat(900)), "template.limit", "*"),
        text("parentheses-alternees", &format!("{{{{ {}1{} }}}}", "(1+".repeat(400), ")".repeat(400)), "template.limit", "*"),
        text("crochets-mille", &format!("{{{{ {}{} }}}}", "[".repeat(900), "]".repeat(900)), "template.limit", "*"),
        text("accolades-mille", &format!("{{{{ {}1{} }}}}", "{1:".repeat(400), "}".repeat(400)), "template.limit", "*"),
        text("indices-mille", &format!("{{{{ texte{} }}}}", "[0]".repeat(600)), "template.limit", "*"),
        text("filtres-mille", &format!("{{{{ texte{} }}}}", "|upper".repeat(320)), "template.limit", "*"),
        text("attributs-mille", &format!("{{{{ texte{} }}}}", ".a".repeat(900)), "template.limit", "*"),
        text("sommes-mille", &format!("{{{{ {}1 }}}}", "1+".repeat(900)), "template.limit", "*"),
        text("liaisons-mille", &format!("{{{{ {}texte }}}}", "texte~".repeat(300)), "template.limit", "*"),
        text("si-sinon-mille", &format!("{{{{ {}1 }}}}", "1 if 1 else ".repeat(150)), "template.limit", "*"),
        text("puissances-mille", &format!("{{{{ {}2 }}}}", "2**".repeat(600)), "template.limit", "*"),
        text("si-mille", &format!("{}x{}", "{% if nombre %}".repeat(200), "{% endif %}".repeat(200)), "template.limit", "*"),
        text("sinon-si-mille", &format!("{{% if nombre %}}{}{{% endif %}}", "{% elif nombre %}".repeat(500)), "template.limit", "*"),
        text("expression-longue", &format!("{{{{ '{}' }}}}", "a".repeat(3000)), "template.limit", "'aaa"),
        text("texte-long", &format!("{{{{ texte }}}}{}", "a ".repeat(10_000)), "template.limit", "text: |"),
        text("repetition", "{{ 'x' * 100000000 }}", "template.syntax", "'x'"),
        text("repetition-de-variable", "{{ texte * 100000000 }}", "template.type", "texte *"),
        text("repetition-par-nombre", "{{ texte * nombre }}", "template.type", "texte *"),
        text("repetition-de-liste", "{{ [texte] * nombre }}", "template.syntax", "[texte]"),
        text("repetition-filtree", "{{ (texte | upper) * nombre }}", "template.syntax", "(texte |"),
        clean(text("produit", "{{ nombre * 3 }} {{ (texte | int) * nombre }} {{ texte | length * 2 }}", "", "")),
        clean(text("nombre-immense", "{{ 99999999999999999999999999999999999 }} {{ 1 / 0 }} {{ 10 ** 10000 }} {{ 1e308 * 10 }}", "", "")),
        clean(text("commentaire", "{# {{ rien }} {% if %} #}{% raw %}{{ rien }}{% endraw %}", "", "")),
        clean(text("boucles-emboitees", "{% for a in texte | list %}{% for b in texte | list %}{% for c in texte | list %}{{ a }}{% endfor %}{% endfor %}{% endfor %}", "", "")),
        condition("condition-vide", "| upper", "template.syntax", "*"),
        condition("condition-coupee", "nombre >", "template.syntax", "*"),
        condition("condition-affectee", "nombre = 3", "template.syntax", "= 3"),
        condition("condition-longue", &"nombre or ".repeat(300), "template.limit", "if: |-"),
        condition("condition-accolades", "{{ nombre }}", "template.syntax", "*"),
        clean(condition("condition-division", "nombre / 0 > 1", "", "")),
        condition("condition-moins", &format!("{}1", "-".repeat(1900)), "template.limit", "*"),
        computed("calcul-de-soi", "  a: a + 1\n", "computed.cycle", "a: a"),
        computed("calcul-en-rond", "  a: b + 1\n  b: c + 1\n  c: a + 1\n", "computed.cycle", "a: b"),
        computed("calcul-en-rond-a-cote", "  z: a + 1\n  a: b + 1\n  b: a + 1\n", "computed.cycle", "a: b"),
        computed("calcul-doublant", &doubling(20), "template.limit", "v15 ~"),
        clean(computed("calcul-en-eventail", &fan(15), "", "")),
        computed("calcul-eventail-profond", &fan(40), "template.limit", "v15_0 ~"),
        computed("calcul-nombreux", &(0..5000).fold(String::new(), |mut all, i| { writeln!(all, "  v{i}: v{}", (i + 1) % 5000).unwrap(); all }), "computed.cycle", "v0: v1"),
        edit("secret-montre", "  texte: {title: Texte, type: text}", "  texte: {title: Texte, type: secret}", "template.secret", "texte }}"),
        edit("lettre-inconnue", "    documents: guide\n", "    email: {to: agnet, subject: S, body: B}\n", "name.unknown", "agnet"),
    ]
}
