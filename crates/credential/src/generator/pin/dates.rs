//! Dates as people write them in digits: what is guessed right after 1234, because birthdays are remembered.

/// Which of the two numbers of a day comes first does not matter here: 3112 and 1231 are both the last of December.
fn is_day(one: u8, other: u8) -> bool {
    is_day_of_month(one, other) || is_day_of_month(other, one)
}

/// In any year, so that February has 29 days.
fn is_day_of_month(day: u8, month: u8) -> bool {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_century(number: u8) -> bool {
    matches!(number, 19 | 20)
}

/// Whether the digits are a year from 1900 to 2099 or a day of the year (four digits), a day with a year of two digits or
/// a month with a year of four (six), or a day with a year of four (eight).
///
/// In six digits a day stands before its year or after it, in eight likewise; day and month in either order.
pub(super) fn is_date(digits: &[u8]) -> bool {
    let two = |tens: u8, ones: u8| tens * 10 + ones;
    match *digits {
        [a, b, c, d] => is_century(two(a, b)) || is_day(two(a, b), two(c, d)),
        [a, b, c, d, e, f] => {
            let (first, second, third) = (two(a, b), two(c, d), two(e, f));
            let is_month = |number: u8| (1..=12).contains(&number);
            is_day(first, second)
                || is_day(second, third)
                || (is_century(first) && is_month(third))
                || (is_month(first) && is_century(second))
        }
        [a, b, c, d, e, f, g, h] => {
            let (first, second, third, fourth) = (two(a, b), two(c, d), two(e, f), two(g, h));
            (is_day(first, second) && is_century(third)) || (is_century(first) && is_day(third, fourth))
        }
        _ => false,
    }
}

/// How many strings of `length` digits are a date, and neither a run nor a repeated block. Counted by the tests.
pub(super) fn dates_without_pattern(length: u16) -> u128 {
    match length {
        4 => 744,
        6 => 105_330,
        8 => 234_600,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{is_repeated_block, is_run};
    use super::*;
    use std::collections::HashSet;

    fn days() -> Vec<[String; 2]> {
        let months = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let days = (1..).zip(months).flat_map(|(month, days)| (1..=days).map(move |day| (day, month)));
        days.map(|(day, month)| [format!("{day:02}{month:02}"), format!("{month:02}{day:02}")]).collect()
    }

    /// Every date of that many digits, written out.
    fn written(length: u16) -> HashSet<String> {
        let days: Vec<String> = days().into_iter().flatten().collect();
        let years = |numbers: std::ops::Range<u16>| numbers.map(|year| format!("{year:02}"));
        let around = |years: Vec<String>| {
            let both = move |day: &String| {
                years
                    .iter()
                    .flat_map(|year| [format!("{year}{day}"), format!("{day}{year}")])
                    .collect::<Vec<_>>()
            };
            days.iter().flat_map(both).collect::<HashSet<_>>()
        };
        match length {
            4 => days.iter().cloned().chain(years(1900..2100)).collect(),
            6 => {
                let months = (1..=12).map(|month| format!("{month:02}"));
                let of_year = |month: String| {
                    years(1900..2100)
                        .flat_map(move |year| [format!("{year}{month}"), format!("{month}{year}")])
                };
                around(years(0..100).collect()).into_iter().chain(months.flat_map(of_year)).collect()
            }
            _ => around(years(1900..2100).collect()),
        }
    }

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|byte| byte - b'0').collect()
    }

    #[test]
    fn every_date_that_can_be_written_is_one_and_counted() {
        for length in [4, 6, 8] {
            let dates: Vec<Vec<u8>> = written(length).iter().map(|date| digits(date)).collect();
            assert!(dates.iter().all(|date| is_date(date)));
            let plain = dates.iter().filter(|date| !is_run(date) && !is_repeated_block(date)).count();
            assert_eq!(dates_without_pattern(length), plain as u128, "length {length}");
        }
    }

    #[test]
    fn nothing_else_is_a_date() {
        let digit = |number: u32, place: u32| (number / 10_u32.pow(place) % 10) as u8;
        let (mut of_six, mut of_eight) = (0, HashSet::new());
        for number in 0..1_000_000 {
            let six = [5, 4, 3, 2, 1, 0].map(|place| digit(number, place));
            of_six += usize::from(is_date(&six));
            // Of eight digits, two in a certain place must be a century.
            let [a, b, c, d, e, f] = six;
            for eight in [[1, 9, a, b, c, d, e, f], [a, b, c, d, 2, 0, e, f]] {
                if is_date(&eight) {
                    of_eight.insert(eight);
                }
            }
        }
        let is_counted = |date: &&String| date.starts_with("19") || date[4..].starts_with("20");
        assert_eq!(of_six, written(6).len());
        assert_eq!(of_eight.len(), written(8).iter().filter(is_counted).count());
        let of_four = (0..10_000).filter(|number| is_date(&[3, 2, 1, 0].map(|place| digit(*number, place))));
        assert_eq!(of_four.count(), written(4).len());
        assert!((0..100_000).all(|number| !is_date(&[4, 3, 2, 1, 0].map(|place| digit(number, place)))));
    }
}
