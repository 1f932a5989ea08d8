//! How much memory something takes: it is done in a process of its own, which the kernel watches. Linux only.

use crate::Outcome;
use crate::report::progress;
use crate::rows::backups;
use crate::rows::importing::{KDBX, parse_kdbx};
use crate::vaults::{KDF, open, password, recovery};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a process of its own does.
#[derive(Debug)]
pub(crate) struct Probe {
    what: String,
    vault: PathBuf,
}

impl Probe {
    /// From the words behind `probe`.
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Option<Self> {
        Some(Self { what: words.next()?, vault: words.next()?.into() })
    }
}

/// What a process took, in MB of 10^6 bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    /// The most at any time since the probe's work began.
    pub(crate) peak: f64,
    /// What it had when its work began.
    pub(crate) before: f64,
    /// What it had when its work was done.
    pub(crate) after: f64,
}

/// Does the probe's work and prints what it took.
pub(crate) async fn run_probe(probe: &Probe) -> Outcome<()> {
    let vault = &probe.vault;
    let taken = match probe.what.as_str() {
        "nothing" => watched(async || Ok(())).await?,
        "open" => watched(async || open(vault, recovery()?).await).await?,
        "open-password" => watched(async || open(vault, password()).await).await?,
        "backup" => {
            let held = open(vault, recovery()?).await?;
            watched(async || backups::write(&held, &backups::path(vault)).await).await?
        }
        "parse-kdbx" => {
            let path = vault.with_file_name(KDBX);
            watched(async || Ok(parse_kdbx(&std::fs::read(&path)?)?)).await?
        }
        "verify" => watched(async || backups::verify(&backups::path(vault)).await).await?,
        other => return Err(format!("there is no probe {other}").into()),
    };
    #[expect(clippy::print_stdout, reason = "this is how the parent hears it")]
    {
        println!("{} {} {}", taken.peak, taken.before, taken.after);
    }
    Ok(())
}

async fn watched<T>(work: impl AsyncFnOnce() -> Outcome<T>) -> Outcome<Taken> {
    // Sets the peak back to what is resident now: proc(5), clear_refs.
    std::fs::write("/proc/self/clear_refs", "5")?;
    let before = status("VmRSS")?;
    let made = work().await?;
    let taken = Taken { peak: status("VmHWM")?, before, after: status("VmRSS")? };
    drop(made);
    Ok(taken)
}

/// A line of this process's status, in MB.
fn status(name: &str) -> Outcome<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kib: f64 = line.and_then(|line| line.trim().strip_suffix(" kB")).ok_or("no such line")?.parse()?;
    Ok(kib * 1024.0 / 1e6)
}

/// Starts this program to do that; nothing where the system does not tell.
pub(crate) fn probe(what: &str, vault: &Path) -> Outcome<Option<Taken>> {
    if !cfg!(target_os = "linux") {
        progress("memory is measured on Linux only");
        return Ok(None);
    }
    let output = Command::new(std::env::current_exe()?).args(["probe", what]).arg(vault).output()?;
    if !output.status.success() {
        return Err(format!("{what}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = String::from_utf8(output.stdout)?;
    let figures: Vec<f64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    match figures.as_slice() {
        [peak, before, after] => Ok(Some(Taken { peak: *peak, before: *before, after: *after })),
        _ => Err("a probe answered something else".into()),
    }
}

/// The buffer of one derivation, in MB.
pub(crate) fn kdf_buffer() -> f64 {
    f64::from(KDF.memory_kib()) * 1024.0 / 1e6
}
