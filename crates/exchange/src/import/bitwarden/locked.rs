//! Exports that Bitwarden protects by a password of their own: a key from the password, and the whole export under it.

use crate::import::ImportError;
use crate::import::json::Top;
use crate::import::unlock::{Argon2id, Key, argon2id, expand, open_cbc_hmac, pbkdf2_sha256};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// What the file says about itself. Memory in MiB.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    salt: String,
    kdf_type: u64,
    kdf_iterations: u64,
    #[serde(default)]
    kdf_memory: Option<u64>,
    #[serde(default)]
    kdf_parallelism: Option<u64>,
    #[serde(rename = "encKeyValidation_DO_NOT_EDIT")]
    validation: String,
    data: String,
}

/// Whether a password opens the export, and not its account alone.
pub(super) fn is_password_protected(top: &Top<'_>) -> bool {
    top.get("passwordProtected").is_some_and(|raw| raw.get() == "true") && top.contains_key("data")
}

/// The export itself, as JSON.
pub(super) fn open(top: &Top<'_>, password: &SecretString) -> Result<Zeroizing<Vec<u8>>, ImportError> {
    let parameters = parameters(top).ok_or_else(|| ImportError::damaged("encryption parameters"))?;
    let keys = expand(&key(&parameters, password)?).ok_or(ImportError::WrongPassword)?;
    // Sealed under the same key, so that a wrong password is told from damaged data.
    open_cbc_hmac(&parameters.validation, &keys).ok_or(ImportError::WrongPassword)?;
    open_cbc_hmac(&parameters.data, &keys).ok_or_else(|| ImportError::damaged("encrypted export"))
}

/// Only the keys that are needed: whatever else the file holds is not looked at.
fn parameters(top: &Top<'_>) -> Option<Parameters> {
    const KEYS: [&str; 7] = [
        "salt",
        "kdfType",
        "kdfIterations",
        "kdfMemory",
        "kdfParallelism",
        "encKeyValidation_DO_NOT_EDIT",
        "data",
    ];
    let mut object = serde_json::Map::new();
    for key in KEYS {
        if let Some(raw) = top.get(key) {
            object.insert(key.to_owned(), serde_json::from_str(raw.get()).ok()?);
        }
    }
    serde_json::from_value(object.into()).ok()
}

fn key(parameters: &Parameters, password: &SecretString) -> Result<Key, ImportError> {
    // The salt is the text itself, although it looks like base64.
    let salt = parameters.salt.as_bytes();
    match parameters.kdf_type {
        0 => pbkdf2_sha256(password, salt, parameters.kdf_iterations),
        1 => {
            let missing = || ImportError::damaged("encryption parameters");
            let cost = Argon2id {
                memory_kib: parameters.kdf_memory.ok_or_else(missing)?.saturating_mul(1024),
                iterations: parameters.kdf_iterations,
                lanes: parameters.kdf_parallelism.ok_or_else(missing)?,
            };
            argon2id(password, &Sha256::digest(salt), &cost)
        }
        _ => Err(ImportError::Unsupported { what: "an unknown key derivation".into() }),
    }
}
