//! What people work together with: documents, issues, designs, networks.

use super::prelude::*;

const META_APPS: &str = "https://developers.facebook.com/apps/";
const MAPBOX: &str = "https://console.mapbox.com/account/access-tokens/";

pub(super) const FORMS: &[KeyForm] = &[
    secret(
        "atlassian",
        "Atlassian",
        "API token",
        &[checked(
            Checksum::UpperHex,
            &[text("ATATT3xFfGF0"), range(BASE64URL, 100, 400), text("="), run(UPPER_HEX, 8)],
        )],
    )
    .scope("one user")
    .at("https://id.atlassian.com/manage-profile/security/api-tokens"),
    secret("trello", "Trello", "user token", &[key!("ATTA", HEX, 60 to 80)])
        .at("https://trello.com/my/account"),
    secret(
        "notion",
        "Notion",
        "integration token",
        &[plain(&[text("ntn_"), run(DIGIT, 11), run(ALNUM, 35)])],
    )
    .at("https://www.notion.so/profile/integrations"),
    secret("notion_legacy", "Notion", "integration token", &[key!("secret_", ALNUM, 43)])
        .common()
        .at("https://www.notion.so/profile/integrations"),
    secret("linear", "Linear", "API key", &[key!("lin_api_", ALNUM, 40)])
        .scope("one user")
        .at("https://linear.app/settings/account/security"),
    secret("linear_oauth", "Linear", "OAuth token", &[key!("lin_oauth_", ALNUM, 40 to 80)])
        .at("https://linear.app/settings/api/applications"),
    secret(
        "asana",
        "Asana",
        "personal access token",
        &[
            plain(&[text("1/"), range(DIGIT, 13, 20), text(":"), run(LOWER_HEX, 32)]),
            plain(&[
                text("2/"),
                range(DIGIT, 13, 20),
                text("/"),
                range(DIGIT, 13, 20),
                text(":"),
                run(LOWER_HEX, 32),
            ]),
        ],
    )
    .common()
    .at("https://app.asana.com/0/my-apps"),
    secret(
        "clickup",
        "ClickUp",
        "personal API token",
        &[plain(&[text("pk_"), range(DIGIT, 5, 12), text("_"), run(UPPER_ALNUM, 32)])],
    )
    .common()
    .at("https://app.clickup.com/settings/apps"),
    secret(
        "airtable",
        "Airtable",
        "personal access token",
        &[plain(&[text("pat"), run(ALNUM, 14), text("."), run(LOWER_HEX, 64)])],
    )
    .common()
    .at("https://airtable.com/create/tokens"),
    secret("figma", "Figma", "personal access token", &[key!("figd_", BASE64URL, 38 to 64)])
        .at("https://www.figma.com/settings"),
    secret("frame_io", "Frame.io", "developer token", &[key!("fio-u-", DOTTED_PADDED, 64)])
        .at("https://developer.frame.io/app/tokens"),
    secret("typeform", "Typeform", "personal token", &[key!("tfp_", DOTTED_PADDED, 59)])
        .at("https://admin.typeform.com/user/tokens"),
    secret("contentful", "Contentful", "personal access token", &[key!("CFPAT-", BASE64URL, 43)])
        .at("https://app.contentful.com/account/profile/cma_tokens"),
    secret(
        "hubspot",
        "HubSpot",
        "private app token",
        &[plain(uuid_after![text("pat-"), range(LOWER_ALNUM, 2, 5), DASH])],
    )
    .common()
    .at("https://app.hubspot.com/private-apps"),
    secret(
        "zoho",
        "Zoho",
        "OAuth token",
        &[plain(&[text("1000."), run(LOWER_HEX, 32), text("."), run(LOWER_HEX, 32)])],
    )
    .common()
    .at("https://accounts.zoho.com/home#sessions/connectedapps"),
    secret("adobe", "Adobe", "OAuth client secret", &[key!("p8e-", BASE64URL, 32)])
        .at("https://developer.adobe.com/console"),
    secret("readme", "ReadMe", "API key", &[key!("rdme_", LOWER_ALNUM, 70)]).at("https://dash.readme.com"),
    secret(
        "postman",
        "Postman",
        "API key",
        &[plain(&[text("PMAK-"), run(LOWER_HEX, 24), text("-"), run(LOWER_HEX, 34)])],
    )
    .at("https://go.postman.co/settings/me/api-keys"),
    secret("postman_collection", "Postman", "collection access key", &[key!("PMAT-", UPPER_ALNUM, 26)])
        .scope("reading one collection")
        .at("https://go.postman.co"),
    secret("dropbox", "Dropbox", "short-lived access token", &[key!("sl.", DOTTED, 130 to 1600)])
        .common()
        .at("https://www.dropbox.com/developers/apps"),
    public(
        "mapbox_public",
        "Mapbox",
        "public access token",
        &[plain(&[text("pk.eyJ1Ijoi"), range(BASE64URL, 20, 200), text("."), run(BASE64URL, 22)])],
    )
    .at(MAPBOX),
    secret(
        "mapbox_secret",
        "Mapbox",
        "secret access token",
        &[plain(&[text("sk.eyJ1Ijoi"), range(BASE64URL, 20, 200), text("."), run(BASE64URL, 22)])],
    )
    .at(MAPBOX),
    secret("facebook", "Meta", "access token", &[key!("EAA", ALNUM, 97 to 500)]).common().at(META_APPS),
    secret(
        "facebook_app",
        "Meta",
        "app access token",
        &[plain(&[range(DIGIT, 15, 17), text("|"), range(BASE64URL, 27, 40)])],
    )
    .scope("one app")
    .at(META_APPS),
    secret(
        "linkedin",
        "LinkedIn",
        "client secret",
        &[plain(&[text("WPL_AP1."), run(ALNUM, 16), text("."), run(BASE64, 6), text("==")])],
    )
    .at("https://www.linkedin.com/developers/apps"),
    secret(
        "twitter",
        "X",
        "bearer token",
        &[plain(&[
            text("AAAAAAAAAAAAAAAAAAAAA"),
            range(letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%"), 60, 120),
        ])],
    )
    .scope("one app")
    .at("https://developer.x.com/en/portal/projects-and-apps"),
];
