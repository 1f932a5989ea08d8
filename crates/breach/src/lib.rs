//! Whether a password was published: its hashes, and what lists such hashes, as Have I Been Pwned publishes them.
//!
//! Bytes in, values out: whoever calls opens files and asks services. A hash of a password is as good as the password to
//! whoever guesses, so that a [`Digest`] prints as nothing, and only a [`Prefix`] of it can be put into an address.

mod address;
mod digest;
mod file;
mod line;
mod range;

pub use address::{AddressFault, PUBLIC_SERVICE, ServiceAddress};
pub use digest::{Algorithm, Digest, Prefix};
pub use file::{FileFault, OrderedFile};
pub use range::{MAX_RANGE, Range, RangeFault};
