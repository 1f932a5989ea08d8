//! What the tests of SSH keys share: the corpus, and the programs that judge independently. Both may be missing; then a
//! test says so and skips.

#![allow(
    clippy::unwrap_used,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]
#![allow(dead_code, reason = "no test uses all of it")]

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use strongroom_pki::ssh::{Contents, Effort, ReadError, Unlock};
use strongroom_secret::SecretString;
use tempfile::TempDir;

/// The folder of SSH keys, if it is there.
pub(crate) fn corpus() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/ssh");
    let found = path.exists();
    skip_unless(found, &path.display().to_string());
    found.then_some(path)
}

/// Whether the program is there.
pub(crate) fn has(program: &str) -> bool {
    let found = Command::new("which").arg(program).output().is_ok_and(|out| out.status.success());
    skip_unless(found, program);
    found
}

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn skip_unless(found: bool, what: &str) {
    if !found {
        eprintln!("skipped: no {what}");
    }
}

/// What a program printed, and whether it said that all was well.
pub(crate) fn run(program: &str, arguments: &[&str]) -> (bool, String) {
    let out = Command::new(program)
        .args(arguments)
        .env("SSH_ASKPASS_REQUIRE", "never")
        .env("TZ", "UTC")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    (out.status.success(), text)
}

/// A folder for one test, with files that only their owner reads, as `ssh-keygen` wants it.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        let mut file = std::fs::File::create(&path).unwrap();
        file.set_permissions(std::fs::Permissions::from_mode(0o600)).unwrap();
        file.write_all(content.as_ref()).unwrap();
        path
    }

    pub(crate) fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }
}

pub(crate) fn text(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Reads with that passphrase, or without one where it is empty.
pub(crate) fn read(text: &str, passphrase: &str) -> Result<Contents, ReadError> {
    let secret = SecretString::from(passphrase);
    let unlock = Unlock { passphrase: &secret, effort: Effort::GLANCE };
    strongroom_pki::ssh::read(text, (!passphrase.is_empty()).then_some(unlock))
}

/// The fingerprints of a key as `ssh-keygen -l` prints them: bits, fingerprint, the rest of the line.
pub(crate) fn listed(path: &str, hash: &str) -> Option<(u32, String, String)> {
    let (well, out) = run("ssh-keygen", &["-l", "-E", hash, "-f", path]);
    let mut words = out.trim().splitn(3, ' ');
    let (bits, fingerprint, rest) = (words.next()?, words.next()?, words.next()?);
    well.then(|| Some((bits.parse().ok()?, fingerprint.to_owned(), rest.to_owned())))?
}
