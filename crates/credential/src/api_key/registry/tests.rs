use super::index::{Lookup, look_up, starts};
use super::*;
use crate::api_key::alphabet::Alphabet;
use crate::api_key::checksum::Checksum;
use crate::api_key::sample::samples;
use crate::api_key::shape::{Part, Shape};
use std::collections::BTreeSet;

fn known(text: &str) -> Option<(&'static str, Option<bool>)> {
    match look_up(text) {
        Some(Lookup::Known { form, checksum_fits }) => Some((form.id, checksum_fits)),
        _ => None,
    }
}

#[test]
fn registry_knows_the_keys_of_ninety_services_and_more() {
    let services: BTreeSet<&str> = forms().map(|form| form.service).collect();
    let ids: BTreeSet<&str> = forms().map(|form| form.id).collect();
    assert!(services.len() >= 90, "{} services", services.len());
    assert_eq!(ids.len(), forms().count(), "ids are unique");
    for form in forms() {
        assert!(
            !form.shapes.is_empty() && form.shapes.iter().all(|shape| !shape.parts.is_empty()),
            "{}",
            form.id
        );
        assert!(
            form.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
            "{}",
            form.id
        );
        assert!(!form.service.is_empty() && !form.what.is_empty(), "{}", form.id);
        assert!(form.revoke_at.is_none_or(|page| page.starts_with("https://")), "{}", form.id);
    }
}

#[test]
fn every_form_recognises_its_own_examples_and_no_other_form_does() {
    for form in forms() {
        for seed in 0..40 {
            for (shape, key) in samples(form, seed) {
                let fits = (shape.checksum != Checksum::None).then_some(true);
                assert_eq!(known(&key), Some((form.id, fits)), "{key}");
                let others = forms().filter(|other| other.id != form.id);
                let claimed = others.filter(|other| {
                    let prefixed =
                        |shape: &Shape| shape.checksum.holds(&key, shape.prefix().len()) != Some(false);
                    other.shapes.iter().any(|shape| shape.fits(key.as_bytes()) && prefixed(shape))
                });
                assert_eq!(claimed.map(|form| form.id).collect::<Vec<_>>(), [""; 0], "{key}");
            }
        }
    }
}

#[test]
fn one_changed_character_makes_a_checksum_fail() {
    let mut checked = 0;
    for form in forms() {
        for (shape, key) in
            samples(form, 11).into_iter().filter(|(shape, _)| shape.checksum != Checksum::None)
        {
            let prefix = shape.prefix().len();
            for at in prefix..key.len() {
                let mut changed = key.clone().into_bytes();
                changed[at] = if changed[at] == b'2' { b'7' } else { b'2' };
                let changed = String::from_utf8(changed).unwrap();
                if !shape.fits(changed.as_bytes()) {
                    continue;
                }
                // A common beginning and a wrong checksum make something else of it.
                let expected = form.telling.then_some((form.id, Some(false)));
                assert_eq!(known(&changed), expected, "{changed}");
                checked += 1;
            }
        }
    }
    assert!(checked > 500);
}

#[test]
fn one_cut_character_makes_a_key_of_fixed_length_broken() {
    let fixed = |shape: &Shape| {
        shape
            .parts
            .iter()
            .all(|part| matches!(part, Part::Text(_)) || matches!(part, Part::Run(_, min, max) if min == max))
    };
    let mut checked = 0;
    for form in forms().filter(|form| form.telling && form.shapes.iter().all(fixed)) {
        for (shape, mut key) in samples(form, 5) {
            key.pop();
            if shape.prefix().is_empty() || form.shapes.iter().any(|shape| shape.fits(key.as_bytes())) {
                continue;
            }
            let Some(Lookup::Broken { form: found }) = look_up(&key) else { panic!("{key}") };
            assert_eq!(found.service, form.service, "{key}");
            checked += 1;
        }
    }
    assert!(checked > 80, "{checked}");
}

#[test]
fn key_is_found_at_the_start_of_a_longer_text() {
    for form in forms() {
        for (shape, key) in samples(form, 3).into_iter().filter(|(shape, _)| !shape.prefix().is_empty()) {
            let found = starts(format!("{key}\u{20ac} and more").as_bytes());
            assert_eq!(
                found.map(|(form, length)| (form.id, length)),
                Some((form.id, key.len())),
                "{shape:?}"
            );
        }
    }
}

/// A run takes all it can: right only where what follows cannot begin with one of its characters.
#[test]
fn no_shape_needs_to_go_back() {
    for form in forms() {
        for shape in form.shapes {
            for pair in shape.parts.windows(2) {
                let Part::Run(alphabet, min, max) = pair[0] else { continue };
                let apart = match pair[1] {
                    Part::Text(text) => !alphabet.contains(text.as_bytes()[0]),
                    Part::Run(next, ..) => next.symbols().bytes().all(|byte| !alphabet.contains(byte)),
                };
                assert!(min == max || apart, "{}: {pair:?}", form.id);
            }
            assert!(shape.parts.iter().all(is_sane), "{}", form.id);
        }
    }
}

fn is_sane(part: &Part) -> bool {
    match part {
        Part::Text(text) => !text.is_empty() && text.is_ascii(),
        Part::Run(alphabet, min, max) => min <= max && *max > 0 && *max <= 4096 && distinct(*alphabet),
    }
}

fn distinct(alphabet: Alphabet) -> bool {
    alphabet.symbols().bytes().collect::<BTreeSet<_>>().len() == alphabet.symbols().len()
}

#[test]
fn ordinary_words_and_addresses_are_no_keys() {
    for text in [
        "",
        "a",
        "hello world",
        "https://example.org/",
        "sk-",
        "sk",
        "key-",
        "correct horse battery staple",
        "é",
        "AC0123",
        "pat",
        "live_ and let die",
        "12345678",
        "550e8400-e29b-41d4-a716-446655440000",
        "d41d8cd98f00b204e9800998ecf8427e",
        "\u{0}\u{0}\u{0}",
    ] {
        assert_eq!(known(text), None, "{text}");
    }
    assert_eq!(look_up("hello world"), None);
}
