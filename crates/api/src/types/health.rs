//! How the vault's passwords are doing, and what ends soon. Numbers and titles, never a secret.

use super::BreachChecked;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the vault's items are doing, but for those in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Health {
    /// All of them.
    pub items: u32,
    /// The score and how it comes about; none where there is nothing to score.
    pub score: Option<HealthScore>,
    /// Items whose password has the score 0, 1, 2, 3 and 4.
    pub strengths: Vec<u32>,
    /// Items without a password that is scored.
    pub without_password: u32,
    /// Items that were imported and are yet to be judged.
    pub pending: u32,
    /// Items with a weak password: a score of at most 2.
    pub weak: u32,
    /// Items whose main secret another item has too.
    pub reused: u32,
    /// How many secrets these share.
    pub reused_groups: u32,
    /// Items whose password is a variation of another item's, but not the same.
    pub similar: u32,
    /// Passwords by age, the youngest first.
    pub ages: Vec<AgeCount>,
    /// Items of which something ended before today.
    pub ended: u32,
    /// Items of which something ends soon; each row has those of the rows before it.
    pub ending: Vec<EndCount>,
    /// Items of which something ends on each of the coming 91 days, today first.
    pub coming: Vec<u32>,
    /// Items of which something is wrong, by the worst of it, but for weak passwords and what ends.
    pub found: FoundCount,
    /// Logins with a one-time code.
    pub with_code: u32,
    /// Logins without one.
    pub without_code: u32,
    /// Those of them at a site that is known to offer such codes.
    pub two_factor_possible: u32,
    /// Items whose password was found in published breaches, by checks that somebody asked for.
    pub breached: u32,
    /// Items whose password was looked up there as it is.
    pub breach_checked: u32,
    /// The last check of the whole vault.
    pub breach_last: Option<BreachChecked>,
    /// The host that an online check would ask.
    pub breach_host: String,
    /// Items for which something should be done: weak, breached, reused, ended, or with something wrong that is grave.
    pub attention: u32,
}

/// How well the vault does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HealthScore {
    /// 0 to 100, rounded down: the mean of what the parts reached, weighed.
    pub points: u32,
    /// The parts that the vault has something to say to.
    pub parts: Vec<HealthPart>,
}

/// One part of the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HealthPart {
    /// `strength`, `unique`, `findings`, `in_force`, `codes` or `unbreached`.
    pub name: String,
    /// How much it weighs beside the others.
    pub weight: u32,
    /// How much of that was reached, of 1,000; rounded down.
    pub reached: u32,
}

/// How many passwords are of some age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AgeCount {
    /// At least so many days old.
    pub days: u32,
    /// Younger than so many days; none for the oldest.
    pub below: Option<u32>,
    /// How many.
    pub count: u32,
}

/// How many items end soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EndCount {
    /// Today or within so many days.
    pub within_days: u32,
    /// How many.
    pub count: u32,
}

/// How many items have something wrong, by the worst of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FoundCount {
    /// Worth a look.
    pub low: u32,
    /// Should be changed.
    pub medium: u32,
    /// Should be changed now.
    pub high: u32,
}

/// What ends within some days.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[ts(export)]
pub struct ExpiringRequest {
    /// The days, from today on.
    pub within_days: u32,
    /// Whether what ended before today is left out.
    #[serde(default)]
    pub skip_ended: bool,
}

/// What ended and what ends soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Expiring {
    /// Today in UTC, `YYYY-MM-DD`.
    pub today: String,
    /// How many items fit; there may be more than rows.
    pub total: u32,
    /// The first of them to end, at most 1,000; what ended already comes first.
    pub rows: Vec<ExpiringRow>,
}

/// An item of which something ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ExpiringRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind's name.
    pub kind: String,
    /// The last day on which it is good, `YYYY-MM-DD`.
    pub day: String,
    /// Days from today until then; negative when it is past.
    pub days_left: i32,
}
