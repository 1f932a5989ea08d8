//! One-time codes of other programs, plain and sealed (`samples/make.py`), and the files of developers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/archive.rs"]
mod archive;
mod support;

use archive::{archive, stored};
use serde_json::json;
use strongroom_credential::Kind;
use strongroom_exchange::{
    Format, ImportError, NamedFile, ParsedImport, Request, Warning, pack_folder, parse, recognise,
};
use support::{folder, refusal, titled, urls, value, whole};

const AEGIS: &[u8] = include_bytes!("samples/aegis_encrypted.json");
const TWO_FAS: &[u8] = include_bytes!("samples/two_fas_encrypted.json");
const AND_OTP: &[u8] = include_bytes!("samples/and_otp.json.aes");
const SECRET: &str = "JBSWY3DPEHPK3PXP";

fn open(bytes: &[u8], password: &str) -> Result<ParsedImport, ImportError> {
    parse(&Request { password: Some(password.into()), ..Request::new(bytes) })
}

#[test]
fn given_sealed_codes_then_the_password_opens_them_and_no_other() {
    for (bytes, format) in [(AEGIS, Format::Aegis), (TWO_FAS, Format::TwoFas), (AND_OTP, Format::AndOtp)] {
        assert_eq!(recognise(bytes), Some(format));
        assert_eq!(refusal(bytes), ImportError::NeedsPassword, "{format:?}");
        assert_eq!(open(bytes, "wrong"), Err(ImportError::WrongPassword), "{format:?}");
        let import = open(bytes, "correct horse").unwrap();
        assert!(import.report.is_balanced() && import.report.dropped.is_empty());
        let item = &titled(&import, "Bank").item;
        assert_eq!(value(item, "username"), "ann");
        assert!(value(item, "totp").contains(SECRET), "{format:?}");
    }
    let aegis = open(AEGIS, "correct horse").unwrap();
    let item = &aegis.items[0].item;
    assert!(value(item, "totp").contains("SHA256") && value(item, "totp").contains("period=60"));
    assert!(item.favourite && item.tags == ["Work"] && item.notes.expose() == "n");
}

#[test]
fn given_scrypt_beyond_any_real_cost_then_it_is_refused_unpaid() {
    let mut file: serde_json::Value = serde_json::from_slice(AEGIS).unwrap();
    for (key, cost) in [("n", 1_u64 << 40), ("r", 1 << 30), ("p", 1 << 30)] {
        let former = std::mem::replace(&mut file["header"]["slots"][0][key], json!(cost));
        let error = open(file.to_string().as_bytes(), "x");
        assert!(matches!(error, Err(ImportError::KdfTooExpensive { .. })), "{key}: {error:?}");
        file["header"]["slots"][0][key] = former;
    }
    file["header"]["slots"][0]["n"] = json!(1000);
    assert!(matches!(open(file.to_string().as_bytes(), "x"), Err(ImportError::Damaged { .. })));
}

#[test]
fn given_plain_codes_then_kinds_of_code_groups_and_odd_ones_are_kept() {
    let entry = |kind: &str, secret: &str| {
        json!({"type": kind, "uuid": "u", "name": kind, "issuer": "", "note": "", "icon": "aGk=", "icon_mime": "image/png",
        "info": {"secret": secret, "algo": "SHA1", "digits": 6, "period": 30, "counter": 4}, "group": "G"})
    };
    let import = whole(
        json!({"version": 1, "header": {"slots": null, "params": null}, "db": {"version": 2, "entries": [
            entry("totp", SECRET), entry("hotp", SECRET), entry("steam", SECRET), entry("yandex", SECRET)]}})
        .to_string()
        .as_bytes(),
    );
    assert!(value(&titled(&import, "hotp").item, "totp").contains("counter=4"));
    assert_eq!(value(&titled(&import, "yandex").item, "secret"), SECRET);
    assert!(import.items.iter().all(|item| item.item.tags == ["G"]));

    let import = whole(
        json!([{"secret": SECRET, "issuer": "", "label": "ann", "digits": 6, "type": "STEAM", "algorithm": "SHA1", "thumbnail": "D", "last_used": 1, "used_frequency": 0, "tags": ["t"]}])
            .to_string()
            .as_bytes(),
    );
    assert_eq!((import.format, import.items[0].item.tags.join(",")), (Format::AndOtp, "t".to_owned()));

    let import = whole(
        json!({"schemaVersion": 4, "groups": [{"id": "g", "name": "Work", "isExpanded": true}], "services": [
            {"name": "Bank", "secret": SECRET, "groupId": "g", "updatedAt": 1_700_000_000_000_i64, "otp": {"tokenType": "HOTP", "counter": 3, "digits": 6, "label": "l"}}]})
        .to_string()
        .as_bytes(),
    );
    assert_eq!(folder(&import, &import.items[0]), "Work");
    assert!(value(&import.items[0].item, "totp").contains("counter=3"));
}

