//! Any JSON or text as an answer of any type: what is accepted stays as it is when it is given again.

use pasapas::check::{Checker, Edition};
use pasapas::model::field::Field;
use pasapas::model::value::{Alone, accept};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let library = Edition { id: String::new(), texts: BTreeMap::new() };
    let report = Checker::new(&library).check("tout.yaml", include_bytes!("../../tests/it/hostile/tout.yaml"));
    let checked = report.checked.as_ref().expect("the procedure of this target is sound");
    checked.procedure.scope.steps["demander"].ask.values().cloned().collect()
});

/// Plays one input.
pub fn play(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let field = &FIELDS[usize::from(*first) % FIELDS.len()];
    let given: Value = serde_json::from_slice(rest).unwrap_or_else(|_| json!(String::from_utf8_lossy(rest)));
    let today = jiff::civil::date(2026, 11, 22);
    if let Ok(accepted) = accept(field, &field.name, &given, today, &Alone) {
        let again = accept(field, &field.name, &accepted.value, today, &Alone).expect("what was accepted is accepted again");
        assert_eq!(again.value, accepted.value, "{}", field.name);
    }
}
