//! Blocks of base64 between `-----BEGIN` and `-----END` lines: PEM (RFC 7468), with the headers that RFC 1421 puts before
//! the content. Number and size of blocks are bounded.

use super::ReadError;
use data_encoding::BASE64;
use zeroize::Zeroizing;

/// A private key, curve parameters before it, and one to spare.
const MAX_BLOCKS: usize = 3;
const MAX_HEADERS: usize = 8;

/// One block.
pub(super) struct Block<'a> {
    pub(super) label: &'a str,
    pub(super) headers: Vec<(&'a str, &'a str)>,
    /// The content, which may be a private key.
    pub(super) content: Zeroizing<Vec<u8>>,
}

impl Block<'_> {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

/// The blocks of a text that holds nothing else.
pub(super) fn blocks(text: &str) -> Result<Vec<Block<'_>>, ReadError> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let mut blocks = Vec::new();
    while let Some(line) = lines.next() {
        let label = line.strip_prefix("-----BEGIN ").and_then(|rest| rest.strip_suffix("-----"));
        let label = label.ok_or(ReadError::Malformed)?;
        let mut headers = Vec::new();
        while let Some(header) = lines.next_if(|line| line.contains(": ")) {
            headers.extend(header.split_once(": "));
        }
        let mut base64 = Zeroizing::new(String::with_capacity(text.len()));
        loop {
            let line = lines.next().ok_or(ReadError::Malformed)?;
            if let Some(end) = line.strip_prefix("-----END ") {
                if end.strip_suffix("-----") != Some(label) {
                    return Err(ReadError::Malformed);
                }
                break;
            }
            base64.push_str(line);
        }
        if blocks.len() >= MAX_BLOCKS || headers.len() > MAX_HEADERS {
            return Err(ReadError::Malformed);
        }
        blocks.push(Block { label, headers, content: decoded(&base64)? });
    }
    Ok(blocks)
}

/// The bytes of base64 with its padding (RFC 4648, section 4), and without bits that do not count.
pub(super) fn decoded(base64: &str) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    BASE64.decode(base64.as_bytes()).map(Zeroizing::new).map_err(|_| ReadError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_read_with_their_headers() {
        let text = "-----BEGIN A B-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: X,00\r\n\r\nAAEC\r\nAw==\r\n-----END A B-----\r\n";
        let blocks = blocks(text).ok().unwrap();
        assert_eq!((blocks.len(), blocks[0].label), (1, "A B"));
        assert_eq!(blocks[0].header("DEK-Info"), Some("X,00"));
        assert_eq!(&blocks[0].content[..], &[0, 1, 2, 3]);
    }

    #[test]
    fn text_that_is_more_or_less_than_blocks_is_refused() {
        let block = "-----BEGIN A-----\nAAEC\n-----END A-----\n";
        for text in [
            format!("hello\n{block}"),
            format!("{block}hello"),
            block.replace("END A", "END B"),
            block.replace("-----END A-----", ""),
            block.replace("AAEC", "AAE"),
            block.replace("AAEC", "AAECAx=="),
            block.repeat(4),
        ] {
            assert_eq!(blocks(&text).err(), Some(ReadError::Malformed), "{text}");
        }
        assert!(blocks("").is_ok_and(|blocks| blocks.is_empty()));
    }
}
