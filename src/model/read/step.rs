//! Reading steps: what happens in them and where they lead.

use super::{Map, NodeKind, email};
use crate::model::moment::{Duration, Moment};
use crate::model::shape::Object;
use crate::model::{
    Arm, Call, Channel, Choice, Choose, DocumentUse, Each, End, Exit, Handover, Join, Mail, Name, Named, Outcome, Ref, Remark, Remind, Require,
    Scope, Step, Stop, Text, Verb, Wait, Way, language,
};

/// The steps under `steps`, each kept by its name even where little of it can be read: others refer to it.
pub(super) fn steps(of: &Map) -> Named<Step> {
    of.named("steps", &language::STEP, step)
}

fn step(name: &Name, m: &Map) -> Step {
    Step {
        name: name.clone(),
        at: m.at.clone(),
        title: m.text("title").unwrap_or_default(),
        text: remarks(m, "text"),
        role: m.reference("role"),
        not_by: m.references("not_by"),
        same_by: m.references("same_by"),
        attention: remarks(m, "attention"),
        note: remarks(m, "note"),
        checks: remarks(m, "checks"),
        documents: documents(m),
        contacts: m.references("contacts"),
        ask: m.fields("ask"),
        require: m
            .objects("require", &language::REQUIRE)
            .iter()
            .filter_map(|r| Some(Require { that: r.expr("that")?, say: r.text("say").unwrap_or_default(), cites: r.cites() }))
            .collect(),
        when: m.expr("if"),
        join: match m.line("join").as_deref() {
            Some("all") => Join::All,
            Some("first") => Join::First,
            _ => Join::Some,
        },
        join_written: m.has("join"),
        after: m.references("after"),
        standby: m.flag("standby").unwrap_or(false),
        due: m.line("due").and_then(|text| Moment::parse(&text)),
        not_before: m.line("not_before").and_then(|text| Moment::parse(&text)),
        waivable: m.flag("waivable").unwrap_or(true),
        allow: m.reasons("allow"),
        cites: m.cites(),
        verb: verb(m),
        exit: exit(m).unwrap_or(Exit::Next(Vec::new())),
    }
}

fn remarks(m: &Map, key: &str) -> Vec<Remark> {
    let Some((node, at)) = m.child(key) else { return Vec::new() };
    let one = |node: &crate::text::Node, at: crate::finding::Place| match &node.kind {
        NodeKind::Map(_) => {
            let m = Map::new(node, at, &language::REMARK_OBJECT);
            Some(Remark { say: m.text("say")?, when: m.expr("if"), cites: m.cites() })
        }
        _ => Some(Remark { say: Text { source: node.as_str()?.into(), at }, when: None, cites: Vec::new() }),
    };
    match &node.kind {
        NodeKind::List(items) => items.iter().enumerate().filter_map(|(i, item)| one(item, at.index(i))).collect(),
        _ => one(node, at).into_iter().collect(),
    }
}

fn documents(m: &Map) -> Vec<DocumentUse> {
    let Some((node, at)) = m.child("documents") else { return Vec::new() };
    let items: Vec<_> = match &node.kind {
        NodeKind::List(items) => items.iter().enumerate().map(|(i, item)| (item, at.index(i))).collect(),
        _ => vec![(node, at)],
    };
    items
        .into_iter()
        .filter_map(|(node, at)| match &node.kind {
            NodeKind::Map(_) => {
                let m = Map::new(node, at, &language::DOCUMENT_USE);
                Some(DocumentUse {
                    document: m.reference("use")?,
                    pages: m.line("pages"),
                    follow: m.flag("follow").unwrap_or(true),
                    note: m.text("note"),
                    cites: m.cites(),
                })
            }
            _ => {
                let document = Ref { name: node.as_str()?.into(), at };
                Some(DocumentUse { document, pages: None, follow: true, note: None, cites: Vec::new() })
            }
        })
        .collect()
}

