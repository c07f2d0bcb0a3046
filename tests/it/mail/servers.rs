//! Real servers of others: aiosmtpd and Exim. `tests/run` installs them.

use super::office::{Office, plain, read};
use super::tls::{Authority, set_private};
use crate::cli::Home;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PASSWORD: &str = "Canari-motdepasse-9";

/// A server that ends with the test.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn aiosmtpd(folder: &Path, options: &[&str]) -> Server {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/data/mail/receive.py");
    fs::create_dir_all(folder).unwrap();
    let mut python = Command::new("/usr/bin/python3");
    let mut child = python.arg(script).arg(folder).args(options).stdout(Stdio::piped()).spawn().expect("tests/run installs python3-aiosmtpd");
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    Server { child, port: line.trim().parse().expect("tests/run installs python3-aiosmtpd") }
}

fn exim(folder: &Path) -> Server {
    let (port, listener) = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        (listener.local_addr().unwrap().port(), listener)
    };
    drop(listener);
    fs::create_dir_all(folder.join("spool")).unwrap();
    let config = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/data/mail/exim.conf")).unwrap();
    let path = folder.join("exim.conf");
    fs::write(&path, config.replace("FOLDER", &folder.display().to_string())).unwrap();
    // Where it runs as root it becomes a user of its own.
    let _ = Command::new("chown").args(["-R", "Debian-exim:Debian-exim"]).arg(folder.join("spool")).status();
    let _ = Command::new("chmod").args(["a+rx"]).arg(folder).status();
    let mut daemon = Command::new("/usr/sbin/exim4");
    daemon.arg("-C").arg(&path).args(["-bdf", "-oX", &format!("127.0.0.1.{port}")]).stdout(Stdio::null()).stderr(Stdio::null());
    let child = daemon.spawn().expect("tests/run installs exim4-daemon-light");
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(began.elapsed() < Duration::from_secs(20), "exim does not come up: {:?}", fs::read_to_string(folder.join("log-main")));
        std::thread::sleep(Duration::from_millis(50));
    }
    Server { child, port }
}

#[test]
fn aiosmtpd_takes_mails_encrypted_and_after_a_login() {
    for (tls, more) in [("starttls", &[][..]), ("implicit", &["--implicit"])] {
        let authority = Authority::new();
        let (cert, key) = authority.sign("localhost", 2090);
        let office = Office::new("  host: localhost\n  from: a@example.org\n");
        office.write("cert.pem", &cert);
        office.write("key.pem", &key);
        office.write("ca.pem", &authority.pem());
        office.write("secret", &format!("{PASSWORD}\n"));
        set_private(&office.path("secret"));
        let (cert, key, box_) = (office.path("cert.pem"), office.path("key.pem"), office.path("box"));
        let mut options = vec!["--cert", cert.to_str().unwrap(), "--key", key.to_str().unwrap(), "--user", "lea", "--password", PASSWORD];
        options.extend(more);
        let server = aiosmtpd(&box_, &options);
        let settings = |user: &str| {
            format!(
                "smtp:\n  host: localhost\n  port: {}\n  tls: {tls}\n  ca_file: ca.pem\n  user: {user}\n  password_file: secret\n  from: Ville <ville@example.org>\n  rate: 60000\n",
                server.port
            )
        };
        let run = office.start("claire@example.net");
        office.queue(&run, 1).unwrap();
        office.write("settings.yaml", &settings("eva"));
        let trouble = office.carry().trouble.unwrap();
        assert_eq!((trouble.code.name(), trouble.message.id), ("mail.server", "mail-server-login"));
        office.write("settings.yaml", &settings("lea"));
        assert_eq!(office.carry().sent, 2, "{tls}");
        let mut files: Vec<_> = fs::read_dir(&box_).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let names: Vec<String> = files.iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["00001.claire@example.net.eml", "00002.chef@example.org.eml"]);
        let seen = read(&files[0]);
        assert_eq!((&seen["body"], &seen["defects"]), (&"Bonjour,\n.\n..À l’été prochain, x\n.\n".into(), &serde_json::json!([])));
        // The password is in nothing that the program keeps or says.
        let settings = office.path("settings.yaml").display().to_string();
        let doctor =
            Command::new(env!("CARGO_BIN_EXE_pasapas")).args(["doctor", "-v", "--settings", &settings]).env("PASAPAS_LANG", "en").output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&doctor.stdout), String::from_utf8_lossy(&doctor.stderr));
        assert!(said.contains("it knows lea") && !said.contains(PASSWORD), "{said}");
        for entry in fs::read_dir(office.folder.path()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            let holds = fs::read(&entry).unwrap().windows(PASSWORD.len()).any(|bytes| bytes == PASSWORD.as_bytes());
            assert_eq!(holds, entry.ends_with("secret"), "{}", entry.display());
        }
    }
}

