//! A batch: everything that one change of the vault writes, in one transaction.

use crate::{Class, Record, RecordId};

/// Changes that are made together, if the stored generation is still `expected`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// The generation that the writer has seen; 0 for a vault that has none yet.
    pub expected: u64,
    /// The generation after this batch, greater than `expected`. Every put record is stamped with it.
    pub generation: u64,
    /// The header after this batch. Both copies are written.
    pub header: Vec<u8>,
    /// Records that are new or replaced.
    pub puts: Vec<Record>,
    /// Records that go; a missing one is no error.
    pub deletes: Vec<(Class, RecordId)>,
}

/// The header as a backend holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredHeader {
    /// The copy that is read first.
    pub first: Option<Vec<u8>>,
    /// The second copy, read where the first is damaged.
    pub second: Option<Vec<u8>>,
}
