//! Wireless networks: what is wrong with one, and the text of the QR code that joins it. Nothing of a password leaves but
//! the judgement, and the code's text for whoever asks for that.

mod qr;

pub use qr::{qr_text, recognise};

use crate::finding::weakness;
use crate::fold::{fold, prefix};
use crate::{Examination, Finding, FindingCode, Item, Moment, Severity};

/// Bytes of what the user wrote about the encryption that are looked at.
const MAX_SECURITY: usize = 64;

/// How a network is encrypted, as far as what the user wrote tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Security {
    /// Nothing is written.
    Unsaid,
    /// Everybody may join and read.
    Open,
    /// Everybody may join, nobody may read (OWE, RFC 8110).
    EnhancedOpen,
    /// Broken since 2001.
    Wep,
    /// WPA with the cipher of WEP (TKIP), deprecated by IEEE 802.11-2012.
    Tkip,
    /// WPA or WPA2 with one password for all.
    Personal,
    /// WPA3 alone, with one password for all (SAE).
    Sae,
    /// An account for each person (IEEE 802.1X).
    Enterprise,
    /// Something else.
    Other,
}

impl Security {
    fn of(text: &str) -> Self {
        let text = fold(prefix(text.trim(), MAX_SECURITY));
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        match text.as_str() {
            "" => Self::Unsaid,
            "nopass" | "none" | "no" | "open" | "offen" | "keine" | "unencrypted" | "unverschlusselt" => {
                Self::Open
            }
            _ if has(&["wep"]) => Self::Wep,
            _ if has(&["eap", "enterprise", "802.1x"]) => Self::Enterprise,
            _ if has(&["owe", "enhanced open"]) => Self::EnhancedOpen,
            _ if has(&["tkip"]) && !has(&["aes", "ccmp"]) => Self::Tkip,
            _ if has(&["sae", "wpa3"]) && !has(&["wpa2", "wpa/", "psk"]) => Self::Sae,
            _ if has(&["wpa", "psk"]) => Self::Personal,
            _ => Self::Other,
        }
    }

    fn finding(self) -> Option<Finding> {
        let (severity, code, detail) = match self {
            Self::Open => return Some(Finding::new(Severity::Low, FindingCode::WifiOpen)),
            Self::Wep => (Severity::High, FindingCode::WifiOutdated, "WEP"),
            Self::Tkip => (Severity::Medium, FindingCode::WifiOutdated, "WPA (TKIP)"),
            _ => return None,
        };
        Some(Finding::new(severity, code).with_detail(detail))
    }

    /// Whether a network of this kind takes the password. WPA: 8 to 63 characters, or the key itself as 64 hexadecimal
    /// digits (IEEE 802.11-2020, J.4). WEP: a key of 40, 104, 128 or 232 bits, as text or hexadecimal.
    fn takes(self, password: &str) -> bool {
        let length = password.len();
        match self {
            Self::Wep => {
                matches!(length, 5 | 13 | 16 | 29)
                    || (matches!(length, 10 | 26 | 32 | 58) && is_hex(password))
            }
            Self::Unsaid | Self::Tkip | Self::Personal => (8..=63).contains(&length) || is_raw_key(password),
            _ => true,
        }
    }
}

/// What is wrong with the network: its encryption, and a password that it does not take or that can be guessed. Looks at
/// no clock: the parameter is there because every kind has it.
pub fn examine(item: &Item, _now: Moment) -> Examination {
    let security = Security::of(value_of(item, "security").unwrap_or_default());
    let mut examination = Examination::default();
    let found = security.finding();
    examination.findings.extend(found.map(|found| Finding { field: place(item, "security"), ..found }));
    // Exposed to be judged; only the judgement leaves.
    let password =
        value_of(item, "password").filter(|password| !password.is_empty() && security != Security::Open);
    let found = password.and_then(|password| password_finding(item, security, password));
    examination.findings.extend(found.map(|found| Finding { field: place(item, "password"), ..found }));
    examination
}

