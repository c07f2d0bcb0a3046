//! What lies in the outbox: who put it there, what it says, what takes it out.

use super::office::{Office, plain, read};
use super::scripted::{Scripted, Twist};
use jiff::SignedDuration;
use pasapas::desk::Failure;
use pasapas::engine::command::{Done, Leaving};
use pasapas::engine::event::{Event, Recall};
use pasapas::engine::{Command, Path};
use serde_json::json;

fn refused(acted: Result<pasapas::desk::Acted, Failure>) -> &'static str {
    match acted {
        Err(Failure::Refused(refusal)) => refusal.message.id,
        Err(other) => panic!("{other:?}"),
        Ok(acted) => panic!("{:?}", acted.events),
    }
}

fn path(text: &str) -> Path {
    text.parse().unwrap()
}

#[test]
fn a_mail_leaves_once_for_each_recipient_and_its_step_is_done_by_who_sent_it() {
    let server = Scripted::new(vec![], &[]);
    let office = Office::plain(server.port);
    let run = office.start("claire@example.net");
    let queued = office.queue(&run, 1).unwrap();
    assert!(matches!(queued.events.as_slice(), [Event::MailReady { .. }, Event::MailQueued { recipients: 2, .. }]), "{:?}", queued.events);
    assert_eq!(office.rows(), ["queued", "queued"]);
    // Until it has left the step is open, and nobody can say by the way that it is done, nor send it twice.
    assert_eq!(refused(office.queue(&run, 1)), "mail-posted");
    assert_eq!(refused(office.act(&run, Command::Done(Box::new(Done { path: path("ecrire"), ..Done::default() })))), "mail-posted");
    assert_eq!(refused(office.act(&run, Command::MailLeft { mail: 1, leaving: Leaving::default() })), "mail-posted");
    assert_eq!(office.carry().sent, 2);
    assert_eq!(server.recipients(), ["claire@example.net", "chef@example.org"]);
    let loaded = office.load(&run);
    let step = loaded.run.step(&path("ecrire")).unwrap();
    assert_eq!(step.settled.as_ref().unwrap().by, "Léa", "she sent it, whoever runs the timer");
    assert_eq!((office.rows().len(), office.carry().sent), (0, 0));
    assert_eq!(refused(office.queue(&run, 1)), "mail-left");
}

#[test]
fn what_leaves_is_read_by_others_as_it_was_meant() {
    let server = Scripted::new(vec![], &[]);
    let office = Office::plain(server.port);
    let run = office.start("claire@exämple.net");
    office.queue(&run, 1).unwrap();
    office.carry();
    office.later(SignedDuration::from_hours(1));
    office.queue(&run, 2).unwrap();
    // What is attached is as it was when the mail was put into the outbox.
    assert_eq!(refused(office.queue(&run, 3)), "mail-attach-by-hand");
    let desk = office.desk();
    desk.queue(desk.load(&run).unwrap(), &[3], false, true).unwrap();
    office.write("wf/guide.pdf", "%PDF-1.4 something else");
    office.carry();
    let got = server.got.lock().unwrap().clone();
    let seen = |n: usize| {
        office.write("got.eml", &got[n].1);
        read(&office.path("got.eml"))
    };
    let first = seen(0);
    assert_eq!(first["defects"], json!([]));
    assert_eq!(first["body"], "Bonjour,\n.\n..À l’été prochain, \n.\n");
    assert_eq!((&first["encoding"], &first["head"]["Subject"]), (&json!("quoted-printable"), &json!("Été : claire@exämple.net")));
    assert_eq!(first["head"]["From"], "Ville d’Exemple <ville@example.org>");
    let to = first["head"]["To"].as_str().unwrap();
    assert!(to.contains("Été « Martin »") && to.contains("claire@xn--exmple-cua.net"), "{to}");
    assert_eq!(got[0].0, "claire@xn--exmple-cua.net");
    for absent in ["Auto-Submitted", "X-Unsent", "Bcc", "In-Reply-To"] {
        assert!(first["head"].get(absent).is_none(), "{absent}: {first}");
    }
    // The same person, the same run: one thread. The first of the two had got nothing else before.
    let (own, copy, second, third) = (&first, seen(1), seen(2), seen(3));
    assert_eq!(own["head"]["Message-ID"], copy["head"]["Message-ID"], "one letter, one id");
    assert_eq!(second["head"]["In-Reply-To"], own["head"]["Message-ID"]);
    assert_eq!(third["head"]["In-Reply-To"], second["head"]["Message-ID"]);
    let all = third["head"]["References"].as_str().unwrap();
    assert!(all.starts_with(own["head"]["Message-ID"].as_str().unwrap()) && all.ends_with(second["head"]["Message-ID"].as_str().unwrap()), "{all}");
    assert_eq!(third["attached"], json!({"guide.pdf": "application/pdf"}));
    assert!(got[3].1.contains("JVBERi0xLjQgZXNzYWk="), "the file as it was: {}", got[3].1);
    // Each line is short enough for every server, and plain ASCII.
    assert!(got.iter().all(|(_, text)| text.is_ascii() && text.lines().all(|line| line.len() <= 998)));
}

