//! Making a vault, getting back into it, and reading the whole of it.

use crate::arguments::NewVault;
use crate::failure::{Exit, Failure};
use crate::output::{complain, write_once};
use crate::session::{Session, warn};
use crate::time;
use serde::Serialize;
use strongroom_api::ErrorCode;
use strongroom_api::types::{
    AuditList, AuditRequest, AuditRow, ConfirmRequest, CreateRequest, Nothing, OpenVault, RecoverRequest,
    RecoveryCode, VerifyReport,
};
use strongroom_secret::{SecretString, serde_exposed};

/// How often a person may mistype the recovery code.
const TRIES: usize = 3;
/// Entries of the audit trail that are asked for at once.
const AUDIT_PAGE: u32 = 500;

/// What is printed of a vault that was made.
#[derive(Debug, Serialize)]
struct Made<'a> {
    path: &'a str,
    #[serde(with = "serde_exposed")]
    recovery_code: SecretString,
    uses_keyring: bool,
}

pub(super) async fn init(session: &mut Session, new: NewVault) -> Result<Exit, Failure> {
    let path = session.vault()?;
    let password = session.secrets.ask_new("new master password")?;
    let request = CreateRequest {
        path: path.clone(),
        password,
        use_keyring: !new.no_keyring,
        kdf_memory_mib: new.kdf_memory,
    };
    let code = session.app.create_vault(request).await?;
    confirm(session, &path, code).await
}

/// Prints the recovery code, and makes the vault once the code is safe: typed again by a person, or taken by whoever
/// reads standard output.
pub(super) async fn confirm(session: &mut Session, path: &str, code: RecoveryCode) -> Result<Exit, Failure> {
    if let Some(message) = &code.keyring_message {
        complain(&format!("warning: {message}"));
    }
    if let Err(failure) = show(session, path, &code) {
        session.app.cancel_new_vault(Nothing {}).await?;
        return Err(failure);
    }
    if session.secrets.can_ask() {
        complain("This code is shown once. Write it down and keep it apart from this machine.");
        let typed = typed_again(session).await;
        if typed.is_err() {
            session.app.cancel_new_vault(Nothing {}).await?;
        }
        typed?;
    } else {
        session.app.confirm_recovery_code(ConfirmRequest { code: code.code }).await?;
    }
    complain(&format!("The vault {path} was made."));
    Ok(Exit::Done)
}

fn show(session: &Session, path: &str, code: &RecoveryCode) -> Result<(), Failure> {
    if session.output.json {
        let made = Made { path, recovery_code: code.code.clone(), uses_keyring: code.uses_keyring };
        return session.output.answer(&made, |_| Vec::new());
    }
    write_once(&code.code)
}

async fn typed_again(session: &mut Session) -> Result<OpenVault, Failure> {
    for _ in 1..TRIES {
        let code = session.secrets.ask_code_again()?;
        match session.app.confirm_recovery_code(ConfirmRequest { code }).await {
            Err(error) if matches!(error.code, ErrorCode::WrongPassword | ErrorCode::Invalid) => {
                complain(&error.to_string());
            }
            done => return Ok(done?),
        }
    }
    let code = session.secrets.ask_code_again()?;
    Ok(session.app.confirm_recovery_code(ConfirmRequest { code }).await?)
}

pub(super) async fn recover(session: &mut Session, use_keyring: bool) -> Result<Exit, Failure> {
    let path = session.vault()?;
    let new_password = session.secrets.ask_new("new master password")?;
    let code = session.secrets.ask("recovery code")?;
    let (accept_older, accept_rebuild) = (session.accept_older, session.accept_rebuild);
    let request = RecoverRequest { path, code, new_password, use_keyring, accept_older, accept_rebuild };
    let vault = session.app.recover(request).await?;
    warn(&vault);
    session
        .output
        .answer(&vault, |vault| vec![format!("The vault {} has a new master password.", vault.path)])?;
    Ok(Exit::Done)
}

pub(super) async fn verify(session: &mut Session) -> Result<Exit, Failure> {
    session.open().await?;
    let report = session.app.verify(Nothing {}).await?;
    session.output.answer(&report, verified)?;
    if report.ok {
        return Ok(Exit::Done);
    }
    complain("the vault is damaged: restore it from a backup, and keep this file");
    Ok(Exit::BadFile)
}

fn verified(report: &VerifyReport) -> Vec<String> {
    let VerifyReport { items, records, audit_entries, .. } = report;
    let mut lines = vec![format!("items {items}, records {records}, audit entries {audit_entries}")];
    lines.extend(report.problems.iter().map(|problem| format!("problem: {problem}")));
    lines.push(if report.ok { "whole".to_owned() } else { "damaged".to_owned() });
    lines
}

pub(super) async fn audit(session: &mut Session, last: u32) -> Result<Exit, Failure> {
    session.open().await?;
    let mut list = session.app.audit(AuditRequest { skip: 0, count: last.min(AUDIT_PAGE) }).await?;
    loop {
        let skip = u32::try_from(list.entries.len()).unwrap_or(u32::MAX);
        let count = last.saturating_sub(skip).min(AUDIT_PAGE);
        if count == 0 || u64::from(skip) >= list.total {
            break;
        }
        let more = session.app.audit(AuditRequest { skip, count }).await?.entries;
        if more.is_empty() {
            break;
        }
        list.entries.extend(more);
    }
    session.output.answer(&list, |list: &AuditList| list.entries.iter().map(audit_line).collect())?;
    Ok(Exit::Done)
}

fn audit_line(entry: &AuditRow) -> String {
    let AuditRow { number, at, action, detail, .. } = entry;
    let about = entry.title.as_deref().or(entry.item.as_deref()).unwrap_or_default();
    let line = format!("{number}  {}  {action}  {about}  {detail}", time::shown(*at));
    line.trim_end().to_owned()
}
