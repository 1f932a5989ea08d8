//! Reading and writing the binary parts of the format: big-endian integers, length-prefixed bytes. A reader never
//! looks beyond its input and never takes memory that the input does not fill.

use thiserror::Error;

/// The bytes are not what the format says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WireError {
    /// They end too early.
    #[error("the data ends too early")]
    Truncated,
    /// There is more after the end.
    #[error("there is data after the end")]
    Trailing,
    /// A text is not UTF-8.
    #[error("a text is not UTF-8")]
    Text,
    /// A number is outside its range.
    #[error("a number is outside its range")]
    Range,
    /// A value is longer than the format can say.
    #[error("a value is too long")]
    TooLong,
}

/// Takes values off the front of some bytes.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Starts at the front.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What was not taken yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], WireError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    /// The next `N` bytes.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(*taken)
    }

    /// The next byte.
    pub fn u8(&mut self) -> Result<u8, WireError> {
        self.array().map(|[byte]| byte)
    }

    /// The next two bytes.
    pub fn u16(&mut self) -> Result<u16, WireError> {
        self.array().map(u16::from_be_bytes)
    }

    /// The next four bytes.
    pub fn u32(&mut self) -> Result<u32, WireError> {
        self.array().map(u32::from_be_bytes)
    }

    /// The next eight bytes.
    pub fn u64(&mut self) -> Result<u64, WireError> {
        self.array().map(u64::from_be_bytes)
    }

    /// The next eight bytes, in two's complement.
    pub fn i64(&mut self) -> Result<i64, WireError> {
        self.array().map(i64::from_be_bytes)
    }

    /// A byte that is 0 or 1.
    pub fn flag(&mut self) -> Result<bool, WireError> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(WireError::Range),
        }
    }

    /// Bytes behind their `u32` length.
    pub fn blob(&mut self) -> Result<&'a [u8], WireError> {
        let length = self.u32()?;
        self.take(usize::try_from(length).map_err(|_| WireError::Range)?)
    }

    /// UTF-8 behind its `u32` length in bytes.
    pub fn text(&mut self) -> Result<&'a str, WireError> {
        std::str::from_utf8(self.blob()?).map_err(|_| WireError::Text)
    }

    /// Sixteen bytes behind a flag that says whether they are there.
    pub fn optional_id(&mut self) -> Result<Option<[u8; 16]>, WireError> {
        if self.flag()? { self.array().map(Some) } else { Ok(None) }
    }

    /// Nothing may be left.
    pub fn finish(self) -> Result<(), WireError> {
        if self.rest.is_empty() { Ok(()) } else { Err(WireError::Trailing) }
    }
}

/// Puts values behind one another.
#[derive(Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Starts with nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// These bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    /// One byte.
    pub fn u8(&mut self, value: u8) -> &mut Self {
        self.raw(&[value])
    }

    /// Two bytes.
    pub fn u16(&mut self, value: u16) -> &mut Self {
        self.raw(&value.to_be_bytes())
    }

    /// Four bytes.
    pub fn u32(&mut self, value: u32) -> &mut Self {
        self.raw(&value.to_be_bytes())
    }

    /// Eight bytes.
    pub fn u64(&mut self, value: u64) -> &mut Self {
        self.raw(&value.to_be_bytes())
    }

    /// Eight bytes, in two's complement.
    pub fn i64(&mut self, value: i64) -> &mut Self {
        self.raw(&value.to_be_bytes())
    }

    /// Bytes behind their `u32` length.
    ///
    /// # Errors
    /// [`WireError::TooLong`] from 4 GiB on.
    pub fn blob(&mut self, bytes: &[u8]) -> Result<&mut Self, WireError> {
        let length = u32::try_from(bytes.len()).map_err(|_| WireError::TooLong)?;
        Ok(self.u32(length).raw(bytes))
    }

    /// UTF-8 behind its `u32` length in bytes; errors as [`Writer::blob`].
    pub fn text(&mut self, text: &str) -> Result<&mut Self, WireError> {
        self.blob(text.as_bytes())
    }

    /// Sixteen bytes behind a flag that says whether they are there.
    pub fn optional_id(&mut self, id: Option<&[u8; 16]>) -> &mut Self {
        match id {
            Some(id) => self.u8(1).raw(id),
            None => self.u8(0),
        }
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// True while there are none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// All of them.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back_and_nothing_is_left() {
        let mut writer = Writer::new();
        writer.u8(1).u16(2).u32(3).u64(4).i64(-5);
        writer.text("ü").unwrap().blob(&[9]).unwrap();
        writer.optional_id(Some(&[7; 16])).optional_id(None);
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes);
        assert_eq!((reader.u8(), reader.u16(), reader.u32()), (Ok(1), Ok(2), Ok(3)));
        assert_eq!((reader.u64(), reader.i64()), (Ok(4), Ok(-5)));
        assert_eq!((reader.text(), reader.blob()), (Ok("ü"), Ok([9].as_slice())));
        assert_eq!((reader.optional_id(), reader.optional_id()), (Ok(Some([7; 16])), Ok(None)));
        assert_eq!(reader.finish(), Ok(()));
    }

    #[test]
    fn lying_length_is_refused_without_taking_memory() {
        assert_eq!(Reader::new(&[0xff, 0xff, 0xff, 0xff, 1]).blob(), Err(WireError::Truncated));
        assert_eq!(Reader::new(&[2]).flag(), Err(WireError::Range));
    }
}
