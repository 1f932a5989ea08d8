//! Small things that other programs would read in another way: written so that they do not, or listed.

use super::*;

#[test]
fn key_file_has_the_ends_of_line_that_ssh_reads() {
    let item = Item::new(Kind::SSH_KEY, "key")
        .with(Field::new("private_key", FieldType::Hidden, "-----BEGIN X-----\r\nAA\r\n-----END X-----\r\n"))
        .with(Field::new("public_key", FieldType::Text, "ssh-ed25519 AAAA"));
    let items = [ParsedItem::new(item)];
    let files = key_files(Content { folders: &[], items: &items });
    let contents: Vec<_> = files.iter().map(|file| file.content.expose().as_str()).collect();
    assert_eq!(contents, ["-----BEGIN X-----\nAA\n-----END X-----\n", "ssh-ed25519 AAAA\n"]);
}

#[test]
fn variable_that_some_program_reads_otherwise_is_listed() {
    for (value, listed) in [
        ("plain", false),
        ("a$b", false),
        ("a`b", false),
        ("two\nlines", false),
        ("it's", false),
        ("${HOME}", true),
        ("it's $5", true),
        ("it's `x`", true),
        ("a\0b", true),
    ] {
        let item = Item::new(Kind::NOTE, "n").with(Field::custom("NAME", FieldType::Hidden, value));
        let items = [ParsedItem::new(item)];
        let losses = losses(Target::Dotenv, Content { folders: &[], items: &items });
        let said: Vec<_> = losses.iter().map(|loss| (loss.field.as_str(), loss.reason)).collect();
        assert_eq!(!said.is_empty(), listed, "{value:?}");
        assert!(!listed || said == [("NAME", LossReason::ReadOtherwise)]);
    }
}

#[test]
fn field_of_the_exchange_has_a_type_only_if_its_value_is_of_it() {
    for (field_type, value, written_as) in [
        (FieldType::Number, "12", "number"),
        (FieldType::Number, "-1.5", "number"),
        (FieldType::Number, "nonsense", "string"),
        (FieldType::Number, " 1", "string"),
        (FieldType::Number, "", "string"),
        (FieldType::Boolean, "true", "boolean"),
        (FieldType::Boolean, "false", "boolean"),
        (FieldType::Boolean, "nonsense", "string"),
    ] {
        let items =
            [ParsedItem::new(Item::new(Kind::NOTE, "n").with(Field::custom("own", field_type, value)))];
        let content = Content { folders: &[], items: &items };
        let text = String::from_utf8(written(Target::Cxf, content)).unwrap();
        assert!(text.contains(&format!("\"fieldType\":\"{written_as}\"")), "{value} {text}");
        let is_listed = losses(Target::Cxf, content).iter().any(|loss| loss.reason == LossReason::AsText);
        assert_eq!(is_listed, written_as == "string", "{value}");
    }
}
