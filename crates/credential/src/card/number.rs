//! What a card's number says without being kept: its first six digits, how many it has, whether the last one fits.

use super::Network;

/// Digits of the longest number, by ISO/IEC 7812-1.
const MAX_DIGITS: usize = 19;
/// Digits of the shortest number that is believed to be one.
const MIN_DIGITS: usize = 12;

/// A number of digits, spaces and hyphens, looked at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    first_six: u32,
    digits: usize,
    sum: u32,
}

impl Number {
    /// `None` where there is anything but digits, spaces and hyphens, or more than 19 digits.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut number = Self { first_six: 0, digits: 0, sum: 0 };
        for character in text.chars().rev().filter(|c| !is_separator(*c)) {
            let digit = character.to_digit(10).filter(|_| number.digits < MAX_DIGITS)?;
            // The check digit of ISO/IEC 7812-1, annex B: every second digit from the right counts twice.
            let weighted = if number.digits.is_multiple_of(2) { digit } else { digit * 2 };
            number.sum += weighted / 10 + weighted % 10;
            number.digits += 1;
        }
        let first = text.chars().filter_map(|c| c.to_digit(10)).take(6);
        number.first_six = first.fold(0, |value, digit| value * 10 + digit);
        Some(number)
    }

    pub(super) fn network(self) -> Option<Network> {
        (self.digits >= 6).then(|| Network::of(self.first_six)).flatten()
    }

    pub(super) fn digits(self) -> usize {
        self.digits
    }

    pub(super) fn check_digit_fits(self) -> bool {
        self.digits >= MIN_DIGITS && self.sum.is_multiple_of(10)
    }
}

/// What people put between the digits.
pub(super) fn is_separator(character: char) -> bool {
    matches!(character, ' ' | '-' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_digit_is_checked_whatever_stands_between_the_digits() {
        let fits = |text| Number::read(text).is_some_and(Number::check_digit_fits);
        for text in ["4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005", "6304 0000 0000"] {
            assert!(fits(text), "{text}");
        }
        for text in [
            "4111111111111112",
            "1411111111111111",
            "0000",
            "4111x11111111111",
            "00000000000000000000",
            "٤١١١١١١١١١١١١١١١",
            "",
        ] {
            assert!(!fits(text), "{text}");
        }
    }

    #[test]
    fn one_wrong_digit_never_fits() {
        let right = "4111111111111111";
        for place in 0..right.len() {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = right.chars().collect();
                let changed = std::mem::replace(&mut wrong[place], digit) != digit;
                let number = Number::read(&wrong.into_iter().collect::<String>()).unwrap();
                assert_ne!(number.check_digit_fits(), changed, "{place} {digit}");
            }
        }
    }
}
