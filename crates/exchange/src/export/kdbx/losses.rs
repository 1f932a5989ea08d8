//! What would not be read back as it was: usually nothing.

use super::Content;
use super::gather::MAX_ATTACHMENT;
use crate::ParsedAttachment;
use crate::export::LossReason;
use crate::export::loss::Losses;
use crate::import::limits::MAX_FOLDER_DEPTH;

/// Accounts for what a database cannot hold of the content.
pub(in crate::export) fn account(content: Content<'_>, losses: &mut Losses) {
    losses.about("");
    for folder in content.folders.iter().filter(|folder| folder.path.len() > MAX_FOLDER_DEPTH) {
        let field = folder.path.last().map(String::as_str).unwrap_or_default();
        losses.add(field, LossReason::TooDeep);
    }
    for item in content.items {
        losses.about(&item.item.title);
        account_attachments(&item.attachments, losses);
        item.history.iter().for_each(|version| account_attachments(&version.attachments, losses));
    }
}

fn account_attachments(attachments: &[ParsedAttachment], losses: &mut Losses) {
    // Exposed to be measured.
    for attachment in attachments.iter().filter(|one| one.bytes.expose().len() > MAX_ATTACHMENT) {
        losses.add(&attachment.name, LossReason::TooLarge);
    }
}
