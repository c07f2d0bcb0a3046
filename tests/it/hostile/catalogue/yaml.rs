//! Encodings, characters, and what YAML can be made to do.

use super::super::bench::{Case, base, clean, edit, whole};

fn bytes(name: &str, from: &str, to: &[u8]) -> Vec<u8> {
    let text = base(name);
    let at = text.find(from).unwrap();
    [&text.as_bytes()[..at], to, &text.as_bytes()[at + from.len()..]].concat()
}

fn wide(name: &str, order: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mut units: Vec<u16> = base(name).encode_utf16().collect();
    if mark {
        units.insert(0, 0xfeff);
    }
    units.into_iter().flat_map(order).collect()
}

#[rustfmt::skip]
pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        // Encodings.
        whole("latin-un", bytes("latin-un", "title: Essai", b"title: Pi\xe8ce"), "yaml.encoding", "*"),
        whole("utf-seize-petit", wide("utf-seize-petit", u16::to_le_bytes, true), "yaml.encoding", ""),
        whole("utf-seize-grand", wide("utf-seize-grand", u16::to_be_bytes, true), "yaml.encoding", ""),
        whole("utf-seize-sans-marque", wide("utf-seize-sans-marque", u16::to_le_bytes, false), "yaml.encoding", ""),
        whole("utf-huit-coupe", { let mut b = base("utf-huit-coupe").into_bytes(); b.extend(b"# \xe2\x82"); b }, "yaml.encoding", "*"),
        whole("octets-au-hasard", (0..2000u32).map(|i| (i * 7919 % 251) as u8 | 0x80).collect::<Vec<u8>>(), "yaml.encoding", ""),
        whole("trop-long-en-utf-huit", bytes("trop-long-en-utf-huit", "Essai", b"\xc0\xaf"), "yaml.encoding", "*"),
        whole("demi-caractere", bytes("demi-caractere", "Essai", b"\xed\xa0\x80"), "yaml.encoding", "*"),
        clean(whole("marque-bom", [b"\xef\xbb\xbf".as_slice(), base("marque-bom").as_bytes()].concat(), "", "")),
        clean(whole("fins-crlf", base("fins-crlf").replace('\n', "\r\n"), "", "")),
        whole("fins-cr", base("fins-cr").replace('\n', "\r"), "yaml.char", "\r"),
        edit("cr-seul", "title: Essai\n", "title: Essai\rstatus: valid\n", "yaml.char", "\rstatus"),
        // Characters.
        edit("zero", "Essai", "Es\0sai", "yaml.char", "\0"),
        edit("sonnette", "Essai", "Es\u{7}sai", "yaml.char", "\u{7}"),
        edit("echappement", "Essai", "\u{1b}[2JEssai", "yaml.char", "\u{1b}"),
        edit("effacement", "Essai", "Essai\u{7f}", "yaml.char", "\u{7f}"),
        edit("controle-haut", "Essai", "Es\u{85}sai", "yaml.char", "\u{85}"),
        edit("retourne", "Essai", "Es\u{202e}sai", "yaml.char", "\u{202e}"),
        edit("isole", "Essai", "Es\u{2067}sai", "yaml.char", "\u{2067}"),
        edit("marque-droite", "Essai", "Es\u{200f}sai", "yaml.char", "\u{200f}"),
        edit("espace-nul", "Essai", "Es\u{200b}sai", "yaml.char", "\u{200b}"),
        edit("mots-joints", "Essai", "Es\u{2060}sai", "yaml.char", "\u{2060}"),
        edit("cesure", "Essai", "Es\u{ad}sai", "yaml.char", "\u{ad}"),
        edit("ligne-unicode", "Essai", "Es\u{2028}sai", "yaml.char", "\u{2028}"),
        edit("bom-au-milieu", "Essai", "Es\u{feff}sai", "yaml.char", "\u{feff}"),
        edit("lettres-fantomes", "Essai", "Es\u{e0041}sai", "yaml.char", "\u{e0041}"),
        edit("hors-caractere", "Essai", "Es\u{fffe}sai", "yaml.char", "\u{fffe}"),
        edit("espace-nul-dans-un-nom", "next: deux", "next: de\u{200b}ux", "yaml.char", "\u{200b}"),
        clean(edit("typographie", "Essai", "« Été\u{202f}» l’œuvre\u{a0}! 🎉 👩\u{200d}💻", "", "")),
        edit("echappe-en-nul", "title: Essai", "title: \"Es\\0sai\"", "yaml.char", "\"Es\\0sai\""),
        edit("echappe-en-retourne", "title: Essai", "title: \"Es\\u202esai\"", "yaml.char", "\"Es\\u202esai\""),
        edit("echappe-en-cle", "title: Essai", "\"ti\\u0000tle\": Essai", "yaml.char", "\"ti\\u0000tle\""),
        edit("demi-echappement", "title: Essai", "title: \"Es\\ud800sai\"", "yaml.syntax", "\"Es"),
        // One document, and one of what.
        whole("vide", "", "yaml.shape", ""),
        whole("remarque", "# rien\n", "yaml.shape", ""),
        whole("blancs", "   \n\n  \n", "yaml.shape", ""),
        whole("nul", "null\n", "value.form", "null"),
        whole("liste", "- a\n- b\n", "value.form", "- a"),
        whole("phrase", "Bonjour\n", "value.form", "Bonjour"),
        whole("nombre", "12\n", "value.form", "12"),
        whole("carte-vide", "{}\n", "key.missing", "{}"),
        whole("liste-vide", "[]\n", "value.form", "[]"),
        whole("deux-documents", format!("{}---\na: 1\n", base("deux-documents")), "yaml.shape", "---\na"),
        whole("deux-debuts", format!("---\n---\n{}", base("deux-debuts")), "yaml.shape", "---\np"),
        clean(whole("debut-dit", format!("---\n{}", base("debut-dit")), "", "")),
        clean(whole("fin-dite", format!("{}...\n", base("fin-dite")), "", "")),
        whole("directive", format!("%YAML 1.2\n---\n{}", base("directive")), "yaml.feature", "%YAML"),
        whole("directive-etiquette", format!("%TAG ! tag:x,2000:\n---\n{}", base("directive-etiquette")), "yaml.feature", "%TAG"),
        whole("directive-inconnue", format!("%FOO bar\n---\n{}", base("directive-inconnue")), "yaml.feature", "%FOO"),
        whole("json", "{\"a\": [1, 2}", "yaml.syntax", "{"),
        whole("page-html", "<!DOCTYPE html>\n<html><body>Bonjour</body></html>\n", "value.form", "<!"),
        whole("pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n".as_slice(), "yaml.encoding", "*"),
        whole("archive", b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), "yaml.char", "\u{3}"),
        // Tabs and indentation.
        edit("tabulation", "  un:\n    title", "  un:\n\ttitle", "yaml.syntax", "\ttitle"),
        edit("trop-a-gauche", "    title: Un", "   title: Un", "yaml.syntax", "text: Bonjour"),
        edit("trop-a-droite", "    title: Un", "      title: Un", "yaml.syntax", "text: Bonjour"),
        edit("sans-deux-points", "    title: Un\n", "    title Un\n", "yaml.syntax", "title Un"),
        edit("guillemet-ouvert", "title: Essai", "title: \"Essai", "yaml.syntax", "\"Essai"),
        edit("apostrophe-ouverte", "title: Essai", "title: 'Essai", "yaml.syntax", "'Essai"),
        edit("accolade-ouverte", "{title: Agent}", "{title: Agent", "yaml.syntax", "{title: Agent"),
        edit("crochet-ouvert", "start: un", "start: [un", "yaml.syntax", "[un"),
        edit("mal-fermee", "{title: Agent}", "{title: Agent]", "yaml.syntax", "{title: Agent]"),
        edit("arobase", "title: Essai", "title: @Essai", "yaml.syntax", "@Essai"),
        edit("accent-grave", "title: Essai", "title: `Essai`", "yaml.syntax", "`Essai"),
        edit("pour-cent", "title: Essai", "title: %Essai", "yaml.syntax", "%Essai"),
        edit("echappement-inconnu", "title: Essai", "title: \"Es\\qsai\"", "yaml.syntax", "\"Es"),
        // Sentences that YAML cuts.
        edit("deux-points", "title: Un", "title: Attention : vérifier le numéro: il compte", "yaml.sentence", "Attention"),
        edit("virgule-en-ligne", "{title: Oui, next: trois}", "{title: Oui, le numéro est juste, next: trois}", "yaml.sentence", "Oui, le"),
        edit("question-en-ligne", "{title: Agent}", "{title: Qui est l'agent ?, note: le seul, l'unique}", "yaml.sentence", "le seul"),
        edit("deux-points-en-ligne", "{title: Agent}", "{title: Agent: celui qui agit}", "yaml.sentence", "Agent: celui"),
        edit("etoile", "title: Un", "title: *important* lire le guide", "yaml.sentence", "*important"),
        edit("pour-cent-phrase", "title: Un", "title: %age des dossiers à traiter", "yaml.sentence", "%age"),
        // Features that hide what a file says.
        edit("ancre", "title: Essai", "title: &a Essai", "yaml.feature", "&a"),
        edit("renvoi", "title: Un\n", "title: &a Un\n    note: *a\n", "yaml.feature", "*a"),
        edit("renvoi-inconnu", "title: Un\n", "title: *a\n", "yaml.feature", "*a"),
        edit("fusion", "  agent: {title: Agent}", "  agent:\n    <<: {title: Agent}", "yaml.feature", "<<"),
        edit("etiquette-python", "title: Essai", "title: !!python/object/apply:os.system [\"true\"]", "yaml.feature", "!!python"),
        edit("etiquette-binaire", "title: Essai", "title: !!binary aGVsbG8=", "yaml.feature", "!!binary"),
        edit("etiquette-texte", "title: Essai", "title: !!str 12", "yaml.feature", "!!str"),
        edit("etiquette-locale", "title: Essai", "title: !secret x", "yaml.feature", "!secret"),
        edit("etiquette-seule", "title: Essai", "title: ! Essai", "yaml.feature", "! Essai"),
        // Keys.
        edit("cle-double", "title: Essai", "title: Essai\ntitle: Autre", "yaml.duplicate-key", "title: Autre"),
        edit("cle-double-citee", "title: Essai", "title: Essai\n\"title\": Autre", "yaml.duplicate-key", "\"title\""),
        edit("cle-double-echappee", "title: Essai", "title: Essai\n\"t\\u0069tle\": Autre", "yaml.duplicate-key", "\"t\\u"),
        edit("cle-double-posee", "title: Essai", "title: Essai\n? title\n: Autre", "yaml.duplicate-key", "title\n: Autre"),
        edit("etape-double", "  deux:\n", "  un: {title: X, end: success}\n  deux:\n", "yaml.duplicate-key", "un: {title: X"),
        edit("cle-liste", "  agent: {title: Agent}", "  [a, b]: {title: Agent}", "yaml.shape", "[a, b]"),
        edit("cle-carte", "  agent: {title: Agent}", "  ? {a: b}\n  : {title: Agent}", "yaml.shape", "{a: b}"),
        edit("cle-vide", "  agent: {title: Agent}", "  agent: {title: Agent}\n  \"\": {title: X}", "value.form", "\"\": {"),
        edit("cle-nulle", "  agent: {title: Agent}", "  agent: {title: Agent}\n  : {title: X}", "yaml.shape", ": {title: X"),
        edit("cle-nombre", "  agent: {title: Agent}", "  agent: {title: Agent}\n  12: {title: X}", "value.quote", "12: {"),
        edit("cle-oui", "      oui: {", "      true: {", "value.quote", "true: {"),
    ];
    cases.extend([
        whole("cle-tres-longue", base("cle-tres-longue").replacen("  agent:", &format!("  {}: {{title: X}}\n  agent:", "a".repeat(1000)), 1), "value.form", "aaaa"),
        whole("cle-sans-fin", base("cle-sans-fin").replacen("  agent:", &format!("  {}: {{title: X}}\n  agent:", "a".repeat(5000)), 1), "yaml.syntax", ": {title: X}"),
        whole("cle-posee-sans-fin", base("cle-posee-sans-fin").replacen("  agent:", &format!("  ? {}\n  : {{title: X}}\n  agent:", "a".repeat(500_000)), 1), "value.form", "aaaa"),
    ]);
    cases
}
