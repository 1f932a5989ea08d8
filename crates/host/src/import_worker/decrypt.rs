//! Files that the user's own `gpg` or `age` decrypts: with the user's keys, agent and hardware, which this program never
//! sees. What comes back goes to the sandboxed child and nowhere else; nothing is written to a disk.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use strongroom_exchange::Shut;
use strongroom_secret::{SecretBytes, SecretString};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};

/// What one file may take, the user's answer to a question for a password among it.
const TIME: Duration = Duration::from_secs(60);
/// The longest account that is read of what a program says, in bytes.
const MAX_SAID: u64 = 64 << 10;

/// What a file is encrypted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seal {
    /// OpenPGP, for keys.
    Pgp,
    /// OpenPGP, under a password.
    PgpPassword,
    /// age, for keys.
    Age,
    /// age, under a password, which its program asks for at a terminal only: it is opened in the sandboxed child.
    AgePassword,
}

impl Seal {
    /// The program that opens it.
    pub(super) fn program(self) -> &'static str {
        match self {
            Self::Pgp | Self::PgpPassword => "gpg",
            Self::Age | Self::AgePassword => "age",
        }
    }
}

/// What opens a file besides the keys that its program finds by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Opener {
    /// The password, for a message under one.
    pub(super) password: Option<SecretString>,
    /// A file of age identities.
    pub(super) identities: Option<PathBuf>,
}

/// The file's plain text, of at most that many bytes.
///
/// # Errors
/// [`Shut`]; the program is gone then.
pub(super) async fn opened(
    seal: Seal,
    bytes: &SecretBytes,
    opener: &Opener,
    limit: u64,
) -> Result<SecretBytes, Shut> {
    let work = async {
        let child = command(seal, opener, limit)?.spawn().map_err(|_| Shut::Failed)?;
        converse(child, seal, bytes, opener, limit).await
    };
    tokio::time::timeout(TIME, work).await.map_err(|_| Shut::TimedOut)?
}

/// Whether its program is there.
pub(super) fn is_installed(seal: Seal) -> bool {
    program_of(seal).is_some()
}

/// The program, where one of the folders of `PATH` has it.
fn program_of(seal: Seal) -> Option<PathBuf> {
    let names: &[&str] = if seal.program() == "gpg" { &["gpg", "gpg2"] } else { &["age", "rage"] };
    let folders = std::env::var_os("PATH")?;
    // A folder that is named relatively would let the folder that one stands in choose the program.
    let folders: Vec<PathBuf> =
        std::env::split_paths(&folders).filter(|folder| folder.is_absolute()).collect();
    let places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.map(|place| place.with_extension(std::env::consts::EXE_EXTENSION)).find(|place| place.is_file())
}

