//! BER (X.690, section 8) made DER enough to be read: some programs write key stores with indefinite lengths and octet strings
//! in pieces. It must never nest deeper, or grow larger, than what it is given.

use std::borrow::Cow;

/// Deepest nesting; key stores have eight levels at most between two octet strings.
const MAX_DEPTH: usize = 16;

const CONSTRUCTED: u8 = 0x20;
const OCTET_STRING: u8 = 4;

/// The same value in definite lengths, octet strings in one piece. What is DER already stays as it is.
pub(super) fn to_der(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    if super::asn1::whole(bytes).is_some_and(|value| is_definite(value.value(), MAX_DEPTH)) {
        return Some(Cow::Borrowed(bytes));
    }
    let mut der = Vec::with_capacity(bytes.len());
    // Some programs leave zeros behind the end.
    convert(bytes, MAX_DEPTH, &mut der)?.iter().all(|byte| *byte == 0).then_some(Cow::Owned(der))
}

/// Whether constructed values are made of whole values all the way down.
fn is_definite(content: &[u8], depth: usize) -> bool {
    let Some(elements) = super::asn1::elements(content) else { return false };
    elements.iter().all(|element| {
        let tag = element.header().tag();
        let in_pieces = tag == der::Tag::OctetString && element.header().is_constructed();
        !in_pieces && (!tag.is_constructed() || depth > 0 && is_definite(element.value(), depth - 1))
    })
}

/// Appends the first value of the input, and gives the rest.
fn convert<'a>(input: &'a [u8], depth: usize, der: &mut Vec<u8>) -> Option<&'a [u8]> {
    let (&tag, after) = input.split_first()?;
    // Tags of several bytes are not in use.
    if tag & 0x1f == 0x1f || depth == 0 {
        return None;
    }
    let is_constructed = tag & CONSTRUCTED != 0;
    match length(after)? {
        (Some(length), content) => {
            let (content, rest) = content.split_at_checked(length)?;
            if !is_constructed {
                push(tag, content, der)?;
                return Some(rest);
            }
            let left = convert_all(tag, content, depth, der, |rest| rest.is_empty())?;
            left.is_empty().then_some(rest)
        }
        (None, content) if is_constructed => {
            let rest = convert_all(tag, content, depth, der, |rest| rest.starts_with(&[0, 0]))?;
            rest.get(2..)
        }
        _ => None,
    }
}

/// Converts the elements of a constructed value until its end.
fn convert_all<'a>(
    tag: u8,
    mut rest: &'a [u8],
    depth: usize,
    der: &mut Vec<u8>,
    is_end: impl Fn(&[u8]) -> bool,
) -> Option<&'a [u8]> {
    let mut inner = Vec::new();
    while !is_end(rest) {
        rest = convert(rest, depth - 1, &mut inner)?;
    }
    if tag == OCTET_STRING | CONSTRUCTED {
        push(OCTET_STRING, &pieces(&inner)?, der)?;
    } else {
        push(tag, &inner, der)?;
    }
    Some(rest)
}

/// The octet strings that follow each other in the content, as one.
pub(super) fn pieces(content: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(content.len());
    let mut rest = content;
    while let Some((&tag, after)) = rest.split_first() {
        let (length, content) = length(after)?;
        let (piece, next) = content.split_at_checked(length?)?;
        (tag == OCTET_STRING).then(|| whole.extend_from_slice(piece))?;
        rest = next;
    }
    Some(whole)
}

/// The length, or `None` for an indefinite one, and what follows it.
fn length(bytes: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    match first {
        0x80 => Some((None, rest)),
        0..0x80 => Some((Some(usize::from(first)), rest)),
        _ => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let number = digits
                .iter()
                .try_fold(0_usize, |sum, digit| Some(sum.checked_mul(256)? + usize::from(*digit)));
            Some((Some(number?), rest))
        }
    }
}

fn push(tag: u8, content: &[u8], der: &mut Vec<u8>) -> Option<()> {
    der.push(tag);
    let length = der::Length::try_from(content.len()).ok()?;
    der.extend(der::Encode::to_der(&length).ok()?);
    der.extend_from_slice(content);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indefinite_lengths_and_pieces_are_joined() {
        for (ber, der) in [
            (&[0x30, 0x80, 5, 0, 0, 0][..], &[0x30, 2, 5, 0][..]),
            (&[0x24, 0x80, 4, 1, 7, 4, 2, 8, 9, 0, 0], &[4, 3, 7, 8, 9]),
            (&[0x24, 3, 4, 1, 7], &[4, 1, 7]),
            (&[0x30, 0x81, 2, 5, 0], &[0x30, 2, 5, 0]),
            (&[0x30, 0x80, 0x30, 0x80, 0, 0, 0, 0], &[0x30, 2, 0x30, 0]),
            (&[0x30, 2, 5, 0], &[0x30, 2, 5, 0]),
            (&[5, 0, 0, 0], &[5, 0]),
        ] {
            assert_eq!(to_der(ber).as_deref(), Some(der), "{ber:?}");
        }
    }

    #[test]
    fn what_does_not_end_or_nests_too_deeply_is_refused() {
        for ber in
            [&[0x30, 0x80][..], &[0x04, 0x80, 0, 0], &[0x30, 0x84, 255, 255, 255, 255], &[0x1f, 1, 0], &[]]
        {
            assert_eq!(to_der(ber), None, "{ber:?}");
        }
        assert_eq!(to_der(&[0x30, 0x80].repeat(1_000_000)), None);
        assert!(to_der(&[[0x30, 0x80].repeat(15), [0, 0].repeat(15)].concat()).is_some());
    }
}
