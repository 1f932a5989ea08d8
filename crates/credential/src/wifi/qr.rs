//! The text of a QR code that joins a wireless network: read into an item, and written from one.
//!
//! The form is ZXing's (`WIFI:T:WPA;S:name;P:password;H:true;;`), which telephones read; a backslash takes the meaning
//! from the character after it. The percent escapes of the Wi-Fi Alliance's later form are not read, because in this one a
//! percent sign stands for itself.

use super::{Security, value_of};
use crate::{Field, FieldType, Item, Kind};
use strongroom_secret::SecretString;

/// Longest text that is looked at, in bytes; a QR code holds less than 3,000.
const MAX_TEXT: usize = 4096;
/// What a backslash stands before.
const ESCAPED: &[char] = &['\\', ';', ',', ':', '"'];

/// The network of a text that begins with `WIFI:` and names one. The password goes into its own hidden field. Of several
/// values for one thing the first counts. `None` for everything else, at once where the text is long.
pub fn recognise(text: &str) -> Option<Item> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let text = text.trim();
    let mut rest =
        text.get(5..).filter(|_| text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("WIFI:")))?;
    let mut read = Read::default();
    while let Some((key, after)) = rest.split_once(':') {
        let (value, after) = split_value(after);
        read.take(key.trim_start_matches(';').trim(), value);
        rest = after;
    }
    read.into_item()
}

/// What was read, without escapes.
#[derive(Default)]
struct Read {
    security: Option<SecretString>,
    ssid: Option<SecretString>,
    password: Option<SecretString>,
    hidden: Option<SecretString>,
    method: Option<SecretString>,
    identity: Option<SecretString>,
}

impl Read {
    fn take(&mut self, key: &str, value: &str) {
        let slot = match key.to_ascii_uppercase().as_str() {
            "T" => &mut self.security,
            "S" => &mut self.ssid,
            "P" => &mut self.password,
            "H" => &mut self.hidden,
            "E" => &mut self.method,
            "I" => &mut self.identity,
            _ => return,
        };
        slot.get_or_insert_with(|| unescape(unquoted(value)));
    }

    fn into_item(self) -> Option<Item> {
        let filled = |value: Option<SecretString>| value.filter(|value| !value.is_empty());
        let ssid = filled(self.ssid)?;
        let password = filled(self.password);
        // Exposed because names and kinds of networks are no secrets.
        let security = security(self.security, self.method.is_some(), password.is_some());
        let mut item =
            Item::new(Kind::WIFI, ssid.expose().as_str()).with(Field::new("ssid", FieldType::Text, ssid));
        item.fields.extend(password.map(|password| Field::new("password", FieldType::Hidden, password)));
        item = item.with(Field::new("security", FieldType::Text, security));
        if self.hidden.is_some_and(|hidden| hidden.expose().eq_ignore_ascii_case("true")) {
            item = item.with(Field::new("hidden", FieldType::Boolean, "true"));
        }
        let identity = filled(self.identity).filter(|_| self.method.is_some());
        item.fields.extend(identity.map(|identity| Field::custom("identity", FieldType::Text, identity)));
        Some(item)
    }
}

/// The kind of encryption as people write it.
fn security(written: Option<SecretString>, has_method: bool, has_password: bool) -> SecretString {
    let written = written.unwrap_or_default();
    match written.expose().to_ascii_uppercase().as_str() {
        "WPA" | "WPA2" | "" if has_method => "WPA2-EAP".into(),
        "" if has_password => "WPA".into(),
        "" | "NOPASS" => "open".into(),
        "SAE" => "WPA3".into(),
        _ => written,
    }
}

/// The value up to the next semicolon that counts, as it is written, and what comes after that.
fn split_value(text: &str) -> (&str, &str) {
    let mut characters = text.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            ';' => return (text.get(..index).unwrap_or_default(), characters.as_str()),
            '\\' => characters.next(),
            _ => None,
        };
    }
    (text, "")
}

/// Quotes around the whole value are none of it. Those that are part of it are written with a backslash.
fn unquoted(value: &str) -> &str {
    let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let backslashes = |text: &str| text.len() - text.trim_end_matches('\\').len();
    inner.filter(|inner| backslashes(inner).is_multiple_of(2)).unwrap_or(value)
}

fn unescape(value: &str) -> SecretString {
    let mut plain = SecretString::new(String::with_capacity(value.len()));
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        let character = if character == '\\' { characters.next() } else { Some(character) };
        plain.expose_mut().extend(character);
    }
    plain
}

/// The text of the QR code with which a telephone joins the item's network; as secret as the password in it. `None` where
/// the item is no wireless network, has no name, or asks each person for an account of its own, for which there is no form
/// that telephones agree on.
pub fn qr_text(item: &Item) -> Option<SecretString> {
    // Exposed to be written into a text which is itself a secret.
    let ssid = value_of(item, "ssid").filter(|ssid| !ssid.is_empty() && item.kind == Kind::WIFI)?;
    let password = value_of(item, "password").unwrap_or_default();
    let security = match Security::of(value_of(item, "security").unwrap_or_default()) {
        Security::Enterprise => return None,
        Security::Wep => "WEP",
        Security::Open | Security::EnhancedOpen => "nopass",
        Security::Unsaid if password.is_empty() => "nopass",
        // WPA3 too: telephones choose among those that the network offers.
        _ => "WPA",
    };
    let mut text = SecretString::new(String::with_capacity(64 + 2 * (ssid.len() + password.len())));
    let out = text.expose_mut();
    out.push_str(&format!("WIFI:T:{security};S:"));
    push_escaped(out, ssid);
    if security != "nopass" {
        out.push_str(";P:");
        push_escaped(out, password);
    }
    let hidden = value_of(item, "hidden").is_some_and(|hidden| hidden.trim().eq_ignore_ascii_case("true"));
    out.push_str(if hidden { ";H:true;;" } else { ";;" });
    Some(text)
}

fn push_escaped(out: &mut String, value: &str) {
    for character in value.chars() {
        if ESCAPED.contains(&character) {
            out.push('\\');
        }
        out.push(character);
    }
}

#[cfg(test)]
mod tests;
