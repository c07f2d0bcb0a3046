//! Names, variables and filters that could be written at the cursor.

use super::complete::{Offer, OfferKind, Where};
use crate::check::variables::Visible;
use crate::finding::{Severity, codes};
use crate::index::{Kind, Symbol, Target, Wanted};
use crate::model::{Mail, Name, Procedure, Step, Verb};
use crate::template::{FILTERS, Seg, TESTS, Type};
use std::collections::{BTreeSet, HashMap};

fn name(at: &Where, symbol: &Symbol) -> Offer {
    at.offer(&symbol.name, symbol.title.clone(), OfferKind::Name(symbol.kind))
}

/// Each name once, the first that is offered.
fn once(offers: Vec<Offer>) -> Vec<Offer> {
    let mut seen = BTreeSet::new();
    offers.into_iter().filter(|offer| seen.insert(offer.label.clone())).collect()
}

/// What a name may refer to here.
pub(super) fn named(at: &Where, wanted: Wanted) -> Vec<Offer> {
    let Some(known) = at.known else { return procedures(at, wanted) };
    let (index, path) = (&known.index, at.path());
    let heads = |kind| index.heads(kind).map(|s| name(at, s)).collect::<Vec<_>>();
    let own = |symbol: &&Symbol| !path.starts_with(&format!("{}/", symbol.defined.first().map_or("", |p| p.path())));
    let found = match wanted {
        Wanted::Role => heads(Kind::Role),
        Wanted::Contact => heads(Kind::Contact),
        Wanted::Document => heads(Kind::Document),
        Wanted::Source => heads(Kind::Source),
        Wanted::Email => heads(Kind::Email),
        Wanted::Step | Wanted::StepAround => {
            // `back` may name the step itself.
            let back = at.cursor.path.last().is_some_and(|key| key == "back");
            index.steps_at(&path, false, wanted == Wanted::StepAround).into_iter().filter(|s| back || own(s)).map(|s| name(at, s)).collect()
        }
        Wanted::InnerStep => {
            let holder = path.rfind("/start").map_or("", |i| &path[..i]);
            index.steps_at(holder, true, false).into_iter().map(|s| name(at, s)).collect()
        }
        Wanted::Holder => {
            let mut found = vec![at.offer("true", "", OfferKind::Word), at.offer("run", "", OfferKind::Word)];
            found.extend(index.holders_at(&path).into_iter().map(|s| name(at, s)));
            found
        }
        Wanted::List => {
            let lists = index.symbols().map(|(_, s)| s);
            lists.filter(|s| s.kind == Kind::Computed || matches!(s.word.as_deref(), Some("list" | "options"))).map(|s| name(at, s)).collect()
        }
        Wanted::Part => {
            let field = path.rfind('/').map_or("", |i| &path[..i]);
            let owner = index.symbols().find(|(_, s)| s.defined.iter().any(|place| place.path() == field)).map(|(_, s)| s);
            owner.map(|s| s.parts.values().map(|id| name(at, index.symbol(*id))).collect()).unwrap_or_default()
        }
        Wanted::Attachment => {
            let files = index.readable_at(&path).into_iter().filter(|s| s.word.as_deref() == Some("file"));
            let mut found = heads(Kind::Document);
            // A mail is sent from elsewhere: any file that is asked may be meant.
            let any = index.symbols().map(|(_, s)| s).filter(|s| s.word.as_deref() == Some("file"));
            found.extend(files.chain(any).map(|s| name(at, s)));
            found
        }
        Wanted::Secret => index.readable_at(&path).into_iter().filter(|s| s.word.as_deref() == Some("secret")).map(|s| name(at, s)).collect(),
        Wanted::Procedure => procedures(at, wanted),
    };
    once(found)
}

