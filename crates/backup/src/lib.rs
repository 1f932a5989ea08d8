//! Encrypted backups of a whole vault: written, read back completely, restored. `docs/format.md` section 10.
//!
//! A backup holds the vault's own sealed records, so it proves itself as the vault does: an opened backup *is* a
//! [`Storage`](strongroom_storage::Storage) that cannot be written to. Files are opened by hosts.

mod chunks;
mod error;
#[cfg(fuzzing)]
pub mod fuzzing;
mod read;
mod restore;
#[cfg(test)]
mod tests;
mod write;

pub use chunks::ReadSeek;
pub use error::BackupError;
pub use read::{Accepted, BackupFile, BackupSummary};
pub use restore::{Restored, VerifiedBackup};
pub use write::{BackupDraft, Snapshot};
