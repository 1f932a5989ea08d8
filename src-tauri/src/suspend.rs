//! logind: the vault is locked before the machine sleeps, which waits for it, and when the session is locked.

use crate::autolock::lock_if_wanted;
use crate::bus::{Signal, listen, says_yes};
use strongroom_api::LockReason;
use tauri::AppHandle;
use zbus::Result;
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedFd, OwnedObjectPath};

const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";

/// Listens on threads of its own. Without logind both end at once.
pub(crate) fn start(app: &AppHandle) {
    let (sleeping, locking) = (app.clone(), app.clone());
    std::thread::spawn(move || watch_sleep(&sleeping));
    std::thread::spawn(move || watch_session(&locking));
}

fn watch_sleep(app: &AppHandle) -> Result<()> {
    let bus = Connection::system()?;
    let mut delay = hold_sleep(&bus);
    let signal = Signal { sender: LOGIND, path: None, interface: MANAGER, member: "PrepareForSleep" };
    listen(&bus, signal, |message| {
        if says_yes(message) {
            lock_if_wanted(app, LockReason::Suspend);
            // Let go of, the machine sleeps.
            delay = None;
        } else {
            delay = hold_sleep(&bus);
        }
    })
}

/// Asks that sleep waits for us; as long as the descriptor is open, and no longer than logind allows.
fn hold_sleep(bus: &Connection) -> Option<OwnedFd> {
    let request = ("sleep", "Strongroom", "The vault is locked first", "delay");
    manager(bus).and_then(|manager| manager.call("Inhibit", &request)).ok()
}

fn watch_session(app: &AppHandle) -> Result<()> {
    let bus = Connection::system()?;
    let own = own_session(&bus)?;
    let signal = Signal { sender: LOGIND, path: Some(own.as_str()), interface: SESSION, member: "Lock" };
    listen(&bus, signal, |_| lock_if_wanted(app, LockReason::ScreenLock))
}

/// The session that this process belongs to; started by the person's service manager it belongs to none, and the one
/// with the person's display is meant.
fn own_session(bus: &Connection) -> Result<OwnedObjectPath> {
    let manager = manager(bus)?;
    let named = std::env::var("XDG_SESSION_ID").ok();
    let by_name = named.and_then(|id| manager.call("GetSession", &id).ok());
    let by_process = || manager.call("GetSessionByPID", &std::process::id()).ok();
    by_name.or_else(by_process).map_or_else(|| session_with_display(bus, &manager), Ok)
}

fn session_with_display(bus: &Connection, manager: &Proxy<'_>) -> Result<OwnedObjectPath> {
    let user: OwnedObjectPath = manager.call("GetUserByPID", &std::process::id())?;
    let user = Proxy::new(bus, LOGIND, user, "org.freedesktop.login1.User")?;
    let (_, session): (String, OwnedObjectPath) = user.get_property("Display")?;
    Ok(session)
}

fn manager(bus: &Connection) -> Result<Proxy<'static>> {
    Proxy::new(bus, LOGIND, "/org/freedesktop/login1", MANAGER)
}
