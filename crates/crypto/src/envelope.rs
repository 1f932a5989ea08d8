//! A sealed record: a fresh data key for every write, wrapped under the epoch's key, committed to, and bound to the
//! record's place in this vault.

use crate::gcm::{self, NONCE, TAG, WRAPPED};
use crate::label::Label;
use crate::wire::{Reader, Writer};
use crate::{VaultId, mac, padding};
use strongroom_secret::{Random, RandomError, SecretBytes};
use thiserror::Error;
use zeroize::Zeroizing;

const SUITE_BYTE: u8 = 1;
const ZERO_NONCE: [u8; NONCE] = [0; NONCE];

/// The last bytes of a sealed record; they change with every write.
pub type RecordTag = [u8; TAG];

/// Where a record belongs. A record sealed for one place opens at no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The record's class, by its stored number.
    pub class: u8,
    /// The record's id.
    pub id: [u8; 16],
    /// The record's version.
    pub version: u64,
}

/// What a sealed record says of itself in clear; authenticated once it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope {
    /// The epoch whose key wraps the data key.
    pub epoch: u32,
    /// The record's version.
    pub version: u64,
    /// The record's tag.
    pub tag: RecordTag,
}

/// Why a record does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// It is not a sealed record.
    #[error("the record is damaged")]
    Malformed,
    /// It names an epoch that the vault does not have.
    #[error("the record belongs to an epoch that the vault does not have")]
    UnknownEpoch,
    /// It was not sealed for this place in this vault.
    #[error("the record was changed, or moved from another place")]
    NotAuthentic,
    /// It opens under a key that it does not commit to.
    #[error("the record was made to open under two keys")]
    NotCommitted,
}

impl Envelope {
    /// Reads the clear part of a sealed record.
    pub fn peek(sealed: &[u8]) -> Result<Self, OpenError> {
        let parts = Parts::read(sealed)?;
        Ok(Self { epoch: parts.epoch, version: parts.version, tag: *parts.tag })
    }
}

struct Parts<'a> {
    epoch: u32,
    version: u64,
    nonce: [u8; NONCE],
    wrapped: [u8; WRAPPED],
    commitment: [u8; 32],
    content: &'a [u8],
    tag: &'a RecordTag,
}

impl<'a> Parts<'a> {
    fn read(sealed: &'a [u8]) -> Result<Self, OpenError> {
        let mut reader = Reader::new(sealed);
        if reader.u8() != Ok(SUITE_BYTE) {
            return Err(OpenError::Malformed);
        }
        let mut parts = || {
            let head = (reader.u32()?, reader.u64()?, reader.array()?, reader.array()?, reader.array()?);
            Ok::<_, crate::wire::WireError>((head, reader.rest()))
        };
        let ((epoch, version, nonce, wrapped, commitment), rest) =
            parts().map_err(|_| OpenError::Malformed)?;
        let (content, tag) = rest.split_last_chunk().ok_or(OpenError::Malformed)?;
        Ok(Self { epoch, version, nonce, wrapped, commitment, content, tag })
    }
}

/// Authenticated with the content, and followed by the epoch also with the wrapped key.
fn aad(vault: &VaultId, place: &Place) -> Writer {
    let mut writer = Writer::new();
    writer.u8(SUITE_BYTE).raw(vault.bytes()).u8(place.class).raw(&place.id).u64(place.version);
    writer
}

