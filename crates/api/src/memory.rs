//! What this machine remembers of vaults outside their files: recent ones, wrong passwords, the last state seen.
//! Losing it loses no data; nothing in it is secret, but the paths are personal.

use crate::files::{make_own_folder, read_own, write_own};
use crate::types::Settings;
use crate::{Host, Places};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use strongroom_crypto::{KdfParams, VaultId, VaultKeys};
use strongroom_vault::{Anchor, Timestamp};

const MAX_RECENT: usize = 10;
/// Seconds that a wrong password costs at the most.
const MAX_WAIT: u32 = 300;

/// Vaults opened here, the latest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Recent {
    pub(crate) paths: Vec<PathBuf>,
}

/// Wrong passwords since the last right one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempts {
    pub(crate) failed: u32,
    pub(crate) first: Timestamp,
    pub(crate) last: Timestamp,
}

/// The last reminder of an item: the day on which it ends, counted from 1970, and the lead time, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reminded {
    pub(crate) day: i32,
    pub(crate) lead: u32,
}

/// An anchor as it is stored: readable before the vault is open, believed only after.
#[derive(Debug, Serialize, Deserialize)]
struct StoredAnchor {
    generation: u64,
    fingerprint: Vec<u8>,
    kdf: Option<(u32, u32, u32)>,
    mac: Vec<u8>,
}

/// The anchor that a machine has of a vault.
pub(crate) struct Remembered {
    pub(crate) anchor: Anchor,
    mac: [u8; 32],
}

impl Attempts {
    /// Seconds that are still to wait: 1, 2, 4, … after each wrong password, 300 at the most.
    pub(crate) fn wait(self, now: Timestamp) -> u32 {
        let Some(doublings) = self.failed.checked_sub(1) else { return 0 };
        let pause = 1_u32.checked_shl(doublings.min(31)).unwrap_or(MAX_WAIT).min(MAX_WAIT);
        // A clock set back must not lock anybody out for longer than the pause itself.
        let passed = u32::try_from((now - self.last).max(0) / 1000).unwrap_or(u32::MAX);
        pause.saturating_sub(passed)
    }

    pub(crate) fn one_more(self, now: Timestamp) -> Self {
        let first = if self.failed == 0 { now } else { self.first };
        Self { failed: self.failed.saturating_add(1), first, last: now }
    }
}

/// The files behind it.
pub(crate) struct Memory<'a> {
    places: &'a Places,
}

impl<'a> Memory<'a> {
    pub(crate) fn of(host: &'a dyn Host) -> Self {
        Self { places: host.places() }
    }

    fn state(&self, name: &str) -> PathBuf {
        self.places.state.join(name)
    }

    fn load<T: for<'de> Deserialize<'de>>(path: &std::path::Path) -> Option<T> {
        serde_json::from_slice(&read_own(path)?).ok()
    }

    /// Best effort: a machine that cannot remember still opens vaults.
    fn save<T: Serialize>(path: &std::path::Path, value: &T) {
        if let Ok(content) = serde_json::to_vec(value) {
            let _ = write_own(path, &content);
        }
    }

    pub(crate) fn recent(&self) -> Recent {
        Self::load(&self.state("recent.json")).unwrap_or_default()
    }

    pub(crate) fn remember_path(&self, path: &std::path::Path) {
        let mut recent = self.recent();
        recent.paths.retain(|known| known != path);
        recent.paths.insert(0, path.to_owned());
        recent.paths.truncate(MAX_RECENT);
        Self::save(&self.state("recent.json"), &recent);
    }

    pub(crate) fn attempts(&self, vault: &VaultId) -> Attempts {
        Self::load(&self.state(&format!("{vault}.attempts.json"))).unwrap_or_default()
    }

    /// Held while a password is tried: programs that try at the same time would each see no failure yet. Where this machine
    /// cannot remember, nothing is held.
    pub(crate) async fn one_attempt(&self, vault: &VaultId) -> Option<File> {
        let path = self.state(&format!("{vault}.attempts.lock"));
        let locked = tokio::task::spawn_blocking(move || {
            make_own_folder(&path)?;
            let file = File::create(path)?;
            file.lock().map(|()| file)
        });
        locked.await.ok()?.ok()
    }

    pub(crate) fn set_attempts(&self, vault: &VaultId, attempts: Attempts) {
        Self::save(&self.state(&format!("{vault}.attempts.json")), &attempts);
    }

    pub(crate) fn anchor(&self, vault: &VaultId) -> Option<Remembered> {
        let stored: StoredAnchor = Self::load(&self.state(&format!("{vault}.anchor.json")))?;
        let kdf = match stored.kdf {
            Some((m, t, p)) => Some(KdfParams::new(m, t, p).ok()?),
            None => None,
        };
        let fingerprint = stored.fingerprint.try_into().ok()?;
        let anchor = Anchor { generation: stored.generation, fingerprint, kdf };
        Some(Remembered { anchor, mac: stored.mac.try_into().ok()? })
    }

    pub(crate) fn set_anchor(&self, keys: &VaultKeys, anchor: &Anchor) {
        let kdf = anchor.kdf.map(|kdf| (kdf.memory_kib(), kdf.iterations(), kdf.lanes()));
        let stored = StoredAnchor {
            generation: anchor.generation,
            fingerprint: anchor.fingerprint.to_vec(),
            kdf,
            mac: keys.anchor_mac(&said(anchor)).to_vec(),
        };
        Self::save(&self.state(&format!("{}.anchor.json", keys.vault())), &stored);
    }

    /// What was reminded of, by item.
    pub(crate) fn reminded(&self, vault: &VaultId) -> BTreeMap<String, Reminded> {
        Self::load(&self.state(&format!("{vault}.reminders.json"))).unwrap_or_default()
    }

    pub(crate) fn set_reminded(&self, vault: &VaultId, reminded: &BTreeMap<String, Reminded>) {
        Self::save(&self.state(&format!("{vault}.reminders.json")), reminded);
    }

    pub(crate) fn settings(&self) -> Settings {
        Self::load(&self.places.config.join("settings.json")).unwrap_or_default()
    }

    pub(crate) fn set_settings(&self, settings: &Settings) -> Result<(), std::io::Error> {
        let content = serde_json::to_vec_pretty(settings).map_err(std::io::Error::other)?;
        write_own(&self.places.config.join("settings.json"), &content)
    }
}

impl Remembered {
    /// Whether a holder of the vault's keys wrote it.
    pub(crate) fn authentic(&self, keys: &VaultKeys) -> bool {
        keys.anchor_authentic(&said(&self.anchor), &self.mac)
    }
}

/// What the anchor's authentication covers.
fn said(anchor: &Anchor) -> Vec<u8> {
    let kdf = anchor.kdf.map_or((0, 0, 0), |kdf| (kdf.memory_kib(), kdf.iterations(), kdf.lanes()));
    let mut said = anchor.generation.to_be_bytes().to_vec();
    said.extend_from_slice(&anchor.fingerprint);
    for number in [kdf.0, kdf.1, kdf.2] {
        said.extend_from_slice(&number.to_be_bytes());
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wait_doubles_with_each_wrong_password_and_has_an_end() {
        let waits = [0, 1, 2, 3, 9, 10, 40].map(|failed| Attempts { failed, first: 0, last: 0 }.wait(0));
        assert_eq!(waits, [0, 1, 2, 4, 256, 300, 300]);
        assert_eq!(Attempts { failed: 3, first: 0, last: 0 }.wait(3_000), 1);
        assert_eq!(Attempts { failed: 3, first: 0, last: 10_000 }.wait(0), 4);
    }
}
