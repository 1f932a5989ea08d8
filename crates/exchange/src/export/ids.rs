//! Identifiers that a format wants for its parts: random for each file, and different within it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use strongroom_secret::{Random, RandomError};

/// The letters of base32 as 1Password writes its identifiers.
const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Makes identifiers from a random seed, so that one call of the random source is enough for a file.
pub(super) struct Ids {
    seed: [u8; 16],
    next: u64,
}

impl Ids {
    pub(super) fn new(random: &dyn Random) -> Result<Self, RandomError> {
        let mut seed = [0; 16];
        random.fill(&mut seed)?;
        Ok(Self { seed, next: 0 })
    }

    /// Without randomness, for an account that is not written.
    pub(super) fn blank() -> Self {
        Self { seed: [0; 16], next: 0 }
    }

    fn bytes(&mut self) -> [u8; 16] {
        self.next = self.next.wrapping_add(1);
        let digest = Sha256::new().chain_update(self.seed).chain_update(self.next.to_be_bytes()).finalize();
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        bytes
    }

    /// A UUID of version 4 (RFC 9562).
    pub(super) fn uuid(&mut self) -> String {
        let bits = u128::from_be_bytes(self.bytes());
        let bits = (bits & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
        let text = format!("{bits:032x}");
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
    }

    /// 26 letters and digits.
    pub(super) fn base32(&mut self) -> String {
        let bits = u128::from_be_bytes(self.bytes());
        let digit = |at: u32| BASE32.get(usize::try_from(bits >> (5 * at) & 31).unwrap_or_default());
        (0..26).filter_map(digit).map(|byte| char::from(*byte)).collect()
    }

    /// 16 bytes as base64url.
    pub(super) fn base64url(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes())
    }
}
