//! Making SSH keys and certificates. What is made is a draft: it is in no vault until it is saved. The work is done beside
//! the asynchronous threads, because a long RSA key takes seconds.

use crate::app::App;
use crate::browse::item_id;
use crate::recognise::recognised;
use crate::types::{
    Authorities, AuthorityRow, CertificateKey, CertificateUsage, MakeCertificateRequest, MakeSshKeyRequest,
    Nothing, RecognisedItem, Signer, SshKeyType,
};
use crate::{ApiError, ErrorCode, Host};
use std::sync::Arc;
use strongroom_credential::certificate::{
    self, Authority, MAX_DAYS, MakeError, NewKey, Purpose, Wish, authority_named, issued, request,
    self_signed,
};
use strongroom_credential::ssh_key::{self, Curve, KeyType};
use strongroom_credential::{Item, Kind, Moment};
use strongroom_secret::SecretString;
use strongroom_vault::{Action, AuditEvent, Query, View};

/// Certificates that are looked at when authorities are listed.
const MAX_LISTED: usize = 1000;

impl App {
    /// Makes an SSH key. Takes up to ten seconds; needs no open vault.
    pub async fn make_ssh_key(&self, wish: MakeSshKeyRequest) -> Result<RecognisedItem, ApiError> {
        self.make_beside(move |host, _| {
            let MakeSshKeyRequest { key, comment, passphrase } = wish;
            let passphrase = Some(&passphrase).filter(|passphrase| !SecretString::is_empty(passphrase));
            ssh_key::make(key_type(key), comment.trim(), passphrase, host.random()).map_err(no_ssh_key)
        })
        .await
    }

    /// Makes a certificate or a request for one. Only where an authority of the vault signs it, a vault has to be open; that
    /// leaves an audit entry, because its key is read.
    pub async fn make_certificate(&self, asked: MakeCertificateRequest) -> Result<RecognisedItem, ApiError> {
        if !(1..=MAX_DAYS).contains(&asked.days) {
            return Err(ApiError::invalid(
                "a certificate is valid for 1 to 9,131 days: choose a number of them",
            ));
        }
        let authority = match &asked.signer {
            Signer::Item { id } => Some(self.authority(id).await?),
            _ => None,
        };
        self.make_beside(move |host, now| {
            let random = host.random();
            let signer = asked.signer.clone();
            match (signer, authority) {
                (_, Some(item)) => {
                    Authority::of(&item).and_then(|authority| issued(wish(asked), &authority, now, random))
                }
                (Signer::Elsewhere, None) => request(wish(asked), now, random),
                (_, None) => self_signed(wish(asked), now, random),
            }
            .map_err(no_certificate)
        })
        .await
    }

    /// The item whose key is to sign. Where the entry cannot be written, nothing is signed.
    async fn authority(&self, id: &str) -> Result<Item, ApiError> {
        let id = item_id(id)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let item = open.vault.read(id).await?.record.item;
        if item.kind != Kind::CERTIFICATE || !authority_named(&item).is_some_and(|named| named.signs) {
            return Err(no_certificate(MakeError::UnfitIssuer));
        }
        open.vault.note(vec![AuditEvent::of_item(Action::Reveal, id, "private_key")], self.env()).await?;
        self.changed(open);
        Ok(item)
    }

    async fn make_beside(
        &self,
        make: impl FnOnce(&dyn Host, Moment) -> Result<Item, ApiError> + Send + 'static,
    ) -> Result<RecognisedItem, ApiError> {
        let (host, now) = (Arc::clone(&self.host), self.moment());
        // To examine what was made may take a moment too, where it is encrypted.
        let work = move || make(&*host, now).map(|item| recognised(item, now));
        tokio::task::spawn_blocking(work).await.map_err(|_| interrupted())?
    }

    /// The authorities among the vault's certificates, to sign with or to trust.
    pub async fn authorities(&self, _: Nothing) -> Result<Authorities, ApiError> {
        let mut session = self.session().await;
        let vault = &mut session.open()?.vault;
        let view = View::Kind(Kind::CERTIFICATE.name().to_owned());
        let (_, ids) = vault.find(&Query { view, ..Query::default() }, 0, MAX_LISTED);
        let mut items = Vec::new();
        for id in ids {
            let item = vault.read(id).await?.record.item;
            if let Some(named) = authority_named(&item) {
                items.push(AuthorityRow {
                    id: id.to_string(),
                    title: item.title,
                    subject: named.subject,
                    until: named.until.0,
                    signs: named.signs,
                });
            }
        }
        Ok(Authorities { items })
    }
}

pub(crate) fn interrupted() -> ApiError {
    ApiError::told(ErrorCode::System, "the work was interrupted: try again")
}

fn key_type(key: SshKeyType) -> KeyType {
    match key {
        SshKeyType::Ed25519 => KeyType::Ed25519,
        SshKeyType::EcdsaP256 => KeyType::Ecdsa(Curve::P256),
        SshKeyType::EcdsaP384 => KeyType::Ecdsa(Curve::P384),
        SshKeyType::EcdsaP521 => KeyType::Ecdsa(Curve::P521),
        SshKeyType::Rsa3072 => KeyType::Rsa3072,
        SshKeyType::Rsa4096 => KeyType::Rsa4096,
    }
}

fn wish(asked: MakeCertificateRequest) -> Wish {
    Wish {
        common_name: asked.common_name.trim().to_owned(),
        organisation: asked.organisation.trim().to_owned(),
        names: asked.names,
        purpose: match asked.usage {
            CertificateUsage::Server => Purpose::Server,
            CertificateUsage::Client => Purpose::Client,
            CertificateUsage::Both => Purpose::Peer,
            CertificateUsage::Authority => Purpose::Authority(None),
        },
        key: match asked.key {
            CertificateKey::P256 => NewKey::P256,
            CertificateKey::Ed25519 => NewKey::Ed25519,
        },
        days: asked.days,
    }
}

fn no_ssh_key(error: ssh_key::MakeError) -> ApiError {
    match error {
        ssh_key::MakeError::Comment => ApiError::invalid(
            "the comment cannot stand beside a key: use at most 1,024 characters without line breaks",
        ),
        _ => no_random(),
    }
}

fn no_certificate(error: certificate::MakeError) -> ApiError {
    match error {
        MakeError::NoName => {
            ApiError::invalid("the certificate would stand for nobody: enter a common name or another name")
        }
        MakeError::BadName { name } => {
            let hint = "check its spelling; write a host with other letters in its xn-- form";
            ApiError {
                code: ErrorCode::Invalid,
                message: format!("a certificate cannot have the name {name}"),
                hint: hint.to_owned(),
                wait_seconds: 0,
            }
        }
        MakeError::TooManyNames => ApiError::invalid("a certificate has at most 100 names: leave some out"),
        MakeError::BadValidity => ApiError::invalid(
            "the certificate would end after its issuer's, or after the year 9999: choose fewer days",
        ),
        MakeError::UnfitIssuer => ApiError::invalid(
            "that item cannot sign: choose an authority with an Ed25519 or P-256 key that is its own",
        ),
        MakeError::Random(_) => no_random(),
        _ => ApiError::invalid("the certificate could not be written: leave out unusual characters"),
    }
}

fn no_random() -> ApiError {
    ApiError::told(ErrorCode::System, "the system's random source failed: restart the machine")
}
