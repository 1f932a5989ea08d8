//! Files that hang on items: stored in sealed parts of their own, so that the saving of an item does not grow with them.
//! A file is stored part by part and belongs to its item only with the last step, which is one transaction; what is cut off
//! before that is listed in the setting `uploads`, and removed later.

use crate::attachment::{
    ATTACHMENT_PART, Attachment, AttachmentId, MAX_ATTACHMENT, MAX_ATTACHMENTS, attachment_name,
};
use crate::commit::Change;
use crate::error::{ReadError, RecordFault, WriteError};
use crate::put::{Content, Put};
use crate::record::ItemRecord;
use crate::vault::fault;
use crate::{Action, Env, ItemId, Setting, Timestamp, Unlocked};
use serde::{Deserialize, Serialize};
use strongroom_crypto::{Envelope, Place};
use strongroom_secret::SecretBytes;
use strongroom_storage::{Class, RecordId};

/// The version that every part has: none is ever written twice.
const VERSION: u64 = 1;
/// How long a file that is being stored may take before it counts as given up, in milliseconds.
const GIVEN_UP: i64 = 24 * 60 * 60 * 1000;

/// A file that is being stored.
#[derive(Debug)]
pub struct Upload {
    id: AttachmentId,
    parts: u32,
    size: u64,
    /// Whether a part was shorter than a whole one: then it is the last.
    ended: bool,
}

