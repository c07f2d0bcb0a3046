//! From the tree of a file to its scenarios. The JSON Schema has said by now what does not fit; this reader takes what fits.

use super::{Act, Clock, Deed, Expect, File, Given, Mail, Refused, SOMEBODY, Scenario, Settle};
use crate::finding::Place;
use crate::model::Ref;
use crate::model::holidays::Holidays;
use crate::model::moment::Duration;
use crate::text::{Kind, Node};
use jiff::civil::{DateTime, date};
use serde_json::Value;

/// When a story begins that does not say so: a Monday morning of a year without surprises.
pub const BEGINNING: DateTime = date(2026, 1, 5).at(9, 0, 0, 0);

/// Reads a whole file.
pub fn read(root: &Node) -> File {
    let file = At { node: root, place: Place::root() };
    let at = file.instant("at").unwrap_or(BEGINNING);
    let by = file.line("as").unwrap_or_else(|| SOMEBODY.to_owned());
    let settings = file.given("settings");
    let holidays = file.holidays();
    let scenarios = file.entries("scenarios").into_iter().map(|(name, inside)| {
        let own = inside.given("settings");
        let mut all: Vec<Given> = settings.iter().filter(|s| own.iter().all(|o| o.name.name != s.name.name)).cloned().collect();
        all.extend(own);
        Scenario {
            name,
            title: inside.line("title").unwrap_or_default(),
            at: inside.instant("at").unwrap_or(at),
            by: inside.line("as").unwrap_or_else(|| by.clone()),
            settings: all,
            holidays: inside.holidays().or(holidays).unwrap_or_default(),
            inputs: inside.given("inputs"),
            acts: inside.list("acts").iter().map(act).collect(),
            expect: inside.child("expect").map(|e| expect(&e)),
        }
    });
    File { procedure: file.reference("procedure").unwrap_or(Ref { name: "".into(), at: Place::root() }), scenarios: scenarios.collect() }
}

/// A day, at nine o'clock where no time is given; of the years in which answers may lie too.
pub fn instant(text: &str) -> Option<DateTime> {
    let at: DateTime = match text.parse::<jiff::civil::Date>() {
        Ok(day) if !text.contains('T') => day.at(9, 0, 0, 0),
        _ => text.parse().ok()?,
    };
    (1900..=2200).contains(&at.year()).then_some(at)
}

fn act(at: &At) -> Act {
    let clock = match (at.instant("at"), at.line("after").and_then(|text| Duration::parse(&text))) {
        (Some(moment), _) => Some((Clock::At(moment), at.place.key("at"))),
        (None, Some(duration)) => Some((Clock::After(duration), at.place.key("after"))),
        (None, None) => None,
    };
    let reason = at.line("reason").unwrap_or_default();
    let confirm = at.flag("confirm");
    let settle = |step: Ref| Settle {
        step,
        set: at.given("set"),
        choose: at.references("choose"),
        channel: at.line("by"),
        on: at.line("on").and_then(|day| day.parse().ok()),
        round: at.whole("round"),
        confirm,
        reason: reason.clone(),
    };
    let deed = at.reference("done").map(|step| Deed::Done(settle(step)));
    let deed = deed.or_else(|| at.reference("waive").map(|step| Deed::Waive(settle(step))));
    let deed = deed.or_else(|| at.reference("reopen").map(|step| Deed::Reopen { step, reason: reason.clone() }));
    let deed = deed.or_else(|| at.reference("correct").map(|step| Deed::Correct { step, set: at.given("set"), confirm }));
    let person = || at.node.get("person").map_or(Value::Null, Node::to_json);
    let deed = deed.or_else(|| at.reference("assign").map(|role| Deed::Assign { role, person: person() }));
    let deed = deed.or_else(|| at.reference("add").map(|list| Deed::Add { list, item: at.given("item"), confirm }));
    let deed = deed.or_else(|| at.reference("drop").map(|item| Deed::Drop { item, reason: reason.clone() }));
    let deed = deed.or_else(|| at.line("note").map(|text| Deed::Note { about: at.reference("about"), text }));
    let deed = deed.or_else(|| at.line("cancel").map(|reason| Deed::Cancel { reason, at: at.place.key("cancel") }));
    let refused = at.child("refused").and_then(|inside| match &inside.node.kind {
        Kind::Scalar(_) => at.reference("refused").map(|code| Refused { code, says: None }),
        _ => inside.reference("code").map(|code| Refused { code, says: inside.reference("says") }),
    });
    Act { place: at.place.clone(), clock, by: at.line("as"), deed, refused, expect: at.child("expect").map(|e| expect(&e)) }
}

