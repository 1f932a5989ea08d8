//! How hard a key of unknown make is to guess, from its length and the characters it uses.
//!
//! An estimate from above: it knows no words and no dates, only how many characters there are to choose from. It must
//! never be taken for the strength of a password that a person made up.

use zeroize::Zeroizing;

/// Characters that are looked at; more cannot make it weaker.
const MAX_CHARS: usize = 4096;

/// How many characters, and which.
type Class = (f64, fn(char) -> bool);

/// Alphabets that keys are drawn from, the smallest first.
const CLASSES: &[Class] = &[
    (10.0, |c| c.is_ascii_digit()),
    (16.0, |c| c.is_ascii_digit() || matches!(c, 'a'..='f')),
    (16.0, |c| c.is_ascii_digit() || matches!(c, 'A'..='F')),
    (26.0, |c| c.is_ascii_lowercase()),
    (26.0, |c| c.is_ascii_uppercase()),
    (36.0, |c| c.is_ascii_digit() || c.is_ascii_lowercase()),
    (36.0, |c| c.is_ascii_digit() || c.is_ascii_uppercase()),
    (52.0, |c| c.is_ascii_alphabetic()),
    (62.0, |c| c.is_ascii_alphanumeric()),
    (64.0, |c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')),
    (95.0, |c| c.is_ascii_graphic() || c == ' '),
];
/// For everything beyond.
const OTHER: f64 = 128.0;

/// Bits of entropy: `n` times the binary logarithm of `a`.
///
/// `n` counts the characters that do not merely go on as before: in a row of equal or neighbouring ones, such as `aaaa` or
/// `1234`, only the first two count. Hyphens, underscores, dots, colons and spaces, which part a key into groups, do not
/// count at all. `a` is the size of the alphabet: the smallest usual one that has all of the characters, but no more than
/// the one from which so many draws would give as few different characters as there are. A single repeated character
/// therefore scores nothing.
pub fn entropy_bits(text: &str) -> f64 {
    let separators = ['-', '_', '.', ':', ' '];
    let chars: Zeroizing<Vec<char>> =
        Zeroizing::new(text.chars().filter(|c| !separators.contains(c)).take(MAX_CHARS).collect());
    let draws = draws(&chars);
    let alphabet = drawn_from(different(&chars), count(chars.len()), class(&chars));
    count(draws) * alphabet.log2()
}

/// Characters that do not go on a row of equal or neighbouring ones.
fn draws(chars: &[char]) -> usize {
    let mut step = None;
    let mut draws = chars.len().min(1);
    for pair in chars.windows(2) {
        let [before, after] = pair else { continue };
        let next = i64::from(u32::from(*after)) - i64::from(u32::from(*before));
        draws += usize::from(step != Some(next) || next.abs() > 1);
        step = Some(next);
    }
    draws
}

fn different(chars: &[char]) -> f64 {
    let mut seen: Zeroizing<Vec<char>> = Zeroizing::new(chars.to_vec());
    seen.sort_unstable();
    seen.dedup();
    count(seen.len())
}

fn class(chars: &[char]) -> f64 {
    CLASSES.iter().find(|(_, has)| chars.iter().all(|c| has(*c))).map_or(OTHER, |(size, _)| *size)
}

/// The size of the alphabet from which so many draws give so many different characters on average, at most `most`.
/// Of `a` characters, `n` draws give `a·(1 − (1 − 1/a)ⁿ)` different ones.
fn drawn_from(different: f64, draws: f64, most: f64) -> f64 {
    let expected = |size: f64| size * (1.0 - (1.0 - 1.0 / size).powf(draws));
    if different < 2.0 {
        return 1.0;
    }
    if expected(most) <= different {
        return most;
    }
    let (mut low, mut high) = (different.min(most), most);
    for _ in 0..30 {
        let middle = f64::midpoint(low, high);
        if expected(middle) < different { low = middle } else { high = middle }
    }
    high
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api_key::sample::Draws;

    #[test]
    fn repeated_character_scores_nothing() {
        for text in
            ["", "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "0000000000000000", "----", "    ", "éééééé"]
        {
            assert_eq!(entropy_bits(text), 0.0, "{text}");
        }
    }

    #[test]
    fn random_keys_score_about_what_they_were_drawn_from() {
        for (symbols, length, bits) in [
            ("0123456789abcdef", 32, 128.0),
            ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 40, 238.0),
        ] {
            let mut draws = Draws::new(7);
            let mut sum = 0.0;
            for _ in 0..100 {
                sum += entropy_bits(&(0..length).map(|_| draws.symbol(symbols)).collect::<String>());
            }
            let mean = sum / 100.0;
            assert!((bits * 0.92..=bits).contains(&mean), "{symbols}: {mean} of {bits}");
        }
    }

    #[test]
    fn rows_and_few_characters_score_little() {
        for (text, at_most) in [
            ("1234567890", 15.0),
            ("abcdefghijklmnopqrstuvwxyz", 15.0),
            ("abababababababababababababababab", 35.0),
            ("changeme", 38.0),
            ("secret", 29.0),
        ] {
            let bits = entropy_bits(text);
            assert!(bits > 0.0 && bits <= at_most, "{text}: {bits}");
        }
    }

    #[test]
    fn groups_do_not_count() {
        let together = entropy_bits("550e8400e29b41d4a716446655440000");
        assert_eq!(entropy_bits("550e8400-e29b-41d4-a716-446655440000"), together);
        assert!((90.0..=128.0).contains(&together), "{together}");
    }

    #[test]
    fn long_text_is_bounded() {
        assert!(entropy_bits(&"q7Zk".repeat(1_000_000)).is_finite());
    }
}
