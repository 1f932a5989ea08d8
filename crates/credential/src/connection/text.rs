//! Percent-escapes, and text that is built from secrets.

use super::ConnectionError;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// Text under construction that may hold a secret.
pub(super) type Buffer = Zeroizing<String>;

/// Everything but what RFC 3986 (section 2.3) leaves unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// As [`RESERVED`], for paths, where slashes part the names of folders.
const IN_PATH: &AsciiSet = &RESERVED.remove(b'/').remove(b':');

/// The text that escapes stand for (RFC 3986, section 2.1). A percent sign that starts no escape is an error, as in
/// libpq and in MongoDB's specification of connection strings: guessing would make another password of it.
pub(super) fn unescape(text: &str) -> Result<String, ConnectionError> {
    let mut escapes = text.split('%').skip(1);
    if !escapes.all(|escape| escape.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2) {
        return Err(ConnectionError::BadEscape);
    }
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| ConnectionError::BadEscape)?;
    Ok(decoded.into_owned())
}

/// [`unescape`] for a secret.
pub(super) fn unescape_secret(text: &str) -> Result<SecretString, ConnectionError> {
    unescape(text).map(SecretString::new)
}

/// Appends the text with everything escaped that could mean something.
pub(super) fn push_escaped(out: &mut Buffer, text: &str) {
    out.extend(utf8_percent_encode(text, RESERVED));
}

/// Appends a path, with its slashes as they are.
pub(super) fn push_escaped_path(out: &mut Buffer, text: &str) {
    out.extend(utf8_percent_encode(text, IN_PATH));
}

/// Whether the text starts with that, in any case of ASCII letters.
pub(super) fn starts_with(text: &str, start: &str) -> bool {
    after(text, start).is_some()
}

/// What follows that start, in any case of ASCII letters.
pub(super) fn after<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let found = text.get(..start.len())?;
    found.eq_ignore_ascii_case(start).then(|| text.get(start.len()..)).flatten()
}

/// A keyword as it is compared where case, spaces and the marks between words make no difference.
pub(super) fn folded(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, ' ' | '_' | '-' | '.'));
    letters.map(|c| c.to_ascii_lowercase()).collect()
}
