//! The lists of words. Every list must be such that no word starts another, none holds a digit or a capital, and all are in
//! Unicode's form C: then
//! different choices always give different passphrases, and the entropy is that of the choices.

use super::WordList;
use diceware_wordlists::{EFF_LONG_WORDLIST, EFF_SHORT_WORDLIST_1, EFF_SHORT_WORDLIST_2_0};
use std::sync::LazyLock;

/// A list that is one text with a word on each line.
type Lines = LazyLock<Vec<&'static str>>;

static GERMAN: Lines = LazyLock::new(|| include_str!("../../data/words/german.txt").lines().collect());
static SPANISH: Lines = LazyLock::new(|| include_str!("../../data/words/spanish.txt").lines().collect());
static FRENCH: Lines = LazyLock::new(|| include_str!("../../data/words/french.txt").lines().collect());
static ITALIAN: Lines = LazyLock::new(|| include_str!("../../data/words/italian.txt").lines().collect());
static PORTUGUESE: Lines =
    LazyLock::new(|| include_str!("../../data/words/portuguese.txt").lines().collect());
static CZECH: Lines = LazyLock::new(|| include_str!("../../data/words/czech.txt").lines().collect());

impl WordList {
    /// The words, in the order in which they were published.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::EffLarge => &EFF_LONG_WORDLIST,
            Self::EffShort1 => &EFF_SHORT_WORDLIST_1,
            Self::EffShort2 => &EFF_SHORT_WORDLIST_2_0,
            Self::German => &GERMAN,
            Self::Spanish => &SPANISH,
            Self::French => &FRENCH,
            Self::Italian => &ITALIAN,
            Self::Portuguese => &PORTUGUESE,
            Self::Czech => &CZECH,
        }
    }

    /// Entropy that each word adds, in bits.
    pub fn bits_per_word(self) -> f64 {
        (self.words().len() as f64).log2()
    }
}

/// No word of any list is longer, in bytes; only to reserve room.
pub(super) const LONGEST: usize = 19;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn lists_have_words_of_which_none_starts_another_or_holds_a_digit() {
        let sizes = [7776, 1296, 1296, 7776, 2021, 2048, 2048, 2048, 2048];
        for (list, size) in WordList::ALL.into_iter().zip(sizes) {
            let mut words = list.words().to_vec();
            words.sort_unstable();
            assert_eq!(words.iter().collect::<HashSet<_>>().len(), size, "{list:?}");
            // Whatever stands between a word and one that it starts would start with it too.
            assert!(words.windows(2).all(|pair| !pair[1].starts_with(pair[0])), "{list:?}");
            let plain = |letter: char| letter.is_lowercase() || letter == '-';
            assert!(words.iter().all(|word| word.chars().all(plain)), "{list:?}");
            assert!(words.iter().all(|word| word.starts_with(char::is_lowercase)), "{list:?}");
            assert!(words.iter().all(|word| unicode_normalization::is_nfc(word)), "{list:?}");
        }
    }

    #[test]
    fn no_word_is_longer_than_the_room_that_is_reserved() {
        let lengths = WordList::ALL.iter().flat_map(|list| list.words()).map(|word| word.len());
        assert_eq!(lengths.max(), Some(LONGEST));
    }

    #[test]
    fn each_list_says_what_a_word_is_worth() {
        let bits = [12.925, 10.340, 10.340, 12.925, 10.981, 11.0, 11.0, 11.0, 11.0];
        for (list, bits) in WordList::ALL.into_iter().zip(bits) {
            assert!((list.bits_per_word() - bits).abs() < 0.001, "{list:?}");
        }
    }
}
