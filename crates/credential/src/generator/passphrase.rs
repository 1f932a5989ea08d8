//! Random words of a list.
//!
//! No word of a list starts another and each starts with a letter, so that different choices always give different
//! passphrases, whatever stands between the words: the entropy is that of the choices.

use super::draw::Draw;
use super::words::LONGEST;
use super::{GenerateError, Generated, Passphrase, Separators, check_length, check_text};
use strongroom_secret::{RandomError, SecretString};

/// The symbols that may stand between words: sixteen that most keyboards have, and none that a word has.
pub const SEPARATOR_SYMBOLS: &str = "!#$%&*+,./:;=?@_";

const DIGITS: &[u8] = b"0123456789";
const SYMBOLS: &[u8] = SEPARATOR_SYMBOLS.as_bytes();
const DIGITS_AND_SYMBOLS: &[u8] = b"0123456789!#$%&*+,./:;=?@_";

const MAX_WORDS: u16 = 64;
const MAX_SEPARATOR: usize = 16;

pub(super) fn generate(recipe: &Passphrase, draw: &mut Draw) -> Result<Generated, GenerateError> {
    check_length(recipe.words, 1, MAX_WORDS)?;
    check_text(&recipe.separator, MAX_SEPARATOR)?;
    let numbered = if recipe.number { Some(draw.below(recipe.words)?) } else { None };
    // One byte for a random separator, one for the number.
    let room = usize::from(recipe.words) * (LONGEST + recipe.separator.len().max(1)) + 1;
    let mut value = SecretString::new(String::with_capacity(room));
    for position in 0..recipe.words {
        if position > 0 {
            push_separator(value.expose_mut(), recipe, draw)?;
        }
        push_word(value.expose_mut(), draw.one_of(recipe.list.words())?, recipe.capitalise);
        if numbered == Some(position) {
            value.expose_mut().push(char::from(draw.one_of(DIGITS)?));
        }
    }
    Ok(Generated { value, entropy_bits: entropy_bits(recipe) })
}

fn push_word(out: &mut String, word: &str, capitalise: bool) {
    let mut characters = word.chars();
    if let Some(first) = characters.next() {
        if capitalise {
            out.extend(first.to_uppercase());
        } else {
            out.push(first);
        }
    }
    out.push_str(characters.as_str());
}

fn push_separator(out: &mut String, recipe: &Passphrase, draw: &mut Draw) -> Result<(), RandomError> {
    match random_separators(recipe.separators) {
        None => out.push_str(&recipe.separator),
        Some(choices) => out.push(char::from(draw.one_of(choices)?)),
    }
    Ok(())
}

/// What is drawn from for each separator; `None` where it is the same text everywhere.
fn random_separators(separators: Separators) -> Option<&'static [u8]> {
    match separators {
        Separators::Text => None,
        Separators::RandomDigit => Some(DIGITS),
        Separators::RandomSymbol => Some(SYMBOLS),
        Separators::RandomDigitOrSymbol => Some(DIGITS_AND_SYMBOLS),
    }
}

fn entropy_bits(recipe: &Passphrase) -> f64 {
    let words = f64::from(recipe.words);
    let number = if recipe.number { (words * 10.0).log2() } else { 0.0 };
    let separators = random_separators(recipe.separators)
        .map_or(0.0, |choices| (words - 1.0) * (choices.len() as f64).log2());
    words * recipe.list.bits_per_word() + separators + number
}

#[cfg(test)]
mod tests {
    use super::super::seeded::Seeded;
    use super::super::{Recipe, WordList, generate};
    use super::*;
    use std::collections::HashSet;

    fn made(recipe: Passphrase, seed: u64) -> Generated {
        generate(&Recipe::Passphrase(recipe), &Seeded::new(seed)).unwrap()
    }

