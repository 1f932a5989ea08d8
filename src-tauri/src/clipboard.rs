//! The clipboard: what is put there is hidden from histories and taken away again, if it is still ours.
//!
//! Never takes away what a person or another program put there later. Managers that ignore the hint keep what they saw.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use strongroom_api::ClipboardError;
use strongroom_secret::SecretString;
use tauri::{AppHandle, async_runtime};
use tauri_plugin_clipboard_manager::ClipboardExt;

/// The clipboard of this session.
pub(crate) struct Clipboard {
    app: AppHandle,
    ours: Arc<Mutex<Ours>>,
}

/// What was put there last, until it is cleared.
#[derive(Default)]
struct Ours {
    text: Option<SecretString>,
    /// Counts the copies, so that the timer of an earlier one leaves a later one alone.
    copies: u64,
}

impl Clipboard {
    /// The clipboard; nothing is asked of it yet.
    pub(crate) fn new(app: AppHandle) -> Self {
        Self { app, ours: Arc::default() }
    }

    /// Puts the text there, marked for histories to look away; it is cleared after that time, or never after none.
    ///
    /// # Errors
    /// [`ClipboardError`] where the session has no clipboard.
    pub(crate) fn put(&self, text: SecretString, clear_after: Duration) -> Result<(), ClipboardError> {
        let mut ours = held(&self.ours);
        // Exposed because a person asked for it to lie on the clipboard.
        self.app.clipboard().write_secret(text.expose().as_str()).map_err(|_| ClipboardError)?;
        ours.text = Some(text);
        ours.copies += 1;
        if !clear_after.is_zero() {
            self.clear_later(ours.copies, clear_after);
        }
        Ok(())
    }

    /// Clears what is ours now.
    pub(crate) fn clear(&self) {
        clear(&self.app, &mut held(&self.ours));
    }

    fn clear_later(&self, copy: u64, after: Duration) {
        let (app, ours) = (self.app.clone(), self.ours.clone());
        async_runtime::spawn(async move {
            tokio::time::sleep(after).await;
            // Asking another program what it holds may block.
            let cleared = async_runtime::spawn_blocking(move || {
                let mut ours = held(&ours);
                if ours.copies == copy {
                    clear(&app, &mut ours);
                }
            });
            // A clipboard that panics must not take the runtime with it.
            let _ = cleared.await;
        });
    }
}

/// A thread that panicked while it held the lock left nothing half done.
fn held(ours: &Mutex<Ours>) -> MutexGuard<'_, Ours> {
    ours.lock().unwrap_or_else(PoisonError::into_inner)
}

fn clear(app: &AppHandle, ours: &mut Ours) {
    let Some(text) = ours.text.take() else { return };
    let clipboard = app.clipboard();
    let there = clipboard.read_text().map(SecretString::new);
    if there.is_ok_and(|there| there == text) {
        // Writing nothing makes the clipboard's thread drop its own copy, which clearing alone does not.
        let _ = clipboard.write_secret("");
        let _ = clipboard.clear();
    }
}
