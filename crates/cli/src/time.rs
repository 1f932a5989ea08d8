//! Times as a person reads them, in UTC and to the minute, and spans as a person writes them.

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;

/// Milliseconds since 1970 as `2026-11-23 20:15 UTC`.
pub(crate) fn shown(milliseconds: i64) -> String {
    let minutes = milliseconds.div_euclid(MINUTE_MS);
    let (year, month, day) = civil(minutes.div_euclid(DAY_MINUTES));
    let minute = minutes.rem_euclid(DAY_MINUTES);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02} UTC", minute / 60, minute % 60)
}

/// Year, month and day of a day counted from 1970. Counts in eras of 400 years that begin in March, so that the leap
/// day is the last of its year (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// A number of days, written `30d` or `30`, or of weeks, written `8w`.
pub(crate) fn days(text: &str) -> Result<u32, String> {
    let (number, days) = match text.strip_suffix('w') {
        Some(weeks) => (weeks, 7),
        None => (text.strip_suffix('d').unwrap_or(text), 1),
    };
    let number = number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse::<u32>().ok());
    number.flatten().and_then(|number| number.checked_mul(days)).ok_or_else(|| "write 30d or 8w".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_moments_are_right_to_the_minute() {
        for (milliseconds, expected) in [
            (0, "1970-01-01 00:00 UTC"),
            (-1, "1969-12-31 23:59 UTC"),
            (951_782_399_999, "2000-02-28 23:59 UTC"),
            (951_782_400_000, "2000-02-29 00:00 UTC"),
            (4_107_542_400_000, "2100-03-01 00:00 UTC"),
            (1_795_465_500_000, "2026-11-23 20:25 UTC"),
        ] {
            assert_eq!(shown(milliseconds), expected);
        }
    }

    #[test]
    fn no_moment_is_too_far_away() {
        for milliseconds in [i64::MIN, i64::MAX] {
            assert!(shown(milliseconds).ends_with("UTC"));
        }
    }

    #[test]
    fn span_is_a_number_of_days_or_weeks() {
        for (text, expected) in [("30d", 30), ("30", 30), ("8w", 56), ("0d", 0), ("4294967295d", u32::MAX)] {
            assert_eq!(days(text), Ok(expected), "{text}");
        }
        for text in ["", "d", "w", "-1d", "+1d", "1.5d", "30dd", "8wd", "4294967296d", "613566757w", "30 d"] {
            assert!(days(text).is_err(), "{text}");
        }
    }
}
