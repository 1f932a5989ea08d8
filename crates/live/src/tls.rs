//! What the library for TLS says, by stable names; and which certificates are trusted.

use rustls::{CertificateError, ClientConfig, Error, RootCertStore};
use std::error::Error as StdError;
use std::sync::Arc;
use strongroom_api::{Failure, FailureKind};

/// Trusts those whom the system trusts, and speaks TLS 1.2 and 1.3.
pub(crate) async fn configuration() -> Result<ClientConfig, Failure> {
    // They are read from files.
    let roots = tokio::task::spawn_blocking(roots).await.unwrap_or_else(|_| RootCertStore::empty());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| refused("other"))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

fn roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    // A certificate that cannot be read is trusted by nobody.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

/// The failure of that name.
pub(crate) fn refused(reason: &str) -> Failure {
    Failure::new(FailureKind::TlsRefused).with(reason)
}

/// The failure of TLS somewhere behind an error, if there is one.
pub(crate) fn found_in(error: &(dyn StdError + 'static)) -> Option<Failure> {
    let mut next = Some(error);
    // Bounded, since chains come from libraries.
    for _ in 0..16 {
        let error = next?;
        if let Some(found) = error.downcast_ref::<Error>() {
            return Some(refused(reason(found)));
        }
        if let Some(inner) = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref)
            && let Some(found) = found_in(inner)
        {
            return Some(found);
        }
        next = error.source();
    }
    None
}

fn reason(error: &Error) -> &'static str {
    match error {
        Error::InvalidCertificate(certificate) => match certificate {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => "expired",
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => "not_yet_valid",
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "wrong_name"
            }
            CertificateError::UnknownIssuer => "unknown_issuer",
            CertificateError::Revoked => "revoked",
            _ => "bad_certificate",
        },
        Error::NoCertificatesPresented => "bad_certificate",
        Error::PeerIncompatible(_) => "incompatible",
        Error::AlertReceived(_) => "alert",
        Error::InvalidMessage(_) => "no_tls",
        _ => "other",
    }
}
