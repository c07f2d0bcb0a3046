//! The exits of a random step.

use super::scope::Ctx;
use super::{Var, Writer};
use serde_json::{Map, Value, json};

/// One way in which a step can be left: what has to be decided for it, and the later steps that it chooses.
#[derive(Clone, Debug)]
pub struct Arm {
    pub decisions: Vec<(usize, usize)>,
    pub to: Vec<usize>,
}

#[derive(Default)]
pub struct Exit {
    /// `next`, `route`, `choose` (with `many`), `end`.
    pub keys: Map<String, Value>,
    pub arms: Vec<Arm>,
    /// However it is left, the same steps follow.
    pub uniform: bool,
    pub stops: bool,
}

/// What this step's exit may be.
pub struct May {
    /// A person answers here.
    pub choose: bool,
    /// It may stop, go back and end in failure: nobody but a person settles it.
    pub free: bool,
    /// What a hidden option may read: nothing that is asked beside it, so that the options are known before.
    pub before: Vec<Var>,
    /// Where it may go back to.
    pub backs: Vec<String>,
}

impl Writer {
    /// An exit that leads to all of `want`.
    pub(super) fn exit(&mut self, want: &[usize], steps: &[String], avail: &[Var], may: &May, ctx: &Ctx) -> Exit {
        let mut exit = Exit::default();
        if may.choose && self.rng.chance(if want.is_empty() { 35 } else { 55 }) {
            self.choose(&mut exit, want, steps, avail, may, ctx);
        } else if self.rng.chance(22) {
            let arms = self.share(want, 2);
            let route = self.route(&mut exit, &arms, 0, &[], steps, avail, ctx);
            exit.keys.insert("route".into(), route);
        } else if want.is_empty() {
            let stop = self.rng.chance(10);
            exit.keys = self.end(may.free, stop, ctx, &mut exit.stops);
            if ctx.calls > 0 && exit.keys["end"] == "failure" && self.rng.chance(80) {
                exit.keys.insert("end".into(), "success".into()); // a call that fails for sure is of no use
            }
            self.must_fail |= exit.keys["end"] == "failure";
            exit.uniform = true;
        } else {
            let next = self.next(&mut exit, want, &[], steps, Some((avail, ctx)));
            exit.keys.insert("next".into(), next);
            exit.uniform = exit.arms.iter().all(|arm| arm.decisions.is_empty());
        }
        exit
    }

    /// Gives each of these targets to one of `parts` arms.
    fn share(&mut self, want: &[usize], parts: usize) -> Vec<Vec<usize>> {
        let mut arms = vec![Vec::new(); parts];
        for target in want {
            arms[self.rng.below(parts as u64) as usize].push(*target);
        }
        for arm in &mut arms {
            if arm.is_empty() && !want.is_empty() && self.rng.chance(60) {
                arm.push(self.rng.pick(want));
            }
        }
        arms
    }

    fn next(&mut self, exit: &mut Exit, to: &[usize], decided: &[(usize, usize)], steps: &[String], conditional: Option<(&[Var], &Ctx)>) -> Value {
        let mut always = vec![to[0]];
        let mut list = vec![json!(steps[to[0]])];
        for target in &to[1..] {
            match conditional.filter(|_| self.rng.chance(35)) {
                Some((avail, ctx)) => {
                    list.push(json!({"to": steps[*target], "if": self.condition(avail, ctx)}));
                    let decisions = vec![(1000 + target, 1)];
                    exit.arms.push(Arm { decisions, to: vec![*target] });
                }
                None => {
                    list.push(json!(steps[*target]));
                    always.push(*target);
                }
            }
        }
        exit.arms.push(Arm { decisions: decided.to_vec(), to: always });
        if list.len() == 1 { list.remove(0) } else { json!(list) }
    }

    #[allow(clippy::too_many_arguments)]
    fn route(
        &mut self,
        exit: &mut Exit,
        arms: &[Vec<usize>],
        slot: usize,
        decided: &[(usize, usize)],
        steps: &[String],
        avail: &[Var],
        ctx: &Ctx,
    ) -> Value {
        let mut list = Vec::new();
        for (number, to) in arms.iter().enumerate() {
            let mut arm = Map::new();
            if number + 1 < arms.len() {
                arm.insert("when".into(), self.condition(avail, ctx).into());
            }
            let decisions: Vec<(usize, usize)> = decided.iter().copied().chain([(slot, number)]).collect();
            self.leave(exit, &mut arm, to, &decisions, steps);
            list.push(Value::Object(arm));
        }
        json!(list)
    }

