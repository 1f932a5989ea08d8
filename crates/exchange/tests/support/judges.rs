//! Other programs that read and write KDBX: `keepassxc-cli` and pykeepass. A missing one is said, and the test passes over it.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "test support")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Debian's own Python, which Debian's packages are for.
const PYTHON: &str = "/usr/bin/python3";

/// A file that goes with the test.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("strongroom-judged-{}-{name}", std::process::id())))
    }

    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let scratch = Self::new(name);
        std::fs::write(&scratch.0, bytes).unwrap();
        scratch
    }

    pub fn read(&self) -> Vec<u8> {
        std::fs::read(&self.0).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Whether it was ever made depends on the judge.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What `keepassxc-cli` writes to its output with those arguments and those lines at its prompts.
pub fn keepassxc(arguments: &[&str], lines: &str) -> Option<Vec<u8>> {
    if Command::new("keepassxc-cli").arg("--version").output().is_err() {
        eprintln!("skipped: no keepassxc-cli (keepassxc)");
        return None;
    }
    let mut child = Command::new("keepassxc-cli")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

/// What the script `tests/judges/kdbx.py` says.
pub fn pykeepass(verb: &str, path: &Path, password: &str) -> Option<String> {
    pykeepass_with(verb, path, password, None)
}

/// The same for a database that needs a key file too.
pub fn pykeepass_with(verb: &str, path: &Path, password: &str, key_file: Option<&Path>) -> Option<String> {
    let found = Command::new(PYTHON).args(["-c", "import pykeepass"]).output();
    if !found.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no pykeepass for {PYTHON} (python3-pykeepass)");
        return None;
    }
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/judges/kdbx.py");
    let output =
        Command::new(PYTHON).arg(script).arg(verb).arg(path).arg(password).args(key_file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}
