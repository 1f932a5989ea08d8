//! The command line as a host: no clipboard, no window, and nothing that is told while a command runs.

use async_trait::async_trait;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use strongroom_api::{
    BreachService, ClipboardError, CodeFailure, DeviceSecrets, Event, Host, ParseFailure, ParseRequest,
    Picture, Places, Remote, SystemRootsError,
};
use strongroom_exchange::ParsedImport;
use strongroom_host::{
    ImportWorker, NoHome, SystemClock, SystemKeyring, create_storage, open_storage, places,
};
use strongroom_live::{BreachClient, Live};
use strongroom_secret::{OsRandom, Random, SecretString};
use strongroom_storage::{Batch, Storage, StorageError};
use strongroom_vault::Clock;

/// This machine, seen from a command line.
#[derive(Debug)]
pub(crate) struct CommandLine {
    places: Places,
    keyring: SystemKeyring,
    breaches: BreachClient,
}

impl CommandLine {
    pub(crate) fn new() -> Result<Self, NoHome> {
        Ok(Self { places: places()?, keyring: SystemKeyring::new(), breaches: BreachClient::new() })
    }
}

#[async_trait]
impl Host for CommandLine {
    fn clock(&self) -> &dyn Clock {
        &SystemClock
    }

    fn random(&self) -> &dyn Random {
        &OsRandom
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
        open_storage(path).await
    }

    async fn create_storage(
        &self,
        path: &Path,
        first: Batch,
        files: Option<Arc<dyn Storage>>,
    ) -> Result<Arc<dyn Storage>, StorageError> {
        create_storage(&self.places, path, first, files).await
    }

    async fn parse_import(&self, request: ParseRequest) -> Result<ParsedImport, ParseFailure> {
        ImportWorker::of_this_program()?.parse(request).await
    }

    async fn read_codes(&self, picture: Picture) -> Result<Vec<SecretString>, CodeFailure> {
        let Picture::File(picture) = picture else { return Err(CodeFailure::NoScreen) };
        ImportWorker::of_this_program()?.read_codes(&picture).await
    }

    async fn system_roots(&self) -> Result<Vec<Vec<u8>>, SystemRootsError> {
        strongroom_host::system_roots().await
    }

    fn copy(&self, _: SecretString, _: Duration) -> Result<(), ClipboardError> {
        Err(ClipboardError)
    }

    fn clear_clipboard(&self) {}

    fn remote(&self) -> &dyn Remote {
        &Live
    }

    fn notify(&self, _: Event) {}
}
