//! The three ciphers of the payload.

use super::inflate::MAX_PAYLOAD;
use crate::import::ImportError;
use aes::Aes256;
use cbc::Decryptor;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{Block, BlockModeDecrypt, KeyIvInit, StreamCipher};
use chacha20::ChaCha20;
use twofish::Twofish;
use zeroize::Zeroizing;

const AES: [u8; 16] =
    [0x31, 0xc1, 0xf2, 0xe6, 0xbf, 0x71, 0x43, 0x50, 0xbe, 0x58, 0x05, 0x21, 0x6a, 0xfc, 0x5a, 0xff];
const TWOFISH: [u8; 16] =
    [0xad, 0x68, 0xf2, 0x9f, 0x57, 0x6f, 0x4b, 0xb9, 0xa3, 0x6a, 0xd4, 0x7a, 0xf9, 0x65, 0x34, 0x6c];
pub(crate) const CHACHA20: [u8; 16] =
    [0xd6, 0x03, 0x8a, 0x2b, 0x8b, 0x6f, 0x4c, 0xb5, 0xa5, 0x24, 0x33, 0x9a, 0x31, 0xdb, 0xb5, 0x9a];

/// The cipher of the payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cipher {
    Aes,
    Twofish,
    ChaCha20,
}

impl Cipher {
    pub(super) fn of_uuid(uuid: &[u8]) -> Result<Self, ImportError> {
        match uuid {
            uuid if uuid == AES => Ok(Self::Aes),
            uuid if uuid == TWOFISH => Ok(Self::Twofish),
            uuid if uuid == CHACHA20 => Ok(Self::ChaCha20),
            _ => Err(ImportError::Unsupported { what: "an unknown cipher".into() }),
        }
    }

    /// In bytes.
    pub(super) fn iv_length(self) -> usize {
        if self == Self::ChaCha20 { 12 } else { 16 }
    }

    /// How much of that many bytes are whole blocks.
    pub(super) fn whole(self, length: usize) -> usize {
        if self == Self::ChaCha20 { length } else { length.saturating_sub(length % 16) }
    }

    /// Decrypts in place and leaves the padding, which [`unpad`](Cipher::unpad) takes off once the content is known to
    /// be right.
    pub(super) fn decrypt(self, key: &[u8; 32], iv: &[u8], data: &mut [u8]) -> Result<(), ImportError> {
        if data.len() > MAX_PAYLOAD {
            return Err(ImportError::too_large("bytes of payload", MAX_PAYLOAD as u64));
        }
        let done = match self {
            Self::Aes => decrypt_blocks(Decryptor::<Aes256>::new_from_slices(key, iv).ok(), data),
            Self::Twofish => decrypt_blocks(Decryptor::<Twofish>::new_from_slices(key, iv).ok(), data),
            Self::ChaCha20 => ChaCha20::new_from_slices(key, iv)
                .ok()
                .and_then(|mut stream| stream.try_apply_keystream(data).ok()),
        };
        done.ok_or_else(|| ImportError::damaged("length of the payload"))
    }

    /// The state of decryption of a payload of that length that is read a piece at a time.
    pub(super) fn stream(self, key: &[u8; 32], iv: &[u8], length: usize) -> Result<Stream, ImportError> {
        if length > MAX_PAYLOAD {
            return Err(ImportError::too_large("bytes of payload", MAX_PAYLOAD as u64));
        }
        if self != Self::ChaCha20 && !length.is_multiple_of(16) {
            return Err(ImportError::damaged("length of the payload"));
        }
        let stream = match self {
            Self::Aes => Decryptor::new_from_slices(key, iv).ok().map(|cipher| Stream::Aes(Box::new(cipher))),
            Self::Twofish => {
                Decryptor::new_from_slices(key, iv).ok().map(|cipher| Stream::Twofish(Box::new(cipher)))
            }
            Self::ChaCha20 => {
                ChaCha20::new_from_slices(key, iv).ok().map(|cipher| Stream::ChaCha20(Box::new(cipher)))
            }
        };
        stream.ok_or_else(|| ImportError::damaged("length of the payload"))
    }

    /// Takes the padding off.
    pub(super) fn unpad(self, data: &mut Zeroizing<Vec<u8>>) -> Result<(), ImportError> {
        if self == Self::ChaCha20 {
            return Ok(());
        }
        let length = data.len().saturating_sub(padding_of(data)?);
        data.truncate(length);
        Ok(())
    }
}

/// The length of the padding that the data end with, in bytes.
fn padding_of(data: &[u8]) -> Result<usize, ImportError> {
    let damaged = || ImportError::damaged("padding of the payload");
    let last = data.last().copied().ok_or_else(damaged)?;
    let length = data.len().checked_sub(usize::from(last)).ok_or_else(damaged)?;
    let padding = data.get(length..).ok_or_else(damaged)?;
    if last == 0 || last > 16 || padding.iter().any(|&byte| byte != last) {
        return Err(damaged());
    }
    Ok(padding.len())
}

/// A cipher at the place that reading has come to.
pub(super) enum Stream {
    Aes(Box<Decryptor<Aes256>>),
    Twofish(Box<Decryptor<Twofish>>),
    ChaCha20(Box<ChaCha20>),
}

impl Stream {
    /// Decrypts the next piece, which is whole blocks.
    pub(super) fn decrypt(&mut self, piece: &mut [u8]) -> Result<(), ImportError> {
        let done = match self {
            Self::Aes(cipher) => next_blocks(&mut **cipher, piece),
            Self::Twofish(cipher) => next_blocks(&mut **cipher, piece),
            Self::ChaCha20(cipher) => cipher.try_apply_keystream(piece).ok(),
        };
        done.ok_or_else(|| ImportError::damaged("length of the payload"))
    }

    /// The length of the padding that the last piece ends with, in bytes.
    pub(super) fn padding(&self, last: &[u8]) -> Result<usize, ImportError> {
        if matches!(self, Self::ChaCha20(_)) || last.is_empty() { Ok(0) } else { padding_of(last) }
    }
}

fn next_blocks<D: BlockModeDecrypt>(cipher: &mut D, piece: &mut [u8]) -> Option<()> {
    let (blocks, rest) = Block::<D>::slice_as_chunks_mut(piece);
    cipher.decrypt_blocks(blocks);
    rest.is_empty().then_some(())
}

fn decrypt_blocks<D: BlockModeDecrypt>(cipher: Option<D>, data: &mut [u8]) -> Option<()> {
    cipher?.decrypt_padded::<NoPadding>(data).ok().map(|_| ())
}
