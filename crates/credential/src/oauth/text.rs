//! JSON objects of providers, read with limits: what is too long or of the wrong type is taken for missing.

use serde_json::{Map, Value};
use strongroom_secret::SecretString;

/// Longest name, address or list of scopes that is kept, in bytes.
pub(super) const MAX_TEXT: usize = 2048;
/// Longest token, in bytes.
pub(super) const MAX_TOKEN: usize = 64 * 1024;
/// Most texts of a list that are kept.
pub(super) const MAX_LIST: usize = 256;
/// Longest text that is only shown, in characters.
const MAX_SHOWN: usize = 200;

/// A JSON object; the library ends at 128 levels. What was read is wiped when the map's strings are freed, by the
/// program's allocator.
pub(super) fn object(bytes: &[u8]) -> Option<Map<String, Value>> {
    let begins = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    (begins == Some(&b'{')).then(|| serde_json::from_slice(bytes).ok()).flatten()
}

/// A text that is no secret, without characters that steer.
pub(super) fn text(map: &Map<String, Value>, name: &str) -> Option<String> {
    let value = map.get(name)?.as_str()?;
    let fits = !value.is_empty() && value.len() <= MAX_TEXT && !value.chars().any(char::is_control);
    fits.then(|| value.to_owned())
}

/// A text that is a secret: visible characters of ASCII (RFC 6749, appendix A).
pub(super) fn secret(map: &Map<String, Value>, name: &str) -> Option<SecretString> {
    let value = map.get(name)?.as_str()?;
    let fits = !value.is_empty()
        && value.len() <= MAX_TOKEN
        && value.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    fits.then(|| SecretString::from(value))
}

/// Texts of a list; others of its elements are passed over.
pub(super) fn list(map: &Map<String, Value>, name: &str) -> Option<Vec<String>> {
    let all = map.get(name)?.as_array()?.iter().take(MAX_LIST);
    Some(all.filter_map(Value::as_str).filter(|text| text.len() <= MAX_TEXT).map(str::to_owned).collect())
}

/// What may be shown of a text from outside.
pub(super) fn shown(text: &str) -> String {
    let steers = |letter: &char| {
        !letter.is_control() && !matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(steers).take(MAX_SHOWN).collect()
}
