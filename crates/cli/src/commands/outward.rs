//! Secrets on their way to another device or program: a QR code at the terminal, a `.env` file on standard output.

use crate::failure::{Exit, Failure};
use crate::find;
use crate::output::write_once;
use crate::session::Session;
use strongroom_api::types::{FieldRequest, ItemRequest, QrCode};
use strongroom_secret::SecretString;

/// Light modules around a code (ISO/IEC 18004).
const QUIET: usize = 4;

/// Prints the QR code of a wireless network, else that of the item's one-time code.
pub(super) async fn qr(session: &mut Session, name: &str) -> Result<Exit, Failure> {
    session.open().await?;
    let item = find::item(&session.app, name).await?;
    let code = item.fields.iter().find(|field| field.field_type == "totp" && field.filled);
    let drawn = match code {
        Some(field) if item.kind != "wifi" => {
            let request = FieldRequest { id: item.id.clone(), field: field.index, version: None };
            session.app.qr_of_code(request).await?
        }
        _ => session.app.qr_of_network(ItemRequest { id: item.id.clone() }).await?,
    };
    if session.output.json {
        session.output.answer(&drawn, |_| Vec::new())?;
    } else {
        write_once(&blocks(&drawn))?;
    }
    Ok(Exit::Done)
}

/// Two modules a character, light ones filled: as a terminal with light letters on a dark ground shows it.
fn blocks(code: &QrCode) -> SecretString {
    let size = usize::try_from(code.size).unwrap_or_default();
    // Exposed to be printed, which is what was asked for.
    let modules = code.modules.expose().as_bytes();
    let is_light = |x: usize, y: usize| {
        let place = x.checked_sub(QUIET).zip(y.checked_sub(QUIET)).filter(|(x, y)| *x < size && *y < size);
        place.is_none_or(|(x, y)| modules.get(y * size + x) != Some(&b'1'))
    };
    let side = size + 2 * QUIET;
    let mut text = SecretString::new(String::with_capacity(2 * side * side));
    for y in (0..side).step_by(2) {
        if y > 0 {
            text.expose_mut().push('\n');
        }
        text.expose_mut().extend((0..side).map(|x| {
            match (is_light(x, y), y + 1 < side && is_light(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            }
        }));
    }
    text
}

/// Prints a key-value secret as a `.env` file.
pub(super) async fn dotenv(session: &mut Session, name: &str) -> Result<Exit, Failure> {
    session.open().await?;
    let item = find::item(&session.app, name).await?;
    let text = session.app.dotenv(ItemRequest { id: item.id }).await?;
    session.output.raw(&text, &text.value)?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_modules_are_one_character_and_light_is_filled() {
        let code = QrCode { size: 2, modules: "1001".into(), seconds: 0 };
        let text = blocks(&code);
        let lines: Vec<&str> = text.expose().lines().collect();
        let full = "█".repeat(10);
        let full = full.as_str();
        assert_eq!(lines, [full, full, "████▄▀████", full, full]);
    }
}
