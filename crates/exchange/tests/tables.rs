//! CSV of every product: known columns land in the template, unknown ones beside it, nothing is lost.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use strongroom_credential::{FieldType, Kind};
use strongroom_exchange::{Format, ImportError, Request, Warning, parse};
use support::{corpus, folder, refusal, titled, urls, value, whole};

#[test]
fn given_every_table_of_the_corpus_then_it_is_told_by_its_header_and_loses_nothing() {
    for (name, format, items, source_fields) in [
        ("buttercup/chrome_pass.csv", Format::ChromeCsv, 9, 33),
        ("buttercup/lastpass.csv", Format::LastPassCsv, 4, 24),
        ("buttercup/test.csv", Format::OnePasswordLegacyCsv, 1, 4),
        ("psono/1password-legacy-type-column.csv", Format::OnePasswordLegacyCsv, 7, 34),
        ("psono/1password8-types.csv", Format::OnePasswordCsv, 4, 19),
        ("psono/chrome.csv", Format::ChromeCsv, 1, 4),
        ("psono/dashlane.csv", Format::DashlaneCsv, 15, 63),
        ("psono/lastpass.csv", Format::LastPassCsv, 7, 42),
        ("psono/protonpass.csv", Format::ProtonPassCsv, 4, 28),
        ("psono/safari.csv", Format::SafariCsv, 1, 5),
    ] {
        let Some(bytes) = corpus(&format!("importers/{name}")) else { return };
        let import = whole(&bytes);
        assert_eq!(
            (import.format, import.items.len(), import.report.source_fields),
            (format, items, source_fields),
            "{name}"
        );
        assert!(import.warnings.is_empty(), "{name}: {:?}", import.warnings);
    }
}

#[test]
fn given_the_large_bitwarden_table_then_all_thousand_items_are_there() {
    let Some(bytes) = corpus("large/big1000.csv") else { return };
    let import = whole(&bytes);
    assert_eq!((import.format, import.items.len()), (Format::BitwardenCsv, 1000));
    let first = &import.items[0];
    assert_eq!(
        (first.item.title.as_str(), folder(&import, first).as_str()),
        ("merritt.xn--p1ai", "Utilities")
    );
    assert!(first.item.favourite && value(&first.item, "totp").starts_with("otpauth://totp/"));
    assert_eq!(import.items.iter().filter(|item| item.item.favourite).count(), 20);
    assert_eq!(import.report.custom, 0);
}

#[test]
fn given_chrome_then_template_fields_and_note_are_filled() {
    let import = whole(
        b"name,url,username,password,note\r\nShop,https://shop.example/,ann,\"p\"\"w\",\"two\r\nlines\"\r\n",
    );
    let item = &import.items[0].item;
    assert_eq!((item.title.as_str(), item.notes.expose().as_str()), ("Shop", "two\r\nlines"));
    assert_eq!((value(item, "username"), value(item, "password")), ("ann", "p\"w"));
    assert_eq!((urls(item), item.kind.clone()), (vec!["https://shop.example/"], Kind::LOGIN));
}

#[test]
fn given_firefox_then_the_host_names_the_item_and_times_are_kept() {
    let csv = b"\"url\",\"username\",\"password\",\"httpRealm\",\"formActionOrigin\",\"guid\",\"timeCreated\",\"timeLastUsed\",\"timePasswordChanged\"\n\
        \"https://a.example\",\"u\",\"p\",,\"https://a.example\",\"{1}\",\"1600000000000\",\"1600000000001\",\"1600000000002\"\n\
        \"https://b.example\",\"u\",\"p\",\"realm\",\"https://login.example\",\"{2}\",\"x\",,\n";
    let import = whole(csv);
    assert_eq!(import.format, Format::FirefoxCsv);
    let (a, b) = (&import.items[0], &import.items[1]);
    assert_eq!(
        (a.item.title.as_str(), a.created_ms, a.modified_ms),
        ("a.example", Some(1_600_000_000_000), Some(1_600_000_000_002))
    );
    assert_eq!(a.item.fields.iter().filter(|field| field.custom).count(), 0);
    assert_eq!(
        (value(&b.item, "httpRealm"), value(&b.item, "formActionOrigin")),
        ("realm", "https://login.example")
    );
    assert_eq!((b.created_ms, value(&b.item, "timeCreated")), (None, "x"));
    let names = vec!["guid".to_owned(), "timeLastUsed".to_owned()];
    assert_eq!(import.warnings, [Warning::BookkeepingLeft { names }]);
}

