//! The headers: the outer one, which says how the rest is opened and is authenticated with it, and the inner one, which
//! carries the attachments.

use super::{INNER_STREAM, KdbxCosts, KdbxWriteError};
use crate::ParsedAttachment;
use crate::import::kdbx::cipher::CHACHA20;
use crate::import::kdbx::credentials::CompositeKey;
use crate::import::kdbx::header::SIGNATURE;
use crate::import::kdbx::kdf::{ARGON2ID, Kdf};
use crate::import::kdbx::keys::{FileKeys, HEADER_BLOCK};
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use strongroom_secret::{Random, RandomError};
use zeroize::Zeroizing;

/// 4.1, minor version first.
const VERSION: [u8; 4] = [1, 0, 4, 0];
/// What ends the header in every file.
const END: &[u8] = b"\r\n\r\n";
/// That an attachment is not left lying in memory.
const PROTECTED: u8 = 1;

/// The random values of one file.
pub(super) struct Seeds {
    master: [u8; 32],
    salt: [u8; 32],
    pub(super) nonce: [u8; 12],
    /// The key of the stream that protects values.
    pub(super) inner: Zeroizing<[u8; 64]>,
}

impl Seeds {
    pub(super) fn draw(random: &dyn Random) -> Result<Self, RandomError> {
        let mut seeds =
            Self { master: [0; 32], salt: [0; 32], nonce: [0; 12], inner: Zeroizing::new([0; 64]) };
        random.fill(&mut seeds.master)?;
        random.fill(&mut seeds.salt)?;
        random.fill(&mut seeds.nonce)?;
        random.fill(seeds.inner.as_mut_slice())?;
        Ok(seeds)
    }
}

/// Writes the outer header, its hash and its code, and gives the keys for the rest.
pub(super) fn write(
    seeds: &Seeds,
    costs: KdbxCosts,
    key: &CompositeKey,
    to: &mut dyn Write,
) -> Result<FileKeys, KdbxWriteError> {
    let parameters = parameters(seeds, costs)?;
    // The reader's own check: what it would refuse is not written.
    let kdf = Kdf::of_parameters(&parameters).map_err(KdbxWriteError::Costs)?;
    let transformed = kdf.transform(key).map_err(KdbxWriteError::Costs)?;
    let keys = FileKeys::of(&seeds.master, &transformed);
    let mut header = [SIGNATURE.as_slice(), &VERSION].concat();
    field(&mut header, 2, &CHACHA20)?;
    field(&mut header, 3, &1_u32.to_le_bytes())?;
    field(&mut header, 4, &seeds.master)?;
    field(&mut header, 7, &seeds.nonce)?;
    field(&mut header, 11, &parameters)?;
    field(&mut header, 0, END)?;
    to.write_all(&header)?;
    to.write_all(&Sha256::digest(&header))?;
    to.write_all(&keys.code(HEADER_BLOCK, &[&header]).ok_or_else(no_code)?)?;
    Ok(keys)
}

pub(super) fn no_code() -> io::Error {
    io::Error::other("no authentication code")
}

/// The dictionary that asks for Argon2id.
fn parameters(seeds: &Seeds, costs: KdbxCosts) -> io::Result<Vec<u8>> {
    const BYTES: u8 = 0x42;
    const WORD: u8 = 0x04;
    const LONG: u8 = 0x05;
    let mut bytes = vec![0, 1];
    let memory = u64::from(costs.memory_kib) * 1024;
    for (kind, name, value) in [
        (BYTES, "$UUID", ARGON2ID.as_slice()),
        (BYTES, "S", &seeds.salt),
        (WORD, "P", &costs.lanes.to_le_bytes()),
        (LONG, "M", &memory.to_le_bytes()),
        (LONG, "I", &u64::from(costs.iterations).to_le_bytes()),
        (WORD, "V", &0x13_u32.to_le_bytes()),
    ] {
        field(&mut bytes, kind, name.as_bytes())?;
        sized(&mut bytes, value)?;
    }
    bytes.push(0);
    Ok(bytes)
}

/// Writes the inner header: the stream, its key, the attachments in the order of their numbers.
pub(super) fn write_inner<'c>(
    seeds: &Seeds,
    attachments: impl Iterator<Item = &'c ParsedAttachment>,
    to: &mut dyn Write,
) -> io::Result<()> {
    field(to, 1, &INNER_STREAM.to_le_bytes())?;
    field(to, 2, seeds.inner.as_slice())?;
    for attachment in attachments {
        // Exposed to be encrypted.
        let bytes = attachment.bytes.expose();
        let length = u32::try_from(bytes.len() + 1).map_err(io::Error::other)?;
        to.write_all(&[3])?;
        to.write_all(&length.to_le_bytes())?;
        to.write_all(&[PROTECTED])?;
        to.write_all(bytes)?;
    }
    field(to, 0, &[])
}

fn field(to: &mut dyn Write, id: u8, value: &[u8]) -> io::Result<()> {
    to.write_all(&[id])?;
    sized(to, value)
}

fn sized(to: &mut dyn Write, value: &[u8]) -> io::Result<()> {
    let length = u32::try_from(value.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(value)
}
