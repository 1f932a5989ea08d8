//! A real PostgreSQL server.

use crate::support::{Server, as_user, free_port, give, make_certificates, program, run, told, tried};
use std::process::Command;

const VERSIONS: &str = "/usr/lib/postgresql";
const PASSWORD: &str = "made-up: p@ss/word";
const WRITTEN: &str = "made-up%3A%20p%40ss%2Fword";

async fn server() -> Option<Server> {
    let (initdb, postgres) = (program("initdb", VERSIONS)?, program("postgres", VERSIONS)?);
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    make_certificates(folder.path());
    std::fs::write(at("password"), PASSWORD).unwrap();
    give(folder.path(), "postgres");
    run(Command::new("chmod").args(["600", &at("server.key")]));
    let mut init = as_user("postgres", &initdb);
    init.args(["-D", &at("data"), "-U", "boss", "-A", "scram-sha-256", "--no-sync"]);
    run(init.arg(format!("--pwfile={}", at("password"))));
    let port = free_port();
    let mut command = as_user("postgres", &postgres);
    command.args(["-D", &at("data"), "-p", &port.to_string(), "-k", &at(""), "-h", "127.0.0.1", "-F"]);
    command.arg("-cssl=on");
    command.arg(format!("-cssl_cert_file={}", at("server.pem")));
    command.arg(format!("-cssl_key_file={}", at("server.key")));
    let psql = async || psql(port, "SELECT 1");
    let server = Server::start(folder, port, command, psql).await;
    assert!(psql_all(port));
    Some(server)
}

fn psql(port: u16, sql: &str) -> bool {
    let mut psql = Command::new("psql");
    psql.args(["-h", "127.0.0.1", "-p", &port.to_string(), "-U", "boss", "-d", "postgres", "-qc", sql]);
    psql.env("PGPASSWORD", PASSWORD).output().unwrap().status.success()
}

fn psql_all(port: u16) -> bool {
    ["CREATE ROLE clerk LOGIN PASSWORD 'another'", "CREATE DATABASE books OWNER clerk"]
        .iter()
        .all(|sql| psql(port, sql))
}

#[tokio::test]
async fn postgresql_server_says_what_it_is_or_why_not() {
    let Some(server) = server().await else {
        println!("skipped: PostgreSQL is not installed");
        return;
    };
    let (port, ca) = (server.port, server.at("ca.pem").display().to_string());
    let (tcp, socket) = (format!("localhost:{port}"), server.folder.path().display().to_string());
    for (text, expected) in [
        (format!("postgres://boss:{WRITTEN}@{tcp}/postgres"), "ok tls boss super postgres"),
        (format!("postgres://clerk:another@{tcp}/books"), "ok tls clerk plain books"),
        (format!("postgres://clerk:another@{tcp}/books?sslmode=disable"), "ok clear clerk plain books"),
        (format!("postgres://clerk:another@{tcp}/books?sslmode=require"), "ok tls clerk plain books"),
        (
            format!("postgres://clerk:another@{tcp}/books?sslmode=verify-full&sslrootcert={ca}"),
            "ok tls clerk plain books",
        ),
        (
            format!("postgres://clerk:another@127.0.0.1:{port}/books?sslmode=verify-ca&sslrootcert={ca}"),
            "ok tls clerk plain books",
        ),
        (
            format!("postgres://clerk:another@127.0.0.1:{port}/books?sslmode=verify-full&sslrootcert={ca}"),
            "tls_refused wrong_name",
        ),
        (format!("postgres://clerk:another@{tcp}/books?sslmode=verify-full"), "tls_refused unknown_issuer"),
        (
            format!("postgres://clerk:another@{tcp}/books?sslmode=verify-full&sslrootcert=/nowhere.pem"),
            "tls_refused certificate_file",
        ),
        (format!("postgres://clerk:wrong@{tcp}/books"), "wrong_credentials"),
        (format!("postgres://nobody:wrong@{tcp}/books"), "wrong_credentials"),
        (format!("postgres://clerk:another@{tcp}/nothing"), "no_database"),
        (format!("postgres://clerk:another@/books?host={socket}&port={port}"), "ok clear clerk plain books"),
        (format!("postgres://clerk:another@localhost:1,{tcp}/books"), "ok tls clerk plain books"),
    ] {
        assert_eq!(told(&text).await, expected, "{text}");
    }
    let version = tried(&format!("postgres://clerk:another@{tcp}/books")).await.outcome.unwrap().version;
    assert!(version.starts_with("PostgreSQL 1"), "{version}");
}
