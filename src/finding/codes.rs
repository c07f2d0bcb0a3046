//! Every code that the program gives a finding or a refusal. Each has a page under `docs/codes/`, and a test walks this table.

use super::Severity;
use crate::words::Lang;
use std::fmt;

/// A stable name for one kind of finding or refusal.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    name: &'static str,
    severity: Severity,
}

impl Code {
    /// The name, `step.unknown`.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// How much it weighs.
    pub fn severity(self) -> Severity {
        self.severity
    }

    /// Its page in this language, as Markdown: what it means, a wrong example and a mended one.
    pub fn page(self, lang: Lang) -> &'static str {
        page(self.name, lang)
    }

    /// The first sentence of its page.
    pub fn summary(self, lang: Lang) -> &'static str {
        self.page(lang).lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or_default()
    }

    /// The code of that name.
    pub fn find(name: &str) -> Option<Code> {
        ALL.iter().copied().find(|code| code.name == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $ident:ident = $severity:ident $name:literal;)*) => {
        $($(#[$doc])* pub const $ident: Code = Code { name: $name, severity: Severity::$severity };)*
        /// All of them, in the order of the journey: reading, checking, acting, keeping.
        pub const ALL: &[Code] = &[$($ident),*];

        fn page(name: &str, lang: Lang) -> &'static str {
            match (name, lang) {
                $(
                    ($name, Lang::Fr) => include_str!(concat!("../../docs/codes/fr/", $name, ".md")),
                    ($name, Lang::En) => include_str!(concat!("../../docs/codes/en/", $name, ".md")),
                )*
                // Every code is made by this table.
                _ => "",
            }
        }
    };
}

