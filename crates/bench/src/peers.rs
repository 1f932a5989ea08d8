//! What other programs on this machine take for the same. Absent programs leave their cells empty.

use crate::Outcome;
use crate::arguments::Arguments;
use crate::data::keepass_xml;
use crate::measure::{milliseconds, now};
use crate::report::progress;
use serde_json::{Map, Value, json};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Password of the made-up databases.
const PASSWORD: &str = "correct horse battery staple";

/// Figures of other programs, in milliseconds unless they say otherwise.
#[derive(Debug, Default)]
pub(crate) struct Peers {
    /// KeePassXC opening 10,000 and 100,000 entries, above its key derivation.
    keepassxc: Option<Value>,
}

impl Peers {
    /// Measures, or takes what an earlier run left.
    pub(crate) fn find(arguments: &Arguments) -> Outcome<Self> {
        let path = arguments.folder.join("peers.json");
        if arguments.peers {
            let found = keepassxc(&arguments.folder)?;
            fs::write(&path, serde_json::to_vec_pretty(&found)?)?;
        }
        let keepassxc = fs::read(&path).ok().map(|bytes| serde_json::from_slice(&bytes)).transpose()?;
        Ok(Self { keepassxc })
    }

    /// A figure of KeePassXC by its name in `peers.json`.
    pub(crate) fn keepassxc(&self, name: &str) -> Option<(String, f64)> {
        let found = self.keepassxc.as_ref()?;
        let version = found.get("version").and_then(Value::as_str).unwrap_or_default();
        Some((format!("KeePassXC {version}"), found.get(name)?.as_f64()?))
    }
}

/// Opening means reading everything: `ls`. What a database of one entry takes is derivation and start of the program.
fn keepassxc(folder: &Path) -> Outcome<Value> {
    let Some(version) = output("keepassxc-cli", &["--version"], "")? else {
        return Ok(json!({}));
    };
    let mut found = Map::from_iter([("version".to_owned(), json!(version.trim()))]);
    let alone = keepassxc_of(folder, 1)?;
    for (count, name) in [(10_000, "10k"), (100_000, "100k")] {
        progress(&format!("keepassxc-cli with {count} entries"));
        let one = keepassxc_of(folder, count)?;
        let figures =
            [("import", one.import - alone.import), ("open", one.open - alone.open), ("peak", one.peak)];
        for (what, figure) in figures {
            found.insert(format!("{what}_{name}"), json!(figure));
        }
    }
    Ok(found.into())
}

struct KeePassXc {
    import: f64,
    open: f64,
    /// In MB.
    peak: f64,
}

fn keepassxc_of(folder: &Path, count: usize) -> Outcome<KeePassXc> {
    let (xml, database) = (folder.join("peer.xml"), folder.join(format!("peer-{count}.kdbx")));
    fs::write(&xml, keepass_xml(count))?;
    let _ = fs::remove_file(&database);
    let (xml, database) = (xml.to_string_lossy().into_owned(), database.to_string_lossy().into_owned());
    let twice = format!("{PASSWORD}\n{PASSWORD}\n");
    let (_, import) = keepassxc_cli(&["import", "-q", "-p", "-t", "100", &xml, &database], &twice)?;
    let mut open = f64::MAX;
    let mut peak = 0.0_f64;
    for _ in 0..3 {
        let (kib, time) = keepassxc_cli(&["ls", "-q", &database], &format!("{PASSWORD}\n"))?;
        open = open.min(time);
        peak = peak.max(kib);
    }
    fs::remove_file(&xml)?;
    Ok(KeePassXc { import, open, peak: peak * 1024.0 / 1e6 })
}

/// Its greatest memory in KiB, as far as GNU time is there to tell, and how long it took.
fn keepassxc_cli(words: &[&str], input: &str) -> Outcome<(f64, f64)> {
    let start = now();
    let mut command = if Path::new("/usr/bin/time").exists() {
        let mut command = Command::new("/usr/bin/time");
        command.args(["-f", "%M", "keepassxc-cli"]);
        command
    } else {
        Command::new("keepassxc-cli")
    };
    let mut child =
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    let time = milliseconds(start.elapsed());
    if !output.status.success() {
        return Err(format!("keepassxc-cli: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let kib = said.lines().rev().find_map(|line| line.trim().parse().ok()).unwrap_or(0.0);
    Ok((kib, time))
}

/// The reference program's own measure of 64 MiB, three passes, four lanes.
pub(crate) fn argon2() -> Outcome<Option<(String, f64)>> {
    let mut fastest: Option<f64> = None;
    for _ in 0..7 {
        let words = ["saltsaltsalt", "-id", "-t", "3", "-k", "65536", "-p", "4", "-l", "32"];
        let Some(text) = output("argon2", &words, PASSWORD)? else { return Ok(None) };
        let line = text.lines().find_map(|line| line.strip_suffix(" seconds"));
        if let Some(seconds) = line.and_then(|line| line.trim().parse::<f64>().ok()) {
            fastest = Some(fastest.unwrap_or(f64::MAX).min(seconds * 1000.0));
        }
    }
    Ok(fastest.map(|fastest| ("argon2".to_owned(), fastest)))
}

/// One sealing of 300 bytes with bare AES-256-GCM, in microseconds.
pub(crate) fn openssl() -> Outcome<Option<(String, f64)>> {
    let words = ["speed", "-elapsed", "-mr", "-seconds", "1", "-bytes", "300", "-evp", "aes-256-gcm"];
    let Some(text) = output("openssl", &words, "")? else { return Ok(None) };
    // The machine-readable line ends with bytes a second.
    let line = text.lines().find(|line| line.starts_with("+F:"));
    let speed =
        line.and_then(|line| line.rsplit(':').next()).and_then(|speed| speed.trim().parse::<f64>().ok());
    Ok(speed.map(|speed| ("openssl, bare".to_owned(), 300.0 / speed * 1e6)))
}

/// What a program writes; nothing where it is not installed.
fn output(program: &str, words: &[&str], input: &str) -> Outcome<Option<String>> {
    let mut command = Command::new(program);
    let spawned =
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = match spawned {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    Ok(Some(String::from_utf8_lossy(&child.wait_with_output()?.stdout).into_owned()))
}
