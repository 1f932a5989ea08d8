//! Changing the ways into an open vault.

use crate::commit::Change;
use crate::error::WriteError;
use crate::{Action, AuditEvent, Env, Unlocked};
use strongroom_crypto::{KdfParams, UnlockSecret};
use strongroom_storage::StorageError;

/// How often a change of the ways in is tried again when others keep changing the vault: each time takes a key derivation.
const ATTEMPTS: u32 = 20;

impl Unlocked {
    /// Replaces the ways in that need a password by `secret`; the recovery code stays. `events` are written down before the
    /// change of the ways in, in the same transaction.
    pub async fn replace_password(
        &mut self,
        secret: UnlockSecret,
        params: KdfParams,
        mut events: Vec<AuditEvent>,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        events.push(AuditEvent::of_vault(Action::ChangeSlots, secret.kind().name()));
        let mut change = Change { events, ..Change::default() };
        let mut attempt = 0;
        loop {
            let mut header = self.header.clone();
            self.keys.replace_password(&mut header, &secret, params, env.random)?;
            change.slots_of = Some(header);
            match self.try_commit(&change, env).await {
                Err(WriteError::Storage(StorageError::Conflict)) if attempt < ATTEMPTS => {
                    self.catch_up().await?;
                }
                done => return done,
            }
            attempt += 1;
        }
    }
}
