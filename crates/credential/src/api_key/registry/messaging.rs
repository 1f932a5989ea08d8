//! Chat and telephone.

use super::prelude::*;

const SLACK_APPS: &str = "https://api.slack.com/apps";
const TWILIO_KEYS: &str = "https://console.twilio.com/us1/account/keys-credentials/api-keys";
const DISCORD_APPS: &str = "https://discord.com/developers/applications";

pub(super) const FORMS: &[KeyForm] = &[
    secret(
        "slack_bot",
        "Slack",
        "bot token",
        &[
            plain(&[
                text("xoxb-"),
                range(DIGIT, 8, 14),
                text("-"),
                range(DIGIT, 8, 14),
                text("-"),
                range(ALNUM, 18, 40),
            ]),
            plain(&[text("xoxb-"), range(DIGIT, 8, 14), text("-"), range(ALNUM, 18, 40)]),
        ],
    )
    .scope("one bot")
    .at(SLACK_APPS),
    secret(
        "slack_user",
        "Slack",
        "user token",
        &[plain(&[
            text("xoxp-"),
            range(DIGIT, 8, 14),
            text("-"),
            range(DIGIT, 8, 14),
            text("-"),
            range(DIGIT, 8, 14),
            text("-"),
            range(ALNUM, 6, 64),
        ])],
    )
    .scope("one user")
    .at(SLACK_APPS),
    secret(
        "slack_app",
        "Slack",
        "app-level token",
        &[plain(&[
            text("xapp-"),
            run(DIGIT, 1),
            text("-"),
            range(UPPER_ALNUM, 8, 14),
            text("-"),
            range(DIGIT, 10, 15),
            text("-"),
            range(LOWER_ALNUM, 40, 80),
        ])],
    )
    .scope("one app")
    .at(SLACK_APPS),
    secret(
        "slack_configuration",
        "Slack",
        "configuration access token",
        &[
            plain(&[text("xoxe.xoxp-"), run(DIGIT, 1), text("-"), range(ALNUM, 100, 250)]),
            plain(&[text("xoxe.xoxb-"), run(DIGIT, 1), text("-"), range(ALNUM, 100, 250)]),
        ],
    )
    .at(SLACK_APPS),
    secret(
        "slack_refresh",
        "Slack",
        "refresh token",
        &[plain(&[text("xoxe-"), run(DIGIT, 1), text("-"), range(ALNUM, 100, 250)])],
    )
    .at(SLACK_APPS),
    secret(
        "slack_webhook",
        "Slack",
        "webhook URL",
        &[
            plain(&[
                text("https://hooks.slack.com/services/T"),
                range(UPPER_ALNUM, 8, 12),
                text("/B"),
                range(UPPER_ALNUM, 8, 12),
                text("/"),
                run(ALNUM, 24),
            ]),
            plain(&[
                text("https://hooks.slack.com/workflows/T"),
                range(UPPER_ALNUM, 8, 12),
                text("/A"),
                range(UPPER_ALNUM, 8, 12),
                text("/"),
                range(DIGIT, 15, 20),
                text("/"),
                run(ALNUM, 24),
            ]),
        ],
    )
    .scope("posting to one channel")
    .at(SLACK_APPS),
    // The user's number in base64, the time, and a signature.
    secret(
        "discord_bot",
        "Discord",
        "bot token",
        &[plain(&[
            run(letters("MNO"), 1),
            range(ALNUM, 22, 27),
            text("."),
            run(BASE64URL, 6),
            text("."),
            range(BASE64URL, 27, 40),
        ])],
    )
    .scope("one bot")
    .at(DISCORD_APPS),
    secret(
        "discord_webhook",
        "Discord",
        "webhook URL",
        &[
            plain(&[
                text("https://discord.com/api/webhooks/"),
                range(DIGIT, 17, 20),
                text("/"),
                range(BASE64URL, 60, 80),
            ]),
            plain(&[
                text("https://discordapp.com/api/webhooks/"),
                range(DIGIT, 17, 20),
                text("/"),
                range(BASE64URL, 60, 80),
            ]),
        ],
    )
    .scope("posting to one channel")
    .at("https://discord.com/channels/@me"),
    secret(
        "telegram_bot",
        "Telegram",
        "bot token",
        &[plain(&[range(DIGIT, 8, 10), text(":AA"), run(BASE64URL, 33)])],
    )
    .scope("one bot")
    .at("https://t.me/BotFather"),
    secret(
        "teams_webhook",
        "Microsoft Teams",
        "webhook URL",
        &[plain(uuid_after![
            text("https://"),
            range(LABEL, 1, 63),
            text(".webhook.office.com/webhookb2/"),
            UUID_8,
            DASH,
            UUID_4,
            DASH,
            UUID_4,
            DASH,
            UUID_4,
            DASH,
            UUID_12,
            text("@"),
            UUID_8,
            DASH,
            UUID_4,
            DASH,
            UUID_4,
            DASH,
            UUID_4,
            DASH,
            UUID_12,
            text("/IncomingWebhook/"),
            run(LOWER_HEX, 32),
            text("/")
        ])],
    )
    .common()
    .scope("posting to one channel")
    .at("https://teams.microsoft.com"),
    secret(
        "google_chat_webhook",
        "Google Chat",
        "webhook URL",
        &[plain(&[
            text("https://chat.googleapis.com/v1/spaces/"),
            range(BASE64URL, 5, 40),
            text("/messages?key=AIza"),
            run(BASE64URL, 35),
            text("&token="),
            range(BASE64URL, 30, 100),
        ])],
    )
    .scope("posting to one space")
    .at("https://chat.google.com"),
    secret(
        "zapier_webhook",
        "Zapier",
        "webhook URL",
        &[plain(&[
            text("https://hooks.zapier.com/hooks/catch/"),
            range(DIGIT, 4, 12),
            text("/"),
            range(LOWER_ALNUM, 5, 12),
            range(letters("/"), 0, 1),
        ])],
    )
    .scope("starting one workflow")
    .at("https://zapier.com/app/zaps"),
    public("twilio_account", "Twilio", "account SID", &[key!("AC", LOWER_HEX, 32)])
        .common()
        .with(&[run(LOWER_HEX, 32)])
        .at(TWILIO_KEYS),
    public("twilio_key", "Twilio", "API key SID", &[key!("SK", LOWER_HEX, 32)])
        .common()
        .with(&[run(ALNUM, 32)])
        .at(TWILIO_KEYS),
    secret("onesignal_app", "OneSignal", "app API key", &[key!("os_v2_app_", LOWER_BASE32, 60 to 130)])
        .at("https://dashboard.onesignal.com/apps"),
    secret(
        "onesignal_organization",
        "OneSignal",
        "organization API key",
        &[key!("os_v2_org_", LOWER_BASE32, 60 to 130)],
    )
    .at("https://dashboard.onesignal.com/organizations"),
    secret(
        "intercom",
        "Intercom",
        "access token",
        &[plain(&[
            text("dG9rO"),
            run(BASE64, 54),
            run(letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="), 1),
        ])],
    )
    .common()
    .at("https://app.intercom.com/a/apps/_/developer-hub"),
];
