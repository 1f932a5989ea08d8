//! Tests of transfers: published ones, and hostile ones built field by field.

use super::*;
use crate::totp::decode_base32;
use data_encoding::BASE64;
use proptest::prelude::*;

fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(u8::try_from(value & 0x7f).unwrap() | 0x80);
        value >>= 7;
    }
    bytes.push(u8::try_from(value).unwrap());
    bytes
}

fn number(field: u64, value: u64) -> Vec<u8> {
    [varint(field << 3), varint(value)].concat()
}

fn bytes(field: u64, value: &[u8]) -> Vec<u8> {
    [varint(field << 3 | 2), varint(value.len() as u64), value.to_vec()].concat()
}

fn text(message: &[u8]) -> String {
    let data = BASE64.encode(message).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    format!("otpauth-migration://offline?data={data}")
}

fn account(fields: &[Vec<u8>]) -> String {
    text(&bytes(1, &fields.concat()))
}

fn only(text: &str) -> Option<Otp> {
    let migration = parse_migration(text).unwrap();
    assert_eq!(migration.accounts.len() + migration.skipped, 1);
    migration.accounts.into_iter().next()
}

#[test]
fn published_examples_are_read() {
    // From the documentation of otpauth_migration, and of qistoph/otp_export's kin.
    let example = "CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTAC";
    let Some(Otp::Time(totp)) = only(&format!("otpauth-migration://offline?data={example}")) else {
        panic!()
    };
    let parts = totp.parts();
    assert_eq!((parts.issuer.as_str(), parts.account.as_str()), ("Example", "alice@google.com"));
    assert_eq!(parts.secret, decode_base32("JBSWY3DPEHPK3PXP").unwrap());

    let two = "CkMKFD3GyqSCSm0oh2eyMx4gtDFmy4XZEhxBQ01FIENvOmpvaG4uZG9lQGV4YW1wbGUuY29tGgdBQ01FIENvIAEoATACCjUKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZSABKAEwAhABGAEgACjn4Pv4Ag==";
    let migration = parse_migration(&format!("otpauth-migration://offline?data={two}")).unwrap();
    let names: Vec<(&str, &str)> =
        migration.accounts.iter().map(|otp| (otp.issuer(), otp.account())).collect();
    assert_eq!(names, [("ACME Co", "john.doe@example.com"), ("Example", "alice@google.com")]);
    assert_eq!((migration.skipped, migration.part, migration.parts), (0, 1, 1));
    assert_eq!(migration.accounts[0].secret(), &decode_base32("HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ").unwrap());

    let negative = "CjUKEPqlBekzoNEukL7qlsjBCDYSDnBpQHJhc3BiZXJyeXBpGgtyYXNwYmVycnlwaSABKAEwAhABGAEgACjr4JKK%2B%2F%2F%2F%2F%2F8B";
    let otp = only(&format!("otpauth-migration://offline?data={negative}")).unwrap();
    assert_eq!((otp.issuer(), otp.account()), ("raspberrypi", "pi@raspberrypi"));
    assert_eq!(otp.secret(), &decode_base32("7KSQL2JTUDIS5EF65KLMRQIIGY").unwrap());
}

#[test]
fn message_that_protoc_wrote_is_read() {
    let data = "CkMKFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEhxBQ01FIENvOmpvaG4uZG9lQGV4YW1wbGUuY29tGgdBQ01FIENvIAEoATACCjAKCkhlbGxvId6tvu8SEWFsaWNlQGV4YW1wbGUuY29tGgdFeGFtcGxlIAMoAjABOAkQARgCIAEowLv4////////AQ==";
    let migration = parse_migration(&format!("otpauth-migration://offline?data={data}")).unwrap();
    assert_eq!((migration.accounts.len(), migration.skipped, migration.part, migration.parts), (2, 0, 2, 2));
    let Otp::Counter(hotp) = &migration.accounts[1] else { panic!() };
    let parts = hotp.parts();
    assert_eq!((parts.algorithm, parts.digits, parts.counter), (Algorithm::Sha512, 8, 9));
}

#[test]
fn every_part_of_an_account_is_taken() {
    let secret = b"12345678901234567890";
    let fields = [
        bytes(1, secret),
        bytes(2, b"me"),
        bytes(3, b"Shop"),
        number(4, 2),
        number(5, 2),
        number(6, 1),
        number(7, 9),
    ];
    let Some(Otp::Counter(hotp)) = only(&account(&fields)) else { panic!() };
    let expected = HotpParts {
        secret: secret.to_vec().into(),
        algorithm: Algorithm::Sha256,
        digits: 8,
        counter: 9,
        issuer: "Shop".into(),
        account: "me".into(),
    };
    assert_eq!(hotp.parts(), &expected);
}

