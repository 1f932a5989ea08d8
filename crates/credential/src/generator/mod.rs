//! Makes passwords, passphrases, PINs, tokens and keys from a recipe, with the entropy that each one really has.
//!
//! Every value a recipe allows is equally likely; nothing is patched up after drawing, for that would make some values
//! likelier than others. It must never fall back to a weaker source of randomness.

mod api_key;
mod characters;
mod draw;
mod passphrase;
mod pin;
mod pronounceable;
mod recipe;
#[cfg(test)]
mod seeded;
#[cfg(test)]
mod statistics;
mod token;
mod words;

pub use characters::{LOOKALIKES, SYMBOLS};
pub use passphrase::SEPARATOR_SYMBOLS;
pub use recipe::{
    ApiKey, CharacterClass, Characters, Passphrase, Pin, Pronounceable, Recipe, Separators, Token,
    TokenEncoding, WordList,
};

use draw::Draw;
use strongroom_secret::{Random, RandomError, SecretString};
use thiserror::Error;

/// A generated value.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// The value. Secret.
    pub value: SecretString,
    /// Binary logarithm of the number of values that were equally likely.
    pub entropy_bits: f64,
}

/// Why nothing was generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GenerateError {
    /// No class of characters is chosen.
    #[error("no kind of character is chosen: choose at least one")]
    NoClass,
    /// A chosen class has no character left.
    #[error("every character of a chosen kind is excluded: exclude fewer characters, or leave the kind out")]
    EmptyClass,
    /// The length, or the number of words, syllables or bytes, is out of bounds.
    #[error("the length is out of bounds: choose {min} to {max}")]
    Length {
        /// The smallest allowed.
        min: u16,
        /// The largest allowed.
        max: u16,
    },
    /// The minimums add up to more than the length.
    #[error("{length} characters are too few for the minimums: choose at least {needed}")]
    TooShort {
        /// The length asked for.
        length: u16,
        /// The sum of the minimums.
        needed: u32,
    },
    /// Hardly any value fits the minimums and the longest run, so that none would be found in reasonable time; or none
    /// does.
    #[error("hardly any password fits the minimums: lower them, or choose fewer kinds of character")]
    TooRare,
    /// Classes overlap, or runs are limited, and there are too many cases to count how many values fit.
    #[error("the rules are too complicated: lower the minimums, or choose a shorter length")]
    TooManyCases,
    /// No character may occur even once.
    #[error("a character must be allowed to occur at least once in a row: choose a longest run of 1 or more")]
    NoRun,
    /// There are too many classes without a name.
    #[error("there are too many kinds of character: use at most {max} of your own")]
    TooManyClasses {
        /// The most allowed.
        max: usize,
    },
    /// The prefix of a key holds what would not survive being copied.
    #[error("the prefix of a key may hold only letters A to Z, digits, and _ - .")]
    Prefix,
    /// The separator, the prefix or a list of characters is too long.
    #[error("the text is too long: use at most {max} characters")]
    TextTooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// The random source failed, or gave what no random source would give.
    #[error("the system's random source failed: nothing was generated, try again")]
    Random,
}

impl From<RandomError> for GenerateError {
    fn from(_: RandomError) -> Self {
        Self::Random
    }
}

/// Makes one value by the recipe.
pub fn generate(recipe: &Recipe, random: &dyn Random) -> Result<Generated, GenerateError> {
    let mut draw = Draw::new(random);
    match recipe {
        Recipe::Characters(recipe) => characters::generate(recipe, &mut draw),
        Recipe::Passphrase(recipe) => passphrase::generate(recipe, &mut draw),
        Recipe::Pin(recipe) => pin::generate(recipe, &mut draw),
        Recipe::Pronounceable(recipe) => pronounceable::generate(recipe, &mut draw),
        Recipe::Token(recipe) => token::generate(recipe, &mut draw),
        Recipe::ApiKey(recipe) => api_key::generate(recipe, &mut draw),
    }
}

fn check_length(length: u16, min: u16, max: u16) -> Result<(), GenerateError> {
    if (min..=max).contains(&length) { Ok(()) } else { Err(GenerateError::Length { min, max }) }
}

fn check_text(text: &str, max: usize) -> Result<(), GenerateError> {
    if text.chars().nth(max).is_none() { Ok(()) } else { Err(GenerateError::TextTooLong { max }) }
}

#[cfg(test)]
mod tests {
    use super::seeded::{Broken, Constant};
    use super::*;

    fn recipes() -> [Recipe; 6] {
        [
            Recipe::Characters(Characters::default()),
            Recipe::Passphrase(Passphrase::default()),
            Recipe::Pin(Pin::default()),
            Recipe::Pronounceable(Pronounceable::default()),
            Recipe::Token(Token::default()),
            Recipe::ApiKey(ApiKey::default()),
        ]
    }

    #[test]
    fn failing_random_source_gives_an_error_and_no_value() {
        for recipe in recipes() {
            assert_eq!(generate(&recipe, &Broken), Err(GenerateError::Random));
        }
    }

    #[test]
    fn stuck_random_source_ends_in_an_error_where_values_must_differ() {
        for byte in [0, 0xff] {
            assert_eq!(generate(&recipes()[0], &Constant(byte)), Err(GenerateError::Random));
            assert_eq!(generate(&recipes()[2], &Constant(byte)), Err(GenerateError::Random));
        }
        assert_eq!(generate(&recipes()[1], &Constant(0xff)), Err(GenerateError::Random));
    }

    #[test]
    fn debug_of_a_generated_value_shows_its_entropy_and_nothing_else() {
        let made = Generated { value: "hunter2".into(), entropy_bits: 12.0 };
        assert_eq!(format!("{made:?}"), "Generated { value: [redacted], entropy_bits: 12.0 }");
    }
}
