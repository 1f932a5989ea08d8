//! Broken connections, and the reason that is given.

use super::Connection;
use crate::connection::{ConnectionError, recognise};

#[test]
fn broken_connections_are_refused_by_name() {
    use ConnectionError::{
        AfterQuote, BadEscape, BadHost, BadPort, NoHost, NoValue, NotAConnection, Space, TooDeep, TooLong,
        TooMany, Unclosed, UnknownSystem, Unsupported,
    };
    let many_hosts = format!("postgres://{}", ["h"; 65].join(","));
    let many_options = format!("postgres://h?{}", ["a=b"; 257].join("&"));
    let many_pairs = format!("Server=h;{}", "a=b;".repeat(256));
    let deep = format!("u/p@(DESCRIPTION={}x{})", "(A=".repeat(20), ")".repeat(20));
    let long = format!("postgres://{}", "a".repeat(64 * 1024));
    for (text, error) in [
        ("", NotAConnection),
        ("postgres://u:100%@h/d", BadEscape),
        ("postgres://u:%zz@h/d", BadEscape),
        ("postgres://u:%ff@h/d", BadEscape),
        ("mongodb://u:a%b@h", BadEscape),
        ("postgres://u:pa/ss@h/d", BadPort),
        ("postgres://h:0/d", BadPort),
        ("postgres://h:65536/d", BadPort),
        ("postgres://h:-1/d", BadPort),
        ("postgres://h:54x2/d", BadPort),
        ("postgres://h:123456/d", BadPort),
        ("postgres://<host>/d", BadHost),
        ("postgres://${HOST}/d", BadHost),
        ("postgres://h..x/d", BadHost),
        ("postgres://[::zz]/d", BadHost),
        ("postgres://[::1/d", Unclosed),
        ("postgres://[::1]5432/d", BadPort),
        ("postgres://u:p w@h/d", Space),
        ("postgres://h/d\npostgres://h/e", Space),
        ("postgres:///d?host=a,b&port=1,2,3", BadPort),
        ("mongodb:///d", NoHost),
        ("https://u:p@:9200", BadHost),
        ("https://u:p@example.com", NotAConnection),
        ("host='db dbname=x", Unclosed),
        ("host=db dbname", NoValue),
        ("host=db nonsense=x", NoValue),
        ("host=db port=x", BadPort),
        ("host=db_name! dbname=x", BadHost),
        ("Server=db;Password=\"a;User Id=u", Unclosed),
        ("Server=db;Password=\"a\"b;User Id=u", AfterQuote),
        ("Server=db;User Id", NoValue),
        ("Server=;User Id=u;Initial Catalog=d", NoHost),
        ("Server=db,x;User Id=u;Initial Catalog=d", BadPort),
        (r"Server=np:\\db\pipe\sql\query;Integrated Security=true", Unsupported),
        ("Driver={SQL Server;Server=db", Unclosed),
        ("Driver={SQL Server}x;Server=db", AfterQuote),
        ("Driver={Firebird};Server=db", UnknownSystem),
        ("DSN=reporting;UID=u;PWD=p", UnknownSystem),
        ("jdbc:postgresql://h:x/d", BadPort),
        ("jdbc:postgresql://h/d?user=%", BadEscape),
        ("jdbc:mysql://h1:1,(host=h2/db", Unclosed),
        ("jdbc:mysql://address=(host=h)(type=master)/db", Unsupported),
        ("jdbc:mysql:h/db", NoHost),
        ("jdbc:sqlserver:db", NoHost),
        ("jdbc:sqlserver://;user=u", NoHost),
        ("jdbc:sqlserver://db;password={a", Unclosed),
        ("jdbc:sqlserver://db;password={a}b", AfterQuote),
        ("jdbc:oracle:thin:scott/tiger", NoHost),
        ("jdbc:oracle:thin:@ldap://h/x", Unsupported),
        ("jdbc:oracle:thin:@h:x:SID", BadPort),
        ("scott/tiger@//db:x/sales", BadPort),
        ("scott/tiger@//db/sales?a", NoValue),
        ("scott/tiger@//db/sales?a=\"b", Unclosed),
        ("scott/tiger@//db/sales?a=\"b\"c", AfterQuote),
        ("(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s))", Unclosed),
        ("(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=s)))", NoHost),
        ("(DESCRIPTION=(ADDRESS=(PROTOCOL=ipc)(KEY=k))(CONNECT_DATA=(SID=s)))", Unsupported),
        (
            "(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=a))(ADDRESS=(PROTOCOL=tcps)(HOST=b))(CONNECT_DATA=(SID=s)))",
            Unsupported,
        ),
        (deep.as_str(), TooDeep),
        ("bootstrap.servers=\n", NoHost),
        ("bootstrap.servers=k:x", BadPort),
        ("bootstrap.servers=k:1\nsasl.jaas.config=x required username=\"a", Unclosed),
        ("bootstrap.servers=k:1\nsasl.jaas.config=x required username=\"a\"", Unclosed),
        ("bootstrap.servers=k:1\nsasl.jaas.config=x required username;", NoValue),
        (many_hosts.as_str(), TooMany),
        (many_options.as_str(), TooMany),
        (many_pairs.as_str(), TooMany),
        (long.as_str(), TooLong),
    ] {
        let found = Connection::parse(text).map(|parsed| super::described(&parsed));
        assert_eq!(found, Err(error), "{}", text.get(..80).unwrap_or(text));
        assert_eq!(recognise(text), None);
    }
}

#[test]
fn what_is_said_of_an_error_never_repeats_the_text() {
    for text in ["postgres://u:hunter2%@h/d", "Server=db;Password=\"hunter2", "postgres://u:hunter/2@h"] {
        let error = Connection::parse(text).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter"), "{text}");
    }
}

/// Texts that would take a careless reader quadratic time: the largest is 64 KiB, the rest is refused unread.
#[test]
fn a_mebibyte_of_hostile_text_costs_no_more_than_its_length() {
    for unit in [
        "postgres://",
        "@",
        ":",
        "a:",
        "%41",
        "host=",
        "host=h ",
        "a=b;",
        "==",
        "=",
        ";",
        "\"",
        "'",
        "{",
        "}}",
        "(A=",
        "(",
        "jdbc:mysql://(",
        ",",
        "\\",
        "bootstrap.servers",
        "bootstrap.servers=k:1\n",
        "u/p@",
        "@//",
        "Driver={",
        "\n#",
        "\u{feff}",
        "export ",
        "a:5432:",
        "Server=h;",
        "&a=b",
        "?",
        "[",
    ] {
        for start in [
            "",
            "postgres://",
            "jdbc:mysql://",
            "jdbc:oracle:thin:",
            "Server=h;Password=",
            "Driver={SQL Server};",
            "host=h password=",
            "u/p@(DESCRIPTION=",
            "bootstrap.servers=k:1\n",
            "sqlite:",
            "a:5432:b:c:",
        ] {
            for length in [1024 * 1024, 64 * 1024 - start.len()] {
                let text = format!("{start}{}", unit.repeat(length / unit.len()));
                let _ = recognise(&text);
            }
        }
    }
}
