//! Backups: written aside, read back completely, and only then given their name.

use crate::app::{App, path_of};
use crate::convert::file_error;
use crate::create::free_path;
use crate::files::NewFile;
use crate::session::count;
use crate::types::{BackupReport, BackupRequest, RecoveryCode as ShownCode, RestoreRequest};
use crate::{ApiError, ErrorCode};
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use strongroom_backup::{Accepted, BackupDraft, BackupError, BackupFile, BackupSummary, VerifiedBackup};
use strongroom_crypto::{KdfParams, VaultId};
use strongroom_secret::SecretString;
use strongroom_vault::{Action, AuditEvent, Problem};

/// How often a backup is written again because somebody changed the vault meanwhile.
const ATTEMPTS: u32 = 3;

impl App {
    /// Writes an encrypted backup of the open vault. It gets its name only after all of it was read back and verified.
    pub async fn create_backup(&self, request: BackupRequest) -> Result<BackupReport, ApiError> {
        let path = free_path(&request.path)?;
        if request.passphrase.is_empty() {
            return Err(ApiError::invalid("the backup's passphrase is empty: choose one"));
        }
        self.session().await.open()?;
        let mut attempt = 1;
        let (file, vault, summary) = loop {
            let mut file = NewFile::begin(&path).map_err(|error| file_error(&request.path, &error))?;
            let accepted = self.write_backup(&mut file, &request).await?;
            match read_back(&file.aside(), &request.passphrase, accepted).await {
                Ok(verified) => break (file, *verified.vault(), verified.summary().clone()),
                // Whoever changed the vault while it was copied left a copy of two states.
                Err(BackupError::Open(_) | BackupError::Unsound(_)) if attempt < ATTEMPTS => attempt += 1,
                Err(BackupError::Unsound(problem)) => return Err(unsound(&problem)),
                Err(error) => return Err(error.into()),
            }
        };
        self.note_export(&vault, &summary).await?;
        file.keep().map_err(|error| file_error(&request.path, &error))?;
        report(&path, &summary)
    }

    /// Before the backup has its name: there shall be none that the trail does not show.
    async fn note_export(&self, vault: &VaultId, summary: &BackupSummary) -> Result<(), ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        if open.vault.header().vault() != vault {
            return Err(ApiError::locked());
        }
        let detail = match summary.faults {
            0 => format!("backup of {} items", summary.items),
            faults => format!("backup of {} items, {faults} faults accepted", summary.items),
        };
        open.note(AuditEvent::of_vault(Action::Export, detail), self.env()).await?;
        self.changed(open);
        Ok(())
    }

    /// Gives the faults that the backup may have: those of the vault in the same state, if they were accepted.
    async fn write_backup(&self, file: &mut NewFile, request: &BackupRequest) -> Result<Accepted, ApiError> {
        let random = self.host.random();
        let draft =
            self.derive(|_| Ok(BackupDraft::new(&request.passphrase, KdfParams::DEFAULT, random)?))?;
        let mut session = self.session().await;
        let vault = &mut session.open()?.vault;
        let accepted = match request.accept_faults {
            true => Accepted::Same(vault.verify().await?),
            false => Accepted::Nothing,
        };
        let snapshot = draft.snapshot(vault, self.now(), random)?;
        drop(session);
        snapshot.write(BufWriter::new(file.file())).await?;
        let synced = file.file().sync_all();
        synced.map_err(|error| file_error("the backup", &error))?;
        Ok(accepted)
    }

    /// Reads a backup completely and verifies everything in it.
    pub async fn verify_backup(&self, request: BackupRequest) -> Result<BackupReport, ApiError> {
        let path = path_of(&request.path)?;
        let verified = read_named(&path, &request.passphrase, request.accept_faults).await?;
        report(&path, verified.summary())
    }

    /// Prepares a new vault from a backup and shows its recovery code. Nothing is written yet.
    pub async fn restore_vault(&self, request: RestoreRequest) -> Result<ShownCode, ApiError> {
        let path = self.new_place(&request.path)?;
        let params = self.chosen_kdf(request.kdf_memory_mib)?;
        let backup = path_of(&request.backup)?;
        let verified = read_named(&backup, &request.passphrase, request.accept_faults).await?;
        let ways = self.new_ways(request.password, request.use_keyring, Some(verified.vault())).await?;
        let known = self.memory().anchor(verified.vault());
        let above =
            known.filter(|known| known.authentic(verified.keys())).map_or(0, |known| known.anchor.generation);
        let restored = verified.restore(&ways.secrets, params, above, self.env()).await?;
        self.show_code(path, restored.first, Some(restored.files), restored.keys, ways).await
    }
}

/// What to do about a vault that cannot be backed up as it is.
fn unsound(problem: &Problem) -> ApiError {
    ApiError::told(
        ErrorCode::BadFile,
        format!(
            "the vault is damaged ({problem}), so its backup would be too: verify the vault to see all that is, or confirm \
             that the backup may have the same faults"
        ),
    )
}

async fn read_named(
    path: &Path,
    passphrase: &SecretString,
    accept_faults: bool,
) -> Result<VerifiedBackup, ApiError> {
    let accepted = if accept_faults { Accepted::Anything } else { Accepted::Nothing };
    match read_back(path, passphrase, accepted).await {
        Err(BackupError::Io(kind)) => Err(file_error(&path.display().to_string(), &kind.into())),
        done => Ok(done?),
    }
}

/// In a thread of its own: the derivation and the reading keep it busy for a second or two.
async fn read_back(
    path: &Path,
    passphrase: &SecretString,
    accepted: Accepted,
) -> Result<VerifiedBackup, BackupError> {
    let (path, passphrase) = (path.to_owned(), passphrase.clone());
    let runtime = tokio::runtime::Handle::current();
    let read = move || {
        let opened = BackupFile::open(Box::new(File::open(path)?), &passphrase)?;
        runtime.block_on(opened.verify_accepting(accepted))
    };
    tokio::task::spawn_blocking(read).await.map_err(|_| BackupError::Io(std::io::ErrorKind::Interrupted))?
}

fn report(path: &Path, summary: &BackupSummary) -> Result<BackupReport, ApiError> {
    let shown = path.display().to_string();
    let bytes = std::fs::metadata(path).map_err(|error| file_error(&shown, &error))?.len();
    if bytes == 0 {
        return Err(ApiError::told(ErrorCode::BadFile, "the backup is empty: write it again"));
    }
    Ok(BackupReport {
        path: shown,
        bytes,
        items: count(summary.items),
        records: u64::from(count(summary.records)),
        generation: summary.generation,
        faults: count(summary.faults),
        made: summary.made,
    })
}
