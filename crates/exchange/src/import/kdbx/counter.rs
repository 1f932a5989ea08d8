//! Codes by a counter, as KeePass knows them since 2.47: a secret and a counter, which it counts on. They stand beside the
//! address that the item has, and what is read is the address with the counter that the file came to.

use super::otp::{StringField, base32};
use crate::import::draft::Draft;
use strongroom_credential::FieldType;
use strongroom_credential::totp::{Algorithm, Hotp, HotpParts};

/// The string of the secret, in base32.
pub(crate) const SECRET: &str = "HmacOtp-Secret-Base32";
/// The string of the number of the next code.
pub(crate) const COUNTER: &str = "HmacOtp-Counter";

/// The secret in base32 and the counter of such an address; none where KeePass would make another code of them: it knows
/// six digits and SHA-1 alone.
pub(crate) fn parts_of(address: &str) -> Option<(String, u64)> {
    let code = Hotp::parse(address).ok()?;
    let HotpParts { secret, algorithm, digits, counter, .. } = code.parts();
    let plain = *digits == 6 && *algorithm == Algorithm::Sha1;
    // Exposed to be written into the database, where it is encrypted.
    plain.then(|| (base32(secret.expose()), *counter))
}

/// Takes the two strings that were made from an address that the item has already, and sets its counter to theirs. Strings
/// that are another code's stay.
pub(super) fn take(others: &mut Vec<StringField>, draft: &mut Draft<'_>) {
    let said = |name: &str| others.iter().find(|field| field.name == name).map(|field| field.value.as_str());
    let (Some(secret), Some(counter)) = (said(SECRET), said(COUNTER).and_then(|text| text.parse().ok()))
    else {
        return;
    };
    let mut fields = draft.parsed.item.fields.iter_mut();
    let found = fields.find_map(|field| {
        // Exposed to be compared with another value of the same entry.
        let (own, at) = (field.field_type == FieldType::Totp).then(|| parts_of(field.value.expose()))??;
        (own == secret).then_some((field, at))
    });
    let Some((field, at)) = found else { return };
    if at != counter
        && let Ok(code) = Hotp::parse(field.value.expose())
        && let Ok(code) = Hotp::from_parts(HotpParts { counter, ..code.parts().clone() })
    {
        field.value = code.to_uri();
    }
    others.retain(|field| field.name != SECRET && field.name != COUNTER);
    for _ in [SECRET, COUNTER] {
        draft.saw();
        draft.mapped();
    }
}
