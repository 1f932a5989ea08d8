//! The checksums that some services put into their keys, so that a mistyped or made-up one is told apart without asking.
//!
//! Only those are here whose making is published by the service or can be read in its own source. They find accidents,
//! not forgery, and say nothing about whether a key is still valid.

use super::alphabet::{ALNUM, LOWER_ALNUM};
use data_encoding::{BASE32_NOPAD, BASE64};
use zeroize::Zeroizing;

/// How a key's last characters follow from the others. The CRC-32 is that of ISO 3309 (gzip, zlib).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Checksum {
    /// None, or none that is published.
    None,
    /// Six digits of base62, padded with zeros: the CRC-32 of what stands after the prefix.
    /// GitHub ("Behind GitHub's new authentication token formats", 2021), npm, NetBird, Polar.
    Base62,
    /// Eight small hexadecimal digits: the CRC-32 of what stands after the prefix. Cloudflare.
    Hex,
    /// Eight capital hexadecimal digits: the CRC-32 of everything before them. Atlassian.
    UpperHex,
    /// An underscore and eight small hexadecimal digits: the bytes of the CRC-32 of everything before it, the lowest
    /// first. Grafana (`satokengen`).
    SwappedHex,
    /// Two digits of base36 for the length of the payload before the dot, and seven for the CRC-32 of everything before
    /// them. GitLab's routable tokens.
    Base36,
    /// Six characters of base64: the bytes of the CRC-32 of what stands after the prefix, the lowest first. Confluent.
    Base64,
    /// One character: the bytes after the prefix, joined by exclusive or, modulo 62. crates.io.
    Xor62,
    /// Base32 whose last two bytes are the CRC-16/XMODEM of those before, the lower first. NATS (`nkeys`).
    Crc16,
}

impl Checksum {
    /// Whether the key's checksum follows from the rest of it, after a fixed prefix of so many bytes. `None` for keys
    /// that carry none.
    pub(super) fn holds(self, key: &str, prefix: usize) -> Option<bool> {
        let length = match self {
            Self::None => return None,
            Self::Crc16 => return Some(nkey_holds(key)),
            Self::Base62 | Self::Base64 => 6,
            Self::Hex | Self::UpperHex | Self::SwappedHex => 8,
            Self::Base36 => 7,
            Self::Xor62 => 1,
        };
        let split = key.len().checked_sub(length).and_then(|at| key.split_at_checked(at));
        let Some((before, written)) = split else { return Some(false) };
        let expected = Zeroizing::new(self.of(before, prefix));
        Some(*expected == written && (self != Self::Base36 || payload_length_fits(before)))
    }

    /// The checksum of all that stands before it, as it is written.
    fn of(self, before: &str, prefix: usize) -> String {
        let sum = |text: &str| crc32fast::hash(text.as_bytes());
        let body = before.get(prefix..).unwrap_or_default();
        match self {
            Self::None | Self::Crc16 => String::new(),
            Self::Base62 => in_base(sum(body), ALNUM.symbols(), 62, 6),
            Self::Base36 => in_base(sum(before), LOWER_ALNUM.symbols(), 36, 7),
            Self::Hex => format!("{:08x}", sum(body)),
            Self::UpperHex => format!("{:08X}", sum(before)),
            Self::SwappedHex => {
                format!("{:08x}", sum(before.strip_suffix('_').unwrap_or(before)).swap_bytes())
            }
            Self::Base64 => BASE64.encode(&sum(body).to_le_bytes()).chars().take(6).collect(),
            Self::Xor62 => {
                let joined = body.bytes().fold(0, |joined, byte| joined ^ byte);
                XOR_LETTERS
                    .chars()
                    .nth(usize::from(joined) % XOR_LETTERS.len())
                    .map(String::from)
                    .unwrap_or_default()
            }
        }
    }
}

