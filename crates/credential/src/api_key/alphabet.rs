//! The sets of characters that keys are made of.

/// A set of ASCII characters, each with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Alphabet {
    symbols: &'static str,
    members: u128,
}

impl Alphabet {
    const fn of(symbols: &'static str) -> Self {
        let mut members = 0_u128;
        let mut rest = symbols.as_bytes();
        while let Some((first, after)) = rest.split_first() {
            members |= 1 << *first;
            rest = after;
        }
        Self { symbols, members }
    }

    /// Its characters, in the order that gives them their values where it is used to write numbers.
    pub(super) const fn symbols(self) -> &'static str {
        self.symbols
    }

    /// Whether the character is one of it.
    pub(super) const fn contains(self, byte: u8) -> bool {
        byte.is_ascii() && self.members >> byte & 1 == 1
    }
}

pub(super) const DIGIT: Alphabet = Alphabet::of("0123456789");
pub(super) const LOWER_HEX: Alphabet = Alphabet::of("0123456789abcdef");
pub(super) const UPPER_HEX: Alphabet = Alphabet::of("0123456789ABCDEF");
pub(super) const HEX: Alphabet = Alphabet::of("0123456789abcdefABCDEF");
pub(super) const LOWER_ALNUM: Alphabet = Alphabet::of("0123456789abcdefghijklmnopqrstuvwxyz");
pub(super) const UPPER_ALNUM: Alphabet = Alphabet::of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
/// Digits before capitals before small letters, as base62 is written in GitHub's tokens.
pub(super) const ALNUM: Alphabet =
    Alphabet::of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
/// RFC 4648, section 6.
pub(super) const BASE32: Alphabet = Alphabet::of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
pub(super) const LOWER_BASE32: Alphabet = Alphabet::of("abcdefghijklmnopqrstuvwxyz234567");
/// RFC 4648, section 4, without padding.
pub(super) const BASE64: Alphabet =
    Alphabet::of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
/// RFC 4648, section 5.
pub(super) const BASE64URL: Alphabet =
    Alphabet::of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
/// Either of the two: some programs do not mind which.
pub(super) const ANY_BASE64: Alphabet =
    Alphabet::of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");
/// What follows base64 to make its length a multiple of four.
pub(super) const PADDING: Alphabet = Alphabet::of("=");
/// base64url and what joins its parts.
pub(super) const DOTTED: Alphabet =
    Alphabet::of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
/// base64url, its padding and what joins its parts.
pub(super) const DOTTED_PADDED: Alphabet =
    Alphabet::of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=");
/// Labels of host names.
pub(super) const LABEL: Alphabet = Alphabet::of("0123456789abcdefghijklmnopqrstuvwxyz-");

/// A set for the few places where a key has one of a handful of letters.
pub(super) const fn letters(symbols: &'static str) -> Alphabet {
    Alphabet::of(symbols)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alphabet_holds_its_symbols_and_nothing_else() {
        for alphabet in [DIGIT, LOWER_HEX, HEX, ALNUM, BASE32, BASE64, BASE64URL, PADDING, DOTTED, LABEL] {
            let held = (0..=u8::MAX).filter(|byte| alphabet.contains(*byte)).count();
            assert_eq!(held, alphabet.symbols().len());
            assert!(alphabet.symbols().bytes().all(|byte| alphabet.contains(byte)));
        }
    }
}
