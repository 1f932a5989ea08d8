//! The block ciphers that keys and key stores are encrypted with, all in CBC with the padding of PKCS#7. For reading what
//! people have: nothing here is for new secrets.

use aes::{Aes128, Aes192, Aes256};
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, InnerIvInit, KeyIvInit};
use des::{Des, TdesEde2, TdesEde3};
use rc2::Rc2;
use zeroize::Zeroizing;

/// A cipher and the length of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cipher {
    Aes128,
    Aes192,
    Aes256,
    Des,
    TripleDesTwoKeys,
    TripleDes,
    /// With keys of 40 bits.
    Rc2Short,
    /// With keys of 128 bits.
    Rc2,
}

impl Cipher {
    /// Bytes of its key.
    pub(super) fn key_length(self) -> usize {
        match self {
            Self::Rc2Short => 5,
            Self::Des => 8,
            Self::Aes128 | Self::TripleDesTwoKeys | Self::Rc2 => 16,
            Self::Aes192 | Self::TripleDes => 24,
            Self::Aes256 => 32,
        }
    }

    /// Bytes of its block and initialisation vector.
    pub(super) fn block_length(self) -> usize {
        if matches!(self, Self::Aes128 | Self::Aes192 | Self::Aes256) { 16 } else { 8 }
    }

    /// `None` where the lengths or the padding do not fit, as with a wrong key in 255 of 256 cases.
    pub(super) fn decrypt(self, key: &[u8], iv: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        if key.len() != self.key_length() || iv.len() != self.block_length() {
            return None;
        }
        match self {
            Self::Aes128 => run(Decryptor::<Aes128>::new_from_slices(key, iv).ok()?, data),
            Self::Aes192 => run(Decryptor::<Aes192>::new_from_slices(key, iv).ok()?, data),
            Self::Aes256 => run(Decryptor::<Aes256>::new_from_slices(key, iv).ok()?, data),
            Self::Des => run(Decryptor::<Des>::new_from_slices(key, iv).ok()?, data),
            Self::TripleDesTwoKeys => run(Decryptor::<TdesEde2>::new_from_slices(key, iv).ok()?, data),
            Self::TripleDes => run(Decryptor::<TdesEde3>::new_from_slices(key, iv).ok()?, data),
            Self::Rc2Short | Self::Rc2 => {
                let cipher = Rc2::new_with_eff_key_len(key, key.len() * 8);
                run(Decryptor::<Rc2>::inner_iv_slice_init(cipher, iv).ok()?, data)
            }
        }
    }
}

fn run<D: BlockModeDecrypt>(cipher: D, data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut text = Zeroizing::new(data.to_vec());
    let length = cipher.decrypt_padded::<Pkcs7>(&mut text).ok()?.len();
    text.truncate(length);
    Some(text)
}
