//! Logs, metrics, errors, analytics, flags.

use super::prelude::*;

const NEW_RELIC_KEYS: &str = "https://one.newrelic.com/api-keys";
const POSTHOG_KEYS: &str = "https://us.posthog.com/settings/user-api-keys";
const LAUNCHDARKLY: &str = "https://app.launchdarkly.com/settings/projects";
const SENTRY_TOKENS: &str = "https://sentry.io/settings/account/api/auth-tokens/";

pub(super) const FORMS: &[KeyForm] = &[
    secret(
        "grafana_service_account",
        "Grafana",
        "service account token",
        &[checked(Checksum::SwappedHex, &[text("glsa_"), run(ALNUM, 32), text("_"), run(LOWER_HEX, 8)])],
    )
    .scope("one service account"),
    secret(
        "grafana_cloud",
        "Grafana Cloud",
        "access policy token",
        &[plain(&[text("glc_"), range(ANY_BASE64, 32, 400), range(PADDING, 0, 3)])],
    )
    .clue(clue::grafana_organization)
    .at("https://grafana.com/orgs/_/access-policies"),
    secret(
        "grafana_legacy",
        "Grafana",
        "API key",
        &[plain(&[text("eyJrIjoi"), range(BASE64, 40, 400), range(PADDING, 0, 3)])],
    ),
    secret("new_relic_user", "New Relic", "user key", &[key!("NRAK-", UPPER_ALNUM, 27)]).at(NEW_RELIC_KEYS),
    secret("new_relic_insert", "New Relic", "insert key", &[key!("NRII-", BASE64URL, 32)])
        .scope("sending data")
        .at(NEW_RELIC_KEYS),
    public("new_relic_browser", "New Relic", "browser key", &[key!("NRJS-", LOWER_HEX, 19)])
        .scope("sending data")
        .at(NEW_RELIC_KEYS),
    secret(
        "new_relic_licence",
        "New Relic",
        "licence key",
        &[
            plain(&[run(LOWER_HEX, 32), text("FFFFNRAL")]),
            plain(&[text("eu01xx"), run(LOWER_HEX, 26), text("FFFFNRAL")]),
        ],
    )
    .common()
    .scope("sending data")
    .at(NEW_RELIC_KEYS),
    secret("datadog_application", "Datadog", "application key", &[key!("ddapp_", ALNUM, 30 to 50)])
        .at("https://app.datadoghq.com/organization-settings/application-keys"),
    secret(
        "dynatrace",
        "Dynatrace",
        "API token",
        &[plain(&[text("dt0c01."), run(UPPER_ALNUM, 24), text("."), run(UPPER_ALNUM, 64)])],
    ),
    secret(
        "dynatrace_platform",
        "Dynatrace",
        "platform token",
        &[plain(&[text("dt0s16."), run(UPPER_ALNUM, 8), text("."), run(UPPER_ALNUM, 64)])],
    ),
    secret(
        "honeycomb_ingest",
        "Honeycomb",
        "ingest key",
        &[key!("hcaik_", LOWER_ALNUM, 58), key!("hcbik_", LOWER_ALNUM, 58), key!("hcxik_", LOWER_ALNUM, 58)],
    )
    .scope("sending data")
    .at("https://ui.honeycomb.io/account"),
    secret("axiom_api", "Axiom", "API token", &[plain(uuid_after![text("xaat-")])])
        .at("https://app.axiom.co/settings/api-tokens"),
    secret("axiom_personal", "Axiom", "personal token", &[plain(uuid_after![text("xapt-")])])
        .at("https://app.axiom.co/settings/profile"),
    secret(
        "logfire",
        "Pydantic Logfire",
        "write token",
        &[key!("pylf_v1_us_", ALNUM, 43), key!("pylf_v1_eu_", ALNUM, 43)],
    )
    .at("https://logfire.pydantic.dev"),
    secret("sentry_user", "Sentry", "user auth token", &[key!("sntryu_", LOWER_HEX, 64)])
        .scope("one user")
        .at(SENTRY_TOKENS),
    secret(
        "sentry_organization",
        "Sentry",
        "organization auth token",
        &[plain(&[
            text("sntrys_eyJ"),
            range(BASE64, 40, 500),
            range(PADDING, 0, 2),
            text("_"),
            run(BASE64, 43),
        ])],
    )
    .scope("one organization")
    .clue(clue::sentry_organization)
    .at("https://sentry.io/settings/auth-tokens/"),
    secret("posthog_personal", "PostHog", "personal API key", &[key!("phx_", ALNUM, 42 to 49)])
        .scope("one user")
        .at(POSTHOG_KEYS),
    secret("posthog_secret", "PostHog", "project secret key", &[key!("phs_", ALNUM, 42 to 49)])
        .scope("one project")
        .at(POSTHOG_KEYS),
    public("posthog_project", "PostHog", "project API key", &[key!("phc_", ALNUM, 42 to 49)])
        .scope("sending data")
        .at(POSTHOG_KEYS),
    secret("launchdarkly_sdk", "LaunchDarkly", "SDK key", &[plain(uuid_after![text("sdk-")])])
        .common()
        .scope("one environment")
        .at(LAUNCHDARKLY),
    public("launchdarkly_mobile", "LaunchDarkly", "mobile key", &[plain(uuid_after![text("mob-")])])
        .common()
        .scope("one environment")
        .at(LAUNCHDARKLY),
    secret("launchdarkly_api", "LaunchDarkly", "API access token", &[plain(uuid_after![text("api-")])])
        .common()
        .at("https://app.launchdarkly.com/settings/authorization"),
    secret("checkly", "Checkly", "API key", &[key!("cu_", LOWER_HEX, 32)])
        .common()
        .at("https://app.checklyhq.com/settings/user/api-keys"),
    secret("sonarqube_user", "SonarQube", "user token", &[key!("squ_", LOWER_HEX, 40)])
        .scope("one user")
        .at("https://sonarcloud.io/account/security"),
    secret("sonarqube_project", "SonarQube", "project analysis token", &[key!("sqp_", LOWER_HEX, 40)])
        .scope("analysing one project")
        .at("https://sonarcloud.io/account/security"),
    secret("sonarqube_global", "SonarQube", "global analysis token", &[key!("sqa_", LOWER_HEX, 40)])
        .scope("analysing every project")
        .at("https://sonarcloud.io/account/security"),
    secret("infracost", "Infracost", "API key", &[key!("ico-", ALNUM, 32)])
        .at("https://dashboard.infracost.io"),
];