#[test]
fn exim_takes_refuses_and_puts_off() {
    let office = Office::plain(1);
    let authority = Authority::new();
    let (cert, key) = authority.sign("localhost", 2090);
    office.write("exim/cert.pem", &cert);
    office.write("exim/key.pem", &key);
    office.write("ca.pem", &authority.pem());
    // Exim reads these as a user of its own.
    let _ = Command::new("chmod").args(["-R", "a+rX"]).arg(office.folder.path()).status();
    let server = exim(&office.path("exim"));
    let settings = plain(server.port)
        .replace("127.0.0.1", "localhost")
        .replace("tls: none", "tls: starttls\n  ca_file: ca.pem")
        .replace("timeout: 2", "timeout: 20");
    office.write("settings.yaml", &format!("smtp:\n{settings}"));
    let runs: Vec<String> =
        ["claire@example.net", "nobody-here@example.net", "greylisted@example.net", "anna@example.net"].iter().map(|to| office.start(to)).collect();
    for run in &runs {
        office.queue(run, 2).unwrap();
    }
    // It takes three messages in one conversation, and then wants another one.
    let five: Vec<String> = (0..5).map(|n| office.start(&format!("n{n}@example.net"))).collect();
    for run in &five {
        office.queue(run, 2).unwrap();
    }
    let mut sent = 0;
    for _ in 0..4 {
        sent += office.carry().sent;
        office.later(jiff::SignedDuration::from_mins(6));
    }
    let stand = |run: &String| office.deliveries(run, 2)[0];
    assert_eq!(runs.iter().map(stand).collect::<Vec<_>>(), ["sent", "failed", "queued", "sent"]);
    assert_eq!((sent, five.iter().map(stand).collect::<Vec<_>>()), (7, vec!["sent"; 5]));
    // What it queued is all there, once.
    let spooled = fs::read_dir(office.path("exim/spool/input"))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with("-D"))
        .count();
    assert_eq!(spooled, 7);
}

#[test]
fn one_sends_from_the_command_line() {
    let home = Home::new();
    home.write("workflows/essai.yaml", super::office::PROCEDURE);
    home.write("workflows/guide.pdf", "x");
    let server = aiosmtpd(&home.path("box"), &[]);
    home.write("settings.yaml", &format!("smtp:\n{}", plain(server.port).replace("timeout: 2", "timeout: 20")));
    home.good(&["start", "essai", "--set", "adresse=claire@example.net"]);
    let sent = home.run(&["mail", "@last", "send", "ecrire", "--yes"]);
    assert!(
        sent.status == 0 && sent.out.contains("Subject: Été") && sent.err.contains("sent to") && sent.err.contains("Écrire"),
        "{}\n{}",
        sent.out,
        sent.err
    );
    let json = home.json(&["mail", "@last", "send", "2", "--yes", "--json"]);
    assert_eq!((&json["mails"][0]["state"], &json["settled"]), (&"left".into(), &serde_json::json!([])));
    let log = home.good(&["log", "@last"]);
    assert!(log.contains("put into the outbox, for 2 recipients") && log.contains("sent by the program"), "{log}");
    assert!(home.good(&["mail"]).is_empty());
    let tick = home.json(&["tick", "--json"]);
    assert_eq!((&tick["busy"], &tick["sent"], &tick["outbox"]), (&false.into(), &0.into(), &0.into()));
    assert_eq!(home.run(&["tick"]).err, "", "a timer has nothing to read where nothing happened");
    assert!(home.good(&["doctor"]).contains("in the clear"));
    assert_eq!(fs::read_dir(home.path("box")).unwrap().count(), 3);
}
