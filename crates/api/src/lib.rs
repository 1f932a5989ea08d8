//! What Strongroom can do, once, for every host: the list of commands, their types, their errors, their handlers.
//!
//! Knows no window, no command line and no database; a host brings storage, keyring, clipboard and clock.

mod commands;
mod error;
mod host;
pub mod types;

pub use error::{ApiError, ErrorCode};
pub use host::*;
