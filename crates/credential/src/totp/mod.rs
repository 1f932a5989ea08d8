//! One-time codes: by the clock (RFC 6238, and Steam's variant of it) and by a counter (RFC 4226).
//!
//! Reads what services and other programs hand out (URIs, bare secrets), and writes one canonical URI. Everything is
//! checked on the way in, so that a code can always be made; the clock is the caller's.

mod base32;
mod examine;
mod hotp;
mod migration;
mod otp;
mod paste;
mod uri;
mod wire;

pub use base32::decode_base32;
pub use examine::examine;
pub use hotp::{Hotp, HotpParts};
pub use migration::{Migration, MigrationError, parse_migration};
pub use otp::Otp;
pub use paste::{recognise, recognise_all};

use strongroom_secret::{SecretBytes, SecretString};
use thiserror::Error;
use totp_rs::Builder;

/// Longest period, in seconds: a day.
const MAX_PERIOD: u32 = 86_400;
/// Longest secret, in bytes; the standard's are 20 to 64.
const MAX_SECRET: usize = 1024;
/// Longest issuer or account, in bytes.
const MAX_LABEL: usize = 1024;
/// Steam's codes have five characters and last 30 seconds.
const STEAM_DIGITS: u8 = 5;
const STEAM_PERIOD: u32 = 30;

/// The hash under the HMAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Algorithm {
    /// What nearly every service uses.
    #[default]
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

impl Algorithm {
    /// Its name in URIs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
        }
    }
}

/// How the number becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoder {
    /// Decimal digits.
    #[default]
    Decimal,
    /// Steam's five characters.
    Steam,
}

/// What a one-time code is made from, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotpParts {
    /// The shared key itself, not in base32. Secret.
    pub secret: SecretBytes,
    /// The hash.
    pub algorithm: Algorithm,
    /// Digits of a code, 6 to 8; Steam's are always 5.
    pub digits: u8,
    /// Seconds that a code lasts, 1 to 86,400; Steam's always last 30.
    pub period_seconds: u32,
    /// How the number becomes text.
    pub encoder: Encoder,
    /// The service, for people; may be empty. Personal.
    pub issuer: String,
    /// The account, for people; may be empty. Personal.
    pub account: String,
}

impl TotpParts {
    /// The common case: SHA-1, six digits, 30 seconds, nobody's name.
    pub fn new(secret: impl Into<SecretBytes>) -> Self {
        Self {
            secret: secret.into(),
            algorithm: Algorithm::Sha1,
            digits: 6,
            period_seconds: 30,
            encoder: Encoder::Decimal,
            issuer: String::new(),
            account: String::new(),
        }
    }

    /// Steam's case.
    pub fn steam(secret: impl Into<SecretBytes>) -> Self {
        Self {
            digits: STEAM_DIGITS,
            period_seconds: STEAM_PERIOD,
            encoder: Encoder::Steam,
            ..Self::new(secret)
        }
    }
}

/// A source of one-time codes, checked. `Debug` shows no secret, but the personal issuer and account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totp(TotpParts);

/// The code of a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The code. Secret while it lasts.
    pub code: SecretString,
    /// Seconds that each code lasts.
    pub period_seconds: u32,
    /// Seconds that this one still lasts, 1 to `period_seconds`.
    pub remaining_seconds: u32,
}

/// Why a text or its parts make no one-time code. Says nothing of the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TotpError {
    /// There is no secret.
    #[error("there is no secret: enter the one that the service shows")]
    NoSecret,
    /// The secret is no base32.
    #[error("the secret is not base32: use the letters A to Z and the digits 2 to 7")]
    BadBase32,
    /// The text, or one of its parts, is too long.
    #[error("the text is too long for a one-time code: paste only the code's address or its secret")]
    TooLong,
    /// The URI is not one of a time-based code.
    #[error("this is no address of a time-based code: it should start with otpauth://totp/")]
    NotTotp,
    /// The URI is not one of a counter-based code.
    #[error("this is no address of a counter-based code: it should start with otpauth://hotp/")]
    NotHotp,
    /// The counter is missing or no number.
    #[error("the counter is missing or no number: use the one that the service shows, or 0 to begin with")]
    BadCounter,
    /// A parameter occurs twice.
    #[error("a parameter occurs twice: remove one of them")]
    Repeated,
    /// A percent sign is not followed by two hexadecimal digits, or the bytes are no text.
    #[error("the address has a broken escape: copy it again")]
    BadEscape,
    /// The hash is not known.
    #[error("the algorithm is not known: use SHA1, SHA256 or SHA512")]
    UnknownAlgorithm,
    /// The encoder is not known.
    #[error("the encoder is not known: leave it out, or use steam")]
    UnknownEncoder,
    /// The number of digits is out of bounds.
    #[error("the number of digits is out of bounds: use 6 to 8")]
    BadDigits,
    /// The period is out of bounds.
    #[error("the period is out of bounds: use 1 to 86400 seconds")]
    BadPeriod,
}

