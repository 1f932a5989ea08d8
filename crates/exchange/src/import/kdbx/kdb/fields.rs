//! The fields of a group or an entry: a number for what it is, a length, the value.

use super::super::cursor::Cursor;
use crate::import::ImportError;

/// What ends a group or an entry.
const END: u16 = 0xffff;

pub(super) fn damaged(what: &'static str) -> ImportError {
    ImportError::damaged(format!("a field of {what}"))
}

/// Hands each field up to the end to `take`.
pub(super) fn each<'c>(
    cursor: &mut Cursor<'c>,
    what: &'static str,
    mut take: impl FnMut(u16, &'c [u8]) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    loop {
        let (id, value) = cursor.short().zip(cursor.sized()).ok_or_else(|| damaged(what))?;
        if id == END {
            return Ok(());
        }
        take(id, value)?;
    }
}

pub(super) fn word(value: &[u8], what: &'static str) -> Result<u32, ImportError> {
    value.try_into().map(u32::from_le_bytes).map_err(|_| damaged(what))
}

pub(super) fn short(value: &[u8], what: &'static str) -> Result<u16, ImportError> {
    value.try_into().map(u16::from_le_bytes).map_err(|_| damaged(what))
}

/// Text up to its zero. What is not UTF-8 is of a program that wrote its code page.
pub(super) fn text(value: &[u8]) -> String {
    let value = value.split(|byte| *byte == 0).next().unwrap_or_default();
    match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) => value.iter().copied().map(char::from).collect(),
    }
}
