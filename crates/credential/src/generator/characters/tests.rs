//! Tests of random characters: fair, exact about entropy, and plain about what cannot be done.

use super::super::seeded::{Seeded, assert_even};
use super::super::{CharacterClass, Recipe, generate};
use super::*;
use std::collections::HashMap;

fn attempt(recipe: Characters, seed: u64) -> Result<Generated, GenerateError> {
    generate(&Recipe::Characters(recipe), &Seeded::new(seed))
}

fn none() -> Characters {
    Characters { lower: false, upper: false, digits: false, symbols: false, ..Default::default() }
}

/// All strings of that length over `alphabet` that the classes admit.
fn admissible(alphabet: &[u8], length: u32, fits: impl Fn(&[u8]) -> bool) -> usize {
    (0..alphabet.len().pow(length))
        .filter(|&number| {
            let mut rest = number;
            let string: Vec<u8> = (0..length)
                .map(|_| {
                    let byte = alphabet[rest % alphabet.len()];
                    rest /= alphabet.len();
                    byte
                })
                .collect();
            fits(&string)
        })
        .count()
}

/// Leaves `a b c`, `X` and `0 1`.
fn tiny(length: u16, min_lower: u16, min_upper: u16, min_digits: u16) -> Characters {
    let exclude: String = ('d'..='z').chain('A'..='W').chain("YZ23456789".chars()).collect();
    Characters { length, symbols: false, exclude, min_lower, min_upper, min_digits, ..Default::default() }
}

#[test]
fn default_password_has_20_characters_of_every_class() {
    for seed in 0..200 {
        let made = attempt(Characters::default(), seed).unwrap();
        let classes = crate::strength(made.value.expose(), &[]).classes;
        assert_eq!(made.value.expose().len(), 20);
        assert!(classes.lower && classes.upper && classes.digit && classes.symbol && !classes.other);
    }
}

#[test]
fn every_admissible_string_is_equally_likely() {
    let recipe = tiny(4, 1, 1, 1);
    let random = Seeded::new(99);
    let mut counts: HashMap<String, u32> = HashMap::new();
    for _ in 0..20_000 {
        let made = generate(&Recipe::Characters(recipe.clone()), &random).unwrap();
        *counts.entry(made.value.expose().clone()).or_default() += 1;
    }
    let counts: Vec<u32> = counts.into_values().collect();
    let made = attempt(recipe, 1).unwrap();
    assert!((made.entropy_bits - (counts.len() as f64).log2()).abs() < 1e-9, "all of them were seen");
    assert_even(&counts);
}

#[test]
fn entropy_is_the_logarithm_of_the_number_of_admissible_strings() {
    for (length, lower, upper, digits) in
        [(1, 0, 0, 0), (3, 1, 1, 1), (5, 1, 1, 1), (5, 2, 0, 3), (6, 0, 2, 1)]
    {
        let made = attempt(tiny(length, lower, upper, digits), 5).unwrap();
        let count = admissible(b"abcX01", u32::from(length), |string| {
            let has = |set: &[u8]| string.iter().filter(|byte| set.contains(byte)).count();
            has(b"abc") >= usize::from(lower)
                && has(b"X") >= usize::from(upper)
                && has(b"01") >= usize::from(digits)
        });
        assert!(
            (made.entropy_bits - (count as f64).log2()).abs() < 1e-9,
            "{length} {lower} {upper} {digits}"
        );
    }
}

#[test]
fn entropy_agrees_with_inclusion_and_exclusion_at_full_size() {
    // Of 94 characters: 26 lower, 26 upper, 10 digits, 32 symbols; one of each.
    let sizes = [26.0, 26.0, 10.0, 32.0];
    let n = 12;
    let count: f64 = (0_u32..16)
        .map(|missing| {
            let left: f64 = (0..4).filter(|bit| missing >> bit & 1 == 0).map(|bit| sizes[bit]).sum();
            (if missing.count_ones() % 2 == 0 { 1.0 } else { -1.0 }) * left.powi(n)
        })
        .sum();
    let made = attempt(Characters { length: 12, ..Default::default() }, 3).unwrap();
    assert!((made.entropy_bits - count.log2()).abs() < 1e-9);
}

#[test]
fn single_class_has_the_entropy_of_its_alphabet_at_any_length() {
    for length in [1, 40, 512] {
        let made = attempt(Characters { length, digits: true, ..none() }, 8).unwrap();
        assert!(made.value.expose().bytes().all(|byte| byte.is_ascii_digit()));
        assert!((made.entropy_bits - f64::from(length) * 10_f64.log2()).abs() < 1e-6);
    }
}

