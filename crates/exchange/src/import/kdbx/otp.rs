//! One-time passwords, which KeePass, KeePassXC and three plugins each write in another way, as one `otpauth://` URI.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A string field of an entry, its value still at hand.
pub(super) struct StringField {
    pub(super) name: String,
    pub(super) value: String,
    /// Whether the other program hides it.
    pub(super) hidden: bool,
}

/// A URI, and the names of the fields that are all in it.
pub(super) struct Found {
    pub(super) uri: String,
    pub(super) names: Vec<&'static str>,
}

const TIME: [&str; 4] =
    ["TimeOtp-Secret-Base32", "TimeOtp-Secret-Hex", "TimeOtp-Secret-Base64", "TimeOtp-Secret"];
const HMAC: [&str; 4] =
    ["HmacOtp-Secret-Base32", "HmacOtp-Secret-Hex", "HmacOtp-Secret-Base64", "HmacOtp-Secret"];

/// The first one-time password whose every part is understood. One that is odd in any way stays as it is.
pub(super) fn find(fields: &[StringField]) -> Option<Found> {
    keepassxc(fields)
        .or_else(|| tray_totp(fields))
        .or_else(|| keepass_time(fields))
        .or_else(|| keepass_counter(fields))
}

fn value<'a>(fields: &'a [StringField], name: &str) -> Option<&'a str> {
    fields.iter().find(|field| field.name == name).map(|field| field.value.as_str())
}

/// KeePassXC's field holds the URI; KeeOtp's, of the same name, holds `key=…&step=30&size=6`.
fn keepassxc(fields: &[StringField]) -> Option<Found> {
    let text = value(fields, "otp")?;
    let uri = if text.starts_with("otpauth://") { text.to_owned() } else { kee_otp(text)? };
    Some(Found { uri, names: vec!["otp"] })
}

fn kee_otp(text: &str) -> Option<String> {
    let (mut secret, mut step, mut size) = (None, "30", "6");
    for pair in text.split('&') {
        match pair.split_once('=')? {
            ("key", key) => secret = Some(key.replace("%3d", "").replace("%3D", "")),
            ("step", value) => step = value,
            ("size", value) => size = value,
            _ => return None,
        }
    }
    totp(&base32_text(&secret?)?, number(step)?, number(size)?, "SHA1")
}

/// Tray TOTP, and KeePassXC before it had a field of its own: a seed in base32, and `period;digits`, where `S` as the digits
/// is the code of Steam, whose period and length are fixed.
fn tray_totp(fields: &[StringField]) -> Option<Found> {
    let seed = value(fields, "TOTP Seed")?;
    let settings = value(fields, "TOTP Settings");
    let (period, digits) = settings.unwrap_or("30;6").split_once(';')?;
    let seed = base32_text(seed)?;
    let uri = match (number(period)?, digits.trim()) {
        (30, "S") => format!("otpauth://totp/KeePass?secret={seed}&period=30&digits=5&encoder=steam"),
        (period, digits) => totp(&seed, period, number(digits)?, "SHA1")?,
    };
    let names = if settings.is_some() { vec!["TOTP Seed", "TOTP Settings"] } else { vec!["TOTP Seed"] };
    Some(Found { uri, names })
}

/// KeePass since 2.47.
fn keepass_time(fields: &[StringField]) -> Option<Found> {
    let mut names = Vec::new();
    let secret = secret(fields, TIME, &mut names)?;
    let digits = optional(fields, "TimeOtp-Length", &mut names, "6");
    let period = optional(fields, "TimeOtp-Period", &mut names, "30");
    let algorithm = algorithm(optional(fields, "TimeOtp-Algorithm", &mut names, "HMAC-SHA-1"))?;
    Some(Found { uri: totp(&secret, number(period)?, number(digits)?, algorithm)?, names })
}

fn keepass_counter(fields: &[StringField]) -> Option<Found> {
    let mut names = Vec::new();
    let secret = secret(fields, HMAC, &mut names)?;
    let counter: u64 = optional(fields, "HmacOtp-Counter", &mut names, "0").parse().ok()?;
    let digits = number(optional(fields, "HmacOtp-Length", &mut names, "6"))?;
    let algorithm = algorithm(optional(fields, "HmacOtp-Algorithm", &mut names, "HMAC-SHA-1"))?;
    let uri = format!(
        "otpauth://hotp/KeePass?secret={secret}&counter={counter}&digits={digits}&algorithm={algorithm}"
    );
    Some(Found { uri, names })
}

fn totp(secret: &str, period: u32, digits: u32, algorithm: &str) -> Option<String> {
    let sane = (1..=3600).contains(&period) && (4..=10).contains(&digits);
    sane.then(|| {
        format!(
            "otpauth://totp/KeePass?secret={secret}&period={period}&digits={digits}&algorithm={algorithm}"
        )
    })
}

fn optional<'a>(
    fields: &'a [StringField],
    name: &'static str,
    names: &mut Vec<&'static str>,
    default: &'static str,
) -> &'a str {
    match value(fields, name) {
        Some(text) => {
            names.push(name);
            text
        }
        None => default,
    }
}

