//! Changing items and folders.

use crate::ApiError;
use crate::app::App;
use crate::breach::present_view;
use crate::browse::{folder_id, index, item_id, item_ids};
use crate::session::{Open, count};
use crate::types::{
    CreateFolderRequest, CreateItemRequest, DraftValue, FavouriteRequest, FieldDraft, FolderCreated,
    FolderRequest, ItemDraft, ItemRequest, ItemView, ItemsRequest, MoveItemsRequest, Nothing,
    RestoreVersionRequest, TagItemsRequest, Touched, UpdateFolderRequest, UpdateItemRequest,
};
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_secret::SecretString;
use strongroom_vault::{Action, FolderId, ItemId, ItemRecord, NewItem};

/// More than any import is likely to bring, so that what came in can be edited.
const MAX_FIELDS: usize = 10_000;
const MAX_TAGS: usize = 10_000;

/// A draft that was checked, except for the secrets that it keeps.
struct Checked {
    item: Item,
    /// For each field, the place in the edited version whose value it keeps.
    keeps: Vec<Option<usize>>,
    folder: Option<FolderId>,
}

impl Checked {
    fn of(draft: ItemDraft) -> Result<Self, ApiError> {
        if draft.fields.len() > MAX_FIELDS || draft.tags.len() > MAX_TAGS {
            return Err(ApiError::invalid("an item has at most 10,000 fields and 10,000 tags: split it"));
        }
        let mut tags: Vec<String> = draft.tags.iter().map(|tag| tag.trim().to_owned()).collect();
        tags.retain(|tag| !tag.is_empty());
        tags.sort();
        tags.dedup();
        let mut checked = Self {
            item: Item {
                notes: draft.notes,
                tags,
                favourite: draft.favourite,
                ..Item::new(Kind::named(&draft.kind), draft.title)
            },
            keeps: Vec::with_capacity(draft.fields.len()),
            folder: draft.folder.as_deref().map(folder_id).transpose()?,
        };
        draft.fields.into_iter().try_for_each(|field| checked.add(field))?;
        Ok(checked)
    }

    fn add(&mut self, draft: FieldDraft) -> Result<(), ApiError> {
        let FieldDraft { name, field_type, custom, value } = draft;
        let field_type = FieldType::from_name(&field_type)
            .ok_or_else(|| ApiError::invalid("there is no such type of field: choose another"))?;
        let (value, keep) = match value {
            DraftValue::New { value } => (value, None),
            DraftValue::Keep { field } => (SecretString::default(), Some(index(field))),
        };
        self.item.fields.push(Field { name, field_type, value, custom });
        self.keeps.push(keep);
        Ok(())
    }

    /// The item with the values that it keeps from `before`; none where it names a field that is not there.
    fn filled(&self, before: &Item) -> Option<Item> {
        let mut item = self.item.clone();
        for (field, keep) in item.fields.iter_mut().zip(&self.keeps) {
            if let Some(place) = keep {
                field.value = before.fields.get(*place)?.value.clone();
            }
        }
        Some(item)
    }
}

impl App {
    /// Adds an item.
    pub async fn create_item(&self, request: CreateItemRequest) -> Result<ItemView, ApiError> {
        let checked = Checked::of(request.draft)?;
        let empty = Item::new(checked.item.kind.clone(), "");
        let item = checked
            .filled(&empty)
            .ok_or_else(|| ApiError::invalid("a new item has no earlier values to keep: enter them"))?;
        let mut session = self.session().await;
        let open = session.open()?;
        self.check_folder(open, checked.folder)?;
        let id = open.vault.create(NewItem::new(item, checked.folder), self.env()).await?;
        self.view_after(open, id).await
    }

    /// Saves a change of an item as its newest version.
    pub async fn update_item(&self, request: UpdateItemRequest) -> Result<ItemView, ApiError> {
        let id = item_id(&request.id)?;
        let checked = Checked::of(request.draft)?;
        let mut session = self.session().await;
        let open = session.open()?;
        self.check_folder(open, checked.folder)?;
        let edit = |before: &ItemRecord| checked.filled(&before.item).map(|item| (item, checked.folder));
        open.vault.update(id, request.version, edit, self.env()).await?;
        self.view_after(open, id).await
    }

    fn check_folder(&self, open: &Open, folder: Option<FolderId>) -> Result<(), ApiError> {
        match folder {
            Some(folder) if !open.vault.folders().any(|(id, _)| id == folder) => {
                Err(crate::browse::missing("folder"))
            }
            _ => Ok(()),
        }
    }

    pub(crate) async fn view_after(&self, open: &mut Open, id: ItemId) -> Result<ItemView, ApiError> {
        self.changed(open);
        let item = open.vault.read(id).await?;
        Ok(present_view(open, &item, self.moment()).await)
    }

