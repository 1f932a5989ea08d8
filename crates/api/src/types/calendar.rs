//! The calendar of what ends: rows by day, and the file that other calendars read. Titles and days, never a secret.

use super::ExpiringRow;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// From which day to which.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[ts(export)]
pub struct CalendarRequest {
    /// The first day, `YYYY-MM-DD`; the beginning of time where none is named.
    #[serde(default)]
    pub from: Option<String>,
    /// The last day, `YYYY-MM-DD`; the end of time where none is named.
    #[serde(default)]
    pub to: Option<String>,
    /// Whether the last day comes first.
    #[serde(default)]
    pub latest_first: bool,
}

/// What ends on these days. Of an item of which several things end, the first is known without opening it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Calendar {
    /// Today in UTC, `YYYY-MM-DD`.
    pub today: String,
    /// How many items fit; there may be more than rows.
    pub total: u32,
    /// The first of them, at most 1,000, by day and title.
    pub rows: Vec<ExpiringRow>,
    /// Items of which something ended before today, whatever the days that were asked for.
    pub ended: u32,
    /// The first day from today on, `YYYY-MM-DD`, on which something ends, whatever the days that were asked for.
    pub next: Option<String>,
}

/// A calendar file to be written.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ExportCalendarRequest {
    /// The new file.
    pub path: String,
    /// Only what ends today or within so many days; everything that is to come where none are named.
    #[serde(default)]
    pub within_days: Option<u32>,
    /// Whether items' titles are in it.
    pub titles: bool,
    /// The language of the file's own words: `en` or `de`; English where none is named.
    #[serde(default)]
    pub language: Option<String>,
}

/// A calendar file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CalendarExport {
    /// The file.
    pub path: String,
    /// How many days are in it, one for each item.
    pub events: u32,
    /// The days before an end at which the file asks for an alarm, the longest first.
    pub lead_days: Vec<u32>,
}
