//! The client of a breach service: https but on this machine, nothing followed, nothing kept, ten seconds, two mebibytes.
//! What it sends of a password is five hexadecimal digits in the address, and nothing else of it.

use crate::tls;
use async_trait::async_trait;
use reqwest::header::{ACCEPT, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, redirect};
use std::time::Duration;
use strongroom_api::{BreachService, BreachServiceError as Error};
use strongroom_breach::{MAX_RANGE, Prefix, ServiceAddress};
use tokio::sync::OnceCell;

/// For one answer, from the connection to its last byte.
const LIMIT: Duration = Duration::from_secs(10);
/// Seconds that a service may ask us to wait for, and be waited for.
const PATIENCE: u32 = 10;
/// How often it is asked again after that.
const TRIES: u32 = 3;
/// Seconds to wait where a busy service does not say how long.
const PAUSE: u32 = 2;

/// Asks breach services. Makes no connection before it is told to.
#[derive(Debug, Default)]
pub struct BreachClient {
    secure: OnceCell<Client>,
    plain: OnceCell<Client>,
}

impl BreachClient {
    /// A client that knows nobody yet.
    pub fn new() -> Self {
        Self::default()
    }

    async fn client(&self, address: &ServiceAddress) -> Result<&Client, Error> {
        match address.is_plain() {
            true => self.plain.get_or_try_init(|| built(false)).await,
            false => self.secure.get_or_try_init(|| built(true)).await,
        }
    }
}

#[async_trait]
impl BreachService for BreachClient {
    async fn range(&self, address: &ServiceAddress, prefix: Prefix) -> Result<Vec<u8>, Error> {
        let client = self.client(address).await?;
        let mut tries = 1;
        loop {
            match ask(client, address, prefix).await {
                Err(Error::Busy { seconds }) if tries < TRIES && seconds <= PATIENCE => {
                    tokio::time::sleep(Duration::from_secs(u64::from(seconds))).await;
                    tries += 1;
                }
                done => return done,
            }
        }
    }
}

/// A client for https alone, or for http on this machine.
async fn built(secure: bool) -> Result<Client, Error> {
    let tls = tls::configuration().await.map_err(|_| Error::Unable)?;
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(secure)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .timeout(LIMIT)
        .user_agent(concat!("Strongroom/", env!("CARGO_PKG_VERSION")));
    client.build().map_err(|_| Error::Unable)
}

async fn ask(client: &Client, address: &ServiceAddress, prefix: Prefix) -> Result<Vec<u8>, Error> {
    // With padding, the size of an answer does not tell which range it is.
    let request =
        client.get(address.range(prefix)).header(ACCEPT, "text/plain").header("Add-Padding", "true");
    let response = request.send().await.map_err(failure)?;
    match response.status() {
        StatusCode::OK => body_of(response).await,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            Err(Error::Busy { seconds: wait_of(&response) })
        }
        status if status.is_redirection() => Err(Error::Elsewhere),
        status => Err(Error::Refused { status: status.as_u16() }),
    }
}

async fn body_of(mut response: Response) -> Result<Vec<u8>, Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failure)? {
        if body.len() + chunk.len() > MAX_RANGE {
            return Err(Error::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Seconds that the service asks to wait; a date is not waited for.
fn wait_of(response: &Response) -> u32 {
    let said = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    said.map_or(PAUSE, |text| text.trim().parse().unwrap_or(u32::MAX))
}

/// Its own error names the address, and with it the five digits: nothing of it is told.
fn failure(error: reqwest::Error) -> Error {
    if error.is_timeout() { Error::TimedOut } else { Error::Unreachable }
}
