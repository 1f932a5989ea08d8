//! Opening: the index pages are read while the key derivation runs, and believed only after header and manifest verify.

use crate::audit::ChainEnd;
use crate::commit::Change;
use crate::error::{IndexFault, OpenVaultError, WriteError};
use crate::index::Index;
use crate::page::Page;
use crate::rebuild::{Rebuilt, rebuild};
use crate::{Action, AuditEvent, Env, Unlocked};
use futures_util::TryStreamExt;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::sync::Arc;
use strongroom_crypto::{
    Envelope, Header, HeaderError, KdfParams, PageLeaf, PageSum, Place, SealError, UnlockError, UnlockSecret,
    VaultKeys,
};
use strongroom_secret::{Random, RandomError};
use strongroom_storage::{Batch, Class, Record, RecordId, Storage, StorageError, StoredHeader};

/// How often a vault that others keep changing is read again before giving up.
const ATTEMPTS: u32 = 20;

/// A vault whose header was read and whose key is not known yet.
pub struct Locked {
    storage: Arc<dyn Storage>,
    header: Header,
    /// The second copy, where it parses and is another.
    spare: Option<Header>,
}

impl Locked {
    /// Reads the header of the vault that `storage` keeps.
    pub async fn open(storage: Arc<dyn Storage>) -> Result<Self, OpenVaultError> {
        let (header, spare) = parse_copies(&storage.header().await?)?;
        Ok(Self { storage, header, spare })
    }

    /// The header, not yet authenticated.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Every copy of the header that parses and differs from the others, the one of [`Locked::header`] first. A secret is
    /// tried on each of them, so that what is checked before the key derivation must be checked on all.
    pub fn headers(&self) -> impl Iterator<Item = &Header> {
        std::iter::once(&self.header).chain(&self.spare)
    }

    /// Opens the vault. The pages are read while the key derivation runs in a thread of its own.
    ///
    /// # Errors
    /// [`OpenVaultError::Index`] where [`Locked::unlock_rebuilding`] can help.
    pub async fn unlock(self, secret: UnlockSecret) -> Result<Unlocked, OpenVaultError> {
        match self.unlock_header(secret).await? {
            Opening::Whole(vault) => Ok(*vault),
            Opening::Damaged { fault, .. } => Err(OpenVaultError::Index(fault)),
        }
    }

    /// Opens the vault as [`Locked::unlock`] does. Where its index is damaged and its header authentic, the index is made anew
    /// from the records, which the person must have accepted. It is written with the first change, even one that says nothing
    /// ([`Unlocked::note`]), in its transaction: until then the vault can be compared with what is remembered of it.
    pub async fn unlock_rebuilding(
        self,
        secret: UnlockSecret,
        env: Env<'_>,
    ) -> Result<(Unlocked, Option<Rebuilt>), OpenVaultError> {
        match self.unlock_header(secret).await? {
            Opening::Whole(vault) => Ok((*vault, None)),
            Opening::Damaged { storage, keys, header, .. } => {
                let (vault, rebuilt) = rebuild(storage, *keys, *header, env).await?;
                Ok((vault, Some(rebuilt)))
            }
        }
    }

    async fn unlock_header(self, secret: UnlockSecret) -> Result<Opening, OpenVaultError> {
        let Self { storage, header, spare } = self;
        let unlocked = tokio::task::spawn_blocking(move || unlock_either(header, spare, &secret));
        let pages = read_pages(&*storage);
        let (unlocked, pages) = tokio::join!(unlocked, pages);
        let (keys, header) = unlocked.map_err(|_| OpenVaultError::Interrupted)??;
        match open_pages(&keys, &header, pages?) {
            Ok((sum, index)) => {
                Ok(Opening::Whole(Box::new(Unlocked::opened(storage, keys, header, sum, index))))
            }
            Err(fault) => reopened(storage, keys, header, fault).await,
        }
    }
}

/// A vault whose header is authentic.
enum Opening {
    /// And whose index is the one of the header.
    Whole(Box<Unlocked>),
    /// And whose index is not.
    Damaged { storage: Arc<dyn Storage>, keys: Box<VaultKeys>, header: Box<Header>, fault: IndexFault },
}

