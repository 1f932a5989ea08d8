//! The program at a terminal: what it asks, what it shows of the answers. `script` lends the terminal; without it these
//! tests are passed over with a notice.

use crate::machine::{Machine, PASSWORD};
use std::io::{Read, Write};
use std::process::Stdio;
use std::time::Duration;

/// What a person answers, knowing all that was on the screen.
type Answer<'a> = &'a dyn Fn(&str) -> String;

/// Runs the program at a terminal and answers its questions in their order; gives its exit code and the screen.
fn talk(machine: &Machine, arguments: &str, answers: &[(&str, Answer<'_>)]) -> Option<(i32, String)> {
    let program = format!("{} --vault my.vault {arguments}", env!("CARGO_BIN_EXE_strongroom"));
    let environment = machine.bare();
    let mut command = std::process::Command::new("script");
    command.env_clear().current_dir(machine.path("")).args(["-qefc", &program, "/dev/null"]);
    command
        .envs(environment.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .env("SHELL", "/bin/sh");
    let Ok(mut child) = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
        eprintln!("passed over: script is not installed");
        return None;
    };
    let (mut keys, mut screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let (mut seen, mut answered, mut answers) = (String::new(), 0, answers.iter());
    let mut next = answers.next();
    let mut chunk = [0; 256];
    while let Ok(count @ 1..) = screen.read(&mut chunk) {
        seen.push_str(&String::from_utf8_lossy(&chunk[..count]));
        if let Some((question, answer)) = next
            && seen[answered..].contains(question)
        {
            answered = seen.len();
            // The question is on the screen a moment before the echo is off.
            std::thread::sleep(Duration::from_millis(300));
            keys.write_all(format!("{}\n", answer(&seen)).as_bytes()).unwrap();
            next = answers.next();
        }
    }
    Some((child.wait().unwrap().code().unwrap(), seen))
}

/// The recovery code on the screen.
fn code_on(screen: &str) -> String {
    let is_code = |word: &&str| word.len() == 39 && word.split('-').count() == 8;
    screen.split_whitespace().find(is_code).unwrap().to_owned()
}

#[test]
fn password_is_asked_for_and_not_shown() {
    let machine = Machine::with_login();
    let answers: [(&str, Answer<'_>); 1] = [("Master password: ", &|_| PASSWORD.to_owned())];
    let Some((exit, screen)) = talk(&machine, "get Example --field password", &answers) else { return };
    assert_eq!(exit, 0, "{screen}");
    assert!(screen.contains("hunter2 and more\r\n") && !screen.contains(PASSWORD), "{screen}");
}

#[test]
fn vault_is_made_once_the_recovery_code_was_typed_again() {
    let machine = Machine::new();
    let password: Answer<'_> = &|_| PASSWORD.to_owned();
    let answers: [(&str, Answer<'_>); 4] = [
        ("New master password: ", password),
        ("New master password again: ", password),
        ("recovery code again: ", &|_| "AAAA".to_owned()),
        ("recovery code again: ", &|screen| code_on(screen).to_lowercase()),
    ];
    let Some((exit, screen)) = talk(&machine, "init --no-keyring --kdf-memory 64", &answers) else { return };
    assert_eq!(exit, 0, "{screen}");
    assert!(!screen.contains(PASSWORD), "{screen}");
    machine.say(&["list"]);
}

#[test]
fn recovery_code_mistyped_three_times_makes_no_vault() {
    let machine = Machine::new();
    let (password, wrong): (Answer<'_>, Answer<'_>) = (&|_| PASSWORD.to_owned(), &|_| "AAAA".to_owned());
    let again = ("recovery code again: ", wrong);
    let answers = [("New master password: ", password), ("password again: ", password), again, again, again];
    let Some((exit, screen)) = talk(&machine, "init --no-keyring --kdf-memory 64", &answers) else { return };
    assert_eq!(exit, 2, "{screen}");
    assert!(!machine.path("my.vault").exists());
}

#[test]
fn two_entries_of_a_new_password_that_differ_make_no_vault() {
    let machine = Machine::new();
    let answers: [(&str, Answer<'_>); 2] = [
        ("New master password: ", &|_| PASSWORD.to_owned()),
        ("password again: ", &|_| "another".to_owned()),
    ];
    let Some((exit, screen)) = talk(&machine, "init --no-keyring --kdf-memory 64", &answers) else { return };
    assert_eq!(exit, 2, "{screen}");
    assert!(!machine.path("my.vault").exists());
}
