//! The tables of the products that are known, the most telling header first.

use super::adjust::{dashlane_card, keeper_pairs, lastpass_note, nordpass_urls, note_row, proton_card};
use super::columns::Target::{
    Bookkeeping, Created, Custom, CustomUnless, CustomUnlessUrl, EmailOrUsername, Favourite, Field, Flag,
    Folder, FormFields, Lines, Modified, Month, Notes, RootedFolder, Tags, Title, Urls,
};
use super::columns::{Column, Product, Target};
use super::row::Row;
use crate::import::Format;
use crate::import::date::{parse_iso, parse_unix_ms, parse_unix_seconds};
use crate::import::draft::Draft;
use strongroom_credential::FieldType::{Email, Hidden, Phone, Text, Totp};
use strongroom_credential::Kind;

const USERNAME: Target = Field("username", Text);
const PASSWORD: Target = Field("password", Hidden);
const TOTP: Target = Field("totp", Totp);

const PLAIN: fn(&mut Row<'_>, &mut Draft<'_>) = |_, _| {};

const PRODUCTS: &[Product] = &[
    Product {
        format: Format::BitwardenCsv,
        signature: &["name", "login_uri", "login_username", "login_password"],
        columns: BITWARDEN,
        kinds: &[
            ("login", Kind::LOGIN),
            ("note", Kind::NOTE),
            ("card", Kind::CARD),
            ("identity", Kind::IDENTITY),
        ],
        adjust: PLAIN,
    },
    Product {
        format: Format::FirefoxCsv,
        signature: &["url", "username", "password", "httprealm", "formactionorigin"],
        columns: FIREFOX,
        kinds: &[],
        adjust: PLAIN,
    },
    Product {
        format: Format::ProtonPassCsv,
        signature: &["type", "name", "username", "password", "createtime", "vault"],
        columns: PROTON_PASS,
        kinds: &[
            ("login", Kind::LOGIN),
            ("note", Kind::NOTE),
            ("creditcard", Kind::CARD),
            ("identity", Kind::IDENTITY),
        ],
        adjust: proton_card,
    },
    Product {
        format: Format::LastPassCsv,
        signature: &["url", "username", "password", "extra", "name", "grouping"],
        columns: LASTPASS,
        kinds: &[],
        adjust: lastpass_note,
    },
    Product {
        format: Format::DashlaneCsv,
        signature: &["username", "username2", "title", "password"],
        columns: DASHLANE,
        kinds: &[],
        adjust: PLAIN,
    },
    Product {
        format: Format::DashlaneCsv,
        signature: &["account_holder", "cc_number", "expiration_month", "expiration_year"],
        columns: DASHLANE_PAYMENTS,
        kinds: &[
            ("payment_card", Kind::CARD),
            ("credit_card", Kind::CARD),
            ("card", Kind::CARD),
            ("bank", Kind::BANK_ACCOUNT),
            ("bank_account", Kind::BANK_ACCOUNT),
        ],
        adjust: dashlane_card,
    },
    Product {
        format: Format::DashlaneCsv,
        signature: &["type", "number", "name", "issue_date", "place_of_issue"],
        columns: DASHLANE_IDS,
        kinds: &[],
        adjust: |_, draft| draft.parsed.item.kind = Kind::IDENTITY,
    },
    Product {
        format: Format::DashlaneCsv,
        signature: &["first_name", "date_of_birth", "place_of_birth", "item_name"],
        columns: DASHLANE_PERSON,
        kinds: &[],
        adjust: |_, draft| draft.parsed.item.kind = Kind::IDENTITY,
    },
    Product {
        format: Format::NordPassCsv,
        signature: &["name", "url", "cardnumber", "cvc", "full_name"],
        columns: NORDPASS,
        kinds: &[
            ("password", Kind::LOGIN),
            ("credit_card", Kind::CARD),
            ("note", Kind::NOTE),
            ("identity", Kind::IDENTITY),
            ("personal_info", Kind::IDENTITY),
        ],
        adjust: nordpass_urls,
    },
    Product {
        format: Format::RoboFormCsv,
        signature: &["name", "url", "matchurl", "login", "pwd", "note"],
        columns: ROBOFORM,
        kinds: &[],
        adjust: PLAIN,
    },
    Product {
        format: Format::OnePasswordCsv,
        signature: &["title", "url", "username", "password", "otpauth", "favorite", "archived"],
        columns: ONE_PASSWORD,
        kinds: &[],
        adjust: note_row,
    },
    Product {
        format: Format::SafariCsv,
        signature: &["title", "url", "username", "password", "notes", "otpauth"],
        columns: SAFARI,
        kinds: &[],
        adjust: PLAIN,
    },
    Product {
        format: Format::KeePassXcCsv,
        signature: &["group", "title", "username", "password", "url", "notes"],
        columns: KEEPASSXC,
        kinds: &[],
        adjust: PLAIN,
    },
    Product {
        format: Format::OnePasswordLegacyCsv,
        signature: &["title", "url", "username", "password", "notes", "type"],
        columns: ONE_PASSWORD_LEGACY,
        kinds: &[
            ("login", Kind::LOGIN),
            ("password", Kind::LOGIN),
            ("server", Kind::LOGIN),
            ("secure note", Kind::NOTE),
        ],
        adjust: PLAIN,
    },
    Product {
        format: Format::ChromeCsv,
        signature: &["name", "url", "username", "password"],
        columns: CHROME,
        kinds: &[],
        adjust: PLAIN,
    },
    Product {
        format: Format::GenericCsv,
        signature: &["password"],
        columns: GENERIC,
        kinds: &[],
        adjust: PLAIN,
    },
    // Last, because nothing but its being all of the header tells it.
    Product {
        format: Format::DashlaneCsv,
        signature: &["title", "note"],
        columns: DASHLANE,
        kinds: &[],
        adjust: |_, draft| draft.parsed.item.kind = Kind::NOTE,
    },
    // Without a header, so that no file has its signature.
    Product {
        format: Format::KeeperCsv,
        signature: super::KEEPER_HEADER,
        columns: KEEPER,
        kinds: &[],
        adjust: keeper_pairs,
    },
];

