//! Reads the fields of a protocol buffer, one level of it (the wire format of protobuf.dev/programming-guides/encoding).
//! Copies nothing; every length is checked against what is there.

/// One field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// A varint.
    Number(u64),
    /// Bytes, a text or a message.
    Bytes(&'a [u8]),
    /// Of a fixed width, which nothing here asks for.
    Fixed,
}

/// It is no protocol buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

/// The fields of a message, in order, as number and value; ends after the first that is malformed.
pub(super) struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    pub(super) fn of(message: &'a [u8]) -> Self {
        Self(message)
    }

    fn field(&mut self) -> Option<(u64, Value<'a>)> {
        let key = self.varint()?;
        let value = match key & 7 {
            0 => Value::Number(self.varint()?),
            1 => self.take(8).map(|_| Value::Fixed)?,
            2 => {
                let length = usize::try_from(self.varint()?).ok()?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Fixed)?,
            // Groups, which no message of today has, and what is not defined.
            _ => return None,
        };
        // Numbers have 29 bits and begin with 1.
        Some((key >> 3, value)).filter(|(number, _)| (1..1 << 29).contains(number))
    }

    /// Seven bits a byte, the lowest first, in at most ten bytes.
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = *self.take(1)?.first()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return None;
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u64, Value<'a>), Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let field = self.field().ok_or(Malformed);
        if field.is_err() {
            self.0 = &[];
        }
        Some(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Result<Vec<(u64, Value<'_>)>, Malformed> {
        Fields::of(bytes).collect()
    }

    #[test]
    fn fields_of_each_width_are_read_in_order() {
        let message = [0x08, 0x96, 0x01, 0x12, 2, b'h', b'i', 0x19, 1, 2, 3, 4, 5, 6, 7, 8, 0x25, 1, 2, 3, 4];
        let expected =
            [(1, Value::Number(150)), (2, Value::Bytes(b"hi")), (3, Value::Fixed), (4, Value::Fixed)];
        assert_eq!(read(&message).unwrap(), expected);
        assert_eq!(read(&[]), Ok(Vec::new()));
    }

    #[test]
    fn varint_has_64_bits_at_most() {
        let largest = [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
        assert_eq!(read(&largest), Ok(vec![(1, Value::Number(u64::MAX))]));
        let mut larger = largest;
        larger[10] = 0x02;
        assert_eq!(read(&larger), Err(Malformed));
        larger[10] = 0x81;
        assert_eq!(read(&larger), Err(Malformed));
    }

    #[test]
    fn what_is_cut_or_not_defined_is_malformed() {
        for message in [
            &[0x08][..],
            &[0x08, 0x80],
            &[0x12, 3, b'h', b'i'],
            &[0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
            &[0x19, 1, 2],
            &[0x25, 1],
            &[0x0b],
            &[0x0c],
            &[0x0e, 0],
            &[0x00, 0],
        ] {
            assert_eq!(read(message), Err(Malformed), "{message:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = read(&bytes);
        }
    }
}
