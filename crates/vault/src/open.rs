//! Opening: the index pages are read while the key derivation runs, and believed only after header and manifest verify.

use crate::error::{IndexFault, OpenVaultError};
use crate::index::Index;
use crate::page::Page;
use crate::rebuild::{Rebuilt, rebuild};
use crate::{Env, Unlocked};
use futures_util::TryStreamExt;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::sync::Arc;
use strongroom_crypto::{
    Envelope, Header, HeaderError, PageLeaf, PageSum, Place, UnlockError, UnlockSecret, VaultKeys,
};
use strongroom_secret::{Random, RandomError};
use strongroom_storage::{Class, Record, Storage, StorageError, StoredHeader};

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
pub(crate) fn open_pages(
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

/// Reads a stream of random bytes into a new page id.
pub(crate) fn page_id(random: &dyn Random) -> Result<[u8; 16], RandomError> {
    let mut id = [0; 16];
    random.fill(&mut id)?;
    Ok(id)
}
