//! Arithmetic on the numbers of RSA and DSA keys: whether a private half belongs to a public one. It signs and decrypts
//! nothing. Sizes are bounded by who calls.

use super::public::bit_length;
use super::wire::trimmed;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, ConcatenatingMul, NonZero, Odd, Resize};
use std::cmp::Ordering;
use zeroize::Zeroizing;

/// The largest prime, and the largest exponent, with which a power is computed: beyond what DSA has (FIPS 186-4,
/// section 4.2), and some milliseconds of work.
const MAX_DSA_PRIME_BITS: u32 = 4096;
const MAX_DSA_EXPONENT_BITS: u32 = 512;

/// A secret big-endian number.
pub(super) type SecretNumber = Zeroizing<Vec<u8>>;

fn number(digits: &[u8]) -> Zeroizing<BoxedUint> {
    Zeroizing::new(BoxedUint::from_be_slice_vartime(digits))
}

/// Whether n = p·q, and d undoes e modulo p − 1 and modulo q − 1 (RFC 8017, section 3.2).
pub(super) fn rsa_fits(n: &[u8], e: &[u8], d: &[u8], p: &[u8], q: &[u8]) -> bool {
    let product = Zeroizing::new(number(p).concatenating_mul(&*number(q)));
    let exponents = Zeroizing::new(number(e).concatenating_mul(&*number(d)));
    let digits = Zeroizing::new(product.to_be_bytes().into_vec());
    trimmed(&digits) == n && [p, q].iter().all(|prime| is_one_modulo(&exponents, prime))
}

fn is_one_modulo(value: &BoxedUint, prime: &[u8]) -> bool {
    let modulus = Zeroizing::new(number(prime).wrapping_sub(BoxedUint::one()));
    let Some(modulus) = modulus.to_nz().into_option().map(Zeroizing::new) else { return false };
    bool::from(Zeroizing::new(value.rem(&*modulus)).is_one())
}

/// The public y = gˣ mod p (FIPS 186-4, section 4.1); none when p is even or any of them is larger than in a DSA key.
pub(super) fn dsa_public(p: &[u8], g: &[u8], x: &[u8]) -> Option<Vec<u8>> {
    let sizes = bit_length(p) <= MAX_DSA_PRIME_BITS && bit_length(x) <= MAX_DSA_EXPONENT_BITS;
    if !sizes || bit_length(g) > bit_length(p) {
        return None;
    }
    let modulus = Odd::new(BoxedUint::from_be_slice_vartime(p)).into_option()?;
    let base = BoxedUint::from_be_slice(g, modulus.as_ref().bits_precision()).ok()?;
    let base = base.rem_vartime(&NonZero::new(modulus.as_ref().clone()).into_option()?);
    let base = BoxedMontyForm::new(base, &BoxedMontyParams::new_vartime(modulus));
    Some(trimmed(&base.pow(&number(x)).retrieve().to_be_bytes()).to_vec())
}

/// Whether Fermat's method finds two factors within some steps: a² − n is a square for an a just above the root of n.
pub(super) fn has_close_factors(n: &[u8]) -> bool {
    const STEPS: u32 = 16;
    let n = BoxedUint::from_be_slice_vartime(n);
    // One word more than half of them, for the steps.
    let Some(mut a) = n.floor_sqrt_vartime().try_resize(n.bits_precision() / 2 + 64) else { return false };
    for _ in 0..=STEPS {
        let square = a.concatenating_mul(&a);
        if square.cmp_vartime(&n) != Ordering::Less {
            let rest = square.wrapping_sub(&n);
            if rest.checked_sqrt_vartime().is_some() {
                return true;
            }
        }
        a = a.wrapping_add(BoxedUint::one());
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rsa_halves_fit_only_with_their_own_primes_and_exponents() {
        // p = 61, q = 53, e = 17, d = 413 (modulo the least common multiple) or 2753.
        for d in [&[1_u8, 157][..], &[10, 193]] {
            assert!(rsa_fits(&[12, 161], &[17], d, &[61], &[53]));
        }
        assert!(!rsa_fits(&[12, 161], &[17], &[10, 194], &[61], &[53]));
        assert!(!rsa_fits(&[12, 161], &[17], &[10, 193], &[61], &[59]));
        for degenerate in [&[][..], &[0], &[1]] {
            assert!(!rsa_fits(&[12, 161], &[17], &[10, 193], degenerate, &[53]));
            assert!(!rsa_fits(degenerate, degenerate, degenerate, degenerate, degenerate));
        }
    }

    #[test]
    fn power_is_that_of_small_numbers() {
        assert_eq!(dsa_public(&[23], &[5], &[6]), Some(vec![8]));
        assert_eq!(dsa_public(&[23], &[28], &[6]), Some(vec![8]));
        assert_eq!(dsa_public(&[22], &[5], &[6]), None);
        assert_eq!(dsa_public(&[1], &[1], &[1]), Some(vec![]));
        assert_eq!(dsa_public(&[], &[], &[]), None);
        assert_eq!(dsa_public(&[0xff; 1024], &[5], &[6]), None);
        assert_eq!(dsa_public(&[23], &[5], &[1; 65]), None);
    }
}
