//! A stored record: a class, an id, and bytes that only the holder of the keys can read.

use std::fmt;

/// What a record is, as far as a backend may know. The number is stored and part of what is authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum Class {
    /// The present version of an item.
    Item = 1,
    /// An earlier version of an item.
    Version = 2,
    /// A page of the index.
    Page = 3,
    /// An entry of the audit chain.
    Audit = 4,
    /// A folder.
    Folder = 5,
    /// A setting that travels with the vault.
    Setting = 6,
    /// A part of a file that hangs on an item.
    Attachment = 7,
}

impl Class {
    /// Every class, in the order in which a backup writes them.
    pub const ALL: [Self; 7] =
        [Self::Page, Self::Item, Self::Version, Self::Folder, Self::Setting, Self::Audit, Self::Attachment];

    /// The number that is stored.
    pub fn number(self) -> u8 {
        match self {
            Self::Item => 1,
            Self::Version => 2,
            Self::Page => 3,
            Self::Audit => 4,
            Self::Folder => 5,
            Self::Setting => 6,
            Self::Attachment => 7,
        }
    }

    /// The class of a stored number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.number() == number)
    }
}

/// The name of a record within its class: 16 bytes, random but for the audit chain, where they
/// count, and for the parts of a file, which have all but the last four in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId(pub [u8; 16]);

impl RecordId {
    /// The id of the audit entry with that number, counted from zero: so that ids sort as the chain does.
    pub fn counted(number: u64) -> Self {
        Self(u128::from(number).to_be_bytes())
    }

    /// The id written as 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        u128::from_str_radix(text, 16).ok().map(|number| Self(number.to_be_bytes()))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A record with its place. `body` is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub class: Class,
    /// Its name within the class.
    pub id: RecordId,
    /// The sealed bytes.
    pub body: Vec<u8>,
}
