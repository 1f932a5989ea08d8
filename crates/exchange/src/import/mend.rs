//! A text of JSON that breaks off, or is broken somewhere: the whole elements before that place, with what is open closed
//! behind them. What an element is depends on how deep in a format's lists its items lie.

use super::Format;
use super::damage::Damage;
use serde::de::IgnoredAny;
use zeroize::Zeroizing;

const CUT: &str = "the JSON breaks off";
const BROKEN: &str = "the JSON is broken";

/// What could be saved of a text.
pub(super) struct Mended {
    pub(super) text: Zeroizing<String>,
    pub(super) damage: Damage,
}

/// How many brackets are open around an item of that format; none of one that is no JSON.
pub(super) fn depth_of(format: Format) -> Option<usize> {
    match format {
        Format::AndOtp => Some(1),
        Format::BitwardenJson
        | Format::StrongroomJson
        | Format::EnpassJson
        | Format::KeeperJson
        | Format::TwoFas => Some(2),
        Format::Aegis => Some(3),
        Format::ProtonPassJson | Format::Cxf => Some(4),
        Format::OnePasswordPux => Some(6),
        _ => None,
    }
}

/// The text up to the last whole element at that depth, or at any; none where it is not broken or nothing is whole.
pub(super) fn mend(text: &str, depth: Option<usize>) -> Option<Mended> {
    let error = serde_json::from_str::<IgnoredAny>(text).err()?;
    if error.to_string().starts_with("recursion limit") {
        return None;
    }
    let end = offset_of(text, error.line(), error.column());
    let (cut, open) = last_whole(text.as_bytes().get(..end)?, depth)?;
    let kept = text.get(..cut)?;
    let mut mended = Zeroizing::new(String::with_capacity(cut.saturating_add(open.len())));
    mended.push_str(kept);
    mended.extend(open.iter().rev().map(|bracket| if *bracket == b'{' { '}' } else { ']' }));
    let what = if error.is_eof() { CUT } else { BROKEN };
    Some(Mended { text: mended, damage: at_line(error.line(), end, what) })
}

/// The place in lines; in bytes on the first one, since a file without line breaks has no other.
pub(super) fn at_line(line: usize, byte: usize, what: &'static str) -> Damage {
    match line {
        0 | 1 => Damage::byte(byte, what),
        line => Damage::line(line as u64, what),
    }
}

/// Where the reader stopped, in bytes: lines and columns count from 1, columns in bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let mut starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at.saturating_add(1)));
    let start = starts.nth(line.saturating_sub(1)).unwrap_or(text.len());
    start.saturating_add(column.saturating_sub(1)).min(text.len())
}

/// The end of the last object or list that closed inside of a list at that depth, and the brackets that are open there.
fn last_whole(text: &[u8], depth: Option<usize>) -> Option<(usize, Vec<u8>)> {
    let (mut open, mut quoted, mut escaped) = (Vec::new(), false, false);
    let mut last = None;
    for (at, &byte) in text.iter().enumerate() {
        if quoted {
            quoted = escaped || byte != b'"';
            escaped = byte == b'\\' && !escaped;
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => open.push(byte),
            b'}' | b']' => {
                open.pop();
                let is_element = match depth {
                    Some(depth) => open.len() == depth && open.last() == Some(&b'['),
                    None => !open.is_empty(),
                };
                if is_element {
                    // Few brackets are open: the reader stops at 128 of them.
                    last = Some((at.saturating_add(1), open.clone()));
                }
            }
            _ => {}
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_elements_are_kept_and_what_is_open_is_closed() {
        for (text, depth, mended) in [
            (r#"{"items":[{"a":1},{"a":"}"},{"b"#, Some(2), Some(r#"{"items":[{"a":1},{"a":"}"}]}"#)),
            (r#"{"items":[{"a":1}, ! ,{"a":2}]}"#, Some(2), Some(r#"{"items":[{"a":1}]}"#)),
            (
                r#"{"f":[{"a":1}],"items":[{"b":{"c":1},"d"#,
                None,
                Some(r#"{"f":[{"a":1}],"items":[{"b":{"c":1}}]}"#),
            ),
            (r#"[{"a":1},{"#, Some(1), Some(r#"[{"a":1}]"#)),
            (r#"{"items":[{"a"#, Some(2), None),
            (r#"{"items":[{"a":1}]}"#, Some(2), None),
            ("", None, None),
        ] {
            assert_eq!(mend(text, depth).map(|one| one.text.to_string()).as_deref(), mended, "{text}");
        }
    }

    #[test]
    fn every_cut_mends_to_valid_json_or_not_at_all() {
        let text = r#"{"a":[{"b":"\"}","c":[1,2]},{"d":{"e":null}}],"ü":[{"x":"\\"}]}"#;
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            for depth in [None, Some(2)] {
                if let Some(mended) = mend(&text[..end], depth) {
                    assert!(serde_json::from_str::<IgnoredAny>(&mended.text).is_ok(), "{end}");
                }
            }
        }
    }
}
