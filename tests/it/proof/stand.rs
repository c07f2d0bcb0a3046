//! How a run stands, read from the language alone: what is done, what can be read where.

use pasapas::check::Checked;
use pasapas::engine::event::Cause;
use pasapas::engine::path::Seg;
use pasapas::engine::run::{Inner, ScopeState, StepState};
use pasapas::engine::{Path, Run, Status};
use pasapas::model::{Exit, Name, Outcome, Scope, Step, Verb};

pub struct Stand<'a> {
    checked: &'a Checked,
    run: &'a Run,
}

/// A scope of a run beside its definition.
#[derive(Clone)]
struct Level<'a> {
    checked: &'a Checked,
    scope: &'a Scope,
    /// Where it is; for an item with its number.
    path: Path,
    /// The step that holds it, unless it is the outermost of its procedure.
    holder: Option<&'a Step>,
}

/// Done, with its answers: neither passed nor late.
pub fn is_done(run: &Run, step: &Path) -> bool {
    run.step(step).is_some_and(|state| state.status == Status::Done && !state.late)
}

/// A step as it is written: without items.
pub fn written(path: &Path) -> String {
    path.0.iter().map(|seg| seg.step.as_ref()).collect::<Vec<_>>().join(".")
}

impl<'a> Stand<'a> {
    pub fn of(checked: &'a Checked, run: &'a Run) -> Stand<'a> {
        Stand { checked, run }
    }

    /// Every step that something happened to.
    pub fn steps(&self, visit: &mut dyn FnMut(&Path, &'a Step, &'a StepState)) {
        self.scopes(&mut |level, state| {
            for (name, step) in &level.scope.steps {
                if let Some(state) = state.get(name) {
                    visit(&level.path.step(name), step, state);
                }
            }
        });
    }

    /// Every scope that has begun.
    fn scopes(&self, visit: &mut dyn FnMut(&Level<'a>, &'a ScopeState)) {
        let root = Level { checked: self.checked, scope: &self.checked.procedure.scope, path: Path::root(), holder: None };
        self.inside(&root, &self.run.root, visit);
    }

    fn inside(&self, level: &Level<'a>, state: &'a ScopeState, visit: &mut dyn FnMut(&Level<'a>, &'a ScopeState)) {
        visit(level, state);
        for (name, step) in &level.scope.steps {
            let inner: Vec<(Option<u32>, &'a ScopeState)> = match state.get(name).map(|state| &state.inner) {
                None | Some(Inner::None) => continue,
                Some(Inner::Scope(inner)) => vec![(None, inner.as_ref())],
                Some(Inner::Each(each)) => each.scopes.iter().map(|(number, item)| (Some(*number), &item.scope)).collect(),
            };
            for (item, inner) in inner {
                self.inside(&enter(level, name, step, item), inner, visit);
            }
        }
    }

    /// The scopes around a step, the innermost first, as far as its procedure goes.
    fn around(&self, path: &Path) -> Vec<Level<'a>> {
        let mut levels = vec![Level { checked: self.checked, scope: &self.checked.procedure.scope, path: Path::root(), holder: None }];
        for seg in &path.0[..path.0.len() - 1] {
            let here = &levels[levels.len() - 1];
            let (name, step) = here.scope.steps.get_key_value(&seg.step).unwrap();
            let inner = enter(here, name, step, seg.item);
            if inner.holder.is_none() {
                levels.clear();
            }
            levels.push(inner);
        }
        levels.reverse();
        levels
    }

    /// The step that sets a name, in a scope or the sections in it.
    fn setter(&self, level: &Level<'a>, name: &str) -> Option<(Path, &'a Step)> {
        for (own, step) in &level.scope.steps {
            let sets = own.as_ref() == name && (matches!(step.exit, Exit::Choose(_)) || matches!(step.verb, Verb::Each(_) | Verb::Call(_)));
            if sets || step.ask.contains_key(name) {
                return Some((level.path.step(own), step));
            }
            if matches!(step.verb, Verb::Section(_))
                && let Some(found) = self.setter(&enter(level, own, step, None), name)
            {
                return Some(found);
            }
        }
        None
    }

    /// Whether a name can be read at a step.
    pub fn can_read(&self, at: &Path, name: &str) -> bool {
        self.value(at, name).is_some()
    }

    /// What a name is at a step, as far as anyone asks; `None` where it cannot be read.
    pub fn value(&self, at: &Path, name: &str) -> Option<String> {
        let (root, part) = name.split_once('.').unwrap_or((name, ""));
        for level in self.around(at) {
            if let Some((path, step)) = self.setter(&level, root) {
                return self.set(&level, &path, step, root, part);
            }
            if let Some(Verb::Each(each)) = level.holder.map(|step| &step.verb)
                && each.item.as_deref() == Some(root)
            {
                let number = level.path.0.last()?.item?;
                let item = self.run.inputs.get(each.list.source.trim())?.value().get(number as usize - 1)?;
                return item.get(part).map(ToString::to_string);
            }
        }
        self.run.inputs.get(root).map(|datum| datum.value().to_string())
    }

    fn set(&self, level: &Level<'a>, path: &Path, step: &'a Step, root: &str, part: &str) -> Option<String> {
        let state = self.run.step(path)?;
        let choice = || state.choice.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        match &step.verb {
            _ if step.ask.contains_key(root) => {
                let answer = state.answers.get(root).filter(|_| is_done(self.run, path))?;
                Some(answer.value().to_string())
            }
            Verb::Each(_) => (state.status == Status::Done).then(String::new),
            Verb::Call(call) if state.status == Status::Done => {
                let (name, step) = level_of(level, path)?;
                let inside = enter(&name, &step.name, step, None);
                if part == "outcome" {
                    let Inner::Scope(scope) = &state.inner else { return None };
                    return Some(outcome(scope).word().to_owned());
                }
                let asked = call.returns.get(part)?;
                let (path, step) = self.setter(&inside, &asked.name)?;
                self.set(&inside, &path, step, &asked.name, "")
            }
            Verb::Call(_) => None,
            _ => (matches!(state.status, Status::Done | Status::Passed) && !state.late && !state.choice.is_empty()).then(choice),
        }
    }

    /// Whether a step is the one that a rule names, its answer left aside.
    pub fn is(&self, path: &Path, named: &[String]) -> bool {
        path.0.len() == named.len() && path.0.iter().zip(named).all(|(seg, name)| seg.step.as_ref() == name.as_str())
    }

    /// Whether a step is the one that a rule names, and done.
    pub fn is_answered(&self, path: &Path, named: &[String]) -> bool {
        self.is(path, named) && is_done(self.run, path)
    }

    /// All that a rule names beside a step: of what both stand in the same item.
    pub fn beside(&self, named: &[String], step: &Path) -> Vec<Path> {
        let mut found = vec![Path::root()];
        for (depth, name) in named.iter().enumerate() {
            let same = step.0.get(depth).filter(|seg| seg.step.as_ref() == name && step.0.len() > depth + 1);
            let mut next = Vec::new();
            for path in found {
                let path = path.step(&Name::from(name.as_str()));
                match self.run.step(&path).map(|state| &state.inner) {
                    Some(Inner::Each(each)) if depth + 1 < named.len() => {
                        let items = each.scopes.keys().filter(|n| same.is_none_or(|seg| is_in(&path, step) && seg.item == Some(**n)));
                        next.extend(items.map(|n| path.item(*n)));
                    }
                    // An `each` over an empty list has begun nothing.
                    _ if depth + 1 < named.len() && self.is_each(&path) => {}
                    _ => next.push(path),
                }
            }
            found = next;
        }
        found
    }

    fn is_each(&self, path: &Path) -> bool {
        let levels = self.around(path);
        matches!(levels[0].scope.steps.get(path.name()).map(|step| &step.verb), Some(Verb::Each(_)))
    }

    /// Whether what a rule names is done, beside a step: of an `each`, for all of its items.
    pub fn done_for(&self, named: &[String], step: &Path) -> bool {
        let opened = |depth: usize| {
            self.beside(&named[..depth], step).iter().all(|path| self.run.step(path).is_some_and(|s| matches!(s.status, Status::Open | Status::Done)))
        };
        let begun = |depth: usize| self.beside(&named[..depth], step).iter().all(|path| is_in(path, step) || !self.has_items_ahead(path));
        (1..named.len()).all(|depth| opened(depth) && begun(depth)) && self.beside(named, step).iter().all(|path| is_done(self.run, path))
    }

    /// Whether a list, one item after the other, has items that have not begun: whatever stops it, they never do.
    fn has_items_ahead(&self, path: &Path) -> bool {
        let Some(Inner::Each(each)) = self.run.step(path).map(|state| &state.inner) else { return false };
        let items = self.run.inputs.get("l").and_then(|list| list.value().as_array().map(Vec::len)).unwrap_or_default();
        each.scopes.values().map(|item| item.items.len()).sum::<usize>() < items
    }

    /// Whether what a rule names was left out by a step that may come at any time.
    pub fn an_alarm_came(&self, named: &[String]) -> bool {
        let mut came = false;
        self.scopes(&mut |level, state| {
            let around = level.path.0.iter().zip(named).all(|(seg, name)| seg.step.as_ref() == name.as_str()) && level.path.0.len() < named.len();
            if let Some(Cause::Stop(by)) = state.cut.as_ref().filter(|_| around) {
                let levels = self.around(by);
                came |= levels[0].scope.steps.get(by.name()).is_some_and(|step| step.standby);
            }
        });
        came
    }

    /// Whether some scope was finished without an end, and nothing stopped it.
    pub fn missed_an_end(&self) -> bool {
        let mut missed = false;
        self.scopes(&mut |level, state| {
            let cut = self.run.cut(&level.path.0).is_some();
            let settled = level.scope.steps.keys().all(|name| self.run.status(&level.path.step(name)).is_settled());
            let ended = level.scope.steps.keys().any(|name| state.get(name).is_some_and(|state| state.end.is_some()));
            // Of a called procedure its own check speaks.
            let own = std::ptr::eq(level.checked, self.checked);
            missed |= own && !cut && settled && !ended;
        });
        missed
    }
}