fn procedures(at: &Where, wanted: Wanted) -> Vec<Offer> {
    if wanted != Wanted::Procedure {
        return Vec::new();
    }
    let own = at.known.map(|known| known.id().to_owned());
    let ids = at.folder.ids().into_iter().filter(|id| Some(id) != own.as_ref());
    ids.map(|id| {
        let title = at.folder.procedure(&id).map(|p| p.procedure.title.source.to_string()).unwrap_or_default();
        at.offer(&id, title, OfferKind::Name(Kind::Procedure))
    })
    .collect()
}

/// Names that are used and begin nowhere yet.
pub(super) fn missing(at: &Where, wanted: &[Wanted]) -> Vec<Offer> {
    let marks = at.known.map(|known| known.index.marks()).unwrap_or_default();
    let missing = marks.iter().filter_map(|mark| match &mark.target {
        Target::Nothing(one, name) if wanted.contains(one) => Some(name),
        _ => None,
    });
    once(missing.map(|name| at.offer(name, "", OfferKind::Word)).collect())
}

/// The warnings that may be allowed.
pub(super) fn codes(at: &Where) -> Vec<Offer> {
    let warnings = codes::ALL.iter().filter(|code| code.severity() == Severity::Warning);
    warnings.map(|code| at.offer(code.name(), "", OfferKind::Code)).collect()
}

/// The step around the cursor calls this procedure.
fn called(at: &Where) -> Option<std::rc::Rc<super::Understood>> {
    let path = at.path();
    let known = at.known?;
    let holder = path.rfind("/with").or_else(|| path.rfind("/returns")).map(|i| &path[..i])?;
    let step = known.index.symbols().map(|(_, s)| s).find(|s| s.kind == Kind::Step && s.defined.iter().any(|place| place.path() == holder))?;
    at.folder.procedure(step.called.as_deref()?)
}

/// The inputs of the called procedure.
pub(super) fn inputs(at: &Where) -> Vec<Offer> {
    let Some(called) = called(at) else { return Vec::new() };
    called.procedure.inputs.values().map(|f| at.offer(&f.name, f.title.clone(), OfferKind::Name(Kind::Field))).collect()
}

/// What the called procedure can give back.
pub(super) fn results(at: &Where) -> Vec<Offer> {
    called(at).map(|called| once(called.index.readable_at("").into_iter().map(|s| name(at, s)).collect())).unwrap_or_default()
}

/// Steps and answers by their path.
pub(super) fn paths(at: &Where, answers: bool) -> Vec<Offer> {
    let Some(known) = at.known else { return Vec::new() };
    let mut found = Vec::new();
    for (id, symbol) in known.index.symbols().filter(|(_, s)| s.kind == Kind::Step) {
        let path = known.index.path_of(id).join(".");
        let span = at.cursor.value.start..at.word().end;
        found.push(super::Offer { span: span.clone(), ..at.offer(&path, symbol.title.clone(), OfferKind::Name(Kind::Step)) });
        for option in symbol.parts.values().filter(|_| answers).map(|id| known.index.symbol(*id)).filter(|s| s.kind == Kind::Option) {
            let path = format!("{path}.{}", option.name);
            found.push(super::Offer { span: span.clone(), ..at.offer(&path, option.title.clone(), OfferKind::Name(Kind::Option)) });
        }
    }
    found
}

