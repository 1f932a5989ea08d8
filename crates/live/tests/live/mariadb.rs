//! A real MariaDB server, which speaks MySQL's protocol.

use crate::support::{Server, as_user, free_port, give, make_certificates, program, run, told, tried};

async fn server() -> Option<Server> {
    let (install, mariadbd) = (program("mariadb-install-db", "")?, program("mariadbd", "")?);
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    make_certificates(folder.path());
    let users = "CREATE USER boss IDENTIFIED BY 'made-up: p@ss/word';\nGRANT ALL ON *.* TO boss WITH GRANT OPTION;\n\
                 CREATE USER clerk IDENTIFIED BY 'another';\nCREATE DATABASE books;\nGRANT SELECT ON books.* TO clerk;\n\
                 CREATE DATABASE secret;\n";
    std::fs::write(at("users.sql"), users).unwrap();
    give(folder.path(), "mysql");
    let data = format!("--datadir={}", at("data"));
    run(as_user("mysql", &install).args(["--no-defaults", &data, "--skip-test-db"]));
    let port = free_port();
    let mut command = as_user("mysql", &mariadbd);
    command.args(["--no-defaults", &data, "--bind-address=127.0.0.1", "--skip-log-bin"]);
    for (name, value) in [
        ("port", port.to_string()),
        ("socket", at("socket")),
        ("init-file", at("users.sql")),
        ("ssl-cert", at("server.pem")),
        ("ssl-key", at("server.key")),
        ("pid-file", at("pid")),
    ] {
        command.arg(format!("--{name}={value}"));
    }
    let ready =
        async || told(&format!("mysql://clerk:another@127.0.0.1:{port}/books")).await.starts_with("ok");
    Some(Server::start(folder, port, command, ready).await)
}

#[tokio::test]
async fn mariadb_server_says_what_it_is_or_why_not() {
    let Some(server) = server().await else {
        println!("skipped: MariaDB is not installed");
        return;
    };
    let (port, ca) = (server.port, server.at("ca.pem").display().to_string());
    let tcp = format!("localhost:{port}");
    for (text, expected) in [
        (format!("mysql://boss:made-up%3A%20p%40ss%2Fword@{tcp}/books"), "ok tls boss@% super books"),
        (format!("mysql://clerk:another@{tcp}/books"), "ok tls clerk@% plain books"),
        (format!("mysql://clerk:another@{tcp}"), "ok tls clerk@% plain "),
        (format!("mariadb://clerk:another@{tcp}/books"), "ok tls clerk@% plain books"),
        (format!("mysql://clerk:another@{tcp}/books?ssl-mode=DISABLED"), "ok clear clerk@% plain books"),
        (format!("mysql://clerk:another@{tcp}/books?ssl-mode=REQUIRED"), "ok tls clerk@% plain books"),
        (
            format!("mysql://clerk:another@{tcp}/books?ssl-mode=VERIFY_IDENTITY&ssl-ca={ca}"),
            "ok tls clerk@% plain books",
        ),
        (
            format!("mysql://clerk:another@127.0.0.1:{port}/books?ssl-mode=VERIFY_IDENTITY&ssl-ca={ca}"),
            "tls_refused wrong_name",
        ),
        (
            format!("mysql://clerk:another@127.0.0.1:{port}/books?ssl-mode=VERIFY_CA&ssl-ca={ca}"),
            "ok tls clerk@% plain books",
        ),
        (format!("mysql://clerk:another@{tcp}/books?ssl-mode=VERIFY_IDENTITY"), "tls_refused unknown_issuer"),
        (format!("mysql://clerk:wrong@{tcp}/books"), "wrong_credentials"),
        (format!("mysql://nobody:wrong@{tcp}/books"), "wrong_credentials"),
        (format!("mysql://boss:made-up%3A%20p%40ss%2Fword@{tcp}/nothing"), "no_database"),
        (format!("mysql://clerk:another@{tcp}/secret"), "no_database"),
        (format!("postgres://clerk:another@{tcp}/books"), "not_that_server"),
    ] {
        assert_eq!(told(&text).await, expected, "{text}");
    }
    let version = tried(&format!("mysql://clerk:another@{tcp}/books")).await.outcome.unwrap().version;
    assert!(version.contains("MariaDB"), "{version}");
}
