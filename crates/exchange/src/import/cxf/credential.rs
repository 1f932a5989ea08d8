//! The credentials of an item: what kind they make of it, and where each goes.

use super::value::{editable, pem_of_pkcs8, place_scalar, totp_uri};
use crate::import::ImportError;
use crate::import::attached::Attachments;
use crate::import::draft::Draft;
use crate::import::json::{Object, is_silent, keep_rest_of_element, take_list, take_text, text_of};
use serde_json::Value;
use strongroom_credential::FieldType::{Hidden, Totp};
use strongroom_credential::Kind;

/// The kind by the most telling of the credentials; they are many in one item.
pub(super) fn kind_of(credentials: &[Value]) -> Kind {
    let has =
        |name: &&str| credentials.iter().any(|one| one.get("type").and_then(Value::as_str) == Some(name));
    let kinds: [(&[&str], Kind); 8] = [
        (&["basic-auth", "passkey", "totp"], Kind::LOGIN),
        (&["credit-card"], Kind::CARD),
        (&["ssh-key"], Kind::SSH_KEY),
        (&["api-key"], Kind::API_KEY),
        (&["wifi"], Kind::WIFI),
        (&["person-name", "address", "identity-document", "passport", "drivers-license"], Kind::IDENTITY),
        (&["generated-password"], Kind::PASSWORD),
        (&["note"], Kind::NOTE),
    ];
    let found = kinds.into_iter().find(|(names, _)| names.iter().any(&has));
    found.map_or(Kind::NOTE, |(_, kind)| kind)
}

pub(super) fn place(
    credential: Value,
    draft: &mut Draft<'_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    let Value::Object(mut object) = credential else {
        draft.saw();
        draft.custom_field("credential", Hidden, text_of(credential));
        return Ok(());
    };
    let type_name = object.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    match type_name.as_str() {
        "passkey" => {
            draft.saw();
            object.remove("type");
            draft.custom_field("passkey", Hidden, Value::Object(object).to_string());
        }
        "totp" => totp(object, draft),
        "file" => file(object, draft, attachments)?,
        "ssh-key" => ssh_key(object, draft),
        "custom-fields" => custom_fields(object, draft),
        _ => properties(&type_name, object, draft),
    }
    Ok(())
}

/// Every property of a credential is a field of its own.
fn properties(type_name: &str, mut object: Object, draft: &mut Draft<'_>) {
    object.remove("type");
    for (key, value) in object {
        match value {
            silent if is_silent(&silent) => {}
            Value::Object(inner) if inner.contains_key("value") => {
                editable(type_name, &key, inner, draft);
            }
            other if key == "id" && other.is_string() => {}
            other => {
                draft.saw();
                place_scalar(type_name, &key, None, text_of(other), draft);
            }
        }
    }
}

/// One address for the code where its parts make one; else each part is kept.
fn totp(mut object: Object, draft: &mut Draft<'_>) {
    let Some(uri) = totp_uri(&object) else { return properties("totp", object, draft) };
    for part in ["secret", "period", "digits", "algorithm", "username", "issuer"] {
        if object.remove(part).is_some_and(|value| !is_silent(&value)) && part != "secret" {
            draft.saw();
            draft.mapped();
        }
    }
    draft.saw();
    draft.place("totp", Totp, "totp", uri);
    properties("totp", object, draft);
}

/// A document that lies in the archive under its identifier.
fn file(
    mut object: Object,
    draft: &mut Draft<'_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    let id = take_text(&mut object, "id").unwrap_or_default();
    let name = take_text(&mut object, "name").unwrap_or_default();
    let place = format!("documents/{id}");
    attachments.take(draft, &name, |entry| {
        !id.is_empty() && (entry == place || entry.ends_with(&format!("/{place}")))
    })?;
    object.remove("type");
    keep_rest_of_element(draft, object, &["decryptedSize", "integrityHash"]);
    Ok(())
}

fn ssh_key(mut object: Object, draft: &mut Draft<'_>) {
    if let Some(key) = take_text(&mut object, "privateKey") {
        draft.saw();
        let text = pem_of_pkcs8(&key).unwrap_or(key);
        draft.place("private_key", Hidden, "private key", text);
    }
    properties("ssh-key", object, draft);
}

/// A section with a label of its own.
fn custom_fields(mut object: Object, draft: &mut Draft<'_>) {
    let section = take_text(&mut object, "label").unwrap_or_default();
    for field in take_list(&mut object, "fields") {
        match field {
            Value::Object(mut inner) => {
                let label = take_text(&mut inner, "label").unwrap_or_default();
                let label = if section.is_empty() { label } else { format!("{section}: {label}") };
                editable("custom-fields", &label, inner, draft);
            }
            other => {
                draft.saw();
                draft.custom_field(&section, Hidden, text_of(other));
            }
        }
    }
    object.remove("type");
    keep_rest_of_element(draft, object, super::LINKS);
}
