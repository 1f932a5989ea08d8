//! Padding: a length tells no more than the step it falls into.

/// The contents end before their length says, or the padding is not what the format says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadPadding;

const PREFIX: usize = 4;

/// The length of a padded content whose prefix and bytes are `n` together.
fn padded(n: usize) -> usize {
    let step = if n <= 1024 { 64 } else { 1 << (n / 16).ilog2() };
    n.div_ceil(step) * step
}

/// Appends length, content and zero bytes to `out`.
pub(crate) fn append(out: &mut Vec<u8>, content: &[u8], length: u32) {
    let total = padded(PREFIX + content.len());
    let end = out.len() + total;
    out.reserve_exact(total + crate::gcm::TAG);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(content);
    out.resize(end, 0);
}

/// The content in `bytes`, if the padding is canonical.
pub(crate) fn strip(bytes: &[u8]) -> Result<&[u8], BadPadding> {
    let (prefix, rest) = bytes.split_first_chunk::<PREFIX>().ok_or(BadPadding)?;
    let length = usize::try_from(u32::from_be_bytes(*prefix)).map_err(|_| BadPadding)?;
    let (content, zeros) = rest.split_at_checked(length).ok_or(BadPadding)?;
    if bytes.len() != padded(PREFIX + length) || zeros.iter().any(|byte| *byte != 0) {
        return Err(BadPadding);
    }
    Ok(content)
}

/// Leaves nothing but the content in `bytes`, if the padding is canonical.
pub(crate) fn strip_in_place(bytes: &mut Vec<u8>) -> Result<(), BadPadding> {
    let length = strip(bytes)?.len();
    bytes.copy_within(PREFIX..PREFIX + length, 0);
    bytes.truncate(length);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pad(content: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        append(&mut out, content, u32::try_from(content.len()).unwrap());
        out
    }

    #[test]
    fn lengths_fall_into_steps() {
        let lengths = [0, 60, 61, 1020, 1021, 5000].map(|n| pad(&vec![1; n]).len());
        assert_eq!(lengths, [64, 64, 128, 1024, 1088, 5120]);
    }

    #[test]
    fn content_comes_back_and_other_padding_is_refused() {
        let good = pad(b"abc");
        assert_eq!(strip(&good), Ok(b"abc".as_slice()));
        let mut dirty = good.clone();
        dirty[63] = 1;
        let mut long = good.clone();
        long.resize(128, 0);
        for bad in [dirty, long, good[..32].to_vec(), vec![0xff; 64], vec![]] {
            assert_eq!(strip(&bad), Err(BadPadding));
        }
    }

    proptest! {
        #[test]
        fn padding_is_short_and_comes_off_again(content in prop::collection::vec(any::<u8>(), 0..20_000)) {
            let padded = pad(&content);
            prop_assert!(padded.len() - content.len() - PREFIX < 64.max(content.len().div_ceil(8)));
            prop_assert_eq!(strip(&padded), Ok(content.as_slice()));
            let mut bytes = padded;
            prop_assert_eq!(strip_in_place(&mut bytes), Ok(()));
            prop_assert_eq!(bytes, content);
        }

        #[test]
        fn bytes_that_come_off_are_what_padding_would_have_made(length in 0_u8..80, steps in 0_usize..3, last in 0_u8..2) {
            let mut bytes = vec![0; steps * 64];
            bytes.iter_mut().zip([0, 0, 0, length]).for_each(|(to, from)| *to = from);
            bytes.last_mut().into_iter().for_each(|byte| *byte |= last);
            if let Ok(content) = strip(&bytes) {
                prop_assert_eq!(pad(content), bytes);
            }
        }
    }
}
