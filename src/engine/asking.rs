//! What a door needs to ask a question: whether an answer fits, and whom and what a run knows by name.

use super::answers::Before;
use super::path::Path;
use super::site::Site;
use super::values::label;
use super::variables::{Given, Own, Reader};
use super::view::View;
use crate::model::field::Field;
use crate::model::value;
use serde_json::{Map, Value};

impl View<'_> {
    /// What an item of a list is called.
    pub fn item_name(&self, asked: &Path, list: &str, number: u32) -> String {
        let field = match Site::of_step(self.checked, asked) {
            Some((_, step)) => step.ask.get(list),
            None => self.checked.procedure.inputs.get(list),
        };
        let record = self.run.list(asked, list).and_then(|items| items.get(usize::try_from(number).ok()?.checked_sub(1)?));
        let named = field.and_then(|field| field.kind.fields()).zip(record).map(|(fields, record)| label(fields, record));
        named.filter(|name| !name.is_empty()).unwrap_or_else(|| number.to_string())
    }

    /// Who plays what, as far as is known: name and title of each role, and the parts of the person. Roles that items of a list play are left out.
    pub fn people(&self) -> Vec<(String, String, Map<String, Value>)> {
        let site = Site::root(self.checked);
        let reader = Reader::new(self.run, site.clone(), self.env);
        let roles = self.checked.procedure.roles.iter().filter(|(_, role)| role.of.is_none());
        let person = |name: &str| {
            let known = reader.role(name);
            let part = |part: &str| Some((part.to_owned(), Value::from(known.get_attr(part).ok()?.as_str()?)));
            value::PERSON.iter().filter_map(|p| part(p)).collect::<Map<_, _>>()
        };
        roles.map(|(name, role)| (name.to_string(), self.say(&site, &role.title), person(name))).collect()
    }

    /// Checks an answer that is being given to a step, or to the start, after what was kept there so far.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn accept(&self, path: &Path, field: &Field, given: &Value) -> Result<value::Accepted, Vec<value::Problem>> {
        self.before(path, |before| value::accept(field, &field.name, given, self.env.today(), before))
    }

    /// Whether a question inside a record is asked, after what was kept so far and the parts answered before it.
    pub fn is_asked_inside(&self, path: &Path, field: &Field, inside: &[value::Part]) -> bool {
        let Some(when) = &field.when else { return true };
        self.before(path, |before| value::Around::asked(before, when, inside)).unwrap_or(true)
    }

    fn before<T>(&self, path: &Path, read: impl FnOnce(&Before) -> T) -> T {
        let found = Site::of_step(self.checked, path);
        let (site, fields, draft) = match &found {
            Some((site, step)) => (site.clone(), &step.ask, self.run.step(path).map(|s| &s.draft)),
            None => (Site::root(self.checked), &self.checked.procedure.inputs, Some(&self.run.draft)),
        };
        let none = super::Answers::new();
        let own = Own { fields, given: Given::Answers(draft.unwrap_or(&none)), chosen: None };
        read(&Before(Reader::new(self.run, site, self.env).with(own)))
    }
}
