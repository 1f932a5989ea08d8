//! The chosen items of the open vault, opened, with their folders: what an exporter writes. Secret; held no longer than an
//! export takes.

use crate::ApiError;
use crate::Event;
use crate::app::App;
use crate::browse::{folder_id, item_ids, missing};
use crate::session::{Open, count};
use crate::types::{ExportSelection, Progress};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use strongroom_credential::UserType;
use strongroom_exchange::{
    Carried, Content, Loss, LossReason, MAX_ATTACHMENT_BYTES, ParsedAttachment, ParsedFolder, ParsedItem,
    ParsedVersion, Target,
};
use strongroom_secret::SecretBytes;
use strongroom_vault::{Attachment, AttachmentId, FolderId, ItemId, ReadError, Unlocked};

/// Items between two words about how far it is.
const STEP: usize = 500;

/// What is written.
pub(super) struct Gathered {
    /// The vault's file.
    pub(super) vault: PathBuf,
    pub(super) folders: Vec<ParsedFolder>,
    pub(super) items: Vec<ParsedItem>,
    pub(super) types: Arc<[UserType]>,
    /// What is not written although the format could: of damaged items, and of files that are too large.
    missing: Vec<Loss>,
}

/// What is done with files that hang on items.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Files {
    /// They are named: enough to say what is lost.
    Named,
    /// They are read where the format has a place for them.
    Read,
}

/// The files that are read, each once, until they have [`MAX_ATTACHMENT_BYTES`] together.
struct Reading {
    wanted: bool,
    left: u64,
    read: HashMap<AttachmentId, SecretBytes>,
    /// Names of an item's files for which there was no room.
    too_large: Vec<String>,
}

