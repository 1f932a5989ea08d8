//! What Google Authenticator shows as QR codes to move its accounts: `otpauth-migration://offline?data=…`, a protocol
//! buffer in base64. Google has published no description; the one in use is that of github.com/qistoph/otp_export.

use super::wire::{Fields, Malformed, Value};
use super::{Algorithm, Hotp, HotpParts, Otp, Totp, TotpParts};
use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD};
use percent_encoding::percent_decode_str;
use strongroom_secret::SecretBytes;
use thiserror::Error;
use zeroize::Zeroizing;

/// Longest text that is looked at, in bytes; a QR code holds less than 4,300 characters.
const MAX_TEXT: usize = 64 * 1024;
/// Most accounts of one text.
const MAX_ACCOUNTS: usize = 256;

/// What one such text brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// The accounts, in order.
    pub accounts: Vec<Otp>,
    /// How many more there were of which no code can be made here: an unknown hash or sort, no secret, texts too long.
    pub skipped: usize,
    /// Which of the QR codes it is, from 1.
    pub part: u32,
    /// How many QR codes there are.
    pub parts: u32,
}

/// Why a text brings no accounts. Says nothing of what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MigrationError {
    /// It does not begin as such a text does, or has no data.
    #[error("this is no transfer of accounts: it should start with otpauth-migration://offline?data=")]
    NotMigration,
    /// It is too long, or brings too many accounts.
    #[error("this is too much for one transfer: show the codes of the old device one by one")]
    TooLong,
    /// The data is no base64, or no such message: cut or mistyped.
    #[error("the transfer is damaged: scan the code again")]
    Malformed,
}

impl From<Malformed> for MigrationError {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

/// Reads the text of one QR code.
pub fn parse_migration(text: &str) -> Result<Migration, MigrationError> {
    if text.len() > MAX_TEXT {
        return Err(MigrationError::TooLong);
    }
    let message = decode(data_of(text.trim()).ok_or(MigrationError::NotMigration)?)?;
    let mut migration = Migration { accounts: Vec::new(), skipped: 0, part: 1, parts: 1 };
    for field in Fields::of(&message) {
        match field? {
            (1, Value::Bytes(_)) if migration.accounts.len() + migration.skipped == MAX_ACCOUNTS => {
                return Err(MigrationError::TooLong);
            }
            (1, Value::Bytes(account)) => match Account::read(account)?.into_otp() {
                Some(account) => migration.accounts.push(account),
                None => migration.skipped += 1,
            },
            (3, Value::Number(size)) => migration.parts = u32::try_from(size).unwrap_or(1).max(1),
            (4, Value::Number(index)) => migration.part = u32::try_from(index).unwrap_or(0).saturating_add(1),
            _ => {}
        }
    }
    Ok(migration)
}

/// The value of `data`.
fn data_of(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let (host, query) = rest.split_once('?')?;
    let is_migration = scheme.eq_ignore_ascii_case("otpauth-migration")
        && host.trim_end_matches('/').eq_ignore_ascii_case("offline");
    let query = query.split('#').next().unwrap_or_default();
    let mut parameters = query.split('&').filter_map(|parameter| parameter.split_once('='));
    let (_, data) = parameters.find(|(name, _)| *name == "data")?;
    is_migration.then_some(data)
}

/// Percent escapes, then base64 of either alphabet, padded or not.
fn decode(data: &str) -> Result<Zeroizing<Vec<u8>>, MigrationError> {
    let base64 = Zeroizing::new(percent_decode_str(data).collect::<Vec<u8>>());
    let end = base64.iter().rposition(|byte| *byte != b'=').map_or(0, |last| last + 1);
    let base64 = base64.get(..end).unwrap_or_default();
    let is_url = base64.iter().any(|byte| matches!(byte, b'-' | b'_'));
    let encoding = if is_url { &BASE64URL_NOPAD } else { &BASE64_NOPAD };
    encoding.decode(base64).map(Zeroizing::new).map_err(|_| MigrationError::Malformed)
}

/// One account as it stands. What is left out is zero.
#[derive(Default)]
struct Account<'a> {
    secret: &'a [u8],
    name: &'a [u8],
    issuer: &'a [u8],
    algorithm: u64,
    digits: u64,
    sort: u64,
    counter: u64,
}

impl<'a> Account<'a> {
    fn read(message: &'a [u8]) -> Result<Self, Malformed> {
        let mut account = Self::default();
        for field in Fields::of(message) {
            match field? {
                (1, Value::Bytes(secret)) => account.secret = secret,
                (2, Value::Bytes(name)) => account.name = name,
                (3, Value::Bytes(issuer)) => account.issuer = issuer,
                (4, Value::Number(algorithm)) => account.algorithm = algorithm,
                (5, Value::Number(digits)) => account.digits = digits,
                (6, Value::Number(sort)) => account.sort = sort,
                (7, Value::Number(counter)) => account.counter = counter,
                _ => {}
            }
        }
        Ok(account)
    }

    /// `None` where no code can be made of it.
    fn into_otp(self) -> Option<Otp> {
        let algorithm = match self.algorithm {
            0 | 1 => Algorithm::Sha1,
            2 => Algorithm::Sha256,
            3 => Algorithm::Sha512,
            _ => return None,
        };
        let digits = match self.digits {
            0 | 1 => 6,
            2 => 8,
            3 => 7,
            _ => return None,
        };
        let (issuer, account) = self.names()?;
        let secret = SecretBytes::from(self.secret.to_vec());
        match self.sort {
            1 => {
                let parts = HotpParts { secret, algorithm, digits, counter: self.counter, issuer, account };
                Hotp::from_parts(parts).ok().map(Otp::Counter)
            }
            0 | 2 => {
                let parts = TotpParts { algorithm, digits, issuer, account, ..TotpParts::new(secret) };
                Totp::from_parts(parts).ok().map(Otp::Time)
            }
            _ => None,
        }
    }

    /// Issuer and account. The name often begins with the issuer, as a URI's label does.
    fn names(&self) -> Option<(String, String)> {
        let (name, issuer) = (std::str::from_utf8(self.name).ok()?, std::str::from_utf8(self.issuer).ok()?);
        let (issuer, account) = match name.split_once(':') {
            Some((before, account)) if issuer.is_empty() || before == issuer => {
                (before, account.trim_start())
            }
            _ => (issuer, name),
        };
        Some((issuer.to_owned(), account.to_owned()))
    }
}

#[cfg(test)]
mod tests;
