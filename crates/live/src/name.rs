//! Looking a name up before anything else is done, so that it can be told apart what failed.

use strongroom_api::{Failure, FailureKind};

/// Whether a machine has that name.
pub(crate) async fn look_up(host: &str, port: u16) -> Result<(), Failure> {
    match tokio::net::lookup_host((host, port)).await.map(|mut found| found.next()) {
        Ok(Some(_)) => Ok(()),
        Ok(None) | Err(_) => Err(Failure::new(FailureKind::NameNotFound)),
    }
}
