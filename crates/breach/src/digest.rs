//! The hashes under which passwords are published, and the part of one that may be told.

use md4::{Digest as _, Md4};
use sha1::Sha1;
use std::cmp::Ordering;
use std::fmt;
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// Bytes of the longest hash.
const LONGEST: usize = 20;

/// How a list hashes passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// SHA-1 of the UTF-8 text.
    Sha1,
    /// As Windows keeps them: MD4 of the text in UTF-16, little-endian (MS-NLMP, section 3.3.1).
    Ntlm,
}

impl Algorithm {
    /// Hexadecimal digits of a hash.
    pub fn digits(self) -> usize {
        match self {
            Self::Sha1 => 40,
            Self::Ntlm => 32,
        }
    }

    /// The algorithm whose hashes have so many hexadecimal digits.
    pub(crate) fn of_digits(digits: usize) -> Option<Self> {
        [Self::Sha1, Self::Ntlm].into_iter().find(|algorithm| algorithm.digits() == digits)
    }
}

/// A hash of a password. Secret; wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Digest {
    algorithm: Algorithm,
    /// Left-aligned; zeros behind a shorter one.
    bytes: Zeroizing<[u8; LONGEST]>,
}

/// The first five hexadecimal digits of a hash, in upper case: all of it that a service is told. About a thousand published
/// passwords share each, and countless others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix([u8; Prefix::DIGITS]);

impl Digest {
    /// The hash of a password.
    pub fn of(password: &SecretString, algorithm: Algorithm) -> Self {
        // Exposed to be hashed.
        let text = password.expose();
        match algorithm {
            Algorithm::Sha1 => Self::from_bytes(
                algorithm,
                &Zeroizing::<[u8; 20]>::new(Sha1::digest(text.as_bytes()).into())[..],
            ),
            Algorithm::Ntlm => {
                let mut wide = Zeroizing::new(Vec::with_capacity(text.len().saturating_mul(2)));
                wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
                Self::from_bytes(algorithm, &Zeroizing::<[u8; 16]>::new(Md4::digest(&*wide).into())[..])
            }
        }
    }

    fn from_bytes(algorithm: Algorithm, hash: &[u8]) -> Self {
        let mut bytes = Zeroizing::new([0; LONGEST]);
        bytes.iter_mut().zip(hash).for_each(|(to, from)| *to = *from);
        Self { algorithm, bytes }
    }

    /// The hash that is so written, in either case; `None` for anything else.
    pub(crate) fn parse(hex: &[u8]) -> Option<Self> {
        let algorithm = Algorithm::of_digits(hex.len())?;
        let mut bytes = Zeroizing::new([0; LONGEST]);
        for (to, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
            let [high, low] = pair else { return None };
            *to = value(*high)? << 4 | value(*low)?;
        }
        Some(Self { algorithm, bytes })
    }

    /// How it was made.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The part of it that may be told.
    pub fn prefix(&self) -> Prefix {
        let [first, second, third, ..] = *self.bytes;
        Prefix([first >> 4, first & 15, second >> 4, second & 15, third >> 4].map(digit))
    }

    /// The digits after the prefix, in upper case. Secret.
    pub(crate) fn suffix(&self) -> Zeroizing<Vec<u8>> {
        let digits = self.bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit);
        let mut suffix = Zeroizing::new(Vec::with_capacity(2 * LONGEST));
        suffix.extend(digits.take(self.algorithm.digits()).skip(Prefix::DIGITS));
        suffix
    }

    /// Its first 64 bits, for a guess where among evenly spread ones it lies.
    pub(crate) fn leading(&self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = *self.bytes;
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }
}

impl PartialOrd for Digest {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// As they stand in an ordered list. What the time of a comparison would tell, the reads of the file tell as well.
impl Ord for Digest {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Prefix {
    /// How many digits it has.
    pub const DIGITS: usize = 5;

    /// The digits.
    pub fn as_str(&self) -> &str {
        // They are ASCII by construction.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The names that a file with the range of this prefix may have in the folder that the official downloader fills.
    pub fn file_names(&self) -> [String; 4] {
        let (upper, lower) = (self.as_str().to_owned(), self.as_str().to_lowercase());
        [format!("{upper}.txt"), upper, format!("{lower}.txt"), lower]
    }

    /// The prefix that a file of such a name is about.
    pub fn of_file_name(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".txt").unwrap_or(name);
        let digits: [u8; Self::DIGITS] = stem.as_bytes().try_into().ok()?;
        digits
            .iter()
            .all(|digit| value(*digit).is_some())
            .then(|| Self(digits.map(|digit| digit.to_ascii_uppercase())))
    }
}

fn digit(value: u8) -> u8 {
    match value {
        0..=9 => b'0' + value,
        _ => b'A' + (value & 15) - 10,
    }
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(password: &str, algorithm: Algorithm) -> String {
        let digest = Digest::of(&password.into(), algorithm);
        let suffix = digest.suffix();
        format!("{}{}", digest.prefix().as_str(), str::from_utf8(&suffix).unwrap())
    }

    #[test]
    fn hashes_are_those_of_their_standards() {
        // FIPS 180 and RFC 1320 (of nothing); MS-NLMP 4.2.2.1.2 gives that of "Password".
        for (password, algorithm, hash) in [
            ("", Algorithm::Sha1, "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"),
            ("abc", Algorithm::Sha1, "A9993E364706816ABA3E25717850C26C9CD0D89D"),
            ("", Algorithm::Ntlm, "31D6CFE0D16AE931B73C59D7E0C089C0"),
            ("Password", Algorithm::Ntlm, "A4F49C406510BDCAB6824EE7C30FD852"),
        ] {
            assert_eq!(written(password, algorithm), hash, "{password} {algorithm:?}");
        }
    }

    #[test]
    fn a_hash_reads_back_as_it_is_written_in_either_case() {
        for algorithm in [Algorithm::Sha1, Algorithm::Ntlm] {
            let digest = Digest::of(&"Straße 🔑".into(), algorithm);
            let text = written("Straße 🔑", algorithm);
            assert_eq!(Digest::parse(text.as_bytes()).unwrap(), digest);
            assert_eq!(Digest::parse(text.to_lowercase().as_bytes()).unwrap(), digest);
        }
        for other in ["", "00", &"G".repeat(40), &"0".repeat(39), &"0".repeat(41)] {
            assert_eq!(Digest::parse(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn debug_shows_nothing_of_a_hash() {
        let shown = format!("{:?}", Some(Digest::of(&"abc".into(), Algorithm::Sha1)));
        assert_eq!(shown, "Some([redacted])");
    }

    #[test]
    fn file_names_lead_back_to_their_prefix() {
        let prefix = Digest::of(&"abc".into(), Algorithm::Sha1).prefix();
        assert!(prefix.file_names().iter().all(|name| Prefix::of_file_name(name) == Some(prefix)));
        for other in ["", "A999", "A99933", "A999G", "A9993.csv", ".txt", "A999é"] {
            assert_eq!(Prefix::of_file_name(other), None, "{other}");
        }
    }
}
