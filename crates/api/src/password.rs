//! A new master password: after the old one, or after the recovery code; and the device secret that goes with it.

use crate::app::{App, path_of};
use crate::memory::Attempts;
use crate::rebuilt::warnings_of;
use crate::session::{Open, shown, warning};
use crate::types::{ChangePasswordRequest, Nothing, OpenVault, RecoverRequest};
use crate::unlock::{failures, with_device};
use crate::{ApiError, KeyringError};
use strongroom_crypto::{KdfParams, RecoveryCode, UnlockSecret, VaultId, VaultKeys};
use strongroom_secret::{RandomError, Secret, SecretBytes, SecretString};
use strongroom_vault::{Action, AuditEvent, Locked, OpenVaultError};

/// The name under which the keyring is tried out.
const TRIAL: &str = "trial";

/// What the keyring keeps for a vault.
pub(crate) type DeviceSecret = Secret<[u8; 32]>;

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
        let _turn = self.memory().one_attempt(header.vault()).await;
        let attempts = self.check_wait(&header)?;
        let secret = UnlockSecret::Recovery(code);
        let unlocked = self.unlocked(locked, secret, request.accept_rebuild).await;
        let (vault, rebuilt) = unlocked.map_err(|error| self.failed(&header, attempts, error))?;
        let mut events = failures(attempts);
        events.push(AuditEvent::of_vault(Action::Recover, ""));
        let mut open = self.admit(path, vault, events, request.accept_older, attempts).await?;
        open.warnings.extend(rebuilt.iter().flat_map(warnings_of));
        let device = match request.use_keyring {
            true => self.device_secret_of(header.vault()).await.map(Some),
            false => Ok(None),
        };
        let device = device.unwrap_or_else(|error| {
            open.warnings.push(warning(
                "keyring_unavailable",
                &format!("no device secret was kept, so the master password alone opens the vault: {error}"),
            ));
            None
        });
        self.set_password(&mut open, request.new_password, device, Vec::new()).await?;
        self.touch(Nothing {}).await?;
        Ok(self.now_open(&mut session, open))
    }

    /// Gives the open vault a new master password. The device secret stays the one that it is, so that a power cut
    /// between keyring and vault leaves nobody outside.
    pub async fn change_password(&self, request: ChangePasswordRequest) -> Result<OpenVault, ApiError> {
        not_empty(&request.new_password)?;
        let mut session = self.session().await;
        let header = session.open()?.vault.header().clone();
        let _turn = self.memory().one_attempt(header.vault()).await;
        let attempts = self.check_wait(&header)?;
        let secret = self.password_secret(&header, request.password).await?;
        let checked = self.derive(|_| Ok(VaultKeys::unlock(&header, &secret).map(drop)));
        checked?.map_err(|error| self.failed(&header, attempts, OpenVaultError::Unlock(error)))?;
        let device = match (request.use_keyring, secret) {
            (false, _) => None,
            (true, UnlockSecret::PasswordDevice(_, device)) => Some(device),
            (true, _) => Some(self.device_secret_of(header.vault()).await?),
        };
        let open = session.open()?;
        self.set_password(open, request.new_password, device, failures(attempts)).await?;
        self.memory().set_attempts(header.vault(), Attempts::default());
        self.changed(open);
        Ok(shown(open))
    }

    /// The device secret stays in the keyring even where it is no longer asked for: other copies of the vault may need it.
    async fn set_password(
        &self,
        open: &mut Open,
        password: SecretString,
        device: Option<DeviceSecret>,
        events: Vec<AuditEvent>,
    ) -> Result<(), ApiError> {
        let params = open.vault.anchor().kdf.unwrap_or(KdfParams::DEFAULT);
        open.vault.replace_password(with_device(password, device), params, events, self.env()).await?;
        // The slots that were replaced shall not be left in the file.
        open.scrub().await;
        Ok(())
    }

    /// The device secret that the keyring has for the vault, which other copies of it may need; else a fresh one, kept there.
    async fn device_secret_of(&self, vault: &VaultId) -> Result<DeviceSecret, KeyringError> {
        if let Ok(Some(device)) = self.kept_device_secret(vault).await {
            return Ok(device);
        }
        let device = self.new_device_secret().map_err(|_| KeyringError::Failed)?;
        self.keep_device_secret(vault, &device).await?;
        Ok(device)
    }

    /// The device secret that the keyring has for the vault; none where it has none.
    pub(crate) async fn kept_device_secret(
        &self,
        vault: &VaultId,
    ) -> Result<Option<DeviceSecret>, KeyringError> {
        let Some(kept) = self.host.device_secrets().load(&vault.to_string()).await? else { return Ok(None) };
        // Exposed to be taken as the bytes that it has to be.
        let device = kept.expose().as_slice().try_into().map_err(|_| KeyringError::Unusable)?;
        Ok(Some(Secret::new(device)))
    }

    /// 32 random bytes, not kept anywhere yet.
    pub(crate) fn new_device_secret(&self) -> Result<DeviceSecret, RandomError> {
        let mut device = Secret::new([0; 32]);
        self.host.random().fill(device.expose_mut())?;
        Ok(device)
    }

    /// Keeps the device secret in the keyring, in place of the one before. Says whether it was not there already.
    pub(crate) async fn keep_device_secret(
        &self,
        vault: &VaultId,
        device: &DeviceSecret,
    ) -> Result<bool, KeyringError> {
        if let Ok(Some(kept)) = self.kept_device_secret(vault).await
            && kept == *device
        {
            return Ok(false);
        }
        // Exposed to be kept in the keyring.
        let secret = SecretBytes::new(device.expose().to_vec());
        self.host.device_secrets().store(&vault.to_string(), secret).await?;
        Ok(true)
    }

    /// Whether the keyring takes a secret and gives it back: one that merely answers may be locked.
    pub(crate) async fn try_keyring(&self) -> Result<(), KeyringError> {
        let mut probe = SecretBytes::new(vec![0; 32]);
        self.host.random().fill(probe.expose_mut()).map_err(|_| KeyringError::Failed)?;
        let keyring = self.host.device_secrets();
        keyring.store(TRIAL, probe.clone()).await?;
        let kept = keyring.load(TRIAL).await?;
        keyring.forget(TRIAL).await?;
        match kept == Some(probe) {
            true => Ok(()),
            false => Err(KeyringError::Unusable),
        }
    }
}

/// Refuses a master password of nothing.
pub(crate) fn not_empty(password: &SecretString) -> Result<(), ApiError> {
    match password.is_empty() {
        true => Err(ApiError::invalid("the master password is empty: choose one")),
        false => Ok(()),
    }
}
