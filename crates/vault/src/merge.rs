//! Merging an item that is brought into one that the vault has: the one goes on top, the other into the history, and no value
//! of either is lost. `docs/decisions/0027-merging.md`.

use crate::attachment::MAX_ATTACHMENTS;
use crate::commit::Change;
use crate::error::{ReadError, WriteError};
use crate::import::{Merging, Order};
use crate::imports::Brought;
use crate::items::{Former, NewAttachment, NewItem, Scoring, plan_attachments};
use crate::overview::Judgement;
use crate::put::Put;
use crate::record::{ItemRecord, VersionRecord};
use crate::vault::OpenedItem;
use crate::{Attachment, Env, Unlocked, VersionId, judge};
use strongroom_credential::Item;
use strongroom_secret::SecretBytes;

/// The versions of an item while another is merged into it.
struct Merge<'a> {
    before: &'a OpenedItem,
    /// What the item was earlier.
    known: Vec<VersionRecord>,
    /// Files that are stored already.
    stored: Vec<Attachment>,
    /// Files that are stored with this change.
    planned: Vec<(Attachment, SecretBytes)>,
    puts: Vec<Put>,
    /// Versions that are added to the history.
    fresh: Vec<(VersionId, VersionRecord)>,
}

impl Unlocked {
    /// Plans the merging of one item, or its bringing in where it cannot be merged. Says how many earlier versions come.
    pub(crate) async fn plan_merging(
        &mut self,
        merging: &Merging,
        free: bool,
        change: &mut Change,
        brought: &mut Brought,
        env: Env<'_>,
    ) -> Result<usize, WriteError> {
        let new = &merging.incoming.new;
        let before = match self.read(merging.into).await {
            Ok(item) if free && item.record.deleted.is_some() == new.deleted => Some(item),
            Ok(_) | Err(ReadError::NotFound { .. } | ReadError::Record { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        let Some(before) = before else {
            let (id, puts) = self.plan_item(new.clone(), Scoring::Later, env)?;
            brought.items.push((id, puts.last().map_or(1, |put| put.version)));
            change.puts.extend(puts);
            return Ok(new.history.len());
        };
        let mut merge = Merge::of(self, &before).await?;
        let record = merge.run(self, new, merging.order, env).await?;
        let Some(record) = record else { return Ok(0) };
        let count = merge.fresh.len();
        let last = merge.fresh.last().map_or(before.version, |(_, last)| last.version);
        let version = last.max(before.version) + 1;
        let known = self.index.item(before.id).map(|known| known.secret_since);
        let since = match known {
            Some(known) if is_same_secret(&record.item, &before.record.item) => known,
            _ => judge::secret_since(&record, &merge.fresh),
        };
        change.puts.extend(merge.puts);
        change.puts.push(self.listed(before.id, version, record, merge.fresh, Judgement::PENDING, since));
        brought.merged.push((before.id, before.version, version));
        Ok(count)
    }
}

impl<'a> Merge<'a> {
    async fn of(vault: &Unlocked, before: &'a OpenedItem) -> Result<Self, WriteError> {
        let mut known = Vec::new();
        for former in &before.record.history {
            match vault.read_version(before, former.version).await {
                Ok(version) => known.push(version),
                // What cannot be read is not compared with; it stays where it is.
                Err(ReadError::Record { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let files = known.iter().flat_map(|version| &version.attachments);
        let stored = before.record.attachments.iter().chain(files).cloned().collect();
        let (planned, puts, fresh) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { before, known, stored, planned, puts, fresh })
    }

    /// Gives what the item is from now on; none where nothing of the other one is new.
    async fn run(
        &mut self,
        vault: &Unlocked,
        new: &NewItem,
        order: Order,
        env: Env<'_>,
    ) -> Result<Option<ItemRecord>, WriteError> {
        let now = env.clock.now();
        let mut record = self.before.record.clone();
        let files = self.files(vault, &new.attachments, env).await?;
        if order == Order::OnTop {
            record.item = filled_up(&new.item, &self.before.record.item);
            add_files(&mut record.attachments, &files);
        }
        let replaced = (&record.item, &record.attachments)
            != (&self.before.record.item, &self.before.record.attachments);
        if replaced {
            record.modified = record.modified.max(new.modified.unwrap_or(now));
            self.fresh.push((VersionId::make(env.random)?, former(self.before)));
        }
        for Former { item, saved, attachments } in &new.history {
            let files = self.files(vault, attachments, env).await?;
            self.keep(item, files, *saved, env)?;
        }
        if order == Order::Beneath {
            self.keep(&new.item, files, new.modified.unwrap_or(now), env)?;
        }
        Ok((!self.fresh.is_empty()).then_some(record))
    }

    /// Adds a version to the history, unless the item is or was the same already.
    fn keep(
        &mut self,
        item: &Item,
        attachments: Vec<Attachment>,
        saved: i64,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let added = self.fresh.iter().map(|(_, version)| version);
        let mut states = added.chain(&self.known).map(|version| (&version.item, &version.attachments));
        let has = |(known, files): (&Item, &Vec<Attachment>)| {
            known == item && attachments.iter().all(|file| files.contains(file))
        };
        if has((&self.before.record.item, &self.before.record.attachments)) || states.any(has) {
            return Ok(());
        }
        let last = self.fresh.last().map_or(self.before.version, |(_, last)| last.version);
        let (of, folder) = (self.before.id, self.before.record.folder);
        let version = VersionRecord { of, version: last + 1, saved, folder, item: item.clone(), attachments };
        self.fresh.push((VersionId::make(env.random)?, version));
        Ok(())
    }

    /// What a version says of its files: those that the item has or had already are not stored again.
    async fn files(
        &mut self,
        vault: &Unlocked,
        files: &[NewAttachment],
        env: Env<'_>,
    ) -> Result<Vec<Attachment>, WriteError> {
        let mut attachments = Vec::with_capacity(files.len());
        for file in files {
            let found = match vault.stored_alike(&self.stored, file).await? {
                Some(stored) => vec![stored],
                None => plan_attachments(vec![file.clone()], &mut self.planned, &mut self.puts, env)?,
            };
            add_files(&mut attachments, &found);
        }
        Ok(attachments)
    }
}

impl Unlocked {
    /// The file among these that has that name and that content.
    async fn stored_alike(
        &self,
        stored: &[Attachment],
        file: &NewAttachment,
    ) -> Result<Option<Attachment>, ReadError> {
        // Exposed to be measured and compared.
        let content = file.content.expose();
        let name = crate::attachment_name(&file.name);
        for one in
            stored.iter().filter(|one| one.name == name && usize::try_from(one.size) == Ok(content.len()))
        {
            let mut parts = content.chunks(crate::ATTACHMENT_PART);
            let mut alike = true;
            for number in 0..one.parts() {
                alike = match self.read_attachment(one, number).await {
                    Ok(part) => parts.next() == Some(part.expose().as_slice()),
                    Err(ReadError::Record { .. } | ReadError::NotFound { .. }) => false,
                    Err(error) => return Err(error),
                };
                if !alike {
                    break;
                }
            }
            if alike {
                return Ok(Some(one.clone()));
            }
        }
        Ok(None)
    }
}

fn former(before: &OpenedItem) -> VersionRecord {
    let record = &before.record;
    VersionRecord {
        of: before.id,
        version: before.version,
        saved: record.modified,
        folder: record.folder,
        item: record.item.clone(),
        attachments: record.attachments.clone(),
    }
}

fn add_files(list: &mut Vec<Attachment>, more: &[Attachment]) {
    for file in more {
        if list.len() < MAX_ATTACHMENTS && !list.contains(file) {
            list.push(file.clone());
        }
    }
}

/// The item that is brought, with what it does not have at all of the one before it: another program may simply not know it.
fn filled_up(new: &Item, old: &Item) -> Item {
    let mut item = new.clone();
    let lacks = |name: &str| !new.fields.iter().any(|field| field.name == name && !field.value.is_empty());
    item.fields.extend(old.fields.iter().filter(|field| lacks(&field.name)).cloned());
    if item.notes.is_empty() {
        item.notes = old.notes.clone();
    }
    for tag in &old.tags {
        if !item.tags.contains(tag) {
            item.tags.push(tag.clone());
        }
    }
    item.favourite |= old.favourite;
    item
}

fn is_same_secret(one: &Item, other: &Item) -> bool {
    one.password_field().map(|field| &field.value) == other.password_field().map(|field| &field.value)
}
