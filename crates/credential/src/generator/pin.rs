//! Random digits, without the patterns that are tried first: a repeated block (1111, 1212), a run of one step (1234,
//! 8642, 7890) and, at four digits, a year from 1900 to 2099. The entropy counts exactly what is left.

use super::draw::Draw;
use super::{GenerateError, Generated, Pin, check_length};
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// Shorter ones are all runs.
const MIN_LENGTH: u16 = 3;
const MAX_LENGTH: u16 = 32;
/// Draws of a whole PIN; each is refused with a chance of at most 1 in 10, so that only a stuck source gets here.
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
    is_run(digits) || is_repeated_block(digits) || is_year(digits)
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

fn is_year(digits: &[u8]) -> bool {
    matches!(digits, [1, 9, _, _] | [2, 0, _, _])
}

/// Exact: all strings of digits, less the repeated blocks, the runs and the years that are neither.
fn entropy_bits(length: u16) -> f64 {
    let years = if length == 4 { years_without_pattern() } else { 0 };
    let left = unrepeated(u32::from(length)).saturating_sub(unrepeated_runs(u32::from(length)) + years);
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

fn years_without_pattern() -> u128 {
    let tens_and_ones = (0..10).flat_map(|tens| (0..10).map(move |ones| (tens, ones)));
    tens_and_ones
        .flat_map(|(tens, ones)| [[1, 9, tens, ones], [2, 0, tens, ones]])
        .filter(|year| !is_run(year) && !is_repeated_block(year))
        .map(|_| 1)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::seeded::{Seeded, chi_square};
    use super::super::{Recipe, generate};
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|byte| byte - b'0').collect()
    }

    #[test]
    fn patterns_that_are_tried_first_are_obvious() {
        for pin in
            ["1111", "1212", "123123", "1234", "4321", "7890", "2468", "1984", "2024", "1900", "2099", "000"]
        {
            assert!(is_obvious(&digits(pin)), "{pin}");
        }
        for pin in ["1213", "1235", "1899", "2100", "198401", "112", "4827"] {
            assert!(!is_obvious(&digits(pin)), "{pin}");
        }
    }

    #[test]
    fn entropy_is_the_logarithm_of_the_number_of_pins_left() {
        for length in 3_u16..=6 {
            let all = 0..10_u32.pow(u32::from(length));
            let width = usize::from(length);
            let left = all.filter(|number| !is_obvious(&digits(&format!("{number:0width$}")))).count();
            assert_eq!(entropy_bits(length), (left as f64).log2(), "length {length}");
        }
    }

    #[test]
    fn every_pin_that_is_left_is_equally_likely() {
        let random = Seeded::new(4);
        let mut counts = vec![0_u32; 1000];
        for _ in 0..90_000 {
            let made = generate(&Recipe::Pin(Pin { length: 3 }), &random).unwrap();
            counts[made.value.expose().parse::<usize>().unwrap()] += 1;
        }
        let (drawn, obvious): (Vec<_>, Vec<_>) =
            counts.into_iter().enumerate().partition(|(pin, _)| !is_obvious(&digits(&format!("{pin:03}"))));
        assert!(obvious.iter().all(|(_, count)| *count == 0));
        let counts: Vec<u32> = drawn.into_iter().map(|(_, count)| count).collect();
        let degrees = (counts.len() - 1) as f64;
        let off = (chi_square(&counts) - degrees).abs() / (2.0 * degrees).sqrt();
        assert!(off < 5.0, "{off} standard deviations off");
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
