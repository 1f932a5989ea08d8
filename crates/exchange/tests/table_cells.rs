//! What products hide in the cells of their tables: each part of a cell is a field of its own, once.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use strongroom_credential::FieldType::{self, Boolean, Date, Hidden, Text};
use strongroom_credential::Item;
use strongroom_exchange::Format;
use support::{folder, titled, urls, value, whole};

const ROBOFORM: &str = "\u{feff}Name,Url,MatchUrl,Login,Pwd,Note,Folder,RfFieldsV2\n";
const NORDPASS: &str = "name,url,additional_urls,username,password,note,cardholdername,cardnumber,cvc,pin,expirydate,zipcode,folder,shared_folder,full_name,phone_number,email,address1,address2,city,country,state,type,custom_fields\n";
const PROTON: &str =
    "type,name,url,autofillUrls,email,username,password,note,totp,createTime,modifyTime,vault\n";
const LASTPASS: &str = "url,username,password,totp,extra,name,grouping,fav\n";

/// The values of the fields of that name.
fn values<'i>(item: &'i Item, name: &str) -> Vec<&'i str> {
    item.fields.iter().filter(|field| field.name == name).map(|field| field.value.expose().as_str()).collect()
}

fn type_of(item: &Item, name: &str) -> FieldType {
    item.field(name).unwrap().field_type
}

#[test]
fn given_roboform_then_the_mark_before_a_cell_is_not_of_the_value() {
    let import = whole(
        format!("{ROBOFORM}A,https://a.example/,,jane,'@secret,'@note,,\"Password$,,,pwd,'@secret\",\"PIN$,,,pwd,'@1\"\nB,https://b.example/,,''q,''pw,,,\nC,,,'q,p'@,,,\n")
            .as_bytes(),
    );
    for (title, name, expected) in [
        ("A", "password", "@secret"),
        ("A", "Password", "@secret"),
        // A value inside of a cell does not begin it.
        ("A", "PIN", "'@1"),
        ("B", "username", "'q"),
        ("B", "password", "'pw"),
        ("C", "username", "'q"),
        ("C", "password", "p'@"),
    ] {
        assert_eq!(value(&titled(&import, title).item, name), expected, "{title} {name}");
    }
    assert_eq!(titled(&import, "A").item.notes.expose(), "@note");
}

#[test]
fn given_roboform_then_folders_begin_behind_the_slash_and_a_safenote_is_a_note() {
    let import = whole(
        format!("{ROBOFORM}A,https://a.example/,,u,p,,/Work/Sub,\nB,,,u,p,,/,\nC,,,u,p,,Plain,\nD,,,,,text,/Notes,\nE,https://e.example/,,,,text,,\nF,,,,,text,,\"Name$,,,txt,Anna\"\n")
            .as_bytes(),
    );
    for (title, path, kind) in [("A", "Work/Sub", "login"), ("C", "Plain", "login"), ("D", "Notes", "note")] {
        let item = titled(&import, title);
        assert_eq!((folder(&import, item).as_str(), item.item.kind.name()), (path, kind), "{title}");
    }
    assert_eq!(titled(&import, "B").folder, None);
    assert_eq!(
        ["E", "F"].map(|title| titled(&import, title).item.kind.name().to_owned()),
        ["login", "login"]
    );
    assert_eq!(import.folders.len(), 4);
}

#[test]
fn given_bitwarden_then_addresses_without_a_scheme_and_collections_are_told_apart() {
    let import = whole(
        b"collections,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n\
        \"Social/Media,Marketing, Sales\",login,A,,,0,\"google.com,youtube.com,gmail.com\",me,pw,\n,login,B,,,0,,me,pw,\n\",\",login,C,,,0,,me,pw,\n",
    );
    let a = titled(&import, "A");
    assert_eq!(urls(&a.item), ["google.com", "youtube.com", "gmail.com"]);
    assert_eq!(
        (folder(&import, a).as_str(), values(&a.item, "collection")),
        ("Social/Media", vec!["Marketing", "Sales"])
    );
    assert_eq!(titled(&import, "B").folder, None);
    assert_eq!(values(&titled(&import, "C").item, "collection"), [","]);
    let import = whole(
        b"folder,collections,name,login_uri,login_username,login_password\nMine,\"Social,Sales\",A,,me,pw\n",
    );
    assert_eq!(folder(&import, &import.items[0]), "Mine");
    assert_eq!(values(&import.items[0].item, "collection"), ["Social", "Sales"]);
}

#[test]
fn given_proton_pass_then_an_identity_in_the_note_is_an_identity() {
    let note = r#"{"fullName":"Anna B","email":"a@b","firstName":"Anna","birthdate":"1990-05-01","socialSecurityNumber":"123-45","company":"X","organization":"Y","city":"","note":"nn","extraPersonalDetails":[{"fieldName":"PIN","type":"hidden","data":{"content":"7"}},{"odd":1}],"extraSections":[{"sectionName":"S","sectionFields":[{"fieldName":"F","type":"text","data":{"content":"v"}}]}],"extraAddressDetails":[]}"#;
    let row = format!("identity,I,,,,,,\"{}\",,,,Work\n", note.replace('"', "\"\""));
    let import = whole(format!("{PROTON}{row}").as_bytes());
    let item = &titled(&import, "I").item;
    assert_eq!((item.kind.name(), item.notes.expose().as_str()), ("identity", "nn"));
    for (name, expected, field_type, custom) in [
        ("national_id", "123-45", Hidden, false),
        ("email", "a@b", FieldType::Email, false),
        ("first_name", "Anna", Text, false),
        ("birth_date", "1990-05-01", Date, false),
        ("company", "X", Text, false),
        ("organization", "Y", Hidden, true),
        ("fullName", "Anna B", Hidden, true),
        ("PIN", "7", Hidden, true),
        ("extraPersonalDetails", "{\"odd\":1}", Hidden, true),
        ("S: F", "v", Text, true),
    ] {
        let field = item.field(name).unwrap_or_else(|| unreachable!("{name}"));
        assert_eq!(
            (value(item, name), field.field_type, field.custom),
            (expected, field_type, custom),
            "{name}"
        );
    }
    assert_eq!(item.fields.len(), 10);
}

