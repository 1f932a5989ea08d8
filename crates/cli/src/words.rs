//! The English words of findings, facts, kinds and fields: those of the page's own catalogue, which is their one source. A
//! name that is not in it is shown as it is.

const FINDINGS: &str = concat!(
    include_str!("../../../ui/src/shared/i18n/en/findings.ts"),
    include_str!("../../../ui/src/shared/i18n/en/findings-elsewhere.ts"),
);
const LIVE: &str = include_str!("../../../ui/src/shared/i18n/en/live.ts");
const FACTS: &str = include_str!("../../../ui/src/shared/i18n/en/facts.ts");
const CHAIN: &str = include_str!("../../../ui/src/shared/i18n/en/chain.ts");
const NAMES: &str = include_str!("../../../ui/src/shared/i18n/en/names.ts");

/// What a finding says: `what` it is, `why` it matters, what is `todo`.
pub(crate) fn finding<'a>(code: &'a str, part: &str) -> &'a str {
    words(FINDINGS, &format!("finding.{code}.{part}")).unwrap_or(code)
}

/// What a fact is called.
pub(crate) fn fact(name: &str) -> &str {
    words(FACTS, &format!("fact.{name}")).unwrap_or(name)
}

/// What a kind is called.
pub(crate) fn kind(name: &str) -> &str {
    words(NAMES, &format!("kind.{name}")).unwrap_or(name)
}

/// What a field is called.
pub(crate) fn field(name: &str) -> &str {
    words(NAMES, &format!("field.{name}")).unwrap_or(name)
}

/// What a failure at another machine says: `what` it is, what is `todo`.
pub(crate) fn failure<'a>(code: &'a str, part: &str) -> &'a str {
    words(LIVE, &format!("live.failure.{code}.{part}")).unwrap_or(code)
}

/// What the reason of TLS says.
pub(crate) fn tls(reason: &str) -> &str {
    words(LIVE, &format!("live.tls.{reason}")).unwrap_or(reason)
}

/// How a connection is encrypted.
pub(crate) fn encryption(code: &str) -> &str {
    words(LIVE, &format!("live.encryption.{code}")).unwrap_or(code)
}

/// Why a chain of certificates does not hold.
pub(crate) fn chain_fault(code: &str) -> &str {
    words(CHAIN, &format!("chain.fault.{code}")).unwrap_or(code)
}

/// Which rule of certificates is broken.
pub(crate) fn chain_rule(code: &str) -> &str {
    words(CHAIN, &format!("chain.rule.{code}")).unwrap_or(code)
}

/// The words of a key. They stand on its line or on the next one, in single quotes, without any inside; a test of
/// strongroom-credential holds the catalogue to that, and to having them all.
fn words(catalogue: &'static str, key: &str) -> Option<&'static str> {
    let (_, rest) = catalogue.split_once(&format!("\n  '{key}':"))?;
    rest.split('\'').nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_on_the_line_of_their_key_and_on_the_next() {
        assert_eq!(finding("key_checksum", "what"), "This key is mistyped or cut");
        assert!(finding("wifi_password_length", "why").ends_with('.'));
        assert_eq!((fact("revoke_at"), kind("wifi"), field("ssid")), ("Revoke at", "Wi-Fi", "Network name"));
    }

    #[test]
    fn unknown_name_is_shown_as_it_is() {
        assert_eq!((finding("newer", "what"), kind("newer")), ("newer", "newer"));
    }
}