impl Gathered {
    pub(super) fn content(&self) -> Content<'_> {
        Content { folders: &self.folders, items: &self.items }
    }

    /// What the file lacks whatever its format.
    pub(super) fn missing(&self) -> &[Loss] {
        &self.missing
    }

    /// Puts an item's earlier versions in, or says why they are not.
    fn put_history(
        &mut self,
        position: usize,
        read: Result<Vec<ParsedVersion>, ReadError>,
    ) -> Result<(), ReadError> {
        let Some(item) = self.items.get_mut(position) else { return Ok(()) };
        match read {
            Ok(versions) => item.history = versions,
            Err(ReadError::Record { .. }) => {
                let (item, field) = (item.item.title.clone(), "history".to_owned());
                self.missing.push(Loss { item, field, reason: LossReason::Damaged });
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Names what of an item's files was too large.
    fn name_too_large(&mut self, item: &str, names: Vec<String>) {
        let names: BTreeSet<String> = names.into_iter().collect();
        let lost = |field| Loss { item: item.to_owned(), field, reason: LossReason::Apart };
        self.missing.extend(names.into_iter().map(lost));
    }
}

impl App {
    /// Opens the chosen items.
    pub(super) async fn gather(
        &self,
        selection: &ExportSelection,
        target: Target,
        files: Files,
    ) -> Result<Gathered, ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        let ids = chosen(&mut open.vault, selection)?;
        let (folders, places) = folders(&open.vault, &ids, selection);
        let mut gathered = Gathered {
            vault: open.path.clone(),
            folders,
            items: Vec::with_capacity(ids.len()),
            types: open.types().await,
            missing: Vec::new(),
        };
        let carried = target.carries().contains(&Carried::Attachments);
        let mut reading = Reading {
            wanted: carried && files == Files::Read,
            left: if carried { MAX_ATTACHMENT_BYTES } else { u64::MAX },
            read: HashMap::new(),
            too_large: Vec::new(),
        };
        let mut with_history = Vec::new();
        for (done, id) in ids.iter().enumerate() {
            if done.is_multiple_of(STEP) {
                self.export_progress(done, ids.len());
            }
            let title = open.vault.overview(*id).map(|item| item.title.to_string()).unwrap_or_default();
            match parsed(open, *id, &places, &mut reading).await {
                Ok((item, has_history)) => {
                    if has_history && selection.with_history {
                        with_history.push((gathered.items.len(), *id));
                    }
                    gathered.items.push(item);
                }
                Err(ReadError::Record { .. }) => {
                    let (item, field) = (title.clone(), "item".to_owned());
                    gathered.missing.push(Loss { item, field, reason: LossReason::Damaged });
                }
                Err(error) => return Err(error.into()),
            }
            gathered.name_too_large(&title, reading.end_item());
        }
        // Where there is no room for all files, those that items have go before those that they had.
        for (position, id) in with_history {
            let title = open.vault.overview(id).map(|item| item.title.to_string()).unwrap_or_default();
            gathered.put_history(position, history(&mut open.vault, id, &mut reading).await)?;
            gathered.name_too_large(&title, reading.end_item());
        }
        self.export_progress(ids.len(), ids.len());
        Ok(gathered)
    }

    fn export_progress(&self, done: usize, total: usize) {
        let (done, total) = (u64::from(count(done)), u64::from(count(total)));
        self.host.notify(Event::Progress(Progress { work: "export".to_owned(), done, total }));
    }
}

/// In the order of the list: by title.
fn chosen(vault: &mut Unlocked, selection: &ExportSelection) -> Result<Vec<ItemId>, ApiError> {
    let folder = selection.folder.as_deref().map(folder_id).transpose()?;
    if let Some(folder) = folder
        && !vault.folders().any(|(id, _)| id == folder)
    {
        return Err(missing("folder"));
    }
    let within: Option<HashSet<FolderId>> =
        folder.map(|folder| vault.with_folders_in(folder).into_iter().collect());
    let these: Option<HashSet<ItemId>> =
        selection.items.as_deref().map(item_ids).transpose()?.map(|ids| ids.into_iter().collect());
    if these.iter().flatten().any(|id| vault.overview(*id).is_none()) {
        return Err(missing("item"));
    }
    let mut found: Vec<(Box<str>, ItemId)> = vault
        .overviews()
        .filter(|(id, item)| {
            these.as_ref().is_none_or(|these| these.contains(id))
                && (selection.include_deleted || !item.deleted)
                && within.as_ref().is_none_or(|within| item.folder.is_some_and(|one| within.contains(&one)))
                && selection.kind.as_deref().is_none_or(|kind| item.kind.name() == kind)
                && selection.tag.as_deref().is_none_or(|tag| item.tags.iter().any(|one| **one == *tag))
        })
        .map(|(id, item)| (item.title.clone(), id))
        .collect();
    found.sort();
    Ok(found.into_iter().map(|(_, id)| id).collect())
}

/// The folders that go out, parents first, and where each is among them: all for the whole vault, else those that the items
/// need.
fn folders(
    vault: &Unlocked,
    ids: &[ItemId],
    selection: &ExportSelection,
) -> (Vec<ParsedFolder>, HashMap<FolderId, usize>) {
    let needed: HashSet<FolderId> = ids.iter().filter_map(|id| vault.overview(*id)?.folder).collect();
    let mut paths: HashMap<FolderId, Vec<String>> = HashMap::new();
    let (mut list, mut places) = (Vec::new(), HashMap::new());
    let tree = vault.folder_tree();
    let mut wanted = needed;
    // Children come behind their parents.
    for node in tree.iter().rev() {
        if let (true, Some(parent)) = (wanted.contains(&node.id), node.parent) {
            wanted.insert(parent);
        }
    }
    for node in tree {
        let above = node.parent.and_then(|parent| paths.get(&parent)).cloned().unwrap_or_default();
        let path: Vec<String> = above.into_iter().chain([node.name]).collect();
        if !selection.is_part() || wanted.contains(&node.id) {
            places.insert(node.id, list.len());
            list.push(ParsedFolder { path: path.clone() });
        }
        paths.insert(node.id, path);
    }
    (list, places)
}

/// The item without its earlier versions, and whether it has any.
async fn parsed(
    open: &mut Open,
    id: ItemId,
    places: &HashMap<FolderId, usize>,
    reading: &mut Reading,
) -> Result<(ParsedItem, bool), ReadError> {
    let record = open.vault.read(id).await?.record;
    let has_history = !record.history.is_empty();
    let item = ParsedItem {
        folder: record.folder.and_then(|folder| places.get(&folder)).copied(),
        created_ms: Some(record.created),
        modified_ms: Some(record.modified),
        history: Vec::new(),
        deleted: record.deleted.is_some(),
        attachments: reading.files(&open.vault, &record.attachments).await?,
        item: record.item,
    };
    Ok((item, has_history))
}

async fn history(
    vault: &mut Unlocked,
    id: ItemId,
    reading: &mut Reading,
) -> Result<Vec<ParsedVersion>, ReadError> {
    let opened = vault.read(id).await?;
    let mut versions = Vec::with_capacity(opened.record.history.len());
    for kept in &opened.record.history {
        let former = vault.read_version(&opened, kept.version).await?;
        versions.push(ParsedVersion {
            attachments: reading.files(vault, &former.attachments).await?,
            item: former.item,
            modified_ms: Some(former.saved),
        });
    }
    Ok(versions)
}

impl Reading {
    /// The files of one version; those for which there is no room are named instead.
    async fn files(
        &mut self,
        vault: &Unlocked,
        files: &[Attachment],
    ) -> Result<Vec<ParsedAttachment>, ReadError> {
        let mut found = Vec::with_capacity(files.len());
        for file in files {
            let Some(left) = self.left.checked_sub(file.size) else {
                self.too_large.push(file.name.clone());
                continue;
            };
            self.left = left;
            let bytes = self.bytes(vault, file).await?;
            found.push(ParsedAttachment { name: file.name.clone(), bytes });
        }
        Ok(found)
    }

    /// Forgets the files of an item; names those for which there was no room.
    fn end_item(&mut self) -> Vec<String> {
        self.read.clear();
        std::mem::take(&mut self.too_large)
    }

    async fn bytes(&mut self, vault: &Unlocked, file: &Attachment) -> Result<SecretBytes, ReadError> {
        if !self.wanted {
            return Ok(SecretBytes::default());
        }
        if let Some(known) = self.read.get(&file.id) {
            return Ok(known.clone());
        }
        let bytes = vault.read_attachment_start(file, usize::MAX).await?;
        self.read.insert(file.id, bytes.clone());
        Ok(bytes)
    }
}
