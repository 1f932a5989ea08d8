//! What is written as KDBX, opened and compared by `keepassxc-cli` and by pykeepass; and what they write, read here.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/judges.rs"]
mod judges;
#[path = "support/out.rs"]
mod out;
mod support;

use judges::{Scratch, keepassxc, pykeepass};
use out::{PASSWORD, attachment, comparable, folder, parsed, read, write};
use serde_json::Value;
use sha2::{Digest, Sha256};
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_exchange::{ParsedFolder, ParsedItem, ParsedVersion, Request, Warning, parse};
use support::{titled, value};

const BARE: &str = "jbsw y3dp ehpk 3pxp";
const ADDRESS: &str =
    "otpauth://totp/Bank:me?secret=GEZDGNBVGY3TQOJQ&period=60&digits=8&algorithm=SHA256&issuer=Bank";

fn folders() -> Vec<ParsedFolder> {
    vec![folder(&["Work"]), folder(&["Work", "Grüße 🙂 & <co>"]), folder(&["Empty"])]
}

/// One item of every kind with every field of its template, and one login with all that an item can have.
fn items() -> Vec<ParsedItem> {
    let mut items: Vec<ParsedItem> = Kind::templates()
        .iter()
        .enumerate()
        .map(|(position, template)| {
            let mut item = Item::new(Kind::named(template.kind), format!("A {}", template.kind));
            for field in template.fields {
                let value = match field.field_type {
                    FieldType::Date => "2031-02-03".to_owned(),
                    FieldType::Totp => BARE.to_owned(),
                    _ => format!("{} of {} ü€ <&>\"'", field.name, template.kind),
                };
                item.fields.push(Field::new(field.name, field.field_type, value));
            }
            item.notes = "one\ntwo\n\ttabbed ".into();
            ParsedItem { folder: position.checked_rem(3).filter(|folder| *folder < 2), ..parsed(item) }
        })
        .collect();
    items.push(everything());
    let mut gone =
        parsed(Item::new(Kind::LOGIN, "Gone").with(Field::new("password", FieldType::Hidden, "x")));
    (gone.deleted, gone.folder) = (true, Some(1));
    items.push(gone);
    items
}

fn everything() -> ParsedItem {
    let mut item = Item::new(Kind::LOGIN, "Everything")
        .with(Field::custom("first of all", FieldType::Text, "shown before the others"))
        .with(Field::new("url", FieldType::Url, "https://one.example/?a=1&b=2"))
        .with(Field::new("url", FieldType::Url, "https://two.example"))
        .with(Field::new("username", FieldType::Text, "me"))
        .with(Field::new("password", FieldType::Hidden, "pässwörd <&> ]]>"))
        .with(Field::new("totp", FieldType::Totp, ADDRESS))
        .with(Field::custom("PIN", FieldType::Hidden, "1234"))
        .with(Field::custom("PIN", FieldType::Hidden, "5678"))
        .with(Field::custom("Title", FieldType::Text, "no title"))
        .with(Field::custom(
            "KPEX_PASSKEY_PRIVATE_KEY_PEM",
            FieldType::Hidden,
            "-----BEGIN PRIVATE KEY-----\nMIG\n",
        ))
        .with(Field::custom("expires", FieldType::Date, "2030-12-31"))
        .with(Field::custom("icon", FieldType::Number, "12"))
        .with(Field::custom("foreground colour", FieldType::Text, "#ff0000"))
        .with(Field::custom("override URL", FieldType::Text, "cmd://firefox {URL}"))
        .with(Field::custom("quality check", FieldType::Text, "False"))
        .with(Field::custom(
            "auto-type",
            FieldType::Text,
            "sequence: {USERNAME}{ENTER}\nwindow: Bank* → {PASSWORD}",
        ));
    item.tags = vec!["red".to_owned(), "dark blue".to_owned()];
    item.favourite = true;
    let mut parsed = ParsedItem { folder: Some(1), ..parsed(item) };
    parsed.attachments =
        vec![attachment("key.bin", &[0, 1, 255]), attachment("ümlaut.txt", "text ü".as_bytes())];
    let old = Item::new(Kind::LOGIN, "Everything").with(Field::new("password", FieldType::Hidden, "former"));
    let attachments = vec![attachment("old.txt", b"gone since")];
    parsed.history = vec![ParsedVersion { item: old, modified_ms: Some(1_600_000_000_500), attachments }];
    parsed
}

