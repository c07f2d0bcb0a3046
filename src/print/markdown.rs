//! A checklist as GitHub-flavoured Markdown that can be printed, read as plain text, or kept beside the procedure.

mod form;
mod text;

use super::parts::{Act, Checklist, Contact, DocumentUse, Exit, Follow, Group, GroupSort, Mail, Matrix, Said, SentMail, Step};
use super::rich::{Block, Line};
use super::standing::State;
use crate::msg;
use crate::words::{Lang, Message, Words};
use text::{blocks, escape, inert, line};

/// Writes a checklist as Markdown.
pub fn write(checklist: &Checklist) -> String {
    let words = Lang::parse(checklist.lang).unwrap_or_default().words();
    let mut writer = Writer { words, out: String::new() };
    writer.head(checklist);
    writer.heading(2, &words.say(&msg!("paper-steps")));
    writer.paragraph(&escape(&checklist.beginning));
    checklist.steps.iter().for_each(|step| writer.step(step, 3));
    writer.appendix(checklist);
    let trimmed = writer.out.trim_end().len();
    writer.out.truncate(trimmed);
    writer.out.push('\n');
    writer.out
}

struct Writer {
    words: &'static Words,
    out: String,
}

impl Writer {
    fn say(&self, message: &Message) -> String {
        self.words.say(message)
    }

    fn heading(&mut self, level: usize, words: &str) {
        self.out.push_str(&format!("{} {}\n\n", "#".repeat(level.min(6)), words.replace('\n', " ")));
    }

    fn paragraph(&mut self, words: &str) {
        if !words.is_empty() {
            self.out.push_str(words);
            self.out.push_str("\n\n");
        }
    }

    fn items(&mut self, items: impl IntoIterator<Item = String>) {
        let before = self.out.len();
        for item in items {
            self.out.push_str(&format!("- {}\n", item.replace('\n', "\n  ")));
        }
        if self.out.len() > before {
            self.out.push('\n');
        }
    }

    fn head(&mut self, checklist: &Checklist) {
        self.heading(1, &line(&checklist.title));
        if let Some(banner) = &checklist.banner {
            self.paragraph(&format!("> **{}**", escape(banner)));
        }
        let mut facts = vec![format!("`{}`", checklist.procedure), escape(&self.say(&msg!("paper-version", version = &checklist.version)))];
        if let Some(run) = &checklist.run {
            facts.push(escape(&self.say(&msg!("paper-run", run = &run.id, state = &run.state))));
            facts.extend(run.started.as_ref().map(|at| escape(&self.say(&msg!("paper-started", at = at)))));
            facts.extend(run.by.as_ref().map(|by| inert(&self.say(&msg!("paper-started-by", by = by)))));
            facts.extend(run.as_of.as_ref().map(|at| escape(&self.say(&msg!("paper-as-of", at = at)))));
        }
        facts.push(format!("`{}`", checklist.origin));
        self.paragraph(&facts.join(" · "));
        for part in &checklist.part {
            self.paragraph(&format!("**{}**", inert(part)));
        }
        self.paragraph(&blocks(&checklist.summary));
        if !checklist.contacts.is_empty() {
            self.heading(2, &self.say(&msg!("paper-contacts")));
            let contacts: Vec<String> = checklist.contacts.iter().map(|contact| self.contact(contact)).collect();
            self.items(contacts);
        }
        if !checklist.roles.is_empty() {
            self.heading(2, &self.say(&msg!("paper-roles")));
            let roles: Vec<String> = checklist
                .roles
                .iter()
                .map(|role| {
                    let steps = if role.steps.is_empty() {
                        Vec::new()
                    } else {
                        vec![self.say(&msg!("paper-role-steps", n = super::parts::count(&role.steps), steps = role.steps.clone()))]
                    };
                    let outside = role.outside.then(|| self.say(&msg!("paper-outside")));
                    let facts: Vec<String> = steps.into_iter().chain(outside).map(|fact| escape(&fact)).collect();
                    format!("**{}** {} — {}", role.mark, line(&role.title), facts.join(", "))
                })
                .collect();
            self.items(roles);
        }
        if !checklist.legend.is_empty() {
            self.heading(2, &self.say(&msg!("paper-legend")));
        }
        self.items(checklist.legend.iter().map(|said| escape(said)));
        for (id, entries) in [("paper-inputs", &checklist.inputs), ("paper-settings", &checklist.settings)] {
            if !entries.is_empty() {
                self.heading(2, &self.say(&msg!(id)));
                self.paragraph(&form::entries(entries, self.words));
            }
        }
        if !checklist.worked_out.is_empty() {
            self.heading(2, &self.say(&msg!("paper-worked-out")));
            let blank = |value: &Option<String>| match (value, &checklist.run) {
                (Some(value), _) => format!("**{}**", inert(value)),
                (None, Some(_)) => String::new(),
                (None, None) => "\\_".repeat(12),
            };
            let row = |one: &super::parts::WorkedOut| {
                format!("**{}** — {} {}", escape(&one.title), escape(&one.rule), blank(&one.value)).trim_end().to_owned()
            };
            self.items(checklist.worked_out.iter().map(row));
        }
        if !checklist.remarks.is_empty() {
            self.heading(2, &self.say(&msg!("paper-remarks")));
            self.items(checklist.remarks.iter().map(|remark| inert(remark)));
        }
    }

