//! Calendar and clock in the notations that exports use. Proleptic Gregorian; no time zone but an offset in the text.

const DAY_MS: i64 = 86_400_000;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH_DAYS: i64 = 719_468;

/// Milliseconds since 1970 of `2024-01-31T12:00:00.123Z`, with an offset such as `+02:00`, or of a bare date.
pub(crate) fn parse_iso(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let days = parse_date(date)?;
    let time = match rest.strip_prefix(['T', ' ']) {
        Some(time) => parse_time(time)?,
        None if rest.is_empty() => 0,
        None => return None,
    };
    days.checked_mul(DAY_MS)?.checked_add(time)
}

fn parse_date(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| days_from_civil(year, month, day))
}

/// Milliseconds of the day, less the offset from UTC.
fn parse_time(text: &str) -> Option<i64> {
    let (clock, offset) = match text.find(['Z', '+', '-']) {
        Some(at) => text.split_at_checked(at)?,
        None => (text, "Z"),
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = clock.splitn(3, ':').map(number);
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next().unwrap_or(Some(0))?;
    if hours > 24 || minutes > 59 || seconds > 60 {
        return None;
    }
    let fraction = milliseconds(fraction)?;
    Some(((hours * 60 + minutes) * 60 + seconds) * 1_000 + fraction - parse_offset(offset)?)
}

fn parse_offset(text: &str) -> Option<i64> {
    let sign = match text.get(..1)? {
        "Z" => return (text.len() == 1).then_some(0),
        "+" => 1,
        _ => -1,
    };
    let digits: String = text.get(1..)?.chars().filter(|&c| c != ':').collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = if minutes.is_empty() { 0 } else { number(minutes)? };
    Some(sign * (number(hours)? * 60 + minutes) * 60_000)
}

fn milliseconds(fraction: &str) -> Option<i64> {
    let three: String = fraction.chars().chain("000".chars()).take(3).collect();
    number(&three)
}

/// At most four digits and nothing else.
fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Milliseconds since 1970 from whole seconds in decimal.
pub(super) fn parse_unix_seconds(text: &str) -> Option<i64> {
    parse_unix_ms(text)?.checked_mul(1_000)
}

/// Milliseconds since 1970 in decimal.
pub(super) fn parse_unix_ms(text: &str) -> Option<i64> {
    text.trim().parse().ok().filter(|ms| *ms >= 0)
}

/// `YYYY-MM-DD` of that moment, in UTC; none outside the years 0 to 9999.
pub(crate) fn date_of(ms: i64) -> Option<String> {
    let (year, month, day) = civil_from_days(ms.div_euclid(DAY_MS));
    (0..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

// Both directions are the well-known era arithmetic on years that start in March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - EPOCH_DAYS
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH_DAYS;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_moments_are_read() {
        for (text, ms) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29T12:00:00.500Z", 951_825_600_500),
            ("2024-01-31T01:00:00+01:00", 1_706_659_200_000),
            ("2024-01-31", 1_706_659_200_000),
            ("2024-01-31 00:00:00", 1_706_659_200_000),
            ("1969-12-31T23:59:59Z", -1_000),
        ] {
            assert_eq!(parse_iso(text), Some(ms), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "2024",
            "2024-13-01",
            "2024-01-01T",
            "2024-01-01T25:00:00Z",
            "2024-01-01Q",
            "é024-01-01x",
            "12345-1-1",
        ] {
            assert_eq!(parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn date_is_the_inverse_of_reading_it() {
        for text in ["0001-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2100-03-01", "9999-12-31"] {
            assert_eq!(parse_iso(text).and_then(date_of).as_deref(), Some(text));
        }
    }
}
