//! Any text as a template and as an expression: what is accepted is carried out in bounded time and room.

use pasapas::model::holidays::Holidays;
use pasapas::template::{self, Locale, Value};
use pasapas::words::Lang;
use serde_json::json;
use std::sync::LazyLock;

fn locale(lang: Lang) -> Locale {
    Locale { lang, holidays: Holidays::AlsaceMoselle }
}

static VARIABLES: LazyLock<Value> = LazyLock::new(|| {
    template::value(json!({
        "texte": "Bonjour « à tous » {{ texte }}", "long": "abc".repeat(5_000), "nombre": 12, "decimal": -0.5, "vrai": true, "jour": "2026-03-01",
        "heure": "09:30", "liste": (0..300).collect::<Vec<u32>>(), "gens": [{"nom": "Claire", "age": 30}, {"nom": "Paul"}], "rien": null,
        "personne": {"name": "Claire Martin", "email": "claire@example.org"},
    }))
});

/// Plays one input.
pub fn play(source: &str) {
    if let Ok(parsed) = template::parse(source) {
        // A text is multiplied only where `check` knows it for a number.
        if parsed.uses.iter().all(|used| !used.multiplied || used.root() == "nombre") {
            drop(template::render(source, &VARIABLES, locale(Lang::Fr)));
        }
        for used in &parsed.uses {
            assert!(used.range.end <= source.len());
        }
    }
    if let Ok(parsed) = template::parse_expression(source)
        && parsed.uses.iter().all(|used| !used.multiplied || used.root() == "nombre")
    {
        drop(template::evaluate(source, &VARIABLES, locale(Lang::En)));
    }
}
