//! Making keys and certificates, and checking chains, with what the trail shows of it.

use crate::support::{Machine, create, lock};
use strongroom_api::types::{
    AuditRequest, CertificateKey, CertificateSource, CertificateUsage, CheckCertificateRequest,
    CreateItemRequest, DraftValue, ItemView, MakeCertificateRequest, MakeSshKeyRequest, Nothing,
    RecognisedItem, Signer, SshKeyType,
};
use strongroom_api::{App, ErrorCode};

async fn opened(machine: &Machine) -> App {
    let app = machine.start();
    create(&app, machine, "v", false).await;
    app
}

fn wish(signer: Signer, name: &str, usage: CertificateUsage) -> MakeCertificateRequest {
    MakeCertificateRequest {
        signer,
        common_name: name.to_owned(),
        organisation: String::new(),
        names: Vec::new(),
        usage,
        key: CertificateKey::P256,
        days: 90,
    }
}

async fn saved(app: &App, made: RecognisedItem) -> ItemView {
    app.create_item(CreateItemRequest { draft: made.draft }).await.unwrap()
}

fn question(item: &ItemView, root: &ItemView) -> CheckCertificateRequest {
    CheckCertificateRequest {
        certificate: CertificateSource::Item { id: item.id.clone() },
        system_roots: false,
        own_roots: vec![CertificateSource::Item { id: root.id.clone() }],
        name: "leaf.example".to_owned(),
        at: String::new(),
    }
}

#[tokio::test]
async fn key_is_made_without_a_vault_and_its_secrets_are_in_hidden_fields() {
    let machine = Machine::new();
    let app = machine.start();
    let passphrase = "seven lanterns drift past 42".into();
    let request = MakeSshKeyRequest { key: SshKeyType::Ed25519, comment: "ada@laptop".into(), passphrase };
    let made = app.make_ssh_key(request).await.unwrap();
    assert_eq!((made.draft.kind.as_str(), made.draft.title.as_str()), ("ssh_key", "ada@laptop"));
    let types: Vec<_> =
        made.draft.fields.iter().map(|field| (field.name.as_str(), field.field_type.as_str())).collect();
    assert_eq!(types, [("private_key", "hidden"), ("public_key", "text"), ("passphrase", "hidden")]);
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    let comment = "two\nlines".to_owned();
    let request = MakeSshKeyRequest { key: SshKeyType::Ed25519, comment, passphrase: "".into() };
    assert_eq!(app.make_ssh_key(request).await.unwrap_err().code, ErrorCode::Invalid);
}

#[tokio::test]
async fn authority_signs_a_leaf_whose_chain_holds_and_leaves_one_entry() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let made = app.make_certificate(wish(Signer::Itself, "Root", CertificateUsage::Authority)).await.unwrap();
    let root = saved(&app, made).await;
    let listed = app.authorities(Nothing {}).await.unwrap().items;
    assert_eq!((listed.len(), listed[0].id.as_str(), listed[0].signs), (1, root.id.as_str(), true));
    let by = Signer::Item { id: root.id.clone() };
    let made = app.make_certificate(wish(by, "leaf.example", CertificateUsage::Server)).await.unwrap();
    assert!(made.draft.fields.iter().any(|field| field.name == "chain"));
    let leaf = saved(&app, made).await;
    let audit = app.audit(AuditRequest { skip: 0, count: 100 }).await.unwrap();
    let reads = audit.entries.iter().filter(|entry| entry.action == "reveal");
    assert_eq!(reads.map(|entry| entry.item.clone()).collect::<Vec<_>>(), [Some(root.id.clone())]);

    let check = app.check_certificate(question(&leaf, &root)).await.unwrap();
    assert_eq!((check.fault, check.chain.len(), check.roots), (None, 2, 1));
    for (name, at, code) in [
        ("other.example", "", "name_mismatch"),
        ("leaf.example", "9000-01-01", "expired"),
        ("leaf.example", "1980-01-01T00:00:00Z", "not_yet_valid"),
    ] {
        let asked = CheckCertificateRequest { name: name.into(), at: at.into(), ..question(&leaf, &root) };
        assert_eq!(app.check_certificate(asked).await.unwrap().fault.unwrap().code, code);
    }
    for (name, at) in [("a b", ""), ("", "tomorrow"), ("", "2026-01-01T24:00:00Z"), ("", "2026-02-30")] {
        let asked = CheckCertificateRequest { name: name.into(), at: at.into(), ..question(&leaf, &root) };
        assert_eq!(app.check_certificate(asked).await.unwrap_err().code, ErrorCode::Invalid, "{name} {at}");
    }
    lock(&app).await;
    assert_eq!(app.check_certificate(question(&leaf, &root)).await.unwrap_err().code, ErrorCode::Locked);
}

#[tokio::test]
async fn leaf_signs_nothing_and_no_entry_says_so() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let made =
        app.make_certificate(wish(Signer::Itself, "a.example", CertificateUsage::Server)).await.unwrap();
    let leaf = saved(&app, made).await;
    let by = Signer::Item { id: leaf.id.clone() };
    let refused = app.make_certificate(wish(by, "b.example", CertificateUsage::Server)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
    let audit = app.audit(AuditRequest { skip: 0, count: 100 }).await.unwrap();
    assert!(audit.entries.iter().all(|entry| entry.action != "reveal"));
}

#[tokio::test]
async fn request_has_its_key_beside_it_and_no_certificate() {
    let app = Machine::new().start();
    let made =
        app.make_certificate(wish(Signer::Elsewhere, "a.example", CertificateUsage::Server)).await.unwrap();
    let names: Vec<_> = made.draft.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["private_key", "CSR"]);
    let DraftValue::New { value } = &made.draft.fields[1].value else { panic!("no value") };
    assert!(value.expose().starts_with("-----BEGIN CERTIFICATE REQUEST-----"));
}

#[tokio::test]
async fn machine_without_a_list_of_trusted_certificates_says_so() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let made = app.make_certificate(wish(Signer::Itself, "Root", CertificateUsage::Authority)).await.unwrap();
    let root = saved(&app, made).await;
    let asked = CheckCertificateRequest { system_roots: true, ..question(&root, &root) };
    let error = app.check_certificate(asked).await.unwrap_err();
    assert!(error.hint.contains("ca-certificates"), "{error}");
}