    /// A passphrase's words, its separators and its number, read from left to right without knowing its length.
    fn taken_apart<'a>(text: &'a str, recipe: &Passphrase) -> Vec<&'a str> {
        let mut rest = text;
        let mut parts = Vec::new();
        while !rest.is_empty() {
            let lower = rest.to_lowercase();
            let of_words = recipe.list.words().iter().filter(|word| lower.starts_with(**word));
            let of_words: Vec<usize> = of_words.map(|word| word.len()).collect();
            assert!(of_words.len() <= 1, "two words could start here");
            let length = of_words.first().copied().unwrap_or(1);
            let (part, after) = rest.split_at(length);
            parts.push(part);
            rest = after;
        }
        parts
    }

    #[test]
    fn passphrase_has_the_words_and_the_separator_asked_for() {
        for (list, bits) in
            [(WordList::EffLarge, 64.62), (WordList::EffShort1, 51.70), (WordList::EffShort2, 51.70)]
        {
            let recipe = Passphrase { words: 5, list, separator: " · ".into(), ..Default::default() };
            let made = made(recipe, 1);
            let words: Vec<&str> = made.value.expose().split(" · ").collect();
            assert_eq!(words.len(), 5);
            assert!(words.iter().all(|word| list.words().contains(word)));
            assert!((made.entropy_bits - bits).abs() < 0.01, "{list:?}: {}", made.entropy_bits);
        }
    }

    #[test]
    fn number_follows_one_word_anywhere_and_counts_as_a_choice_of_digit_and_place() {
        let recipe = Passphrase {
            words: 4,
            separator: "_".into(),
            capitalise: true,
            number: true,
            ..Default::default()
        };
        let mut places = HashSet::new();
        for seed in 0..64 {
            let made = made(recipe.clone(), seed);
            let words: Vec<&str> = made.value.expose().split('_').collect();
            assert!(words.iter().all(|word| word.starts_with(|first: char| first.is_ascii_uppercase())));
            places.insert(
                words.iter().position(|word| word.ends_with(|last: char| last.is_ascii_digit())).unwrap(),
            );
            assert!((made.entropy_bits - (4.0 * 7776_f64.log2() + 40_f64.log2())).abs() < 1e-9);
        }
        assert_eq!(places.len(), 4);
    }

    #[test]
    fn random_separators_are_drawn_for_each_place_and_counted() {
        for (separators, choices) in [
            (Separators::RandomDigit, "0123456789".to_owned()),
            (Separators::RandomSymbol, SEPARATOR_SYMBOLS.to_owned()),
            (Separators::RandomDigitOrSymbol, format!("0123456789{SEPARATOR_SYMBOLS}")),
        ] {
            let recipe = Passphrase { words: 30, separators, ..Default::default() };
            let made = made(recipe.clone(), 7);
            let parts = taken_apart(made.value.expose(), &recipe);
            let between: HashSet<&str> = parts.iter().skip(1).step_by(2).copied().collect();
            assert_eq!(parts.len(), 59);
            assert!(between.len() > 5 && between.iter().all(|part| choices.contains(part)));
            let expected = 30.0 * 7776_f64.log2() + 29.0 * (choices.len() as f64).log2();
            assert!((made.entropy_bits - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn words_can_be_told_apart_without_any_separator() {
        for list in WordList::ALL {
            let recipe = Passphrase { words: 40, list, separator: String::new(), ..Default::default() };
            assert_eq!(taken_apart(made(recipe.clone(), 3).value.expose(), &recipe).len(), 40, "{list:?}");
        }
    }

    #[test]
    fn separator_symbols_are_sixteen_and_occur_in_no_word() {
        assert_eq!(SYMBOLS.iter().collect::<HashSet<_>>().len(), 16);
        assert_eq!([DIGITS, SYMBOLS].concat(), DIGITS_AND_SYMBOLS);
        assert!(!SEPARATOR_SYMBOLS.contains(|c: char| c.is_ascii_alphanumeric() || c == '-'));
    }

    #[test]
    fn number_of_words_and_length_of_the_separator_have_bounds() {
        let attempt = |words: u16, separator: &str| {
            let recipe = Passphrase { words, separator: separator.into(), ..Default::default() };
            generate(&Recipe::Passphrase(recipe), &Seeded::new(1)).map(|_| ())
        };
        assert_eq!(attempt(0, "-"), Err(GenerateError::Length { min: 1, max: 64 }));
        assert_eq!(attempt(65, "-"), Err(GenerateError::Length { min: 1, max: 64 }));
        assert_eq!(attempt(4, &"-".repeat(17)), Err(GenerateError::TextTooLong { max: 16 }));
        assert_eq!(attempt(64, &"ü".repeat(16)), Ok(()));
    }
}
