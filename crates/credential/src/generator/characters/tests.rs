//! Tests of random characters: fair, exact about entropy, and plain about what cannot be done.

use super::super::seeded::{Seeded, chi_square};
use super::super::{Recipe, generate};
use super::*;
use std::collections::HashMap;

fn attempt(recipe: Characters, seed: u64) -> Result<Generated, GenerateError> {
    generate(&Recipe::Characters(recipe), &Seeded::new(seed))
}

fn none() -> Characters {
    Characters { lower: false, upper: false, digits: false, symbols: false, ..Default::default() }
}

/// All strings of that length over `alphabet` that the classes admit.
fn admissible(alphabet: &[u8], length: u32, fits: impl Fn(&[u8]) -> bool) -> usize {
    (0..alphabet.len().pow(length))
        .filter(|&number| {
            let mut rest = number;
            let string: Vec<u8> = (0..length)
                .map(|_| {
                    let byte = alphabet[rest % alphabet.len()];
                    rest /= alphabet.len();
                    byte
                })
                .collect();
            fits(&string)
        })
        .count()
}

/// Leaves `a b c`, `X` and `0 1`.
fn tiny(length: u16, min_lower: u16, min_upper: u16, min_digits: u16) -> Characters {
    let exclude: String = ('d'..='z').chain('A'..='W').chain("YZ23456789".chars()).collect();
    Characters { length, symbols: false, exclude, min_lower, min_upper, min_digits, ..Default::default() }
}

#[test]
fn default_password_has_20_characters_of_every_class() {
    for seed in 0..200 {
        let made = attempt(Characters::default(), seed).unwrap();
        let classes = crate::strength(made.value.expose(), &[]).classes;
        assert_eq!(made.value.expose().len(), 20);
        assert!(classes.lower && classes.upper && classes.digit && classes.symbol && !classes.other);
    }
}

#[test]
fn every_admissible_string_is_equally_likely() {
    let recipe = tiny(4, 1, 1, 1);
    let random = Seeded::new(99);
    let mut counts: HashMap<String, u32> = HashMap::new();
    for _ in 0..20_000 {
        let made = generate(&Recipe::Characters(recipe.clone()), &random).unwrap();
        *counts.entry(made.value.expose().clone()).or_default() += 1;
    }
    let counts: Vec<u32> = counts.into_values().collect();
    let made = attempt(recipe, 1).unwrap();
    assert!((made.entropy_bits - (counts.len() as f64).log2()).abs() < 1e-9, "all of them were seen");
    let degrees = (counts.len() - 1) as f64;
    let off = (chi_square(&counts) - degrees).abs() / (2.0 * degrees).sqrt();
    assert!(off < 5.0, "{off} standard deviations off");
}

#[test]
fn entropy_is_the_logarithm_of_the_number_of_admissible_strings() {
    for (length, lower, upper, digits) in
        [(1, 0, 0, 0), (3, 1, 1, 1), (5, 1, 1, 1), (5, 2, 0, 3), (6, 0, 2, 1)]
    {
        let made = attempt(tiny(length, lower, upper, digits), 5).unwrap();
        let count = admissible(b"abcX01", u32::from(length), |string| {
            let has = |set: &[u8]| string.iter().filter(|byte| set.contains(byte)).count();
            has(b"abc") >= usize::from(lower)
                && has(b"X") >= usize::from(upper)
                && has(b"01") >= usize::from(digits)
        });
        assert!(
            (made.entropy_bits - (count as f64).log2()).abs() < 1e-9,
            "{length} {lower} {upper} {digits}"
        );
    }
}

#[test]
fn entropy_agrees_with_inclusion_and_exclusion_at_full_size() {
    // Of 94 characters: 26 lower, 26 upper, 10 digits, 32 symbols; one of each.
    let sizes = [26.0, 26.0, 10.0, 32.0];
    let n = 12;
    let count: f64 = (0_u32..16)
        .map(|missing| {
            let left: f64 = (0..4).filter(|bit| missing >> bit & 1 == 0).map(|bit| sizes[bit]).sum();
            (if missing.count_ones() % 2 == 0 { 1.0 } else { -1.0 }) * left.powi(n)
        })
        .sum();
    let made = attempt(Characters { length: 12, ..Default::default() }, 3).unwrap();
    assert!((made.entropy_bits - count.log2()).abs() < 1e-9);
}

#[test]
fn single_class_has_the_entropy_of_its_alphabet_at_any_length() {
    for length in [1, 40, 512] {
        let made = attempt(Characters { length, digits: true, ..none() }, 8).unwrap();
        assert!(made.value.expose().bytes().all(|byte| byte.is_ascii_digit()));
        assert!((made.entropy_bits - f64::from(length) * 10_f64.log2()).abs() < 1e-6);
    }
}

#[test]
fn excluded_and_lookalike_characters_never_occur() {
    let recipe =
        Characters { length: 512, exclude_lookalikes: true, exclude: "abc-_é".into(), ..Default::default() };
    let made = attempt(recipe, 2).unwrap();
    assert!(!made.value.expose().contains(|c| LOOKALIKES.contains(c) || "abc-_é".contains(c)));
}

#[test]
fn minimums_of_each_class_are_kept() {
    let recipe = Characters { length: 16, min_digits: 4, min_symbols: 3, min_upper: 0, ..Default::default() };
    for seed in 0..50 {
        let made = attempt(recipe.clone(), seed).unwrap();
        let count = |test: fn(&u8) -> bool| made.value.expose().bytes().filter(test).count();
        assert!(count(u8::is_ascii_digit) >= 4 && count(u8::is_ascii_punctuation) >= 3);
    }
}

#[test]
fn minimum_of_a_class_that_is_not_used_does_not_matter() {
    let recipe = Characters { length: 2, lower: true, min_symbols: 400, ..none() };
    assert_eq!(attempt(recipe, 1).unwrap().value.expose().len(), 2);
}

#[test]
fn recipe_that_cannot_be_followed_says_why() {
    let long = Characters { exclude: "x".repeat(257), ..Default::default() };
    let no_digit = Characters { exclude: DIGITS.into(), ..Default::default() };
    let rare = Characters { length: 512, min_digits: 400, ..Default::default() };
    for (recipe, error) in [
        (Characters { length: 0, ..Default::default() }, GenerateError::Length { min: 1, max: 512 }),
        (Characters { length: 513, ..Default::default() }, GenerateError::Length { min: 1, max: 512 }),
        (none(), GenerateError::NoClass),
        (no_digit, GenerateError::EmptyClass),
        (Characters { length: 3, ..Default::default() }, GenerateError::TooShort { length: 3, needed: 4 }),
        (long, GenerateError::TextTooLong { max: 256 }),
        (rare, GenerateError::TooRare),
    ] {
        assert_eq!(attempt(recipe, 1), Err(error));
    }
}
