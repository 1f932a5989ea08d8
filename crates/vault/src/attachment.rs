//! What an item says of a file that hangs on it, and where the file's parts are. `docs/format.md` section 7.

use crate::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;
use strongroom_secret::{Random, RandomError, SecretBytes};
use strongroom_storage::RecordId;

/// Bytes of a file in one record. With its length before it, it fills the record's padding exactly.
pub const ATTACHMENT_PART: usize = (256 << 10) - 4;
/// Bytes of the largest file: 2 GiB.
pub const MAX_ATTACHMENT: u64 = 2 << 30;
/// Bytes of the longest name.
const MAX_ATTACHMENT_NAME: usize = 255;
/// Files on one item.
pub const MAX_ATTACHMENTS: usize = 256;

/// Names a file of the vault: it is random, and no two files ever have the same. In JSON, 24 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttachmentId([u8; 12]);

impl AttachmentId {
    pub(crate) fn make(random: &dyn Random) -> Result<Self, RandomError> {
        let mut bytes = [0; 12];
        random.fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The id written as 24 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let id = RecordId::parse(&format!("{text}00000000"))?;
        Some(Self::of(id).0)
    }

    /// The record of one of its parts.
    pub(crate) fn part(self, number: u32) -> RecordId {
        let mut id = [0; 16];
        let (name, place) = id.split_at_mut(12);
        name.copy_from_slice(&self.0);
        place.copy_from_slice(&number.to_be_bytes());
        RecordId(id)
    }

    /// Of which file a record is a part, and which.
    pub(crate) fn of(id: RecordId) -> (Self, u32) {
        let number = u128::from_be_bytes(id.0);
        let mut name = [0; 12];
        name.iter_mut().zip(id.0).for_each(|(to, from)| *to = from);
        let part = number & u128::from(u32::MAX);
        (Self(name), u32::try_from(part).unwrap_or(u32::MAX))
    }
}

impl fmt::Display for AttachmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for AttachmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for AttachmentId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AttachmentId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("an attachment's id has 24 hexadecimal digits"))
    }
}

/// A file that hangs on an item. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Names its parts.
    pub id: AttachmentId,
    /// Its file name; not safe as a path.
    pub name: String,
    /// Bytes of its content.
    pub size: u64,
    /// When it was attached.
    pub added: Timestamp,
}

impl Attachment {
    /// A new file with that content.
    pub(crate) fn new(
        name: &str,
        content: &SecretBytes,
        added: Timestamp,
        random: &dyn Random,
    ) -> Result<Self, RandomError> {
        // Exposed to be measured.
        let size = u64::try_from(content.expose().len()).unwrap_or(u64::MAX);
        Ok(Self { id: AttachmentId::make(random)?, name: attachment_name(name), size, added })
    }

    /// How many records hold it.
    pub fn parts(&self) -> u32 {
        parts(self.size)
    }

    /// Bytes that are in that part; none where there is no such part.
    pub fn part_size(&self, number: u32) -> Option<usize> {
        let before = u64::from(number).checked_mul(PART)?;
        let left = self.size.checked_sub(before).filter(|left| *left > 0)?;
        usize::try_from(left.min(PART)).ok()
    }

    /// The ids of the records that hold it.
    pub(crate) fn records(&self) -> impl Iterator<Item = RecordId> + use<> {
        let id = self.id;
        (0..self.parts()).map(move |number| id.part(number))
    }
}

const PART: u64 = ATTACHMENT_PART as u64;

pub(crate) fn parts(size: u64) -> u32 {
    u32::try_from(size.min(MAX_ATTACHMENT).div_ceil(PART)).unwrap_or(u32::MAX)
}

/// A file's name as an attachment has it: of one line, without the folders before it, cut at a character, never empty.
pub fn attachment_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|letter| !letter.is_control()).collect();
    let mut end = clean.len().min(MAX_ATTACHMENT_NAME);
    while !clean.is_char_boundary(end) {
        end -= 1;
    }
    match clean.get(..end).map(str::trim).unwrap_or_default() {
        "" | "." | ".." => "attachment".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_size(size: u64) -> Attachment {
        Attachment { id: AttachmentId([0xab; 12]), name: "a".into(), size, added: 0 }
    }

    #[test]
    fn parts_cover_the_file_and_no_more() {
        for (size, sizes) in [
            (0, vec![]),
            (1, vec![1]),
            (PART, vec![ATTACHMENT_PART]),
            (PART + 1, vec![ATTACHMENT_PART, 1]),
            (3 * PART - 1, vec![ATTACHMENT_PART, ATTACHMENT_PART, ATTACHMENT_PART - 1]),
        ] {
            let file = of_size(size);
            let found: Vec<usize> = (0..10).map_while(|number| file.part_size(number)).collect();
            assert_eq!(found, sizes, "{size} bytes");
            assert_eq!(usize::try_from(file.parts()).unwrap(), sizes.len(), "{size} bytes");
            assert_eq!(file.records().count(), sizes.len());
        }
        assert_eq!(of_size(u64::MAX).part_size(u32::MAX), Some(ATTACHMENT_PART));
    }

    #[test]
    fn ids_of_parts_say_whose_they_are_and_which() {
        let id = AttachmentId::parse("000102030405060708090a0b").unwrap();
        assert_eq!(id.to_string(), "000102030405060708090a0b");
        for number in [0, 1, 77, u32::MAX] {
            assert_eq!(AttachmentId::of(id.part(number)), (id, number));
        }
        assert!(id.part(1) < id.part(256), "parts sort as they follow one another");
        for wrong in ["", "00", "000102030405060708090a0B", "000102030405060708090a0b0"] {
            assert_eq!(AttachmentId::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_lose_what_is_no_name() {
        for (name, kept) in [
            ("passport.png", "passport.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\secret\\key.pem", "key.pem"),
            ("a\nb\u{1b}[2J.txt", "ab[2J.txt"),
            ("..", "attachment"),
            ("  ", "attachment"),
            ("folder/", "attachment"),
        ] {
            assert_eq!(attachment_name(name), kept);
        }
        let long = attachment_name(&"ä".repeat(300));
        assert_eq!((long.len(), long.chars().count()), (254, 127));
    }
}
