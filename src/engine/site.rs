//! A scope of a run beside its definition: where the engine stands while it reads and decides.

use super::path::{Path, Seg};
use super::run::Run;
use crate::check::Checked;
use crate::check::graph::{Inner, Plan};
use crate::model::{Name, Scope, Step, Verb};

/// A scope with all those around it, the outermost first.
#[derive(Clone)]
pub struct Site<'a> {
    /// Never empty.
    pub frames: Vec<Frame<'a>>,
}

/// One scope.
#[derive(Clone)]
pub struct Frame<'a> {
    /// The procedure that it is written in.
    pub checked: &'a Checked,
    /// Its steps.
    pub scope: &'a Scope,
    /// Its graph.
    pub plan: &'a Plan,
    /// Where it is in the run.
    pub path: Path,
    /// The step that holds it.
    pub holder: Option<&'a Step>,
    /// Whether it is the outermost scope of its procedure.
    pub outermost: bool,
}

impl<'a> Site<'a> {
    /// The outermost scope of a run.
    pub fn root(checked: &'a Checked) -> Site<'a> {
        let frame = Frame { checked, scope: &checked.procedure.scope, plan: &checked.plan, path: Path::root(), holder: None, outermost: true };
        Site { frames: vec![frame] }
    }

    /// The scope at a path; `None` where the procedure has none there.
    pub fn at(checked: &'a Checked, path: &[Seg]) -> Option<Site<'a>> {
        let mut site = Site::root(checked);
        for seg in path {
            site = site.enter(&seg.step, seg.item)?;
        }
        Some(site)
    }

    /// The scope inside a step of this one.
    pub fn enter(&self, step: &str, item: Option<u32>) -> Option<Site<'a>> {
        let here = self.frames.last()?;
        let (name, step) = here.scope.steps.get_key_value(step)?;
        let mut path = here.path.step(name);
        if let Some(item) = item {
            path = path.item(item);
        }
        let frame = match (here.plan.steps.get(name)?.inner.as_ref()?, &step.verb) {
            (Inner::Scope(plan), _) => {
                let scope = step.inner()?;
                Frame { checked: here.checked, scope, plan, path, holder: Some(step), outermost: false }
            }
            (Inner::Call(_), Verb::Call(call)) => {
                let checked = here.checked.calls.get(&call.procedure.name)?.as_ref();
                Frame { checked, scope: &checked.procedure.scope, plan: &checked.plan, path, holder: Some(step), outermost: true }
            }
            (Inner::Call(_), _) => return None,
        };
        let mut inside = self.clone();
        inside.frames.push(frame);
        Some(inside)
    }

    /// The innermost scope.
    pub fn here(&self) -> &Frame<'a> {
        &self.frames[self.frames.len() - 1]
    }

    /// The step at a path, with the scope that it stands in.
    pub fn of_step(checked: &'a Checked, path: &Path) -> Option<(Site<'a>, &'a Step)> {
        let (last, scope) = path.0.split_last()?;
        if last.item.is_some() {
            return None;
        }
        let site = Site::at(checked, scope)?;
        let step = site.here().scope.steps.get(&last.step)?;
        Some((site, step))
    }

    /// The outermost scope of the procedure that this one is written in.
    pub fn procedure(&self) -> Site<'a> {
        let from = self.frames.iter().rposition(|f| f.outermost).unwrap_or(0);
        Site { frames: self.frames[..=from].to_vec() }
    }

    /// The scopes of the same procedure, innermost first.
    pub fn same_procedure(&self) -> impl Iterator<Item = &Frame<'a>> {
        let from = self.frames.iter().rposition(|f| f.outermost).unwrap_or(0);
        self.frames[from..].iter().rev()
    }

    /// The call that this procedure runs in.
    pub fn caller(&self) -> Option<Site<'a>> {
        let from = self.frames.iter().rposition(|f| f.outermost)?;
        (from > 0).then(|| Site { frames: self.frames[..from].to_vec() })
    }

    /// All scopes of a run that exist, this one and those inside it, the outer before the inner.
    pub fn visit(&self, run: &Run, visit: &mut dyn FnMut(&Site<'a>)) {
        visit(self);
        let here = self.here();
        let Some(state) = run.scope(&here.path.0) else { return };
        for name in here.scope.steps.keys() {
            let Some(step) = state.get(name) else { continue };
            let items: Vec<Option<u32>> = match &step.inner {
                super::run::Inner::None => Vec::new(),
                super::run::Inner::Scope(_) => vec![None],
                super::run::Inner::Each(each) => each.scopes.keys().map(|n| Some(*n)).collect(),
            };
            for item in items {
                if let Some(inside) = self.enter(name, item) {
                    inside.visit(run, visit);
                }
            }
        }
    }
}

/// The role that does a step: its own, else that of the nearest step around it that has one, else the procedure's.
pub fn role<'a>(site: &Site<'a>, step: &'a Step) -> Option<&'a Name> {
    let own = step.role.as_ref();
    let around = || site.same_procedure().filter(|f| !f.outermost).find_map(|f| f.holder?.role.as_ref());
    own.or_else(around).or(site.here().checked.procedure.role.as_ref()).map(|r| &r.name)
}
