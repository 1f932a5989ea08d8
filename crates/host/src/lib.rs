//! What every host of the api shares: the time, the keyring, the places of a machine, the vault file, the import process.
//!
//! Each host builds its [`strongroom_api::Host`] from these parts. No rule of the vault is decided here, and nothing
//! here shows anything to a person.

mod clock;
pub mod import_worker;
mod keyring;
mod machine;
mod places;
mod roots;
mod storage;

pub use clock::SystemClock;
pub use import_worker::ImportWorker;
pub use keyring::{NoKeyring, SystemKeyring};
pub use machine::memory;
pub use places::{NoHome, places};
pub use roots::system_roots;
pub use storage::{create_storage, open_storage};
