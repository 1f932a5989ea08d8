//! From the encrypted body to the XML and what comes with it.

use super::blocks;
use super::credentials::CompositeKey;
use super::cursor::Cursor;
use super::header::{Header, OldFields};
use super::inflate::{MAX_PAYLOAD, gunzip};
use super::keys::{FileKeys, HEADER_BLOCK};
use super::stream::InnerStream;
use crate::import::ImportError;
use sha2::{Digest, Sha256};
use std::ops::Range;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// What is inside a database.
pub(super) struct Content {
    payload: Zeroizing<Vec<u8>>,
    /// Where each attachment lies in the payload; empty in 3.1, which has them in the XML.
    binaries: Vec<Range<usize>>,
    xml: Range<usize>,
}

impl Content {
    pub(super) fn xml(&self) -> &[u8] {
        self.payload.get(self.xml.clone()).unwrap_or_default()
    }

    pub(super) fn binaries(&self) -> impl Iterator<Item = &[u8]> {
        self.binaries.iter().map(|range| self.payload.get(range.clone()).unwrap_or_default())
    }
}

/// Decrypts the body. [`ImportError::WrongCredentials`] comes only from the format's own check of the key.
pub(super) fn open(header: &Header<'_>, key: &CompositeKey) -> Result<(Content, InnerStream), ImportError> {
    match &header.old {
        Some(old) => open_old(header, old, key),
        None => open_new(header, key),
    }
}

/// KDBX 3.1: the first bytes tell whether the key is right, the blocks' hashes whether the rest is.
fn open_old(
    header: &Header<'_>,
    old: &OldFields<'_>,
    key: &CompositeKey,
) -> Result<(Content, InnerStream), ImportError> {
    if header.body.len() < old.start_bytes.len() {
        return Err(ImportError::damaged("it ends after the header"));
    }
    let keys = FileKeys::derive(header, key)?;
    let mut payload = Zeroizing::new(header.body.to_vec());
    header.cipher.decrypt(&keys.cipher, header.iv, &mut payload)?;
    if !bool::from(payload.get(..32).unwrap_or_default().ct_eq(old.start_bytes)) {
        return Err(ImportError::WrongCredentials);
    }
    header.cipher.unpad(&mut payload)?;
    let payload = expand(header, blocks::hashed(payload.get(32..).unwrap_or_default())?)?;
    let xml = 0..payload.len();
    Ok((Content { payload, binaries: Vec::new(), xml }, InnerStream::new(old.inner_stream, old.inner_key)?))
}

/// KDBX 4: the header's hash tells damage, its authentication code a wrong key.
fn open_new(header: &Header<'_>, key: &CompositeKey) -> Result<(Content, InnerStream), ImportError> {
    let mut cursor = Cursor::new(header.body);
    let (hash, code): ([u8; 32], [u8; 32]) =
        cursor.array().zip(cursor.array()).ok_or_else(|| ImportError::damaged("header checksum"))?;
    if hash != <[u8; 32]>::from(Sha256::digest(header.bytes)) {
        return Err(ImportError::damaged("header checksum"));
    }
    let keys = FileKeys::derive(header, key)?;
    if !keys.authenticates(HEADER_BLOCK, &[header.bytes], &code) {
        return Err(ImportError::WrongCredentials);
    }
    let mut payload = blocks::authenticated(cursor.rest(), &keys)?;
    header.cipher.decrypt(&keys.cipher, header.iv, &mut payload)?;
    header.cipher.unpad(&mut payload)?;
    split(expand(header, payload)?)
}

fn expand(header: &Header<'_>, payload: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, ImportError> {
    if header.compressed { gunzip(&payload, MAX_PAYLOAD) } else { Ok(payload) }
}

/// The fields of KDBX 4's inner header.
#[derive(Default)]
struct InnerFields {
    stream: Option<u32>,
    key: Option<Zeroizing<Vec<u8>>>,
    binaries: Vec<Range<usize>>,
}

fn damaged() -> ImportError {
    ImportError::damaged("inner header")
}

pub(super) fn split(payload: Zeroizing<Vec<u8>>) -> Result<(Content, InnerStream), ImportError> {
    let mut cursor = Cursor::new(&payload);
    let mut fields = InnerFields::default();
    loop {
        let id = cursor.byte().ok_or_else(damaged)?;
        let value = cursor.sized().ok_or_else(damaged)?;
        if id == 0 {
            break;
        }
        let end = payload.len().saturating_sub(cursor.rest().len());
        fields.take(id, value, end)?;
    }
    let xml = payload.len().saturating_sub(cursor.rest().len())..payload.len();
    let stream = InnerStream::new(fields.stream.ok_or_else(damaged)?, &fields.key.ok_or_else(damaged)?)?;
    Ok((Content { payload, binaries: fields.binaries, xml }, stream))
}

impl InnerFields {
    /// Takes a field whose value ends at `end` in the payload.
    fn take(&mut self, id: u8, value: &[u8], end: usize) -> Result<(), ImportError> {
        let twice = match id {
            1 => {
                let number = value.try_into().map(u32::from_le_bytes).map_err(|_| damaged())?;
                self.stream.replace(number).is_some()
            }
            2 => self.key.replace(Zeroizing::new(value.to_vec())).is_some(),
            3 => {
                // One byte of flags, which only say how to hold it in memory, then the content.
                let length = value.len().checked_sub(1).ok_or_else(damaged)?;
                self.binaries.push(end.saturating_sub(length)..end);
                false
            }
            _ => return Err(damaged()),
        };
        if twice { Err(damaged()) } else { Ok(()) }
    }
}
