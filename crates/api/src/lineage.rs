//! Whether the file on disk follows the one that was last seen here: an older or a forked copy is told apart.

use crate::app::App;
use crate::session::warning;
use crate::types::Warning;
use crate::{ApiError, ErrorCode};
use strongroom_crypto::{Header, SlotKind, VaultId};
use strongroom_secret::SecretBytes;
use strongroom_vault::{Lineage, Unlocked};

impl App {
    /// What to say of the state of this file; an error where it is older and that was not accepted.
    pub(crate) async fn lineage(
        &self,
        vault: &Unlocked,
        accept_older: bool,
    ) -> Result<Vec<Warning>, ApiError> {
        let header = vault.header();
        let mut warnings = Vec::new();
        let mut verdict = Lineage::Expected;
        if let Some(known) = self.memory().anchor(header.vault()) {
            match known.authentic(vault.keys()) {
                true => verdict = known.anchor.compare(header),
                false if accept_older => warnings.push(warning(
                    "anchor_changed",
                    "what this machine remembered of the vault was changed by someone else: check its last changes",
                )),
                false => {
                    return Err(ApiError::told(
                        ErrorCode::OlderFile,
                        "what this machine remembered of the vault was changed by someone else, so that an older file \
                         would not be noticed: confirm that this is the file you mean",
                    ));
                }
            }
        }
        if verdict == Lineage::Expected && self.older_than_keyring(header).await {
            verdict = Lineage::Older;
        }
        match verdict {
            Lineage::Expected => {}
            Lineage::Older if accept_older => warnings.push(warning(
                "older_file",
                "this is an older state of the vault than the one last seen here, as you confirmed",
            )),
            Lineage::Older => {
                return Err(ApiError::told(
                    ErrorCode::OlderFile,
                    "this file is an older state of the vault than the one last seen here: if you restored it on \
                     purpose, confirm that; if not, look for the newer file",
                ));
            }
            Lineage::Forked => warnings.push(warning(
                "forked_file",
                "this file and the one last seen here were changed apart from each other: look for the other copy",
            )),
        }
        Ok(warnings)
    }

    async fn older_than_keyring(&self, header: &Header) -> bool {
        if !header.slots().iter().any(|slot| slot.kind() == SlotKind::PasswordDevice) {
            return false;
        }
        let found = self.host.device_secrets().load(&anchor_name(header.vault())).await;
        let Ok(Some(stored)) = found else { return false };
        let generation = stored.expose().first_chunk().map(|bytes| u64::from_be_bytes(*bytes));
        generation.is_some_and(|generation| header.generation < generation)
    }

    /// Leaves the state in the keyring too, where the vault uses one: 8 bytes generation, 24 of the fingerprint.
    pub(crate) async fn anchor_in_keyring(&self, header: &Header) {
        if header.slots().iter().any(|slot| slot.kind() == SlotKind::PasswordDevice) {
            let mut state = header.generation.to_be_bytes().to_vec();
            state.extend(header.fingerprint().iter().take(24));
            let _ =
                self.host.device_secrets().store(&anchor_name(header.vault()), SecretBytes::new(state)).await;
        }
    }
}

fn anchor_name(vault: &VaultId) -> String {
    format!("{vault}.anchor")
}
