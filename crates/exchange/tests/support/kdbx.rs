//! The least writer of KDBX 4 that can build any file, right or wrong: ChaCha20, one round of AES-KDF.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test support")]

use aes::cipher::{BlockCipherEncrypt, KeyInit};
use chacha20::cipher::{KeyIvInit, StreamCipher};
use flate2::Compression;
use flate2::write::GzEncoder;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256, Sha512};
use std::io::{Read, Write};

const SIGNATURE: [u8; 8] = [0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5];
const CHACHA20: [u8; 16] =
    [0xd6, 0x03, 0x8a, 0x2b, 0x8b, 0x6f, 0x4c, 0xb5, 0xa5, 0x24, 0x33, 0x9a, 0x31, 0xdb, 0xb5, 0x9a];
const AES: [u8; 16] =
    [0x31, 0xc1, 0xf2, 0xe6, 0xbf, 0x71, 0x43, 0x50, 0xbe, 0x58, 0x05, 0x21, 0x6a, 0xfc, 0x5a, 0xff];
const AES_KDF: [u8; 16] =
    [0xc9, 0xd9, 0xf3, 0x9a, 0x62, 0x8a, 0x44, 0x60, 0xbf, 0x74, 0x0d, 0x08, 0xc1, 0x8a, 0x4f, 0xea];

/// The password of every file that is written here.
pub const PASSWORD: &str = "pw";

/// A file to be.
pub struct Kdbx {
    /// Outer header fields, the end excepted, in the order in which they are written.
    pub header: Vec<(u8, Vec<u8>)>,
    pub version: u32,
    /// The payload as it is encrypted: compressed or not, as the header says.
    pub payload: Vec<u8>,
}

impl Kdbx {
    /// A file that holds those bytes uncompressed.
    pub fn of_payload(payload: Vec<u8>) -> Self {
        let header = vec![
            (2, CHACHA20.to_vec()),
            (3, 0_u32.to_le_bytes().to_vec()),
            (4, vec![4; 32]),
            (7, vec![7; 12]),
            (11, parameters(1)),
        ];
        Self { header, version: 0x0004_0001, payload }
    }

    /// A file that holds that XML, and those attachments.
    pub fn of_xml(xml: &str, binaries: &[&[u8]]) -> Self {
        let mut payload = inner_header(binaries);
        payload.extend(xml.as_bytes());
        Self::of_payload(payload)
    }

    /// A file whose compressed payload is what `source` gives.
    pub fn of_compressed(mut source: impl Read) -> Self {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        std::io::copy(&mut source, &mut encoder).unwrap();
        let mut file = Self::of_payload(encoder.finish().unwrap());
        file.set(3, 1_u32.to_le_bytes().to_vec());
        file
    }

    pub fn set(&mut self, id: u8, value: Vec<u8>) {
        self.header.iter_mut().filter(|(known, _)| *known == id).for_each(|(_, old)| old.clone_from(&value));
    }

    pub fn write(&self) -> Vec<u8> {
        self.write_in(1 << 20)
    }

    /// The file in blocks of that many bytes.
    pub fn write_in(&self, block: usize) -> Vec<u8> {
        let mut file = SIGNATURE.to_vec();
        file.extend(self.version.to_le_bytes());
        for (id, value) in self.header.iter().chain([&(0, Vec::new())]) {
            file.push(*id);
            file.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
            file.extend(value);
        }
        let transformed = transformed_key();
        let base: [u8; 64] =
            Sha512::new().chain_update([4; 32]).chain_update(transformed).chain_update([1]).finalize().into();
        let (hash, code) = (Sha256::digest(&file), code(&base, u64::MAX, &[&file]));
        file.extend(hash);
        file.extend(code);
        let mut data = self.payload.clone();
        let key = Sha256::new().chain_update([4; 32]).chain_update(transformed).finalize();
        chacha20::ChaCha20::new_from_slices(&key, &[7; 12]).unwrap().apply_keystream(&mut data);
        for (number, block) in data.chunks(block).chain([[].as_slice()]).enumerate() {
            let number = number as u64;
            let length = u32::try_from(block.len()).unwrap().to_le_bytes();
            file.extend(self::code(&base, number, &[&number.to_le_bytes(), &length, block]));
            file.extend(length);
            file.extend(block);
        }
        file
    }
}

