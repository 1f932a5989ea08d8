//! PuTTY's private key files, versions 2 and 3 (PuTTY's manual, appendix C). The public half and the comment stand in the
//! clear; a code over everything shows whether anybody changed them. Version 3 encrypts with a key from Argon2, which is
//! not to be had here: such a private half stays sealed, and its code unchecked.

use super::armour::decoded;
use super::cipher::Cipher;
use super::pair::{KeyPair, SecretNumbers};
use super::public::PublicNumbers;
use super::wire::{Reader, Writer};
use super::{Contents, Format, PrivateHalf, PublicKey, ReadError, Sealed, Unlock};
use data_encoding::HEXLOWER_PERMISSIVE;
use hmac::{Hmac, KeyInit, Mac};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use zeroize::Zeroizing;

pub(super) const START: &str = "PuTTY-User-Key-File-";

/// The most lines of base64 that a half is given in: 64 characters each, up to the longest text.
const MAX_LINES: usize = super::MAX_TEXT / 64;

/// The parts of a file.
struct File<'a> {
    format: Format,
    algorithm: &'a str,
    encryption: &'a str,
    comment: &'a str,
    public: Vec<u8>,
    private: Zeroizing<Vec<u8>>,
    mac: Vec<u8>,
}

/// Reads a file.
pub(super) fn read(text: &str, unlock: Option<Unlock<'_>>) -> Result<Contents, ReadError> {
    let file = parse(text)?;
    let public = PublicKey::from_blob(&file.public)?;
    if public.algorithm().ssh_name() != file.algorithm {
        return Err(ReadError::Malformed);
    }
    let private = match (file.encryption, file.format) {
        ("none", _) => {
            if !file.is_authentic(&file.private, "") {
                return Err(ReadError::Malformed);
            }
            private(&public, &file.private)?
        }
        ("aes256-cbc", Format::Putty2) => open(&file, &public, unlock)?,
        _ => PrivateHalf::Sealed(Sealed::Unsupported),
    };
    let encrypted = file.encryption != "none";
    let contents = Contents::new(file.format, encrypted, Some(public));
    Ok(Contents { comment: Some(file.comment.to_owned()), private, ..contents })
}

/// The values of the lines `Name: value` in the order in which they have to come.
struct Lines<'a, I: Iterator<Item = &'a str>>(I);

impl<'a, I: Iterator<Item = &'a str>> Lines<'a, I> {
    fn value(&mut self, name: &str) -> Result<&'a str, ReadError> {
        let line = self.0.next().ok_or(ReadError::Malformed)?;
        let value = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(':'));
        value.map(|value| value.strip_prefix(' ').unwrap_or(value)).ok_or(ReadError::Malformed)
    }

    fn base64(&mut self, name: &str) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        let count: usize = self.value(name)?.parse().map_err(|_| ReadError::Malformed)?;
        if count > MAX_LINES {
            return Err(ReadError::TooLong);
        }
        let mut base64 = Zeroizing::new(String::with_capacity(count * 64));
        for _ in 0..count {
            base64.push_str(self.0.next().ok_or(ReadError::Malformed)?);
        }
        decoded(&base64)
    }
}

fn parse(text: &str) -> Result<File<'_>, ReadError> {
    let mut lines = Lines(text.lines().map(str::trim_end));
    let first = lines.0.next().and_then(|line| line.strip_prefix(START)).ok_or(ReadError::Malformed)?;
    let (version, algorithm) = first.split_once(": ").ok_or(ReadError::Malformed)?;
    let format = match version {
        "2" => Format::Putty2,
        "3" => Format::Putty3,
        _ => return Err(ReadError::Unsupported),
    };
    let (encryption, comment) = (lines.value("Encryption")?, lines.value("Comment")?);
    let public = lines.base64("Public-Lines")?.to_vec();
    if format == Format::Putty3 && encryption != "none" {
        for name in ["Key-Derivation", "Argon2-Memory", "Argon2-Passes", "Argon2-Parallelism", "Argon2-Salt"]
        {
            lines.value(name)?;
        }
    }
    let private = lines.base64("Private-Lines")?;
    let mac = lines.value("Private-MAC")?;
    let mac = HEXLOWER_PERMISSIVE.decode(mac.as_bytes()).map_err(|_| ReadError::Malformed)?;
    if lines.0.any(|line| !line.is_empty()) {
        return Err(ReadError::Malformed);
    }
    Ok(File { format, algorithm, encryption, comment, public, private, mac })
}

impl File<'_> {
    /// Whether the code over everything is the one with this passphrase.
    fn is_authentic(&self, private: &[u8], passphrase: &str) -> bool {
        let message = Writer::new()
            .string(self.algorithm.as_bytes())
            .string(self.encryption.as_bytes())
            .string(self.comment.as_bytes())
            .string(&self.public)
            .string(private)
            .bytes();
        match self.format {
            Format::Putty2 => {
                let key = Sha1::new().chain_update("putty-private-key-file-mac-key").chain_update(passphrase);
                let key = Zeroizing::new(key.finalize().to_vec());
                Hmac::<Sha1>::new_from_slice(&key)
                    .is_ok_and(|mac| mac.chain_update(&*message).verify_slice(&self.mac).is_ok())
            }
            _ => Hmac::<Sha256>::new_from_slice(&[])
                .is_ok_and(|mac| mac.chain_update(&*message).verify_slice(&self.mac).is_ok()),
        }
    }
}

/// Version 2: the key is the beginning of two hashes, the vector is zero.
fn open(file: &File<'_>, public: &PublicKey, unlock: Option<Unlock<'_>>) -> Result<PrivateHalf, ReadError> {
    let Some(unlock) = unlock else { return Ok(PrivateHalf::Sealed(Sealed::NoPassphrase)) };
    // Exposed to be hashed into the key.
    let passphrase = unlock.passphrase.expose();
    let mut key = Zeroizing::new(Vec::with_capacity(40));
    for counter in 0..2_u32 {
        key.extend(Sha1::new().chain_update(counter.to_be_bytes()).chain_update(passphrase).finalize());
    }
    key.truncate(Cipher::Aes256Cbc.key_length());
    let mut plain = file.private.clone();
    let opened = Cipher::Aes256Cbc.open(&key, &[0; 16], &mut plain, &[]).is_ok();
    if !opened || !file.is_authentic(&plain, passphrase) {
        return Ok(PrivateHalf::Sealed(Sealed::WrongPassphrase));
    }
    private(public, &plain)
}

/// The private numbers in PuTTY's order. What comes after them is padding.
fn private(public: &PublicKey, plain: &[u8]) -> Result<PrivateHalf, ReadError> {
    let mut from = Reader::new(plain);
    let secret = match &public.numbers {
        PublicNumbers::Rsa { .. } => {
            let (d, p) = (from.secret_number()?, from.secret_number()?);
            let (q, coefficient) = (from.secret_number()?, from.secret_number()?);
            SecretNumbers::Rsa { d, coefficient, p, q }
        }
        PublicNumbers::Dsa { .. } => SecretNumbers::Dsa { x: from.secret_number()? },
        PublicNumbers::Ecdsa { .. } => SecretNumbers::Ecdsa { scalar: from.secret_number()? },
        PublicNumbers::Ed25519 { key } => {
            let seed: [u8; 32] = from.string()?.try_into().map_err(|_| ReadError::Malformed)?;
            SecretNumbers::Ed25519 { seed: Zeroizing::new(seed), beside: *key }
        }
        _ => return Ok(PrivateHalf::Unknown),
    };
    Ok(PrivateHalf::Open(Box::new(KeyPair { public: public.clone(), secret })))
}
