//! What the keys of a vault promise, through the public interface. One binary, so that it is linked once.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod flip_every_byte;
mod kdf_limits;
mod properties;
mod random;
mod rollback;
mod support;
mod swap_matrix;
mod unlock;
