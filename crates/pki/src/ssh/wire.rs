//! The binary notation of SSH (RFC 4251, section 5): lengths before bytes, numbers in big-endian two's complement.
//! Every length is checked against what is there before anything is read.

use super::ReadError;
use zeroize::Zeroizing;

/// The longest number, in bytes: 16,384 bits, as OpenSSH has it.
pub(super) const MAX_NUMBER: usize = 2048;

/// What is left to read of a message.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], ReadError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(ReadError::Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ReadError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(ReadError::Malformed)?;
        self.rest = rest;
        Ok(*taken)
    }

    pub(super) fn byte(&mut self) -> Result<u8, ReadError> {
        self.array().map(|[byte]| byte)
    }

    pub(super) fn u32(&mut self) -> Result<u32, ReadError> {
        self.array().map(u32::from_be_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, ReadError> {
        self.array().map(u64::from_be_bytes)
    }

    pub(super) fn string(&mut self) -> Result<&'a [u8], ReadError> {
        let length = usize::try_from(self.u32()?).map_err(|_| ReadError::Malformed)?;
        self.take(length)
    }

    /// A string that is text.
    pub(super) fn text(&mut self) -> Result<&'a str, ReadError> {
        std::str::from_utf8(self.string()?).map_err(|_| ReadError::Malformed)
    }

    /// A positive number in its one shortest spelling, without the leading zero that keeps it positive.
    pub(super) fn number(&mut self) -> Result<&'a [u8], ReadError> {
        let bytes = self.string()?;
        let digits = match bytes {
            [0, rest @ ..] if rest.first().is_some_and(|first| *first >= 0x80) => rest,
            [1..=0x7f, ..] => bytes,
            _ => return Err(ReadError::Malformed),
        };
        if digits.len() > MAX_NUMBER { Err(ReadError::TooLong) } else { Ok(digits) }
    }

    /// A secret number, which some programs write with zeros before it. It may be zero and is then empty.
    pub(super) fn secret_number(&mut self) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        let bytes = self.string()?;
        if bytes.first().is_some_and(|first| *first >= 0x80) {
            return Err(ReadError::Malformed);
        }
        let digits = trimmed(bytes);
        if digits.len() > MAX_NUMBER {
            return Err(ReadError::TooLong);
        }
        Ok(Zeroizing::new(digits.to_vec()))
    }

    /// Nothing may be left.
    pub(super) fn end(&self) -> Result<(), ReadError> {
        if self.rest.is_empty() { Ok(()) } else { Err(ReadError::Malformed) }
    }
}

/// A big-endian number without the zeros before it.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

/// A message being written; wiped when dropped, for it may hold a private key.
pub(super) struct Writer(Zeroizing<Vec<u8>>);

impl Writer {
    pub(super) fn new() -> Self {
        // Room for the largest key that is made, so that it is not copied about while it grows.
        Self(Zeroizing::new(Vec::with_capacity(4096)))
    }

    pub(super) fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub(super) fn u32(self, value: u32) -> Self {
        self.raw(&value.to_be_bytes())
    }

    pub(super) fn string(self, bytes: &[u8]) -> Self {
        // What is written was read from, or is about as long as, a text of at most `MAX_TEXT` bytes.
        self.u32(u32::try_from(bytes.len()).unwrap_or(u32::MAX)).raw(bytes)
    }

    /// A big-endian unsigned number, in its shortest spelling.
    pub(super) fn number(self, digits: &[u8]) -> Self {
        let digits = trimmed(digits);
        if digits.first().is_some_and(|first| *first >= 0x80) {
            let length = u32::try_from(digits.len()).unwrap_or(u32::MAX).saturating_add(1);
            return self.u32(length).raw(&[0]).raw(digits);
        }
        self.string(digits)
    }

    pub(super) fn bytes(self) -> Zeroizing<Vec<u8>> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_their_shortest_positive_spelling_only() {
        let number = |bytes: &[u8]| {
            let message = Writer::new().string(bytes).bytes();
            Reader::new(&message).number().map(<[u8]>::to_vec)
        };
        assert_eq!(number(&[0, 0x80]), Ok(vec![0x80]));
        assert_eq!(number(&[0x7f, 1]), Ok(vec![0x7f, 1]));
        for bytes in [&[][..], &[0], &[0, 1], &[0x80], &[0, 0, 0x80]] {
            assert_eq!(number(bytes), Err(ReadError::Malformed), "{bytes:?}");
        }
        assert_eq!(number(&[1; MAX_NUMBER]).map(|digits| digits.len()), Ok(MAX_NUMBER));
        assert_eq!(number(&[1; MAX_NUMBER + 1]), Err(ReadError::TooLong));
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for (digits, written) in [
            (&[0x80_u8][..], &[0_u8, 0, 0, 2, 0, 0x80][..]),
            (&[0, 0, 0x7f], &[0, 0, 0, 1, 0x7f]),
            (&[0], &[0, 0, 0, 0]),
        ] {
            assert_eq!(&Writer::new().number(digits).bytes()[..], written);
        }
    }

    #[test]
    fn length_beyond_the_end_is_refused() {
        for bytes in [&[0_u8, 0, 0, 2, 1][..], &[0xff; 8], &[0, 0, 0]] {
            assert_eq!(Reader::new(bytes).string(), Err(ReadError::Malformed));
        }
        assert_eq!(Reader::new(&[1]).end(), Err(ReadError::Malformed));
    }
}
