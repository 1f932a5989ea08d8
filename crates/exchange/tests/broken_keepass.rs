//! KeePass's files that broke: what is whole before that place is offered, equal to what it was, and never half an entry.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs, reason = "tests")]

#[path = "support/judges.rs"]
mod judges;
#[path = "support/kdbx.rs"]
mod kdbx;
mod support;

use judges::{Scratch, keepassxc};
use kdbx::{Kdbx, PASSWORD, write_old};
use std::fmt::Write;
use strongroom_credential::Item;
use strongroom_exchange::{Format, ImportError, ParsedImport, Place, Request, parse};

/// The bytes of the header that `write_old` writes.
const OLD_HEADER: usize = 218;

/// A document of that many entries, half of them in a group of their own, and with `more` in each.
fn document(entries: usize, more: impl Fn(usize) -> String) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<KeePassFile><Meta>\
         <Generator>KeePass</Generator></Meta>\n<Root><Group><Name>Root</Name>\n",
    );
    for number in 0..entries {
        if number == entries / 2 {
            xml.push_str("<Group><Name>Inner</Name>\n");
        }
        let strings = [
            ("Title", format!("Entry {number}")),
            ("UserName", "anna".to_owned()),
            ("Password", format!("pass {number} word")),
            ("URL", format!("https://{number}.example")),
            ("Notes", more(number)),
        ];
        xml.push_str("<Entry>");
        for (key, value) in strings {
            write!(xml, "<String><Key>{key}</Key><Value>{value}</Value></String>").unwrap();
        }
        xml.push_str("</Entry>\n");
    }
    xml.push_str("</Group></Group></Root></KeePassFile>\n");
    xml
}

fn open(bytes: &[u8]) -> Result<ParsedImport, ImportError> {
    parse(&Request { password: Some(PASSWORD.into()), ..Request::new(bytes) })
}

fn items(import: &ParsedImport) -> Vec<(&Item, Option<&[String]>)> {
    let folder = |position: usize| import.folders[position].path.as_slice();
    import.items.iter().map(|item| (&item.item, item.folder.map(folder))).collect()
}

/// How many of the entries are there: the first ones, each as it was, and the place is named. None where it is refused.
fn first_ones(
    result: Result<ParsedImport, ImportError>,
    whole: &ParsedImport,
    how: &str,
) -> Option<(usize, Place)> {
    let import = result.ok()?;
    let [damage] = import.report.damaged.as_slice() else { panic!("{how}: no place is named") };
    let (some, all) = (items(&import), items(whole));
    assert!(!some.is_empty() && all.starts_with(&some), "{how}");
    assert!(import.report.is_balanced(), "{how}");
    Some((some.len(), damage.place))
}

#[test]
fn database_cut_or_changed_at_every_byte_gives_the_entries_of_its_blocks_before() {
    let xml = document(12, |number| "n".repeat(number));
    for (format, bytes, start) in
        [("4", Kdbx::of_xml(&xml, &[b"a file"]).write_in(100), 0), ("3.1", write_old(&xml, 100), 32)]
    {
        let whole = open(&bytes).unwrap();
        assert_eq!((whole.items.len(), whole.report.damaged.len()), (12, 0), "{format}");
        let mut most = 0;
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x11;
            for (how, damaged) in [("cut", &bytes[..at]), ("changed", &flipped)] {
                let how = format!("{format} {how} at {at}");
                // Nothing tells that the header of 3.1 was changed but the document, and only where its writer says so.
                if format == "3.1" && at < OLD_HEADER {
                    let _ = open(damaged);
                    continue;
                }
                let Some((count, place)) = first_ones(open(damaged), &whole, &how) else {
                    assert!(most == 0, "{how}: later than what was read");
                    continue;
                };
                // The more is whole, the more is read; and nothing from behind the place.
                assert!(count >= most, "{how}: {count}");
                most = count;
                let Place::Byte(byte) = place else { panic!("{how}") };
                // A changed byte in the cipher of 3.1 changes the block of sixteen that it lies in, and one behind it.
                assert!(usize::try_from(byte).unwrap() <= at + start, "{how}: {byte}");
            }
        }
        assert_eq!(most, 12, "{format}");
    }
}

