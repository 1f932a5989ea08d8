//! KDBX 4's dictionary of typed values, in which the key derivation's parameters stand.

use super::cursor::Cursor;
use crate::import::ImportError;

/// The dictionary's own version; another major one is another format.
const MAJOR: u8 = 1;
/// More entries than any program writes.
const MAX_ENTRIES: usize = 256;

/// A dictionary, its values still bytes.
pub(super) struct Dictionary<'a> {
    entries: Vec<(&'a [u8], &'a [u8])>,
}

fn damaged() -> ImportError {
    ImportError::damaged("key derivation parameters")
}

impl<'a> Dictionary<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let mut cursor = Cursor::new(bytes);
        let [_minor, major] = cursor.array().ok_or_else(damaged)?;
        if major != MAJOR {
            return Err(damaged());
        }
        let mut entries = Vec::new();
        while cursor.byte().ok_or_else(damaged)? != 0 {
            let (name, value) = cursor.sized().zip(cursor.sized()).ok_or_else(damaged)?;
            let known = entries.iter().any(|(other, _)| *other == name);
            if known || entries.len() >= MAX_ENTRIES {
                return Err(damaged());
            }
            entries.push((name, value));
        }
        Ok(Self { entries })
    }

    /// The value of that name, whatever its declared type.
    pub(super) fn bytes(&self, name: &str) -> Option<&'a [u8]> {
        self.entries.iter().find(|(known, _)| *known == name.as_bytes()).map(|(_, value)| *value)
    }

    /// An unsigned number of 32 or 64 bits.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        let bytes = self.bytes(name)?;
        match bytes.len() {
            4 => bytes.try_into().ok().map(u32::from_le_bytes).map(u64::from),
            8 => bytes.try_into().ok().map(u64::from_le_bytes),
            _ => None,
        }
    }
}
