//! Why a step stands as it does: what is missing, and with whom.

use super::event::Cause;
use super::path::Path;
use super::run::{Run, Status};
use super::site::{self, Site};
use super::variables::list_field;
use super::view::View;
use crate::model::{Join, Step, Verb, moment};
use crate::msg;
use crate::words::Message;

impl<'a> View<'a> {
    /// The steps that this one waits for directly: those that lead to it and those it comes after, where they are not settled.
    pub fn awaited(&self, path: &Path) -> Vec<(Path, Site<'a>, &'a Step)> {
        let Some((site, step)) = Site::of_step(self.checked, path) else { return Vec::new() };
        let here = site.here();
        let Some(node) = here.plan.steps.get(&step.name) else { return Vec::new() };
        let leading = node.into.iter().filter_map(|i| here.scope.steps.get_index(*i)).map(|(name, _)| here.path.step(name));
        let before = node.after.iter().filter_map(|after| {
            let frame = site.frames.len().checked_sub(after.up + 1).and_then(|i| site.frames.get(i))?;
            Some(frame.path.step(frame.scope.steps.get_index(after.step)?.0))
        });
        let unsettled = leading.chain(before).filter(|path| !self.run.status(path).is_settled());
        unsettled.filter_map(|path| Site::of_step(self.checked, &path).map(|(site, step)| (path, site, step))).collect()
    }

    /// The reasons, one sentence each; empty where there is no such step.
    pub fn why(&self, path: &Path) -> Vec<Message> {
        let Some((site, step)) = Site::of_step(self.checked, path) else { return Vec::new() };
        let run = self.run;
        let here = site.here();
        let Some(node) = here.plan.steps.get(&step.name) else { return Vec::new() };
        let state = run.step(path);
        let mut said = Vec::new();
        match run.status(path) {
            Status::Open => {
                let role =
                    site::role(&site, step).and_then(|r| here.checked.procedure.roles.get(r)).map(|r| self.say(&site, &r.title)).unwrap_or_default();
                said.push(msg!("why-open", role = role));
                if let Some(until) = state.and_then(|s| s.not_before).filter(|t| *t > self.env.now) {
                    said.push(msg!("why-early", until = moment::local(until)));
                }
                if step.holds_scope() {
                    for (inner, inner_site, inner_step) in self.open().into_iter().filter(|(p, _, _)| p.is_in(path) && p != path) {
                        said.push(self.waiting_for(&inner, &inner_site, inner_step));
                    }
                }
            }
            Status::Done => said.push(msg!("why-done", by = state.and_then(|s| s.settled.as_ref()).map(|s| s.by.clone()).unwrap_or_default())),
            Status::Waived => said.push(msg!("why-waived", reason = state.and_then(|s| s.reason.clone()).unwrap_or_default())),
            Status::Passed => said.push(msg!("why-passed", condition = step.when.as_ref().map(|e| e.source.to_string()).unwrap_or_default())),
            Status::LeftOut => {
                let scope = &here.path;
                match run.cut(&scope.0) {
                    Some(Cause::Stop(by)) => said.push(msg!("why-cut-stop", step = by.to_string())),
                    Some(Cause::Dropped | Cause::Counted) => said.push(self.why_dropped(path).unwrap_or_else(|| msg!("why-cut-dropped"))),
                    Some(Cause::Waived) => said.push(msg!("why-cut-waived")),
                    Some(Cause::Enough) => said.push(msg!("why-cut-enough")),
                    None if state.is_some_and(|s| s.stood_down.is_some()) => said.push(msg!("why-standby")),
                    None => {
                        let all = step.join == Join::All;
                        said.push(if all { msg!("why-left-out-all") } else { msg!("why-left-out") });
                        for (name, from) in node.into.iter().filter_map(|i| here.scope.steps.get_index(*i)) {
                            let from_path = here.path.step(name);
                            let chose = run.step(&from_path).is_some_and(|s| s.status.has_ways() && s.taken.contains(&step.name));
                            if !chose {
                                said.push(msg!(
                                    "why-not-chosen",
                                    step = self.say(&site, &from.title),
                                    state = msg!(super::settle_word(run.status(&from_path))),
                                    choice = chosen(run, &from_path, from)
                                ));
                            }
                        }
                    }
                }
            }
            Status::Ahead => {
                if run.scope(&here.path.0).is_none() && !here.path.is_root() {
                    said.push(msg!("why-scope", step = here.path.without_item().to_string()));
                }
                for (awaited, awaited_site, awaited_step) in self.awaited(path) {
                    said.push(self.waiting_for(&awaited, &awaited_site, awaited_step));
                }
            }
        }
        said
    }

    /// Who took the item of this step out of its list, and why.
    fn why_dropped(&self, path: &Path) -> Option<Message> {
        (1..path.0.len()).rev().find_map(|n| {
            let (holder, item) = (Path(path.0[..n].to_vec()).without_item(), path.0[n - 1].item?);
            let (site, step) = Site::of_step(self.checked, &holder)?;
            let Verb::Each(each) = &step.verb else { return None };
            let (field, asked) = list_field(self.run, &site, each.list.source.trim())?;
            let group = self.run.step(&holder)?.each()?.scopes.get(&item)?;
            let (reason, stamp) = group.items.iter().find_map(|item| self.run.left.get(&(asked.clone(), field.name.clone(), *item)))?;
            Some(msg!("why-dropped-by", by = &stamp.by, when = moment::local(stamp.at).date(), reason = reason))
        })
    }

    fn waiting_for(&self, path: &Path, site: &Site, step: &Step) -> Message {
        let procedure = &site.here().checked.procedure;
        let role = step.role.as_ref().or(procedure.role.as_ref()).and_then(|r| procedure.roles.get(&r.name)).map(|r| r.title.source.to_string());
        let title = Site::of_step(self.checked, path).map_or_else(|| step.title.source.to_string(), |(site, step)| self.say(&site, &step.title));
        let status = self.run.status(path);
        let id = if status == Status::Open { "why-waits-open" } else { "why-waits-ahead" };
        msg!(id, step = title, path = path.to_string(), role = role.unwrap_or_default())
    }
}

fn chosen(run: &Run, path: &Path, step: &Step) -> String {
    let choice = run.step(path).map(|s| s.choice.clone()).unwrap_or_default();
    let title =
        |name: &crate::model::Name| step.choose().and_then(|c| c.options.get(name)).map_or_else(|| name.to_string(), |o| o.title.source.to_string());
    choice.iter().map(title).collect::<Vec<_>>().join(", ")
}
