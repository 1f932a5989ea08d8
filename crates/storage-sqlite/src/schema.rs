//! The tables, and the proof that a file has these and nothing else: a trigger, a view or a further index that
//! somebody added would run or be filled inside this program, so such a file is refused.

use crate::failure::{damaged, from_sqlx};
use sqlx::{Row, SqliteConnection};
use strongroom_storage::{Class, StorageError};

/// "SRMV", in the file's header: tells a vault from other SQLite files.
pub(crate) const APPLICATION: i64 = 0x5352_4d56;

/// The number of this layout, kept in `user_version`.
pub(crate) const LAYOUT: i64 = 1;

/// Everything the file contains, by type, name and text. Rows of a record lie in the order of their key (`WITHOUT
/// ROWID`): a stream then reads pages one after another, five times as fast as through a separate index.
const OBJECTS: [(&str, &str, &str); 3] = [
    (
        "table",
        "header",
        "CREATE TABLE header (copy INTEGER NOT NULL PRIMARY KEY CHECK (copy IN (1, 2)), \
         generation INTEGER NOT NULL, body BLOB NOT NULL) STRICT",
    ),
    (
        "table",
        "record",
        "CREATE TABLE record (class INTEGER NOT NULL, id BLOB NOT NULL, generation INTEGER NOT NULL, \
         body BLOB NOT NULL, PRIMARY KEY (class, id)) STRICT, WITHOUT ROWID",
    ),
    ("index", "record_generation", "CREATE INDEX record_generation ON record (class, generation)"),
];

/// Writes the layout into an empty file.
pub(crate) async fn lay(connection: &mut SqliteConnection) -> Result<(), StorageError> {
    for statement in ["PRAGMA application_id = 1397902678", "PRAGMA user_version = 1"] {
        run(connection, statement).await?;
    }
    for (_, _, statement) in OBJECTS {
        run(connection, statement).await?;
    }
    Ok(())
}

/// Runs one statement that answers nothing of interest.
pub(crate) async fn run(
    connection: &mut SqliteConnection,
    statement: &'static str,
) -> Result<(), StorageError> {
    sqlx::query(statement).execute(connection).await.map(drop).map_err(from_sqlx)
}

/// Tells whose file it is.
///
/// # Errors
/// [`StorageError::NotAVault`] and [`StorageError::Version`].
pub(crate) async fn identify(connection: &mut SqliteConnection) -> Result<(), StorageError> {
    if number(connection, "PRAGMA application_id").await? != APPLICATION {
        return Err(StorageError::NotAVault);
    }
    match number(connection, "PRAGMA user_version").await? {
        LAYOUT => Ok(()),
        found => Err(StorageError::Version { found, known: LAYOUT }),
    }
}

async fn number(connection: &mut SqliteConnection, statement: &'static str) -> Result<i64, StorageError> {
    sqlx::query_scalar(statement).fetch_one(connection).await.map_err(from_sqlx)
}

/// Compares the layout in the file with that of this program, and the numbers of classes with those it knows.
///
/// # Errors
/// [`StorageError::Damaged`] with the first difference.
pub(crate) async fn check(connection: &mut SqliteConnection) -> Result<(), StorageError> {
    check_objects(connection).await?;
    check_header(connection).await?;
    check_classes(connection).await
}

async fn check_objects(connection: &mut SqliteConnection) -> Result<(), StorageError> {
    let rows = sqlx::query(
        "SELECT substr(type, 1, 100), substr(name, 1, 100), substr(sql, 1, 1000) FROM sqlite_schema LIMIT 9",
    )
    .fetch_all(connection)
    .await
    .map_err(from_sqlx)?;
    if rows.len() != OBJECTS.len() {
        return Err(damaged(format!("the schema has {} objects instead of {}", rows.len(), OBJECTS.len())));
    }
    for (row, (of, name, text)) in rows.iter().zip(OBJECTS) {
        let found: (&str, &str, &str) = (column(row, 0)?, column(row, 1)?, column(row, 2)?);
        if found != (of, name, text) {
            return Err(damaged(format!("the schema's {of} {name} was changed")));
        }
    }
    Ok(())
}

fn column(row: &sqlx::sqlite::SqliteRow, index: usize) -> Result<&str, StorageError> {
    row.try_get(index).map_err(|_| damaged("the schema has a row of another shape"))
}

async fn check_header(connection: &mut SqliteConnection) -> Result<(), StorageError> {
    match number(connection, "SELECT count(*) FROM header").await? {
        1..=2 => Ok(()),
        found => Err(damaged(format!("header has {found} rows instead of 2"))),
    }
}

/// Steps from one class to the next in the table's key, so that the cost does not grow with the records.
async fn check_classes(connection: &mut SqliteConnection) -> Result<(), StorageError> {
    let numbers: Vec<i64> = sqlx::query_scalar(
        "WITH RECURSIVE known(class) AS (SELECT min(class) FROM record \
         UNION ALL SELECT (SELECT min(class) FROM record WHERE class > known.class) FROM known \
         WHERE known.class IS NOT NULL) SELECT class FROM known WHERE class IS NOT NULL LIMIT 257",
    )
    .fetch_all(connection)
    .await
    .map_err(from_sqlx)?;
    match numbers.into_iter().find(|number| class(*number).is_none()) {
        Some(number) => Err(damaged(format!("record.class is {number}, which this program does not know"))),
        None => Ok(()),
    }
}

fn class(number: i64) -> Option<Class> {
    u8::try_from(number).ok().and_then(Class::from_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_application_id_spells_the_vaults_name() {
        assert_eq!(APPLICATION, i64::from(u32::from_be_bytes(*b"SRMV")));
        assert_eq!(APPLICATION, 1_397_902_678);
    }
}