#[test]
fn text_of_xml_that_breaks_off_or_is_broken_gives_the_entries_before_with_the_line() {
    let xml = document(9, |_| "a &amp; b".to_owned());
    let whole = parse(&Request::new(xml.as_bytes())).unwrap();
    assert_eq!((whole.items.len(), whole.format, whole.report.damaged.len()), (9, Format::KeePassXml, 0));
    let root = xml.find("<Root>").unwrap();
    for end in 1..xml.trim_end().len() {
        let outcome =
            first_ones(parse(&Request::new(&xml.as_bytes()[..end])), &whole, &format!("cut at {end}"));
        let before = xml[..end].matches("</Entry>").count();
        assert_eq!(outcome.map_or(0, |(count, _)| count), before, "cut at {end}");
        assert!(end > root || outcome.is_none());
    }
    for (broken, line) in
        [("<String><Key>x</Value>", 6), ("&nothing;", 6), ("<a b=>", 6), ("</Group></Group>", 6)]
    {
        let at = xml.match_indices("<Entry>").nth(2).unwrap().0;
        let text = format!("{}{broken}{}", &xml[..at], &xml[at..]);
        let (count, place) = first_ones(parse(&Request::new(text.as_bytes())), &whole, broken).unwrap();
        assert_eq!((count, place), (2, Place::Line(line)), "{broken}");
    }
    // What is refused because it is no such file is refused as before.
    let doctype = xml.replacen("<KeePassFile>", "<!DOCTYPE a><KeePassFile>", 1);
    assert!(parse(&Request::new(doctype.as_bytes())).is_err());
}

#[test]
fn document_that_is_broken_in_blocks_that_are_whole_is_refused_as_before() {
    let xml = document(3, |_| String::new()).replacen("</Group></Group>", "</Group></Other>", 1);
    for bytes in [Kdbx::of_xml(&xml, &[]).write(), write_old(&xml, 100)] {
        assert!(matches!(open(&bytes), Err(ImportError::Damaged { .. })));
    }
}

/// Letters that do not pack well, and are the same every time.
fn noise(seed: usize, length: usize) -> String {
    let mut state = seed as u64 + 1;
    let letters = (0..length).map(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'a' + u8::try_from(state % 26).unwrap())
    });
    letters.collect()
}

#[test]
fn database_of_keepassxc_gives_what_it_had_before_the_cut_at_many_places() {
    let xml = Scratch::of("broken.xml", document(60, |number| noise(number, 100_000)).as_bytes());
    let file = Scratch::new("broken.kdbx");
    let lines = format!("{PASSWORD}\n{PASSWORD}\n");
    let (from, to) = (xml.0.to_str().unwrap(), file.0.to_str().unwrap());
    if keepassxc(&["import", "--set-password", "--decryption-time", "100", from, to], &lines).is_none() {
        return;
    }
    let bytes = file.read();
    let whole = open(&bytes).unwrap();
    assert_eq!((whole.items.len(), whole.report.damaged.len()), (60, 0));
    assert!(bytes.len() > 3 << 20, "{}", bytes.len());
    let mut counts = Vec::new();
    for step in 0..24 {
        let end = bytes.len() * step / 24;
        let outcome = first_ones(open(&bytes[..end]), &whole, &format!("cut at {end}"));
        counts.push(outcome.map_or(0, |(count, _)| count));
        let mut flipped = bytes.clone();
        flipped[end] ^= 1;
        let changed = first_ones(open(&flipped), &whole, &format!("changed at {end}"));
        assert_eq!(changed.map_or(0, |(count, _)| count), *counts.last().unwrap(), "{end}");
    }
    assert!(counts.is_sorted() && counts.contains(&0) && counts.last() > Some(&30), "{counts:?}");
    // The very last byte: all of it is there, and the file is damaged all the same.
    let (count, _) = first_ones(open(&bytes[..bytes.len() - 1]), &whole, "last byte").unwrap();
    assert_eq!(count, 60);
}
