//! What is picked at the end of a step: an option, a channel, a way.

use super::Lead;
use crate::cli::prompt::Leave;
use crate::engine::event::Answers;
use crate::engine::site::Site;
use crate::engine::view::OptionView;
use crate::engine::{Path, Refusal};
use crate::model::{Channel, Step, Verb};
use crate::msg;
use crate::words::Arg;

impl Lead<'_> {
    /// A way that could not be computed, named by a person.
    pub(super) fn way(&self, refusal: &Refusal) -> Result<String, Leave> {
        let ways = refusal.help.iter().flat_map(|help| &help.args).find_map(|(_, arg)| match arg {
            Arg::List(ways) => Some(ways.clone()),
            _ => None,
        });
        let ways = ways.filter(|w| !w.is_empty()).ok_or(Leave::Later)?;
        let picked = self.prompt.pick_or_leave(&self.prompt.text(&msg!("lead-way")), &ways, None, &self.way_out())?;
        ways.into_iter().nth(picked).ok_or(Leave::Later)
    }

    /// The option of a choice.
    pub(super) fn choose(&self, path: &Path, step: &Step, answers: &Answers) -> Result<Vec<String>, Leave> {
        let Some(choose) = step.choose() else { return Ok(Vec::new()) };
        let options: Vec<OptionView> = self.desk.view(&self.loaded, |view| {
            Site::of_step(view.checked, path).map(|(site, _)| view.options_with(&site, step, answers)).unwrap_or_default()
        });
        let options: Vec<OptionView> = options.into_iter().filter(|o| choose.options.contains_key(o.id.as_str())).collect();
        let titles: Vec<String> = options.iter().map(|o| o.title.clone()).collect();
        let title = self
            .desk
            .view(&self.loaded, |view| Site::of_step(view.checked, path).map(|(site, step)| view.say(&site, &step.title)).unwrap_or_default());
        if choose.many {
            let picked = self.prompt.pick_many(&self.prompt.text(&msg!("lead-choose-many", title = title)), &titles, &[])?;
            return Ok(picked.into_iter().filter_map(|i| options.get(i).map(|o| o.id.clone())).collect());
        }
        let picked = self.prompt.pick_or_leave(&self.prompt.text(&msg!("lead-choose", title = title)), &titles, None, &self.way_out())?;
        Ok(options.get(picked).map(|o| o.id.clone()).into_iter().collect())
    }

    /// By which channel a secret was handed over.
    pub(super) fn channel(&self, step: &Step) -> Result<Option<String>, Leave> {
        let Verb::Handover(handover) = &step.verb else { return Ok(None) };
        let title = |channel: &Channel| {
            self.prompt.text(&match channel {
                Channel::Oral => msg!("lead-channel-oral"),
                Channel::Phone => msg!("lead-channel-phone"),
                Channel::Sms => msg!("lead-channel-sms"),
                Channel::InPerson => msg!("lead-channel-in-person"),
            })
        };
        let titles: Vec<String> = handover.by.iter().map(title).collect();
        let picked = self.prompt.pick_or_leave(&self.prompt.text(&msg!("lead-channel")), &titles, None, &msg!("lead-channel-not-yet"))?;
        handover.by.get(picked).map(|channel| Some(channel.word().to_owned())).ok_or(Leave::Later)
    }
}
