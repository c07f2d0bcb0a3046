//! Steps and groups of steps.

use super::Page;
use super::form::{entries, tick_box, ticks};
use super::text::{blocks, escape, line};
use crate::msg;
use crate::print::forms::{Entry, Space};
use crate::print::parts::{Act, ActSort, DocumentUse, Exit, ExitSort, Follow, Group, GroupSort, Matrix, Said, Step};
use crate::print::standing::State;

/// The tallest step that is kept on one page, in millimetres: taller ones would leave too much paper empty before them.
const MAX_WHOLE: usize = 95;
/// The least that is laid out as a sheet of its own, to be copied for each line of a list, in millimetres.
const MIN_SHEET: usize = 380;

/// How tall a step is, roughly, in millimetres.
fn height(step: &Step) -> usize {
    let lines = |said: &[Said], width: usize| said.iter().map(|said| blocks(&said.text).len().div_ceil(width) * 5).sum::<usize>();
    let space = |entry: &Entry| match &entry.space {
        Space::Lines(count) => 8 + 8 * count,
        Space::Parts(parts) => 8 + 9 * parts.len(),
        Space::Table { rows, filled, .. } => 20 + 9 * if filled.is_empty() { *rows } else { filled.len() },
        Space::Boxes { boxes, .. } => 8 + 4 * boxes.len(),
        _ => 10,
    };
    let form: usize = step.form.iter().map(|entry| space(entry) + if entry.help.is_empty() { 0 } else { 5 }).sum();
    let remarks = lines(&step.attention, 80) + 7 * step.attention.len() + lines(&step.notes, 90) + 4 * step.notes.len();
    let acts: usize = step.acts.iter().map(|act| if act.boxes.is_empty() { 6 } else { 13 }).sum();
    25 + lines(&step.text, 90) + remarks + acts + form + 5 * step.opens.len() + 7 * (step.documents.len() + step.checks.len() + step.exits.len())
}

fn group_height(group: &Group) -> usize {
    let inside = |step: &Step| height(step) + step.inside.iter().map(group_height).sum::<usize>();
    15 + group.steps.iter().map(inside).sum::<usize>()
}

impl Page {
    /// One step, and after it what it holds.
    pub fn step(&mut self, step: &Step, level: usize) {
        let level = level.min(6);
        let state = match step.state {
            None | Some(State::Ahead) => "",
            Some(State::Open) => " open",
            Some(State::Done) => " done",
            Some(State::LeftOut | State::Passed | State::Waived) => " aside",
        };
        let id = format!("{}{}", self.prefix, escape(&step.path));
        let holder = match step.inside.first().map(|group| &group.sort) {
            None if height(step) > MAX_WHOLE => " long",
            None => "",
            // What is copied for each line begins with a page, where it fills one.
            Some(GroupSort::Each) if level == 2 && step.state.is_none() && step.inside.iter().map(group_height).sum::<usize>() > MIN_SHEET => {
                " holder copied"
            }
            Some(_) => " holder",
        };
        let head = self.step_head(step, level);
        let mut body = self.body(step);
        if step.inside.is_empty() {
            body.push_str(&self.exits(step));
            body.push_str(&self.foot(step));
        }
        let body = if body.is_empty() { body } else { format!("<div class=\"body\">{body}</div>") };
        self.out.push_str(&format!("<article class=\"step{state}{holder}\" id=\"{id}\" aria-labelledby=\"{id}-title\">{head}{body}</article>\n"));
        for group in &step.inside {
            self.group(group, level + 1);
        }
        if !step.inside.is_empty() {
            let exits = self.exits(step);
            if !exits.is_empty() {
                let class = if holder.ends_with("copied") { " after-sheet" } else { "" };
                self.out.push_str(&format!("<div class=\"closing{class}\">{exits}</div>\n"));
            }
        }
    }

    fn step_head(&self, step: &Step, level: usize) -> String {
        let lang = self.lang();
        let tick = match step.state {
            None | Some(State::Ahead | State::Open) => tick_box(false, self.words),
            Some(State::Done) => tick_box(true, self.words),
            Some(State::LeftOut | State::Passed | State::Waived) => "<span class=\"tick aside\" aria-hidden=\"true\">–</span>".to_owned(),
        };
        let role = step.role.as_ref().map(|role| {
            format!("<span class=\"role\"><span class=\"mark\">{}</span> <span{lang}>{}</span></span>", escape(&role.mark), line(&role.title))
        });
        let standing = step.standing.as_ref().map(|said| format!("<span class=\"standing\">{}</span>", escape(said)));
        let facts: String = role.into_iter().chain(standing).collect();
        let code = self.say(&msg!("paper-code", code = &step.code));
        format!(
            "<header><span class=\"number{}\">{}</span>{tick}<div class=\"title\"><h{level} id=\"{}{}-title\"{lang}>{}</h{level}><p class=\"who\">{facts}</p></div><span class=\"code\" title=\"{code}\">{}</span></header>",
            match step.number.len() {
                0..=4 => "",
                5 => " five",
                _ => " more",
            },
            escape(&step.number),
            self.prefix,
            escape(&step.path),
            line(&step.title),
            escape(&step.code),
        )
    }