const BITWARDEN: &[Column] = &[
    ("folder", Folder('/')),
    ("collections", Folder('/')),
    ("favorite", Favourite),
    ("type", Target::Kind),
    ("name", Title),
    ("notes", Notes),
    ("fields", Lines),
    ("reprompt", CustomUnless("0")),
    ("login_uri", Urls),
    ("login_username", USERNAME),
    ("login_password", PASSWORD),
    ("login_totp", TOTP),
];

const FIREFOX: &[Column] = &[
    ("url", Urls),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("formactionorigin", CustomUnlessUrl),
    ("guid", Bookkeeping),
    ("timecreated", Created(parse_unix_ms)),
    ("timelastused", Bookkeeping),
    ("timepasswordchanged", Modified(parse_unix_ms)),
];

const PROTON_PASS: &[Column] = &[
    ("type", Target::Kind),
    ("name", Title),
    ("url", Urls),
    ("email", EmailOrUsername),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("note", Notes),
    ("totp", TOTP),
    ("createtime", Created(parse_unix_seconds)),
    ("modifytime", Modified(parse_unix_seconds)),
    ("vault", Folder('\0')),
];

const LASTPASS: &[Column] = &[
    ("url", Urls),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("totp", TOTP),
    ("extra", Notes),
    ("name", Title),
    ("grouping", Folder('\\')),
    ("fav", Favourite),
];

const DASHLANE: &[Column] = &[
    ("username", USERNAME),
    ("username2", Custom(Text)),
    ("username3", Custom(Text)),
    ("title", Title),
    ("password", PASSWORD),
    ("note", Notes),
    ("url", Urls),
    ("category", Folder('\0')),
    ("otpsecret", TOTP),
    ("otpurl", TOTP),
];

const DASHLANE_PAYMENTS: &[Column] = &[
    ("type", Target::Kind),
    ("account_name", Title),
    ("name", Title),
    ("account_holder", Field("cardholder", Text)),
    ("cc_number", Field("number", Hidden)),
    ("code", Field("code", Hidden)),
    ("routing_number", Field("routing_number", Text)),
    ("account_number", Field("account_number", Hidden)),
    ("issuing_bank", Field("bank", Text)),
    ("country", Custom(Text)),
    ("note", Notes),
];

const DASHLANE_IDS: &[Column] = &[
    ("type", Custom(Text)),
    ("number", Custom(Hidden)),
    ("name", Title),
    ("issue_date", Custom(Text)),
    ("expiration_date", Custom(Text)),
    ("place_of_issue", Custom(Text)),
    ("state", Field("region", Text)),
];

const DASHLANE_PERSON: &[Column] = &[
    ("type", Custom(Text)),
    ("item_name", Title),
    ("title", Field("honorific", Text)),
    ("first_name", Field("first_name", Text)),
    ("middle_name", Field("middle_name", Text)),
    ("last_name", Field("last_name", Text)),
    ("login", Field("username", Text)),
    ("date_of_birth", Custom(Text)),
    ("place_of_birth", Custom(Text)),
    ("email", Field("email", Email)),
    ("email_type", Custom(Text)),
    ("phone_number", Field("phone", Phone)),
    ("address", Field("address", Text)),
    ("country", Field("country", Text)),
    ("state", Field("region", Text)),
    ("city", Field("city", Text)),
    ("zip", Field("postal_code", Text)),
    ("url", Urls),
];

