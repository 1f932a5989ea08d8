//! Which items of a file the vault has already, and which the file has twice. Each record that may be the same is opened
//! once, into a keyed hash, so that thousands of items alike cost no more than others.

use crate::error::ReadError;
use crate::overview::Judgement;
use crate::record::{ItemRecord, decode_item, encode};
use crate::{ItemId, ItemOverview, Unlocked};
use std::collections::HashSet;
use strongroom_credential::Item;
use strongroom_storage::{Class, RecordId};

/// Records whose bodies are in memory at one time.
const AT_ONCE: usize = 16;

/// An item of a file, to be compared.
#[derive(Debug, Clone, Copy)]
pub struct Comparable<'a> {
    /// What it is. Secret.
    pub item: &'a Item,
    /// Whether it lies in the file's trash: it is compared with what lies in the vault's.
    pub trashed: bool,
    /// Which of the file's folders it lies in: within a file, the same item in two folders is no duplicate.
    pub folder: Option<usize>,
}

/// Kind, title, second line and fingerprint of the main secret, as the index has them, and whether it is in the trash.
type Likeness = (String, Box<str>, Box<str>, [u8; 16], bool);

/// A keyed hash of what an item says.
type Print = [u8; 16];

fn likeness(item: &ItemOverview) -> Likeness {
    let kind = item.kind.name().to_owned();
    (kind, item.title.clone(), item.subtitle.clone(), item.fingerprint, item.deleted)
}

impl Unlocked {
    /// For each of `items`, whether the vault has one of the same kind and title with the same fields and notes, or the file
    /// has had the very same before. What is in the trash is compared with what is in the trash. An item of the vault that
    /// cannot be read is like none.
    pub async fn has_already(&mut self, items: &[Comparable<'_>]) -> Result<Vec<bool>, ReadError> {
        let wanted: HashSet<Likeness> = items.iter().map(|one| likeness(&self.overview_of(one))).collect();
        let alike = self.overviews().filter(|(_, item)| wanted.contains(&likeness(item)));
        let alike: Vec<ItemId> = alike.map(|(id, _)| id).collect();
        let known = self.prints_of(&alike).await?;
        let mut in_file = HashSet::with_capacity(items.len());
        let answers = items.iter().map(|one| {
            // Put in, whatever the answer, to be found by the next.
            let repeated = !in_file.insert(self.print_in_file(one));
            repeated || known.contains(&self.print(one.item, one.trashed))
        });
        Ok(answers.collect())
    }

    fn overview_of(&self, one: &Comparable<'_>) -> ItemOverview {
        let (item, deleted) = (one.item.clone(), one.trashed.then_some(0));
        let (folder, history, attachments) = (None, Vec::new(), Vec::new());
        let record = ItemRecord { item, folder, created: 0, modified: 0, deleted, history, attachments };
        ItemOverview::of(&record, Judgement::PENDING, 0, &self.keys).0
    }

    async fn prints_of(&mut self, ids: &[ItemId]) -> Result<HashSet<Print>, ReadError> {
        let mut prints = HashSet::with_capacity(ids.len());
        for ids in ids.chunks(AT_ONCE) {
            let places: Vec<RecordId> = ids.iter().map(|id| id.0).collect();
            let bodies = self.storage.read(Class::Item, &places).await?;
            for (id, body) in ids.iter().zip(bodies) {
                let record = match body.and_then(|body| self.opened_as_listed(*id, &body)) {
                    Some(record) => record,
                    // Another program may have changed it.
                    None => match self.read(*id).await {
                        Ok(item) => item.record,
                        Err(ReadError::Record { .. } | ReadError::NotFound { .. }) => continue,
                        Err(error) => return Err(error),
                    },
                };
                prints.insert(self.print(&record.item, record.deleted.is_some()));
            }
        }
        Ok(prints)
    }

    fn opened_as_listed(&self, id: ItemId, body: &[u8]) -> Option<ItemRecord> {
        let entry = self.index.entry(Class::Item, id.0)?;
        let content = self.open_as(Class::Item, id.0, entry.version, &entry.tag, body).ok()?;
        decode_item(&content, entry.version)
    }

    /// What the vault and a file are compared by.
    fn print(&self, item: &Item, trashed: bool) -> Print {
        let Item { kind, title, fields, notes, .. } = item;
        // Exposed to be hashed under the vault's key.
        self.keys.fingerprint(encode(&(kind, title, fields, notes.expose(), trashed)).expose())
    }

    /// What two items of a file are compared by.
    fn print_in_file(&self, one: &Comparable<'_>) -> Print {
        // Exposed to be hashed under the vault's key.
        self.keys.fingerprint(encode(&(one.item, one.trashed, one.folder)).expose())
    }
}