#[test]
fn given_a_written_database_that_keepassxc_saves_again_then_nothing_has_changed() {
    let (mut folders, items) = (folders(), items());
    let file = Scratch::of("again.kdbx", &write(&folders, &items));
    if keepassxc(&["mkdir", "-q", file.0.to_str().unwrap(), "/New"], PASSWORD).is_none() {
        return;
    }
    let import = read(&file.read());
    folders.push(folder(&["New"]));
    assert_eq!(comparable(&import.folders, &import.items), comparable(&folders, &items));
}

#[test]
fn given_keepassxcs_xml_of_a_written_database_then_all_is_there_that_the_xml_has() {
    let (folders, mut items) = (folders(), items());
    let file = Scratch::of("out.kdbx", &write(&folders, &items));
    let path = file.0.to_str().unwrap();
    let Some(xml) = keepassxc(&["export", "-q", "-f", "xml", path], PASSWORD) else { return };
    let import = parse(&Request::new(&xml)).unwrap();
    // KeePassXC leaves the attachments out.
    assert!(import.report.is_balanced() && import.report.dropped.len() == 3);
    for item in &mut items {
        item.attachments.clear();
        item.history.iter_mut().for_each(|version| version.attachments.clear());
    }
    assert_eq!(comparable(&import.folders, &import.items), comparable(&folders, &items));
}

#[test]
fn given_a_written_database_then_keepassxc_lists_shows_counts_and_hands_out() {
    let file = Scratch::of("shown.kdbx", &write(&folders(), &items()));
    let path = file.0.to_str().unwrap();
    let entry = "/Work/Grüße 🙂 & <co>/Everything";
    let say =
        |arguments: &[&str]| keepassxc(arguments, PASSWORD).map(|said| String::from_utf8(said).unwrap());
    let Some(list) = say(&["ls", "-q", "-R", "-f", path]) else { return };
    for line in ["Work/A login", "Work/Grüße 🙂 & <co>/Everything", "Recycle Bin/Gone", "Empty/", "A server"]
    {
        assert!(
            list.lines().any(|found| found.trim_end_matches("[empty]").ends_with(line)),
            "{line}: {list}"
        );
    }
    for (attribute, expected) in [
        ("UserName", "me"),
        ("Password", "pässwörd <&> ]]>"),
        ("URL", "https://one.example/?a=1&b=2"),
        ("KP2A_URL", "https://two.example"),
        ("PIN (2)", "5678"),
        ("otp", ADDRESS),
    ] {
        assert_eq!(
            say(&["show", "-q", "-s", "-a", attribute, path, entry]).unwrap().trim_end_matches('\n'),
            expected
        );
    }
    // The code itself is that of the secret: eight digits for the address, six for the bare one.
    for (entry, digits) in [(entry, 8), ("/Work/A login", 6)] {
        let code = say(&["show", "-q", "-t", path, entry]).unwrap();
        assert!(
            code.trim().len() == digits && code.trim().bytes().all(|byte| byte.is_ascii_digit()),
            "{entry}: {code}"
        );
    }
    let exported = Scratch::new("key.bin");
    say(&["attachment-export", "-q", path, entry, "key.bin", exported.0.to_str().unwrap()]).unwrap();
    assert_eq!(exported.read(), [0, 1, 255]);
}

#[test]
fn given_a_written_database_then_pykeepass_finds_every_value_in_it() {
    let (folders, items) = (folders(), items());
    let file = Scratch::of("py.kdbx", &write(&folders, &items));
    let Some(said) = pykeepass("read", &file.0, PASSWORD) else { return };
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["version"], serde_json::json!([4, 1]));
    let entries = said["entries"].as_array().unwrap();
    assert_eq!(entries.len(), items.len());
    for item in &items {
        let entry =
            entries.iter().find(|entry| entry["strings"]["Title"] == item.item.title.as_str()).unwrap();
        let mut path = item.folder.map(|folder| folders[folder].path.clone()).unwrap_or_default();
        if item.deleted {
            path = vec!["Recycle Bin".to_owned()];
        }
        assert_eq!(entry["path"], serde_json::json!(path));
        found_in(&entry["strings"], &item.item);
        let history = entry["history"].as_array().unwrap();
        assert_eq!(history.len(), item.history.len());
        for (strings, version) in history.iter().zip(&item.history) {
            found_in(strings, &version.item);
        }
        assert_eq!(entry["tags"], serde_json::json!(item.item.tags));
        let seconds = |ms: Option<i64>| ms.map(|ms| ms.div_euclid(1_000));
        assert_eq!(entry["created"].as_i64(), seconds(item.created_ms));
        assert_eq!(entry["modified"].as_i64(), seconds(item.modified_ms));
        for attachment in &item.attachments {
            let hash: String =
                Sha256::digest(attachment.bytes.expose()).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(entry["attachments"][&attachment.name], hash.as_str());
        }
    }
    let all = entries.iter().find(|entry| entry["strings"]["Title"] == "Everything").unwrap();
    assert_eq!((all["icon"].as_str(), all["expires"].as_i64()), (Some("12"), Some(1_924_905_600)));
}

