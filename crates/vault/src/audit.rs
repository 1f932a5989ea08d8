//! The audit trail: every entry holds the mac of the one before it, and the header holds the last.
//! `docs/format.md` section 8. No entry holds a secret.

use crate::{ItemId, Timestamp};
use strongroom_crypto::VaultKeys;
use strongroom_crypto::wire::{Reader, WireError, Writer};
use strongroom_secret::SecretBytes;
use strongroom_storage::RecordId;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// The vault came to be.
    CreateVault,
    /// It was opened.
    Unlock,
    /// Somebody tried to open it and could not; written at the next unlock.
    FailedUnlock,
    /// It was opened with the recovery code.
    Recover,
    /// Its ways in were changed.
    ChangeSlots,
    /// It was locked.
    Lock,
    /// An item came to be.
    Create,
    /// A secret was shown.
    Reveal,
    /// A secret was put on the clipboard.
    Copy,
    /// An item was changed.
    Update,
    /// An item was put into the trash.
    Delete,
    /// An item was taken out of the trash, or set back to an earlier version.
    Restore,
    /// An item was removed for good.
    Purge,
    /// A folder was made, changed or removed.
    Folder,
    /// Items came from another program.
    Import,
    /// A backup was written.
    Export,
    /// The vault came to be from a backup.
    RestoreVault,
    /// The whole vault was verified.
    Verify,
    /// The index was made anew from the records.
    RebuildIndex,
    /// A setting that travels with the vault was changed.
    Setting,
    /// Passwords were read to be looked up among published ones.
    CheckBreaches,
    /// A secret of an item was about to be used with another machine, because a person asked.
    Contact,
    /// A file was hung on an item.
    Attach,
    /// A file was read: it was shown, or written somewhere.
    ReadAttachment,
    /// A file was taken off an item.
    Detach,
    /// What an import had brought was taken back.
    UndoImport,
    /// Passwords were read to measure how long they are.
    MeasurePasswords,
}

impl Action {
    /// Its stable name, as it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::CreateVault => "create_vault",
            Self::Unlock => "unlock",
            Self::FailedUnlock => "failed_unlock",
            Self::Recover => "recover",
            Self::ChangeSlots => "change_slots",
            Self::Lock => "lock",
            Self::Create => "create",
            Self::Reveal => "reveal",
            Self::Copy => "copy",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Purge => "purge",
            Self::Folder => "folder",
            Self::Import => "import",
            Self::Export => "export",
            Self::RestoreVault => "restore_vault",
            Self::Verify => "verify",
            Self::RebuildIndex => "rebuild_index",
            Self::Setting => "setting",
            Self::CheckBreaches => "check_breaches",
            Self::Contact => "contact",
            Self::Attach => "attach",
            Self::ReadAttachment => "read_attachment",
            Self::Detach => "detach",
            Self::UndoImport => "undo_import",
            Self::MeasurePasswords => "measure_passwords",
        }
    }
}

/// Something that happened, to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    /// What.
    pub action: Action,
    /// To which item.
    pub item: Option<ItemId>,
    /// More about it: a field's name, a count. Never a secret.
    pub detail: String,
}

impl AuditEvent {
    /// Something that happened to the vault as a whole.
    pub fn of_vault(action: Action, detail: impl Into<String>) -> Self {
        Self { action, item: None, detail: detail.into() }
    }

    /// Something that happened to an item.
    pub fn of_item(action: Action, item: ItemId, detail: impl Into<String>) -> Self {
        Self { action, item: Some(item), detail: detail.into() }
    }
}

/// An entry of the trail. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number in the chain, from zero.
    pub number: u64,
    /// When it happened.
    pub at: Timestamp,
    /// What happened: one of [`Action`]'s names, or one of a newer program's.
    pub action: String,
    /// To which item.
    pub item: Option<ItemId>,
    /// More about it.
    pub detail: String,
    /// The mac of the entry before it.
    pub(crate) previous: [u8; 32],
}

/// The end of the chain: how many entries, and the mac of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ChainEnd {
    pub(crate) entries: u64,
    pub(crate) head: [u8; 32],
}

impl ChainEnd {
    /// Before the first entry.
    pub(crate) const START: Self = Self { entries: 0, head: [0; 32] };

    /// The content of the next entry; the chain ends behind it from now on.
    pub(crate) fn append(
        &mut self,
        event: &AuditEvent,
        at: Timestamp,
        keys: &VaultKeys,
    ) -> Result<SecretBytes, WireError> {
        let mut writer = Writer::new();
        writer.raw(&self.head).i64(at).text(event.action.name())?;
        writer.optional_id(event.item.as_ref().map(|item| &item.0.0)).text(&event.detail)?;
        let content = SecretBytes::new(writer.finish());
        self.follow(&content, keys);
        Ok(content)
    }

    /// The chain ends behind this content from now on.
    pub(crate) fn follow(&mut self, content: &SecretBytes, keys: &VaultKeys) {
        // Exposed to be authenticated.
        self.head = keys.audit_mac(self.entries, content.expose());
        self.entries += 1;
    }
}

impl AuditEntry {
    pub(crate) fn decode(number: u64, content: &SecretBytes) -> Result<Self, WireError> {
        let mut reader = Reader::new(content.expose());
        let entry = Self {
            number,
            previous: reader.array()?,
            at: reader.i64()?,
            action: reader.text()?.to_owned(),
            item: reader.optional_id()?.map(|id| ItemId(RecordId(id))),
            detail: reader.text()?.to_owned(),
        };
        reader.finish()?;
        Ok(entry)
    }
}