#[test]
fn what_is_not_to_leave_any_more_is_taken_out_and_what_would_read_otherwise_too() {
    let server = Scripted::new(vec![], &[]);
    let office = Office::plain(server.port);
    let why = |run: &str| {
        let all = office.desk().records(run).unwrap();
        let events = all.iter().flat_map(|record| record.events.clone());
        events.filter_map(|event| if let Event::MailRecalled { mail, why } = event { Some((mail, why)) } else { None }).collect::<Vec<_>>()
    };
    let run = office.start("claire@example.net");
    office.queue(&run, 1).unwrap();
    office.queue(&run, 2).unwrap();
    // The address was wrong: nothing goes there any more, and a person looks at it again.
    let answers = json!({"adresse": "martin@example.net"}).as_object().unwrap().clone();
    office.act(&run, Command::Correct { path: Path::root(), answers, confirmed: false }).unwrap();
    assert_eq!((why(&run), office.rows().len()), (vec![(1, Recall::Changed), (2, Recall::Changed)], 0));
    assert_eq!(office.carry().sent, 0);
    office.queue(&run, 2).unwrap();
    // A remark changes nothing.
    office.act(&run, Command::Note { path: Path::root(), text: "Vu".into() }).unwrap();
    assert_eq!(office.rows(), ["queued"]);
    office.carry();
    assert_eq!(server.recipients(), ["martin@example.net"]);
    // By hand, by waiving the step, by giving the run up.
    let another = office.start("anna@example.net");
    office.queue(&another, 2).unwrap();
    office.act(&another, Command::MailRecall { mail: 2 }).unwrap();
    assert_eq!(refused(office.act(&another, Command::MailRecall { mail: 2 })), "mail-not-posted");
    office.queue(&another, 1).unwrap();
    let waive = Command::Waive {
        path: path("ecrire"),
        reason: "fait".into(),
        answers: json!({}).as_object().unwrap().clone(),
        choose: vec![],
        confirmed: false,
    };
    office.act(&another, waive).unwrap();
    office.queue(&another, 2).unwrap();
    office.act(&another, Command::Cancel { reason: "abandon".into() }).unwrap();
    assert_eq!(why(&another), [(2, Recall::Asked), (1, Recall::StepClosed), (2, Recall::StepClosed)]);
    assert_eq!((office.rows().len(), office.carry().sent), (0, 0));
}

#[test]
fn mails_of_a_run_leave_in_order_and_one_poison_row_keeps_no_other_back() {
    let server = Scripted::new(vec![Some(("RCPT", Twist::SayAndCut("421 later\r\n")))], &[]);
    let office = Office::plain(server.port);
    let (run, other) = (office.start("claire@example.net"), office.start("anna@example.net"));
    office.queue(&run, 1).unwrap();
    office.queue(&run, 2).unwrap();
    office.later(SignedDuration::from_secs(1));
    office.queue(&other, 2).unwrap();
    // The first of them is put off: the second waits behind it, the other run does not.
    office.carry();
    assert!(!server.recipients().contains(&"claire@example.net".to_owned()) && server.recipients().contains(&"anna@example.net".to_owned()));
    assert_eq!(office.deliveries(&run, 2), ["queued"]);
    office.later(SignedDuration::from_mins(6));
    office.carry();
    assert_eq!(server.recipients().iter().filter(|to| *to == "claire@example.net").count(), 2);
    // What was kept of an attachment is gone: this mail fails, with a reason; the next one leaves.
    let third = office.start("claire@example.net");
    let desk = office.desk();
    desk.queue(desk.load(&third).unwrap(), &[3], false, true).unwrap();
    office.queue(&third, 2).unwrap();
    let store = rusqlite::Connection::open(office.path("runs.db")).unwrap();
    store.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM evidence").unwrap();
    office.act(&third, Command::Note { path: Path::root(), text: "x".into() }).unwrap();
    let round = office.carry();
    assert_eq!((round.failed, round.sent), (1, 1), "{round:?}");
    assert_eq!(office.deliveries(&third, 3), ["failed"]);
}

