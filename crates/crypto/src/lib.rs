//! Keys and sealed bytes.
//!
//! The key hierarchy of a vault, the slots that open it, the envelopes around its records and the header that holds it
//! together. Knows no items and does no I/O; a key never leaves as bytes. `docs/format.md` is the norm.

mod argon;
pub mod foreign;

pub use argon::ArgonError;
