//! The newer types of a Bitwarden item: bank account, driving licence, passport.

use super::parts::{keep_rest_of_body, take_object, take_text};
use crate::import::date::parse_iso;
use crate::import::draft::Draft;
use crate::import::json::{Object, Property};
use strongroom_credential::FieldType::{Date, Hidden, Phone, Text};

/// A property that the template has no field for is the person's own under its name here, so that it is not hidden.
const BANK_ACCOUNT: &[Property] = &[
    ("bankName", "bank", Text),
    ("nameOnAccount", "holder", Text),
    ("accountType", "accountType", Text),
    ("accountNumber", "account_number", Hidden),
    ("routingNumber", "routing_number", Text),
    ("branchNumber", "branchNumber", Text),
    ("pin", "pin", Hidden),
    ("swiftCode", "bic", Text),
    ("iban", "iban", Hidden),
    ("bankContactPhone", "bankContactPhone", Phone),
];

const DRIVING_LICENCE: &[Property] = &[
    ("firstName", "first_name", Text),
    ("middleName", "middle_name", Text),
    ("lastName", "last_name", Text),
    ("dateOfBirth", "birth_date", Date),
    ("licenseNumber", "driving_licence", Hidden),
    ("issuingCountry", "issuingCountry", Text),
    ("issuingState", "issuingState", Text),
    ("issueDate", "issueDate", Date),
    ("expirationDate", "expirationDate", Date),
    ("issuingAuthority", "issuingAuthority", Text),
    ("licenseClass", "licenseClass", Text),
];

const PASSPORT: &[Property] = &[
    ("givenName", "first_name", Text),
    ("surname", "last_name", Text),
    ("dateOfBirth", "birth_date", Date),
    ("passportNumber", "passport", Hidden),
    ("nationalIdentificationNumber", "national_id", Hidden),
    ("passportType", "passportType", Text),
    ("sex", "sex", Text),
    ("birthPlace", "birthPlace", Text),
    ("nationality", "nationality", Text),
    ("issuingCountry", "issuingCountry", Text),
    ("issueDate", "issueDate", Date),
    ("expirationDate", "expirationDate", Date),
    ("issuingAuthority", "issuingAuthority", Text),
];

/// Places those of these bodies that the item has, and keeps what is left in them.
pub(super) fn place(object: &mut Object, draft: &mut Draft<'_>) {
    for (key, properties) in
        [("bankAccount", BANK_ACCOUNT), ("driversLicense", DRIVING_LICENCE), ("passport", PASSPORT)]
    {
        let mut body = take_object(object, key);
        for (property, name, field_type) in properties {
            let Some(value) = take_text(&mut body, property) else { continue };
            match field_type {
                Date if value.len() != 10 || parse_iso(&value).is_none() => {
                    draft.custom_field(property, Text, value);
                }
                _ => draft.place(name, *field_type, property, value),
            }
        }
        keep_rest_of_body(draft, body);
    }
}
