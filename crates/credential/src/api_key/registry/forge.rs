//! Where source is kept.

use super::prelude::*;

const GITLAB_TOKENS: &str = "https://docs.gitlab.com/security/tokens/";

pub(super) const FORMS: &[KeyForm] = &[
    secret("github_personal", "GitHub", "personal access token", &[github(&[text("ghp_"), run(ALNUM, 36)])])
        .at("https://github.com/settings/tokens"),
    secret(
        "github_fine_grained",
        "GitHub",
        "fine-grained personal access token",
        &[plain(&[text("github_pat_"), run(ALNUM, 22), text("_"), run(ALNUM, 59)])],
    )
    .at("https://github.com/settings/personal-access-tokens"),
    secret("github_oauth", "GitHub", "OAuth access token", &[github(&[text("gho_"), run(ALNUM, 36)])])
        .at("https://github.com/settings/applications"),
    secret("github_user", "GitHub", "app user token", &[github(&[text("ghu_"), run(ALNUM, 36)])])
        .at("https://github.com/settings/apps/authorizations"),
    // Since 2026 also the app's number and a JWT.
    secret(
        "github_installation",
        "GitHub",
        "app installation token",
        &[
            github(&[text("ghs_"), run(ALNUM, 36)]),
            plain(&[
                text("ghs_"),
                range(DIGIT, 1, 12),
                text("_eyJ"),
                range(BASE64URL, 10, 400),
                text("."),
                range(BASE64URL, 10, 1200),
                text("."),
                range(BASE64URL, 20, 700),
            ]),
        ],
    )
    .scope("one installation of an app")
    .at("https://github.com/settings/installations"),
    secret(
        "github_refresh",
        "GitHub",
        "refresh token",
        &[github(&[text("ghr_"), run(ALNUM, 36)]), key!("ghr_", ALNUM, 76)],
    )
    .at("https://github.com/settings/apps/authorizations"),
    secret(
        "gitlab_personal",
        "GitLab",
        "personal, project or group access token",
        &[
            key!("glpat-", BASE64URL, 20),
            gitlab(&[text("glpat-"), ROUTE, text("."), ROUTE_VERSION, text("."), ROUTE_END]),
            gitlab(&[text("glpat-"), ROUTE, text("."), ROUTE_END]),
        ],
    )
    .clue(clue::gitlab_route)
    .at("https://gitlab.com/-/user_settings/personal_access_tokens"),
    secret(
        "gitlab_runner",
        "GitLab",
        "runner authentication token",
        &[
            key!("glrt-", BASE64URL, 20),
            plain(&[text("glrt-t"), run(LOWER_HEX, 1), text("_"), run(BASE64URL, 20)]),
            gitlab(&[text("glrt-"), ROUTE, text("."), ROUTE_VERSION, text("."), ROUTE_END]),
        ],
    )
    .clue(clue::gitlab_route)
    .at(GITLAB_TOKENS),
    secret(
        "gitlab_deploy",
        "GitLab",
        "deploy token",
        &[
            key!("gldt-", BASE64URL, 20),
            gitlab(&[text("gldt-"), ROUTE, text("."), ROUTE_VERSION, text("."), ROUTE_END]),
        ],
    )
    .at(GITLAB_TOKENS),
    secret(
        "gitlab_job",
        "GitLab",
        "CI/CD job token",
        &[
            plain(&[text("glcbt-"), range(ALNUM, 1, 5), text("_"), run(BASE64URL, 20)]),
            plain(&[
                text("glcbt-eyJ"),
                range(BASE64URL, 10, 400),
                text("."),
                range(BASE64URL, 10, 2000),
                text("."),
                range(BASE64URL, 20, 700),
            ]),
        ],
    )
    .scope("one job")
    .at(GITLAB_TOKENS),
    secret("gitlab_trigger", "GitLab", "pipeline trigger token", &[key!("glptt-", LOWER_HEX, 40)])
        .scope("starting pipelines")
        .at(GITLAB_TOKENS),
    secret("gitlab_feed", "GitLab", "feed token", &[key!("glft-", BASE64URL, 20)])
        .scope("reading feeds")
        .at("https://gitlab.com/-/user_settings/personal_access_tokens"),
    secret("gitlab_mail", "GitLab", "incoming mail token", &[key!("glimt-", BASE64URL, 25)])
        .scope("creating issues by mail")
        .at("https://gitlab.com/-/user_settings/personal_access_tokens"),
    secret("gitlab_agent", "GitLab", "Kubernetes agent token", &[key!("glagent-", BASE64URL, 50)])
        .at(GITLAB_TOKENS),
    secret("gitlab_oauth", "GitLab", "OAuth application secret", &[key!("gloas-", BASE64URL, 64)])
        .at("https://gitlab.com/-/user_settings/applications"),
    secret("gitlab_scim", "GitLab", "SCIM token", &[key!("glsoat-", BASE64URL, 20)])
        .scope("managing members")
        .at(GITLAB_TOKENS),
    secret("gitlab_flags", "GitLab", "feature flags client token", &[key!("glffct-", BASE64URL, 20)])
        .scope("reading feature flags")
        .at(GITLAB_TOKENS),
    secret("gitlab_registration", "GitLab", "runner registration token", &[key!("GR1348941", BASE64URL, 20)])
        .at(GITLAB_TOKENS),
    secret(
        "bitbucket_access",
        "Bitbucket",
        "access token",
        &[plain(&[text("ATCTT3xFfGN0"), range(BASE64URL, 100, 300), text("="), run(UPPER_HEX, 8)])],
    )
    .scope("one repository, project or workspace")
    .at("https://bitbucket.org/account/settings/"),
    secret(
        "bitbucket_app",
        "Bitbucket",
        "app password",
        &[plain(&[text("ATBB"), run(ALNUM, 24), run(UPPER_HEX, 8)])],
    )
    .at("https://bitbucket.org/account/settings/app-passwords/"),
    secret(
        "sourcegraph",
        "Sourcegraph",
        "access token",
        &[
            key!("sgp_", HEX, 40),
            plain(&[text("sgp_"), run(HEX, 16), text("_"), run(HEX, 40)]),
            key!("sgp_local_", HEX, 40),
        ],
    )
    .at("https://sourcegraph.com/user/settings/tokens"),
    secret(
        "azure_devops",
        "Azure DevOps",
        "personal access token",
        &[plain(&[run(ALNUM, 76), text("AZDO"), run(ALNUM, 4)])],
    )
    .at("https://dev.azure.com"),
];

/// What a routable token says of where it belongs, with 16 random bytes before it.
const ROUTE: Part = range(BASE64URL, 27, 300);
/// `01`, so far; the first ones had none.
const ROUTE_VERSION: Part = run(LOWER_ALNUM, 2);
/// Length and checksum, in base36.
const ROUTE_END: Part = run(LOWER_ALNUM, 9);

const fn github(parts: &'static [Part]) -> Shape {
    checked(Checksum::Base62, parts)
}

const fn gitlab(parts: &'static [Part]) -> Shape {
    checked(Checksum::Base36, parts)
}
