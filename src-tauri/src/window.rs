//! The one window and the page in it: made, shown, hidden, and made anew from nothing when the vault is locked.
//!
//! The page is outside the trust boundary. It must never navigate away, open another window, or outlive a lock.

use strongroom_api::LockReason;
use tauri::webview::{DownloadEvent, NewWindowResponse};
use tauri::{AppHandle, Emitter, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// The window's name, which the capability names too.
const LABEL: &str = "main";
/// The page.
const PAGE: &str = "index.html";
/// What a page leaves in its address when it locks the vault in order to restore a backup.
const RESTORE_NEXT: &str = "restore";
/// What a page leaves in its address while it has something that is not saved.
const UNSAVED: &str = "unsaved";
/// What a page leaves there when a person who quits has answered that it may go.
const QUITTING: &str = "quitting";
/// Width and height at the start, in logical pixels.
const SIZE: (f64, f64) = (1080.0, 720.0);
/// The smallest that the page is made for.
const MIN_SIZE: (f64, f64) = (720.0, 480.0);

/// Brings the window before the person, making it if there is none.
///
/// # Errors
/// Where the system cannot make a window.
pub(crate) fn show(app: &AppHandle) -> tauri::Result<()> {
    let Some(window) = app.get_webview_window(LABEL) else { return build(app) };
    window.show()?;
    window.unminimize()?;
    window.set_focus()
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    let home = app.clone();
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(PAGE.into()))
        .title("Strongroom")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(MIN_SIZE.0, MIN_SIZE.1)
        // Nothing that the page knows may reach the disk: no cache, no storage, no history.
        .incognito(!is_driven())
        .general_autofill_enabled(false)
        .zoom_hotkeys_enabled(true)
        .devtools(cfg!(debug_assertions))
        .on_navigation(move |to| stays(to, &home))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, event| !matches!(event, DownloadEvent::Requested { .. }))
        .build()
        .map(drop)
}

/// Whether a test drives the window: only a debug build lets itself be driven, for a page that leaves no trace cannot be.
fn is_driven() -> bool {
    cfg!(debug_assertions) && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some()
}

/// Whether the address is the page's own, or that of the isolation frame that stands between the page and the shell.
fn stays(to: &Url, app: &AppHandle) -> bool {
    let development = app.config().build.dev_url.as_ref().filter(|_| tauri::is_dev());
    is_own(to) || development.is_some_and(|page| page.origin() == to.origin())
}

fn is_own(to: &Url) -> bool {
    match (to.scheme(), to.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => to.port().is_none(),
        (scheme, Some("localhost")) => scheme.starts_with("isolation-"),
        (_, host) => host.is_some_and(|host| host.starts_with("isolation-") && host.ends_with(".localhost")),
    }
}

/// Whether the window is not to close yet, for the page has something that is not saved: it is told, also whether the
/// app `quits` with it, and asks the person.
pub(crate) fn asks_first(app: &AppHandle, quits: bool) -> bool {
    left(app, UNSAVED) && show(app).and_then(|()| app.emit("closing", quits)).is_ok()
}

/// Whether the window closes because the person quits, and was asked.
pub(crate) fn is_quitting(app: &AppHandle) -> bool {
    left(app, QUITTING)
}

/// Whether the page left that in its address.
fn left(app: &AppHandle, what: &str) -> bool {
    let window = app.get_webview_window(LABEL);
    window.and_then(|window| window.url().ok()).is_some_and(|page| page.fragment() == Some(what))
}

/// Hides the window from the person; the page is thrown away with it when the vault is locked.
pub(crate) fn hide(app: &AppHandle, locked: bool) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    let _ = if locked { window.destroy() } else { window.hide() };
}

/// Throws away the page with all that it knows, and puts a new one in its place where a person sees it.
pub(crate) fn rebuild_locked(app: &AppHandle, reason: LockReason) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    let _ = match (reason, window.is_visible()) {
        (LockReason::Exit, _) | (_, Ok(false)) => window.destroy(),
        _ => renew(&window, reason),
    };
}

/// The new page hears from its address why the vault was locked; or what the old one left there for it to do next.
fn renew(window: &WebviewWindow, reason: LockReason) -> tauri::Result<()> {
    let mut page = window.url()?;
    if page.fragment() != Some(RESTORE_NEXT) {
        page.set_fragment(Some(&format!("locked={}", reason.name())));
    }
    end_page_process(window)?;
    window.navigate(page)
}

/// Ends the process that the page ran in, so that the system takes back every byte of it.
#[cfg(target_os = "linux")]
fn end_page_process(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt;
    window.with_webview(|view| view.inner().terminate_web_process())
}

/// Other systems offer no way to end it; the new page replaces the old one in the same process.
#[cfg(not(target_os = "linux"))]
fn end_page_process(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_and_isolation_frame_are_its_own() {
        for own in [
            "tauri://localhost/index.html#locked=idle",
            "http://tauri.localhost/",
            "isolation-0b7c://localhost/",
            "https://isolation-0b7c.localhost/",
        ] {
            assert!(is_own(&own.parse().unwrap()), "{own}");
        }
    }

    #[test]
    fn every_other_address_is_foreign() {
        for foreign in [
            "https://example.com/",
            "http://localhost/",
            "https://tauri.localhost.example.com/",
            "https://tauri.localhost:8443/",
            "https://isolation-0b7c.localhost.example.com/",
            "data:text/html,x",
            "about:blank",
            "file:///etc/passwd",
            "javascript:alert(1)",
        ] {
            assert!(!is_own(&foreign.parse().unwrap()), "{foreign}");
        }
    }
}
