//! What a key file holds, whatever its format.

use super::openssh::Opened;
use super::{Certificate, KeyPair, PublicKey};
use std::fmt;

/// What was read from a text.
#[derive(Debug)]
pub struct Contents {
    /// How it is written.
    pub format: Format,
    /// Whether a passphrase protects the private half.
    pub encrypted: bool,
    /// The public key; of a certificate, the key it certifies. None where an encrypted file hides it too.
    pub public: Option<PublicKey>,
    /// What its owner wrote beside it. Personal. None where the format has no place for it, or hides it.
    pub comment: Option<String>,
    /// The private half.
    pub private: PrivateHalf,
    /// Of an OpenSSH certificate, what it says.
    pub certificate: Option<Certificate>,
    /// The options of a line of `authorized_keys`, such as `no-pty`.
    pub options: Vec<String>,
}

/// How a key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// `-----BEGIN OPENSSH PRIVATE KEY-----`.
    OpenSsh,
    /// `-----BEGIN RSA PRIVATE KEY-----` (RFC 8017, appendix A.1.2).
    Pkcs1,
    /// `-----BEGIN EC PRIVATE KEY-----` (RFC 5915).
    Sec1,
    /// `-----BEGIN DSA PRIVATE KEY-----`, OpenSSL's own.
    Dsa,
    /// `-----BEGIN PRIVATE KEY-----` or `-----BEGIN ENCRYPTED PRIVATE KEY-----` (RFC 5958).
    Pkcs8,
    /// PuTTY's private key, version 2.
    Putty2,
    /// PuTTY's private key, version 3.
    Putty3,
    /// A line as in `authorized_keys` or a `.pub` file.
    PublicLine,
    /// `---- BEGIN SSH2 PUBLIC KEY ----`.
    Rfc4716,
    /// `-----BEGIN PUBLIC KEY-----` (RFC 5280, section 4.1.2.7) or `-----BEGIN RSA PUBLIC KEY-----`.
    PublicPem,
    /// A line with an OpenSSH certificate.
    Certificate,
}

impl fmt::Display for Format {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::OpenSsh => "OpenSSH",
            Self::Pkcs1 => "PKCS#1",
            Self::Sec1 => "SEC 1",
            Self::Dsa => "OpenSSL DSA",
            Self::Pkcs8 => "PKCS#8",
            Self::Putty2 => "PuTTY 2",
            Self::Putty3 => "PuTTY 3",
            Self::PublicLine => "OpenSSH public key",
            Self::Rfc4716 => "RFC 4716",
            Self::PublicPem => "PEM public key",
            Self::Certificate => "OpenSSH certificate",
        })
    }
}

/// The private half of what was read.
#[derive(Debug)]
pub enum PrivateHalf {
    /// There is none.
    Absent,
    /// It is encrypted and was not opened.
    Sealed(Sealed),
    /// It was read.
    Open(Box<KeyPair>),
    /// It is there in the clear, but of an algorithm that is not known.
    Unknown,
}

/// Why a private half was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed {
    /// There was no passphrase to try.
    NoPassphrase,
    /// The passphrase does not open it, or it is damaged: the two cannot be told apart.
    WrongPassphrase,
    /// Trying would cost more than the effort allows.
    TooCostly,
    /// It is encrypted in a way that is not read here, as PuTTY's version 3 with its Argon2.
    Unsupported,
}

impl Contents {
    pub(super) fn new(format: Format, encrypted: bool, public: Option<PublicKey>) -> Self {
        Self {
            format,
            encrypted,
            public,
            comment: None,
            private: PrivateHalf::Absent,
            certificate: None,
            options: Vec::new(),
        }
    }

    /// The contents of a format that has no public half of its own beside the private one.
    pub(super) fn of_private(format: Format, encrypted: bool, private: PrivateHalf) -> Self {
        let public = match &private {
            PrivateHalf::Open(pair) => Some(pair.public().clone()),
            _ => None,
        };
        Self { private, ..Self::new(format, encrypted, public) }
    }

    pub(super) fn take(&mut self, opened: Opened) {
        self.private = opened.private;
        self.comment = opened.comment;
    }

    /// Whether there is a private half, opened or not.
    pub fn is_private(&self) -> bool {
        !matches!(self.private, PrivateHalf::Absent)
    }

    /// Whether the halves that stand in this one text contradict each other: the public key outside is not the one inside,
    /// or the private numbers make another one.
    pub fn halves_differ(&self) -> bool {
        match &self.private {
            PrivateHalf::Open(pair) => {
                self.public.as_ref().is_some_and(|public| public != pair.public()) || !pair.fits()
            }
            _ => false,
        }
    }
}
