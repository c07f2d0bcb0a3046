//! What a step does with the world, and until when, in words: mails, waits, reminders, handovers, deadlines.

use super::blank::{Pen, Site};
use super::forms::Tick;
use super::parts::{Act, ActSort};
use super::rich::{self, Line, Span};
use super::show;
use super::standing::Sent;
use crate::model::moment::{Anchor, Duration, Moment, Side, Unit};
use crate::model::{Carrier, Channel, Handover, Remind, Step, Text, Verb, Wait};
use crate::msg;
use crate::words::{Message, Words};

/// The most boxes for reminders on one step.
const MAX_REMINDERS: u32 = 6;
/// Stands before the number of a part in a sentence that is put together from lines.
const PART: char = '\u{5}';

/// Says what steps do.
pub struct Acts<'a, 'o, 'p> {
    /// Writes texts.
    pub pen: &'a Pen<'o, 'p>,
    /// Where.
    pub site: &'a Site,
    /// The marks and names of the mails that the step sends or reminds with: of its own, then of its reminder.
    pub mails: [Option<(String, Line)>; 2],
    /// What was chosen: the channel of a handover.
    pub chosen: &'a [String],
    /// Whether the step is done.
    pub done: bool,
    /// When its mail left.
    pub sent: Option<&'a Sent>,
}

/// `3 jours ouvrés`
pub fn duration(duration: Duration, words: &Words) -> String {
    let amount = duration.amount;
    words.say(&match duration.unit {
        Unit::Minutes => msg!("paper-minutes", n = amount),
        Unit::Hours => msg!("paper-hours", n = amount),
        Unit::Days => msg!("paper-days", n = amount),
        Unit::Weeks => msg!("paper-weeks", n = amount),
        Unit::Months => msg!("paper-months", n = amount),
        Unit::Years => msg!("paper-years", n = amount),
        Unit::WorkingDays => msg!("paper-working-days", n = amount),
        Unit::ClearDays => msg!("paper-clear-days", n = amount),
    })
}

/// `tous les 3 jours ouvrés`
fn every(duration: Duration, words: &Words) -> String {
    let amount = duration.amount;
    words.say(&match duration.unit {
        Unit::Minutes => msg!("paper-every-minutes", n = amount),
        Unit::Hours => msg!("paper-every-hours", n = amount),
        Unit::Days => msg!("paper-every-days", n = amount),
        Unit::Weeks => msg!("paper-every-weeks", n = amount),
        Unit::Months => msg!("paper-every-months", n = amount),
        Unit::Years => msg!("paper-every-years", n = amount),
        Unit::WorkingDays => msg!("paper-every-working-days", n = amount),
        Unit::ClearDays => msg!("paper-every-clear-days", n = amount),
    })
}

/// Until when a step is done, and not before when.
pub fn deadlines(step: &Step, pen: &Pen, site: &Site) -> Vec<String> {
    let words = pen.words;
    let counted = |moment: &Moment| {
        let (side, anchor) = moment.from.as_ref()?;
        let what = match anchor {
            Anchor::Day(day) => super::show::date(&day.to_string()),
            Anchor::Name(name) => pen.point(site, &crate::model::Expr { source: name.clone(), at: step.at.clone() }),
        };
        if moment.duration.amount == 0 {
            return Some(what);
        }
        let length = duration(moment.duration, words);
        Some(words.say(&match side {
            Side::Before => msg!("paper-before", length = length, what = what),
            Side::After => msg!("paper-later-than", length = length, what = what),
        }))
    };
    let mut said = Vec::new();
    if let Some(due) = &step.due {
        said.push(words.say(&match counted(due) {
            Some(when) => msg!("paper-due", when = when),
            None => msg!("paper-due-within", length = duration(due.duration, words)),
        }));
    }
    if let Some(earliest) = &step.not_before {
        said.push(words.say(&match counted(earliest) {
            Some(when) => msg!("paper-earliest", when = when),
            None => msg!("paper-earliest-after", length = duration(earliest.duration, words)),
        }));
    }
    said
}