/// Letters before digits, as crates.io counts them.
const XOR_LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The number in a base of so many digits, padded with zeros to a width.
fn in_base(number: u32, digits: &str, base: u32, width: u32) -> String {
    let place = |at: u32| base.checked_pow(at).map_or(0, |worth| number / worth % base);
    let digit = |value: u32| usize::try_from(value).ok().and_then(|at| digits.chars().nth(at)).unwrap_or('0');
    (0..width).rev().map(|at| digit(place(at))).collect()
}

/// Whether the two digits at the end give the length of the payload before the dot. A runner's token has its partition,
/// such as `t1_`, before the payload.
fn payload_length_fits(before: &str) -> bool {
    let Some((head, digits)) = before.len().checked_sub(2).and_then(|at| before.split_at_checked(at)) else {
        return false;
    };
    let payload = head.split('.').next().unwrap_or_default();
    let payload = payload.split_once('-').map_or(payload, |(_, after)| after);
    let partitioned =
        payload.split_at_checked(3).filter(|(mark, _)| mark.starts_with('t') && mark.ends_with('_'));
    let lengths = [Some(payload.len()), partitioned.map(|(_, after)| after.len())];
    usize::from_str_radix(digits, 36).is_ok_and(|length| lengths.contains(&Some(length)))
}

fn nkey_holds(key: &str) -> bool {
    let Ok(bytes) = BASE32_NOPAD.decode(key.as_bytes()).map(Zeroizing::new) else { return false };
    let Some((body, sum)) = bytes.split_last_chunk::<2>() else { return false };
    crc16(body) == u16::from_le_bytes(*sum)
}

/// CRC-16/XMODEM: the polynomial x¹⁶ + x¹² + x⁵ + 1, from zero, the highest bit first.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0_u16, |sum, byte| {
        (0..8).fold(
            sum ^ u16::from(*byte) << 8,
            |sum, _| {
                if sum & 0x8000 == 0 { sum << 1 } else { sum << 1 ^ 0x1021 }
            },
        )
    })
}

