//! Files that hang on items: stored and written part by part, so that none is ever in memory as a whole. The session is free
//! between two steps; a lock in between ends the work.

use crate::app::{App, path_of};
use crate::browse::{REVEAL_SECONDS, item_id, missing};
use crate::convert::file_error;
use crate::create::free_path;
use crate::files::NewFile;
use crate::preview::{MAX_PREVIEW, preview};
use crate::session::Open;
use crate::types::{
    AddAttachmentRequest, AttachmentPreview, AttachmentRequest, AttachmentSaved, ItemView, Nothing, Progress,
    RenameAttachmentRequest, SaveAttachmentRequest,
};
use crate::{ApiError, ErrorCode, Event};
use std::io::Write;
use std::path::Path;
use std::sync::atomic::Ordering;
use strongroom_crypto::VaultId;
use strongroom_secret::SecretBytes;
use strongroom_vault::{
    ATTACHMENT_PART, Action, Attachment, AttachmentId, AuditEvent, ItemId, MAX_ATTACHMENT, Unlocked, Upload,
    WriteError,
};
use tokio::fs::File;
use tokio::io::AsyncReadExt;

/// Parts that are stored in one transaction, and after which it is told how far it is: 4 MiB.
const TOGETHER: usize = 16;
const TOO_LARGE: &str = "the file is larger than 2 GiB: split it, or keep it elsewhere";

impl App {
    /// Hangs a file of this machine on an item.
    pub async fn add_attachment(&self, request: AddAttachmentRequest) -> Result<ItemView, ApiError> {
        let id = item_id(&request.id)?;
        let path = path_of(&request.path)?;
        let failed = |error| file_error(&request.path, &error);
        let (mut file, size) = open_file(&path, failed).await?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut session = self.session().await;
        let open = session.open()?;
        // Without an item there is no need to read the file.
        open.vault.read(id).await?;
        open.vault.remove_given_up(self.env()).await?;
        let vault = *open.vault.header().vault();
        let mut upload = open.vault.begin_attachment(self.env())?;
        drop(session);
        let turn = self.attaching.fetch_add(1, Ordering::SeqCst).wrapping_add(1);
        let stored = self.store(&vault, &mut upload, &mut file, (size, turn), failed).await;
        let mut session = self.session().await;
        let open = same_vault(session.open()?, &vault)?;
        let attached = match stored {
            Ok(()) => open.vault.attach(&upload, id, &name, self.env()).await.map_err(ApiError::from),
            Err(error) => Err(error),
        };
        if let Err(error) = attached {
            // What stays is removed a day later.
            let _ = open.vault.give_up(&upload, self.env()).await;
            return Err(error);
        }
        self.view_after(open, id).await
    }

    /// Ends the storing of files that is going on.
    pub async fn cancel_attachments(&self, _: Nothing) -> Result<Nothing, ApiError> {
        self.attaching.fetch_add(1, Ordering::SeqCst);
        Ok(Nothing {})
    }

    async fn store(
        &self,
        vault: &VaultId,
        upload: &mut Upload,
        file: &mut File,
        (size, turn): (u64, u64),
        failed: impl Fn(std::io::Error) -> ApiError,
    ) -> Result<(), ApiError> {
        loop {
            self.attachment_progress(upload.size(), size);
            let content = next_parts(file).await.map_err(&failed)?;
            // Exposed to be measured.
            let length = content.expose().len();
            if self.attaching.load(Ordering::SeqCst) != turn {
                return Err(ApiError::told(
                    ErrorCode::Conflict,
                    "the file was not attached: it was cancelled",
                ));
            }
            if length > 0 {
                let mut session = self.session().await;
                let open = same_vault(session.open()?, vault)?;
                open.vault.store_attachment(upload, &content, self.env()).await.map_err(too_large)?;
            }
            if length < TOGETHER * ATTACHMENT_PART {
                self.attachment_progress(upload.size(), upload.size());
                return Ok(());
            }
        }
    }

    fn attachment_progress(&self, done: u64, total: u64) {
        let total = total.max(done);
        self.host.notify(Event::Progress(Progress { work: "attachment".to_owned(), done, total }));
    }

    /// Writes a file of an item where the person wants it, for its owner alone.
    pub async fn save_attachment(&self, request: SaveAttachmentRequest) -> Result<AttachmentSaved, ApiError> {
        let path = free_path(&request.path)?;
        let failed = |error| file_error(&request.path, &error);
        let mut session = self.session().await;
        let open = session.open()?;
        let vault = *open.vault.header().vault();
        let (id, attachment) = find(&mut open.vault, &request.of).await?;
        drop(session);
        let mut file = NewFile::begin(&path).map_err(failed)?;
        for number in 0..attachment.parts() {
            let mut session = self.session().await;
            let open = same_vault(session.open()?, &vault)?;
            let part = open.vault.read_attachment(&attachment, number).await?;
            drop(session);
            // Exposed because the person asked for it in a file.
            self.derive(|_| file.file().write_all(part.expose()).map_err(failed))?;
            if usize::try_from(number).is_ok_and(|number| number.is_multiple_of(TOGETHER)) {
                self.attachment_progress(u64::from(number), u64::from(attachment.parts()));
            }
        }
        let mut session = self.session().await;
        let open = same_vault(session.open()?, &vault)?;
        // Before the file has its name: there shall be none that the trail does not show.
        let event = AuditEvent::of_item(Action::ReadAttachment, id, attachment.name.clone());
        open.note(event, self.env()).await?;
        self.changed(open);
        drop(session);
        self.derive(|_| file.keep().map_err(failed))?;
        self.attachment_progress(1, 1);
        Ok(AttachmentSaved { path: path.display().to_string(), bytes: attachment.size })
    }

