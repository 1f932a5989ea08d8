//! Random sources, small vaults and damaged bytes for the scenarios.

use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};
use strongroom_crypto::{Header, KdfParams, Place, RecoveryCode, UnlockSecret, VaultKeys};
use strongroom_secret::{OsRandom, Random, RandomError};

/// Repeatable randomness.
pub(crate) struct Seeded(AtomicU64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed << 32))
    }
}

impl Random for Seeded {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        for chunk in out.chunks_mut(32) {
            let block = Sha256::digest(self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
        Ok(())
    }
}

/// Gives bytes a few times and then fails.
pub(crate) struct FailingAfter(pub(crate) AtomicU64);

impl FailingAfter {
    pub(crate) fn new(times: u64) -> Self {
        Self(AtomicU64::new(times))
    }
}

impl Random for FailingAfter {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        let left = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        if left.is_err() {
            return Err(RandomError);
        }
        OsRandom.fill(out)
    }
}

pub(crate) const PLACE: Place = Place { class: 1, id: [0x11; 16], version: 7 };

pub(crate) fn code(seed: u64) -> UnlockSecret {
    UnlockSecret::Recovery(RecoveryCode::make(&Seeded::new(seed)).unwrap())
}

/// A vault that a recovery code opens: no key derivation, so that it can be opened thousands of times.
pub(crate) fn vault(seed: u64) -> (VaultKeys, Header, UnlockSecret) {
    let secret = code(seed);
    let (keys, header) =
        VaultKeys::create(std::slice::from_ref(&secret), KdfParams::FLOOR, &Seeded::new(seed + 1000))
            .unwrap();
    (keys, header, secret)
}

pub(crate) fn password(text: &str) -> UnlockSecret {
    UnlockSecret::Password(text.into())
}

/// Each byte changed three ways, every truncation, and garbage appended; with what was done.
pub(crate) fn damaged(bytes: &[u8]) -> impl Iterator<Item = (String, Vec<u8>)> {
    let changes = (0..bytes.len()).flat_map(|place| [0x01, 0x80, 0xff].map(|mask| (place, mask)));
    let changed = changes.map(|(place, mask)| {
        let mut copy = bytes.to_vec();
        copy[place] ^= mask;
        (format!("byte {place} changed by {mask:#04x}"), copy)
    });
    let cut = (0..bytes.len()).map(|length| (format!("cut to {length} bytes"), bytes[..length].to_vec()));
    let garbage = [vec![0], vec![0xff], vec![0; 16], b"\r\n".to_vec(), bytes.to_vec()];
    let appended = garbage
        .into_iter()
        .map(move |tail| (format!("{} bytes appended", tail.len()), [bytes, &tail].concat()));
    changed.chain(cut).chain(appended)
}

/// Where the fields of a header with slots lie (docs/format.md, sections 3 and 4).
pub(crate) mod layout {
    pub(crate) const VAULT: std::ops::Range<usize> = 22..38;
    pub(crate) const SLOTS: usize = 47;
    pub(crate) const SLOT: usize = 153;
    pub(crate) const EPOCH: usize = 72;
    /// Inside a slot.
    pub(crate) const MEMORY: usize = 17;
    pub(crate) const ITERATIONS: usize = 21;
    pub(crate) const LANES: usize = 25;
    pub(crate) const SALT: usize = 29;
    pub(crate) const COMMITMENT: usize = 61;
    pub(crate) const NONCE: usize = 93;
    pub(crate) const SEALED: usize = 105;
}
