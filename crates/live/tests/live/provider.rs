//! An OAuth provider on this machine, good and bad.

use strongroom_api::{Failure, Remote};
use strongroom_credential::oauth::{ClientAuthentication, Discovery, Endpoint, Refresh, TokenResponse};
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_live::Live;
use strongroom_testkit::{Mood, Provider};

fn refresh(provider: &Provider) -> Refresh {
    let field = |name: &str, value: &str| Field::new(name, FieldType::Hidden, value);
    let item = Item::new(Kind::OAUTH, "x")
        .with(field("token_url", &provider.token_url()))
        .with(field("client_id", Provider::CLIENT))
        .with(field("client_secret", Provider::SECRET))
        .with(field("refresh_token", &provider.refresh_token()));
    Refresh::of(&item).unwrap()
}

async fn post(refresh: &Refresh, how: ClientAuthentication) -> Result<(u16, Vec<u8>), Failure> {
    let answer = Live.post(&refresh.endpoint, refresh.request(how)).await?;
    Ok((answer.status, answer.body.expose().clone()))
}

#[tokio::test]
async fn token_is_refreshed_in_both_ways_of_naming_the_client() {
    let provider = Provider::start();
    let (status, body) = post(&refresh(&provider), ClientAuthentication::Basic).await.unwrap();
    assert_eq!(status, 200);
    let tokens = TokenResponse::parse(&body).unwrap();
    assert_eq!(tokens.access_token.expose(), &provider.access_token());
    assert_eq!(tokens.refresh_token.unwrap().expose(), &provider.refresh_token());
    provider.is(Mood::FormOnly);
    assert_eq!(post(&refresh(&provider), ClientAuthentication::Post).await.unwrap().0, 200);
    assert_eq!(post(&refresh(&provider), ClientAuthentication::Basic).await.unwrap().0, 401);
    let asked = provider.asked();
    assert_eq!(asked[0].line, "POST /token HTTP/1.1");
    assert_eq!(asked[0].headers["content-type"], "application/x-www-form-urlencoded");
    assert!(!asked[1].headers.contains_key("authorization"));
}

async fn get(provider: &Provider, mood: Mood) -> String {
    provider.is(mood);
    let [place, _] = Discovery::places(&provider.issuer()).unwrap();
    match Live.get(&place).await {
        Ok(answer) => format!("{} {}", answer.status, answer.body.expose().len()),
        Err(failure) => failure.kind.code().to_owned(),
    }
}

#[tokio::test]
async fn bad_answers_are_told_apart_and_nobody_is_followed() {
    let provider = Provider::start();
    for (mood, expected) in [
        (Mood::Elsewhere, "307 0"),
        (Mood::Page, "200 20"),
        (Mood::Broken, "500 20"),
        (Mood::Huge, "too_large"),
        (Mood::Endless, "too_large"),
        (Mood::Rude, "not_that_server"),
    ] {
        assert_eq!(get(&provider, mood).await, expected, "{mood:?}");
    }
    assert!(provider.asked().iter().all(|asked| !asked.line.contains("elsewhere")));
    assert_eq!(provider.asked().len(), 6);
}

#[tokio::test(start_paused = true)]
async fn provider_that_does_not_answer_is_given_up() {
    assert_eq!(get(&Provider::start(), Mood::Silent).await, "timed_out");
}

#[tokio::test]
async fn nobody_no_name_and_no_tls_are_told_apart() {
    let provider = Provider::start();
    let plain = format!("https://{}/token", provider.place());
    for (url, expected) in [
        ("http://127.0.0.1:1/", "unreachable None"),
        ("https://no-such-name.invalid/", "name_not_found None"),
        (plain.as_str(), "not_that_server None"),
    ] {
        let failure = Live.get(&Endpoint::parse(url).unwrap()).await.unwrap_err();
        assert_eq!(format!("{} {:?}", failure.kind.code(), failure.detail), expected, "{url}");
    }
}
