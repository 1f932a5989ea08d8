//! The columns of each product's table.

use super::columns::Target::{
    Bookkeeping, Collections, Created, Custom, CustomUnless, CustomUnlessUrl, EmailOrUsername, Favourite,
    Field, Flag, Folder, FormFields, Lines, Modified, Month, Notes, RootedFolder, SlashedFolder, Tags, Title,
    Urls,
};
use super::columns::{Column, Target};
use crate::import::date::{parse_iso, parse_unix_ms, parse_unix_seconds};
use strongroom_credential::FieldType::{Email, Hidden, Phone, Text, Totp, Url};

const USERNAME: Target = Field("username", Text);

const PASSWORD: Target = Field("password", Hidden);

const TOTP: Target = Field("totp", Totp);

pub(super) const BITWARDEN: &[Column] = &[
    ("folder", Folder('/')),
    ("collections", Collections),
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

pub(super) const FIREFOX: &[Column] = &[
    ("url", Urls),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("formactionorigin", CustomUnlessUrl),
    ("guid", Bookkeeping),
    ("timecreated", Created(parse_unix_ms)),
    ("timelastused", Bookkeeping),
    ("timepasswordchanged", Modified(parse_unix_ms)),
];

pub(super) const PROTON_PASS: &[Column] = &[
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

pub(super) const LASTPASS: &[Column] = &[
    ("url", Urls),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("totp", TOTP),
    ("extra", Notes),
    ("name", Title),
    ("grouping", Folder('\\')),
    ("fav", Favourite),
];

pub(super) const DASHLANE: &[Column] = &[
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

pub(super) const DASHLANE_PAYMENTS: &[Column] = &[
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

pub(super) const DASHLANE_IDS: &[Column] = &[
    ("type", Custom(Text)),
    ("number", Custom(Hidden)),
    ("name", Title),
    ("issue_date", Custom(Text)),
    ("expiration_date", Custom(Text)),
    ("place_of_issue", Custom(Text)),
    ("state", Field("region", Text)),
];

pub(super) const DASHLANE_PERSON: &[Column] = &[
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

/// `encription_type` is as Dashlane writes it.
pub(super) const DASHLANE_WIFI: &[Column] = &[
    ("ssid", Field("ssid", Text)),
    ("passphrase", PASSWORD),
    ("name", Title),
    ("note", Notes),
    ("hidden", Custom(Text)),
    ("encription_type", Field("security", Text)),
];

pub(super) const NORDPASS: &[Column] = &[
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
    ("shared_folder", Folder('/')),
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

pub(super) const ROBOFORM: &[Column] = &[
    ("name", Title),
    ("url", Urls),
    ("matchurl", CustomUnlessUrl),
    ("login", USERNAME),
    ("pwd", PASSWORD),
    ("note", Notes),
    ("folder", SlashedFolder),
    ("rffieldsv2", FormFields),
];

pub(super) const KEEPER: &[Column] = &[
    ("folder", Folder('\\')),
    ("title", Title),
    ("login", USERNAME),
    ("password", PASSWORD),
    ("website address", Urls),
    ("notes", Notes),
    ("shared folder", Folder('\\')),
];

pub(super) const ONE_PASSWORD: &[Column] = &[
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

/// What [`Target::Csv`](crate::Target::Csv) writes.
pub(super) const STRONGROOM: &[Column] = &[
    ("title", Title),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("url", Field("url", Url)),
    ("totp", TOTP),
    ("notes", Notes),
    ("folder", Folder('/')),
    ("tags", Tags(',')),
    ("favourite", Favourite),
    ("created", Created(parse_iso)),
    ("modified", Modified(parse_iso)),
];

pub(super) const SAFARI: &[Column] = &[
    ("title", Title),
    ("url", Urls),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("notes", Notes),
    ("otpauth", TOTP),
];

pub(super) const KEEPASSXC: &[Column] = &[
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

pub(super) const ONE_PASSWORD_LEGACY: &[Column] = &[
    ("url", Urls),
    ("username", USERNAME),
    ("password", PASSWORD),
    ("notes", Notes),
    ("title", Title),
    ("type", Target::Kind),
];

pub(super) const CHROME: &[Column] =
    &[("name", Title), ("url", Urls), ("username", USERNAME), ("password", PASSWORD), ("note", Notes)];
