//! Base32 as people paste it: any case, grouped, padded or not.

use super::TotpError;
use data_encoding::{BASE32_NOPAD, Encoding, Specification};
use std::sync::LazyLock;
use strongroom_secret::{SecretBytes, SecretString};
use zeroize::Zeroizing;

/// Characters of a secret of the longest length, with room for grouping.
const MAX_TEXT: usize = 4096;

/// Without padding, and lenient about the last character's unused bits, which some services do not clear.
static LENIENT: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    specification.check_trailing_bits = false;
    specification.encoding().unwrap_or(BASE32_NOPAD)
});

/// Decodes a base32 secret, ignoring case, white space, hyphens and padding at the end.
pub fn decode_base32(text: &str) -> Result<SecretBytes, TotpError> {
    if text.len() > MAX_TEXT {
        return Err(TotpError::TooLong);
    }
    let symbols = Zeroizing::new(symbols(text));
    match LENIENT.decode(symbols.as_bytes()) {
        Ok(bytes) if bytes.is_empty() => Err(TotpError::NoSecret),
        Ok(bytes) => Ok(SecretBytes::from(bytes)),
        Err(_) => Err(TotpError::BadBase32),
    }
}

pub(super) fn encode_base32(secret: &SecretBytes) -> SecretString {
    // Exposed to be written into a URI, which is itself a secret.
    SecretString::new(BASE32_NOPAD.encode(secret.expose()))
}

fn symbols(text: &str) -> String {
    text.trim_end_matches(|c: char| c == '=' || c.is_whitespace())
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_reads_the_same_however_it_was_pasted() {
        for text in
            ["JBSWY3DPEHPK3PXP", "jbsw y3dp ehpk 3pxp", " JBSWY3DP-EHPK3PXP \n", "jbswy3dpehpk3pxp======"]
        {
            assert_eq!(decode_base32(text).unwrap().expose(), b"Hello!\xde\xad\xbe\xef", "{text}");
        }
    }

    #[test]
    fn unused_bits_of_the_last_character_do_not_matter() {
        assert_eq!(decode_base32("MZXQ").unwrap(), decode_base32("MZXR").unwrap());
    }

    #[test]
    fn what_is_no_base32_is_refused() {
        for text in ["JBSWY3D0", "JBSWY3D1", "JBSWY3D!", "JB=SWY3DP", "A", "ÄÖÜ"] {
            assert_eq!(decode_base32(text).err(), Some(TotpError::BadBase32), "{text}");
        }
        assert_eq!(decode_base32(" == "), Err(TotpError::NoSecret));
        assert_eq!(decode_base32(&"A".repeat(4097)), Err(TotpError::TooLong));
    }
}
