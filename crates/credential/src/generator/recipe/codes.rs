//! The settings of what is copied more often than remembered: PINs, syllables, tokens and keys.

use serde::{Deserialize, Serialize};

/// Random digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pin {
    /// Digits, 3 to 32.
    pub length: u16,
}

impl Default for Pin {
    /// Six digits: 19.8 bits.
    fn default() -> Self {
        Self { length: 6 }
    }
}

/// Random syllables, for what is read aloud or typed on a remote control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pronounceable {
    /// Syllables of two to four letters, 1 to 64: 8 bits each.
    pub syllables: u16,
    /// Whether one syllable, chosen at random, starts with a capital.
    pub capital: bool,
    /// Whether one syllable, chosen at random, is followed by a random digit.
    pub digit: bool,
}

impl Default for Pronounceable {
    /// Ten syllables: 80 bits.
    fn default() -> Self {
        Self { syllables: 10, capital: false, digit: false }
    }
}

/// Random bytes, written as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Token {
    /// How the bytes are written.
    pub encoding: TokenEncoding,
    /// Random bytes, 1 to 512. A UUID always has its 16.
    pub bytes: u16,
}

impl Default for Token {
    /// 32 bytes in base64url: 256 bits in 43 characters.
    fn default() -> Self {
        Self { encoding: TokenEncoding::Base64Url, bytes: 32 }
    }
}

/// How the bytes of a token are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TokenEncoding {
    /// Lower-case hexadecimal: two characters a byte.
    Hex,
    /// RFC 4648 section 6, capitals, without padding.
    Base32,
    /// RFC 4648 section 4, with padding.
    Base64,
    /// RFC 4648 section 5, without padding: safe in URLs and file names.
    #[default]
    #[serde(rename = "base64url")]
    Base64Url,
    /// A UUID of version 4 (RFC 9562 section 5.4), lower case: 122 random bits.
    UuidV4,
}

impl TokenEncoding {
    /// Every encoding.
    pub const ALL: [Self; 5] = [Self::Hex, Self::Base32, Self::Base64, Self::Base64Url, Self::UuidV4];
}

/// A key that scanners can recognise by its prefix, and that can be checked for typing errors without a database.
///
/// The prefix, then random letters and digits, then six characters of checksum over these: the form that GitHub published
/// for its own tokens in 2021 and others follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApiKey {
    /// What the key starts with, at most 32 characters of `A-Z a-z 0-9 _ - .`; may be empty.
    pub prefix: String,
    /// Random characters of `0-9 A-Z a-z`, 1 to 512: 5.95 bits each.
    pub length: u16,
}

impl Default for ApiKey {
    /// 30 characters after `key_`: 178 bits.
    fn default() -> Self {
        Self { prefix: "key_".to_owned(), length: 30 }
    }
}
