//! How much one evaluation may take in and give out: minijinja's fuel counts instructions, but one filter can go through a whole list, and
//! `map` calls another for each of its items.

use super::{Failure, Value};
use crate::msg;
use minijinja::value::{Rest, ValueKind, ValueOrKwargs};
use minijinja::{Environment, Error, ErrorKind, State};
use std::cell::Cell;

/// How many bytes of texts and items of lists the filters of one evaluation may take in and give out.
const MAX_WORK: usize = 4 << 20;
/// The largest value of an expression, in bytes of texts and items of lists.
const MAX_VALUE: usize = 2 << 20;
/// The longest text that an expression gives, in bytes.
const MAX_TEXT: usize = 100_000;

thread_local! {
    /// What is left of the work of the evaluation under way. Evaluations are not nested: their variables are there before they begin.
    static LEFT: Cell<usize> = const { Cell::new(MAX_WORK) };
}

/// A new evaluation begins.
pub(super) fn begin() {
    LEFT.set(MAX_WORK);
}

/// Puts a filter under its name behind one that measures what it is given and gives.
pub(super) fn measured(env: &mut Environment<'static>, name: &'static str) {
    let behind = behind(name);
    env.add_filter(name, move |state: &mut State, args: Rest<ValueOrKwargs>| -> Result<Value, Error> {
        let args = args.into_values();
        args.iter().try_for_each(charge)?;
        let value = state.apply_filter(&behind, &args)?;
        charge(&value)?;
        Ok(value)
    });
}

/// The name under which the filter itself is kept: one that no template can write.
pub(super) fn behind(name: &str) -> String {
    format!("| {name}")
}

fn charge(value: &Value) -> Result<(), Error> {
    let left = LEFT.get();
    let weight = match value.kind() {
        ValueKind::String | ValueKind::Bytes => value.as_str().map_or(1, str::len),
        // Two lists added know their length only item by item.
        ValueKind::Seq | ValueKind::Iterable | ValueKind::Map => {
            value.len().unwrap_or_else(|| value.try_iter().map_or(0, |items| items.take(left + 1).count()))
        }
        _ => 1,
    };
    match left.checked_sub(weight) {
        Some(left) => {
            LEFT.set(left);
            Ok(())
        }
        None => Err(Error::from(ErrorKind::OutOfFuel)),
    }
}

/// Refuses a value so large that keeping it or reckoning on with it would cost much.
pub(super) fn bounded(value: Value) -> Result<Value, Failure> {
    let too_large = value.as_str().is_some_and(|text| text.len() > MAX_TEXT) || weigh(&value, MAX_VALUE).is_none();
    if too_large { Err(Failure { undefined: false, message: msg!("template-costly") }) } else { Ok(value) }
}

/// What is left of a bound after a value with all that is in it.
fn weigh(value: &Value, left: usize) -> Option<usize> {
    let left = left.checked_sub(1 + value.as_str().map_or(0, str::len))?;
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => value.try_iter().ok()?.try_fold(left, |left, item| weigh(&item, left)),
        ValueKind::Map => value.try_iter().ok()?.try_fold(left, |left, key| weigh(&value.get_item(&key).ok()?, left)),
        _ => Some(left),
    }
}
