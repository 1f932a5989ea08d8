//! One request over HTTP: encrypted or to the own machine, to the place that was named, with limits.

use crate::{name, tls};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, Url};
use std::error::Error as StdError;
use std::io;
use strongroom_api::{Answer, Failure, FailureKind, REMOTE_BYTES, REMOTE_TIME};
use strongroom_credential::oauth::{Endpoint, RefreshRequest};
use strongroom_secret::SecretBytes;

/// As [`strongroom_api::Remote::get`].
pub(crate) async fn get(from: &Endpoint) -> Result<Answer, Failure> {
    limited(async { answer(client().await?.get(url(from)?), from).await }).await
}

/// As [`strongroom_api::Remote::post`].
pub(crate) async fn post(to: &Endpoint, request: RefreshRequest) -> Result<Answer, Failure> {
    limited(async {
        // Exposed to be sent to the provider that gave them.
        let mut post = client().await?.post(url(to)?).body(request.form.expose().clone().into_bytes());
        post = post.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(authorization) = &request.authorization {
            // Exposed for the same reason.
            let mut value = HeaderValue::from_str(authorization.expose())
                .map_err(|_| Failure::new(FailureKind::BadAnswer))?;
            value.set_sensitive(true);
            post = post.header(AUTHORIZATION, value);
        }
        answer(post, to).await
    })
    .await
}

async fn limited<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::time::timeout(REMOTE_TIME, work).await.unwrap_or(Err(Failure::new(FailureKind::TimedOut)))
}

/// A client that goes where it is sent: no proxy, no redirect, no other encodings, nothing kept for the next request.
async fn client() -> Result<Client, Failure> {
    Client::builder()
        .tls_backend_preconfigured(tls::configuration().await?)
        .redirect(Policy::none())
        .no_proxy()
        .referer(false)
        .http1_only()
        .pool_max_idle_per_host(0)
        .timeout(REMOTE_TIME)
        .user_agent("strongroom")
        .build()
        .map_err(|_| tls::refused("other"))
}

/// The address as the client reads it, if it reads the host and port that the person was told.
fn url(endpoint: &Endpoint) -> Result<Url, Failure> {
    let differs = || Failure::new(FailureKind::Unreachable);
    let url = Url::parse(endpoint.url()).map_err(|_| differs())?;
    let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_owned();
    let same = match (host.parse::<std::net::Ipv6Addr>(), endpoint.host().parse::<std::net::Ipv6Addr>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => host == endpoint.host(),
    };
    let plain = url.username().is_empty() && url.password().is_none();
    let port = url.port_or_known_default() == Some(endpoint.port());
    if same && plain && port { Ok(url) } else { Err(differs()) }
}

async fn answer(request: RequestBuilder, place: &Endpoint) -> Result<Answer, Failure> {
    name::look_up(place.host(), place.port()).await?;
    let response =
        request.header(ACCEPT, "application/json").send().await.map_err(|error| of_error(&error))?;
    let status = response.status().as_u16();
    // Of an answer that leads elsewhere, nothing is read.
    let body =
        if response.status().is_redirection() { SecretBytes::default() } else { body(response).await? };
    Ok(Answer { status, body })
}

async fn body(mut response: Response) -> Result<SecretBytes, Failure> {
    let too_large = || Failure::new(FailureKind::TooLarge);
    let limit = u64::try_from(REMOTE_BYTES).unwrap_or(u64::MAX);
    if response.content_length().is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let mut body = SecretBytes::default();
    while let Some(part) = response.chunk().await.map_err(|error| of_error(&error))? {
        // Exposed to be put together.
        let bytes = body.expose_mut();
        if bytes.len().saturating_add(part.len()) > REMOTE_BYTES {
            return Err(too_large());
        }
        bytes.extend_from_slice(&part);
    }
    Ok(body)
}

/// The library's own text names the address; it is not shown.
fn of_error(error: &reqwest::Error) -> Failure {
    if error.is_timeout() {
        return Failure::new(FailureKind::TimedOut);
    }
    if let Some(found) = tls::found_in(error) {
        return found;
    }
    match error.is_connect() && !hung_up(error) {
        true => Failure::new(FailureKind::Unreachable),
        false => Failure::new(FailureKind::NotThatServer),
    }
}

/// Whether somebody was there and left. Errors of this kind lie in others of it.
fn hung_up(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    for _ in 0..16 {
        let Some(error) = next else { return false };
        let io = error.downcast_ref::<io::Error>();
        let left = |io: &io::Error| {
            matches!(io.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset)
        };
        if io.is_some_and(left) {
            return true;
        }
        let inner = io.and_then(io::Error::get_ref).map(|inner| inner as &(dyn StdError + 'static));
        next = inner.or_else(|| error.source());
    }
    false
}