/// One at most: what the network does not take need not be scored. Neither need a key, or what WEP gives away anyway.
fn password_finding(item: &Item, security: Security, password: &str) -> Option<Finding> {
    if !security.takes(password) {
        return Some(Finding::new(Severity::Low, FindingCode::WifiPasswordLength));
    }
    if security == Security::Wep || is_raw_key(password) {
        return None;
    }
    let words: Vec<String> =
        item.own_words().into_iter().chain(value_of(item, "ssid").map(str::to_owned)).collect();
    Some(Finding::new(weakness(password, &words)?, FindingCode::WeakPassword))
}

fn is_raw_key(password: &str) -> bool {
    password.len() == 64 && is_hex(password)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn place(item: &Item, name: &str) -> Option<usize> {
    item.fields.iter().position(|field| !field.custom && field.name == name)
}

/// Exposed for this module, which judges and writes it.
fn value_of<'a>(item: &'a Item, name: &str) -> Option<&'a str> {
    item.fields.get(place(item, name)?).map(|field| field.value.expose().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, FieldType, Kind};

    type Found = (&'static str, Severity, Option<usize>, Option<String>);

    fn found(security: &str, password: &str) -> Vec<Found> {
        let item = Item::new(Kind::WIFI, "Home")
            .with(Field::new("ssid", FieldType::Text, "Attic"))
            .with(Field::new("password", FieldType::Hidden, password))
            .with(Field::new("security", FieldType::Text, security));
        let findings = examine(&item, Moment(0)).findings;
        findings
            .into_iter()
            .map(|found| (found.code.code(), found.severity, found.field, found.detail))
            .collect()
    }

    const STRONG: &str = "vox-Lunar-72-spindle-Quartz";

    #[test]
    fn network_without_encryption_is_found() {
        for security in ["open", "nopass", "None", " OFFEN ", "unverschlüsselt"] {
            assert_eq!(found(security, "x"), [("wifi_open", Severity::Low, Some(2), None)], "{security}");
        }
        for security in ["", "OWE", "Enhanced Open", "WPA2", "something"] {
            assert_eq!(found(security, STRONG), [], "{security}");
        }
    }

    #[test]
    fn broken_encryption_is_found_by_its_name() {
        let outdated = |severity, name: &str| ("wifi_outdated", severity, Some(2), Some(name.to_owned()));
        assert_eq!(found("WEP", "abcde"), [outdated(Severity::High, "WEP")]);
        assert_eq!(found("WPA-TKIP", STRONG), [outdated(Severity::Medium, "WPA (TKIP)")]);
        assert_eq!(found("WPA2 (TKIP+AES)", STRONG), []);
    }

    #[test]
    fn password_has_a_length_that_the_network_takes() {
        let length = ("wifi_password_length", Severity::Low, Some(1), None);
        let hex = "0123456789abcdefABCDEF0123456789abcdefABCDEF0123456789abcdefABCDEF".get(..64).unwrap();
        for (security, password, fits) in [
            ("WPA2", "vox-Lun", false),
            ("", "vox-Lun", false),
            ("WPA2", &STRONG.repeat(3), false),
            ("WPA2", &STRONG.repeat(3)[..63], true),
            ("WPA2", hex, true),
            ("WPA2", &hex.replace('a', "g"), false),
            ("WPA2/WPA3", "vox-Lun", false),
            ("WPA2-Enterprise", STRONG, true),
            ("WPA3", &STRONG.repeat(3), true),
        ] {
            let expected = if fits { vec![] } else { vec![length.clone()] };
            assert_eq!(found(security, password), expected, "{security} {password}");
        }
        for (password, count) in [("abcde", 1), ("0123456789", 1), ("ghijklmnop", 2), ("abcdef", 2), ("", 1)]
        {
            assert_eq!(found("WEP", password).len(), count, "{password}");
        }
    }

    #[test]
    fn password_that_can_be_guessed_is_weak_and_so_is_one_made_of_the_networks_name() {
        assert_eq!(found("WPA2", "password1"), [("weak_password", Severity::High, Some(1), None)]);
        assert_eq!(found("WPA3", "abc"), [("weak_password", Severity::High, Some(1), None)]);
        assert_eq!(found("WPA2", "atticattic").first().map(|found| found.0), Some("weak_password"));
        assert_eq!(found("WPA2", STRONG), []);
    }
}
