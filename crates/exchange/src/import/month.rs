//! Months of cards, in the notations of exports.

/// `2028-09`, `09/28`, `09/2028`, `092028`, `9-2028` as `2028-09`.
pub(super) fn parse_month(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let (first, second) = match text.split_once(['/', '-', '.']).or_else(|| text.split_once(' ')) {
        Some(halves) => halves,
        None if digits && (text.len() == 6 || text.len() == 4) => text.split_at_checked(2)?,
        None => return None,
    };
    let (month, year) = if first.len() == 4 { (second, first) } else { (first, second) };
    of_parts(year.trim(), month.trim())
}

/// From a year of two or four digits and a month of one or two.
pub(super) fn of_parts(year: &str, month: &str) -> Option<String> {
    let (year, month): (u32, u32) = (year.parse().ok()?, month.parse().ok()?);
    let year = if year < 100 { year + 2000 } else { year };
    ((1..=12).contains(&month) && (1000..=9999).contains(&year)).then(|| format!("{year}-{month:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_in_every_notation() {
        for text in ["2028-09", "09/28", "9/2028", "092028", "0928", "09-28", "09 2028", " 09 / 2028 "] {
            assert_eq!(parse_month(text).as_deref(), Some("2028-09"), "{text}");
        }
        for text in ["", "13/28", "2028", "09/28/2028", "a/b", "é/28", "00/28"] {
            assert_eq!(parse_month(text), None, "{text}");
        }
    }
}
