//! The commands on a machine that tests can break: its keyring, its disk, its clock.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests panic where they fail"
)]

mod breaches;
mod calendar;
mod compliance;
mod export;
mod health;
mod importing;
mod inspect;
mod item_types;
mod live;
mod making;
mod others;
mod rollback;
mod support;
mod trail;
mod unwritable;
mod ways_in;
