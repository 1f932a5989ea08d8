//! Keys from passwords as PKCS#12 makes them (RFC 7292, appendix B). For reading old files; for nothing new.

use hmac::digest::{Digest, common::BlockSizeUser};
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// What the bytes are for (appendix B.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Purpose {
    Key = 1,
    Vector = 2,
    Mac = 3,
}

/// The password as a BMPString with a zero at its end (appendix B.1). Characters beyond it become pairs, as in OpenSSL.
pub(super) fn encode(password: &SecretString) -> Zeroizing<Vec<u8>> {
    // Exposed to be encoded; the result is wiped like it.
    let text = password.expose();
    let mut bytes = Zeroizing::new(Vec::with_capacity(2 * text.len() + 2));
    text.encode_utf16().for_each(|unit| bytes.extend_from_slice(&unit.to_be_bytes()));
    bytes.extend_from_slice(&[0, 0]);
    bytes
}

/// Bytes for a purpose (appendix B.2). The iterations are the caller's to bound.
pub(super) fn derive<D: Digest + BlockSizeUser>(
    password: &[u8],
    salt: &[u8],
    purpose: Purpose,
    iterations: u32,
    length: usize,
) -> Zeroizing<Vec<u8>> {
    let block = D::block_size();
    let mut input = stretched(salt, block);
    input.extend_from_slice(&stretched(password, block));
    let diversifier = vec![purpose as u8; block];
    let mut made = Zeroizing::new(Vec::with_capacity(length + <D as Digest>::output_size()));
    while made.len() < length {
        let first = D::new().chain_update(&diversifier).chain_update(&*input).finalize();
        let mut hash = Zeroizing::new(first.to_vec());
        for _ in 1..iterations {
            let next = D::digest(hash.as_slice());
            hash.copy_from_slice(&next);
        }
        made.extend_from_slice(&hash);
        let addend: Zeroizing<Vec<u8>> = Zeroizing::new(hash.iter().copied().cycle().take(block).collect());
        input.chunks_mut(block).for_each(|chunk| add_with_one(chunk, &addend));
    }
    made.truncate(length);
    made
}

/// Repeated to fill whole blocks; nothing stays nothing.
fn stretched(bytes: &[u8], block: usize) -> Zeroizing<Vec<u8>> {
    let length = bytes.len().next_multiple_of(block);
    // Room for the other half too, so that no copy is left behind by growing.
    let mut filled = Zeroizing::new(Vec::with_capacity(2 * length + 4096));
    filled.extend(bytes.iter().copied().cycle().take(length));
    filled
}

/// `chunk + addend + 1`, big-endian, without the carry out of it.
fn add_with_one(chunk: &mut [u8], addend: &[u8]) {
    let mut carry = 1_u16;
    for (byte, more) in chunk.iter_mut().zip(addend).rev() {
        carry += u16::from(*byte) + u16::from(*more);
        let [high, low] = carry.to_be_bytes();
        *byte = low;
        carry = u16::from(high);
    }
}
