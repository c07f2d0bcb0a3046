//! Reminders: they repeat, stop, and never settle anything; a clock that jumps sends nothing by itself.

use super::office::{Office, read};
use super::scripted::Scripted;
use jiff::SignedDuration;
use pasapas::desk::tick::Since;
use pasapas::engine::command::Done;
use pasapas::engine::{Command, Event};

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// As a timer does it; gives how many reminders left.
fn tick(office: &Office) -> usize {
    let desk = office.desk_of("cron");
    let due = desk.due().unwrap();
    desk.remind(&due).unwrap();
    office.carry();
    due.len()
}

#[test]
fn reminders_repeat_and_stop_and_settle_nothing() {
    let server = Scripted::new(vec![], &[]);
    let office = Office::plain(server.port);
    let run = office.start("claire@example.net");
    office.later(days(10));
    assert_eq!(tick(&office), 0, "nothing is awaited before the mail has left");
    office.queue(&run, 2).unwrap();
    office.carry();
    let mut seen = Vec::new();
    for _ in 0..12 {
        office.later(days(1));
        seen.push(tick(&office));
        assert_eq!(tick(&office), 0, "once each time");
    }
    // After three days, then every two, three times in all.
    assert_eq!(seen, [0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
    let got = server.got.lock().unwrap().clone();
    assert_eq!(got.len(), 4);
    office.write("got.eml", &got[1].1);
    office.write("first.eml", &got[0].1);
    let (first, reminder) = (read(&office.path("first.eml")), read(&office.path("got.eml")));
    assert_eq!((&reminder["head"]["Subject"], &reminder["head"]["Auto-Submitted"]), (&"Rappel".into(), &"auto-generated".into()));
    assert_eq!(reminder["head"]["In-Reply-To"], first["head"]["Message-ID"]);
    let loaded = office.load(&run);
    let step = loaded.run.step(&"demander".parse().unwrap()).unwrap();
    assert_eq!((step.status, step.reminded.map(|(times, _)| times)), (pasapas::engine::Status::Open, Some(3)));
    let left = |event: &Event| matches!(event, Event::MailLeft { late_from: Some(_), .. });
    assert!(!office.desk().records(&run).unwrap().iter().flat_map(|record| &record.events).any(left));
}

#[test]
fn what_was_missed_is_not_made_up_for_at_once_and_an_answer_ends_it() {
    let server = Scripted::new(vec![], &[]);
    let office = Office::plain(server.port);
    let run = office.start("claire@example.net");
    office.queue(&run, 2).unwrap();
    tick(&office);
    office.later(days(60));
    assert_eq!((tick(&office), tick(&office)), (1, 0));
    // A reminder that lies in the outbox does not leave once the answer is there.
    office.later(days(2));
    let desk = office.desk_of("cron");
    assert_eq!(desk.remind(&desk.due().unwrap()).unwrap(), 1);
    let done = Done { path: "demander".parse().unwrap(), choose: vec!["oui".into()], ..Done::default() };
    office.act(&run, Command::Done(Box::new(done))).unwrap();
    assert_eq!((office.carry().sent, office.rows().len(), tick(&office)), (0, 0, 0));
}

#[test]
fn a_clock_that_jumps_is_noticed() {
    let office = Office::plain(1);
    let desk = office.desk();
    assert_eq!(desk.since_last_tick().unwrap(), Since::Usual);
    desk.remind(&[]).unwrap();
    let last = desk.now();
    for (by, expected) in [(days(4), Since::Usual), (days(400), Since::Forward(last)), (days(-404), Since::Usual), (days(-1), Since::Back(last))] {
        office.later(by);
        assert_eq!(desk.since_last_tick().unwrap(), expected, "{by}");
    }
}

#[test]
fn without_a_mail_of_its_own_a_reminder_goes_to_whoever_holds_the_role() {
    let server = Scripted::new(vec![], &[]);
    let office = Office::plain(server.port);
    office.write("wf/essai.yaml", &super::office::PROCEDURE.replace(", times: 3, email: rappel", "").replace("  rappel:", "  autre:"));
    let run = office.start("claire@example.net");
    office.queue(&run, 2).unwrap();
    tick(&office);
    office.later(days(4));
    // Nobody is known to hold it: the time is noted, nothing leaves.
    assert_eq!((tick(&office), server.got.lock().unwrap().len()), (1, 1));
    let person = serde_json::json!({"name": "Léa", "email": "lea@example.org"});
    office.act(&run, Command::Assign { role: "moi".into(), person }).unwrap();
    office.later(days(3));
    assert_eq!(tick(&office), 1);
    let got = server.got.lock().unwrap().clone();
    office.write("got.eml", &got[1].1);
    let seen = read(&office.path("got.eml"));
    assert_eq!((got[1].0.as_str(), &seen["head"]["Subject"]), ("lea@example.org", &"Rappel : Demander".into()));
    assert!(seen["body"].as_str().unwrap().contains("On attend : une réponse"), "{seen}");
}
