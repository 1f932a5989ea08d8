use super::*;
use proptest::prelude::*;
use std::io::Write as _;
use std::process::{Command, Stdio};

fn variable(name: &str, value: &str) -> Variable {
    Variable { name: name.to_owned(), value: value.into() }
}

fn read(text: &str) -> Vec<(String, String)> {
    let variables = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    variables.into_iter().map(|variable| (variable.name, variable.value.expose().clone())).collect()
}

#[test]
fn values_are_read_in_every_way_of_quoting() {
    for (text, value) in [
        ("A=basic", "basic"),
        ("A=", ""),
        ("A= ", ""),
        ("A=''", ""),
        ("  A =  spaced out \t", "spaced out"),
        ("export A=exported", "exported"),
        ("export\tA=exported", "exported"),
        ("A=a#b", "a#b"),
        ("A=a # comment", "a"),
        ("A=# comment", ""),
        ("A='a # b' # comment", "a # b"),
        ("A=\"a # b\"#comment", "a # b"),
        ("A=`it's \"both\"`", "it's \"both\""),
        (r"A='\n$X\'", r"\n$X\"),
        (r#"A="\n\r\t\"\\\$\`\x""#, "\n\r\t\"\\$`\\x"),
        ("A=\"first\nsecond\"", "first\nsecond"),
        ("A='first\nsecond'\n", "first\nsecond"),
        ("A=a=b==", "a=b=="),
        ("A=it's", "it's"),
        ("A=x\r\n", "x"),
        ("\u{feff}A=bom", "bom"),
        ("# comment\n\n   # more\nA=x\n\n#", "x"),
        ("A=postgres://u:p@h/d?x=1#y", "postgres://u:p@h/d?x=1#y"),
    ] {
        assert_eq!(read(text), [("A".to_owned(), value.to_owned())], "{text:?}");
    }
}

#[test]
fn last_value_of_a_name_counts_in_the_place_of_the_first() {
    let read = read("A=1\nB=2\nA=3\nexport_x=4");
    let read: Vec<(&str, &str)> = read.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(read, [("A", "3"), ("B", "2"), ("export_x", "4")]);
}

#[test]
fn what_no_program_reads_is_told_beside() {
    let block = super::read("#one\n # two \n#\nA=1 # three\nA=\"2\" #four\nA=3#five\nB='#six'\n").unwrap();
    assert_eq!(block.variables, [variable("A", "3#five"), variable("B", "#six")]);
    assert_eq!(block.overridden, [variable("A", "1"), variable("A", "2")]);
    assert_eq!(block.comments.expose(), "one\ntwo\nthree\nfour");
}

#[test]
fn broken_files_are_refused_by_name_and_line() {
    for (text, error) in [
        ("A=1\nnonsense", DotenvError::NotAssignment(2)),
        ("=x", DotenvError::NotAssignment(1)),
        ("1A=x", DotenvError::NotAssignment(1)),
        ("A B=x", DotenvError::NotAssignment(1)),
        ("é=x", DotenvError::NotAssignment(1)),
        ("A='\n\n'\nnonsense", DotenvError::NotAssignment(4)),
        ("\n\nA=\"x\ny", DotenvError::Unclosed(3)),
        ("A='x", DotenvError::Unclosed(1)),
        ("A=\"x\\\"", DotenvError::Unclosed(1)),
        ("A='x\ny'z", DotenvError::AfterQuote(2)),
        (&format!("{}=x", "A".repeat(257)), DotenvError::NotAssignment(1)),
        (&"A=1\n".repeat(70_000), DotenvError::TooLong),
        (&(0..1001).map(|number| format!("A{number}=x\n")).collect::<String>(), DotenvError::TooLong),
    ] {
        assert_eq!(parse(text), Err(error), "{}", text.get(..40).unwrap_or(text));
    }
}

#[test]
fn no_value_is_in_an_error_or_in_debug() {
    let error = parse("A=1\nhunter2").unwrap_err();
    assert!(!format!("{error} {error:?} {:?}", parse("A=hunter2")).contains("hunter"));
}

#[test]
fn values_are_written_in_the_plainest_quotes_that_hold_them() {
    for (value, written) in [
        ("plain-1_2./:@%+,=", "A=plain-1_2./:@%+,=\n"),
        ("", "A=\n"),
        ("a b", "A='a b'\n"),
        ("#$`\"\\n~", "A='#$`\"\\n~'\n"),
        ("two\nlines", "A='two\nlines'\n"),
        ("it's", "A=\"it's\"\n"),
        ("ends\\", "A=\"ends\\\\\"\n"),
        ("it's \"$x\"`\\", "A=\"it's \\\"\\$x\\\"\\`\\\\\"\n"),
        ("a\rb", "A=\"a\\rb\"\n"),
        ("ü", "A='ü'\n"),
    ] {
        assert_eq!(write(&[variable("A", value)]).unwrap().expose(), written);
    }
    assert_eq!(write(&[variable("A B", "x")]), None);
}

#[test]
fn pasted_block_becomes_an_item() {
    let fields = |text: &str| {
        let item = recognise(text).unwrap_or_else(|| panic!("{text}"));
        let fields: Vec<(String, String, bool, bool)> = item
            .fields
            .iter()
            .map(|field| {
                let secret = field.field_type.is_secret();
                (field.name.clone(), field.value.expose().clone(), secret, field.custom)
            })
            .collect();
        (item.kind.name().to_owned(), item.title, fields)
    };
    let made = |fields: &[(&str, &str, bool, bool)]| -> Vec<(String, String, bool, bool)> {
        fields
            .iter()
            .map(|(name, value, secret, custom)| ((*name).into(), (*value).into(), *secret, *custom))
            .collect()
    };
    assert_eq!(
        fields("# mail\nSMTP_PASSWORD='made up'\n"),
        (
            "secret".to_owned(),
            "SMTP_PASSWORD".to_owned(),
            made(&[("key", "SMTP_PASSWORD", false, false), ("value", "made up", true, false)])
        )
    );
    assert_eq!(
        fields("export token=x").2,
        made(&[("key", "token", false, false), ("value", "x", true, false)])
    );
    assert_eq!(
        fields("DB_USER=alice\nDB_PASSWORD=made-up\n"),
        (
            "secret".to_owned(),
            "DB_USER, DB_PASSWORD".to_owned(),
            made(&[("DB_USER", "alice", true, true), ("DB_PASSWORD", "made-up", true, true)])
        )
    );
    let many: String = (10..99).map(|number| format!("VARIABLE_{number}=x\n")).collect();
    let title = fields(&many).1;
    assert!(title.ends_with("VARIABLE_15, …") && title.len() < 90, "{title}");
}

#[test]
fn one_letter_is_a_name_where_another_name_is_a_variables() {
    let item = recognise("API_KEY=1\nA=2\n").unwrap();
    assert_eq!((item.title.as_str(), item.fields.len()), ("API_KEY, A", 2));
    // Whoever says that it is such a file is believed.
    for (text, names) in [("A=2", vec!["key", "value"]), ("x=1\ny=2", vec!["x", "y"])] {
        let item = item_of(&parse(text).unwrap()).unwrap();
        let found: Vec<&str> = item.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!((recognise(text), found), (None, names), "{text}");
    }
    assert_eq!(item_of(&[]), None);
}

#[test]
fn other_texts_are_no_blocks_of_variables() {
    for text in [
        "",
        "hello",
        "a = b",
        "x=1",
        "lower=case",
        "QUJDRA==",
        "A=1",
        "EMPTY=",
        "x=1\ny=2",
        "AB=\nCD=",
        "Hash = SHA\nL = 42",
        "IKM = 0x0b\nn = 1",
        "let x = 5;\nlet y = 6;",
        "https://example.com/?A=1",
        "DB=1\nand then some prose",
        "-----BEGIN PRIVATE KEY-----\nQUJD==\n-----END PRIVATE KEY-----",
        "{\"A\": \"=\"}",
    ] {
        assert_eq!(recognise(text), None, "{text:?}");
    }
    assert_eq!(recognise(&"A=1 ".repeat(300_000)), None);
    assert_eq!(recognise(&"x".repeat(1024 * 1024)), None);
}

fn values() -> impl Strategy<Value = Vec<String>> {
    let value = prop_oneof!["[ -~]{0,16}", r#"['"\\$`#\n\r =]{0,8}"#, "\\PC{0,8}"];
    proptest::collection::vec(value, 0..6)
}

fn numbered(values: &[String]) -> Vec<Variable> {
    values.iter().enumerate().map(|(number, value)| variable(&format!("V{number}"), value)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(values in values()) {
        let variables = numbered(&values);
        let text = write(&variables).unwrap();
        prop_assert_eq!(parse(text.expose()), Ok(variables), "{}", text.expose());
    }

    #[test]
    fn any_text_is_read_or_refused(text in r#"([A-C]=|export |['"`\\#\n =a-c]){0,40}"#) {
        let _ = parse(&text);
        let _ = recognise(&text);
    }
}

/// What a program makes of a file on its standard input, as `NAME\0value\0…`; `None` where it is missing.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn judged(program: &str, arguments: &[&str], text: &str) -> Option<Vec<(String, String)>> {
    let child = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: no {program}");
        return None;
    };
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program}");
    let parts = String::from_utf8(output.stdout).unwrap();
    let mut parts = parts.split('\0').map(str::to_owned);
    let mut found = Vec::new();
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        found.push((name, value));
    }
    Some(found)
}

