//! Changing items. Every save keeps the version before it and leaves an audit entry, in the same transaction.

use crate::attaching::attachment_puts;
use crate::attachment::attachment_name;
use crate::commit::Change;
use crate::error::{ReadError, WriteError};
use crate::overview::{ItemOverview, Judgement, Overview};
use crate::put::{Content, Put};
use crate::record::{ItemRecord, VersionRecord};
use crate::vault::OpenedItem;
use crate::{Action, Attachment, AuditEvent, Env, FolderId, ItemId, Timestamp, Unlocked, VersionId, judge};
use std::collections::BTreeSet;
use strongroom_credential::Item;
use strongroom_secret::SecretBytes;
use strongroom_storage::Class;

/// An item to be added.
#[derive(Debug, Clone)]
pub struct NewItem {
    /// What it is. Secret.
    pub item: Item,
    /// The folder it lies in.
    pub folder: Option<FolderId>,
    /// When it came to be; now where it is not known.
    pub created: Option<Timestamp>,
    /// When it was last changed; now where it is not known.
    pub modified: Option<Timestamp>,
    /// Whether it goes into the trash at once.
    pub deleted: bool,
    /// What it was before, oldest first.
    pub history: Vec<Former>,
    /// Files that hang on it. Secret.
    pub attachments: Vec<NewAttachment>,
}

/// What an item that is added was before.
#[derive(Debug, Clone)]
pub struct Former {
    /// What it was. Secret.
    pub item: Item,
    /// When it was saved.
    pub saved: Timestamp,
    /// Files that hung on it. Secret.
    pub attachments: Vec<NewAttachment>,
}

impl Former {
    /// A former state without files.
    pub fn new(item: Item, saved: Timestamp) -> Self {
        Self { item, saved, attachments: Vec::new() }
    }
}

/// A file that comes with an item. Secret.
#[derive(Debug, Clone)]
pub struct NewAttachment {
    /// Its name.
    pub name: String,
    /// Its content.
    pub content: SecretBytes,
}

impl NewItem {
    /// An item without a past.
    pub fn new(item: Item, folder: Option<FolderId>) -> Self {
        let (history, attachments) = (Vec::new(), Vec::new());
        Self { item, folder, created: None, modified: None, deleted: false, history, attachments }
    }
}

/// How an item's secret is scored when it is written: one at a time at once, thousands later.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scoring {
    Now,
    Later,
}

impl Unlocked {
    /// Adds an item.
    pub async fn create(&mut self, new: NewItem, env: Env<'_>) -> Result<ItemId, WriteError> {
        self.refresh_types().await;
        let mut change = Change::default();
        let (id, puts) = self.plan_item(new, Scoring::Now, env)?;
        change.puts.extend(puts);
        change.events.push(AuditEvent::of_item(Action::Create, id, ""));
        self.commit(change, env).await?;
        Ok(id)
    }

    /// Plans a new item with its history, and the parts of its files.
    pub(crate) fn plan_item(
        &self,
        new: NewItem,
        scoring: Scoring,
        env: Env<'_>,
    ) -> Result<(ItemId, Vec<Put>), WriteError> {
        let id = ItemId::make(env.random)?;
        let now = env.clock.now();
        let mut puts = Vec::with_capacity(1);
        let mut planned = Vec::new();
        let mut fresh = Vec::with_capacity(new.history.len());
        for (version, Former { item, saved, attachments }) in (1..).zip(new.history) {
            let attachments = plan_attachments(attachments, &mut planned, &mut puts, env)?;
            let former = VersionRecord { of: id, version, saved, folder: new.folder, item, attachments };
            fresh.push((VersionId::make(env.random)?, former));
        }
        let version = fresh.last().map_or(1, |(_, last)| last.version + 1);
        let modified = new.modified.unwrap_or(now);
        let attachments = plan_attachments(new.attachments, &mut planned, &mut puts, env)?;
        let record = ItemRecord {
            item: new.item,
            folder: new.folder,
            created: new.created.unwrap_or(modified),
            modified,
            deleted: new.deleted.then_some(now),
            history: Vec::new(),
            attachments,
        };
        let judgement = match scoring {
            Scoring::Later => Judgement::PENDING,
            Scoring::Now => Judgement::of(&record.item, &self.types, now),
        };
        let since = judge::secret_since(&record, &fresh);
        puts.push(self.listed(id, version, record, fresh, judgement, since));
        Ok((id, puts))
    }

    pub(crate) fn listed(
        &self,
        id: ItemId,
        version: u64,
        record: ItemRecord,
        fresh: Vec<(VersionId, VersionRecord)>,
        judgement: Judgement,
        secret_since: Timestamp,
    ) -> Put {
        let (overview, search) = ItemOverview::of(&record, judgement, secret_since, &self.keys);
        let listed = Some((Overview::Item(Box::new(overview)), search));
        let content = Content::Item(Box::new(record), fresh);
        Put { class: Class::Item, id: id.0, version, content, listed }
    }