impl Upload {
    /// Bytes that were stored.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// What is being stored, in the vault: who comes later can tell parts of an unfinished file from parts that were put there.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Uploads {
    uploads: Vec<Begun>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Begun {
    id: AttachmentId,
    parts: u32,
    begun: Timestamp,
}

impl Uploads {
    fn of(text: Option<&str>) -> Self {
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    fn text(&self) -> String {
        // Ids and numbers always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }

    fn grow(&mut self, id: AttachmentId, parts: u32, begun: Timestamp) {
        match self.uploads.iter_mut().find(|one| one.id == id) {
            Some(one) => one.parts = parts,
            None => self.uploads.push(Begun { id, parts, begun }),
        }
    }
}

impl Begun {
    fn records(&self) -> impl Iterator<Item = (Class, RecordId)> + use<> {
        let id = self.id;
        (0..self.parts).map(move |number| (Class::Attachment, id.part(number)))
    }
}

impl Unlocked {
    /// Begins to store a file. Nothing is written yet.
    pub fn begin_attachment(&self, env: Env<'_>) -> Result<Upload, WriteError> {
        Ok(Upload { id: AttachmentId::make(env.random)?, parts: 0, size: 0, ended: false })
    }

    /// Stores the next bytes of a file. All but the last time they must fill whole parts, of [`ATTACHMENT_PART`] bytes each.
    ///
    /// # Errors
    /// [`WriteError::TooLarge`] beyond [`MAX_ATTACHMENT`] bytes, and behind a part that is not whole.
    pub async fn store_attachment(
        &mut self,
        upload: &mut Upload,
        content: &SecretBytes,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        // Exposed to be cut and sealed.
        let content = content.expose();
        let size = upload.size.saturating_add(u64::try_from(content.len()).unwrap_or(u64::MAX));
        if size > MAX_ATTACHMENT || (upload.ended && !content.is_empty()) {
            return Err(WriteError::TooLarge);
        }
        let mut change = Change::default();
        let mut parts = upload.parts;
        for part in content.chunks(ATTACHMENT_PART) {
            change.puts.push(part_put(upload.id.part(parts), part));
            parts += 1;
        }
        let (id, begun) = (upload.id, env.clock.now());
        self.commit_uploads(change, |uploads| uploads.grow(id, parts, begun), env).await?;
        upload.ended = !content.len().is_multiple_of(ATTACHMENT_PART);
        (upload.parts, upload.size) = (parts, size);
        Ok(())
    }

    /// Hangs a file that was stored on an item, which becomes a new version.
    ///
    /// # Errors
    /// [`WriteError::TooLarge`] where the item has [`MAX_ATTACHMENTS`] files.
    pub async fn attach(
        &mut self,
        upload: &Upload,
        item: ItemId,
        name: &str,
        env: Env<'_>,
    ) -> Result<Attachment, WriteError> {
        let name = attachment_name(name);
        let attachment = Attachment { id: upload.id, name, size: upload.size, added: env.clock.now() };
        let edit = |record: &mut ItemRecord| {
            if record.attachments.len() >= MAX_ATTACHMENTS {
                return Err(WriteError::TooLarge);
            }
            record.attachments.push(attachment.clone());
            Ok(())
        };
        let mut attempt = 0;
        loop {
            let seen = self.header.generation;
            let before = self.read(item).await?;
            let mut uploads = Uploads::of(self.setting(Setting::Uploads).await?.as_deref());
            if self.header.generation != seen {
                continue;
            }
            if upload.parts > 0 && !uploads.uploads.iter().any(|one| one.id == upload.id) {
                // Given up, here or by another program: its parts are gone.
                return Err(ReadError::NotFound { what: "attachment" }.into());
            }
            let mut change = Change::default();
            let edit = |record: &mut ItemRecord, _| edit(record).map(|()| true);
            self.plan_rewrite(&mut change, &before, Action::Attach, &attachment.name, edit, env)?;
            uploads.uploads.retain(|one| one.id != upload.id);
            change.puts.push(self.setting_put(Setting::Uploads, uploads.text()));
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(attachment);
            }
        }
    }

    /// Removes what was stored of a file that is given up.
    pub async fn give_up(&mut self, upload: &Upload, env: Env<'_>) -> Result<(), WriteError> {
        let id = upload.id;
        self.remove_uploads(|one| one.id == id, env).await
    }

    /// Removes what was stored of files whose storing was cut off more than a day ago, here or elsewhere.
    pub async fn remove_given_up(&mut self, env: Env<'_>) -> Result<(), WriteError> {
        let now = env.clock.now();
        self.remove_uploads(|one| now.saturating_sub(one.begun) > GIVEN_UP, env).await
    }

    /// Reads a part of a file, which must be what the item says.
    pub async fn read_attachment(
        &self,
        attachment: &Attachment,
        number: u32,
    ) -> Result<SecretBytes, ReadError> {
        let missing = ReadError::NotFound { what: "attachment" };
        let size = attachment.part_size(number).ok_or(missing)?;
        let id = attachment.id.part(number);
        let body = self.storage.read(Class::Attachment, &[id]).await?.pop().flatten();
        let body = body.ok_or(fault(Class::Attachment, id, RecordFault::Missing))?;
        self.open_part(id, size, &body).map_err(|found| fault(Class::Attachment, id, found))
    }

    /// Reads whole parts of a file from its beginning, until there are that many bytes or no more: for what is small enough to be
    /// held in memory.
    pub async fn read_attachment_start(
        &self,
        attachment: &Attachment,
        limit: usize,
    ) -> Result<SecretBytes, ReadError> {
        let whole = usize::try_from(attachment.size).unwrap_or(usize::MAX);
        let room = whole.min(limit.saturating_add(ATTACHMENT_PART));
        // It has the room, so that nothing is left behind by growing.
        let mut content = SecretBytes::new(Vec::with_capacity(room));
        for number in 0..attachment.parts() {
            // Exposed to be measured and filled.
            if content.expose().len() >= limit {
                break;
            }
            let part = self.read_attachment(attachment, number).await?;
            content.expose_mut().extend_from_slice(part.expose());
        }
        Ok(content)
    }

    /// Opens a part, which must have that many bytes.
    pub(crate) fn open_part(
        &self,
        id: RecordId,
        size: usize,
        body: &[u8],
    ) -> Result<SecretBytes, RecordFault> {
        let damaged = |_| RecordFault::Damaged;
        Envelope::peek(body).map_err(damaged)?;
        let place = Place { class: Class::Attachment.number(), id: id.0, version: VERSION };
        let content = self.keys.open(&place, body).map_err(damaged)?;
        // Exposed to be measured.
        if content.expose().len() == size { Ok(content) } else { Err(RecordFault::Unreadable) }
    }

    /// Takes a file off an item, which becomes a new version; the version before it keeps the file.
    pub async fn detach(&mut self, item: ItemId, id: AttachmentId, env: Env<'_>) -> Result<(), WriteError> {
        let name = self.attachment_of(item, id).await?.name;
        let edit = |record: &mut ItemRecord, _| {
            let before = record.attachments.len();
            record.attachments.retain(|one| one.id != id);
            Ok(record.attachments.len() != before)
        };
        self.rewrite(&[item], Action::Detach, &name, edit, env).await.map(drop)
    }

    /// Gives a file another name; the item becomes a new version.
    pub async fn rename_attachment(
        &mut self,
        item: ItemId,
        id: AttachmentId,
        name: &str,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        self.attachment_of(item, id).await?;
        let name = attachment_name(name);
        let edit = |record: &mut ItemRecord, _| {
            let found = record.attachments.iter_mut().find(|one| one.id == id && one.name != name);
            Ok(found.map(|one| one.name.clone_from(&name)).is_some())
        };
        self.rewrite(&[item], Action::Update, "", edit, env).await.map(drop)
    }

    /// A file of an item.
    pub async fn attachment_of(&mut self, item: ItemId, id: AttachmentId) -> Result<Attachment, ReadError> {
        let found = self.read(item).await?.record.attachments.into_iter().find(|one| one.id == id);
        found.ok_or(ReadError::NotFound { what: "attachment" })
    }

    /// Files that are being stored: their parts belong to no item yet.
    pub(crate) async fn uploads_now(&self) -> Result<Vec<AttachmentId>, ReadError> {
        let text = self.read_setting(Setting::Uploads).await?;
        Ok(Uploads::of(text.as_deref()).uploads.into_iter().map(|one| one.id).collect())
    }

    async fn remove_uploads(
        &mut self,
        goes: impl Fn(&Begun) -> bool + Send + Sync,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let mut attempt = 0;
        loop {
            let mut uploads = Uploads::of(self.setting(Setting::Uploads).await?.as_deref());
            let mut change = Change::default();
            for one in uploads.uploads.extract_if(.., |one| goes(one)) {
                change.deletes.extend(one.records());
            }
            if change.deletes.is_empty() {
                return Ok(());
            }
            change.puts.push(self.setting_put(Setting::Uploads, uploads.text()));
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(());
            }
        }
    }

    /// Commits a change together with another list of what is being stored.
    async fn commit_uploads(
        &mut self,
        mut change: Change,
        edit: impl Fn(&mut Uploads) + Send + Sync,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let planned = change.puts.len();
        let mut attempt = 0;
        loop {
            let mut uploads = Uploads::of(self.setting(Setting::Uploads).await?.as_deref());
            edit(&mut uploads);
            change.puts.truncate(planned);
            change.puts.push(self.setting_put(Setting::Uploads, uploads.text()));
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(());
            }
        }
    }
}

/// The parts of a file that is small enough to be held as a whole, for a change that brings its item.
pub(crate) fn attachment_puts(attachment: &Attachment, content: &SecretBytes) -> impl Iterator<Item = Put> {
    let id = attachment.id;
    // Exposed to be cut.
    let parts = content.expose().chunks(ATTACHMENT_PART);
    (0..).zip(parts).map(move |(number, part)| part_put(id.part(number), part))
}

fn part_put(id: RecordId, part: &[u8]) -> Put {
    let content = Content::Ready(SecretBytes::new(part.to_vec()));
    Put { class: Class::Attachment, id, version: VERSION, content, listed: None }
}
