//! Keys and sealed bytes.
//!
//! The key hierarchy of a vault, the slots that open it, the envelopes around its records and the header that holds it
//! together. Knows no items and does no I/O; a key never leaves as bytes. `docs/format.md` is the norm.

mod argon;
mod backup;
mod envelope;
pub mod foreign;
mod gcm;
mod header;
mod kdf;
mod keys;
mod label;
mod mac;
mod manifest;
mod padding;
mod recovery;
mod slot;
#[cfg(test)]
mod two_keys;
#[cfg(test)]
mod vectors;
pub mod wire;

pub use argon::ArgonError;
pub use backup::{BACKUP_HEAD, BackupKeyError, BackupKeys, CHUNK, ChunkError, SEALED_CHUNK, WrappedRoot};
pub use envelope::{Envelope, OpenError, Place, RecordTag, SealError};
pub use header::{Header, HeaderError};
pub use kdf::{KdfLimit, KdfParams};
pub use keys::{Sealer, UnlockError, VaultKeys, WRAPS_PER_EPOCH};
pub use manifest::{PageLeaf, PageSum};
pub use recovery::{RecoveryCode, RecoveryCodeError};
pub use slot::{Slot, SlotError, SlotKind, UnlockSecret};

use std::fmt;

/// The number that names all algorithms.
const SUITE: u16 = 1;

/// The random name of a vault.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VaultId([u8; 16]);

impl VaultId {
    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
