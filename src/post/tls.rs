//! Whom we trust, and what it means where we do not.

use super::Trouble;
use super::settings::Smtp;
use crate::library::read;
use crate::msg;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{AlertDescription, CertificateError, ClientConfig, ClientConnection, Error, RootCertStore};
use std::sync::Arc;

/// An encrypted connection to this server that is yet to begin.
///
/// # Errors
/// The trusted authorities cannot be read.
pub(super) fn client(smtp: &Smtp) -> Result<ClientConnection, Trouble> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(file) = &smtp.ca_file {
        let shown = file.display().to_string();
        let bytes = read(file).map_err(|error| Trouble::tls(error.message))?;
        let found: Vec<_> = CertificateDer::pem_slice_iter(&bytes).filter_map(Result::ok).collect();
        let (added, _) = roots.add_parsable_certificates(found);
        if added == 0 {
            return Err(Trouble::tls(msg!("mail-tls-ca-file", file = shown)));
        }
    }
    if roots.is_empty() {
        return Err(Trouble::tls(msg!("mail-tls-no-authorities")));
    }
    let odd = |error: Error| Trouble::tls(msg!("mail-tls-other", host = &smtp.host, detail = error.to_string()));
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(odd)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(smtp.host.clone()).map_err(|_| Trouble::tls(msg!("mail-tls-name", host = &smtp.host)))?;
    ClientConnection::new(Arc::new(config), name).map_err(odd)
}

/// Why the encryption failed, in our words.
pub(super) fn failed(smtp: &Smtp, error: &Error) -> Trouble {
    let host = &smtp.host;
    Trouble::tls(match error {
        Error::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. }) => msg!("mail-tls-expired", host = host),
        Error::InvalidCertificate(CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. }) => msg!("mail-tls-early", host = host),
        Error::InvalidCertificate(CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }) => {
            msg!("mail-tls-wrong-name", host = host)
        }
        Error::InvalidCertificate(CertificateError::UnknownIssuer) => msg!("mail-tls-unknown-issuer", host = host),
        Error::PeerIncompatible(_) | Error::AlertReceived(AlertDescription::ProtocolVersion | AlertDescription::HandshakeFailure) => {
            msg!("mail-tls-old", host = host)
        }
        Error::InvalidMessage(_) => msg!("mail-tls-clear", host = host),
        other => msg!("mail-tls-other", host = host, detail = other.to_string()),
    })
}
