//! Mails: rendered once, in the words that then stand.

use super::command::{Done, Leaving, Refusal};
use super::event::{Answers, Datum, Event};
use super::site::Site;
use super::variables::{Reader, resolve};
use super::{Decision, Env, Path, Run, remind};
use crate::check::Checked;
use crate::finding::codes;
use crate::model::moment::{Point, Side};
use crate::model::{Carrier, Email, Mail, Step, Text, Verb, ids, moment};
use crate::msg;
use crate::template::Failure;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A mail as it leaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// To whom.
    pub to: Vec<Address>,
    /// In copy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<Address>,
    /// Whom to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Address>,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What is attached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attach: Vec<Attached>,
    /// `email`, `letter` or `registered`.
    pub by: String,
    /// Settings that were missing when it was rendered: gaps stand in their place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// A person or office with an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Their name; empty where only the address is known.
    pub name: String,
    /// The address; empty where there is none, as on a letter.
    pub email: String,
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.name.is_empty(), self.email.is_empty()) {
            (false, false) => write!(f, "{} <{}>", self.name, self.email),
            (true, _) => f.write_str(&self.email),
            (false, true) => f.write_str(&self.name),
        }
    }
}

/// Something attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attached {
    /// What it is called.
    pub title: String,
    /// A file beside the procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// A file kept with the run, by its SHA-256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// The mail of a step, as it is written.
pub fn of_step<'a>(checked: &'a Checked, step: &'a Step) -> Option<&'a Email> {
    match &step.verb {
        Verb::Email(Mail::Inline(email), _) => Some(email),
        Verb::Email(Mail::Named(name), _) => checked.procedure.emails.get(&name.name),
        Verb::Task | Verb::Wait(_) | Verb::Handover(_) | Verb::Section(_) | Verb::Each(_) | Verb::Call(_) => None,
    }
}

/// How a mail left where nobody said it: an event holds this, and a door puts it into words.
pub const OTHER_MEANS: &str = "other means";

/// A mail of a run: its words as they stand, or as they would be now.
///
/// # Errors
/// It cannot be rendered yet.
pub fn letter(checked: &Checked, run: &Run, mail: u32, env: &Env) -> Result<Letter, Refusal> {
    let unknown = || Refusal::new(codes::MAIL_REFUSED, msg!("mail-unknown", mail = mail));
    let state = run.mails.get(&mail).ok_or_else(unknown)?;
    if let Some(letter) = &state.letter {
        return serde_json::from_value(letter.value().clone()).map_err(|_| Refusal::new(codes::MAIL_REFUSED, msg!("mail-erased", mail = mail)));
    }
    written_anew(checked, run, mail, env)
}

/// A mail as it would be written now, whatever was.
///
/// # Errors
/// It cannot be rendered now.
pub fn written_anew(checked: &Checked, run: &Run, mail: u32, env: &Env) -> Result<Letter, Refusal> {
    let unknown = || Refusal::new(codes::MAIL_REFUSED, msg!("mail-unknown", mail = mail));
    let state = run.mails.get(&mail).ok_or_else(unknown)?;
    if state.reminder.is_some() {
        return remind::letter(checked, run, &state.path, env);
    }
    let (site, step) = Site::of_step(checked, &state.path).ok_or_else(unknown)?;
    let email = of_step(site.here().checked, step).ok_or_else(unknown)?;
    let none = Answers::new();
    // What was kept for the step so far is in scope of its own mail.
    let draft = run.step(&state.path).map_or(&none, |s| if s.status.is_settled() { &s.answers } else { &s.draft });
    let reader = Reader::new(run, site, env).with_own(draft, &[], step);
    render(&reader, email)
}

