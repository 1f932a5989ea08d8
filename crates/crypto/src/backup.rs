//! The keys of a backup file: from its passphrase to a stream of sealed chunks and the wrapped root key.

use crate::gcm::{self, NONCE, TAG, WRAPPED};
use crate::header::Header;
use crate::kdf::{self, KdfLimit, KdfParams};
use crate::keys::{UnlockError, VaultKeys};
use crate::label::{self, Label};
use crate::wire::{Reader, WireError, Writer};
use crate::{ArgonError, SUITE, VaultId, mac};
use strongroom_secret::{LockedKey, Random, RandomError, SecretString};
use thiserror::Error;

const MAGIC: [u8; 8] = [0x89, b'S', b'R', b'B', b'\r', b'\n', 0x1a, b'\n'];
const MAJOR: u16 = 1;
const MINOR: u16 = 0;
const HEAD: usize = 8 + 6 + 12 + 32;
/// Length of a backup's head, its commitment included, in bytes.
pub const BACKUP_HEAD: usize = HEAD + 32;
/// Plaintext in a full chunk, in bytes.
pub const CHUNK: usize = 65_536;
/// A full chunk as it lies in the file, in bytes.
pub const SEALED_CHUNK: usize = CHUNK + TAG;

/// The keys of one backup file.
#[derive(Debug)]
pub struct BackupKeys {
    base: LockedKey,
    stream: LockedKey,
}

