//! A machine in memory: vaults by path, a keyring, a clock that is set, and a disk that can fill up.

use crate::others::Others;
use async_trait::async_trait;
use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use strongroom_api::types::{
    ConfirmRequest, CreateItemRequest, CreateRequest, DraftValue, FieldDraft, ItemDraft, ItemView, Nothing,
    OpenVault, RecoveryCode, UnlockRequest,
};
use strongroom_api::{
    ApiError, App, BreachService, BreachServiceError, ClipboardError, DeviceSecrets, Event, Host,
    KeyringError, ParseFailure, ParseRequest, Places, Remote,
};
use strongroom_breach::{Prefix, ServiceAddress};
use strongroom_exchange::{Format, ParsedImport, Request, parse};
use strongroom_secret::{Random, SecretBytes, SecretString};
use strongroom_storage::{
    Batch, Class, MemoryStorage, Record, RecordId, Storage, StorageError, StoredHeader,
};
use strongroom_testkit::SeededRandom;
use strongroom_vault::{Clock, Timestamp};

pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// What the disk answers to every commit and scrub; works where there is none.
pub(crate) type Refusal = Arc<Mutex<Option<StorageError>>>;

/// The machine's parts that tests reach.
#[derive(Clone)]
pub(crate) struct Machine {
    folder: Arc<tempfile::TempDir>,
    pub(crate) disk: Arc<Mutex<HashMap<PathBuf, Arc<MemoryStorage>>>>,
    pub(crate) refusal: Refusal,
    pub(crate) scrub_refusal: Refusal,
    /// What the disk says of a vault's header in place of what it has.
    pub(crate) headers: Arc<Mutex<Option<StoredHeader>>>,
    damaged: Arc<Mutex<Option<RecordId>>>,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) events: Arc<Mutex<Vec<Event>>>,
    /// Other machines.
    pub(crate) others: Arc<Others>,
    random: Arc<SeededRandom>,
    places: Places,
}

impl Machine {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let places = Places { data: at("data"), state: at("state"), config: at("config") };
        Self {
            folder: Arc::new(folder),
            disk: Arc::default(),
            refusal: Arc::default(),
            scrub_refusal: Arc::default(),
            headers: Arc::default(),
            damaged: Arc::default(),
            keyring: Arc::default(),
            clock: Arc::new(SetClock(AtomicI64::new(1_700_000_000_000))),
            events: Arc::default(),
            others: Arc::default(),
            random: Arc::new(SeededRandom::new(1)),
            places,
        }
    }

    /// The program, started on this machine.
    pub(crate) fn start(&self) -> App {
        App::new(Arc::new(self.clone()))
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    pub(crate) fn state(&self, ending: &str) -> PathBuf {
        let mut files = std::fs::read_dir(&self.places.state).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.to_string_lossy().ends_with(ending)).unwrap()
    }

    /// From now on one byte of an item's record is another, as after a failure of the disk.
    pub(crate) fn damage(&self, item: &str) {
        let id = RecordId(u128::from_str_radix(item, 16).unwrap().to_be_bytes());
        *self.damaged.lock().unwrap() = Some(id);
    }

    /// From now on nothing can be written, or all can again.
    pub(crate) fn refuse(&self, error: impl Into<Option<StorageError>>) {
        *self.refusal.lock().unwrap() = error.into();
    }

    /// From now on there is room for changes, and none to write a file anew.
    pub(crate) fn refuse_scrub(&self) {
        *self.scrub_refusal.lock().unwrap() = Some(StorageError::Full);
    }
}

/// A new vault at that name, open, and its recovery code.
pub(crate) async fn create(app: &App, machine: &Machine, name: &str, use_keyring: bool) -> RecoveryCode {
    let request = CreateRequest {
        path: machine.path(name),
        password: PASSWORD.into(),
        use_keyring,
        kdf_memory_mib: Some(64),
    };
    let code = app.create_vault(request).await.unwrap();
    confirm(app, &code).await.unwrap();
    code
}