#[test]
fn what_is_left_out_or_not_known_does_not_disturb() {
    let fields =
        [bytes(1, b"12345678901234567890"), bytes(8, b"unique"), number(99, 1), vec![0x4d, 1, 2, 3, 4]];
    let Some(Otp::Time(totp)) = only(&account(&fields)) else { panic!() };
    assert_eq!(totp.parts(), &TotpParts::new(b"12345678901234567890".to_vec()));
}

#[test]
fn account_of_which_no_code_can_be_made_is_counted_and_passed_over() {
    let secret = || bytes(1, b"12345678901234567890");
    for fields in [
        vec![],
        vec![bytes(1, b"")],
        vec![secret(), number(4, 4)],
        vec![secret(), number(5, 9)],
        vec![secret(), number(6, 3)],
        vec![secret(), bytes(2, b"\xff")],
        vec![secret(), bytes(3, &[b'a'; 1025])],
        vec![bytes(1, &[1; 1025])],
    ] {
        assert_eq!(only(&account(&fields)), None, "{fields:?}");
    }
}

#[test]
fn part_of_several_says_which_it_is() {
    let migration =
        parse_migration(&text(&[number(2, 1), number(3, 3), number(4, 1), number(5, 7)].concat())).unwrap();
    assert_eq!((migration.part, migration.parts), (2, 3));
    let odd = parse_migration(&text(&[number(3, u64::MAX), number(4, u64::MAX)].concat())).unwrap();
    assert_eq!((odd.part, odd.parts), (1, 1));
}

#[test]
fn both_alphabets_of_base64_are_read_with_and_without_padding() {
    let message = bytes(1, &[bytes(1, &[0xfb, 0xff, 0xbf, 0xfe]), bytes(2, b"ab")].concat());
    let standard = BASE64.encode(&message);
    assert!(standard.contains(['+', '/']));
    let expected = parse_migration(&text(&message));
    assert_eq!(expected.as_ref().map(|migration| migration.accounts.len()), Ok(1));
    for data in [
        standard.clone(),
        standard.trim_end_matches('=').to_owned(),
        standard.replace('+', "-").replace('/', "_"),
    ] {
        assert_eq!(
            parse_migration(&format!("OTPAUTH-MIGRATION://offline/?x=1&data={data}")),
            expected,
            "{data}"
        );
    }
}

#[test]
fn hostile_text_is_refused_by_name() {
    for (text, error) in [
        (String::new(), MigrationError::NotMigration),
        ("otpauth-migration://offline".into(), MigrationError::NotMigration),
        ("otpauth-migration://offline?date=AA".into(), MigrationError::NotMigration),
        ("otpauth-migration://online?data=AA".into(), MigrationError::NotMigration),
        ("otpauth://offline?data=AA".into(), MigrationError::NotMigration),
        ("otpauth-migration://offline?data=A".into(), MigrationError::Malformed),
        ("otpauth-migration://offline?data=%00".into(), MigrationError::Malformed),
        ("otpauth-migration://offline?data=AA==AA".into(), MigrationError::Malformed),
        (text(&[0x0a, 0x7f]), MigrationError::Malformed),
        (account(&[vec![0x0a, 0x7f]]), MigrationError::Malformed),
        (text(&bytes(1, b"").repeat(257)), MigrationError::TooLong),
        (format!("otpauth-migration://offline?data={}", "A".repeat(65_536)), MigrationError::TooLong),
    ] {
        assert_eq!(parse_migration(&text), Err(error), "{text}");
    }
    assert_eq!(
        parse_migration(&text(&bytes(1, b"").repeat(256))).map(|migration| migration.skipped),
        Ok(256)
    );
}

proptest! {
    #[test]
    fn no_damage_to_a_message_panics(place in 0_usize..64, byte: u8, cut in 0_usize..64) {
        let fields = [bytes(1, b"12345678901234567890"), bytes(2, b"me"), number(6, 1), number(7, 300)].concat();
        let mut message = [bytes(1, &fields), number(3, 1)].concat();
        let count = message.len();
        message[place % count] = byte;
        message.truncate(count - cut.min(count));
        let _ = parse_migration(&text(&message));
    }
}
