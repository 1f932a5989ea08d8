//! Where connections lead, and how they are encrypted when they are tried.

use crate::connection::{Connection, ReachError, System, Tls};

fn reach(text: &str) -> String {
    let reach = match Connection::parse(text).unwrap().connection.reach() {
        Ok(reach) => reach,
        Err(error) => return format!("{error:?}"),
    };
    let places: Vec<String> = reach.places.iter().map(super::super::Place::written).collect();
    let clear = if reach.is_in_the_clear() { " in the clear" } else { "" };
    format!("{} {} {} {}{clear}", places.join(","), reach.database, reach.user, reach.tls.code())
}

#[test]
fn places_and_encryption_are_what_the_connection_says() {
    for (text, expected) in [
        ("postgres://u:p@db.example.com/app", "db.example.com:5432 app u required"),
        ("postgres://u:p@db.example.com:6000/app?sslmode=prefer", "db.example.com:6000 app u required"),
        ("postgres://u:p@localhost/app", "localhost:5432 app u offered"),
        ("postgres://u:p@10.0.0.7/app", "10.0.0.7:5432 app u offered"),
        ("postgres://u:p@db.example.com/app?sslmode=disable", "db.example.com:5432 app u off in the clear"),
        ("postgres://u:p@localhost/app?sslmode=disable", "localhost:5432 app u off"),
        ("postgres://u:p@db.example.com/app?sslmode=verify-full", "db.example.com:5432 app u verified_name"),
        ("postgres://u:p@db.example.com/app?sslmode=verify-ca", "db.example.com:5432 app u verified_chain"),
        ("postgres://u@a,b:6000/", "a:5432,b:6000  u offered"),
        ("postgres://u@[2001:db8::1]/x", "[2001:db8::1]:5432 x u required"),
        ("postgres://u@/app?host=/run/postgresql", "/run/postgresql/.s.PGSQL.5432 app u off"),
        ("postgres://u@/app", "localhost:5432 app u offered"),
        ("mysql://u:p@db.example.com/app", "db.example.com:3306 app u required"),
        ("mysql://u:p@db.example.com/app?ssl-mode=DISABLED", "db.example.com:3306 app u off in the clear"),
        ("mysql://u:p@db.example.com/app?ssl-mode=VERIFY_CA", "db.example.com:3306 app u verified_chain"),
        (
            "mysql://u:p@db.example.com/app?ssl-mode=VERIFY_IDENTITY",
            "db.example.com:3306 app u verified_name",
        ),
        ("mariadb://u:p@db.example.com/app", "db.example.com:3306 app u required"),
        ("mariadb://u:p@db.example.com/app?sslMode=disable", "db.example.com:3306 app u off in the clear"),
        ("mariadb://u:p@db.example.com/app?sslMode=verify-full", "db.example.com:3306 app u verified_name"),
        ("sqlite:////var/lib/app.db", "/var/lib/app.db   off"),
    ] {
        assert_eq!(reach(text), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_tried_says_why() {
    for (text, expected) in [
        ("redis://h/1", "OtherSystem(Redis)"),
        ("host=db hostaddr=1.2.3.4 user=u dbname=x", "Elsewhere(\"hostaddr\")"),
        ("service=app user=u", "Elsewhere(\"service\")"),
        ("postgres://db/app", "NoUser"),
        ("postgres://u@a,b,c,d,e,f,g,h,i/app", "TooManyHosts"),
        ("sqlite::memory:", "InMemory"),
        ("file:x.db?mode=memory", "InMemory"),
        ("sqlite:///app.db", "RelativeFile"),
        ("sqlite+pysqlcipher://:pass@//var/app.db", "EncryptedFile"),
    ] {
        assert_eq!(reach(text), expected, "{text}");
    }
    assert_eq!(Connection::new(System::Sqlite).reach().unwrap_err(), ReachError::NoFile);
}

#[test]
fn password_is_taken_over_and_not_shown() {
    let reach = Connection::parse("postgres://u:made-up@localhost/app").unwrap().connection.reach().unwrap();
    assert_eq!((reach.password.expose().as_str(), reach.tls), ("made-up", Tls::Offered));
    assert!(!format!("{reach:?}").contains("made-up"));
}
