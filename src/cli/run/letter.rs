//! The mail of a step: shown as it will leave, exported, marked as gone.

use super::Lead;
use crate::cli::mail::{eml, page, write};
use crate::cli::prompt::{Leave, clean};
use crate::cli::ui::{Style, wrap};
use crate::desk::Failure;
use crate::engine::command::Leaving;
use crate::engine::mail::{self, Address, Letter};
use crate::engine::{Command, Path, Refusal};
use crate::model::moment::local;
use crate::msg;
use std::path::PathBuf;

impl Lead<'_> {
    /// Shows the mail of a step and sees it leave; with `alone` its leaving is recorded by itself, which settles a step that only mails.
    ///
    /// Gives whether the step is still to be settled.
    pub(super) fn mail(&mut self, path: &Path, alone: bool) -> Result<bool, Leave> {
        let found = self.desk.view(&self.loaded, |view| view.page(path).and_then(|page| page.mail));
        let Some((number, letter, false)) = found else { return Ok(true) };
        let mut letter = match letter {
            Ok(letter) => letter,
            Err(refusal) => {
                self.refused(&refusal);
                return Err(Leave::Later);
            }
        };
        self.before(path);
        self.letter(&letter);
        let lacks = letter.unsendable();
        if let Some(why) = &lacks {
            self.prompt.line("");
            self.prompt.aside(Style::Yellow, &msg!("lead-mail-lacks", why = why.clone()));
        }
        let posted = letter.by != "email";
        let mut choices = Vec::new();
        if lacks.is_none() {
            let can_leave = alone && !posted && self.desk.smtp().is_ok();
            choices.push(("export", if posted { msg!("lead-letter-export") } else { msg!("lead-mail-export") }));
            choices.extend(can_leave.then(|| ("send", msg!("lead-mail-send"))));
        }
        choices.push(("left", if posted { msg!("lead-letter-left") } else { msg!("lead-mail-left") }));
        let titles: Vec<String> = choices.iter().map(|(_, m)| self.prompt.text(m)).collect();
        let question = if posted { msg!("lead-letter-question") } else { msg!("lead-mail-question") };
        // Enter alone writes a file at most: it never says that something has left.
        let usual = Some(0).filter(|_| lacks.is_none());
        let picked = self.prompt.pick_or_leave(&self.prompt.text(&question), &titles, usual, &self.way_out())?;
        match choices.get(picked).map(|(what, _)| *what) {
            Some("export") => {
                self.act(&Command::MailReady { mail: number }, &[])?;
                if let Some(fixed) = self.fixed(path) {
                    letter = fixed;
                }
                let file = self.export(number, &letter)?;
                let question = if posted { msg!("lead-letter-gone", file = file) } else { msg!("lead-mail-gone", file = file) };
                let sent = self.prompt.yes(&self.prompt.text(&question), None)?;
                if !sent {
                    return Err(Leave::Later);
                }
                let how = if posted { msg!("lead-letter-how") } else { msg!("lead-mail-how-file") };
                self.gone(path, number, self.prompt.text(&how), alone)
            }
            Some("send") => self.send(path, number),
            Some("left") => {
                let how = if posted { msg!("lead-letter-how") } else { msg!("lead-mail-how") };
                self.gone(path, number, self.prompt.text(&how), alone)
            }
            _ => Err(Leave::Later),
        }
    }

    /// What left of this step already, in an earlier round: it is seen before anything leaves again.
    fn before(&self, path: &Path) {
        let Some((number, mail)) = self.loaded.run.left_before(path) else { return };
        let Some((stamp, _)) = &mail.left else { return };
        let when = mail.on.unwrap_or_else(|| local(stamp.at).date());
        let letter = self.desk.view(&self.loaded, |view| mail::letter(view.checked, view.run, number, view.env));
        let (subject, to) =
            letter.map_or_else(|_| (String::new(), Vec::new()), |l| (clean(&l.subject), l.to.iter().map(|a| clean(&a.to_string())).collect()));
        self.prompt.line("");
        self.prompt.aside(Style::Yellow, &msg!("lead-mail-before", when = when, subject = subject, to = to));
    }

    fn fixed(&self, path: &Path) -> Option<Letter> {
        self.desk.view(&self.loaded, |view| view.page(path).and_then(|page| page.mail)).and_then(|(_, letter, _)| letter.ok())
    }

    fn gone(&mut self, path: &Path, mail: u32, how: String, alone: bool) -> Result<bool, Leave> {
        if !alone {
            return Ok(true);
        }
        let leaving = Leaving { how, again: true, lacking: true, ..Leaving::default() };
        match self.try_act(&Command::MailLeft { mail, leaving }, &[]) {
            Ok(events) => {
                self.told(path, &events);
                Ok(super::page::is_open(self, path))
            }
            // The step is settled with a way that a person names.
            Err(Failure::Refused(Refusal { message, .. })) if message.id == "route-stuck" => Ok(true),
            Err(other) => Err(self.conflict(other)),
        }
    }

    /// The mail as it will leave.
    fn letter(&self, letter: &Letter) {
        let prompt = &self.prompt;
        let all = |addresses: &[Address]| addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let bar = prompt.paint(Style::Blue, "│");
        let rule = "─".repeat(prompt.width().saturating_sub(4));
        let line = |text: &str| prompt.line(format!("  {bar} {text}").trim_end());
        prompt.line("");
        prompt.line(&prompt.paint(Style::Blue, &format!("  ┌{rule}")));
        let heads = [
            (msg!("lead-mail-to"), all(&letter.to)),
            (msg!("lead-mail-cc"), all(&letter.cc)),
            (msg!("lead-mail-reply"), letter.reply_to.as_ref().map(ToString::to_string).unwrap_or_default()),
            (msg!("lead-mail-subject"), letter.subject.clone()),
            (msg!("lead-mail-attached"), letter.attach.iter().map(|a| a.title.clone()).collect::<Vec<_>>().join(", ")),
        ];
        for (head, text) in heads.into_iter().filter(|(_, text)| !text.is_empty()) {
            let head = prompt.text(&head);
            let text = wrap(&format!("{head} {}", clean(&text)), prompt.width().saturating_sub(6), "");
            for (i, part) in text.lines().enumerate() {
                let part = if i == 0 { part.replacen(&head, &prompt.paint(Style::Bold, &head), 1) } else { format!("  {part}") };
                line(&part);
            }
        }
        line("");
        for written in clean(letter.body.trim_end()).lines() {
            // An indent in the mail is part of it.
            let indent = " ".repeat(written.chars().take_while(|c| *c == ' ').count());
            let wrapped = wrap(written, prompt.width().saturating_sub(6), &indent);
            wrapped.lines().for_each(&line);
            if wrapped.is_empty() {
                line("");
            }
        }
        prompt.line(&prompt.paint(Style::Blue, &format!("  └{rule}")));
    }

    /// Writes the mail to a file that a mail program opens as a draft; gives its name.
    fn export(&self, number: u32, letter: &Letter) -> Result<String, Leave> {
        let prompt = &self.prompt;
        let (bytes, suffix) = if letter.by == "email" {
            let (bytes, by_hand) = eml::write(self.desk, letter)?;
            for title in by_hand {
                prompt.aside(Style::Yellow, &msg!("lead-mail-attach", title = clean(&title)));
            }
            (bytes, "eml")
        } else {
            (page::write(self.desk, &self.loaded, number, letter).into_bytes(), "html")
        };
        let name =
            |n: u32| PathBuf::from(format!("pasapas-{}-{number}{}.{suffix}", self.short(), if n == 0 { String::new() } else { format!("-{n}") }));
        let usual = (0..1000).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0));
        loop {
            prompt.head(&prompt.text(&msg!("lead-mail-file")), &[prompt.text(&msg!("lead-enter", answer = usual.display().to_string()))]);
            let typed = prompt.read()?;
            let path = if typed.is_empty() { usual.clone() } else { PathBuf::from(&typed) };
            match write(&path, &bytes) {
                Ok(()) => {
                    let shown = path.display().to_string();
                    prompt.aside(Style::Green, &msg!("lead-mail-written", file = &shown));
                    return Ok(shown);
                }
                Err(Failure::Unable(refusal) | Failure::Refused(refusal)) => prompt.wrong(&prompt.text(&refusal.message)),
                Err(other) => return Err(other.into()),
            }
        }
    }
}