const NORDPASS: &[Column] = &[
    ("type", Target::Kind),
    ("name", Title),
    ("url", Urls),
    ("additional_urls", Urls),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("note", Notes),
    ("cardholdername", Field("cardholder", Text)),
    ("cardnumber", Field("number", Hidden)),
    ("cvc", Field("code", Hidden)),
    ("pin", Field("pin", Hidden)),
    ("expirydate", Month("expiry")),
    ("zipcode", Field("postal_code", Text)),
    ("folder", Folder('/')),
    ("full_name", Custom(Text)),
    ("phone_number", Field("phone", Phone)),
    ("email", Field("email", Email)),
    ("address1", Field("address", Text)),
    ("address2", Custom(Text)),
    ("city", Field("city", Text)),
    ("country", Field("country", Text)),
    ("state", Field("region", Text)),
    ("totp", TOTP),
];

const ROBOFORM: &[Column] = &[
    ("name", Title),
    ("url", Urls),
    ("matchurl", CustomUnlessUrl),
    ("login", USERNAME),
    ("pwd", PASSWORD),
    ("note", Notes),
    ("folder", Folder('/')),
    ("rffieldsv2", FormFields),
];

const KEEPER: &[Column] = &[
    ("folder", Folder('\\')),
    ("title", Title),
    ("login", USERNAME),
    ("password", PASSWORD),
    ("website address", Urls),
    ("notes", Notes),
    ("shared folder", Folder('\\')),
];

const ONE_PASSWORD: &[Column] = &[
    ("title", Title),
    ("url", Urls),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("otpauth", TOTP),
    ("favorite", Favourite),
    ("archived", Flag("archived")),
    ("tags", Tags(';')),
    ("notes", Notes),
];

const SAFARI: &[Column] = &[
    ("title", Title),
    ("url", Urls),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("notes", Notes),
    ("otpauth", TOTP),
];

const KEEPASSXC: &[Column] = &[
    ("group", RootedFolder('/')),
    ("title", Title),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("url", Urls),
    ("notes", Notes),
    ("totp", TOTP),
    ("icon", CustomUnless("0")),
    ("last modified", Modified(parse_iso)),
    ("created", Created(parse_iso)),
];

const ONE_PASSWORD_LEGACY: &[Column] = &[
    ("url", Urls),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("notes", Notes),
    ("title", Title),
    ("type", Target::Kind),
];

const CHROME: &[Column] =
    &[("name", Title), ("url", Urls), ("username", USERNAME), ("password", PASSWORD), ("note", Notes)];

const GENERIC: &[Column] = &[
    ("title", Title),
    ("name", Title),
    ("account", Title),
    ("url", Urls),
    ("uri", Urls),
    ("website", Urls),
    ("web site", Urls),
    ("address", Urls),
    ("username", USERNAME),
    ("user name", USERNAME),
    ("user", USERNAME),
    ("login", USERNAME),
    ("login name", USERNAME),
    ("email", EmailOrUsername),
    ("password", PASSWORD),
    ("note", Notes),
    ("notes", Notes),
    ("comments", Notes),
    ("comment", Notes),
    ("totp", TOTP),
    ("otp", TOTP),
    ("otpauth", TOTP),
    ("folder", Folder('/')),
    ("group", Folder('/')),
    ("category", Folder('/')),
    ("tags", Tags(',')),
    ("favorite", Favourite),
    ("favourite", Favourite),
];

/// The product whose whole signature the header has. The generic one wants one more known column beside the password, and
/// the one that two common columns make wants no other.
pub(super) fn of_header(header: &[String]) -> Option<&'static Product> {
    let header: Vec<String> = header.iter().map(|name| name.to_lowercase()).collect();
    let product = PRODUCTS.iter().find(|product| fits(product, &header))?;
    let known = product.columns.iter().filter(|(name, _)| header.iter().any(|cell| cell == name)).count();
    (known >= 2).then_some(product)
}

fn fits(product: &Product, header: &[String]) -> bool {
    // Two words that many tables have mean something where they are nearly all.
    let telling = product.signature.len() != 2 || header.len() <= 3;
    telling && product.signature.iter().all(|name| header.iter().any(|cell| cell == name))
}

/// The table of that format: where a product has several, the one whose signature the header has.
pub(super) fn of_format(format: Format, header: &[String]) -> Option<&'static Product> {
    let header: Vec<String> = header.iter().map(|name| name.to_lowercase()).collect();
    let mut own = PRODUCTS.iter().filter(|product| product.format == format);
    own.clone().find(|product| fits(product, &header)).or_else(|| own.next())
}
