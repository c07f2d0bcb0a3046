//! Servers that are not who they should be: nothing is sent to them, not even the password.

use super::office::Office;
use pasapas::post::carrier;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

const PASSWORD: &str = "Canari-motdepasse-7";

/// An authority of our own, and what it signs.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub fn new() -> Authority {
        let mut params = CertificateParams::new(vec![]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Authority { issuer: CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap() }
    }

    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// A certificate for this name, and its key, as PEM; `year` is when it ends.
    pub fn sign(&self, name: &str, year: i32) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(2000, 1, 1);
        params.not_after = rcgen::date_time_ymd(year, 1, 1);
        (params.signed_by(&key, &self.issuer).unwrap().pem(), key.serialize_pem())
    }
}

fn config((cert, key): &(String, String)) -> Arc<ServerConfig> {
    let certs = CertificateDer::pem_slice_iter(cert.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
    let builder = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    Arc::new(builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth().with_single_cert(certs, key).unwrap())
}

/// How a server behaves up to the encryption.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Starttls,
    /// Does not offer it; offers a login in the clear instead.
    Stripped,
    /// Says more in the clear behind its yes.
    Injected,
    Implicit,
    /// Speaks in the clear where encryption is due.
    ClearOnImplicit,
}

type Heard = Arc<Mutex<String>>;

fn serve(manner: Manner, tls: Arc<ServerConfig>) -> (u16, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = Heard::default();
    let told = heard.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (tls, told) = (tls.clone(), told.clone());
            std::thread::spawn(move || drop(talk(stream.unwrap(), manner, tls, &told)));
        }
    });
    (port, heard)
}

fn talk(mut stream: TcpStream, manner: Manner, tls: Arc<ServerConfig>, heard: &Mutex<String>) -> std::io::Result<()> {
    if manner != Manner::Implicit {
        let mut reader = BufReader::new(stream.try_clone()?);
        stream.write_all(b"220 here\r\n")?;
        loop {
            let mut line = Vec::new();
            if reader.read_until(b'\n', &mut line)? == 0 {
                return Ok(());
            }
            let line = String::from_utf8_lossy(&line).into_owned();
            heard.lock().unwrap().push_str(&line);
            match (line.trim_end(), manner) {
                ("STARTTLS", Manner::Injected) => stream.write_all(b"220 go\r\n250-here\r\n250 AUTH PLAIN\r\n235 ok\r\n")?,
                ("STARTTLS", _) => stream.write_all(b"220 go\r\n")?,
                (line, Manner::Stripped) if line.starts_with("EHLO") => stream.write_all(b"250-here\r\n250 AUTH PLAIN LOGIN\r\n")?,
                (line, _) if line.starts_with("EHLO") => stream.write_all(b"250-here\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n")?,
                _ => stream.write_all(b"250 ok\r\n")?,
            }
            if line.starts_with("STARTTLS") {
                break;
            }
        }
    }
    let mut stream = StreamOwned::new(ServerConnection::new(tls).unwrap(), stream);
    stream.write_all(b"220 here\r\n")?;
    let mut rest = String::new();
    let _ = stream.read_to_string(&mut rest);
    heard.lock().unwrap().push_str(&rest);
    Ok(())
}

/// What the settings say of such a server, its password in a file.
fn office(port: u16, tls: &str, authority: &Authority) -> Office {
    let office = Office::new(&format!(
        "  host: localhost\n  port: {port}\n  tls: {tls}\n  ca_file: ca.pem\n  user: lea\n  password_file: secret\n  from: ville@example.org\n  timeout: 3\n"
    ));
    office.write("ca.pem", &authority.pem());
    office.write("secret", PASSWORD);
    set_private(&office.path("secret"));
    office
}

pub fn set_private(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn a_server_that_is_not_the_right_one_hears_nothing() {
    let (ours, others) = (Authority::new(), Authority::new());
    for (manner, cert, tls, id) in [
        (Manner::Starttls, others.sign("localhost", 2090), "starttls", "mail-tls-unknown-issuer"),
        (Manner::Starttls, ours.sign("mail.example.org", 2090), "starttls", "mail-tls-wrong-name"),
        (Manner::Starttls, ours.sign("localhost", 2001), "starttls", "mail-tls-expired"),
        (Manner::Stripped, ours.sign("localhost", 2090), "starttls", "mail-tls-not-offered"),
        (Manner::Injected, ours.sign("localhost", 2090), "starttls", "mail-tls-injected"),
        (Manner::Implicit, others.sign("localhost", 2090), "implicit", "mail-tls-unknown-issuer"),
        (Manner::Implicit, ours.sign("localhost", 2001), "implicit", "mail-tls-expired"),
        (Manner::ClearOnImplicit, ours.sign("localhost", 2090), "implicit", "mail-tls-clear"),
    ] {
        let (port, heard) = serve(manner, config(&cert));
        let office = office(port, tls, &ours);
        let run = office.start("claire@example.net");
        office.queue(&run, 2).unwrap();
        let trouble = office.carry().trouble.unwrap();
        assert_eq!((trouble.code.name(), trouble.message.id), ("mail.tls", id));
        assert_eq!(office.deliveries(&run, 2), ["queued"], "{id}");
        let heard = heard.lock().unwrap().clone();
        assert!(!heard.contains("AUTH") && !heard.contains("MAIL") && !heard.contains(PASSWORD), "{id}: {heard}");
    }
}

#[test]
fn a_password_that_anybody_can_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt;
    let ours = Authority::new();
    // A server that goes on after the encryption.
    let (port, _) = serve(Manner::Starttls, config(&ours.sign("localhost", 2090)));
    let office = office(port, "starttls", &ours);
    std::fs::set_permissions(office.path("secret"), std::fs::Permissions::from_mode(0o644)).unwrap();
    let desk = office.desk();
    let smtp = desk.smtp().unwrap();
    assert_eq!(smtp.password().unwrap_err().message.id, "smtp-password-open");
    std::fs::remove_file(office.path("secret")).unwrap();
    assert_eq!(smtp.password().unwrap_err().message.id, "smtp-password-file");
    assert!(!format!("{smtp:?}").contains(PASSWORD));
    drop(carrier(smtp));
}
