//! What was measured of a vault and its machine. Numbers alone: no title, no name, no secret.

use serde::Serialize;

/// The cost of the weakest key derivation of a vault: Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Kdf {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// Everything that rules are held against. `None` is what was not measured, and no rule passes on it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// The weakest derivation among the slots; none where no slot takes a password.
    pub kdf: Option<Kdf>,
    /// Ways in that take the master password alone.
    pub password_slots: u32,
    /// Ways in that take a second secret beside it: a device secret or a key file.
    pub second_factor_slots: u32,
    /// Recovery codes.
    pub recovery_slots: u32,
    /// Days since the vault's keys came to be, as far as the trail was looked at.
    pub key_days: Option<u32>,
    /// Days since the last verified backup, as far as the trail was looked at.
    pub backup_days: Option<u32>,
    /// Days since all of the vault and its audit chain were verified and found sound with nothing worse since.
    pub verified_days: Option<u32>,
    /// Entries of the audit trail.
    pub trail_entries: u64,
    /// How many of these, the latest, were looked at.
    pub trail_looked_at: u64,
    /// Failed attempts to unlock in the last 30 days, as far as the trail was looked at.
    pub failed_unlocks: u64,
    /// Seconds until the vault locks; 0 for never.
    pub idle_seconds: u32,
    /// Seconds until the clipboard is cleared.
    pub clipboard_seconds: u32,
    /// Items, but for those in the trash.
    pub items: u32,
    /// Those whose password has the score 0, 1, 2, 3 and 4.
    pub strengths: [u32; 5],
    /// Those that are yet to be judged.
    pub pending: u32,
    /// Those with a main secret.
    pub secrets: u32,
    /// Those whose main secret another has too.
    pub reused: u32,
    /// Those whose password is a variation of another's.
    pub similar: u32,
    /// The age of each password in days.
    #[serde(skip)]
    pub password_days: Vec<u32>,
    /// Those of which something ends some day.
    pub dated: u32,
    /// Those of which something has ended.
    pub ended: u32,
    /// Logins with a one-time code.
    pub with_code: u32,
    /// Logins without one.
    pub without_code: u32,
    /// Those with a grave finding.
    pub grave: u32,
    /// Passwords that are known from breaches.
    pub breached: Option<u32>,
    /// Length of the shortest password.
    pub shortest: Option<u32>,
    /// Own policies that ask for a change by age.
    pub age_rules: u32,
}
