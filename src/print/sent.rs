//! The mails and letters of a run that is over, as they left.

use super::blank::Site;
use super::make::Maker;
use super::parts::{SentMail, SentWords};
use super::rich::flat;
use super::show;
use super::standing::{Gone, RunState, Standing, plain};
use crate::msg;
use crate::words::dates;

/// Whether a run is over: then its pages are a record.
pub fn is_over(standing: Option<&Standing>) -> bool {
    standing.is_some_and(|standing| standing.state != RunState::Open)
}

/// The mails that left in the part that is printed, where the run is over. Their words are personal data as a whole: who they went to, and
/// what was said of whom.
pub fn mails(maker: &Maker, standing: &Standing) -> Vec<SentMail> {
    if !is_over(Some(standing)) {
        return Vec::new();
    }
    let printed = maker.printed.borrow();
    let one = |gone: &Gone| {
        let spot = maker.outline.find_path(0, &plain(&gone.path)).filter(|spot| printed.contains_key(spot))?;
        let item = item_of(&gone.path);
        let is_wanted = |(number, label): &(usize, Option<String>)| {
            maker.options.item.as_ref().is_none_or(|wanted| *wanted == number.to_string() || label.as_ref() == Some(wanted))
        };
        let item = item.map(|(holder, number)| (number, label(standing, &holder, number)));
        if !item.as_ref().is_none_or(is_wanted) {
            return None;
        }
        let site = Site { lane: maker.outline.spots[spot].lane, spot: Some(spot), path: gone.path.clone() };
        let title = maker.mails.of(spot, &maker.pen, &site).into_iter().flatten().next();
        let title = title.map_or_else(String::new, |(mark, title)| format!("{mark} · {}", flat(&title)));
        let when = gone.on.map_or_else(|| show::moment(gone.sent.when, maker.words), dates::short_day);
        Some(SentMail {
            title,
            step: maker.outline.spots[spot].number.clone(),
            item: item.map(|(number, label)| match label.filter(|_| maker.pen.personal) {
                Some(label) => maker.say(&msg!("paper-item", number = number, label = label)),
                None => maker.say(&msg!("paper-item-unnamed", number = number)),
            }),
            left: match (maker.say(&msg!("paper-left", when = when, who = &gone.sent.who)), &gone.entered) {
                (said, Some(entered)) => super::record::entered_words(&said, entered, maker.words),
                (said, None) => said,
            },
            words: maker.pen.personal.then(|| SentWords {
                to: gone.to.clone(),
                cc: gone.cc.clone(),
                subject: gone.subject.clone(),
                body: gone.body.clone(),
                attach: gone.attach.clone(),
            }),
        })
    };
    standing.gone.iter().filter_map(one).collect()
}

/// The innermost item that a path leads through: the step that goes through its list, and its number.
fn item_of(path: &str) -> Option<(String, usize)> {
    let (before, after) = path.rsplit_once('[')?;
    Some((before.to_owned(), after.split_once(']')?.0.parse().ok()?))
}

fn label(standing: &Standing, holder: &str, number: usize) -> Option<String> {
    let items = &standing.steps.get(holder)?.items;
    items.iter().find(|(known, _)| *known == number).map(|(_, label)| label.clone())
}
