//! Kinds of item that the user defines: kept in the vault, offered beside the program's own, and never in the way of items
//! that have them: whatever becomes of a kind, its items keep their fields.

use crate::app::App;
use crate::session::{Open, count};
use crate::types::{
    ItemType, ItemTypeDeleted, ItemTypeField, ItemTypeRequest, ItemTypeRow, ItemTypeSaved, ItemTypes,
    KindView, Kinds, Nothing, PatternTried, RenamedField, SaveItemTypeRequest, TemplateFieldView,
    TryPatternRequest,
};
use crate::{ApiError, ErrorCode};
use std::collections::HashMap;
use strongroom_credential::user_type::{MAX_FIELDS, MAX_TYPES, try_pattern};
use strongroom_credential::{FieldType, Kind, UserField, UserType, UserTypeError};
use strongroom_vault::{Action, ItemRecord};

/// Items that are judged anew before the answer; the rest follow with the ticks.
const JUDGED_AT_ONCE: usize = 256;
/// Longest example for a pattern, in bytes.
const MAX_EXAMPLE: usize = 64 * 1024;

impl App {
    /// The kinds that are known, with their fields: the program's own, then the user's where a vault is open.
    pub async fn kinds(&self, _: Nothing) -> Result<Kinds, ApiError> {
        let mut kinds: Vec<KindView> = Kind::templates().iter().map(built_in).collect();
        if let Ok(open) = self.session().await.open() {
            // Types that cannot be read are no reason to show no kind at all; `item_types` says what is wrong.
            let types = open.vault.item_types().await.unwrap_or_default();
            let own = types.iter().filter(|one| Kind::named(&one.name).template().is_none());
            kinds.extend(own.map(own_kind));
        }
        Ok(Kinds { kinds })
    }

    /// The kinds that the user defined, with how many items have each.
    pub async fn item_types(&self, _: Nothing) -> Result<ItemTypes, ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        let types = open.vault.item_types().await?;
        let row = |one: &UserType| ItemTypeRow { definition: shown(one), items: items(open, &one.name) };
        Ok(ItemTypes { types: types.iter().map(row).collect() })
    }

    /// Keeps a kind. Its items are judged by it from now on; where fields were renamed, those of the items follow.
    pub async fn save_item_type(&self, request: SaveItemTypeRequest) -> Result<ItemTypeSaved, ApiError> {
        let mut definition = read(request.definition)?;
        let mut session = self.session().await;
        let open = session.open()?;
        if definition.name.is_empty() {
            let types = open.vault.item_types().await?;
            let taken = |name: &str| {
                types.iter().any(|one| one.name == name) || !open.vault.items_of_kind(name).is_empty()
            };
            definition.name = UserType::free_name(&definition.label, taken);
        }
        definition.check()?;
        let mut refused = None;
        let put = |types: &mut Vec<UserType>| {
            refused = placed(types, &definition, request.replace).err();
            refused.is_none()
        };
        open.vault.change_item_types(put, self.env()).await?;
        if let Some(error) = refused {
            return Err(error);
        }
        let renamed = self.rename_fields(open, &definition, &request.renamed).await?;
        self.judge_anew(open, &definition.name).await?;
        Ok(ItemTypeSaved { items: items(open, &definition.name), renamed, definition: shown(&definition) })
    }

    /// Forgets a kind. Its items stay, with all their fields.
    pub async fn delete_item_type(&self, request: ItemTypeRequest) -> Result<ItemTypeDeleted, ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        let mut found = false;
        let remove = |types: &mut Vec<UserType>| {
            let before = types.len();
            types.retain(|one| one.name != request.name);
            found = types.len() < before;
            found
        };
        open.vault.change_item_types(remove, self.env()).await?;
        if !found {
            return Err(crate::browse::missing("type"));
        }
        self.judge_anew(open, &request.name).await?;
        Ok(ItemTypeDeleted { items: items(open, &request.name) })
    }

    /// Tries a pattern on an example. Needs no vault and keeps nothing.
    pub async fn try_pattern(&self, request: TryPatternRequest) -> Result<PatternTried, ApiError> {
        if request.example.len() > MAX_EXAMPLE {
            return Err(ApiError::invalid("the example is too long: shorten it"));
        }
        let fits = try_pattern(&request.pattern, &request.example);
        Ok(PatternTried { usable: fits.is_some(), fits: fits == Some(true) })
    }

    async fn rename_fields(
        &self,
        open: &mut Open,
        definition: &UserType,
        renamed: &[RenamedField],
    ) -> Result<u32, ApiError> {
        let to_fields = |one: &&RenamedField| definition.fields.iter().any(|field| field.name == one.to);
        let names = renamed.iter().take(MAX_FIELDS).filter(to_fields);
        let names: HashMap<&str, &str> = names.map(|one| (one.from.as_str(), one.to.as_str())).collect();
        if names.is_empty() {
            return Ok(0);
        }
        let edit = |record: &mut ItemRecord, _| {
            let mut changed = false;
            for field in record.item.fields.iter_mut().filter(|field| !field.custom) {
                if let Some(name) = names.get(field.name.as_str()) {
                    (*name).clone_into(&mut field.name);
                    changed = true;
                }
            }
            Ok(changed && record.item.kind.name() == definition.name)
        };
        let ids = open.vault.items_of_kind(&definition.name);
        Ok(count(open.vault.rewrite(&ids, Action::Update, "fields", edit, self.env()).await?))
    }

    async fn judge_anew(&self, open: &mut Open, name: &str) -> Result<(), ApiError> {
        open.vault.judge_anew(name, self.env()).await?;
        open.scores_pending = open.vault.score_pending(JUDGED_AT_ONCE, self.env()).await?;
        self.changed(open);
        Ok(())
    }
}

