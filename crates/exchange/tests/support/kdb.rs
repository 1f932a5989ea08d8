//! The least writer of KeePass 1 databases that can build any file, right or wrong: AES or Twofish, few rounds.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test support")]

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use cbc::Encryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use sha2::{Digest, Sha256};
use twofish::Twofish;

pub const PASSWORD: &str = "pw";
pub const AES: u32 = 3;
pub const TWOFISH: u32 = 9;

/// A file to be.
pub struct Kdb {
    pub flags: u32,
    pub version: u32,
    pub rounds: u32,
    pub groups: u32,
    pub entries: u32,
    pub content: Vec<u8>,
    /// The key before derivation.
    pub key: [u8; 32],
}

impl Kdb {
    pub fn new(groups: &[Vec<u8>], entries: &[Vec<u8>]) -> Self {
        Self {
            flags: AES,
            version: 0x0003_0004,
            rounds: 3,
            groups: u32::try_from(groups.len()).unwrap(),
            entries: u32::try_from(entries.len()).unwrap(),
            content: [groups, entries].concat().concat(),
            key: Sha256::digest(PASSWORD).into(),
        }
    }

    pub fn write(&self) -> Vec<u8> {
        let mut file = vec![0x03, 0xd9, 0xa2, 0x9a, 0x65, 0xfb, 0x4b, 0xb5];
        file.extend([self.flags.to_le_bytes(), self.version.to_le_bytes()].concat());
        file.extend([[1; 16], [2; 16]].concat());
        file.extend([self.groups.to_le_bytes(), self.entries.to_le_bytes()].concat());
        file.extend(Sha256::digest(&self.content));
        file.extend([4; 32]);
        file.extend(self.rounds.to_le_bytes());
        let mut key = self.key;
        let cipher = Aes256::new(&[4; 32].into());
        // A file that asks for more than is sensible is never opened.
        for _ in 0..self.rounds.min(1000) {
            key.chunks_mut(16).for_each(|half| cipher.encrypt_block(half.try_into().unwrap()));
        }
        let key = Sha256::new().chain_update([1; 16]).chain_update(Sha256::digest(key)).finalize();
        let length = self.content.len();
        let mut data = [self.content.as_slice(), &[0; 16]].concat();
        file.extend_from_slice(if self.flags & 8 != 0 {
            let cipher = Encryptor::<Twofish>::new_from_slices(&key, &[2; 16]).unwrap();
            cipher.encrypt_padded::<Pkcs7>(&mut data, length).unwrap()
        } else {
            let cipher = Encryptor::<Aes256>::new_from_slices(&key, &[2; 16]).unwrap();
            cipher.encrypt_padded::<Pkcs7>(&mut data, length).unwrap()
        });
        file
    }
}

pub fn record(fields: &[(u16, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (id, value) in fields.iter().chain([&(0xffff, [].as_slice())]) {
        bytes.extend(id.to_le_bytes());
        bytes.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
        bytes.extend(*value);
    }
    bytes
}

pub fn group(id: u32, name: &str, level: u16) -> Vec<u8> {
    let name = format!("{name}\0");
    record(&[(1, &id.to_le_bytes()), (2, name.as_bytes()), (8, &level.to_le_bytes())])
}

pub fn entry(group: u32, title: &str, fields: &[(u16, &[u8])]) -> Vec<u8> {
    let title = format!("{title}\0");
    let first: [(u16, &[u8]); 3] = [(1, &[9; 16]), (2, &group.to_le_bytes()), (4, title.as_bytes())];
    record(&[first.as_slice(), fields].concat())
}
