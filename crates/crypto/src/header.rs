//! The header: what is known of a vault before it is opened, and what holds it together once it is.
//! Parsing checks every limit and takes no memory that the bytes do not fill.

use crate::gcm::{NONCE, WRAPPED};
use crate::kdf::KdfLimit;
use crate::keys::WRAPS_PER_EPOCH;
use crate::slot::{ReadSlotError, Slot};
use crate::wire::{Reader, WireError, Writer};
use crate::{SUITE, VaultId};
use thiserror::Error;

const MAGIC: [u8; 8] = [0x89, b'S', b'R', b'V', b'\r', b'\n', 0x1a, b'\n'];
const MAJOR: u16 = 1;
const MINOR: u16 = 0;
const SECURITY: u32 = 1;
const MAX_LENGTH: usize = 65_536;
pub(crate) const MAX_SLOTS: usize = 16;
pub(crate) const MAX_EPOCHS: usize = 256;
/// Length of the authentication at the header's end, in bytes.
pub(crate) const MAC: usize = 32;

/// An epoch: a key that wraps the keys of records, itself wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Epoch {
    pub(crate) number: u32,
    pub(crate) wraps: u64,
    pub(crate) nonce: [u8; NONCE],
    pub(crate) sealed: [u8; WRAPPED],
}

/// A parsed header. Nothing in it is secret; nothing in it is to be believed before [`crate::VaultKeys`] has checked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub(crate) vault: VaultId,
    /// Rises with every change.
    pub generation: u64,
    pub(crate) slots: Vec<Slot>,
    pub(crate) epochs: Vec<Epoch>,
    /// How many index pages there are.
    pub pages: u32,
    /// The manifest over the index pages.
    pub manifest: [u8; 32],
    /// How many audit entries there are.
    pub audit_entries: u64,
    /// The mac of the last audit entry, or zeros.
    pub audit_head: [u8; 32],
    pub(crate) mac: [u8; MAC],
}

/// Why bytes are not a header that this program opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HeaderError {
    /// It does not begin as a header does.
    #[error("this is not a Strongroom vault: choose another file")]
    NotAVault,
    /// It was written by a newer program.
    #[error("the vault has format {major}.{minor}, which is newer than this program: use a newer one")]
    Version {
        /// Its major version.
        major: u16,
        /// Its minor version.
        minor: u16,
    },
    /// Its algorithms are not known.
    #[error("the vault uses algorithms that this program does not know: use a newer one")]
    Suite,
    /// A weakness was closed after it was written.
    #[error("the vault was written before a weakness was closed: restore it from a newer backup")]
    SecurityVersion,
    /// A slot's key derivation is outside the limits.
    #[error("{0}: the vault's header was changed; restore it from a backup")]
    Kdf(KdfLimit),
    /// It is damaged.
    #[error("the vault's header is damaged ({0}): restore it from a backup")]
    Damaged(WireError),
}

impl From<WireError> for HeaderError {
    fn from(error: WireError) -> Self {
        Self::Damaged(error)
    }
}

impl From<ReadSlotError> for HeaderError {
    fn from(error: ReadSlotError) -> Self {
        match error {
            ReadSlotError::Wire(error) => Self::Damaged(error),
            ReadSlotError::Limit(limit) => Self::Kdf(limit),
        }
    }
}

impl Header {
    /// The vault's id.
    pub fn vault(&self) -> &VaultId {
        &self.vault
    }

    /// The ways in.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Counts records that were sealed under the last epoch for a header that was given up. Where that fills the epoch, the
    /// next record begins another.
    pub fn add_wraps(&mut self, count: u64) {
        if let Some(epoch) = self.epochs.last_mut() {
            epoch.wraps = epoch.wraps.saturating_add(count).min(WRAPS_PER_EPOCH);
        }
    }

    /// Takes over the ways in of another header of the same vault.
    pub fn clone_slots(&mut self, from: &Self) {
        self.slots.clone_from(&from.slots);
    }

    /// What distinguishes this state of the vault from every other: the header's own authentication.
    pub fn fingerprint(&self) -> &[u8; 32] {
        &self.mac
    }

