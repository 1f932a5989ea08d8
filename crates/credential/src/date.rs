//! Whether a text is a date of the calendar. Knows no clock and no other spelling than `YYYY-MM-DD` and `YYYY-MM`.

/// Whether it is a day that exists, `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    let Some((month, day)) = text.rsplit_once('-') else { return false };
    let (Some((year, month)), Some(day)) = (year_and_month(month), number(day, 2)) else { return false };
    (1..=days(year, month)).contains(&day)
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
            assert!(is_date(text), "{text}");
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
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn only_months_of_a_year_are_months() {
        assert!(is_month("2027-09"));
        for text in ["2027-13", "2027-00", "09/27", "2027-9", "2027", "2027-09-01", ""] {
            assert!(!is_month(text), "{text}");
        }
    }
}
