//! An opened backup: a vault's storage that can only be read. Opening it walks through the whole file once.

use crate::chunks::{ChunkReader, ReadSeek, wide};
use crate::error::BackupError;
use crate::restore::VerifiedBackup;
use async_trait::async_trait;
use futures_util::stream::{self, BoxStream, StreamExt};
use std::collections::HashMap;
use std::io::{Read, SeekFrom};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use strongroom_crypto::wire::{Reader, WireError};
use strongroom_crypto::{BACKUP_HEAD, BackupKeys, Header, VaultKeys, WrappedRoot};
use strongroom_secret::SecretString;
use strongroom_storage::{Batch, Class, Record, RecordId, Storage, StorageError, StoredHeader};
use strongroom_vault::{Problem, Timestamp, Unlocked, Verification};

/// Length of the wrapped root key in the stream, in bytes.
const ROOT: usize = 60;
/// Length of a record's place and length, behind its mark, in bytes.
const RECORD_HEAD: usize = 1 + 16 + 4;
/// The largest header that the format allows, in bytes.
const MAX_HEADER: u32 = 65_536;
/// The largest record that a storage takes, in bytes.
const MAX_RECORD: u32 = 64 * 1024 * 1024;

/// A backup file that was opened with its passphrase.
pub struct BackupFile {
    reader: Arc<Mutex<ChunkReader>>,
    header: Header,
    root: WrappedRoot,
    made: Timestamp,
    /// Where the records of each class begin, and how many there are.
    sections: HashMap<Class, Section>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Section {
    start: u64,
    count: u64,
}

/// What a backup holds, after all of it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupSummary {
    /// When it was made.
    pub made: Timestamp,
    /// The vault's generation in it.
    pub generation: u64,
    /// Items in it, those in the trash included.
    pub items: usize,
    /// Records of all classes.
    pub records: usize,
    /// Records that are damaged in it, as they were in the vault; only where that was accepted.
    pub faults: usize,
}

/// Which faults of records a backup may have.
#[derive(Debug, Clone)]
pub enum Accepted {
    /// None.
    Nothing,
    /// Those that the vault had when the backup was made, and no other.
    Same(Verification),
    /// Any: what can be read is worth having.
    Anything,
}

impl Accepted {
    /// The first problem that is not accepted.
    fn refuses(&self, found: &Verification) -> Option<Problem> {
        match self {
            Self::Nothing => found.problems.first().cloned(),
            Self::Same(known) => differing(found, known).cloned(),
            Self::Anything => found.problems.iter().find(|problem| **problem == Problem::Header).cloned(),
        }
    }
}

/// A problem that one has and the other has not. The structure of a vault's file is not in its backup.
fn differing<'a>(found: &'a Verification, known: &'a Verification) -> Option<&'a Problem> {
    let of_records = |of: &'a Verification| of.problems.iter().filter(|one| **one != Problem::Structure);
    let more = of_records(found).find(|one| !known.problems.contains(one));
    let less = || of_records(known).find(|one| !found.problems.contains(one));
    let unnamed = || {
        // Of very many, the last are not named.
        let structure = known.problems.len() - of_records(known).count();
        (found.faults != known.faults - structure)
            .then(|| found.problems.first().or(known.problems.first()))?
    };
    more.or_else(less).or_else(unnamed)
}

impl BackupFile {
    /// Opens a backup and walks through it: every chunk is authentic, every record has its place. What the records say
    /// is verified by [`BackupFile::verify`]. Blocks for about a second.
    pub fn open(mut file: Box<dyn ReadSeek>, passphrase: &SecretString) -> Result<Self, BackupError> {
        let mut head = Vec::with_capacity(BACKUP_HEAD);
        file.seek(SeekFrom::Start(0))?;
        file.by_ref().take(wide(BACKUP_HEAD)).read_to_end(&mut head)?;
        Self::with_keys(Arc::new(BackupKeys::open(passphrase, &head)?), file)
    }

    /// The same, with the keys that the head gives.
    pub(crate) fn with_keys(keys: Arc<BackupKeys>, file: Box<dyn ReadSeek>) -> Result<Self, BackupError> {
        let mut reader = ChunkReader::new(keys, file)?;
        let mut opening = [0; 12];
        reader.read(0, &mut opening)?;
        let mut fields = Reader::new(&opening);
        let (made, length) = (fields.i64()?, fields.u32()?);
        if length > MAX_HEADER {
            return Err(WireError::Range.into());
        }
        let mut rest = vec![0; usize::try_from(length).map_err(|_| WireError::Range)? + ROOT];
        reader.read(12, &mut rest)?;
        let mut fields = Reader::new(&rest);
        let header = Header::parse(fields.take(rest.len() - ROOT)?)?;
        let root = WrappedRoot::read(&mut fields)?;
        let sections = walk(&mut reader, 12 + wide(rest.len()))?;
        Ok(Self { reader: Arc::new(Mutex::new(reader)), header, root, made, sections })
    }

    /// Verifies everything, as an open vault does.
    pub async fn verify(self) -> Result<VerifiedBackup, BackupError> {
        self.verify_accepting(Accepted::Nothing).await
    }

