//! What a MySQL or MariaDB server is. The session's settings are left as the server has them.

use crate::failure::{self, shown};
use sqlx::mysql::{MySqlConnectOptions, MySqlSslMode};
use sqlx::{ConnectOptions, Connection, MySqlConnection};
use strongroom_api::{Failure, FailureKind, ServerFacts};
use strongroom_credential::connection::{Place, Reach, Tls};

/// Rows of this account's own privileges over the whole server.
const SUPER: &str = "SELECT COUNT(*) FROM information_schema.user_privileges WHERE privilege_type = 'SUPER' \
                     AND grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')";

/// Connects, reads, and takes leave.
pub(crate) async fn read(reach: &Reach, place: &Place) -> Result<ServerFacts, Failure> {
    let failed = |error: sqlx::Error| failure::of(&error, sorted, &reach.password);
    let mut connection = options(reach, place).connect().await.map_err(failed)?;
    let version = text(&mut connection, "SELECT CONVERT(VERSION() USING utf8mb4)").await.map_err(failed)?;
    let facts = ServerFacts {
        version: shown(&version),
        encrypted: encrypted(&mut connection, reach.tls).await,
        user: shown(
            &text(&mut connection, "SELECT CONVERT(CURRENT_USER() USING utf8mb4)").await.unwrap_or_default(),
        ),
        superuser: superuser(&mut connection).await,
        database: shown(
            &text(&mut connection, "SELECT COALESCE(CONVERT(DATABASE() USING utf8mb4), '')")
                .await
                .unwrap_or_default(),
        ),
    };
    // It is gone either way.
    let _ = connection.close().await;
    Ok(facts)
}

fn options(reach: &Reach, place: &Place) -> MySqlConnectOptions {
    let mode = match reach.tls {
        Tls::Off => MySqlSslMode::Disabled,
        Tls::Offered => MySqlSslMode::Preferred,
        Tls::Required => MySqlSslMode::Required,
        Tls::Chain => MySqlSslMode::VerifyCa,
        Tls::Name => MySqlSslMode::VerifyIdentity,
    };
    let mut options = MySqlConnectOptions::new()
        .username(&reach.user)
        // Exposed to be proven to the server.
        .password(reach.password.expose())
        .ssl_mode(mode)
        .pipes_as_concat(false)
        .no_engine_substitution(false)
        .timezone(None)
        .set_names(false)
        .statement_cache_capacity(0)
        .disable_statement_logging();
    options = match place {
        Place::Host(host, port) => options.host(host).port(*port),
        Place::Socket(path) | Place::File(path) => options.socket(path),
    };
    if !reach.database.is_empty() {
        options = options.database(&reach.database);
    }
    if let Some(path) = &reach.root_certificate {
        options = options.ssl_ca(path);
    }
    if let Some((certificate, key)) = &reach.client_certificate {
        options = options.ssl_client_cert(certificate).ssl_client_key(key);
    }
    options
}

/// Where encryption was left to the server, it is asked what came of it: the cipher of this connection, or none.
async fn encrypted(connection: &mut MySqlConnection, tls: Tls) -> Option<bool> {
    match tls {
        Tls::Off => Some(false),
        Tls::Offered => {
            let row: Result<(String, String), _> =
                sqlx::query_as("SHOW SESSION STATUS LIKE 'Ssl_cipher'").fetch_one(connection).await;
            row.ok().map(|(_, cipher)| !cipher.is_empty())
        }
        Tls::Required | Tls::Chain | Tls::Name => Some(true),
    }
}

async fn superuser(connection: &mut MySqlConnection) -> Option<bool> {
    let rows: Result<i64, _> = sqlx::query_scalar(SUPER).fetch_one(connection).await;
    rows.ok().map(|rows| rows > 0)
}

async fn text(connection: &mut MySqlConnection, query: &'static str) -> Result<String, sqlx::Error> {
    sqlx::query_scalar(query).fetch_one(connection).await
}

/// States of SQL that MySQL and MariaDB give to 1045 and 1698 (access denied), 1049 (unknown database), 1044 (no access to it).
fn sorted(state: &str) -> Option<FailureKind> {
    match state {
        "28000" => Some(FailureKind::WrongCredentials),
        "42000" => Some(FailureKind::NoDatabase),
        _ => None,
    }
}
