//! Zip archives that are cut, contradictory or built to hurt.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/archive.rs"]
mod archive;
mod support;

use archive::{Member, archive, deflated, stored};
use strongroom_exchange::{Format, ImportError, Request, parse, recognise};
use support::{corpus, folder, refusal, value, whole};

const TABLE: &[u8] = b"name,url,username,password\nShop,https://a.example,ann,pw\n";

fn damaged(at: &str) -> ImportError {
    ImportError::Damaged { at: at.to_owned().into() }
}

#[test]
fn given_files_in_an_archive_then_each_is_read_as_what_it_is() {
    let json = br#"{"items":[{"type":1,"name":"B"}],"folders":[]}"#;
    let import = whole(&archive(&[
        stored("a/chrome.csv", TABLE),
        deflated("b/bitwarden.json", json),
        stored("a/", b""),
        stored("__MACOSX/a/._chrome.csv", b"noise"),
    ]));
    let titles: Vec<&str> = import.items.iter().map(|item| item.item.title.as_str()).collect();
    assert_eq!((import.format, titles), (Format::Bundle, vec!["Shop", "B"]));
}

#[test]
fn given_a_file_that_is_of_no_kind_then_the_report_names_it() {
    let bytes = archive(&[stored("chrome.csv", TABLE), stored("photo.jpg", b"\xff\xd8\xff")]);
    let import = parse(&Request::new(&bytes)).unwrap();
    assert!(import.report.is_balanced());
    assert_eq!(import.report.dropped[0].field, "photo.jpg");
    assert_eq!(refusal(&archive(&[stored("photo.jpg", b"\xff\xd8\xff")])), ImportError::NotRecognised);
    assert_eq!(refusal(&archive(&[])), ImportError::NotRecognised);
}

#[test]
fn given_a_bomb_then_it_is_too_large_before_it_is_unpacked() {
    let bomb = deflated("a.csv", &vec![b'x'; 64 << 20]);
    let error = refusal(&archive(&[bomb]));
    assert!(matches!(error, ImportError::TooLarge { ref what, .. } if what == "bytes after decompression"));
}

#[test]
fn given_many_files_that_are_too_large_together_then_the_limit_is_named() {
    let text = vec![b'\xff'; 4 << 20];
    let many: Vec<Member> = (0..130).map(|number| deflated(&number.to_string(), &text)).collect();
    let error = refusal(&archive(&many));
    assert!(matches!(error, ImportError::TooLarge { ref what, .. } if what == "bytes in a zip archive"));
}

#[test]
fn given_sizes_checksums_or_content_that_lie_then_it_is_damaged() {
    let honest = || deflated("a.csv", TABLE);
    for member in [
        Member { size: 10, ..honest() },
        Member { size: 3_000_000, ..honest() },
        Member { crc: 1, ..honest() },
        Member { packed: b"\xff\xff\xff\xff".to_vec(), ..honest() },
        Member { size: 1000, ..stored("a.csv", TABLE) },
    ] {
        assert_eq!(refusal(&archive(&[member])), damaged("zip archive"));
    }
}

#[test]
fn given_a_password_or_an_unusual_compression_then_the_refusal_says_what() {
    for (member, what) in [
        (Member { flags: 1, ..stored("a.csv", TABLE) }, "a password on the zip archive itself"),
        (Member { method: 93, ..stored("a.csv", TABLE) }, "an unusual compression of the zip archive"),
    ] {
        assert_eq!(refusal(&archive(&[member])), ImportError::Unsupported { what: what.into() });
    }
}

#[test]
fn given_two_files_of_one_name_then_it_is_refused() {
    let bytes = archive(&[stored("a.csv", TABLE), stored("a.csv", b"other")]);
    assert_eq!(refusal(&bytes), damaged("zip archive, two files of one name"));
}

#[test]
fn given_an_archive_in_an_archive_then_the_inner_one_stays_closed() {
    let inner = archive(&[stored("a.csv", TABLE)]);
    assert_eq!(refusal(&archive(&[stored("inner.zip", &inner)])), ImportError::NotRecognised);
}

