//! Reading the whole vault: every record against its entry, every entry against its record, the audit chain link by link.

use crate::error::{OpenVaultError, RecordFault};
use crate::open::read_header;
use crate::record::{
    FolderRecord, ItemRecord, SettingRecord, VersionRecord, VersionRef, decode, decode_item,
};
use crate::{Attachment, AttachmentId, ItemId, Unlocked};
use futures_util::TryStreamExt;
use std::collections::HashMap;
use strongroom_storage::{Class, Record, RecordId, StorageError};

/// How often a vault that others keep changing is verified again.
const ATTEMPTS: u32 = 20;
/// Problems beyond these are counted but not named.
const MAX_NAMED: usize = 100;

/// What reading the whole vault found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// Items read.
    pub items: usize,
    /// Records of all classes read.
    pub records: usize,
    /// Audit entries whose links hold.
    pub audit_entries: u64,
    /// What is wrong; at most 100 of them.
    pub problems: Vec<Problem>,
    /// How many things are wrong.
    pub faults: usize,
}

/// Something wrong with a vault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A record is not what it should be.
    #[error("{class:?} {id} {fault}")]
    Record {
        /// Its class.
        class: Class,
        /// Its id.
        id: RecordId,
        /// What is wrong.
        fault: RecordFault,
    },
    /// The header, or the manifest of the pages, is not what a holder of the key wrote.
    #[error("the vault's header or index was changed by someone without its key")]
    Header,
    /// The storage's own structure is damaged, so that records may be hidden.
    #[error("the structure of the vault file is damaged: records may be hidden")]
    Structure,
    /// The audit chain breaks at this entry: it was changed, or what follows it was written to another past.
    #[error("the audit chain breaks at entry {number}")]
    Chain {
        /// The first bad entry.
        number: u64,
    },
}

impl Verification {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults == 0
    }

    pub(crate) fn add(&mut self, problem: Problem) {
        self.faults += 1;
        if self.problems.len() < MAX_NAMED {
            self.problems.push(problem);
        }
    }

    pub(crate) fn record(&mut self, class: Class, id: RecordId, fault: RecordFault) {
        self.add(Problem::Record { class, id, fault });
    }
}

type Versions = HashMap<RecordId, (ItemId, VersionRef)>;

/// What a record of an item, or of an earlier version of one, names besides itself.
#[derive(Default)]
pub(crate) struct Named {
    pub(crate) history: Vec<VersionRef>,
    pub(crate) attachments: Vec<Attachment>,
}

/// Files by what names their parts, each with the part that must come next.
type Files = HashMap<AttachmentId, (Attachment, u32)>;

impl Unlocked {
    /// Reads and verifies every record, and header and pages again. Where another program changes the vault meanwhile, it
    /// begins anew: a state in between would look damaged.
    pub async fn verify(&mut self) -> Result<Verification, StorageError> {
        let mut attempt = 0;
        loop {
            let header = self.reload().await;
            let mut found = self.verify_structure().await?;
            self.verify_records(&mut found).await?;
            match header {
                Ok(()) => {}
                Err(OpenVaultError::Storage(error)) => return Err(error),
                Err(_) => found.add(Problem::Header),
            }
            attempt += 1;
            if found.is_sound() || attempt == ATTEMPTS || !self.is_behind().await? {
                return Ok(found);
            }
        }
    }

    /// Whether another program has changed the vault since it was last looked at.
    async fn is_behind(&self) -> Result<bool, StorageError> {
        match read_header(&*self.storage, &self.keys).await {
            Ok(header) => Ok(header.generation != self.header.generation),
            Err(OpenVaultError::Storage(error)) => Err(error),
            Err(_) => Ok(false),
        }
    }

    async fn verify_structure(&self) -> Result<Verification, StorageError> {
        let mut found = Verification::default();
        match self.storage.examine().await {
            Err(StorageError::Damaged { .. }) => found.add(Problem::Structure),
            done => done?,
        }
        Ok(found)
    }

    async fn verify_records(&self, found: &mut Verification) -> Result<(), StorageError> {
        let (mut versions, mut files) = (Versions::new(), Files::new());
        for class in [Class::Item, Class::Folder, Class::Setting] {
            self.verify_listed(class, &mut versions, &mut files, found).await?;
        }
        self.verify_versions(versions, &mut files, found).await?;
        self.verify_attachments(files, found).await?;
        self.verify_pages(found).await?;
        self.verify_chain(found).await
    }

    async fn verify_listed(
        &self,
        class: Class,
        versions: &mut Versions,
        files: &mut Files,
        found: &mut Verification,
    ) -> Result<(), StorageError> {
        let mut seen = 0_usize;
        let mut records = self.storage.stream(class);
        while let Some(Record { id, body, .. }) = records.try_next().await? {
            found.records += 1;
            found.items += usize::from(class == Class::Item);
            seen += usize::from(self.index.entry(class, id).is_some());
            match self.look_at(class, id, &body) {
                Ok(Named { history, attachments }) => {
                    versions.extend(history.into_iter().map(|one| (one.id.0, (ItemId(id), one))));
                    files.extend(attachments.into_iter().map(|file| (file.id, (file, 0))));
                }
                Err(fault) => found.record(class, id, fault),
            }
        }
        let listed = || self.index.entries().filter(|(_, entry)| entry.class == class);
        if seen != listed().count() {
            let ids: Vec<RecordId> = listed().map(|(_, entry)| entry.id).collect();
            self.name_missing(class, &ids, found).await?;
        }
        Ok(())
    }

