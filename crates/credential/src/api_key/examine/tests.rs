use super::super::jwt::tests::token;
use super::super::registry::forms;
use super::super::sample::{sample, samples};
use super::*;
use proptest::prelude::*;

const NOW: Moment = Moment(1_795_651_200_000);

fn api_key(name: &str, value: &str) -> Item {
    Item::new(Kind::API_KEY, "Example").with(Field::new(name, FieldType::Hidden, value))
}

fn facts(item: &Item) -> Vec<(&'static str, String)> {
    examine(item, NOW).facts.into_iter().map(|fact| (fact.name.code(), fact.value)).collect()
}

fn findings(item: &Item) -> Vec<(&'static str, Severity, Option<String>)> {
    let found = examine(item, NOW).findings;
    found.into_iter().map(|finding| (finding.code.code(), finding.severity, finding.detail)).collect()
}

fn owned(all: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    all.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

#[test]
fn known_key_tells_whose_it_is_and_where_it_is_revoked() {
    let item = api_key("key", &sample("github_personal"));
    let expected = owned(&[
        ("service", "GitHub"),
        ("credential_type", "personal access token"),
        ("revoke_at", "https://github.com/settings/tokens"),
        ("checksum_fits", "yes"),
    ]);
    assert_eq!((facts(&item), findings(&item)), (expected, vec![]));
    let item = api_key("key", &sample("stripe_restricted_test"));
    let expected = owned(&[
        ("service", "Stripe"),
        ("credential_type", "restricted key"),
        ("environment", "test"),
        ("scope", "what was chosen when it was made"),
        ("revoke_at", "https://dashboard.stripe.com/test/apikeys"),
    ]);
    assert_eq!(facts(&item), expected);
    assert_eq!(findings(&item), [("test_key", Severity::Low, Some("Stripe".into()))]);
}

#[test]
fn every_known_key_is_examined_in_hidden_fields_of_every_kind() {
    for form in forms() {
        for (_, key) in samples(form, 9) {
            for kind in [Kind::API_KEY, Kind::LOGIN, Kind::NOTE, Kind::named("of a newer program")] {
                let item =
                    Item::new(kind, "").with(Field::custom("x", FieldType::Hidden, format!(" {key}\n")));
                let facts = facts(&item);
                assert_eq!(facts.first(), Some(&("service", form.service.to_owned())), "{key}");
                assert!(facts.iter().all(|(_, value)| !value.contains(&key)), "{key}");
                let codes: Vec<&str> = findings(&item).into_iter().map(|(code, ..)| code).collect();
                let test = form.environment == Some(Environment::Test);
                assert_eq!(codes, if test { vec!["test_key"] } else { vec![] }, "{key}");
            }
        }
    }
}

#[test]
fn secret_half_in_a_visible_field_is_found_and_a_public_half_is_not() {
    for form in forms() {
        for (_, key) in samples(form, 4) {
            for field_type in [FieldType::Text, FieldType::Url] {
                let item = Item::new(Kind::API_KEY, "").with(Field::new("url", field_type, key.as_str()));
                let found: Vec<_> = findings(&item)
                    .into_iter()
                    .filter(|(code, ..)| *code == "secret_in_public_field")
                    .collect();
                let secret = ("secret_in_public_field", Severity::High, Some(form.description()));
                let expected = if form.half == crate::api_key::Half::Secret { vec![secret] } else { vec![] };
                assert_eq!(found, expected, "{key}");
            }
        }
    }
    let address = format!("https://user:{}@example.org/", sample("gitlab_personal"));
    let item = Item::new(Kind::LOGIN, "").with(Field::new("url", FieldType::Url, address));
    let expected = Some("GitLab personal, project or group access token".to_owned());
    assert_eq!(findings(&item), [("secret_in_public_field", Severity::High, expected)]);
    assert_eq!(facts(&item), []);
}

#[test]
fn mistyped_and_cut_keys_are_told_apart() {
    let mut key = sample("github_personal");
    let other = if key.ends_with('0') { "1" } else { "0" };
    key.replace_range(39.., other);
    assert_eq!(findings(&api_key("key", &key)), [("key_checksum", Severity::Medium, Some("GitHub".into()))]);
    assert!(facts(&api_key("key", &key)).iter().all(|(name, _)| *name != "checksum_fits"));
    let malformed = [("key_malformed", Severity::Medium, Some("GitHub".to_owned()))];
    for broken in [&key[..39], "ghp_", &format!("{key}a"), &key.replace(&key[10..11], "!")] {
        assert_eq!(findings(&api_key("key", broken)), malformed, "{broken}");
        assert_eq!(facts(&api_key("key", broken)), owned(&[("service", "GitHub")]));
        let login = Item::new(Kind::LOGIN, "").with(Field::new("password", FieldType::Hidden, broken));
        assert_eq!(findings(&login), [], "a password may begin as it likes: {broken}");
    }
}

#[test]
fn key_with_a_common_beginning_is_malformed_only_where_the_item_names_the_service() {
    let cut = sample("stripe_secret_live");
    let cut = &cut[..20];
    let codes = |item: &Item| findings(item).into_iter().map(|(code, ..)| code).collect::<Vec<_>>();
    assert_eq!(codes(&api_key("key", cut)), Vec::<&str>::new());
    let titled = Item { title: "My stripe account".into(), ..api_key("key", cut) };
    assert_eq!(codes(&titled), ["key_malformed"]);
    let named = api_key("key", cut).with(Field::new("service", FieldType::Text, "STRIPE"));
    assert_eq!(codes(&named), ["key_malformed"]);
}

#[test]
fn subject_is_told_where_the_key_knows_it() {
    let id = format!("ASIA{}", "QNZGKIQY56JQ7WML");
    assert!(facts(&api_key("key", &id)).contains(&("subject", "account 029608264753".into())));
    let key = format!("glpat-{}", "bWFkZS11cC0xNi1ieXRlc286MQp1OmF6OAk.01.0z1h3xdvc");
    assert!(facts(&api_key("key", &key)).contains(&("subject", "user 14228, organization 1".into())));
    let wrong = key.replace("xdvc", "xdvd");
    assert!(facts(&api_key("key", &wrong)).iter().all(|(name, _)| *name != "subject"));
}

#[test]
fn unknown_key_is_scored_and_a_weak_one_is_found() {
    let strong = "Zx81kQp40Lm22Wt5Ry7Uv3Hs9Jd6Fg0B";
    let item = api_key("key", strong);
    let bits: f64 = facts(&item)[0].1.parse().unwrap();
    assert!((170.0..=191.0).contains(&bits), "{bits}");
    assert_eq!((facts(&item)[0].0, findings(&item)), ("entropy_bits", vec![]));
    for (value, bits, severity) in [
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "0", Severity::High),
        ("12345678", "6", Severity::High),
        ("k3Zx81Qp4", "53", Severity::Medium),
    ] {
        assert_eq!(
            findings(&api_key("key", value)),
            [("weak_secret", severity, Some(bits.into()))],
            "{value}"
        );
        let secret = api_key("secret", value);
        assert_eq!(findings(&secret), [("weak_secret", severity, Some(bits.into()))], "{value}");
    }
}

