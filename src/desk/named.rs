//! Steps as people name them: by path, or by the number or code that is printed beside them.

use super::{Desk, Failure, Loaded};
use crate::check::Checked;
use crate::engine::{self, Path, Refusal};
use crate::finding::codes;
use crate::model::{Scope, Verb};
use crate::msg;
use crate::slip::Numbers;
use std::borrow::Cow;

impl Desk {
    /// The path of a step as a person wrote it: an item may be named by its key instead of its number.
    ///
    /// # Errors
    /// There is no such step, or item.
    pub fn path(&self, loaded: &Loaded, text: &str) -> Result<Path, Failure> {
        let text = spelled_out(&loaded.checked, text)?;
        self.view(loaded, |view| engine::find_path(&view, &text)).map_err(Failure::Refused)
    }

    /// The paths of a step as a person wrote it, where `[*]` stands for every item whose step can be settled now.
    ///
    /// # Errors
    /// There is no such step, or item; or with `[*]` the step is open nowhere.
    pub fn steps(&self, loaded: &Loaded, text: &str) -> Result<Vec<Path>, Failure> {
        let text = spelled_out(&loaded.checked, text)?;
        self.view(loaded, |view| engine::find_paths(&view, &text)).map_err(Failure::Refused)
    }
}

/// `17.4[3]` as the path that it stands for, `chacun[3].remise`; what begins with no digit is a path already.
fn spelled_out<'t>(checked: &Checked, text: &'t str) -> Result<Cow<'t, str>, Failure> {
    let (number, item) = text.find('[').map_or((text, ""), |at| text.split_at(at));
    let Some(found) = Numbers::of_printed(checked, number).filter(|_| number.starts_with(|c: char| c.is_ascii_digit())) else {
        return Ok(Cow::Borrowed(text));
    };
    let lists = lists(checked, &found.path);
    let (Some(each), false) = (lists.first(), item.is_empty()) else {
        if lists.is_empty() && item.is_empty() {
            return Ok(Cow::Owned(found.path));
        }
        let refusal = Refusal::new(codes::STEP_NOT_FOUND, msg!("step-not-found", step = text));
        return Err(Failure::Refused(match lists.is_empty() {
            true => refusal.help(msg!("step-number-alone", number = number)),
            false => refusal.help(msg!("step-number-of", number = number)),
        }));
    };
    Ok(Cow::Owned(format!("{each}{item}{}", &found.path[each.len()..])))
}

/// The steps `each` around a step, by their static paths, from the outside in.
fn lists(checked: &Checked, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut checked, mut scope): (&Checked, &Scope) = (checked, &checked.procedure.scope);
    for (end, _) in path.match_indices('.') {
        let name = path[..end].rsplit('.').next().unwrap_or_default();
        let Some(step) = scope.steps.get(name) else { break };
        match &step.verb {
            Verb::Section(inner) => scope = inner,
            Verb::Each(each) => {
                found.push(path[..end].to_owned());
                scope = &each.scope;
            }
            Verb::Call(call) => match checked.calls.get(&call.procedure.name) {
                Some(called) => (checked, scope) = (called, &called.procedure.scope),
                None => break,
            },
            Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) => break,
        }
    }
    found
}
