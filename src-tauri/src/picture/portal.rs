//! The screen as the desktop gives it: XDG Desktop Portal, `org.freedesktop.portal.Screenshot`. The person chooses or allows,
//! and the file that comes of it is removed as soon as it was read.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::Duration;
use strongroom_api::CodeFailure;
use strongroom_exchange::{MAX_PICTURE_MIB, PictureError};
use strongroom_secret::SecretBytes;
use tauri::Url;
use tokio::sync::oneshot;
use zbus::blocking::{Connection, MessageIterator, Proxy};
use zbus::message::Type;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{MatchRule, fdo};

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SCREENSHOT: &str = "org.freedesktop.portal.Screenshot";
const REQUEST: &str = "org.freedesktop.portal.Request";
/// Names the request among those of this connection, which makes only one.
const TOKEN: &str = "strongroom";
/// How long a person may take to choose.
const LIMIT: Duration = Duration::from_secs(120);

/// The response of the portal: 0 when it was done.
type Response = (u32, std::collections::HashMap<String, OwnedValue>);

/// The picture that the portal gives.
///
/// # Errors
/// [`CodeFailure::NoScreen`] where there is no portal, [`CodeFailure::NotAllowed`] where the person or it refused.
pub(super) async fn screenshot() -> Result<SecretBytes, CodeFailure> {
    let (tell, told) = oneshot::channel();
    // A thread of its own: see `bus`.
    std::thread::spawn(move || drop(tell.send(ask())));
    match tokio::time::timeout(LIMIT, told).await {
        Ok(Ok(done)) => done,
        _ => Err(CodeFailure::NotAllowed),
    }
}

fn ask() -> Result<SecretBytes, CodeFailure> {
    let bus = Connection::session().map_err(|_| CodeFailure::NoScreen)?;
    let (code, results) = answer_of(&bus).map_err(|error| match error {
        zbus::Error::MethodError(..) | zbus::Error::FDO(_) if is_there(&bus) => CodeFailure::NotAllowed,
        _ => CodeFailure::NoScreen,
    })?;
    let address = results.get("uri").and_then(|uri| uri.downcast_ref::<&str>().ok());
    let path = address.and_then(|uri| Url::parse(uri).ok()).and_then(|uri| uri.to_file_path().ok());
    match path {
        Some(path) if code == 0 => take(&path),
        _ => Err(CodeFailure::NotAllowed),
    }
}

/// Whether somebody on the bus is the portal, now that it was called.
fn is_there(bus: &Connection) -> bool {
    let names = fdo::DBusProxy::new;
    let owned = zbus::block_on(async {
        let bus = names(bus.inner()).await?;
        bus.name_has_owner(PORTAL.try_into()?).await.map_err(zbus::Error::from)
    });
    owned.unwrap_or(false)
}

fn answer_of(bus: &Connection) -> zbus::Result<Response> {
    let sender = bus.unique_name().map(|name| name.trim_start_matches(':').replace('.', "_"));
    let request = format!("{PATH}/request/{}/{TOKEN}", sender.unwrap_or_default());
    let answer = MatchRule::builder()
        .msg_type(Type::Signal)
        .interface(REQUEST)?
        .member("Response")?
        .path(request)?
        .build();
    // Listened for before the question, or a quick answer would be missed.
    let mut answers = MessageIterator::for_match_rule(answer, bus, None)?;
    let options: std::collections::HashMap<&str, Value<'_>> =
        [("handle_token", TOKEN.into()), ("interactive", true.into())].into();
    let portal = Proxy::new(bus, PORTAL, PATH, SCREENSHOT)?;
    portal.call_method("Screenshot", &("", options))?;
    let answer = answers.next().ok_or(zbus::Error::InvalidReply)??;
    answer.body().deserialize()
}

/// Reads the file and removes it.
fn take(path: &Path) -> Result<SecretBytes, CodeFailure> {
    let limit = MAX_PICTURE_MIB << 20;
    let mut picture = SecretBytes::default();
    let read = File::open(path).and_then(|file| file.take(limit + 1).read_to_end(picture.expose_mut()));
    let removed = fs::remove_file(path);
    let size = read.and_then(|size| removed.map(|()| size)).map_err(|_| CodeFailure::NotAllowed)?;
    match u64::try_from(size) {
        Ok(size) if size <= limit => Ok(picture),
        _ => Err(PictureError::TooLarge.into()),
    }
}
