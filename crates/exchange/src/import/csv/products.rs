//! The tables of the products that are known, the most telling header first.

use super::adjust::{lastpass_note, note_row, proton_card};
use super::columns::Target::{
    Bookkeeping, Created, Custom, CustomUnless, CustomUnlessUrl, EmailOrUsername, Favourite, Field, Flag,
    Folder, Lines, Modified, Notes, RootedFolder, Tags, Title, Urls,
};
use super::columns::{Column, Product, Target};
use super::own::strongroom_row;
use super::row::Row;
use crate::import::Format;
use crate::import::date::{parse_iso, parse_unix_ms, parse_unix_seconds};
use crate::import::draft::Draft;
use strongroom_credential::FieldType::{self, Hidden, Text, Totp};
use strongroom_credential::Kind;

const USERNAME: Target = Field("username", Text);
const PASSWORD: Target = Field("password", Hidden);
const TOTP: Target = Field("totp", Totp);

const PLAIN: fn(&mut Row<'_>, &mut Draft<'_>) = |_, _| {};

const PRODUCTS: &[Product] = &[
    Product {
        format: Format::StrongroomCsv,
        signature: &["title", "password", "kind", "strongroom"],
        columns: STRONGROOM,
        kinds: &[],
        adjust: strongroom_row,
    },
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
];

const STRONGROOM: &[Column] = &[
    ("title", Title),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("url", Field("url", FieldType::Url)),
    ("totp", TOTP),
    ("notes", Notes),
    ("folder", Folder('/')),
    ("tags", Tags(',')),
    ("favourite", Favourite),
    ("created", Created(parse_iso)),
    ("modified", Modified(parse_iso)),
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

/// The product whose whole signature the header has. The generic one wants one more known column beside the password.
pub(super) fn of_header(header: &[String]) -> Option<&'static Product> {
    let header: Vec<String> = header.iter().map(|name| name.to_lowercase()).collect();
    let has = |name: &str| header.iter().any(|cell| cell == name);
    let product = PRODUCTS.iter().find(|product| product.signature.iter().all(|name| has(name)))?;
    let known = product.columns.iter().filter(|(name, _)| has(name)).count();
    (known >= 2).then_some(product)
}

pub(super) fn of_format(format: Format) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.format == format)
}
