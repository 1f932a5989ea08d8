//! Shops, parcels and letters.

use super::prelude::*;

const SHOPIFY: &str = "https://admin.shopify.com";

pub(super) const FORMS: &[KeyForm] = &[
    secret("shopify_admin", "Shopify", "admin API access token", &[key!("shpat_", HEX, 32)]).at(SHOPIFY),
    secret("shopify_custom", "Shopify", "custom app access token", &[key!("shpca_", HEX, 32)]).at(SHOPIFY),
    secret("shopify_private", "Shopify", "private app password", &[key!("shppa_", HEX, 32)]).at(SHOPIFY),
    secret("shopify_secret", "Shopify", "app client secret", &[key!("shpss_", HEX, 32)])
        .at("https://dev.shopify.com/dashboard"),
    public("woocommerce_key", "WooCommerce", "consumer key", &[key!("ck_", LOWER_HEX, 40)]).common(),
    secret("woocommerce_secret", "WooCommerce", "consumer secret", &[key!("cs_", LOWER_HEX, 40)]).common(),
    secret("easypost_live", "EasyPost", "API key", &[key!("EZAK", ALNUM, 54)])
        .live()
        .at("https://www.easypost.com/account/api-keys"),
    secret("easypost_test", "EasyPost", "API key", &[key!("EZTK", ALNUM, 54)])
        .test()
        .at("https://www.easypost.com/account/api-keys"),
    secret("shippo_live", "Shippo", "API token", &[key!("shippo_live_", HEX, 40)])
        .live()
        .at("https://portal.goshippo.com/api-config/api"),
    secret("shippo_test", "Shippo", "API token", &[key!("shippo_test_", HEX, 40)])
        .test()
        .at("https://portal.goshippo.com/api-config/api"),
    secret("lob_live", "Lob", "API key", &[key!("live_", LOWER_HEX, 35)])
        .common()
        .live()
        .at("https://dashboard.lob.com/settings/api-keys"),
    secret("lob_test", "Lob", "API key", &[key!("test_", LOWER_HEX, 35)])
        .common()
        .test()
        .at("https://dashboard.lob.com/settings/api-keys"),
    public("lob_public_live", "Lob", "publishable key", &[key!("live_pub_", LOWER_HEX, 31)])
        .live()
        .at("https://dashboard.lob.com/settings/api-keys"),
    public("lob_public_test", "Lob", "publishable key", &[key!("test_pub_", LOWER_HEX, 31)])
        .test()
        .at("https://dashboard.lob.com/settings/api-keys"),
    secret("duffel_live", "Duffel", "access token", &[key!("duffel_live_", BASE64URL, 43)])
        .live()
        .at("https://app.duffel.com"),
    secret("duffel_test", "Duffel", "access token", &[key!("duffel_test_", BASE64URL, 43)])
        .test()
        .at("https://app.duffel.com"),
];
