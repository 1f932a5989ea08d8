//! The generator and the strength meter.

use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};
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
        /// Leave these out too.
        #[serde(default)]
        exclude: String,
    },
    /// Random words.
    Passphrase {
        /// How many, 1 to 64.
        words: u32,
        /// Between the words.
        separator: String,
        /// Capital first letters.
        capitalise: bool,
        /// A digit after one of the words.
        number: bool,
    },
    /// Digits without runs, repeats and years.
    Pin {
        /// How many, 3 to 64.
        length: u32,
    },
}

/// What was generated.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub struct Generated {
    /// It.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub value: SecretString,
    /// How many bits of randomness are in it, exactly.
    pub entropy_bits: f64,
    /// How it scores.
    pub strength: Strength,
}

/// A password to score. It is scored in Rust and kept nowhere.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct StrengthRequest {
    /// The password.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub password: SecretString,
    /// Words of the item that a guesser would try: title, user name, URL.
    #[serde(default)]
    pub context: Vec<String>,
}

/// How strong a password is.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Strength {
    /// 0 (too guessable) to 4 (very unguessable), as zxcvbn has it.
    pub score: u8,
    /// Tenth power of the number of guesses.
    pub guesses_log10: f64,
    /// Seconds to crack it offline, slowly hashed (10,000 guesses a second).
    pub crack_seconds: f64,
    /// What is wrong with it: the key of a text.
    pub warning: Option<String>,
    /// What would help: keys of texts.
    pub suggestions: Vec<String>,
}

/// Putting a text on the clipboard that the page made or generated itself.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct CopyTextRequest {
    /// The text.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub text: SecretString,
}
