//! As much of DER as tells a private key from other bytes, and base64 as these notations write it.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use strongroom_secret::SecretBytes;

/// The object identifier of the curve P-256, with its tag and length.
const P256: [u8; 10] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
/// What a sequence begins with.
const SEQUENCE: u8 = 0x30;
/// How far into a key the name of its algorithm ends, in bytes.
const ALGORITHM_END: usize = 40;
const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";

/// Bytes in base64 of either alphabet, padded or not.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=').replace('+', "-").replace('/', "_");
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Bytes in base64 for addresses.
pub(super) fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes as a private key, where they are one sequence from their first to their last.
pub(super) fn key(der: Vec<u8>) -> Option<SecretBytes> {
    let der = SecretBytes::from(der);
    // Exposed to be measured.
    is_sequence(der.expose()).then_some(der)
}

fn is_sequence(der: &[u8]) -> bool {
    let Some((&SEQUENCE, rest)) = der.split_first() else { return false };
    let Some((&first, rest)) = rest.split_first() else { return false };
    let (length, content) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81 | 0x82 => {
            let Some((digits, content)) = rest.split_at_checked(usize::from(first & 0x7f)) else {
                return false;
            };
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), content)
        }
        _ => return false,
    };
    length > 0 && content.len() == length
}

/// Whether it is a key on the curve P-256.
pub(super) fn is_p256(key: &SecretBytes) -> bool {
    // Exposed to be looked at.
    let bytes = key.expose();
    let head = bytes.get(..ALGORITHM_END).unwrap_or(bytes);
    head.windows(P256.len()).any(|window| window == P256)
}

/// The key as PEM (RFC 7468).
pub(super) fn pem(key: &SecretBytes) -> String {
    // Exposed to be written.
    let base64 = STANDARD.encode(key.expose());
    let mut pem = format!("{BEGIN}\n");
    for (position, character) in base64.chars().enumerate() {
        if position > 0 && position % 64 == 0 {
            pem.push('\n');
        }
        pem.push(character);
    }
    pem.push_str(&format!("\n{END}\n"));
    pem
}

/// The key in a PEM; none where it is another block, or anything stands around it.
pub(super) fn of_pem(pem: &str) -> Option<SecretBytes> {
    let base64 = pem.trim().strip_prefix(BEGIN)?.strip_suffix(END)?;
    let base64: String = base64.split_ascii_whitespace().collect();
    key(bytes(&base64)?)
}