/// The secret in base32, from whichever of the four notations is there; two of them would contradict each other.
fn secret(fields: &[StringField], kinds: [&'static str; 4], names: &mut Vec<&'static str>) -> Option<String> {
    let mut there = kinds.into_iter().filter(|name| value(fields, name).is_some());
    let (name, None) = (there.next()?, there.next()) else { return None };
    names.push(name);
    let text = value(fields, name)?;
    if name.ends_with("Base32") {
        return base32_text(text);
    }
    let bytes = match name.rsplit('-').next()? {
        "Hex" => hex(text)?,
        "Base64" => STANDARD.decode(text.trim()).ok()?,
        _ => text.as_bytes().to_vec(),
    };
    (!bytes.is_empty()).then(|| base32(&bytes))
}

fn algorithm(name: &str) -> Option<&'static str> {
    match name {
        "HMAC-SHA-1" => Some("SHA1"),
        "HMAC-SHA-256" => Some("SHA256"),
        "HMAC-SHA-512" => Some("SHA512"),
        _ => None,
    }
}

fn number(text: &str) -> Option<u32> {
    text.trim().parse().ok()
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let plain = rest.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then(|| pairs.iter().map(byte).collect()).flatten()
}

/// Base32 as people type it, in the way that a URI wants it.
pub(crate) fn base32_text(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let digits = digits.trim_end_matches('=').to_ascii_uppercase();
    let valid = !digits.is_empty() && digits.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'7'));
    valid.then_some(digits)
}

/// RFC 4648, without padding.
pub(super) fn base32(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let digit = |value: u16| DIGITS.get(usize::from(value & 31)).copied().map_or('A', char::from);
    let (mut text, mut held, mut bits) = (String::new(), 0_u16, 0);
    for byte in bytes {
        held = (held << 8) | u16::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(digit(held >> bits));
        }
        held &= 0xff;
    }
    if bits > 0 {
        text.push(digit(held << (5 - bits)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(fields: &[(&str, &str)]) -> Option<String> {
        let fields: Vec<StringField> = fields
            .iter()
            .map(|(name, value)| StringField { name: (*name).into(), value: (*value).into(), hidden: true })
            .collect();
        find(&fields).map(|found| found.uri)
    }

    #[test]
    fn base32_is_that_of_the_rfc() {
        for (bytes, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn every_notation_becomes_the_same_uri() {
        let uri = "otpauth://totp/KeePass?secret=MZXW6YTBOI&period=30&digits=6&algorithm=SHA1";
        for fields in [
            &[("otp", "key=mzxw6ytboi%3d%3d&step=30&size=6")] as &[(&str, &str)],
            &[("TOTP Seed", "mzxw 6ytb oi"), ("TOTP Settings", "30;6")],
            &[("TOTP Seed", "MZXW6YTBOI======")],
            &[("TimeOtp-Secret-Base32", "MZXW6YTBOI")],
            &[("TimeOtp-Secret", "foobar"), ("TimeOtp-Length", "6")],
            &[("TimeOtp-Secret-Hex", "666f6f626172"), ("TimeOtp-Period", "30")],
            &[("TimeOtp-Secret-Base64", "Zm9vYmFy"), ("TimeOtp-Algorithm", "HMAC-SHA-1")],
        ] {
            assert_eq!(found(fields).as_deref(), Some(uri), "{fields:?}");
        }
    }

    #[test]
    fn parameters_and_counters_are_kept() {
        let time = [
            ("TimeOtp-Secret", "f"),
            ("TimeOtp-Length", "8"),
            ("TimeOtp-Period", "60"),
            ("TimeOtp-Algorithm", "HMAC-SHA-512"),
        ];
        assert_eq!(
            found(&time).as_deref(),
            Some("otpauth://totp/KeePass?secret=MY&period=60&digits=8&algorithm=SHA512")
        );
        let counter = [("HmacOtp-Secret", "f"), ("HmacOtp-Counter", "7")];
        assert_eq!(
            found(&counter).as_deref(),
            Some("otpauth://hotp/KeePass?secret=MY&counter=7&digits=6&algorithm=SHA1")
        );
    }

    #[test]
    fn code_of_steam_is_told_by_its_letter() {
        let uri = found(&[("TOTP Seed", "MZXW6YTBOI"), ("TOTP Settings", "30;S")]).unwrap();
        let code = strongroom_credential::Totp::parse(&uri).unwrap();
        assert_eq!(code.code_at(0).code.expose().len(), 5, "{uri}");
    }

    #[test]
    fn odd_ones_are_left_alone() {
        for fields in [
            &[("otp", "hunter2")] as &[(&str, &str)],
            &[("otp", "key=MY&type=hotp")],
            &[("TOTP Seed", "MZXW6YTBOI"), ("TOTP Settings", "60;S")],
            &[("TOTP Seed", "MZXW6YTBOI"), ("TOTP Settings", "30;X")],
            &[("TOTP Seed", "not base 32!")],
            &[("TimeOtp-Secret", "f"), ("TimeOtp-Secret-Hex", "66")],
            &[("TimeOtp-Secret", "f"), ("TimeOtp-Algorithm", "MD5")],
            &[("TimeOtp-Length", "6")],
        ] {
            assert_eq!(found(fields), None, "{fields:?}");
        }
    }
}
