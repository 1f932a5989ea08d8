//! Epochs: the key that wraps the data keys of records, for so many of them and no more, and what seals under it.

use super::{UnlockError, VaultKeys};
use crate::envelope::{self, Place, SealError};
use crate::gcm::{self, NONCE};
use crate::header::{Epoch, Header, MAX_EPOCHS};
use crate::wire::Writer;
use crate::{SUITE, VaultId};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use strongroom_secret::{LockedKey, Random, RandomError};

/// After this many wraps a new epoch begins.
pub const WRAPS_PER_EPOCH: u64 = 1 << 30;

/// Seals records whose wraps are counted already; [`VaultKeys::sealer`] gives it.
#[derive(Debug)]
pub struct Sealer<'a> {
    vault: VaultId,
    epoch: u32,
    key: &'a LockedKey,
    left: AtomicU64,
}

impl Sealer<'_> {
    /// Seals a record under a fresh data key.
    ///
    /// # Errors
    /// [`SealError::NotCounted`] when all the wraps that were counted have been made.
    pub fn seal(&self, place: &Place, content: &[u8], random: &dyn Random) -> Result<Vec<u8>, SealError> {
        let take = |left: u64| left.checked_sub(1);
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_err() {
            return Err(SealError::NotCounted);
        }
        envelope::seal(&self.vault, self.epoch, self.key.expose(), place, content, random)
    }
}

impl VaultKeys {
    /// Begins a new epoch; records are sealed under it from now on.
    ///
    /// # Errors
    /// [`SealError::TooManyEpochs`] when the header could not hold it; nothing has changed then.
    pub fn begin_epoch(&mut self, header: &mut Header, random: &dyn Random) -> Result<(), SealError> {
        let last = header.epochs.last().map_or(0, |last| last.number);
        let number = last.checked_add(1).filter(|_| header.epochs.len() < MAX_EPOCHS);
        Ok(self.push_epoch(header, number.ok_or(SealError::TooManyEpochs)?, random)?)
    }

    pub(super) fn push_epoch(
        &mut self,
        header: &mut Header,
        number: u32,
        random: &dyn Random,
    ) -> Result<(), RandomError> {
        let key = LockedKey::make(|key| random.fill(key))?;
        let mut nonce = [0; NONCE];
        random.fill(&mut nonce)?;
        let aad = self.epoch_aad(number);
        let sealed = gcm::wrap(self.record_kek_wrap.expose(), &nonce, &aad, key.expose());
        header.epochs.push(Epoch { number, wraps: 0, nonce, sealed });
        self.epochs.insert(number, key);
        Ok(())
    }

    pub(super) fn unwrap_epochs(&self, header: &Header) -> Result<BTreeMap<u32, LockedKey>, UnlockError> {
        let unwrap = |epoch: &Epoch| {
            let aad = self.epoch_aad(epoch.number);
            gcm::unwrap_locked(self.record_kek_wrap.expose(), &epoch.nonce, &aad, &epoch.sealed)
                .map(|key| (epoch.number, key))
                .map_err(|_| UnlockError::NotAuthentic)
        };
        header.epochs.iter().map(unwrap).collect()
    }

    fn epoch_aad(&self, number: u32) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.u16(SUITE).raw(self.vault.bytes()).u32(number);
        writer.finish()
    }

    /// Seals a record under a fresh data key, and counts the wrap in `header`; a full epoch is followed by a new one.
    pub fn seal(
        &mut self,
        header: &mut Header,
        place: &Place,
        content: &[u8],
        random: &dyn Random,
    ) -> Result<Vec<u8>, SealError> {
        self.sealer(header, 1, random)?.seal(place, content, random)
    }

    /// What seals up to `count` records, from several threads at once. All the wraps are counted in `header` now; an epoch that
    /// has no room for them is followed by a new one.
    pub fn sealer(
        &mut self,
        header: &mut Header,
        count: u64,
        random: &dyn Random,
    ) -> Result<Sealer<'_>, SealError> {
        let has_room = |epoch: &Epoch| epoch.wraps.saturating_add(count) <= WRAPS_PER_EPOCH;
        if !header.epochs.last().is_some_and(has_room) {
            self.begin_epoch(header, random)?;
        }
        let epoch = header.epochs.last_mut().ok_or(SealError::UnknownEpoch)?;
        let key = self.epochs.get(&epoch.number).ok_or(SealError::UnknownEpoch)?;
        epoch.wraps = epoch.wraps.saturating_add(count);
        self.wraps = self.wraps.saturating_add(count);
        Ok(Sealer { vault: self.vault, epoch: epoch.number, key, left: AtomicU64::new(count) })
    }

    /// How many records were sealed with this handle. What was sealed for a header that is then given up must be
    /// [added](Header::add_wraps) to the next: its epoch's key wrapped them all the same.
    pub fn wraps(&self) -> u64 {
        self.wraps
    }
}