    /// Parses and checks all that can be checked without a key.
    pub fn parse(bytes: &[u8]) -> Result<Self, HeaderError> {
        let mut reader = Reader::new(bytes);
        if reader.array() != Ok(MAGIC) {
            return Err(HeaderError::NotAVault);
        }
        let (major, minor) = (reader.u16()?, reader.u16()?);
        if major != MAJOR || minor > MINOR {
            return Err(HeaderError::Version { major, minor });
        }
        if usize::try_from(reader.u32()?) != Ok(bytes.len()) || bytes.len() > MAX_LENGTH {
            return Err(WireError::Range.into());
        }
        if reader.u16()? != SUITE {
            return Err(HeaderError::Suite);
        }
        if reader.u32()? < SECURITY {
            return Err(HeaderError::SecurityVersion);
        }
        let header = Self::read_body(&mut reader)?;
        reader.finish()?;
        if header.to_bytes() != bytes {
            return Err(WireError::Range.into());
        }
        Ok(header)
    }

    fn read_body(reader: &mut Reader<'_>) -> Result<Self, HeaderError> {
        let vault = VaultId(reader.array()?);
        let generation = reader.u64()?;
        let slots = read_slots(reader)?;
        let epochs = read_epochs(reader)?;
        Ok(Self {
            vault,
            generation,
            slots,
            epochs,
            pages: reader.u32()?,
            manifest: reader.array()?,
            audit_entries: reader.u64()?,
            audit_head: reader.array()?,
            mac: reader.array()?,
        })
    }

    /// The header as it is stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.authenticated();
        bytes.extend_from_slice(&self.mac);
        bytes
    }

    /// Everything that the authentication covers.
    pub(crate) fn authenticated(&self) -> Vec<u8> {
        let mut body = Writer::new();
        body.u16(SUITE).u32(SECURITY).raw(self.vault.bytes()).u64(self.generation);
        // Parsing and making slots and epochs keep both lists within their limits.
        body.u8(u8::try_from(self.slots.len()).unwrap_or(u8::MAX));
        self.slots.iter().for_each(|slot| slot.write(&mut body));
        body.u16(u16::try_from(self.epochs.len()).unwrap_or(u16::MAX));
        for epoch in &self.epochs {
            body.u32(epoch.number).u64(epoch.wraps).raw(&epoch.nonce).raw(&epoch.sealed);
        }
        body.u32(self.pages).raw(&self.manifest).u64(self.audit_entries).raw(&self.audit_head);
        let body = body.finish();
        let mut all = Writer::new();
        all.raw(&MAGIC).u16(MAJOR).u16(MINOR);
        let length = MAGIC.len() + 8 + body.len() + MAC;
        all.u32(u32::try_from(length).unwrap_or(u32::MAX)).raw(&body);
        all.finish()
    }
}

fn read_slots(reader: &mut Reader<'_>) -> Result<Vec<Slot>, HeaderError> {
    let count = usize::from(reader.u8()?);
    if !(1..=MAX_SLOTS).contains(&count) {
        return Err(WireError::Range.into());
    }
    let slots = (0..count).map(|_| Slot::read(reader)).collect::<Result<Vec<_>, _>>()?;
    if !slots.is_sorted_by(|a, b| a.id() < b.id()) {
        return Err(WireError::Range.into());
    }
    Ok(slots)
}

fn read_epochs(reader: &mut Reader<'_>) -> Result<Vec<Epoch>, HeaderError> {
    let count = usize::from(reader.u16()?);
    if !(1..=MAX_EPOCHS).contains(&count) {
        return Err(WireError::Range.into());
    }
    let epochs = (0..count).map(|_| read_epoch(reader)).collect::<Result<Vec<_>, _>>()?;
    if !epochs.is_sorted_by(|a, b| a.number < b.number) {
        return Err(WireError::Range.into());
    }
    Ok(epochs)
}

fn read_epoch(reader: &mut Reader<'_>) -> Result<Epoch, WireError> {
    let (number, wraps) = (reader.u32()?, reader.u64()?);
    if wraps > WRAPS_PER_EPOCH {
        return Err(WireError::Range);
    }
    Ok(Epoch { number, wraps, nonce: reader.array()?, sealed: reader.array()? })
}
