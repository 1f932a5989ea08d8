use super::*;
use crate::{Field, FieldType, Kind};

fn item(connection: &str, username: &str, password: &str) -> Item {
    Item::new(Kind::DATABASE, "Example")
        .with(Field::new(CONNECTION, FieldType::Text, connection))
        .with(Field::new(USERNAME, FieldType::Text, username))
        .with(Field::new(PASSWORD, FieldType::Hidden, password))
}

const STRONG: &str = "qvF7!wzM2#kdLp9$";

fn found(connection: &str, username: &str, password: &str) -> Vec<(&'static str, Option<usize>, Severity)> {
    let examination = examine(&item(connection, username, password), Moment(0));
    examination
        .findings
        .iter()
        .map(|finding| (finding.code.code(), finding.field, finding.severity))
        .collect()
}

#[test]
fn facts_say_what_is_connected_to() {
    let facts = |connection: &str, user: &str| -> Vec<(&'static str, String, Option<usize>)> {
        let examination = examine(&item(connection, user, STRONG), Moment(0));
        examination.facts.into_iter().map(|fact| (fact.name.code(), fact.value, fact.field)).collect()
    };
    assert_eq!(
        facts("mongodb://h1.example.com,h2.example.com:27018/app?tls=true", "alice"),
        [
            ("system", "MongoDB".to_owned(), Some(0)),
            ("host", "h1.example.com, h2.example.com".into(), Some(0)),
            ("port", "27017, 27018".into(), Some(0)),
            ("database", "app".into(), Some(0)),
            ("user_name", "alice".into(), Some(1)),
            ("encryption", "verified".into(), Some(0)),
        ]
    );
    assert_eq!(
        facts("postgres://bob@localhost/app", ""),
        [
            ("system", "PostgreSQL".to_owned(), Some(0)),
            ("host", "localhost".into(), Some(0)),
            ("port", "5432".into(), Some(0)),
            ("database", "app".into(), Some(0)),
            ("user_name", "bob".into(), Some(0)),
        ]
    );
    assert_eq!(facts("sqlite:///a.db", "").len(), 2);
    assert_eq!(facts("nonsense", "alice"), []);
}

#[test]
fn facts_and_details_hold_no_secret_and_are_short() {
    let text = format!(
        "postgres://u:hunter2@{}/{}?sslpassword=hunter2",
        "h.example,".repeat(60) + "h",
        "d".repeat(400)
    );
    let examination = examine(&item(&text, "", "hunter2hunter2"), Moment(0));
    assert!(examination.facts.iter().all(|fact| fact.value.len() <= 200 && !fact.value.contains("hunter")));
    assert!(!format!("{examination:?}").contains("hunter"));
}

