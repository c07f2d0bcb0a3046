//! Lists in words: which lines, and which of them.

use super::condition::Wording;
use super::expression::Expr;
use super::names::{Items, Thing};
use super::value::Style;
use crate::model::Outcome;
use crate::msg;
use crate::words::Words;

/// What is chosen of a list.
pub(super) struct Selection<'p> {
    /// The list by its title, between quotes.
    pub list: String,
    /// Its items.
    items: Items<'p>,
    /// What each of them fulfils, in words.
    chosen: Vec<String>,
    /// Only the items that ended so at that step.
    pub ended: Option<(usize, Option<Outcome>)>,
    /// The items of one group, with `chunk`.
    pub is_group: bool,
}

impl Selection<'_> {
    /// What all items fulfil; `None` where nothing is said of them.
    pub fn conditions(&self, words: &Words) -> Option<String> {
        self.chosen.iter().cloned().reduce(|a, b| words.say(&msg!("paper-and", a = a, b = b)))
    }
}

impl<'p> Wording<'_, 'p> {
    /// What an expression chooses of which list; `None` where it is no list that has words.
    pub(super) fn selection(&self, expr: &Expr) -> Option<Selection<'p>> {
        match expr {
            Expr::Name(path) => {
                let thing = self.sight.resolve(path)?;
                if let Thing::Computed(expr) = thing {
                    return self.deeper()?.selection(&Expr::read(&expr.source)?);
                }
                let items = self.sight.items(expr)?;
                let list = match (thing, items.list) {
                    (Thing::Field(field, spot), _) => self.question(field, spot),
                    (Thing::Group(_), _) => self.words.say(&msg!("paper-this-group")),
                    (_, Some(list)) => self.words.quote(list.title.trim()),
                    (_, None) => self.of_name(path, Style::Quoted)?,
                };
                let ended = if let Thing::Ended(spot, outcome) = thing { Some((spot, outcome)) } else { None };
                Some(Selection { list, items, chosen: Vec::new(), ended, is_group: matches!(thing, Thing::Group(_)) })
            }
            Expr::Filter(of, name, args) => match name.as_str() {
                "list" | "sort" | "unique" | "reverse" => self.selection(of),
                "selectattr" | "rejectattr" => {
                    let mut selection = self.selection(of)?;
                    let condition = self.chosen(selection.items, args, name == "selectattr")?;
                    selection.chosen.push(condition);
                    Some(selection)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// What `selectattr` asks of an item.
    fn chosen(&self, items: Items<'p>, args: &[Expr], yes: bool) -> Option<String> {
        let (Expr::Text(name), rest) = args.split_first()? else { return None };
        let mut inside = self.deeper()?;
        inside.sight.bound.push(("item".into(), Some(items)));
        let item = Expr::Name(std::iter::once("item").chain(name.split('.')).map(str::to_owned).collect());
        match rest {
            [] => inside.say(&item, yes),
            [Expr::Text(test), args @ ..] => inside.say(&Expr::Test(item.into(), test.clone(), args.to_vec()), yes),
            _ => None,
        }
    }

    /// A part of the items of a list.
    pub(super) fn of_item(&self, items: Items<'p>, part: &str, style: Style) -> Option<String> {
        let mut inside = self.deeper()?;
        inside.sight.bound.push(("item".into(), Some(items)));
        let path: Vec<String> = std::iter::once("item").chain(part.split('.')).map(str::to_owned).collect();
        inside.sight.resolve(&path)?;
        inside.of_name(&path, style)
    }

    /// `ligne de la liste « … » où …`: what is gone through, for so many at once.
    pub(super) fn lines(&self, expr: &Expr, n: u32) -> String {
        if let Some(chosen) = self.selection(expr) {
            let lines = match chosen.ended {
                Some((spot, outcome)) => {
                    msg!("paper-lines-ended", n = n, ended = outcome.map_or("dropped", Outcome::word), step = self.number(spot))
                }
                None if chosen.is_group => msg!("paper-lines-group", n = n),
                None => msg!("paper-lines-of", n = n, list = chosen.list.as_str()),
            };
            let lines = self.words.say(&lines);
            return match chosen.conditions(self.words) {
                Some(condition) => self.words.say(&msg!("paper-where", what = lines, condition = condition)),
                None => lines,
            };
        }
        let what = self.value(expr, Style::Quoted);
        match (expr, what) {
            (Expr::List(_), Some(values)) => self.words.say(&msg!("paper-lines-among", n = n, values = values)),
            (_, Some(what)) => self.words.say(&msg!("paper-lines-of", n = n, list = what)),
            (_, None) => self.words.say(&msg!("paper-lines-any", n = n)),
        }
    }

    /// The same for an expression as it is written.
    pub fn lines_of(&self, source: &str, n: u32) -> String {
        match Expr::read(source) {
            Some(expr) if self.selection(&expr).is_some() || self.value(&expr, Style::Quoted).is_some() => self.lines(&expr, n),
            _ => self.words.say(&msg!("paper-lines-of", n = n, list = self.substituted(source))),
        }
    }
}
