//! A row checked before it becomes a record. Nothing is believed of its shape: the file may come from anyone.

use crate::failure::damaged;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use strongroom_storage::{Class, Record, RecordId, StorageError};

/// Bytes of the largest body that is written or loaded: 64 MiB. A larger one is left where it is (`NULL` instead).
pub(crate) const BODY_LIMIT: usize = 64 << 20;

/// The columns that [`record`] reads. The length is asked first, which loads nothing.
macro_rules! columns {
    () => {
        "id, CASE WHEN length(body) <= 67108864 THEN body END"
    };
}
pub(crate) use columns;

/// The record in a row of [`columns`].
pub(crate) fn record(class: Class, row: &SqliteRow) -> Result<Record, StorageError> {
    let id = blob(row, 0).and_then(|id| id.try_into().ok()).map(RecordId).ok_or_else(|| {
        damaged(format!("record.id in a row of class {} is no blob of 16 bytes", class.number()))
    })?;
    let body = blob(row, 1).ok_or_else(|| {
        damaged(format!("record.body in row {id} of class {} is no blob of at most 64 MiB", class.number()))
    })?;
    Ok(Record { class, id, body })
}

/// A copy of the header, in a row of its number and its body.
pub(crate) fn header(row: &SqliteRow) -> Result<(i64, Vec<u8>), StorageError> {
    let copy = row.try_get(0).map_err(|_| damaged("header.copy is no number"))?;
    let body = blob(row, 1)
        .ok_or_else(|| damaged(format!("header.body in row {copy} is no blob of at most 64 MiB")))?;
    Ok((copy, body))
}

/// `NULL` decodes as no bytes where an `Option` is not asked for.
fn blob(row: &SqliteRow, column: usize) -> Option<Vec<u8>> {
    row.try_get::<Option<Vec<u8>>, _>(column).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_in_the_statement_is_the_limit() {
        assert!(columns!().contains(&format!("<= {BODY_LIMIT} ")));
    }
}
