//! `x[from:to:step]`: a part of a text or list. What minijinja does with steps backwards panics where numbers are checked, so it is done here.

use super::typed;
use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

/// The part of a text or list; from, to and step may be left out, and count from the end where they are below zero.
pub(super) fn slice(of: &Value, from: &Value, to: &Value, step: &Value) -> Result<Value, Error> {
    if [of, from, to, step].iter().any(|value| value.is_undefined()) {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    let [from, to, step] = [whole(from)?, whole(to)?, whole(step)?];
    match of.kind() {
        ValueKind::String => {
            let plain = typed::plain(of);
            let letters: Vec<char> = plain.as_str().unwrap_or_default().chars().collect();
            Ok(Value::from(part(&letters, from, to, step)?.into_iter().collect::<String>()))
        }
        ValueKind::Seq | ValueKind::Iterable => Ok(Value::from(part(&of.try_iter()?.collect::<Vec<_>>(), from, to, step)?)),
        _ => Err(Error::from(ErrorKind::InvalidOperation)),
    }
}

fn whole(value: &Value) -> Result<Option<i64>, Error> {
    if value.is_none() { Ok(None) } else { i64::try_from(value.clone()).map(Some) }
}

fn part<T: Clone>(of: &[T], from: Option<i64>, to: Option<i64>, step: Option<i64>) -> Result<Vec<T>, Error> {
    let length = i64::try_from(of.len()).unwrap_or(i64::MAX);
    let step = step.unwrap_or(1);
    // Forwards one goes from 0 to behind the last, backwards from the last to before the first.
    let (first, last) = match step {
        0 => return Err(Error::from(ErrorKind::InvalidOperation)),
        1.. => (0, length),
        _ => (-1, length - 1),
    };
    let bounded = |at: i64| if at < 0 { at.saturating_add(length) } else { at }.clamp(first, last.max(first));
    let from = from.map_or(if step > 0 { first } else { last }, bounded);
    let to = to.map_or(if step > 0 { last } else { first }, bounded);
    let all = std::iter::successors(Some(from), |at| at.checked_add(step)).take_while(|at| if step > 0 { *at < to } else { *at > to });
    Ok(all.filter_map(|at| usize::try_from(at).ok().and_then(|at| of.get(at)).cloned()).collect())
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn parts_are_those_that_python_gives() {
        let of = |from, to, step| part(&['a', 'b', 'c', 'd'], from, to, step).map(|part| part.into_iter().collect::<String>()).unwrap_or_default();
        for (from, to, step, is) in [
            (None, None, None, "abcd"),
            (Some(1), Some(3), None, "bc"),
            (Some(-2), None, None, "cd"),
            (None, Some(-1), None, "abc"),
            (Some(3), Some(1), None, ""),
            (None, None, Some(2), "ac"),
            (None, None, Some(-1), "dcba"),
            (Some(0), Some(1), Some(-4), ""),
            (Some(2), Some(0), Some(-1), "cb"),
            (Some(-1), Some(-3), Some(-1), "dc"),
            (Some(9), Some(-9), Some(-2), "db"),
            (Some(i64::MIN), Some(i64::MAX), Some(i64::MAX), "a"),
            (Some(i64::MAX), Some(i64::MIN), Some(i64::MIN), "d"),
            (None, None, Some(0), ""),
        ] {
            assert_eq!(of(from, to, step), is, "{from:?}:{to:?}:{step:?}");
        }
        assert!(part(&[] as &[u8], None, None, Some(-1)).is_ok_and(|part| part.is_empty()));
    }
}
