//! From bytes to text: UTF-8 with or without a byte order mark, and a clear word about anything else.

use super::ImportError;
use super::limits::MAX_TEXT;

/// The text, without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, ImportError> {
    if bytes.len() > MAX_TEXT {
        return Err(ImportError::too_large("bytes of text", MAX_TEXT as u64));
    }
    if is_utf16(bytes) {
        return Err(ImportError::Utf16);
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ImportError::NotUtf8 { line: line_of(bytes, error.valid_up_to()) })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The error of [`decode`] for a file that nothing recognised: of use only when the file is text at all, not for
/// random bytes.
pub(super) fn complaint(bytes: &[u8]) -> Option<ImportError> {
    let error = decode(bytes).err()?;
    let binary = bytes.iter().take(1024).any(|&byte| byte < b'\t');
    (matches!(error, ImportError::Utf16) || !binary).then_some(error)
}

/// By its mark, or by every second byte of the first characters being zero.
fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [a, 0, b, 0, c, 0, ..] | [0, a, 0, b, 0, c, ..] => {
            [a, b, c].iter().all(|byte| byte.is_ascii_graphic())
        }
        _ => false,
    }
}

pub(super) fn line_of(bytes: &[u8], offset: usize) -> u64 {
    bytes.iter().take(offset).filter(|&&byte| byte == b'\n').fold(1, |line, _| line + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mark_is_taken_off() {
        assert_eq!(decode(b"\xef\xbb\xbfname,url"), Ok("name,url"));
    }

    #[test]
    fn sixteen_bit_text_is_named_with_and_without_a_mark() {
        assert_eq!(decode(b"\xff\xfen\0a\0"), Err(ImportError::Utf16));
        assert_eq!(decode(b"\xfe\xff\0n\0a"), Err(ImportError::Utf16));
        assert_eq!(decode(b"n\0a\0m\0e\0"), Err(ImportError::Utf16));
    }

    #[test]
    fn bad_byte_is_named_by_its_line() {
        assert_eq!(decode(b"name,url\nM\xfcller,x\n"), Err(ImportError::NotUtf8 { line: 2 }));
    }

    #[test]
    fn random_bytes_earn_no_complaint_about_their_encoding() {
        assert_eq!(complaint(&[0x90, 0x00, 0x01, 0xff, 0x80]), None);
    }
}
