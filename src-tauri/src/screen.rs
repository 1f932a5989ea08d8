//! The screen's lock: desktops tell of it on the session's bus, under one of two names.

use crate::autolock::lock_if_wanted;
use crate::bus::{Signal, listen, says_yes};
use strongroom_api::LockReason;
use tauri::AppHandle;
use zbus::Result;
use zbus::blocking::Connection;

/// KDE, Xfce, Cinnamon and others speak the first, GNOME the second.
const SAVERS: [&str; 2] = ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"];

/// Listens on threads of its own. A desktop that tells nothing is not heard.
pub(crate) fn start(app: &AppHandle) {
    for saver in SAVERS {
        let app = app.clone();
        std::thread::spawn(move || watch(&app, saver));
    }
}

fn watch(app: &AppHandle, saver: &str) -> Result<()> {
    let signal = Signal { sender: saver, path: None, interface: saver, member: "ActiveChanged" };
    listen(&Connection::session()?, signal, |message| {
        if says_yes(message) {
            lock_if_wanted(app, LockReason::ScreenLock);
        }
    })
}
