//! What a site demands of a password, in the syntax of the `passwordrules` attribute of HTML, and which sites demand what.
//!
//! Reads as Apple's own parser does, mistakes included: rules that a page carries were tried against that parser and no
//! other. Hostile text costs no more than its length, and that is limited.

mod parse;
mod problem;
mod recipe;
mod set;
mod sites;

pub use problem::{RuleProblem, RuleProblemCode};
pub use recipe::RulesError;
pub use set::CharacterSet;
pub use sites::site_rules;

use std::fmt;

/// What a password must be. The default demands nothing.
///
/// The syntax: <https://developer.apple.com/password-rules/>. Holds nothing secret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PasswordRules {
    /// At least one character of each; a set that stands there several times demands as many characters. A set may be
    /// empty, when the rule named no character of ASCII: it demands nothing then.
    pub required: Vec<CharacterSet>,
    /// Characters that may occur besides those required. Where it is empty, those required alone may occur; where these
    /// are missing too, all of ASCII that can be printed.
    pub allowed: CharacterSet,
    /// The longest run of one character, 1 or more.
    pub max_consecutive: Option<u32>,
    /// Fewest characters, 1 or more.
    pub min_length: Option<u32>,
    /// Most characters, 1 or more; may be less than `min_length`.
    pub max_length: Option<u32>,
}

impl PasswordRules {
    /// Reads rules. What cannot be read is left out as Apple's parser does, which may be everything; see
    /// [`Self::problems`]. Text of more than 4,096 bytes has no rules.
    pub fn parse(text: &str) -> Self {
        parse::read(text).0
    }

    /// What [`Self::parse`] leaves out of the text and why, in the order of the text; for a person who writes rules.
    pub fn problems(text: &str) -> Vec<RuleProblem> {
        parse::read(text).1
    }

    /// Whether nothing is demanded or allowed in particular.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for PasswordRules {
    /// In the canonical form: each rule once, in the order in which Apple's parser gives them, classes by their names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sets = self.required.iter().map(|set| ("required", set)).chain([("allowed", &self.allowed)]);
        let numbers = [
            ("max-consecutive", self.max_consecutive),
            ("minlength", self.min_length),
            ("maxlength", self.max_length),
        ];
        let sets = sets.filter(|(_, set)| !set.is_empty()).map(|(name, set)| format!("{name}: {set};"));
        let numbers =
            numbers.iter().filter_map(|(name, number)| number.map(|number| format!("{name}: {number};")));
        f.write_str(&sets.chain(numbers).collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests;
