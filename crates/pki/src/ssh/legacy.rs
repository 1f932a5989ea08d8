//! PEM encrypted as OpenSSL did before PKCS#8: a `DEK-Info` header (RFC 1421, section 4.6.1.3) and a key from one round of
//! MD5. Weak against guessing, and without a tag: only what comes out tells whether the passphrase was right.

use super::armour::Block;
use super::cipher::Cipher;
use super::{ReadError, Sealed, Unlock};
use data_encoding::HEXUPPER_PERMISSIVE;
use md5::{Digest, Md5};
use zeroize::Zeroizing;

/// OpenSSL's names.
const CIPHERS: [(&str, Cipher); 4] = [
    ("DES-EDE3-CBC", Cipher::TripleDesCbc),
    ("AES-128-CBC", Cipher::Aes128Cbc),
    ("AES-192-CBC", Cipher::Aes192Cbc),
    ("AES-256-CBC", Cipher::Aes256Cbc),
];

/// Bytes of the vector that salt the key.
const SALT: usize = 8;

pub(super) fn is_sealed(block: &Block<'_>) -> bool {
    block.header("DEK-Info").is_some() || block.header("Proc-Type").is_some_and(|kind| kind == "4,ENCRYPTED")
}

/// The content in the clear, or why not.
pub(super) fn open(
    block: &Block<'_>,
    unlock: Option<Unlock<'_>>,
) -> Result<Result<Zeroizing<Vec<u8>>, Sealed>, ReadError> {
    let info = block.header("DEK-Info").ok_or(ReadError::Malformed)?;
    let (name, iv) = info.split_once(',').ok_or(ReadError::Malformed)?;
    let Some((_, cipher)) = CIPHERS.iter().find(|(known, _)| *known == name) else {
        return Ok(Err(Sealed::Unsupported));
    };
    let iv = HEXUPPER_PERMISSIVE.decode(iv.trim().as_bytes()).map_err(|_| ReadError::Malformed)?;
    if iv.len() != cipher.iv_length() {
        return Err(ReadError::Malformed);
    }
    let Some(unlock) = unlock else { return Ok(Err(Sealed::NoPassphrase)) };
    let salt = iv.get(..SALT).ok_or(ReadError::Malformed)?;
    // Exposed to be hashed into the key.
    let key = derived(unlock.passphrase.expose().as_bytes(), salt, cipher.key_length());
    let mut plain = block.content.clone();
    let opened = cipher.open(&key, &iv, &mut plain, &[]).is_ok() && unpad(&mut plain, cipher.block_length());
    Ok(if opened { Ok(plain) } else { Err(Sealed::WrongPassphrase) })
}

/// `EVP_BytesToKey` with MD5 and one round: each piece is the hash of the one before it, the passphrase and the salt.
fn derived(passphrase: &[u8], salt: &[u8], length: usize) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(Vec::with_capacity(length + 16));
    let mut piece = Zeroizing::new(Vec::new());
    while key.len() < length {
        let hash = Md5::new().chain_update(&*piece).chain_update(passphrase).chain_update(salt).finalize();
        piece = Zeroizing::new(hash.to_vec());
        key.extend_from_slice(&piece);
    }
    key.truncate(length);
    key
}

/// Takes the padding of PKCS#7 off (RFC 5652, section 6.3).
fn unpad(plain: &mut Zeroizing<Vec<u8>>, block: usize) -> bool {
    let Some(last) = plain.last().copied() else { return false };
    let count = usize::from(last);
    let Some(length) = plain.len().checked_sub(count) else { return false };
    let right = (1..=block).contains(&count)
        && plain.get(length..).is_some_and(|padding| padding.iter().all(|byte| *byte == last));
    plain.truncate(length);
    right
}