/// A file of KDBX 3.1 that holds that XML, in blocks of so many bytes: AES, uncompressed.
pub fn write_old(xml: &str, block: usize) -> Vec<u8> {
    let mut file = SIGNATURE.to_vec();
    file.extend(0x0003_0001_u32.to_le_bytes());
    let (rounds, none) = (1_u64.to_le_bytes(), 0_u32.to_le_bytes());
    let seed: [u8; 32] = [4; 32];
    for (id, value) in [
        (2, AES.as_slice()),
        (3, &none),
        (4, &seed),
        (5, &[5; 32]),
        (6, &rounds),
        (7, &[7; 16]),
        (8, &[8; 32]),
        (9, &[9; 32]),
        (10, &none),
        (0, &[]),
    ] {
        file.push(id);
        file.extend(u16::try_from(value.len()).unwrap().to_le_bytes());
        file.extend(value);
    }
    let mut payload = vec![9; 32];
    for (number, data) in xml.as_bytes().chunks(block).chain([[].as_slice()]).enumerate() {
        payload.extend(u32::try_from(number).unwrap().to_le_bytes());
        payload.extend(if data.is_empty() { [0; 32] } else { Sha256::digest(data).into() });
        payload.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        payload.extend(data);
    }
    let padding = 16 - payload.len() % 16;
    payload.extend(vec![u8::try_from(padding).unwrap(); padding]);
    let key: [u8; 32] = Sha256::new().chain_update(seed).chain_update(transformed_key()).finalize().into();
    let cipher = aes::Aes256::new(&key.into());
    let mut previous = [7; 16];
    for block in payload.chunks_mut(16) {
        block.iter_mut().zip(previous).for_each(|(byte, before)| *byte ^= before);
        cipher.encrypt_block((&mut *block).try_into().unwrap());
        previous.copy_from_slice(block);
    }
    file.extend(payload);
    file
}

fn code(base: &[u8; 64], number: u64, parts: &[&[u8]]) -> Vec<u8> {
    let key = Sha512::new().chain_update(number.to_le_bytes()).chain_update(base).finalize();
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).unwrap();
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().to_vec()
}

fn transformed_key() -> [u8; 32] {
    let mut key: [u8; 32] = Sha256::digest(Sha256::digest(PASSWORD)).into();
    let cipher = aes::Aes256::new(&[5; 32].into());
    for half in key.chunks_mut(16) {
        cipher.encrypt_block(half.try_into().unwrap());
    }
    Sha256::digest(key).into()
}

/// The dictionary that asks for so many AES rounds.
pub fn parameters(rounds: u64) -> Vec<u8> {
    let mut bytes = vec![0, 1];
    let rounds = rounds.to_le_bytes();
    for (kind, name, value) in
        [(0x42, "$UUID", AES_KDF.as_slice()), (0x05, "R", &rounds), (0x42, "S", &[5; 32])]
    {
        bytes.push(kind);
        for part in [name.as_bytes(), value] {
            bytes.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
            bytes.extend(part);
        }
    }
    bytes.push(0);
    bytes
}

/// An inner header without a stream cipher.
pub fn inner_header(binaries: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut field = |id: u8, value: &[u8]| {
        bytes.push(id);
        bytes.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
        bytes.write_all(value).unwrap();
    };
    field(1, &0_u32.to_le_bytes());
    field(2, &[]);
    for binary in binaries {
        field(3, &[&[0], *binary].concat());
    }
    field(0, &[]);
    bytes
}
