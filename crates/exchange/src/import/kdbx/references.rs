//! References to fields of other entries, `{REF:P@I:…}`, which KeePass and KeePassXC resolve as they show or type a field.
//! Nothing here does that later, so that an import puts in their place what they name.

use super::otp;
use crate::import::{ParsedItem, Warning};
use std::collections::HashMap;
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// A reference in a field that a reference names, and so on, in steps. It ends circles too.
const MAX_DEPTH: u32 = 10;
/// What all references of a database become, in bytes: such as name one another multiply.
const MAX_BYTES: usize = 16 << 20;
/// Fields that are looked at for all references of a database.
const MAX_LOOKED_AT: usize = 20_000_000;
/// The longest reference, in bytes.
const MAX_LENGTH: usize = 256;
const BEGIN: &str = "{REF:";

/// How many references there were.
#[derive(Default)]
pub(super) struct Outcome {
    /// Those that were replaced by what they name.
    pub(super) replaced: u64,
    /// Those that stand as they stood: they name nothing, or each other, or search for what they name.
    pub(super) kept: u64,
}

impl Outcome {
    /// What is to be said of them.
    pub(super) fn warnings(&self) -> impl Iterator<Item = Warning> {
        let replaced = Warning::ReferencesReplaced { count: self.replaced };
        let kept = Warning::ReferencesKept { count: self.kept };
        let replaced = (self.replaced > 0).then_some(replaced);
        replaced.into_iter().chain((self.kept > 0).then_some(kept))
    }
}

/// An entry's identifier.
pub(super) type Uuid = [u8; 16];

/// Where a text stands in an item.
enum Place {
    Title,
    Notes,
    Field(usize),
}

/// Replaces the references in the items, each of which has the identifier at the same position. Earlier versions keep
/// theirs, for what was named then is not known.
pub(super) fn replace(uuids: &[Option<Uuid>], items: &mut [ParsedItem]) -> Outcome {
    if !items.iter().flat_map(texts).any(|(_, text)| next(text).is_some()) {
        return Outcome::default();
    }
    let by_uuid = uuids.iter().enumerate().rev().filter_map(|(at, uuid)| uuid.map(|uuid| (uuid, at)));
    let mut references = References {
        items,
        by_uuid: by_uuid.collect(),
        bytes: MAX_BYTES,
        looks: MAX_LOOKED_AT,
        outcome: Outcome::default(),
    };
    let mut changes = Vec::new();
    for (at, item) in references.items.iter().enumerate() {
        for (place, text) in texts(item) {
            changes.extend(references.replaced(text).map(|text| (at, place, text)));
        }
    }
    let outcome = references.outcome;
    // Only now, for one that is replaced may itself be named.
    for (at, place, text) in changes {
        let Some(item) = items.get_mut(at).map(|parsed| &mut parsed.item) else { continue };
        match place {
            Place::Title => item.title.clone_from(&text),
            Place::Notes => item.notes = SecretString::new(text.to_string()),
            Place::Field(number) => {
                if let Some(field) = item.fields.get_mut(number) {
                    field.value = SecretString::new(text.to_string());
                }
            }
        }
    }
    outcome
}

fn texts(parsed: &ParsedItem) -> impl Iterator<Item = (Place, &str)> {
    let item = &parsed.item;
    // Exposed to be looked through.
    let fields = item.fields.iter().map(|field| field.value.expose().as_str());
    let fields = fields.enumerate().map(|(number, text)| (Place::Field(number), text));
    [(Place::Title, item.title.as_str()), (Place::Notes, item.notes.expose().as_str())]
        .into_iter()
        .chain(fields)
}

/// The first reference of a text: what stands before it, what it says, and what follows.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find('{')?;
        let (before, rest) = text.split_at_checked(start)?;
        if rest.get(..BEGIN.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(BEGIN))
            && let Some(end) = rest.bytes().take(MAX_LENGTH).position(|byte| byte == b'}')
        {
            return Some((before, rest.get(BEGIN.len()..end)?, rest.get(end + 1..)?));
        }
        from = start + 1;
    }
}

/// Which field of which entry a reference names; none where it looks for an entry by another field than its identifier.
fn named(reference: &str) -> Option<(u8, Uuid)> {
    let (head, uuid) = reference.split_once(':')?;
    let [wanted, b'@', b'I' | b'i'] = head.as_bytes() else { return None };
    Some((wanted.to_ascii_uppercase(), otp::hex(uuid)?.try_into().ok()?))
}

struct References<'i> {
    items: &'i [ParsedItem],
    by_uuid: HashMap<Uuid, usize>,
    bytes: usize,
    looks: usize,
    outcome: Outcome,
}

impl<'i> References<'i> {
    /// The text with its references replaced; none where there is none that can be.
    fn replaced(&mut self, text: &str) -> Option<Zeroizing<String>> {
        let (mut rest, mut out) = (text, Zeroizing::new(String::new()));
        let mut changed = false;
        while let Some((before, reference, after)) = next(rest) {
            out.push_str(before);
            match self.value_of(reference, MAX_DEPTH) {
                Some(value) => {
                    out.push_str(&value);
                    self.outcome.replaced += 1;
                    changed = true;
                }
                None => {
                    let length = rest.len().saturating_sub(before.len() + after.len());
                    out.push_str(rest.get(before.len()..before.len() + length).unwrap_or_default());
                    self.outcome.kept += 1;
                }
            }
            rest = after;
        }
        out.push_str(rest);
        changed.then_some(out)
    }

    /// What a reference names, with the references in that replaced; none where one of them names nothing.
    fn value_of(&mut self, reference: &str, depth: u32) -> Option<Zeroizing<String>> {
        let depth = depth.checked_sub(1)?;
        let (wanted, uuid) = named(reference)?;
        let mut rest = self.field(wanted, uuid)?;
        let mut out = Zeroizing::new(String::new());
        while let Some((before, inner, after)) = next(rest) {
            self.spend(before.len())?;
            out.push_str(before);
            let value = self.value_of(inner, depth)?;
            self.spend(value.len())?;
            out.push_str(&value);
            rest = after;
        }
        self.spend(rest.len())?;
        out.push_str(rest);
        Some(out)
    }

    fn spend(&mut self, bytes: usize) -> Option<()> {
        self.bytes = self.bytes.checked_sub(bytes)?;
        Some(())
    }

    /// A field of an entry, empty where it has none.
    fn field(&mut self, wanted: u8, uuid: Uuid) -> Option<&'i str> {
        let items = self.items;
        let item = &items.get(*self.by_uuid.get(&uuid)?)?.item;
        self.looks = self.looks.checked_sub(item.fields.len().saturating_add(1))?;
        let name = match wanted {
            b'T' => return Some(&item.title),
            // Exposed to be copied into the field that names it, which is as secret.
            b'N' => return Some(item.notes.expose()),
            b'U' => "username",
            b'P' => "password",
            b'A' => "url",
            _ => return None,
        };
        let field = item.fields.iter().find(|field| !field.custom && field.name == name);
        // Exposed for the same reason.
        Some(field.map_or("", |field| field.value.expose().as_str()))
    }
}
