//! Randomness as a parameter: the operating system's in the program, a seeded or a failing one in tests.

use thiserror::Error;

/// The random source gave no bytes; nothing may be written with what it left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the system's random source failed")]
pub struct RandomError;

/// A cryptographically secure source of random bytes.
pub trait Random: Send + Sync {
    /// Fills `out` with random bytes, or fails and leaves its content unspecified.
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError>;
}

/// The operating system's source.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        getrandom::fill(out).map_err(|_| RandomError)
    }
}