fn is_in(holder: &Path, step: &Path) -> bool {
    let (last, before) = holder.0.split_last().unwrap();
    step.0.starts_with(before) && step.0.get(before.len()).is_some_and(|seg: &Seg| seg.step == last.step)
}

/// The scope that a step stands in, on the way through sections.
fn level_of<'a>(level: &Level<'a>, path: &Path) -> Option<(Level<'a>, &'a Step)> {
    let mut here = level.clone();
    for seg in &path.0[level.path.0.len()..path.0.len() - 1] {
        let (name, step) = here.scope.steps.get_key_value(&seg.step)?;
        here = enter(&here, name, step, seg.item);
    }
    let step = here.scope.steps.get(path.name())?;
    Some((here, step))
}

fn enter<'a>(level: &Level<'a>, name: &Name, step: &'a Step, item: Option<u32>) -> Level<'a> {
    let path = level.path.step(name);
    let path = item.map_or_else(|| path.clone(), |number| path.item(number));
    match &step.verb {
        Verb::Call(call) => {
            let checked = level.checked.calls[&call.procedure.name].as_ref();
            Level { checked, scope: &checked.procedure.scope, path, holder: None }
        }
        _ => Level { checked: level.checked, scope: step.inner().unwrap(), path, holder: Some(step) },
    }
}

/// How a finished scope ended: failure before success before neither.
fn outcome(scope: &ScopeState) -> Outcome {
    let ended = |with: Outcome| scope.steps.values().any(|state| state.end == Some(with));
    [Outcome::Failure, Outcome::Success].into_iter().find(|with| ended(*with)).unwrap_or(Outcome::Neutral)
}
