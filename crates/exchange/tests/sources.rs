//! What other managers write is known by its content alone: nobody has to say which program it is from.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/archive.rs"]
mod archive;
mod support;

use archive::{archive, deflated};
use strongroom_exchange::{Format, recognise};
use support::{titled, value, whole};

/// Each with one login whose password is `correct horse`.
const TABLES: &[(&str, Format, &str)] = &[
    (
        "Chrome, Edge, Brave",
        Format::ChromeCsv,
        "name,url,username,password,note\nShop,https://shop.example/,anna,correct horse,\n",
    ),
    (
        "Opera",
        Format::ChromeCsv,
        "name,url,username,password\nshop.example,https://shop.example/,anna,correct horse\n",
    ),
    (
        "Firefox",
        Format::FirefoxCsv,
        "\"url\",\"username\",\"password\",\"httpRealm\",\"formActionOrigin\",\"guid\",\"timeCreated\",\"timeLastUsed\",\"timePasswordChanged\"\n\
         \"https://shop.example\",\"anna\",\"correct horse\",,\"https://shop.example\",\"{0d2c1f0a-0000-4000-8000-000000000001}\",\"1700000000000\",\"1700000000000\",\"1700000000000\"\n",
    ),
    (
        "Safari, Apple Passwords",
        Format::SafariCsv,
        "Title,URL,Username,Password,Notes,OTPAuth\nshop.example,https://shop.example/,anna,correct horse,,\n",
    ),
    (
        "1Password",
        Format::OnePasswordCsv,
        "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\nShop,https://shop.example,anna,correct horse,,false,false,,\n",
    ),
    (
        "LastPass",
        Format::LastPassCsv,
        "url,username,password,totp,extra,name,grouping,fav\nhttps://shop.example,anna,correct horse,,,Shop,Web,0\n",
    ),
    (
        "Dashlane",
        Format::DashlaneCsv,
        "username,username2,username3,title,password,note,url,category,otpUrl\nanna,,,Shop,correct horse,,https://shop.example,,\n",
    ),
    (
        "Dashlane, earlier",
        Format::DashlaneCsv,
        "username,username2,username3,title,password,note,url,category,otpSecret\nanna,,,Shop,correct horse,,https://shop.example,,\n",
    ),
    (
        "Proton Pass",
        Format::ProtonPassCsv,
        "type,name,url,email,username,password,note,totp,createTime,modifyTime,vault\nlogin,Shop,https://shop.example,,anna,correct horse,,,1700000000,1700000000,Personal\n",
    ),
    (
        "NordPass",
        Format::NordPassCsv,
        "name,url,additional_urls,username,password,note,cardholdername,cardnumber,cvc,pin,expirydate,zipcode,folder,full_name,phone_number,email,address1,address2,city,country,state,type,custom_fields\n\
         Shop,https://shop.example,,anna,correct horse,,,,,,,,,,,,,,,,,password,\n",
    ),
    (
        "RoboForm",
        Format::RoboFormCsv,
        "Name,Url,MatchUrl,Login,Pwd,Note,Folder,RfFieldsV2\nShop,https://shop.example,https://shop.example,anna,correct horse,,/Web,\n",
    ),
    (
        "Bitwarden",
        Format::BitwardenCsv,
        "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\nWeb,,login,Shop,,,0,https://shop.example,anna,correct horse,\n",
    ),
    (
        "KeePassXC",
        Format::KeePassXcCsv,
        "\"Group\",\"Title\",\"Username\",\"Password\",\"URL\",\"Notes\",\"TOTP\",\"Icon\",\"Last Modified\",\"Created\"\n\
         \"Root\",\"Shop\",\"anna\",\"correct horse\",\"https://shop.example\",\"\",\"\",\"0\",\"2024-01-01T00:00:00Z\",\"2024-01-01T00:00:00Z\"\n",
    ),
    (
        "Enpass",
        Format::EnpassJson,
        r#"{"folders":[],"items":[{"archived":0,"auto_submit":1,"category":"login","createdAt":1700000000,"favorite":0,
           "fields":[{"deleted":0,"label":"Username","order":1,"sensitive":0,"type":"username","uid":10,"updated_at":1,"value":"anna","value_updated_at":1},
           {"deleted":0,"label":"Password","order":2,"sensitive":1,"type":"password","uid":11,"updated_at":1,"value":"correct horse","value_updated_at":1}],
           "icon":{"fav":"","image":{"file":"web/shop"},"type":1,"uuid":""},"note":"","subtitle":"anna","template_type":"login.default",
           "title":"Shop","trashed":0,"updated_at":1700000000,"uuid":"a"}]}"#,
    ),
    (
        "Keeper",
        Format::KeeperJson,
        r#"{"shared_folders":[],"records":[{"title":"Shop","login":"anna","password":"correct horse","login_url":"https://shop.example","notes":"","custom_fields":{},"folders":[{"folder":"Web"}]}]}"#,
    ),
    (
        "Bitwarden",
        Format::BitwardenJson,
        r#"{"encrypted":false,"folders":[],"items":[{"id":"1","organizationId":null,"folderId":null,"type":1,"reprompt":0,"name":"Shop","notes":null,
           "favorite":false,"login":{"uris":[{"match":null,"uri":"https://shop.example"}],"username":"anna","password":"correct horse","totp":null},"collectionIds":null}]}"#,
    ),
];

