//! Removing items for good, with all their versions and files: also those that cannot be read, by their entry in the index.

use crate::commit::Change;
use crate::error::{ReadError, WriteError};
use crate::record::{VersionRecord, decode, decode_item};
use crate::vault::OpenedItem;
use crate::{Action, Attachment, AttachmentId, AuditEvent, Env, ItemId, Unlocked};
use futures_util::TryStreamExt;
use std::collections::{BTreeSet, HashMap, HashSet};
use strongroom_crypto::{Envelope, Place};
use strongroom_storage::{Class, Record, RecordId};

/// What the items that stay say of versions and files.
#[derive(Default)]
struct Kept {
    /// Versions that they name.
    named: HashSet<RecordId>,
    /// Files that they, or these versions, name.
    files: HashSet<AttachmentId>,
    /// Whether one of them cannot be read, so that what it names is not known.
    unsure: bool,
}

impl Unlocked {
    /// Removes items, all their versions and all files of these for good. The versions and files of an item that cannot be read
    /// are those that say so, and those that nothing else can name.
    pub async fn purge(&mut self, ids: &[ItemId], env: Env<'_>) -> Result<usize, WriteError> {
        let ids: BTreeSet<ItemId> = ids.iter().copied().collect();
        let mut attempt = 0;
        loop {
            let seen = self.header.generation;
            let change = self.plan_purge(&ids).await?;
            if self.header.generation != seen {
                continue;
            }
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(ids.len());
            }
        }
    }

    async fn plan_purge(&mut self, ids: &BTreeSet<ItemId>) -> Result<Change, ReadError> {
        let mut change = Change::default();
        let mut readable = true;
        for id in ids {
            match self.read(*id).await {
                Ok(item) => {
                    let versions = item.record.history.iter().map(|version| (Class::Version, version.id.0));
                    change.deletes.extend(versions);
                    match self.files_of(&item).await {
                        Ok(files) => change.deletes.extend(files.iter().flat_map(parts_of)),
                        Err(ReadError::Record { .. }) => readable = false,
                        Err(error) => return Err(error),
                    }
                }
                Err(ReadError::Record { .. }) => readable = false,
                Err(error) => return Err(error),
            }
            change.deletes.push((Class::Item, id.0));
            change.events.push(AuditEvent::of_item(Action::Purge, *id, ""));
        }
        if !readable {
            let mut kept = self.kept(ids).await?;
            self.sweep(ids, &mut kept, &mut change).await?;
            self.sweep_files(&kept, &mut change).await?;
        }
        Ok(change)
    }

    /// The files that an item and its earlier versions name.
    async fn files_of(&self, item: &OpenedItem) -> Result<HashMap<AttachmentId, Attachment>, ReadError> {
        let mut files: HashMap<_, _> =
            item.record.attachments.iter().map(|file| (file.id, file.clone())).collect();
        for former in &item.record.history {
            let version = self.read_version(item, former.version).await?;
            files.extend(version.attachments.into_iter().map(|file| (file.id, file)));
        }
        Ok(files)
    }

    /// Reads every item that stays.
    async fn kept(&self, purged: &BTreeSet<ItemId>) -> Result<Kept, ReadError> {
        let mut kept = Kept::default();
        let mut seen = 0_usize;
        let mut records = self.storage.stream(Class::Item);
        while let Some(Record { class, id, body }) = records.try_next().await? {
            let Some(entry) = self.index.entry(class, id).filter(|_| !purged.contains(&ItemId(id))) else {
                continue;
            };
            seen += 1;
            let content = self.open_as(class, id, entry.version, &entry.tag, &body).ok();
            match content.and_then(|content| decode_item(&content, entry.version)) {
                Some(item) => {
                    kept.named.extend(item.history.iter().map(|version| version.id.0));
                    kept.files.extend(item.attachments.iter().map(|file| file.id));
                }
                None => kept.unsure = true,
            }
        }
        let stay = self.index.items().filter(|(id, _)| !purged.contains(id)).count();
        kept.unsure |= seen != stay;
        Ok(kept)
    }

    /// Deletes versions that are of a purged item, or of none that is there; one that does not say of which item it is, if no
    /// item that stays can name it.
    async fn sweep(
        &self,
        purged: &BTreeSet<ItemId>,
        kept: &mut Kept,
        change: &mut Change,
    ) -> Result<(), ReadError> {
        let planned: HashSet<_> = change.deletes.iter().copied().collect();
        let mut records = self.storage.stream(Class::Version);
        while let Some(record) = records.try_next().await? {
            let key = (record.class, record.id);
            if planned.contains(&key) {
                continue;
            }
            let version = self.version_in(&record);
            if kept.named.contains(&record.id) {
                match version {
                    Some(version) => kept.files.extend(version.attachments.iter().map(|file| file.id)),
                    None => kept.unsure = true,
                }
                continue;
            }
            let goes = match version {
                Some(VersionRecord { of, .. }) => purged.contains(&of) || self.index.item(of).is_none(),
                None => !kept.unsure,
            };
            if goes {
                change.deletes.push(key);
            }
        }
        Ok(())
    }

    /// Deletes parts of files that nothing names which stays, if all of that could be read; but for those of files that are being
    /// stored.
    async fn sweep_files(&self, kept: &Kept, change: &mut Change) -> Result<(), ReadError> {
        if kept.unsure {
            return Ok(());
        }
        let begun = self.uploads_now().await?;
        let planned: HashSet<_> = change.deletes.iter().copied().collect();
        let mut records = self.storage.stream(Class::Attachment);
        while let Some(Record { class, id, .. }) = records.try_next().await? {
            let (of, _) = AttachmentId::of(id);
            let stays = kept.files.contains(&of) || begun.contains(&of) || planned.contains(&(class, id));
            if !stays {
                change.deletes.push((class, id));
            }
        }
        Ok(())
    }

    /// What a record of an earlier version says, whoever names it.
    fn version_in(&self, record: &Record) -> Option<VersionRecord> {
        let version = Envelope::peek(&record.body).ok()?.version;
        let place = Place { class: record.class.number(), id: record.id.0, version };
        let content = self.keys.open(&place, &record.body).ok()?;
        decode(&content)
    }
}

pub(crate) fn parts_of(
    (_, file): (&AttachmentId, &Attachment),
) -> impl Iterator<Item = (Class, RecordId)> + use<> {
    file.records().map(|id| (Class::Attachment, id))
}
