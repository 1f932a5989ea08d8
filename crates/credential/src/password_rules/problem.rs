//! What is wrong with rules that somebody wrote, by code.

use crate::codes::codes;

codes! {
    /// Why a part of some rules was left out. The set may grow.
    RuleProblemCode {
        /// The text is too long to be read at all.
        TooLong = "too_long",
        /// Not the name of a rule; case matters.
        UnknownRule = "unknown_rule",
        /// Not the name of a class.
        UnknownClass = "unknown_class",
        /// A value should stand here.
        NoValue = "no_value",
        /// A whole number should stand here.
        NotANumber = "not_a_number",
        /// A hyphen that is not the first of its class, and was left out of it: there are no ranges.
        StrayHyphen = "stray_hyphen",
        /// A class that is never closed.
        OpenClass = "open_class",
        /// A comma, a semicolon or the end should stand here.
        NoSeparator = "no_separator",
        /// A rule should start here: this and what comes after was left out.
        RestIgnored = "rest_ignored",
        /// A semicolon or the end should stand here: all rules were left out.
        AllIgnored = "all_ignored",
    }
}

/// Why a part of some rules was left out, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleProblem {
    /// What is wrong.
    pub code: RuleProblemCode,
    /// Bytes of the text before it.
    pub at: usize,
}