    fn contact(&self, contact: &Contact) -> String {
        let facts: Vec<String> =
            [&contact.phone, &contact.email, &contact.url, &contact.hours].into_iter().flatten().map(|fact| line(fact)).collect();
        let note = blocks(&contact.note).replace("\n\n", " ");
        let facts = facts.into_iter().chain(Some(note).filter(|note| !note.is_empty())).collect::<Vec<_>>().join(", ");
        if facts.is_empty() { format!("**{}**", line(&contact.title)) } else { format!("**{}** — {facts}", line(&contact.title)) }
    }

    fn step(&mut self, step: &Step, level: usize) {
        let mark = match step.state {
            None | Some(State::Ahead | State::Open) => "☐",
            Some(State::Done) => "☑",
            Some(State::LeftOut | State::Passed | State::Waived) => "☒",
        };
        self.heading(level, &format!("{mark} {}. {} `{}`", step.number, line(&step.title), step.code));
        let role = step.role.as_ref().map(|role| format!("**{}** {}", role.mark, line(&role.title)));
        let facts: Vec<String> = role.into_iter().chain(step.standing.iter().map(|said| inert(said))).collect();
        self.paragraph(&facts.join(" · "));
        self.items(step.opens.iter().chain(&step.deadlines).map(|said| format!("*{}*", escape(said))));
        self.said(&step.text, None);
        self.said(&step.attention, Some("paper-attention"));
        let documents: Vec<String> = step.documents.iter().map(|used| self.document(used)).collect();
        self.items(documents);
        for act in &step.acts {
            self.act(act);
        }
        self.items(step.checks.iter().map(|check| format!("☐ {}", said(check))));
        self.paragraph(&form::entries(&step.form, self.words));
        self.said(&step.requires, Some("paper-requires"));
        self.said(&step.notes, Some("paper-note"));
        let head = self.say(&msg!("paper-remark-head"));
        self.items(step.remarks.iter().map(|remark| format!("**{head}** {}", inert(remark))));
        let contacts: Vec<String> = step.contacts.iter().map(|contact| self.say(&msg!("paper-call-for-help")) + &self.contact(contact)).collect();
        self.items(contacts);
        if step.inside.is_empty() {
            self.exits(step);
        }
        if step.signs {
            self.paragraph(&format!(
                "{} \\_\\_ / \\_\\_ / \\_\\_\\_\\_   {} \\_\\_\\_\\_\\_\\_",
                self.say(&msg!("paper-done-on")),
                self.say(&msg!("paper-initials"))
            ));
        }
        if !step.cites.is_empty() {
            self.paragraph(&format!("<sub>{}</sub>", escape(&self.say(&msg!("paper-cites", n = step.cites.len(), cites = step.cites.clone())))));
        }
        for group in &step.inside {
            self.group(group, level + 1);
        }
        if !step.inside.is_empty() {
            self.exits(step);
        }
    }

    fn said(&mut self, remarks: &[Said], label: Option<&'static str>) {
        for remark in remarks {
            match label {
                None => self.paragraph(&said_blocks(remark)),
                Some(label) => {
                    let text = format!("**{}** {}", self.say(&msg!(label)), said_blocks(remark));
                    self.paragraph(&quoted(&text));
                }
            }
        }
    }

    fn document(&self, used: &DocumentUse) -> String {
        let pages = used.pages.as_ref().map(|pages| format!(", {}", escape(pages))).unwrap_or_default();
        let note = blocks(&used.note).replace("\n\n", " ");
        let note = if note.is_empty() { note } else { format!(" — {note}") };
        let verb = self.say(&match used.follow {
            Follow::Use => msg!("paper-document"),
            Follow::Follow => msg!("paper-follow"),
            Follow::FollowNot => msg!("paper-follow-not"),
        });
        format!("**{verb}** {}{pages}{note}", line(&used.title))
    }

