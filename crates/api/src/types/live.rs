//! Contacting another machine because a person asked: first what would be contacted, then what came of it.

use super::{FindingView, ItemView};
use crate::ApiError;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A person's yes to contacting other machines.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ContactRequest {
    /// The item's id.
    pub id: String,
    /// The places as the plan named them. Where the item leads elsewhere by now, nobody is contacted.
    pub contacts: Vec<String>,
}

/// What a test of an item's connection would do. Nothing was contacted for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ConnectionPlan {
    /// The product: `PostgreSQL`, `MySQL`, `MariaDB` or `SQLite`.
    pub system: String,
    /// The places, in the order in which they would be tried: `host:port`, or the path of a socket or file.
    pub contacts: Vec<String>,
    /// Whether they are hosts; if not, they are on this machine.
    pub network: bool,
    /// The database; empty for the account's own.
    pub database: String,
    /// The account; empty for a file.
    pub user: String,
    /// `off`, `offered`, `required`, `verified_chain` or `verified_name`.
    pub encryption: String,
    /// The file of certificates that would be trusted in place of the system's.
    pub root_certificate: Option<String>,
    /// Whether the password may cross a network in the clear.
    pub in_the_clear: bool,
    /// Seconds after which it gives up.
    pub seconds: u32,
}

/// What a test of an item's connection found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ConnectionTest {
    /// The place that answered, or the last one that was tried.
    pub contacted: String,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u32,
    /// What the server said of itself; none where it failed.
    pub server: Option<ServerView>,
    /// Why it failed; none where it did not.
    pub failure: Option<FailureView>,
}

/// What a database server said of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ServerView {
    /// Its own words for its version.
    pub version: String,
    /// Whether the connection was encrypted; none where that is not known.
    pub encrypted: Option<bool>,
    /// The account that the connection became; empty for a file.
    pub user: String,
    /// Whether that account may do everything; none where the server does not tell.
    pub superuser: Option<bool>,
    /// The database that was opened; may be empty.
    pub database: String,
}

/// Why another machine gave nothing of use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FailureView {
    /// Stable name, the key of its words: `unreachable`, `tls_refused`, `invalid_grant`, ….
    pub code: String,
    /// More about it: the reason of TLS by its stable name, a status of HTTP, what the other machine said.
    pub detail: Option<String>,
}

/// What could be asked of an OAuth item's provider. Nothing was contacted for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OauthPlan {
    /// Getting a new access token.
    pub refresh: ContactPlan,
    /// Reading the provider's description.
    pub discovery: ContactPlan,
}

/// Where something would be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ContactPlan {
    /// The place, `host:port`; none where it cannot be asked.
    pub contacts: Vec<String>,
    /// The addresses, in the order in which they would be asked.
    pub urls: Vec<String>,
    /// Why it cannot be asked.
    pub problem: Option<ApiError>,
}

/// What came of asking for a new token. No token is in it.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub struct TokenRefresh {
    /// The place, `host:port`.
    pub contacted: String,
    /// Why there is no new token; none where there is one.
    pub failure: Option<FailureView>,
    /// The item with the new tokens in it; none where it failed.
    pub item: Option<ItemView>,
    /// Whether the provider replaced the refresh token too.
    pub rotated: bool,
    /// Whether the new token may do less or more than the one before.
    pub scope_changed: bool,
    /// Until when the new token is good, as far as the provider says.
    #[ts(type = "number | null")]
    pub until: Option<i64>,
}

/// What came of reading a provider's description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Discovered {
    /// The place, `host:port`.
    pub contacted: String,
    /// The address of the document that was read; empty where it failed.
    pub url: String,
    /// Why there is no description; none where there is one.
    pub failure: Option<FailureView>,
    /// The description; none where it failed.
    pub provider: Option<ProviderView>,
}

/// A provider's description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ProviderView {
    /// Who it says it is.
    pub issuer: String,
    /// Where a person agrees; may be empty.
    pub authorization_url: String,
    /// Where tokens are given out; may be empty.
    pub token_url: String,
    /// What may be asked for.
    pub scopes: Vec<String>,
    /// How tokens may be got.
    pub grants: Vec<String>,
    /// What is noteworthy about it; no field is named.
    pub findings: Vec<FindingView>,
}
