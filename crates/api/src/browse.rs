//! Looking: lists, items without their secrets, and one secret at a time, each leaving an audit entry.

use crate::app::App;
use crate::breach::present_view;
use crate::session::{Open, count};
use crate::types::{
    Copied, CopyTextRequest, FieldRequest, FolderRow, Gravity, History, ItemList, ItemRequest, ItemRow,
    ItemView, ListRequest, NameCount, Nothing, RestoreVersionRequest, Revealed, Sidebar, Sort as SortName,
    VersionRow, View as ViewName,
};
use crate::view::item_view;
use crate::{ApiError, ErrorCode};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;
use strongroom_credential::{Day, Field, FieldType, Item, Severity};
use strongroom_secret::SecretString;
use strongroom_vault::{
    Action, Attachment, AuditEvent, Counts, FolderId, FolderNode, ItemId, ItemRecord, KnownStrength, Query,
    Sort, View,
};

const MAX_ROWS: u32 = 500;
/// For how many seconds the page shows a secret.
pub(crate) const REVEAL_SECONDS: u32 = 30;

impl App {
    /// Some rows of the items that fit.
    pub async fn list_items(&self, request: ListRequest) -> Result<ItemList, ApiError> {
        let mut session = self.session().await;
        let vault = &mut session.open()?.vault;
        if matches!(request.view, ViewName::Breached) {
            vault.breaches().await?;
        }
        let query = Query {
            view: view_of(request.view, self.today())?,
            words: request.search,
            sort: match request.sort {
                SortName::Title => Sort::Title,
                SortName::Modified => Sort::Modified,
                SortName::Created => Sort::Created,
            },
        };
        let (from, wanted) = (index(request.from), index(request.count.min(MAX_ROWS)));
        let (total, ids) = vault.find(&query, from, wanted);
        let rows = ids.into_iter().filter_map(|id| row(vault, id)).collect();
        let generation = vault.header().generation;
        Ok(ItemList { total: count(total), from: request.from, rows, generation })
    }

    /// What the left pane shows.
    pub async fn sidebar(&self, _: Nothing) -> Result<Sidebar, ApiError> {
        let mut session = self.session().await;
        let vault = &mut session.open()?.vault;
        let tree = vault.folder_tree();
        let counts = vault.counts();
        let named = |counts: BTreeMap<String, usize>| {
            counts.into_iter().map(|(name, number)| NameCount { name, count: count(number) }).collect()
        };
        Ok(Sidebar {
            all: count(counts.all),
            favourites: count(counts.favourites),
            trash: count(counts.trash),
            weak: count(counts.weak),
            reused: count(counts.reused),
            folders: folder_rows(tree, &counts),
            kinds: named(counts.kinds),
            tags: named(counts.tags),
        })
    }

