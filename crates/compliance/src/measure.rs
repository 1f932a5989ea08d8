//! What can be checked: each measure is one number of the facts, held against one threshold.

use crate::Facts;
use serde::{Deserialize, Serialize};

/// What is measured. The names are those of the JSON of own policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Memory of the key derivation, in MiB; at least.
    KdfMemory,
    /// Passes of the key derivation; at least.
    KdfPasses,
    /// Ways in with a second secret; at least.
    SecondFactors,
    /// Ways in with the master password alone; at most.
    PasswordAlone,
    /// Recovery codes; at least.
    RecoveryCodes,
    /// Age of the vault's keys in days; at most.
    KeyDays,
    /// Age of the last backup in days; at most.
    BackupDays,
    /// Days since the vault was verified; at most.
    VerifiedDays,
    /// Entries of the audit trail; at least.
    TrailEntries,
    /// Failed attempts to unlock in 30 days; at most.
    FailedUnlocks,
    /// Seconds until the vault locks; at most.
    IdleSeconds,
    /// Seconds until the clipboard is cleared; at most.
    ClipboardSeconds,
    /// The least score of a password; at least.
    LeastScore,
    /// Length of the shortest password; at least.
    PasswordLength,
    /// Items that share a secret; at most.
    Reused,
    /// Items with a variation of another's password; at most.
    Similar,
    /// Age of the oldest password in days; at most.
    PasswordDays,
    /// Credentials that have ended; at most.
    Ended,
    /// Logins with a one-time code, in percent; at least.
    Codes,
    /// Items with a grave finding; at most.
    GraveFindings,
    /// Passwords known from breaches; at most.
    Breached,
    /// Own policies that ask for a change by age; at most.
    AgeRules,
}

/// What a measure came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    Number(u64),
    /// There is nothing that the rule speaks of.
    Nothing,
    /// It was not measured.
    Unknown,
    /// What should have happened did not, or never ends.
    Never,
}

impl Measure {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 22] = [
        Self::KdfMemory,
        Self::KdfPasses,
        Self::SecondFactors,
        Self::PasswordAlone,
        Self::RecoveryCodes,
        Self::KeyDays,
        Self::BackupDays,
        Self::VerifiedDays,
        Self::TrailEntries,
        Self::FailedUnlocks,
        Self::IdleSeconds,
        Self::ClipboardSeconds,
        Self::LeastScore,
        Self::PasswordLength,
        Self::Reused,
        Self::Similar,
        Self::PasswordDays,
        Self::Ended,
        Self::Codes,
        Self::GraveFindings,
        Self::Breached,
        Self::AgeRules,
    ];

    /// Whether the threshold is the least that passes; else it is the most.
    pub fn is_at_least(self) -> bool {
        matches!(
            self,
            Self::KdfMemory
                | Self::KdfPasses
                | Self::SecondFactors
                | Self::RecoveryCodes
                | Self::TrailEntries
                | Self::LeastScore
                | Self::PasswordLength
                | Self::Codes
        )
    }

    pub(crate) fn value(self, facts: &Facts) -> Value {
        let kdf = |part: fn(crate::Kdf) -> u32| facts.kdf.map_or(Value::Nothing, |kdf| number(part(kdf)));
        let known = |value: Option<u32>| value.map_or(Value::Unknown, number);
        let happened = |value: Option<u32>| value.map_or(Value::Never, number);
        let of = |all: u32, value: Value| if all == 0 { Value::Nothing } else { value };
        let passwords = facts.strengths.iter().sum::<u32>().saturating_add(facts.pending);
        match self {
            Self::KdfMemory => kdf(|kdf| kdf.memory_kib / 1024),
            Self::KdfPasses => kdf(|kdf| kdf.passes),
            Self::SecondFactors => number(facts.second_factor_slots),
            Self::PasswordAlone => number(facts.password_slots),
            Self::RecoveryCodes => number(facts.recovery_slots),
            Self::KeyDays => known(facts.key_days),
            Self::BackupDays => of(facts.items, happened(facts.backup_days)),
            Self::VerifiedDays => of(facts.items, happened(facts.verified_days)),
            Self::TrailEntries => Value::Number(facts.trail_entries),
            Self::FailedUnlocks => Value::Number(facts.failed_unlocks),
            Self::IdleSeconds if facts.idle_seconds == 0 => Value::Never,
            Self::IdleSeconds => number(facts.idle_seconds),
            Self::ClipboardSeconds => number(facts.clipboard_seconds),
            Self::LeastScore => of(passwords, least_score(facts)),
            Self::PasswordLength => of(passwords, known(facts.shortest)),
            Self::Reused => of(facts.secrets, number(facts.reused)),
            Self::Similar => of(facts.secrets, number(facts.similar)),
            Self::PasswordDays => {
                facts.password_days.iter().max().map_or(Value::Nothing, |days| number(*days))
            }
            Self::Ended => of(facts.dated, number(facts.ended)),
            Self::Codes => codes(facts),
            Self::GraveFindings => of(facts.items, number(facts.grave)),
            Self::Breached => of(passwords, known(facts.breached)),
            Self::AgeRules => number(facts.age_rules),
        }
    }
}

fn number(value: u32) -> Value {
    Value::Number(u64::from(value))
}

/// A password that is yet to be judged may be weaker than all that were, unless one already has the score 0.
fn least_score(facts: &Facts) -> Value {
    match (0..).zip(facts.strengths).find(|(_, items)| *items > 0) {
        Some((0, _)) => Value::Number(0),
        _ if facts.pending > 0 => Value::Unknown,
        Some((score, _)) => Value::Number(score),
        None => Value::Unknown,
    }
}

fn codes(facts: &Facts) -> Value {
    let all = u64::from(facts.with_code) + u64::from(facts.without_code);
    (u64::from(facts.with_code) * 100).checked_div(all).map_or(Value::Nothing, Value::Number)
}
