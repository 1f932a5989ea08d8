//! Trying one place after the other, within one span of time, in a task of its own: whatever a server sends that the library
//! does not expect ends that task and nothing else.

use crate::{mysql, name, postgresql, sqlite, tls};
use std::time::Duration;
use strongroom_api::{Failure, FailureKind, REMOTE_TIME, ServerFacts, Tried};
use strongroom_credential::connection::{Place, Reach, System, Tls};
use tokio::time::Instant;

/// As [`strongroom_api::Remote::try_database`].
pub(crate) async fn try_database(reach: Reach) -> Tried {
    let began = Instant::now();
    let end = began + REMOTE_TIME;
    let took = || Instant::now().saturating_duration_since(began);
    let mut tried = Tried {
        place: Place::File(String::new()),
        took: Duration::ZERO,
        outcome: Err(Failure::new(FailureKind::Unreachable)),
    };
    for place in reach.places.clone() {
        tried.outcome = try_place(reach.clone(), place.clone(), end).await;
        tried.place = place;
        // Another place is tried where this one has nobody; a server that answered has the last word.
        let nobody =
            |failure: &Failure| matches!(failure.kind, FailureKind::Unreachable | FailureKind::NameNotFound);
        if !tried.outcome.as_ref().is_err_and(nobody) {
            break;
        }
    }
    Tried { took: took(), ..tried }
}

async fn try_place(reach: Reach, place: Place, end: Instant) -> Result<ServerFacts, Failure> {
    let task = tokio::spawn(async move {
        if let Place::Host(host, port) = &place {
            name::look_up(host, *port).await?;
        }
        readable(&reach).await?;
        match reach.system {
            System::PostgreSql => postgresql::read(&reach, &place).await,
            System::MySql | System::MariaDb => mysql::read(&reach, &place).await,
            System::Sqlite => sqlite::read(&place).await,
            _ => Err(Failure::new(FailureKind::NotThatServer)),
        }
    });
    let stop = task.abort_handle();
    match tokio::time::timeout_at(end, task).await {
        Ok(Ok(done)) => done,
        // The library met what it did not expect.
        Ok(Err(_)) => Err(Failure::new(FailureKind::NotThatServer)),
        Err(_) => {
            stop.abort();
            Err(Failure::new(FailureKind::TimedOut))
        }
    }
}

/// The library takes a file of certificates that is not there for a server that is not there.
async fn readable(reach: &Reach) -> Result<(), Failure> {
    let client = reach.client_certificate.iter().flat_map(|(certificate, key)| [certificate, key]);
    for path in reach.root_certificate.iter().chain(client).filter(|_| reach.tls != Tls::Off) {
        if tokio::fs::File::open(path).await.is_err() {
            return Err(tls::refused("certificate_file"));
        }
    }
    Ok(())
}
