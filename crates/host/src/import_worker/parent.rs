//! The parent: starts the child, feeds it, waits for it no longer than it should, and believes nothing else of it than a
//! well-formed answer.

use super::frame::{Answer, Ending, Found, WORD};
use super::source::Source;
use super::unseal::Sealed;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use strongroom_api::{ParseFailure, ParseRequest};
use strongroom_exchange::{ImportError, ParsedImport};
use strongroom_secret::{SecretBytes, SecretString};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::time::Instant;

/// What an import may take from the first byte to the last.
const TIME: Duration = Duration::from_secs(120);
/// The longest answer that is taken, in bytes.
const MAX_ANSWER: u64 = 512 << 20;

/// Parses other programs' files in child processes.
#[derive(Debug, Clone)]
pub struct ImportWorker {
    program: PathBuf,
}

impl ImportWorker {
    /// Starts that program as the child; its `main` calls [`run_if_asked`](super::run_if_asked) first.
    pub fn new(program: PathBuf) -> Self {
        Self { program }
    }

    /// Starts this same program as the child.
    ///
    /// # Errors
    /// [`ParseFailure::Process`] where the system does not tell where this program is.
    pub fn of_this_program() -> Result<Self, ParseFailure> {
        // The link stands for the very file that runs, also after an update replaced or removed it.
        if cfg!(target_os = "linux") {
            return Ok(Self::new(PathBuf::from("/proc/self/exe")));
        }
        std::env::current_exe().map(Self::new).map_err(|_| ParseFailure::Process)
    }

    /// Parses the file.
    ///
    /// # Errors
    /// [`ParseFailure`]; the child is gone then.
    pub async fn parse(&self, request: ParseRequest) -> Result<ParsedImport, ParseFailure> {
        let again = request.clone();
        let until = Instant::now() + TIME;
        let opening = tokio::time::timeout_at(until, Source::open(request)).await;
        let source = opening.map_err(|_| ParseFailure::Exhausted)??;
        // Another program may ask a person for a password: that time is not the parser's.
        let (opened, asked) = (source.unsealed(), Instant::now());
        let source = opened.await?;
        let (until, password) = (until + asked.elapsed(), source.password());
        match self.ask(source, until).await? {
            Found::Import(import) => Ok(*import),
            Found::Sealed { name, base64 } => self.parse_unsealed(again, password, &name, &base64).await,
        }
    }

    /// Has a part of the file decrypted by the user's own program, and the file read again with it.
    async fn parse_unsealed(
        &self,
        request: ParseRequest,
        password: Option<SecretString>,
        name: &str,
        base64: &str,
    ) -> Result<ParsedImport, ParseFailure> {
        let bytes = STANDARD.decode(base64).map_err(|_| ParseFailure::Process)?;
        let damaged = || ParseFailure::Import(ImportError::Damaged { at: name.to_owned().into() });
        let (plain, _) = Sealed::of_part(name, bytes).ok_or_else(damaged)?.opened(password, None).await?;
        let until = Instant::now() + TIME;
        let opening = tokio::time::timeout_at(until, Source::open(request)).await;
        let source = opening.map_err(|_| ParseFailure::Exhausted)??.unsealed().await?.with(plain);
        match self.ask(source, until).await? {
            Found::Import(import) => Ok(*import),
            Found::Sealed { .. } => Err(ParseFailure::Process),
        }
    }

    async fn ask(&self, source: Source, until: Instant) -> Result<Found, ParseFailure> {
        let work = async { converse(self.start(WORD)?, source).await };
        tokio::time::timeout_at(until, work).await.map_err(|_| ParseFailure::Exhausted)?
    }

    pub(super) fn start(&self, word: &str) -> Result<Child, ParseFailure> {
        Command::new(&self.program)
            .arg(word)
            .env_clear()
            // Each of glibc's arenas reserves 64 MiB of the address space that the child is given.
            .env("MALLOC_ARENA_MAX", "2")
            .env("RAYON_NUM_THREADS", "4")
            .current_dir(root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|_| ParseFailure::Process)
    }
}

fn root() -> PathBuf {
    if cfg!(unix) { PathBuf::from("/") } else { std::env::temp_dir() }
}

/// Feeds and listens at the same time. An error of either side drops the child, which kills it.
async fn converse(mut child: Child, source: Source) -> Result<Found, ParseFailure> {
    let stdin = child.stdin.take().ok_or(ParseFailure::Process)?;
    let stdout = child.stdout.take().ok_or(ParseFailure::Process)?;
    let ((), answer) = tokio::try_join!(source.send(stdin), listen(stdout))?;
    let status = child.wait().await.map_err(|_| ParseFailure::Process)?;
    believed(status)?;
    let read = move || serde_json::from_slice::<Answer>(answer.expose()).map_err(|_| ParseFailure::Process);
    // A large answer takes seconds to read.
    tokio::task::spawn_blocking(read).await.map_err(|_| ParseFailure::Process)??.map_err(ParseFailure::Import)
}

pub(super) async fn listen(from: impl AsyncRead + Unpin) -> Result<SecretBytes, ParseFailure> {
    let mut answer = SecretBytes::default();
    let length = from.take(MAX_ANSWER + 1).read_to_end(answer.expose_mut()).await;
    match length.map_err(|_| ParseFailure::Process)? as u64 {
        0..=MAX_ANSWER => Ok(answer),
        _ => Err(ParseFailure::Exhausted),
    }
}

/// A child that a signal ended, or that panicked, met its limits or a file made to harm.
pub(super) fn believed(status: ExitStatus) -> Result<(), ParseFailure> {
    match status.code() {
        Some(0) => Ok(()),
        Some(code) if Ending::is_ours(code) => Err(ParseFailure::Process),
        _ => Err(ParseFailure::Exhausted),
    }
}
