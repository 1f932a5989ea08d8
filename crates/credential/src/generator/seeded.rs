//! Random sources for this module's tests: seeded, failing, stuck.

use std::sync::atomic::{AtomicU64, Ordering};
use strongroom_secret::{Random, RandomError};

/// SplitMix64: even, and the same in every run.
pub(super) struct Seeded(AtomicU64);

impl Seeded {
    pub(super) fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut mixed = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Random for Seeded {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        for chunk in out.chunks_mut(8) {
            let bytes = self.next().to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
        Ok(())
    }
}

/// A source that gives nothing.
pub(super) struct Broken;

impl Random for Broken {
    fn fill(&self, _: &mut [u8]) -> Result<(), RandomError> {
        Err(RandomError)
    }
}

/// A source that always gives the same byte.
pub(super) struct Constant(pub(super) u8);

impl Random for Constant {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        out.fill(self.0);
        Ok(())
    }
}

/// Pearson's statistic against even counts.
pub(super) fn chi_square(counts: &[u32]) -> f64 {
    let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
    counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum()
}

/// Asserts that every outcome was about as frequent: Pearson's statistic has `n − 1` degrees of freedom, hence that mean
/// and twice that variance. Five standard deviations are exceeded by chance once in some hundred thousand draws, and the
/// seeds are fixed.
#[track_caller]
pub(super) fn assert_even(counts: &[u32]) {
    let degrees = (counts.len() - 1) as f64;
    assert!(counts.len() > 1 && counts.iter().all(|count| *count > 0), "an outcome never occurred");
    let off = (chi_square(counts) - degrees).abs() / (2.0 * degrees).sqrt();
    assert!(off < 5.0, "{off} standard deviations off");
}

/// Asserts the same of outcomes that should be as frequent as `weights` say.
#[track_caller]
pub(super) fn assert_follows(counts: &[u32], weights: &[u32]) {
    let all = f64::from(counts.iter().sum::<u32>()) / f64::from(weights.iter().sum::<u32>());
    let expected = weights.iter().map(|weight| f64::from(*weight) * all);
    let statistic: f64 = counts
        .iter()
        .zip(expected)
        .map(|(count, expected)| (f64::from(*count) - expected).powi(2) / expected)
        .sum();
    let degrees = (counts.len() - 1) as f64;
    let off = (statistic - degrees).abs() / (2.0 * degrees).sqrt();
    assert!(counts.len() == weights.len() && off < 5.0, "{off} standard deviations off");
}
