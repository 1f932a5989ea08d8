//! The desktop's keyring: Debian's gnome-keyring-daemon on a bus of its own.

use crate::machine::{Machine, PASSWORD, run};
use std::process::Command;

const SESSION: &str = "printf test | gnome-keyring-daemon --unlock --components=secrets > /dev/null || exit 9; i=0; \
    until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
    string:org.freedesktop.secrets | grep -q true || [ $i -gt 100 ]; do sleep 0.1; i=$((i + 1)); done; \
    printf 'correct horse' | secret-tool store --label='Mail' user anna server mail.example || exit 9; \
    printf 'our own' | secret-tool store --label='Ours' service strongroom username x || exit 9; exec \"$@\"";

/// Locks what [`SESSION`] unlocked, and goes on. Nobody can be asked for the password: there is no display.
const LOCKED: &str = "dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \
    org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login > /dev/null || exit 9; \
    exec \"$@\"";

/// The program inside a session with a keyring, unlocked unless `locked`; none, with a notice, where a tool is missing.
fn in_session(machine: &Machine, locked: bool, arguments: &[&str]) -> Option<crate::machine::Ran> {
    let tools = ["dbus-run-session", "gnome-keyring-daemon", "secret-tool", "dbus-send"];
    for tool in tools {
        if !std::path::Path::new("/usr/bin").join(tool).exists() {
            eprintln!("skipped: {tool} is not installed");
            return None;
        }
    }
    let program = env!("CARGO_BIN_EXE_strongroom");
    let mut command = Command::new("dbus-run-session");
    command.env_clear().env("HOME", machine.path("")).env("PATH", "/usr/bin:/bin");
    command.env("XDG_RUNTIME_DIR", machine.path("")).env("STRONGROOM_VAULT", machine.path("my.vault"));
    for (name, folder) in
        [("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")]
    {
        command.env(name, machine.path(folder));
    }
    command.args(["--", "sh", "-c", SESSION, "sh"]);
    if locked {
        command.args(["sh", "-c", LOCKED, "sh"]);
    }
    command.args([program, "--password-stdin", "--json"]).args(arguments);
    Some(run(&mut command, &[PASSWORD]))
}

#[test]
fn everything_that_is_unlocked_comes_and_what_is_our_own_does_not() {
    let machine = Machine::with_vault();
    let Some(ran) = in_session(&machine, false, &["import", "--from-secret-service"]) else { return };
    assert_eq!(ran.exit, 0, "{}", ran.err);
    let report: serde_json::Value = serde_json::from_str(ran.out.trim()).unwrap();
    assert_eq!(report["imported"], 1, "{report}");
    assert_eq!(machine.say(&["get", "Mail", "--field", "password"]), "correct horse");
    assert_eq!(machine.say(&["get", "Mail", "--field", "username"]), "anna");
}

#[test]
fn keyring_that_stays_locked_because_nobody_can_be_asked_is_an_error_that_says_so() {
    let machine = Machine::with_vault();
    let Some(ran) = in_session(&machine, true, &["import", "--from-secret-service"]) else { return };
    assert_ne!(ran.exit, 0, "{}", ran.out);
    assert!(ran.err.contains("the keyring of this desktop stayed locked: unlock it"), "{}", ran.err);
}

#[test]
fn without_a_keyring_that_is_said() {
    let machine = Machine::with_vault();
    let (_, said) = machine.fails(&["import", "--from-secret-service"], &[PASSWORD]);
    assert!(said.contains("the keyring of this desktop did not answer"), "{said}");
    assert_eq!(machine.fails(&["import"], &[PASSWORD]).0, 2);
}
