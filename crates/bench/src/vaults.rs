//! The vaults that are measured: files, made from scratch in every run.

use crate::Outcome;
use crate::data::{Seeded, logins};
use std::path::Path;
use std::sync::Arc;
use strongroom_crypto::{KdfParams, RecoveryCode, UnlockSecret};
use strongroom_host::{SystemClock, open_storage};
use strongroom_secret::OsRandom;
use strongroom_storage::Storage;
use strongroom_vault::{Env, Incoming, Locked, Unlocked, prepare};

/// The least that the format allows, so that a run ends; the derivation has a row of its own.
pub(crate) const KDF: KdfParams = KdfParams::FLOOR;

/// Time and randomness as the programs have them.
pub(crate) const ENV: Env<'static> = Env { clock: &SystemClock, random: &OsRandom };

/// Opens every vault here without Argon2.
pub(crate) fn recovery() -> Outcome<UnlockSecret> {
    Ok(UnlockSecret::Recovery(RecoveryCode::make(&Seeded::new(1))?))
}

/// Opens every vault here, with Argon2.
pub(crate) fn password() -> UnlockSecret {
    UnlockSecret::Password("correct horse battery staple".into())
}

/// A new empty vault in a file; what was there before goes.
pub(crate) async fn make(path: &Path) -> Outcome<Unlocked> {
    remove(path)?;
    let (batch, keys) = prepare(&[password(), recovery()?], KDF, ENV)?;
    let storage: Arc<dyn Storage> = strongroom_host::create_storage(&places(path), path, batch, None).await?;
    Ok(Unlocked::with_keys(storage, keys).await?)
}

/// The folder is there already, and none of the program's own.
fn places(path: &Path) -> strongroom_api::Places {
    let folder = path.join("none");
    strongroom_api::Places { data: folder.clone(), state: folder.clone(), config: folder }
}

fn remove(path: &Path) -> Outcome<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// That many made-up logins, as an import takes them.
pub(crate) fn incoming(count: usize) -> Vec<Incoming> {
    logins(count).map(|login| login.into_incoming()).collect()
}

/// The storage of an existing vault, opened as the programs do.
pub(crate) async fn storage(path: &Path) -> Outcome<Arc<dyn Storage>> {
    Ok(open_storage(path).await?)
}

/// Opens an existing vault.
pub(crate) async fn open(path: &Path, secret: UnlockSecret) -> Outcome<Unlocked> {
    Ok(Locked::open(storage(path).await?).await?.unlock(secret).await?)
}
