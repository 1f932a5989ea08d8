//! What is open, and what there is to be opened.

use crate::ApiError;
use crate::app::{App, Session};
use crate::memory::Attempts;
use crate::oauth::Unsaved;
use crate::types::{KeyringState, Nothing, OpenVault, RecentVault, Status, Warning};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use strongroom_credential::Day;
use strongroom_credential::UserType;
use strongroom_storage::StorageError;
use strongroom_vault::{
    AuditEvent, Check, Env, Fingerprint, ItemId, Locked, Timestamp, Unlocked, WriteError,
};

/// Records that are verified in one tick: a few hundredths of a second.
const CHECKS_PER_TICK: usize = 1024;
/// Events beyond these are forgotten, if nothing can be written for so long.
const MAX_UNWRITTEN: usize = 10_000;

/// The open vault and what the session knows about it.
pub(crate) struct Open {
    pub(crate) path: PathBuf,
    pub(crate) vault: Unlocked,
    pub(crate) warnings: Vec<Warning>,
    /// Whether imported items may be waiting to be scored.
    pub(crate) scores_pending: bool,
    /// Whether parts of files may be left whose storing was cut off.
    pub(crate) uploads_pending: bool,
    /// What happened while nothing could be written, at most [`MAX_UNWRITTEN`] of it.
    unwritten: Vec<AuditEvent>,
    /// Whether what was erased may still have traces in the file.
    pub(crate) scrub_pending: bool,
    /// The verification in the background, until it is done.
    check: Option<Check>,
    /// The one-time codes on show, and when each was last asked for.
    pub(crate) codes: HashMap<(ItemId, u32), Timestamp>,
    /// The day on which it was last worked out what to remind of.
    pub(crate) reminded_on: Option<Day>,
    /// Lengths of passwords that were measured, in characters.
    pub(crate) lengths: HashMap<Fingerprint, u32>,
    /// Tokens that a provider gave and that could not be saved yet.
    pub(crate) unsaved_tokens: HashMap<ItemId, Unsaved>,
}

impl Open {
    pub(crate) fn new(path: PathBuf, vault: Unlocked, warnings: Vec<Warning>) -> Self {
        let check = Some(vault.begin_check());
        Self {
            path,
            vault,
            warnings,
            scores_pending: true,
            uploads_pending: true,
            unwritten: Vec::new(),
            scrub_pending: false,
            check,
            codes: HashMap::new(),
            reminded_on: None,
            lengths: HashMap::new(),
            unsaved_tokens: HashMap::new(),
        }
    }

    /// The types that the user defined; none where they cannot be read, so that items can be shown all the same.
    pub(crate) async fn types(&mut self) -> Arc<[UserType]> {
        self.vault.item_types().await.unwrap_or_default()
    }

    /// Goes on with the verification in the background; says what it newly found.
    pub(crate) async fn check_some(&mut self) -> Option<Warning> {
        let check = self.check.as_mut()?;
        // What cannot be read now is left out, and found when somebody reads it.
        let progress = self.vault.check_some(check, CHECKS_PER_TICK).await.unwrap_or_default();
        let problem = progress.problems.first().map(|problem| {
            let found = check.found().faults;
            warning(
                "record_damaged",
                &format!("the vault is damaged in {found} places ({problem}): verify it, and restore it from a backup"),
            )
        });
        if progress.is_done() {
            self.check = None;
        }
        let found = problem?;
        self.warnings.retain(|warning| warning.code != found.code);
        self.warnings.push(found.clone());
        Some(found)
    }

    /// Writes down what happened. On a file that cannot be written to, or a full disk, a person must still get at their
    /// secrets: what happened is kept then, and written with the next entry that can be.
    pub(crate) async fn note(&mut self, event: AuditEvent, env: Env<'_>) -> Result<(), WriteError> {
        let mut events = std::mem::take(&mut self.unwritten);
        events.push(event);
        match self.vault.note(events.clone(), env).await {
            Err(error) if is_unwritable(&error) => {
                events.truncate(MAX_UNWRITTEN);
                self.unwritten = events;
                Ok(())
            }
            done => done,
        }
    }

    /// Leaves nothing of what was erased in the file. Where that fails, as on a full disk, it is tried again later: the
    /// change itself is made.
    pub(crate) async fn scrub(&mut self) {
        self.scrub_pending = self.vault.storage().scrub().await.is_err();
    }
}

/// Whether nothing can be written where the vault is, for now.
pub(crate) fn is_unwritable(error: &WriteError) -> bool {
    matches!(error, WriteError::Storage(StorageError::ReadOnly | StorageError::Full))
}

impl App {
    /// What is there before anything is open.
    pub async fn status(&self, _: Nothing) -> Result<Status, ApiError> {
        // Asked first: a keyring that hangs must not keep other commands waiting.
        let keyring = self.host.device_secrets().probe().await.err();
        let session = self.session().await;
        let recent = self.memory().recent().paths;
        let mut vaults = Vec::with_capacity(recent.len());
        for path in recent {
            vaults.push(self.recent_vault(&path).await);
        }
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

    /// Takes the vault into the session, and remembers it on this machine.
    pub(crate) fn now_open(&self, session: &mut Session, open: Open) -> OpenVault {
        self.memory().remember_path(&open.path);
        self.memory().set_attempts(open.vault.header().vault(), Attempts::default());
        self.memory().set_anchor(open.vault.keys(), &open.vault.anchor());
        let view = shown(&open);
        session.open = Some(open);
        // A check of a vault that was open before would not be one of this.
        session.breach = None;
        view
    }
}

/// Something that a person should know of the vault that was opened.
pub(crate) fn warning(code: &str, message: &str) -> Warning {
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
