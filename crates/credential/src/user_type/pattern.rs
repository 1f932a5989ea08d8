//! Patterns that values must match, in bounded space and in time that grows with the value's length alone.

use regex::{Regex, RegexBuilder};

/// Longest pattern, in bytes.
const MAX_PATTERN: usize = 256;
/// Bytes of the compiled pattern, and of what matching may remember. Repetition of Unicode classes is what needs them.
const MAX_COMPILED: usize = 256 * 1024;
const MAX_DEPTH: u32 = 32;
/// Longest value that is matched, in bytes; a longer one does not fit.
const MAX_VALUE: usize = 16 * 1024;

/// A pattern that is matched against whole values.
pub(super) struct Pattern(Regex);

impl Pattern {
    /// `None` where it is no pattern, or one too long, too deep or too large.
    pub(super) fn read(pattern: &str) -> Option<Self> {
        if pattern.len() > MAX_PATTERN {
            return None;
        }
        // First alone: what closes a bracket that it did not open would break out of the anchors.
        compile(pattern)?;
        compile(&format!(r"\A(?:{pattern})\z")).map(Self)
    }

    pub(super) fn fits(&self, value: &str) -> bool {
        value.len() <= MAX_VALUE && self.0.is_match(value)
    }
}

/// Whether a value fits a pattern, as the fields of an item are judged; `None` where the pattern cannot be used.
pub fn try_pattern(pattern: &str, value: &str) -> Option<bool> {
    Pattern::read(pattern).map(|pattern| pattern.fits(value))
}

fn compile(pattern: &str) -> Option<Regex> {
    let mut builder = RegexBuilder::new(pattern);
    builder.size_limit(MAX_COMPILED).dfa_size_limit(MAX_COMPILED).nest_limit(MAX_DEPTH);
    builder.build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_value_must_fit() {
        for (pattern, value, fits) in [
            ("[A-Z]{2}[0-9]{4}", "AB1234", true),
            ("[A-Z]{2}[0-9]{4}", "AB12345", false),
            ("[A-Z]{2}[0-9]{4}", "AB1234\n", false),
            ("a|b", "ab", false),
            ("a|b", "b", true),
            ("(?i)abc", "ABC", true),
            (r"\p{Lu}.*", "Ärger", true),
            (".*", "two\nlines", false),
            ("(?s).*", "two\nlines", true),
            ("", "x", false),
        ] {
            assert_eq!(Pattern::read(pattern).unwrap().fits(value), fits, "{pattern} {value:?}");
        }
        assert!(!Pattern::read("a*").unwrap().fits(&"a".repeat(MAX_VALUE + 1)));
    }

    #[test]
    fn pattern_that_is_none_or_costs_too_much_is_refused() {
        let deep = "(".repeat(100) + &")".repeat(100);
        for pattern in [
            "(",
            "a)|(b",
            "[",
            r"\",
            "(?=a)",
            r"(a)\1",
            "(?P<n>",
            r"\w{1000}",
            "(((a{100}){100}){100})",
            &deep,
        ] {
            assert!(Pattern::read(pattern).is_none(), "{pattern}");
        }
        assert!(Pattern::read(&"a".repeat(257)).is_none());
        assert!(Pattern::read(&"a".repeat(256)).is_some());
    }
}
