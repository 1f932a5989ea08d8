//! Moments as tables of any program write them. A day and a month that could be changed about are not guessed at.

use crate::import::date::{date_of, parse_iso};

/// Milliseconds since 1970: ISO 8601, seconds or milliseconds since 1970, `31.12.2024` and `2024/12/31`, each with a time.
pub(in crate::import) fn parse_moment(text: &str) -> Option<i64> {
    let text = text.trim();
    parse_iso(text).or_else(|| parse_count(text)).or_else(|| parse_iso(&in_iso(text)?))
}

/// The calendar date of a text that says no time, as `YYYY-MM-DD`.
pub(in crate::import) fn parse_day(text: &str) -> Option<String> {
    let text = text.trim();
    let is_count = text.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() > 10 || is_count { None } else { date_of(parse_moment(text)?) }
}

/// Seconds or milliseconds, from 1973 on: shorter numbers may be anything.
fn parse_count(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok().filter(|number| *number >= 0)?;
    match text.len() {
        9..=10 => number.checked_mul(1000),
        12..=13 => Some(number),
        _ => None,
    }
}

fn in_iso(text: &str) -> Option<String> {
    let (date, time) = text.split_once([' ', ',']).unwrap_or((text, ""));
    let mark = if date.contains('.') { '.' } else { '/' };
    let mut parts = date.splitn(3, mark);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, day) = match (mark, first.len(), last.len()) {
        ('.', 1..=2, 4) => (last, first),
        (_, 4, 1..=2) => (first, last),
        _ => return None,
    };
    let time = time.trim();
    let time = if time.is_empty() { String::new() } else { format!(" {time}") };
    Some(format!("{year}-{month:0>2}-{day:0>2}{time}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_every_notation_that_says_one_thing() {
        for (text, ms) in [
            ("2024-01-31", Some(1_706_659_200_000)),
            ("1706659200", Some(1_706_659_200_000)),
            ("1706659200000", Some(1_706_659_200_000)),
            ("31.1.2024", Some(1_706_659_200_000)),
            ("31.01.2024 01:00", Some(1_706_662_800_000)),
            ("2024/1/31", Some(1_706_659_200_000)),
            ("01/02/2024", None),
            ("31.1.24", None),
            ("1234", None),
            ("", None),
            ("..", None),
        ] {
            assert_eq!(parse_moment(text), ms, "{text}");
        }
        assert_eq!(parse_day("31.1.2024").as_deref(), Some("2024-01-31"));
        assert_eq!(parse_day("1706659200"), None);
        assert_eq!(parse_day("2024-01-31 10:00"), None);
    }
}
