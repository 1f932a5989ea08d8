//! Databases and what moves data.

use super::prelude::*;

const SUPABASE_KEYS: &str = "https://supabase.com/dashboard/project/_/settings/api-keys";

pub(super) const FORMS: &[KeyForm] = &[
    secret(
        "planetscale_token",
        "PlanetScale",
        "service token",
        &[key!("pscale_tkn_", DOTTED_PADDED, 32 to 64)],
    )
    .at("https://app.planetscale.com"),
    secret(
        "planetscale_password",
        "PlanetScale",
        "database password",
        &[key!("pscale_pw_", DOTTED_PADDED, 32 to 64)],
    )
    .scope("one branch of a database")
    .at("https://app.planetscale.com"),
    secret(
        "planetscale_oauth",
        "PlanetScale",
        "OAuth token",
        &[key!("pscale_oauth_", DOTTED_PADDED, 32 to 64)],
    )
    .at("https://app.planetscale.com"),
    secret(
        "supabase_personal",
        "Supabase",
        "personal access token",
        &[key!("sbp_", LOWER_ALNUM, 40), key!("sbp_v0_", LOWER_ALNUM, 40)],
    )
    .scope("one user")
    .at("https://supabase.com/dashboard/account/tokens"),
    secret(
        "supabase_secret",
        "Supabase",
        "secret key",
        &[plain(&[text("sb_secret_"), run(BASE64URL, 22), text("_"), run(BASE64URL, 8)])],
    )
    .scope("everything, past row level security")
    .at(SUPABASE_KEYS),
    public(
        "supabase_publishable",
        "Supabase",
        "publishable key",
        &[plain(&[text("sb_publishable_"), run(BASE64URL, 22), text("_"), run(BASE64URL, 8)])],
    )
    .scope("what row level security allows")
    .at(SUPABASE_KEYS),
    secret("neon", "Neon", "API key", &[key!("napi_", LOWER_ALNUM, 64)])
        .at("https://console.neon.tech/app/settings/api-keys"),
    secret(
        "mongodb_secret",
        "MongoDB Atlas",
        "service account secret",
        &[key!("mdb_sa_sk_", BASE64URL, 36 to 48)],
    )
    .with(&[text("mdb_sa_id_"), run(LOWER_HEX, 24)])
    .at("https://cloud.mongodb.com/v2#/preferences/publicApi"),
    public("mongodb_id", "MongoDB Atlas", "service account ID", &[key!("mdb_sa_id_", LOWER_HEX, 24)])
        .at("https://cloud.mongodb.com/v2#/preferences/publicApi"),
    secret(
        "confluent",
        "Confluent Cloud",
        "API secret",
        &[checked(Checksum::Base64, &[text("cflt"), run(BASE64, 60)])],
    )
    .common()
    .with(&[run(UPPER_ALNUM, 16)])
    .at("https://confluent.cloud/settings/api-keys"),
    secret(
        "cockroachdb",
        "CockroachDB Cloud",
        "API key",
        &[plain(&[text("CCDB1_"), run(ALNUM, 22), text("_"), run(ALNUM, 40)])],
    )
    .at("https://cockroachlabs.cloud/access"),
    secret("clickhouse", "ClickHouse Cloud", "API key secret", &[key!("4b1d", ALNUM, 38)])
        .common()
        .at("https://console.clickhouse.cloud"),
    secret(
        "databricks",
        "Databricks",
        "personal access token",
        &[key!("dapi", LOWER_HEX, 32), plain(&[text("dapi"), run(LOWER_HEX, 32), text("-"), run(DIGIT, 1)])],
    )
    .at("https://accounts.cloud.databricks.com"),
    secret(
        "astra",
        "DataStax Astra DB",
        "application token",
        &[plain(&[text("AstraCS:"), run(ALNUM, 24), text(":"), run(LOWER_HEX, 64)])],
    )
    .at("https://astra.datastax.com/settings/tokens"),
    secret("aiven", "Aiven", "service password", &[key!("AVNS_", BASE64URL, 19)])
        .scope("one service")
        .at("https://console.aiven.io"),
    secret("xata", "Xata", "API key", &[key!("xau_", ALNUM, 40 to 50)]).at("https://app.xata.io/settings"),
    secret("dbt_user", "dbt Cloud", "personal access token", &[key!("dbtu_", DOTTED_PADDED, 30 to 60)])
        .scope("one user")
        .at("https://cloud.getdbt.com"),
    secret("dbt_service", "dbt Cloud", "service token", &[key!("dbtc_", DOTTED_PADDED, 30 to 60)])
        .at("https://cloud.getdbt.com"),
    // A JWT behind a letter.
    secret(
        "tinybird",
        "Tinybird",
        "auth token",
        &[plain(&[text("p.eyJ"), range(BASE64URL, 40, 300), text("."), run(BASE64URL, 43)])],
    )
    .at("https://cloud.tinybird.co/tokens"),
    secret(
        "firebase_server",
        "Firebase Cloud Messaging",
        "server key",
        &[plain(&[text("AAAA"), run(BASE64URL, 7), text(":"), run(BASE64URL, 140)])],
    )
    .common()
    .at("https://console.firebase.google.com"),
    secret(
        "maxmind",
        "MaxMind",
        "licence key",
        &[plain(&[run(ALNUM, 6), text("_"), run(ALNUM, 29), text("_mmk")])],
    )
    .at("https://www.maxmind.com/en/accounts/current/license-key"),
];
