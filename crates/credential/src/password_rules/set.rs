//! Sets of characters, as rules name them: of printable ASCII, or all there are.

use std::fmt;

/// A set of characters that can be printed in ASCII (space to `~`), or all characters of Unicode.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CharacterSet {
    /// A bit for each character, from space on.
    bits: u128,
    is_unicode: bool,
}

/// Sets with a name, in the order in which they are written.
const NAMED: [(&str, CharacterSet); 4] = [
    ("upper", CharacterSet::UPPER),
    ("lower", CharacterSet::LOWER),
    ("digit", CharacterSet::DIGIT),
    ("special", CharacterSet::SPECIAL),
];

impl CharacterSet {
    /// `A` to `Z`.
    pub const UPPER: Self = Self::range(b'A', b'Z');
    /// `a` to `z`.
    pub const LOWER: Self = Self::range(b'a', b'z');
    /// `0` to `9`.
    pub const DIGIT: Self = Self::range(b'0', b'9');
    /// All else of ASCII that can be printed, with the space.
    pub const SPECIAL: Self =
        Self::range(b' ', b'~').without(Self::UPPER).without(Self::LOWER).without(Self::DIGIT);
    /// Space to `~`.
    pub const ASCII_PRINTABLE: Self = Self::range(b' ', b'~');
    /// Every character there is.
    pub const UNICODE: Self = Self { bits: Self::ASCII_PRINTABLE.bits, is_unicode: true };

    const fn range(first: u8, last: u8) -> Self {
        let many = (last - first) as u32 + 1;
        Self { bits: ((1 << many) - 1) << (first - b' '), is_unicode: false }
    }

    /// Those of this set that are not in the other; of Unicode only the part that is ASCII.
    pub(super) const fn without(self, other: Self) -> Self {
        Self { bits: self.bits & !other.bits, is_unicode: false }
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits, is_unicode: self.is_unicode || other.is_unicode }
    }

    /// The set that a name stands for, in capitals or not.
    pub(super) fn named(name: &str) -> Option<Self> {
        let rest = [("ascii-printable", Self::ASCII_PRINTABLE), ("unicode", Self::UNICODE)];
        let mut all = NAMED.iter().chain(&rest);
        all.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, set)| *set)
    }

    /// One byte of ASCII; nothing where it cannot be printed.
    pub(super) fn of(byte: u8) -> Self {
        if (b' '..=b'~').contains(&byte) { Self::range(byte, byte) } else { Self::default() }
    }

    /// Whether it has no character.
    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// Whether the character is one of the set.
    pub fn contains(self, character: char) -> bool {
        self.is_unicode || u8::try_from(character).is_ok_and(|byte| self.bits & Self::of(byte).bits != 0)
    }

    /// The characters of ASCII that are in the set, in their order there.
    pub fn characters(self) -> impl Iterator<Item = char> {
        (b' '..=b'~').filter(move |byte| self.bits & Self::of(*byte).bits != 0).map(char::from)
    }

    /// The names that the set is made of, and what is left as a class in brackets, where `-` must stand first and `]` last.
    pub fn names(self) -> Vec<String> {
        if self.is_unicode {
            return vec!["unicode".to_owned()];
        }
        if self == Self::ASCII_PRINTABLE {
            return vec!["ascii-printable".to_owned()];
        }
        let whole = NAMED.iter().filter(|(_, set)| set.without(self).is_empty());
        let rest = whole.clone().fold(self, |rest, (_, set)| rest.without(*set));
        let mut names: Vec<String> = whole.map(|(name, _)| (*name).to_owned()).collect();
        if !rest.is_empty() {
            names.push(rest.in_brackets());
        }
        names
    }

    /// Apple's parser writes a hyphen after letters, and would then not read it back.
    fn in_brackets(self) -> String {
        let [hyphen, bracket] = ['-', ']'].map(|one| self.characters().filter(move |c| *c == one));
        let of = |set: Self| self.characters().filter(move |c| set.contains(*c) && !matches!(c, '-' | ']'));
        let letters = of(Self::UPPER).chain(of(Self::LOWER)).chain(of(Self::DIGIT));
        ['[']
            .into_iter()
            .chain(hyphen)
            .chain(letters)
            .chain(of(Self::SPECIAL))
            .chain(bracket)
            .chain([']'])
            .collect()
    }
}

impl fmt::Display for CharacterSet {
    /// As a rule's value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_sets_share_no_character_and_make_up_ascii() {
        let sizes = NAMED.map(|(_, set)| set.characters().count());
        assert_eq!(sizes, [26, 26, 10, 33]);
        assert_eq!(
            NAMED.iter().fold(CharacterSet::default(), |all, (_, set)| all.with(*set)).names(),
            ["ascii-printable"]
        );
        assert_eq!(CharacterSet::ASCII_PRINTABLE.characters().collect::<String>().len(), 95);
    }

    #[test]
    fn only_unicode_contains_what_is_not_ascii() {
        for (set, character, expected) in [
            (CharacterSet::UNICODE, 'é', true),
            (CharacterSet::ASCII_PRINTABLE, 'é', false),
            (CharacterSet::ASCII_PRINTABLE, '\n', false),
            (CharacterSet::ASCII_PRINTABLE, '~', true),
            (CharacterSet::SPECIAL, ' ', true),
            (CharacterSet::UPPER, 'a', false),
            (CharacterSet::default(), 'a', false),
        ] {
            assert_eq!(set.contains(character), expected, "{set} {character:?}");
        }
    }
}
