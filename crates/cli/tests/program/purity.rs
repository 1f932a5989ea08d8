//! What is promised of the two outputs: the answer alone on one, no secret on the other.

use crate::machine::{Machine, PASSWORD, run};

const CANARY: &str = "canary-7f3a91";

#[test]
fn no_failure_repeats_a_secret() {
    let machine = Machine::with_login();
    let field = format!("password={CANARY}");
    let bare = format!("password:{CANARY}");
    for (arguments, lines) in [
        (vec!["list"], vec![CANARY]),
        (vec!["get", "Nobody"], vec![PASSWORD, CANARY]),
        (vec!["add", "spaceship", "X", "--field", field.as_str()], vec![PASSWORD]),
        (vec!["add", "login", "X", "--field", bare.as_str()], vec![PASSWORD]),
        (vec!["edit", "Nobody", "--field", field.as_str()], vec![PASSWORD]),
        (vec!["recover"], vec![CANARY, CANARY]),
        (vec!["backup", "verify", "missing"], vec![CANARY]),
        (vec!["init"], vec![CANARY]),
    ] {
        let (_, err) = machine.fails(&arguments, &lines);
        assert!(!err.contains(CANARY) && !err.contains(PASSWORD), "{arguments:?}: {err}");
        let failures: Vec<&str> = err.lines().filter(|line| !line.starts_with("warning: ")).collect();
        assert!(
            matches!(failures.as_slice(), [one] if one.contains(": ")),
            "what failed: what to do, in {err}"
        );
        // A wrong password costs a second.
        std::thread::sleep(std::time::Duration::from_millis(1_100));
    }
}

#[test]
fn field_with_line_ends_and_no_end_of_its_own_comes_back_byte_for_byte() {
    let machine = Machine::with_vault();
    let value = "two\nlines, \u{1b}[2J and spaces ";
    machine.say(&["add", "secret", "Odd", "--field", &format!("value={value}")]);
    assert_eq!(machine.say(&["get", "Odd", "--field", "value"]), value);
}

#[test]
fn title_cannot_steer_the_terminal() {
    let machine = Machine::with_vault();
    machine.say(&["add", "login", "Evil\u{1b}]0;x\u{7}", "--field", "username=\u{1b}[31m"]);
    for arguments in [vec!["list"], vec!["search", "evil"], vec!["audit"]] {
        let text = machine.say(&arguments);
        assert!(text.contains("Evil") && !text.contains(['\u{1b}', '\u{7}']), "{text:?}");
    }
}

#[test]
fn nothing_is_written_to_standard_error_when_all_is_well() {
    let machine = Machine::with_login();
    for arguments in
        [vec!["list"], vec!["get", "Example"], vec!["verify"], vec!["audit"], vec!["history", "Example"]]
    {
        let ran = machine.run(&arguments, &[PASSWORD]);
        assert_eq!((ran.exit, ran.err.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn vault_file_and_what_the_machine_remembers_hold_no_secret_in_clear() {
    let machine = Machine::with_vault();
    machine.done(&["add", "login", CANARY, "--field", "password=-"], &[PASSWORD, CANARY]);
    machine.say(&["get", CANARY, "--field", "password"]);
    let mut folders = vec![machine.path("")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(CANARY.len()).any(|at| at == CANARY.as_bytes()), "{path:?}");
        }
    }
    assert!(files > 1);
}

#[test]
fn command_line_that_is_not_understood_ends_with_two_and_a_usage() {
    let ran = run(Machine::new().bare().arg("fly"), &[]);
    assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("Usage"), "{}", ran.err);
}

#[test]
fn help_has_the_exit_codes_of_the_documentation() {
    let help = run(Machine::new().bare().arg("--help"), &[]).out;
    let documented = include_str!("../../../../docs/cli.md");
    let codes = |text: &str, mark: char| -> Vec<u8> {
        let first = |line: &str| line.trim_start_matches(mark).split_whitespace().next()?.parse().ok();
        let start = text.find("xit codes").unwrap();
        text[start..].lines().filter_map(first).collect()
    };
    let expected: Vec<u8> = (0..=19).collect();
    assert_eq!(codes(&help, ' '), expected);
    assert_eq!(codes(documented, '|'), expected);
}