/// Seals `content` for `place` under a fresh data key. The caller counts the wrap.
pub(crate) fn seal(
    vault: &VaultId,
    epoch: u32,
    epoch_key: &[u8; 32],
    place: &Place,
    content: &[u8],
    random: &dyn Random,
) -> Result<Vec<u8>, SealError> {
    let length = u32::try_from(content.len()).map_err(|_| SealError::TooLong)?;
    let mut fresh = Zeroizing::new([0_u8; 32 + NONCE]);
    random.fill(fresh.as_mut_slice())?;
    let (Some(data_key), Some(nonce)) = (fresh.first_chunk::<32>(), fresh.last_chunk::<NONCE>()) else {
        unreachable!("44 bytes hold both");
    };
    let keys = DataKeys::of(data_key);
    let mut aad = aad(vault, place);
    let content_aad = aad.len();
    aad.u32(epoch);
    let aad = aad.finish();
    let wrapped = gcm::wrap(epoch_key, nonce, &aad, data_key);
    let mut out = Writer::new();
    out.u8(SUITE_BYTE).u32(epoch).u64(place.version).raw(nonce).raw(&wrapped).raw(keys.commitment());
    let mut out = out.finish();
    let start = out.len();
    padding::append(&mut out, content, length);
    let content_aad = aad.get(..content_aad).unwrap_or_default();
    gcm::seal_in_place(keys.encryption(), &ZERO_NONCE, content_aad, &mut out, start);
    Ok(out)
}

/// Opens what was sealed for `place`; `epoch_key` finds the key of an epoch.
pub(crate) fn open<'k>(
    vault: &VaultId,
    place: &Place,
    sealed: &[u8],
    epoch_key: impl FnOnce(u32) -> Option<&'k [u8; 32]>,
) -> Result<SecretBytes, OpenError> {
    let parts = Parts::read(sealed)?;
    if parts.version != place.version {
        return Err(OpenError::NotAuthentic);
    }
    let key = epoch_key(parts.epoch).ok_or(OpenError::UnknownEpoch)?;
    let mut aad = aad(vault, place);
    let content_aad = aad.len();
    aad.u32(parts.epoch);
    let aad = aad.finish();
    let data_key =
        gcm::unwrap(key, &parts.nonce, &aad, &parts.wrapped).map_err(|_| OpenError::NotAuthentic)?;
    let keys = DataKeys::of(&data_key);
    if !mac::same(keys.commitment(), &parts.commitment) {
        return Err(OpenError::NotCommitted);
    }
    let mut content = SecretBytes::new(parts.content.to_vec());
    let content_aad = aad.get(..content_aad).unwrap_or_default();
    gcm::open_in_place(keys.encryption(), &ZERO_NONCE, content_aad, content.expose_mut(), parts.tag)
        .map_err(|_| OpenError::NotAuthentic)?;
    padding::strip_in_place(content.expose_mut()).map_err(|_| OpenError::Malformed)?;
    Ok(content)
}

/// A record could not be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealError {
    /// The random source failed; nothing may be written.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The content has 4 GiB or more.
    #[error("the content is too large")]
    TooLong,
    /// The header names an epoch whose key is not held: these keys did not follow that header.
    #[error("the vault was changed by another program: lock it and unlock it again")]
    UnknownEpoch,
    /// Every epoch that a header holds is used up.
    #[error("the vault's keys are used up: export it into a new one")]
    TooManyEpochs,
    /// More records were to be sealed than wraps had been counted.
    #[error("the change has more parts than were counted: please report this")]
    NotCounted,
}

/// Encryption key ‖ commitment, both from the data key.
struct DataKeys(Zeroizing<[u8; 64]>);

impl DataKeys {
    fn of(data_key: &[u8; 32]) -> Self {
        let mut both = Zeroizing::new([0; 64]);
        Label::DataKey.expand(data_key, &[], both.as_mut_slice());
        Self(both)
    }

    fn encryption(&self) -> &[u8; 32] {
        self.half(self.0.first_chunk())
    }

    fn commitment(&self) -> &[u8; 32] {
        self.half(self.0.last_chunk())
    }

