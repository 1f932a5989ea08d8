//! Tests of types that the user defines.

use super::*;
use crate::{Field, Kind};

fn field(name: &str) -> UserField {
    UserField {
        name: name.into(),
        field_type: FieldType::Text,
        repeats: false,
        multiline: false,
        required: false,
        pattern: None,
        hint: None,
    }
}

fn membership() -> UserType {
    UserType {
        name: "membership".into(),
        label: "Membership".into(),
        icon: None,
        fields: vec![
            UserField { required: true, ..field("Club") },
            UserField { pattern: Some("[0-9]{6}".into()), repeats: true, ..field("Number") },
            UserField {
                field_type: FieldType::Hidden,
                required: true,
                pattern: Some("[a-z]+".into()),
                ..field("PIN")
            },
        ],
    }
}

fn found(item: &Item) -> Vec<(&'static str, Option<usize>, Option<String>)> {
    let findings = examine_with(&membership(), item).findings;
    findings.into_iter().map(|found| (found.code.code(), found.field, found.detail)).collect()
}

#[test]
fn item_that_fits_its_type_is_fine() {
    let item = Item::new(Kind::named("membership"), "")
        .with(Field::new("Club", FieldType::Text, "Chess"))
        .with(Field::new("Number", FieldType::Text, "123456"))
        .with(Field::new("Number", FieldType::Text, ""))
        .with(Field::new("PIN", FieldType::Hidden, "abc"))
        .with(Field::custom("more", FieldType::Text, "anything"));
    assert_eq!(found(&item), []);
}

#[test]
fn required_field_that_is_empty_or_not_there_is_missing() {
    let item = Item::new(Kind::named("membership"), "").with(Field::new("PIN", FieldType::Hidden, ""));
    assert_eq!(
        found(&item),
        [("required_missing", None, Some("Club".into())), ("required_missing", Some(0), Some("PIN".into()))]
    );
}

#[test]
fn every_value_that_does_not_fit_is_found_and_not_repeated() {
    let item = Item::new(Kind::named("membership"), "")
        .with(Field::new("Number", FieldType::Text, "12345"))
        .with(Field::new("Club", FieldType::Text, "Chess"))
        .with(Field::new("Number", FieldType::Text, "1234567"))
        .with(Field::new("PIN", FieldType::Hidden, "HUNTER2"));
    let mismatch = |field, name: &str| ("pattern_mismatch", Some(field), Some(name.to_owned()));
    assert_eq!(found(&item), [mismatch(0, "Number"), mismatch(2, "Number"), mismatch(3, "PIN")]);
    assert!(!format!("{:?}", examine_with(&membership(), &item)).contains("HUNTER2"));
}