/// The account without the spaces that a URI allows before it, which are no part of it.
fn account(text: &str) -> String {
    text.trim_start().to_owned()
}

impl Totp {
    /// Reads an `otpauth://totp/…` or `steam://…` URI, or a bare base32 secret in any case, with or without spaces,
    /// hyphens and padding.
    pub fn parse(text: &str) -> Result<Self, TotpError> {
        match uri::parse(text)? {
            uri::Parsed::Time(parts) => Self::from_parts(parts),
            uri::Parsed::Counter(_) => Err(TotpError::NotTotp),
        }
    }

    /// Checks the parts. Digits, period and hash of a Steam code are Steam's, whatever the parts say.
    pub fn from_parts(parts: TotpParts) -> Result<Self, TotpError> {
        let parts = match parts.encoder {
            Encoder::Steam => {
                TotpParts { issuer: parts.issuer, account: parts.account, ..TotpParts::steam(parts.secret) }
            }
            Encoder::Decimal => parts,
        };
        check(&parts)?;
        Ok(Self(TotpParts { account: account(&parts.account), ..parts }))
    }

    /// The canonical URI, with every parameter written out; [`Totp::parse`] reads the same code from it.
    pub fn to_uri(&self) -> SecretString {
        uri::write_totp(&self.0)
    }

    /// What it is made from.
    pub fn parts(&self) -> &TotpParts {
        &self.0
    }

    /// The code at that moment, in seconds since 1970.
    pub fn code_at(&self, unix_seconds: u64) -> Code {
        let period = self.0.period_seconds;
        let elapsed = u32::try_from(unix_seconds % u64::from(period)).unwrap_or(0);
        Code {
            code: SecretString::new(self.generator().generate(unix_seconds).to_string()),
            period_seconds: period,
            remaining_seconds: period - elapsed,
        }
    }

    fn generator(&self) -> totp_rs::Totp {
        let algorithm = match self.0.encoder {
            Encoder::Steam => totp_rs::Algorithm::Steam,
            Encoder::Decimal => self.0.algorithm.into(),
        };
        generator(algorithm, self.0.digits, self.0.period_seconds, &self.0.secret)
    }
}

/// Digits and period were checked: the library panics on others.
fn generator(
    algorithm: totp_rs::Algorithm,
    digits: u8,
    period_seconds: u32,
    secret: &SecretBytes,
) -> totp_rs::Totp {
    // Noncompliant, because many services hand out secrets shorter than the standard's 16 bytes.
    Builder::new()
        .with_algorithm(algorithm)
        .with_digits(digits)
        .with_step_duration(u64::from(period_seconds))
        // The library keeps its own copy and wipes it.
        .with_secret(secret.expose().as_slice())
        .build_noncompliant()
}

impl From<Algorithm> for totp_rs::Algorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Sha1 => Self::SHA1,
            Algorithm::Sha256 => Self::SHA256,
            Algorithm::Sha512 => Self::SHA512,
        }
    }
}

fn check(parts: &TotpParts) -> Result<(), TotpError> {
    let digits_fit = parts.encoder == Encoder::Steam || (6..=8).contains(&parts.digits);
    check_common(&parts.secret, &parts.issuer, &parts.account)?;
    if !digits_fit {
        Err(TotpError::BadDigits)
    } else if !(1..=MAX_PERIOD).contains(&parts.period_seconds) {
        Err(TotpError::BadPeriod)
    } else {
        Ok(())
    }
}

fn check_common(secret: &SecretBytes, issuer: &str, account: &str) -> Result<(), TotpError> {
    // Exposed to be measured.
    let secret_length = secret.expose().len();
    if secret_length == 0 {
        Err(TotpError::NoSecret)
    } else if secret_length > MAX_SECRET || issuer.len().max(account.len()) > MAX_LABEL {
        Err(TotpError::TooLong)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