#[test]
fn given_proton_pass_then_addresses_come_once_with_how_they_are_compared() {
    let import = whole(
        format!("{PROTON}login,L,\"https://a.example/, https://b.example/\",\"[{{\"\"url\"\":\"\"https://a.example/\"\",\"\"mode\"\":0}},{{\"\"url\"\":\"\"https://c.example/\"\",\"\"mode\"\":6}},{{\"\"url\"\":\"\"https://b.example/\"\",\"\"mode\"\":2}}]\",,u,pw,n,,,,\nlogin,M,,\"[{{\"\"url\"\":\"\"https://a.example/\"\",\"\"new\"\":1}}]\",,u,pw,,,,,\n")
            .as_bytes(),
    );
    let item = &titled(&import, "L").item;
    assert_eq!(urls(item), ["https://a.example/", "https://b.example/", "https://c.example/"]);
    assert_eq!(values(item, "url match"), ["exact: https://c.example/", "never: https://b.example/"]);
    assert_eq!(type_of(&titled(&import, "M").item, "autofillUrls"), Hidden);
}

#[test]
fn given_dashlanes_networks_and_persons_then_each_has_a_name() {
    let import = whole(
        b"ssid,passphrase,name,note,hidden,encription_type\nMyNet,wifipw,,,false,unsecured\nNet,pw,Home,n,,odd\n",
    );
    assert_eq!(import.format, Format::DashlaneCsv);
    let item = &titled(&import, "MyNet").item;
    assert_eq!((item.kind.name(), value(item, "ssid"), value(item, "password")), ("wifi", "MyNet", "wifipw"));
    assert_eq!(
        (value(item, "hidden"), type_of(item, "hidden"), value(item, "security")),
        ("false", Boolean, "open")
    );
    assert_eq!(value(&titled(&import, "Home").item, "security"), "odd");
    let import = whole(
        b"type,title,first_name,middle_name,last_name,login,date_of_birth,place_of_birth,email,email_type,item_name,phone_number,address\n\
        name,MR,Anna,,Bee,a,,,,,,,\nemail,,,,,,,,a@b.de,private,,,\nphone,,,,,,,,,,Mobile,555,\n",
    );
    let titles: Vec<&str> = import.items.iter().map(|item| item.item.title.as_str()).collect();
    assert_eq!(titles, ["Anna Bee", "a@b.de", "Mobile"]);
}

#[test]
fn given_nordpass_then_shared_folders_are_folders_and_own_fields_keep_their_type() {
    let import = whole(
        format!("{NORDPASS}Team,,,,,,,,,,,,,,,,,,,,,,folder,\n\
        Login,https://a,,u,p,,,,,,,,,Team,,,,,,,,,password,\"[{{\"\"type\"\":\"\"text\"\",\"\"label\"\":\"\"t\"\",\"\"value\"\":\"\"v\"\"}},{{\"\"type\"\":\"\"date\"\",\"\"label\"\":\"\"d\"\",\"\"value\"\":\"\"1709251200\"\"}},{{\"\"type\"\":\"\"date\"\",\"\"label\"\":\"\"e\"\",\"\"value\"\":\"\"soon\"\"}},{{\"\"type\"\":\"\"hidden\"\",\"\"label\"\":\"\"h\"\",\"\"value\"\":\"\"w\"\"}},{{\"\"label\"\":\"\"u\"\",\"\"value\"\":\"\"x\"\"}}]\"\n\
        Both,https://a,,u,p,,,,,,,,Own,Team,,,,,,,,,password,\n")
            .as_bytes(),
    );
    let login = titled(&import, "Login");
    assert_eq!(folder(&import, login), "Team");
    for (name, expected, field_type) in [
        ("t", "v", Text),
        ("d", "2024-03-01", Date),
        ("e", "soon", Text),
        ("h", "w", Hidden),
        ("u", "x", Hidden),
    ] {
        assert_eq!((value(&login.item, name), type_of(&login.item, name)), (expected, field_type), "{name}");
    }
    let both = titled(&import, "Both");
    assert_eq!((folder(&import, both).as_str(), value(&both.item, "shared_folder")), ("Own", "Team"));
}

#[test]
fn given_an_address_of_several_lines_in_a_note_of_lastpass_then_it_stays_one() {
    let import = whole(
        format!("{LASTPASS}http://sn,,,,\"NoteType:Bank Account\nBank Name:DKB\nBranch Address:Line 1\nLine 2: suite\nBranch Phone:030\nNotes:n\",Bank,,0\n")
            .as_bytes(),
    );
    let item = &import.items[0].item;
    assert_eq!(value(item, "Branch Address"), "Line 1\nLine 2: suite");
    assert_eq!((value(item, "Branch Phone"), item.notes.expose().as_str()), ("030", "n"));
    assert!(item.field("Line 2").is_none());
}
