//! Backups: made under a passphrase of their own, verified by being read, restored into a new vault.

use super::vault::confirm;
use crate::arguments::{Backup, NewVault};
use crate::failure::{Exit, Failure};
use crate::session::{Session, text_of};
use crate::time;
use std::path::Path;
use strongroom_api::types::{BackupReport, BackupRequest, RestoreRequest};

const PASSPHRASE: &str = "passphrase of the backup";

pub(super) async fn backup(session: &mut Session, work: Backup) -> Result<Exit, Failure> {
    match work {
        Backup::Create { file } => create(session, &file).await,
        Backup::Verify { file } => verify(session, &file).await,
        Backup::Restore { file, to, vault } => restore(session, &file, &to, vault).await,
    }
}

async fn create(session: &mut Session, file: &Path) -> Result<Exit, Failure> {
    session.open().await?;
    let passphrase = session.secrets.ask_new(PASSPHRASE)?;
    let report = session.app.create_backup(BackupRequest { path: text_of(file)?, passphrase }).await?;
    session.output.answer(&report, lines)?;
    Ok(Exit::Done)
}

async fn verify(session: &mut Session, file: &Path) -> Result<Exit, Failure> {
    let passphrase = session.secrets.ask(PASSPHRASE)?;
    let report = session.app.verify_backup(BackupRequest { path: text_of(file)?, passphrase }).await?;
    session.output.answer(&report, lines)?;
    Ok(Exit::Done)
}

fn lines(report: &BackupReport) -> Vec<String> {
    let BackupReport { path, bytes, items, records, generation, made } = report;
    vec![
        path.clone(),
        format!(
            "items {items}, records {records}, generation {generation}, bytes {bytes}, made {}",
            time::shown(*made)
        ),
        "whole".to_owned(),
    ]
}

async fn restore(session: &mut Session, file: &Path, to: &Path, new: NewVault) -> Result<Exit, Failure> {
    let path = text_of(to)?;
    let request = RestoreRequest {
        backup: text_of(file)?,
        path: path.clone(),
        password: session.secrets.ask_new("new master password")?,
        passphrase: session.secrets.ask(PASSPHRASE)?,
        use_keyring: !new.no_keyring,
        kdf_memory_mib: new.kdf_memory,
    };
    let code = session.app.restore_vault(request).await?;
    confirm(session, &path, code).await
}
