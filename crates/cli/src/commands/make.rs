//! Making SSH keys and certificates: to standard output, or into the vault. A vault is opened only where it is needed.

use crate::arguments::{CertificateAlgorithm, MakeCertificate, MakeSshKey, SshAlgorithm, Usage};
use crate::failure::{Exit, Failure};
use crate::find;
use crate::output::complain;
use crate::session::Session;
use serde::Serialize;
use strongroom_api::types::{
    CertificateKey, CertificateUsage, CreateItemRequest, DraftValue, ItemDraft, MakeCertificateRequest,
    MakeSshKeyRequest, Signer, SshKeyType,
};
use strongroom_secret::{SecretString, serde_exposed};

/// A key or certificate, in the parts that it has.
#[derive(Serialize)]
struct Made {
    #[serde(with = "serde_exposed")]
    private_key: SecretString,
    #[serde(skip_serializing_if = "String::is_empty")]
    public_key: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    certificate: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    chain: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    request: String,
}

pub(super) async fn ssh_key(session: &mut Session, wish: MakeSshKey) -> Result<Exit, Failure> {
    if wish.save.is_some() {
        session.open().await?;
    }
    let passphrase = match wish.passphrase {
        true => session.secrets.ask_new("passphrase of the key")?,
        false => SecretString::default(),
    };
    if wish.passphrase && passphrase.is_empty() {
        return Err(Failure::EmptyPassphrase);
    }
    let key = match wish.algorithm {
        SshAlgorithm::Ed25519 => SshKeyType::Ed25519,
        SshAlgorithm::EcdsaP256 => SshKeyType::EcdsaP256,
        SshAlgorithm::EcdsaP384 => SshKeyType::EcdsaP384,
        SshAlgorithm::EcdsaP521 => SshKeyType::EcdsaP521,
        SshAlgorithm::Rsa3072 => SshKeyType::Rsa3072,
        SshAlgorithm::Rsa4096 => SshKeyType::Rsa4096,
    };
    if matches!(key, SshKeyType::Rsa4096) {
        complain("making the key may take ten seconds");
    }
    let request = MakeSshKeyRequest { key, comment: wish.comment, passphrase };
    let made = session.app.make_ssh_key(request).await?;
    hand_out(session, made.draft, wish.save).await
}

pub(super) async fn certificate(session: &mut Session, wish: MakeCertificate) -> Result<Exit, Failure> {
    if wish.save.is_some() || wish.issuer.is_some() {
        session.open().await?;
    }
    let signer = match (&wish.issuer, wish.request) {
        (Some(name), _) => Signer::Item { id: find::item(&session.app, name).await?.id },
        (None, true) => Signer::Elsewhere,
        (None, false) => Signer::Itself,
    };
    // Whoever signs must outlive what it signs.
    let days = match (wish.usage, &wish.issuer) {
        (Usage::Authority, None) => 3650,
        (Usage::Authority, Some(_)) => 1825,
        _ => 397,
    };
    let request = MakeCertificateRequest {
        signer,
        common_name: wish.common_name,
        organisation: wish.organisation,
        names: wish.names,
        usage: match wish.usage {
            Usage::Server => CertificateUsage::Server,
            Usage::Client => CertificateUsage::Client,
            Usage::Both => CertificateUsage::Both,
            Usage::Authority => CertificateUsage::Authority,
        },
        key: match wish.key {
            CertificateAlgorithm::P256 => CertificateKey::P256,
            CertificateAlgorithm::Ed25519 => CertificateKey::Ed25519,
        },
        days: wish.days.unwrap_or(days),
    };
    let made = session.app.make_certificate(request).await?;
    hand_out(session, made.draft, wish.save).await
}

async fn hand_out(session: &mut Session, draft: ItemDraft, save: Option<String>) -> Result<Exit, Failure> {
    match save {
        Some(title) => {
            let draft = ItemDraft { title, ..draft };
            let item = session.app.create_item(CreateItemRequest { draft }).await?;
            session.output.answer(&item, |item| vec![format!("added {}  {}", item.id, item.title)])?;
        }
        None => {
            let made = parts(draft);
            session.output.raw(&made, &whole(&made))?;
        }
    }
    Ok(Exit::Done)
}

fn parts(draft: ItemDraft) -> Made {
    let value = |name: &str| {
        draft.fields.iter().find(|field| field.name == name).map_or_else(SecretString::default, |field| {
            match &field.value {
                DraftValue::New { value } => value.clone(),
                DraftValue::Keep { .. } => SecretString::default(),
            }
        })
    };
    // Exposed because these parts are no secrets.
    let public = |name: &str| value(name).expose().clone();
    Made {
        private_key: value("private_key"),
        public_key: public("public_key"),
        certificate: public("certificate"),
        chain: public("chain"),
        request: public("CSR"),
    }
}

/// One after the other, each with an end of line.
fn whole(made: &Made) -> SecretString {
    // Exposed to be printed, which is what was asked for.
    let private = made.private_key.expose();
    let parts = [private, &made.public_key, &made.certificate, &made.chain, &made.request];
    let length = parts.iter().map(|part| part.len() + 1).sum();
    let mut text = SecretString::new(String::with_capacity(length));
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        text.expose_mut().push_str(part);
        if !part.ends_with('\n') {
            text.expose_mut().push('\n');
        }
    }
    text
}
