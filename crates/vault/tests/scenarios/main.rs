//! What a vault promises, through its public interface. One binary, so that it is linked once.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod attaching;
mod audit;
mod canary;
mod checking;
mod copying;
mod damaged;
mod failing;
mod finding;
mod flip_every_byte;
mod flip_file;
mod folders;
mod importing;
mod items;
mod kdf;
mod lifecycle;
mod merging;
mod model;
mod pages;
mod rebuilding;
mod rollback;
mod settings;
mod sizes;
mod support;
mod swap_matrix;
mod two_writers;
mod undoing;
