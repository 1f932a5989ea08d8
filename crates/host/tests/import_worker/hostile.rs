//! Files that were built to hurt, through the real child: each ends soon in the error that says what is wrong, or comes in
//! without harm, and the parent does not grow.

use super::bomb::{MIB, packed};
use super::{Outcome, Scratch, parse, parse_hostile, peak_kib, request, worker};
use std::io::Write;
use strongroom_api::{ParseFailure, ParseRequest};
use strongroom_exchange::{Format, ImportError, NamedFile, pack_folder};

const MARK: &str = "***5642bee8-a5ff-11dc-8314-0800200c9a66***";

fn refused(
    scratch: &Scratch,
    name: &str,
    content: impl AsRef<[u8]>,
) -> Result<ImportError, libtest_mimic::Failed> {
    match parse_hostile(request(&scratch.file(name, content)))? {
        ParseFailure::Import(error) => Ok(error),
        other => Err(format!("{name}: {other:?}").into()),
    }
}

/// A zip archive with one deflated file; what its records claim of the size may be wrong, and the checksum is.
fn zip(name: &str, deflated: &[u8], claimed: u32) -> Vec<u8> {
    let packed = u32::try_from(deflated.len()).unwrap();
    let mut common = Vec::new();
    [20_u16, 0, 8, 0, 0].iter().for_each(|number| common.extend(number.to_le_bytes()));
    [0, packed, claimed].iter().for_each(|number| common.extend(number.to_le_bytes()));
    [u16::try_from(name.len()).unwrap(), 0].iter().for_each(|number| common.extend(number.to_le_bytes()));
    let mut file = [b"PK\x03\x04".as_slice(), &common, name.as_bytes(), deflated].concat();
    let offset = u32::try_from(file.len()).unwrap();
    file.extend([b"PK\x01\x02\x14\0".as_slice(), &common, &[0; 14], name.as_bytes()].concat());
    let length = u32::try_from(file.len()).unwrap() - offset;
    file.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    [length, offset].iter().for_each(|number| file.extend(number.to_le_bytes()));
    file.extend([0, 0]);
    file
}

pub(super) fn zip_bombs_end_soon_whatever_size_they_claim(scratch: &Scratch) -> Outcome {
    // Three GiB; the end of the stream, an empty last block of fixed codes, comes behind them.
    let zeros = packed(&vec![0; MIB]);
    let bomb: Vec<u8> = std::iter::repeat_n(zeros, 3 << 10).flatten().chain([3, 0]).collect();
    let honest = refused(scratch, "honest.zip", zip("a.csv", &bomb, 3 << 30))?;
    assert!(matches!(honest, ImportError::TooLarge { .. }), "{honest:?}");
    let lying = refused(scratch, "lying.zip", zip("a.csv", &bomb, 5))?;
    assert!(matches!(lying, ImportError::Damaged { .. } | ImportError::TooLarge { .. }), "{lying:?}");
    Ok(())
}

pub(super) fn entities_of_xml_are_refused_unexpanded(scratch: &Scratch) -> Outcome {
    let mut entities = "<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..20 {
        let below = format!("&a{};", level - 1).repeat(10);
        entities.push_str(&format!("<!ENTITY a{level} \"{below}\">"));
    }
    for declared in [entities.as_str(), "<!ENTITY a19 SYSTEM \"file:///etc/passwd\">"] {
        let text =
            format!("<?xml version=\"1.0\"?><!DOCTYPE x [{declared}]><KeePassFile>&a19;</KeePassFile>");
        let path = scratch.file("entities.xml", text);
        // Named, for so long a declaration before the first element is not looked through.
        let format = Some("kee_pass_xml".to_owned());
        let failure = parse_hostile(ParseRequest { format, ..request(&path) })?;
        let at = "XML with a document type".into();
        assert_eq!(failure, ParseFailure::Import(ImportError::Damaged { at }));
    }
    Ok(())
}

