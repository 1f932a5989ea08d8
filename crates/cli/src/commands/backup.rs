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
        Backup::Create { file, accept_faults } => create(session, &file, accept_faults).await,
        Backup::Verify { file, accept_faults } => verify(session, &file, accept_faults).await,
        Backup::Restore { file, to, accept_faults, vault } => {
            restore(session, &file, &to, accept_faults, vault).await
        }
    }
}

async fn create(session: &mut Session, file: &Path, accept_faults: bool) -> Result<Exit, Failure> {
    session.open().await?;
    let passphrase = session.secrets.ask_new(PASSPHRASE)?;
    let request = BackupRequest { path: text_of(file)?, passphrase, accept_faults };
    let report = session.app.create_backup(request).await?;
    session.output.answer(&report, lines)?;
    Ok(Exit::Done)
}

async fn verify(session: &mut Session, file: &Path, accept_faults: bool) -> Result<Exit, Failure> {
    let passphrase = session.secrets.ask(PASSPHRASE)?;
    let request = BackupRequest { path: text_of(file)?, passphrase, accept_faults };
    let report = session.app.verify_backup(request).await?;
    session.output.answer(&report, lines)?;
    Ok(Exit::Done)
}

fn lines(report: &BackupReport) -> Vec<String> {
    let BackupReport { path, bytes, items, records, generation, faults, made } = report;
    let state = match faults {
        0 => "whole".to_owned(),
        faults => format!("whole but for {faults} damaged records"),
    };
    vec![
        path.clone(),
        format!(
            "items {items}, records {records}, generation {generation}, bytes {bytes}, made {}",
            time::shown(*made)
        ),
        state,
    ]
}

async fn restore(
    session: &mut Session,
    file: &Path,
    to: &Path,
    accept_faults: bool,
    new: NewVault,
) -> Result<Exit, Failure> {
    let path = text_of(to)?;
    let request = RestoreRequest {
        backup: text_of(file)?,
        path: path.clone(),
        password: session.secrets.ask_new("new master password")?,
        passphrase: session.secrets.ask(PASSPHRASE)?,
        use_keyring: !new.no_keyring,
        kdf_memory_mib: new.kdf_memory,
        accept_faults,
    };
    let code = session.app.restore_vault(request).await?;
    confirm(session, &path, code).await
}
