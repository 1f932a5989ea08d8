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
    /// How many blocks say that they are certificates and cannot be read.
    pub unreadable: usize,
}

impl Contents {
    /// The blocks of a text, 10,000 at most. Of a text over 16 MiB nothing is read.
    pub fn from_pem(text: &str) -> Self {
        let mut contents = Self::default();
        for block in pem::blocks(text) {
            match block.label {
                "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => {
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
        contents
    }
}