#[cfg(test)]
impl Checksum {
    /// Overwrites the end of a key that has the right shape, so that its checksum fits.
    pub(super) fn complete(self, key: &mut String, prefix: usize) {
        if self == Self::Crc16 {
            key.replace_range(key.len() - 1.., "A");
            let mut bytes = BASE32_NOPAD.decode(key.as_bytes()).unwrap();
            let sum = bytes.len() - 2;
            let written = crc16(&bytes[..sum]).to_le_bytes();
            bytes[sum..].copy_from_slice(&written);
            *key = BASE32_NOPAD.encode(&bytes);
            return;
        }
        if self == Self::Base36 {
            let payload = &key[key.find('-').unwrap() + 1..key.find('.').unwrap()];
            let digits = key.len() - 9..key.len() - 7;
            let length = in_base(u32::try_from(payload.len()).unwrap(), LOWER_ALNUM.symbols(), 36, 2);
            key.replace_range(digits, &length);
        }
        let length = [0, 1, 6, 7, 8]
            .into_iter()
            .find(|length| self.of(&key[..key.len() - length], prefix).len() == *length);
        key.truncate(key.len() - length.unwrap());
        let sum = self.of(key, prefix);
        key.push_str(&sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key put together here, so that no scanner takes it for a real one.
    fn holds(checksum: Checksum, prefix: &str, rest: &str) -> Option<bool> {
        checksum.holds(&format!("{prefix}{rest}"), prefix.len())
    }

    #[test]
    fn checksums_are_those_that_the_services_published() {
        for (checksum, prefix, rest) in [
            // The examples of the base62 token gist, of secretlint's issue 200 and of TruffleHog's tests.
            (Checksum::Base62, "ghp_", "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17"),
            (Checksum::Base62, "npm_", "qkJaB6MffYVzZXWqmcoF49yrUxP3wf0LsakP"),
            (Checksum::Hex, "cfut_", "ZE4CrcFhEIDXk9vL2sTLeARsFp2ZZYbydVDhhIUq8573bbfe"),
            // Grafana's own test.
            (Checksum::SwappedHex, "glsa_", "iNValIdinValiDinvalidinvalidinva_5b582697"),
            // The example in Confluent's documentation.
            (Checksum::Base64, "cflt", "T8d8RzkNseTMEDKcjNM1BZTFPHqRn/dQm9q7w6SjzZ12wZfwjaJdipHZtDjw"),
            // Python's zlib and base64 over made-up payloads, as GitLab and Atlassian put their tokens together.
            (Checksum::Base36, "glpat-", "bWFkZS11cC0xNi1ieXRlc286MQp1OmF6OAk.01.0z1h3xdvc"),
            (Checksum::Base36, "glpat-", "bWFkZS11cC0xNi1ieXRlc286MQp1OmF6OAk.0z1ih5j8m"),
            (Checksum::Base36, "glrt-", "t3_bWFkZS11cC0xNi1ieXRlc286MQp1OmF6OAk.01.0z12tybf7"),
            (
                Checksum::UpperHex,
                "ATATT3xFfGF0",
                &format!("{}=7CC83C51", "MadeUpForATestOfTheChecksum_".repeat(6)),
            ),
            // The user of NATS's documentation.
            (Checksum::Crc16, "SU", "AMK2FG4MI6UE3ACF3FK3OIQBCEIEZV7NSWFFEW63UXMRLFM2XLAXK4GY"),
            // The two of crates.io's tests.
            (Checksum::Xor62, "cio_tp_", "gGK6jurSwKyl9V3Az19z7YEFQI9aoOOd"),
            (Checksum::Xor62, "cio_tp_", "0000000000000000000000000000000w"),
        ] {
            assert_eq!(holds(checksum, prefix, rest), Some(true), "{prefix}");
            let mut changed = rest.to_owned();
            changed.replace_range(3..4, if rest.as_bytes()[3] == b'x' { "y" } else { "x" });
            assert_eq!(holds(checksum, prefix, &changed), Some(false), "{prefix}");
        }
    }

    #[test]
    fn routable_token_that_names_a_wrong_length_does_not_hold_even_with_its_sum() {
        for (length, holds) in [("0z", true), ("0y", false), ("zz", false), ("??", false)] {
            let before = format!("glpat-{}.01.{length}", "bWFkZS11cC0xNi1ieXRlc286MQp1OmF6OAk");
            let key = format!("{before}{}", Checksum::Base36.of(&before, 0));
            assert_eq!(Checksum::Base36.holds(&key, 6), Some(holds), "{length}");
        }
    }

    #[test]
    fn key_without_checksum_has_none_to_hold() {
        assert_eq!(holds(Checksum::None, "hf_", "abc"), None);
    }

    #[test]
    fn text_too_short_for_its_checksum_does_not_hold() {
        for checksum in [Checksum::Base62, Checksum::Hex, Checksum::Base36, Checksum::Xor62, Checksum::Crc16]
        {
            for key in ["", "a", "ä", "abcdefg", "éééé"] {
                assert_eq!(checksum.holds(key, 4), Some(false), "{key}");
            }
        }
    }

    #[test]
    fn numbers_are_padded_to_their_width() {
        assert_eq!(in_base(0, ALNUM.symbols(), 62, 6), "000000");
        assert_eq!(in_base(61, ALNUM.symbols(), 62, 6), "00000z");
        assert_eq!(in_base(u32::MAX, ALNUM.symbols(), 62, 6), "4gfFC3");
        assert_eq!(in_base(u32::MAX, LOWER_ALNUM.symbols(), 36, 7), "1z141z3");
    }

    #[test]
    fn crc16_is_the_one_of_xmodem() {
        assert_eq!(crc16(b"123456789"), 0x31c3);
        assert_eq!(crc16(b""), 0);
    }
}
