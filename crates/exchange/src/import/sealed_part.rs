//! A part of an archive that its program encrypted with OpenPGP: whoever can decrypt it does, and hands the plain text back
//! with the archive, so that the files beside it are read too.

use super::proton;
use super::zip::{self, Archive, Room};

/// A larger part is not handed out, in bytes: it is the JSON of items, without their files.
const MAX_PART: usize = 64 << 20;

/// A part of a file that is encrypted for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedPart {
    /// Its file name, whose extension says what encrypted it.
    pub name: String,
    /// As it is encrypted.
    pub bytes: Vec<u8>,
}

/// The part of the file that somebody else has to decrypt before it can be [read](super::parse); none where there is no such
/// part, or where it is damaged or too large, which `parse` says.
pub fn sealed_part(bytes: &[u8]) -> Option<SealedPart> {
    let archive = zip::is_zip(bytes).then(|| Archive::open(bytes).ok()).flatten()?;
    let entry = proton::sealed_of(&archive).filter(|entry| entry.size() <= MAX_PART)?;
    let mut content = archive.unpack(entry, &mut Room::default()).ok()?;
    Some(SealedPart { name: entry.file_name().to_owned(), bytes: std::mem::take(&mut *content) })
}
