//! Random words of the EFF's large list.
//!
//! No word of the list starts another and none holds a digit, so that different choices always give different
//! passphrases, whatever the separator: the entropy is that of the choices.

use super::draw::Draw;
use super::{GenerateError, Generated, Passphrase, check_length, check_text};
use diceware_wordlists::EFF_LONG_WORDLIST;
use strongroom_secret::SecretString;

const MAX_WORDS: u16 = 64;
const MAX_SEPARATOR: usize = 16;
/// No word of the list is longer, in bytes; only to reserve room.
const LONGEST: usize = 10;

pub(super) fn generate(recipe: &Passphrase, draw: &mut Draw) -> Result<Generated, GenerateError> {
    check_length(recipe.words, 1, MAX_WORDS)?;
    check_text(&recipe.separator, MAX_SEPARATOR)?;
    let numbered = if recipe.number { Some(draw.below(recipe.words)?) } else { None };
    let room = usize::from(recipe.words) * (LONGEST + recipe.separator.len()) + 1;
    let mut value = SecretString::new(String::with_capacity(room));
    for position in 0..recipe.words {
        if position > 0 {
            value.expose_mut().push_str(&recipe.separator);
        }
        push_word(value.expose_mut(), draw.one_of(&EFF_LONG_WORDLIST)?, recipe.capitalise);
        if numbered == Some(position) {
            value.expose_mut().push(char::from(draw.one_of(b"0123456789")?));
        }
    }
    Ok(Generated { value, entropy_bits: entropy_bits(recipe) })
}

fn push_word(out: &mut String, word: &str, capitalise: bool) {
    let mut characters = word.chars();
    if let Some(first) = characters.next() {
        out.push(if capitalise { first.to_ascii_uppercase() } else { first });
    }
    out.push_str(characters.as_str());
}

fn entropy_bits(recipe: &Passphrase) -> f64 {
    let words = f64::from(recipe.words);
    let number = if recipe.number { (words * 10.0).log2() } else { 0.0 };
    words * (EFF_LONG_WORDLIST.len() as f64).log2() + number
}

#[cfg(test)]
mod tests {
    use super::super::seeded::Seeded;
    use super::super::{Recipe, generate};
    use super::*;
    use std::collections::HashSet;

    fn made(recipe: Passphrase, seed: u64) -> Generated {
        generate(&Recipe::Passphrase(recipe), &Seeded::new(seed)).unwrap()
    }

    #[test]
    fn list_has_7776_words_of_which_none_starts_another_or_holds_a_digit() {
        let mut words = EFF_LONG_WORDLIST.to_vec();
        words.sort_unstable();
        assert_eq!(words.iter().collect::<HashSet<_>>().len(), 7776);
        assert!(words.windows(2).all(|pair| !pair[1].starts_with(pair[0])));
        assert!(words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
        assert_eq!(words.iter().map(|word| word.len()).max(), Some(LONGEST - 1));
    }

    #[test]
    fn passphrase_has_the_words_and_the_separator_asked_for() {
        let recipe = Passphrase { words: 5, separator: " · ".into(), ..Default::default() };
        let made = made(recipe, 1);
        let words: Vec<&str> = made.value.expose().split(" · ").collect();
        assert_eq!(words.len(), 5);
        assert!(words.iter().all(|word| EFF_LONG_WORDLIST.contains(word)));
        assert!((made.entropy_bits - 64.62).abs() < 0.01);
    }

    #[test]
    fn number_follows_one_word_anywhere_and_counts_as_a_choice_of_digit_and_place() {
        let recipe = Passphrase { words: 4, separator: "_".into(), capitalise: true, number: true };
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
