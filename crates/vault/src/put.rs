//! What one change puts into the storage, and how each record of it is sealed.

use crate::error::WriteError;
use crate::overview::Overview;
use crate::record::{ItemRecord, VersionRecord, VersionRef, encode, encode_item};
use crate::{Env, VersionId};
use strongroom_crypto::{Place, RecordTag, Sealer};
use strongroom_secret::SecretBytes;
use strongroom_storage::{Class, Record, RecordId};

/// Records that one processor plans or seals at least: for fewer, sharing the work takes longer than it saves.
pub(crate) const TOGETHER: usize = 64;

/// A record to be written, and what the index shall say of it.
pub(crate) struct Put {
    pub(crate) class: Class,
    pub(crate) id: RecordId,
    pub(crate) version: u64,
    pub(crate) content: Content,
    pub(crate) listed: Option<(Overview, String)>,
}

/// What a record shall say.
pub(crate) enum Content {
    /// This.
    Ready(SecretBytes),
    /// An item, and earlier versions of it that are new, to be added to its history: it names their tags, which are known
    /// only once they are sealed, and they are sealed only under the header that counts them.
    Item(Box<ItemRecord>, Vec<(VersionId, VersionRecord)>),
}

/// A record that is sealed, and earlier versions that are new.
pub(crate) struct Sealed {
    pub(crate) versions: Vec<Record>,
    pub(crate) record: Record,
}

impl Put {
    pub(crate) fn seal(&self, sealer: &Sealer<'_>, env: Env<'_>) -> Result<Sealed, WriteError> {
        let mut versions = Vec::new();
        let body = match &self.content {
            Content::Ready(content) => self.seal_content(content, sealer, env)?,
            Content::Item(record, fresh) => {
                let mut history = record.history.clone();
                for (id, former) in fresh {
                    let (reference, version) = seal_version(*id, former, sealer, env)?;
                    history.push(reference);
                    versions.push(version);
                }
                self.seal_content(&encode_item(record, &history), sealer, env)?
            }
        };
        Ok(Sealed { versions, record: Record { class: self.class, id: self.id, body } })
    }

    fn seal_content(
        &self,
        content: &SecretBytes,
        sealer: &Sealer<'_>,
        env: Env<'_>,
    ) -> Result<Vec<u8>, WriteError> {
        let place = Place { class: self.class.number(), id: self.id.0, version: self.version };
        // Exposed to be sealed.
        Ok(sealer.seal(&place, content.expose(), env.random)?)
    }
}

fn seal_version(
    id: VersionId,
    former: &VersionRecord,
    sealer: &Sealer<'_>,
    env: Env<'_>,
) -> Result<(VersionRef, Record), WriteError> {
    let place = Place { class: Class::Version.number(), id: id.0.0, version: former.version };
    // Exposed to be sealed.
    let body = sealer.seal(&place, encode(former).expose(), env.random)?;
    let reference = VersionRef { version: former.version, id, tag: tag_of(&body), saved: former.saved };
    Ok((reference, Record { class: Class::Version, id: id.0, body }))
}

impl Content {
    /// How many records it becomes.
    pub(crate) fn records(&self) -> u64 {
        match self {
            Self::Ready(_) => 1,
            Self::Item(_, fresh) => u64::try_from(fresh.len()).unwrap_or(u64::MAX).saturating_add(1),
        }
    }
}

/// The tag of a record that was just sealed.
pub(crate) fn tag_of(sealed: &[u8]) -> RecordTag {
    let Some(tag) = sealed.last_chunk() else { unreachable!("a sealed record ends with its tag") };
    *tag
}
