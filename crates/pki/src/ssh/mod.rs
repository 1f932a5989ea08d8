//! SSH keys: reading what people have, judging it, making new ones (docs/decisions/0010).
//!
//! Every format is read strictly, with limits checked before work. Nothing here signs or decrypts with a private key; it
//! must never show one.

mod algorithm;
mod armour;
mod asn1;
mod certificate;
mod cipher;
mod contents;
mod curve;
mod legacy;
mod line;
mod make;
mod numbers;
mod openssh;
mod pair;
mod ppk;
mod public;
mod rfc4716;
mod signature;
mod unlock;
mod weakness;
mod wire;
mod write;

pub use algorithm::Algorithm;
pub use certificate::{Certificate, CertificateKind, NamedValue};
pub use contents::{Contents, Format, PrivateHalf, Sealed};
pub use curve::Curve;
pub use make::{KeyType, MadeKey, MakeError, make};
pub use pair::KeyPair;
pub use public::PublicKey;
pub use signature::SignatureCheck;
pub use unlock::{Effort, Unlock};
pub use weakness::{Flaw, Weakness, weaknesses};

use thiserror::Error;

/// The longest text that is looked at, in bytes. The largest key that anybody uses fills a quarter of it.
pub const MAX_TEXT: usize = 64 * 1024;

/// Why a text is not read as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// It is longer than any key, or one of its numbers is.
    #[error("too long to be an SSH key: give the key alone")]
    TooLong,
    /// It does not begin as any of the known formats does.
    #[error("not an SSH key: give a private key file, or a line of a public one")]
    NotAKey,
    /// It holds more than one key.
    #[error("several SSH keys at once: give them one by one")]
    Several,
    /// It begins as a key and does not go on as one.
    #[error("the SSH key is damaged: copy it again as a whole")]
    Malformed,
    /// A key of a kind that SSH does not use, or that this program does not know.
    #[error("a kind of key that is not known here: convert it with ssh-keygen or puttygen")]
    Unsupported,
}

/// Reads one key in whatever format it has: private, public or certificate. With `unlock` an encrypted private key is
/// decrypted, if that costs no more than its effort allows; a passphrase that does not fit is not an error but a
/// [`Sealed`] private half.
pub fn read(text: &str, unlock: Option<Unlock<'_>>) -> Result<Contents, ReadError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.len() > MAX_TEXT {
        return Err(ReadError::TooLong);
    }
    if text.starts_with(ppk::START) {
        return ppk::read(text, unlock);
    }
    if text.starts_with(rfc4716::BEGIN) {
        return rfc4716::read(text);
    }
    if text.starts_with("-----BEGIN ") {
        return read_blocks(text, unlock);
    }
    line::read_only(text)
}

/// Whether the text begins as one of the formats of private keys. Looks at its first characters only.
pub fn begins_as_private_key(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let label = text.strip_prefix("-----BEGIN ").and_then(|rest| rest.split_once("-----"));
    text.starts_with(ppk::START)
        || label.is_some_and(|(label, _)| label.ends_with("PRIVATE KEY") || label == asn1::EC_PARAMETERS)
}

fn read_blocks(text: &str, unlock: Option<Unlock<'_>>) -> Result<Contents, ReadError> {
    let mut blocks = armour::blocks(text)?.into_iter().filter(|block| block.label != asn1::EC_PARAMETERS);
    let block = blocks.next().ok_or(ReadError::NotAKey)?;
    if blocks.next().is_some() {
        return Err(ReadError::Several);
    }
    match block.label {
        openssh::LABEL => openssh::read(&block.content, unlock),
        _ => asn1::read(&block, unlock),
    }
}
