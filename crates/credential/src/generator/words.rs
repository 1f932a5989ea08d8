//! The lists of words. Every list must be such that no word starts another and none holds a digit or a capital: then
//! different choices always give different passphrases, and the entropy is that of the choices.

use super::WordList;
use diceware_wordlists::{EFF_LONG_WORDLIST, EFF_SHORT_WORDLIST_1, EFF_SHORT_WORDLIST_2_0};

impl WordList {
    /// The words, in the order in which they were published.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::EffLarge => &EFF_LONG_WORDLIST,
            Self::EffShort1 => &EFF_SHORT_WORDLIST_1,
            Self::EffShort2 => &EFF_SHORT_WORDLIST_2_0,
        }
    }

    /// Entropy that each word adds, in bits.
    pub fn bits_per_word(self) -> f64 {
        (self.words().len() as f64).log2()
    }
}

/// No word of any list is longer, in bytes; only to reserve room.
pub(super) const LONGEST: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn lists_have_words_of_which_none_starts_another_or_holds_a_digit() {
        for (list, size) in
            [(WordList::EffLarge, 7776), (WordList::EffShort1, 1296), (WordList::EffShort2, 1296)]
        {
            let mut words = list.words().to_vec();
            words.sort_unstable();
            assert_eq!(words.iter().collect::<HashSet<_>>().len(), size, "{list:?}");
            // Whatever stands between a word and one that it starts would start with it too.
            assert!(words.windows(2).all(|pair| !pair[1].starts_with(pair[0])), "{list:?}");
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
            assert!(words.iter().all(|word| word.bytes().all(plain)), "{list:?}");
            assert!(words.iter().all(|word| word.starts_with(|first: char| first.is_ascii_lowercase())));
        }
    }

    #[test]
    fn no_word_is_longer_than_the_room_that_is_reserved() {
        let lengths = WordList::ALL.iter().flat_map(|list| list.words()).map(|word| word.len());
        assert_eq!(lengths.max(), Some(LONGEST));
    }

    #[test]
    fn each_list_says_what_a_word_is_worth() {
        for (list, bits) in
            [(WordList::EffLarge, 12.925), (WordList::EffShort1, 10.340), (WordList::EffShort2, 10.340)]
        {
            assert!((list.bits_per_word() - bits).abs() < 0.001, "{list:?}");
        }
    }
}
