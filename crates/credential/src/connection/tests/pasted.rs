//! What people paste around a connection.

use super::{Connection, described};
use crate::connection::Form;

#[test]
fn quotes_names_and_semicolons_around_a_connection_are_no_part_of_it() {
    let url = "postgres://alice:made-up@db.example.com/app";
    let expected = "postgresql url alice:made-up@db.example.com/app {}";
    for text in [
        format!("  {url}\n"),
        format!("\u{feff}{url}"),
        format!("\"{url}\""),
        format!("'{url}';\n"),
        format!("`{url}`,"),
        format!("<{url}>"),
        format!("{url};"),
        format!("DATABASE_URL={url}"),
        format!("DATABASE_URL = \"{url}\""),
        format!("export DATABASE_URL='{url}'"),
        format!("set DATABASE_URL={url}"),
        format!("ENV DATABASE_URL={url}"),
        format!("$env:DATABASE_URL = \"{url}\""),
        format!("const url = '{url}';"),
        format!("database.url: {url}"),
        format!("- DATABASE_URL={url}"),
        format!("\"database\": \"{url}\","),
        format!("'url' => '{url}',"),
        format!("spring.datasource.url={url}"),
    ] {
        let parsed = Connection::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(described(&parsed), expected, "{text}");
    }
}

#[test]
fn lists_of_keywords_are_read_behind_a_name_too() {
    let expected = "sqlserver ado_net u:a=b@db/app {}";
    for text in [
        "Server=db;Database=app;User Id=u;Password=a=b",
        "CONNECTION=Server=db;Database=app;User Id=u;Password=a=b",
        "CONNECTION=\"Server=db;Database=app;User Id=u;Password=a=b\"",
        "\"ConnectionStrings:Default\": \"Server=db;Database=app;User Id=u;Password=a=b\"",
        "\"Default\": \"Server=db;Database=app;User Id=u;Password=a=b\",",
    ] {
        let parsed = Connection::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(described(&parsed), expected, "{text}");
    }
    let json = r#""Default": "Server=.\\SQLEXPRESS;Database=app;User Id=u;Password=\"p\"","#;
    assert_eq!(
        described(&Connection::parse(json).unwrap()),
        "sqlserver ado_net u:p@./app {instanceName=SQLEXPRESS}"
    );
}

#[test]
fn base64_at_the_end_of_a_key_keeps_its_padding() {
    let parsed = Connection::parse("Server=db;User Id=u;Password=bWFkZS11cA==;Database=d").unwrap();
    assert_eq!(parsed.connection.password.expose(), "bWFkZS11cA==");
}

#[test]
fn prose_and_other_addresses_are_no_connections() {
    for text in [
        "",
        "   ",
        "hello world",
        "Our database is at postgres://db/app, ask Bob",
        "https://example.com/login",
        "https://user:made-up@example.com/",
        "http://localhost:8080",
        "ssh://git@example.com/repo",
        "git@github.com:owner/repo.git",
        "owner/repo@v1",
        "library/nginx@sha256:0123456789abcdef",
        "user@example.com",
        "alice@host:22/path",
        "12:30:45:01:02",
        "00:1a:2b:3c:4d",
        "file:///home/alice/report.pdf",
        "unix:///var/run/docker.sock",
        "sqlite: a small database",
        "key=value",
        "a=1;b=2;c=3",
        "name=alice;password=made-up",
        "host=db",
        "port=5432",
        "user = 5",
        "x = (y)",
        "jdbc:",
        "jdbc:h2:mem:test",
        "mailto:me@example.com",
        "postgres: yes",
        "redis",
        "C:\\Users\\me\\app.db",
    ] {
        assert!(Connection::parse(text).is_err(), "{text}");
        assert_eq!(crate::connection::recognise(text), None, "{text}");
    }
}

#[test]
fn a_text_that_would_not_be_known_without_its_password_is_written_as_a_url() {
    let parsed = Connection::parse("host=db password=made-up").unwrap();
    assert_eq!((parsed.form, parsed.without_password().as_str()), (Form::KeyValue, "postgresql://db"));
}

#[test]
fn schemes_and_spellings_stay_as_they_were() {
    for (text, bare) in [
        ("postgresql+asyncpg://u:p@db/app?ssl=require", "postgresql+asyncpg://u@db/app?ssl=require"),
        ("postgres://u:p@db/app?ssl=true", "postgres://u@db/app?ssl=true"),
        ("mysql://u:p@db/app?sslmode=required", "mysql://u@db/app?sslmode=required"),
        ("redis://:p@db/1", "redis://db/1"),
        ("redis://u:p@db/1", "redis://u:@db/1"),
        ("amqps://u:p@h/%2F", "amqps://u@h/%2F"),
        ("jdbc:mysql:loadbalance://h1,h2/db?user=u&password=p", "jdbc:mysql:loadbalance://h1,h2/db?user=u"),
        ("jdbc:oracle:oci:u/p@//db/s", "jdbc:oracle:oci:u@//db/s"),
        (
            "Server=db;Database=d;User Id=u;Password=p;Trusted_Connection=no",
            "Data Source=db;Initial Catalog=d;User ID=u;Trusted_Connection=no;",
        ),
        ("Driver={SQL Server};Server=db;Uid=u;Pwd=p", "Driver={SQL Server};Server=db;Uid=u;"),
        (
            "User Id=u;Password=p;Data Source=db:1521/s;Pooling=true",
            "User Id=u;Data Source=//db:1521/s;Pooling=true;",
        ),
        ("db:5432:app:u:p", "db:5432:app:u:"),
        ("sqlserver://db:1433;user=u;password=p", "sqlserver://db:1433;user=u;"),
    ] {
        assert_eq!(Connection::parse(text).unwrap().without_password(), bare, "{text}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let parsed = Connection::parse("postgres://u:hunter2@db/app?sslpassword=hunter2&x=hunter2").unwrap();
    assert!(!format!("{parsed:?}").contains("hunter2"));
}
