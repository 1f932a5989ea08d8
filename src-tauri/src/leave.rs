//! Leaving in an orderly way: the vault is locked and the clipboard cleared before the process ends.
//!
//! A keyring or a clipboard that does not answer must not keep the process alive.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use strongroom_api::{App, LockReason};
use tauri::{AppHandle, Manager, async_runtime};

/// What locking may take before the process ends without waiting for it.
const LIMIT: Duration = Duration::from_secs(5);
/// Set when everything is done and the process may end.
static DONE: AtomicBool = AtomicBool::new(false);

/// Whether the process may end now.
pub(crate) fn is_done() -> bool {
    DONE.load(Ordering::Acquire)
}

/// Locks, clears and ends.
pub(crate) fn start(app: &AppHandle) {
    let app = app.clone();
    async_runtime::spawn(async move {
        let core = app.state::<App>();
        // A vault that is still being locked after that time is wiped by the process's end.
        let _ = tokio::time::timeout(LIMIT, core.lock_because(LockReason::Exit)).await;
        DONE.store(true, Ordering::Release);
        app.exit(0);
    });
}

/// Leaves when the system asks the process to end: a session that closes, a person at a terminal.
#[cfg(unix)]
pub(crate) fn on_signals(app: &AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};
    for kind in [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()] {
        let app = app.clone();
        async_runtime::spawn(async move {
            if let Ok(mut asked) = signal(kind) {
                asked.recv().await;
                start(&app);
            }
        });
    }
}

/// Windows closes the window first, which leaves in the same way.
#[cfg(not(unix))]
pub(crate) fn on_signals(_: &AppHandle) {}