/// Why a backup's keys cannot be made or do not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BackupKeyError {
    /// The file is not a backup.
    #[error("this is not a Strongroom backup: choose another file")]
    NotABackup,
    /// The file was written by a newer program.
    #[error("the backup has format {major}.{minor}, which this program does not know: use a newer one")]
    Version {
        /// Its major version.
        major: u16,
        /// Its minor version.
        minor: u16,
    },
    /// Its key derivation is outside the limits.
    #[error("{0}: the backup was changed")]
    Limit(#[from] KdfLimit),
    /// The passphrase is not the one of this backup.
    #[error("the passphrase does not open this backup: check it")]
    WrongPassphrase,
    /// The key derivation failed.
    #[error(transparent)]
    Kdf(#[from] ArgonError),
    /// The random source failed.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The head ends early.
    #[error("the backup's head is damaged ({0})")]
    Damaged(#[from] WireError),
}

/// A chunk was changed, moved, or is not the last where it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the backup was changed or cut short")]
pub struct ChunkError;

impl BackupKeys {
    /// Keys for a new backup, and the head of its file.
    pub fn create(
        passphrase: &SecretString,
        params: KdfParams,
        random: &dyn Random,
    ) -> Result<(Self, Vec<u8>), BackupKeyError> {
        let mut salt = [0; 32];
        random.fill(&mut salt)?;
        let mut head = Writer::new();
        head.raw(&MAGIC).u16(MAJOR).u16(MINOR).u16(SUITE);
        head.u32(params.memory_kib()).u32(params.iterations()).u32(params.lanes()).raw(&salt);
        let mut head = head.finish();
        let (keys, commitment) = Self::derive(passphrase, params, &salt, &head)?;
        head.extend_from_slice(&commitment);
        Ok((keys, head))
    }

    /// Keys of the backup that begins with `head`.
    pub fn open(passphrase: &SecretString, head: &[u8]) -> Result<Self, BackupKeyError> {
        let mut reader = Reader::new(head);
        if reader.array() != Ok(MAGIC) {
            return Err(BackupKeyError::NotABackup);
        }
        let (major, minor, suite) = (reader.u16()?, reader.u16()?, reader.u16()?);
        if (major, minor, suite) != (MAJOR, MINOR, SUITE) {
            return Err(BackupKeyError::Version { major, minor });
        }
        let params = KdfParams::new(reader.u32()?, reader.u32()?, reader.u32()?)?;
        let salt = reader.array()?;
        let stored = reader.array()?;
        reader.finish()?;
        let derived = head.get(..HEAD).ok_or(WireError::Truncated)?;
        let (keys, commitment) = Self::derive(passphrase, params, &salt, derived)?;
        if !mac::same(&commitment, &stored) {
            return Err(BackupKeyError::WrongPassphrase);
        }
        Ok(keys)
    }

    fn derive(
        passphrase: &SecretString,
        params: KdfParams,
        salt: &[u8; 32],
        head: &[u8],
    ) -> Result<(Self, [u8; 32]), BackupKeyError> {
        let password_key = kdf::password_key(passphrase, salt, params)?;
        let prk = label::extract(salt, password_key.as_slice());
        let base = Label::BackupKey.derive(&prk, &[head]);
        let mut commitment = [0; 32];
        Label::BackupCommit.expand(base.expose(), &[], &mut commitment);
        let stream = Label::BackupStream.derive(base.expose(), &[]);
        Ok((Self { base, stream }, commitment))
    }

    /// Seals chunk `number` in place; only the last may be shorter than [`CHUNK`].
    pub fn seal_chunk(&self, number: u64, last: bool, chunk: &mut Vec<u8>) {
        gcm::seal_in_place(self.stream.expose(), &chunk_nonce(number, last), &[], chunk, 0);
    }

    /// Opens chunk `number` in place.
    pub fn open_chunk(&self, number: u64, last: bool, chunk: &mut Vec<u8>) -> Result<(), ChunkError> {
        let Some((content, tag)) = chunk.split_last_chunk_mut::<TAG>() else { return Err(ChunkError) };
        gcm::open_in_place(self.stream.expose(), &chunk_nonce(number, last), &[], content, tag)
            .map_err(|_| ChunkError)?;
        chunk.truncate(chunk.len() - TAG);
        Ok(())
    }

    /// The vault's root key, wrapped for this backup: nonce ‖ sealed key.
    pub fn wrap_root(&self, keys: &VaultKeys, random: &dyn Random) -> Result<WrappedRoot, RandomError> {
        let mut nonce = [0; NONCE];
        random.fill(&mut nonce)?;
        let sealed = gcm::wrap(self.root_key(keys.vault()).expose(), &nonce, &[], keys.root().expose());
        Ok(WrappedRoot { nonce, sealed })
    }

    /// The keys of the vault in this backup, if they authenticate its header.
    pub fn unwrap_root(&self, header: &Header, wrapped: &WrappedRoot) -> Result<VaultKeys, UnlockError> {
        let key = self.root_key(header.vault());
        let root = gcm::unwrap_locked(key.expose(), &wrapped.nonce, &[], &wrapped.sealed)
            .map_err(|_| UnlockError::NotAuthentic)?;
        VaultKeys::verified(header, root)
    }

    fn root_key(&self, vault: &VaultId) -> LockedKey {
        Label::BackupRootWrap.derive(self.base.expose(), &[vault.bytes()])
    }
}

/// A vault's root key as it lies in a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrappedRoot {
    nonce: [u8; NONCE],
    sealed: [u8; WRAPPED],
}

impl WrappedRoot {
    /// Writes it as the format says.
    pub fn write(&self, writer: &mut Writer) {
        writer.raw(&self.nonce).raw(&self.sealed);
    }

    /// Reads it as the format says.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok(Self { nonce: reader.array()?, sealed: reader.array()? })
    }
}

fn chunk_nonce(number: u64, last: bool) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    if let [_, _, _, counter @ .., flag] = nonce.as_mut_slice() {
        counter.copy_from_slice(&number.to_be_bytes());
        *flag = u8::from(last);
    }
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_vault_has_a_wrapping_key_of_its_own_in_a_backup() {
        let (base, stream) = (LockedKey::copy_of(&[1; 32]), LockedKey::copy_of(&[2; 32]));
        let backup = BackupKeys { base, stream };
        let key = |vault| *backup.root_key(&VaultId([vault; 16])).expose();
        assert_ne!(key(1), key(2));
        assert_ne!(key(1), [1; 32]);
    }
}
