//! From the composite key to the transformed key, at a cost that is checked before anything is computed.

use super::variant::Dictionary;
use crate::import::ImportError;
use aes::Aes256;
use aes::cipher::common::BlockSizeUser;
use aes::cipher::consts::U16;
use aes::cipher::{Block, BlockCipherEncBackend, BlockCipherEncClosure, BlockCipherEncrypt, KeyInit};
use sha2::{Digest, Sha256};
use strongroom_crypto::ArgonError;
use strongroom_crypto::foreign::{Variant, argon2};
use zeroize::Zeroizing;

/// AES-KDF rounds; the largest that programs choose for a second of work is some tens of millions.
const MAX_AES_ROUNDS: u64 = 100_000_000;
/// Argon2 memory, in KiB.
const MAX_MEMORY_KIB: u64 = 1 << 20;
/// Argon2 passes.
const MAX_ITERATIONS: u64 = 1_000;
/// Argon2 memory times passes, in KiB: what is really paid for.
const MAX_WORK_KIB: u64 = 64 << 20;
/// Argon2 lanes.
const MAX_LANES: u64 = 256;

const AES_KDF: [[u8; 16]; 2] = [
    [0xc9, 0xd9, 0xf3, 0x9a, 0x62, 0x8a, 0x44, 0x60, 0xbf, 0x74, 0x0d, 0x08, 0xc1, 0x8a, 0x4f, 0xea],
    [0x7c, 0x02, 0xbb, 0x82, 0x79, 0xa7, 0x4a, 0xc0, 0x92, 0x7d, 0x11, 0x4a, 0x00, 0x64, 0x82, 0x38],
];
const ARGON2D: [u8; 16] =
    [0xef, 0x63, 0x6d, 0xdf, 0x8c, 0x29, 0x44, 0x4b, 0x91, 0xf7, 0xa9, 0xa4, 0x03, 0xe3, 0x0a, 0x0c];
pub(crate) const ARGON2ID: [u8; 16] =
    [0x9e, 0x29, 0x8b, 0x19, 0x56, 0xdb, 0x47, 0x73, 0xb2, 0x3d, 0xfc, 0x3e, 0xc6, 0xf0, 0xa1, 0xe6];

/// A key derivation within the limits.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kdf<'a> {
    /// AES-256 in rounds over the key.
    Aes {
        /// The key of the rounds.
        seed: [u8; 32],
        rounds: u64,
    },
    /// Argon2, memory in KiB.
    Argon2 { variant: Variant, version: u32, salt: &'a [u8], memory_kib: u32, iterations: u32, lanes: u32 },
}

fn damaged() -> ImportError {
    ImportError::damaged("key derivation parameters")
}

fn within(value: u64, limit: u64, what: &'static str) -> Result<u32, ImportError> {
    match u32::try_from(value) {
        Ok(small) if value <= limit => Ok(small),
        _ => Err(ImportError::KdfTooExpensive { what: what.into(), limit }),
    }
}

impl<'a> Kdf<'a> {
    /// From the parameters in a KDBX 4 header.
    pub(crate) fn of_parameters(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let parameters = Dictionary::parse(bytes)?;
        let uuid: [u8; 16] =
            parameters.bytes("$UUID").and_then(|uuid| uuid.try_into().ok()).ok_or_else(damaged)?;
        let seed = parameters.bytes("S").ok_or_else(damaged)?;
        if AES_KDF.contains(&uuid) {
            return Self::aes(parameters.number("R").ok_or_else(damaged)?, seed);
        }
        match uuid {
            ARGON2D => Self::argon2(Variant::Argon2d, &parameters, seed),
            ARGON2ID => Self::argon2(Variant::Argon2id, &parameters, seed),
            _ => Err(ImportError::Unsupported { what: "an unknown key derivation".into() }),
        }
    }

    /// AES-KDF of so many rounds.
    pub(super) fn aes(rounds: u64, seed: &[u8]) -> Result<Self, ImportError> {
        if rounds > MAX_AES_ROUNDS {
            return Err(ImportError::KdfTooExpensive { what: "AES rounds".into(), limit: MAX_AES_ROUNDS });
        }
        Ok(Self::Aes { seed: seed.try_into().map_err(|_| damaged())?, rounds })
    }

    fn argon2(variant: Variant, parameters: &Dictionary<'a>, salt: &'a [u8]) -> Result<Self, ImportError> {
        if parameters.bytes("K").is_some_and(|key| !key.is_empty())
            || parameters.bytes("A").is_some_and(|data| !data.is_empty())
        {
            return Err(ImportError::Unsupported { what: "Argon2 with a secret of its own".into() });
        }
        let number = |name| parameters.number(name).ok_or_else(damaged);
        let memory_kib = within(number("M")? / 1024, MAX_MEMORY_KIB, "KiB of Argon2 memory")?;
        let iterations = within(number("I")?, MAX_ITERATIONS, "Argon2 iterations")?;
        within(
            u64::from(memory_kib) * u64::from(iterations),
            MAX_WORK_KIB,
            "KiB of Argon2 memory times iterations",
        )?;
        let lanes = within(number("P")?, MAX_LANES, "Argon2 lanes")?;
        let version = within(number("V")?, u64::from(u32::MAX), "version")?;
        Ok(Self::Argon2 { variant, version, salt, memory_kib, iterations, lanes })
    }

