//! The handlers' common ground: one session, held by one lock, so that commands follow one another.

use crate::breach::RunningCheck;
use crate::create::Pending;
use crate::memory::Memory;
use crate::session::Open;
use crate::transfer::PreviewedImport;
use crate::types::{Nothing, Settings};
use crate::{ApiError, Event, Host, LockReason};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use strongroom_breach::ServiceAddress;
use strongroom_credential::Moment;
use strongroom_vault::{Action, AuditEvent, Env, Timestamp};
use tokio::sync::{Mutex, MutexGuard};

/// Imported items that are scored in one tick.
const SCORES_PER_TICK: usize = 256;
/// Lead times of reminders at the most.
const MAX_LEADS: usize = 8;
/// The longest of them, in days.
const MAX_LEAD: u32 = 365;

/// Strongroom, for one person at one machine. Each command of [`crate::for_each_command`] is a method of the same name.
pub struct App {
    pub(crate) host: Arc<dyn Host>,
    session: Mutex<Session>,
    touched: AtomicI64,
    /// Which storing of a file goes on: it ends when the number is another.
    pub(crate) attaching: AtomicU64,
}

/// What is open, and what was begun.
#[derive(Default)]
pub(crate) struct Session {
    pub(crate) open: Option<Open>,
    pub(crate) pending: Option<Pending>,
    pub(crate) import: Option<PreviewedImport>,
    pub(crate) breach: Option<RunningCheck>,
}

impl Session {
    /// Whether there is anything that a lock would wipe.
    fn holds_secrets(&self) -> bool {
        self.open.is_some() || self.pending.is_some() || self.import.is_some()
    }

    /// The open vault.
    pub(crate) fn open(&mut self) -> Result<&mut Open, ApiError> {
        self.open.as_mut().ok_or_else(ApiError::locked)
    }
}

impl App {
    /// The app on that host, with nothing open.
    pub fn new(host: Arc<dyn Host>) -> Self {
        let touched = AtomicI64::new(host.clock().now());
        Self { host, session: Mutex::default(), touched, attaching: AtomicU64::default() }
    }

