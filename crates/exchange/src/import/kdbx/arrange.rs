//! Fields in the places that a [`Layout`] remembers; what it does not know comes after them.

use super::layout::{Layout, Slot, Written, address_of};
use crate::import::draft::Draft;
use std::collections::{HashMap, HashSet};
use strongroom_credential::{Field, FieldType, Kind};
use strongroom_secret::SecretString;

/// A longer kind or field name is not repeated in versions that have no layout of their own, in bytes.
const MAX_SHARED: usize = 256;

/// A layout by the places that it names.
pub(super) struct Known {
    layout: Layout,
    /// By the name of the string, or of the property, with the field's rank.
    strings: HashMap<String, (usize, Slot)>,
    properties: HashMap<String, (usize, Slot)>,
    /// Attachments' own names, by those that they have in the file.
    names: HashMap<String, String>,
    /// Whether versions without a layout may follow this one: what it says of each field does not multiply.
    small: bool,
}

impl Known {
    pub(super) fn new(mut layout: Layout) -> Self {
        let short = |slot: &Slot| slot.name.as_ref().is_none_or(|name| name.len() <= MAX_SHARED);
        let small = layout.kind.len() <= MAX_SHARED && layout.fields.iter().all(short);
        let (mut strings, mut properties) = (HashMap::new(), HashMap::new());
        for (rank, slot) in std::mem::take(&mut layout.fields).into_iter().enumerate() {
            let places = if slot.property { &mut properties } else { &mut strings };
            places.insert(slot.at.clone(), (rank, slot));
        }
        let names = std::mem::take(&mut layout.attachments).into_iter();
        let names = names.map(|renamed| (renamed.written, renamed.was)).collect();
        Self { layout, strings, properties, names, small }
    }

    fn slot(&self, property: bool, at: &str) -> Option<&(usize, Slot)> {
        if property { self.properties.get(at) } else { self.strings.get(at) }
    }
}

/// An entry while it is read, and the rank of each field that was taken so far.
pub(super) struct Arranged<'k> {
    known: Option<&'k Known>,
    /// Whether the layout is the entry's own, and not that of a later version.
    own: bool,
    ranks: Vec<usize>,
    taken: HashSet<usize>,
    asked: bool,
}

impl<'k> Arranged<'k> {
    /// By the entry's own layout.
    pub(super) fn new(known: Option<&'k Known>) -> Self {
        Self { known, own: true, ranks: Vec::new(), taken: HashSet::new(), asked: false }
    }

    /// A version that has none, by the layout of the entry: other programs leave it out of versions that they keep.
    pub(super) fn as_later(known: Option<&'k Known>) -> Self {
        Self { own: false, ..Self::new(known.filter(|known| known.small)) }
    }

    /// Whether a field stands there that was not taken yet.
    pub(super) fn knows(&self, property: bool, at: &str) -> bool {
        self.known
            .and_then(|known| known.slot(property, at))
            .is_some_and(|(rank, _)| !self.taken.contains(rank))
    }

    /// Adds the field that stands there, and counts where it went; nothing where no field is known to.
    pub(super) fn place(&mut self, property: bool, at: &str, value: SecretString, draft: &mut Draft<'_>) {
        let Some((rank, slot)) = self.known.and_then(|known| known.slot(property, at)) else { return };
        let fields = &mut draft.parsed.item.fields;
        self.ranks.resize(fields.len(), usize::MAX);
        self.ranks.push(*rank);
        self.taken.insert(*rank);
        let name = slot.name.as_ref().unwrap_or(&slot.at).clone();
        fields.push(Field { name, field_type: slot.field_type, value, custom: slot.custom });
        if slot.custom {
            draft.report.custom += 1;
        } else {
            draft.report.mapped += 1;
        }
    }

    /// Whether that address of a one-time code was made from the bare secret that the item has already. Asked once.
    pub(super) fn made(&mut self, address: &str, draft: &Draft<'_>) -> bool {
        let asked = std::mem::replace(&mut self.asked, true);
        if asked || !self.known.is_some_and(|known| known.layout.otp_made) {
            return false;
        }
        let mut codes = draft.parsed.item.fields.iter().filter(|field| field.field_type == FieldType::Totp);
        // Exposed to be compared with another value of the same entry.
        codes.any(|field| address_of(field.value.expose()).as_deref() == Some(address))
    }

    /// Whether strings of a code by counter were made from an address.
    pub(super) fn has_counter(&self) -> bool {
        self.known.is_some_and(|known| known.layout.counter_made)
    }

    /// Whether strings of a passkey were made from one that stands in another string.
    pub(super) fn has_passkey(&self) -> bool {
        self.known.is_some_and(|known| known.layout.passkey_made)
    }

    fn own(&self) -> Option<&'k Known> {
        self.known.filter(|_| self.own)
    }

    /// The tags, where the text in the file is the one that they were written as.
    pub(super) fn tags(&self, text: &str) -> Option<&'k [String]> {
        let Written { written, was } = self.own()?.layout.tags.as_ref()?;
        (written.trim() == text).then_some(was)
    }

    /// The attachment's own name.
    pub(super) fn attachment(&self, written: &str) -> Option<&'k str> {
        self.own()?.names.get(written).map(String::as_str)
    }

    /// Puts the fields into their order, and sets what is no field.
    pub(super) fn settle(mut self, draft: &mut Draft<'_>) {
        let Some(known) = self.known else { return };
        let parsed = &mut draft.parsed;
        self.ranks.resize(parsed.item.fields.len(), usize::MAX);
        let mut fields: Vec<_> =
            self.ranks.into_iter().zip(std::mem::take(&mut parsed.item.fields)).collect();
        fields.sort_by_key(|(rank, _)| *rank);
        parsed.item.fields = fields.into_iter().map(|(_, field)| field).collect();
        parsed.item.kind = Kind::named(&known.layout.kind);
        parsed.item.favourite = known.layout.favourite;
        if self.own {
            restore(&mut parsed.created_ms, known.layout.created.as_ref());
            restore(&mut parsed.modified_ms, known.layout.modified.as_ref());
        }
    }
}

/// The exact moment, where the one in whole seconds is still what was written.
fn restore(moment: &mut Option<i64>, exact: Option<&Written<i64, Option<i64>>>) {
    if let Some(exact) = exact
        && moment.is_some()
        && *moment == exact.written.checked_mul(1_000)
    {
        *moment = exact.was;
    }
}
