//! Committing: one transaction that compares the generation, then deletes, puts, and writes both copies of the header.
//! The generation beside the header is for comparing only: what stands there is no reason to refuse a file.
//! It never leaves the lock held: whatever fails, the transaction is rolled back or its connection thrown away.

use crate::connection::{Purpose, connect};
use crate::failure::{damaged, failed, from_sqlx};
use crate::place::{Identity, Place};
use crate::row::BODY_LIMIT;
use crate::schema::run;
use sqlx::sqlite::{Sqlite, SqliteArguments};
use sqlx::{Row, SqliteConnection};
use std::sync::LazyLock;
use strongroom_storage::{Batch, Class, Record, RecordId, StorageError};

/// Rows of one statement, the most first. Few sizes, so that each statement is prepared once; four rows are what the
/// saving of one item puts.
const ROWS: [usize; 4] = [64, 8, 4, 1];

type Statement = sqlx::query::Query<'static, Sqlite, SqliteArguments>;

/// Bytes of bodies in one statement, but for one row that is larger by itself.
const STATEMENT_BYTES: usize = 1 << 20;

static PUT: LazyLock<[String; 4]> = LazyLock::new(|| {
    ROWS.map(|rows| {
        format!(
            "INSERT INTO record (class, id, generation, body) VALUES {} ON CONFLICT (class, id) \
             DO UPDATE SET generation = excluded.generation, body = excluded.body",
            list("(?, ?, ?, ?)", rows)
        )
    })
});

const PUT_HEADER: &str = "INSERT OR REPLACE INTO header (copy, generation, body) VALUES (1, ?, ?), (2, ?, ?)";

/// The last rows and the header together. Each statement by itself is a message to SQLite's thread and back, which for
/// the saving of one item takes longer than the statement.
static PUT_LAST: LazyLock<[String; 4]> =
    LazyLock::new(|| PUT.each_ref().map(|put| format!("{put}; {PUT_HEADER}")));

/// The generation beside the first copy of the header, or beside the second where there is no first.
const GENERATION: &str = "SELECT generation FROM header ORDER BY copy LIMIT 1";
/// The same, within a transaction that begins with it.
const BEGIN: &str = "BEGIN IMMEDIATE; SELECT generation FROM header ORDER BY copy LIMIT 1";

const REALIGN: &str = "UPDATE header SET generation = ? WHERE EXISTS (SELECT 1 FROM header WHERE body = ?)";

static DELETE: LazyLock<[String; 4]> = LazyLock::new(|| {
    ROWS.map(|rows| format!("DELETE FROM record WHERE (class, id) IN (VALUES {})", list("(?, ?)", rows)))
});

fn list(row: &str, rows: usize) -> String {
    vec![row; rows].join(", ")
}

/// The connection that commits, with the log that it writes to.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) connection: SqliteConnection,
    log: Option<Identity>,
}

impl Writer {
    /// Connects. The first statement that reads makes the log, if there is none yet.
    pub(crate) async fn connect(place: &Place) -> Result<Self, StorageError> {
        let mut connection = connect(place.path(), Purpose::Write).await?;
        stored_generation(&mut connection, GENERATION).await?;
        let log = place.log().await?.map(|(identity, _)| identity);
        Ok(Self { connection, log })
    }

    /// Whether the file may be written at all, asked without waiting: whoever holds the lock may. Deletes no row.
    pub(crate) async fn can_write(&mut self) -> Result<bool, StorageError> {
        run(&mut self.connection, "PRAGMA busy_timeout = 0").await?;
        let writable = match run(&mut self.connection, "DELETE FROM header WHERE copy = 0").await {
            Ok(()) | Err(StorageError::Busy) => Ok(true),
            Err(StorageError::ReadOnly) => Ok(false),
            Err(error) => Err(error),
        };
        run(&mut self.connection, "PRAGMA busy_timeout = 5000").await?;
        writable
    }

    /// Commits the batch. After an error the writer is to be thrown away, unless [`Self::roll_back`] succeeds.
    pub(crate) async fn commit(&mut self, place: &Place, batch: Batch) -> Result<(), StorageError> {
        let stored = stored_generation(&mut self.connection, BEGIN).await?;
        if stored != Some(batch.expected) || batch.generation <= batch.expected {
            return Err(StorageError::Conflict);
        }
        apply(&mut self.connection, batch).await?;
        place.check_with_log(self.log).await?;
        run(&mut self.connection, "COMMIT").await
    }

    /// Writes the generation beside both copies of the header, if one of them is `header`. After an error as after that of
    /// [`Self::commit`].
    pub(crate) async fn realign(
        &mut self,
        place: &Place,
        header: &[u8],
        generation: u64,
    ) -> Result<(), StorageError> {
        let generation = i64::try_from(generation).map_err(|_| StorageError::Conflict)?;
        run(&mut self.connection, "BEGIN IMMEDIATE").await?;
        let statement = sqlx::query(REALIGN).bind(generation).bind(header.to_vec());
        let changed = statement.execute(&mut self.connection).await.map_err(from_sqlx)?.rows_affected();
        if changed == 0 {
            return Err(StorageError::Conflict);
        }
        place.check_with_log(self.log).await?;
        run(&mut self.connection, "COMMIT").await
    }

