//! One-time codes: what is read is written as an address that reads back the same, and gives codes of its length.

use crate::check;
use strongroom_credential::totp::{Encoder, Otp, parse_migration};

pub fn otpauth(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    if let Ok(otp) = Otp::parse(text) {
        sound(&otp);
    }
}

/// The text of a code, or the message inside it.
pub fn migration(bytes: &[u8]) {
    let wrapped =
        format!("otpauth-migration://offline?data={}", data_encoding::BASE64URL_NOPAD.encode(bytes));
    for text in [check::text(bytes), Some(wrapped.as_str())].into_iter().flatten() {
        let Ok(read) = parse_migration(text) else { continue };
        assert!(read.accounts.len() + read.skipped <= 256, "too many accounts");
        read.accounts.iter().for_each(sound);
    }
}

fn sound(otp: &Otp) {
    let again = Otp::parse(otp.to_uri().expose());
    assert!(again.as_ref().ok() == Some(otp), "an address reads back as something else");
    match otp {
        Otp::Time(totp) => {
            let code = totp.code_at(1_764_028_800);
            assert!(code.remaining_seconds >= 1 && code.remaining_seconds <= code.period_seconds);
            let length = code.code.expose().len();
            assert!(totp.parts().encoder == Encoder::Steam || length == usize::from(totp.parts().digits));
        }
        Otp::Counter(hotp) => {
            assert!(hotp.code().expose().len() == usize::from(hotp.parts().digits));
            let _ = hotp.clone().next();
        }
    }
}
