//! Opening a vault with its master password: how often one may try, what the keyring adds, what this machine remembers.

use crate::app::{App, path_of};
use crate::cost::check_cost;
use crate::memory::Attempts;
use crate::rebuilt::warnings_of;
use crate::session::{Open, warning};
use crate::types::{Nothing, OpenVault, UnlockRequest};
use crate::{ApiError, ErrorCode};
use std::path::PathBuf;
use strongroom_crypto::{Header, SlotKind, UnlockSecret};
use strongroom_secret::{Secret, SecretString};
use strongroom_storage::StorageError;
use strongroom_vault::{Action, AuditEvent, Env, Locked, OpenVaultError, Rebuilt, Unlocked, WriteError};

impl App {
    /// Opens a vault with its master password and, where it has one, the device secret from the keyring.
    pub async fn unlock(&self, request: UnlockRequest) -> Result<OpenVault, ApiError> {
        let path = path_of(&request.path)?;
        let mut session = self.session().await;
        let locked = Locked::open(self.host.open_storage(&path).await?).await?;
        let header = locked.header().clone();
        let _turn = self.memory().one_attempt(header.vault()).await;
        let attempts = self.check_wait(&header)?;
        for copy in locked.headers() {
            self.check_kdf(copy)?;
            check_cost(copy, request.accept_cost)?;
        }
        let secret = self.password_secret(&header, request.password).await?;
        let unlocked = self.unlocked(locked, secret, request.accept_rebuild).await;
        let (vault, rebuilt) = unlocked.map_err(|error| self.failed(&header, attempts, error))?;
        let mut events = failures(attempts);
        events.push(AuditEvent::of_vault(Action::Unlock, ""));
        let mut open = self.admit(path, vault, events, request.accept_older, attempts).await?;
        open.warnings.extend(rebuilt.iter().flat_map(warnings_of));
        self.touch(Nothing {}).await?;
        Ok(self.now_open(&mut session, open))
    }

    /// Opens the vault; makes a damaged index anew where that was accepted.
    pub(crate) async fn unlocked(
        &self,
        locked: Locked,
        secret: UnlockSecret,
        accept_rebuild: bool,
    ) -> Result<(Unlocked, Option<Rebuilt>), OpenVaultError> {
        match accept_rebuild {
            true => locked.unlock_rebuilding(secret, self.env()).await,
            false => locked.unlock(secret).await.map(|vault| (vault, None)),
        }
    }

    /// Refuses while the wait after wrong passwords is not over.
    pub(crate) fn check_wait(&self, header: &Header) -> Result<Attempts, ApiError> {
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

    /// The password, and the device secret of this machine where the vault has a slot for both.
    pub(crate) async fn password_secret(
        &self,
        header: &Header,
        password: SecretString,
    ) -> Result<UnlockSecret, ApiError> {
        let has = |kind: SlotKind| header.slots().iter().any(|slot| slot.kind() == kind);
        if !has(SlotKind::PasswordDevice) {
            return Ok(UnlockSecret::Password(password));
        }
        let said = match self.kept_device_secret(header.vault()).await {
            Ok(Some(device)) => return Ok(UnlockSecret::PasswordDevice(password, device)),
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

    /// Counts a wrong password, and says how long to wait for the next.
    pub(crate) fn failed(&self, header: &Header, attempts: Attempts, error: OpenVaultError) -> ApiError {
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
    pub(crate) async fn admit(
        &self,
        path: PathBuf,
        mut vault: Unlocked,
        events: Vec<AuditEvent>,
        accept_older: bool,
        attempts: Attempts,
    ) -> Result<Open, ApiError> {
        let mut warnings = self.lineage(&vault, accept_older).await?;
        match vault.note(events, self.env()).await {
            Err(WriteError::Storage(StorageError::ReadOnly)) => warnings.push(warning(
                "read_only",
                "the vault file is read-only: nothing can be changed, and the trail does not show what is read now",
            )),
            Err(WriteError::Storage(StorageError::Full)) => warnings.push(warning(
                "disk_full",
                "the disk is full: nothing can be changed, and the trail does not show what is read until there is room",
            )),
            done => done?,
        }
        if attempts.failed > 0 {
            warnings.push(warning("failed_unlocks", &tried(attempts.failed)));
        }
        Ok(Open::new(path, vault, warnings))
    }

    /// The key derivation keeps a thread busy for about a second; the runtime moves its other tasks away.
    pub(crate) fn derive<T>(&self, work: impl FnOnce(Env<'_>) -> Result<T, ApiError>) -> Result<T, ApiError> {
        let runtime = tokio::runtime::Handle::current();
        match runtime.runtime_flavor() {
            tokio::runtime::RuntimeFlavor::MultiThread => tokio::task::block_in_place(|| work(self.env())),
            _ => work(self.env()),
        }
    }
}

/// The way in by password, with the device secret where there is one.
pub(crate) fn with_device(password: SecretString, device: Option<Secret<[u8; 32]>>) -> UnlockSecret {
    match device {
        Some(device) => UnlockSecret::PasswordDevice(password, device),
        None => UnlockSecret::Password(password),
    }
}

/// Wrong passwords before this, to be written down now that it is possible.
pub(crate) fn failures(attempts: Attempts) -> Vec<AuditEvent> {
    let detail = format!("{} times, between {} and {}", attempts.failed, attempts.first, attempts.last);
    (attempts.failed > 0).then(|| AuditEvent::of_vault(Action::FailedUnlock, detail)).into_iter().collect()
}

fn tried(failed: u32) -> String {
    match failed {
        1 => "since the vault was last open, a wrong password was tried".to_owned(),
        times => format!("since the vault was last open, wrong passwords were tried {times} times"),
    }
}
