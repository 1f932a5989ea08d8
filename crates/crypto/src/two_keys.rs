//! One ciphertext that AES-GCM accepts under two keys: what an attacker of a partitioning oracle makes (Len, Grubbs and
//! Ristenpart, 2021). Tests show that it is real, and that the commitments refuse it.

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, Payload};

const BLOCK: usize = 16;

/// Product in GF(2^128) as GCM writes it: the most significant bit is the coefficient of x^0 (NIST SP 800-38D, 6.3).
fn multiply(x: u128, y: u128) -> u128 {
    let (mut product, mut shifted) = (0, y);
    for bit in (0..128).rev() {
        if x >> bit & 1 == 1 {
            product ^= shifted;
        }
        shifted = (shifted >> 1) ^ if shifted & 1 == 1 { 0xE1 << 120 } else { 0 };
    }
    product
}

/// `x^(2^128 - 2)`, by Fermat.
fn invert(x: u128) -> u128 {
    let (mut inverse, mut power) = (1 << 127, x);
    for _ in 1..128 {
        power = multiply(power, power);
        inverse = multiply(inverse, power);
    }
    inverse
}

fn encrypt(key: &[u8; 32], block: u128) -> u128 {
    let mut block = block.to_be_bytes().into();
    Aes256::new(key.into()).encrypt_block(&mut block);
    u128::from_be_bytes(block.into())
}

fn counter(nonce: &[u8; 12], count: u32) -> u128 {
    let mut block = [0; BLOCK];
    block[..12].copy_from_slice(nonce);
    block[12..].copy_from_slice(&count.to_be_bytes());
    u128::from_be_bytes(block)
}

/// The key stream that encrypts block `number`, counted from 0.
pub(crate) fn key_stream(key: &[u8; 32], nonce: &[u8; 12], number: u32) -> [u8; BLOCK] {
    encrypt(key, counter(nonce, number + 2)).to_be_bytes()
}

fn blocks(bytes: &[u8]) -> impl Iterator<Item = u128> {
    bytes.chunks(BLOCK).map(|chunk| {
        let mut block = [0; BLOCK];
        block[..chunk.len()].copy_from_slice(chunk);
        u128::from_be_bytes(block)
    })
}

/// The tag of a ciphertext: GHASH and the encrypted first counter.
fn tag(key: &[u8; 32], nonce: &[u8; 12], aad: &[u8], ciphertext: &[u8]) -> u128 {
    let h = encrypt(key, 0);
    let bits = |bytes: &[u8]| u128::try_from(bytes.len()).unwrap() * 8;
    let lengths = bits(aad) << 64 | bits(ciphertext);
    let all = blocks(aad).chain(blocks(ciphertext)).chain([lengths]);
    all.fold(0, |sum, block| multiply(sum ^ block, h)) ^ encrypt(key, counter(nonce, 1))
}

/// Ciphertext ‖ tag that opens under both keys. The ciphertext is the one given, of whole blocks, but for its last block.
pub(crate) fn collide(keys: [&[u8; 32]; 2], nonce: &[u8; 12], aad: &[u8], ciphertext: &[u8]) -> Vec<u8> {
    let (given, last) = ciphertext.split_at(ciphertext.len() - BLOCK);
    assert!(given.len().is_multiple_of(BLOCK) && last.len() == BLOCK);
    let without = [given, [0; BLOCK].as_slice()].concat();
    // The last block X adds X · H² to a tag; both tags shall be equal.
    let square = |key: &[u8; 32]| multiply(encrypt(key, 0), encrypt(key, 0));
    let [first, second] = keys.map(|key| (tag(key, nonce, aad, &without), square(key)));
    let block = multiply(first.0 ^ second.0, invert(first.1 ^ second.1));
    let tag = first.0 ^ multiply(block, first.1);
    [given, block.to_be_bytes().as_slice(), tag.to_be_bytes().as_slice()].concat()
}

/// What AES-GCM alone makes of it.
pub(crate) fn bare_open(key: &[u8; 32], nonce: &[u8; 12], aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    Aes256Gcm::new(key.into()).decrypt(&(*nonce).into(), Payload { msg: sealed, aad }).ok()
}

#[test]
fn field_has_inverses_and_the_tag_is_that_of_the_library() {
    let x = 0x66e9_4bd4_ef8a_2c3b_884c_fa59_ca34_2b2e;
    assert_eq!(multiply(x, invert(x)), 1 << 127);
    let (key, nonce, aad) = ([7; 32], [9; 12], b"a header of more than one block");
    let sealed =
        Aes256Gcm::new(&key.into()).encrypt(&nonce.into(), Payload { msg: b"content", aad }).unwrap();
    let (ciphertext, stored) = sealed.split_last_chunk::<BLOCK>().unwrap();
    assert_eq!(tag(&key, &nonce, aad, ciphertext).to_be_bytes(), *stored);
}
