//! Chi-square tests of every alphabet and mode: each outcome as frequent as every other. Seeded, so that a test that
//! passes once always passes.

use super::seeded::{Seeded, assert_even, assert_follows};
use super::*;
use std::collections::BTreeMap;

/// Draws per outcome; five expected ones are the usual least.
const EACH: usize = 50;

fn values(recipe: Recipe, seed: u64) -> impl Iterator<Item = String> {
    let random = Seeded::new(seed);
    std::iter::repeat_with(move || generate(&recipe, &random).unwrap().value.expose().clone())
}

/// How often each of `outcomes` occurs; anything else is a failure.
fn frequencies<T: Ord + std::fmt::Debug>(
    outcomes: impl IntoIterator<Item = T>,
    drawn: impl Iterator<Item = T>,
) -> Vec<u32> {
    let mut counts: BTreeMap<T, u32> = outcomes.into_iter().map(|outcome| (outcome, 0)).collect();
    for outcome in drawn {
        match counts.get_mut(&outcome) {
            Some(count) => *count += 1,
            None => panic!("{outcome:?} should not occur"),
        }
    }
    counts.into_values().collect()
}

fn only(class: &str) -> Characters {
    let named = ["lower", "upper", "digits", "symbols"].map(|name| name == class);
    let [lower, upper, digits, symbols] = named;
    Characters { length: 100, lower, upper, digits, symbols, ..Default::default() }
}

#[test]
fn every_character_of_every_class_is_equally_likely() {
    let letters = |first: char, last: char| (first..=last).collect::<String>();
    for (class, characters) in [
        ("lower", letters('a', 'z')),
        ("upper", letters('A', 'Z')),
        ("digits", letters('0', '9')),
        ("symbols", SYMBOLS.to_owned()),
        ("other", "äöüß€🙂".to_owned()),
    ] {
        let mut recipe = only(class);
        if class == "other" {
            recipe.classes = vec![CharacterClass { characters: "äöüß€🙂ä".into(), min: 0 }];
        }
        let drawn = values(Recipe::Characters(recipe), 11);
        let drawn = drawn.take(EACH).flat_map(|text| text.chars().collect::<Vec<_>>());
        assert_even(&frequencies(characters.chars(), drawn));
    }
}

#[test]
fn classes_share_a_password_by_their_sizes_where_none_is_demanded() {
    let recipe = Characters {
        length: 94,
        min_lower: 0,
        min_upper: 0,
        min_digits: 0,
        min_symbols: 0,
        ..Default::default()
    };
    let drawn = values(Recipe::Characters(recipe), 12).take(EACH);
    let drawn = drawn.flat_map(|text| text.chars().collect::<Vec<_>>());
    assert_even(&frequencies('!'..='~', drawn));
}

#[test]
fn every_digit_of_every_encoding_is_equally_likely() {
    let base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    for (encoding, digits) in [
        (TokenEncoding::Hex, "0123456789abcdef".to_owned()),
        (TokenEncoding::Base32, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".to_owned()),
        (TokenEncoding::Base64, format!("{base64}+/")),
        (TokenEncoding::Base64Url, format!("{base64}-_")),
    ] {
        // A multiple of 3 and 5 bytes leaves no digit that stands for fewer bits.
        let recipe = Recipe::Token(Token { encoding, bytes: 60 });
        let drawn = values(recipe, 13).take(EACH).flat_map(|text| text.chars().collect::<Vec<_>>());
        assert_even(&frequencies(digits.chars(), drawn));
    }
}

#[test]
fn every_digit_of_a_uuid_is_equally_likely_but_for_version_and_variant() {
    let recipe = Recipe::Token(Token { encoding: TokenEncoding::UuidV4, bytes: 16 });
    let drawn: Vec<String> = values(recipe, 14).take(16 * EACH).collect();
    let at = |place: usize| drawn.iter().filter_map(move |text| text.chars().nth(place));
    for place in (0..36).filter(|place| ![8, 13, 14, 18, 19, 23].contains(place)) {
        assert_even(&frequencies("0123456789abcdef".chars(), at(place)));
    }
    assert_even(&frequencies("89ab".chars(), at(19)));
    assert!(at(14).all(|version| version == '4'));
    assert!([8, 13, 18, 23].iter().all(|place| at(*place).all(|hyphen| hyphen == '-')));
}

#[test]
fn every_digit_of_base_62_is_equally_likely() {
    let recipe = Recipe::ApiKey(ApiKey { prefix: "madeup_".into(), length: 62 });
    let digits = ('0'..='9').chain('A'..='Z').chain('a'..='z');
    let drawn = values(recipe, 15).take(EACH).flat_map(|text| text[7..69].chars().collect::<Vec<_>>());
    assert_even(&frequencies(digits, drawn));
}

#[test]
fn every_word_of_every_list_is_equally_likely() {
    for list in WordList::ALL {
        let recipe = Passphrase { words: 64, list, separator: " ".into(), ..Default::default() };
        let passphrases = list.words().len() * EACH / 64 + 1;
        let drawn = values(Recipe::Passphrase(recipe), 16).take(passphrases);
        let drawn = drawn.flat_map(|text| text.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_even(&frequencies(list.words().iter().map(|word| (*word).to_owned()), drawn));
    }
}

#[test]
fn every_random_separator_and_number_is_equally_likely() {
    for (separators, choices) in [
        (Separators::RandomDigit, "0123456789".to_owned()),
        (Separators::RandomSymbol, SEPARATOR_SYMBOLS.to_owned()),
        (Separators::RandomDigitOrSymbol, format!("0123456789{SEPARATOR_SYMBOLS}")),
    ] {
        let recipe = Passphrase { words: 61, separators, ..Default::default() };
        let drawn = values(Recipe::Passphrase(recipe), 17).take(EACH);
        let between = |c: &char| !c.is_ascii_alphabetic() && *c != '-';
        let drawn = drawn.flat_map(|text| text.chars().filter(between).collect::<Vec<_>>());
        assert_even(&frequencies(choices.chars(), drawn));
    }
    let recipe = Passphrase { words: 4, number: true, separator: " ".into(), ..Default::default() };
    let drawn = values(Recipe::Passphrase(recipe), 18).take(40 * EACH);
    let drawn = drawn.map(|text| {
        let is_digit = |c: char| c.is_ascii_digit();
        let place = text.split(' ').position(|word| word.contains(is_digit)).unwrap();
        (place, text.chars().find(char::is_ascii_digit).unwrap())
    });
    let all = (0..4).flat_map(|place| ('0'..='9').map(move |digit| (place, digit)));
    assert_even(&frequencies(all, drawn));
}

#[test]
fn digits_of_a_pin_are_as_frequent_as_in_all_pins_that_are_left() {
    for length in [4_u16, 5, 6] {
        let mut expected = vec![[0_u32; 10]; usize::from(length)];
        for digits in pin::all(length, false) {
            for (counts, digit) in expected.iter_mut().zip(digits) {
                counts[usize::from(digit)] += 1;
            }
        }
        let mut drawn = vec![[0_u32; 10]; usize::from(length)];
        for text in values(Recipe::Pin(Pin { length }), 19).take(200 * EACH) {
            for (counts, digit) in drawn.iter_mut().zip(text.bytes()) {
                counts[usize::from(digit - b'0')] += 1;
            }
        }
        for (drawn, expected) in drawn.iter().zip(&expected) {
            assert_follows(drawn, expected);
        }
    }
}
