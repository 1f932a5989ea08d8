//! The kinds of item that the user defined, as a setting of the vault: read when they are needed and kept until another
//! program or this one changes them. What cannot be read is never written over.

use crate::commit::Change;
use crate::error::{ReadError, RecordFault, WriteError};
use crate::overview::Judgement;
use crate::vault::fault;
use crate::{Env, ItemId, Setting, Unlocked};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use strongroom_credential::{Kind, UserType};
use strongroom_crypto::RecordTag;
use strongroom_storage::Class;

/// The text of the setting.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    types: Vec<UserType>,
}

/// The types, and the record that they were read from.
#[derive(Default)]
pub(crate) struct KnownTypes {
    tag: Option<RecordTag>,
    types: Arc<[UserType]>,
}

impl KnownTypes {
    /// The type that items of that kind have.
    pub(crate) fn of(&self, kind: &Kind) -> Option<&UserType> {
        UserType::of(&self.types, kind)
    }
}

impl Unlocked {
    /// The types that the user defined, in their order.
    ///
    /// # Errors
    /// [`RecordFault::Unreadable`] also where a newer program wrote them in a form that this one does not know.
    pub async fn item_types(&mut self) -> Result<Arc<[UserType]>, ReadError> {
        let text = self.setting(Setting::ItemTypes).await?;
        let types = parsed(text.as_deref()).ok_or(unreadable())?.into();
        self.types = KnownTypes { tag: self.types_tag(), types };
        Ok(Arc::clone(&self.types.types))
    }

    /// Changes the types, all together. `change` says whether it changed any, and is asked again where another program
    /// changed them meanwhile.
    ///
    /// # Errors
    /// As [`Unlocked::item_types`]; [`WriteError::TooLarge`] where they are too many to be kept.
    pub async fn change_item_types(
        &mut self,
        mut change: impl FnMut(&mut Vec<UserType>) -> bool + Send,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let mut known = true;
        let edit = |text: Option<&str>| {
            let types = parsed(text);
            known = types.is_some();
            let mut types = types?;
            change(&mut types).then(|| serde_json::to_string(&Stored { types }).ok()).flatten()
        };
        self.change_setting(Setting::ItemTypes, edit, env).await?;
        if known { Ok(()) } else { Err(unreadable().into()) }
    }

    /// All items of a kind, those in the trash too.
    pub fn items_of_kind(&self, kind: &str) -> Vec<ItemId> {
        let items = self.index.items().filter(|(_, item)| item.kind.name() == kind);
        items.map(|(id, _)| id).collect()
    }

    /// Has [`Unlocked::score_pending`] judge all items of a kind anew, whose definition has changed.
    pub async fn judge_anew(&mut self, kind: &str, env: Env<'_>) -> Result<(), WriteError> {
        let mut attempt = 0;
        loop {
            let judgements = self.items_of_kind(kind).into_iter().map(|id| (id.0, Judgement::PENDING));
            let change = Change { judgements: judgements.collect(), ..Change::default() };
            if change.judgements.is_empty() {
                return Ok(());
            }
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(());
            }
        }
    }

    /// Reads the types again where they are others now. Where they cannot be read, items are judged without them.
    pub(crate) async fn refresh_types(&mut self) {
        if self.types.tag != self.types_tag() && self.item_types().await.is_err() {
            self.types = KnownTypes { tag: self.types_tag(), types: Arc::default() };
        }
    }

    fn types_tag(&self) -> Option<RecordTag> {
        self.index.entry(Class::Setting, Setting::ItemTypes.id()).map(|entry| entry.tag)
    }
}

fn parsed(text: Option<&str>) -> Option<Vec<UserType>> {
    match text {
        None => Some(Vec::new()),
        Some(text) => serde_json::from_str::<Stored>(text).ok().map(|stored| stored.types),
    }
}

fn unreadable() -> ReadError {
    fault(Class::Setting, Setting::ItemTypes.id(), RecordFault::Unreadable)
}