fn expect(at: &At) -> Expect {
    let mail = |one: &At| match one.node.as_str() {
        Some(step) => Some(Mail { step: Ref { name: step.into(), at: one.place.clone() }, to: None, cc: None, subject: None, says: Vec::new() }),
        None => Some(Mail {
            step: one.reference("step")?,
            to: one.all("to"),
            cc: one.all("cc"),
            subject: one.reference("subject"),
            says: one.references("says"),
        }),
    };
    let mails = at.child("mails").map(|inside| {
        let all = match &inside.node.kind {
            Kind::List(_) => at.list("mails").iter().filter_map(mail).collect(),
            _ if inside.node.as_str() == Some(super::NONE) => Vec::new(),
            _ => mail(&inside).into_iter().collect(),
        };
        (all, inside.place)
    });
    let pairs = |key: &str| -> Vec<(Ref, Ref)> {
        at.entries(key).into_iter().filter_map(|(name, inside)| Some((name, Ref { name: inside.node.as_str()?.into(), at: inside.place }))).collect()
    };
    Expect {
        open: at.all("open").map(|(steps, place)| (steps.into_iter().filter(|s| s.name.as_ref() != super::NONE).collect(), place)),
        state: at.reference("state"),
        steps: pairs("steps"),
        reached: at.references("reached"),
        never: at.references("never"),
        mails,
        values: at.given("values"),
        offered: at
            .entries("offered")
            .into_iter()
            .map(|(name, inside)| (name, strings(&inside).into_iter().filter(|s| s.name.as_ref() != super::NONE).collect()))
            .collect(),
        due: pairs("due"),
    }
}

/// A value of the file and where it stands.
struct At<'a> {
    node: &'a Node,
    place: Place,
}

impl<'a> At<'a> {
    fn child(&self, key: &str) -> Option<At<'a>> {
        self.node.get(key).map(|node| At { node, place: self.place.key(key) })
    }

    fn list(&self, key: &str) -> Vec<At<'a>> {
        let Some(list) = self.child(key) else { return Vec::new() };
        list.node.items().iter().enumerate().map(|(i, node)| At { node, place: list.place.index(i) }).collect()
    }

    /// What stands under each name, the name with the place of the key.
    fn entries(&self, key: &str) -> Vec<(Ref, At<'a>)> {
        let Some(map) = self.child(key) else { return Vec::new() };
        let one = |entry: &'a crate::text::Entry| {
            let place = map.place.key(&entry.key);
            (Ref { name: entry.key.as_str().into(), at: place.as_key() }, At { node: &entry.value, place })
        };
        map.node.entries().iter().map(one).collect()
    }

    fn given(&self, key: &str) -> Vec<Given> {
        self.entries(key).into_iter().map(|(name, inside)| Given { name, value: inside.node.to_json() }).collect()
    }

    fn holidays(&self) -> Option<Holidays> {
        Holidays::parse(&self.line("holidays")?)
    }

    fn line(&self, key: &str) -> Option<String> {
        self.node.get(key)?.as_str().map(str::to_owned)
    }

    fn reference(&self, key: &str) -> Option<Ref> {
        Some(Ref { name: self.node.get(key)?.as_str()?.into(), at: self.place.key(key) })
    }

    /// One text, or a list of them, under a key.
    fn references(&self, key: &str) -> Vec<Ref> {
        self.child(key).map(|inside| strings(&inside)).unwrap_or_default()
    }

    fn all(&self, key: &str) -> Option<(Vec<Ref>, Place)> {
        self.child(key).map(|inside| (strings(&inside), inside.place.clone()))
    }

    fn flag(&self, key: &str) -> bool {
        self.node.get(key).and_then(Node::as_scalar).is_some_and(|scalar| scalar.value == Value::Bool(true))
    }

    fn whole(&self, key: &str) -> Option<u32> {
        self.node.get(key)?.as_scalar()?.value.as_u64()?.try_into().ok()
    }

    fn instant(&self, key: &str) -> Option<DateTime> {
        instant(self.node.get(key)?.as_str()?)
    }
}

fn strings(at: &At) -> Vec<Ref> {
    match &at.node.kind {
        Kind::List(items) => items.iter().enumerate().filter_map(|(i, n)| Some(Ref { name: n.as_str()?.into(), at: at.place.index(i) })).collect(),
        _ => at.node.as_str().map(|text| vec![Ref { name: text.into(), at: at.place.clone() }]).unwrap_or_default(),
    }
}
