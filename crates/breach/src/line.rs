//! One line of a list: a hash or the rest of one, a colon, how often it was seen.

/// Digits of the largest count that fits.
const MAX_COUNT_DIGITS: usize = 20;

/// The digits before the colon, and the count behind it; `None` where the line is something else. Blanks behind the count are
/// overlooked: early files were padded to lines of one length.
pub(crate) fn split(line: &[u8]) -> Option<(&[u8], u64)> {
    let line = line.trim_ascii_end();
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (hex, count) = (line.get(..colon)?, line.get(colon + 1..)?);
    let is_hex = !hex.is_empty() && hex.iter().all(u8::is_ascii_hexdigit);
    let is_count = (1..=MAX_COUNT_DIGITS).contains(&count.len()) && count.iter().all(u8::is_ascii_digit);
    let count = str::from_utf8(count).ok()?.parse().ok()?;
    (is_hex && is_count).then_some((hex, count))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_line_is_digits_a_colon_and_a_count() {
        assert_eq!(split(b"00aF:12\r"), Some((&b"00aF"[..], 12)));
        assert_eq!(split(b"0:0   "), Some((&b"0"[..], 0)));
        assert_eq!(split(b"A:18446744073709551615"), Some((&b"A"[..], u64::MAX)));
        for other in [
            "",
            ":",
            "A",
            "A:",
            ":1",
            "G:1",
            "A:-1",
            "A:+1",
            "A:1:2",
            "A:18446744073709551616",
            " A:1",
            "A: 1",
        ] {
            assert_eq!(split(other.as_bytes()), None, "{other}");
        }
    }
}
