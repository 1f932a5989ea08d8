//! Every kind of key file that KeePass knows: XML 1 and 2, 32 bytes, 64 hexadecimal digits, and any other file.

use super::stream::InnerStream;
use super::xml::{Element, Xml};
use crate::import::ImportError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A larger key file than this is not read as XML, in bytes.
const MAX_XML: usize = 64 * 1024;
/// A larger key file than this is no key file, in bytes.
const MAX_FILE: usize = 64 << 20;

type Key = Zeroizing<Vec<u8>>;

/// The key in a key file. A file that is of no special kind is a key by its hash.
pub(super) fn key_of(file: &[u8]) -> Result<Key, ImportError> {
    if file.len() > MAX_FILE {
        return Err(ImportError::too_large("bytes of key file", MAX_FILE as u64));
    }
    if let Some(root) = as_xml(file) {
        return xml_key(&root);
    }
    let key = match file.len() {
        32 => Some(file.to_vec()),
        64 => hex(file),
        _ => None,
    };
    Ok(Zeroizing::new(key.unwrap_or_else(|| Sha256::digest(file).to_vec())))
}

/// The key in a key file of KeePass 1, which knows no XML.
pub(super) fn plain_key_of(file: &[u8]) -> Result<Zeroizing<[u8; 32]>, ImportError> {
    if file.len() > MAX_FILE {
        return Err(ImportError::too_large("bytes of key file", MAX_FILE as u64));
    }
    let special = if file.len() == 64 { hex(file).map(Zeroizing::new) } else { None };
    let key = special.as_ref().map_or(file, |key| key.as_slice());
    Ok(Zeroizing::new(key.try_into().unwrap_or_else(|_| Sha256::digest(file).into())))
}

/// The root of a file that is a key file in XML; anything else is not special.
fn as_xml(file: &[u8]) -> Option<Element> {
    let text = std::str::from_utf8(file).ok().filter(|text| text.len() <= MAX_XML)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let root = Xml::new(Box::new(text.as_bytes()), InnerStream::plain()).root().ok()?;
    (root.name == "KeyFile").then_some(root)
}

fn xml_key(root: &Element) -> Result<Key, ImportError> {
    let version = root.child("Meta").and_then(|meta| meta.child("Version")).map(Element::trimmed);
    let data = root.child("Key").and_then(|key| key.child("Data")).ok_or(ImportError::KeyFileDamaged)?;
    let digits: String = data.trimmed().chars().filter(|c| !c.is_whitespace()).collect();
    let key = match version.and_then(|version| version.split('.').next()) {
        Some("1") => STANDARD.decode(digits).ok(),
        Some("2") => hex(digits.as_bytes()).filter(|key| hash_fits(key, data)),
        _ => None,
    };
    key.filter(|key| !key.is_empty()).map(Zeroizing::new).ok_or(ImportError::KeyFileDamaged)
}

/// Version 2 says the first four bytes of the key's hash.
fn hash_fits(key: &[u8], data: &Element) -> bool {
    match data.attribute("Hash") {
        Some(text) => hex(text.trim().as_bytes())
            .is_some_and(|stated| stated.len() == 4 && Sha256::digest(key).starts_with(&stated)),
        None => true,
    }
}

fn hex(digits: &[u8]) -> Option<Vec<u8>> {
    let (pairs, rest) = digits.as_chunks::<2>();
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let plain = digits.iter().all(u8::is_ascii_hexdigit);
    (rest.is_empty() && plain).then(|| pairs.iter().map(byte).collect()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex_of(file: &[u8]) -> Result<String, ImportError> {
        key_of(file).map(|key| key.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    #[test]
    fn every_key_file_of_the_corpus_gives_the_key_that_its_source_states() {
        let folder =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/kdbx/gokeepasslib/tests/keyfiles/");
        for (name, key) in [
            ("bin_32_byte.key", "cd1c63c8c743caea12c5899bd95cc5b2ac1d5337925aca375a7e6a83344c9c45"),
            ("hex_64_byte.key", "283b13a44b98083b161eb5f4d696ecf68c923a7c32bd88c3a4240c33b3f16335"),
            ("non_hex_64_byte.key", "9f82867cf3f0e14dbdf8d39fb0dddf930ca83439381cfba4bfa6d2be2f72ebbf"),
            ("txt_derive.key", "fe0dbedd5dee00ab5c928b5eaefe9425e81d1dfa8c03fa65469f18ad13b98e89"),
            ("xml_v1.0.key", "3db2c16268045c584b59fda0c6804c0115e00d9184edfdf8b6bf9a9c2c39d8b2"),
            ("xml_v1.00.key", "3db2c16268045c584b59fda0c6804c0115e00d9184edfdf8b6bf9a9c2c39d8b2"),
            ("xml_v2.0.key", "6771521d644dfa15f39c177347cb28acc4d10994c0babfd9b8f1e132a1427097"),
        ] {
            let Ok(file) = std::fs::read(format!("{folder}{name}")) else { continue };
            assert_eq!(hex_of(&file).as_deref(), Ok(key), "{name}");
        }
        let Ok(file) = std::fs::read(format!("{folder}xml_v2.0_invalid_hash.key")) else { return };
        assert_eq!(hex_of(&file), Err(ImportError::KeyFileDamaged));
    }

    #[test]
    fn bytes_and_digits_of_the_right_length_are_the_key_itself() {
        assert_eq!(hex_of(&[0xab; 32]), Ok("ab".repeat(32)));
        assert_eq!(hex_of("AB".repeat(32).as_bytes()), Ok("ab".repeat(32)));
        assert_ne!(hex_of("+B".repeat(32).as_bytes()), Ok("0b".repeat(32)));
    }

    #[test]
    fn xml_that_contradicts_itself_is_damaged() {
        for (version, data) in [
            ("3.0", "<Data>AA==</Data>"),
            ("2.0", "<Data Hash=\"00000000\">6771521D</Data>"),
            ("2.0", "<Data>xyz</Data>"),
            ("1.0", "<Data>***</Data>"),
            ("1.0", "<Data></Data>"),
            ("1.0", ""),
        ] {
            let xml =
                format!("<KeyFile><Meta><Version>{version}</Version></Meta><Key>{data}</Key></KeyFile>");
            assert_eq!(hex_of(xml.as_bytes()), Err(ImportError::KeyFileDamaged), "{xml}");
        }
    }
}
