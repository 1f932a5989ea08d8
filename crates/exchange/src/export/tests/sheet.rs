//! The emergency sheet as PDF, judged by qpdf and read back by pdftotext: every value is on it, or its numbers are and the list
//! beforehand says so.

use super::generated::{folders, items};
use super::*;
use crate::ParsedVersion;
use std::process::Command;

/// The text of the file in the order in which it was written, without white space and without the feet of its pages.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn read_back(bytes: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sheet.pdf");
    std::fs::write(&path, bytes).unwrap();
    match Command::new("qpdf").arg("--check").arg(&path).output() {
        Ok(done) => assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout)),
        Err(_) => eprintln!("skipped: qpdf is missing"),
    }
    let Ok(done) = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-").output()
    else {
        eprintln!("skipped: pdftotext is missing");
        return None;
    };
    assert!(done.status.success() && done.stderr.is_empty(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = String::from_utf8(done.stdout).unwrap();
    let page = |page: &str| {
        let end = page.rfind("Emergency sheet").or(page.rfind("Notfallblatt"));
        page[..end.unwrap_or(page.len())].split_whitespace().collect::<String>()
    };
    Some(text.split('\u{c}').map(page).collect())
}

/// What the page shows of a value, without white space.
fn shown(value: &str, is_secret: bool) -> String {
    let value = if is_secret { value.to_owned() } else { value.replace("\r\n", "\n") };
    let letter = |letter: char| match sheet_letters(letter, is_secret) {
        true => letter.to_string(),
        false => format!("‹U+{:04X}›", u32::from(letter)),
    };
    value.chars().filter(|letter| !matches!(letter, ' ' | '\n')).map(letter).collect()
}

fn sheet_letters(letter: char, is_secret: bool) -> bool {
    super::super::sheet::pdf::is_seen(letter, is_secret)
}

fn check_all(items: &[ParsedItem], text: &str) {
    let named = losses(Target::EmergencySheetPdf, Content { folders: &folders(), items });
    for ParsedItem { item, folder, .. } in items {
        let folder = folder.map(|place| folders()[place].path.join("/")).unwrap_or_default();
        let mut all =
            vec![("title", item.title.clone(), false), ("notes", item.notes.expose().clone(), false)];
        all.extend(item.tags.iter().map(|tag| ("tags", tag.clone(), false)));
        all.push(("folder", folder, false));
        for field in &item.fields {
            all.push((&field.name, field.value.expose().clone(), field.field_type.is_secret()));
        }
        for (name, value, is_secret) in all {
            assert!(text.contains(&shown(&value, is_secret)), "{name} {value:?} in {text}");
            let odd = !value.chars().all(|letter| sheet_letters(letter, is_secret));
            let said = named.iter().any(|loss| {
                loss.item == item.title && loss.field == name && loss.reason == LossReason::Numbered
            });
            // A tag list and a line's end of Windows may be named for more than this one value.
            assert!(!odd || said, "{name} {value:?} is not named");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_value_of_every_item_is_on_the_sheet(items in items()) {
        let bytes = written(Target::EmergencySheetPdf, Content { folders: &folders(), items: &items });
        if let Some(text) = read_back(&bytes) {
            check_all(&items, &text);
        }
    }
}

fn login(title: &str, password: &str, notes: &str) -> ParsedItem {
    let item = Item::new(Kind::LOGIN, title)
        .with(Field::new("username", FieldType::Text, "anna"))
        .with(Field::new("password", FieldType::Hidden, password));
    ParsedItem::new(Item { notes: notes.into(), ..item })
}

#[test]
fn sheet_of_no_one_and_a_thousand_items_is_sound() {
    for (count, pages) in [(0, 1), (1, 1), (1_000, 60)] {
        let one = |number| login(&format!("Login {number}"), &format!("pass {number} ~O0l1"), "two\nlines");
        let items: Vec<ParsedItem> = (0..count).map(one).collect();
        let bytes = written(Target::EmergencySheetPdf, Content { folders: &[], items: &items });
        let found = bytes.windows(11).filter(|part| *part == b"/Type /Page").count() - 1;
        assert!(found >= pages, "{count}: {found} pages");
        assert!(bytes.len() < 4_000 * (count + 3), "{} bytes", bytes.len());
        if let Some(text) = read_back(&bytes) {
            check_all(&items, &text);
        }
    }
}

#[test]
fn long_and_hostile_values_are_on_it_whole() {
    let key =
        format!("-----BEGIN KEY-----\n{}-----END KEY-----\n", "0123456789abcdef".repeat(4).repeat(60) + "\n");
    let items = [
        login("(\\) %PDF endstream endobj", "(((\\\\)))<<>>", "x\ty\u{202e}z\u{a0}\u{ad}"),
        login(&"W".repeat(5_000), &"‹U+0142›ł".repeat(300), &"word ".repeat(20_000)),
        login("", &key, &"\n".repeat(500)),
        ParsedItem::new(Item::new(Kind::NOTE, "Long label").with(Field::custom(
            &"n".repeat(3_000),
            FieldType::Text,
            "v",
        ))),
    ];
    let bytes = written(Target::EmergencySheetPdf, Content { folders: &[], items: &items });
    if let Some(text) = read_back(&bytes) {
        check_all(&items, &text);
        assert!(text.contains("‹U+2039›U+0142‹U+203A›‹U+0142›") && text.contains(&"n".repeat(3_000)));
    }
}

#[test]
fn both_forms_say_the_same_and_name_what_they_cannot_say() {
    let mut parsed = login("Zürich łódź", "pa\u{200b}ss ł", "plain");
    parsed.deleted = true;
    parsed.history =
        vec![ParsedVersion { item: parsed.item.clone(), modified_ms: None, attachments: Vec::new() }];
    let items = [parsed];
    let content = Content { folders: &[], items: &items };
    let named = |target| {
        let list = losses(target, content);
        list.into_iter()
            .map(|loss| format!("{} {:?}", loss.field, loss.reason))
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(
        named(Target::EmergencySheetPdf),
        "title Numbered, password Numbered, history NoHistory, deleted NoTrash"
    );
    assert_eq!(named(Target::EmergencySheet), "password Numbered, history NoHistory, deleted NoTrash");
    let html = String::from_utf8(written(Target::EmergencySheet, content)).unwrap();
    assert!(html.contains("<h3>Zürich łódź</h3>") && html.contains("pa‹U+200B›ss ł</dd>"), "{html}");
    for (language, title, label) in [
        (SheetLanguage::English, "Emergencysheet", "Password"),
        (SheetLanguage::German, "Notfallblatt", "Passwort"),
    ] {
        let mut bytes = Vec::new();
        let setting = Setting { language, ..setting(None) };
        write(Target::EmergencySheetPdf, content, &setting, &mut bytes).unwrap();
        if let Some(text) = read_back(&bytes) {
            let words = format!("{label}pa‹U+200B›ss‹U+0142›");
            assert!(text.starts_with(title) && text.contains(&words), "{text}");
            assert!(text.contains("/home/<me>/Personal.vault"), "{text}");
        }
    }
}
