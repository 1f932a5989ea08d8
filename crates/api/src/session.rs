//! Creating, opening, recovering: how keys come into a session.

use crate::app::{App, path_of};
use crate::convert::file_error;
use crate::files::NewFile;
use crate::memory::Attempts;
use crate::types::{
    ChangePasswordRequest, ConfirmRequest, CreateRequest, KeyringState, Nothing, OpenVault, RecentVault,
    RecoverRequest, RecoveryCode as ShownCode, SaveRecoveryCodeRequest, Status, UnlockRequest, Warning,
};
use crate::{ApiError, ErrorCode};
use std::io::Write;
use std::path::{Path, PathBuf};
use strongroom_crypto::{Header, KdfParams, RecoveryCode, SlotKind, UnlockSecret, VaultId, VaultKeys};
use strongroom_secret::{Secret, SecretBytes, SecretString};
use strongroom_storage::Batch;
use strongroom_vault::{Action, AuditEvent, Lineage, Locked, OpenVaultError, Unlocked, prepare};

/// The open vault and what the session knows about it.
pub(crate) struct Open {
    pub(crate) path: PathBuf,
    pub(crate) vault: Unlocked,
    pub(crate) warnings: Vec<Warning>,
    /// Whether imported items may be waiting to be scored.
    pub(crate) scores_pending: bool,
}

/// A vault that is ready to be written, once the person has typed the recovery code.
pub(crate) struct Pending {
    path: PathBuf,
    first: Batch,
    keys: VaultKeys,
    code: RecoveryCode,
    device: Option<Secret<[u8; 32]>>,
}

/// The ways in of a new vault.
pub(crate) struct NewWays {
    pub(crate) secrets: Vec<UnlockSecret>,
    pub(crate) code: RecoveryCode,
    pub(crate) device: Option<Secret<[u8; 32]>>,
    pub(crate) keyring_message: Option<String>,
}

impl App {
    /// What is there before anything is open.
    pub async fn status(&self, _: Nothing) -> Result<Status, ApiError> {
        let session = self.session().await;
        let recent = self.memory().recent().paths;
        let mut vaults = Vec::with_capacity(recent.len());
        for path in recent {
            vaults.push(self.recent_vault(&path).await);
        }
        let keyring = self.host.device_secrets().probe().await.err();
        Ok(Status {
            recent: vaults,
            suggested_path: self.suggested_path(),
            keyring: KeyringState {
                available: keyring.is_none(),
                message: keyring.map(|error| error.to_string()),
            },
            open: session.open.as_ref().map(shown),
        })
    }

    fn suggested_path(&self) -> String {
        let folder = &self.host.places().data;
        let names = std::iter::once("Personal.vault".to_owned())
            .chain((2..100).map(|n| format!("Personal {n}.vault")));
        let free = names.map(|name| folder.join(name)).find(|path| !path.exists());
        free.unwrap_or_else(|| folder.join("New.vault")).display().to_string()
    }

    async fn recent_vault(&self, path: &Path) -> RecentVault {
        let present = path.exists();
        let mut wait_seconds = 0;
        if present
            && let Ok(storage) = self.host.open_storage(path).await
            && let Ok(locked) = Locked::open(storage).await
        {
            wait_seconds = self.memory().attempts(locked.header().vault()).wait(self.now());
        }
        RecentVault { path: path.display().to_string(), name: name_of(path), wait_seconds, present }
    }

    /// Prepares a new vault and shows its recovery code. Nothing is written yet.
    pub async fn create_vault(&self, request: CreateRequest) -> Result<ShownCode, ApiError> {
        let path = free_path(&request.path)?;
        let params = chosen_kdf(request.kdf_memory_mib)?;
        let ways = self.new_ways(request.password, request.use_keyring).await?;
        let (first, keys) = self.derive(|env| Ok(prepare(&ways.secrets, params, env)?))?;
        self.show_code(path, first, keys, ways).await
    }

