//! Random syllables: a consonant or two, then a vowel. Made to be read aloud and typed, not to be a word.
//!
//! Every syllable starts with consonants and ends with vowels, and no table holds an entry twice: so where one syllable
//! ends can be read off the letters, different choices give different texts, and the entropy is that of the choices.

use super::draw::Draw;
use super::{GenerateError, Generated, Pronounceable, check_length};
use strongroom_secret::SecretString;

/// How a syllable starts: 32 ways. Without c, q, x and y, which are not said as they are written.
const ONSETS: [&str; 32] = [
    "b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "ch", "sh", "th",
    "br", "dr", "fr", "gr", "kr", "pr", "tr", "bl", "fl", "pl", "sp", "st",
];
/// How a syllable ends: 8 ways.
const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ee", "oo"];

const BITS_PER_SYLLABLE: f64 = 8.0;
const MAX_SYLLABLES: u16 = 64;
/// Bytes of a syllable; only to reserve room.
const LONGEST: usize = 4;

pub(super) fn generate(recipe: &Pronounceable, draw: &mut Draw) -> Result<Generated, GenerateError> {
    check_length(recipe.syllables, 1, MAX_SYLLABLES)?;
    let capital = if recipe.capital { Some(draw.below(recipe.syllables)?) } else { None };
    let numbered = if recipe.digit { Some(draw.below(recipe.syllables)?) } else { None };
    let room = usize::from(recipe.syllables) * LONGEST + 1;
    let mut value = SecretString::new(String::with_capacity(room));
    for position in 0..recipe.syllables {
        let start = value.expose_mut().len();
        value.expose_mut().push_str(draw.one_of(&ONSETS)?);
        if let Some(first) = value.expose_mut().get_mut(start..=start).filter(|_| capital == Some(position)) {
            first.make_ascii_uppercase();
        }
        value.expose_mut().push_str(draw.one_of(&VOWELS)?);
        if numbered == Some(position) {
            value.expose_mut().push(char::from(draw.one_of(b"0123456789")?));
        }
    }
    Ok(Generated { value, entropy_bits: entropy_bits(recipe) })
}

fn entropy_bits(recipe: &Pronounceable) -> f64 {
    let syllables = f64::from(recipe.syllables);
    let capital = if recipe.capital { syllables.log2() } else { 0.0 };
    let digit = if recipe.digit { (syllables * 10.0).log2() } else { 0.0 };
    syllables * BITS_PER_SYLLABLE + capital + digit
}

#[cfg(test)]
mod tests {
    use super::super::seeded::{Seeded, assert_even};
    use super::super::{Recipe, generate};
    use super::*;
    use std::collections::{BTreeMap, HashSet};

    fn made(recipe: &Pronounceable, random: &Seeded) -> Generated {
        generate(&Recipe::Pronounceable(recipe.clone()), random).unwrap()
    }

    /// Onsets and vowels in turn, read off the letters alone.
    fn taken_apart(text: &str) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        let is_vowel = |letter: char| "aeiou".contains(letter);
        let mut last = None;
        for letter in text.chars().filter(|c| !c.is_ascii_digit()).map(|c| c.to_ascii_lowercase()) {
            match parts.last_mut().filter(|_| last.map(is_vowel) == Some(is_vowel(letter))) {
                Some(part) => part.push(letter),
                None => parts.push(letter.into()),
            }
            last = Some(letter);
        }
        parts
    }

    #[test]
    fn tables_make_256_syllables_that_can_be_told_apart() {
        assert_eq!(ONSETS.iter().collect::<HashSet<_>>().len(), 32);
        assert_eq!(VOWELS.iter().collect::<HashSet<_>>().len(), 8);
        assert!(ONSETS.iter().all(|onset| !onset.contains(['a', 'e', 'i', 'o', 'u'])));
        assert!(VOWELS.iter().all(|vowel| vowel.chars().all(|letter| "aeiou".contains(letter))));
        let syllables = (ONSETS.len() * VOWELS.len()) as f64;
        assert_eq!(syllables.log2(), BITS_PER_SYLLABLE);
        let longest = |table: &[&str]| table.iter().map(|entry| entry.len()).max().unwrap();
        assert_eq!(longest(&ONSETS) + longest(&VOWELS), LONGEST);
    }

    #[test]
    fn every_syllable_is_equally_likely_at_every_place() {
        let random = Seeded::new(21);
        let recipe = Pronounceable { syllables: 3, ..Default::default() };
        let mut counts = vec![BTreeMap::<String, u32>::new(); 3];
        for _ in 0..256 * 40 {
            let text = made(&recipe, &random).value;
            for (place, syllable) in taken_apart(text.expose()).chunks(2).enumerate() {
                *counts[place].entry(syllable.concat()).or_default() += 1;
            }
        }
        for place in counts {
            assert_eq!(place.len(), 256);
            assert_even(&place.into_values().collect::<Vec<_>>());
        }
    }

    #[test]
    fn entropy_is_the_logarithm_of_the_number_of_texts_and_all_are_equally_likely() {
        let random = Seeded::new(5);
        let recipe = Pronounceable { syllables: 1, capital: true, digit: true };
        let mut counts = BTreeMap::<String, u32>::new();
        for _ in 0..2560 * 20 {
            *counts.entry(made(&recipe, &random).value.expose().clone()).or_default() += 1;
        }
        assert_eq!((counts.len() as f64).log2(), made(&recipe, &random).entropy_bits);
        assert_even(&counts.into_values().collect::<Vec<_>>());
    }

    #[test]
    fn capital_and_digit_each_stand_at_one_random_syllable_and_are_counted() {
        let random = Seeded::new(9);
        let recipe = Pronounceable { syllables: 6, capital: true, digit: true };
        let (mut capitals, mut digits) = (HashSet::new(), HashSet::new());
        for _ in 0..200 {
            let made = made(&recipe, &random);
            let text = made.value.expose();
            assert_eq!(taken_apart(text).len(), 12);
            let place = |test: fn(char) -> bool| {
                assert_eq!(text.chars().filter(|c| test(*c)).count(), 1);
                taken_apart(&text[..text.find(test).unwrap()]).len() / 2
            };
            capitals.insert(place(|c| c.is_ascii_uppercase()));
            digits.insert(place(|c| c.is_ascii_digit()));
            assert!((made.entropy_bits - (48.0 + 6_f64.log2() + 60_f64.log2())).abs() < 1e-9);
        }
        assert_eq!((capitals.len(), digits.len()), (6, 6));
    }

    #[test]
    fn number_of_syllables_has_bounds() {
        for syllables in [0, 65] {
            let recipe = Recipe::Pronounceable(Pronounceable { syllables, ..Default::default() });
            let error = GenerateError::Length { min: 1, max: 64 };
            assert_eq!(generate(&recipe, &Seeded::new(1)), Err(error));
        }
    }
}
