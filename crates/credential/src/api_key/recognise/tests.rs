use super::super::jwt::tests::token;
use super::super::registry::forms;
use super::super::sample::{sample, samples};
use super::*;
use proptest::prelude::*;

/// Name, type and value.
type Shown = (String, FieldType, String);

/// The fields of what was recognised, behind its title.
fn fields(text: &str) -> Option<(String, Vec<Shown>)> {
    let item = recognise(text)?;
    assert_eq!((item.kind, item.notes.is_empty()), (Kind::API_KEY, true));
    let field = |field: Field| (field.name, field.field_type, field.value.expose().clone());
    Some((item.title, item.fields.into_iter().map(field).collect()))
}

fn value(text: &str, name: &str) -> Option<String> {
    fields(text)?.1.into_iter().find(|(field, ..)| field == name).map(|(.., value)| value)
}

/// A made-up secret key of AWS.
fn aws_secret() -> String {
    format!("{}/{}+", "MadeUpSecretOfNobody", "0123456789abcdefgh")
}

#[test]
fn every_known_key_pasted_alone_is_an_item_of_its_service() {
    for form in forms() {
        for (_, key) in samples(form, 2) {
            let (title, fields) = fields(&key).unwrap_or_else(|| panic!("{key}"));
            assert_eq!(title, form.service);
            assert_eq!(fields[0], ("service".into(), FieldType::Text, form.service.into()));
            assert_eq!(fields[1], ("key".into(), FieldType::Hidden, key.clone()), "{}", form.id);
            assert_eq!(fields.get(2).map(|(.., page)| page.as_str()), form.revoke_at, "{key}");
        }
    }
}

