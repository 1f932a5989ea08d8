//! What to generate: the part of it that a person chooses, and that settings keep.

use serde::{Deserialize, Serialize};

/// How to generate a value. Holds nothing secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Recipe {
    /// Random characters.
    Characters(Characters),
    /// Random words.
    Passphrase(Passphrase),
    /// Random digits that are no obvious pattern.
    Pin(Pin),
}

impl Default for Recipe {
    fn default() -> Self {
        Self::Characters(Characters::default())
    }
}

/// Random characters of the chosen classes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Characters {
    /// Characters, 1 to 512.
    pub length: u16,
    /// Use `a` to `z`.
    pub lower: bool,
    /// Use `A` to `Z`.
    pub upper: bool,
    /// Use `0` to `9`.
    pub digits: bool,
    /// Use [`super::SYMBOLS`].
    pub symbols: bool,
    /// Leave out [`super::LOOKALIKES`].
    pub exclude_lookalikes: bool,
    /// Leave these characters out too, at most 256.
    pub exclude: String,
    /// At least so many of `a` to `z`, where they are used.
    pub min_lower: u16,
    /// At least so many of `A` to `Z`, where they are used.
    pub min_upper: u16,
    /// At least so many of `0` to `9`, where they are used.
    pub min_digits: u16,
    /// At least so many symbols, where they are used.
    pub min_symbols: u16,
}

impl Default for Characters {
    /// 20 characters of every class, at least one of each: about 131 bits.
    fn default() -> Self {
        Self {
            length: 20,
            lower: true,
            upper: true,
            digits: true,
            symbols: true,
            exclude_lookalikes: false,
            exclude: String::new(),
            min_lower: 1,
            min_upper: 1,
            min_digits: 1,
            min_symbols: 1,
        }
    }
}

/// Random words of the EFF's large list of 7,776.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Passphrase {
    /// Words, 1 to 64.
    pub words: u16,
    /// What stands between words, at most 16 characters; may be empty.
    pub separator: String,
    /// Whether each word starts with a capital. Adds no entropy.
    pub capitalise: bool,
    /// Whether one word, chosen at random, is followed by a random digit.
    pub number: bool,
}

impl Default for Passphrase {
    /// Six words with hyphens: about 77 bits.
    fn default() -> Self {
        Self { words: 6, separator: "-".to_owned(), capitalise: false, number: false }
    }
}

/// Random digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pin {
    /// Digits, 3 to 32.
    pub length: u16,
}

impl Default for Pin {
    /// Six digits: just under 20 bits.
    fn default() -> Self {
        Self { length: 6 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipe_with_only_its_kind_takes_every_default() {
        let read: Recipe = serde_json::from_str(r#"{"kind":"passphrase"}"#).unwrap();
        assert_eq!(read, Recipe::Passphrase(Passphrase::default()));
    }

    #[test]
    fn every_recipe_reads_back_as_written() {
        for recipe in [
            Recipe::default(),
            Recipe::Passphrase(Passphrase { number: true, ..Default::default() }),
            Recipe::Pin(Pin { length: 9 }),
        ] {
            let written = serde_json::to_string(&recipe).unwrap();
            assert_eq!(serde_json::from_str::<Recipe>(&written).unwrap(), recipe);
        }
    }

    #[test]
    fn misspelt_setting_is_refused_and_not_ignored() {
        assert!(serde_json::from_str::<Recipe>(r#"{"kind":"pin","lenght":9}"#).is_err());
    }
}
