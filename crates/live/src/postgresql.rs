//! What a PostgreSQL server is. Nothing of the environment (`PGHOST`, `PGPASSWORD`, `.pgpass`) is used beside what the
//! connection says.

use crate::failure::{self, shown};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection, PgConnection};
use strongroom_api::{Failure, FailureKind, ServerFacts};
use strongroom_credential::connection::{Place, Reach, Tls};

/// Connects, reads, and takes leave.
pub(crate) async fn read(reach: &Reach, place: &Place) -> Result<ServerFacts, Failure> {
    let failed = |error: sqlx::Error| failure::of(&error, sorted, &reach.password);
    let mut connection = options(reach, place).connect().await.map_err(failed)?;
    let version = text(&mut connection, "SELECT version()").await.map_err(failed)?;
    let facts = ServerFacts {
        version: shown(&version),
        encrypted: encrypted(&mut connection, reach.tls).await,
        user: shown(&text(&mut connection, "SELECT current_user::text").await.unwrap_or_default()),
        superuser: truth(
            &mut connection,
            "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user",
        )
        .await,
        database: shown(&text(&mut connection, "SELECT current_database()::text").await.unwrap_or_default()),
    };
    // It is gone either way.
    let _ = connection.close().await;
    Ok(facts)
}

fn options(reach: &Reach, place: &Place) -> PgConnectOptions {
    let mode = match reach.tls {
        Tls::Off => PgSslMode::Disable,
        Tls::Offered => PgSslMode::Prefer,
        Tls::Required => PgSslMode::Require,
        Tls::Chain => PgSslMode::VerifyCa,
        Tls::Name => PgSslMode::VerifyFull,
    };
    // As libpq has it, the database is called like the user where none is named.
    let database = if reach.database.is_empty() { &reach.user } else { &reach.database };
    let mut options = PgConnectOptions::new_without_pgpass()
        .username(&reach.user)
        // Exposed to be proven to the server.
        .password(reach.password.expose())
        .database(database)
        .ssl_mode(mode)
        .application_name("strongroom")
        .statement_cache_capacity(0)
        .disable_statement_logging();
    options = match place {
        Place::Host(host, port) => options.host(host).port(*port),
        Place::Socket(path) | Place::File(path) => match path.rsplit_once("/.s.PGSQL.") {
            Some((folder, port)) => options.socket(folder).port(port.parse().unwrap_or_default()),
            None => options.socket(path),
        },
    };
    if let Some(path) = &reach.root_certificate {
        options = options.ssl_root_cert(path);
    }
    if let Some((certificate, key)) = &reach.client_certificate {
        options = options.ssl_client_cert(certificate).ssl_client_key(key);
    }
    options
}

/// Where encryption was left to the server, it is asked what came of it.
async fn encrypted(connection: &mut PgConnection, tls: Tls) -> Option<bool> {
    match tls {
        Tls::Off => Some(false),
        Tls::Offered => {
            truth(connection, "SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid()").await
        }
        Tls::Required | Tls::Chain | Tls::Name => Some(true),
    }
}

async fn text(connection: &mut PgConnection, query: &'static str) -> Result<String, sqlx::Error> {
    sqlx::query_scalar(query).fetch_one(connection).await
}

/// Other products that speak the protocol have none of these tables.
async fn truth(connection: &mut PgConnection, query: &'static str) -> Option<bool> {
    sqlx::query_scalar(query).fetch_optional(connection).await.ok().flatten()
}

/// PostgreSQL manual, appendix A.
fn sorted(code: &str) -> Option<FailureKind> {
    match code {
        "28P01" | "28000" => Some(FailureKind::WrongCredentials),
        "3D000" | "42501" => Some(FailureKind::NoDatabase),
        _ => None,
    }
}
