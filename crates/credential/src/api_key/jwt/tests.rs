use super::*;
use proptest::prelude::*;

/// A token of that header and those claims, with a signature that signs nothing.
pub(in crate::api_key) fn token(header: &str, claims: &str) -> String {
    let part = |json: &str| BASE64URL_NOPAD.encode(json.as_bytes());
    format!("{}.{}.{}", part(header), part(claims), part("made up, signs nothing"))
}

const HEADER: &str = r#"{"alg":"RS256","typ":"JWT","kid":"1"}"#;

#[test]
fn token_of_the_standard_is_read() {
    // RFC 7519, section 3.1.
    let text = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
                eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
                dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let token = Jwt::parse(text).unwrap();
    let expected = Jwt {
        algorithm: "HS256".into(),
        issuer: Some("joe".into()),
        expires: Some(Moment::from_seconds(1_300_819_380)),
        signed: true,
        ..Jwt::default()
    };
    assert_eq!(token, expected);
    assert_eq!(token.service(), "joe");
}

#[test]
fn unsecured_token_of_the_standard_is_unsigned() {
    // RFC 7519, section 6.1.
    let text = "eyJhbGciOiJub25lIn0.\
                eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
    assert!(!Jwt::parse(text).unwrap().signed);
    for header in [r#"{"alg":"none"}"#, r#"{"alg":"NoNe"}"#] {
        assert!(!Jwt::parse(&token(header, "{}")).unwrap().signed, "{header}");
    }
    let stripped = token(HEADER, "{}");
    let stripped = &stripped[..=stripped.rfind('.').unwrap()];
    assert!(!Jwt::parse(stripped).unwrap().signed);
}

#[test]
fn claims_are_read_in_all_their_spellings() {
    let read = |claims: &str| Jwt::parse(&token(HEADER, claims)).unwrap();
    let full = read(
        r#"{"sub":"u","aud":["a","b",7],"scope":"read  write","iat":1516239022.75,"nbf":0,"exp":253402300799}"#,
    );
    assert_eq!(
        (full.subject.as_deref(), full.audience.as_slice()),
        (Some("u"), &["a".to_owned(), "b".into()][..])
    );
    assert_eq!(full.scopes, ["read", "write"]);
    assert_eq!(full.issued, Some(Moment::from_seconds(1_516_239_022)));
    assert_eq!(full.not_before, Some(Moment::from_seconds(0)));
    assert_eq!(read(r#"{"scp":["x","y"]}"#).scopes, ["x", "y"]);
    assert_eq!(read(r#"{"role":"anon","iss":"supabase"}"#).scopes, ["anon"]);
    // Of the wrong type, out of bounds, or nothing to show: as if they were not there.
    for claims in [
        r#"{"iss":7,"sub":["a"],"aud":{},"exp":"soon"}"#,
        r#"{"exp":-1}"#,
        r#"{"exp":1e300}"#,
        r#"{"exp":253402300800}"#,
        r#"{"iss":"","sub":"\u0000\u0007"}"#,
        "{}",
    ] {
        assert_eq!(read(claims), read("{}"), "{claims}");
    }
    let long = read(&format!(r#"{{"iss":"{}","aud":[{}"z"]}}"#, "i".repeat(5000), r#""a","#.repeat(1000)));
    assert_eq!((long.issuer.unwrap().len(), long.audience.len()), (200, 16));
}

#[test]
fn text_that_is_no_token_is_refused() {
    let deep = format!(r#"{{"iss":{}1{}}}"#, "[".repeat(3000), "]".repeat(3000));
    for (text, error) in [
        (String::new(), JwtError::NotThreeParts),
        ("a.b".into(), JwtError::NotThreeParts),
        ("a.b.c.d.e".into(), JwtError::NotThreeParts),
        ("www.example.org".into(), JwtError::BadHeader),
        (format!("{}é", token(HEADER, "{}")), JwtError::NotThreeParts),
        (token("[]", "{}"), JwtError::BadHeader),
        (token(r#"{"typ":"JWT"}"#, "{}"), JwtError::BadHeader),
        (token(r#"{"alg":7}"#, "{}"), JwtError::BadHeader),
        (token(HEADER, "[]"), JwtError::BadClaims),
        (token(HEADER, r#"{"iss":"a","iss":"b"}"#), JwtError::BadClaims),
        (token(HEADER, &deep), JwtError::BadClaims),
        (token(HEADER, &"{".repeat(8000)), JwtError::BadClaims),
        ("a".repeat(16_385), JwtError::TooLong),
    ] {
        assert_eq!(Jwt::parse(&text), Err(error), "{}", text.get(..40).unwrap_or(&text));
    }
}

#[test]
fn debug_shows_no_part_of_the_signature() {
    let text = token(HEADER, r#"{"iss":"a"}"#);
    let shown = format!("{:?}", Jwt::parse(&text).unwrap());
    assert!(!shown.contains(text.rsplit('.').next().unwrap()) && !shown.contains("signs nothing"), "{shown}");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,300}", at in 0_usize..200, with in any::<char>()) {
        let _ = Jwt::parse(&text);
        let mut chars: Vec<char> = token(HEADER, r#"{"iss":"https://a.example","exp":1,"aud":["x"]}"#).chars().collect();
        let place = at % chars.len();
        chars[place] = with;
        let changed: String = chars.into_iter().collect();
        let _ = Jwt::parse(&changed);
        let _ = Jwt::parse(&token(HEADER, &text));
        let _ = Jwt::parse(&token(&text, &text));
    }
}
