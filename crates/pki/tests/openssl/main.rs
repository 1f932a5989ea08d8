//! OpenSSL as an independent judge, in both directions: what it makes is read here, what is made here it accepts. Skips, and
//! says so, where there is no `openssl`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

mod certificates;
mod chains;
mod keys;
mod made;
mod stores;

use std::path::PathBuf;
use std::process::{Command, Output};
use strongroom_pki::x509::UnixTime;
use tempfile::TempDir;

/// A folder in which `openssl` works.
struct Bench(TempDir);

impl Bench {
    /// `None`, with a notice, where there is no `openssl`.
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    fn new() -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            eprintln!("skipped: no openssl");
            return None;
        }
        Some(Self(TempDir::new().unwrap()))
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(file), content).unwrap();
    }

    fn bytes(&self, file: &str) -> Vec<u8> {
        std::fs::read(self.path(file)).unwrap()
    }

    fn text(&self, file: &str) -> String {
        String::from_utf8(self.bytes(file)).unwrap()
    }

    /// Runs it, whatever comes of it. Arguments are parted by spaces, but for those in quotes.
    fn try_run(&self, arguments: &str) -> Output {
        let arguments = arguments.split('\'').enumerate().flat_map(|(index, part)| match index % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        });
        Command::new("openssl").args(arguments).current_dir(self.0.path()).output().unwrap()
    }

    /// Runs it and wants it to succeed; what it prints.
    fn run(&self, arguments: &str) -> String {
        let done = self.try_run(arguments);
        assert!(done.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    }

    /// Now, by OpenSSL's own clock: the beginning of a certificate that it has just made.
    fn now(&self) -> UnixTime {
        self.run("req -x509 -newkey ed25519 -nodes -keyout clock.key -out clock.pem -subj /CN=clock -days 1");
        let clock = strongroom_pki::x509::Contents::from_pem(&self.text("clock.pem")).certificates;
        clock[0].not_before()
    }
}
