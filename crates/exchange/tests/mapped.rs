//! Any table: recognised, guessed, chosen, remembered; every cell accounted for; and what is broken, named with its place.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use proptest::prelude::*;
use strongroom_credential::{FieldType, Kind};
use strongroom_exchange::{
    ColumnChoice, ColumnUse, Delimiter, Encoding, Format, ImportError, ParsedImport, Place, Quoting, Reason,
    Request, TableMapping, Tables, parse,
};
use support::{folder, refusal, value, whole};

fn read(bytes: &[u8], tables: Tables) -> Result<ParsedImport, ImportError> {
    parse(&Request { format: Some(Format::GenericCsv), tables, ..Request::new(bytes) })
}

fn chosen(columns: &[(&str, ColumnUse)]) -> TableMapping {
    let choice = |(column, becomes): &(&str, ColumnUse)| ColumnChoice {
        column: (*column).to_owned(),
        becomes: *becomes,
    };
    TableMapping { columns: columns.iter().map(choice).collect(), ..TableMapping::default() }
}

fn with(mapping: TableMapping) -> Tables {
    Tables { chosen: Some(mapping), known: Vec::new() }
}

fn uses(import: &ParsedImport) -> Vec<ColumnUse> {
    import.report.table.as_ref().unwrap().columns.iter().map(|column| column.becomes).collect()
}

#[test]
fn given_a_german_table_of_a_spreadsheet_then_each_column_is_told() {
    let text = "Bezeichnung;Benutzername;Kennwort;Webseite;Bemerkung;Ordner;Erstellt am;PIN\r\n\
                Bank;anna;g3heim!X;https://bank.example;\"zwei\r\nZeilen\";Geld/Konten;31.12.2023;1234\r\n\
                Rezept;;;;nur Text;;;\r\n";
    let bytes = text.as_bytes().to_vec();
    let import = whole(&bytes);
    let item = &import.items[0];
    assert_eq!(
        uses(&import),
        [
            ColumnUse::Title,
            ColumnUse::Username,
            ColumnUse::Password,
            ColumnUse::Url,
            ColumnUse::Notes,
            ColumnUse::Folder,
            ColumnUse::Created,
            ColumnUse::Hidden
        ]
    );
    assert_eq!((value(&item.item, "password"), folder(&import, item).as_str()), ("g3heim!X", "Geld/Konten"));
    assert_eq!((item.created_ms, value(&item.item, "PIN")), (Some(1_703_980_800_000), "1234"));
    assert_eq!(import.items[1].item.kind, Kind::NOTE);
}

