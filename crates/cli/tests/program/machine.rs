//! A machine of its own for each test: a home folder, no keyring, and the program.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) const PASSWORD: &str = "tallow-ibex-42-Marzipan";

/// A home folder with at most one vault.
pub(crate) struct Machine {
    home: tempfile::TempDir,
    /// The recovery code, once there is a vault.
    pub(crate) code: String,
}

/// What a run of the program gave back.
pub(crate) struct Ran {
    pub(crate) exit: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), code: String::new() }
    }

    /// A machine with an empty vault.
    pub(crate) fn with_vault() -> Self {
        let mut machine = Self::new();
        let ran = machine.run(&["init", "--no-keyring", "--kdf-memory", "64"], &[PASSWORD]);
        assert_eq!(ran.exit, 0, "{}", ran.err);
        ran.out.trim().clone_into(&mut machine.code);
        machine
    }

    /// A machine with a vault that holds one login.
    pub(crate) fn with_login() -> Self {
        let machine = Self::with_vault();
        machine.done(
            &["add", "login", "Example", "--field", "username=anna", "--field", "password=-"],
            &[PASSWORD, "hunter2 and more"],
        );
        machine
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The path as an argument.
    pub(crate) fn arg(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), content).unwrap();
        self.arg(name)
    }

    /// The program, with these lines on standard input.
    pub(crate) fn run(&self, arguments: &[&str], lines: &[&str]) -> Ran {
        self.run_in(&self.path("my.vault"), arguments, lines)
    }

    /// The program over another vault.
    pub(crate) fn run_in(&self, vault: &Path, arguments: &[&str], lines: &[&str]) -> Ran {
        let mut command = self.bare();
        run(command.env("STRONGROOM_VAULT", vault).arg("--password-stdin").args(arguments), lines)
    }

    /// The program without a vault named, and without `--password-stdin`.
    pub(crate) fn bare(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_strongroom"));
        command.env_clear().env("HOME", self.home.path()).current_dir(self.home.path());
        for (name, folder) in
            [("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")]
        {
            command.env(name, self.path(folder));
        }
        command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", self.arg("no-bus")));
        command
    }

    /// The standard output of a run that must succeed.
    pub(crate) fn done(&self, arguments: &[&str], lines: &[&str]) -> String {
        let ran = self.run(arguments, lines);
        assert_eq!(ran.exit, 0, "{arguments:?}: {}", ran.err);
        ran.out
    }

    /// The same with the master password as the only line.
    pub(crate) fn say(&self, arguments: &[&str]) -> String {
        self.done(arguments, &[PASSWORD])
    }

    /// The JSON that a run prints.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend(arguments);
        serde_json::from_str(&self.say(&all)).unwrap()
    }

    /// The exit code of a run that must fail, and what it said.
    pub(crate) fn fails(&self, arguments: &[&str], lines: &[&str]) -> (i32, String) {
        let ran = self.run(arguments, lines);
        assert_ne!(ran.exit, 0, "{arguments:?} succeeded");
        assert_eq!(ran.out, "", "{arguments:?} printed an answer");
        (ran.exit, ran.err)
    }
}

/// Runs a command with these lines on standard input.
pub(crate) fn run(command: &mut Command, lines: &[&str]) -> Ran {
    let pipes = || Stdio::piped();
    let mut child = command.stdin(pipes()).stdout(pipes()).stderr(pipes()).spawn().unwrap();
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    // A program that reads nothing may have ended.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { exit: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// The names in a JSON document, as `a`, `a.b` and `a[].b`, sorted.
pub(crate) fn names(document: &Value) -> Vec<String> {
    let mut names = Vec::new();
    collect(document, "", &mut names);
    names.sort_unstable();
    names.dedup();
    names
}

fn collect(value: &Value, at: &str, names: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                names.push(path.clone());
                collect(value, &path, names);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, &format!("{at}[]"), names)),
        _ => {}
    }
}
