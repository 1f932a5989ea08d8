//! What of a KeePass database other programs see in another way: it is listed, and read back here as it was.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/judges.rs"]
mod judges;
#[path = "support/out.rs"]
mod out;
mod support;

use judges::{Scratch, keepassxc};
use out::{PASSWORD, attachment, comparable, folder, parsed, read, write};
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_exchange::{Content, LossReason, ParsedFolder, ParsedItem, Target, losses};

const STEAM: [&str; 3] = [
    "steam://JBSWY3DPEHPK3PXP",
    "otpauth://steam/Steam:me?secret=JBSWY3DPEHPK3PXP",
    "otpauth://totp/me?secret=JBSWY3DPEHPK3PXP&issuer=steam&digits=5",
];
const COUNTER: &str = "otpauth://hotp/Shop?secret=JBSWY3DPEHPK3PXP&counter=7";

fn with_code(code: &str) -> ParsedItem {
    parsed(Item::new(Kind::LOGIN, "Shop").with(Field::new("totp", FieldType::Totp, code)))
}

fn listed(folders: &[ParsedFolder], item: &ParsedItem) -> Vec<(String, LossReason)> {
    let content = Content { folders, items: std::slice::from_ref(item) };
    losses(Target::Kdbx, content).into_iter().map(|loss| (loss.field, loss.reason)).collect()
}

#[test]
fn given_what_other_programs_see_in_another_way_then_it_is_listed_and_read_back_as_it_was() {
    let code = |text: &str| vec![Field::new("totp", FieldType::Totp, text)];
    let second = Field::custom("second", FieldType::Totp, "JBSWY3DPEHPK3PXP");
    let own = |name: &str, value: &str| vec![Field::custom(name, FieldType::Text, value)];
    for (title, fields, tags, expected) in [
        ("a", code("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=8"), vec!["a b"], vec![]),
        ("a", code("jbsw y3dp ehpk 3pxp"), vec![], vec![]),
        ("a", code(STEAM[0]), vec![], vec![]),
        ("a", code(COUNTER), vec![], vec![("totp", LossReason::NoCode)]),
        ("a", code("no code!"), vec![], vec![("totp", LossReason::NoCode)]),
        ("a", code("otpauth://totp/x?secret=1"), vec![], vec![("totp", LossReason::NoCode)]),
        ("a", [code(STEAM[0]), vec![second]].concat(), vec![], vec![("second", LossReason::NoCode)]),
        ("a", vec![], vec!["a,b"], vec![("tags", LossReason::TagParted)]),
        ("a", vec![], vec!["a", "b;c"], vec![("tags", LossReason::TagParted)]),
        ("a", vec![], vec!["a\u{1}"], vec![("tags", LossReason::NoXml)]),
        ("a\u{b}", vec![], vec![], vec![("title", LossReason::NoXml)]),
        ("a", own("n", "\u{ffff}"), vec![], vec![("n", LossReason::NoXml)]),
        ("a", own("n\u{1}", ""), vec![], vec![("n\u{1}", LossReason::NoXml)]),
        ("a", own("n", "a\tb\r\nc"), vec![], vec![]),
    ] {
        let mut item = parsed(Item::new(Kind::LOGIN, title));
        item.item.fields = fields;
        item.item.tags = tags.into_iter().map(str::to_owned).collect();
        let expected: Vec<_> =
            expected.into_iter().map(|(field, reason)| (field.to_owned(), reason)).collect();
        assert_eq!(listed(&[], &item), expected);
        let items = [item];
        assert_eq!(comparable(&[], &read(&write(&[], &items)).items), comparable(&[], &items));
    }
}

#[test]
fn given_names_that_xml_cannot_have_then_folders_and_files_are_listed() {
    let mut item = parsed(Item::new(Kind::NOTE, "a"));
    item.attachments = vec![attachment("f\u{1}", b"1")];
    let names = ["d\u{2}", "f\u{1}"].map(|name| (name.to_owned(), LossReason::NoXml));
    assert_eq!(listed(&[folder(&["d\u{2}"])], &item), names);
}

#[test]
fn given_a_code_of_steam_then_keepassxc_shows_the_same_code_and_it_comes_back_as_it_was() {
    for code in STEAM {
        let items = [with_code(code)];
        let bytes = write(&[], &items);
        assert_eq!(comparable(&[], &read(&bytes).items), comparable(&[], &items), "{code}");
        let file = Scratch::of("steam.kdbx", &bytes);
        let shown = ["show", "-q", "-t", file.0.to_str().unwrap(), "/Shop"];
        let Some(said) = keepassxc(&shown, PASSWORD) else { return };
        let said = String::from_utf8(said).unwrap();
        // Letters and digits of Steam's own alphabet: no other code has them.
        assert_eq!(said.trim().len(), 5, "{code}: {said}");
        assert!(said.trim().bytes().all(|byte| b"23456789BCDFGHJKMNPQRTVWXY".contains(&byte)), "{said}");
    }
}