    /// Verifies everything, and accepts faults of single records; never one of the file, the header or the index.
    pub async fn verify_accepting(self, accepted: Accepted) -> Result<VerifiedBackup, BackupError> {
        let (made, generation) = (self.made, self.header.generation);
        let keys = self.vault_keys()?;
        let mut vault = Unlocked::with_keys(Arc::new(self), keys).await?;
        let found = vault.verify().await?;
        match accepted.refuses(&found) {
            Some(problem) => Err(BackupError::Unsound(problem)),
            None => {
                let Verification { items, records, faults, .. } = found;
                let summary = BackupSummary { made, generation, items, records, faults };
                Ok(VerifiedBackup { summary, vault })
            }
        }
    }

    fn vault_keys(&self) -> Result<VaultKeys, BackupError> {
        self.lock().keys().unwrap_root(&self.header, &self.root).map_err(BackupError::Root)
    }

    fn lock(&self) -> MutexGuard<'_, ChunkReader> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn records(&self, class: Class) -> Records {
        let section = self.sections.get(&class).copied().unwrap_or_default();
        Records { reader: Arc::clone(&self.reader), offset: section.start, left: section.count }
    }
}

/// Finds where each class begins. Classes come in their order, and records of a class by ascending id.
fn walk(reader: &mut ChunkReader, start: u64) -> Result<HashMap<Class, Section>, BackupError> {
    let mut sections: HashMap<Class, Section> = HashMap::new();
    let (mut offset, mut count) = (start, 0_u64);
    let mut last: Option<(usize, RecordId)> = None;
    while let Some((class, id, length)) = record_head(reader, offset)? {
        let order = Class::ALL.iter().position(|known| *known == class).map(|order| (order, id));
        if order <= last {
            return Err(WireError::Range.into());
        }
        last = order;
        let section = sections.entry(class).or_insert(Section { start: offset, count: 0 });
        section.count += 1;
        count += 1;
        offset += 1 + wide(RECORD_HEAD) + u64::from(length);
    }
    let mut stated = [0; 8];
    reader.read(offset + 1, &mut stated)?;
    if u64::from_be_bytes(stated) != count {
        return Err(WireError::Range.into());
    }
    if offset + 9 != reader.plaintext() {
        return Err(WireError::Trailing.into());
    }
    Ok(sections)
}

/// Class, id and length of the record at `offset`; none where the records end.
fn record_head(reader: &mut ChunkReader, offset: u64) -> Result<Option<(Class, RecordId, u32)>, BackupError> {
    let mut mark = [0];
    reader.read(offset, &mut mark)?;
    match mark {
        [0] => return Ok(None),
        [1] => {}
        _ => return Err(WireError::Range.into()),
    }
    let mut head = [0; RECORD_HEAD];
    reader.read(offset + 1, &mut head)?;
    let mut fields = Reader::new(&head);
    let class = Class::from_number(fields.u8()?).ok_or(WireError::Range)?;
    let (id, length) = (RecordId(fields.array()?), fields.u32()?);
    if length > MAX_RECORD {
        return Err(WireError::TooLong.into());
    }
    Ok(Some((class, id, length)))
}

/// The records of one class, one after the other.
struct Records {
    reader: Arc<Mutex<ChunkReader>>,
    offset: u64,
    left: u64,
}

impl Records {
    fn read(&mut self) -> Result<Record, BackupError> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let (class, id, length) = record_head(&mut reader, self.offset)?.ok_or(WireError::Truncated)?;
        let start = self.offset + 1 + wide(RECORD_HEAD);
        let mut body = vec![0; usize::try_from(length).map_err(|_| WireError::Range)?];
        reader.read(start, &mut body)?;
        self.offset = start + u64::from(length);
        Ok(Record { class, id, body })
    }
}

impl Iterator for Records {
    type Item = Result<Record, BackupError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        Some(self.read())
    }
}

#[async_trait]
impl Storage for BackupFile {
    async fn header(&self) -> Result<StoredHeader, StorageError> {
        Ok(StoredHeader { first: Some(self.header.to_bytes()), second: None })
    }

    fn stream(&self, class: Class) -> BoxStream<'_, Result<Record, StorageError>> {
        stream::iter(self.records(class).map(|record| record.map_err(as_storage))).boxed()
    }

    async fn read(&self, class: Class, ids: &[RecordId]) -> Result<Vec<Option<Vec<u8>>>, StorageError> {
        let mut found = HashMap::new();
        for record in self.records(class) {
            let record = record.map_err(as_storage)?;
            if ids.contains(&record.id) {
                found.insert(record.id, record.body);
            }
        }
        Ok(ids.iter().map(|id| found.remove(id)).collect())
    }

    async fn changed_since(&self, _: Class, _: u64) -> Result<Vec<Record>, StorageError> {
        Ok(Vec::new())
    }

    async fn commit(&self, _: Batch) -> Result<(), StorageError> {
        Err(StorageError::ReadOnly)
    }

    async fn realign(&self, _: &[u8], _: u64) -> Result<(), StorageError> {
        Err(StorageError::ReadOnly)
    }

    async fn examine(&self) -> Result<(), StorageError> {
        Ok(())
    }

    async fn settle(&self) -> Result<(), StorageError> {
        Ok(())
    }

    async fn scrub(&self) -> Result<(), StorageError> {
        Err(StorageError::ReadOnly)
    }
}

fn as_storage(error: BackupError) -> StorageError {
    match error {
        BackupError::Io(kind) => StorageError::Io { what: kind.to_string() },
        other => StorageError::Damaged { what: other.to_string() },
    }
}
