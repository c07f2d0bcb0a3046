//! Answers to the questions of a step, or of the start: what is asked is answered, in the form that is kept, and nothing contradicts anything.

use super::Decision;
use super::command::Refusal;
use super::event::{Answers, Datum};
use super::items::find_item;
use super::site::Site;
use super::variables::{Given, Own, Reader, list_field};
use crate::finding::codes;
use crate::model::field::{Field, Kind};
use crate::model::value::{self, Around, Part, Problem};
use crate::model::{Expr, Name, Named, Step};
use crate::msg;
use crate::template;
use serde_json::{Map, Value};

/// What is asked, and where.
pub(super) struct Asked<'q> {
    /// The questions that are to be answered.
    pub fields: &'q Named<Field>,
    /// The step that asks; none where the start does.
    pub step: Option<&'q Step>,
    /// The scope.
    pub site: &'q Site<'q>,
}

impl Asked<'_> {
    /// All questions that stand together: what is not answered of them is undefined.
    fn together(&self) -> &Named<Field> {
        self.step.map_or(self.fields, |step| &step.ask)
    }
}

/// What conditions and bounds read: the answers given before, then all that the place knows.
pub(super) struct Before<'r>(pub Reader<'r>);

impl Before<'_> {
    fn read<T>(&self, inside: &[Part], read: impl FnOnce(&Reader) -> T) -> T {
        let mut reader = self.0.clone();
        reader.own.extend(inside.iter().map(|part| Own { fields: part.fields, given: Given::Record(part.answers), chosen: None }));
        read(&reader)
    }
}

impl Around for Before<'_> {
    fn asked(&self, when: &Expr, inside: &[Part]) -> Option<bool> {
        // What cannot be computed is asked: a person sees it.
        Some(self.read(inside, |reader| reader.holds(when).unwrap_or(true)))
    }

    fn bound(&self, bound: &Expr, inside: &[Part]) -> Option<Value> {
        self.read(inside, |reader| Some(template::json(&reader.value(bound).ok()?)))
    }
}

impl Decision<'_> {
    /// Given answers before kept ones before defaults; all that is wrong at once.
    pub(super) fn answers(&self, asked: &Asked, given: &Map<String, Value>, draft: &Answers, confirmed: bool) -> Result<Answers, Refusal> {
        let mut answers = Answers::new();
        let mut problems: Vec<Problem> = Vec::new();
        let mut doubts: Vec<Problem> = Vec::new();
        for other in given.keys().filter(|name| !asked.fields.contains_key(name.as_str())) {
            problems.push(Problem { path: other.clone(), message: value::not_asked(other, asked.fields.keys().map(AsRef::as_ref)) });
        }
        for (name, field) in asked.fields {
            let own = Own { fields: asked.together(), given: Given::Answers(&answers), chosen: None };
            let before = Before(self.reader(asked.site).with(own));
            let is_asked = field.when.as_ref().is_none_or(|when| before.asked(when, &[]).unwrap_or(true));
            let explicit = given.get(name.as_ref()).filter(|v| !value::is_empty(v));
            if !is_asked {
                if explicit.is_some() {
                    problems.push(Problem { path: name.to_string(), message: msg!("answer-not-asked") });
                }
                continue;
            }
            let emptied = given.get(name.as_ref()).is_some_and(value::is_empty);
            let kept = draft.get(name).map(Datum::value).filter(|_| field.prefill && !emptied);
            let Some(given) = explicit.or(kept).or(field.default.as_ref()) else {
                if !field.optional {
                    problems.push(Problem { path: name.to_string(), message: value::missing(field) });
                }
                continue;
            };
            let accepted = value::accept(field, name, given, self.env.today(), &before);
            match accepted {
                Ok(accepted) => {
                    doubts.extend(accepted.doubts);
                    match self.item_number(field, accepted.value, asked.site) {
                        Some(value) => drop(answers.insert(name.clone(), Datum::new(value, field.is_personal()))),
                        None => problems.push(Problem { path: name.to_string(), message: msg!("expected-item") }),
                    }
                }
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(Refusal::of(problems));
        }
        if !doubts.is_empty() && !confirmed {
            return Err(Refusal::new(codes::ANSWER_FORM, msg!("answer-doubt", count = doubts.len()))
                .help(msg!("answer-doubt.help"))
                .problems(doubts));
        }
        Ok(answers)
    }

    /// An item given by its key becomes its number; one that left its list is none.
    fn item_number(&self, field: &Field, given: Value, site: &Site) -> Option<Value> {
        let Kind::Item(of) = &field.kind else { return Some(given) };
        let (list, path) = list_field(&self.run, site, &of.name)?;
        let items = self.run.list(&path, &list.name)?;
        let gone = self.run.dropped(&path, &list.name);
        let number = match given.as_u64() {
            Some(number) => u32::try_from(number).ok().filter(|n| *n >= 1 && *n as usize <= items.len())?,
            None => find_item(list, items, gone, given.as_str()?)?,
        };
        (!gone.is_some_and(|gone| gone.contains(&number))).then(|| Value::from(number))
    }

    /// Answers that contradict each other are refused with the procedure's own sentence, and so is what cannot be computed.
    pub(super) fn required(&self, site: &Site, step: &Step, answers: &Answers, choice: &[Name]) -> Result<(), Refusal> {
        let reader = self.reader(site).with_own(answers, choice, step);
        let broken = |require: &crate::model::Require| {
            let message = match reader.holds(&require.that) {
                Ok(true) => return None,
                Ok(false) => msg!("said", text = reader.text(&require.say).unwrap_or_else(|_| require.say.source.to_string())),
                Err(failure) => msg!("require-stuck", condition = require.that.source.as_ref(), why = failure.message),
            };
            Some(Problem { path: String::new(), message })
        };
        let broken: Vec<Problem> = step.require.iter().filter_map(broken).collect();
        let stuck = broken.iter().any(|problem| problem.message.id == "require-stuck");
        let head = if stuck { msg!("answer-unproven") } else { msg!("answer-refused") };
        if broken.is_empty() { Ok(()) } else { Err(Refusal::new(codes::ANSWER_REFUSED, head).problems(broken)) }
    }
}