codes! {
    /// Too large, too deep, too many nodes.
    YAML_LIMIT = Error "yaml.limit";
    /// Not UTF-8.
    YAML_ENCODING = Error "yaml.encoding";
    /// A control or bidi character.
    YAML_CHAR = Error "yaml.char";
    /// Not YAML.
    YAML_SYNTAX = Error "yaml.syntax";
    /// A sentence that YAML cuts.
    YAML_SENTENCE = Error "yaml.sentence";
    /// Empty, several documents, a key that is no text.
    YAML_SHAPE = Error "yaml.shape";
    /// The same key twice.
    YAML_DUPLICATE_KEY = Error "yaml.duplicate-key";
    /// An anchor, alias, tag or merge key.
    YAML_FEATURE = Error "yaml.feature";

    /// A key that the language does not have.
    KEY_UNKNOWN = Error "key.unknown";
    /// A key that must be there.
    KEY_MISSING = Error "key.missing";
    /// A value of the wrong kind or form.
    VALUE_FORM = Error "value.form";
    /// A number or boolean where a text is due.
    VALUE_QUOTE = Error "value.quote";
    /// A file name, a language version: what the head of the file says.
    PROCEDURE_ID = Error "procedure.id";

    /// No exit, or several.
    STEP_EXIT = Error "step.exit";
    /// Several verbs, or keys that do not go together.
    STEP_VERB = Error "step.verb";
    /// A step that does not exist.
    STEP_UNKNOWN = Error "step.unknown";
    /// A role, field, document, contact, mail, source or list that does not exist.
    NAME_UNKNOWN = Error "name.unknown";
    /// One name for two things.
    NAME_TWICE = Error "name.twice";
    /// A field asked twice in one run.
    FIELD_TWICE = Error "field.twice";
    /// A field whose attributes contradict each other.
    FIELD_FORM = Error "field.form";

    /// A cycle.
    GRAPH_CYCLE = Error "graph.cycle";
    /// A step that nothing leads to.
    GRAPH_UNREACHABLE = Error "graph.unreachable";
    /// A step to begin with that something leads to.
    GRAPH_START = Error "graph.start";
    /// A path that reaches no end.
    GRAPH_NO_END = Error "graph.no-end";
    /// `back` to a step that some way avoids.
    GRAPH_BACK = Error "graph.back";
    /// A `stop` or `back` that nobody decides.
    GRAPH_UNDECIDED = Error "graph.undecided";
    /// `after` a step that lies elsewhere.
    GRAPH_AFTER = Error "graph.after";
    /// `standby` on a step with ways in.
    GRAPH_STANDBY = Error "graph.standby";
    /// A call that comes back to itself.
    CALL_RECURSIVE = Error "call.recursive";
    /// A called procedure that is missing or has findings of its own.
    CALL_UNKNOWN = Error "call.unknown";
    /// Calls nested too deep, or that open out into too many steps.
    CALL_LIMIT = Error "call.limit";
    /// Inputs or results that do not fit the called procedure.
    CALL_FORM = Error "call.form";
    /// Options or routes that leave no way.
    CHOICE_FORM = Error "choice.form";
    /// A rule that names no such step or answer.
    RULE_FORM = Error "rule.form";
    /// A wait whose parts do not fit.
    WAIT_FORM = Error "wait.form";

    /// A template or expression that does not parse.
    TEMPLATE_SYNTAX = Error "template.syntax";
    /// A filter, test or function that does not exist.
    TEMPLATE_FILTER = Error "template.filter";
    /// A variable that does not exist.
    TEMPLATE_VARIABLE = Error "template.variable";
    /// A value of a kind that cannot be compared, reckoned with or printed so.
    TEMPLATE_TYPE = Error "template.type";
    /// Something that may be missing, read as if it were there.
    TEMPLATE_OPTIONAL = Error "template.optional";
    /// Too long or too deep.
    TEMPLATE_LIMIT = Error "template.limit";
    /// A value computed from itself.
    COMPUTED_CYCLE = Error "computed.cycle";
    /// A secret in a text.
    TEMPLATE_SECRET = Error "template.secret";

    /// A variable that some path has not set.
    VARIABLE_UNSET = Error "variable.unset";
    /// A variable that is perhaps not set.
    VARIABLE_DOUBT = Warning "variable.doubt";
    /// A question about a step that may not be settled yet.
    VARIABLE_RACE = Error "variable.race";
    /// A step that can never open.
    GRAPH_NEVER = Error "graph.never";
    /// An option, route or way that is never taken.
    CHOICE_NEVER = Error "choice.never";
    /// A rule that some path breaks.
    RULE_BROKEN = Error "rule.broken";
    /// A mail to someone outside with personal data in it.
    PERSONAL_OUTSIDE = Warning "personal.outside";
    /// Personal data given to a called procedure that does not keep it as such.
    PERSONAL_UNMARKED = Warning "personal.unmarked";
    /// A rule that some path perhaps breaks.
    RULE_DOUBT = Warning "rule.doubt";
    /// A condition that always holds.
    CONDITION_CONSTANT = Warning "condition.constant";
    /// A scope that can finish without an end.
    GRAPH_END_MISSED = Warning "graph.end-missed";
    /// What falls beside a way back.
    GRAPH_BESIDE = Warning "graph.beside";
    /// A join that wants to be written out.
    JOIN_UNWRITTEN = Warning "join.unwritten";
    /// Too much to prove.
    PROOF_LIMIT = Warning "proof.limit";

    /// Something declared and never used.
    UNUSED = Warning "unused";
    /// Two steps of one scope with one title.
    TITLE_TWICE = Warning "title.twice";
    /// A wait without reminder or deadline.
    WAIT_ENDLESS = Warning "wait.endless";
    /// `allow` of a code that says nothing here.
    ALLOW_UNUSED = Warning "allow.unused";

    /// The procedure that scenarios try out is missing or has findings of its own.
    SCENARIO_PROCEDURE = Error "scenario.procedure";
    /// A name in a scenario that its procedure does not have.
    SCENARIO_UNKNOWN = Error "scenario.unknown";
    /// An entry of a scenario whose parts do not go together.
    SCENARIO_FORM = Error "scenario.form";
    /// An act of a scenario that is refused.
    SCENARIO_REFUSED = Error "scenario.refused";
    /// What a scenario expects, and is not so.
    SCENARIO_EXPECTED = Error "scenario.expected";

    /// An answer that is missing.
    ANSWER_MISSING = Error "answer.missing";
    /// An answer of the wrong form.
    ANSWER_FORM = Error "answer.form";
    /// An answer to nothing that was asked.
    ANSWER_UNKNOWN = Error "answer.unknown";
    /// Answers that contradict each other.
    ANSWER_REFUSED = Error "answer.refused";
    /// A choice that is missing or impossible.
    CHOICE_REFUSED = Error "choice.refused";
    /// The step is not open.
    STEP_NOT_OPEN = Error "step.not-open";
    /// No such step in this run.
    STEP_NOT_FOUND = Error "step.not-found";
    /// The answer was given to an earlier round.
    STEP_STALE = Error "step.stale";
    /// Too early.
    STEP_EARLY = Error "step.early";
    /// The same person may not do both.
    STEP_SAME_PERSON = Error "step.same-person";
    /// A step that the person who did another one has to do.
    STEP_OTHER_PERSON = Error "step.other-person";
    /// It settles by itself.
    STEP_BY_ITSELF = Error "step.by-itself";
    /// Nobody may set it aside.
    WAIVE_REFUSED = Error "waive.refused";
    /// It cannot be reopened.
    REOPEN_REFUSED = Error "reopen.refused";
    /// Items that cannot join or leave.
    LIST_REFUSED = Error "list.refused";
    /// A spreadsheet whose columns or rows do not fit.
    SHEET_REFUSED = Error "sheet.refused";
    /// What was typed of a sheet of paper, and cannot be recorded.
    PAPER_REFUSED = Error "paper.refused";
    /// A code of printed pages that is none, or of another run.
    PAPER_UNKNOWN = Error "paper.unknown";
    /// The run is over.
    RUN_OVER = Error "run.over";
    /// A mail that cannot be rendered, or has left already.
    MAIL_REFUSED = Error "mail.refused";
    /// A mail server that cannot be reached, or wants nothing from us.
    MAIL_SERVER = Error "mail.server";
    /// A mail server that is not who it should be, or to which nothing can be said unheard.
    MAIL_TLS = Error "mail.tls";
    /// What time brings about is held back until a person looks: the clock jumped.
    TICK_HELD = Error "tick.held";

    /// No such run, or several.
    RUN_NOT_FOUND = Error "run.not-found";
    /// No such procedure.
    PROCEDURE_NOT_FOUND = Error "procedure.not-found";
    /// A procedure that has findings and therefore cannot be carried out.
    PROCEDURE_UNSOUND = Error "procedure.unsound";
    /// A file that cannot be read.
    FILE_UNREADABLE = Error "file.unreadable";
    /// Settings that are missing or do not fit.
    SETTINGS = Error "settings";
    /// The store cannot be opened.
    STORE_OPEN = Error "store.open";
    /// Another process holds the store.
    STORE_BUSY = Error "store.busy";
    /// The store was written by a newer program.
    STORE_NEWER = Error "store.newer";
    /// Somebody else was faster.
    STORE_CONFLICT = Error "store.conflict";
    /// The store's content cannot be understood.
    STORE_DAMAGED = Error "store.damaged";
    /// The key of the personal data is missing, wrong or open to others.
    STORE_KEY = Error "store.key";
    /// A run that cannot be taken in.
    IMPORT_REFUSED = Error "import.refused";
    /// Personal data that cannot be erased.
    ERASE_REFUSED = Error "erase.refused";
    /// The arguments do not fit together.
    USAGE = Error "usage";
}
