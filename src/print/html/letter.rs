//! A letter as a page to be printed, signed and posted.

use super::text::escape;
use crate::msg;
use crate::words::{Message, Words};

const STYLE: &str = include_str!("letter.css");

/// What stands on the page.
#[derive(Debug, Clone, Default)]
pub struct Letter {
    /// Who writes: an organisation, by its name.
    pub sender: Option<String>,
    /// Its address, line by line; empty where it is written by hand.
    pub address: Vec<String>,
    /// Where it is signed; written by hand where it is not known.
    pub place: Option<String>,
    /// Where to answer.
    pub reply_to: Option<String>,
    /// The day, in words.
    pub date: String,
    /// To whom.
    pub to: Vec<String>,
    /// In copy.
    pub cc: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The text, line by line.
    pub body: String,
    /// What is enclosed.
    pub attach: Vec<String>,
    /// Posted with proof of delivery.
    pub registered: bool,
    /// Who signs.
    pub signed: String,
}

/// Writes the page.
pub fn write(letter: &Letter, words: &Words) -> String {
    let say = |message: &Message| escape(&words.say(message));
    let lines = |lines: &[String]| lines.iter().map(|line| format!("<p>{}</p>", escape(line))).collect::<String>();
    // An address that the program does not know is written by hand.
    let address = "<p class=\"line\"></p>".repeat(3);
    let own_address = if letter.address.is_empty() { address.clone() } else { lines(&letter.address) };
    let day = match &letter.place {
        Some(place) => say(&msg!("paper-letter-place-day", place = place, date = &letter.date)),
        None => format!("<span class=\"line\"></span> {}", say(&msg!("paper-letter-day", date = &letter.date))),
    };
    let sender =
        letter.sender.as_ref().map_or_else(|| "<p class=\"line\"></p>".to_owned(), |sender| format!("<p><strong>{}</strong></p>", escape(sender)));
    let reply_to = letter.reply_to.as_ref().map(|reply_to| format!("<p>{}</p>", escape(reply_to))).unwrap_or_default();
    let registered = if letter.registered {
        format!(
            "<div class=\"registered\"><p><strong>{}</strong></p><p class=\"fill\"><span>{}</span><span class=\"line\"></span></p></div>",
            say(&msg!("paper-letter-registered")),
            say(&msg!("paper-letter-tracking"))
        )
    } else {
        String::new()
    };
    let facts = |id: &'static str, all: &[String]| match all {
        [] => String::new(),
        all => {
            format!("<p class=\"fact\"><span>{}{}</span>{}</p>", say(&msg!(id)), escape(&words.say(&msg!("paper-colon"))), escape(&all.join(", ")))
        }
    };
    let paragraphs: String = letter.body.trim().split("\n\n").map(|part| format!("<p>{}</p>", escape(part.trim()).replace('\n', "<br>"))).collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"generator\" content=\"pasapas\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <div class=\"sender\">{sender}{own_address}{reply_to}</div>\n<div class=\"recipient\">{}{address}</div>\n{registered}\
         <p class=\"day\">{day}</p>\n<div class=\"facts\">{}{}{}</div>\n<div class=\"body\">{paragraphs}</div>\n\
         <div class=\"signature\"><p>{}</p><p class=\"room\"></p></div>\n</main>\n</body>\n</html>\n",
        escape(words.lang().tag()),
        escape(&letter.subject),
        lines(&letter.to),
        facts("paper-subject", std::slice::from_ref(&letter.subject)),
        facts("paper-attached", &letter.attach),
        facts("paper-cc", &letter.cc),
        escape(&letter.signed),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn a_letter_is_a_page_of_words() {
        let letter = Letter {
            sender: Some("Ville d’Exemple".into()),
            date: "27 novembre 2026".into(),
            to: vec!["<b>Procureur</b>".into()],
            subject: "Saisine".into(),
            body: "Madame,\nMonsieur,\n\nBonne réception.\n".into(),
            attach: vec!["Compte rendu".into()],
            registered: true,
            signed: "Claire".into(),
            ..Letter::default()
        };
        let page = write(&letter, Lang::Fr.words());
        for said in [
            "<p>Madame,<br>Monsieur,</p><p>Bonne réception.</p>",
            "&lt;b&gt;Procureur",
            "recommandée avec avis de réception",
            "N° de suivi",
            "le 27 novembre 2026",
            "Compte rendu",
            "Claire",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("<b>"));
        let headed = Letter { address: vec!["1 place <x>".into(), "49000 Exemple".into()], place: Some("Exemple".into()), ..letter.clone() };
        let headed = write(&headed, Lang::Fr.words());
        assert!(headed.contains("<p>1 place &lt;x&gt;</p><p>49000 Exemple</p>") && headed.contains("Exemple, le 27 novembre 2026"), "{headed}");
        assert!(!write(&Letter { registered: false, ..letter }, Lang::En.words()).contains("racking"));
    }
}
