//! From the steps of a procedure, and where a run stands, to the steps of a checklist.

use super::Options;
use super::acts::{self, Acts};
use super::appendix::{Mailbag, contact, documents_of};
use super::blank::{Pen, Site};
use super::exits::Paths;
use super::expression::Expr;
use super::forms::Forms;
use super::outline::{Outline, Spot};
use super::parts::{Act, ActSort, Group, GroupSort, Matrix, MatrixRow, RoleTag, Said, Step};
use super::rich::{self, Block};
use super::sources;
use super::standing::{Standing, State, StepStanding, Wanted, Why};
use super::value::spaced;
use crate::model::field::Kind;
use crate::model::{self, Procedure, Remark, Role, Verb};
use crate::msg;
use crate::words::{Message, Words};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Makes steps.
pub struct Maker<'a, 'p> {
    /// All steps.
    pub outline: &'a Outline<'p>,
    /// Writes texts.
    pub pen: Pen<'a, 'p>,
    /// Says where steps lead.
    pub paths: &'a Paths<'a, 'p>,
    /// The mails.
    pub mails: &'a Mailbag<'p>,
    /// The roles, in the order of their marks.
    pub roles: &'a [(&'p str, &'p Role)],
    /// The procedure that is printed, whose sources are numbered.
    pub procedure: &'p Procedure,
    /// Where the run stands.
    pub standing: Option<&'a Standing>,
    /// What is printed.
    pub options: &'a Options,
    /// The language.
    pub words: &'a Words,
    /// The steps that were printed, each with its path in the run, for the appendix. One of many items has no single path.
    pub printed: RefCell<BTreeMap<usize, String>>,
}

/// A list of a run whose items are known.
struct List<'l> {
    /// The scope that runs for each.
    lane: usize,
    /// The path of the step that goes through the list.
    path: &'l str,
    items: &'l [(usize, String)],
    gone: Option<&'l BTreeMap<usize, Why>>,
    heading: String,
    hints: Vec<String>,
    /// Whether the items' names are personal data.
    personal: bool,
    /// Whether its items are groups.
    is_grouped: bool,
}

/// How much of a step is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// All of it.
    Full,
    /// What is filled in; the instructions stand elsewhere.
    Brief,
}