    /// Shows a file, if it is text or a picture.
    pub async fn preview_attachment(
        &self,
        request: AttachmentRequest,
    ) -> Result<AttachmentPreview, ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        let (id, attachment) = find(&mut open.vault, &request).await?;
        let content = open.vault.read_attachment_start(&attachment, MAX_PREVIEW).await?;
        let shown = preview(&content, attachment.size);
        let event = AuditEvent::of_item(Action::ReadAttachment, id, attachment.name);
        open.note(event, self.env()).await?;
        Ok(AttachmentPreview { seconds: REVEAL_SECONDS, ..shown })
    }

    /// Takes a file off an item; the item's earlier versions keep it.
    pub async fn remove_attachment(&self, request: AttachmentRequest) -> Result<ItemView, ApiError> {
        let (id, attachment) = (item_id(&request.id)?, attachment_id(&request.attachment)?);
        let mut session = self.session().await;
        let open = session.open()?;
        open.vault.detach(id, attachment, self.env()).await?;
        self.view_after(open, id).await
    }

    /// Gives a file of an item another name.
    pub async fn rename_attachment(&self, request: RenameAttachmentRequest) -> Result<ItemView, ApiError> {
        let (id, attachment) = (item_id(&request.id)?, attachment_id(&request.attachment)?);
        if request.name.trim().is_empty() {
            return Err(ApiError::invalid("the name is empty: enter one"));
        }
        let mut session = self.session().await;
        let open = session.open()?;
        open.vault.rename_attachment(id, attachment, &request.name, self.env()).await?;
        self.view_after(open, id).await
    }
}

impl App {
    /// Hangs copies of the files of one item on another.
    pub(crate) async fn copy_attachments(
        &self,
        open: &mut Open,
        files: &[Attachment],
        to: ItemId,
    ) -> Result<(), ApiError> {
        for file in files {
            let mut upload = open.vault.begin_attachment(self.env())?;
            for number in 0..file.parts() {
                let part = open.vault.read_attachment(file, number).await?;
                open.vault.store_attachment(&mut upload, &part, self.env()).await?;
            }
            open.vault.attach(&upload, to, &file.name, self.env()).await?;
        }
        Ok(())
    }
}

/// The vault may have been locked, and another opened, between two steps.
fn same_vault<'a>(open: &'a mut Open, vault: &VaultId) -> Result<&'a mut Open, ApiError> {
    if open.vault.header().vault() == vault { Ok(open) } else { Err(ApiError::locked()) }
}

async fn find(vault: &mut Unlocked, request: &AttachmentRequest) -> Result<(ItemId, Attachment), ApiError> {
    let (id, wanted) = (item_id(&request.id)?, attachment_id(&request.attachment)?);
    let item = vault.read(id).await?;
    let files = match request.version {
        Some(version) if version != item.version => vault.read_version(&item, version).await?.attachments,
        _ => item.record.attachments,
    };
    let found = files.into_iter().find(|file| file.id == wanted);
    Ok((id, found.ok_or_else(|| missing("attachment"))?))
}

fn attachment_id(text: &str) -> Result<AttachmentId, ApiError> {
    AttachmentId::parse(text).ok_or_else(|| missing("attachment"))
}

fn too_large(error: WriteError) -> ApiError {
    match error {
        WriteError::TooLarge => ApiError::invalid(TOO_LARGE),
        other => other.into(),
    }
}

async fn open_file(
    path: &Path,
    failed: impl Fn(std::io::Error) -> ApiError,
) -> Result<(File, u64), ApiError> {
    // Looked at before it is opened: the opening of a pipe may never return.
    let found = tokio::fs::metadata(path).await.map_err(&failed)?;
    if !found.is_file() {
        return Err(ApiError::invalid("there is no regular file: choose a file"));
    }
    if found.len() > MAX_ATTACHMENT {
        return Err(ApiError::invalid(TOO_LARGE));
    }
    Ok((File::open(path).await.map_err(&failed)?, found.len()))
}

/// The next whole parts; less only at the end of the file.
async fn next_parts(file: &mut File) -> Result<SecretBytes, std::io::Error> {
    const LENGTH: usize = TOGETHER * ATTACHMENT_PART;
    let mut content = SecretBytes::new(Vec::with_capacity(LENGTH));
    let limit = u64::try_from(LENGTH).unwrap_or(u64::MAX);
    // Exposed to be filled; it has the room, so that nothing is left behind by growing.
    file.take(limit).read_to_end(content.expose_mut()).await?;
    Ok(content)
}