    /// An item, without its secrets.
    pub async fn open_item(&self, request: ItemRequest) -> Result<ItemView, ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        let item = open.vault.read(item_id(&request.id)?).await?;
        Ok(present_view(open, &item, self.moment()).await)
    }

    /// An earlier version of an item, without its secrets.
    pub async fn open_version(&self, request: RestoreVersionRequest) -> Result<ItemView, ApiError> {
        let mut session = self.session().await;
        let vault = &mut session.open()?.vault;
        let item = vault.read(item_id(&request.id)?).await?;
        let former = vault.read_version(&item, request.version).await?;
        let mut then = item;
        then.version = former.version;
        then.record.history.retain(|kept| kept.version < former.version);
        (then.record.item, then.record.folder, then.record.modified) =
            (former.item, former.folder, former.saved);
        then.record.attachments = former.attachments;
        let types = session.open()?.types().await;
        Ok(item_view(&then, &types, self.moment()))
    }

    /// One secret field, because a person asked for it.
    pub async fn reveal(&self, request: FieldRequest) -> Result<Revealed, ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        let (id, field) = self.field(open, &request).await?;
        open.note(AuditEvent::of_item(Action::Reveal, id, field.name), self.env()).await?;
        Ok(Revealed { value: field.value, seconds: REVEAL_SECONDS })
    }

    /// Puts one field on the clipboard; of a one-time code, the code of this moment.
    pub async fn copy_field(&self, request: FieldRequest) -> Result<Copied, ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        let (id, field) = self.field(open, &request).await?;
        let event = AuditEvent::of_item(Action::Copy, id, field.name.clone());
        let text = match field.field_type {
            FieldType::Totp => self.code_of(open, id, &request, &field).await?.code,
            _ => field.value,
        };
        open.note(event, self.env()).await?;
        self.copy(text).await
    }

    /// Puts a text that the page made itself on the clipboard.
    pub async fn copy_text(&self, request: CopyTextRequest) -> Result<Copied, ApiError> {
        self.copy(request.text).await
    }

    pub(crate) async fn copy(&self, text: SecretString) -> Result<Copied, ApiError> {
        let seconds = self.settings_now().await.clipboard_seconds;
        self.host.copy(text, Duration::from_secs(u64::from(seconds)))?;
        Ok(Copied { clears_in: seconds })
    }

    pub(crate) async fn field(
        &self,
        open: &mut Open,
        request: &FieldRequest,
    ) -> Result<(ItemId, Field), ApiError> {
        let id = item_id(&request.id)?;
        let item = open.vault.read(id).await?;
        let fields = match request.version {
            Some(version) if version != item.version => {
                open.vault.read_version(&item, version).await?.item.fields
            }
            _ => item.record.item.fields,
        };
        let field = fields.into_iter().nth(index(request.field));
        Ok((id, field.ok_or_else(|| missing("field"))?))
    }

    /// The versions of an item, the latest first, and in what each differs from the one before it.
    pub async fn history(&self, request: ItemRequest) -> Result<History, ApiError> {
        let mut session = self.session().await;
        let vault = &mut session.open()?.vault;
        let item = vault.read(item_id(&request.id)?).await?;
        let mut versions = Vec::with_capacity(item.record.history.len() + 1);
        let mut before: Option<State> = None;
        for kept in &item.record.history {
            let former = vault.read_version(&item, kept.version).await?;
            let now = State { item: former.item, folder: former.folder, files: former.attachments };
            versions.push(version_row(kept.version, former.saved, &now, before.as_ref(), false));
            before = Some(now);
        }
        let (version, modified) = (item.version, item.record.modified);
        let ItemRecord { item, folder, attachments: files, .. } = item.record;
        let now = State { item, folder, files };
        versions.push(version_row(version, modified, &now, before.as_ref(), true));
        versions.reverse();
        Ok(History { versions })
    }
}

/// What an item was at one time.
struct State {
    item: Item,
    folder: Option<FolderId>,
    files: Vec<Attachment>,
}

fn version_row(version: u64, saved: i64, now: &State, before: Option<&State>, present: bool) -> VersionRow {
    let changed = before.map(|before| differences(before, now)).unwrap_or_default();
    VersionRow { version, saved, title: now.item.title.clone(), changed, present }
}