    /// Adds a copy of an item with its files, without its past.
    pub async fn duplicate_item(&self, request: ItemRequest) -> Result<ItemView, ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        let original = open.vault.read(item_id(&request.id)?).await?.record;
        let copy = NewItem::new(original.item, original.folder);
        let id = open.vault.create(copy, self.env()).await?;
        self.copy_attachments(open, &original.attachments, id).await?;
        self.view_after(open, id).await
    }

    async fn rewrite(
        &self,
        ids: &[String],
        detail: &str,
        edit: impl Fn(&mut ItemRecord) -> bool + Send + Sync,
    ) -> Result<Touched, ApiError> {
        let ids = item_ids(ids)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let edit = |record: &mut ItemRecord, _| Ok(edit(record));
        let items = open.vault.rewrite(&ids, Action::Update, detail, edit, self.env()).await?;
        self.changed(open);
        Ok(Touched { items: count(items) })
    }

    /// Moves items to a folder, or out of every folder.
    pub async fn move_items(&self, request: MoveItemsRequest) -> Result<Touched, ApiError> {
        let folder = request.folder.as_deref().map(folder_id).transpose()?;
        self.check_folder(self.session().await.open()?, folder)?;
        let moved = |record: &mut ItemRecord| {
            let changed = record.folder != folder;
            record.folder = folder;
            changed
        };
        self.rewrite(&request.ids, "folder", moved).await
    }

    /// Adds and removes tags.
    pub async fn tag_items(&self, request: TagItemsRequest) -> Result<Touched, ApiError> {
        let TagItemsRequest { ids, add, remove } = request;
        let tagged = |record: &mut ItemRecord| {
            let mut tags = record.item.tags.clone();
            tags.extend(add.iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()));
            tags.retain(|tag| !remove.contains(tag));
            tags.sort();
            tags.dedup();
            let changed = tags != record.item.tags;
            record.item.tags = tags;
            changed
        };
        self.rewrite(&ids, "tags", tagged).await
    }

    /// Makes items favourites, or not.
    pub async fn favour_items(&self, request: FavouriteRequest) -> Result<Touched, ApiError> {
        let favoured = |record: &mut ItemRecord| {
            let changed = record.item.favourite != request.on;
            record.item.favourite = request.on;
            changed
        };
        self.rewrite(&request.ids, "favourite", favoured).await
    }

    /// Puts items into the trash.
    pub async fn delete_items(&self, request: ItemsRequest) -> Result<Touched, ApiError> {
        self.set_deleted(&request.ids, true).await
    }

    /// Takes items out of the trash.
    pub async fn restore_items(&self, request: ItemsRequest) -> Result<Touched, ApiError> {
        self.set_deleted(&request.ids, false).await
    }

    async fn set_deleted(&self, ids: &[String], deleted: bool) -> Result<Touched, ApiError> {
        let ids = item_ids(ids)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let items = open.vault.set_deleted(&ids, deleted, self.env()).await?;
        self.changed(open);
        Ok(Touched { items: count(items) })
    }

    /// Removes items and all their versions for good, and their traces in the file.
    pub async fn purge_items(&self, request: ItemsRequest) -> Result<Touched, ApiError> {
        let ids = item_ids(&request.ids)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let items = open.vault.purge(&ids, self.env()).await?;
        self.changed(open);
        open.scrub().await;
        Ok(Touched { items: count(items) })
    }

    /// Makes an earlier version the newest one.
    pub async fn restore_version(&self, request: RestoreVersionRequest) -> Result<ItemView, ApiError> {
        let id = item_id(&request.id)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let present = open.vault.read(id).await?;
        let former = open.vault.read_version(&present, request.version).await?;
        let detail = format!("version {}", request.version);
        let restored = |record: &mut ItemRecord, _| {
            record.item = former.item.clone();
            record.attachments.clone_from(&former.attachments);
            Ok(true)
        };
        open.vault.rewrite(&[id], Action::Restore, &detail, restored, self.env()).await?;
        self.view_after(open, id).await
    }

    /// Makes a folder.
    pub async fn create_folder(&self, request: CreateFolderRequest) -> Result<FolderCreated, ApiError> {
        let parent = request.parent.as_deref().map(folder_id).transpose()?;
        let mut session = self.session().await;
        let open = session.open()?;
        let id = open.vault.create_folder(&request.name, parent, self.env()).await?;
        self.changed(open);
        Ok(FolderCreated { id: id.to_string() })
    }

    /// Renames or moves a folder.
    pub async fn update_folder(&self, request: UpdateFolderRequest) -> Result<Nothing, ApiError> {
        let id = folder_id(&request.id)?;
        let parent = request.parent.as_deref().map(folder_id).transpose()?;
        let mut session = self.session().await;
        let open = session.open()?;
        open.vault.update_folder(id, &request.name, parent, self.env()).await?;
        self.changed(open);
        Ok(Nothing {})
    }

    /// Removes a folder; what lies in it goes one level up.
    pub async fn delete_folder(&self, request: FolderRequest) -> Result<Touched, ApiError> {
        let id = folder_id(&request.id)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let items = open.vault.delete_folder(id, self.env()).await?;
        self.changed(open);
        Ok(Touched { items: count(items) })
    }
}
