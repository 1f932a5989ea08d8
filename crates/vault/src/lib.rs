//! The domain: a vault locked and unlocked, its items, versions, folders, search and audit trail.

mod clock;

pub use clock::{Clock, Timestamp};
