//! The domain: a vault locked and unlocked, its items, versions, folders, search and audit trail.
//!
//! Knows no window, no file and no database: records go to a [`Storage`](strongroom_storage::Storage), sealed. Time and
//! randomness come in as parameters. A secret leaves only in an item that was asked for.

mod anchor;
mod attaching;
mod attachment;
mod audit;
mod breaches;
mod check;
mod clock;
mod commit;
mod create;
mod duplicates;
mod error;
mod folders;
#[cfg(fuzzing)]
pub mod fuzzing;
mod health;
mod id;
mod import;
mod imports;
mod index;
mod items;
mod judge;
mod merge;
mod open;
mod order;
mod overview;
mod page;
mod purge;
mod put;
mod query;
mod rebuild;
mod record;
mod reload;
mod scores;
mod search;
mod settings;
mod slots;
mod trail;
mod types;
mod undo;
mod vault;
mod verify;

pub use anchor::{Anchor, Lineage};
pub use attaching::Upload;
pub use attachment::{
    ATTACHMENT_PART, Attachment, AttachmentId, MAX_ATTACHMENT, MAX_ATTACHMENTS, attachment_name,
};
pub use audit::{Action, AuditEntry, AuditEvent};
pub use breaches::{BreachCheck, BreachResult, BreachSource, Breaches, Fingerprint};
pub use check::{Check, CheckProgress};
pub use clock::{Clock, Timestamp};
pub use create::prepare;
pub use duplicates::{Comparable, Compared, Standing};
pub use error::{IndexFault, OpenVaultError, ReadError, RecordFault, WriteError};
pub use folders::FolderNode;
pub use health::{AGES, COMING, HORIZONS, Health, PartScore, Score, ScorePart};
pub use id::{FolderId, ImportId, ItemId, VersionId};
pub use import::{ImportPlan, Imported, Incoming, Merging, Order};
pub use imports::PastImport;
pub use items::{Former, NewAttachment, NewItem};
pub use open::Locked;
pub use overview::{FolderOverview, ItemOverview, KnownStrength};
pub use query::{Query, Sort, View};
pub use rebuild::Rebuilt;
pub use record::{FolderRecord, ItemRecord, SettingRecord, VersionRecord, VersionRef};
pub use settings::{MAX_SETTING, Setting};
pub use undo::{Left, Undone, WhyLeft};
pub use vault::{Counts, Env, OpenedItem, Unlocked};
pub use verify::{Problem, Verification};
