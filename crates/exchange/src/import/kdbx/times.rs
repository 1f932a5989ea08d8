//! Moments in a database: ISO 8601 in 3.1 and in XML, seconds since the year 1 in base64 in 4.

use super::xml::Element;
use crate::import::date::{date_of, parse_iso};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Seconds from 0001-01-01 to 1970-01-01.
pub(crate) const EPOCH: i64 = 62_135_596_800;

/// Milliseconds since 1970, in UTC.
pub(super) fn parse(text: &str) -> Option<i64> {
    if text.contains('-') {
        return parse_iso(text);
    }
    let bytes: [u8; 8] = STANDARD.decode(text).ok()?.try_into().ok()?;
    i64::from_le_bytes(bytes).checked_sub(EPOCH)?.checked_mul(1_000)
}

/// When a group ends, as it is written or as a date, where it ends at all.
pub(super) fn expiry_of(element: &Element) -> Option<String> {
    element.child("Expires").filter(|expires| expires.is_true())?;
    let text = element.child("ExpiryTime")?.trimmed();
    Some(parse(text).and_then(date_of).unwrap_or_else(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_notations_of_a_moment_are_read() {
        assert_eq!(parse("2022-12-29T10:23:22Z"), Some(1_672_309_402_000));
        assert_eq!(parse(&STANDARD.encode((EPOCH + 1_672_309_402).to_le_bytes())), Some(1_672_309_402_000));
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in ["", "AAAA", "x-y", "////////f38=", "never"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
