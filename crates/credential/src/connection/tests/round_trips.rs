//! Connections with odd characters in every part, written in every form and read back; hostile text that must not panic.

use super::Connection;
use crate::connection::{ConnectionOption, Endpoint, Form, System, recognise};
use proptest::prelude::*;

/// Any characters that a person or a generator may put into a password.
fn odd() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}",
        r#"[ -~]{1,16}"#,
        r#"[/?#@:%&=+;,'"{}()\[\]\\ <>|`$!*^~.-]{1,12}"#,
        "[a-zé€漢😀 ]{1,8}",
        "\\PC{1,8}",
    ]
}

fn host() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}",
        "[a-z]{1,5}(\\.[a-z0-9-]{1,5}){1,3}",
        "[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{1,2}",
        Just("2001:db8::7".to_owned()),
        Just("::1".to_owned()),
        Just("bücher.example".to_owned()),
    ]
}

fn endpoint() -> impl Strategy<Value = Endpoint> {
    (host(), proptest::option::of(1_u16..)).prop_map(|(host, port)| Endpoint { host, port })
}

fn system() -> impl Strategy<Value = System> {
    proptest::sample::select(System::ALL.to_vec())
}

/// Options of names that no driver knows, some of them secret.
fn options() -> impl Strategy<Value = Vec<ConnectionOption>> {
    let name = prop_oneof!["x[a-z]{1,6}", "x[a-z]{1,4}password"];
    proptest::collection::vec(
        (name, odd()).prop_map(|(name, value)| ConnectionOption::new(&name, value)),
        0..4,
    )
}

prop_compose! {
    fn connection()(
        system in system(),
        hosts in proptest::collection::vec(endpoint(), 1..4),
        database in prop_oneof![Just(String::new()), odd()],
        user in prop_oneof![Just(String::new()), odd()],
        password in prop_oneof![Just(String::new()), odd()],
        options in options(),
    ) -> Connection {
        Connection { hosts, database, user, password: password.into(), options, ..Connection::new(system) }
    }
}

/// The form that can say everything of that product.
fn fullest(connection: &Connection) -> Option<Form> {
    let plain = |text: &str| !text.chars().any(char::is_control);
    let texts = [&connection.database, &connection.user, connection.password.expose()];
    let plain = texts.into_iter().all(|text| plain(text));
    match connection.system {
        // A URL of these has a place for several hosts and any text.
        System::PostgreSql
        | System::MySql
        | System::MariaDb
        | System::MongoDb
        | System::Redis
        | System::Amqp => Some(Form::Url),
        System::SqlServer if plain => Some(Form::Url),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_form_that_is_offered_says_the_same(connection in connection()) {
        for form in connection.forms() {
            let text = connection.write(form).unwrap();
            let again = Connection::parse(text.expose()).unwrap();
            prop_assert_eq!(&again.connection, &connection, "{}", text.expose());
            prop_assert_eq!(again.form, form);
            let bare = again.without_password();
            let bare = Connection::parse(&bare).unwrap();
            prop_assert_eq!(bare.connection, connection.without_secrets(), "{}", text.expose());
        }
        if let Some(form) = fullest(&connection) {
            prop_assert!(connection.forms().contains(&form), "{:?} {:?}", connection, connection.password.expose());
        }
    }

    #[test]
    fn any_password_can_be_said_in_every_form_of_a_plain_connection(
        system in system(),
        password in odd(),
        database in "[a-z]{1,8}",
    ) {
        let name = if system == System::Sqlite { format!("{database}.db") } else { database };
        let database = if matches!(system, System::Kafka) { String::new() } else { name };
        let port = Some(if system == System::Elasticsearch { 9200 } else { 1521 });
        let host = Endpoint { host: "db.example.com".into(), port };
        let hosts = if system == System::Sqlite { Vec::new() } else { vec![host] };
        let user = if system == System::Sqlite { "" } else { "alice" }.to_owned();
        let connection =
            Connection { hosts, database, user, password: password.as_str().into(), ..Connection::new(system) };
        let forms = connection.forms();
        for form in system.all_forms() {
            let impossible = match form {
                // Its lines end where a line ends, and have no quotes.
                Form::Librdkafka => password.trim() != password || password.contains(char::is_control),
                // White space at the end of a pasted line is not looked at.
                Form::PasswordFile => password.trim_end() != password || password.contains(char::is_control),
                // Its driver knows no escapes, and others would see some.
                Form::Jdbc if system == System::MariaDb => {
                    password.trim() != password || password.contains(|c: char| c.is_control() || "&%+".contains(c))
                }
                Form::Jdbc => password.contains(char::is_control),
                Form::FileUri => true,
                Form::Odbc if system == System::Sqlite => true,
                // Oracle has no escape for a quotation mark.
                Form::EasyConnect | Form::Descriptor => password.contains('"'),
                _ => false,
            };
            let impossible = impossible || (*form == Form::Jdbc && system == System::Oracle && password.contains('"'));
            prop_assert!(impossible || forms.contains(form), "{form:?} {system:?} {password:?}");
        }
    }

    #[test]
    fn changing_the_password_keeps_the_rest(connection in connection(), password in odd()) {
        for form in connection.forms() {
            let parsed = Connection::parse(connection.write(form).unwrap().expose()).unwrap();
            let changed = parsed.with_credentials("", password.as_str().into());
            let expected = Connection { password: password.as_str().into(), ..connection.clone() };
            if let Some(text) = changed.text() {
                prop_assert_eq!(Connection::parse(text.expose()).unwrap().connection, expected);
            } else {
                prop_assert!(expected.forms().is_empty());
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = recognise(&text);
    }

    #[test]
    fn damaged_connections_are_read_or_refused(
        connection in connection(),
        place in 0_usize..400,
        cut in 0_usize..6,
        insert in r#"[/?#@:%&=+;,'"{}()\[\]\\ \n*]{0,4}"#,
    ) {
        for form in connection.forms() {
            let mut text: Vec<char> = connection.write(form).unwrap().expose().chars().collect();
            let place = place % text.len();
            let end = (place + cut).min(text.len());
            text.splice(place..end, insert.chars());
            let text: String = text.into_iter().collect();
            if let Ok(parsed) = Connection::parse(&text) {
                let bare = parsed.without_password();
                if bare.is_empty() {
                    continue;
                }
                let again = Connection::parse(&bare).map(|parsed| parsed.connection);
                prop_assert_eq!(again, Ok(parsed.connection.without_secrets()), "{} -> {}", text, bare);
            }
        }
    }
}
