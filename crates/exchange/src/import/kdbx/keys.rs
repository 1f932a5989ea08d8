//! The keys that come from the transformed key: one for the cipher, one per block for its authentication.

use super::credentials::CompositeKey;
use super::header::Header;
use crate::import::ImportError;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

/// The number that stands for the header among the blocks.
pub(super) const HEADER_BLOCK: u64 = u64::MAX;

/// The keys of one file.
pub(super) struct FileKeys {
    pub(super) cipher: Zeroizing<[u8; 32]>,
    mac: Zeroizing<[u8; 64]>,
}

impl FileKeys {
    pub(super) fn derive(header: &Header<'_>, key: &CompositeKey) -> Result<Self, ImportError> {
        let transformed = header.kdf.transform(key)?;
        let cipher = Sha256::new().chain_update(header.master_seed).chain_update(transformed.as_slice());
        let mac = Sha512::new()
            .chain_update(header.master_seed)
            .chain_update(transformed.as_slice())
            .chain_update([1]);
        Ok(Self {
            cipher: Zeroizing::new(cipher.finalize().into()),
            mac: Zeroizing::new(mac.finalize().into()),
        })
    }

    /// Whether that code authenticates those parts as block `number`. Compared in constant time.
    pub(super) fn authenticates(&self, number: u64, parts: &[&[u8]], code: &[u8]) -> bool {
        let hash = Sha512::new().chain_update(number.to_le_bytes()).chain_update(self.mac.as_slice());
        let key: Zeroizing<[u8; 64]> = Zeroizing::new(hash.finalize().into());
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_slice()) else { return false };
        parts.iter().for_each(|part| mac.update(part));
        mac.verify_slice(code).is_ok()
    }
}
