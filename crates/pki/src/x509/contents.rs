//! What a text or a file holds: certificates, private keys and requests, in any order and with anything around them.

use super::certificate::Certificate;
use super::pem;
use strongroom_secret::SecretString;

/// What was found. Certificates are personal, keys secret.
#[derive(Debug, Default)]
pub struct Contents {
    /// The certificates that can be read, in their order.
    pub certificates: Vec<Certificate>,
    /// The private keys, each its whole PEM block, not yet read: they may want a passphrase. Secret.
    pub private_keys: Vec<SecretString>,
    /// The text around and between them, blocks of other kinds included. May be secret.
    pub rest: SecretString,
    /// How many blocks say that they are certificates and cannot be read.
    pub unreadable: usize,
}

impl Contents {
    /// The blocks of a text, 10,000 at most. Of a text over 16 MiB nothing is read.
    pub fn from_pem(text: &str) -> Self {
        let mut contents = Self::default();
        let mut rest = String::with_capacity(text.len());
        let mut position = 0;
        for block in pem::blocks(text) {
            let is_taken = block.label.ends_with("PRIVATE KEY") || is_certificate(block.label);
            if is_taken {
                rest.push_str(text.get(position..block.place.start).unwrap_or_default());
                position = block.place.end;
            }
            match block.label {
                label if is_certificate(label) => {
                    match block.bytes().and_then(|bytes| Certificate::from_der(&bytes).ok()) {
                        Some(certificate) => contents.certificates.push(certificate),
                        None => contents.unreadable += 1,
                    }
                }
                label if label.ends_with("PRIVATE KEY") => {
                    contents.private_keys.extend(text.get(block.place).map(SecretString::from));
                }
                _ => {}
            }
        }
        rest.push_str(text.get(position..).unwrap_or_default());
        contents.rest = SecretString::new(rest);
        contents
    }
}

/// The labels in use (RFC 7468, section 5.1). OpenSSL's `TRUSTED CERTIFICATE` has more in it than one.
pub(super) fn is_certificate(label: &str) -> bool {
    matches!(label, "CERTIFICATE" | "X509 CERTIFICATE" | "X.509 CERTIFICATE")
}