    fn act(&mut self, act: &Act) {
        let boxes = form::ticks(&act.boxes);
        self.paragraph(&if boxes.is_empty() { line(&act.text) } else { format!("{}\\\n{boxes}", line(&act.text)) });
    }

    fn exits(&mut self, step: &Step) {
        if let Some(closing) = step.closing.as_ref().filter(|_| !step.exits.is_empty()) {
            self.paragraph(&format!("**{}**", escape(closing)));
        }
        if step.exits.iter().any(|exit| exit.option.is_some()) && step.state.is_none_or(|state| !state.is_settled()) {
            let many = step.exits.iter().any(|exit| exit.many);
            self.paragraph(&format!("**{}**", self.say(&if many { msg!("paper-choose-many") } else { msg!("paper-choose") })));
        }
        self.items(step.exits.iter().map(exit));
    }

    fn group(&mut self, group: &Group, level: usize) {
        let heading = match &group.sort {
            GroupSort::Section => return group.steps.iter().for_each(|step| self.step(step, level)),
            GroupSort::Each | GroupSort::Call => escape(&group.heading),
            GroupSort::Item { .. } => inert(&group.heading),
        };
        self.heading(level, &heading);
        self.items(group.hints.iter().map(|hint| inert(hint)));
        match (&group.table, &group.copy) {
            (Some(table), _) => self.matrix(table),
            (None, Some(copy)) => {
                self.paragraph(&format!("*{}*", escape(copy)));
                self.paragraph(&format!("**{}** {}", self.say(&msg!("paper-copy-for")), "\\_".repeat(40)));
            }
            (None, None) => {}
        }
        group.steps.iter().for_each(|step| self.step(step, level + 1));
    }

    fn matrix(&mut self, table: &Matrix) {
        let who = self.say(&msg!("paper-matrix-item"));
        let mut rows = vec![format!("| {who} | {} |", table.columns.join(" | ")), format!("| --- |{}", " :-: |".repeat(table.columns.len()))];
        for row in &table.rows {
            let cells: Vec<&str> = row.cells.iter().map(|state| state_mark(*state)).collect();
            let label = if row.label.is_empty() { row.number.to_string() } else { format!("{}. {}", row.number, inert(&row.label)) };
            let label = row.gone.as_ref().map_or(label.clone(), |why| format!("~~{label}~~ {}", inert(why)));
            rows.push(format!("| {label} | {} |", cells.join(" | ")));
        }
        self.paragraph(&rows.join("\n"));
        self.items(table.titles.iter().map(|title| inert(title)));
        let legend = self.say(&msg!("paper-matrix-legend"));
        self.paragraph(&format!("*{}*", escape(&legend)));
    }

    fn appendix(&mut self, checklist: &Checklist) {
        if !checklist.rules.is_empty() {
            self.heading(2, &self.say(&msg!("paper-rules")));
            let rules: Vec<String> = checklist
                .rules
                .iter()
                .map(|rule| match &rule.means {
                    Some(means) => format!("{} — {}", escape(&rule.title), escape(means)),
                    None => escape(&rule.title),
                })
                .collect();
            self.items(rules);
        }
        if !checklist.documents.is_empty() {
            self.heading(2, &self.say(&msg!("paper-documents")));
            let documents: Vec<String> = checklist
                .documents
                .iter()
                .map(|document| {
                    let at = document.at.as_ref().map(|at| format!(" — {}", line(at))).unwrap_or_default();
                    let steps = escape(&self.at_steps(&document.steps));
                    let also = if document.aliases.is_empty() {
                        String::new()
                    } else {
                        format!(" ({})", escape(&self.say(&msg!("paper-also", names = document.aliases.clone()))))
                    };
                    let note = blocks(&document.note).replace("\n\n", " ");
                    format!("**{}**{also}{at} ({steps})\\\n{note}", line(&document.title)).trim_end_matches("\\\n").to_owned()
                })
                .collect();
            self.items(documents);
        }
        if !checklist.mails.is_empty() {
            self.heading(2, &self.say(&msg!("paper-mails")));
            checklist.mails.iter().for_each(|mail| self.mail(mail));
        }
        if !checklist.sent.is_empty() {
            self.heading(2, &self.say(&msg!("paper-gone")));
            checklist.sent.iter().for_each(|mail| self.sent(mail));
        }
        if !checklist.files.is_empty() {
            self.heading(2, &self.say(&msg!("paper-files")));
            let row = |file: &super::parts::Evidence| {
                let step = if file.step.is_empty() { String::new() } else { format!(", {}", self.say(&msg!("paper-step", step = &file.step))) };
                format!("**{}**{step}\\\n`{}`", inert(&file.name), file.sha256)
            };
            let rows: Vec<String> = checklist.files.iter().map(row).collect();
            self.items(rows);
        }
        if !checklist.sources.is_empty() {
            self.heading(2, &self.say(&msg!("paper-sources")));
            for source in &checklist.sources {
                let mut facts = vec![escape(&source.title)];
                facts.extend(source.dates.iter().map(|date| escape(date)));
                facts.extend(source.url.iter().map(|url| escape(url)));
                let note = source.note.as_ref().map(|note| format!("\\\n   {}", escape(note))).unwrap_or_default();
                self.out.push_str(&format!("{}. {}{note}\n", source.number, facts.join(", ")));
                for quote in &source.quotes {
                    let said = [Some(&quote.used_for).filter(|used| !used.is_empty())].into_iter().flatten().chain(&quote.facts).chain(&quote.words);
                    self.out.push_str(&format!("   - {}\n", said.map(|fact| escape(fact)).collect::<Vec<_>>().join(", ")));
                }
            }
            self.out.push('\n');
        }
    }