#[test]
fn pair_of_aws_is_recognised_however_it_was_copied() {
    let (id, secret) = (sample("aws_access_key_id"), aws_secret());
    assert_eq!(secret.len(), 40);
    for text in [
        format!("{id}\n{secret}"),
        format!("{id} {secret}"),
        format!("[default]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n"),
        format!("export AWS_ACCESS_KEY_ID={id}\nexport AWS_SECRET_ACCESS_KEY=\"{secret}\"\n"),
        format!("Access key ID: {id}\r\nSecret access key: {secret}\r\n"),
        format!("Access key ID,Secret access key\r\n{id},{secret}\r\n"),
        format!("{{\"AccessKeyId\":\"{id}\",\"SecretAccessKey\":\"{secret}\"}}"),
        format!("aws_secret_access_key={secret}\naws_access_key_id={id}"),
    ] {
        let (title, fields) = fields(&text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(title, "AWS");
        assert_eq!(fields[1], ("key".into(), FieldType::Hidden, id.clone()), "{text}");
        assert_eq!(fields[2], ("secret".into(), FieldType::Hidden, secret.clone()), "{text}");
        assert_eq!(fields.len(), 4, "{text}");
    }
}

#[test]
fn session_of_aws_keeps_its_token_hidden_and_its_region_plain() {
    let (id, secret) = (sample("aws_temporary_key_id"), aws_secret());
    let text = format!(
        "{{\"Credentials\":{{\"AccessKeyId\":\"{id}\",\"SecretAccessKey\":\"{secret}\",\
         \"SessionToken\":\"IQoJmadeup\",\"Expiration\":\"2026-11-25T19:00:00Z\"}},\"Region\":\"eu-west-1\"}}"
    );
    let (_, fields) = fields(&text).unwrap();
    let own: Vec<_> = fields.iter().skip(4).cloned().collect();
    assert_eq!(fields[4], ("expires".into(), FieldType::Date, "2026-11-25".into()));
    assert_eq!(own[1], ("SessionToken".into(), FieldType::Hidden, "IQoJmadeup".into()));
    assert_eq!(own[2], ("Region".into(), FieldType::Text, "eu-west-1".into()));
}

#[test]
fn public_and_secret_half_of_one_service_go_to_their_fields() {
    for (public, secret) in [
        ("stripe_publishable_live", "stripe_secret_live"),
        ("supabase_publishable", "supabase_secret"),
        ("langfuse_public", "langfuse_secret"),
        ("modal_id", "modal_secret"),
        ("google_client_id", "google_client_secret"),
        ("woocommerce_key", "woocommerce_secret"),
        ("mongodb_id", "mongodb_secret"),
    ] {
        let (public, secret) = (sample(public), sample(secret));
        let text = format!("A_SECRET={secret}\nA_KEY={public}\n");
        assert_eq!((value(&text, "key"), value(&text, "secret")), (Some(public), Some(secret)));
    }
    let (sid, token) = (sample("twilio_account"), "0123456789abcdef0123456789abcdef");
    let text = format!("TWILIO_ACCOUNT_SID={sid}\nTWILIO_AUTH_TOKEN={token}");
    assert_eq!((value(&text, "key"), value(&text, "secret")), (Some(sid), Some(token.into())));
    let (id, secret) = ("ABCDEFGHIJKLMNOP", sample("confluent"));
    let text = format!("{id}\n{secret}");
    assert_eq!((value(&text, "key"), value(&text, "secret")), (Some(id.into()), Some(secret)));
}

#[test]
fn further_keys_of_the_service_become_fields_of_their_own() {
    let (bot, app) = (sample("slack_bot"), sample("slack_app"));
    let (title, fields) =
        fields(&format!("SLACK_BOT_TOKEN={bot}\nSLACK_APP_TOKEN={app}\nSLACK_EMPTY=\n")).unwrap();
    assert_eq!((title.as_str(), fields[1].2.as_str()), ("Slack", bot.as_str()));
    assert_eq!(fields[3], ("SLACK_APP_TOKEN".into(), FieldType::Hidden, app));
    assert_eq!(fields.len(), 4);
}

#[test]
fn what_stands_beside_a_key_is_hidden_unless_it_is_harmless_and_not_taken_from_other_programs() {
    let key = sample("stripe_secret_live");
    let beside = |line: &str| {
        let fields = fields(&format!("STRIPE_SECRET_KEY={key}\n{line}\n"))?.1;
        fields.last().map(|(name, field_type, _)| (name.clone(), *field_type))
    };
    let expected = |name: &str, field_type| Some((name.to_owned(), field_type));
    assert_eq!(beside("STRIPE_API_URL=https://api.stripe.com"), expected("STRIPE_API_URL", FieldType::Text));
    assert_eq!(beside("STRIPE_PIN=1234"), expected("STRIPE_PIN", FieldType::Hidden));
    assert_eq!(beside("STRIPE_DB_URL=postgres://u:p@h/d"), expected("STRIPE_DB_URL", FieldType::Hidden));
    let inside = format!("STRIPE_X_URL=https://a/{}", sample("gitlab_personal"));
    assert_eq!(beside(&inside), expected("STRIPE_X_URL", FieldType::Hidden));
    assert_eq!(beside("region = eu"), expected("region", FieldType::Text));
    assert_eq!(beside("DATABASE_URL=postgres://u:p@h/d"), None);
    assert_eq!(beside("SESSION_SECRET=abc"), None);
}

#[test]
fn token_gives_its_issuer_and_its_last_day() {
    let text = token(r#"{"alg":"RS256"}"#, r#"{"iss":"https://x.eu.auth0.com/","exp":1795651200}"#);
    let (title, fields) = fields(&format!("Authorization: Bearer {text}")).unwrap();
    assert_eq!(title, "Auth0");
    assert_eq!(fields[1], ("key".into(), FieldType::Hidden, text));
    assert_eq!(fields[2], ("expires".into(), FieldType::Date, "2026-11-26".into()));
    let plain = token(r#"{"alg":"HS256"}"#, "{}");
    assert_eq!(recognise(&plain).unwrap().title, "JWT");
}

#[test]
fn named_key_of_unknown_shape_is_recognised_by_its_name() {
    let key = "Zx81Zx81Zx81Qp40Qp40Qp40Lm22Lm22";
    for (name, service) in [
        ("MISTRAL_API_KEY", Some("Mistral")),
        ("OPEN_WEATHER_API_KEY", Some("Open Weather")),
        ("OPENAI_API_KEY", Some("OpenAI")),
        ("NEXT_PUBLIC_CLOUDFLARE_API_TOKEN", Some("Cloudflare")),
        ("hugging_face_access_token", Some("Hugging Face")),
        ("deepgramApiKey", Some("Deepgram")),
        ("API_KEY", None),
        ("PASSWORD", None),
        ("MISTRAL_MODEL", None),
    ] {
        assert_eq!(recognise(&format!("{name}={key}")).map(|item| item.title).as_deref(), service, "{name}");
    }
    for value in [
        "",
        "short",
        "${MISTRAL_API_KEY}",
        "<your key goes here>",
        "https://example.org/abcdef",
        "two words of text",
    ] {
        assert_eq!(recognise(&format!("MISTRAL_API_KEY={value}")), None, "{value}");
    }
}

#[test]
fn file_of_a_service_account_is_a_key_as_a_whole() {
    let file = |key: &str| {
        format!(
            "{{\n \"type\": \"service_account\", \"project_id\": \"made-up\", \"private_key_id\": \"0123abcd\",\n \
             \"private_key\": \"{key}\", \"client_email\": \"robot@made-up.iam.gserviceaccount.com\"\n}}\n"
        )
    };
    let text = file("-----BEGIN PRIVATE KEY-----\\nbWFkZSB1cA==\\n-----END PRIVATE KEY-----\\n");
    let (title, fields) = fields(&text).unwrap();
    assert_eq!(title, "Google Cloud");
    assert_eq!(fields[1], ("key".into(), FieldType::Hidden, "0123abcd".into()));
    assert_eq!(fields[2], ("secret".into(), FieldType::Hidden, text.trim().into()));
    assert_eq!(fields[5], ("project_id".into(), FieldType::Text, "made-up".into()));
    assert_eq!(recognise(&file("not a key")), None);
}

#[test]
fn text_that_is_not_clearly_a_key_is_nothing() {
    let (github, npm) = (sample("github_personal"), sample("npm"));
    for text in [
        String::new(),
        "hello".into(),
        "https://example.org/login".into(),
        "user@example.org".into(),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----".into(),
        format!("A={github}\nB={npm}"),
        format!("{github}\nsomething"),
        format!("Dear colleague, here it is: {github}"),
        github[..30].to_owned(),
        "postgres://user:pass@host/db".into(),
        "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP".into(),
        "550e8400-e29b-41d4-a716-446655440000".into(),
        "a".repeat(1 << 20),
        format!("{github}\n").repeat(1000),
    ] {
        assert_eq!(recognise(&text), None, "{}", text.get(..60).unwrap_or(&text));
    }
}

#[test]
fn debug_of_what_was_recognised_shows_no_secret() {
    let key = sample("github_personal");
    assert!(!format!("{:?}", recognise(&key)).contains(&key[4..]));
}

proptest! {
    #[test]
    fn any_text_is_recognised_or_not(text in "[ -~\n\u{e9}\u{feff}]{0,400}") {
        let _ = recognise(&text);
    }

    #[test]
    fn any_change_to_a_real_text_is_recognised_or_not(
        form in 0_usize..500, seed in any::<u64>(), cut in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(), with in any::<char>(), around in 0_usize..5,
    ) {
        let all: Vec<_> = forms().collect();
        let form = all[form % all.len()];
        for (_, key) in samples(form, seed) {
            let text = match around {
                0 => key,
                1 => format!("A_KEY={key}\nB={key}"),
                2 => format!("{{\"a\":\"{key}\"}}"),
                3 => format!("x: \"{key}\","),
                _ => format!("Access key ID,Secret access key\n{key},{key}"),
            };
            let mut chars: Vec<char> = text.chars().collect();
            chars[at.index(text.chars().count())] = with;
            chars.truncate(1 + cut.index(chars.len()));
            let changed: String = chars.into_iter().collect();
            let _ = recognise(&changed);
        }
    }
}
