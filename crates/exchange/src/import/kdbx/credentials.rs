//! What the user has, as KDBX mixes it: hash of the password, key of the key file, or both.

use super::key_file;
use crate::import::ImportError;
use sha2::{Digest, Sha256};
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// A composite key, wiped when dropped.
pub(crate) type CompositeKey = Zeroizing<[u8; 32]>;

/// The keys to try, in order. Beside a key file an empty password usually means none, but a database may have been made
/// with an empty one; then both are tried.
pub(crate) fn composite_keys(
    password: Option<&SecretString>,
    key_file: Option<&[u8]>,
) -> Result<Vec<CompositeKey>, ImportError> {
    let file_key = key_file.map(key_file::key_of).transpose()?;
    match (password, file_key) {
        (None, None) => Err(ImportError::NeedsPassword),
        (Some(password), None) => Ok(vec![composite(Some(password), None)]),
        (Some(password), Some(key)) if password.is_empty() => {
            Ok(vec![composite(None, Some(&key)), composite(Some(password), Some(&key))])
        }
        (password, Some(key)) => Ok(vec![composite(password, Some(&key))]),
    }
}

fn composite(password: Option<&SecretString>, file_key: Option<&Zeroizing<Vec<u8>>>) -> CompositeKey {
    let mut hash = Sha256::new();
    if let Some(password) = password {
        // Exposed to be hashed, as the format wants it.
        hash.update(Sha256::digest(password.expose().as_bytes()));
    }
    if let Some(key) = file_key {
        hash.update(key.as_slice());
    }
    Zeroizing::new(hash.finalize().into())
}
