//! The fields of a 1PUX item: those of its web form, and those in sections, files among them.

use super::field::{Source, is_made_up, label_of};
use crate::import::ImportError;
use crate::import::attached::Attachments;
use crate::import::draft::Draft;
use crate::import::json::{Object, is_silent, keep_rest_of_element, take_list, take_text, text_of};
use serde_json::Value;
use strongroom_credential::FieldType;

/// A field of a web form: the two that log in by what they are for, any other by its name.
pub(super) fn place_login_field(field: Value, draft: &mut Draft<'_>) {
    let Value::Object(mut object) = field else {
        draft.saw();
        return draft.custom_field("field", FieldType::Hidden, text_of(field));
    };
    let type_name = take_text(&mut object, "fieldType").or_else(|| take_text(&mut object, "type"));
    let designation = take_text(&mut object, "designation").unwrap_or_default();
    let name = take_text(&mut object, "name").unwrap_or_default();
    let id = take_text(&mut object, "id").unwrap_or_default();
    if let Some(value) = take_text(&mut object, "value") {
        draft.saw();
        let label = if name.is_empty() { id } else { name };
        match (designation.as_str(), type_name.as_deref()) {
            ("username", _) => draft.place("username", FieldType::Text, &label, value),
            ("password", _) => draft.place("password", FieldType::Hidden, &label, value),
            (_, Some("E")) => draft.custom_field(&label, FieldType::Email, value),
            (_, Some("T" | "N")) => draft.custom_field(&label, FieldType::Text, value),
            _ => draft.custom_field(&label, FieldType::Hidden, value),
        }
    }
    keep_rest_of_element(draft, object, &[]);
}

pub(super) fn place_section(
    section: Value,
    draft: &mut Draft<'_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    let Value::Object(mut section) = section else {
        draft.saw();
        draft.custom_field("section", FieldType::Hidden, text_of(section));
        return Ok(());
    };
    let title = take_text(&mut section, "title").unwrap_or_default();
    for field in take_list(&mut section, "fields") {
        match field {
            Value::Object(field) => place_field(&title, field, draft, attachments)?,
            other => {
                draft.saw();
                draft.custom_field(&title, FieldType::Hidden, text_of(other));
            }
        }
    }
    keep_rest_of_element(draft, section, &["name", "hideAddAnotherField"]);
    Ok(())
}

/// Whether an empty value is an empty one of its type: a text, or an address of mail.
fn says_type(value: &Value) -> bool {
    value.is_string() || value.get("email_address").is_some_and(Value::is_string)
}

/// How a field behaves in 1Password's editor, which is no value of it.
const BEHAVIOUR: &[&str] =
    &["indexAtSource", "guarded", "multiline", "dontGenerate", "inputTraits", "clipboardFilter"];

fn place_field(
    section: &str,
    mut field: Object,
    draft: &mut Draft<'_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    let title = take_text(&mut field, "title").unwrap_or_default();
    let id = take_text(&mut field, "id").unwrap_or_default();
    let label = label_of(section, &title, &id);
    match field.remove("value") {
        Some(Value::Object(values)) => {
            for (type_name, value) in values {
                match value {
                    // The templates' fields are there whether anybody filled them in or not; a person's own are not.
                    silent
                        if is_silent(&silent)
                            && !(is_made_up(&id) && says_type(&silent) && !title.is_empty()) => {}
                    Value::Object(file) if type_name == "file" => attach(file, draft, attachments)?,
                    value => {
                        draft.saw();
                        let (id, label) = (id.clone(), label.clone());
                        Source { id, label, type_name, value }.place(draft);
                    }
                }
            }
        }
        Some(value) if !is_silent(&value) => {
            draft.saw();
            draft.custom_field(&label, FieldType::Hidden, text_of(value));
        }
        _ => {}
    }
    keep_rest_of_element(draft, field, BEHAVIOUR);
    Ok(())
}

/// A file that lies in the archive as `files/<id>__<name>`.
pub(super) fn attach(
    mut file: Object,
    draft: &mut Draft<'_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    let name = take_text(&mut file, "fileName").unwrap_or_default();
    let id = take_text(&mut file, "documentId").unwrap_or_default();
    let prefix = format!("files/{id}__");
    attachments.take(draft, &name, |entry| !id.is_empty() && entry.starts_with(&prefix))?;
    keep_rest_of_element(draft, file, &["decryptedSize", "signingKey", "encryptionKey"]);
    Ok(())
}
