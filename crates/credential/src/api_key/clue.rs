//! What some keys tell of whom or what they stand for, beside their secret.
//!
//! What is said here is read from the parts that are not secret. It must never hold any of the random part.

use data_encoding::{BASE32_NOPAD, BASE64_NOPAD, BASE64URL_NOPAD};
use serde_json::Value;
use zeroize::Zeroizing;

/// Longest name that is passed on, in characters.
const MAX_NAME: usize = 100;

/// The account of an AWS access key ID: bits 1 to 40 of its base32. IDs from before 2019, which begin with `I` or `J`,
/// hold none.
pub(super) fn aws_account(key: &str) -> Option<String> {
    let body = key.get(4..)?;
    if body.starts_with(['I', 'J']) {
        return None;
    }
    let bytes = BASE32_NOPAD.decode(body.as_bytes()).ok()?;
    let first = bytes.first_chunk::<6>()?.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    Some(format!("account {:012}", (first & 0x7fff_ffff_ff80) >> 7))
}

/// User, project, group and organization of a routable GitLab token: lines of `key:value` between 16 random bytes and the
/// length, numbers in base36.
pub(super) fn gitlab_route(key: &str) -> Option<String> {
    let (payload, _) = key.split_once('-')?.1.split_once('.')?;
    let payload =
        payload.split_at_checked(3).filter(|(mark, _)| mark.ends_with('_')).map_or(payload, |(_, rest)| rest);
    let bytes = Zeroizing::new(BASE64URL_NOPAD.decode(payload.as_bytes()).ok()?);
    let (length, body) = bytes.split_last()?;
    let route = body.get(16..)?;
    let route = (route.len() == usize::from(*length)).then(|| std::str::from_utf8(route).ok())??;
    let named = |(mark, name): (&str, &str)| {
        let (_, value) =
            route.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| *key == mark)?;
        u64::from_str_radix(value, 36).ok().map(|number| format!("{name} {number}"))
    };
    let all: Vec<String> = [("u", "user"), ("p", "project"), ("g", "group"), ("o", "organization")]
        .into_iter()
        .filter_map(named)
        .collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// The organization of a Sentry token: `org` in the JSON between its underscores.
pub(super) fn sentry_organization(key: &str) -> Option<String> {
    let (payload, _) = key.strip_prefix("sntrys_")?.rsplit_once('_')?;
    name_in(payload, "org").map(|name| format!("organization {name}"))
}

/// The organization of a Grafana Cloud token: `o` in its JSON, beside the secret `k`.
pub(super) fn grafana_organization(key: &str) -> Option<String> {
    name_in(key.strip_prefix("glc_")?, "o").map(|name| format!("organization {name}"))
}

fn name_in(base64: &str, name: &str) -> Option<String> {
    let base64 = base64.trim_end_matches('=');
    let url_safe = base64.contains(['-', '_']);
    let encoding = if url_safe { BASE64URL_NOPAD } else { BASE64_NOPAD };
    let bytes = Zeroizing::new(encoding.decode(base64.as_bytes()).ok()?);
    let value: Value = serde_json::from_slice(&bytes).ok()?;
    let found = value.get(name)?.as_str()?;
    let plain = found.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' '));
    (plain && !found.is_empty()).then(|| found.chars().take(MAX_NAME).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::BASE64;

    #[test]
    fn aws_account_is_in_the_access_key_id() {
        // The example of "A short note on AWS KEY ID" (Tal Be'ery, 2023).
        assert_eq!(
            aws_account(&format!("ASIA{}", "QNZGKIQY56JQ7WML")).as_deref(),
            Some("account 029608264753")
        );
        for old in ["AKIAIOSFODNN7EXAMPLE", "AKIAJ", "AKIA", "AKIA0000000000000000", "éééé"] {
            assert_eq!(aws_account(old), None, "{old}");
        }
    }

    #[test]
    fn routable_token_names_its_user_and_organization() {
        let route = "bWFkZS11cC0xNi1ieXRlc286MQp1OmF6OAk";
        for key in [format!("glpat-{route}.01.0z1h3xdvc"), format!("glrt-t3_{route}.01.0z12tybf7")] {
            assert_eq!(gitlab_route(&key).as_deref(), Some("user 14228, organization 1"), "{key}");
        }
        for key in ["glpat-", "glpat-AAAA.01.02", "glpat-zzzzzzzzzzzzzzzzzzzz", "-é.é"] {
            assert_eq!(gitlab_route(key), None, "{key}");
        }
    }

    #[test]
    fn organization_is_read_and_the_secret_beside_it_is_not() {
        let json = r#"{"iat":1,"url":"https://sentry.io","org":"acme-test","k":"hidden"}"#;
        let key = format!("sntrys_{}_{}", BASE64.encode(json.as_bytes()), "a".repeat(43));
        assert_eq!(sentry_organization(&key).as_deref(), Some("organization acme-test"));
        let json = r#"{"o":"12345","n":"name","k":"hidden"}"#;
        let key = format!("glc_{}", BASE64_NOPAD.encode(json.as_bytes()));
        assert_eq!(grafana_organization(&key).as_deref(), Some("organization 12345"));
        for bad in [r#"{"o":"<b>"}"#, r#"{"o":7}"#, "[]", "{", ""] {
            assert_eq!(
                grafana_organization(&format!("glc_{}", BASE64_NOPAD.encode(bad.as_bytes()))),
                None,
                "{bad}"
            );
        }
    }
}
