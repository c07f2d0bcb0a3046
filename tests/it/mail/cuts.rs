//! The dialogue broken at every point: what is certain, what is tried again, and what only a person can decide. Never two.

use super::office::Office;
use super::scripted::{Scripted, Twist};
use Twist::{Cut, Say, SayAndCut, Silence, Slow};
use jiff::SignedDuration;
use pasapas::engine::Command;
use pasapas::engine::event::{Event, Fault};
use std::time::Duration;

/// For each break: how the row stands then, and whether the server had got the message whole.
const BREAKS: &[(&str, Twist, &str, bool)] = &[
    ("HELLO", Cut, "queued", false),
    ("HELLO", Say("421 too busy"), "queued", false),
    ("HELLO", Say("554 not you"), "queued", false),
    ("HELLO", Say("hello there"), "queued", false),
    ("HELLO", Silence, "queued", false),
    ("EHLO", Cut, "queued", false),
    ("EHLO", Say("502 what"), "queued", false),
    ("MAIL", Cut, "queued", false),
    ("MAIL", Say("451 later"), "queued", false),
    ("MAIL", Say("550 not this sender"), "queued", false),
    ("MAIL", SayAndCut("421 going down\r\n"), "queued", false),
    ("MAIL", Silence, "queued", false),
    ("RCPT", Cut, "queued", false),
    ("RCPT", Say("450 greylisted"), "queued", false),
    ("RCPT", Say("550 unknown"), "failed", false),
    ("RCPT", SayAndCut("421 going down\r\n"), "queued", false),
    ("RCPT", SayAndCut("25"), "queued", false),
    ("DATA", Cut, "queued", false),
    ("DATA", Say("451 later"), "queued", false),
    ("DATA", Say("554 no"), "failed", false),
    ("DATA", Say("250 what?"), "queued", false),
    ("BODY", Cut, "uncertain", false),
    (".", Cut, "uncertain", true),
    (".", SayAndCut("2"), "uncertain", true),
    (".", SayAndCut("250"), "uncertain", true),
    (".", SayAndCut("250-taken\r\n250"), "uncertain", true),
    (".", Say("taken"), "uncertain", true),
    (".", Say("354 go on"), "uncertain", true),
    (".", Say("451 later"), "queued", false),
    (".", SayAndCut("421 going down\r\n"), "queued", false),
    (".", Say("554 spam"), "failed", false),
    (".", SayAndCut("250 taken\r\n"), "sent", true),
    ("RSET", Cut, "sent", true),
    ("QUIT", Cut, "sent", true),
];

#[test]
fn a_dialogue_that_breaks_leaves_no_doubt_but_where_there_is_one() {
    std::thread::scope(|scope| {
        for (at, twist, state, whole) in BREAKS {
            scope.spawn(move || {
                let server = Scripted::new(vec![Some((*at, twist.clone()))], &[]);
                let office = Office::plain(server.port);
                let run = office.start("claire@example.net");
                // `demander` has one recipient, and waits once its mail has left.
                office.queue(&run, 2).unwrap();
                office.carry();
                let what = format!("{at} {twist:?}");
                let uncertain_body = *at == "BODY";
                let stands = office.deliveries(&run, 2);
                // In the middle of the message the bytes may have gone before the break is seen: then nobody knows. Else it is tried again.
                if uncertain_body {
                    assert!(stands == ["uncertain"] || stands == ["queued"], "{what}: {stands:?}");
                } else {
                    assert_eq!(stands, [*state], "{what}");
                }
                assert_eq!(server.recipients().len(), usize::from(*whole), "{what}");
                // Weeks of ticks: what is certain to have stayed here leaves, once; the rest stays where it is.
                for _ in 0..4 {
                    office.later(SignedDuration::from_hours(5));
                    office.carry();
                }
                let expected = match (stands[0], *state) {
                    ("queued", _) | (_, "sent") => 1,
                    _ => usize::from(*whole),
                };
                assert_eq!(server.recipients().len(), expected, "{what}: never two");
                let left = office.load(&run).run.mails[&2].left.is_some();
                assert_eq!(left, matches!(stands[0], "queued" | "sent"), "{what}");
            });
        }
    });
}

