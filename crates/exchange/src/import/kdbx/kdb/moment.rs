//! A moment in five bytes: year, month, day, hour, minute and second, packed. Taken as UTC: which zone the writer was in is not
//! in the file.

use crate::import::date::parse_iso;

/// What KeePass 1 writes for "never".
const NEVER_YEAR: u32 = 2999;

/// Milliseconds since 1970; none for what is no moment, and for "never".
pub(super) fn parse(bytes: &[u8]) -> Option<i64> {
    let [a, b, c, d, e] = <[u8; 5]>::try_from(bytes).ok()?.map(u32::from);
    let (year, month, day) = ((a << 6) | (b >> 2), ((b & 3) << 2) | (c >> 6), (c >> 1) & 31);
    let (hour, minute, second) = (((c & 1) << 4) | (d >> 4), ((d & 15) << 2) | (e >> 6), e & 63);
    if year == NEVER_YEAR || hour > 23 {
        return None;
    }
    parse_iso(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_unpacked() {
        // 2999-12-28 23:59:59, as every entry without an end has it.
        assert_eq!(parse(&[0x2e, 0xdf, 0x39, 0x7e, 0xfb]), None);
        // 2016-05-23 09:30:15.
        let packed = [0x1f, 0x81, 0x6e, 0x97, 0x8f];
        assert_eq!(parse(&packed), parse_iso("2016-05-23T09:30:15Z"));
        for nothing in [[0; 5].as_slice(), &[0xff; 5], &[], &[1; 4]] {
            assert_eq!(parse(nothing), None);
        }
    }
}
