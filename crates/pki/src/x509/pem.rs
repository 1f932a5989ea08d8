//! PEM (RFC 7468, and the encrypted form of RFC 1421 that OpenSSL still writes): blocks between lines of hyphens, with
//! any text around them. It must never judge what a block holds.

use data_encoding::{BASE64, Encoding, Specification};
use std::ops::Range;
use std::sync::LazyLock;
use zeroize::Zeroizing;

/// Longest text that is looked at, in bytes.
pub(super) const MAX_TEXT: usize = 16 << 20;

/// Most blocks of one text that are looked at.
pub(super) const MAX_BLOCKS: usize = 10_000;

/// Longest label, in bytes; the longest in use is `ENCRYPTED PRIVATE KEY`.
const MAX_LABEL: usize = 64;

const BEGIN: &str = "-----BEGIN ";
const DASHES: &str = "-----";

static LENIENT: LazyLock<Option<Encoding>> = LazyLock::new(|| {
    let mut base64: Specification = BASE64.specification();
    base64.ignore.push_str(" \t\r\n");
    base64.encoding().ok()
});

/// One block, not yet decoded.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// What stands between `BEGIN` and the hyphens.
    pub(super) label: &'a str,
    /// The header lines of RFC 1421, or nothing.
    pub(super) headers: &'a str,
    /// The base64, with its line breaks.
    pub(super) body: &'a str,
    /// The whole block in the text, from the first hyphen to the last.
    pub(super) place: Range<usize>,
}

impl Block<'_> {
    /// The bytes. `None` for text that is no base64.
    pub(super) fn bytes(&self) -> Option<Zeroizing<Vec<u8>>> {
        LENIENT.as_ref()?.decode(self.body.trim().as_bytes()).ok().map(Zeroizing::new)
    }

    /// The value of a header line.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.headers.lines().filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim())
    }
}

/// The blocks of a text in their order, [`MAX_BLOCKS`] at most. A block that does not end is passed over. Linear time.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = Block<'_>> {
    let mut position = 0;
    let text = if text.len() > MAX_TEXT { "" } else { text };
    std::iter::from_fn(move || {
        loop {
            let start = position + text.get(position..)?.find(BEGIN)?;
            match block(text, start) {
                Some(block) => {
                    position = block.place.end;
                    return Some(block);
                }
                None => position = start + BEGIN.len(),
            }
        }
    })
    .take(MAX_BLOCKS)
}

fn block(text: &str, start: usize) -> Option<Block<'_>> {
    let after = text.get(start + BEGIN.len()..)?;
    let label_end = after.as_bytes().iter().take(MAX_LABEL).position(|byte| matches!(byte, b'-' | b'\n'))?;
    let label = after.get(..label_end)?;
    let body = after.get(label_end..)?.strip_prefix(DASHES)?;
    // The next hyphens end the block, or it is broken: so no text is searched twice. A header line (`DEK-Info`) has
    // single ones.
    let end = body.find(DASHES)?;
    let tail = format!("-----END {label}-----");
    body.get(end..)?.starts_with(&tail).then_some(())?;
    let inside = body.get(..end)?;
    let head = BEGIN.len() + label_end + DASHES.len();
    let (headers, base64) = split_headers(inside);
    Some(Block { label, headers, body: base64, place: start..start + head + end + tail.len() })
}

/// Headers end with an empty line (RFC 1421, section 4.4).
fn split_headers(inside: &str) -> (&str, &str) {
    if !inside.contains(':') {
        return ("", inside);
    }
    let body = inside.trim_start();
    let break_at = body.find("\n\n").map(|at| (at, 2)).or_else(|| body.find("\r\n\r\n").map(|at| (at, 4)));
    match break_at {
        Some((at, length)) => {
            (body.get(..at).unwrap_or_default(), body.get(at + length..).unwrap_or_default())
        }
        None => ("", inside),
    }
}

/// Writes a block, 64 characters a line (RFC 7468, section 2).
pub(super) fn write(label: &str, bytes: &[u8]) -> Zeroizing<String> {
    let base64 = Zeroizing::new(BASE64.encode(bytes));
    // Written into enough room, so that no shorter copy of a secret stays behind in the memory.
    let mut text =
        Zeroizing::new(String::with_capacity(base64.len() + base64.len() / 64 + 2 * label.len() + 40));
    text.push_str(&format!("{BEGIN}{label}{DASHES}\n"));
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at_checked(64).unwrap_or((rest, ""));
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    text.push_str(&format!("-----END {label}{DASHES}\n"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<(&str, Option<Vec<u8>>)> {
        blocks(text).map(|block| (block.label, block.bytes().map(|bytes| bytes.to_vec()))).collect()
    }

    #[test]
    fn blocks_are_found_between_any_text() {
        let text = "subject=x\n-----BEGIN A-----\nAQID\n-----END A-----\nBag Attributes\r\n-----BEGIN B C-----\r\nBA\r\nUG\r\n\
                    -----END B C-----tail";
        assert_eq!(labels(text), [("A", Some(vec![1, 2, 3])), ("B C", Some(vec![4, 5, 6]))]);
        assert_eq!(&text[blocks(text).next().unwrap().place], "-----BEGIN A-----\nAQID\n-----END A-----");
    }

    #[test]
    fn broken_blocks_are_passed_over() {
        for text in [
            "",
            "-----BEGIN A-----\nAQID",
            "-----BEGIN A-----\nAQID\n-----END B-----",
            "-----BEGIN A\nAQID\n-----END A-----",
            "-----BEGIN \u{e9}",
            "-----BEGIN ",
        ] {
            assert_eq!(labels(text), [], "{text}");
        }
        let nested = "-----BEGIN A-----\n-----BEGIN B-----\nAQID\n-----END B-----\n-----END A-----";
        assert_eq!(labels(nested), [("B", Some(vec![1, 2, 3]))]);
        assert_eq!(labels("-----BEGIN A-----\nA%\n-----END A-----"), [("A", None)]);
    }

    #[test]
    fn headers_are_told_from_the_body() {
        for end in ["\n", "\r\n"] {
            let text = [
                "-----BEGIN K-----",
                "Proc-Type: 4,ENCRYPTED",
                "DEK-Info: X,00",
                "",
                "AQID",
                "-----END K-----",
            ];
            let text = text.join(end);
            let block = blocks(&text).next().unwrap();
            assert_eq!((block.header("DEK-Info"), block.header("Comment")), (Some("X,00"), None));
            assert_eq!(block.bytes().unwrap().as_slice(), [1, 2, 3]);
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for length in [0, 1, 47, 48, 49, 500] {
            let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
            let text = write("X Y", &bytes);
            assert!(text.lines().all(|line| line.len() <= 64));
            assert_eq!(labels(&text), [("X Y", Some(bytes))]);
        }
    }

    #[test]
    fn a_million_beginnings_cost_no_more_than_their_length() {
        assert_eq!(labels(&"-----BEGIN A-----\n".repeat(500_000)), []);
        assert_eq!(labels(&"-----BEGIN ".repeat(500_000)), []);
    }
}
