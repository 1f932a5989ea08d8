//! The ciphers that private key files are sealed with: by their names in SSH (RFC 4344, RFC 5647, OpenSSH's
//! PROTOCOL.chacha20poly1305), and two of them in PEM and PuTTY files too. Content comes out only if its tag is right,
//! where the cipher has one.

use aes::{Aes128, Aes192, Aes256};
use cbc::Decryptor;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockCipherEncrypt, BlockModeDecrypt, KeyInit, KeyIvInit, StreamCipher};
use chacha20::ChaCha20;
use ctr::{Ctr32BE, Ctr128BE};
use des::TdesEde3;
use ghash::GHash;
use ghash::universal_hash::UniversalHash;
use poly1305::Poly1305;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// A cipher of private key files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cipher {
    TripleDesCbc,
    Aes128Cbc,
    Aes192Cbc,
    Aes256Cbc,
    Aes128Ctr,
    Aes192Ctr,
    Aes256Ctr,
    Aes128Gcm,
    Aes256Gcm,
    ChaCha20Poly1305,
}

/// The key, the vector or the tag does not fit: the passphrase was wrong or the file is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotOpened;

/// Name, and bytes of key, vector, block and tag.
const CIPHERS: [(Cipher, &str, [usize; 4]); 10] = [
    (Cipher::TripleDesCbc, "3des-cbc", [24, 8, 8, 0]),
    (Cipher::Aes128Cbc, "aes128-cbc", [16, 16, 16, 0]),
    (Cipher::Aes192Cbc, "aes192-cbc", [24, 16, 16, 0]),
    (Cipher::Aes256Cbc, "aes256-cbc", [32, 16, 16, 0]),
    (Cipher::Aes128Ctr, "aes128-ctr", [16, 16, 16, 0]),
    (Cipher::Aes192Ctr, "aes192-ctr", [24, 16, 16, 0]),
    (Cipher::Aes256Ctr, "aes256-ctr", [32, 16, 16, 0]),
    (Cipher::Aes128Gcm, "aes128-gcm@openssh.com", [16, 12, 16, 16]),
    (Cipher::Aes256Gcm, "aes256-gcm@openssh.com", [32, 12, 16, 16]),
    (Cipher::ChaCha20Poly1305, "chacha20-poly1305@openssh.com", [64, 0, 8, 16]),
];

impl Cipher {
    pub(super) fn of_name(name: &str) -> Option<Self> {
        CIPHERS.iter().find(|(_, known, _)| *known == name).map(|(cipher, ..)| *cipher)
    }

    fn sizes(self) -> [usize; 4] {
        CIPHERS.iter().find(|(known, ..)| *known == self).map_or([0; 4], |(.., sizes)| *sizes)
    }

    pub(super) fn key_length(self) -> usize {
        let [key, ..] = self.sizes();
        key
    }

    pub(super) fn iv_length(self) -> usize {
        let [_, iv, ..] = self.sizes();
        iv
    }

    pub(super) fn block_length(self) -> usize {
        let [_, _, block, _] = self.sizes();
        block
    }

    pub(super) fn tag_length(self) -> usize {
        let [.., tag] = self.sizes();
        tag
    }

    /// Decrypts in place. `tag` is empty for ciphers without one. What `data` holds after a failure is not to be used.
    pub(super) fn open(self, key: &[u8], iv: &[u8], data: &mut [u8], tag: &[u8]) -> Result<(), NotOpened> {
        match self {
            Self::TripleDesCbc => cbc::<Decryptor<TdesEde3>>(key, iv, data),
            Self::Aes128Cbc => cbc::<Decryptor<Aes128>>(key, iv, data),
            Self::Aes192Cbc => cbc::<Decryptor<Aes192>>(key, iv, data),
            Self::Aes256Cbc => cbc::<Decryptor<Aes256>>(key, iv, data),
            Self::Aes128Ctr => stream::<Ctr128BE<Aes128>>(key, iv, data),
            Self::Aes192Ctr => stream::<Ctr128BE<Aes192>>(key, iv, data),
            Self::Aes256Ctr => stream::<Ctr128BE<Aes256>>(key, iv, data),
            Self::Aes128Gcm => gcm::<Aes128, Ctr32BE<Aes128>>(key, iv, data, tag),
            Self::Aes256Gcm => gcm::<Aes256, Ctr32BE<Aes256>>(key, iv, data, tag),
            Self::ChaCha20Poly1305 => chacha20_poly1305(key, data, tag),
        }
    }

    /// Encrypts in place with AES-256 in counter mode, the cipher of `ssh-keygen`, and the one that is written here.
    pub(super) fn seal_aes256_ctr(key: &[u8], iv: &[u8], data: &mut [u8]) -> Result<(), NotOpened> {
        stream::<Ctr128BE<Aes256>>(key, iv, data)
    }
}

fn cbc<D: BlockModeDecrypt + KeyIvInit>(key: &[u8], iv: &[u8], data: &mut [u8]) -> Result<(), NotOpened> {
    let cipher = D::new_from_slices(key, iv).map_err(|_| NotOpened)?;
    cipher.decrypt_padded::<NoPadding>(data).map(|_| ()).map_err(|_| NotOpened)
}

