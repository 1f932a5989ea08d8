//! OpenSSH's own private key files (`openssh-key-v1`, OpenSSH's PROTOCOL.key). The public half stands in the clear; the
//! private one is read only with the passphrase, and only if that costs no more than the caller allows.

use super::cipher::Cipher;
use super::pair::KeyPair;
use super::wire::Reader;
use super::{Algorithm, Contents, Format, PrivateHalf, PublicKey, ReadError, Sealed, Unlock};
use zeroize::Zeroizing;

pub(super) const MAGIC: &[u8] = b"openssh-key-v1\0";
pub(super) const LABEL: &str = "OPENSSH PRIVATE KEY";

/// The private section as it lies in the file.
struct Envelope<'a> {
    cipher: Option<Cipher>,
    salt: &'a [u8],
    rounds: u32,
    section: &'a [u8],
    tag: &'a [u8],
}

/// Reads the content of the block.
pub(super) fn read(content: &[u8], unlock: Option<Unlock<'_>>) -> Result<Contents, ReadError> {
    let mut from = Reader::new(content);
    if from.take(MAGIC.len())? != MAGIC {
        return Err(ReadError::Malformed);
    }
    let (cipher, kdf, options) = (from.text()?, from.text()?, from.string()?);
    if from.u32()? != 1 {
        return Err(ReadError::Malformed);
    }
    let public = PublicKey::from_blob(from.string()?)?;
    let section = from.string()?;
    let encrypted = cipher != "none" || kdf != "none";
    let mut contents = Contents::new(Format::OpenSsh, encrypted, Some(public));
    match envelope(cipher, kdf, options, section, from.rest()) {
        Ok(envelope) => contents.take(open(&envelope, unlock)?),
        Err(ReadError::Unsupported) => contents.private = PrivateHalf::Sealed(Sealed::Unsupported),
        Err(error) => return Err(error),
    }
    Ok(contents)
}

fn envelope<'a>(
    cipher: &str,
    kdf: &str,
    options: &'a [u8],
    section: &'a [u8],
    tag: &'a [u8],
) -> Result<Envelope<'a>, ReadError> {
    let (cipher, salt, rounds) = match (cipher, kdf) {
        ("none", "none") if options.is_empty() => (None, &[][..], 0),
        ("none", _) | (_, "none") => return Err(ReadError::Malformed),
        (cipher, "bcrypt") => {
            let cipher = Cipher::of_name(cipher).ok_or(ReadError::Unsupported)?;
            let mut options = Reader::new(options);
            let (salt, rounds) = (options.string()?, options.u32()?);
            options.end()?;
            (Some(cipher), salt, rounds)
        }
        _ => return Err(ReadError::Unsupported),
    };
    let (block, tag_length) = cipher.map_or((8, 0), |cipher| (cipher.block_length(), cipher.tag_length()));
    // Whole blocks are asked for where the cipher needs them; unencrypted files of some programs come without padding.
    let whole = cipher.is_none() || section.len().is_multiple_of(block);
    if !whole || tag.len() != tag_length {
        return Err(ReadError::Malformed);
    }
    Ok(Envelope { cipher, salt, rounds, section, tag })
}

/// What was found behind the envelope.
pub(super) struct Opened {
    pub(super) private: PrivateHalf,
    pub(super) comment: Option<String>,
}

impl Opened {
    fn not(why: Sealed) -> Self {
        Self { private: PrivateHalf::Sealed(why), comment: None }
    }
}

fn open(envelope: &Envelope<'_>, unlock: Option<Unlock<'_>>) -> Result<Opened, ReadError> {
    let Some(cipher) = envelope.cipher else {
        // Two different check numbers in the clear: the file is damaged.
        return section(envelope.section)?.ok_or(ReadError::Malformed);
    };
    let Some(unlock) = unlock else { return Ok(Opened::not(Sealed::NoPassphrase)) };
    if envelope.rounds > unlock.effort.bcrypt_rounds {
        return Ok(Opened::not(Sealed::TooCostly));
    }
    let Some(key) = derived(cipher, envelope, unlock) else {
        return Ok(Opened::not(Sealed::WrongPassphrase));
    };
    let (key, iv) = key.split_at_checked(cipher.key_length()).ok_or(ReadError::Malformed)?;
    let mut plain = Zeroizing::new(envelope.section.to_vec());
    if cipher.open(key, iv, &mut plain, envelope.tag).is_err() {
        return Ok(Opened::not(Sealed::WrongPassphrase));
    }
    Ok(section(&plain)?.unwrap_or(Opened::not(Sealed::WrongPassphrase)))
}

/// Key and vector in one. None for a passphrase, a salt or a count that nothing was ever encrypted with.
fn derived(cipher: Cipher, envelope: &Envelope<'_>, unlock: Unlock<'_>) -> Option<Zeroizing<Vec<u8>>> {
    let mut key = Zeroizing::new(vec![0; cipher.key_length() + cipher.iv_length()]);
    // Exposed to be hashed into the key.
    let passphrase = unlock.passphrase.expose().as_bytes();
    bcrypt_pbkdf::bcrypt_pbkdf(passphrase, envelope.salt, envelope.rounds, &mut key).ok()?;
    Some(key)
}

/// The private section in the clear; none where its two check numbers differ, as after a wrong passphrase.
fn section(plain: &[u8]) -> Result<Option<Opened>, ReadError> {
    let mut from = Reader::new(plain);
    if from.u32()? != from.u32()? {
        return Ok(None);
    }
    let algorithm = Algorithm::of_ssh_name(from.text()?)?;
    if let Algorithm::Other(_) = algorithm {
        // Where its numbers end and the comment begins is not known.
        return Ok(Some(Opened { private: PrivateHalf::Unknown, comment: None }));
    }
    let pair = KeyPair::read(&algorithm, &mut from)?;
    let comment = String::from_utf8_lossy(from.string()?).into_owned();
    // The padding counts from one, in steps of one, to any length.
    if from.rest().iter().zip((0..=u8::MAX).cycle().skip(1)).any(|(byte, expected)| *byte != expected) {
        return Err(ReadError::Malformed);
    }
    Ok(Some(Opened { private: PrivateHalf::Open(Box::new(pair)), comment: Some(comment) }))
}