    async fn name_missing(
        &self,
        class: Class,
        ids: &[RecordId],
        found: &mut Verification,
    ) -> Result<(), StorageError> {
        for chunk in ids.chunks(500) {
            let bodies = self.storage.read(class, chunk).await?;
            for (id, _) in chunk.iter().zip(bodies).filter(|(_, body)| body.is_none()) {
                found.record(class, *id, RecordFault::Missing);
            }
        }
        Ok(())
    }

    /// What is wrong with a record that an entry of the index must list; what an item names with which nothing is.
    pub(crate) fn look_at(&self, class: Class, id: RecordId, body: &[u8]) -> Result<Named, RecordFault> {
        let entry = self.index.entry(class, id).ok_or(RecordFault::Unlisted)?;
        let content = self.open_as(class, id, entry.version, &entry.tag, body)?;
        let unreadable = RecordFault::Unreadable;
        match class {
            Class::Item => {
                let ItemRecord { history, attachments, .. } =
                    decode_item(&content, entry.version).ok_or(unreadable)?;
                Ok(Named { history, attachments })
            }
            Class::Folder => decode::<FolderRecord>(&content).ok_or(unreadable).map(|_| Named::default()),
            Class::Setting => decode::<SettingRecord>(&content).ok_or(unreadable).map(|_| Named::default()),
            _ => Ok(Named::default()),
        }
    }

    /// What is wrong with the record of an earlier version that an item pins; what it names where nothing is.
    pub(crate) fn look_at_version(
        &self,
        of: ItemId,
        pinned: &VersionRef,
        body: &[u8],
    ) -> Result<Named, RecordFault> {
        let content = self.open_as(Class::Version, pinned.id.0, pinned.version, &pinned.tag, body)?;
        match decode::<VersionRecord>(&content) {
            Some(version) if (version.of, version.version) == (of, pinned.version) => {
                Ok(Named { history: Vec::new(), attachments: version.attachments })
            }
            _ => Err(RecordFault::Unreadable),
        }
    }

    /// What is wrong with the record of an index page.
    pub(crate) fn look_at_page(&self, id: RecordId, body: &[u8]) -> Result<(), RecordFault> {
        let page = self.index.page_by_id(&id.0).ok_or(RecordFault::Unlisted)?;
        self.open_as(Class::Page, id, page.version, &page.tag, body).map(drop)
    }

    async fn verify_versions(
        &self,
        mut versions: Versions,
        files: &mut Files,
        found: &mut Verification,
    ) -> Result<(), StorageError> {
        let mut records = self.storage.stream(Class::Version);
        while let Some(Record { class, id, body }) = records.try_next().await? {
            found.records += 1;
            let Some((of, pinned)) = versions.remove(&id) else {
                found.record(class, id, RecordFault::Unlisted);
                continue;
            };
            match self.look_at_version(of, &pinned, &body) {
                Ok(named) => files.extend(named.attachments.into_iter().map(|file| (file.id, (file, 0)))),
                Err(fault) => found.record(class, id, fault),
            }
        }
        let mut missing: Vec<RecordId> = versions.into_keys().collect();
        missing.sort_unstable();
        missing.into_iter().for_each(|id| found.record(Class::Version, id, RecordFault::Missing));
        Ok(())
    }

    /// Every part of every file, in their order. What belongs to no file must be one that is being stored.
    async fn verify_attachments(
        &self,
        mut files: Files,
        found: &mut Verification,
    ) -> Result<(), StorageError> {
        // Where the setting cannot be read, that was found before.
        let begun = self.uploads_now().await.unwrap_or_default();
        let mut records = self.storage.stream(Class::Attachment);
        while let Some(Record { class, id, body }) = records.try_next().await? {
            found.records += 1;
            let (of, number) = AttachmentId::of(id);
            let Some((file, next)) = files.get_mut(&of).filter(|(file, _)| number < file.parts()) else {
                if !begun.contains(&of) {
                    found.record(class, id, RecordFault::Unlisted);
                }
                continue;
            };
            (*next..number).for_each(|gone| found.record(class, of.part(gone), RecordFault::Missing));
            *next = number.saturating_add(1);
            if let Err(fault) = self.look_at_part(file, number, &body) {
                found.record(class, id, fault);
            }
        }
        let mut missing: Vec<RecordId> = files
            .values()
            .flat_map(|(file, next)| file.records().skip_while(|id| AttachmentId::of(*id).1 < *next))
            .collect();
        missing.sort_unstable();
        missing.into_iter().for_each(|id| found.record(Class::Attachment, id, RecordFault::Missing));
        Ok(())
    }

    /// What is wrong with a part of a file.
    pub(crate) fn look_at_part(
        &self,
        file: &Attachment,
        number: u32,
        body: &[u8],
    ) -> Result<(), RecordFault> {
        let size = file.part_size(number).ok_or(RecordFault::Unlisted)?;
        self.open_part(file.id.part(number), size, body).map(drop)
    }

    async fn verify_pages(&self, found: &mut Verification) -> Result<(), StorageError> {
        let mut records = self.storage.stream(Class::Page);
        let mut seen = 0;
        while let Some(Record { class, id, body }) = records.try_next().await? {
            found.records += 1;
            seen += usize::from(self.index.page_by_id(&id.0).is_some());
            if let Err(fault) = self.look_at_page(id, &body) {
                found.record(class, id, fault);
            }
        }
        if seen != self.index.pages().len() {
            let ids: Vec<RecordId> = self.index.pages().iter().map(|page| RecordId(page.id)).collect();
            self.name_missing(Class::Page, &ids, found).await?;
        }
        Ok(())
    }
}
