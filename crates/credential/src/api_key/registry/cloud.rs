//! Clouds and hosts, without Microsoft's.

use super::prelude::*;

const AWS_KEYS: &str = "https://console.aws.amazon.com/iam/home#/security_credentials";
const GOOGLE_CREDENTIALS: &str = "https://console.cloud.google.com/apis/credentials";
/// AWS writes the secret in base64, without more structure.
const AWS_SECRET: &[Part] = &[run(BASE64, 40)];

const MACAROONS: Alphabet = letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_,");

pub(super) const FORMS: &[KeyForm] = &[
    public("aws_access_key_id", "AWS", "access key ID", &[key!("AKIA", BASE32, 16)])
        .with(AWS_SECRET)
        .clue(clue::aws_account)
        .at(AWS_KEYS),
    public("aws_temporary_key_id", "AWS", "temporary access key ID", &[key!("ASIA", BASE32, 16)])
        .scope("one session")
        .with(AWS_SECRET)
        .clue(clue::aws_account)
        .at(AWS_KEYS),
    secret(
        "aws_bedrock",
        "Amazon Bedrock",
        "API key",
        &[plain(&[text("ABSK"), range(BASE64, 109, 269), range(PADDING, 0, 2)])],
    )
    .at("https://console.aws.amazon.com/bedrock/home#/api-keys"),
    secret("google_api_key", "Google Cloud", "API key", &[key!("AIza", BASE64URL, 35)])
        .at(GOOGLE_CREDENTIALS),
    public(
        "google_client_id",
        "Google Cloud",
        "OAuth client ID",
        &[plain(&[
            range(DIGIT, 8, 14),
            text("-"),
            run(LOWER_ALNUM, 32),
            text(".apps.googleusercontent.com"),
        ])],
    )
    .at(GOOGLE_CREDENTIALS),
    secret("google_client_secret", "Google Cloud", "OAuth client secret", &[key!("GOCSPX-", BASE64URL, 28)])
        .at(GOOGLE_CREDENTIALS),
    secret("google_access", "Google", "OAuth access token", &[key!("ya29.", DOTTED, 20 to 2048)])
        .at("https://myaccount.google.com/connections"),
    secret("google_refresh", "Google", "OAuth refresh token", &[key!("1//0", BASE64URL, 40 to 200)])
        .at("https://myaccount.google.com/connections"),
    public("google_hmac", "Google Cloud Storage", "HMAC access ID", &[key!("GOOG1E", UPPER_ALNUM, 55)])
        .with(AWS_SECRET)
        .at("https://console.cloud.google.com/storage/settings;tab=interoperability"),
    secret(
        "digitalocean_personal",
        "DigitalOcean",
        "personal access token",
        &[key!("dop_v1_", LOWER_HEX, 64)],
    )
    .at("https://cloud.digitalocean.com/account/api/tokens"),
    secret("digitalocean_oauth", "DigitalOcean", "OAuth access token", &[key!("doo_v1_", LOWER_HEX, 64)])
        .at("https://cloud.digitalocean.com/account/api/access"),
    secret("digitalocean_refresh", "DigitalOcean", "OAuth refresh token", &[key!("dor_v1_", LOWER_HEX, 64)])
        .at("https://cloud.digitalocean.com/account/api/access"),
    public("digitalocean_spaces", "DigitalOcean Spaces", "access key ID", &[key!("DO00", UPPER_ALNUM, 16)])
        .with(&[run(BASE64, 43)])
        .at("https://cloud.digitalocean.com/spaces/access_keys"),
    secret(
        "cloudflare_global",
        "Cloudflare",
        "global API key",
        &[checked(Checksum::Hex, &[text("cfk_"), run(ALNUM, 40), run(LOWER_HEX, 8)])],
    )
    .scope("everything")
    .at("https://dash.cloudflare.com/profile/api-tokens"),
    secret(
        "cloudflare_user",
        "Cloudflare",
        "user API token",
        &[checked(Checksum::Hex, &[text("cfut_"), run(ALNUM, 40), run(LOWER_HEX, 8)])],
    )
    .at("https://dash.cloudflare.com/profile/api-tokens"),
    secret(
        "cloudflare_account",
        "Cloudflare",
        "account API token",
        &[checked(Checksum::Hex, &[text("cfat_"), run(ALNUM, 40), run(LOWER_HEX, 8)])],
    )
    .at("https://dash.cloudflare.com/?to=/:account/api-tokens"),
    secret(
        "cloudflare_origin",
        "Cloudflare",
        "origin CA key",
        &[plain(&[text("v1.0-"), run(LOWER_HEX, 24), text("-"), run(LOWER_HEX, 146)])],
    )
    .scope("issuing origin certificates")
    .at("https://dash.cloudflare.com/profile/api-tokens"),
    public("alibaba", "Alibaba Cloud", "access key ID", &[key!("LTAI", ALNUM, 12 to 20)])
        .common()
        .with(&[run(ALNUM, 30)])
        .at("https://ram.console.aliyun.com/manage/ak"),
    public("tencent", "Tencent Cloud", "secret ID", &[key!("AKID", ALNUM, 32)])
        .common()
        .with(&[run(ALNUM, 32)])
        .at("https://console.cloud.tencent.com/cam/capi"),
    secret("yandex_api_key", "Yandex Cloud", "API key", &[key!("AQVN", BASE64URL, 35 to 38)])
        .common()
        .at("https://console.yandex.cloud"),
    public("yandex_static", "Yandex Cloud", "static key ID", &[key!("YCAJE", BASE64URL, 20)])
        .with(&[text("YC"), run(BASE64URL, 38)])
        .at("https://console.yandex.cloud"),
    secret("yandex_static_secret", "Yandex Cloud", "static key secret", &[key!("YC", BASE64URL, 38)])
        .common()
        .at("https://console.yandex.cloud"),
    public("scaleway", "Scaleway", "access key", &[key!("SCW", UPPER_ALNUM, 17)])
        .common()
        .with(uuid_after![])
        .at("https://console.scaleway.com/iam/api-keys"),
    public("exoscale", "Exoscale", "API key", &[key!("EXO", LOWER_HEX, 24)])
        .common()
        .with(&[run(BASE64URL, 43)])
        .at("https://portal.exoscale.com/iam/keys"),
    secret(
        "fly",
        "Fly.io",
        "access token",
        &[
            key!("fo1_", BASE64URL, 43),
            plain(&[text("fm1r_"), range(BASE64, 100, 2000), range(PADDING, 0, 3)]),
            plain(&[text("fm1a_"), range(BASE64, 100, 2000), range(PADDING, 0, 3)]),
            plain(&[text("fm2_"), range(BASE64, 100, 2000), range(PADDING, 0, 3)]),
            // Several at once, with commas between them.
            plain(&[text("FlyV1 fm2_"), range(MACAROONS, 100, 4000)]),
        ],
    )
    .at("https://fly.io/user/personal_access_tokens"),
    secret(
        "heroku",
        "Heroku",
        "API key",
        &[key!("HRKU-AA", BASE64URL, 58), plain(uuid_after![text("HRKU-")])],
    )
    .at("https://dashboard.heroku.com/account"),
    secret("render", "Render", "API key", &[key!("rnd_", ALNUM, 20 to 64)])
        .at("https://dashboard.render.com/u/settings#api-keys"),
    secret("vercel_personal", "Vercel", "personal access token", &[key!("vcp_", BASE64URL, 20 to 100)])
        .at("https://vercel.com/account/settings/tokens"),
    secret("vercel_integration", "Vercel", "integration token", &[key!("vci_", BASE64URL, 20 to 100)])
        .at("https://vercel.com/dashboard/integrations"),
    secret("vercel_app", "Vercel", "app access token", &[key!("vca_", BASE64URL, 20 to 100)])
        .at("https://vercel.com/account/settings/tokens"),
    secret("vercel_refresh", "Vercel", "app refresh token", &[key!("vcr_", BASE64URL, 20 to 100)])
        .at("https://vercel.com/account/settings/tokens"),
    secret("vercel_ai", "Vercel", "AI Gateway key", &[key!("vck_", BASE64URL, 20 to 100)])
        .at("https://vercel.com/dashboard/ai-gateway"),
    secret("netlify", "Netlify", "personal access token", &[key!("nfp_", BASE64URL, 36)])
        .at("https://app.netlify.com/user/applications#personal-access-tokens"),
    secret("scalingo", "Scalingo", "API token", &[key!("tk-us-", BASE64URL, 48)])
        .at("https://dashboard.scalingo.com/account/tokens"),
];
