//! Made-up keys for tests, drawn from the shapes, with checksums that fit.

use super::form::KeyForm;
use super::shape::{Part, Shape};

/// SplitMix64: even, and the same in every run.
pub(super) struct Draws(u64);

impl Draws {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(limit).unwrap()).unwrap()
    }

    pub(super) fn symbol(&mut self, symbols: &str) -> char {
        char::from(symbols.as_bytes()[self.below(symbols.len())])
    }

    /// A key of that shape.
    pub(super) fn key(&mut self, shape: &Shape) -> String {
        let mut key = String::new();
        for part in shape.parts {
            match part {
                Part::Text(text) => key.push_str(text),
                Part::Run(alphabet, min, max) => {
                    let length = min + self.below(max - min + 1);
                    key.extend((0..length).map(|_| self.symbol(alphabet.symbols())));
                }
            }
        }
        shape.checksum.complete(&mut key, shape.prefix().len());
        key
    }
}

/// One key of the kind with that id; always the same.
pub(super) fn sample(id: &str) -> String {
    let form = super::registry::forms().find(|form| form.id == id).unwrap();
    Draws::new(1).key(&form.shapes[0])
}

/// A key of each of the kind's shapes.
pub(super) fn samples(form: &KeyForm, seed: u64) -> Vec<(&Shape, String)> {
    form.shapes.iter().map(|shape| (shape, Draws::new(seed).key(shape))).collect()
}
