//! Which sites let people sign in with a one-time code: a list of facts that is built in. See data/README.md. It knows some
//! of them and not all; that a site is missing says nothing about it.

use crate::host::without_port;
use std::sync::LazyLock;

/// A domain a line; comments start with `#`.
const LIST: &str = include_str!("../data/two-factor-sites.txt");
/// Longest line of a search text that is looked at, in bytes: a host and the path behind it.
const MAX_LINE: usize = 2048;

/// The domains, in order.
static SITES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut sites: Vec<&str> =
        LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    sites.sort_unstable();
    sites
});

/// Whether the site of a host, in lower case, offers one-time codes: by its own name or that of a domain above it.
pub fn offers_codes(host: &str) -> bool {
    let mut domain = host.strip_suffix('.').unwrap_or(host);
    loop {
        if SITES.binary_search(&domain).is_ok() {
            return true;
        }
        match domain.split_once('.') {
            Some((_, above)) => domain = above,
            None => return false,
        }
    }
}

/// Whether a search text, as [`crate::Item::search_text`] makes it, has the address of such a site: a line that is a host, with
/// a port or a path or without. What has an `@` before its path is a mail address and none.
pub fn text_offers_codes(text: &str) -> bool {
    text.lines().filter(|line| line.len() <= MAX_LINE && line.contains('.')).any(|line| {
        let authority = line.split('/').next().unwrap_or_default();
        let is_address = !authority.contains([' ', '@', '\t']);
        is_address && without_port(authority).is_some_and(offers_codes)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::host;
    use crate::{Field, FieldType, Item, Kind};

    #[test]
    fn list_has_every_domain_once_in_order_in_a_form_that_a_host_can_have() {
        let lines: Vec<&str> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() >= 150);
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "out of order, or listed twice");
        for domain in lines {
            assert_eq!(host(domain).as_deref(), Some(domain));
            assert!(domain.contains('.') && domain.is_ascii());
            let above = domain.split_once('.').is_some_and(|(_, above)| offers_codes(above));
            assert!(!above, "{domain} is known by the domain above it");
        }
    }

    #[test]
    fn site_is_known_by_its_host_or_a_domain_above_it_on_the_border_of_a_label() {
        for host in ["github.com", "gist.github.com", "a.b.c.github.com", "github.com."] {
            assert!(offers_codes(host), "{host}");
        }
        for host in ["notgithub.com", "github.com.example", "com", "", ".", "github", "github.io"] {
            assert!(!offers_codes(host), "{host}");
        }
    }

    #[test]
    fn address_of_an_item_is_found_and_its_user_name_is_no_address() {
        let with = |field: Field| Item::new(Kind::LOGIN, "Title").with(field).search_text();
        for url in [
            "https://GitHub.com/login",
            "https://www.github.com:443/",
            "github.com",
            "https://me:x@github.com/@me",
        ] {
            assert!(text_offers_codes(&with(Field::new("url", FieldType::Url, url))), "{url}");
        }
        for (name, field_type, value) in [
            ("username", FieldType::Text, "anna@github.com"),
            ("email", FieldType::Email, "anna@gmail.com"),
            ("url", FieldType::Url, "https://example.org/github.com"),
            ("url", FieldType::Url, "https://github.com.example/"),
            ("other", FieldType::Text, "see github.com for more"),
        ] {
            assert!(!text_offers_codes(&with(Field::new(name, field_type, value))), "{value}");
        }
    }

    #[test]
    fn megabytes_of_dots_are_no_work() {
        assert!(!text_offers_codes(&"a.".repeat(1 << 20)));
        assert!(!text_offers_codes(&"a.b\n".repeat(1 << 18)));
    }
}
