//! Marks, drawn as lines so that no font has to have them: where a step stands, what is done in it, how ways meet, how they end.

use super::super::shapes::Icon;
use super::n;
use crate::model::{Join, Outcome};
use crate::print::State;

/// What lies over boxes that nothing more happens in: stripes, and dots.
pub(super) fn patterns(name: &str) -> String {
    format!(
        "<defs>\
         <pattern id=\"{name}-stripes\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><path d=\"M-1 8L8 -1M-1 1L1 -1M6 8L8 6\" stroke=\"#d4d4d4\" stroke-width=\"1\"/></pattern>\
         <pattern id=\"{name}-dots\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><circle cx=\"2\" cy=\"2\" r=\"0.9\" fill=\"#d2bd80\"/></pattern>\
         </defs>\n"
    )
}

/// The mark of a state: a disc with a sign of its own.
pub(super) fn state(state: State, x: f64, y: f64, r: f64) -> String {
    let disc = |fill: &str, stroke: &str| {
        format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.4\"/>", n(x), n(y), n(r))
    };
    let at = |dx: f64, dy: f64| format!("{} {}", n(x + dx * r), n(y + dy * r));
    let lines = |d: String, colour: &str| {
        format!(
            "<path d=\"{d}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
            n(r * 0.26)
        )
    };
    match state {
        State::Ahead => disc("#fff", "#555"),
        State::Open => {
            let sign = format!("<path d=\"M{}L{}L{}Z\" fill=\"#fff\"/>", at(-0.32, -0.52), at(0.6, 0.0), at(-0.32, 0.52));
            disc("#111", "#111") + &sign
        }
        State::Done => disc("#2c6415", "#2c6415") + &lines(format!("M{}L{}L{}", at(-0.48, 0.02), at(-0.12, 0.42), at(0.5, -0.4)), "#fff"),
        State::LeftOut => disc("#fff", "#555") + &lines(format!("M{}L{}", at(-0.5, 0.0), at(0.5, 0.0)), "#333"),
        State::Passed => {
            let jump = format!(
                "M{}C{} {} {}M{}L{}L{}",
                at(-0.6, 0.4),
                at(-0.5, -0.7),
                at(0.4, -0.7),
                at(0.5, 0.3),
                at(0.08, 0.12),
                at(0.5, 0.36),
                at(0.72, -0.1)
            );
            disc("#fff", "#555") + &lines(jump, "#333")
        }
        State::Waived => {
            disc("#fff", "#7f6000") + &lines(format!("M{}L{}M{}L{}", at(-0.42, -0.42), at(0.42, 0.42), at(-0.42, 0.42), at(0.42, -0.42)), "#5a4400")
        }
    }
}

/// Too late: a lozenge with a call sign.
pub(super) fn late(x: f64, y: f64, r: f64) -> String {
    let r = r * 1.25;
    format!(
        "<path d=\"M{} {}L{} {}L{} {}L{} {}Z\" fill=\"#8a1c00\" stroke=\"#fff\" stroke-width=\"1\"/><path d=\"M{} {}V{}M{} {}v0.1\" stroke=\"#fff\" stroke-width=\"2\" stroke-linecap=\"round\"/>",
        n(x - r),
        n(y),
        n(x),
        n(y - r),
        n(x + r),
        n(y),
        n(x),
        n(y + r),
        n(x),
        n(y - r * 0.5),
        n(y + r * 0.08),
        n(x),
        n(y + r * 0.48)
    )
}

