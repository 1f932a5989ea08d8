//! Settings of this machine. None of them can weaken a vault.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a person can set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Seconds after which the clipboard is cleared, 5 to 600.
    pub clipboard_seconds: u32,
    /// Seconds without a key or a click after which the vault locks, 5 to 86,400; 0 for never.
    pub idle_seconds: u32,
    /// Lock when the machine goes to sleep.
    pub lock_on_suspend: bool,
    /// Lock when the screen is locked.
    pub lock_on_screen_lock: bool,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// `system`, `en` or `de`.
    pub language: String,
    /// Whether the desktop shows a reminder of what ends.
    pub reminders: bool,
    /// How many days before the end, the longest first: at most eight, of 0 (the day itself) to 365.
    pub reminder_days: Vec<u32>,
    /// Whether a reminder says titles, which whoever sees the screen can read.
    pub reminder_names: bool,
    /// Whether the window offers to ask the breach service.
    pub breach_online: bool,
    /// The address of the breach service: of Have I Been Pwned where it is empty, else of a mirror that answers as its range
    /// API does; https, or http on this machine.
    pub breach_service: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            clipboard_seconds: 20,
            idle_seconds: 300,
            lock_on_suspend: true,
            lock_on_screen_lock: true,
            theme: "system".to_owned(),
            language: "system".to_owned(),
            reminders: false,
            reminder_days: vec![30, 7, 1, 0],
            reminder_names: false,
            breach_online: false,
            breach_service: String::new(),
        }
    }
}