/// Every value is a string of the entry, but for those that KDBX has properties for.
fn found_in(strings: &Value, item: &Item) {
    let strings = strings.as_object().unwrap();
    let properties = ["expires", "icon", "foreground colour", "override URL", "quality check", "auto-type"];
    for field in item.fields.iter().filter(|field| !properties.contains(&field.name.as_str())) {
        let value = field.value.expose().as_str();
        assert!(strings.values().any(|found| found == value), "{}: {}", item.title, field.name);
    }
    assert_eq!(strings.get("Notes").and_then(Value::as_str).unwrap_or_default(), item.notes.expose());
}

#[test]
fn given_a_database_of_pykeepass_then_every_field_of_it_is_there() {
    let file = Scratch::new("made.kdbx");
    if pykeepass("write", &file.0, "geheim").is_none() {
        return;
    }
    let said: Value = serde_json::from_str(&pykeepass("read", &file.0, "geheim").unwrap()).unwrap();
    let import = parse(&Request { password: Some("geheim".into()), ..Request::new(&file.read()) }).unwrap();
    assert!(import.report.is_balanced() && import.report.dropped.is_empty());
    for entry in said["entries"].as_array().unwrap() {
        let item = titled(&import, entry["strings"]["Title"].as_str().unwrap());
        for (name, found) in entry["strings"].as_object().unwrap() {
            let own = match name.as_str() {
                "Title" => &item.item.title,
                "Notes" => item.item.notes.expose(),
                "UserName" => value(&item.item, "username"),
                "Password" => value(&item.item, "password"),
                "URL" => value(&item.item, "url"),
                "otp" => value(&item.item, "totp"),
                custom => value(&item.item, custom),
            };
            assert_eq!(own, found.as_str().unwrap(), "{name}");
        }
        assert_eq!(item.history.len(), entry["history"].as_array().unwrap().len());
        assert_eq!(item.attachments.len(), entry["attachments"].as_object().unwrap().len());
        assert_eq!(item.item.tags, serde_json::from_value::<Vec<String>>(entry["tags"].clone()).unwrap());
    }
    let post = titled(&import, "Post");
    assert_eq!((value(&post.item, "expires"), value(&post.item, "expiry time")), ("2031-02-03", "04:05:06Z"));
    assert_eq!(support::folder(&import, post), "Mail/Grüße 🙂");
    assert!(titled(&import, "Gone").deleted && titled(&import, "Mail").item.notes.expose() == "about mail");
}

