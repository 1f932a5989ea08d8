//! The audit trail, and the vault's verification.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Entries of the audit trail, the latest first.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct AuditRequest {
    /// How many of the latest to pass over.
    pub skip: u32,
    /// How many, at most 500.
    pub count: u32,
}

/// Some entries of the audit trail.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AuditList {
    /// How many there are.
    #[ts(type = "number")]
    pub total: u64,
    /// The entries asked for, the latest first.
    pub entries: Vec<AuditRow>,
}

/// One entry of the audit trail.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AuditRow {
    /// Its number in the chain, counted from zero.
    #[ts(type = "number")]
    pub number: u64,
    /// When it happened.
    #[ts(type = "number")]
    pub at: i64,
    /// What happened: `create`, `reveal`, `copy`, `update`, `delete`, `unlock`, `failed_unlock`, `import`, ….
    pub action: String,
    /// The item it happened to.
    pub item: Option<String>,
    /// The item's title now, while it exists.
    pub title: Option<String>,
    /// More about it: a field's name, a count.
    pub detail: String,
}

/// The result of reading the whole vault.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct VerifyReport {
    /// Nothing was wrong.
    pub ok: bool,
    /// Items read and verified.
    pub items: u32,
    /// Records of all classes read and verified.
    #[ts(type = "number")]
    pub records: u64,
    /// Entries of the audit chain followed.
    #[ts(type = "number")]
    pub audit_entries: u64,
    /// What was wrong, in words; at most 100.
    pub problems: Vec<String>,
}
