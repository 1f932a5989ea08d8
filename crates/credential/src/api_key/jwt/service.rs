//! Who stands behind an issuer.

use crate::host::host;

/// Issuers that are not a service's name or address.
const ISSUERS: &[(&str, &str)] = &[
    ("supabase", "Supabase"),
    ("kubernetes/serviceaccount", "Kubernetes"),
    ("https://kubernetes.default.svc", "Kubernetes"),
    ("https://kubernetes.default.svc.cluster.local", "Kubernetes"),
];

/// Hosts of issuers, and those below them.
const HOSTS: &[(&str, &str)] = &[
    ("supabase.co", "Supabase"),
    ("token.actions.githubusercontent.com", "GitHub Actions"),
    ("github.com", "GitHub"),
    ("gitlab.com", "GitLab"),
    ("accounts.google.com", "Google"),
    ("securetoken.google.com", "Firebase"),
    ("login.microsoftonline.com", "Microsoft Entra ID"),
    ("sts.windows.net", "Microsoft Entra ID"),
    ("amazonaws.com", "AWS"),
    ("auth0.com", "Auth0"),
    ("okta.com", "Okta"),
    ("clerk.accounts.dev", "Clerk"),
    ("appleid.apple.com", "Apple"),
    ("cloudflareaccess.com", "Cloudflare Access"),
    ("oidc.vercel.com", "Vercel"),
    ("oidc.circleci.com", "CircleCI"),
    ("agent.buildkite.com", "Buildkite"),
];

/// The service of an issuer: a known one's name, or its host, or what it calls itself.
pub(super) fn service(issuer: &str) -> String {
    if let Some((_, name)) = ISSUERS.iter().find(|(known, _)| *known == issuer) {
        return (*name).to_owned();
    }
    let Some(host) = host(issuer) else { return issuer.to_owned() };
    let below =
        |known: &str| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    HOSTS.iter().find(|(known, _)| below(known)).map_or(host.clone(), |(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issuer_is_named_as_people_know_it() {
        for (issuer, name) in [
            ("supabase", "Supabase"),
            ("https://sts.windows.net/00000000-0000-0000-0000-000000000000/", "Microsoft Entra ID"),
            ("https://example.eu.auth0.com/", "Auth0"),
            ("accounts.google.com", "Google"),
            ("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x", "AWS"),
            ("https://id.example.org/realms/a", "id.example.org"),
            ("https://notgithub.com", "notgithub.com"),
            ("my own", "my own"),
            ("", ""),
        ] {
            assert_eq!(service(issuer), name);
        }
    }
}