impl<'p> Maker<'_, 'p> {
    /// A sentence in the language of the page.
    pub fn say(&self, message: &Message) -> String {
        self.words.say(message)
    }

    /// The outermost steps.
    pub fn steps(&self) -> Vec<Step> {
        self.lane(0, "", Depth::Full, self.standing.is_none() || self.options.item.is_none())
    }

    /// The steps of a scope; `wanted` unless only what concerns one item is printed and this does not.
    fn lane(&self, lane: usize, prefix: &str, depth: Depth, wanted: bool) -> Vec<Step> {
        let spots = &self.outline.lanes[lane].spots;
        spots.iter().filter_map(|&spot| self.step(spot, format!("{prefix}{}", self.outline.spots[spot].step.name), depth, wanted)).collect()
    }

    fn step(&self, index: usize, path: String, depth: Depth, wanted: bool) -> Option<Step> {
        let spot = &self.outline.spots[index];
        let standing = self.standing.map(|standing| standing.steps.get(&path));
        let mut inside = self.inside(spot, &path, standing.flatten(), depth, wanted);
        inside.retain(|group| !group.steps.is_empty() || group.table.is_some());
        let is_moot = standing.flatten().is_some_and(|s| matches!(s.state, State::LeftOut | State::Passed));
        if self.options.brief && is_moot {
            return None;
        }
        let mine = wanted && self.is_mine(index);
        let holds_some = spot.inner.is_some_and(|lane| !self.outline.lanes[lane].spots.is_empty());
        // What lies ahead of an item is seen in the table of all items.
        let ahead = depth == Depth::Brief && standing.is_some_and(|standing| standing.is_none_or(|s| s.state == State::Ahead));
        if ahead || !(if holds_some { !inside.is_empty() } else { mine }) {
            return None;
        }
        let mut printed = self.printed.borrow_mut();
        printed.entry(index).and_modify(|known| known.clone_from(&spot.path)).or_insert_with(|| path.clone());
        drop(printed);
        Some(self.printed_step(index, path, standing, inside, depth))
    }

    fn printed_step(&self, index: usize, path: String, standing: Option<Option<&StepStanding>>, inside: Vec<Group>, depth: Depth) -> Step {
        let spot = &self.outline.spots[index];
        let step = spot.step;
        let site = Site { lane: spot.lane, spot: Some(index), path };
        let state = standing.map(|standing| standing.map_or(State::Ahead, |s| s.state));
        let standing = standing.flatten();
        let settled = state.is_some_and(State::is_settled);
        let waits = |act: &Act| matches!(act.sort, ActSort::Wait | ActSort::Remind);
        let undone = matches!(state, Some(State::LeftOut | State::Passed | State::Waived));
        // What is settled is a record: its instructions are no longer needed.
        let full = depth == Depth::Full && !settled;
        let said = |remarks: &[Remark]| if full { self.said(&site, remarks) } else { Vec::new() };
        let chosen = standing.map(|s| s.chosen.as_slice()).unwrap_or_default();
        let acts = Acts {
            pen: &self.pen,
            site: &site,
            mails: self.mails.of(index, &self.pen, &site),
            chosen,
            done: state == Some(State::Done),
            sent: standing.and_then(|s| s.sent.as_ref()),
        };
        let forms = Forms { pen: &self.pen, site: &site, answers: standing.map(|s| &s.answers), settled, standing: self.standing };
        let holder = !inside.is_empty();
        let mut exits = if undone || (holder && settled) {
            Vec::new()
        } else {
            self.paths.exits(index, &site, standing.filter(|s| s.state.is_settled()).map(|s| s.chosen.as_slice()))
        };
        if state == Some(State::Done) {
            exits.retain(|exit| exit.option.as_ref().is_some_and(|option| option.ticked));
        }
        Step {
            number: spot.number.clone(),
            code: spot.code.clone(),
            title: self.pen.line(&site, &step.title),
            role: self.role_tag(index),
            state,
            standing: state.and_then(|state| self.standing_words(state, standing)),
            opens: if settled { Vec::new() } else { self.paths.opens(index, &site) },
            deadlines: if settled { Vec::new() } else { acts::deadlines(step, &self.pen, &site) },
            text: said(&step.text).into_iter().chain(self.elsewhere(spot)).collect(),
            attention: said(&step.attention),
            documents: if full { documents_of(self, &site, spot) } else { Vec::new() },
            acts: if undone { Vec::new() } else { acts.of(step).into_iter().filter(|act| !(settled && waits(act))).collect() },
            checks: said(&step.checks),
            form: if undone { Vec::new() } else { forms.entries(&step.ask) },
            requires: if full { self.requires(&site, step) } else { Vec::new() },
            notes: said(&step.note),
            remarks: standing.map(|s| self.remarks(&s.remarks)).unwrap_or_default(),
            contacts: if full {
                step.contacts.iter().filter_map(|c| contact(&self.pen, &site, spot.procedure.contacts.get(&c.name)?)).collect()
            } else {
                Vec::new()
            },
            closing: if holder && !settled { self.closing(spot) } else { None },
            exits,
            cites: if full { sources::cites(self, spot) } else { Vec::new() },
            signs: !holder && !settled,
            inside,
            path: site.path,
        }
    }

    fn said(&self, site: &Site, remarks: &[Remark]) -> Vec<Said> {
        let mut said = Vec::new();
        for remark in remarks {
            let holds = remark.when.as_ref().map(|when| (when, self.pen.holds(site, when)));
            said.push(match holds {
                Some((_, Some(false))) => continue,
                Some((when, None)) => Said {
                    when: Some(self.say(&msg!("paper-said-if", condition = self.pen.condition(site, when)))),
                    text: self.pen.blocks_where(site, &remark.say, when),
                },
                Some((_, Some(true))) | None => Said { when: None, text: self.pen.blocks(site, &remark.say) },
            });
        }
        said
    }

    /// Where a called procedure is not at hand, that it is to be followed.
    fn elsewhere(&self, spot: &Spot) -> Option<Said> {
        let (Verb::Call(call), None) = (&spot.step.verb, spot.inner) else { return None };
        let said = self.say(&msg!("paper-follow-procedure", procedure = self.words.quote(&call.procedure.name)));
        Some(Said { when: None, text: vec![Block::Paragraph(rich::plain(said))] })
    }

    /// What is not accepted, and what is said of it then.
    fn requires(&self, site: &Site, step: &model::Step) -> Vec<Said> {
        let one = |require: &model::Require| Said {
            when: Some(self.say(&msg!("paper-refused-if", condition = self.pen.condition_not(site, &require.that)))),
            text: self.pen.blocks(site, &require.say),
        };
        step.require.iter().map(one).collect()
    }

    fn role_tag(&self, index: usize) -> Option<RoleTag> {
        // Who does a group says nothing that its steps do not say.
        if self.outline.spots[index].step.holds_scope() {
            return None;
        }
        let name = role_of(self.outline, index)?;
        let place = self.roles.iter().position(|(known, _)| *known == name)?;
        let site = Site { lane: self.outline.spots[index].lane, spot: None, path: self.outline.spots[index].path.clone() };
        Some(RoleTag { mark: mark(place), title: self.pen.line(&site, &self.roles[place].1.title) })
    }

    fn closing(&self, spot: &Spot) -> Option<String> {
        let message = match &spot.step.verb {
            Verb::Each(_) => msg!("paper-closing-each"),
            Verb::Section(_) | Verb::Call(_) => msg!("paper-closing"),
            Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) => return None,
        };
        Some(self.say(&message))
    }

    fn inside(&self, spot: &Spot<'p>, path: &str, standing: Option<&StepStanding>, depth: Depth, wanted: bool) -> Vec<Group> {
        let Some(lane) = spot.inner else { return Vec::new() };
        let site = Site { lane: spot.lane, spot: None, path: path.to_owned() };
        let group =
            |heading: String, hints: Vec<String>, sort: GroupSort, steps: Vec<Step>| Group { heading, hints, copy: None, sort, table: None, steps };
        let begin = || Some(self.paths.beginning(lane)).filter(|said| !said.is_empty());
        match &spot.step.verb {
            Verb::Section(_) => {
                let steps = self.lane(lane, &format!("{path}."), depth, wanted);
                vec![group(self.say(&msg!("paper-section")), begin().into_iter().collect(), GroupSort::Section, steps)]
            }
            Verb::Call(call) => {
                let called = self.outline.lanes[lane].procedure;
                let inner = Site { lane, ..site.clone() };
                let title = self.words.quote(&rich::flat(&self.pen.line(&inner, &called.title)));
                let heading = self.say(&msg!("paper-call", title = title, version = &called.version));
                let steps = self.lane(lane, &format!("{path}."), depth, wanted);
                let given = call.with.iter().map(|(name, value)| {
                    let title = called.inputs.get(name).map_or(name.as_ref(), |field| field.title.trim());
                    // An option that is always taken is named by its title, not by its key.
                    let option = match (called.inputs.get(name).map(|field| &field.kind), Expr::read(&value.source)) {
                        (Some(Kind::Option(options)), Some(Expr::Text(key))) => options.get(key.as_str()).map(|title| self.words.quote(title.trim())),
                        _ => None,
                    };
                    let value = option.unwrap_or_else(|| self.pen.rule(&site, value));
                    self.say(&msg!("paper-call-with", title = self.words.quote(title), value = value))
                });
                let worked_out = called.computed.iter().map(|(name, expr)| {
                    self.say(&msg!("paper-call-works-out", title = self.words.quote(&spaced(name)), rule = self.pen.rule(&inner, expr)))
                });
                let hints = given.chain(worked_out).chain(begin()).collect();
                vec![group(heading, hints, GroupSort::Call, steps)]
            }
            Verb::Each(each) => {
                let size = each.chunk.unwrap_or(1);
                let lines = self.pen.lines(&site, &each.list, size);
                let heading = self.say(&match each.chunk {
                    Some(size) => msg!("paper-each-chunk", lines = lines, size = size),
                    None => msg!("paper-each", lines = lines),
                });
                let pace = match (each.one_by_one, each.chunk) {
                    (true, None) => msg!("paper-one-by-one"),
                    (false, None) => msg!("paper-own-pace"),
                    (true, Some(_)) => msg!("paper-one-by-one-groups"),
                    (false, Some(_)) => msg!("paper-own-pace-groups"),
                };
                let mut hints: Vec<String> = vec![self.say(&pace)];
                hints.extend(
                    each.until
                        .as_ref()
                        .and_then(|until| self.outline.find(spot.lane, &until.name))
                        .map(|until| self.say(&msg!("paper-until", step = &self.outline.spots[until].number))),
                );
                hints.extend(each.enough.as_ref().map(|enough| self.say(&msg!("paper-enough", condition = self.pen.condition(&site, enough)))));
                hints.extend(begin());
                let items = standing.map(|s| s.items.as_slice()).unwrap_or_default();
                if items.is_empty() {
                    let copy = self.say(&if each.chunk.is_some() { msg!("paper-copy-groups") } else { msg!("paper-copy") });
                    let steps = self.lane(lane, &format!("{path}."), depth, wanted);
                    return vec![Group { copy: Some(copy), ..group(heading, hints, GroupSort::Each, steps) }];
                }
                let personal = self.pen.is_personal(&site, &each.list);
                self.items(
                    &List { lane, path, items, gone: standing.map(|s| &s.gone), heading, hints, personal, is_grouped: each.chunk.is_some() },
                    depth,
                    wanted,
                )
            }
            Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) => Vec::new(),
        }
    }

    /// The groups of a list whose items are known: where each stands, the instructions once, then each item.
    fn items(&self, list: &List, depth: Depth, wanted: bool) -> Vec<Group> {
        let List { lane, path, .. } = *list;
        let label = |item: &(usize, String)| if list.personal && !self.pen.personal { String::new() } else { item.1.clone() };
        let gone = |number: usize| list.gone.and_then(|gone| gone.get(&number)).map(|why| self.why(why));
        let state = |number: usize, name: &str| {
            let at = format!("{path}[{number}].{name}");
            self.standing.and_then(|standing| standing.steps.get(&at)).map_or(State::Ahead, |s| s.state)
        };
        // Inside the item that is wanted nothing more is picked out.
        let one = self.options.item.as_deref().filter(|_| !wanted).map(Wanted::new);
        let mut groups = Vec::new();
        if one.is_none() {
            let spots = self.outline.lanes[lane].spots.iter().filter(|spot| self.outline.spots[**spot].inner.is_some() || self.is_mine(**spot));
            let spots: Vec<&Spot> = spots.map(|&spot| &self.outline.spots[spot]).collect();
            let cells = |number: usize| spots.iter().map(|spot| state(number, &spot.step.name)).collect();
            let row = |item: &(usize, String)| MatrixRow { number: item.0, label: label(item), gone: gone(item.0), cells: cells(item.0) };
            let rows: Vec<MatrixRow> = list.items.iter().map(row).collect();
            let goes_on = rows.iter().any(|row| row.cells.iter().any(|cell| !cell.is_settled()));
            let steps = if goes_on { self.instructions(lane, path, depth, wanted) } else { Vec::new() };
            let columns: Vec<String> = spots.iter().map(|spot| spot.number.clone()).collect();
            let table = (!columns.is_empty()).then_some(Matrix { columns, titles: Vec::new(), rows });
            groups.push(Group { heading: list.heading.clone(), hints: list.hints.clone(), copy: None, sort: GroupSort::Each, table, steps });
        }
        for item in list.items {
            if one.is_some_and(|one| !one.is(item.0, &item.1)) {
                continue;
            }
            let label = label(item);
            let heading = match (label.as_str(), list.is_grouped) {
                ("", true) => msg!("paper-item-group", number = item.0),
                ("", false) => msg!("paper-item-unnamed", number = item.0),
                (label, _) => msg!("paper-item", number = item.0, label = label),
            };
            let heading = self.say(&heading);
            let depth = if one.is_some() { Depth::Full } else { Depth::Brief };
            let steps = self.lane(lane, &format!("{path}[{}].", item.0), depth, true);
            let sort = GroupSort::Item { number: item.0, label };
            groups.push(Group { heading, hints: gone(item.0).into_iter().collect(), copy: None, sort, table: None, steps });
        }
        groups
    }

    fn is_mine(&self, spot: usize) -> bool {
        self.options.role.as_deref().is_none_or(|role| role_of(self.outline, spot) == Some(role))
    }

    /// The steps of all items as on a blank page.
    fn instructions(&self, lane: usize, path: &str, depth: Depth, wanted: bool) -> Vec<Step> {
        let mut steps = self.lane(lane, &format!("{path}."), depth, wanted);
        steps.iter_mut().for_each(forget);
        steps
    }
}

/// Instructions for all items stand nowhere themselves.
fn forget(step: &mut Step) {
    step.state = None;
    step.standing = None;
    step.signs = false;
    step.inside.iter_mut().flat_map(|group| &mut group.steps).for_each(forget);
}

/// Who does a step: it says so, or what holds it does, or the procedure.
pub fn role_of<'p>(outline: &Outline<'p>, spot: usize) -> Option<&'p str> {
    let mut at = spot;
    loop {
        if let Some(role) = &outline.spots[at].step.role {
            return Some(&role.name);
        }
        let lane = &outline.lanes[outline.spots[at].lane];
        match lane.holder {
            Some(holder) if !matches!(outline.spots[holder].step.verb, Verb::Call(_)) => at = holder,
            Some(holder) => match &lane.procedure.role {
                Some(role) => return Some(&role.name),
                None => at = holder,
            },
            None => return lane.procedure.role.as_ref().map(|role| role.name.as_ref()),
        }
    }
}

/// The letter of a role, by its place.
pub fn mark(place: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    match place / 26 {
        0 => letter(place).to_string(),
        more => format!("{}{}", letter(more - 1), letter(place)),
    }
}
