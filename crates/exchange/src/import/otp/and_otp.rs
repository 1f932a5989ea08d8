//! andOTP: a list of JSON, plain or sealed with AES-256-GCM under a key that PBKDF2 makes of a password.

use super::{Code, number, odd, place_code, place_names, text};
use crate::import::draft::Draft;
use crate::import::json::{Object, check_size, count_except, json_error, keep_rest, take_tags, take_text};
use crate::import::left::Left;
use crate::import::unlock::pbkdf2_sha1;
use crate::import::{FieldReport, Format, ImportError, ParsedImport};
use serde_json::Value;
use serde_json::value::RawValue;
use strongroom_credential::Kind;
use strongroom_crypto::foreign::open_aes256_gcm;
use strongroom_secret::SecretString;

/// Rounds that the program chooses among.
const ROUNDS: std::ops::RangeInclusive<u32> = 140_000..=160_000;

/// Whether the text is such a list.
pub(in crate::import) fn is_and_otp(text: &str) -> bool {
    let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(text) else { return false };
    let Some(first) = list.first() else { return false };
    let Ok(Value::Object(object)) = serde_json::from_str(first.get()) else { return false };
    object.contains_key("secret") && object.contains_key("label") && object.contains_key("digits")
}

/// Whether bytes that are no text may be such a list, sealed: nothing but the number of rounds tells.
pub(in crate::import) fn is_sealed(bytes: &[u8]) -> bool {
    bytes.first_chunk::<4>().is_some_and(|rounds| ROUNDS.contains(&u32::from_be_bytes(*rounds)))
        && bytes.len() > 44
}

/// Opens a sealed list and reads it.
pub(in crate::import) fn parse_sealed(
    bytes: &[u8],
    password: Option<&SecretString>,
) -> Result<ParsedImport, ImportError> {
    let damaged = || ImportError::damaged("encrypted list");
    let (rounds, rest) = bytes.split_first_chunk::<4>().ok_or_else(damaged)?;
    let (salt, rest) = rest.split_first_chunk::<12>().ok_or_else(damaged)?;
    let (nonce, rest) = rest.split_first_chunk::<12>().ok_or_else(damaged)?;
    let (sealed, tag) = rest.split_last_chunk::<16>().ok_or_else(damaged)?;
    let password = password.ok_or(ImportError::NeedsPassword)?;
    let key = pbkdf2_sha1(password, salt, u64::from(u32::from_be_bytes(*rounds)))?;
    let opened = open_aes256_gcm(&key, nonce, sealed, tag).ok_or(ImportError::WrongPassword)?;
    // Exposed to be parsed.
    let text = std::str::from_utf8(opened.expose()).map_err(|_| damaged())?;
    parse(text)
}

/// Reads a list.
pub(in crate::import) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    check_size(text)?;
    let list: Vec<Value> = serde_json::from_str(text).map_err(|error| json_error(&error))?;
    let (mut report, mut left) = (FieldReport::default(), Left::default());
    let items = list
        .into_iter()
        .map(|entry| {
            let mut draft = Draft::new(Kind::LOGIN, &mut report);
            match entry {
                Value::Object(object) => place(object, &mut left, &mut draft),
                other => odd(other, &mut draft),
            }
            draft.parsed
        })
        .collect();
    Ok(ParsedImport { format: Format::AndOtp, folders: Vec::new(), items, report, warnings: left.warnings() })
}

fn place(mut object: Object, left: &mut Left, draft: &mut Draft<'_>) {
    left.take(&mut object, &["last_used", "used_frequency", "thumbnail"]);
    draft.report.source_fields += count_except(&object, &[]);
    let kind = text(&object, "type");
    let code = Code {
        secret: text(&object, "secret"),
        issuer: text(&object, "issuer"),
        account: text(&object, "label"),
        algorithm: text(&object, "algorithm"),
        digits: number(&object, "digits", 6),
        period: number(&object, "period", 30),
        counter: (kind == "HOTP").then(|| number(&object, "counter", 0)),
        steam: kind == "STEAM",
    };
    if matches!(kind.as_str(), "TOTP" | "HOTP" | "STEAM") {
        let keys = ["type", "secret", "algorithm", "digits", "period", "counter"];
        place_code(&mut object, &keys, code, draft);
    }
    let issuer = take_text(&mut object, "issuer");
    place_names(issuer, take_text(&mut object, "label"), draft);
    take_tags(&mut object, "tags", draft);
    keep_rest(draft, object);
}
