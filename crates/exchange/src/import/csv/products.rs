//! The tables of the products that are known, the most telling header first.

use super::adjust::{
    dashlane_card, dashlane_person, dashlane_wifi, keeper_pairs, lastpass_note, nordpass_urls, note_row,
    note_without_login,
};
use super::columns::Product;
use super::own::strongroom_row;
use super::proton::proton_row;
use super::roboform::safenote;
use super::row::Row;
use super::tables::{
    BITWARDEN, CHROME, DASHLANE, DASHLANE_IDS, DASHLANE_PAYMENTS, DASHLANE_PERSON, DASHLANE_WIFI, FIREFOX,
    KEEPASSXC, KEEPER, LASTPASS, NORDPASS, ONE_PASSWORD, ONE_PASSWORD_LEGACY, PROTON_PASS, ROBOFORM, SAFARI,
    STRONGROOM,
};
use crate::import::Format;
use crate::import::draft::Draft;
use strongroom_credential::Kind;

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
        adjust: proton_row,
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
        adjust: dashlane_person,
    },
    Product {
        format: Format::DashlaneCsv,
        signature: &["ssid", "passphrase", "name"],
        columns: DASHLANE_WIFI,
        kinds: &[],
        adjust: dashlane_wifi,
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
        adjust: safenote,
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
        // Any other type has the columns of a login here, and keeps its name.
        kinds: &[("login", Kind::LOGIN), ("secure note", Kind::NOTE)],
        adjust: PLAIN,
    },
    Product {
        format: Format::ChromeCsv,
        signature: &["name", "url", "username", "password"],
        columns: CHROME,
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

/// Any table, whose columns somebody or a guess says.
pub(super) static ANY: Product = Product {
    format: Format::GenericCsv,
    signature: &[],
    columns: &[],
    kinds: KINDS,
    adjust: note_without_login,
};

/// Kinds by the names that people give them.
const KINDS: &[(&str, Kind)] = &[
    ("login", Kind::LOGIN),
    ("logins", Kind::LOGIN),
    ("website", Kind::LOGIN),
    ("zugangsdaten", Kind::LOGIN),
    ("anmeldung", Kind::LOGIN),
    ("identifiant", Kind::LOGIN),
    ("password", Kind::LOGIN),
    ("passwort", Kind::LOGIN),
    ("note", Kind::NOTE),
    ("secure note", Kind::NOTE),
    ("securenote", Kind::NOTE),
    ("notiz", Kind::NOTE),
    ("sichere notiz", Kind::NOTE),
    ("nota", Kind::NOTE),
    ("card", Kind::CARD),
    ("credit card", Kind::CARD),
    ("creditcard", Kind::CARD),
    ("kreditkarte", Kind::CARD),
    ("karte", Kind::CARD),
    ("identity", Kind::IDENTITY),
    ("identität", Kind::IDENTITY),
    ("bank account", Kind::BANK_ACCOUNT),
    ("bankkonto", Kind::BANK_ACCOUNT),
    ("api key", Kind::API_KEY),
    ("ssh key", Kind::SSH_KEY),
    ("server", Kind::SERVER),
    ("database", Kind::DATABASE),
    ("datenbank", Kind::DATABASE),
    ("wifi", Kind::WIFI),
    ("wi-fi", Kind::WIFI),
    ("wlan", Kind::WIFI),
    ("license", Kind::LICENCE),
    ("licence", Kind::LICENCE),
    ("lizenz", Kind::LICENCE),
];

/// The product whose whole signature the header has. The one that two
/// common columns make wants no other.
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
