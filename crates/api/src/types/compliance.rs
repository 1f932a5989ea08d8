//! Rules of frameworks and how the vault keeps them: numbers and words, no title of an item, never a secret.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is to be held against the vault.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ComplianceRequest {
    /// `nist`, `pci`, `hipaa`, `gdpr`, `sox`, `iso27001` or `own`.
    pub framework: String,
    /// `en` or `de`.
    pub language: String,
}

/// What a measurement of passwords came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MeasuredPasswords {
    /// Passwords whose length is known now; one that several items have counts once.
    pub measured: u32,
    /// Those that cannot be read.
    pub unreadable: u32,
}

/// A report to be written.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ExportComplianceRequest {
    /// As in [`ComplianceRequest`].
    pub framework: String,
    /// As in [`ComplianceRequest`].
    pub language: String,
    /// `html`, `json` or `pdf`.
    pub format: String,
    /// Where; nothing may be there yet.
    pub path: String,
}

/// A framework's rules, each with how it came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Compliance {
    /// The framework's stable name.
    pub framework: String,
    /// Its name in full.
    pub title: String,
    /// Rules that are passed.
    pub passed: u32,
    /// Those that failed.
    pub failed: u32,
    /// Those that speak of nothing in this vault.
    pub not_applicable: u32,
    /// Those whose fact was not measured.
    pub not_measured: u32,
    /// Those that software cannot check.
    pub by_person: u32,
    /// Whether a rule asks for the length of passwords that `measure_passwords` has yet to read.
    pub lengths_wanted: bool,
    /// All of them, in the framework's order.
    pub rules: Vec<ComplianceRule>,
}

/// A rule and how it came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ComplianceRule {
    /// Stable within its framework.
    pub id: String,
    /// Where the framework says it; empty for an own rule.
    pub clause: String,
    /// What it is about.
    pub title: String,
    /// What is asked for.
    pub required: String,
    /// `passed`, `failed`, `not_applicable`, `not_measured` or `by_person`.
    pub outcome: String,
    /// The numbers behind it.
    pub evidence: String,
    /// What to do, or to look at; may be empty.
    pub todo: String,
}

/// A report that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ComplianceReport {
    /// Where it lies.
    pub path: String,
    /// Its size.
    pub bytes: u32,
}

/// The user's own rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Policies {
    /// At most 100.
    pub rules: Vec<Policy>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Policy {
    /// Its name, 1 to 200 characters.
    pub title: String,
    /// What is measured: a name as in `docs/compliance.md`.
    pub measure: String,
    /// What it is held against.
    pub threshold: u32,
}
