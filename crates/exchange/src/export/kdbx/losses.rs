//! What would not be read back as it was: usually nothing.

use super::Content;
use super::gather::MAX_ATTACHMENT;
use super::passkey;
use crate::ParsedAttachment;
use crate::export::LossReason;
use crate::export::loss::Losses;
use crate::export::passkeys;
use crate::import::limits::MAX_FOLDER_DEPTH;
use crate::passkey::keepass;
use strongroom_credential::Item;

/// Accounts for what a database cannot hold of the content.
pub(in crate::export) fn account(content: Content<'_>, losses: &mut Losses) {
    losses.about("");
    for folder in content.folders.iter().filter(|folder| folder.path.len() > MAX_FOLDER_DEPTH) {
        let field = folder.path.last().map(String::as_str).unwrap_or_default();
        losses.add(field, LossReason::TooDeep);
    }
    for item in content.items {
        losses.about(&item.item.title);
        account_passkeys(&item.item, losses);
        account_attachments(&item.attachments, losses);
        item.history.iter().for_each(|version| account_attachments(&version.attachments, losses));
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
        let is_seen = seen.is_some_and(|seen| std::ptr::eq(seen, field));
        if !is_seen && !(has_own && field.name == keepass::PRIVATE_KEY) {
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
