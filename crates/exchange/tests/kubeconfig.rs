//! A kubeconfig in YAML, as `kubectl` writes it and as people edit it: the same as in JSON.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use proptest::prelude::*;
use serde_json::json;
use strongroom_credential::Kind;
use strongroom_exchange::{Format, ImportError, Request, Warning, parse, recognise};
use support::{refusal, titled, value, whole};

const YAML: &str = "\
# edited by hand
apiVersion: v1
kind: Config
preferences: {}
current-context: prod
clusters:
- cluster:
    certificate-authority-data: LS0tLS1CRUdJTg==
    server: https://k.example:6443
    insecure-skip-tls-verify: true
  name: prod
contexts:
- context: {cluster: prod, user: \"admin\"}
  name: prod
users:
- name: admin
  user:
    client-certificate-data: LS0tLS1CRUdJTg==
    client-key-data: LS0tLS1CRUdJTg==
- name: robot
  user:
    token: >-
      abc.def
- name: 'ann'
  user:
    username: ann
    password: '0123'
    exec:
      command: aws
      args: [eks, get-token]
";

#[test]
fn given_yaml_then_it_is_read_as_the_same_in_json() {
    let same = json!({
        "apiVersion": "v1", "kind": "Config", "preferences": {}, "current-context": "prod",
        "clusters": [{"name": "prod", "cluster": {"certificate-authority-data": "LS0tLS1CRUdJTg==",
            "server": "https://k.example:6443", "insecure-skip-tls-verify": true}}],
        "contexts": [{"name": "prod", "context": {"cluster": "prod", "user": "admin"}}],
        "users": [
            {"name": "admin", "user": {"client-certificate-data": "LS0tLS1CRUdJTg==", "client-key-data": "LS0tLS1CRUdJTg=="}},
            {"name": "robot", "user": {"token": "abc.def"}},
            {"name": "ann", "user": {"username": "ann", "password": "0123", "exec": {"command": "aws", "args": ["eks", "get-token"]}}},
        ],
    });
    assert_eq!(recognise(YAML.as_bytes()), Some(Format::Kubeconfig));
    let import = whole(YAML.as_bytes());
    assert_eq!(import, whole(same.to_string().as_bytes()));
    let admin = &titled(&import, "Kubernetes user admin").item;
    assert_eq!((admin.kind.clone(), value(admin, "private_key")), (Kind::CERTIFICATE, "-----BEGIN"));
    assert_eq!(value(&titled(&import, "Kubernetes user robot").item, "key"), "abc.def");
    assert_eq!(value(&titled(&import, "Kubernetes user ann").item, "password"), "0123");
    let names = vec!["current-context".to_owned()];
    assert_eq!(import.warnings, [Warning::DatabaseSettingsLeft { names }]);
}

#[test]
fn given_aliases_or_damage_then_the_refusal_says_so() {
    let bomb = YAML.replace("preferences: {}", "preferences: {a: &a [x, x], b: &b [*a, *a], c: [*b, *b]}");
    assert_eq!(refusal(bomb.as_bytes()), ImportError::Unsupported { what: "YAML aliases".into() });
    let broken = YAML.replace("{cluster: prod,", "{cluster: prod");
    assert!(matches!(refusal(broken.as_bytes()), ImportError::Damaged { .. }));
}

proptest! {
    #[test]
    fn given_any_change_of_the_text_then_all_is_accounted_for_or_refused(
        at in 0..YAML.len(), with in "[\\[\\]{}:,&*!|>'\"%@`# \n\t-]{0,3}", cut in 0_usize..4,
    ) {
        let mut text = YAML.to_owned();
        text.replace_range(at..(at + cut).min(YAML.len()), &with);
        let request = Request { format: Some(Format::Kubeconfig), ..Request::new(text.as_bytes()) };
        if let Ok(import) = parse(&request) {
            prop_assert!(import.report.is_balanced() && import.report.dropped.is_empty());
        }
    }
}
