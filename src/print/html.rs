//! A checklist as one HTML page that prints well by itself: no script, nothing loaded from elsewhere, black on white first.

mod form;
pub mod letter;
pub mod shown;
mod step;
mod text;

use super::parts::{Checklist, Contact, Evidence, Mail, Quote, SentMail, Source, WorkedOut};
use super::rich::{Line, flat};
use super::{origin, running};
use crate::msg;
use crate::words::{Lang, Message, Words};
use shown::Shown;
use text::{blocks, escape, line};

const STYLE: &str = include_str!("html/style.css");

/// Writes a checklist as a page.
pub fn write(checklist: &Checklist) -> String {
    write_all(std::slice::from_ref(checklist))
}

/// Writes checklists as one page, each on sheets of its own.
pub fn write_all(checklists: &[Checklist]) -> String {
    write_with(checklists, &[])
}

/// The same, and behind them what a person was shown.
pub fn write_with(checklists: &[Checklist], shown: &[Shown]) -> String {
    let Some(first) = checklists.first() else { return String::new() };
    let words = Lang::parse(first.lang).unwrap_or_default().words();
    let mut page = Page { words, out: String::new(), foreign: None, prefix: String::new() };
    if Lang::parse(&first.language).map(Lang::tag) != Some(first.lang) {
        page.foreign = Some(escape(&first.language));
    }
    page.open(first, if shown.is_empty() { "" } else { shown::STYLE });
    for (place, checklist) in checklists.iter().enumerate() {
        if place > 0 {
            page.prefix = format!("{}-", place + 1);
        }
        let is_last = place + 1 == checklists.len();
        page.sheet(checklist, &if is_last { shown::section(shown, words) } else { String::new() });
    }
    page.out.push_str("</body>\n</html>\n");
    page.out
}

struct Page {
    words: &'static Words,
    out: String,
    /// The language of the procedure's texts, where it is not that of our words.
    foreign: Option<String>,
    /// Stands before all names of places, so that those of several checklists differ.
    prefix: String,
}

impl Page {
    fn say(&self, message: &Message) -> String {
        escape(&self.words.say(message))
    }

    /// The attribute for texts of the procedure.
    fn lang(&self) -> String {
        self.foreign.as_ref().map(|lang| format!(" lang=\"{lang}\"")).unwrap_or_default()
    }

    /// A checklist, and what comes behind it.
    fn sheet(&mut self, checklist: &Checklist, behind: &str) {
        self.out.push_str("<div class=\"sheet\">\n");
        self.head(checklist);
        self.out.push_str("<main>\n");
        self.before(checklist);
        self.out.push_str(&format!("<section class=\"steps\" aria-label=\"{}\">\n", self.say(&msg!("paper-steps"))));
        if !checklist.beginning.is_empty() {
            self.out.push_str(&format!("<p class=\"beginning\">{}</p>\n", escape(&checklist.beginning)));
        }
        checklist.steps.iter().for_each(|step| self.step(step, 2));
        self.out.push_str("</section>\n");
        self.appendix(checklist);
        self.out.push_str(behind);
        self.out.push_str("</main>\n</div>\n");
    }

