//! Checking passwords against published ones. Says how often one was seen, never a password nor a hash of one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What to check, and against what.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct BreachRequest {
    /// Against what.
    pub source: BreachAgainst,
    /// Which item; all that are not in the trash where none is given.
    #[serde(default)]
    pub item: Option<String>,
}

/// Against what passwords are checked.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
#[serde(tag = "against", rename_all = "snake_case")]
pub enum BreachAgainst {
    /// A service, which is told the first five digits of each hash.
    Online {
        /// The host that the person was told would be asked; the check is refused where it would be another.
        host: String,
        /// Whether the person asked for this one check in so many words, so that the setting need not be on.
        #[serde(default)]
        accept_online: bool,
    },
    /// A file that has the hashes in order, or a folder with one file for each prefix.
    File {
        /// Its path.
        path: String,
    },
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BreachReport {
    /// `online` or `file`.
    pub source: String,
    /// Items whose password was looked up.
    pub checked: u32,
    /// Items of these whose password was found.
    pub breached: u32,
    /// Items whose password could not be looked up: the file lacks it, or the check was stopped.
    pub unanswered: u32,
    /// How many requests were sent.
    pub requests: u32,
    /// Whether it was stopped before its end.
    pub stopped: bool,
    /// Whether the file seems to be an excerpt, so that what it lacks may be published all the same.
    pub excerpt: bool,
    /// The items that were found, the most often seen first; at most 1,000.
    pub found: Vec<BreachRow>,
}

/// An item whose password was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BreachRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How often the password was seen.
    #[ts(type = "number")]
    pub count: u64,
}

/// The last check of the whole vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BreachChecked {
    /// When it ended.
    #[ts(type = "number")]
    pub at: i64,
    /// `online` or `file`.
    pub source: String,
    /// How many items were checked.
    #[ts(type = "number")]
    pub checked: u64,
    /// How many of them had a password that was found.
    #[ts(type = "number")]
    pub breached: u64,
}
