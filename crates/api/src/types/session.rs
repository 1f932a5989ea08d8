//! Creating, opening, locking.

use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};
use ts_rs::TS;

/// What the page needs before anything is open.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Status {
    /// Vaults opened here before, the latest first.
    pub recent: Vec<RecentVault>,
    /// Where a new vault would go unless the person says otherwise.
    pub suggested_path: String,
    /// Whether an OS keyring answered, and its words when it did not.
    pub keyring: KeyringState,
    /// The open vault.
    pub open: Option<OpenVault>,
}

/// A vault that was opened here before.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct RecentVault {
    /// Where it lies.
    pub path: String,
    /// The file's name without ending.
    pub name: String,
    /// Seconds to wait before the next attempt, after wrong passwords.
    pub wait_seconds: u32,
    /// Whether the file is there now.
    pub present: bool,
}

/// The state of the OS keyring.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct KeyringState {
    /// It answered.
    pub available: bool,
    /// What it said if it did not, in words for a person.
    pub message: Option<String>,
}

/// The vault that is open.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct OpenVault {
    /// Where it lies.
    pub path: String,
    /// The file's name without ending.
    pub name: String,
    /// Rises with every change.
    #[ts(type = "number")]
    pub generation: u64,
    /// Items that are not in the trash.
    pub items: u32,
    /// The ways in that it has: `password`, `password_device`, `recovery`, `key_file`.
    pub slots: Vec<String>,
    /// Things a person should know now: stable codes with words.
    pub warnings: Vec<Warning>,
}

/// Something a person should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Warning {
    /// Stable name: `older_file`, `forked_file`, `device_secret_missing`, `failed_unlocks`, `record_damaged`, ….
    pub code: String,
    /// In words.
    pub message: String,
}

/// A new vault: nothing is written until the recovery code was typed again.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct CreateRequest {
    /// Where to put it.
    pub path: String,
    /// The master password.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub password: SecretString,
    /// Whether to use the OS keyring where there is one.
    pub use_keyring: bool,
    /// Memory for the key derivation in MiB; measured on this machine where none is given, and never below the floor.
    #[serde(default)]
    pub kdf_memory_mib: Option<u32>,
}

/// A recovery code, shown once.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub struct RecoveryCode {
    /// Eight groups of four characters.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub code: SecretString,
    /// Whether the OS keyring will hold a device secret for this vault.
    pub uses_keyring: bool,
    /// Why it will not, in words.
    pub keyring_message: Option<String>,
}

/// The recovery code as the person typed it again.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct ConfirmRequest {
    /// Case, spaces and hyphens do not matter.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub code: SecretString,
}

/// Keeping the recovery code that is on show in a file for the person to print or put away.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SaveRecoveryCodeRequest {
    /// Where to; nothing there is overwritten.
    pub path: String,
}

/// Opening a vault with its password.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct UnlockRequest {
    /// Which vault.
    pub path: String,
    /// The master password.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub password: SecretString,
    /// Accept a file that is older than the one last seen here, because it was restored on purpose.
    #[serde(default)]
    pub accept_older: bool,
    /// Accept a key derivation that takes more than 1 GiB of memory, or much longer than usual.
    #[serde(default)]
    pub accept_cost: bool,
    /// Accept that a damaged index is made anew from the records.
    #[serde(default)]
    pub accept_rebuild: bool,
}

/// Opening a vault with its recovery code, and giving it a new password.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct RecoverRequest {
    /// Which vault.
    pub path: String,
    /// The recovery code.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub code: SecretString,
    /// The master password from now on.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub new_password: SecretString,
    /// Set the device secret anew in the OS keyring where there is one.
    pub use_keyring: bool,
    /// As in [`UnlockRequest`].
    #[serde(default)]
    pub accept_rebuild: bool,
    /// As in [`UnlockRequest`].
    #[serde(default)]
    pub accept_older: bool,
}

/// A new master password for the open vault.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct ChangePasswordRequest {
    /// The one in force.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub password: SecretString,
    /// The one from now on.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub new_password: SecretString,
    /// Whether the OS keyring shall hold a device secret from now on.
    pub use_keyring: bool,
}
