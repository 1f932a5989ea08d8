//! A KeePass database under a key file beside its password, and codes by a counter: opened by `keepassxc-cli` and pykeepass.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/judges.rs"]
mod judges;
#[path = "support/out.rs"]
mod out;
mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use judges::{Scratch, keepassxc, pykeepass, pykeepass_with};
use out::{CHEAP, NOW, PASSWORD, Seeded, parsed, read, write};
use sha2::{Digest, Sha256};
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_exchange::{
    Content, ImportError, KdbxKey, ParsedItem, Request, make_key_file, parse, write_kdbx,
};
use strongroom_secret::SecretString;
use support::value;

const ADDRESS: &str = "otpauth://hotp/Bank:me?secret=GEZDGNBVGY3TQOJQ&counter=7&issuer=Bank";

fn item(code: &str) -> ParsedItem {
    let item = Item::new(Kind::LOGIN, "Bank").with(Field::new("totp", FieldType::Totp, code));
    parsed(item.with(Field::new("password", FieldType::Hidden, "x")))
}

#[test]
fn given_a_code_by_counter_then_others_find_the_strings_of_keepass_and_it_comes_back_as_it_was() {
    let file = write(&[], &[item(ADDRESS)]);
    assert_eq!(value(&read(&file).items[0].item, "totp"), ADDRESS);
    let scratch = Scratch::of("counter.kdbx", &file);
    let path = scratch.0.to_str().unwrap();
    let show = ["show", "-q", "-s", "-a", "HmacOtp-Secret-Base32", "-a", "HmacOtp-Counter", path, "Bank"];
    if let Some(shown) = keepassxc(&show, &format!("{PASSWORD}\n")) {
        assert_eq!(String::from_utf8(shown).unwrap(), "GEZDGNBVGY3TQOJQ\n7\n");
    }
}

#[test]
fn given_a_counter_that_another_program_counted_on_then_the_code_comes_back_with_it() {
    let scratch = Scratch::of("counted.kdbx", &write(&[], &[item(ADDRESS)]));
    if pykeepass("count", &scratch.0, PASSWORD).is_none() {
        return;
    }
    let import = read(&scratch.read());
    let code = value(&import.items[0].item, "totp");
    assert!(
        code.contains("counter=8") && code.contains("GEZDGNBVGY3TQOJQ") && code.contains("Bank"),
        "{code}"
    );
    assert_eq!(import.items[0].item.fields.len(), 2);
}

#[test]
fn given_a_code_that_keepass_would_compute_otherwise_then_it_is_told_none() {
    for other in ["&digits=8", "&algorithm=SHA256"] {
        let address = format!("{ADDRESS}{other}");
        let file = write(&[], &[item(&address)]);
        assert_eq!(value(&read(&file).items[0].item, "totp"), address);
        let scratch = Scratch::of(&format!("other{}.kdbx", other.len()), &file);
        if let Some(read) = pykeepass("read", &scratch.0, PASSWORD) {
            assert!(!read.contains("HmacOtp"), "{read}");
        }
    }
}

#[test]
fn given_a_made_key_file_then_the_database_opens_with_it_and_the_password_alone_is_wrong() {
    let key_file = make_key_file(&Seeded::default()).unwrap();
    let (password, items) = (SecretString::from(PASSWORD), [item(ADDRESS)]);
    let key = KdbxKey { password: Some(&password), key_file: Some(key_file.expose()) };
    let mut file = Vec::new();
    write_kdbx(Content { folders: &[], items: &items }, key, CHEAP, NOW, &Seeded::default(), &mut file)
        .unwrap();
    let open =
        |key_file| parse(&Request { password: Some(PASSWORD.into()), key_file, ..Request::new(&file) });
    assert_eq!(open(Some(key_file.expose().as_slice())).unwrap().items, items);
    assert_eq!(open(None), Err(ImportError::WrongCredentials));
    let mut damaged = key_file.expose().clone();
    let digit = damaged.iter().rposition(u8::is_ascii_hexdigit).unwrap();
    // Not in the names behind the digits.
    let digits = String::from_utf8(damaged.clone()).unwrap().find("\n\t\t</Data>").unwrap();
    damaged[digits - 1] = if damaged[digits - 1] == b'0' { b'1' } else { b'0' };
    assert!(digit > 0 && open(Some(damaged.as_slice())) == Err(ImportError::KeyFileDamaged));

    let (database, keyx) = (Scratch::of("keyed.kdbx", &file), Scratch::of("keyed.keyx", key_file.expose()));
    let (path, key_path) = (database.0.to_str().unwrap(), keyx.0.to_str().unwrap());
    if let Some(list) = keepassxc(&["ls", "-q", "-k", key_path, path], &format!("{PASSWORD}\n")) {
        assert_eq!(String::from_utf8(list).unwrap(), "Bank\n");
    }
    if let Some(read) = pykeepass_with("read", &database.0, PASSWORD, Some(&keyx.0)) {
        assert!(read.contains("Bank"), "{read}");
    }
}

/// Each kind of key file that KeePass knows, in a database that KeePassXC made with it.
#[test]
fn given_every_kind_of_key_file_then_what_keepassxc_locked_with_it_opens() {
    let bytes: [u8; 32] = std::array::from_fn(|position| u8::try_from(position * 7).unwrap());
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    let first = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<KeyFile><Meta><Version>1.00</Version></Meta><Key><Data>{}</Data></Key></KeyFile>",
        STANDARD.encode(bytes)
    );
    let second = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<KeyFile><Meta><Version>2.0</Version></Meta><Key><Data Hash=\"{}\">{}</Data></Key></KeyFile>",
        hex(&Sha256::digest(bytes)[..4]),
        hex(&bytes)
    );
    let xml = "<?xml version=\"1.0\"?><KeePassFile><Meta/><Root><Group><Name>Root</Name><Entry><String><Key>Title</Key>\
               <Value>Shop</Value></String></Entry></Group></Root></KeePassFile>";
    let xml = Scratch::of("kinds.xml", xml.as_bytes());
    for (name, key_file) in [
        ("xml1", first.as_bytes()),
        ("xml2", second.as_bytes()),
        ("raw", &bytes),
        ("hex", hex(&bytes).as_bytes()),
        ("lower", hex(&bytes).to_lowercase().as_bytes()),
        ("any", b"any file of any length is a key".as_slice()),
        ("long", &[b'x'; 100_000]),
    ] {
        let (key, database) =
            (Scratch::of(&format!("kinds.{name}"), key_file), Scratch::new(&format!("{name}.kdbx")));
        let [key, to, from] = [&key, &database, &xml].map(|scratch| scratch.0.to_str().unwrap().to_owned());
        if keepassxc(&["import", "--set-key-file", &key, "--decryption-time", "100", &from, &to], "")
            .is_none()
        {
            return;
        }
        let file = database.read();
        let open = |key_file| parse(&Request { key_file, ..Request::new(&file) });
        assert_eq!(open(Some(key_file)).unwrap().items[0].item.title, "Shop", "{name}");
        // A file of other content is another key, or contradicts itself.
        let mut other = key_file.to_vec();
        let last = other
            .iter()
            .rposition(|byte| byte.is_ascii_digit() || *byte == b'x' || *byte > 0x80)
            .unwrap_or(0);
        other[last] ^= 1;
        assert!(open(Some(other.as_slice())).is_err(), "{name}");
    }
}