    fn body(&self, step: &Step) -> String {
        let lang = self.lang();
        let mut out = String::new();
        if !step.opens.is_empty() || !step.deadlines.is_empty() {
            let opens: String = step.opens.iter().map(|said| format!("<li>{}</li>", escape(said))).collect();
            let deadlines: String = step.deadlines.iter().map(|said| format!("<li class=\"due\">{}</li>", escape(said))).collect();
            out.push_str(&format!("<ul class=\"opens\">{opens}{deadlines}</ul>"));
        }
        if !step.text.is_empty() {
            out.push_str(&format!("<div class=\"text\"{lang}>{}</div>", step.text.iter().map(|said| self.said(said)).collect::<String>()));
        }
        if !step.attention.is_empty() {
            let label = self.say(&msg!("paper-attention"));
            let points: String = step.attention.iter().map(|said| format!("<div class=\"point\"{lang}>{}</div>", self.said(said))).collect();
            out.push_str(&format!(
                "<div class=\"attention\" role=\"note\"><span class=\"sign\" aria-hidden=\"true\">!</span><div><strong class=\"label\">{label}</strong>{points}</div></div>"
            ));
        }
        if !step.documents.is_empty() {
            let rows: String = step.documents.iter().map(|used| self.document(used)).collect();
            out.push_str(&format!("<ul class=\"uses\">{rows}</ul>"));
        }
        out.extend(step.acts.iter().map(|act| self.act(act)));
        if !step.checks.is_empty() {
            let rows: String = step
                .checks
                .iter()
                .map(|check| format!("<li>{}<div{lang}>{}</div></li>", tick_box(step.state == Some(State::Done), self.words), self.said(check)))
                .collect();
            out.push_str(&format!("<ul class=\"checks\">{rows}</ul>"));
        }
        if !step.form.is_empty() {
            out.push_str(&format!("<div class=\"form\"{lang}>{}</div>", entries(&step.form, self.words)));
        }
        for said in &step.requires {
            out.push_str(&format!(
                "<div class=\"requires\"><strong>{}</strong><div{lang}>{}</div></div>",
                self.say(&msg!("paper-requires")),
                self.said(said)
            ));
        }
        for said in &step.notes {
            out.push_str(&format!(
                "<div class=\"note\"><strong>{}</strong><div{lang}>{}</div></div>",
                self.say(&msg!("paper-note")),
                self.said(said)
            ));
        }
        for remark in &step.remarks {
            out.push_str(&format!(
                "<div class=\"note remark\"><strong>{}</strong><div>{}</div></div>",
                self.say(&msg!("paper-remark-head")),
                escape(remark)
            ));
        }
        for contact in &step.contacts {
            out.push_str(&format!("<p class=\"help-line\">{}{}</p>", self.say(&msg!("paper-call-for-help")), self.contact(contact)));
        }
        out
    }

    /// A remark, its condition before its words.
    fn said(&self, said: &Said) -> String {
        let text = blocks(&said.text);
        match &said.when {
            None => text,
            Some(when) => {
                let when = format!("<em class=\"aside\">{}</em> ", escape(when));
                match text.strip_prefix("<p>") {
                    Some(rest) => format!("<p>{when}{rest}"),
                    None => format!("<p>{when}</p>{text}"),
                }
            }
        }
    }

    fn document(&self, used: &DocumentUse) -> String {
        let lang = self.lang();
        let (class, verb) = match used.follow {
            Follow::Use => ("use", msg!("paper-document")),
            Follow::Follow => ("follow", msg!("paper-follow")),
            Follow::FollowNot => ("follow-not", msg!("paper-follow-not")),
        };
        let pages = used.pages.as_ref().map(|pages| format!(", <strong>{}</strong>", escape(pages))).unwrap_or_default();
        let note = blocks(&used.note);
        let note = if note.is_empty() { note } else { format!("<div{lang}>{note}</div>") };
        format!(
            "<li class=\"{class}\"><strong class=\"label\">{}</strong><div><span{lang}>{}</span>{pages}{note}</div></li>",
            self.say(&verb),
            line(&used.title)
        )
    }

    fn act(&self, act: &Act) -> String {
        let class = match act.sort {
            ActSort::Mail => "mail-act",
            ActSort::Wait => "wait",
            ActSort::Remind => "remind",
            ActSort::Handover => "handover",
        };
        let boxes = if act.boxes.is_empty() { String::new() } else { ticks(&act.boxes, self.words) };
        format!("<div class=\"act {class}\"><p>{}</p>{boxes}</div>", line(&act.text))
    }

    fn exits(&self, step: &Step) -> String {
        if step.exits.is_empty() {
            return String::new();
        }
        let mut out = String::new();
        if let Some(closing) = &step.closing {
            out.push_str(&format!("<p class=\"choose\">{}</p>", escape(closing)));
        }
        if step.exits.iter().any(|exit| exit.option.is_some()) && step.state.is_none_or(|state| !state.is_settled()) {
            let many = step.exits.iter().any(|exit| exit.many);
            out.push_str(&format!("<p class=\"choose\">{}</p>", self.say(&if many { msg!("paper-choose-many") } else { msg!("paper-choose") })));
        }
        let rows: String = step.exits.iter().map(|exit| self.exit(exit)).collect();
        format!("<div class=\"exits\">{out}<ul>{rows}</ul></div>")
    }

