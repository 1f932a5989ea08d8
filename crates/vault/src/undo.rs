//! Taking back what an import brought, and nothing else: what a person changed since stays, and is named. One transaction.

use crate::commit::Change;
use crate::error::{ReadError, WriteError};
use crate::imports::Brought;
use crate::overview::Judgement;
use crate::purge::parts_of;
use crate::record::VersionRecord;
use crate::vault::OpenedItem;
use crate::{
    Action, Attachment, AttachmentId, AuditEvent, Env, FolderId, ImportId, ItemId, Setting, Unlocked,
    VersionId, judge,
};
use std::collections::{HashMap, HashSet};
use strongroom_storage::{Class, RecordId};

/// Items whose bodies are in memory at one time.
const AT_ONCE: usize = 64;

/// What was taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// Items that were removed, with their versions and files.
    pub items: usize,
    /// Items that are again what they were before something was merged into them.
    pub merged: usize,
    /// Folders that were removed.
    pub folders: usize,
    /// What stays.
    pub left: Vec<Left>,
}

/// Something that an import brought and that stays. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// What it is called.
    pub title: String,
    /// Why it stays.
    pub why: WhyLeft,
}

/// Why something stays that an import brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyLeft {
    /// The item was changed since.
    Changed,
    /// It cannot be read, so that nobody knows what belongs to it.
    Unreadable,
    /// The folder was renamed or moved since.
    FolderChanged,
    /// Something is in the folder.
    FolderUsed,
}

/// What is planned while an import is taken back.
#[derive(Default)]
struct Undo {
    change: Change,
    undone: Undone,
    removed: HashSet<ItemId>,
    /// Items that are what they were, the version that they had then, and the one that they have now.
    parted: Vec<(ItemId, u64, u64)>,
}

impl Undo {
    fn leave(&mut self, title: String, why: WhyLeft) {
        self.undone.left.push(Left { title, why });
    }

    /// Removes an item with all that belongs to it.
    fn remove(&mut self, item: &OpenedItem, versions: &[VersionRecord]) {
        let former = versions.iter().flat_map(|version| &version.attachments);
        let files: HashMap<AttachmentId, &Attachment> =
            item.record.attachments.iter().chain(former).map(|file| (file.id, file)).collect();
        let deletes = &mut self.change.deletes;
        deletes.push((Class::Item, item.id.0));
        deletes.extend(item.record.history.iter().map(|version| (Class::Version, version.id.0)));
        deletes.extend(files.iter().flat_map(|(id, file)| parts_of((id, file))));
        self.removed.insert(item.id);
        self.undone.items += 1;
    }
}

