//! `.env` files of several items: the key and value of each secret, and the fields of the user's own whose names can be
//! those of variables.

use super::fields::account_attachments;
use super::loss::{LossReason, Losses};
use super::{Content, ExportError};
use crate::ParsedItem;
use std::collections::HashSet;
use std::io::Write;
use strongroom_credential::dotenv::{self, Variable};
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_secret::SecretString;

/// The variables of an item: the key and value of a secret, and fields of the user's own, hidden or text. A name may be
/// none for a variable.
pub fn variables_of(item: &Item) -> Vec<Variable> {
    let mut variables = Vec::new();
    if let (true, Some(key), Some(value)) =
        (item.kind == Kind::SECRET, item.field("key"), item.field("value"))
    {
        // Exposed because the name of a variable is no secret.
        variables.push(Variable { name: key.value.expose().clone(), value: value.value.clone() });
    }
    let own = item.fields.iter().filter(|field| is_own(field));
    variables.extend(own.map(|field| Variable { name: field.name.clone(), value: field.value.clone() }));
    variables
}

fn is_own(field: &Field) -> bool {
    field.custom && matches!(field.field_type, FieldType::Hidden | FieldType::Text)
}

pub(super) fn write(content: Content<'_>, to: &mut dyn Write) -> Result<(), ExportError> {
    let mut names = HashSet::new();
    let mut written = 0_u64;
    for parsed in content.items {
        for variable in variables_of(&parsed.item) {
            let Some(line) = dotenv::write(std::slice::from_ref(&variable)) else { continue };
            if names.insert(variable.name) {
                // Exposed to be written.
                to.write_all(line.expose().as_bytes())?;
                written += 1;
            }
        }
    }
    if written == 0 { Err(ExportError::Nothing) } else { Ok(()) }
}

pub(super) fn account(content: Content<'_>, losses: &mut Losses) {
    let mut names = HashSet::new();
    for parsed in content.items {
        let item = &parsed.item;
        losses.about(&item.title);
        for variable in variables_of(item) {
            let Some(line) = dotenv::write(std::slice::from_ref(&variable)) else {
                losses.add(&variable.name, LossReason::NoVariable);
                continue;
            };
            if !names.insert(variable.name.clone()) {
                losses.add(&variable.name, LossReason::NameTaken);
            } else if is_read_otherwise(&variable, &line) {
                losses.add(&variable.name, LossReason::ReadOtherwise);
            }
        }
        account_rest(parsed, losses);
    }
}

/// Whether some reader makes another value of the line: python-dotenv puts in the values of variables, even within single
/// quotes, and leaves the backslash before a dollar sign or a backtick; nothing that runs has a variable with a NUL.
fn is_read_otherwise(variable: &Variable, line: &SecretString) -> bool {
    // Exposed to be looked at.
    let (value, line) = (variable.value.expose(), line.expose());
    let escaped = line.get(variable.name.len()..).is_some_and(|rest| rest.starts_with("=\""));
    value.contains('\0') || value.contains("${") || escaped && value.contains(['$', '`'])
}

fn account_rest(parsed: &ParsedItem, losses: &mut Losses) {
    let item = &parsed.item;
    let is_secret = item.kind == Kind::SECRET && item.field("key").is_some() && item.field("value").is_some();
    let is_pair = |field: &Field| is_secret && (field.name == "key" || field.name == "value");
    for field in &item.fields {
        if !is_own(field) && !is_pair(field) && !field.value.is_empty() {
            losses.add(&field.name, LossReason::NoVariable);
        }
    }
    if !item.notes.is_empty() {
        losses.add("notes", LossReason::NoVariable);
    }
    if !parsed.history.is_empty() {
        losses.add("history", LossReason::NoHistory);
    }
    account_attachments(parsed, losses);
}
