//! The certificates that the system trusts: on Debian those of /etc/ssl/certs, elsewhere the system's own store.

use strongroom_api::SystemRootsError;

/// Bytes of all of them together, at most; systems have some hundred kilobytes.
const MAX_ROOTS: usize = 16 << 20;

/// The system's trusted certificates, each in DER. As other programs do, it follows `SSL_CERT_FILE` and `SSL_CERT_DIR`.
pub async fn system_roots() -> Result<Vec<Vec<u8>>, SystemRootsError> {
    // They are read from files.
    tokio::task::spawn_blocking(read).await.map_err(|_| SystemRootsError::None)?
}

fn read() -> Result<Vec<Vec<u8>>, SystemRootsError> {
    let found = rustls_native_certs::load_native_certs().certs;
    let bytes: usize = found.iter().map(|one| one.len()).sum();
    match bytes {
        0 => Err(SystemRootsError::None),
        bytes if bytes > MAX_ROOTS => Err(SystemRootsError::TooLarge),
        _ => Ok(found.into_iter().map(|one| one.to_vec()).collect()),
    }
}
