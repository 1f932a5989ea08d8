//! Payment, and what is sold and sent.

use super::prelude::*;

const STRIPE_KEYS: &str = "https://dashboard.stripe.com/apikeys";
const STRIPE_TEST_KEYS: &str = "https://dashboard.stripe.com/test/apikeys";
const PAYSTACK_KEYS: &str = "https://dashboard.paystack.com/#/settings/developers";
const SQUARE_APPS: &str = "https://developer.squareup.com/apps";

/// Stripe's keys: 24 characters, or since 2019 some hundred. Others begin theirs in the same way.
macro_rules! stripe {
    ($prefix:literal) => {
        &[key!($prefix, ALNUM, 24 to 32), key!($prefix, ALNUM, 80 to 247)]
    };
}

/// Polar's tokens: 37 random characters and their checksum.
macro_rules! polar {
    ($prefix:literal) => {
        checked(Checksum::Base62, &[text($prefix), run(ALNUM, 43)])
    };
}

pub(super) const FORMS: &[KeyForm] = &[
    secret("stripe_secret_live", "Stripe", "secret key", stripe!("sk_live_")).common().live().at(STRIPE_KEYS),
    secret("stripe_secret_test", "Stripe", "secret key", stripe!("sk_test_"))
        .common()
        .test()
        .at(STRIPE_TEST_KEYS),
    secret("stripe_restricted_live", "Stripe", "restricted key", stripe!("rk_live_"))
        .live()
        .scope("what was chosen when it was made")
        .at(STRIPE_KEYS),
    secret("stripe_restricted_test", "Stripe", "restricted key", stripe!("rk_test_"))
        .test()
        .scope("what was chosen when it was made")
        .at(STRIPE_TEST_KEYS),
    public("stripe_publishable_live", "Stripe", "publishable key", stripe!("pk_live_"))
        .common()
        .live()
        .at(STRIPE_KEYS),
    public("stripe_publishable_test", "Stripe", "publishable key", stripe!("pk_test_"))
        .common()
        .test()
        .at(STRIPE_TEST_KEYS),
    secret("stripe_organization", "Stripe", "organization key", &[key!("sk_org_", ALNUM, 20 to 247)])
        .scope("all accounts of an organization")
        .at(STRIPE_KEYS),
    // Svix and those who follow Standard Webhooks begin theirs in the same way.
    secret("stripe_webhook", "Stripe", "webhook signing secret", &[key!("whsec_", ALNUM, 32 to 64)])
        .common()
        .at("https://dashboard.stripe.com/webhooks"),
    secret("paystack_secret_live", "Paystack", "secret key", &[key!("sk_live_", LOWER_HEX, 40)])
        .common()
        .live()
        .at(PAYSTACK_KEYS),
    secret("paystack_secret_test", "Paystack", "secret key", &[key!("sk_test_", LOWER_HEX, 40)])
        .common()
        .test()
        .at(PAYSTACK_KEYS),
    public("paystack_public_live", "Paystack", "public key", &[key!("pk_live_", LOWER_HEX, 40)])
        .common()
        .live()
        .at(PAYSTACK_KEYS),
    public("paystack_public_test", "Paystack", "public key", &[key!("pk_test_", LOWER_HEX, 40)])
        .common()
        .test()
        .at(PAYSTACK_KEYS),
    secret(
        "square_access",
        "Square",
        "access token",
        &[key!("EAAA", BASE64URL, 60), key!("sq0atp-", BASE64URL, 22)],
    )
    .common()
    .at(SQUARE_APPS),
    secret("square_oauth", "Square", "OAuth application secret", &[key!("sq0csp-", BASE64URL, 43)])
        .at(SQUARE_APPS),
    public("square_application", "Square", "application ID", &[key!("sq0idp-", BASE64URL, 22)])
        .live()
        .at(SQUARE_APPS),
    public("square_sandbox", "Square", "application ID", &[key!("sandbox-sq0idb-", BASE64URL, 22)])
        .test()
        .at(SQUARE_APPS),
    secret(
        "braintree_live",
        "PayPal Braintree",
        "access token",
        &[plain(&[text("access_token$production$"), run(LOWER_ALNUM, 16), text("$"), run(LOWER_HEX, 32)])],
    )
    .live()
    .at("https://www.braintreegateway.com/login"),
    secret(
        "braintree_test",
        "PayPal Braintree",
        "access token",
        &[plain(&[text("access_token$sandbox$"), run(LOWER_ALNUM, 16), text("$"), run(LOWER_HEX, 32)])],
    )
    .test()
    .at("https://sandbox.braintreegateway.com/login"),
    public("razorpay_live", "Razorpay", "key ID", &[key!("rzp_live_", ALNUM, 14)])
        .live()
        .with(&[run(ALNUM, 24)])
        .at("https://dashboard.razorpay.com/app/website-app-settings/api-keys"),
    public("razorpay_test", "Razorpay", "key ID", &[key!("rzp_test_", ALNUM, 14)])
        .test()
        .with(&[run(ALNUM, 24)])
        .at("https://dashboard.razorpay.com/app/website-app-settings/api-keys"),
    secret("mollie_live", "Mollie", "API key", &[key!("live_", ALNUM, 30)])
        .common()
        .live()
        .at("https://my.mollie.com/dashboard/developers/api-keys"),
    secret("mollie_test", "Mollie", "API key", &[key!("test_", ALNUM, 30)])
        .common()
        .test()
        .at("https://my.mollie.com/dashboard/developers/api-keys"),
    secret("gocardless_live", "GoCardless", "access token", &[key!("live_", BASE64URL, 40)])
        .common()
        .live()
        .at("https://manage.gocardless.com/developers"),
    secret("gocardless_sandbox", "GoCardless", "access token", &[key!("sandbox_", BASE64URL, 40)])
        .common()
        .test()
        .at("https://manage-sandbox.gocardless.com/developers"),
    secret(
        "paddle_live",
        "Paddle",
        "API key",
        &[plain(&[
            text("pdl_live_apikey_"),
            run(LOWER_ALNUM, 26),
            text("_"),
            run(ALNUM, 22),
            text("_"),
            run(ALNUM, 3),
        ])],
    )
    .live()
    .at("https://vendors.paddle.com/authentication-v2"),
    secret(
        "paddle_sandbox",
        "Paddle",
        "API key",
        &[plain(&[
            text("pdl_sdbx_apikey_"),
            run(LOWER_ALNUM, 26),
            text("_"),
            run(ALNUM, 22),
            text("_"),
            run(ALNUM, 3),
        ])],
    )
    .test()
    .at("https://sandbox-vendors.paddle.com/authentication-v2"),
    secret("plaid_live", "Plaid", "access token", &[plain(uuid_after![text("access-production-")])])
        .live()
        .scope("one customer's accounts")
        .at("https://dashboard.plaid.com/developers/keys"),
    secret(
        "plaid_sandbox",
        "Plaid",
        "access token",
        &[plain(uuid_after![text("access-sandbox-")]), plain(uuid_after![text("access-development-")])],
    )
    .test()
    .at("https://dashboard.plaid.com/developers/keys"),
    secret(
        "flutterwave_live",
        "Flutterwave",
        "secret key",
        &[plain(&[text("FLWSECK-"), run(LOWER_ALNUM, 32), range(LABEL, 0, 20), text("X")])],
    )
    .live()
    .at("https://app.flutterwave.com/dashboard/settings/apis"),
    secret(
        "flutterwave_test",
        "Flutterwave",
        "secret key",
        &[plain(&[text("FLWSECK_TEST-"), run(LOWER_ALNUM, 32), text("-X")])],
    )
    .test()
    .at("https://app.flutterwave.com/dashboard/settings/apis"),
    public(
        "flutterwave_public",
        "Flutterwave",
        "public key",
        &[plain(&[text("FLWPUBK_TEST-"), run(LOWER_ALNUM, 32), text("-X")])],
    )
    .test()
    .at("https://app.flutterwave.com/dashboard/settings/apis"),
    secret(
        "mercado_pago",
        "Mercado Pago",
        "access token",
        &[plain(&[
            text("APP_USR-"),
            range(DIGIT, 10, 20),
            text("-"),
            run(DIGIT, 6),
            text("-"),
            run(LOWER_HEX, 32),
            text("-"),
            range(DIGIT, 5, 15),
        ])],
    )
    .at("https://www.mercadopago.com/developers/panel/app"),
    public("mercado_pago_public", "Mercado Pago", "public key", &[plain(uuid_after![text("APP_USR-")])])
        .at("https://www.mercadopago.com/developers/panel/app"),
    secret("polar_organization", "Polar", "organization access token", &[polar!("polar_oat_")])
        .at("https://polar.sh/dashboard"),
    secret("polar_personal", "Polar", "personal access token", &[polar!("polar_pat_")])
        .at("https://polar.sh/settings"),
];
