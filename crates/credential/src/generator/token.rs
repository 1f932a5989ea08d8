//! Random bytes, written as text. Every bit is one of entropy but the six that a UUID fixes.

use super::draw::Draw;
use super::{GenerateError, Generated, Token, TokenEncoding, check_length};
use data_encoding::{BASE32_NOPAD, BASE64, BASE64URL_NOPAD, HEXLOWER};
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

const MAX_BYTES: u16 = 512;
const UUID_BYTES: u16 = 16;
/// Bits of a UUID that say which version and variant it is (RFC 9562 section 5.4).
const UUID_FIXED_BITS: f64 = 6.0;

pub(super) fn generate(recipe: &Token, draw: &mut Draw) -> Result<Generated, GenerateError> {
    let is_uuid = recipe.encoding == TokenEncoding::UuidV4;
    let length = if is_uuid { UUID_BYTES } else { recipe.bytes };
    check_length(length, 1, MAX_BYTES)?;
    let mut bytes = Zeroizing::new(vec![0; usize::from(length)]);
    draw.bytes(&mut bytes)?;
    let text = match recipe.encoding {
        TokenEncoding::Hex => HEXLOWER.encode(&bytes),
        TokenEncoding::Base32 => BASE32_NOPAD.encode(&bytes),
        TokenEncoding::Base64 => BASE64.encode(&bytes),
        TokenEncoding::Base64Url => BASE64URL_NOPAD.encode(&bytes),
        TokenEncoding::UuidV4 => uuid(&mut bytes),
    };
    let fixed = if is_uuid { UUID_FIXED_BITS } else { 0.0 };
    Ok(Generated { value: SecretString::new(text), entropy_bits: f64::from(length) * 8.0 - fixed })
}

fn uuid(bytes: &mut [u8]) -> String {
    if let Some(version) = bytes.get_mut(6) {
        *version = (*version & 0x0f) | 0x40;
    }
    if let Some(variant) = bytes.get_mut(8) {
        *variant = (*variant & 0x3f) | 0x80;
    }
    let digits = Zeroizing::new(HEXLOWER.encode(bytes));
    let mut text = String::with_capacity(36);
    for (place, digit) in digits.chars().enumerate() {
        if matches!(place, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::seeded::{Constant, Seeded};
    use super::super::{Recipe, generate};
    use super::*;

    fn made(encoding: TokenEncoding, bytes: u16, byte: u8) -> Generated {
        generate(&Recipe::Token(Token { encoding, bytes }), &Constant(byte)).unwrap()
    }

    #[test]
    fn bytes_are_written_as_the_standards_say() {
        for (encoding, bytes, byte, expected) in [
            (TokenEncoding::Hex, 3, 0xab, "ababab"),
            (TokenEncoding::Base32, 5, 0xff, "77777777"),
            (TokenEncoding::Base32, 1, 0x00, "AA"),
            (TokenEncoding::Base64, 4, 0xff, "/////w=="),
            (TokenEncoding::Base64, 3, 0xfb, "+/v7"),
            (TokenEncoding::Base64Url, 4, 0xff, "_____w"),
            (TokenEncoding::UuidV4, 0, 0xff, "ffffffff-ffff-4fff-bfff-ffffffffffff"),
            (TokenEncoding::UuidV4, 40, 0x00, "00000000-0000-4000-8000-000000000000"),
        ] {
            assert_eq!(made(encoding, bytes, byte).value.expose(), expected, "{encoding:?} {bytes}");
        }
    }

    #[test]
    fn entropy_is_eight_bits_a_byte_and_122_of_a_uuid() {
        for encoding in TokenEncoding::ALL {
            let bits = if encoding == TokenEncoding::UuidV4 { 122.0 } else { 256.0 };
            assert_eq!(made(encoding, 32, 7).entropy_bits, bits, "{encoding:?}");
        }
    }

    #[test]
    fn token_holds_the_bytes_of_the_random_source() {
        let recipe = Recipe::Token(Token { encoding: TokenEncoding::Hex, bytes: 512 });
        let made = generate(&recipe, &Seeded::new(3)).unwrap();
        let mut expected = vec![0; 512];
        strongroom_secret::Random::fill(&Seeded::new(3), &mut expected).unwrap();
        assert_eq!(made.value.expose(), &HEXLOWER.encode(&expected));
    }

    #[test]
    fn number_of_bytes_has_bounds() {
        for bytes in [0, 513] {
            let recipe = Recipe::Token(Token { bytes, ..Default::default() });
            let error = GenerateError::Length { min: 1, max: 512 };
            assert_eq!(generate(&recipe, &Seeded::new(1)), Err(error));
        }
    }
}