#[test]
fn given_addresses_of_codes_then_each_is_a_login_and_a_transfer_several() {
    const TWO: &str = "otpauth-migration://offline?data=CkMKFD3GyqSCSm0oh2eyMx4gtDFmy4XZEhxBQ01FIENvOmpvaG4uZG9lQGV4YW1wbGUuY29tGgdBQ01FIENvIAEoATACCjUKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZSABKAEwAhABGAEgACjn4Pv4Ag==";
    let text = format!("{TWO}\n\notpauth://totp/Shop:ann?secret={SECRET}&issuer=Shop\n");
    let import = whole(text.as_bytes());
    assert_eq!((import.format, import.items.len()), (Format::OtpAddresses, 3));
    assert_eq!(value(&titled(&import, "Shop").item, "username"), "ann");
    let error = refusal(format!("otpauth://totp/a?secret={SECRET}\nother\n").as_bytes());
    assert_eq!(error, ImportError::Damaged { at: "one-time codes, line 2".into() });
}

#[test]
fn given_files_of_developers_then_each_becomes_items_of_its_kind() {
    let env = whole(b"# a comment\nAPI_KEY=abc\nexport DB_URL='x y'\n");
    assert_eq!((env.format, value(&env.items[0].item, "API_KEY")), (Format::Dotenv, "abc"));

    let pgpass = whole(b"# hosts\ndb.example:5432:shop:ann:p\\:w\n*:*:*:root:pw\n");
    assert_eq!((pgpass.format, pgpass.items.len()), (Format::PgPass, 2));
    assert_eq!(
        (pgpass.items[0].item.kind.clone(), value(&pgpass.items[0].item, "password")),
        (Kind::DATABASE, "p:w")
    );

    let netrc = whole(b"machine a.example\n  login ann\n  password \"p w\"\nmachine b.example login bob password x account y\nmacdef init\ncd /\nls\n\ndefault login anonymous password guest\n");
    assert_eq!((netrc.format, netrc.items.len()), (Format::Netrc, 3));
    assert_eq!(value(&titled(&netrc, "a.example").item, "password"), "p w");
    assert_eq!(value(&titled(&netrc, "b.example").item, "macdef init"), "cd /\nls");

    let aws = whole(b"[default]\naws_access_key_id = AKIA\naws_secret_access_key=s/+=\n\n[work]\naws_access_key_id=AKIB\naws_session_token=t\n");
    assert_eq!((aws.format, aws.items.len()), (Format::AwsCredentials, 2));
    let item = &titled(&aws, "AWS default").item;
    assert_eq!(
        (value(item, "key"), value(item, "secret"), item.kind.clone()),
        ("AKIA", "s/+=", Kind::API_KEY)
    );

    let docker = whole(br#"{"auths": {"https://r.example/v1/": {"auth": "YW5uOnB3", "identitytoken": "t"}}, "credsStore": "pass"}"#);
    let item = &docker.items[0].item;
    assert_eq!(
        (docker.format, value(item, "username"), value(item, "password")),
        (Format::DockerConfig, "ann", "pw")
    );
    assert_eq!((urls(item), value(item, "identitytoken")), (vec!["https://r.example/v1/"], "t"));

    let kube = whole(
        json!({"apiVersion": "v1", "kind": "Config", "current-context": "c", "users": [{"name": "u", "user": {"token": "t"}}, {"name": "v", "user": {"client-key-data": "UEVN", "exec": {"command": "x"}}}],
            "clusters": [{"name": "k", "cluster": {"server": "https://k.example"}}], "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}]})
        .to_string()
        .as_bytes(),
    );
    assert_eq!((kube.format, kube.items.len()), (Format::Kubeconfig, 4));
    assert_eq!(value(&titled(&kube, "Kubernetes user v").item, "private_key"), "PEM");
}

const PUBLIC: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPbPmnCnXPHLiwPe9kTBY+/KPgY0A2KB66Zh3oIT4Xjx ann@host";

#[test]
fn given_settings_of_docker_with_secrets_then_each_is_kept_under_its_path() {
    for auths in [r#""auths": {}, "#, ""] {
        let text = format!(
            r#"{{{auths}"proxies": {{"default": {{"httpProxy": "http://u:pw@proxy:3128", "noProxy": ""}}, "tcp://h": {{"httpProxy": "http://x"}}}}, "HttpHeaders": {{"X-Meta-Auth": "made-up"}}, "credsStore": "pass"}}"#
        );
        let import = whole(text.as_bytes());
        let item = &import.items[0].item;
        assert_eq!((import.format, import.items.len()), (Format::DockerConfig, 1));
        assert_eq!((item.title.as_str(), import.report.source_fields), ("Docker settings", 3));
        assert_eq!(value(item, "proxies: default: httpProxy"), "http://u:pw@proxy:3128");
        assert_eq!(value(item, "proxies: tcp://h: httpProxy"), "http://x");
        assert_eq!(value(item, "HttpHeaders: X-Meta-Auth"), "made-up");
        assert!(item.fields.iter().all(|field| field.field_type.is_secret()));
        let left = Warning::DatabaseSettingsLeft { names: vec!["credsStore".to_owned()] };
        assert_eq!(import.warnings, [left]);
    }
}

#[test]
fn given_docker_keeps_all_passwords_elsewhere_then_the_refusal_says_where_they_are() {
    for text in [r#"{"credHelpers": {"r.example": "gcloud"}}"#, r#"{"auths": {}, "credsStore": "pass"}"#] {
        let error = refusal(text.as_bytes());
        assert!(error.to_string().contains("in the credential store that it names"), "{error}");
        let folder = archive(&[stored(".docker/config.json", text.as_bytes())]);
        assert_eq!(refusal(&folder), error);
    }
}

#[test]
fn given_line_ends_of_windows_then_a_macro_ends_at_its_empty_line() {
    let unix = "machine a.example\nlogin u\npassword p\nmacdef init\ncd /pub\nbin\n\nmachine b.example\nlogin ann\npassword made-up\n";
    for text in [unix.to_owned(), unix.replace('\n', "\r\n")] {
        let import = whole(text.as_bytes());
        assert_eq!(import.items.len(), 2, "{text:?}");
        let block = value(&titled(&import, "a.example").item, "macdef init").replace('\r', "");
        assert_eq!(block, "cd /pub\nbin", "{text:?}");
        assert_eq!(value(&titled(&import, "b.example").item, "password"), "made-up", "{text:?}");
    }
}

#[test]
fn given_comments_between_accounts_then_they_are_notes_of_the_account_that_they_stand_at() {
    let netrc = "# of work\n#\n# until May\nmachine a.example login ann # not mine\n  # changed\n  password #made-up#\n\nmachine b.example # new\nlogin bob password\n# here\nx\n# end\n";
    for text in [netrc.to_owned(), netrc.replace('\n', "\r\n")] {
        let import = whole(text.as_bytes());
        let (a, b) = (&titled(&import, "a.example").item, &titled(&import, "b.example").item);
        assert_eq!((value(a, "password"), value(b, "password")), ("#made-up#", "x"));
        assert_eq!(a.notes.expose(), "of work\nuntil May\nnot mine\nchanged");
        assert_eq!(b.notes.expose(), "new\nhere\nend");
        assert_eq!(import.report.source_fields, 8);
    }
}

#[test]
fn given_a_netrc_that_breaks_off_then_the_error_names_its_line() {
    for (text, line) in
        [("machine a.example login ann\npassword", 2), ("machine a.example login ann\n\nnonsense x\n", 3)]
    {
        let at = format!("netrc, line {line}").into();
        assert_eq!(refusal(text.as_bytes()), ImportError::Damaged { at }, "{text:?}");
    }
}

#[test]
fn given_a_folder_of_keys_then_halves_come_together_and_the_rest_is_named() {
    let key = whole(PUBLIC.as_bytes());
    assert_eq!((key.format, key.items[0].item.kind.clone()), (Format::KeyFile, Kind::SSH_KEY));
    let bytes = archive(&[
        stored(".ssh/id.pub", PUBLIC.as_bytes()),
        stored(".ssh/known_hosts", b"|1|abc= ecdsa-sha2-nistp256 AAAA"),
        stored(".netrc", b"machine a.example login ann password pw\n"),
    ]);
    let import = parse(&Request::new(&bytes)).unwrap();
    assert!(import.report.is_balanced());
    assert_eq!((import.items.len(), import.report.dropped.len()), (2, 1));
}

#[test]
fn given_a_private_key_and_its_public_one_side_by_side_then_they_are_one_item() {
    let private = "-----BEGIN OPENSSH PRIVATE KEY-----\n\
        b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQAAACCzPq7zfqLffKoBDe/eo04kH2XxtSmk9D7RQyf1xUqrYgAAAJgAIAxdACAMXQAAAAtzc2gtZWQyNTUxOQAAACCzPq7zfqLffKoBDe/eo04kH2XxtSmk9D7RQyf1xUqrYgAAAEC2BsIi0QwW2uFscKTUUXNHLsYX4FxlaSDSblbAj7WR7bM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqtiAAAAEHVzZXJAZXhhbXBsZS5jb20BAgMEBQ==\n\
        -----END OPENSSH PRIVATE KEY-----\n";
    let public =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti user@example.com\n";
    let file =
        |name: &str, text: &str| NamedFile { name: name.into(), bytes: text.as_bytes().to_vec().into() };
    let packed = pack_folder(&[file(".ssh/id", private), file(".ssh/id.pub", public)]).unwrap();
    let import = whole(packed.expose());
    assert_eq!((import.format, import.items.len()), (Format::Bundle, 1));
    let item = &import.items[0].item;
    assert!(
        value(item, "private_key").contains("OPENSSH")
            && value(item, "public_key").starts_with("ssh-ed25519")
    );
}
