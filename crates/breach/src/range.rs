//! All published hashes that begin with one prefix: a reply of the range service, or a file of the downloader's folder.

use crate::digest::{Algorithm, Digest, Prefix};
use crate::line;
use thiserror::Error;

/// Bytes of a reply at most: fifty times what one has today.
pub const MAX_RANGE: usize = 2 << 20;

/// Why a reply cannot be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RangeFault {
    /// It lists nothing, which no range does.
    #[error("the list of hashes is empty: try again later, or check the address or the folder")]
    Empty,
    /// It is larger than [`MAX_RANGE`].
    #[error("the list of hashes is larger than 2 MiB: check the address or the folder")]
    TooLarge,
    /// It has something else than hashes and counts in it.
    #[error("what came is no list of hashes: check the address or the folder")]
    Malformed,
}

/// A list of the hashes that begin with one prefix, each without it.
#[derive(Debug, Clone, Copy)]
pub struct Range<'a> {
    body: &'a [u8],
    algorithm: Algorithm,
}

impl<'a> Range<'a> {
    /// Reads a list, all of it. Each line has the digits after the prefix, or all of them.
    pub fn parse(body: &'a [u8]) -> Result<Self, RangeFault> {
        if body.len() > MAX_RANGE {
            return Err(RangeFault::TooLarge);
        }
        let mut lines = lines(body);
        let first = lines.next().ok_or(RangeFault::Empty)?;
        let (digits, _) = line::split(first).ok_or(RangeFault::Malformed)?;
        let algorithm = algorithm_of(digits).ok_or(RangeFault::Malformed)?;
        let alike =
            |line| line::split(line).is_some_and(|(digits, _)| algorithm_of(digits) == Some(algorithm));
        if !lines.all(alike) {
            return Err(RangeFault::Malformed);
        }
        Ok(Self { body, algorithm })
    }

    /// How its hashes were made.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// How often a hash with the range's prefix was seen; 0 where it was not. What a service adds as padding has the count 0,
    /// and so counts as not seen.
    pub fn count(&self, digest: &Digest) -> u64 {
        let (prefix, suffix) = (digest.prefix(), digest.suffix());
        let is_it = |digits: &[u8]| match digits.split_at_checked(Prefix::DIGITS) {
            Some((start, rest)) if digits.len() == digest.algorithm().digits() => {
                start.eq_ignore_ascii_case(prefix.as_str().as_bytes()) && rest.eq_ignore_ascii_case(&suffix)
            }
            _ => digits.eq_ignore_ascii_case(&suffix),
        };
        let seen = lines(self.body).filter_map(line::split).filter(|(digits, _)| is_it(digits));
        seen.map(|(_, count)| count).max().unwrap_or_default()
    }
}

/// The lines that are not blank.
fn lines(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    body.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty())
}

fn algorithm_of(digits: &[u8]) -> Option<Algorithm> {
    Algorithm::of_digits(digits.len()).or_else(|| Algorithm::of_digits(digits.len() + Prefix::DIGITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABC: &str = "3E364706816ABA3E25717850C26C9CD0D89D";

    fn count(body: &str) -> Result<u64, RangeFault> {
        let digest = Digest::of(&"abc".into(), Algorithm::Sha1);
        Range::parse(body.as_bytes()).map(|range| range.count(&digest))
    }

    #[test]
    fn a_hash_is_found_by_the_digits_after_the_prefix() {
        let suffix = &ABC[1..];
        let other = "0".repeat(35);
        assert_eq!(count(&format!("{other}:7\r\n{suffix}:12")), Ok(12));
        assert_eq!(count(&format!("{other}:7\n{}:3\n", suffix.to_lowercase())), Ok(3));
        assert_eq!(count(&format!("A9993{suffix}:5\n")), Ok(5));
        assert_eq!(count(&format!("B9993{suffix}:5\n")), Ok(0));
        assert_eq!(count(&format!("{other}:7\n")), Ok(0));
    }

    #[test]
    fn padding_counts_as_not_seen() {
        assert_eq!(count(&format!("{}:0\r\n", &ABC[1..])), Ok(0));
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let line = format!("{}:1", "0".repeat(35));
        let ntlm = format!("{}:1", "0".repeat(27));
        for (body, fault) in [
            (String::new(), RangeFault::Empty),
            ("\r\n\r\n".to_owned(), RangeFault::Empty),
            ("<html>moved</html>".to_owned(), RangeFault::Malformed),
            (format!("{line}\n<html>"), RangeFault::Malformed),
            (format!("{line}\n{}", &line[..20]), RangeFault::Malformed),
            (format!("{line}\n{ntlm}"), RangeFault::Malformed),
            (format!("{line}\n").repeat(60_000), RangeFault::TooLarge),
        ] {
            assert_eq!(count(&body), Err(fault), "{}", &body[..body.len().min(60)]);
        }
    }

    #[test]
    fn bytes_of_any_kind_are_answered() {
        let everything: Vec<u8> = (0..=u8::MAX).collect();
        assert_eq!(Range::parse(&everything).map(|_| ()), Err(RangeFault::Malformed));
    }
}