#[test]
fn excluded_and_lookalike_characters_never_occur() {
    let recipe =
        Characters { length: 512, exclude_lookalikes: true, exclude: "abc-_é".into(), ..Default::default() };
    let made = attempt(recipe, 2).unwrap();
    assert!(!made.value.expose().contains(|c| LOOKALIKES.contains(c) || "abc-_é".contains(c)));
}

#[test]
fn minimums_of_each_class_are_kept() {
    let recipe = Characters { length: 16, min_digits: 4, min_symbols: 3, min_upper: 0, ..Default::default() };
    for seed in 0..50 {
        let made = attempt(recipe.clone(), seed).unwrap();
        let count = |test: fn(&u8) -> bool| made.value.expose().bytes().filter(test).count();
        assert!(count(u8::is_ascii_digit) >= 4 && count(u8::is_ascii_punctuation) >= 3);
    }
}

#[test]
fn minimum_of_a_class_that_is_not_used_does_not_matter() {
    let recipe = Characters { length: 2, lower: true, min_symbols: 400, ..none() };
    assert_eq!(attempt(recipe, 1).unwrap().value.expose().len(), 2);
}

/// Only classes without a name, as `(characters, minimum)`.
fn classes(length: u16, classes: &[(&str, u16)], max_consecutive: Option<u16>) -> Characters {
    let class = |&(characters, min): &(&str, u16)| CharacterClass { characters: characters.into(), min };
    Characters { length, classes: classes.iter().map(class).collect(), max_consecutive, ..none() }
}

/// Whether the text keeps what the recipe demands, read from the recipe and from nothing else.
fn keeps(text: &str, recipe: &Characters) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let of = |class: &CharacterClass| letters.iter().filter(|c| class.characters.contains(**c)).count();
    let longest = letters.chunk_by(|one, next| one == next).map(<[char]>::len).max().unwrap_or(0);
    recipe.classes.iter().all(|class| of(class) >= usize::from(class.min))
        && recipe.max_consecutive.is_none_or(|most| longest <= usize::from(most))
}

/// Recipes over few characters, overlapping and limited in all ways.
fn small() -> Vec<Characters> {
    vec![
        classes(4, &[("abc", 1), ("cd", 1)], None),
        classes(5, &[("abc", 2), ("bcd", 2), ("d", 0)], None),
        classes(3, &[("ab", 1), ("ab", 2)], None),
        classes(5, &[("ab", 0), ("cd", 1)], Some(1)),
        classes(6, &[("ab", 1), ("c", 1)], Some(2)),
        classes(6, &[("abc", 0)], Some(3)),
        classes(5, &[("a", 1), ("ab", 2), ("abc", 3)], Some(1)),
        classes(5, &[("a", 0), ("b", 0)], Some(4)),
        classes(4, &[("abcd", 1)], Some(9)),
        classes(1, &[("aé🙂", 1)], Some(1)),
    ]
}

#[test]
fn entropy_with_overlapping_classes_and_limited_runs_counts_the_admissible_strings() {
    for recipe in small() {
        let letters: std::collections::BTreeSet<char> =
            recipe.classes.iter().flat_map(|class| class.characters.chars()).collect();
        let letters: Vec<char> = letters.into_iter().collect();
        let indices: Vec<u8> = (0_u8..).take(letters.len()).collect();
        let count = admissible(&indices, u32::from(recipe.length), |string| {
            keeps(&string.iter().map(|index| letters[usize::from(*index)]).collect::<String>(), &recipe)
        });
        let made = attempt(recipe.clone(), 5).unwrap();
        assert!((made.entropy_bits - (count as f64).log2()).abs() < 1e-9, "{recipe:?}");
    }
}

#[test]
fn every_string_of_overlapping_classes_and_limited_runs_is_equally_likely() {
    for recipe in small() {
        let random = Seeded::new(31);
        let mut counts: HashMap<String, u32> = HashMap::new();
        for _ in 0..12_000 {
            let made = generate(&Recipe::Characters(recipe.clone()), &random).unwrap();
            assert!(keeps(made.value.expose(), &recipe));
            *counts.entry(made.value.expose().clone()).or_default() += 1;
        }
        let made = attempt(recipe, 1).unwrap();
        assert!((made.entropy_bits - (counts.len() as f64).log2()).abs() < 1e-9, "all of them were seen");
        assert_even(&counts.into_values().collect::<Vec<_>>());
    }
}