    fn exit(&self, exit: &Exit) -> String {
        let lang = self.lang();
        let class = match exit.sort {
            ExitSort::Next => "next",
            ExitSort::Back => "back",
            ExitSort::End => "end",
        };
        let arrow = exit.arrow();
        let when = exit.when.as_ref().map(|when| format!("<span class=\"when\">{}</span> ", escape(when))).unwrap_or_default();
        let answer = match &exit.option {
            Some(option) => {
                format!("{}<span class=\"answer\"><strong{lang}>{}</strong> {when}</span>", tick_box(option.ticked, self.words), line(&option.title))
            }
            None => format!("<span class=\"answer\">{when}</span>"),
        };
        let bare = if exit.option.is_none() && exit.when.is_none() { " bare" } else { "" };
        format!(
            "<li class=\"{class}{bare}\">{answer}<span class=\"then\"><span aria-hidden=\"true\">{arrow}</span> {}</span></li>",
            escape(&exit.then)
        )
    }

    fn foot(&self, step: &Step) -> String {
        let cites = if step.cites.is_empty() {
            String::new()
        } else {
            format!("<span class=\"cites\">{}</span>", self.say(&msg!("paper-cites", n = step.cites.len(), cites = step.cites.clone())))
        };
        if !step.signs {
            return if cites.is_empty() { cites } else { format!("<footer>{cites}</footer>") };
        }
        format!(
            "<footer>{cites}<span class=\"sign-off\"><span>{}</span>{}<span>{}</span><span class=\"initials\"></span></span></footer>",
            self.say(&msg!("paper-done-on")),
            super::form::date(),
            self.say(&msg!("paper-initials"))
        )
    }

    fn group(&mut self, group: &Group, level: usize) {
        let level = level.min(6);
        let class = match &group.sort {
            GroupSort::Section => "section",
            GroupSort::Each => "each",
            GroupSort::Item { .. } => "item",
            GroupSort::Call => "call",
        };
        let heading = escape(&group.heading);
        let hints: String = group.hints.iter().map(|hint| format!("<li>{}</li>", escape(hint))).collect();
        let hints = if hints.is_empty() { hints } else { format!("<ul>{hints}</ul>") };
        let room = match (&group.table, &group.copy) {
            (Some(table), _) => self.matrix(table),
            (None, Some(copy)) => format!(
                "<p class=\"copy\"><span class=\"fill wide\"><span>{}</span><span class=\"line\"></span></span><span class=\"small\">{}</span></p>",
                self.say(&msg!("paper-copy-for")),
                escape(copy)
            ),
            (None, None) => String::new(),
        };
        self.out.push_str(&format!("<section class=\"group {class}\"><header><h{level}>{heading}</h{level}>{hints}</header>{room}\n"));
        group.steps.iter().for_each(|step| self.step(step, level + 1));
        self.out.push_str("</section>\n");
    }

    fn matrix(&self, table: &Matrix) -> String {
        let heads: String = table.columns.iter().map(|column| format!("<th scope=\"col\">{}</th>", escape(column))).collect();
        let mut rows = String::new();
        for row in &table.rows {
            let cells: String = row.cells.iter().map(|state| self.cell(*state)).collect();
            let gone = row.gone.as_ref().map(|why| format!("<br><span class=\"small\">{}</span>", escape(why))).unwrap_or_default();
            let class = if row.gone.is_some() { " class=\"gone\"" } else { "" };
            let label = if row.label.is_empty() { row.number.to_string() } else { format!("{}. {}", row.number, escape(&row.label)) };
            rows.push_str(&format!("<tr{class}><th scope=\"row\"><span>{label}</span>{gone}</th>{cells}</tr>"));
        }
        let titles: String = table.titles.iter().map(|title| format!("<li>{}</li>", escape(title))).collect();
        let titles = if titles.is_empty() { titles } else { format!("<ul class=\"titles small\">{titles}</ul>") };
        format!(
            "<table class=\"matrix\"><thead><tr><th scope=\"col\">{}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>{titles}<p class=\"small\">{}</p>",
            self.say(&msg!("paper-matrix-item")),
            self.say(&msg!("paper-matrix-legend"))
        )
    }

    fn cell(&self, state: State) -> String {
        let (mark, said) = match state {
            State::Ahead => ("", msg!("paper-mark-ahead")),
            State::Open => ("▶", msg!("paper-mark-open")),
            State::Done => ("✓", msg!("paper-mark-done")),
            State::LeftOut => ("–", msg!("paper-mark-left-out")),
            State::Passed => ("↷", msg!("paper-mark-passed")),
            State::Waived => ("⨯", msg!("paper-mark-waived")),
        };
        format!("<td><span role=\"img\" aria-label=\"{}\">{mark}</span></td>", self.say(&said))
    }
}