fn stream<S: StreamCipher + KeyIvInit>(key: &[u8], iv: &[u8], data: &mut [u8]) -> Result<(), NotOpened> {
    let mut cipher = S::new_from_slices(key, iv).map_err(|_| NotOpened)?;
    cipher.try_apply_keystream(data).map_err(|_| NotOpened)
}

/// GCM with a vector of 96 bits and nothing beside the content (NIST SP 800-38D, section 7.2).
fn gcm<B, S>(key: &[u8], iv: &[u8], data: &mut [u8], tag: &[u8]) -> Result<(), NotOpened>
where
    B: BlockCipherEncrypt + KeyInit,
    S: StreamCipher + KeyIvInit,
{
    let block = B::new_from_slice(key).map_err(|_| NotOpened)?;
    let mut hash_key = cbc::cipher::Block::<B>::default();
    block.encrypt_block(&mut hash_key);
    let mut hash = GHash::new_from_slice(&hash_key).map_err(|_| NotOpened)?;
    hash_key.as_mut_slice().zeroize();
    hash.update_padded(data);
    let bits = u64::try_from(data.len()).unwrap_or(u64::MAX).saturating_mul(8);
    hash.update_padded(&[[0; 8], bits.to_be_bytes()].concat());

    let mut stream = S::new_from_slices(key, &[iv, &[0, 0, 0, 1]].concat()).map_err(|_| NotOpened)?;
    let mut expected = Zeroizing::new(hash.finalize().to_vec());
    stream.try_apply_keystream(&mut expected).map_err(|_| NotOpened)?;
    if !bool::from(expected.ct_eq(tag)) {
        return Err(NotOpened);
    }
    stream.try_apply_keystream(data).map_err(|_| NotOpened)
}

/// OpenSSH's own composition with the sequence number zero: the first 32 bytes of the key encrypt, block zero of their
/// stream authenticates, and the other 32 bytes, which would encrypt a packet's length, have nothing to do. With a nonce
/// of zeros the original ChaCha20 and that of RFC 8439 are the same.
fn chacha20_poly1305(key: &[u8], data: &mut [u8], tag: &[u8]) -> Result<(), NotOpened> {
    let (key, _) = key.split_first_chunk::<32>().ok_or(NotOpened)?;
    let mut stream = ChaCha20::new_from_slices(key, &[0; 12]).map_err(|_| NotOpened)?;
    let mut first = Zeroizing::new([0; 64]);
    stream.try_apply_keystream(first.as_mut_slice()).map_err(|_| NotOpened)?;
    let (once, _) = first.split_first_chunk::<32>().ok_or(NotOpened)?;
    let expected = Poly1305::new_from_slice(once).map_err(|_| NotOpened)?.compute_unpadded(data);
    if !bool::from(expected.as_slice().ct_eq(tag)) {
        return Err(NotOpened);
    }
    stream.try_apply_keystream(data).map_err(|_| NotOpened)
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    fn hex(text: &str) -> Vec<u8> {
        HEXLOWER.decode(text.as_bytes()).unwrap()
    }

    /// Test cases 1, 2 and 14 of the GCM specification (McGrew and Viega, appendix B).
    #[test]
    fn gcm_opens_the_published_test_cases_and_nothing_with_another_tag() {
        for (cipher, data, tag) in [
            (Cipher::Aes128Gcm, "", "58e2fccefa7e3061367f1d57a4e7455a"),
            (Cipher::Aes128Gcm, "0388dace60b6a392f328c2b971b2fe78", "ab6e47d42cec13bdf53a67b21257bddf"),
            (Cipher::Aes256Gcm, "cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919"),
        ] {
            let (key, mut data, mut tag) = (vec![0; cipher.key_length()], hex(data), hex(tag));
            assert_eq!(cipher.open(&key, &[0; 12], &mut data.clone(), &tag), Ok(()));
            cipher.open(&key, &[0; 12], &mut data, &tag).unwrap();
            assert!(data.iter().all(|byte| *byte == 0));
            tag[15] ^= 1;
            assert_eq!(cipher.open(&key, &[0; 12], &mut data, &tag), Err(NotOpened));
            assert_eq!(cipher.open(&key, &[0; 12], &mut data, &tag[..4]), Err(NotOpened));
        }
    }

    #[test]
    fn lengths_that_do_not_fit_are_refused() {
        for (cipher, name, [key, iv, block, tag]) in CIPHERS {
            assert_eq!(Cipher::of_name(name), Some(cipher));
            for (key, iv, data) in [(key + 1, iv, block), (0, iv, block), (key, iv + 1, block)] {
                let opened = cipher.open(&vec![0; key], &vec![0; iv], &mut vec![0; data], &vec![0; tag]);
                assert!(opened.is_err(), "{name}");
            }
        }
        assert_eq!(Cipher::Aes256Cbc.open(&[0; 32], &[0; 16], &mut [0; 17], &[]), Err(NotOpened));
    }
}