    fn half<'a>(&self, half: Option<&'a [u8; 32]>) -> &'a [u8; 32] {
        let Some(half) = half else { unreachable!("64 bytes have two halves") };
        half
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::two_keys::{bare_open, collide, key_stream};
    use std::collections::HashMap;
    use strongroom_secret::OsRandom;

    const VAULT: VaultId = VaultId([1; 16]);
    const PLACE: Place = Place { class: 1, id: [2; 16], version: 3 };
    const EPOCH_KEY: [u8; 32] = [4; 32];

    /// Two data keys whose key streams begin with the same four bytes, so that one length fits both plaintexts.
    fn twins() -> [[u8; 32]; 2] {
        let mut seen = HashMap::new();
        for number in 0_u32.. {
            let mut key = [0; 32];
            key[..4].copy_from_slice(&number.to_be_bytes());
            let [a, b, c, d, ..] = key_stream(DataKeys::of(&key).encryption(), &ZERO_NONCE, 0);
            if let Some(other) = seen.insert([a, b, c, d], key) {
                return [other, key];
            }
        }
        unreachable!("32 bits collide long before")
    }

    fn record(data_key: &[u8; 32], commitment: &[u8; 32], content: &[u8]) -> Vec<u8> {
        let wrapped = gcm::wrap(
            &EPOCH_KEY,
            &[5; NONCE],
            &[&*aad(&VAULT, &PLACE).finish(), &[0, 0, 0, 1]].concat(),
            data_key,
        );
        let mut out = Writer::new();
        out.u8(SUITE_BYTE)
            .u32(1)
            .u64(PLACE.version)
            .raw(&[5; NONCE])
            .raw(&wrapped)
            .raw(commitment)
            .raw(content);
        out.finish()
    }

    #[test]
    fn content_that_gcm_opens_under_two_data_keys_opens_under_the_committed_one_alone() {
        let data_keys = twins();
        let [first, second] = data_keys.map(|key| DataKeys::of(&key));
        let pair = [first.encryption(), second.encryption()];
        let aad = aad(&VAULT, &PLACE).finish();
        // 60 bytes of content: 4 bytes of length make it one step, without a zero byte.
        let mut chosen = [0; 64];
        let stream = key_stream(pair[0], &ZERO_NONCE, 0);
        chosen.iter_mut().zip([0, 0, 0, 60]).zip(stream).for_each(|((to, plain), key)| *to = plain ^ key);
        let content = collide(pair, &ZERO_NONCE, &aad, &chosen);
        let bare = pair.map(|key| bare_open(key, &ZERO_NONCE, &aad, &content).unwrap());
        assert!(bare.iter().all(|plain| padding::strip(plain).is_ok()) && bare[0] != bare[1]);

        let open = |sealed: &[u8]| {
            open(&VAULT, &PLACE, sealed, |_| Some(&EPOCH_KEY)).map(|plain| plain.expose().clone())
        };
        let honest = record(&data_keys[0], first.commitment(), &content);
        assert_eq!(open(&honest).as_deref(), Ok(&bare[0][4..]));
        let other = record(&data_keys[1], first.commitment(), &content);
        assert_eq!(open(&other), Err(OpenError::NotCommitted));
    }

    #[test]
    fn record_is_bound_to_its_vault_and_epoch_even_where_another_has_the_same_key() {
        let sealed = seal(&VAULT, 1, &EPOCH_KEY, &PLACE, b"content", &OsRandom).unwrap();
        let open = |vault, sealed: &[u8]| open(&vault, &PLACE, sealed, |_| Some(&EPOCH_KEY)).err();
        let mut moved = sealed.clone();
        moved[4] = 2;
        assert_eq!(open(VAULT, &sealed), None);
        assert_eq!(open(VaultId([9; 16]), &sealed), Some(OpenError::NotAuthentic));
        assert_eq!(open(VAULT, &moved), Some(OpenError::NotAuthentic));
    }

    #[test]
    fn data_keys_are_those_that_another_program_derives_from_the_format() {
        // HMAC alone, in another language: docs/format.md, section 5, over 32 bytes of 04.
        let both = concat!(
            "c2d125a01f01107aa86a30b8ea30f9b19aad4339f00b8336ba19320640064b58",
            "bcf7adcc37a42a1538d84e8c5d87788ce004d78a94b10d38933ddc3f30e5a6fe"
        );
        assert_eq!(data_encoding::HEXLOWER.encode(DataKeys::of(&[4; 32]).0.as_slice()), both);
    }
}