#[test]
fn given_what_keepassxc_saved_with_the_codes_and_passkeys_of_all_plugins_then_each_is_understood() {
    let string =
        |name: &str, value: &str| format!("<String><Key>{name}</Key><Value>{value}</Value></String>");
    let entry = |title: &str, inner: String| {
        format!("<Entry><UUID>{title}AAAAAAAAAAAAAAAAAAAAA=</UUID>{}{inner}</Entry>", string("Title", title))
    };
    let secret = "GEZDGNBVGY3TQOJQ";
    let xml = format!(
        "<KeePassFile><Meta><CustomIcons><Icon><UUID>QAAAAAAAAAAAAAAAAAAAAA==</UUID><Data>iVBORw==</Data></Icon></CustomIcons></Meta>\
         <Root><Group><UUID>AQAAAAAAAAAAAAAAAAAAAA==</UUID><Name>R</Name>{}{}{}{}{}{}</Group></Root></KeePassFile>",
        entry("A", string("otp", &format!("key={secret}&amp;step=60&amp;size=8"))),
        entry("B", string("TOTP Seed", secret) + &string("TOTP Settings", "60;8")),
        entry("C", string("TimeOtp-Secret-Base32", secret) + &string("TimeOtp-Period", "60") + &string("TimeOtp-Length", "8")),
        entry("D", string("HmacOtp-Secret-Base32", secret) + &string("HmacOtp-Counter", "5")),
        entry("E", string("KPEX_PASSKEY_USERNAME", "me") + &string("KPEX_PASSKEY_CREDENTIAL_ID", "id")
            + &string("KPEX_PASSKEY_PRIVATE_KEY_PEM", "pem") + &string("KPEX_PASSKEY_RELYING_PARTY", "example.org")
            + &string("KPEX_PASSKEY_USER_HANDLE", "handle")),
        entry("F", "<CustomIconUUID>QAAAAAAAAAAAAAAAAAAAAA==</CustomIconUUID><ForegroundColor>#00FF00</ForegroundColor>\
            <OverrideURL>cmd://x</OverrideURL><Tags>a,b</Tags><CustomData><Item><Key>plugin</Key><Value>data</Value></Item></CustomData>".to_owned()),
    );
    let (from, to) = (Scratch::of("in.xml", xml.as_bytes()), Scratch::new("in.kdbx"));
    let paths = (from.0.to_str().unwrap(), to.0.to_str().unwrap());
    if keepassxc(&["import", "-q", "-p", "-t", "100", paths.0, paths.1], "geheim\ngeheim\n").is_none() {
        return;
    }
    let import = parse(&Request { password: Some("geheim".into()), ..Request::new(&to.read()) }).unwrap();
    assert!(import.report.is_balanced() && import.report.dropped.is_empty());
    let code = |title: &str| value(&titled(&import, title).item, "totp").to_owned();
    let time = format!("otpauth://totp/KeePass?secret={secret}&period=60&digits=8&algorithm=SHA1");
    assert_eq!((code("A"), code("B"), code("C")), (time.clone(), time.clone(), time));
    assert!(code("D").starts_with("otpauth://hotp/") && code("D").contains("counter=5"));
    let passkey = &titled(&import, "E").item;
    for name in ["KPEX_PASSKEY_PRIVATE_KEY_PEM", "KPEX_PASSKEY_CREDENTIAL_ID", "KPEX_PASSKEY_USER_HANDLE"] {
        assert!(passkey.field(name).unwrap().field_type.is_secret(), "{name}");
    }
    assert_eq!(value(passkey, "KPEX_PASSKEY_RELYING_PARTY"), "example.org");
    let odd = &titled(&import, "F").item;
    assert_eq!(
        (odd.tags.join("+"), value(odd, "override URL"), value(odd, "plugin")),
        ("a+b".into(), "cmd://x", "data")
    );
    assert!(odd.field("custom icon").is_some() && odd.field("foreground colour").is_some());
    assert!(import.warnings.contains(&Warning::IconsLeft { count: 1 }));
}

#[test]
fn given_an_entry_that_keepassxc_changed_then_the_change_counts_and_the_rest_stays() {
    let file = Scratch::of("edited.kdbx", &write(&folders(), &items()));
    let path = file.0.to_str().unwrap();
    let entry = "/Work/Grüße 🙂 & <co>/Everything";
    if keepassxc(&["edit", "-q", "-u", "you", "-t", "Everything new", path, entry], PASSWORD).is_none() {
        return;
    }
    let import = read(&file.read());
    let changed = titled(&import, "Everything new");
    let mut expected = everything();
    assert_eq!(value(&changed.item, "username"), "you");
    expected.item.title = "Everything new".to_owned();
    let user = expected.item.fields.iter_mut().find(|field| field.name == "username").unwrap();
    user.value = "you".into();
    expected.item.tags.sort();
    assert_eq!(changed.item, expected.item);
    assert_eq!((changed.history.len(), changed.attachments.len()), (2, 2));
    expected.item.title = "Everything".to_owned();
    expected.item.fields.iter_mut().find(|field| field.name == "username").unwrap().value = "me".into();
    let mut former = changed.history[1].item.clone();
    former.tags.sort();
    assert_eq!(serde_json::to_value(former).unwrap(), serde_json::to_value(expected.item).unwrap());
}

#[test]
fn given_characters_that_xml_cannot_have_then_both_judges_open_the_database_and_it_is_read_back_equal() {
    let odd = "a\0b\u{1}c\u{1f}d\u{fffe}e\u{ffff}f\rg";
    let mut item =
        parsed(Item::new(Kind::named("server"), odd).with(Field::custom(odd, FieldType::Text, odd)));
    item.item.notes = odd.into();
    item.item.tags = vec![odd.to_owned(), "with;separators,".to_owned()];
    item.attachments = vec![attachment(odd, b"1"), attachment(odd, b"2")];
    item.folder = Some(0);
    let (folders, items) = (vec![folder(&[odd])], vec![item]);
    let bytes = write(&folders, &items);
    let import = read(&bytes);
    assert_eq!(comparable(&import.folders, &import.items), comparable(&folders, &items));
    let file = Scratch::of("odd.kdbx", &bytes);
    if let Some(said) = pykeepass("read", &file.0, PASSWORD) {
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(said["entries"][0]["strings"]["Title"], "abcdef\rg");
    }
    if let Some(list) = keepassxc(&["ls", "-q", "-R", "-f", file.0.to_str().unwrap()], PASSWORD) {
        assert!(String::from_utf8_lossy(&list).contains('/'));
    }
}