impl Unlocked {
    /// Takes back what an import brought: items that are still as they came, what was merged into others that are still as
    /// that left them, and folders that it made and that are empty then.
    ///
    /// # Errors
    /// [`ReadError::NotFound`] where no such import is kept in mind.
    pub async fn undo_import(&mut self, id: ImportId, env: Env<'_>) -> Result<Undone, WriteError> {
        let mut attempt = 0;
        loop {
            let seen = self.header.generation;
            let mut imports = self.imports_kept().await?;
            let place = imports.imports.iter().position(|one| one.id == id);
            let brought = imports.imports.remove(place.ok_or(ReadError::NotFound { what: "import" })?);
            let mut undo = Undo::default();
            for some in brought.items.chunks(AT_ONCE) {
                self.plan_removal(some, &mut undo).await?;
            }
            for (id, before, after) in &brought.merged {
                self.plan_parting(*id, *before, *after, &mut undo).await?;
            }
            self.plan_folders(&brought, &mut undo);
            let Undo { mut change, undone, parted, .. } = undo;
            parted.into_iter().for_each(|(id, before, now)| imports.renumber(id, before, now));
            change.puts.push(self.setting_put(Setting::Imports, imports.text().0));
            let detail = format!("{} items from {}", undone.items + undone.merged, brought.source);
            change.events.push(AuditEvent::of_vault(Action::UndoImport, detail));
            if self.header.generation != seen {
                // A read looked at the vault anew: what was planned before it may be outdated.
                continue;
            }
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(undone);
            }
        }
    }

    fn title_of(&self, id: ItemId) -> String {
        self.index.item(id).map(|item| item.title.to_string()).unwrap_or_default()
    }

    /// The version that an item has now; none where it is gone.
    fn version_of(&self, id: ItemId) -> Option<u64> {
        self.index.entry(Class::Item, id.0).map(|entry| entry.version)
    }

    async fn plan_removal(&mut self, some: &[(ItemId, u64)], undo: &mut Undo) -> Result<(), WriteError> {
        let mut still = Vec::with_capacity(some.len());
        for (id, version) in some {
            match self.version_of(*id) {
                // Who removed it has taken it back already.
                None => {}
                Some(now) if now == *version => still.push(*id),
                Some(_) => undo.leave(self.title_of(*id), WhyLeft::Changed),
            }
        }
        let places: Vec<RecordId> = still.iter().map(|id| id.0).collect();
        let bodies = self.storage.read(Class::Item, &places).await?;
        let mut opened = Vec::with_capacity(still.len());
        for (id, body) in still.into_iter().zip(bodies) {
            let entry = self.index.entry(Class::Item, id.0).map(|entry| (entry.version, entry.tag));
            let listed = body.zip(entry).map(|(body, (version, tag))| {
                self.open_item(id, version, &tag, &body).map(|record| OpenedItem { id, version, record })
            });
            match listed {
                Some(Ok(item)) => opened.push(item),
                // Another program may have changed it: then this looks at the vault anew.
                _ => match self.read(id).await {
                    Ok(item) => opened.push(item),
                    Err(ReadError::Record { .. }) => undo.leave(self.title_of(id), WhyLeft::Unreadable),
                    Err(ReadError::NotFound { .. }) => {}
                    Err(error) => return Err(error.into()),
                },
            }
        }
        for item in opened {
            match self.versions_of(&item).await {
                Ok(versions) => undo.remove(&item, &versions),
                Err(ReadError::Record { .. }) => undo.leave(self.title_of(item.id), WhyLeft::Unreadable),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    async fn versions_of(&self, item: &OpenedItem) -> Result<Vec<VersionRecord>, ReadError> {
        let mut versions = Vec::with_capacity(item.record.history.len());
        for former in &item.record.history {
            versions.push(self.read_version(item, former.version).await?);
        }
        Ok(versions)
    }

    /// Makes an item again what it was before something was merged into it.
    async fn plan_parting(
        &mut self,
        id: ItemId,
        before: u64,
        after: u64,
        undo: &mut Undo,
    ) -> Result<(), WriteError> {
        match self.version_of(id) {
            None => return Ok(()),
            Some(now) if now == after => {}
            Some(_) => {
                undo.leave(self.title_of(id), WhyLeft::Changed);
                return Ok(());
            }
        }
        let read = match self.read(id).await {
            Ok(item) => self.versions_of(&item).await.map(|versions| (item, versions)),
            Err(error) => Err(error),
        };
        let (item, versions) = match read {
            Ok(read) => read,
            Err(ReadError::Record { .. }) => {
                undo.leave(self.title_of(id), WhyLeft::Unreadable);
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        self.part(&item, versions, before, undo);
        Ok(())
    }

    fn part(&self, item: &OpenedItem, versions: Vec<VersionRecord>, before: u64, undo: &mut Undo) {
        let mut record = item.record.clone();
        let all = item.record.attachments.iter().chain(versions.iter().flat_map(|one| &one.attachments));
        let all: HashMap<AttachmentId, Attachment> = all.map(|file| (file.id, file.clone())).collect();
        record.history.retain(|one| one.version < before);
        let gone = item.record.history.iter().filter(|one| one.version >= before);
        undo.change.deletes.extend(gone.map(|one| (Class::Version, one.id.0)));
        let (kept, added): (Vec<_>, Vec<_>) = versions.into_iter().partition(|one| one.version < before);
        // Where the other one went beneath it, the item itself is what it was.
        if let Some(former) = added.into_iter().find(|one| one.version == before) {
            (record.item, record.folder) = (former.item, former.folder);
            (record.modified, record.attachments) = (former.saved, former.attachments);
        }
        if record.folder.is_some_and(|folder| self.index.folder(folder).is_none()) {
            record.folder = None;
        }
        let named = record.attachments.iter().chain(kept.iter().flat_map(|one| &one.attachments));
        let named: HashSet<AttachmentId> = named.map(|file| file.id).collect();
        let files = all.iter().filter(|(id, _)| !named.contains(id));
        undo.change.deletes.extend(files.flat_map(parts_of));
        let kept: Vec<(VersionId, VersionRecord)> =
            record.history.iter().map(|one| one.id).zip(kept).collect();
        let since = judge::secret_since(&record, &kept);
        let (id, version) = (item.id, item.version + 1);
        let put = self.listed(id, version, record, Vec::new(), Judgement::PENDING, since);
        undo.change.puts.push(put);
        undo.parted.push((id, before, version));
        undo.undone.merged += 1;
    }

    /// Removes folders that the import made, from the innermost out, if nothing is in them and nobody changed them.
    fn plan_folders(&self, brought: &Brought, undo: &mut Undo) {
        let stays = self.index.items().filter(|(id, _)| !undo.removed.contains(id));
        let mut used: HashMap<FolderId, usize> = HashMap::new();
        let parents = self.index.folders().filter_map(|(_, folder)| folder.parent);
        stays.filter_map(|(_, item)| item.folder).chain(parents).for_each(|folder| {
            *used.entry(folder).or_default() += 1;
        });
        for id in brought.folders.iter().rev() {
            let Some(entry) = self.index.entry(Class::Folder, id.0) else { continue };
            let Some(folder) = self.index.folder(*id) else { continue };
            let why = match used.get(id) {
                _ if entry.version != 1 => WhyLeft::FolderChanged,
                Some(count) if *count > 0 => WhyLeft::FolderUsed,
                _ => {
                    if let Some(count) = folder.parent.and_then(|parent| used.get_mut(&parent)) {
                        *count -= 1;
                    }
                    undo.change.deletes.push((Class::Folder, id.0));
                    undo.undone.folders += 1;
                    continue;
                }
            };
            undo.leave(folder.name.to_string(), why);
        }
    }
}
