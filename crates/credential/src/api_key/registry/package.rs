//! Where packages and images are published, and what builds them.

use super::prelude::*;

const CIRCLECI: &str = "https://app.circleci.com/settings/user/tokens";
const BUILDKITE: &str = "https://buildkite.com/user/api-access-tokens";

/// What Buildkite's own redactor takes for the body of a token.
macro_rules! buildkite {
    ($prefix:literal) => {
        &[key!($prefix, DOTTED, 24 to 2048)]
    };
}

pub(super) const FORMS: &[KeyForm] = &[
    secret("npm", "npm", "access token", &[checked(Checksum::Base62, &[text("npm_"), run(ALNUM, 36)])])
        .at("https://www.npmjs.com/settings/~/tokens"),
    // Macaroons: the first bytes name the index.
    secret("pypi", "PyPI", "API token", &[key!("pypi-AgEIcHlwaS5vcmc", BASE64URL, 50 to 1000)])
        .at("https://pypi.org/manage/account/token/"),
    secret(
        "test_pypi",
        "TestPyPI",
        "API token",
        &[key!("pypi-AgENdGVzdC5weXBpLm9yZw", BASE64URL, 50 to 1000)],
    )
    .test()
    .at("https://test.pypi.org/manage/account/token/"),
    secret("rubygems", "RubyGems", "API key", &[key!("rubygems_", LOWER_HEX, 48)])
        .at("https://rubygems.org/profile/api_keys"),
    secret("crates_io", "crates.io", "API token", &[key!("cio", ALNUM, 32)])
        .common()
        .at("https://crates.io/settings/tokens"),
    secret(
        "crates_io_publishing",
        "crates.io",
        "trusted publishing token",
        &[checked(Checksum::Xor62, &[text("cio_tp_"), run(ALNUM, 32)])],
    )
    .scope("publishing one crate")
    .at("https://crates.io/settings/tokens"),
    secret("nuget", "NuGet", "API key", &[key!("oy2", LOWER_BASE32, 43)])
        .common()
        .at("https://www.nuget.org/account/apikeys"),
    secret("clojars", "Clojars", "deploy token", &[key!("CLOJARS_", LOWER_ALNUM, 60)])
        .at("https://clojars.org/tokens"),
    secret("docker_personal", "Docker", "personal access token", &[key!("dckr_pat_", BASE64URL, 27)])
        .scope("one user")
        .at("https://app.docker.com/settings/personal-access-tokens"),
    secret(
        "docker_organization",
        "Docker",
        "organization access token",
        &[key!("dckr_oat_", BASE64URL, 27), key!("dckr_oat_", BASE64URL, 32)],
    )
    .scope("one organization")
    .at("https://app.docker.com/admin"),
    secret("jfrog_api_key", "JFrog Artifactory", "API key", &[key!("AKCp", ALNUM, 69)]),
    // "reftkn" in base64.
    secret("jfrog_reference", "JFrog", "reference token", &[key!("cmVmdGtu", ALNUM, 56)]),
    secret("deno_deploy", "Deno Deploy", "access token", &[key!("ddp_", ALNUM, 36), key!("ddw_", ALNUM, 36)])
        .at("https://dash.deno.com/account#access-tokens"),
    secret(
        "circleci_personal",
        "CircleCI",
        "personal API token",
        &[plain(&[text("CCIPAT_"), run(ALNUM, 22), text("_"), run(LOWER_HEX, 40)])],
    )
    .at(CIRCLECI),
    secret(
        "circleci_project",
        "CircleCI",
        "project API token",
        &[plain(&[text("CCIPRJ_"), run(ALNUM, 22), text("_"), run(LOWER_HEX, 40)])],
    )
    .scope("one project")
    .at(CIRCLECI),
    secret("buildkite_user", "Buildkite", "API access token", buildkite!("bkua_")).at(BUILDKITE),
    secret("buildkite_agent", "Buildkite", "agent access token", buildkite!("bkaa_"))
        .scope("running jobs")
        .at(BUILDKITE),
    secret("buildkite_cluster", "Buildkite", "cluster token", buildkite!("bkct_"))
        .scope("running jobs")
        .at(BUILDKITE),
    secret("buildkite_registry", "Buildkite", "packages registry token", buildkite!("bkrt_")).at(BUILDKITE),
    secret("octopus", "Octopus Deploy", "API key", &[key!("API-", UPPER_ALNUM, 26)]).common(),
    secret("pulumi", "Pulumi", "access token", &[key!("pul-", LOWER_HEX, 40)])
        .at("https://app.pulumi.com/account/tokens"),
    secret(
        "terraform",
        "HCP Terraform",
        "API token",
        &[plain(&[run(ALNUM, 14), text(".atlasv1."), range(BASE64URL, 60, 70)])],
    )
    .at("https://app.terraform.io/app/settings/tokens"),
    secret(
        "harness_personal",
        "Harness",
        "personal access token",
        &[plain(&[text("pat."), run(BASE64URL, 22), text("."), run(ALNUM, 24), text("."), run(ALNUM, 20)])],
    )
    .common()
    .at("https://app.harness.io"),
    secret(
        "harness_service",
        "Harness",
        "service account token",
        &[plain(&[text("sat."), run(BASE64URL, 22), text("."), run(ALNUM, 24), text("."), run(ALNUM, 20)])],
    )
    .common()
    .at("https://app.harness.io"),
    secret("prefect_user", "Prefect", "API key", &[key!("pnu_", ALNUM, 36)])
        .at("https://app.prefect.cloud/my/api-keys"),
    secret("prefect_bot", "Prefect", "service account key", &[key!("pnb_", ALNUM, 36)])
        .at("https://app.prefect.cloud"),
];
