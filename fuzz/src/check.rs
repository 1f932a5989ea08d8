//! What must hold of every item, whatever it was read from; text, time and chance for the targets.

use std::sync::Mutex;
use strongroom_credential::{Examination, Item, Moment, examine, worst_at_rest};
use strongroom_secret::{Random, RandomError};

/// 2025-11-25.
pub const NOW: Moment = Moment(1_764_028_800_000);

/// The input as text. What is no UTF-8 is no input of a parser of text.
pub fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// An item that was read from `length` bytes: no larger than they allow, storable, and examined without a slip.
pub fn item(item: &Item, length: usize) {
    let fields: usize = item.fields.iter().map(|field| field.name.len() + field.value.expose().len()).sum();
    let size = item.title.len() + item.notes.expose().len() + fields;
    assert!(size <= 16 * length + 4096, "{size} bytes of item from {length} of text");
    let written = serde_json::to_vec(item).expect("an item can be written");
    let again: Item = serde_json::from_slice(&written).expect("what was written can be read");
    assert!(again == *item, "an item is not read as it was written");
    examined(item, &examine(item, NOW));
    let _ = worst_at_rest(item, None, NOW);
    let _ = (item.subtitle(), item.hosts(), item.search_text(), item.own_words());
}

/// Findings and facts speak of fields that there are, and shortly.
pub fn examined(item: &Item, found: &Examination) {
    for finding in &found.findings {
        assert!(
            finding.field.is_none_or(|field| field < item.fields.len()),
            "{:?} of no field",
            finding.code
        );
        assert!(finding.detail.as_ref().is_none_or(|detail| detail.chars().count() <= 200));
    }
    for fact in &found.facts {
        assert!(fact.field.is_none_or(|field| field < item.fields.len()), "{:?} of no field", fact.name);
    }
    assert!(found.findings.len() <= 64 * (item.fields.len() + 1), "too many findings");
    assert!(found.facts.len() <= 64 * (item.fields.len() + 1), "too many facts");
}

/// Bytes that are the same in every run (xorshift64*).
pub struct Seeded(Mutex<u64>);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1))
    }
}

impl Random for Seeded {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        let mut state = self.0.lock().map_err(|_| RandomError)?;
        for byte in out {
            *state ^= *state >> 12;
            *state ^= *state << 25;
            *state ^= *state >> 27;
            *byte = (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 56) as u8;
        }
        Ok(())
    }
}
