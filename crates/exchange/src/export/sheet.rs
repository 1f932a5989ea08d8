//! The emergency sheet: pages to be printed and completed by hand, with what somebody needs who must get in when its owner
//! cannot. Chosen items stand on it with their secrets; as HTML and as PDF it says the same.

pub(super) mod html;
pub(super) mod pdf;
mod words;

pub use words::SheetLanguage;

use super::Content;
use super::fields::account_attachments;
use super::loss::{LossReason, Losses};
use crate::ParsedItem;
use std::borrow::Cow;
use words::Words;

/// Groups of letters that are to be written: a recovery code has eight of four (docs/format.md).
const GROUPS: usize = 8;

/// What stands beside a label.
struct Line<'a> {
    /// What the list of losses calls it.
    name: &'a str,
    label: &'a str,
    value: Cow<'a, str>,
    what: What,
}

/// How exactly a value is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Words,
    Value,
    Secret,
}

impl Line<'_> {
    fn is_secret(&self) -> bool {
        self.what == What::Secret
    }
}

fn title<'a>(parsed: &'a ParsedItem, words: &'a Words) -> &'a str {
    if parsed.item.title.is_empty() { words.untitled } else { &parsed.item.title }
}

/// Everything of an item that has a value.
fn lines<'a>(
    parsed: &'a ParsedItem,
    content: Content<'a>,
    words: &'a Words,
) -> impl Iterator<Item = Line<'a>> {
    let item = &parsed.item;
    let fields = item.fields.iter().map(|field| Line {
        name: &field.name,
        label: if field.custom { &field.name } else { words.label(&field.name) },
        // Exposed to be printed, which is what was asked for.
        value: Cow::Borrowed(field.value.expose()),
        what: if field.field_type.is_secret() { What::Secret } else { What::Value },
    });
    let line = |name, label, value| Line { name, label, value, what: What::Words };
    let folder = parsed.folder.and_then(|folder| content.folders.get(folder));
    let rest = [
        // Exposed as above.
        line("notes", words.notes, Cow::Borrowed(item.notes.expose().as_str())),
        line("tags", words.tags, Cow::Owned(item.tags.join(", "))),
        line("folder", words.folder, Cow::Owned(folder.map(super::fields::joined).unwrap_or_default())),
    ];
    fields.chain(rest).filter(|line| !line.value.is_empty())
}

/// `is_seen` says of a letter, and whether it is one of a secret, that the form shows it as it is.
pub(super) fn account(content: Content<'_>, is_seen: fn(char, bool) -> bool, losses: &mut Losses) {
    for parsed in content.items {
        losses.about(&parsed.item.title);
        if !parsed.item.title.chars().all(|letter| is_seen(letter, false)) {
            losses.add("title", LossReason::Numbered);
        }
        for line in lines(parsed, content, Words::of(SheetLanguage::English)) {
            let label = line.label.chars().all(|letter| is_seen(letter, false));
            if !(label && line.value.chars().all(|letter| is_seen(letter, line.is_secret()))) {
                losses.add(line.name, LossReason::Numbered);
            }
        }
        if !parsed.history.is_empty() {
            losses.add("history", LossReason::NoHistory);
        }
        if parsed.deleted {
            losses.add("deleted", LossReason::NoTrash);
        }
        account_attachments(parsed, losses);
    }
}
