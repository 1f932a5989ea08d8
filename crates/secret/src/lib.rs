//! Values that must not be seen, and the memory they live in.
//!
//! A [`Secret`] has no `Display`, no `Deref` and no `Serialize`; whoever needs the value writes `expose` and says why.
//! [`LockedKey`] keeps a key in a page that is neither swapped nor dumped, and [`WipingAllocator`] overwrites everything
//! else when it is freed. This is the only crate of the workspace that may say `unsafe`.

mod allocator;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod glibc;
mod locked;
mod process;
mod random;
mod value;

pub use allocator::WipingAllocator;
pub use locked::LockedKey;
pub use process::{HardenError, harden_process, use_plain_allocator};
pub use random::{OsRandom, Random, RandomError};
pub use value::{Secret, SecretBytes, SecretString, serde_exposed};
