//! Public keys as RFC 4716 writes them, and `ssh-keygen -e`: base64 between lines of dashes, after headers.

use super::armour::decoded;
use super::line::of_blob;
use super::{Contents, Format, ReadError};
use zeroize::Zeroizing;

pub(super) const BEGIN: &str = "---- BEGIN SSH2 PUBLIC KEY ----";
const END: &str = "---- END SSH2 PUBLIC KEY ----";

/// The longest value of a header, in bytes (section 3.3).
const MAX_HEADER: usize = 1024;

/// Reads the one key of a text.
pub(super) fn read(text: &str) -> Result<Contents, ReadError> {
    let mut lines = text.lines().map(str::trim);
    if lines.next() != Some(BEGIN) {
        return Err(ReadError::NotAKey);
    }
    let (mut comment, mut base64) = (None, Zeroizing::new(String::with_capacity(text.len())));
    loop {
        let line = lines.next().ok_or(ReadError::Malformed)?;
        if line == END {
            break;
        }
        let Some((name, value)) = line.split_once(':') else {
            base64.push_str(line);
            continue;
        };
        // Headers come first (section 3.3).
        if !base64.is_empty() {
            return Err(ReadError::Malformed);
        }
        let value = continued(value, &mut lines)?;
        if name.eq_ignore_ascii_case("comment") {
            comment = Some(unquoted(value.trim()).to_owned());
        }
    }
    match lines.find(|line| !line.is_empty()) {
        Some(BEGIN) => return Err(ReadError::Several),
        Some(_) => return Err(ReadError::Malformed),
        None => {}
    }
    Ok(Contents { comment, ..of_blob(&decoded(&base64)?, Format::Rfc4716)? })
}

/// A value that goes on in the next line wherever a line ends with a backslash.
fn continued<'a>(first: &str, lines: &mut impl Iterator<Item = &'a str>) -> Result<String, ReadError> {
    let mut value = first.to_owned();
    while value.ends_with('\\') {
        value.pop();
        value.push_str(lines.next().ok_or(ReadError::Malformed)?);
        if value.len() > MAX_HEADER {
            return Err(ReadError::Malformed);
        }
    }
    if value.len() > MAX_HEADER { Err(ReadError::Malformed) } else { Ok(value) }
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last example of section 3.6, shortened by its key: one of our own takes its place.
    #[test]
    fn headers_go_on_after_a_backslash() {
        let text = "---- BEGIN SSH2 PUBLIC KEY ----\r\nSubject: me\r\nx-note: with a \\\r\nsecond line\r\nComment: \"Home \\\r\n1024-bit\"\r\n\
                    AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZ\r\nGhscHR4f\r\n---- END SSH2 PUBLIC KEY ----";
        let read = read(text).unwrap();
        assert_eq!((read.comment.as_deref(), read.format), (Some("Home 1024-bit"), Format::Rfc4716));
        assert_eq!(super::read(&text.replace("---- END", "---- EN")).err(), Some(ReadError::Malformed));
        assert_eq!(super::read(&format!("{text}\n{text}")).err(), Some(ReadError::Several));
        assert_eq!(super::read(&text.replace("second", &"x".repeat(1100))).err(), Some(ReadError::Malformed));
        assert_eq!(super::read(&text.replace("Ghsc", "Comment: x\nGhsc")).err(), Some(ReadError::Malformed));
    }
}
