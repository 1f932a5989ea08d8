//! Writing a connection. What is written is read back, and given out only where it says the same: a form that cannot
//! express a connection is not offered for it.

use super::text::Buffer;
use super::{Connection, Form, System, ado, jdbc, kafka, known, libpq, odbc, oracle, paste, pgpass, url};
use strongroom_secret::SecretString;

impl Connection {
    /// The forms in which it can be written without losing anything, the product's main one first.
    pub fn forms(&self) -> Vec<Form> {
        let forms = self.system.all_forms().iter().copied();
        forms.filter(|form| self.write(*form).is_some()).collect()
    }

    /// The connection in that form, password included; [`Connection::parse`] reads an equal one from it. `None` where
    /// the form has no place for one of its parts, or is none of the product's.
    ///
    /// Options that only one driver knows are carried over by their own names; the other driver may refuse them.
    pub fn write(&self, form: Form) -> Option<SecretString> {
        let options = known::spelled(self.system, form, &self.options);
        checked(&Self { options, ..self.clone() }, form, "", self)
    }
}

/// The text, where it reads back as `meant`. The scheme is empty for the form's own.
pub(super) fn checked(
    spelled: &Connection,
    form: Form,
    scheme: &str,
    meant: &Connection,
) -> Option<SecretString> {
    let text = unchecked(spelled, form, scheme)?;
    let again = paste::read(&text).ok()?;
    (again.form == form && again.connection == *meant).then(|| SecretString::new(text.to_string()))
}

fn unchecked(spelled: &Connection, form: Form, scheme: &str) -> Option<Buffer> {
    if !spelled.system.all_forms().contains(&form) {
        return None;
    }
    match (form, spelled.system) {
        (Form::Url | Form::FileUri, _) => url::write(spelled, form, scheme),
        (Form::KeyValue, _) => Some(libpq::write(spelled)),
        (Form::PasswordFile, _) => pgpass::write(spelled),
        (Form::Jdbc, _) => jdbc::write(spelled, scheme),
        (Form::AdoNet, _) => ado::write(spelled),
        (Form::Odbc, _) => odbc::write(spelled),
        (Form::EasyConnect, System::Oracle) => oracle::write_easy_connect(spelled),
        (Form::Descriptor, System::Oracle) => oracle::write_descriptor(spelled),
        (Form::Properties | Form::Librdkafka, _) => Some(kafka::write(spelled, form)),
        _ => None,
    }
}
