//! One-time codes of the programs that hold nothing else: Aegis, andOTP, 2FAS, and what Google Authenticator hands over.

mod aegis;
mod and_otp;
mod text;
mod two_fas;

pub(super) use aegis::{is_aegis, parse as parse_aegis};
pub(super) use and_otp::{is_and_otp, is_sealed, parse as parse_and_otp, parse_sealed};
pub(super) use text::{is_addresses, parse as parse_addresses};
pub(super) use two_fas::{is_two_fas, parse as parse_two_fas};

use super::draft::Draft;
use super::json::Object;
use serde_json::Value;
use strongroom_credential::FieldType::{Hidden, Text, Totp as TotpField};
use strongroom_credential::totp::{Algorithm, HotpParts, TotpParts, decode_base32};
use strongroom_credential::totp::{Hotp, Totp};

/// What a code is made from, as these programs write it.
pub(super) struct Code {
    /// In base32.
    pub(super) secret: String,
    pub(super) issuer: String,
    pub(super) account: String,
    /// Empty for SHA-1.
    pub(super) algorithm: String,
    pub(super) digits: u64,
    /// In seconds.
    pub(super) period: u64,
    /// For a code by a counter.
    pub(super) counter: Option<u64>,
    pub(super) steam: bool,
}

impl Code {
    /// The address of the code; none where no code can be made of it here.
    pub(super) fn uri(self) -> Option<String> {
        let secret = decode_base32(&self.secret).ok()?;
        let algorithm = match self.algorithm.to_ascii_uppercase().replace('-', "").as_str() {
            "" | "SHA1" => Algorithm::Sha1,
            "SHA256" => Algorithm::Sha256,
            "SHA512" => Algorithm::Sha512,
            _ => return None,
        };
        let digits = u8::try_from(self.digits).ok()?;
        let (issuer, account) = (self.issuer, self.account);
        // Exposed to be moved into a field, which is as secret.
        if let Some(counter) = self.counter {
            let parts = HotpParts { algorithm, digits, counter, issuer, account, ..HotpParts::new(secret) };
            return Hotp::from_parts(parts).ok().map(|code| code.to_uri().expose().clone());
        }
        let parts = if self.steam {
            TotpParts { issuer, account, ..TotpParts::steam(secret) }
        } else {
            let period_seconds = u32::try_from(self.period).ok()?;
            TotpParts { algorithm, digits, period_seconds, issuer, account, ..TotpParts::new(secret) }
        };
        Totp::from_parts(parts).ok().map(|code| code.to_uri().expose().clone())
    }
}

/// Takes the parts of a code out of the object they stand in, and places the code; each part is a source field that the
/// caller has counted. Where no code can be made, nothing is taken.
fn place_code(object: &mut Object, keys: &[&str], code: Code, draft: &mut Draft<'_>) {
    if let Some(uri) = code.uri() {
        draft.report.mapped += keys
            .iter()
            .filter_map(|key| object.remove(*key))
            .map(|value| super::json::count(&value))
            .sum::<u64>();
        draft.parsed.item.fields.push(strongroom_credential::Field::new("totp", TotpField, uri));
    }
}

fn text(object: &Object, key: &str) -> String {
    object.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn number(object: &Object, key: &str, default: u64) -> u64 {
    object.get(key).and_then(Value::as_u64).unwrap_or(default)
}

/// Issuer and account as the title and user name of the login; both were counted by the caller.
fn place_names(issuer: Option<String>, account: Option<String>, draft: &mut Draft<'_>) {
    match (issuer, account) {
        (Some(issuer), account) => {
            draft.mapped_title(&issuer);
            if let Some(account) = account {
                draft.mapped_field("username", Text, account);
            }
        }
        (None, Some(account)) => draft.mapped_title(&account),
        (None, None) => {}
    }
}

/// What is kept of an entry that is none.
fn odd(value: Value, draft: &mut Draft<'_>) {
    draft.saw();
    draft.custom_field("entry", Hidden, super::json::text_of(value));
}
