//! The inner stream that encrypts protected values once more, in the order in which they stand in the XML.

use crate::import::ImportError;
use chacha20::ChaCha20;
use salsa20::Salsa20;
use salsa20::cipher::{KeyIvInit, StreamCipher};
use sha2::{Digest, Sha256, Sha512};

/// Salsa20's nonce, which the format fixes.
const SALSA20_NONCE: [u8; 8] = [0xe8, 0x30, 0x09, 0x4b, 0x97, 0x20, 0x5d, 0x2a];

/// The stream, at the place that reading has come to.
pub(crate) enum InnerStream {
    /// No encryption, and values as they stand: KeePass's XML.
    Plain,
    /// No encryption, but values in base64.
    None,
    Salsa20(Box<Salsa20>),
    ChaCha20(Box<ChaCha20>),
}

impl InnerStream {
    pub(super) fn plain() -> Self {
        Self::Plain
    }

    /// The stream of that number with that key.
    pub(crate) fn new(number: u32, key: &[u8]) -> Result<Self, ImportError> {
        let damaged = |_| ImportError::damaged("inner stream key");
        match number {
            0 => Ok(Self::None),
            2 => {
                let cipher =
                    Salsa20::new_from_slices(&Sha256::digest(key), &SALSA20_NONCE).map_err(damaged)?;
                Ok(Self::Salsa20(Box::new(cipher)))
            }
            3 => {
                let hash: [u8; 64] = Sha512::digest(key).into();
                let (key, rest) = hash.split_at(32);
                let nonce = rest.get(..12).unwrap_or_default();
                Ok(Self::ChaCha20(Box::new(ChaCha20::new_from_slices(key, nonce).map_err(damaged)?)))
            }
            _ => Err(ImportError::Unsupported { what: "an unknown inner cipher".into() }),
        }
    }

    /// Whether protected values are in base64.
    pub(super) fn encodes(&self) -> bool {
        !matches!(self, Self::Plain)
    }

    /// Decrypts the next value.
    pub(crate) fn apply(&mut self, data: &mut [u8]) -> Result<(), ImportError> {
        let done = match self {
            Self::Plain | Self::None => Ok(()),
            Self::Salsa20(cipher) => cipher.try_apply_keystream(data),
            Self::ChaCha20(cipher) => cipher.try_apply_keystream(data),
        };
        done.map_err(|_| ImportError::damaged("protected value"))
    }
}