    fn at_steps(&self, steps: &[String]) -> String {
        self.say(&msg!("paper-at-steps", n = super::parts::count(steps), steps = steps.to_vec()))
    }

    fn sent(&mut self, mail: &SentMail) {
        self.heading(3, &inert(&mail.title));
        let mut facts = vec![escape(&self.say(&msg!("paper-step", step = &mail.step)))];
        facts.extend(mail.item.iter().map(|item| inert(item)));
        facts.push(inert(&mail.left));
        self.paragraph(&facts.join(" · "));
        let Some(words) = &mail.words else {
            self.paragraph(&escape(&self.say(&msg!("paper-sent-hidden"))));
            return;
        };
        let named = [("paper-to", words.to.join(", ")), ("paper-cc", words.cc.join(", ")), ("paper-subject", words.subject.clone())];
        let rest = [("paper-attached", words.attach.join(", "))];
        let rows: Vec<String> = named
            .into_iter()
            .chain(rest)
            .filter(|(_, value)| !value.is_empty())
            .map(|(id, value)| format!("**{}** {}", self.say(&msg!(id)), inert(&value)))
            .collect();
        self.items(rows);
        self.paragraph(&quoted(&words.body.trim().lines().map(inert).collect::<Vec<_>>().join("\\\n")));
    }

    fn mail(&mut self, mail: &Mail) {
        self.heading(3, &format!("{} · {}", mail.mark, line(&mail.title)));
        let many = |lines: &[Line]| lines.iter().map(|one| line(one)).collect::<Vec<_>>().join(", ");
        let mut facts = vec![format!("{}, {}", escape(&mail.carrier), escape(&self.at_steps(&mail.steps)))];
        let named = [
            ("paper-to", many(&mail.to)),
            ("paper-cc", many(&mail.cc)),
            ("paper-reply-to", mail.reply_to.as_ref().map(|to| line(to)).unwrap_or_default()),
        ];
        let rest = [("paper-subject", line(&mail.subject)), ("paper-attached", many(&mail.attach))];
        for (id, value) in named.into_iter().chain(rest) {
            if !value.is_empty() {
                facts.push(format!("**{}** {value}", self.say(&msg!(id))));
            }
        }
        self.items(facts);
        self.paragraph(&quoted(&text::letter(&mail.body)));
    }
}

/// How a state is marked in a table.
fn state_mark(state: State) -> &'static str {
    match state {
        State::Ahead => " ",
        State::Open => "▶",
        State::Done => "✓",
        State::LeftOut => "–",
        State::Passed => "↷",
        State::Waived => "⨯",
    }
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn said_blocks(said: &Said) -> String {
    match &said.when {
        Some(when) => match said.text.split_first() {
            Some((Block::Paragraph(first), rest)) => {
                let rest = blocks(rest);
                let gap = if rest.is_empty() { "" } else { "\n\n" };
                format!("*{}* {}{gap}{rest}", escape(when), line(first))
            }
            _ => format!("*{}*\n\n{}", escape(when), blocks(&said.text)),
        },
        None => blocks(&said.text),
    }
}

fn said(one: &Said) -> String {
    said_blocks(one)
}

fn exit(exit: &Exit) -> String {
    let mut text = String::new();
    if let Some(option) = &exit.option {
        text.push_str(if option.ticked { "☑ " } else { "☐ " });
        text.push_str(&format!("**{}** ", line(&option.title)));
    }
    if let Some(when) = &exit.when {
        text.push_str(&if exit.option.is_some() { format!("({}) ", escape(when)) } else { format!("{} ", escape(when)) });
    }
    text + exit.arrow() + " " + &escape(&exit.then)
}
