//! The desktop's keyring, read live: all collections that are unlocked, or that the person unlocks when the keyring itself
//! asks. What stays locked is named, and what this program keeps there is left out.

use std::time::Duration;
use strongroom_api::ParseFailure;
use strongroom_secret::SecretBytes;

/// What the keyring may take, the person's answers to its questions among it. Each step has a shorter limit of its own.
const TIME: Duration = Duration::from_secs(300);

/// The keyring, packed for the child.
pub(super) async fn packed() -> Result<SecretBytes, ParseFailure> {
    let (answer, question) = tokio::sync::oneshot::channel();
    // On a thread of its own: the library blocks, and panics inside a runtime. One that hangs is left behind.
    let work = move || {
        let _ = answer.send(live::packed());
    };
    std::thread::Builder::new().name("keyring".to_owned()).spawn(work).map_err(|_| ParseFailure::Keyring)?;
    let answer = tokio::time::timeout(TIME, question).await.map_err(|_| ParseFailure::Keyring)?;
    answer.map_err(|_| ParseFailure::Keyring)?
}

#[cfg(target_os = "linux")]
mod live {
    use super::super::question::{ANSWER, connect, unlock};
    use crate::keyring::SERVICE;
    use secret_service::blocking::{Collection, Item, SecretService};
    use secret_service::{EncryptionType, Error};
    use std::collections::BTreeMap;
    use strongroom_api::ParseFailure;
    use strongroom_exchange::{ImportError, ParsedAttachment, ServiceCollection, ServiceEntry, pack_service};
    use strongroom_secret::SecretBytes;

    /// Entries of all collections together.
    const MAX_ENTRIES: usize = 50_000;
    /// All secrets together, in MiB.
    const MAX_TOTAL_MIB: u64 = 64;

    pub(super) fn packed() -> Result<SecretBytes, ParseFailure> {
        // The library's errors can carry what the keyring stores, so none of them is kept.
        let bus = connect().map_err(|_| ParseFailure::Keyring)?;
        let service = SecretService::connect_with_existing(EncryptionType::Dh, bus)
            .map_err(|_| ParseFailure::Keyring)?;
        let collections = service.get_all_collections().map_err(|_| ParseFailure::Keyring)?;
        let mut reading = Reading { entries: 0, left: MAX_TOTAL_MIB << 20, asks: true };
        let all = collections.iter().map(|collection| reading.collection(collection));
        let all = all.collect::<Result<Vec<_>, _>>()?;
        // GNOME's keyring always has an open collection for the session, with nothing in it.
        if reading.entries == 0 && all.iter().any(|collection| collection.locked) {
            return Err(ParseFailure::KeyringLocked);
        }
        pack_service(&all).ok_or(ParseFailure::Process)
    }

    struct Reading {
        entries: usize,
        /// Bytes of secrets that may still come.
        left: u64,
        /// Whether somebody is there to be asked: who did not answer once is asked no more.
        asks: bool,
    }

    /// Whether the keyring names something that is not there, as GNOME's does once it has unlocked a collection.
    fn is_gone(error: &Error) -> bool {
        let error = match error {
            Error::ZbusFdo(error) => error,
            Error::Zbus(zbus::Error::FDO(error)) => error,
            _ => return false,
        };
        matches!(error, zbus::fdo::Error::UnknownMethod(_) | zbus::fdo::Error::UnknownObject(_))
    }

    impl Reading {
        fn collection(&mut self, collection: &Collection<'_>) -> Result<ServiceCollection, ParseFailure> {
            let label = collection.get_label().unwrap_or_default();
            // The keyring asks the person by itself, who may say no, or be away.
            if self.asks
                && collection.is_locked().unwrap_or(true)
                && let Ok(bus) = connect()
            {
                self.asks = unlock(bus, collection.collection_path.clone(), ANSWER);
            }
            let locked = collection.is_locked().unwrap_or(true);
            let items = if locked {
                Vec::new()
            } else {
                collection.get_all_items().map_err(|_| ParseFailure::Keyring)?
            };
            let entries = items.iter().filter_map(|item| self.entry(item).transpose());
            let entries = entries.collect::<Result<Vec<_>, _>>()?;
            Ok(ServiceCollection { label, locked, entries })
        }

        /// None of what is our own.
        fn entry(&mut self, item: &Item<'_>) -> Result<Option<ServiceEntry>, ParseFailure> {
            let attributes: BTreeMap<String, String> =
                item.get_attributes().unwrap_or_default().into_iter().collect();
            if attributes.get("service").is_some_and(|service| service == SERVICE) {
                return Ok(None);
            }
            let label = item.get_label();
            if label.as_ref().is_err_and(is_gone) {
                return Ok(None);
            }
            self.entries += 1;
            if self.entries > MAX_ENTRIES {
                let (what, limit) = ("entries of the keyring".into(), MAX_ENTRIES as u64);
                return Err(ImportError::TooLarge { what, limit }.into());
            }
            let secret = item.get_secret().ok().map(SecretBytes::new);
            // Exposed to be measured.
            let size = secret.as_ref().map_or(0, |secret| secret.expose().len() as u64);
            self.left =
                self.left.checked_sub(size).ok_or(ParseFailure::TooLarge { limit_mib: MAX_TOTAL_MIB })?;
            Ok(Some(ServiceEntry {
                label: label.unwrap_or_default(),
                attributes,
                secret: secret.map(|bytes| ParsedAttachment { name: String::new(), bytes }),
                created: item.get_created().unwrap_or(0),
                modified: item.get_modified().unwrap_or(0),
            }))
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod live {
    use strongroom_api::ParseFailure;
    use strongroom_secret::SecretBytes;

    pub(super) fn packed() -> Result<SecretBytes, ParseFailure> {
        Err(ParseFailure::Keyring)
    }
}
