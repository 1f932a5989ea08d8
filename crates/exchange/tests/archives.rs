//! Zip archives that are cut, contradictory or built to hurt.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/archive.rs"]
mod archive;
mod support;

use archive::{Member, archive, deflated, stored};
use strongroom_exchange::{Format, ImportError, Request, parse, recognise};
use support::{refusal, whole};

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