    /// `next`, or where nothing is left to lead to, a harmless `end`.
    fn leave(&mut self, exit: &mut Exit, arm: &mut Map<String, Value>, to: &[usize], decisions: &[(usize, usize)], steps: &[String]) {
        if to.is_empty() {
            arm.insert("end".into(), self.rng.pick(&["success", "success", "neutral"]).into());
        } else {
            arm.insert("next".into(), self.next(exit, to, decisions, steps, None));
        }
    }

    fn choose(&mut self, exit: &mut Exit, want: &[usize], steps: &[String], avail: &[Var], may: &May, ctx: &Ctx) {
        let mut options: Vec<Map<String, Value>> = Vec::new();
        let many = self.rng.chance(20) && !want.is_empty();
        exit.uniform = want.is_empty() || self.rng.chance(30);
        let parts = if want.len() > 2 { 3 } else { 2 };
        let arms = if exit.uniform { vec![want.to_vec(); parts] } else { self.share(want, parts) };
        for (number, to) in arms.iter().enumerate() {
            let mut option = Map::new();
            let decided = if many { (10 + number, 1) } else { (0, number) };
            if number > 0 && self.rng.chance(20) {
                option.insert("if".into(), self.condition(&may.before, ctx).into());
            }
            if to.len() == 2 && !exit.uniform && self.rng.chance(40) {
                let arms = [vec![to[0]], vec![to[1]]];
                let route = self.route(exit, &arms, 100 + number, &[decided], steps, avail, ctx);
                option.insert("route".into(), route);
            } else {
                self.leave(exit, &mut option, to, &[decided], steps);
            }
            options.push(option);
        }
        if may.free && !many {
            if !may.backs.is_empty() && self.rng.chance(35) {
                let mut option = Map::from_iter([("back".to_string(), json!(self.rng.pick(&may.backs)))]);
                if self.rng.chance(20) {
                    option.insert("if".into(), self.condition(&may.before, ctx).into());
                }
                options.push(option);
            }
            if self.rng.chance(30) {
                let stop = self.rng.chance(45);
                let mut option = self.end(true, stop, ctx, &mut exit.stops);
                if option["end"] == "neutral" && option.get("stop").is_none() {
                    option.insert("end".into(), "failure".into());
                }
                self.may_fail |= option["end"] == "failure" && ctx.depth == 0;
                exit.uniform = false;
                options.push(option);
            }
        }
        let mut all = Map::new();
        for (number, mut option) in options.into_iter().enumerate() {
            let key = ["oui", "non", "autre", "encore", "fini"][number];
            let mut titled = Map::from_iter([("title".to_string(), json!(format!("Réponse {key}")))]);
            if !may.free && number == 0 {
                titled.insert("default".into(), true.into());
            }
            titled.append(&mut option);
            all.insert(key.into(), Value::Object(titled));
        }
        exit.keys.insert("choose".into(), Value::Object(all));
        if many {
            exit.keys.insert("many".into(), true.into());
        }
    }

    /// `end`, perhaps with a failure or a stop.
    fn end(&mut self, free: bool, stop: bool, ctx: &Ctx, stops: &mut bool) -> Map<String, Value> {
        let mut end = Map::new();
        let outcome = self.rng.pick(&["success", "success", "neutral", "failure"]);
        let outcome = if free || outcome != "failure" { outcome } else { "success" };
        end.insert("end".into(), outcome.into());
        if free && stop && !self.without.stop {
            *stops = true;
            let stop = match self.rng.below(4) {
                0 if !ctx.holders.is_empty() => json!(self.rng.pick(&ctx.holders)),
                1 if ctx.depth > 0 => json!("run"),
                _ => json!(true),
            };
            if stop != true {
                // Whose outcome a stop further out decides, the text leaves open.
                end.insert("end".into(), "neutral".into());
            }
            end.insert("stop".into(), stop);
        }
        end
    }
}
