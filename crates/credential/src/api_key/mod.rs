//! API keys and tokens: whose they are, what they may do, where they are revoked, what is wrong with them.
//!
//! Everything is told from the text alone, by a registry of the services' own forms. Nothing is sent anywhere, and no part of
//! a secret is ever put into a fact, a finding or an error.

mod alphabet;
mod checksum;
mod clue;
mod entropy;
mod examine;
mod form;
mod jwt;
mod read;
mod recognise;
mod registry;
#[cfg(test)]
mod sample;
mod shape;

pub use entropy::entropy_bits;
pub use examine::examine;
pub use form::{Environment, Half, KeyForm};
pub use jwt::{Jwt, JwtError};
pub use recognise::recognise;
pub use registry::forms;
