//! The OS keyring, as the api wants it: one random device secret a vault, and an answer within ten seconds.
//!
//! A keyring's own errors can carry the bytes that it stores, so none of them is ever formatted, logged or kept.

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use keyring::{Entry, Error};
use std::sync::Arc;
use std::time::Duration;
use strongroom_api::{DeviceSecrets, KeyringError};
use strongroom_secret::{SecretBytes, SecretString};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// The service under which the keyring lists what is ours.
pub(crate) const SERVICE: &str = "strongroom";
/// What a call waits at most.
const LIMIT: Duration = Duration::from_secs(10);
/// Length of a device secret, in bytes.
const SECRET: usize = 32;
/// Calls that may be under way together. A keyring that hangs keeps its threads; this bounds them.
const AT_ONCE: usize = 4;

/// The system's keyring: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.
#[derive(Debug, Clone)]
pub struct SystemKeyring {
    free: Arc<Semaphore>,
}

impl SystemKeyring {
    /// The keyring of this session. Nothing is asked of it yet.
    pub fn new() -> Self {
        Self { free: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Runs `call` on a thread of its own: the store for Linux blocks, and panics inside a runtime.
    async fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce() -> Result<T, KeyringError> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let answer = tokio::time::timeout(LIMIT, async {
            let permit = self.free.clone().acquire_owned().await.map_err(|_| KeyringError::Failed)?;
            // A closed channel is a thread that panicked.
            on_a_thread(permit, call)?.await.map_err(|_| KeyringError::Failed)?
        });
        answer.await.map_err(|_| KeyringError::TimedOut)?
    }
}

impl Default for SystemKeyring {
    fn default() -> Self {
        Self::new()
    }
}

fn on_a_thread<T: Send + 'static>(
    permit: OwnedSemaphorePermit,
    call: impl FnOnce() -> Result<T, KeyringError> + Send + 'static,
) -> Result<oneshot::Receiver<Result<T, KeyringError>>, KeyringError> {
    let (answer, question) = oneshot::channel();
    let work = move || {
        let result = call();
        // Given back before the answer is: whoever has the answer may ask again at once.
        drop(permit);
        // Nobody listens any more after a timeout.
        let _ = answer.send(result);
    };
    std::thread::Builder::new().name("keyring".to_owned()).spawn(work).map_err(|_| KeyringError::Failed)?;
    Ok(question)
}

#[async_trait]
impl DeviceSecrets for SystemKeyring {
    async fn load(&self, name: &str) -> Result<Option<SecretBytes>, KeyringError> {
        let name = name.to_owned();
        self.ask(move || match entry(&name)?.get_password() {
            Ok(text) => decoded(&SecretString::new(text)).map(Some),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(mapped(&error)),
        })
        .await
    }

    async fn store(&self, name: &str, secret: SecretBytes) -> Result<(), KeyringError> {
        let name = name.to_owned();
        self.ask(move || {
            // KWallet wants text. Exposed to be stored, which is what the keyring is for.
            let text = SecretString::new(STANDARD.encode(secret.expose()));
            entry(&name)?.set_password(text.expose()).map_err(|error| mapped(&error))
        })
        .await
    }

    async fn forget(&self, name: &str) -> Result<(), KeyringError> {
        let name = name.to_owned();
        self.ask(move || match entry(&name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(mapped(&error)),
        })
        .await
    }

    async fn probe(&self) -> Result<(), KeyringError> {
        self.ask(|| entry("probe").map(drop)).await
    }
}

/// The keyring's entry of that name; connects to the keyring the first time.
fn entry(name: &str) -> Result<Entry, KeyringError> {
    match Entry::store_status() {
        Ok(()) => Entry::new(SERVICE, name).map_err(|error| mapped(&error)),
        Err(Error::NoStorageAccess(_)) => Err(KeyringError::Denied),
        Err(_) => Err(KeyringError::Absent),
    }
}

fn decoded(text: &SecretString) -> Result<SecretBytes, KeyringError> {
    // Exposed to be decoded into another secret.
    let bytes = STANDARD.decode(text.expose()).map(SecretBytes::new).map_err(|_| KeyringError::Unusable)?;
    if bytes.expose().len() == SECRET { Ok(bytes) } else { Err(KeyringError::Unusable) }
}

fn mapped(error: &Error) -> KeyringError {
    match error {
        Error::NoStorageAccess(_) => KeyringError::Denied,
        Error::BadEncoding(_) | Error::BadDataFormat(..) => KeyringError::Unusable,
        Error::Ambiguous(_) => KeyringError::Ambiguous,
        Error::NoDefaultStore => KeyringError::Absent,
        _ => KeyringError::Failed,
    }
}

/// No keyring at all, for a vault that shall not use one.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeyring;

#[async_trait]
impl DeviceSecrets for NoKeyring {
    async fn load(&self, _: &str) -> Result<Option<SecretBytes>, KeyringError> {
        Err(KeyringError::Absent)
    }

    async fn store(&self, _: &str, _: SecretBytes) -> Result<(), KeyringError> {
        Err(KeyringError::Absent)
    }

    async fn forget(&self, _: &str) -> Result<(), KeyringError> {
        Err(KeyringError::Absent)
    }

    async fn probe(&self) -> Result<(), KeyringError> {
        Err(KeyringError::Absent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stored_comes_back() {
        let text = SecretString::new(STANDARD.encode([7; SECRET]));
        assert_eq!(decoded(&text), Ok(SecretBytes::new(vec![7; SECRET])));
    }

    #[test]
    fn text_that_is_no_device_secret_is_unusable() {
        for text in ["", "not base64 at all!", &STANDARD.encode([7; 31]), &STANDARD.encode([7; 33])] {
            assert_eq!(decoded(&SecretString::from(text)), Err(KeyringError::Unusable), "{text}");
        }
    }

    #[test]
    fn stored_bytes_inside_an_error_go_nowhere() {
        let error = mapped(&Error::BadEncoding(b"canary".to_vec()));
        assert_eq!(error, KeyringError::Unusable);
        assert!(!format!("{error:?} {error}").contains("canary"));
    }

    #[tokio::test(start_paused = true)]
    async fn call_that_never_returns_times_out_and_so_does_the_one_after_it() {
        let keyring = SystemKeyring::new();
        let mut hung = Vec::new();
        for _ in 0..=AT_ONCE {
            let (open, never) = std::sync::mpsc::channel::<()>();
            hung.push(open);
            let answer = keyring.ask(move || never.recv().map_err(|_| KeyringError::Failed));
            assert_eq!(answer.await, Err(KeyringError::TimedOut));
        }
        assert_eq!(keyring.free.available_permits(), 0);
    }

    #[tokio::test]
    async fn panic_in_the_store_is_a_failure_and_not_a_panic_here() {
        let keyring = SystemKeyring::new();
        assert_eq!(keyring.ask::<()>(|| panic!("as zbus does")).await, Err(KeyringError::Failed));
        assert_eq!(keyring.ask(|| Ok(1)).await, Ok(1));
    }
}