impl Acts<'_, '_, '_> {
    /// Everything that the step does.
    pub fn of(&self, step: &Step) -> Vec<Act> {
        match &step.verb {
            Verb::Email(mail, wait) => {
                let mut acts = vec![self.mail(mail)];
                acts.extend(wait.iter().flat_map(|wait| self.wait(wait)));
                acts
            }
            Verb::Wait(wait) => self.wait(wait),
            Verb::Handover(handover) => vec![self.handover(handover)],
            Verb::Task | Verb::Section(_) | Verb::Each(_) | Verb::Call(_) => Vec::new(),
        }
    }

    fn say(&self, message: &Message) -> String {
        self.pen.words.say(message)
    }

    fn mail(&self, mail: &crate::model::Mail) -> Act {
        let procedure = self.pen.outline.lanes[self.site.lane].procedure;
        let email = match mail {
            crate::model::Mail::Named(name) => procedure.emails.get(&name.name),
            crate::model::Mail::Inline(email) => Some(email.as_ref()),
        };
        let (mark, title_line) = self.mails[0].clone().unwrap_or_default();
        let to = email.map(|email| self.people(&email.to)).unwrap_or_default();
        let (message, sent) = match email.map(|email| email.by).unwrap_or_default() {
            Carrier::Email => (msg!("paper-send-mail", mark = mark, title = part(0), to = part(1)), "paper-sent"),
            Carrier::Letter => (msg!("paper-send-letter", mark = mark, title = part(0), to = part(1)), "paper-posted"),
            Carrier::Registered => (msg!("paper-send-registered", mark = mark, title = part(0), to = part(1)), "paper-posted"),
        };
        let title = match self.sent {
            Some(gone) => {
                self.say(&msg!("paper-sent-by", sent = self.say(&msg!(sent)), who = &gone.who, when = show::moment(gone.when, self.pen.words)))
            }
            None => self.say(&msg!(sent)),
        };
        let ticked = self.sent.is_some();
        // A step that was done without its mail tells nothing of one.
        let boxes = if self.done && !ticked { Vec::new() } else { vec![Tick { key: "sent".into(), title: rich::plain(title), ticked, dated: true }] };
        Act { sort: ActSort::Mail, text: splice(&self.say(&message), &[title_line, to]), boxes }
    }

    fn wait(&self, wait: &Wait) -> Vec<Act> {
        let what = self.pen.line(self.site, &wait.what);
        let from = wait.from.as_ref().map(|from| self.person(from));
        let message = match (&from, wait.within) {
            (None, None) => msg!("paper-wait", what = part(0)),
            (Some(_), None) => msg!("paper-wait-from", what = part(0), from = part(1)),
            (None, Some(within)) => msg!("paper-wait-within", what = part(0), within = duration(within, self.pen.words)),
            (Some(_), Some(within)) => {
                msg!("paper-wait-from-within", what = part(0), from = part(1), within = duration(within, self.pen.words))
            }
        };
        let text = splice(&self.say(&message), &[what, from.unwrap_or_default()]);
        let mut acts = vec![Act { sort: ActSort::Wait, text, boxes: Vec::new() }];
        acts.extend(wait.remind.as_ref().map(|remind| self.remind(remind)));
        acts
    }

    fn remind(&self, remind: &Remind) -> Act {
        let words = self.pen.words;
        let first = duration(remind.after, words);
        let mut when = self.say(&match remind.every {
            Some(again) => msg!("paper-remind-every", first = first, every = every(again, words)),
            None => msg!("paper-remind-once", first = first),
        });
        if let (Some(times), Some(_)) = (remind.times, remind.every) {
            when = self.say(&msg!("paper-remind-times", when = when, n = times));
        }
        let (message, title) = match &self.mails[1] {
            Some((mark, title)) => (msg!("paper-remind-mail", when = when, mark = mark, title = part(0)), title.clone()),
            None => (msg!("paper-remind-self", when = when), Vec::new()),
        };
        let count = if remind.every.is_some() { remind.times.unwrap_or(3).min(MAX_REMINDERS) } else { 1 };
        let boxes = (1..=count).map(|n| Tick {
            key: format!("reminder-{n}"),
            title: rich::plain(self.say(&msg!("paper-reminder", n = n))),
            ticked: false,
            dated: true,
        });
        Act { sort: ActSort::Remind, text: splice(&self.say(&message), &[title]), boxes: if self.done { Vec::new() } else { boxes.collect() } }
    }

    fn handover(&self, handover: &Handover) -> Act {
        let procedure = self.pen.outline.lanes[self.site.lane].procedure;
        let asked = |name: &str| {
            let steps = self.pen.outline.spots.iter().filter(|spot| spot.procedure.id == procedure.id);
            steps.filter_map(|spot| spot.step.ask.get(name)).map(|field| field.title.trim().to_owned()).next()
        };
        let secret = asked(&handover.secret.name).unwrap_or_else(|| handover.secret.name.to_string());
        let secret = rich::plain(self.pen.words.quote(&secret));
        let text = splice(&self.say(&msg!("paper-handover", secret = part(0), to = part(1))), &[secret, self.person(&handover.to)]);
        let boxes = handover.by.iter().map(|channel| {
            let title = match channel {
                Channel::Oral => msg!("paper-by-oral"),
                Channel::Phone => msg!("paper-by-phone"),
                Channel::Sms => msg!("paper-by-sms"),
                Channel::InPerson => msg!("paper-by-in-person"),
            };
            let key = channel.word();
            Tick::plain(key, rich::plain(self.say(&title)), self.chosen.iter().any(|chosen| chosen == key))
        });
        Act { sort: ActSort::Handover, text, boxes: boxes.collect() }
    }

    /// Several people.
    pub fn people(&self, people: &[Text]) -> Line {
        let mut line = Vec::new();
        for (i, one) in people.iter().enumerate() {
            if i > 0 {
                line.push(Span::Text(", ".into()));
            }
            line.extend(self.person(one));
        }
        line
    }

    /// A role by its title, or a text.
    pub fn person(&self, text: &Text) -> Line {
        match self.pen.outline.lanes[self.site.lane].procedure.roles.get(text.source.as_ref()) {
            Some(role) => self.pen.line(self.site, &role.title),
            None => self.pen.line(self.site, text),
        }
    }
}

/// Where part number `n` belongs in a sentence.
fn part(n: u8) -> String {
    format!("{PART}{n}")
}

/// A sentence with its parts put in.
fn splice(said: &str, parts: &[Line]) -> Line {
    let mut line = Vec::new();
    for (i, piece) in said.split(PART).enumerate() {
        let mut words = piece;
        if i > 0 {
            let index = piece.chars().next().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
            words = piece.get(1..).unwrap_or_default();
            line.extend(parts.get(index).cloned().unwrap_or_default());
        }
        if !words.is_empty() {
            line.push(Span::Text(words.to_owned()));
        }
    }
    line
}

/// A mail's name: its title, or else its subject.
pub fn mail_title(email: &crate::model::Email, pen: &Pen, site: &Site) -> Line {
    pen.line(site, email.title.as_ref().unwrap_or(&email.subject))
}