/// The names of what differs: `title`, `notes`, `tags`, `favourite`, `folder`, `kind`, `attachments`, and fields by name.
fn differences(a: &State, b: &State) -> Vec<String> {
    let mut names = Vec::new();
    let parts = [
        ("kind", a.item.kind != b.item.kind),
        ("title", a.item.title != b.item.title),
        ("notes", a.item.notes != b.item.notes),
        ("tags", a.item.tags != b.item.tags),
        ("favourite", a.item.favourite != b.item.favourite),
        ("folder", a.folder != b.folder),
        ("attachments", a.files != b.files),
    ];
    let mut seen: HashSet<&str> = HashSet::new();
    for (name, _) in parts.into_iter().filter(|(_, differs)| *differs) {
        seen.insert(name);
        names.push(name.to_owned());
    }
    let (before, after) = (by_name(&a.item), by_name(&b.item));
    for name in a.item.fields.iter().chain(&b.item.fields).map(|field| field.name.as_str()) {
        if seen.insert(name) && before.get(name) != after.get(name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// An item's fields by name; a name may occur several times.
fn by_name(item: &Item) -> HashMap<&str, Vec<&Field>> {
    let mut fields: HashMap<&str, Vec<&Field>> = HashMap::new();
    for field in &item.fields {
        fields.entry(&field.name).or_default().push(field);
    }
    fields
}

fn row(vault: &mut strongroom_vault::Unlocked, id: ItemId) -> Option<ItemRow> {
    let reused = vault.is_reused(id);
    let item = vault.overview(id)?;
    Some(ItemRow {
        id: id.to_string(),
        kind: item.kind.name().to_owned(),
        title: item.title.to_string(),
        subtitle: item.subtitle.to_string(),
        favourite: item.favourite,
        strength: match item.strength {
            KnownStrength::Score(score) => Some(score),
            _ => None,
        },
        reused,
        has_totp: item.has_totp,
        modified: item.modified,
    })
}

/// The folders with their counts; a folder counts what lies in the folders below it too.
fn folder_rows(tree: Vec<FolderNode>, counts: &Counts) -> Vec<FolderRow> {
    let mut totals: BTreeMap<FolderId, usize> = BTreeMap::new();
    for node in tree.iter().rev() {
        let own = counts.folders.get(&node.id).copied().unwrap_or_default();
        let total = totals.get(&node.id).copied().unwrap_or_default() + own;
        totals.insert(node.id, total);
        if let Some(parent) = node.parent {
            *totals.entry(parent).or_default() += total;
        }
    }
    tree.into_iter()
        .map(|node| FolderRow {
            id: node.id.to_string(),
            parent: node.parent.map(|parent| parent.to_string()),
            name: node.name,
            depth: count(node.depth),
            count: count(totals.get(&node.id).copied().unwrap_or_default()),
        })
        .collect()
}

fn view_of(view: ViewName, today: Day) -> Result<View, ApiError> {
    Ok(match view {
        ViewName::All => View::All,
        ViewName::Favourites => View::Favourites,
        ViewName::Trash => View::Trash,
        ViewName::Kind { kind } => View::Kind(kind),
        ViewName::Folder { folder } => View::Folder(folder_id(&folder)?),
        ViewName::Tag { tag } => View::Tag(tag),
        ViewName::Weak => View::Weak,
        ViewName::Reused => View::Reused,
        ViewName::Strength { score } => View::Strength(score),
        ViewName::Similar => View::Similar,
        ViewName::OlderThan { days, below } => View::aged(today, days, below),
        ViewName::Ended => View::ended(today),
        ViewName::EndsWithin { days } => View::ends_within(today, days),
        ViewName::Found { severity: Gravity::Low } => View::Found(Severity::Low),
        ViewName::Found { severity: Gravity::Medium } => View::Found(Severity::Medium),
        ViewName::Found { severity: Gravity::High } => View::Found(Severity::High),
        ViewName::WithoutCode => View::WithoutCode,
        ViewName::TwoFactorPossible => View::CodePossible,
        ViewName::Breached => View::Breached,
    })
}

pub(crate) fn item_id(text: &str) -> Result<ItemId, ApiError> {
    ItemId::parse(text).ok_or_else(|| missing("item"))
}

pub(crate) fn item_ids(texts: &[String]) -> Result<Vec<ItemId>, ApiError> {
    texts.iter().map(|text| item_id(text)).collect()
}

pub(crate) fn folder_id(text: &str) -> Result<FolderId, ApiError> {
    FolderId::parse(text).ok_or_else(|| missing("folder"))
}

pub(crate) fn missing(what: &str) -> ApiError {
    ApiError::told(ErrorCode::NotFound, format!("there is no such {what}: it may have been removed"))
}

pub(crate) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
