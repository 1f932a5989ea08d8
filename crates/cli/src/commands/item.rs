//! Single items: adding, reading, changing, deleting, and what they were before.

use super::attach;
use super::types::place;
use crate::arguments::{Add, Edit, Get};
use crate::assignment::Assignment;
use crate::failure::{Exit, Failure};
use crate::find::{self, FieldPlace, joined, no_field};
use crate::session::Session;
use crate::time;
use strongroom_api::types::{
    CreateItemRequest, DraftValue, FieldDraft, FieldRequest, FieldView, History, ItemDraft, ItemRequest,
    ItemView, ItemsRequest, KindView, Nothing, OneTimeCode, Revealed, UpdateItemRequest, VersionRow,
};
use strongroom_secret::SecretString;

/// What stands in place of a secret.
const HIDDEN: &str = "********";

pub(super) async fn add(session: &mut Session, add: Add) -> Result<Exit, Failure> {
    let assignments = parsed(&add.fields)?;
    session.open().await?;
    let kind = kind(session, &add.kind).await?;
    let folder = match &add.folder {
        Some(name) => Some(find::folder(&session.app, name).await?),
        None => None,
    };
    let mut draft = ItemDraft {
        kind: kind.name.clone(),
        title: add.name,
        fields: Vec::new(),
        notes: SecretString::default(),
        tags: add.tags,
        favourite: add.favourite,
        folder,
    };
    for assignment in assignments {
        let value = value_of(session, &assignment)?;
        match assignment.name.as_str() {
            "notes" if assignment.field_type.is_none() => draft.notes = value,
            _ => draft.fields.push(new_field(&kind, &assignment.name, assignment.field_type, value)),
        }
    }
    let item = session.app.create_item(CreateItemRequest { draft }).await?;
    session.output.answer(&item, |item| vec![format!("added {}  {}", item.id, item.title)])?;
    Ok(Exit::Done)
}

fn parsed(fields: &[String]) -> Result<Vec<Assignment>, Failure> {
    fields.iter().map(|field| Assignment::parse(field)).collect()
}

fn value_of(session: &mut Session, assignment: &Assignment) -> Result<SecretString, Failure> {
    match &assignment.value {
        Some(value) => Ok(value.clone()),
        None => session.secrets.ask_input(&format!("value of {}", assignment.name)),
    }
}

async fn kind(session: &Session, name: &str) -> Result<KindView, Failure> {
    let kinds = session.app.kinds(Nothing {}).await?.kinds;
    let known = joined(kinds.iter().map(|kind| kind.label.as_ref().unwrap_or(&kind.name)));
    let names = kinds.iter().map(|kind| (kind.name.as_str(), kind.label.as_deref().unwrap_or_default()));
    let found = place(names, name).and_then(|place| kinds.into_iter().nth(place));
    found.ok_or_else(|| Failure::NoKind { kind: name.to_owned(), known })
}

/// A field as the kind's template has it, or a custom one.
fn new_field(kind: &KindView, name: &str, field_type: Option<&str>, value: SecretString) -> FieldDraft {
    let template = kind.fields.iter().find(|field| field.name == name && field_type.is_none());
    FieldDraft {
        name: name.to_owned(),
        field_type: template.map_or(field_type.unwrap_or("text"), |field| &field.field_type).to_owned(),
        custom: template.is_none(),
        value: DraftValue::New { value },
    }
}

pub(super) async fn edit(session: &mut Session, edit: Edit) -> Result<Exit, Failure> {
    let assignments = parsed(&edit.fields)?;
    if assignments.is_empty() && edit.remove.is_empty() {
        return Err(Failure::NothingToChange);
    }
    session.open().await?;
    let item = find::item(&session.app, &edit.name).await?;
    // An item of a kind that this program does not know keeps its fields; new ones are custom.
    let kinds = session.app.kinds(Nothing {}).await?.kinds;
    let kind = kinds.into_iter().find(|kind| kind.name == item.kind);
    let kind = kind.unwrap_or_else(|| KindView {
        name: item.kind.clone(),
        label: None,
        icon: None,
        fields: Vec::new(),
    });
    let mut changed = Changed::of(&item);
    for assignment in assignments {
        let value = value_of(session, &assignment)?;
        changed.assign(&item, &kind, assignment, value)?;
    }
    for name in &edit.remove {
        changed.remove(&item, name)?;
    }
    let request =
        UpdateItemRequest { id: item.id.clone(), version: item.version, draft: changed.into_draft(item) };
    let item = session.app.update_item(request).await?;
    session.output.answer(&item, |item| vec![format!("changed {}  {}", item.id, item.title)])?;
    Ok(Exit::Done)
}

/// An item on its way to its next version.
struct Changed {
    title: String,
    notes: SecretString,
    /// Those that the item has, in its order, none where one is removed; then the new ones.
    fields: Vec<Option<FieldDraft>>,
}

impl Changed {
    fn of(item: &ItemView) -> Self {
        let fields = item.fields.iter().map(|field| Some(kept(field))).collect();
        Self { title: item.title.clone(), notes: item.notes.clone(), fields }
    }

