//! What is written under each key of the language: a text with variables, an expression, a name of something, or names that begin here.

use super::Kind;

/// What is written under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing that names anything.
    Plain,
    /// A text with variables.
    Template,
    /// A bare expression.
    Expression,
    /// A role, or a text with variables.
    Recipient,
    /// A time, perhaps counted from a field or step.
    Moment,
    /// A step or answer by its path: `chacun.remise`.
    Path,
    /// Codes of findings, each with a reason.
    Codes,
    /// The procedure's own name.
    Own,
    /// The name of an item, for the steps inside.
    Item,
    /// A map: its keys are names that begin here.
    Defines(Kind),
    /// A map: its keys are inputs of the called procedure, its values expressions.
    Inputs,
    /// A map: its keys are names that begin here, its values what the called procedure gives back.
    Results,
    /// The name of something.
    Name(Wanted),
}

/// What a name must be the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// One of `roles`.
    Role,
    /// One of `contacts`.
    Contact,
    /// One of `documents`.
    Document,
    /// One of `sources`.
    Source,
    /// One of `emails`.
    Email,
    /// A step of the same scope.
    Step,
    /// A step of the same scope or of one around it.
    StepAround,
    /// A step of the scope that is held here.
    InnerStep,
    /// A step that holds the scope of this one.
    Holder,
    /// A list.
    List,
    /// A question of the list itself.
    Part,
    /// A document, or a file that is asked.
    Attachment,
    /// A secret that is asked.
    Secret,
    /// Another procedure.
    Procedure,
}

/// What is written under a key of an object, both by their names.
pub fn meaning(object: &str, key: &str) -> Meaning {
    use Meaning::*;
    match (object, key) {
        ("procedure", "id") => Own,
        ("procedure", "sources") => Defines(Kind::Source),
        ("procedure", "roles") => Defines(Kind::Role),
        ("procedure", "contacts") => Defines(Kind::Contact),
        ("procedure", "documents") => Defines(Kind::Document),
        ("procedure", "settings") => Defines(Kind::Setting),
        ("procedure", "inputs") | ("step", "ask") | ("field", "fields") => Defines(Kind::Field),
        ("procedure", "computed") => Defines(Kind::Computed),
        ("procedure", "emails") => Defines(Kind::Email),
        ("procedure" | "step" | "section", "steps") => Defines(Kind::Step),
        ("step", "choose") | ("field", "options") => Defines(Kind::Option),
        ("step", "as") => Item,
        ("step", "with") => Inputs,
        ("step", "returns") => Results,

        ("procedure" | "step", "allow") => Codes,
        ("step", "due" | "not_before") => Moment,
        ("rule", "step" | "requires" | "excludes" | "leads_to" | "same_person" | "other_person") => Path,
        ("email", "to" | "cc" | "reply_to") | ("wait", "from") | ("handover", "to") => Recipient,
        (_, "if" | "when") | ("step", "each" | "enough") | ("require", "that") => Expression,

        ("procedure", "title" | "summary")
        | ("role" | "document_use", "title" | "note")
        | ("contact", "title" | "phone" | "email" | "url" | "hours" | "note")
        | ("document", "title" | "url" | "note")
        | ("email", "title" | "subject" | "body")
        | ("remark" | "require", "say")
        | ("step", "title" | "text" | "attention" | "note" | "checks")
        | ("option", "title")
        | ("wait", "for")
        | ("step", "wait") => Template,

        ("procedure" | "step", "role") | ("field", "plays") => Name(Wanted::Role),
        ("step", "contacts") => Name(Wanted::Contact),
        ("step", "documents") | ("document_use", "use") => Name(Wanted::Document),
        ("citation", "from") | (_, "source") => Name(Wanted::Source),
        ("step" | "remind", "email") => Name(Wanted::Email),
        (_, "next" | "back") | ("way", "to") | ("step", "until") | ("wait", "late") => Name(Wanted::Step),
        ("step", "after" | "not_by" | "same_by") => Name(Wanted::StepAround),
        (_, "start") => Name(Wanted::InnerStep),
        (_, "stop") => Name(Wanted::Holder),
        ("role" | "field", "of") => Name(Wanted::List),
        ("field", "key") => Name(Wanted::Part),
        ("email", "attach") => Name(Wanted::Attachment),
        ("handover", "secret") => Name(Wanted::Secret),
        ("step", "call") => Name(Wanted::Procedure),
        _ => Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::language::OBJECTS;
    use crate::model::shape::{Form, Shape};

    fn names(shape: &Shape) -> bool {
        match shape {
            Shape::Form(Form::Name | Form::Path | Form::Moment) | Shape::Expression | Shape::Keyed(_) => true,
            Shape::Map(_) => true,
            Shape::List(inner) => names(inner),
            Shape::Or(this, that) => names(this) || names(that),
            _ => false,
        }
    }

    #[test]
    fn every_key_that_holds_a_name_or_expression_has_a_meaning() {
        for object in OBJECTS {
            for key in object.keys {
                let known = meaning(object.name, key.name);
                assert!(known != Meaning::Plain || !names(key.shape), "{}.{}", object.name, key.name);
            }
        }
    }
}
