//! Which files are encrypted, and with what: told by their first bytes, and for OpenPGP's binary form, which has no mark of
//! its own, by their name too.

use super::decrypt::Seal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// How far into a file its head is looked at, in bytes.
const WINDOW: usize = 4096;
const AGE: &[u8] = b"age-encryption.org/v1\n";
const AGE_ARMOUR: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
const PGP_ARMOUR: &[u8] = b"-----BEGIN PGP MESSAGE-----";
/// Extensions of OpenPGP's binary form.
const PGP_NAMES: [&str; 2] = [".gpg", ".pgp"];

/// What the file is encrypted with; none where it is not.
pub(super) fn seal_of(name: &str, bytes: &[u8]) -> Option<Seal> {
    let head = bytes.get(..bytes.len().min(WINDOW)).unwrap_or_default();
    if head.starts_with(AGE) {
        return Some(of_age(head));
    }
    if head.trim_ascii_start().starts_with(AGE_ARMOUR) {
        return Some(of_age(&decoded(head)));
    }
    if head.trim_ascii_start().starts_with(PGP_ARMOUR) {
        return Some(of_packet(decoded(head).first().copied()).unwrap_or(Seal::Pgp));
    }
    if !PGP_NAMES.iter().any(|end| name.ends_with(end)) {
        return None;
    }
    of_packet(head.first().copied())
}

fn of_age(head: &[u8]) -> Seal {
    let first = head.get(AGE.len()..).unwrap_or_default();
    if first.starts_with(b"-> scrypt ") { Seal::AgePassword } else { Seal::Age }
}

/// By the first packet (RFC 9580, section 4.2): a session key for a public key has tag 1, one for a password tag 3. Data
/// without either, tags 9, 18 and 20, cannot be opened by anybody and is left to gpg to say so.
fn of_packet(first: Option<u8>) -> Option<Seal> {
    let first = first.filter(|byte| byte & 0x80 != 0)?;
    let tag = if first & 0x40 == 0 { (first >> 2) & 0x0f } else { first & 0x3f };
    match tag {
        1 | 9 | 18 | 20 => Some(Seal::Pgp),
        3 => Some(Seal::PgpPassword),
        _ => None,
    }
}

/// The first bytes inside an armour: behind its headers, up to where its base64 ends or the window does.
fn decoded(head: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(head);
    let lines = text.lines().skip_while(|line| !line.starts_with("-----")).skip(1);
    let body = lines.skip_while(|line| line.contains(": ")).map(str::trim);
    let letters: String = body.take_while(|line| !line.starts_with(['-', '='])).collect();
    let whole = letters.len() / 4 * 4;
    STANDARD.decode(letters.get(..whole).unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encrypted_files_are_told_from_others() {
        let armoured =
            |letters: &str| format!("-----BEGIN PGP MESSAGE-----\nVersion: x\n\n{letters}\n=abcd\n");
        let age = format!(
            "-----BEGIN AGE ENCRYPTED FILE-----\n{}\n",
            STANDARD.encode("age-encryption.org/v1\n-> scrypt ")
        );
        for (name, bytes, seal) in [
            ("a.gpg", b"\x85\x01\x0c".as_slice(), Some(Seal::Pgp)),
            ("a.gpg", b"\x84\x5e", Some(Seal::Pgp)),
            ("a.gpg", b"\xc1\x5e", Some(Seal::Pgp)),
            ("a.pgp", b"\x8c\x0d\x04", Some(Seal::PgpPassword)),
            ("a.gpg", b"\xc3\x0d\x04", Some(Seal::PgpPassword)),
            ("a.gpg", b"plain text", None),
            ("a.gpg", b"", None),
            // A public key, tag 6.
            ("key.gpg", b"\x99\x01", None),
            ("a.bin", b"\x85\x01\x0c", None),
            ("x", armoured("jA0EBwMC").as_bytes(), Some(Seal::PgpPassword)),
            ("x", armoured("hF4DAAAA").as_bytes(), Some(Seal::Pgp)),
            ("x", b"age-encryption.org/v1\n-> X25519 abc", Some(Seal::Age)),
            ("x", b"age-encryption.org/v1\n-> scrypt abc 18", Some(Seal::AgePassword)),
            ("x", age.as_bytes(), Some(Seal::AgePassword)),
        ] {
            assert_eq!(seal_of(name, bytes), seal, "{name} {bytes:02x?}");
        }
    }
}
