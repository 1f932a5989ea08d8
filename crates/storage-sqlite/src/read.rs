//! Reading, from connections that are held for the next reader, so that a read costs no opening of the file. A reader
//! that was left in the middle is closed and not held: it must not pin an old state.

use crate::connection::{Purpose, connect};
use crate::failure::{damaged, from_sqlx};
use crate::place::Place;
use crate::row::{self, columns};
use crate::schema::run;
use futures_util::future::FutureExt;
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};
use sqlx::SqliteConnection;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use strongroom_storage::{Class, Record, RecordId, StorageError, StoredHeader};
use tokio::sync::mpsc;

/// Idle connections that are held; more may read at the same time.
const HELD: usize = 4;

/// Ids of one statement. Fewer are filled up with the first, so that the statement is always the same.
const IDS: usize = 64;

const ONE: &str = concat!("SELECT ", columns!(), " FROM record WHERE class = ? AND id = ?");

static MANY: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {} FROM record WHERE class = ? AND id IN ({})", columns!(), vec!["?"; IDS].join(", "))
});

/// The connections that read.
#[derive(Debug)]
pub(crate) struct Readers {
    place: Place,
    purpose: Purpose,
    idle: Mutex<Vec<SqliteConnection>>,
}

impl Readers {
    pub(crate) fn new(place: Place, purpose: Purpose) -> Self {
        Self { place, purpose, idle: Mutex::default() }
    }

    pub(crate) async fn take(&self) -> Result<SqliteConnection, StorageError> {
        let held = self.idle().pop();
        match held {
            Some(connection) => Ok(connection),
            None => self.connect().await,
        }
    }

    /// A new connection, to the file that was opened and not to another that has its name now.
    async fn connect(&self) -> Result<SqliteConnection, StorageError> {
        let connection = connect(self.place.path(), self.purpose).await;
        self.place.check().await?;
        connection
    }

    /// Holds a connection that is in no transaction.
    pub(crate) fn give_back(&self, connection: SqliteConnection) {
        let mut idle = self.idle();
        if idle.len() < HELD {
            idle.push(connection);
        }
    }

    /// Lets go of all that are idle.
    pub(crate) fn take_all(&self) -> Vec<SqliteConnection> {
        std::mem::take(&mut *self.idle())
    }

