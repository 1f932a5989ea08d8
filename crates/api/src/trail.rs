//! The audit trail, and the verification of the whole vault.

use crate::ApiError;
use crate::app::App;
use crate::session::count;
use crate::types::{AuditList, AuditRequest, AuditRow, Nothing, VerifyReport};
use strongroom_vault::{Action, AuditEntry, AuditEvent, Unlocked};

const MAX_ENTRIES: u32 = 500;

impl App {
    /// Entries of the audit trail, the latest first.
    pub async fn audit(&self, request: AuditRequest) -> Result<AuditList, ApiError> {
        let mut session = self.session().await;
        let vault = &session.open()?.vault;
        let wanted = u64::from(request.count.min(MAX_ENTRIES));
        let entries = vault.audit(u64::from(request.skip), wanted).await?;
        Ok(AuditList {
            total: vault.audit_len(),
            entries: entries.into_iter().map(|entry| audit_row(vault, entry)).collect(),
        })
    }

    /// Reads and verifies every record of the vault, and follows the audit chain.
    pub async fn verify(&self, _: Nothing) -> Result<VerifyReport, ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        let found = open.vault.verify().await?;
        let detail = if found.is_sound() { "sound".to_owned() } else { format!("{} faults", found.faults) };
        let report = VerifyReport {
            ok: found.is_sound(),
            items: count(found.items),
            records: u64::from(count(found.records)),
            audit_entries: found.audit_entries,
            problems: found.problems.iter().map(ToString::to_string).collect(),
        };
        // What was found is told in any case: a damaged vault may be one that takes no entry.
        let _ = open.note(AuditEvent::of_vault(Action::Verify, detail), self.env()).await;
        Ok(report)
    }
}

fn audit_row(vault: &Unlocked, entry: AuditEntry) -> AuditRow {
    let title = entry.item.and_then(|id| vault.overview(id)).map(|item| item.title.to_string());
    AuditRow {
        number: entry.number,
        at: entry.at,
        action: entry.action,
        item: entry.item.map(|id| id.to_string()),
        title,
        detail: entry.detail,
    }
}