#[test]
fn every_source_is_known_by_its_content_and_its_password_is_the_password() {
    for (name, format, text) in TABLES {
        let marked = format!("\u{feff}{text}");
        for (how, text) in
            [("as it is", (*text).to_owned()), ("with CRLF", text.replace('\n', "\r\n")), ("marked", marked)]
        {
            assert_eq!(recognise(text.as_bytes()), Some(*format), "{name} {how}");
            let import = whole(text.as_bytes());
            assert_eq!((import.format, import.items.len()), (*format, 1), "{name} {how}");
            let item = &import.items[0].item;
            assert_eq!(value(item, "password"), "correct horse", "{name} {how}");
            assert_eq!(value(item, "username"), "anna", "{name} {how}");
        }
    }
}

#[test]
fn archive_of_dashlane_is_known_by_its_tables() {
    let tables = [
        (
            "credentials.csv",
            "username,username2,username3,title,password,note,url,category,otpUrl\nanna,,,Shop,correct horse,,https://shop.example,,\n",
        ),
        ("securenotes.csv", "title,note\nA note,text\n"),
        ("ids.csv", "type,number,name,issue_date,expiration_date,place_of_issue,state\n"),
        (
            "payments.csv",
            "type,account_name,account_holder,cc_number,code,expiration_month,expiration_year,routing_number,account_number,country,issuing_bank\n",
        ),
        (
            "personalInfo.csv",
            "type,title,first_name,middle_name,last_name,login,date_of_birth,place_of_birth,email,email_type,item_name,phone_number,address,country,state,city,zip,address_recipient,address_building,address_apartment,address_floor,address_door_code,job_title,url\n",
        ),
    ];
    let packed: Vec<_> = tables.iter().map(|(name, text)| deflated(name, text.as_bytes())).collect();
    let import = whole(&archive(&packed));
    assert_eq!((import.format, import.items.len()), (Format::DashlaneZip, 2));
}

#[test]
fn settings_of_aws_are_known_by_their_profiles_and_blocks_stand_before_their_names() {
    let import = whole(
        b"# of work\n[default] ; mine\nregion = eu-central-1\n# new\ns3 =\n  max_concurrent_requests = 20\n  # much\n  max_queue_size = 9\noutput = json\n\n# until May\n[profile dev]\nsso_session = my\nsso_account_id = 123\n# end\n",
    );
    assert_eq!((import.format, import.items.len()), (Format::AwsCredentials, 2));
    let item = &titled(&import, "AWS default").item;
    for (name, expected) in [
        ("region", "eu-central-1"),
        ("s3: max_concurrent_requests", "20"),
        ("s3: max_queue_size", "9"),
        ("output", "json"),
    ] {
        assert_eq!(value(item, name), expected);
    }
    assert_eq!(item.notes.expose(), "of work\nmine\nnew\nmuch");
    let dev = &titled(&import, "AWS profile dev").item;
    assert_eq!((value(dev, "sso_session"), dev.notes.expose().as_str()), ("my", "until May\nend"));
    assert_eq!(import.report.source_fields, 10);
    for text in ["[default]\nregion = x\n", "[remote]\nrole_arn = x\n", "role_arn = x\n"] {
        assert_ne!(recognise(text.as_bytes()), Some(Format::AwsCredentials), "{text}");
    }
}

#[test]
fn credentials_that_are_indented_are_no_block() {
    let import =
        whole(b"[default]\n  aws_session_token =\n  aws_access_key_id = AKIA\n  aws_secret_access_key = s\n");
    let item = &titled(&import, "AWS default").item;
    assert_eq!((value(item, "key"), value(item, "secret")), ("AKIA", "s"));
}

#[test]
fn comments_in_a_password_file_of_postgresql_are_notes_of_the_line_below() {
    let import = whole(b"# hosts\n\ndb.example:5432:shop:ann:pw\n# others\n*:*:*:root:pw\n#end\n");
    let notes: Vec<&str> = import.items.iter().map(|item| item.item.notes.expose().as_str()).collect();
    assert_eq!(notes, ["hosts", "others\nend"]);
}
