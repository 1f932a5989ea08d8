//! A folder of `pass`, gopass or passage: every file is decrypted for itself, and one that is not does not stop the others.

use super::decrypt::{Opener, Seal, is_installed, opened};
use super::sealed::seal_of;
use std::time::Duration;
use strongroom_api::ParseFailure;
use strongroom_exchange::{NamedFile, Shut, StoreContent, StoreFile, pack_store};
use strongroom_secret::SecretBytes;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// The largest file of a store, encrypted or not, in bytes.
const MAX_ENTRY: u64 = 16 << 20;
/// All plain texts together, in MiB.
const MAX_TOTAL_MIB: u64 = 128;
/// What a whole store may take.
const TIME: Duration = Duration::from_secs(20 * 60);
/// Files that are decrypted at the same time, once the first one was.
const AT_ONCE: usize = 4;
/// Files in which programs keep for whom a store is encrypted.
const MARKS: [&str; 3] = [".gpg-id", ".age-recipients", ".age-ids"];

/// Whether the files are those of a store: one is encrypted, and a mark lies among them or nothing else does.
pub(super) fn is_store(files: &[NamedFile]) -> bool {
    let own = |file: &NamedFile| file.name.rsplit('/').next().unwrap_or_default().to_owned();
    let open = |file: &&NamedFile| !own(file).starts_with('.');
    files.iter().any(|file| seal(file).is_some())
        && (files.iter().any(|file| MARKS.contains(&own(file).as_str()))
            || files.iter().filter(open).all(|file| seal(file).is_some()))
}

/// What the file is encrypted with.
pub(super) fn seal(file: &NamedFile) -> Option<Seal> {
    // Exposed to look at its first bytes.
    seal_of(&file.name, file.bytes.expose())
}

/// The store, decrypted and packed for the child. `named` is whether the names begin with that of the store's own folder.
pub(super) async fn unsealed(
    files: Vec<NamedFile>,
    named: bool,
    opener: Opener,
) -> Result<SecretBytes, ParseFailure> {
    let mut work =
        Unsealing { opener, left: MAX_TOTAL_MIB << 20, give_up: None, until: Instant::now() + TIME };
    let (mut done, waiting) = sorted(files, named);
    for seal in [Seal::Pgp, Seal::Age] {
        let program = seal.program();
        if waiting.iter().any(|(_, one, _)| one.program() == program) && !is_installed(seal) {
            return Err(ParseFailure::NoProgram { program });
        }
    }
    let program = waiting.first().map_or("gpg", |(_, seal, _)| seal.program());
    let mut rest = waiting.into_iter();
    // The first one alone: it is the one for which a person is asked.
    let mut next: Vec<_> = rest.by_ref().take(1).collect();
    while !next.is_empty() {
        done.extend(work.some(next).await?);
        next = rest.by_ref().take(AT_ONCE).collect();
    }
    if let Some(why) = why_nothing(&done) {
        return Err(ParseFailure::Undecrypted { program, reason: why.words() });
    }
    pack_store(done).ok_or(ParseFailure::TooLarge { limit_mib: MAX_TOTAL_MIB })
}

type Waiting = Vec<(String, Seal, SecretBytes)>;

/// The files that need nothing, and those that are to be decrypted.
fn sorted(files: Vec<NamedFile>, named: bool) -> (Vec<StoreFile>, Waiting) {
    let (mut done, mut waiting) = (Vec::new(), Vec::new());
    for NamedFile { name, bytes } in files {
        // The store's own folder is no folder of the import.
        let name = match name.split_once('/') {
            Some((_, below)) if named => below.to_owned(),
            _ => name,
        };
        // Exposed to look at its first bytes.
        match seal_of(&name, bytes.expose()) {
            None => done.push(StoreFile { name, content: StoreContent::Plain }),
            Some(seal) => waiting.push((name, seal, bytes)),
        }
    }
    (done, waiting)
}

/// Why nothing was opened; none where something was.
fn why_nothing(done: &[StoreFile]) -> Option<Shut> {
    let mut first = None;
    for file in done {
        match file.content {
            StoreContent::Opened(_) => return None,
            StoreContent::Shut(why) => first = first.or(Some(why)),
            StoreContent::Plain => {}
        }
    }
    first
}

struct Unsealing {
    opener: Opener,
    /// Bytes of plain text that may still come.
    left: u64,
    /// Why the rest is not tried any more.
    give_up: Option<Shut>,
    until: Instant,
}

impl Unsealing {
    /// Decrypts these at the same time; in their order.
    async fn some(&mut self, files: Waiting) -> Result<Vec<StoreFile>, ParseFailure> {
        if Instant::now() > self.until {
            self.give_up = Some(Shut::TimedOut);
        }
        let mut tasks = JoinSet::new();
        for (position, (name, seal, bytes)) in files.into_iter().enumerate() {
            let (opener, give_up) = (self.opener.clone(), self.give_up);
            tasks.spawn(async move {
                let content = match give_up {
                    Some(why) => Err(why),
                    None => one(seal, &bytes, &opener).await,
                };
                (position, name, content)
            });
        }
        let mut all = tasks.join_all().await;
        all.sort_by_key(|(position, ..)| *position);
        all.into_iter().map(|(_, name, content)| self.taken(name, content)).collect()
    }

    fn taken(&mut self, name: String, content: Result<SecretBytes, Shut>) -> Result<StoreFile, ParseFailure> {
        let content = match content {
            Ok(bytes) => {
                let size = bytes.expose().len() as u64;
                self.left =
                    self.left.checked_sub(size).ok_or(ParseFailure::TooLarge { limit_mib: MAX_TOTAL_MIB })?;
                StoreContent::Opened(bytes)
            }
            Err(why) => {
                // Who said no once, or did not answer, is not asked for every other file.
                if matches!(why, Shut::Declined | Shut::TimedOut) {
                    self.give_up = Some(why);
                }
                StoreContent::Shut(why)
            }
        };
        Ok(StoreFile { name, content })
    }
}

async fn one(seal: Seal, bytes: &SecretBytes, opener: &Opener) -> Result<SecretBytes, Shut> {
    if bytes.expose().len() as u64 > MAX_ENTRY {
        return Err(Shut::TooLarge);
    }
    match seal {
        Seal::AgePassword => Err(Shut::NoKey),
        // A file of a store that is under a password is asked for by gpg itself.
        Seal::PgpPassword => opened(Seal::Pgp, bytes, opener, MAX_ENTRY).await,
        Seal::Pgp | Seal::Age => opened(seal, bytes, opener, MAX_ENTRY).await,
    }
}
