//! Reminders of what ends, as notifications of the desktop. They say titles only where the settings allow it, and are taken
//! back when the vault is locked.
//!
//! A desktop that shows none is no error: what was not shown is due again after the next unlock.

use crate::window;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use strongroom_api::{App, ReminderWords};
use tauri::{AppHandle, Emitter, Manager, async_runtime};
use tokio::sync::oneshot;
use zbus::blocking::{Connection, MessageIterator, Proxy, connection::Builder};
use zbus::message::{Message, Type};
use zbus::zvariant::Value;
use zbus::{MatchRule, Result};

/// The service, and its interface: Desktop Notifications Specification 1.3.
const NOTIFICATIONS: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// How often it is asked whether something is due.
const PAUSE: Duration = Duration::from_secs(1);
/// What the desktop may take for an answer.
const LIMIT: Duration = Duration::from_secs(10);
/// What a click on the notification itself is called.
const CLICK: &str = "default";

/// What is on the screen, as far as the desktop did not say that it is gone.
static SHOWN: Mutex<Vec<(Connection, u32)>> = Mutex::new(Vec::new());

/// Asks for what is due until the process ends.
pub(crate) fn start(app: &AppHandle) {
    let app = app.clone();
    async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(PAUSE).await;
            let core = app.state::<App>();
            let Some(reminder) = core.due_reminder().await else { continue };
            let german = is_german(&core.settings_now().await.language);
            if show(&app, reminder.words(german), german).await {
                core.reminded(reminder).await;
            }
        }
    });
}

/// Takes the reminders off the screen: what they say is the vault's.
pub(crate) fn take_back() {
    let shown = std::mem::take(&mut *SHOWN.lock().unwrap_or_else(PoisonError::into_inner));
    if shown.is_empty() {
        return;
    }
    std::thread::spawn(move || {
        for (bus, id) in shown {
            let _ = service(&bus).and_then(|service| service.call_noreply("CloseNotification", &id));
        }
    });
}

/// Whether the desktop took it.
async fn show(app: &AppHandle, words: ReminderWords, german: bool) -> bool {
    let (tell, told) = oneshot::channel();
    let app = app.clone();
    // A thread of its own: see `bus`.
    std::thread::spawn(move || match notify(&words, german) {
        Ok((heard, id)) => {
            let _ = tell.send(true);
            follow(&app, heard, id);
        }
        Err(_) => drop(tell.send(false)),
    });
    told.await.unwrap_or(false)
}

fn notify(words: &ReminderWords, german: bool) -> Result<(MessageIterator, u32)> {
    let bus = Builder::session()?.method_timeout(LIMIT).build()?;
    let service = service(&bus)?;
    let can: Vec<String> = service.call("GetCapabilities", &())?;
    let is_marked_up = can.iter().any(|one| one == "body-markup");
    let body = if is_marked_up { plain(&words.body) } else { words.body.clone() };
    let rule = MatchRule::builder().msg_type(Type::Signal).sender(NOTIFICATIONS)?.interface(NOTIFICATIONS)?;
    // Listened for first, so that no click is missed.
    let heard = MessageIterator::for_match_rule(rule.path(PATH)?.build(), &bus, None)?;
    let actions = [CLICK, if german { "Kalender öffnen" } else { "Open the calendar" }];
    let hints = HashMap::from([("desktop-entry", Value::from("Strongroom"))]);
    // Nothing is replaced, and the desktop says for how long it is shown.
    let request = ("Strongroom", 0_u32, "", &*words.summary, &*body, actions.as_slice(), hints, -1_i32);
    let id: u32 = service.call("Notify", &request)?;
    SHOWN.lock().unwrap_or_else(PoisonError::into_inner).push((bus.clone(), id));
    Ok((heard, id))
}

fn service(bus: &Connection) -> Result<Proxy<'static>> {
    Proxy::new(bus, NOTIFICATIONS, PATH, NOTIFICATIONS)
}

/// Waits for a click, until the notification is gone.
fn follow(app: &AppHandle, heard: MessageIterator, id: u32) {
    for message in heard.map_while(|message| message.ok()) {
        let header = message.header();
        match header.member().map(|member| member.as_str()) {
            Some("ActionInvoked") if action(&message) == Some((id, CLICK.to_owned())) => open_calendar(app),
            Some("NotificationClosed") if closed(&message) == Some(id) => break,
            _ => {}
        }
    }
    SHOWN.lock().unwrap_or_else(PoisonError::into_inner).retain(|(_, shown)| *shown != id);
}

fn action(message: &Message) -> Option<(u32, String)> {
    message.body().deserialize().ok()
}

fn closed(message: &Message) -> Option<u32> {
    message.body().deserialize::<(u32, u32)>().ok().map(|(id, _)| id)
}

/// A vault that was locked meanwhile is asked for first, where the page is still there to remember it.
fn open_calendar(app: &AppHandle) {
    let at = app.clone();
    let _ = app.run_on_main_thread(move || drop(window::show(&at).and_then(|()| at.emit("reminded", ()))));
}

/// The text where a desktop reads markup: it shall find none.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Whether to speak German: as the setting says, or else the system.
fn is_german(setting: &str) -> bool {
    match setting {
        "system" => {
            let named = ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok());
            named
                .into_iter()
                .flatten()
                .find(|value| !value.is_empty())
                .is_some_and(|value| value.starts_with("de"))
        }
        language => language == "de",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_brings_no_markup_along() {
        assert_eq!(plain("<b>&</b><a href=\"x\">"), "&lt;b&gt;&amp;&lt;/b&gt;&lt;a href=\"x\"&gt;");
    }

    #[test]
    fn setting_decides_about_the_language_before_the_system() {
        assert!(is_german("de") && !is_german("en"));
    }
}