/// How ways meet: all of them, the first, or those that are taken.
pub(super) fn meeting(join: Join, x: f64, y: f64) -> String {
    let ring = |fill: &str| format!("<circle cx=\"{}\" cy=\"{}\" r=\"6.5\" fill=\"{fill}\" stroke=\"#333\" stroke-width=\"1.4\"/>", n(x), n(y));
    match join {
        Join::All => {
            format!("{}<path d=\"M{} {}h8M{} {}v8\" stroke=\"#fff\" stroke-width=\"1.9\"/>", ring("#333"), n(x - 4.0), n(y), n(x), n(y - 4.0))
        }
        Join::First => format!(
            "{}<path d=\"M{} {}L{} {}V{}\" fill=\"none\" stroke=\"#111\" stroke-width=\"1.6\"/>",
            ring("#fff"),
            n(x - 2.2),
            n(y - 1.6),
            n(x + 0.6),
            n(y - 3.6),
            n(y + 3.8)
        ),
        Join::Some => {
            format!("{}<circle cx=\"{}\" cy=\"{}\" r=\"2.4\" fill=\"none\" stroke=\"#333\" stroke-width=\"1.2\"/>", ring("#fff"), n(x), n(y))
        }
    }
}

/// How a way ends: ticked, crossed, or merely over.
pub(super) fn outcome(outcome: Outcome, x: f64, y: f64) -> String {
    let at = |dx: f64, dy: f64| format!("{} {}", n(x + dx), n(y + dy));
    let line = |d: String, colour: &str| {
        format!("<path d=\"{d}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.2\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>")
    };
    match outcome {
        Outcome::Success => line(format!("M{}L{}L{}", at(-4.5, 0.3), at(-1.2, 3.8), at(5.0, -4.0)), "#1d5c0b"),
        Outcome::Failure => line(format!("M{}L{}M{}L{}", at(-4.0, -4.0), at(4.0, 4.0), at(-4.0, 4.0), at(4.0, -4.0)), "#8a1c00"),
        Outcome::Neutral => format!("<rect x=\"{}\" y=\"{}\" width=\"8.4\" height=\"8.4\" fill=\"#333\"/>", n(x - 4.2), n(y - 4.2)),
    }
}

/// A sign in a square of 16, by its middle.
pub(super) fn icon(icon: Icon, x: f64, y: f64) -> String {
    let inside = match icon {
        Icon::Question => {
            "<circle r=\"7\" fill=\"#fff\" stroke=\"#222\"/><path d=\"M-2.4 -2.2C-2.4 -5 2.6 -5 2.6 -2C2.6 -0.2 0 -0.2 0 1.6M0 3.9v0.1\" fill=\"none\" stroke=\"#222\" stroke-width=\"1.6\" stroke-linecap=\"round\"/>"
        }
        Icon::Envelope => {
            "<rect x=\"-7.5\" y=\"-5.5\" width=\"15\" height=\"11\" rx=\"1\" fill=\"#fff\" stroke=\"#222\"/><path d=\"M-7 -5L0 1L7 -5\" fill=\"none\" stroke=\"#222\" stroke-width=\"1.2\"/>"
        }
        Icon::Clock => {
            "<circle r=\"7\" fill=\"#fff\" stroke=\"#222\" stroke-width=\"1.2\"/><path d=\"M0 -4.4V0L3.2 2.2\" fill=\"none\" stroke=\"#222\" stroke-width=\"1.4\" stroke-linecap=\"round\"/>"
        }
        Icon::Key => {
            "<circle cx=\"-3.6\" r=\"3.4\" fill=\"#fff\" stroke=\"#222\" stroke-width=\"1.5\"/><path d=\"M-0.2 0H7V3.4M4 0V2.8\" fill=\"none\" stroke=\"#222\" stroke-width=\"1.6\"/>"
        }
        Icon::Bell => {
            "<path d=\"M-6 4H6C4 2 4.4 0 4 -2C3.6 -5.4 1.6 -6 0 -6C-1.6 -6 -3.6 -5.4 -4 -2C-4.4 0 -4 2 -6 4Z\" fill=\"#fff\" stroke=\"#222\" stroke-width=\"1.2\"/><path d=\"M-1.6 5.4A1.7 1.7 0 0 0 1.6 5.4Z\" fill=\"#222\"/>"
        }
        Icon::Loop => {
            "<path d=\"M5.5 -2.6A6 6 0 1 0 6 1.2M5.9 -6.2V-2.4H2.1\" fill=\"none\" stroke=\"#222\" stroke-width=\"1.6\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
        }
    };
    format!("<g transform=\"translate({} {})\">{inside}</g>", n(x), n(y))
}
