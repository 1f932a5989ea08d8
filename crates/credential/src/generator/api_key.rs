//! Keys with a prefix and a checksum: prefix, random letters and digits, and the CRC-32 of these in base 62.
//!
//! The form is that of GitHub's tokens (<https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/>).
//! The checksum finds typing errors; it is no secret and adds no entropy.

use super::draw::Draw;
use super::{ApiKey, GenerateError, Generated, check_length, check_text};
use strongroom_secret::SecretString;

/// The digits of base 62, in order of their value.
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Characters of checksum: 62⁶ is more than 2³².
const CHECKSUM: usize = 6;
const MAX_LENGTH: u16 = 512;
const MAX_PREFIX: usize = 32;

pub(super) fn generate(recipe: &ApiKey, draw: &mut Draw) -> Result<Generated, GenerateError> {
    check_length(recipe.length, 1, MAX_LENGTH)?;
    check_prefix(&recipe.prefix)?;
    let room = recipe.prefix.len() + usize::from(recipe.length) + CHECKSUM;
    let mut value = SecretString::new(String::with_capacity(room));
    value.expose_mut().push_str(&recipe.prefix);
    for _ in 0..recipe.length {
        value.expose_mut().push(char::from(draw.one_of(BASE62)?));
    }
    let random = value.expose_mut().get(recipe.prefix.len()..).unwrap_or_default();
    let checksum = checksum(random.as_bytes());
    value.expose_mut().extend(checksum);
    Ok(Generated { value, entropy_bits: f64::from(recipe.length) * (BASE62.len() as f64).log2() })
}

fn check_prefix(prefix: &str) -> Result<(), GenerateError> {
    check_text(prefix, MAX_PREFIX)?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if prefix.bytes().all(fits) { Ok(()) } else { Err(GenerateError::Prefix) }
}

/// The CRC-32 (that of zip and PNG) of the random characters in base 62, highest digit first, with leading zeros.
fn checksum(random: &[u8]) -> [char; CHECKSUM] {
    let mut rest = crc32fast::hash(random);
    let mut digits = ['0'; CHECKSUM];
    for digit in digits.iter_mut().rev() {
        let value = usize::try_from(rest % 62).unwrap_or_default();
        *digit = BASE62.get(value).copied().map_or('0', char::from);
        rest /= 62;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::super::seeded::{Constant, Seeded};
    use super::super::{Recipe, generate};
    use super::*;
    use std::collections::HashSet;

    fn attempt(prefix: &str, length: u16, seed: u64) -> Result<Generated, GenerateError> {
        let recipe = ApiKey { prefix: prefix.into(), length };
        generate(&Recipe::ApiKey(recipe), &Seeded::new(seed))
    }

    /// The published definition, bit by bit.
    fn crc32(bytes: &[u8]) -> u32 {
        let mut crc = !0_u32;
        for byte in bytes {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            }
        }
        !crc
    }

    #[test]
    fn checksum_is_the_crc_of_the_random_part_in_base_62() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926, "the check value of the definition");
        for seed in 0..50 {
            let made = attempt("madeup_", 30, seed).unwrap();
            let random = made.value.expose().strip_prefix("madeup_").unwrap();
            let (random, checksum) = random.split_at(30);
            assert_eq!(checksum.len(), 6);
            let value = checksum.bytes().fold(0_u64, |value, digit| {
                value * 62 + BASE62.iter().position(|one| *one == digit).unwrap() as u64
            });
            assert_eq!(value, u64::from(crc32(random.as_bytes())));
        }
    }

    #[test]
    fn small_checksum_has_leading_zeros() {
        // The CRC-32 of no bytes is 0, and that of these eight is what it is whatever they spell.
        assert_eq!(checksum(b"").iter().collect::<String>(), "000000");
        assert_eq!(u64::from(u32::MAX).ilog(62), 5);
    }

    #[test]
    fn one_wrong_character_never_has_the_same_checksum() {
        let key: Vec<u8> = b"MadeUpMadeUpMadeUpMadeUpMadeUp".to_vec();
        let right = checksum(&key);
        for place in 0..key.len() {
            for wrong in BASE62.iter().filter(|one| **one != key[place]) {
                let mut typed = key.clone();
                typed[place] = *wrong;
                assert_ne!(checksum(&typed), right);
            }
        }
    }

    #[test]
    fn base_62_has_62_digits_and_each_is_worth_its_logarithm() {
        assert_eq!(BASE62.iter().collect::<HashSet<_>>().len(), 62);
        assert!((attempt("", 30, 1).unwrap().entropy_bits - 178.63).abs() < 0.01);
    }

    #[test]
    fn recipe_that_cannot_be_followed_says_why() {
        for (prefix, length, error) in [
            ("", 0, GenerateError::Length { min: 1, max: 512 }),
            ("", 513, GenerateError::Length { min: 1, max: 512 }),
            ("a key ", 30, GenerateError::Prefix),
            ("schlüssel_", 30, GenerateError::Prefix),
            ("a\nb", 30, GenerateError::Prefix),
            (&"x".repeat(33), 30, GenerateError::TextTooLong { max: 32 }),
        ] {
            assert_eq!(attempt(prefix, length, 1), Err(error), "{prefix:?}");
        }
        assert!(attempt("My-key.v1_", 512, 1).is_ok());
        let stuck = generate(&Recipe::ApiKey(ApiKey::default()), &Constant(0xff));
        assert_eq!(stuck, Err(GenerateError::Random), "62 does not divide what two bytes can be");
    }
}
