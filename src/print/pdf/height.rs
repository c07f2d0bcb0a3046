//! About how high a step stands on paper. A step stays whole unless it is too high for that; to find out, it would have to be set once more
//! than it is printed, which takes more time than all else. What is low by any account is not measured.

use serde_json::{Value, json};

/// Says of every step, in millimetres and rather too high than too low, how high it stands.
pub fn tell(page: &mut Value) {
    match page {
        Value::Array(items) => items.iter_mut().for_each(tell),
        Value::Object(parts) => {
            // A step is what has a number and a code; a mail has a carrier.
            if (parts.contains_key("number") && parts.contains_key("code")) || parts.contains_key("carrier") {
                let height: f64 = AROUND + parts.iter().map(|(name, part)| of_part(name, part, WIDE)).sum::<f64>();
                parts.insert("height".to_owned(), json!(height));
            }
            parts.values_mut().for_each(tell);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The head of a step, and room for date and initials.
const AROUND: f64 = 28.0;
/// One line, with what parts it from the next.
const LINE: f64 = 5.2;
/// Room to write one line by hand.
const ROOM: f64 = 9.5;
/// So many letters fill a line at least, and a cell of a table.
const WIDE: f64 = 48.0;
const NARROW: f64 = 8.0;

fn of_part(name: &str, part: &Value, width: f64) -> f64 {
    match name {
        // Steps inside have boxes of their own; these words stand in the head, or show as signs.
        "inside" | "path" | "number" | "code" | "state" | "role" | "sort" | "to" | "follow" | "mark" | "key" => 0.0,
        "combs" => ROOM,
        "lines" | "rows" => part.as_f64().map_or_else(|| of(part, width), |count| count * ROOM),
        "columns" | "filled" => of(part, NARROW),
        _ => of(part, width),
    }
}

fn of(value: &Value, width: f64) -> f64 {
    match value {
        // What is filled in by hand says which kind of room it needs, in a word.
        Value::String(text) => text.lines().map(|line| (line.chars().count() as f64 / width).ceil().max(1.0) * LINE).sum(),
        Value::Array(items) => items.iter().map(|item| of(item, width)).sum(),
        Value::Object(parts) => 1.5 + parts.iter().map(|(name, part)| of_part(name, part, width)).sum::<f64>(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_as_high_as_what_stands_in_it_without_its_own_steps() {
        let step = |text: &str| {
            let inner = json!({"number": "1.1", "code": "b", "text": [{"text": "x"}]});
            json!({"steps": [{"number": "1", "code": "a", "text": [{"text": text}], "inside": [{"steps": [inner]}]}]})
        };
        let height = |text: &str| {
            let mut page = step(text);
            tell(&mut page);
            assert_eq!(page["steps"][0]["inside"][0]["steps"][0]["height"], json!(AROUND + (1.5 + LINE)));
            page["steps"][0]["height"].as_f64().unwrap_or_default()
        };
        assert_eq!(height("one line"), AROUND + (1.5 + LINE));
        assert_eq!(height(&"long ".repeat(200)), AROUND + (1.5 + 21.0 * LINE));
        let mut mail = json!({"carrier": "mail", "body": [{"text": "x"}]});
        tell(&mut mail);
        assert!(mail["height"].is_number());
    }
}
