//! A new vault: its ways in, its recovery code on show, and the file once the person has typed that code.

use crate::app::{App, path_of};
use crate::convert::file_error;
use crate::files::NewFile;
use crate::password::{DeviceSecret, not_empty};
use crate::session::Open;
use crate::types::{
    ConfirmRequest, CreateRequest, Nothing, OpenVault, RecoveryCode as ShownCode, SaveRecoveryCodeRequest,
};
use crate::unlock::with_device;
use crate::{ApiError, ErrorCode, KeyringError};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use strongroom_crypto::{RecoveryCode, UnlockSecret, VaultId, VaultKeys};
use strongroom_secret::SecretString;
use strongroom_storage::{Batch, Storage, StorageError};
use strongroom_vault::{Unlocked, prepare};

/// A vault that is ready to be written, once the person has typed the recovery code.
pub(crate) struct Pending {
    path: PathBuf,
    first: Batch,
    /// Where the parts of its files are, of a vault that is restored.
    files: Option<Arc<dyn Storage>>,
    keys: VaultKeys,
    code: RecoveryCode,
    device: Option<DeviceSecret>,
}

/// The ways in of a new vault.
pub(crate) struct NewWays {
    pub(crate) secrets: Vec<UnlockSecret>,
    pub(crate) code: RecoveryCode,
    pub(crate) device: Option<DeviceSecret>,
    pub(crate) keyring_message: Option<String>,
}

impl App {
    /// Prepares a new vault and shows its recovery code. Nothing is written yet.
    pub async fn create_vault(&self, request: CreateRequest) -> Result<ShownCode, ApiError> {
        let path = self.new_place(&request.path)?;
        let params = self.chosen_kdf(request.kdf_memory_mib)?;
        let ways = self.new_ways(request.password, request.use_keyring, None).await?;
        let (first, keys) = self.derive(|env| Ok(prepare(&ways.secrets, params, env)?))?;
        self.show_code(path, first, None, keys, ways).await
    }

    /// The ways in of a vault that comes to be; of a restored one that has its id already, `known`.
    pub(crate) async fn new_ways(
        &self,
        password: SecretString,
        use_keyring: bool,
        known: Option<&VaultId>,
    ) -> Result<NewWays, ApiError> {
        not_empty(&password)?;
        let (device, refused) = match use_keyring {
            true => match self.usable_device_secret(known).await? {
                Ok(device) => (Some(device), None),
                Err(error) => (None, Some(error)),
            },
            false => (None, None),
        };
        let code = RecoveryCode::make(self.host.random())?;
        let first = with_device(password, device.clone());
        let keyring_message = refused.map(|error| error.to_string());
        Ok(NewWays {
            secrets: vec![first, UnlockSecret::Recovery(code.clone())],
            code,
            device,
            keyring_message,
        })
    }

    /// A device secret that the keyring can be relied on to keep: the one that it has for that vault, which other copies of
    /// it may need, or a new one after the keyring has shown that it takes secrets and gives them back.
    async fn usable_device_secret(
        &self,
        known: Option<&VaultId>,
    ) -> Result<Result<DeviceSecret, KeyringError>, ApiError> {
        if let Some(vault) = known
            && let Ok(Some(device)) = self.kept_device_secret(vault).await
        {
            return Ok(Ok(device));
        }
        let device = self.new_device_secret()?;
        Ok(self.try_keyring().await.map(|()| device))
    }

    pub(crate) async fn show_code(
        &self,
        path: PathBuf,
        first: Batch,
        files: Option<Arc<dyn Storage>>,
        keys: VaultKeys,
        ways: NewWays,
    ) -> Result<ShownCode, ApiError> {
        let NewWays { code, device, keyring_message, .. } = ways;
        let shown = ShownCode { code: code.to_text(), uses_keyring: device.is_some(), keyring_message };
        self.session().await.pending = Some(Pending { path, first, files, keys, code, device });
        Ok(shown)
    }

    /// Keeps the recovery code that is on show in a file.
    pub async fn save_recovery_code(&self, request: SaveRecoveryCodeRequest) -> Result<Nothing, ApiError> {
        let path = path_of(&request.path)?;
        let session = self.session().await;
        let pending = session.pending.as_ref().ok_or_else(nothing_pending)?;
        let text = format!(
            "Strongroom recovery code\n\nVault: {}\nCode:  {}\n\nKeep this where only you find it, and not on the \
             machine that the vault is on.\n",
            pending.path.display(),
            // Exposed because the person asked for it in a file.
            pending.code.to_text().expose()
        );
        let written = NewFile::begin(&path).and_then(|mut file| {
            file.file().write_all(text.as_bytes())?;
            file.keep()
        });
        written.map_err(|error| file_error(&request.path, &error))?;
        Ok(Nothing {})
    }

    /// Forgets a vault that was prepared.
    pub async fn cancel_new_vault(&self, _: Nothing) -> Result<Nothing, ApiError> {
        self.session().await.pending = None;
        Ok(Nothing {})
    }

    /// Writes the prepared vault, if the person typed its recovery code, and opens it.
    pub async fn confirm_recovery_code(&self, request: ConfirmRequest) -> Result<OpenVault, ApiError> {
        let typed = RecoveryCode::parse(&request.code)?;
        let mut session = self.session().await;
        let pending = session.pending.as_ref().ok_or_else(nothing_pending)?;
        if typed != pending.code {
            return Err(ApiError::invalid(
                "this is a recovery code, but not the one of this vault: type the one that was shown",
            ));
        }
        let newly_kept = match &pending.device {
            Some(device) => self.keep_device_secret(pending.keys.vault(), device).await?,
            None => false,
        };
        let storage =
            match self.host.create_storage(&pending.path, pending.first.clone(), pending.files.clone()).await
            {
                Ok(storage) => storage,
                Err(error) => {
                    if newly_kept {
                        let _ = self.host.device_secrets().forget(&pending.keys.vault().to_string()).await;
                    }
                    return Err(error.into());
                }
            };
        let Pending { path, keys, .. } = session.pending.take().ok_or_else(nothing_pending)?;
        let vault = Unlocked::with_keys(storage, keys).await?;
        self.touch(Nothing {}).await?;
        Ok(self.now_open(&mut session, Open::new(path, vault, Vec::new())))
    }

    /// A path where nothing is yet, in a folder that is there: said before the person writes a recovery code down.
    pub(crate) fn new_place(&self, text: &str) -> Result<PathBuf, ApiError> {
        let path = free_path(text)?;
        match path.parent() {
            // The host makes its own folder with the vault.
            Some(folder) if folder == self.host.places().data => Ok(path),
            Some(folder) if folder.is_dir() => Ok(path),
            _ => Err(StorageError::Missing.into()),
        }
    }
}

/// A path where nothing is yet.
pub(crate) fn free_path(text: &str) -> Result<PathBuf, ApiError> {
    let path = path_of(text)?;
    match path.symlink_metadata() {
        Ok(_) => Err(StorageError::Exists.into()),
        Err(_) => Ok(path),
    }
}

fn nothing_pending() -> ApiError {
    ApiError::told(ErrorCode::NotFound, "no new vault is waiting for its recovery code: create one first")
}
