//! The one error that crosses to a host: a code where the page acts on it, and two parts for a person to read.

use serde::Serialize;
use ts_rs::TS;

/// What a person, a script or the page acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorCode {
    /// The password or code does not open this vault or file.
    WrongPassword,
    /// Too many attempts: wait.
    Throttled,
    /// No vault is open.
    Locked,
    /// The vault needs its device secret, and the keyring did not give it.
    DeviceSecretMissing,
    /// The file is older than the one last seen here; it can be accepted.
    OlderFile,
    /// To open the file takes more memory or time than any vault of ours; it can be accepted.
    CostlyFile,
    /// The index is damaged; it can be accepted that it is made anew from the records.
    IndexDamaged,
    /// There is no such thing.
    NotFound,
    /// Somebody else changed it first.
    Conflict,
    /// What was asked is not valid.
    Invalid,
    /// The file needs a password of its own.
    NeedsPassword,
    /// The file is not what it should be, or is damaged.
    BadFile,
    /// There is something at that place already.
    Exists,
    /// The system failed: disk full, read-only, out of memory.
    System,
}

/// Why a command failed. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[ts(export)]
#[error("{message}: {hint}")]
pub struct ApiError {
    /// What the page acts on.
    pub code: ErrorCode,
    /// What failed.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Seconds to wait, for [`ErrorCode::Throttled`] and [`ErrorCode::WrongPassword`].
    pub wait_seconds: u32,
}