#[test]
fn given_other_encodings_marks_and_no_header_then_the_same_items_come() {
    let rows = "Straße,anna,pässwort,https://a.example\nZwei,bob,x,https://b.example\n";
    let headed = format!("name,login,Passwort,Link\n{rows}");
    let utf16: Vec<u8> = format!("\u{feff}{headed}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let western: Vec<u8> = headed.chars().map(|letter| letter as u8).collect();
    for (bytes, encoding) in [
        (headed.clone().into_bytes(), Encoding::Utf8),
        (utf16, Encoding::Utf16),
        (western, Encoding::Windows1252),
        (headed.replace(',', ";").into_bytes(), Encoding::Utf8),
        (headed.replace(',', "\t").into_bytes(), Encoding::Utf8),
        (headed.replace(',', "|").into_bytes(), Encoding::Utf8),
        (format!("sep=;\r\n{}", headed.replace(',', ";")).into_bytes(), Encoding::Utf8),
    ] {
        let import = whole(&bytes);
        let item = &import.items[0].item;
        assert_eq!((import.format, import.items.len()), (Format::GenericCsv, 2));
        assert_eq!(import.report.table.as_ref().unwrap().encoding, encoding);
        assert_eq!(
            (item.title.as_str(), value(item, "username"), value(item, "password")),
            ("Straße", "anna", "pässwort")
        );
    }
    let import = whole(
        b"Shop,ann@a.example,Xk9!mmPq2,https://a.example\nBank,b@b.example,Zr4-hhLm8,https://b.example\n",
    );
    assert!(!import.report.table.as_ref().unwrap().has_header);
    assert_eq!(uses(&import), [ColumnUse::Title, ColumnUse::Username, ColumnUse::Password, ColumnUse::Url]);
    assert_eq!(import.items.len(), 2);
}

#[test]
fn given_quotes_of_every_kind_then_cells_are_what_they_were() {
    for (text, quoting) in [
        ("'name','password'\n'it''s','a,b'\n", Quoting::Single),
        ("\"name\",\"password\"\n\"it's\",\"a,b\"\n", Quoting::Double),
        ("\"name\",\"password\",\"x\"\n\"it's\",\"a,b\",\"q\\\"q\"\n", Quoting::Backslash),
    ] {
        let import = whole(text.as_bytes());
        assert_eq!(import.report.table.as_ref().unwrap().quoting, quoting, "{text}");
        let item = &import.items[0].item;
        assert_eq!((item.title.as_str(), value(item, "password")), ("it's", "a,b"));
    }
}

#[test]
fn given_a_choice_then_it_goes_before_the_guess_and_what_is_left_out_is_counted() {
    let text = b"Name,Kennwort,Farbe,Nummer,Tag\nA,p,rot,7,1.2.2024\nB,q,blau,x,morgen\n";
    let mapping = chosen(&[
        ("farbe", ColumnUse::LeaveOut),
        ("#4", ColumnUse::Number),
        ("Tag", ColumnUse::Date),
        ("Name", ColumnUse::Username),
    ]);
    let import = read(text, with(mapping)).unwrap();
    assert!(import.report.is_balanced());
    assert_eq!((import.report.source_fields, import.report.left_out), (10, 2));
    let (a, b) = (&import.items[0].item, &import.items[1].item);
    let kinds = |name| [a, b].map(|item| item.field(name).unwrap().field_type);
    assert_eq!(kinds("Nummer"), [FieldType::Number, FieldType::Text]);
    assert_eq!(kinds("Tag"), [FieldType::Date, FieldType::Text]);
    assert_eq!((value(a, "Tag"), value(a, "username"), a.field("Farbe")), ("2024-02-01", "A", None));
    let seen = import.report.table.unwrap();
    assert_eq!((seen.columns[2].reason, seen.columns[1].reason), (Reason::Chosen, Reason::Header));
    let error = read(text, with(chosen(&[("Preis", ColumnUse::Text)])));
    assert_eq!(error, Err(ImportError::NoColumn { column: "Preis".to_owned() }));
}

#[test]
fn given_a_header_that_was_read_before_then_the_choice_of_then_is_used_again() {
    let text = b"a;b;c\nBank;x;y\n";
    let mapping =
        chosen(&[("#1", ColumnUse::Title), ("#2", ColumnUse::Password), ("#3", ColumnUse::LeaveOut)]);
    // That such words are a header, nothing but a choice says.
    assert!(!read(text, Tables::default()).unwrap().report.table.unwrap().has_header);
    let mapping = TableMapping { header: Some(true), ..mapping };
    let first = read(text, with(mapping)).unwrap();
    let known = first.report.table.unwrap().remembered().unwrap();
    let tables = Tables { chosen: None, known: vec![known] };
    let again = read(b"a;b;c\nShop;p;z\n", tables.clone()).unwrap();
    assert_eq!(uses(&again), [ColumnUse::Title, ColumnUse::Password, ColumnUse::LeaveOut]);
    assert_eq!(value(&again.items[0].item, "password"), "p");
    let other = read(b"a;b;d\nShop;p;z\n", tables).unwrap();
    assert_ne!(uses(&other)[2], ColumnUse::LeaveOut);
}

#[test]
fn given_no_header_then_no_record_is_lost_and_no_secret_becomes_a_name() {
    for text in [
        "GitHub,user,S3cret!pw\nBank,otto@x.de,Pw!22\n",
        "Email,anna@example.com,S3cret!pw\nBank,otto@x.de,Pw!22\n",
        "Login,anna,S3cret!pw,https://a.example\nBank,otto,Pw!22,https://b.example\n",
        "GitHub,anna,geheim\nBank,otto,hallo\n",
    ] {
        let import = whole(text.as_bytes());
        assert_eq!(import.items.len(), 2, "{text}");
        let mut fields = import.items.iter().flat_map(|item| &item.item.fields);
        assert!(fields.all(|field| !text.contains(&field.name)), "{text}");
    }
    // Who chooses a column by its name says that there is a header.
    let text = b"Stelle,Wer,Zeichen\nBank,anna,x\n";
    let import = read(text, with(chosen(&[("Wer", ColumnUse::Username)]))).unwrap();
    assert_eq!((import.items.len(), value(&import.items[0].item, "Zeichen")), (1, "x"));
}

#[test]
fn given_what_may_be_secret_then_no_sample_of_it_is_shown() {
    let import = whole(b"name,login,Passwort,2FA,memo,x\nA,anna,p1,JBSW,n1,9921\n");
    let table = import.report.table.unwrap();
    let shown: Vec<bool> = table.columns.iter().map(|column| !column.sample.is_empty()).collect();
    assert_eq!(shown, [true, true, false, false, false, false]);
}

#[test]
fn given_broken_rows_then_their_lines_are_named_and_the_others_come() {
    let good = "name,login,Passwort\nA,a,1\n";
    for (tail, line, what, items) in [
        ("B,b,2,3\nC,c,4\n", 3, "the row has more cells than there are columns", 2),
        ("B,\"b,2\nC,c,4\n", 3, "a quotation mark is not closed", 1),
        ("B,b,2\nC,c", 4, "the row ends before its last column", 2),
    ] {
        let import = parse(&Request::new(format!("{good}{tail}").as_bytes())).unwrap();
        assert!(import.report.is_balanced());
        let [one] = import.report.damaged.as_slice() else { unreachable!("{tail}") };
        assert_eq!((one.place, one.what.as_ref(), import.items.len()), (Place::Line(line), what, items));
    }
    let broken = format!("{good}{}", "x,y,z,1\n".repeat(101));
    assert!(matches!(refusal(broken.as_bytes()), ImportError::Damaged { .. }));
    let quoted = "name,login,Passwort\nA,\"a,1\n";
    assert!(matches!(refusal(quoted.as_bytes()), ImportError::Damaged { at } if at.contains("line 2")));
    let told = TableMapping { quoting: Some(Quoting::None), ..TableMapping::default() };
    assert_eq!(read(quoted.as_bytes(), with(told)).unwrap().items.len(), 1);
}

#[test]
fn given_a_table_of_a_known_product_that_is_cut_then_it_is_damaged_too() {
    let text = b"name,url,username,password\nA,u,n,p\nB,u,\"n\nC,u,n,p\n";
    let import = parse(&Request::new(text)).unwrap();
    assert_eq!((import.format, import.items.len(), import.report.damaged.len()), (Format::ChromeCsv, 1, 1));
}

#[test]
fn given_more_rows_than_are_read_then_the_limit_is_named() {
    let mut text = String::from("name,password\n");
    (0..500_000).for_each(|_| text.push_str("a,b\n"));
    assert_eq!(parse(&Request::new(text.as_bytes())).unwrap().items.len(), 500_000);
    text.push_str("a,b\n");
    let limit = ImportError::TooLarge { what: "rows".into(), limit: 500_000 };
    assert_eq!(refusal(text.as_bytes()), limit);
    (0..9_500_000).for_each(|_| text.push_str("a,b\n"));
    assert_eq!(refusal(text.as_bytes()), limit);
    let wide = format!("password{}\n", ",x".repeat(999)) + &format!("1{}\n", ",1".repeat(999)).repeat(4001);
    assert!(matches!(refusal(wide.as_bytes()), ImportError::TooLarge { limit: 4_000_000, .. }));
}

proptest! {
    #[test]
    fn every_cell_of_any_table_is_accounted_for_in_any_reading(
        rows in prop::collection::vec(prop::collection::vec("[ -~äß日\n\"']{0,12}", 1..6), 1..12),
        delimiter in prop::sample::select(vec![(Delimiter::Comma, b','), (Delimiter::Semicolon, b';'), (Delimiter::Tab, b'\t')]),
        header: bool,
        picks in prop::collection::vec(prop::sample::select(ColumnUse::ALL.to_vec()), 5),
    ) {
        let mut writer = csv_of(&rows, delimiter.1);
        writer.push(b'\n');
        let mapping = TableMapping { delimiter: Some(delimiter.0), header: Some(header), ..TableMapping::default() };
        for quoting in [Quoting::Double, Quoting::Backslash, Quoting::Single, Quoting::None] {
            let mapping = TableMapping { quoting: Some(quoting), ..mapping.clone() };
            if let Ok(import) = read(&writer, with(mapping.clone())) {
                prop_assert!(import.report.is_balanced());
                let columns = import.report.table.as_ref().unwrap().columns.len().min(5);
                let columns = (0..columns).map(|place| ColumnChoice { column: format!("#{}", place + 1), becomes: picks[place] });
                let again = read(&writer, with(TableMapping { columns: columns.collect(), ..mapping })).unwrap();
                prop_assert!(again.report.is_balanced());
                prop_assert_eq!(again.report.source_fields, import.report.source_fields);
            }
        }
    }
}

fn csv_of(rows: &[Vec<String>], delimiter: u8) -> Vec<u8> {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let mark = String::from(char::from(delimiter));
    let lines: Vec<String> =
        rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(&mark)).collect();
    lines.join("\n").into_bytes()
}
