//! Key slots: each opens the vault by itself. Parameters are checked before anything is derived, and the commitment
//! before anything is opened.

use crate::gcm::{self, NONCE, WRAPPED};
use crate::kdf::{self, KdfLimit, KdfParams};
use crate::label::{self, Label};
use crate::mac;
use crate::recovery::RecoveryCode;
use crate::wire::{Reader, WireError, Writer};
use crate::{ArgonError, SUITE, VaultId};
use sha2::{Digest, Sha256};
use strongroom_secret::{LockedKey, Random, RandomError, Secret, SecretBytes, SecretString};
use thiserror::Error;
use zeroize::{Zeroize, Zeroizing};

/// What opens a slot. All of it is secret.
#[derive(Debug, Clone)]
pub enum UnlockSecret {
    /// The master password alone.
    Password(SecretString),
    /// The master password and the device secret from the OS keyring.
    PasswordDevice(SecretString, Secret<[u8; 32]>),
    /// The recovery code.
    Recovery(RecoveryCode),
    /// The master password and the content of a key file.
    PasswordKeyFile(SecretString, SecretBytes),
}

/// Which secrets a slot takes. The number is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlotKind {
    /// The master password alone.
    Password,
    /// The master password and a device secret.
    PasswordDevice,
    /// The recovery code.
    Recovery,
    /// The master password and a key file.
    PasswordKeyFile,
}

impl SlotKind {
    fn number(self) -> u8 {
        match self {
            Self::Password => 1,
            Self::PasswordDevice => 2,
            Self::Recovery => 3,
            Self::PasswordKeyFile => 4,
        }
    }

    fn from_number(number: u8) -> Option<Self> {
        [Self::Password, Self::PasswordDevice, Self::Recovery, Self::PasswordKeyFile]
            .into_iter()
            .find(|kind| kind.number() == number)
    }

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::PasswordDevice => "password_device",
            Self::Recovery => "recovery",
            Self::PasswordKeyFile => "key_file",
        }
    }
}

impl UnlockSecret {
    /// The kind of slot that it opens.
    pub fn kind(&self) -> SlotKind {
        match self {
            Self::Password(_) => SlotKind::Password,
            Self::PasswordDevice(..) => SlotKind::PasswordDevice,
            Self::Recovery(_) => SlotKind::Recovery,
            Self::PasswordKeyFile(..) => SlotKind::PasswordKeyFile,
        }
    }
}

/// A slot as it lies in the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    kind: SlotKind,
    id: [u8; 16],
    /// None for the recovery code, which needs no stretching.
    kdf: Option<KdfParams>,
    salt: [u8; 32],
    commitment: [u8; 32],
    nonce: [u8; NONCE],
    sealed: [u8; WRAPPED],
}

