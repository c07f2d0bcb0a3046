//! The pages of the codes, built in. A test holds this table and the table of codes together.

use crate::words::Lang;

macro_rules! pages {
    ($($code:literal),* $(,)?) => {
        /// The page of a code in this language.
        pub(crate) fn page(code: &str, lang: Lang) -> Option<&'static str> {
            let (fr, en) = match code {
                $($code => (
                    include_str!(concat!("../../docs/codes/fr/", $code, ".md")),
                    include_str!(concat!("../../docs/codes/en/", $code, ".md")),
                ),)*
                _ => return None,
            };
            Some(match lang {
                Lang::Fr => fr,
                Lang::En => en,
            })
        }
    };
}

pages! {
    "yaml.limit",
    "yaml.encoding",
    "yaml.char",
    "yaml.syntax",
    "yaml.sentence",
    "yaml.shape",
    "yaml.duplicate-key",
    "yaml.feature",
    "key.unknown",
    "key.missing",
    "value.form",
    "value.quote",
    "procedure.id",
    "step.exit",
    "step.verb",
    "step.unknown",
    "name.unknown",
    "name.twice",
    "field.twice",
    "field.form",
    "graph.cycle",
    "graph.unreachable",
    "graph.start",
    "graph.no-end",
    "graph.back",
    "graph.undecided",
    "graph.after",
    "graph.standby",
    "call.recursive",
    "call.unknown",
    "call.form",
    "choice.form",
    "rule.form",
    "wait.form",
    "template.syntax",
    "template.filter",
    "template.variable",
    "template.limit",
    "template.secret",
    "unused",
    "title.twice",
    "wait.endless",
    "allow.unused",
    "scenario.procedure",
    "scenario.unknown",
    "scenario.form",
    "scenario.refused",
    "scenario.expected",
    "answer.missing",
    "answer.form",
    "answer.unknown",
    "answer.refused",
    "choice.refused",
    "step.not-open",
    "step.not-found",
    "step.stale",
    "step.early",
    "step.same-person",
    "step.by-itself",
    "waive.refused",
    "reopen.refused",
    "list.refused",
    "run.over",
    "mail.refused",
    "run.not-found",
    "procedure.not-found",
    "file.unreadable",
    "settings",
    "store.open",
    "store.busy",
    "store.newer",
    "store.conflict",
    "store.damaged",
    "store.key",
    "usage",
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::codes::ALL;

    #[test]
    fn every_code_has_its_page() {
        for code in ALL {
            assert!(page(code.name(), Lang::Fr).is_some() && page(code.name(), Lang::En).is_some(), "{code}");
        }
        assert_eq!(page("none.such", Lang::Fr), None);
    }
}
