//! What is wrong with a public key that everybody who has it can tell. Bounded work: some milliseconds for the largest.

use super::numbers::has_close_factors;
use super::public::{PublicNumbers, bit_length};
use super::{Algorithm, PublicKey};
use ed25519_dalek::VerifyingKey;
use std::fmt;

/// Bits of RSA below which it is short (NIST SP 800-57 part 1, revision 5, table 2: 128 bits of strength).
const RSA_BITS: u32 = 3072;

/// Exponents below this let signatures be forged where a verifier is careless with padding (CVE-2006-4339).
const SMALLEST_EXPONENT: u8 = 5;

/// Primes below this are tried as factors.
const TRIAL_DIVISION: u32 = 4096;

/// The largest prime that divides the number behind every modulus of the flawed generator: of those of 512 bits, the
/// smallest it makes (Nemec et al., "The Return of Coppersmith's Attack", 2017, section 2.1).
const LARGEST_ROCA_PRIME: u32 = 167;

/// What is wrong with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Weakness {
    /// An algorithm that servers refuse by now.
    Outdated,
    /// Fewer bits than are prudent.
    Short,
    /// A private key that can be computed, or is not needed.
    Broken(Flaw),
}

/// How a key is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flaw {
    /// An RSA exponent that is even or below five.
    Exponent,
    /// A modulus that a small prime divides.
    SmallFactor(u32),
    /// A modulus of the generator of CVE-2017-15361 (ROCA).
    Roca,
    /// Two factors so close together that they are found at once (CVE-2022-26320).
    CloseFactors,
    /// A point for which everybody can sign.
    WeakPoint,
}

impl fmt::Display for Flaw {
    /// In a word or two, as those who know of it write it; not translated.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exponent => to.write_str("exponent"),
            Self::SmallFactor(prime) => write!(to, "factor {prime}"),
            Self::Roca => to.write_str("ROCA, CVE-2017-15361"),
            Self::CloseFactors => to.write_str("close factors, CVE-2022-26320"),
            Self::WeakPoint => to.write_str("weak point"),
        }
    }
}

/// What is wrong with the key, the gravest first.
pub fn weaknesses(key: &PublicKey) -> Vec<Weakness> {
    let mut found: Vec<Weakness> = flaw(&key.numbers).map(Weakness::Broken).into_iter().collect();
    match key.algorithm() {
        Algorithm::Dsa => found.push(Weakness::Outdated),
        Algorithm::Rsa if key.bits().is_some_and(|bits| bits < RSA_BITS) => found.push(Weakness::Short),
        _ => {}
    }
    found
}

fn flaw(numbers: &PublicNumbers) -> Option<Flaw> {
    match numbers {
        PublicNumbers::Rsa { exponent, modulus } => rsa_flaw(exponent, modulus),
        PublicNumbers::Ed25519 { key } | PublicNumbers::SkEd25519 { key, .. } => {
            let sound = VerifyingKey::from_bytes(key).is_ok_and(|key| !key.is_weak());
            (!sound).then_some(Flaw::WeakPoint)
        }
        _ => None,
    }
}

fn rsa_flaw(exponent: &[u8], modulus: &[u8]) -> Option<Flaw> {
    let odd = exponent.last().is_some_and(|last| last % 2 == 1);
    let small = bit_length(exponent) <= 8 && exponent.first().is_none_or(|first| *first < SMALLEST_EXPONENT);
    if !odd || small {
        return Some(Flaw::Exponent);
    }
    let primes = primes_below(TRIAL_DIVISION);
    if let Some(prime) = primes.iter().find(|prime| remainder(modulus, **prime) == 0) {
        return Some(Flaw::SmallFactor(*prime));
    }
    let telling = primes.iter().filter(|prime| (3..=LARGEST_ROCA_PRIME).contains(*prime));
    if telling.clone().all(|prime| is_power_of_65537(remainder(modulus, *prime), *prime)) {
        return Some(Flaw::Roca);
    }
    has_close_factors(modulus).then_some(Flaw::CloseFactors)
}

/// The remainder of a big-endian number.
fn remainder(number: &[u8], divisor: u32) -> u32 {
    let divisor = u64::from(divisor);
    let first = number.len() % 4;
    let (head, tail) = number.split_at_checked(first).unwrap_or((number, &[]));
    let head = head.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)) % divisor;
    let (words, _) = tail.as_chunks::<4>();
    let rest =
        words.iter().fold(head, |sum, word| ((sum << 32) | u64::from(u32::from_be_bytes(*word))) % divisor);
    u32::try_from(rest).unwrap_or(0)
}

/// Whether the value is 65537 to some power modulo the prime: always so for moduli of the flawed generator, and seldom
/// for others; for all primes up to 167 at once, in one of 2²⁷.
fn is_power_of_65537(value: u32, prime: u32) -> bool {
    let step = 65_537 % prime;
    let powers = std::iter::successors(Some(1), |power| Some(power * step % prime).filter(|next| *next != 1));
    powers.take(usize::try_from(prime).unwrap_or(usize::MAX)).any(|power| power == value)
}