fn command(seal: Seal, opener: &Opener, limit: u64) -> Result<Command, Shut> {
    let mut command = Command::new(program_of(seal).ok_or(Shut::Failed)?);
    if seal.program() == "gpg" {
        // Nobody is asked over a network for the key of a signature.
        command.args(["--batch", "--quiet", "--no-auto-key-retrieve", "--disable-dirmngr"]);
        command.args(["--status-fd", "2", "--max-output", &limit.saturating_add(1).to_string()]);
        if seal == Seal::PgpPassword {
            command.args(["--pinentry-mode", "loopback", "--passphrase-fd", "0"]);
        }
        command.args(["--output", "-", "--decrypt", "-"]);
    } else {
        command.arg("--decrypt");
        command.arg("--identity").arg(opener.identities.as_deref().unwrap_or(Path::new("")));
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    Ok(command)
}

async fn converse(
    mut child: Child,
    seal: Seal,
    bytes: &SecretBytes,
    opener: &Opener,
    limit: u64,
) -> Result<SecretBytes, Shut> {
    let mut stdin = child.stdin.take().ok_or(Shut::Failed)?;
    let stdout = child.stdout.take().ok_or(Shut::Failed)?;
    let stderr = child.stderr.take().ok_or(Shut::Failed)?;
    let feed = async move {
        if let (Seal::PgpPassword, Some(password)) = (seal, &opener.password) {
            // Exposed to the program that decrypts with it, through a pipe; gpg reads a line of it and no further.
            let _ = stdin.write_all(password.expose().as_bytes()).await;
            let _ = stdin.write_all(b"\n").await;
        }
        // A program that listens no more is no failure here: how it ended tells why.
        let _ = stdin.write_all(bytes.expose()).await;
        drop(stdin);
    };
    let ((), plain, said) = tokio::join!(feed, bounded(stdout, limit), text_of(stderr));
    let status = child.wait().await.map_err(|_| Shut::Failed)?;
    let plain = plain?;
    if status.success() && (seal.program() == "age" || said.contains("[GNUPG:] DECRYPTION_OKAY")) {
        return Ok(plain);
    }
    Err(if seal.program() == "age" { why_of_age(&said) } else { why_of_gpg(&said) })
}

async fn bounded(from: impl AsyncRead + Unpin, limit: u64) -> Result<SecretBytes, Shut> {
    let mut plain = SecretBytes::default();
    let length = from.take(limit.saturating_add(1)).read_to_end(plain.expose_mut()).await;
    match length.map_err(|_| Shut::Failed)? as u64 {
        length if length > limit => Err(Shut::TooLarge),
        _ => Ok(plain),
    }
}

/// What a program says, its first part; the rest is read and thrown away, so that it does not wait for a reader.
async fn text_of(mut from: impl AsyncRead + Unpin) -> String {
    let mut said = Vec::new();
    let _ = (&mut from).take(MAX_SAID).read_to_end(&mut said).await;
    let _ = tokio::io::copy(&mut from, &mut tokio::io::sink()).await;
    String::from_utf8_lossy(&said).into_owned()
}

/// By the status lines of gpg (its `doc/DETAILS`).
fn why_of_gpg(said: &str) -> Shut {
    let has = |word: &str| {
        said.lines().any(|line| line.strip_prefix("[GNUPG:] ").is_some_and(|line| line.starts_with(word)))
    };
    // A key was there, and its agent did not use it: the question was dismissed, answered wrongly, or could not be asked.
    if has("ERROR pkdecrypt_failed") || has("PINENTRY_LAUNCHED") && !has("DECRYPTION_KEY") {
        return Shut::Declined;
    }
    // Which keys a message is for is in its head; a key that is there is considered.
    if has("NO_SECKEY") || has("ENC_TO") && !has("KEY_CONSIDERED") { Shut::NoKey } else { Shut::Failed }
}

/// By the words of age and of rage.
fn why_of_age(said: &str) -> Shut {
    let no_key = ["no identity matched", "No matching keys"];
    if no_key.iter().any(|words| said.contains(words)) { Shut::NoKey } else { Shut::Failed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_read_from_what_the_programs_say() {
        for (said, why) in [
            ("[GNUPG:] NO_SECKEY 0123456789ABCDEF\n[GNUPG:] DECRYPTION_FAILED", Shut::NoKey),
            ("[GNUPG:] ERROR pkdecrypt_failed 83886179\n[GNUPG:] NO_SECKEY X", Shut::Declined),
            ("[GNUPG:] ENC_TO X 1 0\n[GNUPG:] BEGIN_DECRYPTION\n[GNUPG:] DECRYPTION_FAILED", Shut::NoKey),
            (
                "[GNUPG:] KEY_CONSIDERED X 0\n[GNUPG:] PINENTRY_LAUNCHED 1\n[GNUPG:] DECRYPTION_FAILED",
                Shut::Declined,
            ),
            ("[GNUPG:] ENC_TO X 1 0\n[GNUPG:] KEY_CONSIDERED X 0\n[GNUPG:] DECRYPTION_FAILED", Shut::Failed),
            ("gpg: NO_SECKEY in words", Shut::Failed),
            ("", Shut::Failed),
        ] {
            assert_eq!(why_of_gpg(said), why, "{said}");
        }
        assert_eq!(why_of_age("age: error: no identity matched any of the recipients"), Shut::NoKey);
        assert_eq!(why_of_age("age: error: failed to read header"), Shut::Failed);
    }
}
