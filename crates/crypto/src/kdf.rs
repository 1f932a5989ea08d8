//! From a password to 32 bytes: Argon2id with limits that hold before any memory is taken.

use crate::argon::{self, ArgonError, Call};
use argon2::{Algorithm, Version};
use strongroom_secret::SecretString;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// The cost of Argon2id, inside the limits of the format: the type cannot hold others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfParams {
    memory_kib: u32,
    iterations: u32,
    lanes: u32,
}

/// The parameters are outside the limits; no memory was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KdfLimit {
    /// So cheap that a password would be guessed.
    #[error("the key derivation is weaker than the least that is accepted")]
    BelowFloor,
    /// So dear that it could only harm.
    #[error("the key derivation asks for more than the most that is accepted")]
    AboveCeiling,
}

impl KdfParams {
    /// The least that is accepted: 64 MiB, three passes.
    pub const FLOOR: Self = Self { memory_kib: 64 * 1024, iterations: 3, lanes: 4 };
    /// What a new vault gets unless its machine was measured: 256 MiB, three passes, four lanes.
    pub const DEFAULT: Self = Self { memory_kib: 256 * 1024, iterations: 3, lanes: 4 };
    const MAX_MEMORY_KIB: u32 = 8 * 1024 * 1024;
    const MAX_ITERATIONS: u32 = 64;
    const MAX_LANES: u32 = 16;

    /// Parameters from a file: memory in KiB, passes, lanes.
    ///
    /// # Errors
    /// [`KdfLimit`] outside floor and ceiling.
    pub fn new(memory_kib: u32, iterations: u32, lanes: u32) -> Result<Self, KdfLimit> {
        if memory_kib < Self::FLOOR.memory_kib || iterations < Self::FLOOR.iterations || lanes < 1 {
            return Err(KdfLimit::BelowFloor);
        }
        if memory_kib > Self::MAX_MEMORY_KIB || iterations > Self::MAX_ITERATIONS || lanes > Self::MAX_LANES {
            return Err(KdfLimit::AboveCeiling);
        }
        Ok(Self { memory_kib, iterations, lanes })
    }

    /// The default's passes and lanes over that much memory, in MiB; errors as in [`KdfParams::new`].
    pub fn with_memory_mib(memory_mib: u32) -> Result<Self, KdfLimit> {
        Self::new(memory_mib.saturating_mul(1024), Self::DEFAULT.iterations, Self::DEFAULT.lanes)
    }

    /// Derives a key of nothing with these parameters, for a caller that measures how long that takes.
    ///
    /// # Errors
    /// [`ArgonError::Memory`] where the system has not enough.
    pub fn spend(self) -> Result<(), ArgonError> {
        password_key(&SecretString::default(), &[0; 32], self).map(drop)
    }

    /// Memory in KiB.
    pub const fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// Passes over the memory.
    pub fn iterations(self) -> u32 {
        self.iterations
    }

    /// Lanes that are filled side by side.
    pub fn lanes(self) -> u32 {
        self.lanes
    }

    /// Whether guessing against these is cheaper than against `other`, in memory or in passes.
    pub fn weaker_than(self, other: Self) -> bool {
        self.memory_kib < other.memory_kib || self.iterations < other.iterations
    }
}

/// `pwk` of the format: Argon2id over the password in normalisation form C.
pub(crate) fn password_key(
    password: &SecretString,
    salt: &[u8; 32],
    params: KdfParams,
) -> Result<Zeroizing<[u8; 32]>, ArgonError> {
    // Exposed to be normalised and hashed; form C is at most three times as long, and text that grows leaves copies.
    let password = password.expose();
    let mut normalised = Zeroizing::new(String::with_capacity(password.len().saturating_mul(3)));
    normalised.extend(password.nfc());
    let call = Call {
        algorithm: Algorithm::Argon2id,
        version: Version::V0x13,
        memory_kib: params.memory_kib,
        iterations: params.iterations,
        lanes: params.lanes,
    };
    argon::argon2(call, normalised.as_bytes(), salt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_below_the_floor_or_above_the_ceiling_cannot_be_made() {
        for (m, t, p) in [(65_535, 3, 4), (65_536, 2, 4), (65_536, 3, 0)] {
            assert_eq!(KdfParams::new(m, t, p), Err(KdfLimit::BelowFloor));
        }
        for (m, t, p) in [(u32::MAX, 3, 4), (65_536, 65, 4), (65_536, 3, 17)] {
            assert_eq!(KdfParams::new(m, t, p), Err(KdfLimit::AboveCeiling));
        }
        assert_eq!(KdfParams::new(65_536, 3, 4), Ok(KdfParams::FLOOR));
    }

    #[test]
    fn composed_and_decomposed_passwords_are_the_same() {
        let key = |text: &str| password_key(&text.into(), &[1; 32], KdfParams::FLOOR).unwrap();
        assert_eq!(*key("caf\u{e9}"), *key("cafe\u{301}"));
    }
}
