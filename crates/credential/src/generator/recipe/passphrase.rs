//! The settings of passphrases: which words, how many, and what stands between them.

use serde::{Deserialize, Serialize};

/// Random words of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Passphrase {
    /// Words, 1 to 64.
    pub words: u16,
    /// Where the words are taken from.
    #[serde(skip_serializing_if = "is_default")]
    pub list: WordList,
    /// What stands between words where [`Separators::Text`] is chosen, at most 16 characters; may be empty.
    pub separator: String,
    /// Whether that text stands between words, or something random.
    #[serde(skip_serializing_if = "is_default")]
    pub separators: Separators,
    /// Whether each word starts with a capital. Adds no entropy.
    pub capitalise: bool,
    /// Whether one word, chosen at random, is followed by a random digit.
    pub number: bool,
}

impl Default for Passphrase {
    /// Six words of the large list with hyphens: about 77 bits.
    fn default() -> Self {
        Self {
            words: 6,
            list: WordList::default(),
            separator: "-".to_owned(),
            separators: Separators::default(),
            capitalise: false,
            number: false,
        }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Lists of words. Those of the Electronic Frontier Foundation are in English: <https://www.eff.org/dice>. Where the others
/// come from and what was left out of them, `data/README.md` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub enum WordList {
    /// 7,776 words of 3 to 9 characters: 12.9 bits each.
    #[default]
    #[serde(rename = "eff_large")]
    EffLarge,
    /// 1,296 words of 3 to 5 characters, quick to type: 10.3 bits each.
    #[serde(rename = "eff_short_1")]
    EffShort1,
    /// 1,296 longer words that differ in their first three characters, so that a mistyped one can be told: 10.3 bits each.
    #[serde(rename = "eff_short_2")]
    EffShort2,
    /// 7,776 German words of 5 to 19 letters, without umlauts: 12.9 bits each.
    #[serde(rename = "german")]
    German,
    /// 2,021 Spanish words of 3 to 8 letters: 11.0 bits each.
    #[serde(rename = "spanish")]
    Spanish,
    /// 2,048 French words of 5 to 8 letters: 11 bits each.
    #[serde(rename = "french")]
    French,
    /// 2,048 Italian words of 4 to 9 letters: 11 bits each.
    #[serde(rename = "italian")]
    Italian,
    /// 2,048 Portuguese words of 4 to 8 letters: 11 bits each.
    #[serde(rename = "portuguese")]
    Portuguese,
    /// 2,048 Czech words of 4 to 8 letters, written without diacritics: 11 bits each.
    #[serde(rename = "czech")]
    Czech,
}

impl WordList {
    /// Every list, the default first.
    pub const ALL: [Self; 9] = [
        Self::EffLarge,
        Self::EffShort1,
        Self::EffShort2,
        Self::German,
        Self::Spanish,
        Self::French,
        Self::Italian,
        Self::Portuguese,
        Self::Czech,
    ];
}

/// What stands between the words of a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Separators {
    /// The text that is set, everywhere. Adds no entropy.
    #[default]
    Text,
    /// A random digit, drawn anew for each place: 3.3 bits each.
    RandomDigit,
    /// One of [`super::super::SEPARATOR_SYMBOLS`], drawn anew for each place: 4 bits each.
    RandomSymbol,
    /// A digit or one of these symbols, all equally likely, drawn anew for each place: 4.7 bits each.
    RandomDigitOrSymbol,
}

impl Separators {
    /// Every choice, the default first.
    pub const ALL: [Self; 4] = [Self::Text, Self::RandomDigit, Self::RandomSymbol, Self::RandomDigitOrSymbol];
}
