//! What a SQLite file is: opened to be read, never made, and nothing is left beside it.

use crate::failure;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::io::ErrorKind;
use std::path::Path;
use strongroom_api::{Failure, FailureKind, ServerFacts};
use strongroom_credential::connection::Place;
use strongroom_secret::SecretString;

/// Opens the file, reads, and closes it.
pub(crate) async fn read(place: &Place) -> Result<ServerFacts, Failure> {
    let Place::File(path) = place else { return Err(Failure::new(FailureKind::NotThatServer)) };
    check(path).await?;
    let failed = |error: sqlx::Error| of_error(&error);
    let mut connection = options(path).connect().await.map_err(failed)?;
    // The file is first looked at when something of it is read.
    let _: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_schema")
        .fetch_one(&mut connection)
        .await
        .map_err(failed)?;
    let version: String =
        sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut connection).await.map_err(failed)?;
    let _ = connection.close().await;
    Ok(ServerFacts { version: format!("SQLite {version}"), encrypted: Some(false), ..ServerFacts::default() })
}

/// A pipe or a device would keep whoever opens it waiting.
async fn check(path: &str) -> Result<(), Failure> {
    match tokio::fs::metadata(path).await {
        Ok(found) if found.is_file() => Ok(()),
        Ok(_) => Err(Failure::new(FailureKind::NotThatServer)),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            Err(Failure::new(FailureKind::UnreadableFile))
        }
        Err(_) => Err(Failure::new(FailureKind::NoFile)),
    }
}

fn options(path: &str) -> SqliteConnectOptions {
    // Of a database in WAL mode, even a reader makes files beside it. Where there is no log that must be read, the file is
    // taken as it is.
    let logged = Path::new(&format!("{path}-wal")).exists();
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .create_if_missing(false)
        .immutable(!logged)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .statement_cache_capacity(0)
        .disable_statement_logging()
}

/// The primary result code is the lowest byte (sqlite.org/rescode.html).
fn of_error(error: &sqlx::Error) -> Failure {
    let sorted = |code: &str| {
        Some(match code.parse::<u32>().ok()? & 0xff {
            3 | 14 => FailureKind::UnreadableFile,
            11 | 26 => FailureKind::NotThatServer,
            _ => return None,
        })
    };
    failure::of(error, sorted, &SecretString::default())
}
