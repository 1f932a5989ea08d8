//! Writing a backup: the slow derivation first, then a moment with the open vault, then the records as they are stored.

use crate::chunks::ChunkWriter;
use crate::error::BackupError;
use futures_util::TryStreamExt;
use std::io::Write;
use std::sync::Arc;
use strongroom_crypto::wire::Writer;
use strongroom_crypto::{BackupKeys, KdfParams, WrappedRoot};
use strongroom_secret::{Random, SecretString};
use strongroom_storage::{Class, Record, Storage};
use strongroom_vault::{Timestamp, Unlocked};

/// A backup whose keys are there and whose vault is not yet known.
pub struct BackupDraft {
    keys: BackupKeys,
    head: Vec<u8>,
}

/// What a backup takes from an open vault; it can be written while the vault is used or locked.
pub struct Snapshot {
    draft: BackupDraft,
    storage: Arc<dyn Storage>,
    header: Vec<u8>,
    root: WrappedRoot,
    made: Timestamp,
}

impl BackupDraft {
    /// Derives the keys from the passphrase: takes about a second.
    pub fn new(
        passphrase: &SecretString,
        params: KdfParams,
        random: &dyn Random,
    ) -> Result<Self, BackupError> {
        let (keys, head) = BackupKeys::create(passphrase, params, random)?;
        Ok(Self { keys, head })
    }

    /// Takes what is needed from the open vault.
    pub fn snapshot(
        self,
        vault: &Unlocked,
        made: Timestamp,
        random: &dyn Random,
    ) -> Result<Snapshot, BackupError> {
        let root = self.keys.wrap_root(vault.keys(), random)?;
        let header = vault.header().to_bytes();
        Ok(Snapshot { draft: self, storage: Arc::clone(vault.storage()), header, root, made })
    }
}

impl Snapshot {
    /// Writes the backup. If others change the vault meanwhile, what is written does not verify, and must be written anew.
    pub async fn write(&self, mut out: impl Write + Send) -> Result<(), BackupError> {
        out.write_all(&self.draft.head)?;
        let mut out = ChunkWriter::new(&self.draft.keys, out);
        let mut opening = Writer::new();
        opening.i64(self.made).blob(&self.header)?;
        self.root.write(&mut opening);
        out.write(&opening.finish())?;
        let mut count = 0;
        for class in Class::ALL {
            let mut records = self.storage.stream(class);
            while let Some(record) = records.try_next().await? {
                write_record(&mut out, &record)?;
                count += 1;
            }
        }
        let mut end = Writer::new();
        end.u8(0).u64(count);
        out.write(&end.finish())?;
        out.finish()
    }
}

fn write_record(out: &mut ChunkWriter<'_, impl Write>, record: &Record) -> Result<(), BackupError> {
    let mut writer = Writer::new();
    writer.u8(1).u8(record.class.number()).raw(&record.id.0).blob(&record.body)?;
    out.write(&writer.finish())
}