/// Puts a kind in the place of the one of its name, or behind the others.
fn placed(types: &mut Vec<UserType>, definition: &UserType, replace: bool) -> Result<(), ApiError> {
    match types.iter().position(|one| one.name == definition.name) {
        Some(_) if !replace => Err(ApiError::told(
            ErrorCode::Exists,
            "there is a type of this name already: replace it, or choose another name",
        )),
        None if types.len() >= MAX_TYPES => Err(UserTypeError::TooManyTypes.into()),
        Some(place) => {
            types.splice(place..=place, [definition.clone()]);
            Ok(())
        }
        None => {
            types.push(definition.clone());
            Ok(())
        }
    }
}

fn items(open: &Open, name: &str) -> u32 {
    count(open.vault.items_of_kind(name).len())
}

fn built_in(template: &strongroom_credential::KindTemplate) -> KindView {
    let fields = template.fields.iter().map(|field| TemplateFieldView {
        name: field.name.to_owned(),
        field_type: field.field_type.name().to_owned(),
        secret: field.field_type.is_secret(),
        repeats: field.repeats,
        multiline: field.multiline,
        required: false,
        hint: None,
    });
    KindView { name: template.kind.to_owned(), label: None, icon: None, fields: fields.collect() }
}

fn own_kind(own: &UserType) -> KindView {
    let fields = own.fields.iter().map(|field| TemplateFieldView {
        name: field.name.clone(),
        field_type: field.field_type.name().to_owned(),
        secret: field.field_type.is_secret(),
        repeats: field.repeats,
        multiline: field.multiline,
        required: field.required,
        hint: field.hint.clone(),
    });
    let (label, icon) = (Some(own.label.clone()), own.icon.clone());
    KindView { name: own.name.clone(), label, icon, fields: fields.collect() }
}

fn shown(one: &UserType) -> ItemType {
    let field = |field: &UserField| ItemTypeField {
        name: field.name.clone(),
        field_type: field.field_type.name().to_owned(),
        repeats: field.repeats,
        multiline: field.multiline,
        required: field.required,
        pattern: field.pattern.clone(),
        hint: field.hint.clone(),
    };
    let fields = one.fields.iter().map(field).collect();
    ItemType { name: one.name.clone(), label: one.label.clone(), icon: one.icon.clone(), fields }
}

fn read(one: ItemType) -> Result<UserType, ApiError> {
    if one.fields.len() > MAX_FIELDS {
        return Err(UserTypeError::BadFieldCount.into());
    }
    let field = |(place, field): (usize, ItemTypeField)| {
        let unknown = UserTypeError::UnknownFieldType { field: place };
        Ok(UserField {
            name: field.name,
            field_type: FieldType::from_name(&field.field_type).ok_or(unknown)?,
            repeats: field.repeats,
            multiline: field.multiline,
            required: field.required,
            pattern: field.pattern,
            hint: field.hint,
        })
    };
    let fields: Result<Vec<_>, UserTypeError> = one.fields.into_iter().enumerate().map(field).collect();
    Ok(UserType { name: one.name, label: one.label, icon: one.icon, fields: fields? })
}