pub(super) fn deep_json_and_deep_xml_name_the_limit(scratch: &Scratch) -> Outcome {
    for (name, start, level) in [
        ("list.json", r#"{"encrypted":false,"folders":[],"items":"#, "["),
        (
            "object.json",
            r#"{"encrypted":false,"folders":[],"items":[{"type":1,"name":"a","login":"#,
            r#"{"a":"#,
        ),
        ("own.json", r#"{"format":"strongroom-export","version":1,"items":"#, "["),
        ("groups.xml", "<KeePassFile><Meta/><Root>", "<Group>"),
    ] {
        let error = refused(scratch, name, format!("{start}{}", level.repeat(2_000_000)))?;
        let clear = matches!(&error, ImportError::TooLarge { what, .. } if what.contains("levels"));
        assert!(clear || matches!(error, ImportError::Damaged { .. }), "{name}: {error:?}");
    }
    Ok(())
}

pub(super) fn names_in_an_archive_are_no_paths(scratch: &Scratch) -> Outcome {
    let outside = scratch.0.path().join("outside.csv");
    let files = ["../../outside.csv", "/etc/cron.d/a.csv", "..\\b.csv", outside.to_str().unwrap()];
    let files = files.map(|name| NamedFile {
        name: name.to_owned(),
        bytes: format!("name,url,username,password\n{},https://a.example,u,p\n", name.len())
            .into_bytes()
            .into(),
    });
    let path = scratch.file("inside.zip", pack_folder(&files).unwrap().expose());
    let import = parse(&worker(), request(&path))?;
    assert_eq!((import.format, import.items.len()), (Format::Bundle, 4));
    let left: Vec<_> = std::fs::read_dir(scratch.0.path())?.collect();
    assert_eq!(left.len(), 1);
    Ok(())
}

pub(super) fn lengths_that_lie_are_damage(scratch: &Scratch) -> Outcome {
    // A field of a header of 4 GiB, an entry of an archive that lies behind its end, and one that is longer than the file.
    let mut kdbx = vec![0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5, 0, 0, 4, 0, 2];
    kdbx.extend(u32::MAX.to_le_bytes());
    let whole = zip("a.csv", &packed(b"name,password\na,b\n"), 18);
    let mut behind = whole.clone();
    let end = behind.len() - 6;
    behind[end..end + 4].copy_from_slice(&0xffff_fff0_u32.to_le_bytes());
    let mut long = whole;
    let directory = long.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    for place in [18, directory + 20] {
        long[place..place + 4].copy_from_slice(&0x7fff_ffff_u32.to_le_bytes());
    }
    for (name, bytes) in [("length.kdbx", kdbx), ("behind.zip", behind), ("long.zip", long)] {
        let error = refused(scratch, name, bytes)?;
        assert!(
            matches!(error, ImportError::Damaged { .. } | ImportError::NotRecognised),
            "{name}: {error:?}"
        );
    }
    Ok(())
}

pub(super) fn folders_that_contain_each_other_end(scratch: &Scratch) -> Outcome {
    let folder = |uuid: &str, parent: &str| {
        format!(
            r#"{{"uuid":"{uuid}","folderUuid":"{parent}","title":"f","typeName":"system.folder.Regular"}}"#
        )
    };
    let pif = format!("{}\n{MARK}\n{}\n{MARK}\n", folder("a", "b"), folder("b", "a"));
    let error = refused(scratch, "cycle.1pif", pif)?;
    assert_eq!(error, ImportError::Damaged { at: "folders that contain each other".into() });
    let enpass = r#"{"folders":[{"uuid":"a","parent_uuid":"b","title":"A"},{"uuid":"b","parent_uuid":"a","title":"B"}],
        "items":[{"title":"i","uuid":"u","category":"login","template_type":"login.default","folders":["a"],"fields":[]}]}"#;
    let error = refused(scratch, "cycle.json", enpass)?;
    assert!(matches!(error, ImportError::Damaged { .. }), "{error:?}");
    // A group that lies in itself by its identifier, and an entry that lay before where it lies.
    let id = "AQAAAAAAAAAAAAAAAAAAAA==";
    let xml = format!(
        "<KeePassFile><Meta><RecycleBinEnabled>True</RecycleBinEnabled><RecycleBinUUID>{id}</RecycleBinUUID></Meta><Root>\
         <Group><UUID>{id}</UUID><Name>a</Name><Group><UUID>{id}</UUID><Name>b</Name><Entry>\
         <PreviousParentGroup>{id}</PreviousParentGroup></Entry></Group></Group></Root></KeePassFile>"
    );
    assert_eq!(parse(&worker(), request(&scratch.file("cycle.xml", xml)))?.items.len(), 1);
    Ok(())
}

/// Folders of Bitwarden have no parents but in their names, and items name them; what names nothing, or itself, is kept.
pub(super) fn references_of_bitwarden_that_lead_nowhere_come_in(scratch: &Scratch) -> Outcome {
    let text = r#"{"encrypted":false,"folders":[{"id":"a","name":"a/a/a"},{"id":"a","name":"a"}],
        "items":[{"id":"i","folderId":"i","type":1,"name":"x","login":{}},{"id":"i","folderId":"a","type":1,"name":"y","login":{}}]}"#;
    let import = parse(&worker(), request(&scratch.file("itself.json", text)))?;
    assert!(import.items.len() == 2 && import.report.is_balanced(), "{:?}", import.report);
    Ok(())
}

pub(super) fn table_of_ten_million_rows_names_the_limit(scratch: &Scratch) -> Outcome {
    let path = scratch.0.path().join("rows.csv");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path)?);
    file.write_all(b"name,url,username,password\n")?;
    let rows = b"a,https://a.example,u,p\n".repeat(10_000);
    for _ in 0..1_000 {
        file.write_all(&rows)?;
    }
    drop(file);
    std::fs::write("/proc/self/clear_refs", "5")?;
    let before = peak_kib()?;
    let failure = parse(&worker(), request(&path)).unwrap_err();
    assert!(
        matches!(&failure, ParseFailure::Import(ImportError::TooLarge { what, .. }) if what.contains("rows")),
        "{failure:?}"
    );
    // The file itself, 230 MB, goes through this process.
    assert!(peak_kib()?.saturating_sub(before) < 512 << 10);
    Ok(())
}
