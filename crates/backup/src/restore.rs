//! Restoring: the vault of a backup, with new ways in. The old passwords do not open it.

use crate::error::BackupError;
use crate::read::BackupSummary;
use std::sync::Arc;
use strongroom_crypto::{KdfParams, UnlockSecret, VaultId, VaultKeys};
use strongroom_storage::{Batch, Storage};
use strongroom_vault::{Env, Unlocked};

/// A backup of which every byte was read and verified.
pub struct VerifiedBackup {
    pub(crate) summary: BackupSummary,
    pub(crate) vault: Unlocked,
}

/// A restored vault: the batch that makes it whole at a new place, and its keys. Nothing is written yet.
pub struct Restored {
    /// Every record but the parts of files, under a header with the new ways in.
    pub first: Batch,
    /// Where the parts of files are: the backup.
    pub files: Arc<dyn Storage>,
    /// The vault's keys.
    pub keys: VaultKeys,
}

impl VerifiedBackup {
    /// What it holds.
    pub fn summary(&self) -> &BackupSummary {
        &self.summary
    }

    /// The id of its vault: what a machine remembers of vaults is found by it.
    pub fn vault(&self) -> &VaultId {
        self.vault.keys().vault()
    }

    /// The keys of its vault, with which what a machine remembers of it is authenticated.
    pub fn keys(&self) -> &VaultKeys {
        self.vault.keys()
    }

    /// Prepares its vault for a new place, with a slot for each of `secrets`, and an audit entry that says so. `above` is
    /// the last generation that this machine saw of the vault, or 0: the restored vault continues behind it.
    pub async fn restore(
        mut self,
        secrets: &[UnlockSecret],
        params: KdfParams,
        above: u64,
        env: Env<'_>,
    ) -> Result<Restored, BackupError> {
        let first = self.vault.copy(secrets, params, above, env).await?;
        let files = Arc::clone(self.vault.storage());
        Ok(Restored { first, files, keys: self.vault.into_keys() })
    }
}