#[test]
fn an_answer_that_drips_is_not_waited_for_for_ever() {
    let server = Scripted::new(vec![Some(("RCPT", Slow(Duration::from_millis(1900))))], &[]);
    let office = Office::plain(server.port);
    let run = office.start("claire@example.net");
    office.queue(&run, 2).unwrap();
    let began = std::time::Instant::now();
    office.carry();
    // Two seconds for an answer, twelve for all before the message: each byte came in time, all together did not.
    assert!(began.elapsed() < Duration::from_secs(16), "{:?}", began.elapsed());
    assert_eq!((office.deliveries(&run, 2), server.recipients().len()), (vec!["queued"], 0));
}

#[test]
fn what_is_uncertain_a_person_decides() {
    let server = Scripted::new(vec![Some((".", Cut))], &[]);
    let office = Office::plain(server.port);
    let run = office.start("claire@example.net");
    office.queue(&run, 2).unwrap();
    assert_eq!((office.carry().uncertain, office.rows()), (1, vec!["uncertain"]));
    let resolve = |sent| Command::MailResolve { mail: 2, recipients: Vec::new(), sent };
    // The step does not go on meanwhile, and nobody says by the way that it left.
    assert!(office.load(&run).run.mails[&2].left.is_none());
    let again = office.act(&run, resolve(false)).unwrap();
    assert!(matches!(again.events.as_slice(), [Event::MailResolved { mail: 2, recipient: 1, sent: false }]), "{:?}", again.events);
    assert_eq!(office.carry().sent, 1);
    let messages = server.got.lock().unwrap().clone();
    let id = |text: &str| text.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned();
    // Whoever got both can tell: it is one and the same message.
    assert_eq!(id(&messages[0].1), id(&messages[1].1));
    assert!(office.act(&run, resolve(true)).is_err(), "there is nothing to decide any more");
}

#[test]
fn said_to_have_left_it_has_left() {
    let server = Scripted::new(vec![Some((".", Cut)), Some(("RCPT", Say("550 unknown")))], &[]);
    let office = Office::plain(server.port);
    let run = office.start("claire@example.net");
    office.queue(&run, 1).unwrap();
    office.carry();
    let stands = office.deliveries(&run, 1);
    assert!(stands.contains(&"uncertain") && stands.contains(&"failed"), "{stands:?}");
    let done = office.act(&run, Command::MailResolve { mail: 1, recipients: Vec::new(), sent: true }).unwrap();
    assert!(done.events.iter().any(|event| matches!(event, Event::Done { path, .. } if path.to_string() == "ecrire")), "{:?}", done.events);
    assert_eq!(office.rows(), Vec::<&str>::new());
}

#[test]
fn a_server_that_is_down_for_days_loses_nothing_and_is_not_stormed() {
    let office = Office::plain(1);
    let run = office.start("claire@example.net");
    office.queue(&run, 2).unwrap();
    for _ in 0..9 {
        office.later(SignedDuration::from_hours(8));
        let round = office.carry();
        assert_eq!(round.trouble.unwrap().code.name(), "mail.server");
        let row = office.desk().outbox().unwrap().remove(0);
        assert_eq!((row.state.word(), row.tries), ("queued", 0), "no mail is to blame");
    }
    let server = Scripted::new(vec![], &[]);
    office.write("settings.yaml", &format!("smtp:\n{}", super::office::plain(server.port)));
    assert_eq!((office.carry().sent, server.recipients()), (1, vec!["claire@example.net".to_owned()]));
}

#[test]
fn a_mail_that_is_put_off_for_days_is_given_up() {
    let server = Scripted::new((0..60).map(|_| Some(("RCPT", Say("450 later")))).collect(), &[]);
    let office = Office::plain(server.port);
    let run = office.start("claire@example.net");
    office.queue(&run, 2).unwrap();
    let mut asked = 0;
    while office.rows() == ["queued"] {
        let round = office.carry();
        asked += round.put_off + round.failed;
        office.later(SignedDuration::from_mins(61));
        assert!(asked < 80);
    }
    assert!((20..60).contains(&asked), "asked {asked} times in five days");
    let failed = |event: &Event| matches!(event, Event::MailFailed { fault: Fault::GaveUp, answer: Some(450), .. });
    assert!(office.desk().records(&run).unwrap().iter().flat_map(|record| &record.events).any(failed));
}
