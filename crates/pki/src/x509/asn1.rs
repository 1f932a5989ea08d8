//! The few steps through ASN.1 (X.690) that every reader here takes. It must never follow a nesting of its own accord:
//! depth is what the caller writes, and the number of elements is bounded.

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Reader, SliceReader, Tag, TagNumber, Tagged};

/// Most elements of one constructed value that are read.
pub(super) const MAX_ELEMENTS: usize = 4096;

/// The one value that makes up these bytes.
pub(super) fn whole(bytes: &[u8]) -> Option<AnyRef<'_>> {
    AnyRef::from_der(bytes).ok()
}

/// The elements of a SEQUENCE.
pub(super) fn sequence(value: AnyRef<'_>) -> Option<Vec<AnyRef<'_>>> {
    (value.tag() == Tag::Sequence).then(|| elements(value.value())).flatten()
}

/// The elements of a SET.
pub(super) fn set(value: AnyRef<'_>) -> Option<Vec<AnyRef<'_>>> {
    (value.tag() == Tag::Set).then(|| elements(value.value())).flatten()
}

/// The values that follow each other in the content of a constructed value, [`MAX_ELEMENTS`] at most.
pub(super) fn elements(content: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(content).ok()?;
    let mut found = Vec::new();
    while !reader.is_finished() {
        if found.len() == MAX_ELEMENTS {
            return None;
        }
        found.push(AnyRef::decode(&mut reader).ok()?);
    }
    Some(found)
}

/// The number of a context-specific tag, whether or not it is constructed.
pub(super) fn context(value: AnyRef<'_>) -> Option<u32> {
    match value.tag() {
        Tag::ContextSpecific { number: TagNumber(number), .. } => Some(number),
        _ => None,
    }
}

/// The value inside an EXPLICIT tag of that number.
pub(super) fn explicit(value: AnyRef<'_>, number: u32) -> Option<AnyRef<'_>> {
    (context(value)? == number).then(|| whole(value.value())).flatten()
}

/// An OBJECT IDENTIFIER.
pub(super) fn oid(value: AnyRef<'_>) -> Option<ObjectIdentifier> {
    value.decode_as().ok()
}

/// The content of an OCTET STRING.
pub(super) fn octets(value: AnyRef<'_>) -> Option<&[u8]> {
    (value.tag() == Tag::OctetString).then(|| value.value())
}

/// The bytes of a BIT STRING that has no unused bits.
pub(super) fn bits(value: AnyRef<'_>) -> Option<&[u8]> {
    value.decode_as::<der::asn1::BitStringRef<'_>>().ok()?.as_bytes()
}

/// A non-negative INTEGER of at most 64 bits.
pub(super) fn number(value: AnyRef<'_>) -> Option<u64> {
    value.decode_as().ok()
}

/// The magnitude of a non-negative INTEGER, without leading zeros.
pub(super) fn magnitude(value: AnyRef<'_>) -> Option<&[u8]> {
    (value.tag() == Tag::Integer && value.value().first()? & 0x80 == 0).then(|| {
        let bytes = value.value();
        bytes.iter().position(|byte| *byte != 0).and_then(|start| bytes.get(start..)).unwrap_or_default()
    })
}

/// An AlgorithmIdentifier (RFC 5280, section 4.1.1.2): which algorithm, and its parameters.
pub(super) fn algorithm(value: AnyRef<'_>) -> Option<(ObjectIdentifier, Option<AnyRef<'_>>)> {
    match *sequence(value)?.as_slice() {
        [name] => Some((oid(name)?, None)),
        [name, parameters] => Some((oid(name)?, Some(parameters))),
        _ => None,
    }
}

/// The number of bits that a magnitude takes.
pub(super) fn bit_length(magnitude: &[u8]) -> u32 {
    let Some((first, rest)) = magnitude.split_first() else { return 0 };
    u32::try_from(rest.len()).unwrap_or(u32::MAX / 16) * 8 + (8 - first.leading_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_elements_than_allowed_are_no_sequence() {
        let content = [5, 0].repeat(MAX_ELEMENTS);
        assert_eq!(elements(&content).map(|found| found.len()), Some(MAX_ELEMENTS));
        assert!(elements(&[content, vec![5, 0]].concat()).is_none());
    }

    #[test]
    fn lengths_beyond_the_input_are_refused() {
        for bytes in
            [&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff][..], &[0x30, 0x80, 0, 0], &[0x30, 5, 0], &[0x30], &[]]
        {
            assert!(whole(bytes).is_none(), "{bytes:?}");
        }
    }

    #[test]
    fn bits_are_counted_from_the_first_that_is_set() {
        for (bytes, bits) in [(&[][..], 0), (&[1], 1), (&[0x80, 0], 16), (&[0x7f, 0xff, 0], 23)] {
            assert_eq!(bit_length(bytes), bits, "{bytes:?}");
        }
    }
}
