//! What is certainly known where it is read.

use super::Proof;
use super::diagram::{ALWAYS, Condition, NEVER};
use super::domain::{Answer, Asker};
use super::world::{At, Meaning, Stands, World};
use crate::check::graph::What;
use crate::finding::{Finding, Goal, Place, Sight, codes};
use crate::model::field::Field;
use crate::model::{Expr, Name, Step, Verb};
use crate::msg;
use crate::template::{self, Use};

/// One use of a variable in a text or expression of a step.
pub struct Read<'p> {
    /// The step.
    pub step: &'p Step,
    /// When it is read, at one of these moments or the other.
    pub phases: &'static [Phase],
    /// It is read only where this holds.
    pub only: Option<&'p Expr>,
    /// The variable.
    pub used: Use,
    /// Where it is written.
    pub place: Place,
}

/// When something of a step is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// When it would open.
    Opening,
    /// While it is open: its own answers are not there yet.
    Open,
    /// When it is settled: its own answers are there.
    Settling,
    /// When it is passed: there are none.
    Passing,
    /// When it is settled as late.
    Late,
}

/// How deep computed values may refer to each other.
const DEPTH: usize = 16;

impl<'p> World<'p> {
    /// When a name is defined at a step, as `is defined` asks: whether the steps that set it did, of those that are settled by then.
    pub fn defined(&mut self, root: &str, parts: &[&str], at: At) -> Condition {
        let (root, parts) = if root == "titles" && !parts.is_empty() { (parts[0], &parts[1..]) } else { (root, parts) };
        let (meaning, setters) = self.meaning(root, at);
        match meaning {
            Meaning::Input(field) => self.given(field, at, Answer::new(Asker::Start, std::iter::once(root).chain(parts.iter().copied()))),
            Meaning::Set(what) => {
                let mut any = NEVER;
                for setter in setters {
                    let sets = self.sets(setter, what, root, parts);
                    any = self.diagram.or(any, sets);
                }
                any
            }
            Meaning::Item(holder, each) => {
                let field = self.list_item(each, holder, parts.first().copied().unwrap_or_default());
                field.map_or(ALWAYS, |field| self.given(field, at, Answer::new(Asker::Items(holder), parts.iter().copied())))
            }
            Meaning::Other if root == "settings" => match parts.first().and_then(|name| self.procedure.settings.get(*name)) {
                Some(field) => self.given(field, at, Answer::new(Asker::Settings, parts.iter().copied())),
                None => ALWAYS,
            },
            Meaning::Computed(_) | Meaning::Other => ALWAYS,
        }
    }