    fn open(&mut self, checklist: &Checklist, more_style: &str) {
        let title = flat(&checklist.title);
        let mut right = vec![self.words.say(&msg!("paper-version", version = &checklist.version))];
        right.extend(checklist.run.iter().map(|run| self.words.say(&msg!("paper-run-short", run = &run.id))));
        right.extend(checklist.banner.iter().map(|banner| running::head(banner)));
        let page = self.words.say(&msg!("paper-page-of", page = "\u{1}", pages = "\u{2}"));
        let page = text::css(&page).replace("\\1 ", "\" counter(page) \"").replace("\\2 ", "\" counter(pages) \"");
        let margins = format!(
            "@page {{ @top-left {{ content: \"{}\"; }} @top-right {{ content: \"{}\"; }} @bottom-left {{ content: \"{}\"; }} @bottom-right {{ content: \"{page}\"; }} }}",
            text::css(&running::cut(&title, 90)),
            text::css(&right.join(" · ")),
            text::css(&running::contacts(checklist, self.words, 120)),
        );
        self.out.push_str(&format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"generator\" content=\"pasapas\">\n<title>{}</title>\n<style>\n{STYLE}{more_style}{margins}\n</style>\n</head>\n<body>\n",
            escape(checklist.lang),
            escape(&title),
        ));
    }

    fn head(&mut self, checklist: &Checklist) {
        let lang = self.lang();
        self.out.push_str("<header class=\"head\">\n");
        if let Some(banner) = &checklist.banner {
            self.out.push_str(&format!("<p class=\"banner\">{}</p>\n", escape(banner)));
        }
        if let Some(code) = origin::drawn(checklist) {
            let named = self.say(&msg!("paper-origin", origin = &checklist.origin));
            self.out.push_str(&format!("<figure class=\"origin\" role=\"img\" aria-label=\"{named}\">{code}</figure>\n"));
            if let Some(short) = origin::short(checklist) {
                self.out.push_str(&format!("<p class=\"origin-code\"><code>{}</code></p>\n", escape(&short)));
            }
        }
        self.out.push_str(&format!("<h1{lang}>{}</h1>\n", line(&checklist.title)));
        let mut facts =
            vec![format!("<code>{}</code>", escape(&checklist.procedure)), self.say(&msg!("paper-version", version = &checklist.version))];
        if let Some(run) = &checklist.run {
            facts.push(format!("<strong>{}</strong>", self.say(&msg!("paper-run", run = &run.id, state = &run.state))));
            facts.extend(run.started.as_ref().map(|at| self.say(&msg!("paper-started", at = at))));
            facts.extend(run.by.as_ref().map(|by| self.say(&msg!("paper-started-by", by = by))));
            facts.extend(run.as_of.as_ref().map(|at| self.say(&msg!("paper-as-of", at = at))));
        }
        self.out.push_str(&format!("<p class=\"facts\">{}</p>\n", facts.join(" · ")));
        for part in &checklist.part {
            self.out.push_str(&format!("<p class=\"part\">{}</p>\n", escape(part)));
        }
        if checklist.run.is_none() {
            let fields = [("paper-head-who", ""), ("paper-head-about", " wide"), ("paper-head-begun", " date")];
            let fields: Vec<String> = fields
                .into_iter()
                .map(|(id, class)| {
                    let room = if class == " date" { form::date() } else { "<span class=\"line\"></span>".to_owned() };
                    format!("<span class=\"fill{class}\"><span>{}</span>{room}</span>", self.say(&msg!(id)))
                })
                .collect();
            self.out.push_str(&format!("<p class=\"copy\">{}</p>\n", fields.join("")));
        }
        self.out.push_str("</header>\n");
    }

    fn before(&mut self, checklist: &Checklist) {
        let lang = self.lang();
        if !checklist.summary.is_empty() {
            self.out.push_str(&format!("<div class=\"summary\"{lang}>{}</div>\n", blocks(&checklist.summary)));
        }
        self.out.push_str("<div class=\"glance\">\n");
        if !checklist.roles.is_empty() {
            let mut rows = String::new();
            for role in &checklist.roles {
                let mut facts = Vec::new();
                if !role.steps.is_empty() {
                    facts.push(self.say(&msg!("paper-role-steps", n = super::parts::count(&role.steps), steps = role.steps.clone())));
                }
                facts.extend(role.outside.then(|| self.say(&msg!("paper-outside"))));
                rows.push_str(&format!(
                    "<li><span class=\"mark\">{}</span><span><strong{lang}>{}</strong><br>{}</span></li>",
                    escape(&role.mark),
                    line(&role.title),
                    facts.join(" · ")
                ));
            }
            self.out
                .push_str(&format!("<section class=\"card\"><h2>{}</h2><ul class=\"roles\">{rows}</ul></section>\n", self.say(&msg!("paper-roles"))));
        }
        if !checklist.contacts.is_empty() {
            let rows: String = checklist.contacts.iter().map(|contact| format!("<li>{}</li>", self.contact(contact))).collect();
            let title = self.say(&msg!("paper-contacts"));
            self.out.push_str(&format!("<section class=\"card\"><h2>{title}</h2><ul class=\"contacts\">{rows}</ul></section>\n"));
        }
        if !checklist.legend.is_empty() {
            let legend: String = checklist.legend.iter().map(|said| format!("<li>{}</li>", escape(said))).collect();
            let title = self.say(&msg!("paper-legend"));
            self.out.push_str(&format!("<section class=\"card\"><h2>{title}</h2><ul class=\"legend\">{legend}</ul></section>\n"));
        }
        self.out.push_str("</div>\n");
        for (id, entries) in [("paper-inputs", &checklist.inputs), ("paper-settings", &checklist.settings)] {
            if !entries.is_empty() {
                let title = self.say(&msg!(id));
                let form = form::entries(entries, self.words);
                self.out.push_str(&format!("<section class=\"box\"><h2>{title}</h2><div class=\"form\"{lang}>{form}</div></section>\n"));
            }
        }
        if !checklist.worked_out.is_empty() {
            let rows: String = checklist.worked_out.iter().map(|one| self.worked_out(one, checklist.run.is_some())).collect();
            let title = self.say(&msg!("paper-worked-out"));
            self.out.push_str(&format!("<section class=\"box\"><h2>{title}</h2><ul class=\"worked\">{rows}</ul></section>\n"));
        }
        if !checklist.remarks.is_empty() {
            let rows: String = checklist.remarks.iter().map(|remark| format!("<li>{}</li>", escape(remark))).collect();
            let title = self.say(&msg!("paper-remarks"));
            self.out.push_str(&format!("<section class=\"box\"><h2>{title}</h2><ul>{rows}</ul></section>\n"));
        }
    }

    fn worked_out(&self, one: &WorkedOut, run: bool) -> String {
        let room = match &one.value {
            Some(value) => format!("<strong class=\"known\">{}</strong>", escape(value)),
            None if run => String::new(),
            None => "<span class=\"line\"></span>".to_owned(),
        };
        format!("<li><span><strong>{}</strong> <span class=\"small\">{}</span></span>{room}</li>", escape(&one.title), escape(&one.rule))
    }

    fn contact(&self, contact: &Contact) -> String {
        let mut facts: Vec<String> = Vec::new();
        facts.extend(contact.phone.as_ref().map(|phone| format!("<strong class=\"phone\">{}</strong>", line(phone))));
        facts.extend([&contact.email, &contact.url, &contact.hours].into_iter().flatten().map(|fact| line(fact)));
        let note = blocks(&contact.note);
        let note = if note.is_empty() { note } else { format!("<div class=\"small\">{note}</div>") };
        format!("<span{}>{}</span> {}{note}", self.lang(), line(&contact.title), facts.join(" · "))
    }

    fn appendix(&mut self, checklist: &Checklist) {
        let lang = self.lang();
        for picture in &checklist.pictures {
            let heading = escape(&picture.title);
            self.out.push_str(&format!("<section class=\"appendix picture\"><h2>{heading}</h2>{}</section>\n", picture.svg));
        }
        if !checklist.rules.is_empty() {
            let rows: String = checklist
                .rules
                .iter()
                .map(|rule| {
                    let means = rule.means.as_ref().map(|means| format!(" <span class=\"small\">{}</span>", escape(means))).unwrap_or_default();
                    format!("<li><span{lang}>{}</span>{means}</li>", escape(&rule.title))
                })
                .collect();
            self.section("rules", "paper-rules", &format!("<ul>{rows}</ul>"));
        }
        if !checklist.documents.is_empty() {
            let rows: String = checklist
                .documents
                .iter()
                .map(|document| {
                    let at = document.at.as_ref().map(|at| format!(" · {}", line(at))).unwrap_or_default();
                    let steps = self.at_steps(&document.steps);
                    let title = line(&document.title);
                    let also = if document.aliases.is_empty() {
                        String::new()
                    } else {
                        format!(" ({})", self.say(&msg!("paper-also", names = document.aliases.clone())))
                    };
                    format!(
                        "<li><strong{lang}>{title}</strong>{also}{at} · <span>{steps}</span><div class=\"small\"{lang}>{}</div></li>",
                        blocks(&document.note)
                    )
                })
                .collect();
            self.section("documents", "paper-documents", &format!("<ul>{rows}</ul>"));
        }
        if !checklist.mails.is_empty() {
            let mails: String = checklist.mails.iter().map(|mail| self.mail(mail)).collect();
            self.section("mails", "paper-mails", &mails);
        }
        if !checklist.sent.is_empty() {
            let mails: String = checklist.sent.iter().map(|mail| self.sent(mail)).collect();
            self.section("mails", "paper-gone", &mails);
        }
        if !checklist.files.is_empty() {
            let rows: String = checklist.files.iter().map(|file| self.file(file)).collect();
            self.section("files", "paper-files", &format!("<ul>{rows}</ul>"));
        }
        if !checklist.sources.is_empty() {
            let rows: String = checklist.sources.iter().map(|source| self.source(source)).collect();
            self.section("sources", "paper-sources", &format!("<ol>{rows}</ol>"));
        }
    }

    fn section(&mut self, class: &str, title: &'static str, inside: &str) {
        let title = self.say(&msg!(title));
        self.out.push_str(&format!("<section class=\"appendix {class}\"><h2>{title}</h2>{inside}</section>\n"));
    }

    fn mail(&self, mail: &Mail) -> String {
        let many = |lines: &[Line]| lines.iter().map(|one| line(one)).collect::<Vec<_>>().join(", ");
        let reply_to = mail.reply_to.as_ref().map(|to| line(to)).unwrap_or_default();
        let named = [("paper-to", many(&mail.to)), ("paper-cc", many(&mail.cc)), ("paper-reply-to", reply_to)];
        let rest = [("paper-subject", format!("<strong>{}</strong>", line(&mail.subject))), ("paper-attached", many(&mail.attach))];
        let rows: String = named
            .into_iter()
            .chain(rest)
            .filter(|(_, value)| !value.is_empty())
            .map(|(id, value)| format!("<dt>{}</dt><dd>{value}</dd>", self.say(&msg!(id))))
            .collect();
        let lang = self.lang();
        format!(
            "<article class=\"mail\" id=\"{}{}\"><header><span class=\"mark\">{}</span><h3{lang}>{}</h3><p class=\"small\">{} · {}</p></header>\
             <dl{lang}>{rows}</dl><div class=\"letter\"{lang}>{}</div></article>\n",
            self.prefix,
            escape(&mail.mark),
            escape(&mail.mark),
            line(&mail.title),
            escape(&mail.carrier),
            self.at_steps(&mail.steps),
            line(&mail.body),
        )
    }

    fn sent(&self, mail: &SentMail) -> String {
        let mut facts = vec![self.say(&msg!("paper-step", step = &mail.step))];
        facts.extend(mail.item.iter().map(|item| escape(item)));
        facts.push(escape(&mail.left));
        let words = match &mail.words {
            None => format!("<p class=\"small\">{}</p>", self.say(&msg!("paper-sent-hidden"))),
            Some(words) => {
                let named = [("paper-to", words.to.join(", ")), ("paper-cc", words.cc.join(", ")), ("paper-subject", words.subject.clone())];
                let rows: String = named
                    .into_iter()
                    .chain([("paper-attached", words.attach.join(", "))])
                    .filter(|(_, value)| !value.is_empty())
                    .map(|(id, value)| format!("<dt>{}</dt><dd>{}</dd>", self.say(&msg!(id)), escape(&value)))
                    .collect();
                format!("<dl>{rows}</dl><div class=\"letter\">{}</div>", escape(words.body.trim()).replace('\n', "<br>"))
            }
        };
        format!("<article class=\"mail\"><h3>{}</h3><p class=\"small\">{}</p>{words}</article>\n", escape(&mail.title), facts.join(" · "))
    }

    fn source(&self, source: &Source) -> String {
        let mut facts = vec![format!("<strong{}>{}</strong>", self.lang(), escape(&source.title))];
        facts.extend(source.dates.iter().map(|date| escape(date)));
        facts.extend(source.url.iter().map(|url| format!("<span class=\"url\">{}</span>", escape(url))));
        let note = source.note.as_ref().map(|note| format!("<div class=\"small\"{}>{}</div>", self.lang(), escape(note))).unwrap_or_default();
        // For what its words are needed, each thing once.
        let one = |quote: &Quote| {
            let words = quote.words.iter().map(|words| format!("<q{}>{}</q>", self.lang(), escape(words)));
            let facts = quote.facts.iter().map(|fact| escape(fact)).reduce(|facts, fact| format!("{facts} · {fact}"));
            format!("<dd>{}</dd>", words.chain(facts).collect::<Vec<_>>().join(" "))
        };
        let group = |quotes: &[Quote]| {
            let used_for = quotes.first().map(|quote| escape(&quote.used_for)).unwrap_or_default();
            format!("<div><dt>{used_for}</dt>{}</div>", quotes.iter().map(one).collect::<String>())
        };
        let quotes: String = source.quotes.chunk_by(|a, b| a.used_for == b.used_for).map(group).collect();
        let quotes = if quotes.is_empty() { quotes } else { format!("<dl class=\"quotes\">{quotes}</dl>") };
        format!("<li value=\"{}\">{}{note}{quotes}</li>", source.number, facts.join(" · "))
    }

    fn at_steps(&self, steps: &[String]) -> String {
        self.say(&msg!("paper-at-steps", n = super::parts::count(steps), steps = steps.to_vec()))
    }

    fn file(&self, file: &Evidence) -> String {
        let step = if file.step.is_empty() { String::new() } else { format!(" · {}", self.say(&msg!("paper-step", step = &file.step))) };
        format!("<li><strong>{}</strong>{step}<br><code class=\"sha\">{}</code></li>", escape(&file.name), escape(&file.sha256))
    }
}