    /// The key derivation keeps a thread busy for about a second; the runtime moves its other tasks away.
    pub(crate) fn derive<T>(
        &self,
        work: impl FnOnce(strongroom_vault::Env<'_>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let runtime = tokio::runtime::Handle::current();
        match runtime.runtime_flavor() {
            tokio::runtime::RuntimeFlavor::MultiThread => tokio::task::block_in_place(|| work(self.env())),
            _ => work(self.env()),
        }
    }

    pub(crate) async fn new_ways(
        &self,
        password: SecretString,
        use_keyring: bool,
    ) -> Result<NewWays, ApiError> {
        if password.is_empty() {
            return Err(ApiError::invalid("the master password is empty: choose one"));
        }
        let refused = match use_keyring {
            true => self.host.device_secrets().probe().await.err(),
            false => None,
        };
        let device = match (use_keyring, &refused) {
            (true, None) => Some(self.new_device_secret()?),
            _ => None,
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

    fn new_device_secret(&self) -> Result<Secret<[u8; 32]>, ApiError> {
        let mut device = Secret::new([0; 32]);
        self.host.random().fill(device.expose_mut())?;
        Ok(device)
    }

    pub(crate) async fn show_code(
        &self,
        path: PathBuf,
        first: Batch,
        keys: VaultKeys,
        ways: NewWays,
    ) -> Result<ShownCode, ApiError> {
        let NewWays { code, device, keyring_message, .. } = ways;
        let shown = ShownCode { code: code.to_text(), uses_keyring: device.is_some(), keyring_message };
        self.session().await.pending = Some(Pending { path, first, keys, code, device });
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
        if let Some(device) = &pending.device {
            self.store_device_secret(pending.keys.vault(), device).await?;
        }
        let Pending { path, first, keys, .. } = session.pending.take().ok_or_else(nothing_pending)?;
        let storage = self.host.create_storage(&path, first).await?;
        let vault = Unlocked::with_keys(storage, keys).await?;
        let open = Open { path, vault, warnings: Vec::new(), scores_pending: true };
        Ok(self.now_open(&mut session, open))
    }

    async fn store_device_secret(&self, vault: &VaultId, device: &Secret<[u8; 32]>) -> Result<(), ApiError> {
        // Exposed to be kept in the keyring.
        let secret = SecretBytes::new(device.expose().to_vec());
        Ok(self.host.device_secrets().store(&vault.to_string(), secret).await?)
    }

    fn now_open(&self, session: &mut crate::app::Session, open: Open) -> OpenVault {
        self.memory().remember_path(&open.path);
        self.memory().set_attempts(open.vault.header().vault(), Attempts::default());
        self.memory().set_anchor(open.vault.keys(), &open.vault.anchor());
        let view = shown(&open);
        session.open = Some(open);
        view
    }

    /// Opens a vault with its master password and, where it has one, the device secret from the keyring.
    pub async fn unlock(&self, request: UnlockRequest) -> Result<OpenVault, ApiError> {
        let path = path_of(&request.path)?;
        let mut session = self.session().await;
        let locked = Locked::open(self.host.open_storage(&path).await?).await?;
        let header = locked.header().clone();
        let attempts = self.check_wait(&header)?;
        self.check_kdf(&header)?;
        let secret = self.password_secret(&header, request.password).await?;
        let unlocked = locked.unlock(secret).await;
        let vault = unlocked.map_err(|error| self.failed(&header, attempts, error))?;
        let mut events = failures(attempts);
        events.push(AuditEvent::of_vault(Action::Unlock, ""));
        let open = self.admit(path, vault, events, request.accept_older, attempts).await?;
        self.touch(Nothing {}).await?;
        Ok(self.now_open(&mut session, open))
    }

    fn check_wait(&self, header: &Header) -> Result<Attempts, ApiError> {
        let attempts = self.memory().attempts(header.vault());
        match attempts.wait(self.now()) {
            0 => Ok(attempts),
            wait_seconds => Err(ApiError {
                wait_seconds,
                ..ApiError::told(
                    ErrorCode::Throttled,
                    format!("the password was wrong {} times: wait {wait_seconds} s", attempts.failed),
                )
            }),
        }
    }

    /// Before any memory is taken: the derivation may not be cheaper than when the vault was last open here.
    fn check_kdf(&self, header: &Header) -> Result<(), ApiError> {
        match self.memory().anchor(header.vault()) {
            Some(known) if known.anchor.kdf_lowered(header) => Err(OpenVaultError::KdfLowered.into()),
            _ => Ok(()),
        }
    }

    async fn password_secret(
        &self,
        header: &Header,
        password: SecretString,
    ) -> Result<UnlockSecret, ApiError> {
        let has = |kind: SlotKind| header.slots().iter().any(|slot| slot.kind() == kind);
        if !has(SlotKind::PasswordDevice) {
            return Ok(UnlockSecret::Password(password));
        }
        let found = self.host.device_secrets().load(&header.vault().to_string()).await;
        let said = match found {
            Ok(Some(secret)) => match secret.expose().as_slice().try_into() {
                Ok(device) => return Ok(with_device(password, Some(Secret::new(device)))),
                Err(_) => crate::KeyringError::Unusable.to_string(),
            },
            Ok(None) => "the system keyring has no device secret for this vault".to_owned(),
            Err(error) => error.to_string(),
        };
        if has(SlotKind::Password) {
            return Ok(UnlockSecret::Password(password));
        }
        Err(ApiError {
            code: ErrorCode::DeviceSecretMissing,
            message: said,
            hint: "unlock the keyring and try again, or use the recovery code".to_owned(),
            wait_seconds: 0,
        })
    }

    fn failed(&self, header: &Header, attempts: Attempts, error: OpenVaultError) -> ApiError {
        let mut error = ApiError::from(error);
        if error.code == ErrorCode::WrongPassword {
            let attempts = attempts.one_more(self.now());
            self.memory().set_attempts(header.vault(), attempts);
            error.wait_seconds = attempts.wait(self.now());
            if header.slots().iter().any(|slot| slot.kind() == SlotKind::PasswordDevice) {
                error.hint =
                    "check it and try again; if the system keyring was replaced, use the recovery code"
                        .to_owned();
            }
        }
        error
    }

    /// Compares an opened vault with what this machine remembers, and writes down that it was opened.
    async fn admit(
        &self,
        path: PathBuf,
        mut vault: Unlocked,
        events: Vec<AuditEvent>,
        accept_older: bool,
        attempts: Attempts,
    ) -> Result<Open, ApiError> {
        let mut warnings = self.lineage(&vault, accept_older).await?;
        match vault.note(events, self.env()).await {
            Ok(()) => {}
            Err(strongroom_vault::WriteError::Storage(strongroom_storage::StorageError::ReadOnly)) => {
                warnings.push(warning("read_only", "the vault file is read-only: nothing can be changed"));
            }
            Err(error) => return Err(error.into()),
        }
        if attempts.failed > 0 {
            let text =
                format!("since the vault was last open, {} wrong passwords were tried", attempts.failed);
            warnings.push(warning("failed_unlocks", &text));
        }
        Ok(Open { path, vault, warnings, scores_pending: true })
    }

    async fn lineage(&self, vault: &Unlocked, accept_older: bool) -> Result<Vec<Warning>, ApiError> {
        let header = vault.header();
        let mut warnings = Vec::new();
        let mut verdict = Lineage::Expected;
        if let Some(known) = self.memory().anchor(header.vault()) {
            match known.authentic(vault.keys()) {
                true => verdict = known.anchor.compare(header),
                false => warnings.push(warning(
                    "anchor_changed",
                    "what this machine remembered of the vault was changed by someone else: check its last changes",
                )),
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

    /// Opens a vault with its recovery code, and gives it a new master password and, where there is a keyring, a new
    /// device secret.
    pub async fn recover(&self, request: RecoverRequest) -> Result<OpenVault, ApiError> {
        let path = path_of(&request.path)?;
        let code = RecoveryCode::parse(&request.code)?;
        let mut session = self.session().await;
        let locked = Locked::open(self.host.open_storage(&path).await?).await?;
        let header = locked.header().clone();
        let attempts = self.check_wait(&header)?;
        let unlocked = locked.unlock(UnlockSecret::Recovery(code)).await;
        let vault = unlocked.map_err(|error| self.failed(&header, attempts, error))?;
        let mut events = failures(attempts);
        events.push(AuditEvent::of_vault(Action::Recover, ""));
        let mut open = self.admit(path, vault, events, request.accept_older, attempts).await?;
        self.set_password(&mut open, request.new_password, request.use_keyring).await?;
        self.touch(Nothing {}).await?;
        Ok(self.now_open(&mut session, open))
    }

    /// Gives the open vault a new master password.
    pub async fn change_password(&self, request: ChangePasswordRequest) -> Result<OpenVault, ApiError> {
        let mut session = self.session().await;
        let header = session.open()?.vault.header().clone();
        let attempts = self.check_wait(&header)?;
        let secret = self.password_secret(&header, request.password).await?;
        let checked = self.derive(|_| Ok(VaultKeys::unlock(&header, &secret).map(drop)));
        checked?.map_err(|error| self.failed(&header, attempts, OpenVaultError::Unlock(error)))?;
        let open = session.open()?;
        self.set_password(open, request.new_password, request.use_keyring).await?;
        self.memory().set_attempts(header.vault(), Attempts::default());
        self.changed(open);
        Ok(shown(open))
    }

    async fn set_password(
        &self,
        open: &mut Open,
        password: SecretString,
        use_keyring: bool,
    ) -> Result<(), ApiError> {
        if password.is_empty() {
            return Err(ApiError::invalid("the master password is empty: choose one"));
        }
        let id = *open.vault.header().vault();
        let mut device = None;
        if use_keyring && self.host.device_secrets().probe().await.is_ok() {
            let fresh = self.new_device_secret()?;
            self.store_device_secret(&id, &fresh).await?;
            device = Some(fresh);
        }
        let params = open.vault.anchor().kdf.unwrap_or(KdfParams::DEFAULT);
        open.vault.replace_password(with_device(password, device.clone()), params, self.env()).await?;
        if device.is_none() {
            let _ = self.host.device_secrets().forget(&id.to_string()).await;
        }
        // The slots that were replaced shall not be left in the file.
        open.vault.storage().scrub().await?;
        Ok(())
    }
}

fn with_device(password: SecretString, device: Option<Secret<[u8; 32]>>) -> UnlockSecret {
    match device {
        Some(device) => UnlockSecret::PasswordDevice(password, device),
        None => UnlockSecret::Password(password),
    }
}

/// Wrong passwords before this, to be written down now that it is possible.
fn failures(attempts: Attempts) -> Vec<AuditEvent> {
    let detail = format!("{} times, between {} and {}", attempts.failed, attempts.first, attempts.last);
    (attempts.failed > 0).then(|| AuditEvent::of_vault(Action::FailedUnlock, detail)).into_iter().collect()
}

/// A path where nothing is yet.
pub(crate) fn free_path(text: &str) -> Result<PathBuf, ApiError> {
    let path = path_of(text)?;
    match path.symlink_metadata() {
        Ok(_) => Err(strongroom_storage::StorageError::Exists.into()),
        Err(_) => Ok(path),
    }
}

/// The key derivation that was asked for, or the default.
pub(crate) fn chosen_kdf(memory_mib: Option<u32>) -> Result<KdfParams, ApiError> {
    match memory_mib {
        Some(memory) => Ok(KdfParams::with_memory_mib(memory)?),
        None => Ok(KdfParams::DEFAULT),
    }
}

fn nothing_pending() -> ApiError {
    ApiError::told(ErrorCode::NotFound, "no new vault is waiting for its recovery code: create one first")
}

fn anchor_name(vault: &VaultId) -> String {
    format!("{vault}.anchor")
}

fn warning(code: &str, message: &str) -> Warning {
    Warning { code: code.to_owned(), message: message.to_owned() }
}

fn name_of(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What the page sees of the open vault.
pub(crate) fn shown(open: &Open) -> OpenVault {
    let header = open.vault.header();
    OpenVault {
        path: open.path.display().to_string(),
        name: name_of(&open.path),
        generation: header.generation,
        items: count(open.vault.overviews().filter(|(_, item)| !item.deleted).count()),
        slots: header.slots().iter().map(|slot| slot.kind().name().to_owned()).collect(),
        warnings: open.warnings.clone(),
    }
}

/// A number of things as the page counts them.
pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
