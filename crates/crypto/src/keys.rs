//! The keys of an open vault: a handle that seals, opens and authenticates, and that gives no key away.
//! Dropping it wipes them all.

use crate::envelope::{self, OpenError, Place};
use crate::header::{Header, MAX_SLOTS};
use crate::kdf::KdfParams;
use crate::label::Label;
use crate::manifest::{PageLeaf, PageSum};
use crate::slot::{Slot, SlotError, UnlockSecret};
use crate::{VaultId, mac};
use std::collections::BTreeMap;
use strongroom_secret::{LockedKey, Random, SecretBytes};
use thiserror::Error;
use zeroize::Zeroizing;

mod epochs;
#[cfg(test)]
mod tests;

pub use epochs::{Sealer, WRAPS_PER_EPOCH};

/// The keys of one open vault.
#[derive(Debug)]
pub struct VaultKeys {
    vault: VaultId,
    root: LockedKey,
    header: LockedKey,
    manifest: LockedKey,
    record_kek_wrap: LockedKey,
    audit: LockedKey,
    anchor: LockedKey,
    fingerprint: LockedKey,
    epochs: BTreeMap<u32, LockedKey>,
    /// Keys wrapped by this handle, those in headers that were never committed included.
    wraps: u64,
}

/// Why a header's keys do not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnlockError {
    /// No slot takes this kind of secret.
    #[error("this vault has no such way in")]
    NoSlot,
    /// The secret opens no slot, or a slot failed.
    #[error(transparent)]
    Slot(#[from] SlotError),
    /// The header is not the one that the holder of the key wrote.
    #[error("the vault's header was changed by someone without its key")]
    NotAuthentic,
}

impl VaultKeys {
    fn from_root(vault: VaultId, root: LockedKey) -> Self {
        let derive = |label: Label| label.derive(root.expose(), &[vault.bytes()]);
        Self {
            vault,
            header: derive(Label::HeaderMac),
            manifest: derive(Label::Manifest),
            record_kek_wrap: derive(Label::RecordKekWrap),
            audit: derive(Label::AuditMac),
            anchor: derive(Label::StateAnchor),
            fingerprint: derive(Label::Fingerprint),
            epochs: BTreeMap::new(),
            wraps: 0,
            root,
        }
    }

    /// A new vault: random root key, first epoch, and a slot for each secret. Generation 1, no pages, no audit.
    pub fn create(
        secrets: &[UnlockSecret],
        params: KdfParams,
        random: &dyn Random,
    ) -> Result<(Self, Header), SlotError> {
        let mut vault = VaultId([0; 16]);
        random.fill(&mut vault.0)?;
        let root = LockedKey::make(|key| random.fill(key))?;
        let mut keys = Self::from_root(vault, root);
        let slots = keys.make_slots(secrets, params, random)?;
        let mut header = Header {
            vault,
            generation: 1,
            slots,
            epochs: Vec::new(),
            pages: 0,
            manifest: [0; 32],
            audit_entries: 0,
            audit_head: [0; 32],
            mac: [0; 32],
        };
        keys.push_epoch(&mut header, 1, random)?;
        keys.finish(&mut header, &PageSum::default());
        Ok((keys, header))
    }

    /// Opens the vault of `header` with `secret`; checks the header's authentication and unwraps all epochs.
    ///
    /// # Errors
    /// [`UnlockError`]; of several slots' errors the first that is more than a wrong secret.
    pub fn unlock(header: &Header, secret: &UnlockSecret) -> Result<Self, UnlockError> {
        let mut outcome = UnlockError::NoSlot;
        for slot in header.slots.iter().filter(|slot| slot.kind() == secret.kind()) {
            match slot.open(&header.vault, secret) {
                Ok(root) => return Self::verified(header, root),
                Err(error)
                    if matches!(outcome, UnlockError::NoSlot | UnlockError::Slot(SlotError::WrongSecret)) =>
                {
                    outcome = error.into();
                }
                Err(_) => {}
            }
        }
        Err(outcome)
    }

    pub(crate) fn verified(header: &Header, root: LockedKey) -> Result<Self, UnlockError> {
        let mut keys = Self::from_root(header.vault, root);
        if !keys.authentic(header) {
            return Err(UnlockError::NotAuthentic);
        }
        keys.epochs = keys.unwrap_epochs(header)?;
        Ok(keys)
    }

    /// The vault that these keys belong to.
    pub fn vault(&self) -> &VaultId {
        &self.vault
    }

    pub(crate) fn root(&self) -> &LockedKey {
        &self.root
    }

    /// Whether a header was written by a holder of these keys.
    pub fn authentic(&self, header: &Header) -> bool {
        header.vault == self.vault && mac::same(&self.header_mac(header), &header.mac)
    }

    /// Takes over a header that another program wrote to the same vault. Its epochs replace those that are held: one that
    /// was begun here for a change that was never committed may bear the number of one that was.
    ///
    /// # Errors
    /// [`UnlockError::NotAuthentic`] when no holder of these keys wrote it.
    pub fn follow(&mut self, header: &Header) -> Result<(), UnlockError> {
        if !self.authentic(header) {
            return Err(UnlockError::NotAuthentic);
        }
        self.epochs = self.unwrap_epochs(header)?;
        Ok(())
    }