/// What may stand inside `{{ … }}`, `{% … %}`, or in a bare expression.
pub(super) fn inside(at: &Where, bare: bool) -> Vec<Offer> {
    let text = &at.source[at.cursor.value.clone()];
    let (open, statement) = match (bare, text.rfind("{{"), text.rfind("{%")) {
        (true, ..) => (Some(text.trim_start_matches(['"', '\''])), false),
        (false, this, that) => {
            let from = this.max(that);
            let open = from.map(|from| &text[from + 2..]).filter(|rest| !rest.contains("}}") && !rest.contains("%}"));
            (open, that > this)
        }
    };
    let Some(open) = open else { return Vec::new() };
    let typed = at.word().start;
    let before = &open[..open.len() - (at.byte - typed).min(open.len())];
    let trimmed = before.trim_end();
    let last = trimmed.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    if trimmed.ends_with('|') {
        return FILTERS.iter().map(|filter| at.offer(filter.name, "", OfferKind::Filter)).collect();
    }
    if last == "is" || trimmed.ends_with("is not") {
        return TESTS.iter().filter(|t| t.starts_with(char::is_alphabetic)).map(|test| at.offer(test, "", OfferKind::Keyword)).collect();
    }
    let Some(known) = at.known else { return Vec::new() };
    let calls = at.folder.checked(&calls(&known.procedure));
    let visible = visible(&known.procedure, &calls, &at.path());
    let locals = loops(text, &visible);
    if let Some(chain) = trimmed.strip_suffix('.').filter(|_| before.ends_with('.')) {
        return parts(at, chain, &visible, &locals);
    }
    if let Some(quoted) = trimmed.strip_suffix(['"', '\'']).filter(|_| before.ends_with(['"', '\''])) {
        return answers(at, quoted);
    }
    if statement && trimmed.is_empty() {
        return ["if", "for", "elif", "else", "endif", "endfor"].map(|word| at.offer(word, "", OfferKind::Keyword)).to_vec();
    }
    let mut found: Vec<Offer> = locals.iter().map(|one| at.offer(&one.name, "", OfferKind::Variable)).collect();
    let titles: HashMap<&str, &str> =
        known.index.symbols().filter(|(_, s)| s.owner.is_none()).map(|(_, s)| (s.name.as_ref(), s.title.as_str())).collect();
    for name in visible.names().filter(|name| visible.type_named(name) != Some(Type::Secret)) {
        let title = titles.get(name.as_ref()).copied().unwrap_or_default();
        found.push(at.offer(name, title, OfferKind::Variable));
    }
    found.extend(["and", "or", "not", "in", "is", "true", "false"].map(|word| super::Offer { rank: 3, ..at.offer(word, "", OfferKind::Keyword) }));
    once(found)
}

/// The ids of the procedures that are called.
pub(super) fn calls(procedure: &Procedure) -> Vec<Name> {
    let mut found = Vec::new();
    crate::check::graph::walk(&procedure.scope, &mut |step| {
        if let Verb::Call(call) = &step.verb {
            found.push(call.procedure.name.clone());
        }
    });
    found
}

/// What can be read at a path of the file; for a mail, at the first step that sends it.
fn visible<'p>(
    procedure: &'p Procedure,
    calls: &'p std::collections::BTreeMap<Name, std::sync::Arc<crate::check::Checked>>,
    path: &str,
) -> Visible<'p> {
    let outside = Visible::new(procedure, calls);
    let sender = path.strip_prefix("/emails/").and_then(|rest| {
        let email = rest.split('/').next()?;
        let mut found = None;
        crate::check::graph::walk(&procedure.scope, &mut |step| {
            if found.is_none() && sends(step, email) {
                found = Some(format!("{}/email", step.at.path()));
            }
        });
        found
    });
    let path = sender.as_deref().unwrap_or(path);
    let mut visible = outside.enter(&procedure.scope);
    let mut scope = &procedure.scope;
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        if segment != "steps" && segment != "section" {
            continue;
        }
        let Some(step) = (if segment == "steps" { segments.peek().and_then(|name| scope.steps.get(*name)) } else { None }) else { continue };
        segments.next();
        // Only what lies in the scope that a step holds sees what is inside.
        let inner = matches!(segments.peek(), Some(&"steps" | &"section"));
        match &step.verb {
            Verb::Section(section) if inner => (visible, scope) = (visible.enter(section), section),
            Verb::Each(each) if inner => (visible, scope) = (visible.enter_each(each), &each.scope),
            _ => break,
        }
    }
    visible
}

fn sends(step: &Step, email: &str) -> bool {
    let own = matches!(&step.verb, Verb::Email(Mail::Named(name), _) if name.name.as_ref() == email);
    own || step.wait().and_then(|w| w.remind.as_ref()).and_then(|r| r.email.as_ref()).is_some_and(|name| name.name.as_ref() == email)
}