/// Why a slot did not open, or could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SlotError {
    /// The secret is not the one of this slot.
    #[error("the password or code does not open this vault")]
    WrongSecret,
    /// The commitment fits but the sealed key does not open: the slot was damaged or made to deceive.
    #[error("the password or code does not open this vault")]
    Damaged,
    /// There would be no slot, or more than a header holds.
    #[error("a vault has between one and sixteen ways in")]
    Count,
    /// The key derivation failed.
    #[error(transparent)]
    Kdf(#[from] ArgonError),
    /// The random source failed.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl Slot {
    /// The kind of secret that opens it.
    pub fn kind(&self) -> SlotKind {
        self.kind
    }

    /// The cost of guessing its password; none for a recovery code.
    pub fn kdf(&self) -> Option<KdfParams> {
        self.kdf
    }

    pub(crate) fn id(&self) -> &[u8; 16] {
        &self.id
    }

    /// A new slot that opens `root` with `secret`.
    pub(crate) fn make(
        vault: &VaultId,
        root: &LockedKey,
        secret: &UnlockSecret,
        params: KdfParams,
        random: &dyn Random,
    ) -> Result<Self, SlotError> {
        let kind = secret.kind();
        let stretched = kind != SlotKind::Recovery;
        let mut slot = Self {
            kind,
            id: [0; 16],
            kdf: stretched.then_some(params),
            salt: [0; 32],
            commitment: [0; 32],
            nonce: [0; NONCE],
            sealed: [0; WRAPPED],
        };
        random.fill(&mut slot.id)?;
        if stretched {
            random.fill(&mut slot.salt)?;
        }
        random.fill(&mut slot.nonce)?;
        let keys = slot.derive(vault, secret)?;
        slot.commitment = keys.commitment;
        slot.sealed = gcm::wrap(keys.kek.expose(), &slot.nonce, &slot.aad(vault), root.expose());
        Ok(slot)
    }

    /// The vault's root key, if `secret` is the one of this slot.
    pub(crate) fn open(&self, vault: &VaultId, secret: &UnlockSecret) -> Result<LockedKey, SlotError> {
        if secret.kind() != self.kind {
            return Err(SlotError::WrongSecret);
        }
        let keys = self.derive(vault, secret)?;
        if !mac::same(&keys.commitment, &self.commitment) {
            return Err(SlotError::WrongSecret);
        }
        gcm::unwrap_locked(keys.kek.expose(), &self.nonce, &self.aad(vault), &self.sealed)
            .map_err(|_| SlotError::Damaged)
    }

    fn derive(&self, vault: &VaultId, secret: &UnlockSecret) -> Result<SlotKeys, SlotError> {
        let input = self.input(secret)?;
        let prk = label::extract([*vault.bytes(), self.id].as_flattened(), &input);
        let mut slot_key = Zeroizing::new([0; 32]);
        let context: [&[u8]; 2] = [&[self.kind.number()], &self.params_bytes()];
        Label::SlotRoot.expand(&prk, &context, slot_key.as_mut_slice());
        let mut commitment = [0; 32];
        Label::SlotCommit.expand(&slot_key, &[], &mut commitment);
        Ok(SlotKeys { kek: Label::SlotWrap.derive(&slot_key, &[]), commitment })
    }

    fn input(&self, secret: &UnlockSecret) -> Result<Zeroizing<Vec<u8>>, SlotError> {
        let mut input = Zeroizing::new(Vec::with_capacity(64));
        match secret {
            UnlockSecret::Password(password) => input.extend_from_slice(&*self.stretch(password)?),
            UnlockSecret::PasswordDevice(password, device) => {
                input.extend_from_slice(&*self.stretch(password)?);
                input.extend_from_slice(device.expose());
            }
            UnlockSecret::Recovery(code) => input.extend_from_slice(code.bytes()),
            UnlockSecret::PasswordKeyFile(password, file) => {
                input.extend_from_slice(&*self.stretch(password)?);
                let mut digest = Sha256::digest(file.expose());
                input.extend_from_slice(&digest);
                digest.as_mut_slice().zeroize();
            }
        }
        Ok(input)
    }

    fn stretch(&self, password: &SecretString) -> Result<Zeroizing<[u8; 32]>, SlotError> {
        let params = self.kdf.ok_or(SlotError::WrongSecret)?;
        Ok(kdf::password_key(password, &self.salt, params)?)
    }

    fn params_bytes(&self) -> [u8; 12] {
        let [m, t, p] = self.kdf.map_or([0; 3], |kdf| [kdf.memory_kib(), kdf.iterations(), kdf.lanes()]);
        let mut out = [0; 12];
        out.copy_from_slice([m.to_be_bytes(), t.to_be_bytes(), p.to_be_bytes()].as_flattened());
        out
    }

    fn write_prefix(&self, writer: &mut Writer) {
        writer.u8(self.kind.number()).raw(&self.id).raw(&self.params_bytes()).raw(&self.salt);
    }

    fn aad(&self, vault: &VaultId) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.u16(SUITE).raw(vault.bytes());
        self.write_prefix(&mut writer);
        writer.finish()
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        self.write_prefix(writer);
        writer.raw(&self.commitment).raw(&self.nonce).raw(&self.sealed);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ReadSlotError> {
        let kind = SlotKind::from_number(reader.u8()?).ok_or(WireError::Range)?;
        let id = reader.array()?;
        let (m, t, p) = (reader.u32()?, reader.u32()?, reader.u32()?);
        let salt = reader.array()?;
        let kdf = match kind {
            SlotKind::Recovery if (m, t, p, salt) == (0, 0, 0, [0; 32]) => None,
            SlotKind::Recovery => return Err(WireError::Range.into()),
            _ => Some(KdfParams::new(m, t, p)?),
        };
        Ok(Self {
            kind,
            id,
            kdf,
            salt,
            commitment: reader.array()?,
            nonce: reader.array()?,
            sealed: reader.array()?,
        })
    }
}