    /// Brings the log home and empties it.
    pub(crate) async fn settle(&mut self) -> Result<(), StorageError> {
        let blocked: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)")
            .fetch_one(&mut self.connection)
            .await
            .map_err(from_sqlx)?;
        if blocked == 0 { Ok(()) } else { Err(StorageError::Busy) }
    }

    /// Rewrites the file. `secure_delete` alone is not enough: when SQLite moves a row to another page to balance its
    /// tree, a copy can stay in the unused middle of the page that it left, and outlive the row.
    pub(crate) async fn scrub(&mut self) -> Result<(), StorageError> {
        run(&mut self.connection, "VACUUM").await?;
        self.settle().await
    }

    pub(crate) async fn roll_back(&mut self) -> Result<(), StorageError> {
        run(&mut self.connection, "ROLLBACK").await
    }
}

/// What [`GENERATION`] or [`BEGIN`] finds; none where that is no generation.
async fn stored_generation(
    connection: &mut SqliteConnection,
    statement: &'static str,
) -> Result<Option<u64>, StorageError> {
    let row = sqlx::query(statement).fetch_optional(connection).await.map_err(from_sqlx)?;
    let number = row.and_then(|row| row.try_get::<i64, _>(0).ok());
    Ok(number.and_then(|number| u64::try_from(number).ok()))
}

/// Makes the changes of the batch, within a transaction.
pub(crate) async fn apply(connection: &mut SqliteConnection, batch: Batch) -> Result<(), StorageError> {
    let generation = i64::try_from(batch.generation)
        .map_err(|_| damaged("the new header.generation is larger than the file can hold"))?;
    check_size("header.body", &batch.header)?;
    delete(connection, &batch.deletes).await?;
    put(connection, generation, batch.puts, batch.header).await
}

fn check_size(what: &str, body: &[u8]) -> Result<(), StorageError> {
    if body.len() > BODY_LIMIT {
        return Err(failed(format!("{what} has {} bytes, more than {BODY_LIMIT}", body.len())));
    }
    Ok(())
}

async fn delete(
    connection: &mut SqliteConnection,
    mut keys: &[(Class, RecordId)],
) -> Result<(), StorageError> {
    while let Some((rows, statement)) = fitting(keys.len(), &DELETE) {
        let (chunk, rest) = keys.split_at(rows);
        let query = chunk.iter().fold(sqlx::query(statement), |query, (class, id)| {
            query.bind(class.number()).bind(id.0.to_vec())
        });
        execute(connection, query).await?;
        keys = rest;
    }
    Ok(())
}

/// Puts in the order of the keys: neighbours share a page, and random ids would touch all pages over and over. The
/// header comes last.
async fn put(
    connection: &mut SqliteConnection,
    generation: i64,
    mut records: Vec<Record>,
    header: Vec<u8>,
) -> Result<(), StorageError> {
    records.sort_by_key(|record| (record.class.number(), record.id));
    let mut records = records.into_iter();
    while let Some((rows, statement)) = fitting(leading(records.as_slice()), &PUT) {
        let last = fitting(rows, &PUT_LAST).filter(|_| rows == records.len());
        let mut query = sqlx::query(last.map_or(statement, |(_, statement)| statement));
        for Record { class, id, body } in records.by_ref().take(rows) {
            check_size("record.body", &body)?;
            query = query.bind(class.number()).bind(id.0.to_vec()).bind(generation).bind(body);
        }
        if last.is_some() {
            return execute(connection, with_header(query, generation, header)).await;
        }
        execute(connection, query).await?;
    }
    execute(connection, with_header(sqlx::query(PUT_HEADER), generation, header)).await
}

fn with_header(query: Statement, generation: i64, body: Vec<u8>) -> Statement {
    query.bind(generation).bind(body.clone()).bind(generation).bind(body)
}

async fn execute(connection: &mut SqliteConnection, statement: Statement) -> Result<(), StorageError> {
    statement.execute(connection).await.map(drop).map_err(from_sqlx)
}

/// How many of the next records go into one statement at most: as many as have few enough bytes, and at least one.
fn leading(records: &[Record]) -> usize {
    let mut bytes = 0_usize;
    let fit = records.iter().take(ROWS[0]).take_while(|record| {
        bytes = bytes.saturating_add(record.body.len());
        bytes <= STATEMENT_BYTES
    });
    fit.count().max(1).min(records.len())
}

/// The statement for the most rows of which that many are there.
fn fitting(rows: usize, statements: &'static [String; 4]) -> Option<(usize, &'static str)> {
    ROWS.into_iter().zip(statements).find(|(size, _)| *size <= rows).map(|(size, text)| (size, text.as_str()))
}
