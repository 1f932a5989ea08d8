//! New certificates and requests as items. It must never put a private key anywhere but into its hidden field.

use super::{MAX_CERTIFICATES, in_order, unix};
use crate::{Field, FieldType, Item, Kind, Moment};
use strongroom_pki::x509::{
    self, AlternativeName, Certificate, Contents, Draft, Effort, Made, MakeError, NewKey, PeerName,
    PrivateKey, Purpose, UnixTime,
};
use strongroom_secret::{Random, SecretString};

/// The longest validity, in days: 25 years.
pub const MAX_DAYS: u32 = 9_131;
/// Longest field of an authority that is looked at, in bytes.
const MAX_FIELD: usize = 1 << 20;

/// What a new certificate shall say. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Its common name; may be empty where there are other names.
    pub common_name: String,
    /// Its organisation; may be empty.
    pub organisation: String,
    /// The hosts (also `*.example.org`), addresses and mailboxes that it stands for, as people write them. A server without
    /// any gets its common name, if that can be a host's.
    pub names: Vec<String>,
    /// What it is for.
    pub purpose: Purpose,
    /// The kind of its key.
    pub key: NewKey,
    /// For how many days it is valid, from 1 to [`MAX_DAYS`].
    pub days: u32,
}

impl Wish {
    fn draft(self, now: Moment) -> Result<Draft, MakeError> {
        if !(1..=MAX_DAYS).contains(&self.days) {
            return Err(MakeError::BadValidity);
        }
        let not_before = unix(now);
        let last = i64::from(self.days) * 86_400 - 1;
        let mut names: Vec<AlternativeName> =
            self.names.iter().map(|name| alternative_name(name.trim())).collect();
        if names.is_empty()
            && matches!(self.purpose, Purpose::Server | Purpose::Peer)
            && PeerName::host(self.common_name.trim_start_matches("*.")).is_some()
        {
            // Browsers look at nothing else (RFC 9525, section 2).
            names.push(alternative_name(&self.common_name));
        }
        Ok(Draft {
            common_name: self.common_name,
            organisation: self.organisation,
            alternative_names: names,
            not_before,
            not_after: UnixTime(not_before.0.saturating_add(last)),
            purpose: self.purpose,
            key: self.key,
        })
    }
}

/// What kind of name that is; whether it can be one is checked when it is put into a certificate.
fn alternative_name(text: &str) -> AlternativeName {
    match text.parse() {
        Ok(address) => AlternativeName::Ip(address),
        Err(_) if text.contains('@') => AlternativeName::Email(text.to_owned()),
        Err(_) => AlternativeName::Dns(text.to_owned()),
    }
}

/// A certificate that vouches for itself, and its key; with [`Purpose::Authority`], the root of a private authority.
pub fn self_signed(wish: Wish, now: Moment, random: &dyn Random) -> Result<Item, MakeError> {
    item(&x509::self_signed(&wish.draft(now)?, random)?, &[])
}

/// A request (PKCS#10) in a field `CSR` of the person's own, and the key that it is for. Its signer says how long the
/// certificate will be valid.
pub fn request(wish: Wish, now: Moment, random: &dyn Random) -> Result<Item, MakeError> {
    let title = [wish.common_name.as_str()].into_iter().chain(wish.names.iter().map(String::as_str));
    let title = title.map(str::trim).find(|name| !name.is_empty()).unwrap_or_default().to_owned();
    let made = x509::request(&wish.draft(now)?, random)?;
    Ok(Item::new(Kind::CERTIFICATE, title)
        .with(Field::new("private_key", FieldType::Hidden, made.private_key.to_pem()))
        .with(Field::custom("CSR", FieldType::Text, made.request)))
}

/// A certificate that the authority of an item signs, its key, and the chain that leads to it.
pub fn issued(
    wish: Wish,
    authority: &Authority,
    now: Moment,
    random: &dyn Random,
) -> Result<Item, MakeError> {
    let made = x509::issued(&wish.draft(now)?, &authority.own, random)?;
    item(&made, &authority.chain)
}

/// An item's certificate and key that can sign others. Secret.
#[derive(Debug)]
pub struct Authority {
    own: Made,
    /// Its own certificate first, then those above it.
    chain: Vec<Certificate>,
}

impl Authority {
    /// The authority of an item, if it has the certificate of one and its key. To open an encrypted key takes a moment.
    pub fn of(item: &Item) -> Result<Self, MakeError> {
        let chain = certificates_of(item);
        let certificate = chain.first().cloned().ok_or(MakeError::UnfitIssuer)?;
        let passphrase = text(item, "passphrase");
        let key = text(item, "private_key").ok_or(MakeError::UnfitIssuer)?;
        // Exposed to be opened; it leaves only to sign.
        let private_key = PrivateKey::from_pem(key.expose(), passphrase, Effort::PATIENT)
            .map_err(|_| MakeError::UnfitIssuer)?;
        if !certificate.is_authority() || !private_key.belongs_to(&certificate) {
            return Err(MakeError::UnfitIssuer);
        }
        Ok(Self { own: Made { certificate, private_key }, chain })
    }
}

/// An item's certificate that may sign others. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedAuthority {
    /// Whose it is.
    pub subject: String,
    /// The last second of its validity.
    pub until: Moment,
    /// Whether there is a private key beside it.
    pub signs: bool,
}

/// The item's certificate, if it is an authority's. Opens nothing that is encrypted.
pub fn authority_named(item: &Item) -> Option<NamedAuthority> {
    let certificate = certificates_of(item).into_iter().next()?;
    certificate.is_authority().then(|| NamedAuthority {
        subject: certificate.subject().to_string(),
        until: Moment::from_seconds(certificate.not_after().0),
        signs: text(item, "private_key").is_some(),
    })
}

/// The certificates of an item, its own first, each followed by its issuer where that is there; at most 100.
pub(super) fn certificates_of(item: &Item) -> Vec<Certificate> {
    let read = |name: &str| {
        // Exposed to be read; certificates are no secrets.
        text(item, name).map(|text| Contents::from_pem(text.expose()).certificates).unwrap_or_default()
    };
    let mut all = read("certificate");
    if all.len() > 1 {
        all = in_order(all, |_| false);
    }
    if all.is_empty() {
        return all;
    }
    all.append(&mut read("chain"));
    all.truncate(MAX_CERTIFICATES);
    match all.first().cloned() {
        Some(own) => in_order(all, |one| *one == own),
        None => all,
    }
}

/// The value of the template's field, unless it is empty or endless.
fn text<'a>(item: &'a Item, name: &str) -> Option<&'a SecretString> {
    let field = item.fields.iter().find(|field| field.name == name && !field.custom)?;
    // Exposed to be measured.
    let is_usable = !field.value.is_empty() && field.value.expose().len() <= MAX_FIELD;
    is_usable.then_some(&field.value)
}

fn item(made: &Made, above: &[Certificate]) -> Result<Item, MakeError> {
    let certificates = std::iter::once(&made.certificate).chain(above).cloned().collect();
    super::from_certificates(certificates, vec![made.private_key.to_pem()]).ok_or(MakeError::Encoding)
}