fn verb(m: &Map) -> Verb {
    let wait = m.object("wait", &language::WAIT).map(|w| wait(&w)).or_else(|| {
        let what = m.text("wait")?;
        Some(Wait { at: what.at.clone(), what, from: None, within: None, remind: None, late: None })
    });
    if let Some((node, at)) = m.child("email") {
        let mail = match &node.kind {
            NodeKind::Map(_) => Mail::Inline(Box::new(email(&Map::new(node, at, &language::EMAIL)))),
            _ => Mail::Named(Ref { name: node.as_str().unwrap_or_default().into(), at }),
        };
        return Verb::Email(mail, wait);
    }
    if let Some(wait) = wait {
        return Verb::Wait(wait);
    }
    if let Some(h) = m.object("handover", &language::HANDOVER) {
        let nothing = || Ref { name: "".into(), at: h.at.clone() };
        let by = h.lines("by").iter().filter_map(|word| Channel::parse(word)).collect();
        return Verb::Handover(Handover { secret: h.reference("secret").unwrap_or_else(nothing), to: h.text("to").unwrap_or_default(), by });
    }
    if let Some(section) = m.object("section", &language::SECTION) {
        return Verb::Section(Scope { start: section.references("start"), steps: steps(&section) });
    }
    if let Some(list) = m.expr("each") {
        return Verb::Each(Each {
            list,
            item: m.name("as"),
            scope: Scope { start: m.references("start"), steps: steps(m) },
            chunk: m.whole("chunk"),
            one_by_one: m.flag("one_by_one").unwrap_or(false),
            until: m.reference("until"),
            enough: m.expr("enough"),
        });
    }
    if let Some(procedure) = m.reference("call") {
        return Verb::Call(Call { procedure, with: m.exprs("with"), returns: m.references_by_name("returns") });
    }
    Verb::Task
}

fn wait(m: &Map) -> Wait {
    let duration = |text: String| Duration::parse(&text);
    let written = m.object("remind", &language::REMIND).and_then(|r| {
        Some(Remind {
            after: r.line("after").and_then(duration)?,
            every: r.line("every").and_then(duration),
            times: r.whole("times"),
            email: r.reference("email"),
        })
    });
    let bare = || Some(Remind { after: m.line("remind").and_then(duration)?, every: None, times: None, email: None });
    let next = || m.reference("late").map(|to| Exit::Next(vec![Way { to, when: None }]));
    Wait {
        what: m.text("for").unwrap_or_default(),
        from: m.text("from"),
        within: m.line("within").and_then(duration),
        remind: written.or_else(bare),
        late: m.object("late", &language::LATE).and_then(|late| exit(&late)).or_else(next).map(Box::new),
        at: m.at.clone(),
    }
}

/// The exit of a step, an option, an arm or a `late`: whichever of its keys is there.
fn exit(m: &Map) -> Option<Exit> {
    let allows = |object: &'static Object, key: &str| object.keys.iter().any(|k| k.name == key);
    if let Some((node, at)) = m.child("next") {
        return Some(Exit::Next(ways(node, at)));
    }
    if m.object.name == language::STEP.name
        && let Some((node, at)) = m.child("choose")
    {
        let options = node.entries().iter().filter(|e| matches!(e.value.kind, NodeKind::Map(_)));
        let options = options.map(|e| (e.key.as_str().into(), choice(&Map::new(&e.value, at.key(&e.key), &language::OPTION)))).collect();
        return Some(Exit::Choose(Choose { options, many: m.flag("many").unwrap_or(false) }));
    }
    if allows(m.object, "route") && m.has("route") {
        let arms = m.objects("route", &language::ROUTE);
        let arm = |m: &Map| Some(Arm { when: m.expr("when"), exit: exit(m)?, at: m.at.clone() });
        return Some(Exit::Route(arms.iter().filter_map(arm).collect()));
    }
    if let Some(to) = m.reference("back") {
        return Some(Exit::Back(to));
    }
    let outcome = match m.line("end")?.as_str() {
        "success" => Outcome::Success,
        "failure" => Outcome::Failure,
        _ => Outcome::Neutral,
    };
    let stop = match m.flag("stop") {
        Some(true) => Some(Stop::Scope),
        Some(false) => None,
        None => m.line("stop").map(|step| if step == "run" { Stop::Run } else { Stop::Step(step.as_str().into()) }),
    };
    Some(Exit::End(End { outcome, stop, at: m.at.clone() }))
}

fn ways(node: &crate::text::Node, at: crate::finding::Place) -> Vec<Way> {
    let one = |node: &crate::text::Node, at: crate::finding::Place| match &node.kind {
        NodeKind::Map(_) => {
            let m = Map::new(node, at, &language::WAY);
            Some(Way { to: m.reference("to")?, when: m.expr("if") })
        }
        _ => Some(Way { to: Ref { name: node.as_str()?.into(), at }, when: None }),
    };
    match &node.kind {
        NodeKind::List(items) => items.iter().enumerate().filter_map(|(i, item)| one(item, at.index(i))).collect(),
        _ => one(node, at).into_iter().collect(),
    }
}

fn choice(m: &Map) -> Choice {
    Choice {
        title: m.text("title").unwrap_or_default(),
        when: m.expr("if"),
        default: m.flag("default").unwrap_or(false),
        exit: exit(m).unwrap_or(Exit::Next(Vec::new())),
        cites: m.cites(),
        at: m.at.clone(),
    }
}
