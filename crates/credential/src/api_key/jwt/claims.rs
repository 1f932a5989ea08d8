//! Header and claims of a token. Only what is shown is kept; unknown claims are passed over, and known ones of the wrong
//! type are taken for missing.

use super::Jwt;
use crate::Moment;
use serde::Deserialize;
use serde_json::Value;

/// Longest text that is kept, in characters.
const MAX_TEXT: usize = 200;
/// Most texts of a list that are kept.
const MAX_LIST: usize = 16;
/// The last second of the year 9999.
const LAST_SECOND: i64 = 253_402_300_799;

#[derive(Deserialize)]
struct RawHeader {
    alg: Value,
}

pub(super) struct Header {
    pub(super) algorithm: String,
}

impl Header {
    pub(super) fn read(json: &[u8]) -> Option<Self> {
        let raw: RawHeader = object(json)?;
        Some(Self { algorithm: text(&raw.alg)? })
    }
}

#[derive(Deserialize)]
pub(super) struct Claims {
    iss: Option<Value>,
    sub: Option<Value>,
    aud: Option<Value>,
    scope: Option<Value>,
    scp: Option<Value>,
    role: Option<Value>,
    iat: Option<Value>,
    nbf: Option<Value>,
    exp: Option<Value>,
}

impl Claims {
    pub(super) fn read(json: &[u8]) -> Option<Self> {
        object(json)
    }

    pub(super) fn into_token(self, algorithm: String, signed: bool) -> Jwt {
        let scopes =
            [self.scope, self.scp, self.role].iter().flatten().map(words).find(|all| !all.is_empty());
        Jwt {
            algorithm,
            issuer: self.iss.as_ref().and_then(text),
            subject: self.sub.as_ref().and_then(text),
            audience: self.aud.as_ref().map(list).unwrap_or_default(),
            scopes: scopes.unwrap_or_default(),
            issued: self.iat.as_ref().and_then(moment),
            not_before: self.nbf.as_ref().and_then(moment),
            expires: self.exp.as_ref().and_then(moment),
            signed,
        }
    }
}

/// A JSON object; the library ends at 128 levels and refuses a member that is there twice.
fn object<'de, T: Deserialize<'de>>(json: &'de [u8]) -> Option<T> {
    let begins = json.iter().find(|byte| !byte.is_ascii_whitespace());
    (begins == Some(&b'{')).then(|| serde_json::from_slice(json).ok()).flatten()
}

/// A text without control characters, cut.
fn text(value: &Value) -> Option<String> {
    let shown: String = value.as_str()?.chars().filter(|c| !c.is_control()).take(MAX_TEXT).collect();
    (!shown.is_empty()).then_some(shown)
}

/// One text, or a list of them.
fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().take(MAX_LIST).filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}

/// Words of a text, or a list.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(all) => {
            all.split_whitespace().take(MAX_LIST).filter_map(|word| text(&Value::from(word))).collect()
        }
        other => list(other),
    }
}

/// Seconds since 1970, whole or not (RFC 7519, section 2), up to the year 9999.
fn moment(value: &Value) -> Option<Moment> {
    let Value::Number(number) = value else { return None };
    let written = number.to_string();
    let seconds: i64 = written.split('.').next()?.parse().ok()?;
    (0..=LAST_SECOND).contains(&seconds).then(|| Moment::from_seconds(seconds))
}
