//! The sites whose demands are known: a list of facts that is built in. See data/README.md for where it is from.

use super::PasswordRules;
use crate::host::host;
use std::sync::LazyLock;

/// Lines of rules, a tab, and the domains that have them, with spaces between; comments start with `#`.
const LIST: &str = include_str!("../../data/site-rules.txt");

/// Domains in order, each with its rules as they are written.
static SITES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let mut sites: Vec<(&str, &str)> = LIST
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(rules, domains)| domains.split(' ').map(move |domain| (domain, rules)))
        .collect();
    sites.sort_unstable();
    sites
});

/// What the site of an address demands of a password: by its host, or else by the nearest domain above it that is known.
/// `None` where nothing is known, and for text that holds no host.
pub fn site_rules(url: &str) -> Option<PasswordRules> {
    let host = host(url)?;
    let mut domain = host.as_str();
    loop {
        if let Ok(found) = SITES.binary_search_by(|(known, _)| (*known).cmp(domain)) {
            return SITES.get(found).map(|(_, rules)| PasswordRules::parse(rules));
        }
        (_, domain) = domain.split_once('.')?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_has_every_domain_once_in_a_form_that_a_host_can_have() {
        assert!(SITES.len() > 400);
        assert!(SITES.windows(2).all(|pair| pair[0].0 < pair[1].0), "a domain is listed twice");
        for (domain, rules) in SITES.iter() {
            assert_eq!(host(domain).as_deref(), Some(*domain));
            assert!(!PasswordRules::parse(rules).is_empty(), "{domain}");
            assert_eq!(PasswordRules::problems(rules), [], "{domain}");
        }
    }

    #[test]
    fn site_is_known_by_its_host_or_a_domain_above_it_on_the_border_of_a_label() {
        let of = |rules: &str| Some(PasswordRules::parse(rules));
        for (url, expected) in [
            ("https://www.bilibili.com/login?next=/", of("maxlength: 16")),
            ("https://me:made-up@passport.bilibili.com:8443/", of("maxlength: 16")),
            ("BILIBILI.COM", of("maxlength: 16")),
            ("https://a.b.c.d.bilibili.com.", of("maxlength: 16")),
            ("https://notbilibili.com/", None),
            ("https://bilibili.com.example/", None),
            ("https://example.org/bilibili.com", None),
            ("https://bilibili.com@example.org/", None),
            ("https://samsung.com/", None),
            ("https://com/", None),
            ("", None),
            ("my bank", None),
        ] {
            assert_eq!(site_rules(url), expected, "{url}");
        }
    }

    #[test]
    fn nearest_domain_wins() {
        let own = site_rules("https://signin.ea.com/").unwrap();
        assert_eq!(site_rules("https://a.signin.ea.com/").unwrap(), own);
        assert_ne!(site_rules("https://ea.com/").unwrap(), own);
        assert_eq!(site_rules("https://ea.com/"), site_rules("https://other.ea.com/"));
    }

    #[test]
    fn megabytes_of_dots_are_no_work() {
        assert_eq!(site_rules(&"a.".repeat(1 << 20)), None);
        assert_eq!(site_rules(&format!("https://{}com/", "a.".repeat(100))), None);
    }
}
