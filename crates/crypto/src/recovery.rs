//! The recovery code: 136 random bits that a person can write down, with a check that catches slips of the pen.

use sha2::{Digest, Sha256};
use strongroom_secret::{Random, RandomError, Secret, SecretString};
use thiserror::Error;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM: usize = 17;
const CHECK: usize = 3;
const TOTAL: usize = RANDOM + CHECK;
const GROUP: usize = 4;
/// Characters with hyphens.
const TEXT: usize = TOTAL * 8 / 5 + TOTAL * 8 / 5 / GROUP - 1;

/// A recovery code. Secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryCode(Secret<[u8; RANDOM]>);

/// What was typed is not a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RecoveryCodeError {
    /// It has not 32 letters and digits.
    #[error("a recovery code has 32 letters and digits: count them")]
    Length,
    /// It has a character that no code has.
    #[error("a recovery code has only digits and letters, and no U: check it")]
    Character,
    /// Its check does not fit: a character was mistyped.
    #[error("the recovery code has a slip in it: compare it with what you wrote down")]
    Check,
}

impl RecoveryCode {
    /// A new random code.
    pub fn make(random: &dyn Random) -> Result<Self, RandomError> {
        let mut bytes = Secret::new([0; RANDOM]);
        random.fill(bytes.expose_mut())?;
        Ok(Self(bytes))
    }

    /// The code that a person typed: case, spaces and hyphens do not matter, O is 0, I and L are 1.
    pub fn parse(text: &SecretString) -> Result<Self, RecoveryCodeError> {
        let mut all = Secret::new([0_u8; TOTAL]);
        let mut bits = 0_usize;
        // Exposed to be decoded.
        for character in text.expose().chars().filter(|c| !matches!(c, ' ' | '-')) {
            let value = digit(character).ok_or(RecoveryCodeError::Character)?;
            put(all.expose_mut(), bits, value).ok_or(RecoveryCodeError::Length)?;
            bits += 5;
        }
        if bits != TOTAL * 8 {
            return Err(RecoveryCodeError::Length);
        }
        let (Some(random), Some(check)) =
            (all.expose().first_chunk::<RANDOM>(), all.expose().last_chunk::<CHECK>())
        else {
            return Err(RecoveryCodeError::Length);
        };
        if check_of(random) != *check {
            return Err(RecoveryCodeError::Check);
        }
        Ok(Self(Secret::new(*random)))
    }

    /// As it is shown: eight groups of four.
    pub fn to_text(&self) -> SecretString {
        let mut all = Secret::new([0_u8; TOTAL]);
        let (random, check) = all.expose_mut().split_at_mut(RANDOM);
        random.copy_from_slice(self.0.expose());
        check.copy_from_slice(&check_of(self.0.expose()));
        // As long as it will be: text that grows leaves copies behind.
        let mut text = SecretString::new(String::with_capacity(TEXT));
        for place in 0..TOTAL * 8 / 5 {
            if place > 0 && place.is_multiple_of(GROUP) {
                text.expose_mut().push('-');
            }
            text.expose_mut().push(character(all.expose(), place * 5));
        }
        text
    }

    pub(crate) fn bytes(&self) -> &[u8; RANDOM] {
        self.0.expose()
    }
}

fn check_of(random: &[u8; RANDOM]) -> [u8; CHECK] {
    let [a, b, c, ..]: [u8; 32] = Sha256::digest(random).into();
    [a, b, c]
}

fn digit(character: char) -> Option<u8> {
    let character = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|known| char::from(*known) == character)?;
    u8::try_from(place).ok()
}

/// Puts five bits at a bit offset.
fn put(all: &mut [u8; TOTAL], bit: usize, value: u8) -> Option<()> {
    let [high, low] = (u16::from(value) << (11 - bit % 8)).to_be_bytes();
    *all.get_mut(bit / 8)? |= high;
    if low != 0 {
        *all.get_mut(bit / 8 + 1)? |= low;
    }
    Some(())
}

fn character(all: &[u8; TOTAL], bit: usize) -> char {
    let byte = |place: usize| all.get(place).copied().unwrap_or_default();
    let window = u16::from_be_bytes([byte(bit / 8), byte(bit / 8 + 1)]);
    let value = usize::from((window >> (11 - bit % 8)) & 31);
    ALPHABET.get(value).map_or('0', |known| char::from(*known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use strongroom_secret::OsRandom;

    #[test]
    fn code_comes_back_however_it_is_typed() {
        let code = RecoveryCode::make(&OsRandom).unwrap();
        let text = code.to_text();
        assert_eq!(text.expose().len(), 39);
        let sloppy = text.expose().to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(RecoveryCode::parse(&sloppy.into()), Ok(code));
    }

    #[test]
    fn every_single_slip_is_caught() {
        let text = RecoveryCode(Secret::new([0xA7; RANDOM])).to_text();
        for place in (0..39).filter(|place| place % 5 != 4) {
            let mut slipped: Vec<char> = text.expose().chars().collect();
            slipped[place] = if slipped[place] == '7' { '8' } else { '7' };
            let slipped: String = slipped.into_iter().collect();
            assert_eq!(RecoveryCode::parse(&slipped.into()), Err(RecoveryCodeError::Check));
        }
    }

    #[test]
    fn other_lengths_and_characters_are_refused() {
        assert_eq!(RecoveryCode::parse(&"ABCD".into()), Err(RecoveryCodeError::Length));
        assert_eq!(RecoveryCode::parse(&"U".repeat(32).into()), Err(RecoveryCodeError::Character));
        assert_eq!(RecoveryCode::parse(&"0".repeat(33).into()), Err(RecoveryCodeError::Length));
        assert_eq!(RecoveryCode::parse(&"é".into()), Err(RecoveryCodeError::Character));
    }
}