#[test]
fn both_ways_of_counting_agree_where_both_apply() {
    for (length, minimums) in
        [(8, [1, 1, 1, 1]), (40, [5, 3, 0, 2]), (300, [5, 5, 5, 5]), (512, [0, 0, 3, 0])]
    {
        let recipe = Characters {
            length,
            min_lower: minimums[0],
            min_upper: minimums[1],
            min_digits: minimums[2],
            min_symbols: minimums[3],
            ..Default::default()
        };
        let alphabet = Alphabet::of(&recipe).unwrap();
        let apart = separate::share(length, &alphabet.separate_classes().unwrap());
        let one_by_one = overlapping::share(length, &alphabet, None).unwrap();
        assert!((apart / one_by_one - 1.0).abs() < 1e-9, "{length} {minimums:?}: {apart} {one_by_one}");
    }
}

#[test]
fn run_that_is_limited_costs_what_the_transfer_matrix_says() {
    // Of n characters, none like the one before it: n × (n − 1)^(length − 1).
    let recipe = Characters { length: 512, max_consecutive: Some(1), ..none() };
    let made = attempt(Characters { digits: true, min_digits: 0, ..recipe }, 4).unwrap_err();
    assert_eq!(made, GenerateError::TooRare, "0.9^511 of all strings");
    let recipe = Characters { length: 60, max_consecutive: Some(1), digits: true, min_digits: 0, ..none() };
    let made = attempt(recipe, 4).unwrap();
    assert!((made.entropy_bits - (10_f64.log2() + 59.0 * 9_f64.log2())).abs() < 1e-9);
}

#[test]
fn character_that_several_classes_list_is_no_likelier_than_any_other() {
    let recipe = classes(200, &[("aab", 0), ("ac", 0), ("ad", 0)], None);
    let made = attempt(recipe, 3).unwrap();
    assert!((made.entropy_bits - 200.0 * 4_f64.log2()).abs() < 1e-9);
    let many = made.value.expose().matches('a').count();
    assert!((25..75).contains(&many), "{many} of 200, and 50 are expected");
}

#[test]
fn excluding_reaches_classes_without_a_name_too() {
    let recipe =
        Characters { exclude: "c".into(), exclude_lookalikes: true, ..classes(100, &[("abc0O", 0)], None) };
    assert!(attempt(recipe, 2).unwrap().value.expose().chars().all(|c| "ab".contains(c)));
}

#[test]
fn rules_that_cannot_be_counted_or_followed_are_refused_before_any_work() {
    let many: Vec<(&str, u16)> = vec![("ab", 1); 29];
    let overlapping = [("abc", 400), ("bcd", 400), ("cde", 400)];
    for (recipe, error) in [
        (classes(20, &many, None), GenerateError::TooManyClasses { max: 28 }),
        (classes(20, &many[..28], None), GenerateError::TooManyCases),
        (classes(512, &overlapping, None), GenerateError::TooManyCases),
        (classes(9, &[("ab", 0)], Some(0)), GenerateError::NoRun),
        (classes(9, &[("a", 0)], Some(2)), GenerateError::TooRare),
        (classes(3, &[("ab", 4), ("bc", 2)], None), GenerateError::TooShort { length: 3, needed: 4 }),
        (classes(9, &[("", 0)], None), GenerateError::EmptyClass),
        (classes(9, &[(&"x".repeat(257), 0)], None), GenerateError::TextTooLong { max: 256 }),
    ] {
        assert_eq!(attempt(recipe.clone(), 1), Err(error), "{recipe:?}");
    }
}

#[test]
fn recipe_that_cannot_be_followed_says_why() {
    let long = Characters { exclude: "x".repeat(257), ..Default::default() };
    let no_digit = Characters { exclude: "0123456789".into(), ..Default::default() };
    let rare = Characters { length: 512, min_digits: 400, ..Default::default() };
    for (recipe, error) in [
        (Characters { length: 0, ..Default::default() }, GenerateError::Length { min: 1, max: 512 }),
        (Characters { length: 513, ..Default::default() }, GenerateError::Length { min: 1, max: 512 }),
        (none(), GenerateError::NoClass),
        (no_digit, GenerateError::EmptyClass),
        (Characters { length: 3, ..Default::default() }, GenerateError::TooShort { length: 3, needed: 4 }),
        (long, GenerateError::TextTooLong { max: 256 }),
        (rare, GenerateError::TooRare),
    ] {
        assert_eq!(attempt(recipe, 1), Err(error));
    }
}
