//! Random characters. A string that lacks a class is thrown away whole and drawn again, which keeps all that remain
//! equally likely; putting the missing character in afterwards would not.

use super::draw::Draw;
use super::{Characters, GenerateError, Generated, check_length, check_text};
use strongroom_secret::SecretString;

/// The symbols used: all of ASCII's punctuation.
pub const SYMBOLS: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
/// Characters taken for one another in many typefaces.
pub const LOOKALIKES: &str = "0Oo1Il|5S2Z8B'`";

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";

const MAX_LENGTH: u16 = 512;
const MAX_EXCLUDED: usize = 256;
/// Characters that may be drawn on average until a string fits: a fraction of a second.
const MAX_EFFORT: f64 = 2_000_000.0;
/// Strings drawn, as a multiple of the average, before the random source is taken for stuck (chance e⁻⁶⁴).
const PATIENCE: f64 = 64.0;

/// One class in use: its characters, and how many must occur.
struct Class {
    characters: Vec<u8>,
    min: u16,
}

pub(super) fn generate(recipe: &Characters, draw: &mut Draw) -> Result<Generated, GenerateError> {
    let classes = classes(recipe)?;
    let alphabet = alphabet(&classes);
    let share = admissible_share(recipe.length, &classes);
    let tries = tries(recipe.length, share)?;
    for _ in 0..tries {
        let drawn = string(recipe.length, &alphabet, draw)?;
        if fits(drawn.expose(), &classes) {
            let entropy_bits = f64::from(recipe.length) * (alphabet.len() as f64).log2() + share.log2();
            return Ok(Generated { value: drawn, entropy_bits: entropy_bits.max(0.0) });
        }
    }
    Err(GenerateError::Random)
}

fn classes(recipe: &Characters) -> Result<Vec<Class>, GenerateError> {
    check_length(recipe.length, 1, MAX_LENGTH)?;
    check_text(&recipe.exclude, MAX_EXCLUDED)?;
    let classes: Vec<Class> = [
        (recipe.lower, LOWER, recipe.min_lower),
        (recipe.upper, UPPER, recipe.min_upper),
        (recipe.digits, DIGITS, recipe.min_digits),
        (recipe.symbols, SYMBOLS, recipe.min_symbols),
    ]
    .into_iter()
    .filter(|(used, ..)| *used)
    .map(|(_, characters, min)| Class { characters: allowed(characters, recipe), min })
    .collect();
    check_classes(&classes, recipe.length)?;
    Ok(classes)
}

fn allowed(characters: &str, recipe: &Characters) -> Vec<u8> {
    characters
        .chars()
        .filter(|&character| !recipe.exclude.contains(character))
        .filter(|&character| !(recipe.exclude_lookalikes && LOOKALIKES.contains(character)))
        .filter_map(|character| u8::try_from(character).ok())
        .collect()
}

fn check_classes(classes: &[Class], length: u16) -> Result<(), GenerateError> {
    if classes.is_empty() {
        return Err(GenerateError::NoClass);
    }
    if classes.iter().any(|class| class.characters.is_empty()) {
        return Err(GenerateError::EmptyClass);
    }
    let needed = classes.iter().map(|class| u32::from(class.min)).sum();
    if needed > u32::from(length) {
        return Err(GenerateError::TooShort { length, needed });
    }
    Ok(())
}

fn alphabet(classes: &[Class]) -> Vec<u8> {
    classes.iter().flat_map(|class| class.characters.iter().copied()).collect()
}

fn string(length: u16, alphabet: &[u8], draw: &mut Draw) -> Result<SecretString, GenerateError> {
    let mut drawn = SecretString::new(String::with_capacity(usize::from(length)));
    for _ in 0..length {
        drawn.expose_mut().push(char::from(draw.one_of(alphabet)?));
    }
    Ok(drawn)
}

fn fits(drawn: &str, classes: &[Class]) -> bool {
    classes.iter().all(|class| {
        drawn.bytes().filter(|byte| class.characters.contains(byte)).count() >= usize::from(class.min)
    })
}

/// How often to draw before giving up; an error where hardly any string fits.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 64 and PATIENCE × MAX_EFFORT"
)]
fn tries(length: u16, share: f64) -> Result<u32, GenerateError> {
    let effort = f64::from(length) / share;
    if effort.is_nan() || effort > MAX_EFFORT {
        return Err(GenerateError::TooRare);
    }
    Ok((PATIENCE / share).ceil() as u32)
}

/// The share of all strings that hold enough of each class.
///
/// The number of characters of each class is multinomial; taken class by class, each count is binomial over the places
/// that the classes before it left. `left[n]` is the chance that `n` places are left and all minimums so far are met.
fn admissible_share(length: u16, classes: &[Class]) -> f64 {
    let places = usize::from(length);
    let mut left = vec![0.0; places + 1];
    if let Some(all) = left.last_mut() {
        *all = 1.0;
    }
    let mut characters: usize = classes.iter().map(|class| class.characters.len()).sum();
    for class in classes {
        let chance = class.characters.len() as f64 / characters as f64;
        left = after_class(&left, chance, usize::from(class.min));
        characters -= class.characters.len();
    }
    // The last class takes every place that is left, so that only `left[0]` is not zero.
    left.first().copied().unwrap_or(0.0).min(1.0)
}

fn after_class(left: &[f64], chance: f64, min: usize) -> Vec<f64> {
    let mut next = vec![0.0; left.len()];
    for (places, &weight) in left.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
        for (taken, probability) in binomial(places, chance).enumerate().skip(min) {
            if let Some(slot) = next.get_mut(places - taken) {
                *slot += weight * probability;
            }
        }
    }
    next
}

/// The binomial distribution, from 0 to `places` successes; by logarithms, for 512 places underflow otherwise.
fn binomial(places: usize, chance: f64) -> impl Iterator<Item = f64> {
    let (hit, miss) = (chance.ln(), (1.0 - chance).ln());
    let mut ways = 0.0;
    (0..=places).map(move |taken| {
        if taken > 0 {
            ways += ((places - taken + 1) as f64).ln() - (taken as f64).ln();
        }
        let misses = places - taken;
        // 0 × ln 0 is not a number; no miss at all has no part in the product.
        let missed = if misses == 0 { 0.0 } else { misses as f64 * miss };
        (ways + taken as f64 * hit + missed).exp()
    })
}

#[cfg(test)]
mod tests;
