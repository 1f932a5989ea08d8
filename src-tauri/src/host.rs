//! The api's [`Host`] on a desktop: each door opens on the one part of the shell, or of the shared host, behind it.
//!
//! Nothing is decided here, and nothing secret passes but on its way to the clipboard.

use crate::clipboard::Clipboard;
use crate::{picture, window};
use async_trait::async_trait;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use strongroom_api::{
    BreachService, ClipboardError, CodeFailure, DeviceSecrets, Event, Host, ParseFailure, ParseRequest,
    Picture, Places, Remote, SystemRootsError,
};
use strongroom_exchange::ParsedImport;
use strongroom_host::{ImportWorker, SystemClock, SystemKeyring};
use strongroom_live::{BreachClient, Live};
use strongroom_secret::{OsRandom, Random, SecretString};
use strongroom_storage::{Batch, Storage, StorageError};
use strongroom_vault::Clock;
use tauri::{AppHandle, Emitter};

/// The operating system as a window on a desktop has it.
pub(crate) struct Desktop {
    app: AppHandle,
    places: Places,
    clock: SystemClock,
    random: OsRandom,
    keyring: SystemKeyring,
    breaches: BreachClient,
    imports: ImportWorker,
    clipboard: Clipboard,
}

impl Desktop {
    /// The host of that app.
    pub(crate) fn new(app: AppHandle, places: Places, imports: ImportWorker) -> Self {
        Self {
            clipboard: Clipboard::new(app.clone()),
            app,
            places,
            clock: SystemClock,
            random: OsRandom,
            keyring: SystemKeyring::new(),
            breaches: BreachClient::new(),
            imports,
        }
    }
}

#[async_trait]
impl Host for Desktop {
    fn clock(&self) -> &dyn Clock {
        &self.clock
    }

    fn random(&self) -> &dyn Random {
        &self.random
    }

    fn places(&self) -> &Places {
        &self.places
    }

    fn memory(&self) -> Option<u64> {
        strongroom_host::memory()
    }

    fn device_secrets(&self) -> &dyn DeviceSecrets {
        &self.keyring
    }

    fn breaches(&self) -> &dyn BreachService {
        &self.breaches
    }

    async fn open_storage(&self, path: &Path) -> Result<Arc<dyn Storage>, StorageError> {
        strongroom_host::open_storage(path).await
    }

    async fn create_storage(
        &self,
        path: &Path,
        first: Batch,
        files: Option<Arc<dyn Storage>>,
    ) -> Result<Arc<dyn Storage>, StorageError> {
        strongroom_host::create_storage(&self.places, path, first, files).await
    }

    async fn parse_import(&self, request: ParseRequest) -> Result<ParsedImport, ParseFailure> {
        self.imports.parse(request).await
    }

    async fn read_codes(&self, picture: Picture) -> Result<Vec<SecretString>, CodeFailure> {
        let content = match picture {
            Picture::File(path) => return self.imports.read_codes(&path).await,
            Picture::Clipboard => picture::of_clipboard(&self.app).await?,
            Picture::Screen => picture::of_screen(&self.app).await?,
        };
        self.imports.read_codes_in(content).await
    }

    async fn system_roots(&self) -> Result<Vec<Vec<u8>>, SystemRootsError> {
        strongroom_host::system_roots().await
    }

    fn copy(&self, text: SecretString, clear_after: Duration) -> Result<(), ClipboardError> {
        self.clipboard.put(text, clear_after)
    }

    fn clear_clipboard(&self) {
        self.clipboard.clear();
    }

    fn remote(&self) -> &dyn Remote {
        &Live
    }

    /// A page that cannot be told, because there is none, misses nothing: the next one asks for the state.
    fn notify(&self, event: Event) {
        let _ = match event {
            Event::Locked { reason } => {
                #[cfg(target_os = "linux")]
                crate::reminders::take_back();
                let told = self.app.emit("locked", json!({ "reason": reason.name() }));
                window::rebuild_locked(&self.app, reason);
                told
            }
            Event::Changed { generation } => self.app.emit("changed", json!({ "generation": generation })),
            Event::Progress(progress) => self.app.emit("progress", progress),
            Event::Warned(warning) => self.app.emit("warned", warning),
        };
    }
}
