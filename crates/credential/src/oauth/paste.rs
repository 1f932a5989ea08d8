//! Pasted documents of OAuth providers as new items.

use super::client::ClientFile;
use super::discovery::Discovery;
use super::field::{
    ACCESS_TOKEN, AUTHORIZATION_URL, CLIENT_ID, CLIENT_SECRET, ISSUER, REFRESH_TOKEN, SCOPES, TOKEN_TYPE,
    TOKEN_URL,
};
use super::response::TokenResponse;
use super::text::object;
use crate::fold::prefix;
use crate::{Field, FieldType, Item, Kind, host_of};
use strongroom_secret::SecretString;

/// Longest title, in bytes.
const MAX_TITLE: usize = 120;

/// A pasted client file, token response or provider's description as a new item; `None` for any other text. When a token
/// of a pasted answer ends is not known: the text does not say when it was given out.
pub fn recognise(text: &str) -> Option<Item> {
    let bytes = text.trim_start_matches('\u{feff}').trim().as_bytes();
    // Every other text is told apart by its first byte.
    if bytes.len() > super::MAX_DOCUMENT || bytes.first() != Some(&b'{') {
        return None;
    }
    let mut item = client(bytes).or_else(|| description(bytes)).or_else(|| tokens(bytes))?;
    item.fields.retain(|field| !field.value.is_empty());
    Some(item)
}

fn client(bytes: &[u8]) -> Option<Item> {
    let file = ClientFile::parse(bytes)?;
    let host = host_of(&file.token_url).unwrap_or_default();
    let title = if file.project.is_empty() { host } else { format!("{} @ {host}", file.project) };
    let item = item(&title)
        .with(Field::new(CLIENT_ID, FieldType::Text, file.client_id))
        .with(Field::new(CLIENT_SECRET, FieldType::Hidden, file.client_secret.unwrap_or_default()))
        .with(Field::new(AUTHORIZATION_URL, FieldType::Url, file.authorization_url))
        .with(Field::new(TOKEN_URL, FieldType::Url, file.token_url));
    Some(
        file.redirects
            .into_iter()
            .fold(item, |item, redirect| item.with(Field::custom("redirect_uri", FieldType::Url, redirect))),
    )
}

fn description(bytes: &[u8]) -> Option<Item> {
    let said = Discovery::parse(bytes).ok()?;
    Some(
        item(&host_of(&said.issuer).unwrap_or_default())
            .with(Field::new(ISSUER, FieldType::Url, said.issuer))
            .with(Field::new(AUTHORIZATION_URL, FieldType::Url, said.authorization_url))
            .with(Field::new(TOKEN_URL, FieldType::Url, said.token_url)),
    )
}

/// `token_type` is what only this answer has; RFC 6749 demands it.
fn tokens(bytes: &[u8]) -> Option<Item> {
    let answer = TokenResponse::parse(bytes).ok().filter(|answer| !answer.token_type.is_empty())?;
    // Exposed to be asked who issued it.
    let issuer = crate::Jwt::parse(answer.access_token.expose()).ok().and_then(|token| token.issuer);
    let issuer = issuer.filter(|issuer| issuer.starts_with("https://")).unwrap_or_default();
    let identity = object(bytes).and_then(|map| super::text::secret(&map, "id_token"));
    let item = item(&host_of(&issuer).unwrap_or_default())
        .with(Field::new(ISSUER, FieldType::Url, issuer))
        .with(Field::new(ACCESS_TOKEN, FieldType::Hidden, answer.access_token))
        .with(Field::new(REFRESH_TOKEN, FieldType::Hidden, answer.refresh_token.unwrap_or_default()))
        .with(Field::new(TOKEN_TYPE, FieldType::Text, answer.token_type))
        .with(Field::new(SCOPES, FieldType::Text, answer.scope.unwrap_or_default()));
    Some(match identity {
        Some(token) => item.with(Field::custom("id_token", FieldType::Hidden, SecretString::clone(&token))),
        None => item,
    })
}

fn item(title: &str) -> Item {
    let title = if title.is_empty() { "OAuth" } else { title };
    Item::new(Kind::OAUTH, prefix(title, MAX_TITLE))
}
