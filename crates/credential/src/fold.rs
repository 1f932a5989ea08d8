//! Folding text for search: case and accents make no difference. Index and query are folded by the same code.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text is longer than the original by less than this factor in all but contrived cases; input beyond is cut,
/// which bounds the work on text that folds to nothing.
const READ_PER_WRITTEN: usize = 4;

/// Lower case, compatibility forms taken apart (NFKD), combining marks dropped; a final sigma is a sigma.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
    } else {
        folded.extend(folded_chars(text));
    }
    folded
}

/// Appends the folded text, up to `room` bytes and never half a character.
pub(crate) fn push_folded(out: &mut String, text: &str, room: usize) {
    let text = prefix(text, room.saturating_mul(READ_PER_WRITTEN));
    let start = out.len();
    if text.is_ascii() {
        out.push_str(prefix(text, room));
        if let Some(added) = out.get_mut(start..) {
            added.make_ascii_lowercase();
        }
        return;
    }
    let end = start.saturating_add(room);
    for character in folded_chars(text) {
        if out.len() + character.len_utf8() > end {
            return;
        }
        out.push(character);
    }
}

fn folded_chars(text: &str) -> impl Iterator<Item = char> {
    text.nfkd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .map(|character| if character == 'ς' { 'σ' } else { character })
}

/// The longest start of `text` that is whole characters and at most `bytes` long.
pub(crate) fn prefix(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_width_make_no_difference() {
        for (one, other) in [
            ("Crème Brûlée", "creme brulee"),
            ("ＦＵＬＬ", "full"),
            ("ΟΔΌΣ", "οδος"),
            ("İstanbul", "istanbul"),
            ("ﬁne", "fine"),
            ("e\u{301}", "é"),
            ("ЙОГУРТ", "иогурт"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
    }

    #[test]
    fn folding_twice_is_folding_once_for_every_character() {
        for character in ('\0'..=char::MAX).filter(|c| !matches!(*c, '\u{f0000}'..)) {
            let once = fold(character.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "{character:?}");
        }
    }

    #[test]
    fn appended_text_is_the_folded_one_cut_at_a_character() {
        for text in ["ABCDEFGH", "ÄÖÜÄÖÜ", "日本語日本語", "a\u{301}b\u{301}c"] {
            for room in 0..20 {
                let mut out = String::from("x");
                push_folded(&mut out, text, room);
                assert!(out.len() <= room + 1);
                assert!(fold(text).starts_with(&out[1..]), "{text} {room}");
            }
        }
    }

    #[test]
    fn megabytes_of_combining_marks_are_not_read() {
        let mut out = String::new();
        push_folded(&mut out, &"\u{301}".repeat(5_000_000), 4096);
        assert_eq!(out, "");
    }
}
