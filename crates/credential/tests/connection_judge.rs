//! libpq as the judge of what this crate writes for it: URIs, keywords and values, lines of the password file.
//! Skips, and says so, where Python or libpq is missing.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};
use strongroom_credential::connection::{Connection, ConnectionOption, Endpoint, Form, System};

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn judge(cases: &[Value]) -> Option<Vec<Value>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/libpq.py");
    let child = Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: no python3");
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let asked = serde_json::to_vec(cases).unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(&asked));
    let output = child.wait_with_output().unwrap();
    if !output.status.success() {
        eprintln!("skipped: python3 finds no libpq");
        return None;
    }
    writer.join().unwrap().unwrap();
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

const ODD: [&str; 14] = [
    "plain",
    "p@ss:w/rd",
    "a b",
    "it's",
    "back\\slash",
    "100%",
    "%41",
    "ü€漢😀",
    "\"quoted\"",
    "a=b&c;d",
    "#?[]{}",
    "+plus+",
    " ends ",
    "'",
];

fn connections() -> impl Iterator<Item = Connection> {
    let hosts = [
        vec![("db.example.com", None)],
        vec![("h1", Some(5432)), ("h2", Some(6432))],
        vec![("2001:db8::7", Some(5433))],
        vec![("/run/post gresql", None)],
        vec![("192.0.2.7", Some(1)), ("::1", Some(1))],
    ];
    ODD.iter().enumerate().flat_map(move |(place, odd)| {
        let hosts = hosts.clone();
        hosts.into_iter().map(move |hosts| Connection {
            hosts: hosts.into_iter().map(|(host, port)| Endpoint { host: host.into(), port }).collect(),
            database: ODD[(place + 3) % ODD.len()].into(),
            user: ODD[(place + 7) % ODD.len()].into(),
            password: (*odd).into(),
            options: vec![ConnectionOption::new("application_name", ODD[(place + 5) % ODD.len()])],
            ..Connection::new(System::PostgreSql)
        })
    })
}

fn expected(connection: &Connection) -> Value {
    let hosts: Vec<&str> = connection.hosts.iter().map(|endpoint| endpoint.host.as_str()).collect();
    json!({
        "host": hosts.join(","),
        "dbname": connection.database,
        "user": connection.user,
        "password": connection.password.expose(),
        "application_name": connection.options[0].value.expose(),
    })
}

#[test]
fn libpq_reads_what_is_written_for_it() {
    let connections: Vec<Connection> = connections().collect();
    for form in [Form::Url, Form::KeyValue] {
        let texts: Vec<Value> = connections
            .iter()
            .map(|connection| connection.write(form).unwrap().expose().clone().into())
            .collect();
        let Some(answers) = judge(&texts) else { return };
        for ((connection, text), answer) in connections.iter().zip(&texts).zip(answers) {
            let mut answer = answer.as_object().unwrap_or_else(|| panic!("libpq refuses {text}")).clone();
            let ports = answer.remove("port").unwrap_or_default();
            let ports: Vec<&str> = ports.as_str().unwrap_or_default().split(',').collect();
            assert_eq!(Value::Object(answer), expected(connection), "{text}");
            for (place, endpoint) in connection.hosts.iter().enumerate() {
                let port = ports.get(place).or(ports.first()).copied().unwrap_or_default();
                assert_eq!(port, endpoint.port.map(|port| port.to_string()).unwrap_or_default(), "{text}");
            }
        }
    }
}

#[test]
fn libpq_and_this_crate_agree_on_what_can_be_read() {
    let texts = [
        "postgresql://u:p%zz@h/d",
        "postgresql://u:p%@h/d",
        "postgresql://[::1/d",
        "host='db dbname=x",
        "host=db dbname",
        "host=db nonsense=x",
        "postgresql://h/d?connect_timeout=10&application_name=a%20b",
        "postgresql:///d?host=/run/x&port=5433",
        "postgresql://h/d?ssl=true",
        r"user = alice password='it\'s' host=a,b port=5432 dbname=''",
        "postgres://al%40ice:p#s@db:5432/app",
        "postgres://u:a?b@h/d",
    ];
    let cases: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
    let Some(answers) = judge(&cases) else { return };
    for (text, answer) in texts.iter().zip(answers) {
        let read = Connection::parse(text).ok().map(|parsed| parsed.connection);
        assert_eq!(read.is_some(), answer.is_object(), "{text}");
        let Some(read) = read else { continue };
        for (name, value) in
            [("user", &read.user), ("dbname", &read.database), ("password", read.password.expose())]
        {
            assert_eq!(answer[name].as_str().unwrap_or_default(), value, "{text}");
        }
        for option in &read.options {
            assert_eq!(answer[&option.name].as_str(), Some(option.value.expose().as_str()), "{text}");
        }
    }
}

#[test]
fn libpq_finds_the_password_in_the_line_that_is_written_for_it() {
    let cases: Vec<(Connection, Value)> = connections()
        .filter(|connection| connection.hosts.len() == 1 && !connection.hosts[0].is_socket())
        .map(|connection| Connection { options: Vec::new(), ..connection })
        .filter_map(|connection| {
            let line = connection.write(Form::PasswordFile)?;
            let endpoint = &connection.hosts[0];
            let port = endpoint.port.unwrap_or(5432).to_string();
            let case = json!([line.expose(), endpoint.host, port, connection.database, connection.user]);
            Some((connection, case))
        })
        .collect();
    assert!(cases.len() > 20);
    let asked: Vec<Value> = cases.iter().map(|(_, case)| case.clone()).collect();
    let Some(answers) = judge(&asked) else { return };
    for ((connection, case), answer) in cases.iter().zip(answers) {
        assert_eq!(answer.as_str(), Some(connection.password.expose().as_str()), "{case}");
    }
}