    pub(crate) async fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().await
    }

    pub(crate) fn env(&self) -> Env<'_> {
        Env { clock: self.host.clock(), random: self.host.random() }
    }

    pub(crate) fn memory(&self) -> Memory<'_> {
        Memory::of(&*self.host)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.host.clock().now()
    }

    pub(crate) fn moment(&self) -> Moment {
        Moment(self.now())
    }

    /// After a change: this machine remembers the state, and the page is told.
    pub(crate) fn changed(&self, open: &Open) {
        self.memory().set_anchor(open.vault.keys(), &open.vault.anchor());
        self.host.notify(Event::Changed { generation: open.vault.header().generation });
    }

    /// Says that a person is there.
    pub async fn touch(&self, _: Nothing) -> Result<Nothing, ApiError> {
        self.touched.store(self.now(), Ordering::Relaxed);
        Ok(Nothing {})
    }

    /// The settings of this machine.
    pub async fn settings(&self, _: Nothing) -> Result<Settings, ApiError> {
        Ok(self.settings_now().await)
    }

    /// The settings of this machine, for a host.
    pub async fn settings_now(&self) -> Settings {
        self.memory().settings()
    }

    /// Changes the settings, each within its limits.
    pub async fn change_settings(&self, wanted: Settings) -> Result<Settings, ApiError> {
        let idle = match wanted.idle_seconds {
            0 => 0,
            seconds => seconds.clamp(5, 86_400),
        };
        let settings = Settings {
            clipboard_seconds: wanted.clipboard_seconds.clamp(5, 600),
            idle_seconds: idle,
            theme: known(wanted.theme, &["system", "light", "dark"])?,
            language: known(wanted.language, &["system", "en", "de"])?,
            reminder_days: lead_times(wanted.reminder_days)?,
            breach_service: breach_service(&wanted.breach_service)?,
            ..wanted
        };
        self.memory()
            .set_settings(&settings)
            .map_err(|error| crate::convert::file_error("the settings file", &error))?;
        self.remind_anew().await;
        Ok(settings)
    }

    /// Locks because a person asked.
    pub async fn lock(&self, _: Nothing) -> Result<Nothing, ApiError> {
        self.lock_because(LockReason::Asked).await;
        Ok(Nothing {})
    }

    /// Locks: the keys are wiped, the clipboard is cleared if it is still ours, the page is told.
    pub async fn lock_because(&self, reason: LockReason) {
        let mut session = self.session().await;
        self.host.clear_clipboard();
        session.import = None;
        session.breach = None;
        let was_pending = session.pending.take().is_some();
        let Some(mut open) = session.open.take() else {
            if was_pending {
                self.host.notify(Event::Locked { reason });
            }
            return;
        };
        if open.scrub_pending {
            open.scrub().await;
        }
        let event = AuditEvent::of_vault(Action::Lock, reason.name());
        // A lock that cannot be written down is still a lock.
        if open.note(event, self.env()).await.is_ok() {
            self.memory().set_anchor(open.vault.keys(), &open.vault.anchor());
        }
        let (storage, header) = (Arc::clone(open.vault.storage()), open.vault.header().clone());
        drop(open);
        drop(session);
        self.host.notify(Event::Locked { reason });
        let _ = storage.settle().await;
        self.anchor_in_keyring(&header).await;
    }

    /// To be called once a second: locks when the person has been away for long enough, scores what an import left, removes what
    /// is left of files whose storing was cut off, and verifies the vault a little further.
    pub async fn tick(&self) {
        let idle = i64::from(self.settings_now().await.idle_seconds) * 1000;
        let away = self.now() - self.touched.load(Ordering::Relaxed);
        if idle > 0 && away >= idle && self.session().await.holds_secrets() {
            self.lock_because(LockReason::Idle).await;
            return;
        }
        let mut session = self.session().await;
        let Some(open) = session.open.as_mut() else { return };
        if open.scores_pending {
            let more = open.vault.score_pending(SCORES_PER_TICK, self.env()).await;
            open.scores_pending = more.unwrap_or(false);
            self.changed(open);
        }
        if std::mem::take(&mut open.uploads_pending) {
            // What cannot be removed now is removed when the vault is opened again.
            let _ = open.vault.remove_given_up(self.env()).await;
        }
        if let Some(found) = open.check_some().await {
            self.host.notify(Event::Warned(found));
        }
    }
}

/// The address of a mirror, as it is kept; empty for the public service.
fn breach_service(text: &str) -> Result<String, ApiError> {
    let address = ServiceAddress::parse(text).map_err(ApiError::invalid)?;
    Ok(if text.trim().is_empty() { String::new() } else { address.to_string() })
}

fn known(value: String, allowed: &[&str]) -> Result<String, ApiError> {
    if allowed.contains(&value.as_str()) {
        return Ok(value);
    }
    Err(ApiError::invalid(format!("a setting cannot have that value: choose one of {}", allowed.join(", "))))
}

/// Days before an end, each once and the longest first.
fn lead_times(mut days: Vec<u32>) -> Result<Vec<u32>, ApiError> {
    days.sort_unstable_by_key(|days| std::cmp::Reverse(*days));
    days.dedup();
    if days.len() > MAX_LEADS || days.first().is_some_and(|longest| *longest > MAX_LEAD) {
        return Err(ApiError::invalid(
            "there can be eight lead times of at most 365 days: choose fewer or shorter ones",
        ));
    }
    Ok(days)
}

/// A path that a person typed; `~/` is their home.
pub(crate) fn path_of(text: &str) -> Result<PathBuf, ApiError> {
    if text.trim().is_empty() {
        return Err(ApiError::invalid("no file is named: enter a path"));
    }
    match (text.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => Ok(home.join(rest)),
        _ => std::path::absolute(text).map_err(|error| crate::convert::file_error(text, &error)),
    }
}
