//! The program as a person or a script runs it: the real binary over vault files of its own, on a machine without a
//! keyring. The key derivation is at its floor.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "clippy takes the helpers of a test for a part of the program"
)]

mod attach;
mod breaches;
mod broken;
mod broken_keepass;
mod corpus;
mod damage;
mod export;
mod generator;
mod health;
mod inspect;
mod items;
mod keyring;
mod live;
mod machine;
mod make;
mod outward;
mod purity;
mod stores;
mod terminal;
mod transfer;
mod types;
mod vault;
