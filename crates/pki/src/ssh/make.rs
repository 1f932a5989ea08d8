//! Makes SSH keys. All randomness comes from the caller, and a source that fails or repeats itself gives an error and no
//! key.

use super::curve::Curve;
use super::numbers::SecretNumber;
use super::pair::{KeyPair, SecretNumbers};
use super::public::PublicNumbers;
use super::wire::trimmed;
use super::{weaknesses, write};
use crypto_bigint::BoxedUint;
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use strongroom_secret::{Random, RandomError, SecretString};
use thiserror::Error;
use zeroize::Zeroizing;

/// The longest comment, in bytes.
const MAX_COMMENT: usize = 1024;

/// Draws that may be refused, or asked for by the search of one RSA key, which needs two and seldom more.
const MAX_DRAWS: u32 = 128;

/// What key to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyType {
    /// Short, fast, and known to OpenSSH since 2014: the one to choose.
    Ed25519,
    /// ECDSA on a NIST curve, for devices and authorities that know no other curve.
    Ecdsa(Curve),
    /// RSA of 3072 bits, for servers that know nothing else. Takes about a second.
    Rsa3072,
    /// RSA of 4096 bits. Takes some seconds, at times ten.
    Rsa4096,
}

/// A key that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeKey {
    /// The text of an OpenSSH private key file. Secret.
    pub private: SecretString,
    /// The line of the public key, without a line feed.
    pub public: String,
}

/// Why no key was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MakeError {
    /// The comment is too long or has a line break or another control character.
    #[error("the comment cannot stand in a line: use at most {max} characters without line breaks", max = MAX_COMMENT)]
    Comment,
    /// A passphrase was given, and it is empty.
    #[error("the passphrase is empty: give one, or none at all")]
    EmptyPassphrase,
    /// The random source failed, or gave what no random source would give.
    #[error("the system's random source failed: no key was made, try again")]
    Random,
}

impl From<RandomError> for MakeError {
    fn from(_: RandomError) -> Self {
        Self::Random
    }
}

/// Makes a key, encrypted if there is a passphrase; that takes a quarter of a second more.
pub fn make(
    key_type: KeyType,
    comment: &str,
    passphrase: Option<&SecretString>,
    random: &dyn Random,
) -> Result<MadeKey, MakeError> {
    if comment.len() > MAX_COMMENT || comment.chars().any(char::is_control) {
        return Err(MakeError::Comment);
    }
    if passphrase.is_some_and(SecretString::is_empty) {
        return Err(MakeError::EmptyPassphrase);
    }
    let pair = match key_type {
        KeyType::Ed25519 => ed25519(random)?,
        KeyType::Ecdsa(curve) => ecdsa(curve, random)?,
        KeyType::Rsa3072 => rsa(3072, random)?,
        KeyType::Rsa4096 => rsa(4096, random)?,
    };
    // The last line against a random source that repeats itself and against mistakes in a library.
    if !pair.fits() || !weaknesses(pair.public()).is_empty() {
        return Err(MakeError::Random);
    }
    let private = write::private_key(&pair, comment, passphrase, random)?;
    Ok(MadeKey { private, public: pair.public().line(comment) })
}

fn ed25519(random: &dyn Random) -> Result<KeyPair, RandomError> {
    let mut seed = Zeroizing::new([0; 32]);
    random.fill(seed.as_mut_slice())?;
    if is_constant(&*seed) { Err(RandomError) } else { Ok(KeyPair::ed25519(seed)) }
}

/// Scalars are drawn until one is below the curve's order, so that none is likelier (FIPS 186-5, appendix A.2.2).
fn ecdsa(curve: Curve, random: &dyn Random) -> Result<KeyPair, RandomError> {
    let mut scalar = Zeroizing::new(vec![0; curve.length()]);
    for _ in 0..MAX_DRAWS {
        random.fill(&mut scalar)?;
        if is_constant(&scalar) {
            return Err(RandomError);
        }
        if let (Curve::P521, Some(first)) = (curve, scalar.first_mut()) {
            // Of 528 bits, 521 count.
            *first &= 1;
        }
        if let Ok(pair) = KeyPair::ecdsa(curve, scalar.clone()) {
            return Ok(pair);
        }
    }
    Err(RandomError)
}

fn rsa(bits: usize, random: &dyn Random) -> Result<KeyPair, RandomError> {
    let key = rsa::PrivateKey::new(&mut Draws { random, left: MAX_DRAWS }, bits).map_err(|_| RandomError)?;
    let [p, q] = key.primes() else { return Err(RandomError) };
    let coefficient = Zeroizing::new(key.crt_coefficient().ok_or(RandomError)?);
    let public = PublicNumbers::Rsa { exponent: public(key.e()), modulus: public(key.n()) };
    let secret = SecretNumbers::Rsa {
        d: secret(key.d()),
        coefficient: secret(&coefficient),
        p: secret(p),
        q: secret(q),
    };
    Ok(KeyPair::of(public, secret))
}

fn public(number: &BoxedUint) -> Vec<u8> {
    trimmed(&number.to_be_bytes()).to_vec()
}

fn secret(number: &BoxedUint) -> SecretNumber {
    let bytes = Zeroizing::new(number.to_be_bytes().into_vec());
    Zeroizing::new(trimmed(&bytes).to_vec())
}

/// Whether all bytes are the same: one in 2²⁴⁸ where they are random.
fn is_constant(bytes: &[u8]) -> bool {
    bytes.windows(2).all(|pair| pair.first() == pair.last())
}

/// The caller's random source as the search for primes wants it; it ends when the search asks for more than it needs.
struct Draws<'a> {
    random: &'a dyn Random,
    left: u32,
}

impl TryRng for Draws<'_> {
    type Error = RandomError;

    fn try_next_u32(&mut self) -> Result<u32, RandomError> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, RandomError> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), RandomError> {
        self.left = self.left.checked_sub(1).ok_or(RandomError)?;
        self.random.fill(out)?;
        if out.len() > 32 && is_constant(out) { Err(RandomError) } else { Ok(()) }
    }
}

impl TryCryptoRng for Draws<'_> {}