#[test]
fn definition_is_written_and_read_the_same_for_ever() {
    let written = r#"{"name":"membership","label":"Membership","fields":[{"name":"Number","type":"text","repeats":true,"multiline":false,"required":false,"pattern":"[0-9]{6}"}]}"#;
    let mut definition = membership();
    definition.fields = vec![definition.fields[1].clone()];
    assert_eq!(serde_json::to_string(&definition).unwrap(), written);
    assert_eq!(serde_json::from_str::<UserType>(written).unwrap(), definition);
    let short = r#"{"name":"a","label":"A","fields":[{"name":"N","type":"hidden"}]}"#;
    assert_eq!(serde_json::from_str::<UserType>(short).unwrap().fields[0].pattern, None);
    assert!(serde_json::from_str::<UserType>(r#"{"name":"a","label":"A","fields":[],"more":1}"#).is_err());
}

#[test]
fn definition_out_of_bounds_is_refused_by_name() {
    use UserTypeError as E;
    assert_eq!(membership().check(), Ok(()));
    let named = |name: &str| UserType { name: name.into(), ..membership() };
    let labelled = |label: &str| UserType { label: label.into(), ..membership() };
    let with = |fields| UserType { fields, ..membership() };
    let pattern =
        |pattern: &str| with(vec![field("a"), UserField { pattern: Some(pattern.into()), ..field("b") }]);
    for (definition, error) in [
        (named(""), E::BadName),
        (named("Membership"), E::BadName),
        (named("1st"), E::BadName),
        (named("_a"), E::BadName),
        (named("a-b"), E::BadName),
        (named("ä"), E::BadName),
        (named(&"a".repeat(41)), E::BadName),
        (named("login"), E::KnownKind),
        (named("wifi"), E::KnownKind),
        (labelled(""), E::BadLabel),
        (labelled(" x"), E::BadLabel),
        (labelled("a\nb"), E::BadLabel),
        (labelled(&"é".repeat(65)), E::BadLabel),
        (labelled("pay\u{202e}lap"), E::BadLabel),
        (labelled("\u{2066}a"), E::BadLabel),
        (UserType { icon: Some("../star".into()), ..membership() }, E::BadIcon),
        (with(vec![field("\u{200f}a")]), E::BadFieldName { field: 0 }),
        (with(vec![UserField { hint: Some("a\nb".into()), ..field("a") }]), E::BadHint { field: 0 }),
        (with(vec![UserField { hint: Some("a".repeat(201)), ..field("a") }]), E::BadHint { field: 0 }),
        (with((0..1000).map(|number| field(&number.to_string())).collect()), E::BadFieldCount),
        (with(vec![]), E::BadFieldCount),
        (with((0..65).map(|number| field(&number.to_string())).collect()), E::BadFieldCount),
        (with(vec![field("a"), field("")]), E::BadFieldName { field: 1 }),
        (with(vec![field("a\u{7}")]), E::BadFieldName { field: 0 }),
        (with(vec![field("a"), field("b"), field("a")]), E::RepeatedField { field: 2 }),
        (
            with(vec![UserField { field_type: FieldType::Unknown, ..field("a") }]),
            E::UnknownFieldType { field: 0 },
        ),
        (pattern("("), E::BadPattern { field: 1 }),
        (pattern(r"\w{1000}"), E::BadPattern { field: 1 }),
    ] {
        assert_eq!(definition.check(), Err(error), "{definition:?}");
    }
}

#[test]
fn types_of_a_vault_are_at_most_64_and_have_names_of_their_own() {
    let many =
        |count| (0..count).map(|n| UserType { name: format!("t{n}"), ..membership() }).collect::<Vec<_>>();
    assert_eq!(check_all(&many(64)), Ok(()));
    assert_eq!(check_all(&many(65)), Err(UserTypeError::TooManyTypes));
    assert_eq!(check_all(&[membership(), membership()]), Err(UserTypeError::RepeatedType));
    assert_eq!(check_all(&[]), Ok(()));
}

#[test]
fn name_is_made_from_the_label_and_is_a_free_one() {
    let taken = |name: &str| matches!(name, "own_library_card" | "own_library_card_2");
    for (label, name) in [
        ("Membership", "own_membership"),
        ("Library card", "own_library_card_3"),
        ("Straße Nr. 7", "own_strasse_nr_7"),
        ("会員証", "own"),
        (&"long ".repeat(20), "own_long_long_long_long_long_lon"),
    ] {
        let made = UserType::free_name(label, taken);
        assert_eq!(made, name);
        assert_eq!(UserType { name: made, ..membership() }.check(), Ok(()));
    }
}

#[test]
fn kind_of_the_program_is_never_one_of_the_users() {
    let types = [UserType { name: "login".into(), ..membership() }, membership()];
    assert_eq!(UserType::of(&types, &Kind::LOGIN), None);
    assert_eq!(UserType::of(&types, &Kind::named("membership")), types.last());
    assert_eq!(UserType::of(&types, &Kind::named("other")), None);
    assert!(Kind::templates().iter().all(|template| !template.kind.starts_with("own")));
}

#[test]
fn item_is_examined_as_its_type_asks_beside_what_is_asked_of_every_item() {
    let item = Item::new(Kind::named("membership"), "")
        .with(Field::new("Club", FieldType::Text, "Chess"))
        .with(Field::new("Number", FieldType::Text, "12"))
        .with(Field::new("PIN", FieldType::Hidden, "abc"));
    let codes = |types: &[UserType]| {
        let found = crate::examine_as(&item, UserType::of(types, &item.kind), crate::Moment(0)).findings;
        found.into_iter().map(|found| found.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&[membership()]), [FindingCode::PatternMismatch]);
    assert_eq!(codes(&[]), []);
    let worst =
        |types: &[UserType]| crate::worst_at_rest(&item, UserType::of(types, &item.kind), crate::Moment(0));
    assert_eq!((worst(&[membership()]), worst(&[])), (Some(Severity::Low), None));
}
