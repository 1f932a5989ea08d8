//! What would not be read back as it was: usually nothing.

use super::Content;
use super::gather::MAX_ATTACHMENT;
use super::passkey;
use super::plan::plan;
use super::xml::{fits, fitted};
use crate::ParsedAttachment;
use crate::export::LossReason;
use crate::export::loss::Losses;
use crate::export::passkeys;
use crate::import::kdbx::properties::tags_in;
use crate::import::limits::MAX_FOLDER_DEPTH;
use crate::passkey::keepass;
use strongroom_credential::{Field, FieldType, Item};

/// Accounts for what a database cannot hold of the content.
pub(in crate::export) fn account(content: Content<'_>, losses: &mut Losses) {
    losses.about("");
    for folder in content.folders.iter().filter(|folder| folder.path.len() > MAX_FOLDER_DEPTH) {
        let field = folder.path.last().map(String::as_str).unwrap_or_default();
        losses.add(field, LossReason::TooDeep);
    }
    let names = content.folders.iter().filter_map(|folder| folder.path.last());
    for name in names.filter(|name| !fits(name)) {
        losses.add(name, LossReason::NoXml);
    }
    for item in content.items {
        losses.about(&item.item.title);
        account_passkeys(&item.item, losses);
        account_item(&item.item, losses);
        account_names(&item.attachments, losses);
        account_attachments(&item.attachments, losses);
        item.history.iter().for_each(|version| account_attachments(&version.attachments, losses));
    }
}

/// What is read back as it was here, but by no other program.
fn account_item(item: &Item, losses: &mut Losses) {
    let is_code = |field: &&Field| field.field_type == FieldType::Totp && !field.value.is_empty();
    // KeePassXC makes codes of one of them.
    let unseen = usize::from(plan(item).seen_code);
    for field in in_turn(item).filter(is_code).skip(unseen) {
        losses.add(&field.name, LossReason::NoCode);
    }
    let tags = fitted(&item.tags.join(";")).into_owned();
    if !tags_in(&tags).eq(item.tags.iter().map(String::as_str)) {
        losses.add("tags", if fits(&item.tags.concat()) { LossReason::TagParted } else { LossReason::NoXml });
    }
    // Exposed to be looked at.
    for (name, text) in [("title", item.title.as_str()), ("notes", item.notes.expose().as_str())] {
        if !fits(text) {
            losses.add(name, LossReason::NoXml);
        }
    }
    // Exposed to be looked at.
    for field in item.fields.iter().filter(|field| !fits(&field.name) || !fits(field.value.expose())) {
        losses.add(&field.name, LossReason::NoXml);
    }
}

/// The fields in the order in which they choose their places.
fn in_turn(item: &Item) -> impl Iterator<Item = &Field> {
    let of = |custom: bool| item.fields.iter().filter(move |field| field.custom == custom);
    of(false).chain(of(true))
}

fn account_names(attachments: &[ParsedAttachment], losses: &mut Losses) {
    for attachment in attachments.iter().filter(|attachment| !fits(&attachment.name)) {
        losses.add(&attachment.name, LossReason::NoXml);
    }
}

/// Passkeys that KeePassXC does not see as ones, though they are in the database: what it reads is one of an entry.
fn account_passkeys(item: &Item, losses: &mut Losses) {
    let seen = passkey::strings_of(item).map(|(field, _)| field);
    let strings = |name: &str| {
        // Exposed to be looked at.
        item.fields
            .iter()
            .find(|field| field.custom && field.name == name)
            .map(|field| field.value.expose().as_str())
    };
    let has_own = keepass::read(strings).is_some();
    for field in item.fields.iter().filter(|field| passkeys::is_one(field)) {
        let is_made = seen.is_some_and(|seen| std::ptr::eq(seen, field));
        let is_seen = is_made || has_own && field.name == keepass::PRIVATE_KEY;
        if !is_seen {
            losses.add(&field.name, LossReason::PasskeyText);
        }
    }
}

fn account_attachments(attachments: &[ParsedAttachment], losses: &mut Losses) {
    // Exposed to be measured.
    for attachment in attachments.iter().filter(|one| one.bytes.expose().len() > MAX_ATTACHMENT) {
        losses.add(&attachment.name, LossReason::TooLarge);
    }
}
