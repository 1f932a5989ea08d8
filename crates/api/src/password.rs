//! A new master password: after the old one, or after the recovery code; and the device secret that goes with it.

use crate::app::{App, path_of};
use crate::memory::Attempts;
use crate::session::{Open, shown, warning};
use crate::types::{ChangePasswordRequest, Nothing, OpenVault, RecoverRequest};
use crate::unlock::{failures, with_device};
use crate::{ApiError, KeyringError};
use strongroom_crypto::{KdfParams, RecoveryCode, UnlockSecret, VaultId, VaultKeys};
use strongroom_secret::{RandomError, Secret, SecretBytes, SecretString};
use strongroom_vault::{Action, AuditEvent, Locked, OpenVaultError};

type DeviceSecret = Secret<[u8; 32]>;

impl App {
    /// Opens a vault with its recovery code, and gives it a new master password and, where the keyring takes one, a new
    /// device secret. A keyring that does not is no reason to stay outside: a warning says so.
    pub async fn recover(&self, request: RecoverRequest) -> Result<OpenVault, ApiError> {
        let path = path_of(&request.path)?;
        let code = RecoveryCode::parse(&request.code)?;
        not_empty(&request.new_password)?;
        let mut session = self.session().await;
        let locked = Locked::open(self.host.open_storage(&path).await?).await?;
        let header = locked.header().clone();
        let attempts = self.check_wait(&header)?;
        let unlocked = locked.unlock(UnlockSecret::Recovery(code)).await;
        let vault = unlocked.map_err(|error| self.failed(&header, attempts, error))?;
        let mut events = failures(attempts);
        events.push(AuditEvent::of_vault(Action::Recover, ""));
        let mut open = self.admit(path, vault, events, request.accept_older, attempts).await?;
        let device = match request.use_keyring {
            true => self.renewed_device_secret(header.vault()).await,
            false => Ok(None),
        };
        let device = device.unwrap_or_else(|error| {
            open.warnings.push(warning(
                "keyring_unavailable",
                &format!("no device secret was kept, so the master password alone opens the vault: {error}"),
            ));
            None
        });
        self.set_password(&mut open, request.new_password, device).await?;
        self.touch(Nothing {}).await?;
        Ok(self.now_open(&mut session, open))
    }

    /// Gives the open vault a new master password. The device secret stays the one that it is, so that a power cut
    /// between keyring and vault leaves nobody outside.
    pub async fn change_password(&self, request: ChangePasswordRequest) -> Result<OpenVault, ApiError> {
        not_empty(&request.new_password)?;
        let mut session = self.session().await;
        let header = session.open()?.vault.header().clone();
        let attempts = self.check_wait(&header)?;
        let secret = self.password_secret(&header, request.password).await?;
        let checked = self.derive(|_| Ok(VaultKeys::unlock(&header, &secret).map(drop)));
        checked?.map_err(|error| self.failed(&header, attempts, OpenVaultError::Unlock(error)))?;
        let device = match (request.use_keyring, secret) {
            (false, _) => None,
            (true, UnlockSecret::PasswordDevice(_, device)) => Some(device),
            (true, _) => self.renewed_device_secret(header.vault()).await?,
        };
        let open = session.open()?;
        self.set_password(open, request.new_password, device).await?;
        self.memory().set_attempts(header.vault(), Attempts::default());
        self.changed(open);
        Ok(shown(open))
    }

    async fn set_password(
        &self,
        open: &mut Open,
        password: SecretString,
        device: Option<DeviceSecret>,
    ) -> Result<(), ApiError> {
        let id = *open.vault.header().vault();
        let has_device = device.is_some();
        let params = open.vault.anchor().kdf.unwrap_or(KdfParams::DEFAULT);
        open.vault.replace_password(with_device(password, device), params, Vec::new(), self.env()).await?;
        if !has_device {
            let _ = self.host.device_secrets().forget(&id.to_string()).await;
        }
        // The slots that were replaced shall not be left in the file.
        open.vault.storage().scrub().await?;
        Ok(())
    }

    /// A fresh device secret, kept in the keyring in place of the one before.
    async fn renewed_device_secret(&self, vault: &VaultId) -> Result<Option<DeviceSecret>, KeyringError> {
        let device = self.new_device_secret().map_err(|_| KeyringError::Failed)?;
        self.store_device_secret(vault, &device).await?;
        Ok(Some(device))
    }

    /// 32 random bytes, not kept anywhere yet.
    pub(crate) fn new_device_secret(&self) -> Result<DeviceSecret, RandomError> {
        let mut device = Secret::new([0; 32]);
        self.host.random().fill(device.expose_mut())?;
        Ok(device)
    }

    /// Keeps the device secret in the keyring, in place of the one before.
    pub(crate) async fn store_device_secret(
        &self,
        vault: &VaultId,
        device: &DeviceSecret,
    ) -> Result<(), KeyringError> {
        // Exposed to be kept in the keyring.
        let secret = SecretBytes::new(device.expose().to_vec());
        self.host.device_secrets().store(&vault.to_string(), secret).await
    }
}

/// Refuses a master password of nothing.
pub(crate) fn not_empty(password: &SecretString) -> Result<(), ApiError> {
    match password.is_empty() {
        true => Err(ApiError::invalid("the master password is empty: choose one")),
        false => Ok(()),
    }
}