/// Damage can leave a copy of the header that parses and does not open: then the other is tried.
fn unlock_either(
    header: Header,
    spare: Option<Header>,
    secret: &UnlockSecret,
) -> Result<(VaultKeys, Header), UnlockError> {
    match (VaultKeys::unlock(&header, secret), spare) {
        (Ok(keys), _) => Ok((keys, header)),
        (Err(error), Some(spare)) => {
            VaultKeys::unlock(&spare, secret).map(|keys| (keys, spare)).map_err(|_| error)
        }
        (Err(error), None) => Err(error),
    }
}

/// Somebody may have changed the vault between the reading of the header and of the pages: then it is read again.
async fn reopened(
    storage: Arc<dyn Storage>,
    mut keys: VaultKeys,
    mut header: Header,
    mut fault: IndexFault,
) -> Result<Opening, OpenVaultError> {
    for _ in 0..ATTEMPTS {
        let now = read_header(&*storage, &keys).await?;
        if now.generation == header.generation {
            // Pages that are missing may be there, where the storage is damaged itself: that is the graver thing to say, and
            // an index made from what it shows would leave out what it hides.
            storage.examine().await?;
            return Ok(Opening::Damaged { storage, keys: Box::new(keys), header: Box::new(header), fault });
        }
        header = now;
        keys.follow(&header)?;
        match open_pages(&keys, &header, read_pages(&*storage).await?) {
            Ok((sum, index)) => {
                return Ok(Opening::Whole(Box::new(Unlocked::opened(storage, keys, header, sum, index))));
            }
            Err(now) => fault = now,
        }
    }
    Err(OpenVaultError::Index(fault))
}

/// The first copy that parses, and the second where it parses too and is another. A change writes both anew.
fn parse_copies(stored: &StoredHeader) -> Result<(Header, Option<Header>), HeaderError> {
    let parse = |copy: &Option<Vec<u8>>| copy.as_deref().map(Header::parse);
    match (parse(&stored.first), parse(&stored.second)) {
        (Some(Ok(first)), Some(Ok(second))) if first != second => Ok((first, Some(second))),
        (Some(Ok(header)), _) | (_, Some(Ok(header))) => Ok((header, None)),
        (Some(Err(error)), _) | (None, Some(Err(error))) => Err(error),
        (None, None) => Err(HeaderError::NotAVault),
    }
}

/// The stored header; of two copies that parse, the one that a holder of the keys wrote.
pub(crate) async fn read_header(storage: &dyn Storage, keys: &VaultKeys) -> Result<Header, OpenVaultError> {
    let (header, spare) = parse_copies(&storage.header().await?)?;
    let spare = spare.filter(|spare| !keys.authentic(&header) && keys.authentic(spare));
    Ok(spare.unwrap_or(header))
}

pub(crate) async fn read_pages(storage: &dyn Storage) -> Result<Vec<Record>, StorageError> {
    storage.stream(Class::Page).try_collect().await
}

/// Opens sealed pages, on every core, and checks that they are all those of the manifest.
fn open_pages(
    keys: &VaultKeys,
    header: &Header,
    records: Vec<Record>,
) -> Result<(PageSum, Index), IndexFault> {
    let pages = records.into_par_iter().map(|record| open_page(keys, record));
    let pages: Vec<Page> = pages.collect::<Result<_, _>>()?;
    let mut sum = PageSum::default();
    for page in &pages {
        keys.add_page(&mut sum, &page.leaf());
    }
    if keys.manifest(header.generation, &sum) != header.manifest {
        return Err(IndexFault::Manifest);
    }
    Ok((sum, Index::build(pages)?))
}

/// Consumes the sealed bytes, so that they are freed before the next page is opened.
pub(crate) fn open_page(keys: &VaultKeys, record: Record) -> Result<Page, IndexFault> {
    let Record { id, body, .. } = record;
    let envelope = Envelope::peek(&body).map_err(|_| IndexFault::Damaged)?;
    let place = Place { class: Class::Page.number(), id: id.0, version: envelope.version };
    let content = keys.open(&place, &body).map_err(|_| IndexFault::Damaged)?;
    drop(body);
    let leaf = PageLeaf { id: id.0, version: envelope.version, tag: envelope.tag };
    Page::decode(leaf, &content).map_err(|_| IndexFault::Damaged)
}

