//! Clocks, seeded randomness, vault builders and the corpus, for tests only: a dev-dependency, which no program may have.
//! What goes wrong here fails the test that asked for it, so it panics instead of answering with errors.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "only tests call this")]

mod clock;
mod content;
mod corpus;
mod faulty;
mod generated;
mod provider;
mod random;
mod rows;
mod vaults;

pub use clock::FixedClock;
pub use content::{content, read_all};
pub use corpus::corpus;
pub use faulty::{Fault, FaultyStorage};
pub use generated::{generated_item, generated_items};
pub use provider::{Asked, Mood, Provider};
pub use random::{FailingRandom, SeededRandom};
pub use rows::Rows;
pub use vaults::{
    World, attach_to, empty_vault, large_vault, login, recovery_code, reopen, seeded_vault, vault_with,
    vault_with_files,
};
