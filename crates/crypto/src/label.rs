//! The names that keep keys of different uses apart. Each begins with the format's version; none is a prefix of another.

use hkdf::{Hkdf, InvalidLength};
use sha2::Sha256;
use strongroom_secret::LockedKey;
use zeroize::{Zeroize, Zeroizing};

/// HKDF-Extract: the PRK of `input`, for the two keys that begin with something other than a uniform key.
pub(crate) fn extract(salt: &[u8], input: &[u8]) -> Zeroizing<[u8; 32]> {
    let (mut prk, _) = Hkdf::<Sha256>::extract(Some(salt), input);
    let mut out = Zeroizing::new([0; 32]);
    out.copy_from_slice(&prk);
    // The library gives it as a plain array.
    prk.as_mut_slice().zeroize();
    out
}

/// HKDF-Expand of `prk` over the parts of `info` joined.
pub(crate) fn expand_info(prk: &[u8; 32], info: &[&[u8]], out: &mut [u8]) -> Result<(), InvalidLength> {
    let Ok(hkdf) = Hkdf::<Sha256>::from_prk(prk) else { unreachable!("32 bytes are a PRK") };
    hkdf.expand_multi_info(info, out)
}

/// A use that a key is derived for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    HeaderMac,
    Manifest,
    RecordKekWrap,
    AuditMac,
    StateAnchor,
    Fingerprint,
    SlotRoot,
    SlotWrap,
    SlotCommit,
    DataKey,
    BackupKey,
    BackupStream,
    BackupCommit,
    BackupRootWrap,
}

impl Label {
    /// The label as it stands in a derivation.
    pub(crate) const fn name(self) -> &'static [u8] {
        match self {
            Self::HeaderMac => b"strongroom/v1/header-mac\0",
            Self::Manifest => b"strongroom/v1/manifest\0",
            Self::RecordKekWrap => b"strongroom/v1/record-kek-wrap\0",
            Self::AuditMac => b"strongroom/v1/audit-mac\0",
            Self::StateAnchor => b"strongroom/v1/state-anchor\0",
            Self::Fingerprint => b"strongroom/v1/fingerprint\0",
            Self::SlotRoot => b"strongroom/v1/slot-root\0",
            Self::SlotWrap => b"strongroom/v1/slot-wrap\0",
            Self::SlotCommit => b"strongroom/v1/slot-commit\0",
            Self::DataKey => b"strongroom/v1/data-key\0",
            Self::BackupKey => b"strongroom/v1/backup-key\0",
            Self::BackupStream => b"strongroom/v1/backup-stream\0",
            Self::BackupCommit => b"strongroom/v1/backup-commit\0",
            Self::BackupRootWrap => b"strongroom/v1/backup-root-wrap\0",
        }
    }

    /// `Expand` of the format: fills `out` from a uniformly random 32-byte key.
    pub(crate) fn expand(self, key: &[u8; 32], context: &[&[u8]], out: &mut [u8]) {
        let mut info: [&[u8]; 5] = [&[]; 5];
        let parts = std::iter::once(self.name()).chain(context.iter().copied());
        for (place, part) in info.iter_mut().zip(parts) {
            *place = part;
        }
        debug_assert!(context.len() < info.len());
        if expand_info(key, &info, out).is_err() {
            unreachable!("no key here is longer than 255 hashes");
        }
    }

    /// `Expand` into a locked page.
    pub(crate) fn derive(self, key: &[u8; 32], context: &[&[u8]]) -> LockedKey {
        match LockedKey::make(|out| {
            self.expand(key, context, out);
            Ok::<(), std::convert::Infallible>(())
        }) {
            Ok(key) => key,
            Err(never) => match never {},
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Label; 14] = [
        Label::HeaderMac,
        Label::Manifest,
        Label::RecordKekWrap,
        Label::AuditMac,
        Label::StateAnchor,
        Label::Fingerprint,
        Label::SlotRoot,
        Label::SlotWrap,
        Label::SlotCommit,
        Label::DataKey,
        Label::BackupKey,
        Label::BackupStream,
        Label::BackupCommit,
        Label::BackupRootWrap,
    ];

    #[test]
    fn labels_are_distinct_and_none_is_a_prefix_of_another() {
        for (i, a) in ALL.iter().enumerate() {
            for (j, b) in ALL.iter().enumerate() {
                assert!(i == j || !b.name().starts_with(a.name()), "{a:?} and {b:?}");
            }
        }
    }
}
