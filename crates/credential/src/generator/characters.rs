//! Random characters. A string that lacks a class, or repeats a character too often, is thrown away whole and drawn again,
//! which keeps all that remain equally likely; putting the missing character in afterwards would not.

mod alphabet;
mod overlapping;
mod separate;

use super::draw::Draw;
use super::{Characters, GenerateError, Generated, check_length};
use alphabet::Alphabet;
use strongroom_secret::{RandomError, SecretString};

pub use alphabet::{LOOKALIKES, SYMBOLS};

const MAX_LENGTH: u16 = 512;
/// Characters that may be drawn on average until a string fits: a fraction of a second.
const MAX_EFFORT: f64 = 2_000_000.0;
/// Strings drawn, as a multiple of the average, before the random source is taken for stuck (chance e⁻⁶⁴).
const PATIENCE: f64 = 64.0;

pub(super) fn generate(recipe: &Characters, draw: &mut Draw) -> Result<Generated, GenerateError> {
    check_length(recipe.length, 1, MAX_LENGTH)?;
    // A run cannot be longer than the whole.
    let longest_run = recipe.max_consecutive.filter(|run| *run < recipe.length);
    if longest_run == Some(0) {
        return Err(GenerateError::NoRun);
    }
    let alphabet = Alphabet::of(recipe)?;
    let share = admissible_share(recipe.length, &alphabet, longest_run)?;
    for _ in 0..tries(recipe.length, share)? {
        if let Some(value) = admissible_string(recipe.length, &alphabet, longest_run, draw)? {
            let entropy_bits = f64::from(recipe.length) * (alphabet.len() as f64).log2() + share.log2();
            return Ok(Generated { value, entropy_bits: entropy_bits.max(0.0) });
        }
    }
    Err(GenerateError::Random)
}

/// The share of all strings over the alphabet that hold enough of each class and no run that is too long.
fn admissible_share(
    length: u16,
    alphabet: &Alphabet,
    longest_run: Option<u16>,
) -> Result<f64, GenerateError> {
    match (alphabet.separate_classes(), longest_run) {
        (Some(classes), None) => Ok(separate::share(length, &classes)),
        _ => overlapping::share(length, alphabet, longest_run),
    }
}

/// A string where it is admissible. Drawing stops where it cannot become so, which favours none of those that can.
fn admissible_string(
    length: u16,
    alphabet: &Alphabet,
    longest_run: Option<u16>,
    draw: &mut Draw,
) -> Result<Option<SecretString>, RandomError> {
    let mut drawn = SecretString::new(String::with_capacity(usize::from(length) * alphabet.widest()));
    let mut missing = alphabet.minimums().to_vec();
    let (mut last, mut run) = (None, 0_u16);
    for _ in 0..length {
        let letter = draw.one_of(alphabet.letters())?;
        run = if last == Some(letter.character) { run + 1 } else { 1 };
        if longest_run.is_some_and(|longest| run > longest) {
            return Ok(None);
        }
        last = Some(letter.character);
        for (_, still) in missing.iter_mut().enumerate().filter(|(class, _)| letter.is_in(*class)) {
            *still = still.saturating_sub(1);
        }
        drawn.expose_mut().push(letter.character);
    }
    Ok(missing.iter().all(|still| *still == 0).then_some(drawn))
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

#[cfg(test)]
mod tests;