pub(crate) async fn confirm(app: &App, code: &RecoveryCode) -> Result<OpenVault, ApiError> {
    app.confirm_recovery_code(ConfirmRequest { code: code.code.clone() }).await
}

pub(crate) async fn unlock(app: &App, machine: &Machine, name: &str) -> Result<OpenVault, ApiError> {
    unlock_with(app, machine, name, PASSWORD, false).await
}

pub(crate) async fn unlock_with(
    app: &App,
    machine: &Machine,
    name: &str,
    password: &str,
    accept_older: bool,
) -> Result<OpenVault, ApiError> {
    let password = password.into();
    let path = machine.path(name);
    app.unlock(UnlockRequest { path, password, accept_older, accept_cost: false, accept_rebuild: false })
        .await
}

pub(crate) async fn lock(app: &App) {
    app.lock(Nothing {}).await.unwrap();
}

/// A login with one hidden field and a one-time code.
pub(crate) async fn add_login(app: &App, title: &str) -> ItemView {
    let fields = [("password", "hidden", "a password"), ("totp", "totp", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK")];
    add_fields(app, "login", title, &fields).await
}

/// An item with these fields: name, type and value.
pub(crate) async fn add_fields(
    app: &App,
    kind: &str,
    title: &str,
    fields: &[(&str, &str, &str)],
) -> ItemView {
    let field = |(name, field_type, value): &(&str, &str, &str)| FieldDraft {
        name: (*name).to_owned(),
        field_type: (*field_type).to_owned(),
        custom: false,
        value: DraftValue::New { value: (*value).into() },
    };
    let draft = ItemDraft {
        kind: kind.to_owned(),
        title: title.to_owned(),
        fields: fields.iter().map(field).collect(),
        notes: SecretString::default(),
        tags: Vec::new(),
        favourite: false,
        folder: None,
    };
    app.create_item(CreateItemRequest { draft }).await.unwrap()
}

/// A breach service that is not there; at `silent.example`, one that never answers.
struct Unreachable;

#[async_trait]
impl BreachService for Unreachable {
    async fn range(&self, address: &ServiceAddress, _: Prefix) -> Result<Vec<u8>, BreachServiceError> {
        if address.host() == "silent.example" {
            std::future::pending::<()>().await;
        }
        Err(BreachServiceError::Unreachable)
    }
}

#[async_trait]
impl Host for Machine {
    fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    fn random(&self) -> &dyn Random {
        &*self.random
    }

    fn places(&self) -> &Places {
        &self.places
    }

    fn memory(&self) -> Option<u64> {
        None
    }

    fn device_secrets(&self) -> &dyn DeviceSecrets {
        &*self.keyring
    }

    fn breaches(&self) -> &dyn BreachService {
        &Unreachable
    }

    async fn open_storage(&self, path: &Path) -> Result<Arc<dyn Storage>, StorageError> {
        let inner = self.disk.lock().unwrap().get(path).cloned().ok_or(StorageError::Missing)?;
        Ok(Arc::new(Disk { inner, machine: self.clone() }))
    }

    async fn create_storage(
        &self,
        path: &Path,
        mut first: Batch,
        files: Option<Arc<dyn Storage>>,
    ) -> Result<Arc<dyn Storage>, StorageError> {
        if let Some(error) = self.refusal.lock().unwrap().clone() {
            return Err(error);
        }
        let inner = Arc::new(MemoryStorage::new());
        if let Some(files) = files {
            first.puts.extend(files.stream(Class::Attachment).try_collect::<Vec<_>>().await?);
        }
        inner.commit(first).await?;
        self.disk.lock().unwrap().insert(path.to_owned(), inner);
        self.open_storage(path).await
    }

    /// As the program does it, without a process of its own.
    async fn parse_import(&self, request: ParseRequest) -> Result<ParsedImport, ParseFailure> {
        let bytes = std::fs::read(&request.path).map_err(|_| ParseFailure::Process)?;
        let format = request.format.map(serde_json::Value::from).map(serde_json::from_value::<Format>);
        let request = Request {
            format: format.transpose().map_err(|_| ParseFailure::Process)?,
            password: request.password,
            tables: request.tables,
            ..Request::new(&bytes)
        };
        parse(&request).map_err(ParseFailure::Import)
    }

    fn copy(&self, _: SecretString, _: Duration) -> Result<(), ClipboardError> {
        Ok(())
    }

    fn clear_clipboard(&self) {}

    fn remote(&self) -> &dyn Remote {
        &*self.others
    }

    fn notify(&self, event: Event) {
        self.events.lock().unwrap().push(event);
    }
}

/// A clock that stands still until it is set.
pub(crate) struct SetClock(AtomicI64);

impl SetClock {
    pub(crate) fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        self.0.load(Ordering::Relaxed)
    }
}

/// A keyring that keeps secrets until it is told to refuse.
#[derive(Default)]
pub(crate) struct Keyring {
    pub(crate) kept: Mutex<HashMap<String, SecretBytes>>,
    pub(crate) refuses: Mutex<bool>,
}

impl Keyring {
    fn check(&self) -> Result<(), KeyringError> {
        if *self.refuses.lock().unwrap() { Err(KeyringError::Denied) } else { Ok(()) }
    }
}

#[async_trait]
impl DeviceSecrets for Keyring {
    async fn load(&self, name: &str) -> Result<Option<SecretBytes>, KeyringError> {
        self.check()?;
        Ok(self.kept.lock().unwrap().get(name).cloned())
    }

    async fn store(&self, name: &str, secret: SecretBytes) -> Result<(), KeyringError> {
        self.check()?;
        self.kept.lock().unwrap().insert(name.to_owned(), secret);
        Ok(())
    }

    async fn forget(&self, name: &str) -> Result<(), KeyringError> {
        self.check()?;
        self.kept.lock().unwrap().remove(name);
        Ok(())
    }

    /// As a locked keyring does, it answers all the same.
    async fn probe(&self) -> Result<(), KeyringError> {
        Ok(())
    }
}

/// A vault on the machine's disk.
struct Disk {
    inner: Arc<MemoryStorage>,
    machine: Machine,
}

fn refused(by: &Refusal) -> Result<(), StorageError> {
    by.lock().unwrap().clone().map_or(Ok(()), Err)
}

#[async_trait]
impl Storage for Disk {
    async fn header(&self) -> Result<StoredHeader, StorageError> {
        let said = self.machine.headers.lock().unwrap().clone();
        match said {
            Some(header) => Ok(header),
            None => self.inner.header().await,
        }
    }

    fn stream(&self, class: Class) -> BoxStream<'_, Result<Record, StorageError>> {
        self.inner.stream(class)
    }

    async fn read(&self, class: Class, ids: &[RecordId]) -> Result<Vec<Option<Vec<u8>>>, StorageError> {
        let mut bodies = self.inner.read(class, ids).await?;
        let damaged = *self.machine.damaged.lock().unwrap();
        for (_, body) in ids.iter().zip(&mut bodies).filter(|(id, _)| Some(**id) == damaged) {
            body.as_mut().unwrap()[100] ^= 1;
        }
        Ok(bodies)
    }

    async fn changed_since(&self, class: Class, generation: u64) -> Result<Vec<Record>, StorageError> {
        self.inner.changed_since(class, generation).await
    }

    async fn commit(&self, batch: Batch) -> Result<(), StorageError> {
        refused(&self.machine.refusal)?;
        self.inner.commit(batch).await
    }

    async fn realign(&self, header: &[u8], generation: u64) -> Result<(), StorageError> {
        refused(&self.machine.refusal)?;
        self.inner.realign(header, generation).await
    }

    async fn examine(&self) -> Result<(), StorageError> {
        self.inner.examine().await
    }

    async fn settle(&self) -> Result<(), StorageError> {
        self.inner.settle().await
    }

    async fn scrub(&self) -> Result<(), StorageError> {
        refused(&self.machine.scrub_refusal)?;
        self.inner.scrub().await
    }
}
