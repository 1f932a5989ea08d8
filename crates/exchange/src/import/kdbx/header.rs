//! The outer header of KDBX 3.1 and 4: which cipher, which key derivation, which seeds. Strict: a field that comes twice
//! is refused, whatever order the fields come in.

use super::cipher::Cipher;
use super::cursor::Cursor;
use super::kdf::Kdf;
use crate::import::{ImportError, Warning};

pub(crate) const SIGNATURE: [u8; 8] = [0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5];
/// What KeePass 2 wrote before its first release.
const PRE_RELEASE: [u8; 8] = [0x03, 0xd9, 0xa2, 0x9a, 0x66, 0xfb, 0x4b, 0xb5];
/// The newest minor version of 4 that is known.
const KNOWN_MINOR: u16 = 1;

const END: u8 = 0;
const COMMENT: u8 = 1;
const CIPHER: u8 = 2;
const COMPRESSION: u8 = 3;
const MASTER_SEED: u8 = 4;
const TRANSFORM_SEED: u8 = 5;
const TRANSFORM_ROUNDS: u8 = 6;
const IV: u8 = 7;
const INNER_KEY: u8 = 8;
const START_BYTES: u8 = 9;
const INNER_STREAM: u8 = 10;
const KDF_PARAMETERS: u8 = 11;
/// One more than the largest identifier.
const FIELDS: usize = 13;

/// The outer header.
pub(super) struct Header<'a> {
    minor: u16,
    pub(super) cipher: Cipher,
    pub(super) compressed: bool,
    pub(super) master_seed: &'a [u8],
    pub(super) iv: &'a [u8],
    pub(super) kdf: Kdf<'a>,
    /// What only 3.1 has in the outer header.
    pub(super) old: Option<OldFields<'a>>,
    /// The header's own bytes, signature included, as they are authenticated.
    pub(super) bytes: &'a [u8],
    /// Everything after it.
    pub(super) body: &'a [u8],
}

/// What KDBX 3.1 has in the outer header and 4 elsewhere.
pub(super) struct OldFields<'a> {
    pub(super) start_bytes: &'a [u8],
    pub(super) inner_key: &'a [u8],
    pub(super) inner_stream: u32,
}

pub(super) fn has_signature(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE) || bytes.starts_with(&PRE_RELEASE)
}

fn damaged(what: &'static str) -> ImportError {
    ImportError::damaged(format!("header: {what}"))
}

impl<'a> Header<'a> {
    pub(super) fn parse(file: &'a [u8]) -> Result<Self, ImportError> {
        let mut cursor = Cursor::new(file);
        let signature: [u8; 8] = cursor.array().ok_or(ImportError::NotRecognised)?;
        let (minor, major) = cursor.short().zip(cursor.short()).ok_or_else(|| damaged("version"))?;
        let fields = match (signature, major) {
            (SIGNATURE, 3) => Fields::read(&mut cursor, |cursor| cursor.short().map(usize::from))?,
            (SIGNATURE, 4) => Fields::read(&mut cursor, |cursor| cursor.word()?.try_into().ok())?,
            (SIGNATURE | PRE_RELEASE, _) => {
                return Err(ImportError::UnsupportedVersion { found: format!("{major}.{minor}") });
            }
            _ => return Err(ImportError::NotRecognised),
        };
        let body = cursor.rest();
        let bytes = file.get(..file.len().saturating_sub(body.len())).unwrap_or_default();
        fields.into_header(major, minor, bytes, body)
    }

    /// A minor version that came later may have fields that nobody here knows.
    pub(super) fn warning(&self) -> Option<Warning> {
        (self.old.is_none() && self.minor > KNOWN_MINOR)
            .then(|| Warning::NewerMinorVersion { found: format!("4.{}", self.minor) })
    }
}

/// The fields by identifier, each at most once.
struct Fields<'a>([Option<&'a [u8]>; FIELDS]);

impl<'a> Fields<'a> {
    fn read(
        cursor: &mut Cursor<'a>,
        length: fn(&mut Cursor<'a>) -> Option<usize>,
    ) -> Result<Self, ImportError> {
        let mut fields = Self([None; FIELDS]);
        loop {
            let id = cursor.byte().ok_or_else(|| damaged("it has no end"))?;
            let value =
                length(cursor).and_then(|length| cursor.take(length)).ok_or_else(|| damaged("length"))?;
            if id == END {
                return Ok(fields);
            }
            let slot = fields.0.get_mut(usize::from(id)).ok_or_else(|| damaged("unknown field"))?;
            if slot.replace(value).is_some() && id != COMMENT {
                return Err(damaged("a field twice"));
            }
        }
    }

    fn field(&self, id: u8) -> Option<&'a [u8]> {
        self.0.get(usize::from(id)).copied().flatten()
    }

    fn need(&self, id: u8, what: &'static str) -> Result<&'a [u8], ImportError> {
        self.field(id).ok_or_else(|| damaged(what))
    }

    fn word(&self, id: u8, what: &'static str) -> Result<u32, ImportError> {
        self.need(id, what)?.try_into().map(u32::from_le_bytes).map_err(|_| damaged(what))
    }

    fn into_header(
        self,
        major: u16,
        minor: u16,
        bytes: &'a [u8],
        body: &'a [u8],
    ) -> Result<Header<'a>, ImportError> {
        let cipher = Cipher::of_uuid(self.need(CIPHER, "cipher")?)?;
        let compressed = match self.word(COMPRESSION, "compression")? {
            0 => false,
            1 => true,
            _ => return Err(ImportError::Unsupported { what: "an unknown compression".into() }),
        };
        let master_seed = self.need(MASTER_SEED, "master seed")?;
        let iv = self.need(IV, "initialisation vector")?;
        if master_seed.len() != 32 || iv.len() != cipher.iv_length() {
            return Err(damaged("length of a seed"));
        }
        let old = if major == 3 { Some(self.old_fields()?) } else { None };
        let kdf = if major == 3 {
            self.old_kdf()?
        } else {
            Kdf::of_parameters(self.need(KDF_PARAMETERS, "key derivation")?)?
        };
        Ok(Header { minor, cipher, compressed, master_seed, iv, kdf, old, bytes, body })
    }

    fn old_kdf(&self) -> Result<Kdf<'a>, ImportError> {
        let rounds = self.need(TRANSFORM_ROUNDS, "rounds")?.try_into().map_err(|_| damaged("rounds"))?;
        Kdf::aes(u64::from_le_bytes(rounds), self.need(TRANSFORM_SEED, "transform seed")?)
    }

    fn old_fields(&self) -> Result<OldFields<'a>, ImportError> {
        let start_bytes = self.need(START_BYTES, "stream start")?;
        if start_bytes.len() != 32 {
            return Err(damaged("stream start"));
        }
        let inner_key = self.need(INNER_KEY, "protected stream key")?;
        Ok(OldFields { start_bytes, inner_key, inner_stream: self.word(INNER_STREAM, "inner stream")? })
    }
}