pub(super) fn render(reader: &Reader, email: &Email) -> Result<Letter, Refusal> {
    let (filled, missing) = with_gaps(reader);
    let env = Env { settings: &filled, ..*reader.env };
    let mut reader = reader.clone();
    reader.env = &env;
    let text = |text: &Text| reader.text(text).map_err(|failure| not_yet(&reader, &failure));
    let addresses = |texts: &[Text]| -> Result<Vec<Address>, Refusal> {
        texts.iter().map(|t| address(&reader, t)).collect::<Result<Vec<_>, _>>().map(|all| all.into_iter().flatten().collect())
    };
    let attach = email
        .attach
        .iter()
        .map(|at| match (reader.site.here().checked.procedure.documents.get(&at.name), reader.lookup(&at.name)) {
            (Some(document), _) => Ok(Attached { title: text(&document.title)?, file: document.file.clone(), sha256: None }),
            (None, Some(value)) => {
                let part = |name: &str| value.get_attr(name).ok().and_then(|v| v.as_str().map(str::to_owned));
                Ok(Attached { title: part("name").unwrap_or_else(|| at.name.to_string()), file: None, sha256: part("sha256") })
            }
            (None, None) => Err(not_yet(&reader, &Failure::undefined(&at.name))),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut letter = Letter {
        to: addresses(&email.to)?,
        cc: addresses(&email.cc)?,
        reply_to: email.reply_to.as_ref().map(|t| address(&reader, t)).transpose()?.and_then(|all| all.into_iter().next()),
        subject: one_line(&text(&email.subject)?),
        body: text(&email.body)?,
        attach,
        by: match email.by {
            Carrier::Email => "email",
            Carrier::Letter => "letter",
            Carrier::Registered => "registered",
        }
        .to_owned(),
        missing: Vec::new(),
    };
    let all = serde_json::to_string(&letter).unwrap_or_default();
    letter.missing = missing.into_iter().filter(|(_, gap)| all.contains(gap.as_str())).map(|(name, _)| name).collect();
    Ok(letter)
}

/// A subject must not break the line: what follows would become a header.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Why a mail cannot be written: what is missing, and who gives it.
fn not_yet(reader: &Reader, failure: &Failure) -> Refusal {
    let Some(name) = failure.name() else {
        let message = msg!("mail-not-yet-because", why = failure.message.clone());
        return Refusal::new(codes::MAIL_REFUSED, message).help(msg!("mail-not-yet-because.help"));
    };
    let root = name.split(['.', '[']).next().unwrap_or(name);
    let asked = reader.site.same_procedure().find_map(|frame| {
        let set = frame.plan.names.get(root)?;
        set.by.iter().find_map(|by| resolve(frame, by))
    });
    let help = match asked {
        _ if root == "settings" => msg!("mail-not-yet.setting", name = name.split_once('.').map_or(name, |(_, setting)| setting)),
        Some((path, step)) if !reader.run.status(&path).is_settled() => {
            msg!("mail-not-yet.step", step = step.title.source.trim(), path = path.to_string())
        }
        Some((_, step)) => msg!("mail-not-yet.empty", step = step.title.source.trim(), name = name),
        None if reader.site.procedure().here().checked.procedure.inputs.contains_key(root) => msg!("mail-not-yet.input", name = name),
        None => msg!("mail-not-yet.help"),
    };
    Refusal::new(codes::MAIL_REFUSED, msg!("mail-not-yet", name = name)).help(help)
}

/// The settings, with a readable gap for each that must be there and is not; and those gaps.
fn with_gaps(reader: &Reader) -> (serde_json::Map<String, Json>, Vec<(String, String)>) {
    let mut settings = reader.env.settings.clone();
    let mut gaps = Vec::new();
    for field in reader.site.procedure().here().checked.procedure.settings.values() {
        if !settings.contains_key(field.name.as_ref()) && !field.optional && field.default.is_none() {
            let gap = format!("‹{}›", field.title);
            settings.insert(field.name.to_string(), Json::from(gap.clone()));
            gaps.push((field.name.to_string(), gap));
        }
    }
    (settings, gaps)
}

/// A role, or a template that gives one address or several, with commas between.
fn address(reader: &Reader, to: &Text) -> Result<Vec<Address>, Refusal> {
    let word = to.source.trim();
    if reader.site.here().checked.procedure.roles.contains_key(word) {
        let role = reader.role(word);
        let part = |name: &str| role.get_attr(name).ok().and_then(|v| v.as_str().map(str::to_owned));
        let name = part("name").or_else(|| part("title")).unwrap_or_default();
        return Ok(vec![Address { name, email: part("email").unwrap_or_default() }]);
    }
    let text = reader.text(to).map_err(|failure| not_yet(reader, &failure))?;
    Ok(text
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(|one| match one.strip_suffix('>').and_then(|t| t.split_once('<')) {
            Some((name, email)) => Address { name: name.trim().to_owned(), email: email.trim().to_owned() },
            None => Address { name: String::new(), email: one.to_owned() },
        })
        .collect())
}

impl Letter {
    /// Everybody who gets it, those in copy too: each address once, in the order in which the mail names them.
    pub fn recipients(&self) -> Vec<&Address> {
        let mut all: Vec<&Address> = Vec::new();
        for address in self.to.iter().chain(&self.cc) {
            if !all.iter().any(|known| known.email.eq_ignore_ascii_case(&address.email)) {
                all.push(address);
            }
        }
        all
    }

    /// What keeps it from leaving by mail: an address that is missing or none, a setting that is missing.
    pub fn unsendable(&self) -> Option<crate::words::Message> {
        if !self.missing.is_empty() {
            return Some(msg!("mail-settings", settings = self.missing.clone()));
        }
        if self.by == "email" { self.unaddressable() } else { None }
    }

    /// An address that no mail can go to, or a name that would break the line that it stands on.
    pub fn unaddressable(&self) -> Option<crate::words::Message> {
        let is_bad =
            |a: &&Address| !ids::is_email(&a.email) || a.name.chars().any(|c| c.is_control() || matches!(c, '<' | '>' | '\u{2028}' | '\u{2029}'));
        match self.to.iter().chain(&self.cc).chain(&self.reply_to).find(is_bad) {
            Some(bad) => Some(msg!("mail-address", address = bad.to_string())),
            None if self.to.is_empty() => Some(msg!("mail-address", address = "")),
            None => None,
        }
    }
}

impl Decision<'_> {
    pub(super) fn live_mail(&self, mail: u32) -> Result<Path, Refusal> {
        let state = self.run.mails.get(&mail).ok_or_else(|| Refusal::new(codes::MAIL_REFUSED, msg!("mail-unknown", mail = mail)))?;
        if let Some((stamp, _)) = &state.left {
            return Err(Refusal::new(codes::MAIL_REFUSED, msg!("mail-left", mail = mail, when = moment::local(stamp.at), by = &stamp.by)));
        }
        if self.run.is_withdrawn(state) {
            return Err(Refusal::new(codes::MAIL_REFUSED, msg!("mail-withdrawn", mail = mail)));
        }
        Ok(state.path.clone())
    }

    /// Renders a mail for good.
    pub(super) fn mail_ready(&mut self, mail: u32) -> Result<(), Refusal> {
        self.live_mail(mail)?;
        if self.run.mails.get(&mail).is_some_and(|m| m.letter.is_some()) {
            return Ok(());
        }
        let letter = letter(self.checked, &self.run, mail, self.env)?;
        if let Some(why) = letter.unsendable() {
            return Err(Refusal::new(codes::MAIL_REFUSED, why).help(msg!("mail-settings.help")));
        }
        self.ready(mail, &letter);
        Ok(())
    }

    pub(super) fn ready(&mut self, mail: u32, letter: &Letter) {
        let letter = Datum::Personal(serde_json::to_value(letter).unwrap_or_default());
        self.emit(Event::MailReady { mail, letter });
    }

    /// A mail has left; where nothing is waited for, its step is done.
    pub(super) fn mail_left(&mut self, mail: u32, leaving: &Leaving) -> Result<(), Refusal> {
        let path = self.live_mail(mail)?;
        self.left(mail, leaving, &Answers::new())?;
        if self.run.mails.get(&mail).is_some_and(|state| state.reminder.is_some()) {
            return Ok(());
        }
        let waits = Site::of_step(self.checked, &path).is_some_and(|(_, step)| step.wait().is_some());
        if waits { Ok(()) } else { self.done(&Done { path, on: leaving.on, paper: leaving.paper.clone(), ..Done::default() }) }
    }

    /// Records that a mail has left, with its words: in its step's answers those given now count too.
    pub(super) fn left(&mut self, mail: u32, leaving: &Leaving, own: &Answers) -> Result<(), Refusal> {
        let path = self.live_mail(mail)?;
        self.not_queued(mail)?;
        let (site, step) = self.known_step(&path)?;
        self.early(&path)?;
        self.not_in_future(leaving.on)?;
        if !leaving.again {
            self.seen_before(&path)?;
        }
        let letter = match self.run.mails.get(&mail).is_some_and(|m| m.letter.is_some()) {
            true => letter(self.checked, &self.run, mail, self.env)?,
            false => {
                let unknown = || Refusal::new(codes::MAIL_REFUSED, msg!("mail-unknown", mail = mail));
                let letter = match self.run.mails.get(&mail).is_some_and(|state| state.reminder.is_some()) {
                    true => written_anew(self.checked, &self.run, mail, self.env)?,
                    false => {
                        let email = of_step(site.here().checked, step).ok_or_else(unknown)?;
                        let mut answers = self.run.step(&path).map(|s| s.draft.clone()).unwrap_or_default();
                        answers.extend(own.clone());
                        render(&self.reader(&site).with_own(&answers, &[], step), email)?
                    }
                };
                self.ready(mail, &letter);
                letter
            }
        };
        if let Some(why) = letter.unsendable().filter(|_| !leaving.lacking) {
            return Err(Refusal::new(codes::MAIL_REFUSED, why).help(msg!("mail-lacks.help")));
        }
        self.gone(mail, &path, leaving);
        Ok(())
    }

    /// A mail has left: what is awaited after it is awaited from now on.
    pub(super) fn gone(&mut self, mail: u32, path: &Path, leaving: &Leaving) {
        let on = leaving.on.filter(|day| *day != self.env.today());
        let from = on.map_or(Point::At(self.env.now), Point::Day);
        let waits = self.run.step(path).filter(|state| state.mail == Some(mail)).and_then(|_| Site::of_step(self.checked, path)?.1.wait()?.within);
        let late_from = waits.map(|within| within.reckon(from, Side::After, self.run.holidays).ends());
        self.emit(Event::MailLeft { mail, how: leaving.how.clone(), on, paper: leaving.paper.clone(), late_from });
    }

    /// In a later round nothing leaves before a person has seen what left already.
    pub(super) fn seen_before(&self, path: &Path) -> Result<(), Refusal> {
        let Some((number, mail)) = self.run.left_before(path) else { return Ok(()) };
        let when = mail.left.as_ref().map(|(stamp, _)| mail.on.unwrap_or_else(|| moment::local(stamp.at).date())).unwrap_or_else(|| self.env.today());
        let message = match letter(self.checked, &self.run, number, self.env) {
            Ok(letter) => {
                let to = letter.to.iter().map(ToString::to_string).collect::<Vec<_>>();
                msg!("mail-again", mail = number, when = when, subject = letter.subject, to = to)
            }
            Err(_) => msg!("mail-again-erased", mail = number, when = when),
        };
        Err(Refusal::new(codes::MAIL_REFUSED, message).help(msg!("mail-again.help")))
    }
}
