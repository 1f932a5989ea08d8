//! KeePass 1 databases, KDB. The format authenticates nothing: a damaged file and a wrong password look alike, both by the hash
//! of the content that the header states.

mod contents;
mod entry;
mod fields;
mod group;
mod header;
mod meta;
mod moment;

pub(in crate::import) use header::has_signature;

use super::key_file;
use crate::import::{ImportError, ParsedImport, Request};
use header::Header;
use sha2::{Digest, Sha256};
use strongroom_secret::SecretString;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A larger file than this is not read, in bytes.
const MAX_FILE: usize = 512 << 20;

/// A key before derivation, wiped when dropped.
type Key = Zeroizing<[u8; 32]>;

/// Opens a database and reads it.
pub(in crate::import) fn parse(request: &Request<'_>) -> Result<ParsedImport, ImportError> {
    if request.bytes.len() > MAX_FILE {
        return Err(ImportError::too_large("bytes", MAX_FILE as u64));
    }
    let header = Header::parse(request.bytes)?;
    for key in keys(request.password.as_ref(), request.key_file)? {
        if let Some(content) = open(&header, &key)? {
            return contents::read(&content, header.groups, header.entries);
        }
    }
    Err(ImportError::WrongCredentials)
}

/// The content past encryption, for the fuzzer: so many groups, so many entries.
#[cfg(fuzzing)]
pub(in crate::import) fn read_content(
    content: &[u8],
    groups: u32,
    entries: u32,
) -> Result<ParsedImport, ImportError> {
    contents::read(content, groups, entries)
}

/// The content, or none where the key is not the right one.
fn open(header: &Header<'_>, key: &Key) -> Result<Option<Zeroizing<Vec<u8>>>, ImportError> {
    let transformed = header.kdf.transform(key)?;
    let hash = Sha256::new().chain_update(header.master_seed).chain_update(transformed.as_slice());
    let cipher_key: Key = Zeroizing::new(hash.finalize().into());
    let mut content = Zeroizing::new(header.body.to_vec());
    header.cipher.decrypt(&cipher_key, header.iv, &mut content)?;
    if header.cipher.unpad(&mut content).is_err() {
        return Ok(None);
    }
    let fits = bool::from(Sha256::digest(content.as_slice()).as_slice().ct_eq(header.content_hash));
    Ok(fits.then_some(content))
}

/// The keys to try, in order: a password in the encoding of KeePass 1, then in UTF-8, where that is another; beside a key
/// file, an empty one as none.
fn keys(password: Option<&SecretString>, key_file: Option<&[u8]>) -> Result<Vec<Key>, ImportError> {
    let file_key = key_file.map(key_file::plain_key_of).transpose()?;
    let Some(password) = password else {
        let key = file_key.ok_or(ImportError::NeedsPassword)?;
        return Ok(vec![key]);
    };
    if let Some(key) = file_key.as_ref().filter(|_| password.is_empty()) {
        return Ok(vec![key.clone()]);
    }
    // Exposed to be hashed, as the format wants it.
    let text = password.expose();
    let mut passwords = vec![Zeroizing::new(text.as_bytes().to_vec())];
    if let Some(ansi) = windows_1252(text).filter(|ansi| ansi.as_slice() != text.as_bytes()) {
        passwords.insert(0, ansi);
    }
    Ok(passwords.iter().map(|password| mixed(password, file_key.as_ref())).collect())
}

fn mixed(password: &[u8], file_key: Option<&Key>) -> Key {
    let hashed = Sha256::digest(password);
    match file_key {
        None => Zeroizing::new(hashed.into()),
        Some(key) => {
            Zeroizing::new(Sha256::new().chain_update(hashed).chain_update(key.as_slice()).finalize().into())
        }
    }
}

/// The text in Windows' Western code page; none where it has a character that is not in it.
fn windows_1252(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    for character in text.chars() {
        bytes.push(code_of(character)?);
    }
    Some(bytes)
}

/// The code page's bytes from 0x80 to 0x9f; the rest is Latin-1.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn code_of(character: char) -> Option<u8> {
    match UPPER.iter().position(|upper| *upper == character) {
        Some(position) => u8::try_from(position + 0x80).ok(),
        None => u8::try_from(u32::from(character)).ok().filter(|code| !(0x80..0xa0).contains(code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_tried_as_keepass_1_wrote_them_and_as_others_do() {
        let count = |password: &str| keys(Some(&password.into()), None).map(|keys| keys.len());
        assert_eq!((count("plain"), count("Straße"), count("пароль")), (Ok(1), Ok(2), Ok(1)));
        assert_eq!(windows_1252("€ß").as_deref(), Some(&vec![0x80, 0xdf]));
        assert!(windows_1252("\u{80}").is_none());
    }
}
