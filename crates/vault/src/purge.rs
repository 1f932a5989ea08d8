//! Removing items for good, with all their versions: also those that cannot be read, by their entry in the index.

use crate::commit::Change;
use crate::error::{ReadError, WriteError};
use crate::record::{VersionRecord, decode, decode_item};
use crate::{Action, AuditEvent, Env, ItemId, Unlocked};
use futures_util::TryStreamExt;
use std::collections::{BTreeSet, HashSet};
use strongroom_crypto::{Envelope, Place};
use strongroom_storage::{Class, Record, RecordId};

/// What the items that stay say of versions.
#[derive(Default)]
struct Kept {
    /// Versions that they name.
    named: HashSet<RecordId>,
    /// Whether one of them cannot be read, so that what it names is not known.
    unsure: bool,
}

impl Unlocked {
    /// Removes items and all their versions for good. The versions of an item that cannot be read are those that say so, and
    /// those that nothing else can name.
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
                }
                Err(ReadError::Record { .. }) => readable = false,
                Err(error) => return Err(error),
            }
            change.deletes.push((Class::Item, id.0));
            change.events.push(AuditEvent::of_item(Action::Purge, *id, ""));
        }
        if !readable {
            let kept = self.kept(ids).await?;
            self.sweep(ids, &kept, &mut change).await?;
        }
        Ok(change)
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
                Some(item) => kept.named.extend(item.history.iter().map(|version| version.id.0)),
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
        kept: &Kept,
        change: &mut Change,
    ) -> Result<(), ReadError> {
        let planned: HashSet<_> = change.deletes.iter().copied().collect();
        let mut records = self.storage.stream(Class::Version);
        while let Some(record) = records.try_next().await? {
            let key = (record.class, record.id);
            if kept.named.contains(&record.id) || planned.contains(&key) {
                continue;
            }
            let goes = match self.item_of(&record) {
                Some(of) => purged.contains(&of) || self.index.item(of).is_none(),
                None => !kept.unsure,
            };
            if goes {
                change.deletes.push(key);
            }
        }
        Ok(())
    }

    /// The item that a version says it is of.
    fn item_of(&self, record: &Record) -> Option<ItemId> {
        let version = Envelope::peek(&record.body).ok()?.version;
        let place = Place { class: record.class.number(), id: record.id.0, version };
        let content = self.keys.open(&place, &record.body).ok()?;
        decode::<VersionRecord>(&content).map(|version| version.of)
    }
}
