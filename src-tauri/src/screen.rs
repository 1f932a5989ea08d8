//! The screen's lock: desktops tell of it on the session's bus, each under a name of its own.

use crate::autolock::lock_if_wanted;
use crate::bus::{Signal, listen, says_yes};
use strongroom_api::LockReason;
use tauri::AppHandle;
use zbus::Result;
use zbus::blocking::Connection;

/// KDE and others speak the first; the rest are named by their desktops.
const SAVERS: [&str; 5] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
];

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
