//! A KDBX 4 database that is right in everything but its content: a gzip stream of zeros without end.

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use flate2::{Compress, Compression, FlushCompress};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256, Sha512};

pub(crate) const PASSWORD: &str = "bomb";

const AES_KDF: [u8; 16] =
    [0xc9, 0xd9, 0xf3, 0x9a, 0x62, 0x8a, 0x44, 0x60, 0xbf, 0x74, 0x0d, 0x08, 0xc1, 0x8a, 0x4f, 0xea];
const CHACHA20: [u8; 16] =
    [0xd6, 0x03, 0x8a, 0x2b, 0x8b, 0x6f, 0x4c, 0xb5, 0xa5, 0x24, 0x33, 0x9a, 0x31, 0xdb, 0xb5, 0x9a];
const SEED: [u8; 32] = [1; 32];
const NONCE: [u8; 12] = [2; 12];
/// A mebibyte.
pub(crate) const MIB: usize = 1 << 20;

/// No inner cipher, a key of one byte for it, the end.
const INNER_HEADER: [u8; 20] = [1, 4, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 7, 0, 0, 0, 0, 0];

/// The database; its payload unpacks to its inner header and that many MiB of zeros.
pub(crate) fn kdbx(mebibytes: usize) -> Vec<u8> {
    let transformed = transformed_key();
    let key: [u8; 32] = Sha256::new().chain_update(SEED).chain_update(transformed).finalize().into();
    let mac_key: [u8; 64] =
        Sha512::new().chain_update(SEED).chain_update(transformed).chain_update([1]).finalize().into();
    let mut payload = gzip_of_zeros(mebibytes);
    ChaCha20::new(&key.into(), &NONCE.into()).apply_keystream(&mut payload);

    let mut file = header();
    let digest = Sha256::digest(&file);
    let mac = mac(&mac_key, u64::MAX, &[&file]);
    file.extend(digest);
    file.extend(mac);
    for (index, block) in payload.chunks(MIB).chain([&[][..]]).enumerate() {
        let index = u64::try_from(index).unwrap();
        let length = u32::try_from(block.len()).unwrap().to_le_bytes();
        file.extend(self::mac(&mac_key, index, &[&index.to_le_bytes(), &length, block]));
        file.extend(length);
        file.extend(block);
    }
    file
}

/// The key after one round of AES-KDF, seeded with [`SEED`].
fn transformed_key() -> [u8; 32] {
    let composite: [u8; 32] = Sha256::digest(Sha256::digest(PASSWORD)).into();
    let cipher = Aes256::new(&SEED.into());
    let mut hash = Sha256::new();
    for half in composite.chunks(16) {
        let mut block = aes::Block::default();
        block.copy_from_slice(half);
        cipher.encrypt_block(&mut block);
        hash.update(block);
    }
    hash.finalize().into()
}

fn header() -> Vec<u8> {
    let mut header = Vec::new();
    for word in [0x9aa2_d903_u32, 0xb54b_fb67, 0x0004_0000] {
        header.extend(word.to_le_bytes());
    }
    let fields: [(u8, &[u8]); 6] = [
        (2, &CHACHA20),
        (3, &[1, 0, 0, 0]),
        (4, &SEED),
        (7, &NONCE),
        (11, &kdf_parameters()),
        (0, b"\r\n\r\n"),
    ];
    for (id, value) in fields {
        header.push(id);
        header.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
        header.extend(value);
    }
    header
}

fn kdf_parameters() -> Vec<u8> {
    let mut bytes = vec![0, 1];
    let entries: [(u8, &str, &[u8]); 3] =
        [(0x42, "$UUID", &AES_KDF), (0x05, "R", &1_u64.to_le_bytes()), (0x42, "S", &SEED)];
    for (kind, name, value) in entries {
        bytes.push(kind);
        for part in [name.as_bytes(), value] {
            bytes.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
            bytes.extend(part);
        }
    }
    bytes.push(0);
    bytes
}

fn mac(base: &[u8; 64], index: u64, parts: &[&[u8]]) -> [u8; 32] {
    let key: [u8; 64] = Sha512::new().chain_update(index.to_le_bytes()).chain_update(base).finalize().into();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// One MiB is compressed once and repeated: after a full flush no part of the stream refers to another.
fn gzip_of_zeros(mebibytes: usize) -> Vec<u8> {
    let zeros = packed(&vec![0; MIB]);
    let mut stream = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    stream.extend(packed(&INNER_HEADER));
    (0..mebibytes).for_each(|_| stream.extend(&zeros));
    stream
}

/// Compressed so that it can stand anywhere in a stream.
pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(MIB);
    Compress::new(Compression::best(), false).compress_vec(bytes, &mut packed, FlushCompress::Full).unwrap();
    packed
}
