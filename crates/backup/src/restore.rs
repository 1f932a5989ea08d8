//! Restoring: the vault of a backup, with new ways in. The old passwords do not open it.

use crate::error::BackupError;
use crate::read::BackupSummary;
use strongroom_crypto::{KdfParams, UnlockSecret, VaultKeys};
use strongroom_storage::Batch;
use strongroom_vault::{Env, Unlocked};

/// A backup of which every byte was read and verified.
pub struct VerifiedBackup {
    pub(crate) summary: BackupSummary,
    pub(crate) vault: Unlocked,
}

/// A restored vault: the batch that makes it whole at a new place, and its keys. Nothing is written yet.
pub struct Restored {
    /// Every record, under a header with the new ways in.
    pub first: Batch,
    /// The vault's keys.
    pub keys: VaultKeys,
}

impl VerifiedBackup {
    /// What it holds.
    pub fn summary(&self) -> &BackupSummary {
        &self.summary
    }

    /// Prepares its vault for a new place, with a slot for each of `secrets`, and an audit entry that says so.
    pub async fn restore(
        mut self,
        secrets: &[UnlockSecret],
        params: KdfParams,
        env: Env<'_>,
    ) -> Result<Restored, BackupError> {
        let first = self.vault.copy(secrets, params, env).await?;
        Ok(Restored { first, keys: self.vault.into_keys() })
    }
}
