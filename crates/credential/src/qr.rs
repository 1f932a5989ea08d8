//! A text as a QR code: which modules are dark. What is drawn is as secret as the text.

use crate::totp::{Otp, Totp};
use crate::{Field, FieldType, Item, wifi};
use qrcode::{Color, EcLevel};
use strongroom_secret::{SecretBytes, SecretString};
use thiserror::Error;

/// The modules of a QR code, without the quiet zone of four around it (ISO/IEC 18004). Secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    /// Modules of one side: 21 to 177.
    pub size: usize,
    /// Row after row, 1 for a dark module and 0 for a light one.
    pub modules: SecretBytes,
}

/// Why there is no QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum QrError {
    /// Over 2,953 bytes.
    #[error("the text is too long for a QR code: shorten it")]
    TooLong,
    /// A network that cannot be joined with one.
    #[error("this network cannot be joined with a QR code: it needs a name, and no account for each person")]
    NotJoinable,
    /// A field that holds no one-time code, or an item that is no network.
    #[error(
        "there is nothing here that telephones read from a QR code: choose a one-time code or a wireless network"
    )]
    Nothing,
}

/// The QR code of a text, with the error correction that screens need: a quarter of it may be unreadable where there is
/// room, and less in long ones.
///
/// # Errors
/// [`QrError::TooLong`].
pub fn qr_code(text: &SecretString) -> Result<QrCode, QrError> {
    // Exposed to be drawn.
    let bytes = text.expose().as_bytes();
    let level = if bytes.len() > 400 { EcLevel::L } else { EcLevel::M };
    let code = qrcode::QrCode::with_error_correction_level(bytes, level).map_err(|_| QrError::TooLong)?;
    let size = code.width();
    let modules =
        code.into_colors().into_iter().map(|color| u8::from(color == Color::Dark)).collect::<Vec<u8>>();
    Ok(QrCode { size, modules: SecretBytes::new(modules) })
}

/// What a telephone joins the item's network with.
///
/// # Errors
/// [`QrError::Nothing`] for another kind of item, [`QrError::NotJoinable`] for a network that there is no form for.
pub fn join_text(item: &Item) -> Result<SecretString, QrError> {
    if item.kind != crate::Kind::WIFI {
        return Err(QrError::Nothing);
    }
    wifi::qr_text(item).ok_or(QrError::NotJoinable)
}

/// What an authenticator takes over the one-time code of a field with. Where the field names nobody, the item's title and
/// user name stand in, for authenticators refuse a code without a name.
///
/// # Errors
/// [`QrError::Nothing`] where the field holds no one-time code.
pub fn transfer_text(item: &Item, field: &Field) -> Result<SecretString, QrError> {
    if field.field_type != FieldType::Totp {
        return Err(QrError::Nothing);
    }
    // Exposed to be parsed.
    let otp = Otp::parse(field.value.expose()).map_err(|_| QrError::Nothing)?;
    let Otp::Time(totp) = &otp else { return Ok(otp.to_uri()) };
    if !totp.parts().issuer.is_empty() || !totp.parts().account.is_empty() {
        return Ok(otp.to_uri());
    }
    let mut parts = totp.parts().clone();
    parts.issuer = item.title.replace(':', " ");
    // Exposed because a user name is personal, and no secret.
    parts.account =
        item.field("username").map(|name| name.value.expose().replace(':', " ")).unwrap_or_default();
    Ok(Totp::from_parts(parts).map_or_else(|_| otp.to_uri(), |named| named.to_uri()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;
    use std::io::Write;
    use std::process::{Command, Stdio};

    /// What Debian's `zbarimg` reads of it; none, with a notice, where it is missing.
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    fn judged(code: &QrCode) -> Option<String> {
        const SCALE: usize = 4;
        const QUIET: usize = 4;
        let side = (code.size + 2 * QUIET) * SCALE;
        let mut pbm = format!("P1\n{side} {side}\n");
        for y in 0..side {
            for x in 0..side {
                let (row, column) = ((y / SCALE).wrapping_sub(QUIET), (x / SCALE).wrapping_sub(QUIET));
                let inside = row < code.size && column < code.size;
                let dark = inside && code.modules.expose()[row * code.size + column] == 1;
                pbm.push(if dark { '1' } else { '0' });
            }
            pbm.push('\n');
        }
        let mut file = tempfile::Builder::new().suffix(".pbm").tempfile().unwrap();
        file.write_all(pbm.as_bytes()).unwrap();
        let read = Command::new("zbarimg")
            .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(file.path())
            .stderr(Stdio::null())
            .output();
        match read {
            Ok(read) => Some(String::from_utf8(read.stdout).unwrap().trim_end_matches('\n').to_owned()),
            Err(_) => {
                eprintln!("skipped: zbarimg is not installed");
                None
            }
        }
    }

    #[test]
    fn what_is_drawn_is_read_by_zbarimg() {
        let long = "a1".repeat(1000);
        for text in
            ["WIFI:T:WPA;S:a\\;b;P:c\\\\d\\:e;;", "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP", "x", &long]
        {
            let Some(read) = judged(&qr_code(&SecretString::from(text)).unwrap()) else { return };
            assert_eq!(read, text);
        }
    }

    #[test]
    fn text_that_no_code_holds_is_refused() {
        assert_eq!(qr_code(&SecretString::from("x".repeat(2954))), Err(QrError::TooLong));
        assert!(qr_code(&SecretString::from("x".repeat(2953))).is_ok());
    }

    #[test]
    fn bare_secret_is_given_the_item_s_names() {
        let item = Item::new(Kind::LOGIN, "Shop: Berlin")
            .with(Field::new("username", FieldType::Text, "anna"))
            .with(Field::new("totp", FieldType::Totp, "jbsw y3dp ehpk 3pxp"));
        let text = transfer_text(&item, item.field("totp").unwrap()).unwrap();
        let named = Otp::parse(text.expose()).unwrap();
        assert_eq!((named.issuer(), named.account()), ("Shop  Berlin", "anna"));
        assert_eq!(transfer_text(&item, item.field("username").unwrap()), Err(QrError::Nothing));
    }

    #[test]
    fn only_networks_with_a_name_are_joined() {
        assert_eq!(join_text(&Item::new(Kind::LOGIN, "x")), Err(QrError::Nothing));
        assert_eq!(join_text(&Item::new(Kind::WIFI, "x")), Err(QrError::NotJoinable));
        let item = Item::new(Kind::WIFI, "x").with(Field::new("ssid", FieldType::Text, "a;b"));
        assert_eq!(join_text(&item).unwrap().expose(), "WIFI:T:nopass;S:a\\;b;;");
    }
}