#[test]
fn given_one_password_tags_flags_and_notes_are_told_apart() {
    let csv = "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\nA,,u,p,,true,true,x;y,\nB,,,,,false,false,,text\n";
    let import = whole(csv.as_bytes());
    let (a, b) = (&import.items[0].item, &import.items[1].item);
    assert!(a.favourite && !b.favourite);
    assert_eq!((a.tags.join(","), b.kind.clone()), ("archived,x,y".to_owned(), Kind::NOTE));
}

#[test]
fn given_proton_pass_then_a_card_in_the_note_is_a_card() {
    let Some(bytes) = corpus("importers/psono/protonpass.csv") else { return };
    let import = whole(&bytes);
    let card = &titled(&import, "TEST CARD").item;
    assert_eq!((card.kind.clone(), card.notes.expose().as_str()), (Kind::CARD, "Test card"));
    assert_eq!(
        (value(card, "number"), value(card, "expiry"), value(card, "pin")),
        ("123456789000", "2022-12", "1234")
    );
    let login = titled(&import, "example.com");
    assert_eq!(
        (value(&login.item, "username"), login.created_ms),
        ("test@domain.com", Some(1_717_796_629_000))
    );
    assert_eq!(value(&titled(&import, "Alias name").item, "type"), "alias");
}

#[test]
fn given_lastpass_then_grouping_is_a_folder_and_the_placeholder_address_a_note() {
    let import =
        whole(b"url,username,password,totp,extra,name,grouping,fav\nhttp://sn,,,,text,Licence,Work\\Sub,1\n");
    let item = &import.items[0];
    assert_eq!((item.item.kind.clone(), folder(&import, item).as_str()), (Kind::NOTE, "Work/Sub"));
    assert!(item.item.favourite && urls(&item.item).is_empty());
}

#[test]
fn given_keepassxc_then_the_root_is_no_folder() {
    let csv = "\"Group\",\"Title\",\"Username\",\"Password\",\"URL\",\"Notes\",\"TOTP\",\"Icon\",\"Last Modified\",\"Created\"\n\
        \"Root/Bank\",\"A\",\"u\",\"p\",\"\",\"\",\"\",\"0\",\"2024-01-31T00:00:00Z\",\"2024-01-31T00:00:00Z\"\n\"Root\",\"B\",\"u\",\"p\",\"\",\"\",\"\",\"3\",\"\",\"\"\n";
    let import = whole(csv.as_bytes());
    assert_eq!((folder(&import, &import.items[0]).as_str(), import.items[1].folder), ("Bank", None));
    assert_eq!(
        (import.items[0].modified_ms, value(&import.items[1].item, "Icon")),
        (Some(1_706_659_200_000), "3")
    );
}

#[test]
fn given_bitwardens_fields_column_then_each_line_is_a_field_and_loose_lines_go_on() {
    let import = whole(b"name,fields,login_uri,login_username,login_password\nA,\"pin: 12\nkey: a\nb\",\"https://a.example,https://b.example/?x=1,2\",u,p\n");
    let item = &import.items[0].item;
    assert_eq!((value(item, "pin"), value(item, "key")), ("12", "a\nb"));
    assert_eq!(urls(item), ["https://a.example", "https://b.example/?x=1,2"]);
}

#[test]
fn given_unknown_columns_long_rows_and_repeated_meanings_then_all_of_it_is_kept_beside() {
    let import = whole(b"Title,Login,User,Password,Colour,\nA,one,two,p,red,six,\n,,,,,\nB\n");
    let item = &import.items[0].item;
    assert_eq!((import.format, import.items.len()), (Format::GenericCsv, 2));
    assert_eq!((value(item, "username"), value(item, "User"), value(item, "Colour")), ("one", "two", "red"));
    assert_eq!(value(item, "column 6"), "six");
    assert!(item.field("Colour").is_some_and(|field| field.custom && field.field_type == FieldType::Hidden));
}

