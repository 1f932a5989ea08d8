//! The shape of a key: fixed texts and runs of characters, one after the other.
//!
//! Matching goes once from left to right and never back, so its work is bounded by the longest shape. A run takes all it
//! can; every shape is written so that this is right, and a test holds the registry to it.

use super::alphabet::{Alphabet, LOWER_HEX};
use super::checksum::Checksum;

/// One piece of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// This text and no other.
    Text(&'static str),
    /// So many characters of an alphabet, at least and at most.
    Run(Alphabet, usize, usize),
}

/// A whole key's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) parts: &'static [Part],
    pub(super) checksum: Checksum,
}

/// This text.
pub(super) const fn text(text: &'static str) -> Part {
    Part::Text(text)
}

/// Exactly so many characters.
pub(super) const fn run(alphabet: Alphabet, length: usize) -> Part {
    Part::Run(alphabet, length, length)
}

/// Between `min` and `max` characters.
pub(super) const fn range(alphabet: Alphabet, min: usize, max: usize) -> Part {
    Part::Run(alphabet, min, max)
}

/// A key without a checksum, or whose checksum is not published.
pub(super) const fn plain(parts: &'static [Part]) -> Shape {
    Shape { parts, checksum: Checksum::None }
}

/// A key that carries a checksum.
pub(super) const fn checked(checksum: Checksum, parts: &'static [Part]) -> Shape {
    Shape { parts, checksum }
}

/// A prefix and one run of so many characters: `key!("hf_", ALNUM, 34)`, `key!("rnd_", ALNUM, 20 to 64)`.
macro_rules! key {
    ($prefix:literal, $alphabet:expr, $length:literal) => {
        $crate::api_key::shape::plain(&[
            $crate::api_key::shape::text($prefix),
            $crate::api_key::shape::run($alphabet, $length),
        ])
    };
    ($prefix:literal, $alphabet:expr, $min:literal to $max:literal) => {
        $crate::api_key::shape::plain(&[
            $crate::api_key::shape::text($prefix),
            $crate::api_key::shape::range($alphabet, $min, $max),
        ])
    };
}

/// Eight digits of a UUID in lower case (RFC 9562, section 4); the other groups follow.
pub(super) const UUID_8: Part = run(LOWER_HEX, 8);
/// Four digits of a UUID.
pub(super) const UUID_4: Part = run(LOWER_HEX, 4);
/// Twelve digits of a UUID.
pub(super) const UUID_12: Part = run(LOWER_HEX, 12);
/// What stands between them.
pub(super) const DASH: Part = text("-");

/// The parts before, with a UUID in lower case between them.
macro_rules! uuid_after {
    ($($before:expr),* $(; $($after:expr),+)?) => {
        &[
            $($before,)*
            $crate::api_key::shape::UUID_8, $crate::api_key::shape::DASH,
            $crate::api_key::shape::UUID_4, $crate::api_key::shape::DASH,
            $crate::api_key::shape::UUID_4, $crate::api_key::shape::DASH,
            $crate::api_key::shape::UUID_4, $crate::api_key::shape::DASH,
            $crate::api_key::shape::UUID_12,
            $($($after,)+)?
        ]
    };
}

pub(super) use {key, uuid_after};

impl Shape {
    /// The fixed text that it begins with; empty where it begins with a run.
    pub(super) fn prefix(&self) -> &'static str {
        match self.parts.first() {
            Some(Part::Text(text)) => text,
            _ => "",
        }
    }

    /// How many bytes of the text's start have this shape.
    pub(super) fn matched(&self, text: &[u8]) -> Option<usize> {
        length_of(self.parts, text)
    }

    /// Whether the whole text has this shape.
    pub(super) fn fits(&self, text: &[u8]) -> bool {
        fits(self.parts, text)
    }
}

/// Whether the whole text is made of these parts.
pub(super) fn fits(parts: &[Part], text: &[u8]) -> bool {
    length_of(parts, text) == Some(text.len())
}

fn length_of(parts: &[Part], text: &[u8]) -> Option<usize> {
    let mut rest = text;
    for part in parts {
        let taken = match part {
            Part::Text(expected) => rest.starts_with(expected.as_bytes()).then_some(expected.len())?,
            Part::Run(alphabet, min, max) => {
                let found = rest.iter().take(*max).take_while(|byte| alphabet.contains(**byte)).count();
                (found >= *min).then_some(found)?
            }
        };
        rest = rest.get(taken..)?;
    }
    text.len().checked_sub(rest.len())
}

#[cfg(test)]
mod tests {
    use super::super::alphabet::DIGIT;
    use super::*;

    #[test]
    fn shape_fits_whole_texts_only_and_says_how_much_it_takes() {
        const SHAPE: Shape = plain(&[text("ab_"), range(DIGIT, 2, 3), text("-"), run(LOWER_HEX, 2)]);
        assert_eq!(SHAPE.prefix(), "ab_");
        for (input, taken) in [
            ("ab_12-ff", Some(8)),
            ("ab_123-0e more", Some(9)),
            ("ab_1-ff", None),
            ("ab_1234-ff", None),
            ("ab_12-f", None),
            ("ab_12-FF", None),
            ("ab_", None),
            ("", None),
            ("ab_12-é", None),
        ] {
            assert_eq!(SHAPE.matched(input.as_bytes()), taken, "{input}");
            assert_eq!(SHAPE.fits(input.as_bytes()), taken == Some(input.len()), "{input}");
        }
    }

    #[test]
    fn uuid_is_written_in_its_five_groups() {
        const SHAPE: Shape = plain(uuid_after![text("x-"); text("!")]);
        assert!(SHAPE.fits(b"x-00000000-0000-4000-8000-000000000000!"));
        assert!(!SHAPE.fits(b"x-00000000-0000-4000-8000-00000000000!"));
    }
}
