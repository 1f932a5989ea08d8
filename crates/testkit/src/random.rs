//! Randomness that repeats, and randomness that runs out.

use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};
use strongroom_secret::{Random, RandomError};

/// The same bytes for the same seed: SHA-256 over seed and counter. A call takes whole blocks, so that what one call
/// gets depends on how many came before it and not on who asked.
#[derive(Debug)]
pub struct SeededRandom {
    seed: u64,
    blocks: AtomicU64,
}

impl SeededRandom {
    /// Starts the sequence of that seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, blocks: AtomicU64::new(0) }
    }

    /// A number below `limit`, which must not be 0.
    pub fn below(&self, limit: usize) -> usize {
        let mut bytes = [0; 8];
        self.fill(&mut bytes).unwrap();
        usize::try_from(u64::from_be_bytes(bytes) % u64::try_from(limit).unwrap()).unwrap()
    }
}

impl Random for SeededRandom {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        for chunk in out.chunks_mut(32) {
            let number = self.blocks.fetch_add(1, Ordering::Relaxed);
            let block =
                Sha256::new().chain_update(self.seed.to_be_bytes()).chain_update(number.to_be_bytes());
            chunk.copy_from_slice(&block.finalize()[..chunk.len()]);
        }
        Ok(())
    }
}

/// Gives bytes some times, and fails from then on.
#[derive(Debug)]
pub struct FailingRandom {
    left: AtomicU64,
    source: SeededRandom,
}

impl FailingRandom {
    /// Fails after that many calls.
    pub fn after(calls: u64) -> Self {
        Self { left: AtomicU64::new(calls), source: SeededRandom::new(u64::MAX) }
    }
}

impl Random for FailingRandom {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        let one_less = |left: u64| left.checked_sub(1);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).map_err(|_| RandomError)?;
        self.source.fill(out)
    }
}
