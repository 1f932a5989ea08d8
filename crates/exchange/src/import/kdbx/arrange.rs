//! Fields in the places that a [`Layout`] remembers; what it does not know comes after them.

use super::layout::{Layout, Slot, Written, address_of};
use crate::import::draft::Draft;
use std::collections::HashMap;
use strongroom_credential::{Field, FieldType, Kind};
use strongroom_secret::SecretString;

/// An entry's layout while the entry is read, and the place of each field that was taken so far.
#[derive(Default)]
pub(super) struct Arranged {
    layout: Layout,
    known: bool,
    /// By whether it is a property and by its name; each is given once.
    slots: HashMap<(bool, String), (usize, Slot)>,
    ranks: Vec<usize>,
    /// Attachments' own names, by those that they have in the file.
    names: HashMap<String, String>,
}

impl Arranged {
    pub(super) fn new(layout: Option<Layout>) -> Self {
        let known = layout.is_some();
        let mut layout = layout.unwrap_or_default();
        let slots = std::mem::take(&mut layout.fields).into_iter().enumerate();
        let slots = slots.map(|(rank, slot)| ((slot.property, slot.at.clone()), (rank, slot))).collect();
        let names = std::mem::take(&mut layout.attachments).into_iter();
        let names = names.map(|renamed| (renamed.written, renamed.was)).collect();
        Self { layout, known, slots, ranks: Vec::new(), names }
    }

    /// Whether a field stands there that was not taken yet.
    pub(super) fn knows(&self, property: bool, at: &str) -> bool {
        !self.slots.is_empty() && self.slots.contains_key(&(property, at.to_owned()))
    }

    /// Adds the field that stands there, and counts where it went; nothing where no field is known to.
    pub(super) fn place(&mut self, property: bool, at: &str, value: SecretString, draft: &mut Draft<'_>) {
        let Some((rank, slot)) = self.slots.remove(&(property, at.to_owned())) else { return };
        let fields = &mut draft.parsed.item.fields;
        self.ranks.resize(fields.len(), usize::MAX);
        self.ranks.push(rank);
        let name = slot.name.unwrap_or(slot.at);
        fields.push(Field { name, field_type: slot.field_type, value, custom: slot.custom });
        if slot.custom {
            draft.report.custom += 1;
        } else {
            draft.report.mapped += 1;
        }
    }

    /// Whether that address of a one-time code was made from the bare secret that the item has already. Asked once.
    pub(super) fn made(&mut self, address: &str, draft: &Draft<'_>) -> bool {
        let asked = std::mem::take(&mut self.layout.otp_made);
        let mut codes =
            draft.parsed.item.fields.iter().filter(|field| asked && field.field_type == FieldType::Totp);
        // Exposed to be compared with another value of the same entry.
        codes.any(|field| address_of(field.value.expose()).as_deref() == Some(address))
    }

    /// The tags, where the text in the file is the one that they were written as.
    pub(super) fn tags(&mut self, text: &str) -> Option<Vec<String>> {
        let Written { written, was } = self.layout.tags.take()?;
        (written.trim() == text).then_some(was)
    }

    /// The attachment's own name.
    pub(super) fn attachment(&self, written: &str) -> Option<&str> {
        self.names.get(written).map(String::as_str)
    }

    /// Puts the fields into their order, and sets what is no field.
    pub(super) fn settle(mut self, draft: &mut Draft<'_>) {
        if !self.known {
            return;
        }
        let parsed = &mut draft.parsed;
        self.ranks.resize(parsed.item.fields.len(), usize::MAX);
        let mut fields: Vec<_> =
            self.ranks.into_iter().zip(std::mem::take(&mut parsed.item.fields)).collect();
        fields.sort_by_key(|(rank, _)| *rank);
        parsed.item.fields = fields.into_iter().map(|(_, field)| field).collect();
        parsed.item.kind = Kind::named(&self.layout.kind);
        parsed.item.favourite = self.layout.favourite;
        restore(&mut parsed.created_ms, self.layout.created.as_ref());
        restore(&mut parsed.modified_ms, self.layout.modified.as_ref());
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