#[test]
fn name_of_a_key_beside_its_secret_is_not_scored() {
    let item =
        api_key("key", "12345").with(Field::new("secret", FieldType::Hidden, "Zx81kQp40Lm22Wt5Ry7Uv3Hs9"));
    assert_eq!(findings(&item), []);
    assert_eq!(facts(&item).len(), 1);
    for other in [
        Item::new(Kind::API_KEY, "").with(Field::custom("secret", FieldType::Hidden, "abc")),
        Item::new(Kind::SECRET, "").with(Field::new("key", FieldType::Hidden, "abc")),
        api_key("key", ""),
        api_key("key", "  "),
    ] {
        assert_eq!((findings(&other), facts(&other)), (vec![], vec![]));
    }
}

#[test]
fn date_of_expiry_is_held_against_the_day() {
    let expires = |date: &str| {
        let item = Item::new(Kind::API_KEY, "").with(Field::new("expires", FieldType::Date, date));
        findings(&item)
            .into_iter()
            .map(|(code, severity, detail)| (code, severity, detail.unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(NOW.day().to_string(), "2026-11-26");
    let expired = |date: &str| vec![("expired", Severity::Medium, date.to_owned())];
    let soon = |date: &str| vec![("expires_soon", Severity::Low, date.to_owned())];
    assert_eq!(expires("2026-11-25"), expired("2026-11-25"));
    assert_eq!(expires("0001-01-01"), expired("0001-01-01"));
    assert_eq!(expires("2026-11-26"), soon("2026-11-26"));
    assert_eq!(expires("2026-12-26"), soon("2026-12-26"));
    for date in ["2026-12-27", "9999-12-31", "", "soon", "26/11/2026"] {
        assert_eq!(expires(date), [], "{date}");
    }
    let other = Item::new(Kind::LICENCE, "").with(Field::new("expires", FieldType::Date, "2020-01-01"));
    assert_eq!(findings(&other), []);
}

#[test]
fn token_tells_its_claims_and_when_it_ends() {
    let text = token(
        r#"{"alg":"RS256"}"#,
        r#"{"iss":"https://x.okta.com","sub":"u1","aud":["a","b"],"scp":["r","w"],"iat":1795600000,"nbf":1795600001,"exp":1795651201}"#,
    );
    let item = Item::new(Kind::OAUTH, "").with(Field::new("access_token", FieldType::Hidden, text.as_str()));
    let expected = owned(&[
        ("service", "Okta"),
        ("credential_type", "JSON Web Token"),
        ("algorithm", "RS256"),
        ("issuer", "https://x.okta.com"),
        ("subject", "u1"),
        ("audience", "a, b"),
        ("scope", "r, w"),
        ("issued_at", "2026-11-25T09:46:40Z"),
        ("valid_from", "2026-11-25T09:46:41Z"),
        ("valid_until", "2026-11-26T00:00:01Z"),
    ]);
    assert_eq!(facts(&item), expected);
    assert_eq!(findings(&item), [("expires_soon", Severity::Low, Some("2026-11-26T00:00:01Z".into()))]);
    let signature = text.rsplit('.').next().unwrap();
    assert!(facts(&item).iter().all(|(_, value)| !value.contains(signature)));
}

#[test]
fn token_that_ended_or_that_nobody_signed_is_found() {
    let found = |header: &str, claims: &str| {
        let item = api_key("key", &token(header, claims));
        findings(&item).into_iter().map(|(code, severity, _)| (code, severity)).collect::<Vec<_>>()
    };
    let signed = r#"{"alg":"ES256"}"#;
    assert_eq!(found(signed, r#"{"exp":1795651200}"#), [("expired", Severity::Medium)]);
    assert_eq!(found(signed, r#"{"exp":1798243200}"#), [("expires_soon", Severity::Low)]);
    assert_eq!(found(signed, r#"{"exp":1798243201}"#), []);
    assert_eq!(found(signed, "{}"), []);
    assert_eq!(found(r#"{"alg":"none"}"#, "{}"), [("token_unsigned", Severity::High)]);
}

#[test]
fn token_in_a_visible_field_is_a_secret_unless_it_is_made_for_pages() {
    let visible = |claims: &str| {
        let item = Item::new(Kind::NOTE, "").with(Field::custom(
            "x",
            FieldType::Text,
            format!("Bearer {}", token(r#"{"alg":"HS256"}"#, claims)),
        ));
        findings(&item).into_iter().map(|(code, _, detail)| (code, detail.unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(visible(r#"{"iss":"supabase","role":"anon"}"#), []);
    let secret = |service: &str| vec![("secret_in_public_field", format!("{service} token"))];
    assert_eq!(visible(r#"{"iss":"supabase","role":"service_role"}"#), secret("Supabase"));
    assert_eq!(visible("{}"), secret("JWT"));
    let inside = format!("see https://a.example/?jwt={}&x=1", token(r#"{"alg":"HS256"}"#, "{}"));
    let item = Item::new(Kind::LOGIN, "").with(Field::new("url", FieldType::Url, inside));
    assert_eq!(findings(&item).len(), 1);
}

proptest! {
    #[test]
    fn any_item_is_examined(
        value in ".{0,300}", kind in 0_usize..16, field_type in 0_usize..11, name in 0_usize..4, now in any::<i64>(),
        form in 0_usize..500, at in any::<prop::sample::Index>(),
    ) {
        let all: Vec<_> = forms().collect();
        let (_, mut key) = samples(all[form % all.len()], 1).remove(0);
        key.insert_str(at.index(key.len()), &value);
        let kind = Kind::templates().get(kind).map_or(Kind::named("?"), |template| Kind::named(template.kind));
        let types = [
            FieldType::Text, FieldType::Hidden, FieldType::Url, FieldType::Date, FieldType::Month, FieldType::Number,
            FieldType::Email, FieldType::Phone, FieldType::Boolean, FieldType::Totp, FieldType::Unknown,
        ];
        let name = ["key", "secret", "expires", "service"][name];
        let mut item = Item::new(kind, "");
        for value in [value, key] {
            item = item.with(Field::new(name, types[field_type], value));
        }
        let found = examine(&item, Moment(now));
        prop_assert!(found.findings.iter().all(|finding| finding.field.is_some_and(|at| at < 2)));
        prop_assert!(found.facts.iter().all(|fact| fact.value.chars().count() <= 4000));
    }
}
