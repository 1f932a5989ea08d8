//! The icon in the tray: show, lock, quit. Where the desktop has no tray the window works without it.

use crate::{leave, window};
use std::panic::{AssertUnwindSafe, catch_unwind};
use strongroom_api::{App, LockReason};
use tauri::menu::{Menu, MenuEvent, MenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, Manager, async_runtime};

const ID: &str = "main";
const SHOW: &str = "show";
const LOCK: &str = "lock";
const QUIT: &str = "quit";

/// Puts the icon in the tray as soon as it is known that somebody would show it.
pub(crate) fn start(app: &AppHandle) {
    let app = app.clone();
    std::thread::spawn(move || {
        if somebody_shows_trays() {
            let at = app.clone();
            // Where the system's tray library is missing, loading it panics; the window works without it.
            let _ = app.run_on_main_thread(move || drop(catch_unwind(AssertUnwindSafe(|| build(&at)))));
        }
    });
}

/// Whether the window may hide because a person can bring it back.
pub(crate) fn is_there(app: &AppHandle) -> bool {
    app.tray_by_id(ID).is_some()
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    let item = |id, words| MenuItem::with_id(app, id, words, true, None::<&str>);
    let menu = Menu::with_items(
        app,
        &[&item(SHOW, "Show Strongroom")?, &item(LOCK, "Lock")?, &item(QUIT, "Quit")?],
    )?;
    let mut tray = TrayIconBuilder::with_id(ID).menu(&menu).tooltip("Strongroom").on_menu_event(on_menu);
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.build(app).map(drop)
}

fn on_menu(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        SHOW => drop(window::show(app)),
        LOCK => lock(app.clone()),
        QUIT if window::asks_first(app, true) => {}
        QUIT => leave::start(app),
        _ => {}
    }
}

fn lock(app: AppHandle) {
    async_runtime::spawn(async move { app.state::<App>().lock_because(LockReason::Asked).await });
}

/// Linux: whether a desktop answers to the StatusNotifier protocol.
#[cfg(target_os = "linux")]
fn somebody_shows_trays() -> bool {
    use zbus::blocking::{Connection, Proxy};
    const WATCHER: &str = "org.kde.StatusNotifierWatcher";
    let asked = || -> zbus::Result<bool> {
        let watcher = Proxy::new(&Connection::session()?, WATCHER, "/StatusNotifierWatcher", WATCHER)?;
        watcher.get_property("IsStatusNotifierHostRegistered")
    };
    asked().unwrap_or(false)
}

#[cfg(not(target_os = "linux"))]
fn somebody_shows_trays() -> bool {
    true
}
