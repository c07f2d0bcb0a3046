//! Where printed pages come from, short enough for a square code: what leads them back into their run.
//!
//! `pasapas:PROCEDURE@VERSION`, or of a run `pasapas:RUN@VERSION+RECORDS`, with `#ITEM` for the sheet of one item. The number of records tells
//! what has happened since the printing; an item is told by its number, since what it is called may be personal data.

use super::standing::Wanted;
use super::{Checklist, Options, Standing};
use qrcode::{Color, EcLevel, QrCode};

/// What the square code of these pages says.
pub fn of(procedure: &str, version: &str, standing: Option<&Standing>, options: &Options) -> String {
    let Some(standing) = standing else { return format!("pasapas:{procedure}@{version}") };
    let numbered = |wanted: &String| standing.item(&Wanted::new(wanted)).map(|(number, _)| format!("#{number}"));
    let item = options.item.as_ref().and_then(numbered).unwrap_or_default();
    format!("pasapas:{}@{version}+{}{item}", standing.run, standing.records)
}

/// The same as people type it, where the pages are of a run: the beginning of its id, the records, the item.
pub fn short(checklist: &Checklist) -> Option<String> {
    let run = &checklist.run.as_ref()?.id;
    let (_, records) = checklist.origin.rsplit_once('+')?;
    Some(format!("{}+{records}", run.get(..8).unwrap_or(run)))
}

/// The square code as SVG, black on white with the margin that readers need; `None` where it says too much for one.
pub fn drawn(checklist: &Checklist) -> Option<String> {
    let code = QrCode::with_error_correction_level(&checklist.origin, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (row, colors) in code.to_colors().chunks(width).enumerate() {
        // What stands side by side is one stroke, so that no hair shows between.
        let mut at = 0;
        while at < width {
            let length = colors[at..].iter().take_while(|color| **color == Color::Dark).count();
            if length > 0 {
                path.push_str(&format!("M{at} {row}h{length}v1h-{length}z"));
            }
            at += length.max(1);
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-2 -2 {0} {0}\" shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>",
        width + 4
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_leads_back_and_names_nobody() {
        let options = Options { item: Some("Martin".into()), ..Options::default() };
        let each = super::super::StepStanding { items: vec![(3, "Martin".into())], ..Default::default() };
        let standing = Standing { run: "01-ab".into(), records: 17, steps: [("all".to_owned(), each)].into(), ..Standing::default() };
        assert_eq!(of("pair", "1.0.0", Some(&standing), &options), "pasapas:01-ab@1.0.0+17#3");
        assert_eq!(of("pair", "1.0.0", None, &options), "pasapas:pair@1.0.0");
    }
}
