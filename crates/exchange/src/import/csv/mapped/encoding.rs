//! Text of a table in the encodings that spreadsheets write.

use super::mapping::Encoding;
use crate::import::ImportError;
use crate::import::limits::MAX_TEXT;
use crate::import::text::line_of;
use zeroize::Zeroizing;

/// How many bytes are looked at to tell text from other things.
const LOOKED_AT: usize = 64 << 10;
/// What the bytes 0x80 to 0x9F are in Windows-1252, as the WHATWG's encoding standard maps them: the five that have no
/// letter are control characters.
const C1: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A text, and how it was written.
pub(in crate::import) struct Decoded {
    pub(in crate::import) text: Zeroizing<String>,
    pub(in crate::import) encoding: Encoding,
}

/// The encoding of bytes that are no UTF-8; none where they are no text.
pub(in crate::import) fn encoding_of(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Some(Encoding::Utf16);
    }
    let start = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or(bytes);
    if start.iter().any(|&byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)) {
        return None;
    }
    Some(if std::str::from_utf8(bytes).is_ok() { Encoding::Utf8 } else { Encoding::Windows1252 })
}

/// The text, without a byte order mark.
pub(in crate::import) fn decode(bytes: &[u8], encoding: Encoding) -> Result<Decoded, ImportError> {
    if bytes.len() > MAX_TEXT {
        return Err(ImportError::too_large("bytes of text", MAX_TEXT as u64));
    }
    let text = match encoding {
        Encoding::Utf8 => utf8(bytes)?,
        Encoding::Utf16 => utf16(bytes)?,
        Encoding::Windows1252 => windows_1252(bytes),
    };
    Ok(Decoded { text: Zeroizing::new(text), encoding })
}

fn utf8(bytes: &[u8]) -> Result<String, ImportError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ImportError::NotUtf8 { line: line_of(bytes, error.valid_up_to()) })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
}

/// Room is made once, so that no part of a secret stays behind where the text was before it grew.
fn utf16(bytes: &[u8]) -> Result<String, ImportError> {
    let is_big = bytes.starts_with(&[0xfe, 0xff]);
    let start = if is_big || bytes.starts_with(&[0xff, 0xfe]) { 2 } else { 0 };
    let (pairs, rest) = bytes.get(start..).unwrap_or_default().as_chunks::<2>();
    let unit = |pair: &[u8; 2]| if is_big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
    let mut text = String::with_capacity(pairs.len().saturating_mul(3));
    for letter in char::decode_utf16(pairs.iter().map(unit)) {
        text.push(letter.map_err(|_| ImportError::damaged("UTF-16 text"))?);
    }
    if rest.is_empty() { Ok(text) } else { Err(ImportError::damaged("UTF-16 text")) }
}

fn windows_1252(bytes: &[u8]) -> String {
    let letters = bytes.iter().map(|&byte| match byte {
        0x80..=0x9f => C1.get(usize::from(byte - 0x80)).copied().unwrap_or(char::from(byte)),
        _ => char::from(byte),
    });
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    text.extend(letters);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_is_told_and_read() {
        let little: Vec<u8> = "\u{feff}Ä€🔑".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}Ä€🔑".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, encoding, text) in [
            ("Ä€🔑".as_bytes(), Encoding::Utf8, "Ä€🔑"),
            ("\u{feff}Ä€🔑".as_bytes(), Encoding::Utf8, "Ä€🔑"),
            (&little, Encoding::Utf16, "Ä€🔑"),
            (&big, Encoding::Utf16, "Ä€🔑"),
            (b"M\xfcller \x80 \x93x\x94", Encoding::Windows1252, "Müller € “x”"),
        ] {
            assert_eq!(encoding_of(bytes), Some(encoding));
            assert_eq!(decode(bytes, encoding).unwrap().text.as_str(), text);
        }
    }

    #[test]
    fn what_is_no_text_has_no_encoding_and_half_a_unit_is_damage() {
        assert_eq!(encoding_of(b"\x7fELF\x02\x01\x00"), None);
        let error = decode(b"\xff\xfea\0b", Encoding::Utf16).map(|_| ());
        assert_eq!(error, Err(ImportError::damaged("UTF-16 text")));
        let lone = decode(b"\xff\xfe\x00\xd8a\0", Encoding::Utf16).map(|_| ());
        assert_eq!(lone, Err(ImportError::damaged("UTF-16 text")));
    }
}