/// Why a slot cannot be read from a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadSlotError {
    Wire(WireError),
    Limit(KdfLimit),
}

impl From<WireError> for ReadSlotError {
    fn from(error: WireError) -> Self {
        Self::Wire(error)
    }
}

impl From<KdfLimit> for ReadSlotError {
    fn from(limit: KdfLimit) -> Self {
        Self::Limit(limit)
    }
}

struct SlotKeys {
    kek: LockedKey,
    commitment: [u8; 32],
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::two_keys::{bare_open, collide};
    use data_encoding::HEXLOWER;

    #[test]
    fn slot_that_gcm_opens_with_two_passwords_opens_with_the_committed_one_alone() {
        let vault = VaultId([1; 16]);
        let secrets = ["guess one", "guess two"].map(|text| UnlockSecret::Password(text.into()));
        let mut slot = Slot {
            kind: SlotKind::Password,
            id: [2; 16],
            kdf: Some(KdfParams::FLOOR),
            salt: [3; 32],
            commitment: [0; 32],
            nonce: [4; NONCE],
            sealed: [0; WRAPPED],
        };
        let [first, second] = [&secrets[0], &secrets[1]].map(|secret| slot.derive(&vault, secret).unwrap());
        let keks = [first.kek.expose(), second.kek.expose()];
        slot.sealed = collide(keks, &slot.nonce, &slot.aad(&vault), &[5; 32]).try_into().unwrap();
        let bare = keks.map(|kek| bare_open(kek, &slot.nonce, &slot.aad(&vault), &slot.sealed).unwrap());
        assert_ne!(bare[0], bare[1]);

        slot.commitment = first.commitment;
        assert_eq!(slot.open(&vault, &secrets[0]).unwrap().expose().as_slice(), bare[0]);
        assert_eq!(slot.open(&vault, &secrets[1]).err(), Some(SlotError::WrongSecret));
    }

    #[test]
    fn slot_keys_are_those_that_another_program_derives_from_the_format() {
        // HMAC alone, in another language: docs/format.md, section 3, over the code 00 01 … 10.
        let kek = "8f59a24b205b370d11d46dfa749d6560b5d6ddb7e5e196ac0fdb13c225f33acd";
        let commitment = "10050d5e07cd2a5fb5eff7755095a116c870bb3fbb73c337a593c0395fffe76e";
        let slot = Slot {
            kind: SlotKind::Recovery,
            id: [2; 16],
            kdf: None,
            salt: [0; 32],
            commitment: [0; 32],
            nonce: [0; NONCE],
            sealed: [0; WRAPPED],
        };
        let code = RecoveryCode::make(&Counting).unwrap();
        let keys = slot.derive(&VaultId([1; 16]), &UnlockSecret::Recovery(code)).unwrap();
        assert_eq!(
            (HEXLOWER.encode(keys.kek.expose()).as_str(), HEXLOWER.encode(&keys.commitment).as_str()),
            (kek, commitment)
        );
    }

    struct Counting;
    impl Random for Counting {
        fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
            out.iter_mut().zip(0..).for_each(|(byte, count)| *byte = count);
            Ok(())
        }
    }
}