fn primes_below(bound: u32) -> Vec<u32> {
    let mut primes: Vec<u32> = Vec::new();
    for candidate in 2..bound {
        let small = primes.iter().take_while(|prime| *prime * *prime <= candidate);
        if small.clone().all(|prime| candidate % prime != 0) {
            primes.push(candidate);
        }
    }
    primes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crypto_bigint::{BoxedUint, ConcatenatingMul};

    /// A number that no small prime divides, counting up from one made of that byte.
    fn sound(byte: u8, length: usize) -> BoxedUint {
        let mut number = BoxedUint::from_be_slice_vartime(&vec![byte; length]);
        while primes_below(TRIAL_DIVISION).iter().any(|prime| remainder(&digits(&number), *prime) == 0) {
            number = number.wrapping_add(BoxedUint::one());
        }
        number
    }

    fn digits(number: &BoxedUint) -> Vec<u8> {
        super::super::wire::trimmed(&number.to_be_bytes()).to_vec()
    }

    fn rsa(exponent: &[u8], modulus: &BoxedUint) -> Vec<Weakness> {
        let modulus = digits(modulus);
        weaknesses(&PublicKey::new(PublicNumbers::Rsa { exponent: exponent.to_vec(), modulus }))
    }

    const E: &[u8] = &[1, 0, 1];

    #[test]
    fn rsa_is_short_below_3072_bits() {
        assert_eq!(rsa(E, &sound(0x9e, 384)), []);
        assert_eq!(rsa(E, &sound(0x9e, 383)), [Weakness::Short]);
        assert_eq!(rsa(E, &sound(0x7e, 384)), [Weakness::Short]);
    }

    #[test]
    fn tiny_and_even_exponents_are_broken_and_puttys_37_is_not() {
        let modulus = sound(0x9e, 384);
        for exponent in [&[1_u8][..], &[2], &[3], &[4], &[1, 0, 0]] {
            assert_eq!(rsa(exponent, &modulus), [Weakness::Broken(Flaw::Exponent)], "{exponent:?}");
        }
        for exponent in [&[5_u8][..], &[35], &[37], E, &[1, 1]] {
            assert_eq!(rsa(exponent, &modulus), [], "{exponent:?}");
        }
    }

    #[test]
    fn small_factors_are_found() {
        for prime in [2_u16, 3, 17, 251, 4093] {
            let factor = BoxedUint::from_be_slice_vartime(&prime.to_be_bytes());
            let modulus = sound(0x9e, 383).concatenating_mul(&factor);
            let found = rsa(E, &modulus);
            assert_eq!(found[0], Weakness::Broken(Flaw::SmallFactor(prime.into())), "{prime}");
        }
    }

    /// n = k·M + 65537ᵃ mod M with M the product of the primes up to 167, as the moduli of the flawed generator are.
    #[test]
    fn moduli_of_the_flawed_generator_are_found_and_others_are_not() {
        let primorial = primes_below(LARGEST_ROCA_PRIME + 1)
            .iter()
            .fold(BoxedUint::one(), |product, prime| product.concatenating_mul(&BoxedUint::from(*prime)));
        let modulus = primorial.to_nz().into_option().unwrap();
        let mut power = BoxedUint::one();
        for _ in 0..50 {
            power = power.concatenating_mul(&BoxedUint::from(65_537_u32)).rem_vartime(&modulus);
        }
        let mut number =
            sound(0x9e, 384).div_rem_vartime(&modulus).0.concatenating_mul(&primorial).wrapping_add(&power);
        let small = |number: &BoxedUint| {
            primes_below(TRIAL_DIVISION).iter().any(|prime| remainder(&digits(number), *prime) == 0)
        };
        while small(&number) {
            number = number.wrapping_add(&primorial);
        }
        assert!(rsa(E, &number).contains(&Weakness::Broken(Flaw::Roca)));
        let two = BoxedUint::from(2_u32);
        while {
            number = number.wrapping_add(&two);
            small(&number)
        } {}
        assert!(!rsa(E, &number).contains(&Weakness::Broken(Flaw::Roca)));
    }

    #[test]
    fn factors_that_lie_close_together_are_found() {
        let p = sound(0xce, 192);
        let mut q = p.wrapping_add(BoxedUint::from(1_u32 << 30));
        while primes_below(TRIAL_DIVISION).iter().any(|prime| remainder(&digits(&q), *prime) == 0) {
            q = q.wrapping_add(BoxedUint::one());
        }
        let broken = [Weakness::Broken(Flaw::CloseFactors)];
        assert_eq!(rsa(E, &p.concatenating_mul(&q)), broken);
        assert_eq!(rsa(E, &p.concatenating_mul(&p)), broken);
        assert_eq!(rsa(E, &p.concatenating_mul(&sound(0xde, 192))), []);
    }

    #[test]
    fn point_that_everybody_can_sign_for_is_broken() {
        let ed25519 = |key| weaknesses(&PublicKey::new(PublicNumbers::Ed25519 { key }));
        let mut one = [0; 32];
        one[0] = 1;
        for key in [[0; 32], one] {
            assert_eq!(ed25519(key), [Weakness::Broken(Flaw::WeakPoint)]);
        }
        // Of other heights, about half have a point at all.
        let without = (2..66).filter(|height| {
            one[0] = *height;
            ed25519(one) == [Weakness::Broken(Flaw::WeakPoint)]
        });
        assert!((16..48).contains(&without.count()));
    }

    #[test]
    fn remainder_is_that_of_the_whole_number() {
        for length in 1..20_u32 {
            let number: Vec<u8> =
                (1..=u8::try_from(length).unwrap()).map(|byte| byte.wrapping_mul(37)).collect();
            let expected = number.iter().fold(0, |sum, byte| (sum * 256 + u32::from(*byte)) % 4093);
            assert_eq!(remainder(&number, 4093), expected);
        }
    }
}