#[test]
fn given_a_mark_and_other_separators_then_the_header_is_still_known() {
    for csv in [
        "\u{feff}name,url,username,password\nA,u,n,p\n",
        "name;url;username;password\r\nA;u;n;p",
        "Name\tURL\tUsername\tPassword\nA\tu\tn\tp",
    ] {
        let import = whole(csv.as_bytes());
        assert_eq!(
            (import.format, value(&import.items[0].item, "password")),
            (Format::ChromeCsv, "p"),
            "{csv}"
        );
    }
}

#[test]
fn given_an_odd_number_of_quotes_then_a_warning_says_so() {
    let import = whole(b"name,url,username,password\nA,u,n,p\"\nB,u,n,p\n");
    assert_eq!((import.items.len(), import.warnings), (2, vec![Warning::UnbalancedQuotes]));
}

#[test]
fn given_no_table_then_it_is_not_recognised() {
    for text in ["", "hello", "a,b,c\n", "password\nsecret\n", "{}", "<html></html>", "\0\0\0\0"] {
        assert_eq!(refusal(text.as_bytes()), ImportError::NotRecognised, "{text:?}");
    }
}

#[test]
fn given_other_encodings_then_they_are_read_and_a_guess_is_said() {
    let import = whole(b"name,url,username,password\na,b,c,d\nM\xfcller,b,c,d\n");
    let taken = vec![Warning::TextTakenAs { encoding: "Windows-1252".to_owned() }];
    assert_eq!((import.format, import.warnings), (Format::ChromeCsv, taken));
    assert_eq!(import.items[1].item.title, "Müller");
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let import = whole(&utf16("\u{feff}name,url,username,password\nÄ,b,c,d\n"));
    assert_eq!((import.format, import.items[0].item.title.as_str()), (Format::ChromeCsv, "Ä"));
    assert_eq!(refusal(&utf16("name,url")), ImportError::Utf16);
}

#[test]
fn given_a_million_columns_then_the_limit_is_named() {
    let limit = ImportError::TooLarge { what: "columns".into(), limit: 1000 };
    let wide = format!("name,url,username,password{}\n", ",x".repeat(1_000_000));
    assert_eq!(
        parse(&Request { format: Some(Format::ChromeCsv), ..Request::new(wide.as_bytes()) }),
        Err(limit.clone())
    );
    assert_eq!(refusal(wide.as_bytes()), limit);
    let later = format!("name,url,username,password\n{}\n", "x,".repeat(1_000_000));
    assert_eq!(refusal(later.as_bytes()), limit);
}

#[test]
fn given_a_huge_cell_then_the_limit_is_named() {
    let text = format!("name,url,username,password\n{},u,n,p\n", "x".repeat((1 << 20) + 1));
    assert_eq!(
        refusal(text.as_bytes()),
        ImportError::TooLarge { what: "bytes of one cell".into(), limit: 1 << 20 }
    );
}

#[test]
fn given_a_table_cut_anywhere_then_the_account_still_balances() {
    let csv = "name,url,username,password,note\nA,https://a.example,ann,\"p\"\"w\",\"two\nlines ü\"\nB,,,,\n"
        .as_bytes();
    for end in 0..csv.len() {
        if let Ok(import) = parse(&Request { format: Some(Format::ChromeCsv), ..Request::new(&csv[..end]) }) {
            assert!(import.report.is_balanced(), "cut at {end}");
        }
    }
}

#[test]
fn given_formats_that_are_known_but_not_read_then_the_product_is_named() {
    let error = refusal(b"age-encryption.org/v1\n-> X25519 a\n");
    assert!(
        matches!(&error, ImportError::NotSupported { product, .. } if product == "age-encrypted"),
        "{error}"
    );
}
