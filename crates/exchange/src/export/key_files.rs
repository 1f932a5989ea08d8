//! SSH keys and certificates as files of their own. No name of an item is ever used as a path: it is made of few letters,
//! and numbered where it is taken.

use super::Content;
use super::loss::{LossReason, Losses};
use std::collections::{HashMap, HashSet};
use strongroom_credential::{Field, Item, Kind};
use strongroom_secret::SecretString;

/// Longest stem of a name, in bytes.
const MAX_STEM: usize = 64;
/// Names that Windows keeps for devices, whatever follows the first dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFile {
    /// Its name: letters, digits, `_`, `-` and `.`, no dot first. Personal.
    pub name: String,
    /// Its content. Secret where `private`.
    pub content: SecretString,
    /// Whether nobody but its owner may read it.
    pub private: bool,
}

/// The files that items would be, whatever kind they are of.
type Part = (&'static str, &'static str, bool);

const SSH: &[Part] = &[("private_key", "", true), ("public_key", ".pub", false)];
const PEM: &[Part] =
    &[("certificate", ".pem", false), ("chain", ".chain.pem", false), ("private_key", ".key", true)];

fn parts_of(item: &Item) -> &'static [Part] {
    if item.kind == Kind::SSH_KEY {
        SSH
    } else if item.kind == Kind::CERTIFICATE {
        PEM
    } else {
        &[]
    }
}

fn part<'a>(item: &'a Item, name: &str) -> Option<&'a Field> {
    item.fields.iter().find(|field| !field.custom && field.name == name && !field.value.is_empty())
}

/// The SSH keys and certificates among the items as files; several files of an item share their stem.
pub fn key_files(content: Content<'_>) -> Vec<KeyFile> {
    let mut taken = Taken::default();
    let mut files = Vec::new();
    for parsed in content.items {
        let parts = parts_of(&parsed.item).iter();
        let parts: Vec<_> = parts.filter_map(|one| Some((one, part(&parsed.item, one.0)?))).collect();
        if parts.is_empty() {
            continue;
        }
        let stem = taken.free_stem(&parsed.item.title);
        files.extend(parts.into_iter().map(|((_, ending, private), field)| KeyFile {
            name: format!("{stem}{ending}"),
            content: ended(&field.value),
            private: *private,
        }));
    }
    files
}

/// With an end of line, without which OpenSSH refuses a private key, and without the carriage returns for which it does.
fn ended(value: &SecretString) -> SecretString {
    // Exposed to be written into a file of its own.
    let mut content = SecretString::from(value.expose().replace("\r\n", "\n"));
    if !content.expose().ends_with('\n') {
        content.expose_mut().push('\n');
    }
    content
}

/// The stems that are taken, in lower case, for there are file systems that do not tell capitals; and the number that was last
/// put behind each, so that many items of one title take no longer than others.
#[derive(Default)]
struct Taken {
    stems: HashSet<String>,
    last: HashMap<String, u32>,
}

impl Taken {
    /// A stem that no other item has.
    fn free_stem(&mut self, title: &str) -> String {
        let stem = stem_of(title);
        if self.stems.insert(stem.to_lowercase()) {
            return stem;
        }
        let last = self.last.entry(stem.to_lowercase()).or_insert(1);
        loop {
            *last = last.saturating_add(1);
            let numbered = format!("{stem}-{last}");
            if self.stems.insert(numbered.to_lowercase()) || *last == u32::MAX {
                return numbered;
            }
        }
    }
}

/// Letters, digits, `_` and `-` of the title; everything else separates words.
fn stem_of(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let mut stem = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    stem.truncate(MAX_STEM);
    let lower = stem.to_lowercase();
    let device = lower.trim_end_matches(|letter: char| letter.is_ascii_digit());
    if stem.is_empty() || DEVICES.contains(&device) { format!("key{stem}") } else { stem }
}

pub(super) fn account(content: Content<'_>, losses: &mut Losses) {
    for parsed in content.items {
        let item = &parsed.item;
        losses.about(&item.title);
        let parts = parts_of(item);
        if !parts.iter().any(|(name, ..)| part(item, name).is_some()) {
            losses.add("kind", LossReason::NoKey);
            continue;
        }
        let written = |field: &Field| {
            parts.iter().any(|(name, ..)| part(item, name).is_some_and(|one| std::ptr::eq(one, field)))
        };
        for field in item.fields.iter().filter(|field| !written(field) && !field.value.is_empty()) {
            losses.add(&field.name, LossReason::NoPlace);
        }
        if !item.notes.is_empty() {
            losses.add("notes", LossReason::NoPlace);
        }
        if !parsed.history.is_empty() {
            losses.add("history", LossReason::NoHistory);
        }
        super::fields::account_attachments(parsed, losses);
    }
}
