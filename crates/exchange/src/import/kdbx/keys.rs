//! The keys that come from the transformed key: one for the cipher, one per block for its authentication.

use super::credentials::CompositeKey;
use super::header::Header;
use crate::import::ImportError;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

/// The number that stands for the header among the blocks.
pub(crate) const HEADER_BLOCK: u64 = u64::MAX;

/// The keys of one file.
pub(crate) struct FileKeys {
    pub(crate) cipher: Zeroizing<[u8; 32]>,
    mac: Zeroizing<[u8; 64]>,
}

impl FileKeys {
    pub(super) fn derive(header: &Header<'_>, key: &CompositeKey) -> Result<Self, ImportError> {
        Ok(Self::of(header.master_seed, &*header.kdf.transform(key)?))
    }

    /// The keys that come from the transformed key and the file's seed.
    pub(crate) fn of(master_seed: &[u8], transformed: &[u8; 32]) -> Self {
        let cipher = Sha256::new().chain_update(master_seed).chain_update(transformed);
        let mac = Sha512::new().chain_update(master_seed).chain_update(transformed).chain_update([1]);
        Self { cipher: Zeroizing::new(cipher.finalize().into()), mac: Zeroizing::new(mac.finalize().into()) }
    }

    /// Whether that code authenticates those parts as block `number`. Compared in constant time.
    pub(super) fn authenticates(&self, number: u64, parts: &[&[u8]], code: &[u8]) -> bool {
        self.mac(number, parts).is_some_and(|mac| mac.verify_slice(code).is_ok())
    }

    /// The code of those parts as block `number`.
    pub(crate) fn code(&self, number: u64, parts: &[&[u8]]) -> Option<[u8; 32]> {
        self.mac(number, parts).map(|mac| mac.finalize().into_bytes().into())
    }

    fn mac(&self, number: u64, parts: &[&[u8]]) -> Option<Hmac<Sha256>> {
        let hash = Sha512::new().chain_update(number.to_le_bytes()).chain_update(self.mac.as_slice());
        let key: Zeroizing<[u8; 64]> = Zeroizing::new(hash.finalize().into());
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).ok()?;
        parts.iter().for_each(|part| mac.update(part));
        Some(mac)
    }
}
