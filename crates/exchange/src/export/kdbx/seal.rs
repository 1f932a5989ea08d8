//! The payload on its way out: packed, encrypted, and in blocks that are authenticated one by one.

use super::KdbxWriteError;
use super::header::no_code;
use crate::import::kdbx::inflate::{FREE, MAX_RATIO};
use crate::import::kdbx::keys::FileKeys;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};
use strongroom_secret::Random;
use zeroize::Zeroizing;

/// What a block holds, in bytes.
const BLOCK: usize = 1 << 20;
/// Random bytes of one comment.
const NOISE: usize = 3 << 10;

/// The packed payload.
pub(super) struct Payload<'w> {
    packer: GzEncoder<Blocks<'w>>,
    /// Bytes before packing.
    plain: u64,
}

impl<'w> Payload<'w> {
    pub(super) fn new(keys: &'w FileKeys, nonce: &[u8; 12], to: &'w mut dyn Write) -> io::Result<Self> {
        let cipher = ChaCha20::new_from_slices(keys.cipher.as_slice(), nonce).map_err(io::Error::other)?;
        let block = Zeroizing::new(Vec::with_capacity(BLOCK));
        let blocks = Blocks { to, keys, cipher, block, number: 0 };
        Ok(Self { packer: GzEncoder::new(blocks, Compression::default()), plain: 0 })
    }

    /// Writes the end.
    pub(super) fn finish(mut self, random: &dyn Random) -> Result<(), KdbxWriteError> {
        while self.packs_like_a_bomb()? {
            let mut noise = [0; NOISE];
            random.fill(&mut noise)?;
            let comment = format!("<!--{}-->", STANDARD.encode(noise));
            self.write_all(comment.as_bytes())?;
        }
        Ok(self.packer.finish()?.finish()?)
    }

    /// A reader refuses what expands too far, and so does the one here. Comments of noise make honest content that repeats
    /// itself as large as it has to be.
    fn packs_like_a_bomb(&mut self) -> io::Result<bool> {
        if self.plain < FREE as u64 / 2 {
            return Ok(false);
        }
        self.packer.flush()?;
        let packed = self.packer.get_ref().taken();
        Ok(packed.saturating_mul(MAX_RATIO as u64 * 9 / 10) < self.plain)
    }
}

impl Write for Payload<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.packer.write(bytes)?;
        self.plain += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Encrypted blocks.
struct Blocks<'w> {
    to: &'w mut dyn Write,
    keys: &'w FileKeys,
    cipher: ChaCha20,
    block: Zeroizing<Vec<u8>>,
    number: u64,
}

impl Blocks<'_> {
    /// Bytes so far.
    fn taken(&self) -> u64 {
        self.number * BLOCK as u64 + self.block.len() as u64
    }

    fn seal(&mut self) -> io::Result<()> {
        self.cipher.try_apply_keystream(&mut self.block).map_err(io::Error::other)?;
        let length = u32::try_from(self.block.len()).map_err(io::Error::other)?.to_le_bytes();
        let code = self.keys.code(self.number, &[&self.number.to_le_bytes(), &length, &self.block]);
        self.to.write_all(&code.ok_or_else(no_code)?)?;
        self.to.write_all(&length)?;
        self.to.write_all(&self.block)?;
        self.block.clear();
        self.number += 1;
        Ok(())
    }

    /// Writes what is left, and the empty block that ends the file.
    fn finish(mut self) -> io::Result<()> {
        if !self.block.is_empty() {
            self.seal()?;
        }
        self.seal()?;
        self.to.flush()
    }
}

impl Write for Blocks<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = BLOCK - self.block.len();
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.block.extend_from_slice(taken);
        if self.block.len() == BLOCK {
            self.seal()?;
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
