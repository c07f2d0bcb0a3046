//! Files made to cost much time or memory.

use super::super::bench::{Case, base, clean, steps, whole};
use std::fmt::Write as _;

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, i| {
        all.push_str(&line(i));
        all.push('\n');
        all
    })
}

/// The base with lines before its steps.
fn with(name: &'static str, more: &str, code: &'static str, at: &'static str) -> Case {
    whole(name, base(name).replacen("start: un\n", &format!("{more}start: un\n"), 1), code, at)
}

#[rustfmt::skip]
pub fn cases() -> Vec<Case> {
    let laughs = {
        let mut text = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (i, name) in ('b'..='i').enumerate() {
            let before = char::from(b'a' + u8::try_from(i).unwrap());
            writeln!(text, "{name}: &{name} [{}]", vec![format!("*{before}"); 9].join(", ")).unwrap();
        }
        text
    };
    vec![
        whole("rires", laughs, "yaml.feature", "&a"),
        whole("renvois-mille", format!("a: &a x\nb:\n{}", "  - *a\n".repeat(20_000)), "yaml.feature", "*a"),
        whole("ancres-mille", lines(20_000, |i| format!("k{i}: &a{i} x")), "yaml.feature", "&a0"),
        whole("crochets", "[".repeat(200_000), "yaml.limit", "*"),
        whole("crochets-fermes", "[".repeat(5_000) + &"]".repeat(5_000), "yaml.limit", "*"),
        whole("accolades", "{a: ".repeat(100_000), "yaml.limit", "*"),
        whole("tirets", "- ".repeat(100_000) + "x", "yaml.limit", "*"),
        whole("cles-en-file", "a: ".repeat(100_000) + "x", "yaml.sentence", "*"),
        whole("questions-en-file", "? ".repeat(100_000) + "x", "yaml.limit", "*"),
        whole("marches", (0..2_000).fold(String::new(), |all, i| all + &" ".repeat(i) + "a:\n"), "yaml.limit", "*"),
        whole("dix-mega", vec![b'a'; 10 << 20], "yaml.limit", ""),
        whole("dix-mega-de-zeros", vec![0; 10 << 20], "yaml.limit", ""),
        whole("deux-mega-de-cles", lines(160_000, |i| format!("k{i}: v")), "yaml.limit", "v\nk30000:"),
        whole("deux-mega-de-virgules", format!("[{}]", ",".repeat(2_000_000)), "yaml.syntax", ","),
        whole("deux-mega-de-points", format!("a: {}", ":".repeat(2_000_000)), "yaml.syntax", "*"),
        whole("deux-mega-de-tabulations", "\t".repeat(2_000_000), "yaml.shape", ""),
        whole("deux-mega-d-espaces", " ".repeat(2_000_000), "yaml.shape", ""),
        whole("deux-mega-de-lignes", "\n".repeat(2_000_000), "yaml.shape", ""),
        whole("deux-mega-de-dieses", "#".repeat(2_000_000), "yaml.shape", ""),
        whole("deux-mega-de-remarques", "# a\n".repeat(500_000), "yaml.shape", ""),
        whole("deux-mega-de-tirets", "---\n".repeat(500_000), "yaml.shape", "*"),
        whole("deux-mega-de-guillemets", "\"".repeat(2_000_000), "yaml.syntax", "\""),
        whole("deux-mega-d-apostrophes", format!("a: '{}'", "''".repeat(900_000)), "key.unknown", "a"),
        whole("deux-mega-d-echappements", format!("a: \"{}\"", "\\u00e9".repeat(300_000)), "key.unknown", "a"),
        whole("deux-mega-de-blancs-cites", base("deux-mega-de-blancs-cites").replace("title: Essai", &format!("title: \"{}\"", " ".repeat(1_900_000))), "value.form", "\"   "),
        whole("titre-d-un-mega", base("titre-d-un-mega").replace("title: Essai", &format!("title: {}", "a".repeat(1_900_000))), "template.limit", "aaaa"),
        whole("ligne-d-un-mega", format!("{{{}", "a: 1, ".repeat(300_000)), "yaml.duplicate-key", "*"),
        whole("texte-replie", base("texte-replie").replace("title: Essai", &format!("title: a{}", "\n  b".repeat(400_000))), "template.limit", "title: a"),
        whole("bloc-d-un-mega", base("bloc-d-un-mega").replace("text: Bonjour", &format!("text: |\n{}      Bonjour", "      {{ a }}\n".repeat(120_000))), "template.limit", "text: |"),
        whole("cles-doubles-mille", lines(20_000, |_| "a: 1".to_owned()), "yaml.duplicate-key", "*"),
        whole("cles-inconnues-mille", lines(20_000, |i| format!("cle_{i}: 1")), "key.unknown", "cle_0"),
        steps("etapes-cassees", "s0", &lines(9_000, |i| format!("  s{i}: {{title: T, nexd: s{}}}", i + 1)), "key.unknown", "nexd: s1}"),
        steps("etapes-semblables", "etape_aaaaaaaa_00000", &lines(9_000, |i| format!("  etape_aaaaaaaa_{i:05}: {{title: T, next: etape_aaaaaaaa_{:05}x}}", i + 1)), "step.unknown", "etape_aaaaaaaa_00001x"),
        clean(steps("etapes-neuf-mille", "s0", &(lines(9_000, |i| format!("  s{i}: {{title: T{i}, next: s{}}}", i + 1)) + "  s9000: {title: Fin, end: success}\n"), "", "")),
        steps("titres-semblables", "s0", &(lines(9_000, |i| format!("  s{i}: {{title: T, next: s{}}}", i + 1)) + "  s9000: {title: Fin, next: s0}\n"), "graph.cycle", "s0: {"),
        steps("variables-inconnues-mille", "s0", &(lines(4_000, |i| format!("  s{i}: {{title: \"{{{{ variable_{i} }}}}\", ask: {{variable_{i}x: {{title: Q, type: text}}}}, next: s{}}}", i + 1)) + "  s4000: {title: Fin, end: success}\n"), "template.variable", "variable_0 }}"),
        with("motifs-mille", &format!("settings:\n{}", lines(5_000, |i| format!("  p{i}: {{title: P, type: text, pattern: \"[a-z\\\\p{{L}}]{{1,{}}}\"}}", i + 1))), "field.form", "\"[a-z\\\\p{L}]{1,201}\""),
        with("documents-mille", &format!("emails:\n{}", lines(6_000, |i| format!("  m{i}: {{to: agent, subject: S, body: \"{{{{ documents.d{i} }}}}\"}}"))), "unused", "m0"),
        with("acceptations-mille", &format!("allow:\n{}", lines(20_000, |i| format!("  code_{i}: raison"))), "allow.unused", "code_0"),
        whole("profond-sans-retrait", (0..60).fold(String::new(), |all, i| all + &format!("{}a:\n", " ".repeat(i))) + &" ".repeat(60) + "x", "key.unknown", "a:"),
    ]
}
