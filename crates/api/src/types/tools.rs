//! The generator and the strength meter.

use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};
use ts_rs::TS;

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
    /// Seconds to crack it offline, slowly hashed; as in `crack_times`, for scripts that know no other.
    pub crack_seconds: f64,
    /// Seconds to crack it, in four ways.
    pub crack_times: CrackTimes,
    /// What is wrong with it: the key of a text.
    pub warning: Option<String>,
    /// What would help: keys of texts.
    pub suggestions: Vec<String>,
}

/// Seconds until a password is guessed, by where it is guessed.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[ts(export)]
pub struct CrackTimes {
    /// At a service that allows 100 guesses an hour.
    pub online_throttled: f64,
    /// At a service that allows 10 guesses a second.
    pub online_unthrottled: f64,
    /// From a stolen slow hash: 10,000 guesses a second.
    pub offline_slow: f64,
    /// From a stolen fast hash: 10,000,000,000 guesses a second.
    pub offline_fast: f64,
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