#[test]
fn a_run_that_cannot_be_read_keeps_no_other_back() {
    let server = Scripted::new(vec![], &[]);
    let office = Office::plain(server.port);
    let (broken, left_behind, sound) = (office.start("a@example.net"), office.start("b@example.net"), office.start("c@example.net"));
    for run in [&broken, &left_behind, &sound] {
        office.queue(run, 2).unwrap();
        office.later(SignedDuration::from_secs(1));
    }
    let store = rusqlite::Connection::open(office.path("runs.db")).unwrap();
    let damage = |run: &String| store.execute("UPDATE records SET events = '[{}]' WHERE run = ? AND number = 1", [run]).unwrap();
    damage(&broken);
    damage(&left_behind);
    store.execute("UPDATE outbox SET state = 'taken', taken_until = '2026-03-02T10:00:00Z' WHERE run = ?", [&left_behind]).unwrap();
    for _ in 0..2 {
        office.carry();
        assert_eq!(office.desk_of("cron").due().unwrap(), []);
    }
    assert_eq!(server.recipients(), ["c@example.net"]);
    let rows = office.desk().outbox().unwrap();
    assert_eq!(
        rows.iter().map(|row| (row.state.word(), row.reason.as_deref())).collect::<Vec<_>>(),
        [("queued", Some("unreadable")), ("taken", None)]
    );
}

#[test]
fn two_processes_never_carry_at_once_and_what_one_left_behind_is_uncertain() {
    let server = Scripted::new(vec![], &[]);
    let office = Office::plain(server.port);
    let run = office.start("claire@example.net");
    office.queue(&run, 2).unwrap();
    let (one, two) = (office.desk(), office.desk());
    let hold = one.hold_outbox().unwrap();
    assert!(hold.is_some() && two.hold_outbox().unwrap().is_none());
    drop(hold);
    // One that took a row and ended.
    let store = rusqlite::Connection::open(office.path("runs.db")).unwrap();
    store.execute("UPDATE outbox SET state = 'taken', taken_until = '2099-01-01T00:00:00Z'", []).unwrap();
    assert_eq!((office.carry().uncertain, office.rows(), server.recipients().len()), (1, vec!["uncertain"], 0));
}

#[test]
fn nothing_hostile_reaches_the_line() {
    let office = Office::plain(1);
    for hostile in ["a@example.org\r\nBcc: x@example.org", "a@example.org, b@", "\"a b\"@example.org", "a@example.org\u{200b}"] {
        let inputs = json!({"adresse": hostile}).as_object().unwrap().clone();
        let start = pasapas::desk::Start { inputs, ..Default::default() };
        assert!(office.desk().start("essai", &start, &[]).is_err(), "{hostile:?} was taken");
    }
    // A name with an address in it is no name of a recipient.
    office.write("wf/essai.yaml", &super::office::PROCEDURE.replace("Été « Martin » <", "Anna <b> <"));
    let run = office.start("claire@example.net");
    let refusal = refused(office.queue(&run, 1));
    assert_eq!(refusal, "mail-address");
}

#[test]
fn the_pace_holds_from_one_process_to_the_next() {
    let server = Scripted::new(Vec::new(), &[]);
    // Thirty a minute: two seconds from one to the next.
    let office = Office::new(&plain(server.port).replace("rate: 60000", "rate: 30"));
    let (first, second, third) = (office.start("a@example.org"), office.start("b@example.org"), office.start("c@example.org"));
    let timed = |run: &str| {
        office.queue(run, 2).unwrap();
        let began = std::time::Instant::now();
        let round = office.carry();
        assert_eq!((round.sent, round.trouble), (1, None), "{run}");
        began.elapsed().as_millis()
    };
    assert!(timed(&first) < 1_500, "nothing left before it");
    let soon = timed(&second);
    assert!(soon > 1_800, "the clock stands still: the whole pause is still to pass ({soon} ms)");
    office.later(SignedDuration::from_secs(3));
    assert!(timed(&third) < 1_500, "the pause is over");
    // Nobody waits for an empty outbox.
    let began = std::time::Instant::now();
    assert_eq!(office.carry().sent, 0);
    assert!(began.elapsed().as_millis() < 1_500);
}
