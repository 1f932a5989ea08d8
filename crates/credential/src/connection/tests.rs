//! Connections as products document them, as people break them, and as no one would write them.

mod converted;
mod documented;
mod encryption;
mod items;
mod malformed;
mod pasted;
mod reach;
mod round_trips;
mod vendors;

use super::{Connection, Parsed};

/// A connection on one line: `system form user:password@hosts/database {options}`; a star behind a secret option.
fn described(parsed: &Parsed) -> String {
    let connection = &parsed.connection;
    let hosts: Vec<String> = connection
        .hosts
        .iter()
        .map(|endpoint| match endpoint.port {
            Some(port) => format!("{}:{port}", endpoint.host),
            None => endpoint.host.clone(),
        })
        .collect();
    let options: Vec<String> = connection
        .options
        .iter()
        .map(|option| {
            format!("{}={}{}", option.name, option.value.expose(), if option.secret { "*" } else { "" })
        })
        .collect();
    format!(
        "{} {} {}:{}@{}/{} {{{}}}",
        connection.system.code(),
        parsed.form.code(),
        connection.user,
        connection.password.expose(),
        hosts.join(","),
        connection.database,
        options.join(" ")
    )
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let parsed = Connection::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(described(&parsed), *expected, "{text}");
        let bare = parsed.without_password();
        let again = Connection::parse(&bare).unwrap_or_else(|error| panic!("{text} -> {bare}: {error}"));
        assert_eq!(again.connection, parsed.connection.without_secrets(), "{text} -> {bare}");
        assert_eq!(again.form, parsed.form, "{text} -> {bare}");
        let whole = parsed.text().unwrap_or_else(|| panic!("{text} cannot be written back"));
        assert_eq!(Connection::parse(whole.expose()).unwrap().connection, parsed.connection, "{text}");
        for form in parsed.connection.forms() {
            let written = parsed.connection.write(form).unwrap();
            let read = Connection::parse(written.expose()).unwrap();
            assert_eq!(
                (read.connection, read.form),
                (parsed.connection.clone(), form),
                "{}",
                written.expose()
            );
        }
    }
}
