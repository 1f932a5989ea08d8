//! A vault that comes to be: a new one, or a copy of an open one for a new place.

use crate::audit::ChainEnd;
use crate::error::{OpenVaultError, WriteError};
use crate::open::{open_pages, read_header, read_pages};
use crate::{Action, AuditEvent, Env, Unlocked};
use futures_util::TryStreamExt;
use std::sync::Arc;
use strongroom_crypto::{Header, KdfParams, PageSum, Place, SealError, UnlockSecret, VaultKeys};
use strongroom_storage::{Batch, Class, Record, RecordId, Storage};

/// A new vault: its keys, and the batch that makes its first state. Nothing is written here.
pub fn prepare(
    secrets: &[UnlockSecret],
    params: KdfParams,
    env: Env<'_>,
) -> Result<(Batch, VaultKeys), WriteError> {
    let (mut keys, mut header) = VaultKeys::create(secrets, params, env.random)?;
    let mut chain = ChainEnd::START;
    let event = AuditEvent::of_vault(Action::CreateVault, "");
    let content = chain.append(&event, env.clock.now(), &keys)?;
    let id = RecordId::counted(0);
    let place = Place { class: Class::Audit.number(), id: id.0, version: 1 };
    // Exposed to be sealed.
    let body = keys.seal(&mut header, &place, content.expose(), env.random)?;
    header.audit_entries = chain.entries;
    header.audit_head = chain.head;
    keys.finish(&mut header, &PageSum::default());
    let puts = vec![Record { class: Class::Audit, id, body }];
    let batch = Batch { expected: 0, generation: 1, header: header.to_bytes(), puts, deletes: Vec::new() };
    Ok((batch, keys))
}

impl Unlocked {
    /// Opens a vault whose keys are at hand: one that was just made or restored.
    pub async fn with_keys(storage: Arc<dyn Storage>, mut keys: VaultKeys) -> Result<Self, OpenVaultError> {
        let header = read_header(&*storage, &keys).await?;
        keys.follow(&header)?;
        let (sum, index) =
            open_pages(&keys, &header, read_pages(&*storage).await?).map_err(OpenVaultError::Index)?;
        Ok(Self::opened(storage, keys, header, sum, index))
    }

    /// Prepares a copy of the whole vault for a new place, with a slot for each of `secrets` in place of the present ones.
    /// Its generation is the next after both this vault's and `above`: what a machine remembers of the vault, so that the
    /// copy is not taken for an older state there. The copy begins an epoch of its own: from now on two vaults would count
    /// what one key wraps, each without the other. Nothing changes here.
    pub async fn copy(
        &mut self,
        secrets: &[UnlockSecret],
        params: KdfParams,
        above: u64,
        env: Env<'_>,
    ) -> Result<Batch, WriteError> {
        let mut header = self.header.clone();
        self.keys.replace_slots(&mut header, secrets, params, env.random)?;
        header.generation = next_generation(header.generation.max(above))?;
        let batch = self.copy_batch(header, env).await;
        // The copy's epoch is in no header of this vault.
        self.keys.follow(&self.header).map_err(OpenVaultError::from)?;
        batch
    }

    async fn copy_batch(&mut self, mut header: Header, env: Env<'_>) -> Result<Batch, WriteError> {
        match self.keys.begin_epoch(&mut header, env.random) {
            // After 255 restorings in a row: a vault that cannot be restored would be worse than two that share what is left.
            Ok(()) | Err(SealError::TooManyEpochs) => {}
            Err(error) => return Err(error.into()),
        }
        let mut puts = Vec::new();
        for class in Class::ALL.into_iter().filter(|class| *class != Class::Attachment) {
            puts.append(&mut self.storage.stream(class).try_collect::<Vec<_>>().await?);
        }
        let event = AuditEvent::of_vault(Action::RestoreVault, "");
        self.seal_events(&[event], &mut header, &mut puts, env)?;
        self.keys.finish(&mut header, &self.sum);
        let generation = header.generation;
        Ok(Batch { expected: 0, generation, header: header.to_bytes(), puts, deletes: Vec::new() })
    }

    /// Gives up the open vault and keeps its keys, to open a copy of it.
    pub fn into_keys(self) -> VaultKeys {
        self.keys
    }
}

/// Generations that a vault reaches by counting; a larger one was made up, and storages need not be able to hold it.
const MAX_GENERATION: u64 = 1 << 62;

/// The generation after that one.
fn next_generation(last: u64) -> Result<u64, WriteError> {
    last.checked_add(1).filter(|next| *next <= MAX_GENERATION).ok_or(WriteError::Generation)
}
