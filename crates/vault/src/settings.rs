//! Settings that travel with a vault: each one record with a text that only its owner understands. Not for secrets of
//! items, and not for what belongs to a machine.

use crate::commit::Change;
use crate::error::{ReadError, RecordFault, WriteError};
use crate::overview::Overview;
use crate::put::{Content, Put};
use crate::record::{SettingRecord, decode, encode};
use crate::vault::fault;
use crate::{Action, AuditEvent, Env, Unlocked};
use strongroom_storage::{Class, RecordId};

/// Bytes of a setting's text.
pub const MAX_SETTING: usize = 8 << 20;

/// What a vault can be set to. `docs/format.md` section 7 has the number and the text of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// The kinds of items that the user defined.
    ItemTypes,
    /// What was found of the vault's passwords in published breaches.
    Breaches,
    /// The user's own rules, and what they decided about those of others.
    Policies,
    /// Files whose storing began and has not ended.
    Uploads,
    /// What the last imports brought.
    Imports,
    /// How tables of other programs were read, by their headers.
    Tables,
}

impl Setting {
    /// Every one.
    pub const ALL: [Self; 6] =
        [Self::ItemTypes, Self::Breaches, Self::Policies, Self::Uploads, Self::Imports, Self::Tables];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::ItemTypes => "item_types",
            Self::Breaches => "breaches",
            Self::Policies => "policies",
            Self::Uploads => "uploads",
            Self::Imports => "imports",
            Self::Tables => "tables",
        }
    }

    /// The id of its record.
    pub fn id(self) -> RecordId {
        RecordId::counted(match self {
            Self::ItemTypes => 1,
            Self::Breaches => 2,
            Self::Policies => 3,
            Self::Uploads => 4,
            Self::Imports => 5,
            Self::Tables => 6,
        })
    }
}

impl Unlocked {
    /// The text of a setting; `None` where it was never set. Where another program changed the vault, it is looked at anew.
    pub async fn setting(&mut self, setting: Setting) -> Result<Option<String>, ReadError> {
        match self.read_setting(setting).await {
            Err(stale @ ReadError::Record { .. }) => {
                let seen = self.header.generation;
                if self.reload().await.is_err() || self.header.generation == seen {
                    return Err(stale);
                }
                self.read_setting(setting).await
            }
            done => done,
        }
    }

    /// Changes a setting, and leaves an audit entry with its name. `change` is given the text that is set, and again where
    /// another program set another one meanwhile; it gives the new one, or `None` to leave all as it is.
    ///
    /// # Errors
    /// [`WriteError::TooLarge`] beyond [`MAX_SETTING`] bytes.
    pub async fn change_setting(
        &mut self,
        setting: Setting,
        mut change: impl FnMut(Option<&str>) -> Option<String> + Send,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let mut attempt = 0;
        loop {
            let before = self.setting(setting).await?;
            let Some(value) = change(before.as_deref()) else { return Ok(()) };
            if value.len() > MAX_SETTING {
                return Err(WriteError::TooLarge);
            }
            let mut planned = Change::noting(AuditEvent::of_vault(Action::Setting, setting.name()));
            planned.puts.push(self.setting_put(setting, value));
            let outcome = self.try_commit(&planned, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(());
            }
        }
    }

    pub(crate) async fn read_setting(&self, setting: Setting) -> Result<Option<String>, ReadError> {
        let id = setting.id();
        let Some(entry) = self.index.entry(Class::Setting, id) else { return Ok(None) };
        let body = self.storage.read(Class::Setting, &[id]).await?.pop().flatten();
        let body = body.ok_or(fault(Class::Setting, id, RecordFault::Missing))?;
        let content = self.open_pinned(Class::Setting, id, entry.version, &entry.tag, &body)?;
        match decode::<SettingRecord>(&content) {
            Some(record) if record.name == setting.name() => Ok(Some(record.value)),
            _ => Err(fault(Class::Setting, id, RecordFault::Unreadable)),
        }
    }

    pub(crate) fn setting_put(&self, setting: Setting, value: String) -> Put {
        let version = self.index.entry(Class::Setting, setting.id()).map_or(1, |entry| entry.version + 1);
        let record = SettingRecord { name: setting.name().to_owned(), value };
        Put {
            class: Class::Setting,
            id: setting.id(),
            version,
            content: Content::Ready(encode(&record)),
            listed: Some((Overview::Setting, String::new())),
        }
    }
}