    /// Replaces what an item is, if it still is the version that the person saw.
    pub async fn update(
        &mut self,
        id: ItemId,
        version: u64,
        edit: impl Fn(&ItemRecord) -> Option<(Item, Option<FolderId>)> + Send + Sync,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let change = |record: &mut ItemRecord, seen: u64| {
            if seen != version {
                return Err(WriteError::Outdated);
            }
            let (item, folder) = edit(record).ok_or(ReadError::NotFound { what: "field" })?;
            let changed = (&record.item, record.folder) != (&item, folder);
            (record.item, record.folder) = (item, folder);
            Ok(changed)
        };
        self.rewrite(&[id], Action::Update, "", change, env).await.map(|_| ())
    }

    /// Applies `edit` to each item, once; where it says that it changed something, the item is saved as a new version.
    /// All in one transaction. Says how many were saved.
    pub async fn rewrite(
        &mut self,
        ids: &[ItemId],
        action: Action,
        detail: &str,
        edit: impl Fn(&mut ItemRecord, u64) -> Result<bool, WriteError> + Send + Sync,
        env: Env<'_>,
    ) -> Result<usize, WriteError> {
        let ids: BTreeSet<ItemId> = ids.iter().copied().collect();
        let mut attempt = 0;
        loop {
            self.refresh_types().await;
            let seen = self.header.generation;
            let mut change = Change::default();
            for before in self.read_all_of(ids.iter().copied()).await? {
                self.plan_rewrite(&mut change, &before, action, detail, &edit, env)?;
            }
            if self.header.generation != seen {
                // A read looked at the vault anew: what was planned before it may be outdated.
                continue;
            }
            let saved = change.puts.len();
            if saved == 0 {
                return Ok(0);
            }
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(saved);
            }
        }
    }

    /// Reads items that are to be changed together; where some cannot be read, says which.
    pub(crate) async fn read_all_of(
        &mut self,
        ids: impl Iterator<Item = ItemId>,
    ) -> Result<Vec<OpenedItem>, WriteError> {
        let (mut opened, mut items) = (Vec::new(), Vec::new());
        for id in ids {
            match self.read(id).await {
                Ok(item) => opened.push(item),
                Err(ReadError::Record { .. }) => items.push(id),
                Err(error) => return Err(error.into()),
            }
        }
        if items.is_empty() {
            return Ok(opened);
        }
        let title = |id: &ItemId| self.index.item(*id).map(|item| item.title.to_string());
        let titles = items.iter().map(|id| title(id).unwrap_or_default()).collect();
        Err(WriteError::Unreadable { items, titles })
    }

    pub(crate) fn plan_rewrite(
        &mut self,
        change: &mut Change,
        before: &OpenedItem,
        action: Action,
        detail: &str,
        edit: impl Fn(&mut ItemRecord, u64) -> Result<bool, WriteError>,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let mut record = before.record.clone();
        if !edit(&mut record, before.version)? {
            return Ok(());
        }
        let former = VersionRecord {
            of: before.id,
            version: before.version,
            saved: before.record.modified,
            folder: before.record.folder,
            item: before.record.item.clone(),
            attachments: before.record.attachments.clone(),
        };
        let kept = VersionId::make(env.random)?;
        record.modified = env.clock.now();
        let known = self.index.item(before.id);
        let judged = known.map(|known| Judgement { strength: known.strength, worst: known.worst });
        let judgement = Judgement::after(&former.item, judged, &record.item, &self.types, record.modified);
        let since = judge::secret_since_change(&former, known.map(|known| known.secret_since), &record);
        let put = self.listed(before.id, before.version + 1, record, vec![(kept, former)], judgement, since);
        change.puts.push(put);
        change.events.push(AuditEvent::of_item(action, before.id, detail));
        Ok(())
    }

    /// Puts items into the trash, or takes them out.
    pub async fn set_deleted(
        &mut self,
        ids: &[ItemId],
        deleted: bool,
        env: Env<'_>,
    ) -> Result<usize, WriteError> {
        let at = deleted.then(|| env.clock.now());
        let action = if deleted { Action::Delete } else { Action::Restore };
        let edit = |record: &mut ItemRecord, _| {
            let changed = record.deleted.is_some() != deleted;
            record.deleted = at;
            Ok(changed)
        };
        self.rewrite(ids, action, "", edit, env).await
    }
}

/// Plans the files of one version. One that an earlier version of the item has, of the same name and content, is stored once.
pub(crate) fn plan_attachments(
    files: Vec<NewAttachment>,
    planned: &mut Vec<(Attachment, SecretBytes)>,
    puts: &mut Vec<Put>,
    env: Env<'_>,
) -> Result<Vec<Attachment>, WriteError> {
    let mut attachments = Vec::with_capacity(files.len());
    for NewAttachment { name, content } in files {
        let known = attachment_name(&name);
        let is_same = |(one, held): &&(Attachment, SecretBytes)| {
            one.name == known && *held == content && !attachments.contains(one)
        };
        if let Some((same, _)) = planned.iter().find(is_same) {
            attachments.push(same.clone());
            continue;
        }
        let attachment = Attachment::new(&name, &content, env.clock.now(), env.random)?;
        puts.extend(attachment_puts(&attachment, &content));
        attachments.push(attachment.clone());
        planned.push((attachment, content));
    }
    Ok(attachments)
}