    fn assign(
        &mut self,
        item: &ItemView,
        kind: &KindView,
        assignment: Assignment,
        value: SecretString,
    ) -> Result<(), Failure> {
        match (assignment.name.as_str(), assignment.field_type) {
            // Exposed because a title is personal, and no secret.
            ("title", None) => self.title.clone_from(value.expose()),
            ("notes", None) => self.notes = value,
            (name, field_type) => match find::field(&item.fields, name)? {
                FieldPlace::At(at) => self.set(at, field_type, value),
                FieldPlace::New(name) => self.fields.push(Some(new_field(kind, &name, field_type, value))),
            },
        }
        Ok(())
    }

    fn set(&mut self, at: usize, field_type: Option<&str>, value: SecretString) {
        if let Some(Some(field)) = self.fields.get_mut(at) {
            field.value = DraftValue::New { value };
            if let Some(field_type) = field_type.filter(|_| field.custom) {
                field_type.clone_into(&mut field.field_type);
            }
        }
    }

    fn remove(&mut self, item: &ItemView, name: &str) -> Result<(), Failure> {
        match find::field(&item.fields, name)? {
            FieldPlace::At(at) => {
                self.fields.get_mut(at).map(Option::take);
                Ok(())
            }
            FieldPlace::New(name) => Err(no_field(&item.fields, &name)),
        }
    }

    fn into_draft(self, item: ItemView) -> ItemDraft {
        ItemDraft {
            kind: item.kind,
            title: self.title,
            fields: self.fields.into_iter().flatten().collect(),
            notes: self.notes,
            tags: item.tags,
            favourite: item.favourite,
            folder: item.folder,
        }
    }
}

fn kept(field: &FieldView) -> FieldDraft {
    FieldDraft {
        name: field.name.clone(),
        field_type: field.field_type.clone(),
        custom: field.custom,
        value: DraftValue::Keep { field: field.index },
    }
}

pub(super) async fn get(session: &mut Session, get: Get) -> Result<Exit, Failure> {
    session.open().await?;
    let item = find::item(&session.app, &get.name).await?;
    match get.field {
        Some(name) => print_field(session, &item, &name).await?,
        None if get.code => print_code(session, &item).await?,
        None => session.output.answer(&item, item_lines)?,
    }
    Ok(Exit::Done)
}

async fn print_field(session: &Session, item: &ItemView, name: &str) -> Result<(), Failure> {
    let revealed = match (name, find::field(&item.fields, name)?) {
        (_, FieldPlace::At(at)) => {
            let field = item.fields.get(at).ok_or_else(|| no_field(&item.fields, name))?.index;
            session.app.reveal(FieldRequest { id: item.id.clone(), field, version: None }).await?
        }
        ("title", _) => Revealed { value: SecretString::from(item.title.as_str()), seconds: 0 },
        ("notes", _) => Revealed { value: item.notes.clone(), seconds: 0 },
        (_, FieldPlace::New(name)) => return Err(no_field(&item.fields, &name)),
    };
    session.output.raw(&revealed, &revealed.value)
}

async fn print_code(session: &Session, item: &ItemView) -> Result<(), Failure> {
    let field =
        item.fields.iter().find(|field| field.field_type == "totp" && field.filled).ok_or(Failure::NoCode)?;
    let request = FieldRequest { id: item.id.clone(), field: field.index, version: None };
    let code: OneTimeCode = session.app.one_time_code(request).await?;
    session.output.raw(&code, &code.code)
}

fn item_lines(item: &ItemView) -> Vec<String> {
    let mut lines = vec![format!("{}  {}  {}", item.id, item.kind, item.title)];
    lines.extend(item.fields.iter().map(field_line));
    // Exposed to be printed: notes are shown with the item.
    lines.extend(item.notes.expose().lines().map(|line| format!("notes: {line}")));
    lines.extend(item.attachments.iter().map(|file| format!("attachment: {}", attach::line(file))));
    if !item.tags.is_empty() {
        lines.push(format!("tags: {}", joined(item.tags.iter())));
    }
    let (created, modified) = (time::shown(item.created), time::shown(item.modified));
    lines.push(format!("version {}, created {created}, changed {modified}", item.version));
    lines
}

fn field_line(field: &FieldView) -> String {
    let value = match (&field.value, field.filled) {
        // Exposed to be printed: the api gives values of fields that are no secret only.
        (Some(value), _) => value.expose(),
        (None, true) => HIDDEN,
        (None, false) => "",
    };
    format!("{}: {value}", field.name).trim_end().to_owned()
}

pub(super) async fn delete(session: &mut Session, name: &str) -> Result<Exit, Failure> {
    session.open().await?;
    let item = find::item(&session.app, name).await?;
    let touched = session.app.delete_items(ItemsRequest { ids: vec![item.id.clone()] }).await?;
    session.output.answer(&touched, |_| vec![format!("moved to the trash {}  {}", item.id, item.title)])?;
    Ok(Exit::Done)
}

pub(super) async fn history(session: &mut Session, name: &str) -> Result<Exit, Failure> {
    session.open().await?;
    let item = find::item(&session.app, name).await?;
    let history = session.app.history(ItemRequest { id: item.id }).await?;
    session
        .output
        .answer(&history, |history: &History| history.versions.iter().map(version_line).collect())?;
    Ok(Exit::Done)
}

fn version_line(row: &VersionRow) -> String {
    let present = if row.present { "  present" } else { "" };
    let line =
        format!("{}  {}  {}  {}", row.version, time::shown(row.saved), row.title, joined(row.changed.iter()));
    format!("{}{present}", line.trim_end())
}
