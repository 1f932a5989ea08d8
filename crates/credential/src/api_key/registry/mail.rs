//! What sends mail.

use super::prelude::*;

const MAILGUN_KEYS: &str = "https://app.mailgun.com/settings/api_security";
const BREVO_KEYS: &str = "https://app.brevo.com/settings/keys/api";

pub(super) const FORMS: &[KeyForm] = &[
    secret(
        "sendgrid",
        "SendGrid",
        "API key",
        &[plain(&[text("SG."), run(BASE64URL, 22), text("."), run(BASE64URL, 43)])],
    )
    .at("https://app.sendgrid.com/settings/api_keys"),
    secret("mailgun_private", "Mailgun", "private API key", &[key!("key-", LOWER_HEX, 32)])
        .common()
        .at(MAILGUN_KEYS),
    public("mailgun_public", "Mailgun", "public validation key", &[key!("pubkey-", LOWER_HEX, 32)])
        .common()
        .at(MAILGUN_KEYS),
    secret(
        "mailgun",
        "Mailgun",
        "API key",
        &[plain(&[run(LOWER_HEX, 32), text("-"), run(LOWER_HEX, 8), text("-"), run(LOWER_HEX, 8)])],
    )
    .at(MAILGUN_KEYS),
    secret(
        "mailchimp",
        "Mailchimp",
        "API key",
        &[plain(&[run(LOWER_HEX, 32), text("-us"), range(DIGIT, 1, 2)])],
    )
    .at("https://admin.mailchimp.com/account/api/"),
    secret("mandrill", "Mailchimp Transactional", "API key", &[key!("md-", BASE64URL, 22)])
        .common()
        .at("https://mandrillapp.com/settings/index"),
    secret(
        "brevo",
        "Brevo",
        "API key",
        &[plain(&[text("xkeysib-"), run(LOWER_HEX, 64), text("-"), run(ALNUM, 16)])],
    )
    .at(BREVO_KEYS),
    secret(
        "brevo_smtp",
        "Brevo",
        "SMTP key",
        &[plain(&[text("xsmtpsib-"), run(LOWER_HEX, 64), text("-"), run(ALNUM, 16)])],
    )
    .scope("sending mail")
    .at(BREVO_KEYS),
    secret("resend", "Resend", "API key", &[plain(&[text("re_"), run(ALNUM, 8), text("_"), run(ALNUM, 24)])])
        .common()
        .at("https://resend.com/api-keys"),
    secret("mailersend", "MailerSend", "API token", &[key!("mlsn.", LOWER_HEX, 64)])
        .at("https://app.mailersend.com/api-tokens"),
];