    fn idle(&self) -> MutexGuard<'_, Vec<SqliteConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn header(&self) -> Result<StoredHeader, StorageError> {
        let mut connection = self.take().await?;
        let rows = sqlx::query(
            "SELECT copy, CASE WHEN length(body) <= 67108864 THEN body END FROM header ORDER BY copy LIMIT 3",
        )
        .fetch_all(&mut connection)
        .await
        .map_err(from_sqlx)?;
        let mut stored = StoredHeader { first: None, second: None };
        for row in &rows {
            match row::header(row)? {
                (1, body) => stored.first = Some(body),
                (2, body) => stored.second = Some(body),
                (copy, _) => return Err(damaged(format!("header.copy is {copy} in a row"))),
            }
        }
        self.give_back(connection);
        Ok(stored)
    }

    /// Has SQLite compare its tree and its index. Its own words could repeat a hostile file's, and are not passed on.
    pub(crate) async fn examine(&self) -> Result<(), StorageError> {
        let mut connection = self.take().await?;
        let said: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
            .fetch_one(&mut connection)
            .await
            .map_err(from_sqlx)?;
        self.give_back(connection);
        if said == "ok" { Ok(()) } else { Err(damaged("the database's structure")) }
    }

    /// All records of a class. One statement sees one state of the file, however long it runs.
    pub(crate) fn stream(&self, class: Class) -> BoxStream<'_, Result<Record, StorageError>> {
        let (sender, mut receiver) = mpsc::channel(IDS);
        let mut work = self.send_all(class, sender).boxed().fuse();
        // The work runs within whoever polls the stream, and is dropped with it: no task of its own outlives it.
        stream::poll_fn(move |context| {
            let _ = work.poll_unpin(context);
            receiver.poll_recv(context)
        })
        .boxed()
    }

    async fn send_all(&self, class: Class, sender: mpsc::Sender<Result<Record, StorageError>>) {
        if let Err(error) = self.try_send_all(class, &sender).await {
            let _ = sender.send(Err(error)).await;
        }
    }

    async fn try_send_all(
        &self,
        class: Class,
        sender: &mpsc::Sender<Result<Record, StorageError>>,
    ) -> Result<(), StorageError> {
        let mut connection = self.take().await?;
        let statement = concat!("SELECT ", columns!(), " FROM record WHERE class = ? ORDER BY id");
        let mut rows = sqlx::query(statement).bind(class.number()).fetch(&mut connection);
        let mut last = None;
        while let Some(row) = rows.try_next().await.map_err(from_sqlx)? {
            let record = row::record(class, &row)?;
            // SQLite believes the order that it finds. Where it is wrong, rows cannot be found by their id, and are put twice.
            if last >= Some(record.id) {
                return Err(damaged(format!(
                    "row {} of class {} is out of order",
                    record.id,
                    class.number()
                )));
            }
            last = Some(record.id);
            if sender.send(Ok(record)).await.is_err() {
                return Ok(());
            }
        }
        drop(rows);
        self.give_back(connection);
        Ok(())
    }

    pub(crate) async fn read(
        &self,
        class: Class,
        ids: &[RecordId],
    ) -> Result<Vec<Option<Vec<u8>>>, StorageError> {
        let mut connection = self.take().await?;
        let mut found = HashMap::with_capacity(ids.len());
        within(&mut connection, ids.len() > IDS, async |connection| {
            for ids in ids.chunks(IDS) {
                for record in some(connection, class, ids).await? {
                    found.insert(record.id, record.body);
                }
            }
            Ok(())
        })
        .await?;
        self.give_back(connection);
        Ok(ids.iter().map(|id| found.get(id).cloned()).collect())
    }

    pub(crate) async fn changed_since(
        &self,
        class: Class,
        generation: u64,
    ) -> Result<Vec<Record>, StorageError> {
        let Ok(generation) = i64::try_from(generation) else { return Ok(Vec::new()) };
        let mut connection = self.take().await?;
        let statement = concat!(
            "SELECT ",
            columns!(),
            " FROM record INDEXED BY record_generation WHERE class = ? AND generation > ? ORDER BY id"
        );
        let rows = sqlx::query(statement).bind(class.number()).bind(generation).fetch(&mut connection);
        let records = collect(class, rows).await?;
        self.give_back(connection);
        Ok(records)
    }
}

/// Runs several statements on one state of the file, if asked to.
async fn within(
    connection: &mut SqliteConnection,
    one_state: bool,
    work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<(), StorageError>,
) -> Result<(), StorageError> {
    if !one_state {
        return work(connection).await;
    }
    run(connection, "BEGIN").await?;
    work(connection).await?;
    run(connection, "COMMIT").await
}

async fn some(
    connection: &mut SqliteConnection,
    class: Class,
    ids: &[RecordId],
) -> Result<Vec<Record>, StorageError> {
    let statement = if ids.len() == 1 { ONE } else { MANY.as_str() };
    let places = if ids.len() == 1 { 1 } else { IDS };
    let filler = ids.first().into_iter().cycle();
    let query = ids
        .iter()
        .chain(filler)
        .take(places)
        .fold(sqlx::query(statement).bind(class.number()), |query, id| query.bind(id.0.to_vec()));
    collect(class, query.fetch(connection)).await
}

async fn collect(
    class: Class,
    rows: BoxStream<'_, Result<sqlx::sqlite::SqliteRow, sqlx::Error>>,
) -> Result<Vec<Record>, StorageError> {
    rows.map_err(from_sqlx).and_then(async |row| row::record(class, &row)).try_collect().await
}