#[test]
fn given_an_archive_that_is_cut_or_flipped_anywhere_then_there_is_an_error_or_a_balanced_import() {
    let whole = archive(&[deflated("a.csv", TABLE), stored("b.csv", TABLE)]);
    for end in 4..whole.len() {
        assert_eq!(recognise(&whole[..end]), Some(Format::Bundle));
        match parse(&Request::new(&whole[..end])) {
            Ok(import) => {
                assert!(import.report.is_balanced() && !import.items.is_empty(), "cut at {end}");
                assert_eq!(import.report.damaged.len(), 1, "cut at {end}");
            }
            Err(error) => assert!(end < 160, "cut at {end}: {error}"),
        }
    }
    for place in 4..whole.len() {
        for bit in [1_u8, 0x80] {
            let mut flipped = whole.clone();
            flipped[place] ^= bit;
            if let Ok(import) = parse(&Request::new(&flipped)) {
                assert!(import.report.is_balanced(), "flipped at {place}");
            }
        }
    }
}

#[test]
fn given_more_files_than_anybody_has_then_the_limit_is_named() {
    let many: Vec<Member> = (0..50_001).map(|number| stored(&number.to_string(), b"")).collect();
    let error = refusal(&archive(&many));
    assert!(matches!(error, ImportError::TooLarge { ref what, .. } if what == "files in a zip archive"));
}

const PRIVATE: &[u8] = b"-----BEGIN OPENSSH PRIVATE KEY-----\n\
    b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQAAACCzPq7zfqLffKoBDe/eo04kH2XxtSmk9D7RQyf1xUqrYgAAAJgAIAxdACAMXQAAAAtzc2gtZWQyNTUxOQAAACCzPq7zfqLffKoBDe/eo04kH2XxtSmk9D7RQyf1xUqrYgAAAEC2BsIi0QwW2uFscKTUUXNHLsYX4FxlaSDSblbAj7WR7bM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqtiAAAAEHVzZXJAZXhhbXBsZS5jb20BAgMEBQ==\n\
    -----END OPENSSH PRIVATE KEY-----\n";
const PUBLIC: &[u8] =
    b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti ann@laptop\n";

#[test]
fn given_keys_and_variables_in_folders_then_their_files_names_and_folders_tell_them_apart() {
    let import = whole(&archive(&[
        stored("mine/id_work", PRIVATE),
        stored("mine/id_work.pub", PUBLIC),
        stored("mine/deploy/id_github", PRIVATE),
        stored("mine/a/.env", b"API_KEY=1\nSECRET=2\n"),
        stored("mine/b/deep/../.env", b"API_KEY=3\nSECRET=4\n"),
        stored("mine/c/chrome.csv", TABLE),
    ]));
    let placed: Vec<(&str, String)> =
        import.items.iter().map(|item| (item.item.title.as_str(), folder(&import, item))).collect();
    assert_eq!(
        placed,
        [
            ("id_work", String::new()),
            ("id_github", "deploy".to_owned()),
            (".env", "a".to_owned()),
            (".env", "b/deep".to_owned()),
            ("Shop", String::new()),
        ]
    );
    // The comment that was the title is in the line of the public key.
    assert!(value(&import.items[0].item, "public_key").ends_with("ann@laptop"));
}

#[test]
fn given_no_common_folder_then_every_folder_is_kept_and_a_very_deep_one_is_no_error() {
    let deep = format!("{}id", "d/".repeat(100));
    let import =
        whole(&archive(&[stored("work/id", PRIVATE), stored("home/id", PRIVATE), stored(&deep, PRIVATE)]));
    let folders: Vec<String> = import.items.iter().map(|item| folder(&import, item)).collect();
    assert_eq!(folders, ["work", "home", ""]);
}

#[test]
fn given_a_certificate_in_a_folder_then_its_subject_is_the_title_and_its_file_a_field() {
    let Some(sample) = corpus("x509/limbo-sample.json") else { return };
    let sample = String::from_utf8(sample).unwrap().replace("\\n", "\n");
    let (start, end) = (sample.find("-----BEGIN CERT").unwrap(), "-----END CERTIFICATE-----");
    let pem = &sample[start..sample.find(end).unwrap() + end.len()];
    let import = whole(&archive(&[stored("etc/tls/server.crt", pem.as_bytes()), stored("etc/id", PRIVATE)]));
    let item = &import.items[0];
    assert_eq!((value(&item.item, "file"), folder(&import, item)), ("server.crt", "tls".to_owned()));
    assert!(!item.item.title.is_empty() && item.item.title != "server.crt");
}