#[test]
fn connection_in_the_clear_is_found_where_it_leaves_the_own_network() {
    let codes = |text: &str| found(text, "alice", STRONG);
    for (text, expected) in [
        ("postgres://db.example.com/app?sslmode=disable", Some(("connection_unencrypted", Severity::High))),
        ("postgres://db.example.com/app", Some(("connection_unencrypted", Severity::Medium))),
        ("postgres://db.example.com/app?sslmode=require", Some(("connection_unverified", Severity::Low))),
        ("postgres://db.example.com/app?sslmode=verify-full", None),
        ("postgres://8.8.8.8/app?sslmode=disable", Some(("connection_unencrypted", Severity::High))),
        ("postgres://[2001:db8::1]/app?sslmode=disable", Some(("connection_unencrypted", Severity::High))),
        (
            "postgres://localhost,db.example.com/app?sslmode=disable",
            Some(("connection_unencrypted", Severity::High)),
        ),
        ("hostaddr=8.8.8.8 dbname=app sslmode=disable", Some(("connection_unencrypted", Severity::High))),
        ("postgres://localhost/app?sslmode=disable", None),
        ("postgres://LOCALHOST/app?sslmode=disable", None),
        ("postgres://127.0.0.1/app?sslmode=disable", None),
        ("postgres://[::1]/app?sslmode=disable", None),
        ("postgres://[fe80::1%25eth0]/app?sslmode=disable", None),
        ("postgres://10.0.0.7/app?sslmode=disable", None),
        ("postgres://db/app?sslmode=disable", None),
        ("postgres://db.internal/app?sslmode=disable", None),
        ("postgres:///app?host=/run/postgresql", None),
        ("postgres:///app", None),
        ("sqlite:///app.db", None),
        (r"Server=(localdb)\x;Database=d;Integrated Security=true;Encrypt=false", None),
        (r"Server=.\x;Database=d;Integrated Security=true;Encrypt=false", None),
        ("Server=db.example.com;Database=d;User Id=u", None),
    ] {
        let found = codes(text);
        let expected: Vec<_> =
            expected.into_iter().map(|(code, severity)| (code, Some(0), severity)).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn password_is_judged_by_product_account_and_strength() {
    let remote = "mongodb+srv://db.example.com/app";
    for (connection, user, password, expected) in [
        (remote, "alice", "alice", Some(("default_password", Some(2), Severity::High))),
        (remote, "Alice", "ALICE", Some(("default_password", Some(2), Severity::High))),
        (remote, "alice", "password1", Some(("weak_password", Some(2), Severity::High))),
        (remote, "alice", "exampleapp1", Some(("weak_password", Some(2), Severity::Medium))),
        (remote, "alice", STRONG, None),
        (remote, "alice", "", Some(("no_password", Some(0), Severity::Medium))),
        ("mongodb://localhost/app", "alice", "", None),
        ("mongodb+srv://db.example.com/?authMechanism=MONGODB-X509", "alice", "", None),
        ("sqlite:///app.db", "", "", None),
        ("amqps://h.example.com", "me", "guest", Some(("default_password", Some(2), Severity::High))),
        ("rediss://h.example.com", "", "foobared", Some(("default_password", Some(2), Severity::High))),
        ("https://h.example.com:9200", "me", "changeme", Some(("default_password", Some(2), Severity::High))),
        ("mysql://localhost/app", "me", "my-secret-pw", Some(("default_password", Some(2), Severity::High))),
        ("nonsense nonsense", "", "password1", None),
    ] {
        let found: Vec<_> = found(connection, user, password)
            .into_iter()
            .filter(|(code, ..)| code.ends_with("password"))
            .collect();
        let expected: Vec<_> = if connection.starts_with("nonsense") {
            vec![("weak_password", Some(2), Severity::High)]
        } else {
            expected.into_iter().collect()
        };
        assert_eq!(found, expected, "{connection} {user}");
    }
}

#[test]
fn account_that_may_do_everything_is_found_by_product() {
    for (connection, user, expected) in [
        ("postgres://localhost/app", "postgres", Some("postgres")),
        ("postgres://postgres@localhost/app", "", Some("postgres")),
        ("mysql://localhost/app", "root", Some("root")),
        ("Server=localhost;Database=d;User Id=SA", "", Some("sa")),
        ("system@//localhost:1521/s", "", Some("system")),
        ("mongodb://localhost", "admin", Some("admin")),
        ("https://localhost:9200", "elastic", Some("elastic")),
        ("redis://localhost", "default", Some("default")),
        ("postgres://localhost/app", "root2", None),
        ("mysql://localhost/app", "postgres", None),
        ("sqlite:///a.db", "root", None),
    ] {
        let examination = examine(&item(connection, user, STRONG), Moment(0));
        let found = examination.findings.iter().find(|finding| finding.code == FindingCode::Superuser);
        assert_eq!(found.and_then(|finding| finding.detail.as_deref()), expected, "{connection} {user}");
        if let Some(found) = found {
            assert_eq!(found.field, Some(usize::from(!user.is_empty())), "{connection} {user}");
        }
    }
}

#[test]
fn secret_in_the_text_that_everybody_sees_is_found_and_judged() {
    let text = format!("postgres://alice:{}@localhost/app?sslpassword=made-up", "pass");
    let examination = examine(&item(&text, "", ""), Moment(0));
    let found: Vec<_> = examination
        .findings
        .iter()
        .map(|finding| (finding.code.code(), finding.detail.as_deref(), finding.field))
        .collect();
    assert_eq!(
        found,
        [
            ("secret_in_public_field", Some("password"), Some(0)),
            ("secret_in_public_field", Some("sslpassword"), Some(0)),
            ("weak_password", None, Some(0)),
        ]
    );
}

#[test]
fn text_that_is_no_connection_is_found_and_an_empty_one_is_not() {
    assert_eq!(found("my database", "alice", STRONG), [("connection_unreadable", Some(0), Severity::Medium)]);
    assert_eq!(found("", "alice", STRONG), []);
    assert_eq!(examine(&Item::new(Kind::DATABASE, ""), Moment(0)), Examination::default());
}

#[test]
fn a_field_of_a_mebibyte_is_examined_in_no_time() {
    let huge = "a".repeat(1024 * 1024);
    assert_eq!(found(&huge, &huge, &huge).first().map(|(code, ..)| *code), Some("connection_unreadable"));
}
