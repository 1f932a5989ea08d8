//! KeePassX's XML.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use proptest::prelude::*;
use strongroom_exchange::{Format, ImportError, Request, Warning, parse, recognise};
use support::{folder, refusal, titled, urls, value, whole};

const XML: &str = "<!DOCTYPE KEEPASSX_DATABASE>
<database>
 <group>
  <title>Internet &amp; more</title>
  <icon>1</icon>
  <entry>
   <title>Example</title>
   <username>anna</username>
   <password> p&lt;ss </password>
   <url>https://example.org</url>
   <comment>one<br/>two</comment>
   <icon>3</icon>
   <creation>2010-01-31T12:00:00</creation>
   <lastaccess>2011-01-31T12:00:00</lastaccess>
   <lastmod>2010-02-01T00:00:00</lastmod>
   <expire>2030-12-31T23:59:59</expire>
   <bindesc>key.txt</bindesc>
   <bin>YXR0YWNo
ZWQ=</bin>
  </entry>
  <group>
   <title>Sub</title>
   <icon>0</icon>
   <entry><title>Bare</title><username></username><password/><icon>0</icon><expire>Never</expire></entry>
  </group>
 </group>
</database>
";

#[test]
fn given_a_document_then_every_element_comes() {
    assert_eq!(recognise(XML.as_bytes()), Some(Format::KeePassXXml));
    let import = whole(XML.as_bytes());
    let one = titled(&import, "Example");
    let item = &one.item;
    assert_eq!(folder(&import, one), "Internet & more");
    assert_eq!((value(item, "username"), value(item, "password")), ("anna", " p<ss "));
    assert_eq!((urls(item), item.notes.expose().as_str()), (vec!["https://example.org"], "one\ntwo"));
    assert_eq!((value(item, "icon"), value(item, "expires")), ("3", "2030-12-31"));
    assert_eq!((one.created_ms, one.modified_ms), (Some(1_264_939_200_000), Some(1_264_982_400_000)));
    assert_eq!(
        (one.attachments[0].name.as_str(), one.attachments[0].bytes.expose().as_slice()),
        ("key.txt", b"attached".as_slice())
    );
    let bare = titled(&import, "Bare");
    assert_eq!((folder(&import, bare).as_str(), bare.item.fields.len()), ("Internet & more/Sub", 0));
    let left = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let (access, icon) = (left(&["lastaccess"]), left(&["icon"]));
    assert_eq!(
        import.warnings,
        [Warning::BookkeepingLeft { names: access }, Warning::DatabaseSettingsLeft { names: icon }]
    );
}

#[test]
fn given_entities_or_another_document_type_then_they_are_refused() {
    let declared =
        XML.replace("<!DOCTYPE KEEPASSX_DATABASE>", "<!DOCTYPE KEEPASSX_DATABASE [<!ENTITY a \"b\">]>");
    assert_eq!(refusal(declared.as_bytes()), ImportError::NotRecognised);
    let twice = XML.replace("<database>", "<!DOCTYPE x [<!ENTITY a \"b\">]><database>");
    assert!(matches!(refusal(twice.as_bytes()), ImportError::Damaged { .. }));
    let deep = format!("<!DOCTYPE KEEPASSX_DATABASE><database>{}", "<group>".repeat(200));
    assert!(parse(&Request::new(deep.as_bytes())).is_err());
}

proptest! {
    #[test]
    fn given_any_change_of_the_text_then_all_is_accounted_for_or_refused(
        at in 0..XML.len(), with in "[<>/&;a=\"! ]{0,4}", cut in 0_usize..30,
    ) {
        let mut text = XML.to_owned();
        text.replace_range(at..(at + cut).min(XML.len()), &with);
        let request = Request { format: Some(Format::KeePassXXml), ..Request::new(text.as_bytes()) };
        if let Ok(import) = parse(&request) {
            prop_assert!(import.report.is_balanced() && import.report.dropped.is_empty());
        }
    }
}
