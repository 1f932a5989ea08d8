//! Real servers on this machine, and some that are none.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests panic where they fail, and say what they skip"
)]

mod mariadb;
mod odd;
mod postgresql;
mod provider;
mod sqlite;
mod support;
