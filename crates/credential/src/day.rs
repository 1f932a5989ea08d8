//! Days of the calendar and moments of time. Knows no clock, and no other spelling than `YYYY-MM-DD` and `YYYY-MM`.

use std::fmt;

const MILLIS_PER_DAY: i64 = 86_400_000;

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// The moment so many seconds after 1970, as tokens and certificates write it.
    pub fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// The day it falls on, in UTC.
    pub fn day(self) -> Day {
        let days = self.0.div_euclid(MILLIS_PER_DAY);
        Day(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
    }
}

/// A day of the Gregorian calendar, as its number of days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// A day that exists, written `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let (month, day) = text.rsplit_once('-')?;
        let ((year, month), day) = (year_and_month(month)?, number(day, 2)?);
        (1..=days(year, month)).contains(&day).then(|| Self::of(year, month, day))
    }

    /// The last day of a month, written `YYYY-MM`.
    pub fn end_of_month(text: &str) -> Option<Self> {
        let (year, month) = year_and_month(text)?;
        Some(Self::of(year, month, days(year, month)))
    }

    /// When it begins, in UTC.
    pub fn start(self) -> Moment {
        Moment(i64::from(self.0) * MILLIS_PER_DAY)
    }

    /// Days since 1970 of a date of years 0 to 9999, after Hinnant's `days_from_civil`: years begin in March, so that the
    /// day that comes and goes is the last.
    fn of(year: u16, month: u16, day: u16) -> Self {
        let (month, day) = (i32::from(month), i32::from(day));
        let year = i32::from(year) - i32::from(month <= 2);
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }
}

impl fmt::Display for Day {
    /// As `YYYY-MM-DD`, after Hinnant's `civil_from_days`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = i64::from(self.0) + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

/// Whether it is a month, `YYYY-MM`.
pub(crate) fn is_month(text: &str) -> bool {
    year_and_month(text).is_some()
}

fn year_and_month(text: &str) -> Option<(u16, u16)> {
    let (year, month) = text.split_once('-')?;
    let (year, month) = (number(year, 4)?, number(month, 2)?);
    (1..=12).contains(&month).then_some((year, month))
}

fn number(text: &str, digits: usize) -> Option<u16> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn days(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_dates() {
        for text in ["2024-02-29", "2000-02-29", "1999-12-31", "0001-01-01"] {
            assert_eq!(Day::parse(text).map(|day| day.to_string()).as_deref(), Some(text));
        }
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-01",
            "2024-04-31",
            "2024-1-1",
            "24-01-01",
            "2024-01-00",
            "2024-01-+1",
            "01/02/2024",
            "2024-01",
            "",
            "--",
            "2024-01-01 ",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_months_of_a_year_are_months() {
        assert!(is_month("2027-09"));
        for text in ["2027-13", "2027-00", "09/27", "2027-9", "2027", "2027-09-01", ""] {
            assert!(!is_month(text), "{text}");
        }
    }

    #[test]
    fn days_are_counted_from_1970_and_written_back() {
        for (text, days) in
            [("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2026-11-25", 20_782)]
        {
            assert_eq!(Day::parse(text), Some(Day(days)), "{text}");
            assert_eq!(Day(days).to_string(), text);
        }
        assert_eq!(Day::end_of_month("2024-02"), Day::parse("2024-02-29"));
        for day in (-719_528..2_932_896).step_by(17) {
            assert_eq!(Day::parse(&Day(day).to_string()), Some(Day(day)));
        }
    }

    #[test]
    fn moment_falls_on_its_day_in_utc() {
        assert_eq!(Moment(-1).day(), Day(-1));
        assert_eq!(Moment::from_seconds(86_399).day(), Day(0));
        assert_eq!(Moment(i64::MAX).day(), Day(i32::MAX));
        assert_eq!(Day(3).start().day(), Day(3));
    }
}
