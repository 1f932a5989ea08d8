//! Random digits, without the patterns that are tried first: a repeated block (1111, 1212), a run of one step (1234,
//! 8642, 7890), and a date in 4, 6 or 8 digits (2412, 1984, 240684, 19840624). The entropy counts exactly what is left.

mod dates;

use self::dates::{dates_without_pattern, is_date};
use super::draw::Draw;
use super::{GenerateError, Generated, Pin, check_length};
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// Shorter ones are all runs.
const MIN_LENGTH: u16 = 3;
const MAX_LENGTH: u16 = 32;
/// Draws of a whole PIN; each is refused with a chance of about 1 in 9 at most, so that only a stuck source gets here.
const TRIES: usize = 64;

pub(super) fn generate(recipe: &Pin, draw: &mut Draw) -> Result<Generated, GenerateError> {
    check_length(recipe.length, MIN_LENGTH, MAX_LENGTH)?;
    let mut digits = Zeroizing::new(vec![0_u8; usize::from(recipe.length)]);
    for _ in 0..TRIES {
        for digit in digits.iter_mut() {
            *digit = draw.one_of(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9])?;
        }
        if !is_obvious(&digits) {
            let text: String = digits.iter().map(|&digit| char::from(b'0' + digit)).collect();
            return Ok(Generated {
                value: SecretString::new(text),
                entropy_bits: entropy_bits(recipe.length),
            });
        }
    }
    Err(GenerateError::Random)
}

fn is_obvious(digits: &[u8]) -> bool {
    is_run(digits) || is_repeated_block(digits) || is_date(digits)
}

/// Whether each digit is the one before plus the same step, counting on from 9 to 0.
fn is_run(digits: &[u8]) -> bool {
    let mut steps = digits.windows(2).filter_map(|pair| match pair {
        [from, to] => Some((to + 10 - from) % 10),
        _ => None,
    });
    let first = steps.next();
    steps.all(|step| Some(step) == first)
}

fn is_repeated_block(digits: &[u8]) -> bool {
    (1..=digits.len() / 2)
        .filter(|block| digits.len().is_multiple_of(*block))
        .any(|block| digits.iter().zip(digits.iter().skip(block)).all(|(digit, next)| digit == next))
}

/// Exact: all strings of digits, less the repeated blocks, the runs and the dates that are neither.
fn entropy_bits(length: u16) -> f64 {
    let patterns = unrepeated_runs(u32::from(length)) + dates_without_pattern(length);
    let left = unrepeated(u32::from(length)).saturating_sub(patterns);
    (left as f64).log2()
}

/// Strings of `length` digits that are no shorter block repeated: all, less those whose shortest block divides it.
fn unrepeated(length: u32) -> u128 {
    let repeated: u128 = (1..=length / 2).filter(|block| length.is_multiple_of(*block)).map(unrepeated).sum();
    10_u128.pow(length) - repeated
}

/// Runs that are no repeated block: a run returns to its first digit after 1, 2, 5 or 10 digits, by its step.
fn unrepeated_runs(length: u32) -> u128 {
    let returns_after = |step: u32| match step {
        0 => 1,
        5 => 2,
        step if step.is_multiple_of(2) => 5,
        _ => 10,
    };
    let unrepeated = |step: &u32| {
        let period = returns_after(*step);
        period >= length || !length.is_multiple_of(period)
    };
    (0..10).filter(unrepeated).map(|_| 10).sum()
}

/// Every string of `length` digits that is generated, or that is not.
#[cfg(test)]
pub(super) fn all(length: u16, are_obvious: bool) -> impl Iterator<Item = Vec<u8>> {
    let numbers = 0..10_u32.pow(u32::from(length));
    let digits = move |number: u32| {
        (0..u32::from(length))
            .rev()
            .map(move |place| (number / 10_u32.pow(place) % 10) as u8)
            .collect::<Vec<u8>>()
    };
    numbers.map(digits).filter(move |digits| is_obvious(digits) == are_obvious)
}

#[cfg(test)]
mod tests {
    use super::super::seeded::{Seeded, assert_even};
    use super::super::{Recipe, generate};
    use super::*;
    use std::collections::BTreeMap;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|byte| byte - b'0').collect()
    }

    #[test]
    fn patterns_that_are_tried_first_are_obvious() {
        for pin in [
            "1111", "1212", "123123", "1234", "4321", "7890", "2468", "1984", "2024", "1900", "2099", "000",
            "2412", "1224", "2902", "311299", "123199", "991231", "993112", "198406", "061984", "24061984",
            "06241984", "19840624", "19842406",
        ] {
            assert!(is_obvious(&digits(pin)), "{pin}");
        }
        for pin in [
            "1315",
            "1332",
            "1899",
            "2100",
            "3102",
            "0028",
            "112",
            "4827",
            "310299",
            "193400",
            "41984",
            "24062184",
            "18840624",
            "2406198",
            "240619840",
        ] {
            assert!(!is_obvious(&digits(pin)), "{pin}");
        }
    }

    #[test]
    fn entropy_is_the_logarithm_of_the_number_of_pins_left() {
        for length in 3_u16..=6 {
            assert_eq!(entropy_bits(length), (all(length, false).count() as f64).log2(), "length {length}");
        }
    }

    #[test]
    fn every_pin_that_is_left_is_equally_likely() {
        for length in [3, 4] {
            let random = Seeded::new(4);
            let mut counts: BTreeMap<Vec<u8>, u32> = all(length, false).map(|digits| (digits, 0)).collect();
            for _ in 0..counts.len() * 20 {
                let made = generate(&Recipe::Pin(Pin { length }), &random).unwrap();
                *counts.get_mut(&digits(made.value.expose())).unwrap() += 1;
            }
            assert_even(&counts.into_values().collect::<Vec<_>>());
        }
    }

    #[test]
    fn length_has_bounds() {
        for length in [0, 2, 33] {
            let made = generate(&Recipe::Pin(Pin { length }), &Seeded::new(1));
            assert_eq!(made, Err(GenerateError::Length { min: 3, max: 32 }));
        }
        assert_eq!(
            generate(&Recipe::Pin(Pin { length: 32 }), &Seeded::new(1)).unwrap().value.expose().len(),
            32
        );
    }
}
