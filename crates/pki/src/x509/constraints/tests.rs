use super::*;
use der::Encode;
use der::asn1::{Ia5String, OctetString};
use x509_cert::ext::pkix::constraints::name::{GeneralSubtree, NameConstraints as Encoded};
use x509_cert::ext::pkix::name::GeneralName;

fn subtrees(names: &[GeneralName]) -> Option<Vec<GeneralSubtree>> {
    let subtree = |base: &GeneralName| GeneralSubtree { base: base.clone(), minimum: 0, maximum: None };
    (!names.is_empty()).then(|| names.iter().map(subtree).collect())
}

fn read(permitted: &[GeneralName], excluded: &[GeneralName]) -> Option<NameConstraints> {
    let (permitted_subtrees, excluded_subtrees) = (subtrees(permitted), subtrees(excluded));
    let bytes = Encoded { permitted_subtrees, excluded_subtrees }.to_der().unwrap();
    NameConstraints::read(asn1::whole(&bytes).unwrap())
}

fn dns(name: &str) -> GeneralName {
    GeneralName::DnsName(Ia5String::new(name).unwrap())
}

fn mail(name: &str) -> GeneralName {
    GeneralName::Rfc822Name(Ia5String::new(name).unwrap())
}

fn uri(name: &str) -> GeneralName {
    GeneralName::UniformResourceIdentifier(Ia5String::new(name).unwrap())
}

fn ip(bytes: &[u8]) -> GeneralName {
    GeneralName::IpAddress(OctetString::new(bytes).unwrap())
}

fn named(name: &GeneralName) -> AlternativeName {
    AlternativeName::read(asn1::whole(&name.to_der().unwrap()).unwrap()).unwrap()
}

/// Whether a constraint holds a name for sure, and whether it may.
fn holds(constraint: GeneralName, name: GeneralName) -> (bool, bool) {
    let name = [named(&name)];
    let permits = read(std::slice::from_ref(&constraint), &[]).unwrap().first_forbidden(&name).is_none();
    (permits, read(&[], &[constraint]).unwrap().first_forbidden(&name).is_some())
}

#[test]
fn subtrees_hold_what_lies_in_them_and_exclude_what_may() {
    for (constraint, name, sure, maybe) in [
        (dns("a.example"), dns("a.example"), true, true),
        (dns("a.example"), dns("b.A.example"), true, true),
        (dns("a.example"), dns("ba.example"), false, false),
        (dns("a.example"), dns("*.a.example"), true, true),
        (dns("a.example"), dns("*.example"), false, true),
        (dns("b.a.example"), dns("*.example"), false, false),
        (dns("a.example"), dns(".a.example"), false, true),
        (dns("a.example"), dns("a_b.a.example"), false, true),
        (dns(".a.example"), dns("a.example"), false, false),
        (dns(".a.example"), dns("b.a.example"), true, true),
        (dns(""), dns("a.example"), true, true),
        (mail("a.example"), mail("x@a.example"), true, true),
        (mail("a.example"), mail("x@b.a.example"), false, false),
        (mail(".a.example"), mail("x@b.a.example"), true, true),
        (mail("x@a.example"), mail("x@A.example"), true, true),
        (mail("x@a.example"), mail("X@a.example"), false, false),
        (mail("a.example"), mail("x@y@a.example"), false, true),
        (uri("a.example"), uri("https://u@a.example:8443/p"), true, true),
        (uri("a.example"), uri("https://b.a.example/"), false, false),
        (uri(".a.example"), uri("https://b.a.example/"), true, true),
        (uri("a.example"), uri("urn:a.example"), false, true),
        (uri("a.example"), uri("https://192.0.2.1/"), false, true),
        (ip(&[192, 0, 2, 0, 255, 255, 255, 0]), ip(&[192, 0, 2, 9]), true, true),
        (ip(&[192, 0, 2, 0, 255, 255, 255, 0]), ip(&[192, 0, 3, 9]), false, false),
        (ip(&[0; 8]), ip(&[0; 16]), false, false),
        // Of another kind: neither permitted nor excluded by it.
        (dns("a.example"), mail("x@b.example"), true, false),
    ] {
        assert_eq!(holds(constraint.clone(), name.clone()), (sure, maybe), "{constraint:?} {name:?}");
    }
}

#[test]
fn constraints_that_mean_nothing_are_refused() {
    for bad in [
        dns("*.example"),
        dns("a..example"),
        mail("a@b@example"),
        mail("@example"),
        uri("https://example/"),
        ip(&[192, 0, 2, 0]),
        ip(&[192, 0, 2, 0, 255, 0, 255, 0]),
        ip(&[0; 10]),
        ip(&[]),
    ] {
        assert_eq!(read(std::slice::from_ref(&bad), &[]), None, "{bad:?}");
    }
    assert_eq!(read(&[], &[]), None);
}

#[test]
fn more_comparisons_than_allowed_are_refused() {
    let constraints = read(&vec![dns("example"); 1000], &[]).unwrap();
    let names = |count| vec![named(&dns("a.example")); count];
    assert_eq!(constraints.first_forbidden(&names(250)), None);
    assert!(constraints.first_forbidden(&names(251)).is_some());
}
