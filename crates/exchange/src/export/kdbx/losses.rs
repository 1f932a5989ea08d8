//! What would not be read back as it was, said before anything is written.

use super::Content;
use super::gather::MAX_ATTACHMENT;
use crate::import::limits::MAX_FOLDER_DEPTH;
use crate::{Dropped, ParsedAttachment, ParsedItem};

const TOO_LARGE: &str = "KDBX holds no attachment of 2 GiB or more";
const TOO_DEEP: &str = "a database here has at most 64 levels of folders; what lies deeper moves up";

/// What a database cannot hold of the content: usually nothing.
pub fn kdbx_losses(content: Content<'_>) -> Vec<Dropped> {
    let mut losses = Vec::new();
    for folder in content.folders.iter().filter(|folder| folder.path.len() > MAX_FOLDER_DEPTH) {
        let field = folder.path.last().cloned().unwrap_or_default();
        losses.push(Dropped { item_title: None, field, reason: TOO_DEEP.to_owned() });
    }
    for item in content.items {
        list_attachments(&item.attachments, item, &mut losses);
        for version in &item.history {
            list_attachments(&version.attachments, item, &mut losses);
        }
    }
    losses
}

fn list_attachments(attachments: &[ParsedAttachment], item: &ParsedItem, losses: &mut Vec<Dropped>) {
    // Exposed to be measured.
    for attachment in attachments.iter().filter(|one| one.bytes.expose().len() > MAX_ATTACHMENT) {
        losses.push(Dropped {
            item_title: Some(item.item.title.clone()),
            field: attachment.name.clone(),
            reason: TOO_LARGE.to_owned(),
        });
    }
}
