//! Real servers on this machine, and some that are none.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests panic where they fail"
)]

mod mariadb;
mod odd;
mod postgresql;
mod provider;
mod sqlite;
mod support;