    fn list_item(&self, each: &'p crate::model::Each, holder: At, name: &str) -> Option<&'p Field> {
        let list = each.list.source.trim();
        match self.meaning(list, holder) {
            (Meaning::Input(field), _) => field.kind.fields()?.get(name),
            (Meaning::Set(What::Field), setters) => self.sites[*setters.first()?].step.ask.get(list)?.kind.fields()?.get(name),
            _ => None,
        }
    }

    /// A field that is asked is answered: always, unless it may stay empty or is asked only sometimes.
    fn given(&mut self, field: &'p Field, at: At, answer: Answer) -> Condition {
        let mut given = ALWAYS;
        if field.optional && field.default.is_none() {
            given = self.free(&format!("{answer:?} given"), Stands::Given(field.title.clone(), answer));
        }
        if let Some(when) = &field.when {
            let asked = self.condition(when, at);
            given = self.diagram.and(given, asked);
        }
        given
    }

    /// When a step sets a name, once it is settled.
    pub(super) fn sets(&mut self, setter: At, what: What, root: &str, parts: &[&str]) -> Condition {
        match what {
            What::Field => {
                let done = self.done(setter);
                let given = self.sets_own(setter, what, root, parts);
                self.diagram.and(done, given)
            }
            What::Choice => {
                let done = self.done(setter);
                let default = self.sites[setter].step.choose().is_some_and(|c| c.options.values().any(|o| o.default));
                let passed = if default { self.passed(setter) } else { NEVER };
                self.diagram.or(done, passed)
            }
            What::Each => self.done(setter),
            What::Call => {
                let done = self.done(setter);
                let given = self.sets_own(setter, what, root, parts);
                self.diagram.and(done, given)
            }
        }
    }

    /// When a step that is done has set a name.
    fn sets_own(&mut self, setter: At, what: What, root: &str, parts: &[&str]) -> Condition {
        let step = self.sites[setter].step;
        match (what, &step.verb) {
            (What::Field, _) => match step.ask.get(root) {
                Some(field) => self.given(field, setter, Answer::new(Asker::Step(setter), [root])),
                None => ALWAYS,
            },
            (What::Call, Verb::Call(call)) => {
                let Some(field) = parts.first().and_then(|part| call.returns.get(*part)) else { return ALWAYS };
                self.returned(setter, &field.name)
            }
            _ => ALWAYS,
        }
    }
}

impl<'p> Proof<'p, '_> {
    /// Every variable that is read is known by then, whatever was answered.
    pub(super) fn reads(&mut self, reads: &[Read<'p>]) {
        // What is a matter of moments is told first, and nothing else of it.
        let (tested, read): (Vec<&Read>, Vec<&Read>) = reads.iter().partition(|read| read.used.only_tested);
        for read in tested.into_iter().chain(read) {
            let Some(at) = self.world.number(read.step) else { continue };
            let before = self.found.list.len();
            for phase in read.phases {
                // What is told once of a place is enough.
                if self.found.list.len() == before {
                    self.read_at(read, at, *phase);
                }
            }
        }
    }

    fn read_at(&mut self, read: &Read<'p>, at: At, phase: Phase) {
        let site = &self.world.sites[at];
        let (chosen, open, late) = (site.chosen, site.open, site.late);
        let mut when = match phase {
            Phase::Opening => chosen,
            Phase::Open => open,
            Phase::Settling => self.world.done(at),
            Phase::Passing => self.world.passed(at),
            Phase::Late => late,
        };
        let stopped = self.world.stopped_before(&mut self.order, at);
        when = self.world.diagram.without(when, stopped);
        let standing = self.world.standing_at(&mut self.order, &[at]);
        when = self.world.diagram.and(when, standing);
        if let Some(only) = read.only {
            let holds = self.world.condition(only, at);
            when = self.world.diagram.and(when, holds);
        }
        self.read(&read.used, at, phase, when, &read.place, None, 0);
    }

    #[allow(clippy::too_many_arguments)] // One question: what is read, where, when, and on whose behalf.
    fn read(&mut self, used: &Use, at: At, phase: Phase, when: Condition, place: &Place, computed: Option<&str>, depth: usize) {
        let names: Option<Vec<&str>> =
            used.path.iter().map(|seg| if let template::Seg::Name(name) = seg { Some(name.as_str()) } else { None }).collect();
        // Of a list only the list itself is asked for: its items have what they have.
        let names = names.unwrap_or_else(|| vec![used.root()]);
        let (root, parts) = if names[0] == "titles" && names.len() > 1 { (names[1], &names[2..]) } else { (names[0], &names[1..]) };
        let mut when = when;
        for condition in &used.under {
            let holds = self.world.holds(condition, at);
            when = self.world.diagram.and(when, holds);
        }
        if when == NEVER {
            return;
        }
        let (meaning, setters) = self.world.meaning(root, at);
        let known = match meaning {
            Meaning::Computed(expr) if depth < DEPTH => {
                let parsed = template::parse_expression(&expr.source).unwrap_or_default();
                for inner in &parsed.uses {
                    let tested = Use { only_tested: inner.only_tested || used.only_tested, ..inner.clone() };
                    self.read(&tested, at, phase, when, place, Some(computed.unwrap_or(root)), depth + 1);
                }
                return;
            }
            Meaning::Set(what) => {
                let mut known = NEVER;
                for setter in setters {
                    let sets = self.settled_with(setter, what, root, parts, at, phase);
                    if used.only_tested {
                        let early = self.early(setter, at, when);
                        if early != NEVER {
                            self.raced.insert((at, root.to_owned()));
                            return self.say_race(early, setter, root, place);
                        }
                    }
                    known = self.world.diagram.or(known, sets);
                }
                known
            }
            Meaning::Input(_) | Meaning::Item(..) | Meaning::Other | Meaning::Computed(_) => self.world.defined(root, parts, at),
        };
        if !used.only_tested && !self.raced.contains(&(at, root.to_owned())) {
            let unknown = self.world.diagram.without(when, known);
            self.say_unknown(unknown, root, (at, phase), place, computed);
        }
    }

    /// A step has set a name before this one reads it.
    fn settled_with(&mut self, setter: At, what: What, root: &str, parts: &[&str], at: At, phase: Phase) -> Condition {
        let own_result = phase == Phase::Settling && matches!(what, What::Each | What::Call);
        if setter == at {
            let own = phase == Phase::Settling || (phase == Phase::Open && own_result);
            return if own { self.world.sets_own(setter, what, root, parts) } else { NEVER };
        }
        // What a section asks is there once it is settled itself: its own exit may read it.
        let within = self.world.outward(self.world.sites[setter].scope).any(|scope| self.world.scopes[scope].holder == Some(at));
        let before = if within && phase == Phase::Settling { ALWAYS } else { self.world.before(&mut self.order, setter, at) };
        let sets = self.world.sets(setter, what, root, parts);
        let survives = self.world.survives(&mut self.order, setter, at);
        self.world.diagram.all([before, sets, survives])
    }

    /// Where a step may be asked about before it is settled.
    fn early(&mut self, setter: At, at: At, when: Condition) -> Condition {
        if setter == at {
            return NEVER;
        }
        let open = self.world.sites[setter].open;
        let before = self.world.before(&mut self.order, setter, at);
        let late = self.world.diagram.without(open, before);
        self.world.diagram.and(when, late)
    }

    fn say_race(&mut self, when: Condition, setter: At, root: &str, place: &Place) {
        let message = msg!("variable-race", name = root, step = self.world.title(setter), when = self.told(when));
        let finding = Finding::new(codes::VARIABLE_RACE, place.clone(), message);
        let asked = self.world.sites[setter].step.at.as_key();
        self.found.push(
            finding.related(asked, msg!("variable-race.there")).help(msg!("variable-race.help", step = self.world.sites[setter].step.name.as_ref())),
        );
    }

    fn say_unknown(&mut self, unknown: Condition, root: &str, (at, phase): (At, Phase), place: &Place, computed: Option<&str>) {
        if unknown == NEVER {
            return;
        }
        let soft = self.soft();
        let certain = self.world.diagram.whatever(unknown, &soft);
        let (code, when) = if certain == NEVER { (codes::VARIABLE_DOUBT, unknown) } else { (codes::VARIABLE_UNSET, certain) };
        let when = self.world.without_detours(when);
        let message = match computed {
            Some(computed) => msg!("variable-unset-computed", name = root, computed = computed, when = self.told(when)),
            None => msg!("variable-unset", name = root, when = self.told(when)),
        };
        let (_, setters) = self.world.meaning(root, at);
        // Who is asked and leaves it empty lacks nothing else.
        let mut lacks = Vec::new();
        for setter in setters.iter().copied().filter(|setter| *setter != at) {
            let done = self.world.done(setter);
            let before = self.world.before(&mut self.order, setter, at);
            let done_before = self.world.diagram.and(done, before);
            if !self.in_example(when, done_before) {
                lacks.push(Sight::step(self.world.path(setter)));
            }
        }
        let example = self.example(when, Goal { opens: vec![Sight::step(self.world.path(at))], lacks, ..Goal::default() });
        let help = if phase == Phase::Passing { msg!("variable-unset-passed", name = root) } else { msg!("variable-unset.help", name = root) };
        let mut finding = Finding::new(code, place.clone(), message).help(help).example(example);
        if let Some(first) = setters.first() {
            let step = self.world.sites[*first].step;
            let asked = if step.ask.contains_key(root) { step.at.key("ask").key(root).as_key() } else { step.at.as_key() };
            finding = finding.related(asked, msg!("variable-unset.there"));
        }
        self.found.push(finding);
    }

    /// A field is asked by several steps only if no run does two of them.
    pub(super) fn asked_once(&mut self) {
        for scope in 0..self.world.scopes.len() {
            let plan = self.world.scopes[scope].plan;
            for (name, _) in plan.names.iter().filter(|(_, set)| set.what == What::Field && set.by.len() > 1) {
                let site = self.world.scopes[scope].steps.first().copied().unwrap_or_default();
                let (_, setters) = self.world.meaning(name, site);
                self.asked_by(name, &setters);
            }
        }
    }

    fn asked_by(&mut self, name: &Name, setters: &[At]) {
        let mut earlier = NEVER;
        for (index, later) in setters.iter().enumerate() {
            let done = self.world.done(*later);
            let standing = self.world.standing_at(&mut self.order, &[*later]);
            let done = self.world.diagram.and(done, standing);
            // Asked of all earlier ones at once; of each only where it is one of them.
            let any = self.world.diagram.and(earlier, done);
            earlier = self.world.diagram.or(earlier, done);
            for first in setters[..index].iter().filter(|_| any != NEVER) {
                let first_done = self.world.done(*first);
                let both = self.world.diagram.and(first_done, done);
                if both == NEVER {
                    continue;
                }
                let place = |at: At| self.world.sites[at].step.at.key("ask").key(name).as_key();
                let message = msg!("field-twice", name = name.as_ref(), when = self.told(both));
                let finding = Finding::new(codes::FIELD_TWICE, place(*later), message);
                let finding = finding.related(place(*first), msg!("name-twice.first")).help(msg!("field-twice.help"));
                // Sections ask for what is read behind them: the same pair stands in each scope around.
                if !self.found.list.iter().any(|known| known.code == finding.code && known.place == finding.place) {
                    self.found.push(finding);
                }
                return;
            }
        }
    }
}
