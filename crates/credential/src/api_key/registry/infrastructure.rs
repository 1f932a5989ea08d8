//! Secrets, networks, clusters.

use super::prelude::*;

const DOPPLER: &str = "https://dashboard.doppler.com";
const TAILSCALE: &str = "https://login.tailscale.com/admin/settings/keys";

/// Tailscale's keys: the kind, a number, and the secret.
macro_rules! tailscale {
    ($prefix:literal) => {
        &[plain(&[text($prefix), range(ALNUM, 8, 24), text("-"), range(ALNUM, 16, 64)])]
    };
}

pub(super) const FORMS: &[KeyForm] = &[
    secret("vault_service", "HashiCorp Vault", "service token", &[key!("hvs.", BASE64URL, 24 to 200)]),
    secret("vault_batch", "HashiCorp Vault", "batch token", &[key!("hvb.", BASE64URL, 100 to 400)]),
    secret("vault_recovery", "HashiCorp Vault", "recovery token", &[key!("hvr.", BASE64URL, 24 to 200)])
        .scope("recovery mode"),
    secret(
        "doppler_service",
        "Doppler",
        "service token",
        &[
            key!("dp.st.", ALNUM, 40 to 44),
            plain(&[text("dp.st."), range(SLUG, 2, 35), text("."), range(ALNUM, 40, 44)]),
        ],
    )
    .scope("one configuration")
    .at(DOPPLER),
    secret("doppler_personal", "Doppler", "personal token", &[key!("dp.pt.", ALNUM, 40 to 44)])
        .scope("one user")
        .at(DOPPLER),
    secret("doppler_cli", "Doppler", "CLI token", &[key!("dp.ct.", ALNUM, 40 to 44)])
        .scope("one user")
        .at(DOPPLER),
    secret("doppler_account", "Doppler", "service account token", &[key!("dp.sa.", ALNUM, 40 to 44)])
        .at(DOPPLER),
    secret("doppler_scim", "Doppler", "SCIM token", &[key!("dp.scim.", ALNUM, 40 to 44)])
        .scope("managing members")
        .at(DOPPLER),
    secret("doppler_audit", "Doppler", "audit token", &[key!("dp.audit.", ALNUM, 40 to 44)])
        .scope("reading the activity log")
        .at(DOPPLER),
    secret(
        "onepassword_service",
        "1Password",
        "service account token",
        &[plain(&[text("ops_eyJ"), range(ANY_BASE64, 250, 2000), range(PADDING, 0, 3)])],
    )
    .at("https://my.1password.com/developer-tools"),
    secret(
        "onepassword_secret_key",
        "1Password",
        "Secret Key",
        &[plain(&[
            text("A3-"),
            run(UPPER_ALNUM, 6),
            text("-"),
            run(UPPER_ALNUM, 6),
            text("-"),
            run(UPPER_ALNUM, 5),
            text("-"),
            run(UPPER_ALNUM, 5),
            text("-"),
            run(UPPER_ALNUM, 5),
            text("-"),
            run(UPPER_ALNUM, 5),
        ])],
    )
    .common()
    .at("https://my.1password.com/profile"),
    secret(
        "bitwarden_machine",
        "Bitwarden Secrets Manager",
        "machine account token",
        &[plain(uuid_after![
            text("0.");
            text("."),
            run(ALNUM, 30),
            text(":"),
            run(BASE64, 22),
            text("==")
        ])],
    )
    .common()
    .at("https://vault.bitwarden.com/#/sm"),
    secret("tailscale_auth", "Tailscale", "auth key", tailscale!("tskey-auth-"))
        .scope("adding machines")
        .at(TAILSCALE),
    secret("tailscale_api", "Tailscale", "API access token", tailscale!("tskey-api-")).at(TAILSCALE),
    secret("tailscale_client", "Tailscale", "OAuth client secret", tailscale!("tskey-client-"))
        .at("https://login.tailscale.com/admin/settings/oauth"),
    secret(
        "netbird",
        "NetBird",
        "personal access token",
        &[checked(Checksum::Base62, &[text("nbp_"), run(ALNUM, 36)])],
    )
    .at("https://app.netbird.io/team/users"),
    secret("nats_user", "NATS", "user seed", &[nats(&[text("SU"), run(BASE32, 56)])]).common(),
    secret("nats_account", "NATS", "account seed", &[nats(&[text("SA"), run(BASE32, 56)])]).common(),
    secret("nats_operator", "NATS", "operator seed", &[nats(&[text("SO"), run(BASE32, 56)])]).common(),
    secret("openshift", "OpenShift", "user token", &[key!("sha256~", BASE64URL, 43)]),
    secret(
        "authress",
        "Authress",
        "service client access key",
        &[plain(&[
            text("sc_"),
            range(LOWER_ALNUM, 5, 30),
            text("."),
            range(LOWER_ALNUM, 4, 6),
            text(".acc"),
            run(letters("_-"), 1),
            range(LABEL, 10, 32),
            text("."),
            range(BASE64, 30, 120),
            range(PADDING, 0, 2),
        ])],
    )
    .common()
    .at("https://authress.io/app/#/settings"),
    secret("ory_personal", "Ory", "personal access token", &[key!("ory_pat_", ALNUM, 32)])
        .at("https://console.ory.sh"),
    secret(
        "ory_access",
        "Ory",
        "OAuth access token",
        &[plain(&[text("ory_at_"), run(BASE64URL, 43), text("."), run(BASE64URL, 43)])],
    ),
    secret(
        "zuplo",
        "Zuplo",
        "consumer API key",
        &[plain(&[text("zpka_"), run(LOWER_HEX, 32), text("_"), run(LOWER_HEX, 8)])],
    )
    .at("https://portal.zuplo.com"),
];

/// The names of Doppler's environments.
const SLUG: Alphabet = letters("0123456789abcdefghijklmnopqrstuvwxyz-_");

const fn nats(parts: &'static [Part]) -> Shape {
    checked(Checksum::Crc16, parts)
}
