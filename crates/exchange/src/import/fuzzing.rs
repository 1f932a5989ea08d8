//! Doors for the fuzzer (docs/fuzzing.md) to what lies behind a key derivation. In no program.

pub use super::kdbx::fuzzing::{kdb_content, kdbx_blocks, kdbx_key_file, kdbx_payload};

/// One decrypted entry of a password store.
///
/// # Errors
/// As [`parse`](super::parse).
pub fn pass_entry(bytes: &[u8]) -> Result<super::ParsedImport, super::ImportError> {
    super::pass::parse_entry(bytes)
}

/// One item of an OPVault, past its envelopes: what lies open, its overview, its details.
///
/// # Errors
/// As [`parse`](super::parse).
pub fn opvault_item(
    open: &str,
    overview: &str,
    details: &str,
) -> Result<super::ParsedImport, super::ImportError> {
    super::one_password::parse_opvault_item(open, overview, details)
}

/// A file of age under a password, past its scrypt: the length of what is in it, in bytes.
///
/// # Errors
/// As [`parse`](super::parse).
pub fn age(bytes: &[u8], wrap: &[u8; 32]) -> Result<usize, super::ImportError> {
    super::age::open_with(bytes, |_| Ok(zeroize::Zeroizing::new(*wrap))).map(|plain| plain.len())
}

/// A passkey in a notation in JSON: whether it says the same in each of the three that it can be written in. None where it is
/// no passkey.
pub fn passkey(text: &str) -> Option<bool> {
    crate::passkey::Passkey::parse(text).map(|passkey| passkey.comes_back())
}
