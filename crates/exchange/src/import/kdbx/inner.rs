//! From the encrypted body to the XML and what comes with it.

use super::blocks;
use super::broken::Broken;
use super::credentials::CompositeKey;
use super::cursor::Cursor;
use super::header::{Header, OldFields};
use super::keys::{FileKeys, HEADER_BLOCK};
use super::payload::{self, Decrypting, Plain, reason};
use super::stream::InnerStream;
use crate::import::ImportError;
use sha2::{Digest, Sha256};
use std::io::{self, Read};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// What is inside a database.
pub(super) struct Content<'a> {
    /// The document, which is decrypted and unpacked as it is read.
    pub(super) xml: Plain<'a>,
    /// The attachments by number; empty in 3.1, which has them in the XML.
    pub(super) binaries: Vec<Vec<u8>>,
    /// The stream that protected values are encrypted with once more.
    pub(super) stream: InnerStream,
    /// Where the body is damaged, if it is; the document ends there.
    pub(super) broken: Option<Broken>,
}

/// Decrypts the body. [`ImportError::WrongCredentials`] comes only from the format's own check of the key.
pub(super) fn open<'a>(header: &Header<'a>, key: &CompositeKey) -> Result<Content<'a>, ImportError> {
    match &header.old {
        Some(old) => open_old(header, old, key),
        None => open_new(header, key),
    }
}

/// KDBX 3.1: the first bytes tell whether the key is right, the blocks' hashes whether the rest is.
fn open_old<'a>(
    header: &Header<'a>,
    old: &OldFields<'_>,
    key: &CompositeKey,
) -> Result<Content<'a>, ImportError> {
    if header.body.len() < old.start_bytes.len() {
        return Err(ImportError::damaged("it ends after the header"));
    }
    let keys = FileKeys::derive(header, key)?;
    // What breaks off within a block of the cipher is decrypted up to that block.
    let mut payload = Zeroizing::new(header.body.to_vec());
    let whole = header.cipher.whole(payload.len());
    payload.truncate(whole);
    header.cipher.decrypt(&keys.cipher, header.iv, &mut payload)?;
    if !bool::from(payload.get(..32).unwrap_or_default().ct_eq(old.start_bytes)) {
        return Err(ImportError::WrongCredentials);
    }
    let length = payload.len();
    let padded = length == header.body.len() && header.cipher.unpad(&mut payload).is_ok();
    let start = old.start_bytes.len();
    let (packed, broken) = blocks::hashed(payload.get(start..).unwrap_or_default())?;
    let broken = broken.map(|broken| broken.behind(start));
    let broken = broken.or((!padded).then_some(Broken::padding(length)));
    let length = packed.len();
    let xml = payload::plain(io::Cursor::new(packed), length, header.compressed);
    let stream = InnerStream::new(old.inner_stream, old.inner_key)?;
    Ok(Content { xml, binaries: Vec::new(), stream, broken })
}

/// KDBX 4: the header's hash tells damage, its authentication code a wrong key.
fn open_new<'a>(header: &Header<'a>, key: &CompositeKey) -> Result<Content<'a>, ImportError> {
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
    let start = header.body.len().saturating_sub(cursor.rest().len());
    let (blocks, broken) = blocks::authenticated(cursor.rest(), &keys)?;
    let broken = broken.map(|broken| broken.behind(start));
    let payload = match broken {
        None => Decrypting::new(blocks, header.cipher, &keys.cipher, header.iv)?,
        Some(_) => Decrypting::of_part(blocks, header.cipher, &keys.cipher, header.iv)?,
    };
    // Of a part that ends within the attachments, which come first, nothing is an entry.
    let content = split(payload.into_plain(header.compressed));
    let content = content.map_err(|error| broken.map_or(error, Broken::error))?;
    Ok(Content { broken, ..content })
}

/// The fields of KDBX 4's inner header.
#[derive(Default)]
struct InnerFields {
    stream: Option<u32>,
    key: Option<Zeroizing<Vec<u8>>>,
    binaries: Vec<Vec<u8>>,
}

fn damaged() -> ImportError {
    ImportError::damaged("inner header")
}

/// Takes the inner header off the payload.
pub(super) fn split(mut payload: Plain<'_>) -> Result<Content<'_>, ImportError> {
    let mut fields = InnerFields::default();
    loop {
        let [id] = exactly(&mut payload)?;
        let length = u32::from_le_bytes(exactly(&mut payload)?);
        let value = sized(&mut payload, length)?;
        if id == 0 {
            break;
        }
        fields.take(id, value)?;
    }
    let stream = InnerStream::new(fields.stream.ok_or_else(damaged)?, &fields.key.ok_or_else(damaged)?)?;
    Ok(Content { xml: payload, binaries: fields.binaries, stream, broken: None })
}

fn exactly<const N: usize>(from: &mut Plain<'_>) -> Result<[u8; N], ImportError> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// So many bytes; a length from the file costs no more than what is there.
fn sized(from: &mut Plain<'_>, length: u32) -> Result<Zeroizing<Vec<u8>>, ImportError> {
    let mut value = Zeroizing::new(Vec::new());
    let count = from.take(length.into()).read_to_end(&mut value).map_err(failed)?;
    if u32::try_from(count) == Ok(length) { Ok(value) } else { Err(damaged()) }
}

fn failed(error: io::Error) -> ImportError {
    let what = if error.kind() == io::ErrorKind::UnexpectedEof { "inner header" } else { "compressed data" };
    reason(&error, what)
}

impl InnerFields {
    fn take(&mut self, id: u8, mut value: Zeroizing<Vec<u8>>) -> Result<(), ImportError> {
        let twice = match id {
            1 => {
                let number = value.as_slice().try_into().map(u32::from_le_bytes).map_err(|_| damaged())?;
                self.stream.replace(number).is_some()
            }
            2 => self.key.replace(value).is_some(),
            3 => {
                // One byte of flags, which only say how to hold it in memory, then the content.
                if value.is_empty() {
                    return Err(damaged());
                }
                value.remove(0);
                self.binaries.push(std::mem::take(&mut *value));
                false
            }
            _ => return Err(damaged()),
        };
        if twice { Err(damaged()) } else { Ok(()) }
    }
}
