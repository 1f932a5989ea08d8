//! What a file looks like: text and pictures can be shown. Nothing is decoded here; the page draws it under its content policy.

use crate::types::{AttachmentPreview, PreviewForm};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use strongroom_secret::{SecretBytes, SecretString};

/// Bytes of the largest picture that is shown: 8 MiB.
pub(crate) const MAX_PREVIEW: usize = 8 << 20;
/// Bytes of a text that are shown.
const MAX_TEXT: usize = 64 << 10;

/// The pictures that are shown, by how they begin. None of these can hold a script.
const PICTURES: [(&[u8], &str); 5] = [
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
];

/// The beginning of a file, as the page shows it; `size` is the whole file's, in bytes.
pub(crate) fn preview(content: &SecretBytes, size: u64) -> AttachmentPreview {
    // Exposed to be shown, in another secret.
    let bytes = content.expose().as_slice();
    let whole = u64::try_from(bytes.len()).is_ok_and(|length| length == size) && bytes.len() <= MAX_PREVIEW;
    if let Some(kind) = picture(bytes).filter(|_| whole) {
        return shown(PreviewForm::Picture, data_address(kind, bytes), false);
    }
    match text(bytes) {
        Some(text) if !text.is_empty() => {
            let cut = u64::try_from(text.len()).is_ok_and(|length| length < size);
            shown(PreviewForm::Text, text.into(), cut)
        }
        _ => shown(PreviewForm::None, SecretString::default(), false),
    }
}

fn shown(form: PreviewForm, content: SecretString, cut: bool) -> AttachmentPreview {
    AttachmentPreview { form, content, cut, seconds: 0 }
}

fn picture(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("image/webp");
    }
    PICTURES.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

fn data_address(kind: &str, bytes: &[u8]) -> SecretString {
    let prefix = format!("data:{kind};base64,");
    let length = prefix.len() + bytes.len().div_ceil(3) * 4;
    let mut address = SecretString::new(String::with_capacity(length));
    address.expose_mut().push_str(&prefix);
    STANDARD.encode_string(bytes, address.expose_mut());
    address
}

/// The first characters of UTF-8 text; none of what has a control character in it that text has not.
fn text(bytes: &[u8]) -> Option<&str> {
    let start = bytes.get(..MAX_TEXT).unwrap_or(bytes);
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // A character that is cut in two at the end is none that is wrong.
        Err(error) if error.error_len().is_none() && bytes.len() > MAX_TEXT => {
            start.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok())?
        }
        Err(_) => return None,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let odd = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{c}');
    (!text.contains(odd)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(bytes: &[u8]) -> PreviewForm {
        preview(&bytes.to_vec().into(), u64::try_from(bytes.len()).unwrap()).form
    }

    #[test]
    fn text_and_pictures_are_told_from_the_rest() {
        for (bytes, expected) in [
            (b"one\r\ntwo\t3".as_slice(), PreviewForm::Text),
            ("gr\u{fc}n".as_bytes(), PreviewForm::Text),
            (b"\x89PNG\r\n\x1a\nrest", PreviewForm::Picture),
            (b"\xff\xd8\xff\xe0", PreviewForm::Picture),
            (b"RIFF\0\0\0\0WEBPVP8 ", PreviewForm::Picture),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", PreviewForm::Text),
            (b"\x7fELF\x02\x01", PreviewForm::None),
            (b"a\0b", PreviewForm::None),
            (b"caf\xe9", PreviewForm::None),
            (b"", PreviewForm::None),
        ] {
            assert_eq!(form(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn long_text_is_cut_at_a_character() {
        let text = "\u{fc}".repeat(MAX_TEXT);
        let bytes = [b"a", text.as_bytes()].concat();
        let shown = preview(&bytes.clone().into(), u64::try_from(bytes.len()).unwrap());
        assert!(shown.cut && shown.form == PreviewForm::Text);
        assert_eq!(shown.content.expose().len(), MAX_TEXT - 1);
    }

    #[test]
    fn picture_that_is_not_there_as_a_whole_is_not_shown() {
        let bytes = b"\x89PNG\r\n\x1a\nrest".to_vec();
        assert_eq!(preview(&bytes.into(), 1 << 30).form, PreviewForm::None);
    }
}
