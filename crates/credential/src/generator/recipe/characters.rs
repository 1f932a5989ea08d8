//! The settings of random characters: four classes with names, and any others.

use serde::{Deserialize, Serialize};

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
    /// Use [`super::super::SYMBOLS`].
    pub symbols: bool,
    /// Leave out [`super::super::LOOKALIKES`].
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
    /// Further classes, at most 28. They may overlap with one another and with those above: a character counts for each
    /// class that it is in, and is no likelier for being in several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<CharacterClass>,
    /// The longest run of one character, 1 or more; `None` for no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_consecutive: Option<u16>,
}

/// A class of characters that has no name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CharacterClass {
    /// Its characters, at most 256; one that comes twice counts once.
    pub characters: String,
    /// At least so many of them.
    #[serde(default)]
    pub min: u16,
}

impl Default for Characters {
    /// 20 characters of every class with a name, at least one of each: about 131 bits.
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
            classes: Vec::new(),
            max_consecutive: None,
        }
    }
}