/// A name that a loop has bound before the cursor.
struct Bound {
    name: String,
    /// What an item is.
    of: Type,
    /// What the loop goes through.
    path: String,
}

/// The names that loops have bound before the cursor.
fn loops(text: &str, visible: &Visible) -> Vec<Bound> {
    let mut found: Vec<Bound> = Vec::new();
    for statement in text.split("{%").skip(1).filter_map(|rest| rest.split_once("%}").map(|(inside, _)| inside.trim_matches(['-', ' ']))) {
        if statement == "endfor" {
            found.pop();
        } else if let Some((name, list)) = statement.strip_prefix("for ").and_then(|rest| rest.split_once(" in ")) {
            let path = list.split('|').next().unwrap_or_default().trim();
            let of = match follow(path, visible, &found) {
                Some(Type::List(item)) => (*item).clone(),
                _ => Type::Any,
            };
            found.push(Bound { name: name.trim().to_owned(), of, path: path.to_owned() });
        }
    }
    found
}

/// The type of `a.b[0].c`.
fn follow(chain: &str, visible: &Visible, locals: &[Bound]) -> Option<Type> {
    let mut of: Option<Type> = None;
    for name in chain.split('.') {
        let (name, index) = name.split_once('[').map_or((name, false), |(name, _)| (name, true));
        let part = match &of {
            None => locals.iter().rev().find(|one| one.name == name).map(|one| one.of.clone()).or_else(|| visible.type_named(name)),
            Some(Type::Parts(parts)) => parts.parts.get(name).map(|part| part.of.clone()),
            Some(_) => None,
        }?;
        of = Some(match part {
            Type::List(item) if index => (*item).clone(),
            part => part,
        });
    }
    of
}

/// What can be read of a value: by its type, else by the names that belong to it.
fn parts(at: &Where, chain: &str, visible: &Visible, locals: &[Bound]) -> Vec<Offer> {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']');
    let chain = &chain[chain.trim_end_matches(letter).len()..];
    if let Some(Type::Parts(parts)) = follow(chain, visible, locals) {
        let shown = parts.parts.iter().filter(|(_, part)| part.of != Type::Secret);
        return shown.map(|(name, _)| at.offer(name, "", OfferKind::Variable)).collect();
    }
    let Some(known) = at.known else { return Vec::new() };
    let mut whole = chain.to_owned();
    for bound in locals.iter().rev() {
        let rest = whole.strip_prefix(bound.name.as_str()).filter(|rest| rest.is_empty() || rest.starts_with('.')).map(str::to_owned);
        if let Some(rest) = rest {
            whole = format!("{}{rest}", bound.path);
        }
    }
    let path: Vec<Seg> = whole.split('.').map(|name| Seg::Name(name.split('[').next().unwrap_or_default().to_owned())).collect();
    let known = known.index.parts_at(&at.path(), &path).into_iter().filter(|s| s.word.as_deref() != Some("secret"));
    once(known.map(|symbol| super::Offer { kind: OfferKind::Variable, ..name(at, symbol) }).collect())
}

/// `canal == '`: the answers that there are.
fn answers(at: &Where, before: &str) -> Vec<Offer> {
    let Some(known) = at.known else { return Vec::new() };
    let before = before.trim_end().trim_end_matches(['[', ',']).trim_end();
    let before = ["==", "!=", " not in", " in"].iter().find_map(|op| before.strip_suffix(op)).unwrap_or_default().trim_end();
    let variable = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    let readable = known.index.readable_at(&at.path());
    let any = known.index.symbols().map(|(_, s)| s);
    let found = readable.into_iter().chain(any).find(|s| s.name.as_ref() == variable && !s.parts.is_empty());
    found.map(|s| s.parts.values().map(|id| name(at, known.index.symbol(*id))).collect()).unwrap_or_default()
}