    /// Puts manifest and authentication into a header whose other fields are final.
    pub fn finish(&self, header: &mut Header, sum: &PageSum) {
        header.pages = sum.pages;
        header.manifest = self.manifest(header.generation, sum);
        header.mac = self.header_mac(header);
    }

    fn header_mac(&self, header: &Header) -> [u8; 32] {
        mac::hmac(self.header.expose(), &[&header.authenticated()])
    }

    /// The manifest over the pages of `sum`, at that generation.
    pub fn manifest(&self, generation: u64, sum: &PageSum) -> [u8; 32] {
        let parts: [&[u8]; 4] = [&[2], &generation.to_be_bytes(), &sum.pages.to_be_bytes(), &sum.sum];
        mac::hmac(self.manifest.expose(), &parts)
    }

    /// Counts a page that the sum does not have. The caller refuses an id that comes twice: equal leaves cancel out, and then
    /// only their number tells.
    pub fn add_page(&self, sum: &mut PageSum, leaf: &PageLeaf) {
        sum.toggle(&self.leaf(leaf));
        sum.pages += 1;
    }

    /// Puts a page in the place of its former version.
    pub fn replace_page(&self, sum: &mut PageSum, former: &PageLeaf, leaf: &PageLeaf) {
        sum.toggle(&self.leaf(former));
        sum.toggle(&self.leaf(leaf));
    }

    fn leaf(&self, leaf: &PageLeaf) -> [u8; 32] {
        mac::hmac(self.manifest.expose(), &[&[1], &leaf.id, &leaf.version.to_be_bytes(), &leaf.tag])
    }

    /// Replaces every slot of the header by one for each secret.
    pub fn replace_slots(
        &self,
        header: &mut Header,
        secrets: &[UnlockSecret],
        params: KdfParams,
        random: &dyn Random,
    ) -> Result<(), SlotError> {
        header.slots = self.make_slots(secrets, params, random)?;
        Ok(())
    }

    /// Replaces the slots that take a password by one for `secret`; the recovery slot stays.
    pub fn replace_password(
        &self,
        header: &mut Header,
        secret: &UnlockSecret,
        params: KdfParams,
        random: &dyn Random,
    ) -> Result<(), SlotError> {
        let fresh = self.make_slots(std::slice::from_ref(secret), params, random)?;
        let mut slots: Vec<Slot> =
            header.slots.iter().filter(|slot| slot.kdf().is_none()).cloned().chain(fresh).collect();
        slots.sort_by_key(|slot| *slot.id());
        if slots.len() > MAX_SLOTS {
            return Err(SlotError::Count);
        }
        header.slots = slots;
        Ok(())
    }

    fn make_slots(
        &self,
        secrets: &[UnlockSecret],
        params: KdfParams,
        random: &dyn Random,
    ) -> Result<Vec<Slot>, SlotError> {
        if !(1..=MAX_SLOTS).contains(&secrets.len()) {
            return Err(SlotError::Count);
        }
        let mut slots = secrets
            .iter()
            .map(|secret| Slot::make(&self.vault, &self.root, secret, params, random))
            .collect::<Result<Vec<_>, _>>()?;
        slots.sort_by_key(|slot| *slot.id());
        Ok(slots)
    }

    /// Opens a record that was sealed for `place`.
    pub fn open(&self, place: &Place, sealed: &[u8]) -> Result<SecretBytes, OpenError> {
        envelope::open(&self.vault, place, sealed, |epoch| self.epochs.get(&epoch).map(LockedKey::expose))
    }

    /// The mac of audit entry `number`, whose content holds the mac of the one before it.
    pub fn audit_mac(&self, number: u64, content: &[u8]) -> [u8; 32] {
        mac::hmac(self.audit.expose(), &[&number.to_be_bytes(), content])
    }

    /// Authenticates what this machine remembers of the vault outside its file.
    pub fn anchor_mac(&self, state: &[u8]) -> [u8; 32] {
        mac::hmac(self.anchor.expose(), &[state])
    }

    /// Whether `mac` is the anchor's authentication of `state`.
    pub fn anchor_authentic(&self, state: &[u8], mac: &[u8; 32]) -> bool {
        mac::same(&self.anchor_mac(state), mac)
    }

    /// A keyed fingerprint of a secret: equal for equal secrets of this vault, and useless without its key.
    pub fn fingerprint(&self, secret: &[u8]) -> [u8; 16] {
        self.shortened(&[secret])
    }

    /// A fingerprint of what a secret is made of; no text's own fingerprint, for no UTF-8 begins with that byte.
    pub fn similarity(&self, stem: &[u8]) -> [u8; 16] {
        self.shortened(&[&[0xff], stem])
    }

    fn shortened(&self, parts: &[&[u8]]) -> [u8; 16] {
        let full = Zeroizing::new(mac::hmac(self.fingerprint.expose(), parts));
        let mut short = [0; 16];
        short.iter_mut().zip(full.iter()).for_each(|(to, from)| *to = *from);
        short
    }
}
