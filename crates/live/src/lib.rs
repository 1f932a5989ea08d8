//! Asking other machines, because a person said so: whether a database answers, an OAuth provider for its description or for
//! a new token, a breach service for what begins like a password.
//!
//! The only crate that speaks to a network, and to databases that are not the vault's own. It decides nothing, follows
//! nobody elsewhere, believes no answer, and no failure that leaves it carries what was sent.

mod breaches;
mod database;
mod failure;
mod http;
mod mysql;
mod name;
mod postgresql;
mod sqlite;
mod tls;

pub use breaches::BreachClient;

use async_trait::async_trait;
use strongroom_api::{Answer, Failure, Remote, Tried};
use strongroom_credential::connection::Reach;
use strongroom_credential::oauth::{Endpoint, RefreshRequest};

/// The network of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Live;

#[async_trait]
impl Remote for Live {
    async fn try_database(&self, reach: Reach) -> Tried {
        database::try_database(reach).await
    }

    async fn get(&self, from: &Endpoint) -> Result<Answer, Failure> {
        http::get(from).await
    }

    async fn post(&self, to: &Endpoint, request: RefreshRequest) -> Result<Answer, Failure> {
        http::post(to, request).await
    }
}
