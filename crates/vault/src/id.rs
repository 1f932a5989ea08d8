//! Ids of items and folders: a storage id that knows what it names. In JSON, 32 hexadecimal digits.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;
use strongroom_secret::{Random, RandomError};
use strongroom_storage::RecordId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub(crate) RecordId);

        impl $name {
            /// A new random id.
            pub fn make(random: &dyn Random) -> Result<Self, RandomError> {
                let mut bytes = [0; 16];
                random.fill(&mut bytes)?;
                Ok(Self(RecordId(bytes)))
            }

            /// The id written as 32 lower-case hexadecimal digits.
            pub fn parse(text: &str) -> Option<Self> {
                RecordId::parse(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                Self::parse(&text).ok_or_else(|| D::Error::custom("an id has 32 hexadecimal digits"))
            }
        }
    )* };
}

ids! {
    /// Names an item.
    ItemId;
    /// Names a folder.
    FolderId;
    /// Names the record of an earlier version.
    VersionId;
    /// Names an import that can be taken back.
    ImportId;
}