const ODD: [&str; 18] = [
    "plain",
    "",
    "a b",
    "#hash",
    "a # b",
    "$HOME",
    "`id`",
    "$(id)",
    "it's",
    "\"quoted\"",
    "back\\slash",
    "\\n",
    "two\nlines",
    "p@ss:w/rd?a=b&c=d",
    "ü€漢😀",
    " ends ",
    "!history",
    "~",
];

#[test]
fn shell_and_node_read_what_is_written() {
    let variables = numbered(&ODD.map(str::to_owned));
    let text = write(&variables).unwrap();
    let expected: Vec<(String, String)> =
        variables.iter().map(|variable| (variable.name.clone(), variable.value.expose().clone())).collect();
    let shell = "set -a; . /dev/stdin; for name in $(seq 0 17); do name=V$name; printf '%s\\0%s\\0' \"$name\" \"${!name}\"; done";
    if let Some(found) = judged("bash", &["-c", shell], text.expose()) {
        assert_eq!(found, expected);
    }
    // Node.js before 20.12 has no reader, and says nothing.
    let node = "if (!require('util').parseEnv) process.exit();\
                const found = require('util').parseEnv(require('fs').readFileSync(0, 'utf8'));\
                for (const [name, value] of Object.entries(found)) process.stdout.write(`${name}\\0${value}\\0`);";
    if let Some(mut found) = judged("node", &["-e", node], text.expose()).filter(|found| !found.is_empty()) {
        found.sort_by_key(|(name, _)| name.get(1..).and_then(|number| number.parse::<u32>().ok()));
        assert_eq!(found, expected);
    }
}

#[test]
fn shell_reads_what_needs_escapes() {
    let variables = numbered(&["it's \"both\" $HOME `id` \\".to_owned(), "\\\\".into(), "a'b\\\\c".into()]);
    let text = write(&variables).unwrap();
    let shell = ". /dev/stdin; printf 'V0\\0%s\\0V1\\0%s\\0V2\\0%s\\0' \"$V0\" \"$V1\" \"$V2\"";
    if let Some(found) = judged("bash", &["-c", shell], text.expose()) {
        let expected: Vec<(String, String)> = variables
            .iter()
            .map(|variable| (variable.name.clone(), variable.value.expose().clone()))
            .collect();
        assert_eq!(found, expected);
    }
}
