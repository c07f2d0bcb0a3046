//! What a person was shown when a step was done for them: the texts of then, and the mails as they left.

use super::person::folded;
use super::proof::Proven;
use super::{Desk, Failure, Loaded};
use crate::engine::view::View;
use crate::engine::{Env, Event, Path, Run, Stamp};
use crate::print::html::shown::What;
use jiff::civil::Date;
use serde_json::Value;

/// One thing that was shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The step, or the subject of a mail.
    pub title: String,
    /// What it said.
    pub what: What,
    /// When the step was done, or the mail left, and who recorded that.
    pub stamp: Stamp,
    /// The day on which it really was, where that is another one.
    pub on: Option<Date>,
}

impl Desk {
    /// What was shown to a person for whom something is proven, named as an item of a list, in the order in which it happened.
    ///
    /// # Errors
    /// The run cannot be read.
    pub fn shown(&self, loaded: &Loaded, name: &str, proven: &Proven) -> Result<Vec<Shown>, Failure> {
        let Proven { said: found, strangers, .. } = proven;
        let wanted = folded(name);
        let speaks_of_others = |texts: &mut dyn Iterator<Item = &String>| {
            let all = texts.map(|text| folded(text)).collect::<Vec<_>>();
            strangers.iter().any(|word| all.iter().any(|text| text.contains(word.as_str())))
        };
        let mut shown = Vec::new();
        let mut run = Run::default();
        for record in self.records(&loaded.id)? {
            for event in &record.events {
                match event {
                    Event::Done { path, on, .. } if self.is_inside(loaded, &path.to_string(), &wanted) => {
                        if let Some((title, what)) = self.texts(loaded, &run, path, &record.stamp)? {
                            let What::Step { text, attention, checks, .. } = &what else { continue };
                            let others =
                                speaks_of_others(&mut text.iter().chain(attention).chain(checks.iter().map(|(check, _)| check)).chain([&title]));
                            let what = if others { What::Withheld } else { what };
                            shown.push(Shown { title, what, stamp: record.stamp.clone(), on: *on });
                        }
                    }
                    Event::MailLeft { mail, on, .. } => {
                        let letter = run.mails.get(mail).and_then(|mail| mail.letter.as_ref()).map(|letter| letter.value());
                        let own =
                            letter.filter(|letter| found.iter().any(|said| said.event == "mail_ready" && said.value == **letter && !said.shared));
                        shown.extend(own.and_then(|letter| as_sent(letter, &record.stamp, *on)));
                    }
                    _ => {}
                }
                run.apply(event, &record.stamp);
            }
        }
        Ok(shown)
    }

    /// The texts of a step as they were at that moment, before it was settled.
    fn texts(&self, loaded: &Loaded, run: &Run, path: &Path, stamp: &Stamp) -> Result<Option<(String, What)>, Failure> {
        let checked = self.edition(&run.procedure.edition)?;
        let env = Env { run_id: &loaded.id, now: stamp.at, by: &stamp.by, settings: &loaded.settings, holidays: run.holidays };
        let view = View { checked: &checked, run, env: &env };
        Ok(view.page(path).map(|page| {
            let what = What::Step {
                checks: page.checks.into_iter().map(|check| (check.text, check.ticked)).collect(),
                documents: page.documents.into_iter().filter(|document| document.follow).map(|document| (document.title, document.place)).collect(),
                text: page.text,
                attention: page.attention,
            };
            (page.title, what)
        }))
    }
}

/// A mail as it was written.
fn as_sent(letter: &Value, stamp: &Stamp, on: Option<Date>) -> Option<Shown> {
    let text = |part: &str| letter.get(part).and_then(Value::as_str).map(str::to_owned);
    let titles = letter.get("attach").and_then(Value::as_array).into_iter().flatten();
    let attached = titles.filter_map(|one| one.get("title")?.as_str().map(str::to_owned)).collect();
    Some(Shown { title: text("subject")?, what: What::Mail { body: text("body")?, attached }, stamp: stamp.clone(), on })
}
