//! The header: 124 bytes, every field in its place.

use super::super::cipher::Cipher;
use super::super::cursor::Cursor;
use super::super::kdf::Kdf;
use crate::import::ImportError;

const SIGNATURE: [u8; 8] = [0x03, 0xd9, 0xa2, 0x9a, 0x65, 0xfb, 0x4b, 0xb5];
const AES: u32 = 2;
const TWOFISH: u32 = 8;
/// The version, without what says how new its writer is.
const VERSION: u32 = 0x0003_0000;
const VERSION_MASK: u32 = 0xffff_0000;

/// The header, and what follows it.
pub(super) struct Header<'a> {
    pub(super) cipher: Cipher,
    pub(super) master_seed: &'a [u8],
    pub(super) iv: &'a [u8],
    /// How many groups the content begins with.
    pub(super) groups: u32,
    /// How many entries follow them.
    pub(super) entries: u32,
    /// SHA-256 of the content.
    pub(super) content_hash: &'a [u8],
    pub(super) kdf: Kdf<'a>,
    pub(super) body: &'a [u8],
}

/// Whether the file starts as a KeePass 1 database does.
pub(in crate::import) fn has_signature(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

impl<'a> Header<'a> {
    pub(super) fn parse(file: &'a [u8]) -> Result<Self, ImportError> {
        let mut cursor = Cursor::new(file);
        if cursor.array() != Some(SIGNATURE) {
            return Err(ImportError::NotRecognised);
        }
        Self::fields(&mut cursor).unwrap_or_else(|| Err(ImportError::damaged("header")))
    }

    /// None where the file ends too soon.
    fn fields(cursor: &mut Cursor<'a>) -> Option<Result<Self, ImportError>> {
        let (flags, version) = (cursor.word()?, cursor.word()?);
        if version & VERSION_MASK != VERSION {
            let found = format!("{}.{}", version >> 16, version >> 8 & 0xff);
            return Some(Err(ImportError::UnsupportedVersion { found }));
        }
        let cipher = match flags & (AES | TWOFISH) {
            AES => Cipher::Aes,
            TWOFISH => Cipher::Twofish,
            _ => return Some(Err(ImportError::Unsupported { what: "an unknown cipher".into() })),
        };
        let (master_seed, iv) = (cursor.take(16)?, cursor.take(16)?);
        let (groups, entries) = (cursor.word()?, cursor.word()?);
        let (content_hash, seed) = (cursor.take(32)?, cursor.take(32)?);
        let kdf = match Kdf::aes(u64::from(cursor.word()?), seed) {
            Ok(kdf) => kdf,
            Err(error) => return Some(Err(error)),
        };
        let body = cursor.rest();
        if body.is_empty() || !body.len().is_multiple_of(16) {
            return Some(Err(ImportError::damaged("length of the payload")));
        }
        Some(Ok(Self { cipher, master_seed, iv, groups, entries, content_hash, kdf, body }))
    }
}
