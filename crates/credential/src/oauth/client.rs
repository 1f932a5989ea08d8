//! The file in which a large provider hands out a client: one object, `installed` or `web`, with everything inside.

use super::text::{list, object, secret, text};
use strongroom_secret::SecretString;

/// A client as its file describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientFile {
    /// `installed` for a program on a person's machine, `web` for one on a server.
    pub form: &'static str,
    /// The client's name at the provider.
    pub client_id: String,
    /// Its secret; none for a public client. Secret.
    pub client_secret: Option<SecretString>,
    /// The project it belongs to; may be empty.
    pub project: String,
    /// Where a person agrees.
    pub authorization_url: String,
    /// Where tokens are given out.
    pub token_url: String,
    /// Where a browser is sent afterwards.
    pub redirects: Vec<String>,
}

impl ClientFile {
    /// Reads such a file; `None` for any other text.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > super::MAX_DOCUMENT {
            return None;
        }
        let map = object(bytes)?;
        let (form, inside) =
            ["installed", "web"].into_iter().find_map(|form| Some((form, map.get(form)?.as_object()?)))?;
        Some(Self {
            form,
            client_id: text(inside, "client_id")?,
            client_secret: secret(inside, "client_secret"),
            project: text(inside, "project_id").unwrap_or_default(),
            authorization_url: text(inside, "auth_uri").unwrap_or_default(),
            token_url: text(inside, "token_uri")?,
            redirects: list(inside, "redirect_uris").unwrap_or_default(),
        })
    }
}
