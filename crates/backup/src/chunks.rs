//! The stream of sealed chunks: written one behind the other, read from any place.

use crate::error::BackupError;
use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::Arc;
use strongroom_crypto::wire::WireError;
use strongroom_crypto::{BACKUP_HEAD, BackupKeys, CHUNK, ChunkError, SEALED_CHUNK};

/// A file that is read from several places.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// Seals what is written in chunks. Only [`ChunkWriter::finish`] writes the last.
pub(crate) struct ChunkWriter<'a, W: Write> {
    keys: &'a BackupKeys,
    out: W,
    buffer: Vec<u8>,
    number: u64,
}

impl<'a, W: Write> ChunkWriter<'a, W> {
    pub(crate) fn new(keys: &'a BackupKeys, out: W) -> Self {
        Self { keys, out, buffer: Vec::with_capacity(SEALED_CHUNK), number: 0 }
    }

    pub(crate) fn write(&mut self, mut bytes: &[u8]) -> Result<(), BackupError> {
        while !bytes.is_empty() {
            // A full chunk waits until it is known that another follows.
            if self.buffer.len() == CHUNK {
                self.flush(false)?;
            }
            let room = CHUNK - self.buffer.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.buffer.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    fn flush(&mut self, last: bool) -> Result<(), BackupError> {
        self.keys.seal_chunk(self.number, last, &mut self.buffer);
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        self.number += 1;
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<(), BackupError> {
        self.flush(true)?;
        Ok(self.out.flush()?)
    }
}

/// Opens chunks; keeps the one that was read last.
pub(crate) struct ChunkReader {
    keys: Arc<BackupKeys>,
    file: Box<dyn ReadSeek>,
    length: u64,
    chunks: u64,
    current: Option<u64>,
    buffer: Vec<u8>,
}

impl ChunkReader {
    /// Reads the file's length, from which it follows which chunk is the last.
    pub(crate) fn new(keys: Arc<BackupKeys>, mut file: Box<dyn ReadSeek>) -> Result<Self, BackupError> {
        let length = file.seek(SeekFrom::End(0))?.checked_sub(wide(BACKUP_HEAD)).ok_or(ChunkError)?;
        let chunks = length.div_ceil(wide(SEALED_CHUNK));
        if chunks == 0 {
            return Err(ChunkError.into());
        }
        Ok(Self { keys, file, length, chunks, current: None, buffer: Vec::with_capacity(SEALED_CHUNK) })
    }

    pub(crate) fn keys(&self) -> &BackupKeys {
        &self.keys
    }

    /// Fills `out` from the plaintext at `offset`; the bytes must be there.
    pub(crate) fn read(&mut self, mut offset: u64, mut out: &mut [u8]) -> Result<(), BackupError> {
        while !out.is_empty() {
            let (chunk, within) = (offset / wide(CHUNK), offset % wide(CHUNK));
            self.load(chunk)?;
            let within = usize::try_from(within).map_err(|_| WireError::Range)?;
            let there = self.buffer.get(within..).unwrap_or_default();
            if there.is_empty() {
                return Err(WireError::Truncated.into());
            }
            let count = there.len().min(out.len());
            let (now, later) = out.split_at_mut(count);
            now.copy_from_slice(there.get(..count).unwrap_or_default());
            out = later;
            offset += wide(count);
        }
        Ok(())
    }

    fn load(&mut self, number: u64) -> Result<(), BackupError> {
        if self.current == Some(number) {
            return Ok(());
        }
        if number >= self.chunks {
            return Err(WireError::Truncated.into());
        }
        self.current = None;
        let start = number * wide(SEALED_CHUNK);
        let sealed = (self.length - start).min(wide(SEALED_CHUNK));
        self.file.seek(SeekFrom::Start(wide(BACKUP_HEAD) + start))?;
        self.buffer.clear();
        self.buffer.resize(usize::try_from(sealed).map_err(|_| WireError::Range)?, 0);
        self.file.read_exact(&mut self.buffer)?;
        self.keys.open_chunk(number, number + 1 == self.chunks, &mut self.buffer)?;
        self.current = Some(number);
        Ok(())
    }

    /// Plaintext in all chunks together, in bytes.
    pub(crate) fn plaintext(&self) -> u64 {
        let tags = self.chunks * wide(SEALED_CHUNK - CHUNK);
        self.length.saturating_sub(tags)
    }
}

/// A length of memory as a length of a file.
pub(crate) fn wide(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
