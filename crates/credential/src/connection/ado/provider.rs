//! Whose connection string it is: providers share most keywords, and a string does not name its provider. Every keyword
//! that only some know counts for them.

use super::super::System;
use super::super::oracle::is_likely_address as is_oracle;
use super::super::pairs::Pairs;
use super::super::text::starts_with;
use super::super::url::is_file_name;
use System::{MySql, Oracle, PostgreSql, SqlServer, Sqlite};

/// Keywords, folded, whose they are, and how much they say: 1 a habit, 3 a certainty.
const KEYWORDS: &[(&str, System, u32)] = &[
    ("host", PostgreSql, 1),
    ("username", PostgreSql, 1),
    ("searchpath", PostgreSql, 3),
    ("includeerrordetail", PostgreSql, 3),
    ("maxautoprepare", PostgreSql, 3),
    ("noresetonclose", PostgreSql, 3),
    ("rootcertificate", PostgreSql, 3),
    ("sslcertificate", PostgreSql, 3),
    ("targetsessionattributes", PostgreSql, 3),
    ("commandtimeout", PostgreSql, 1),
    ("uid", MySql, 1),
    ("charset", MySql, 2),
    ("characterset", MySql, 2),
    ("allowuservariables", MySql, 3),
    ("convertzerodatetime", MySql, 3),
    ("allowzerodatetime", MySql, 3),
    ("allowpublickeyretrieval", MySql, 3),
    ("treattinyasboolean", MySql, 3),
    ("allowloadlocalinfile", MySql, 3),
    ("connectionprotocol", MySql, 3),
    ("guidformat", MySql, 3),
    ("oldguids", MySql, 3),
    ("sslca", MySql, 3),
    ("sslcert", MySql, 3),
    ("datasource", SqlServer, 1),
    ("initialcatalog", SqlServer, 2),
    ("persistsecurityinfo", SqlServer, 1),
    ("trustservercertificate", SqlServer, 1),
    ("integratedsecurity", SqlServer, 2),
    ("trustedconnection", SqlServer, 3),
    ("multipleactiveresultsets", SqlServer, 4),
    ("multisubnetfailover", SqlServer, 4),
    ("applicationintent", SqlServer, 4),
    ("encrypt", SqlServer, 3),
    ("attachdbfilename", SqlServer, 4),
    ("failoverpartner", SqlServer, 4),
    ("networklibrary", SqlServer, 4),
    ("userinstance", SqlServer, 4),
    ("columnencryptionsetting", SqlServer, 4),
    ("authentication", SqlServer, 3),
    ("foreignkeys", Sqlite, 3),
    ("recursivetriggers", Sqlite, 3),
    ("dbapriviledge", Oracle, 3),
    ("dbaprivilege", Oracle, 3),
    ("selftuning", Oracle, 3),
    ("statementcachesize", Oracle, 3),
];
/// Parts of OLE DB's and Entity Framework's names of providers.
const PROVIDERS: &[(&str, System)] = &[
    ("oledbsql", SqlServer),
    ("sqloledb", SqlServer),
    ("sqlncli", SqlServer),
    ("oraoledb", Oracle),
    ("msdaora", Oracle),
    ("npgsql", PostgreSql),
    ("mysql", MySql),
    ("sqlite", Sqlite),
];
/// Modes of TLS by the words of Npgsql and of MySqlConnector, folded; those that both know say nothing.
const MODES: &[(&str, System)] = &[
    ("disable", PostgreSql),
    ("allow", PostgreSql),
    ("prefer", PostgreSql),
    ("require", PostgreSql),
    ("none", MySql),
    ("disabled", MySql),
    ("preferred", MySql),
    ("required", MySql),
];
const SERVERS: [&str; 6] = ["server", "host", "datasource", "address", "addr", "networkaddress"];
const LOGINS: [&str; 5] = ["userid", "username", "uid", "user", "password"];

/// The product, or `None` where the string is no connection of any.
pub(super) fn of(pairs: &Pairs) -> Option<System> {
    if let Some(provider) = pairs.find(&["provider"]) {
        let provider = provider.to_ascii_lowercase();
        return PROVIDERS.iter().find(|(part, _)| provider.contains(part)).map(|(_, system)| *system);
    }
    let mut scores: Vec<(System, u32)> =
        vec![(SqlServer, 0), (PostgreSql, 0), (MySql, 0), (Oracle, 0), (Sqlite, 0)];
    let mut add = |system: System, points: u32| {
        if let Some((_, score)) = scores.iter_mut().find(|(known, _)| *known == system) {
            *score += points;
        }
    };
    for (name, value) in pairs.folded() {
        KEYWORDS
            .iter()
            .filter(|(known, ..)| *known == name)
            .for_each(|(_, system, points)| add(*system, *points));
        // Exposed to be compared with words and numbers that are no secrets.
        if let Some((system, points)) = by_value(&name, value.expose(), pairs) {
            add(system, points);
        }
    }
    let (system, score) = scores.into_iter().rev().max_by_key(|(_, score)| *score)?;
    let server = pairs.find(&SERVERS).or(pairs.find(&["filename"]));
    let plausible = server.is_some() && (score > 1 || (pairs.len() > 1 && pairs.find(&LOGINS).is_some()));
    plausible.then_some(system)
}

fn by_value(name: &str, value: &str, pairs: &Pairs) -> Option<(System, u32)> {
    match (name, value) {
        ("port", "5432" | "6432") => Some((PostgreSql, 3)),
        ("port", "3306") => Some((MySql, 3)),
        // SqlClient has none.
        ("port", _) if pairs.find(&["uid"]).is_some() => Some((MySql, 2)),
        ("port", _) => Some((PostgreSql, 2)),
        ("sslmode", value) => {
            MODES.iter().find(|(mode, _)| value.eq_ignore_ascii_case(mode)).map(|(_, system)| (*system, 3))
        }
        ("datasource" | "filename", file)
            if is_file_name(file) && pairs.find(&["userid", "uid"]).is_none() =>
        {
            Some((Sqlite, 4))
        }
        ("datasource", address) if is_oracle(address) => Some((Oracle, 4)),
        ("server" | "datasource", address)
            if address.contains([',', '\\']) || starts_with(address, "tcp:") =>
        {
            // MySQL's lists of hosts have commas too, and no port behind them.
            let is_port = |text: &str| text.trim().bytes().all(|byte| byte.is_ascii_digit());
            let lists_hosts = address.rsplit_once(',').is_some_and(|(_, port)| !is_port(port));
            (!lists_hosts).then_some((SqlServer, 3))
        }
        ("server" | "datasource", address)
            if address.to_ascii_lowercase().ends_with(".database.windows.net") =>
        {
            Some((SqlServer, 3))
        }
        _ => None,
    }
}
