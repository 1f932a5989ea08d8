//! What the generator is asked for, and what the rules of a site say. What an earlier page or script asked must always
//! read, so a new setting has a default that means what was done before it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What to generate.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum GenerateRequest {
    /// Random characters.
    Characters {
        /// How many, 1 to 512.
        length: u32,
        /// a to z.
        lower: bool,
        /// A to Z.
        upper: bool,
        /// 0 to 9.
        digits: bool,
        /// Punctuation.
        symbols: bool,
        /// Leave out what looks alike: 0 O 1 l I and others.
        exclude_lookalikes: bool,
        /// Leave these out too, at most 256 characters.
        #[serde(default)]
        exclude: String,
        /// At least so many of a to z, where they are used.
        #[serde(default = "one")]
        min_lower: u32,
        /// At least so many of A to Z, where they are used.
        #[serde(default = "one")]
        min_upper: u32,
        /// At least so many of 0 to 9, where they are used.
        #[serde(default = "one")]
        min_digits: u32,
        /// At least so many of punctuation, where it is used.
        #[serde(default = "one")]
        min_symbols: u32,
        /// The longest run of one character, 1 or more; null for no limit.
        #[serde(default)]
        max_consecutive: Option<u32>,
    },
    /// Random words.
    Passphrase {
        /// How many, 1 to 64.
        words: u32,
        /// Between the words where `separators` is `text`, at most 16 characters.
        separator: String,
        /// Capital first letters.
        capitalise: bool,
        /// A digit after one of the words.
        number: bool,
        /// Where the words are from.
        #[serde(default)]
        list: PassphraseList,
        /// Whether the separator stands between the words, or something random.
        #[serde(default)]
        separators: PassphraseSeparators,
    },
    /// Digits without runs, repeats and years.
    Pin {
        /// How many, 3 to 32.
        length: u32,
    },
    /// Syllables that can be read aloud.
    Pronounceable {
        /// How many, 1 to 64.
        syllables: u32,
        /// A capital at the start of one of them.
        #[serde(default)]
        capital: bool,
        /// A digit after one of them.
        #[serde(default)]
        digit: bool,
    },
    /// Random bytes, written as text.
    Token {
        /// How they are written.
        form: TokenForm,
        /// How many, 1 to 512; a UUID has its 16 whatever is said here.
        #[serde(default = "token_bytes")]
        bytes: u32,
    },
    /// A key with a prefix and a checksum, for a service of one's own.
    ApiKey {
        /// What it starts with, at most 32 characters of A to Z, a to z, digits, and _ - .
        prefix: String,
        /// Random characters, 1 to 512.
        length: u32,
    },
    /// What the rules of a site ask for.
    Site {
        /// Its address, or an item's URL.
        url: String,
        /// How many characters if the rules leave the choice; else the nearest number that they allow.
        #[serde(default = "site_length")]
        length: u32,
    },
}

fn one() -> u32 {
    1
}

fn token_bytes() -> u32 {
    32
}

fn site_length() -> u32 {
    20
}

/// Where the words of a passphrase are from: the English lists of the Electronic Frontier Foundation, or a language's own.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum PassphraseList {
    /// 7,776 words of 3 to 9 letters.
    #[default]
    #[serde(rename = "eff_large")]
    EffLarge,
    /// 1,296 words of 3 to 5 letters.
    #[serde(rename = "eff_short_1")]
    EffShort1,
    /// 1,296 longer words that differ in their first three letters.
    #[serde(rename = "eff_short_2")]
    EffShort2,
    /// 7,776 German words of 5 to 19 letters, without umlauts.
    #[serde(rename = "german")]
    German,
    /// 2,021 Spanish words of 3 to 8 letters.
    #[serde(rename = "spanish")]
    Spanish,
    /// 2,048 French words of 5 to 8 letters.
    #[serde(rename = "french")]
    French,
    /// 2,048 Italian words of 4 to 9 letters.
    #[serde(rename = "italian")]
    Italian,
    /// 2,048 Portuguese words of 4 to 8 letters.
    #[serde(rename = "portuguese")]
    Portuguese,
    /// 2,048 Czech words of 4 to 8 letters, written without diacritics.
    #[serde(rename = "czech")]
    Czech,
}

/// What stands between the words of a passphrase.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum PassphraseSeparators {
    /// The text that is set.
    #[default]
    Text,
    /// A random digit, another one at each place.
    RandomDigit,
    /// A random symbol, another one at each place.
    RandomSymbol,
    /// A random digit or symbol, another one at each place.
    RandomDigitOrSymbol,
}

/// How the bytes of a token are written.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "lowercase")]
pub enum TokenForm {
    /// Two digits of 0 to 9 and a to f for each byte.
    Hex,
    /// Capitals and digits, without padding.
    Base32,
    /// With padding.
    Base64,
    /// Safe in addresses and file names, without padding.
    Base64Url,
    /// A random UUID, of version 4.
    Uuid,
}

/// Which site's rules.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct SiteRulesRequest {
    /// Its address, or an item's URL.
    pub url: String,
}

/// What a site demands of a password, from a list that is built in: no network is asked.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export)]
pub struct SiteRules {
    /// Whether anything is known of it; nothing else is filled in where not.
    pub known: bool,
    /// Its host.
    pub host: String,
    /// The rules in the syntax of the `passwordrules` attribute, in its canonical form.
    pub rules: String,
    /// Fewest characters.
    pub min_length: Option<u32>,
    /// Most characters.
    pub max_length: Option<u32>,
    /// The longest run of one character.
    pub max_consecutive: Option<u32>,
    /// Sets of which one character each must be there. Of each set the names of what is in it: `upper`, `lower`, `digit`,
    /// `special`, `ascii-printable`, `unicode`, or other characters in brackets.
    pub required: Vec<Vec<String>>,
    /// What may occur besides, in the same way; empty where the rules name nothing.
    pub allowed: Vec<String>,
}