    /// The transformed key. This is where the time goes.
    pub(crate) fn transform(&self, key: &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, ImportError> {
        match self {
            Self::Aes { seed, rounds } => Ok(aes_rounds(key, seed, *rounds)),
            Self::Argon2 { variant, version, salt, memory_kib, iterations, lanes } => {
                argon2(*variant, *version, key, salt, *memory_kib, *iterations, *lanes).map_err(|error| {
                    match error {
                        ArgonError::Memory => ImportError::OutOfMemory,
                        _ => damaged(),
                    }
                })
            }
        }
    }
}

/// Both halves of the key, encrypted over and over inside the cipher's backend: the two do not depend on each other, so
/// the processor works on both at once.
struct Rounds<'k> {
    halves: &'k mut [Block<Aes256>; 2],
    rounds: u64,
}

impl BlockSizeUser for Rounds<'_> {
    type BlockSize = U16;
}

impl BlockCipherEncClosure for Rounds<'_> {
    fn call<B: BlockCipherEncBackend<BlockSize = U16>>(self, backend: &B) {
        let [left, right] = self.halves;
        for _ in 0..self.rounds {
            backend.encrypt_block_inplace(left);
            backend.encrypt_block_inplace(right);
        }
    }
}

fn aes_rounds(key: &[u8; 32], seed: &[u8; 32], rounds: u64) -> Zeroizing<[u8; 32]> {
    let (left, right) = key.split_at(16);
    let mut halves = [Block::<Aes256>::default(), Block::<Aes256>::default()];
    for (half, bytes) in halves.iter_mut().zip([left, right]) {
        half.copy_from_slice(bytes);
    }
    Aes256::new(seed.into()).encrypt_with_backend(Rounds { halves: &mut halves, rounds });
    let mut hash = Sha256::new();
    halves.iter().for_each(|half| hash.update(half));
    Zeroizing::new(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dictionary of 64-bit numbers and byte strings.
    fn dictionary(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut bytes = vec![0, 1];
        for (name, value) in entries {
            bytes.push(0x42);
            for part in [name.as_bytes(), value] {
                bytes.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
                bytes.extend(part);
            }
        }
        bytes.push(0);
        bytes
    }

    fn argon2_of(memory: u64, iterations: u64, lanes: u64) -> Result<(), ImportError> {
        let (m, i, p, v) =
            (memory.to_le_bytes(), iterations.to_le_bytes(), lanes.to_le_bytes(), 0x13_u32.to_le_bytes());
        let bytes =
            dictionary(&[("$UUID", &ARGON2ID), ("S", &[0; 32]), ("M", &m), ("I", &i), ("P", &p), ("V", &v)]);
        Kdf::of_parameters(&bytes).map(|_| ())
    }

    #[test]
    fn cost_is_refused_before_it_is_paid() {
        assert_eq!(argon2_of(1 << 30, 64, 4), Ok(()));
        for (memory, iterations, lanes) in [
            ((1 << 30) + 1024, 1, 1),
            (u64::MAX, 1, 1),
            (1 << 20, 1001, 1),
            (1 << 30, 65, 1),
            (1 << 20, 1, 257),
        ] {
            assert!(matches!(argon2_of(memory, iterations, lanes), Err(ImportError::KdfTooExpensive { .. })));
        }
        assert!(matches!(Kdf::aes(100_000_001, &[0; 32]), Err(ImportError::KdfTooExpensive { .. })));
    }

    #[test]
    fn parameters_that_lack_or_repeat_something_are_damaged() {
        for entries in [
            &[("$UUID", ARGON2D.as_slice())] as &[(&str, &[u8])],
            &[("$UUID", &AES_KDF[0]), ("S", &[0; 31]), ("R", &[0; 8])],
            &[("$UUID", &AES_KDF[0]), ("$UUID", &AES_KDF[0]), ("S", &[0; 32]), ("R", &[0; 8])],
        ] {
            assert_eq!(Kdf::of_parameters(&dictionary(entries)), Err(damaged()));
        }
        let whole = dictionary(&[("$UUID", &AES_KDF[0]), ("S", &[0; 32]), ("R", &[0; 8])]);
        for end in 0..whole.len() {
            assert_eq!(Kdf::of_parameters(&whole[..end]), Err(damaged()), "cut at {end}");
        }
    }

    #[test]
    fn no_rounds_hash_the_key_alone() {
        let expected: [u8; 32] = Sha256::digest([7; 32]).into();
        assert_eq!(*aes_rounds(&[7; 32], &[1; 32], 0), expected);
    }
}
