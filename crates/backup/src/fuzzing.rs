//! A door for the fuzzer (docs/fuzzing.md) past the key derivation of a backup. In no program.

use crate::{BackupError, BackupFile, ReadSeek};
use std::sync::Arc;
use strongroom_crypto::BackupKeys;

/// Opens a backup with keys that are there already.
pub fn open(keys: Arc<BackupKeys>, file: Box<dyn ReadSeek>) -> Result<BackupFile, BackupError> {
    BackupFile::with_keys(keys, file)
}
