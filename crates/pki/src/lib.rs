//! Asymmetric keys and certificates: reading what people have, judging it, making new ones.
//!
//! Pure: bytes in, values out. The wall around asymmetric cryptography and its formats: no other crate names their
//! libraries.

pub mod ssh;
pub mod x509;