/// A new vault: its keys, and the batch that makes its first state. Nothing is written here.
pub fn prepare(
    secrets: &[UnlockSecret],
    params: KdfParams,
    env: Env<'_>,
) -> Result<(Batch, VaultKeys), WriteError> {
    let (mut keys, mut header) = VaultKeys::create(secrets, params, env.random)?;
    let mut chain = ChainEnd::START;
    let event = AuditEvent::of_vault(Action::CreateVault, "");
    let content = chain.append(&event, env.clock.now(), &keys)?;
    let id = RecordId::counted(0);
    let place = Place { class: Class::Audit.number(), id: id.0, version: 1 };
    // Exposed to be sealed.
    let body = keys.seal(&mut header, &place, content.expose(), env.random)?;
    header.audit_entries = chain.entries;
    header.audit_head = chain.head;
    keys.finish(&mut header, &PageSum::default());
    let puts = vec![Record { class: Class::Audit, id, body }];
    let batch = Batch { expected: 0, generation: 1, header: header.to_bytes(), puts, deletes: Vec::new() };
    Ok((batch, keys))
}

impl Unlocked {
    /// Opens a vault whose keys are at hand: one that was just made or restored.
    pub async fn with_keys(storage: Arc<dyn Storage>, mut keys: VaultKeys) -> Result<Self, OpenVaultError> {
        let header = read_header(&*storage, &keys).await?;
        keys.follow(&header)?;
        let (sum, index) =
            open_pages(&keys, &header, read_pages(&*storage).await?).map_err(OpenVaultError::Index)?;
        Ok(Self::opened(storage, keys, header, sum, index))
    }

    /// Prepares a copy of the whole vault for a new place, with a slot for each of `secrets` in place of the present ones.
    /// Its generation is the next after both this vault's and `above`: what a machine remembers of the vault, so that the
    /// copy is not taken for an older state there. The copy begins an epoch of its own: from now on two vaults would count
    /// what one key wraps, each without the other. Nothing changes here.
    pub async fn copy(
        &mut self,
        secrets: &[UnlockSecret],
        params: KdfParams,
        above: u64,
        env: Env<'_>,
    ) -> Result<Batch, WriteError> {
        let mut header = self.header.clone();
        self.keys.replace_slots(&mut header, secrets, params, env.random)?;
        header.generation = next_generation(header.generation.max(above))?;
        let batch = self.copy_batch(header, env).await;
        // The copy's epoch is in no header of this vault.
        self.keys.follow(&self.header).map_err(OpenVaultError::from)?;
        batch
    }

    async fn copy_batch(&mut self, mut header: Header, env: Env<'_>) -> Result<Batch, WriteError> {
        match self.keys.begin_epoch(&mut header, env.random) {
            // After 255 restorings in a row: a vault that cannot be restored would be worse than two that share what is left.
            Ok(()) | Err(SealError::TooManyEpochs) => {}
            Err(error) => return Err(error.into()),
        }
        let mut puts = Vec::new();
        for class in Class::ALL.into_iter().filter(|class| *class != Class::Attachment) {
            puts.append(&mut self.storage.stream(class).try_collect::<Vec<_>>().await?);
        }
        let event = AuditEvent::of_vault(Action::RestoreVault, "");
        self.seal_events(&[event], &mut header, &mut puts, env)?;
        self.keys.finish(&mut header, &self.sum);
        let generation = header.generation;
        Ok(Batch { expected: 0, generation, header: header.to_bytes(), puts, deletes: Vec::new() })
    }

    /// Gives up the open vault and keeps its keys, to open a copy of it.
    pub fn into_keys(self) -> VaultKeys {
        self.keys
    }

