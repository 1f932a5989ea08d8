//! What a machine remembers of a vault outside its file, so that an older file put in its place is noticed.

use strongroom_crypto::{Header, KdfParams};

/// The last state of a vault that this machine saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// The generation.
    pub generation: u64,
    /// The header's authentication.
    pub fingerprint: [u8; 32],
    /// The weakest key derivation among its slots.
    pub kdf: Option<KdfParams>,
}

/// How a file compares with what was seen last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lineage {
    /// It is the same, or a later state.
    Expected,
    /// It is an earlier state: the file was replaced by an older one.
    Older,
    /// It is another state with the same number: two copies were changed apart from each other.
    Forked,
}

impl Anchor {
    /// What to remember of a vault with this header.
    pub fn of(header: &Header) -> Self {
        let kdf = header.slots().iter().filter_map(|slot| slot.kdf());
        Self {
            generation: header.generation,
            fingerprint: *header.fingerprint(),
            kdf: kdf.reduce(|a, b| if b.weaker_than(a) { b } else { a }),
        }
    }

    /// How a file with this header compares.
    pub fn compare(&self, header: &Header) -> Lineage {
        match header.generation.cmp(&self.generation) {
            std::cmp::Ordering::Less => Lineage::Older,
            std::cmp::Ordering::Equal if *header.fingerprint() != self.fingerprint => Lineage::Forked,
            _ => Lineage::Expected,
        }
    }

    /// Whether a slot of this header is cheaper to guess against than any was when last seen.
    pub fn kdf_lowered(&self, header: &Header) -> bool {
        let Some(pinned) = self.kdf else { return false };
        header.slots().iter().filter_map(|slot| slot.kdf()).any(|kdf| kdf.weaker_than(pinned))
    }
}
