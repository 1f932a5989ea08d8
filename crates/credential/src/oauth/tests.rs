//! Addresses, documents and answers of providers, good and bad.

mod documents;
mod requests;

use super::{Endpoint, EndpointError};

#[test]
fn address_is_https_or_the_own_machine() {
    for (text, expected) in [
        ("https://login.example.com/token", "login.example.com:443"),
        ("https://login.example.com:8443", "login.example.com:8443"),
        ("HTTPS://Login.Example.com/token?x=1#y", "login.example.com:443"),
        ("http://localhost:8080/token", "localhost:8080"),
        ("http://127.0.0.1/token", "127.0.0.1:80"),
        ("http://127.8.9.1/token", "127.8.9.1:80"),
        ("http://[::1]:9/token", "[::1]:9"),
        ("https://[2001:db8::1]/token", "[2001:db8::1]:443"),
        (" https://a.b ", "a.b:443"),
    ] {
        assert_eq!(Endpoint::parse(text).unwrap().to_string(), expected, "{text}");
    }
}

#[test]
fn address_that_could_lead_elsewhere_is_refused() {
    for (text, expected) in [
        ("", EndpointError::Missing),
        ("  ", EndpointError::Missing),
        ("http://login.example.com/token", EndpointError::Insecure),
        ("http://192.168.1.1/token", EndpointError::Insecure),
        ("http://localhost.example.com/", EndpointError::Insecure),
        ("http://127.0.0.1.example.com/", EndpointError::Insecure),
        ("ftp://localhost/", EndpointError::Insecure),
        ("https://user@login.example.com/", EndpointError::UserInfo),
        ("https://login.example.com:443@evil.example/", EndpointError::UserInfo),
        ("login.example.com/token", EndpointError::Malformed),
        ("https://", EndpointError::Malformed),
        ("https:///token", EndpointError::Malformed),
        ("https://a\\@evil.example/", EndpointError::Malformed),
        ("https://a b/", EndpointError::Malformed),
        ("https://bücher.example/", EndpointError::Malformed),
        ("https://a.b:0/", EndpointError::Malformed),
        ("https://a.b:65536/", EndpointError::Malformed),
        ("https://a.b:x/", EndpointError::Malformed),
        ("https://a..b/", EndpointError::Malformed),
        ("http://0x7f.1/", EndpointError::Malformed),
        ("http://0x7f000001/", EndpointError::Malformed),
        ("http://2130706433/", EndpointError::Malformed),
        ("http://127.1/", EndpointError::Malformed),
        ("https://[::1/", EndpointError::Malformed),
        ("https://[zz]/", EndpointError::Malformed),
        ("https://%6c/", EndpointError::Malformed),
        ("javascript:alert(1)", EndpointError::Malformed),
    ] {
        assert_eq!(Endpoint::parse(text), Err(expected), "{text}");
    }
    let long = format!("https://a.b/{}", "x".repeat(3000));
    assert_eq!(Endpoint::parse(&long), Err(EndpointError::Malformed));
}