    /// Takes over what other programs committed since: reads the pages that changed, and verifies the whole again. Which pages
    /// changed is the storage's word; where that does not come out right, all of them are read.
    pub(crate) async fn reload(&mut self) -> Result<(), OpenVaultError> {
        let mut failed = None;
        for _ in 0..ATTEMPTS {
            let header = read_header(&*self.storage, &self.keys).await?;
            if header.generation < self.header.generation {
                return Err(OpenVaultError::Replaced);
            }
            if failed == Some(*header.fingerprint()) {
                break;
            }
            self.keys.follow(&header)?;
            match self.take_changed(&header).await {
                Err(OpenVaultError::Index(_)) => {}
                done => return done,
            }
            failed = Some(*header.fingerprint());
            if let Ok((sum, index)) = open_pages(&self.keys, &header, read_pages(&*self.storage).await?) {
                (self.header, self.sum, self.index) = (header, sum, index);
                // Where the index was made anew here, somebody else was first.
                self.pending = None;
                return Ok(());
            }
        }
        Err(OpenVaultError::Index(IndexFault::Manifest))
    }

    async fn take_changed(&mut self, header: &Header) -> Result<(), OpenVaultError> {
        // An index that was made anew has nothing in common with the stored pages.
        if self.pending.is_some() {
            return Err(OpenVaultError::Index(IndexFault::Manifest));
        }
        match self.storage.changed_since(Class::Page, self.header.generation).await {
            Ok(changed) => self.take_over(header.clone(), changed),
            Err(StorageError::Damaged { .. }) => Err(OpenVaultError::Index(IndexFault::Manifest)),
            Err(error) => Err(error.into()),
        }
    }

    /// After a conflict: takes over what another program committed. Where nobody did, what the storage compares with is damaged
    /// by itself, and is set to what the header says.
    pub(crate) async fn catch_up(&mut self) -> Result<(), OpenVaultError> {
        let seen = *self.header.fingerprint();
        self.reload().await?;
        if *self.header.fingerprint() != seen {
            return Ok(());
        }
        match self.storage.realign(&self.header.to_bytes(), self.header.generation).await {
            Ok(()) | Err(StorageError::Conflict) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn take_over(&mut self, header: Header, changed: Vec<Record>) -> Result<(), OpenVaultError> {
        let mut sum = self.sum.clone();
        let mut pages = Vec::with_capacity(changed.len());
        for record in changed {
            let page = open_page(&self.keys, record).map_err(OpenVaultError::Index)?;
            match self.index.page_by_id(&page.id) {
                Some(former) => self.keys.replace_page(&mut sum, &former.leaf(), &page.leaf()),
                None => self.keys.add_page(&mut sum, &page.leaf()),
            }
            pages.push(page);
        }
        if self.keys.manifest(header.generation, &sum) != header.manifest {
            return Err(OpenVaultError::Index(IndexFault::Manifest));
        }
        self.index.put_all(pages).map_err(OpenVaultError::Index)?;
        self.header = header;
        self.sum = sum;
        Ok(())
    }

    /// Replaces the ways in that need a password by `secret`; the recovery code stays. `events` are written down before the
    /// change of the ways in, in the same transaction.
    pub async fn replace_password(
        &mut self,
        secret: UnlockSecret,
        params: KdfParams,
        mut events: Vec<AuditEvent>,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        events.push(AuditEvent::of_vault(Action::ChangeSlots, secret.kind().name()));
        let mut change = Change { events, ..Change::default() };
        let mut attempt = 0;
        loop {
            let mut header = self.header.clone();
            self.keys.replace_password(&mut header, &secret, params, env.random)?;
            change.slots_of = Some(header);
            match self.try_commit(&change, env).await {
                Err(WriteError::Storage(StorageError::Conflict)) if attempt < ATTEMPTS => {
                    self.catch_up().await?;
                }
                done => return done,
            }
            attempt += 1;
        }
    }
}

/// Generations that a vault reaches by counting; a larger one was made up, and storages need not be able to hold it.
const MAX_GENERATION: u64 = 1 << 62;

/// The generation after that one.
fn next_generation(last: u64) -> Result<u64, WriteError> {
    last.checked_add(1).filter(|next| *next <= MAX_GENERATION).ok_or(WriteError::Generation)
}

/// Reads a stream of random bytes into a new page id.
pub(crate) fn page_id(random: &dyn Random) -> Result<[u8; 16], RandomError> {
    let mut id = [0; 16];
    random.fill(&mut id)?;
    Ok(id)
}
