//! Another program's file is parsed in a process of its own, which holds no key, reaches no network and no file, and has
//! limits of memory and time: whatever a hostile file does to a parser, it happens there.
//!
//! The child is this same program, started as `import-worker`. It must [lock itself down](sandbox::lock_down) before it
//! reads the first byte. Linux enforces all of this; other systems keep the separate process and the limit of time.

mod child;
mod codes;
mod decrypt;
mod folder;
mod frame;
mod parent;
#[cfg(target_os = "linux")]
mod question;
pub mod sandbox;
mod sealed;
mod service;
mod source;
mod store;
mod unseal;

pub use child::run_if_asked;
pub use parent::ImportWorker;
