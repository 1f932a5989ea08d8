//! Locking without being asked: after idle time, before sleep, and when the screen is locked.
//!
//! A bus that is missing is no error: what it would have said is not heard then, and idle time still counts.

use std::time::Duration;
use strongroom_api::{App, LockReason};
use tauri::{AppHandle, Manager, async_runtime};

/// How often the idle time is looked at.
const TICK: Duration = Duration::from_secs(1);

/// Watches for every reason to lock until the process ends.
pub(crate) fn start(app: &AppHandle) {
    let ticking = app.clone();
    async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(TICK).await;
            ticking.state::<App>().tick().await;
        }
    });
    #[cfg(target_os = "linux")]
    {
        crate::suspend::start(app);
        crate::screen::start(app);
    }
}

/// Locks where the settings say so for that reason, and returns when it is done. Not to be called inside the runtime.
#[cfg(target_os = "linux")]
pub(crate) fn lock_if_wanted(app: &AppHandle, reason: LockReason) {
    async_runtime::block_on(async {
        let core = app.state::<App>();
        let settings = core.settings_now().await;
        let wanted = match reason {
            LockReason::Suspend => settings.lock_on_suspend,
            LockReason::ScreenLock => settings.lock_on_screen_lock,
            LockReason::Asked | LockReason::Idle | LockReason::Exit => true,
        };
        if wanted {
            core.lock_because(reason).await;
        }
    });
}
