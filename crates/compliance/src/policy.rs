//! Rules of the user's own: a measure, a threshold and a title each, as JSON. `docs/format.md` section 7.

use crate::Measure;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Own rules at the most.
pub const MAX_POLICIES: usize = 100;
/// Characters of a title at the most.
pub const MAX_TITLE: usize = 200;

/// An own rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Its name. Personal.
    pub title: String,
    /// What is measured.
    pub measure: Measure,
    /// What it is held against.
    pub threshold: u32,
}

/// All of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policies {
    /// In the order in which they are shown.
    pub rules: Vec<Policy>,
}

/// Why own rules are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// The text is not what it should be.
    #[error("the own rules cannot be read: use a newer program, or save them anew")]
    Unreadable,
    /// Too many.
    #[error("there are more than 100 own rules: remove some")]
    TooMany,
    /// A title is empty or too long.
    #[error("an own rule has no title, or one of more than 200 characters: give it a short one")]
    Title,
}

impl Policies {
    /// From JSON, within the limits.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let policies: Self = serde_json::from_str(text).map_err(|_| PolicyError::Unreadable)?;
        policies.check()?;
        Ok(policies)
    }

    /// As JSON, within the limits.
    pub fn to_json(&self) -> Result<String, PolicyError> {
        self.check()?;
        serde_json::to_string(self).map_err(|_| PolicyError::Unreadable)
    }

    /// How many ask for a change of passwords by age.
    pub fn age_rules(&self) -> u32 {
        let rules = self.rules.iter().filter(|rule| rule.measure == Measure::PasswordDays).count();
        u32::try_from(rules).unwrap_or(u32::MAX)
    }

    fn check(&self) -> Result<(), PolicyError> {
        if self.rules.len() > MAX_POLICIES {
            return Err(PolicyError::TooMany);
        }
        let is_bad = |rule: &Policy| rule.title.trim().is_empty() || rule.title.chars().count() > MAX_TITLE;
        if self.rules.iter().any(is_bad) { Err(PolicyError::Title) } else { Ok(()) }
    }
}
