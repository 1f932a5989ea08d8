//! Reminders of what ends: which are due, and which were given already. A host that can tell a person asks once in a while;
//! only an open vault has any. What is remembered outside of the vault are ids and days, never a title.

use crate::app::App;
use crate::calendar::{by_day, dated};
use crate::memory::{Memory, Reminded};
use crate::types::Settings;
use std::collections::BTreeMap;
use strongroom_crypto::VaultId;
use strongroom_vault::Unlocked;

/// Items that are reminded of at the most, those that end first: so many are remembered in a small file.
const MAX_ITEMS: usize = 10_000;
/// Titles that one reminder names.
const MAX_NAMES: usize = 3;
/// Characters of a title that a reminder shows.
const MAX_TITLE: usize = 80;

/// What a person is to be reminded of, now. Goes back to [`App::reminded`] once they were told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// How many items end.
    pub items: u32,
    /// Within how many days all of them do; 0 for today.
    pub within_days: u32,
    /// The first titles, where the settings allow them to be shown. Personal.
    pub names: Vec<String>,
    /// The vault, and all that will have been given.
    given: (VaultId, BTreeMap<String, Reminded>),
}

/// What a desktop shows of a reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderWords {
    /// One line.
    pub summary: String,
    /// The titles, if they may be shown; else empty. Personal.
    pub body: String,
}

impl App {
    /// What a person is to be reminded of: asked for again and again, it is worked out after an unlock, at each new day, and
    /// after a change of the settings. None where nothing is open, or reminders are off.
    pub async fn due_reminder(&self) -> Option<Reminder> {
        let today = self.today();
        let mut session = self.session().await;
        let open = session.open.as_mut()?;
        if open.reminded_on == Some(today) {
            return None;
        }
        open.reminded_on = Some(today);
        let settings = self.memory().settings();
        settings.reminders.then(|| due(&open.vault, today.0, &settings, &self.memory()))?
    }

    /// Remembers that the person was told.
    pub async fn reminded(&self, reminder: Reminder) {
        let (vault, given) = reminder.given;
        self.memory().set_reminded(&vault, &given);
    }

    /// From now on, reminders are due as the settings have them.
    pub(crate) async fn remind_anew(&self) {
        if let Some(open) = self.session().await.open.as_mut() {
            open.reminded_on = None;
        }
    }
}

/// An item is due when a lead time of it was reached that it was not reminded of: of several that were passed, once.
fn due(vault: &Unlocked, today: i32, settings: &Settings, memory: &Memory<'_>) -> Option<Reminder> {
    let id = *vault.header().vault();
    let before = memory.reminded(&id);
    let mut ending: Vec<_> = dated(vault).filter(|(day, ..)| day.0 >= today).collect();
    ending.sort_unstable_by(by_day);
    let mut given = BTreeMap::new();
    let (mut items, mut within_days, mut names) = (0, 0, Vec::new());
    for (day, item, overview) in ending.into_iter().take(MAX_ITEMS) {
        let left = u32::try_from(day.0.saturating_sub(today)).unwrap_or_default();
        let Some(lead) = settings.reminder_days.iter().copied().filter(|lead| left <= *lead).min() else {
            break;
        };
        let now = Reminded { day: day.0, lead };
        let item = item.to_string();
        if before.get(&item).is_none_or(|then| then.day != now.day || then.lead > lead) {
            items += 1;
            within_days = left;
            if names.len() < MAX_NAMES && settings.reminder_names {
                names.push(shown(&overview.title));
            }
        }
        given.insert(item, now);
    }
    (items > 0).then_some(Reminder { items, within_days, names, given: (id, given) })
}

/// A title as one short line: it comes from anywhere.
fn shown(title: &str) -> String {
    let steers = |letter: char| {
        letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut short: String = title.chars().filter(|letter| !steers(*letter)).take(MAX_TITLE).collect();
    if title.chars().count() > MAX_TITLE {
        short.push('…');
    }
    short
}

impl Reminder {
    /// What it says, in German or else in English.
    pub fn words(&self, german: bool) -> ReminderWords {
        let summary = if german { self.german() } else { self.english() };
        let more = usize::try_from(self.items).unwrap_or(usize::MAX).saturating_sub(self.names.len());
        let mut body = self.names.join("\n");
        if !body.is_empty() && more > 0 {
            let more = if german { format!("\nund {more} mehr") } else { format!("\nand {more} more") };
            body.push_str(&more);
        }
        ReminderWords { summary, body }
    }

    fn english(&self) -> String {
        match (self.items, self.within_days) {
            (1, 0) => "A credential ends today".to_owned(),
            (1, 1) => "A credential ends tomorrow".to_owned(),
            (1, days) => format!("A credential ends in {days} days"),
            (items, 0) => format!("{items} credentials end today"),
            (items, 1) => format!("{items} credentials end by tomorrow"),
            (items, days) => format!("{items} credentials end within {days} days"),
        }
    }

    fn german(&self) -> String {
        match (self.items, self.within_days) {
            (1, 0) => "Zugangsdaten laufen heute ab".to_owned(),
            (1, 1) => "Zugangsdaten laufen morgen ab".to_owned(),
            (1, days) => format!("Zugangsdaten laufen in {days} Tagen ab"),
            (items, 0) => format!("{items} Zugangsdaten laufen heute ab"),
            (items, 1) => format!("{items} Zugangsdaten laufen bis morgen ab"),
            (items, days) => format!("{items} Zugangsdaten laufen innerhalb von {days} Tagen ab"),
        }
    }
}
