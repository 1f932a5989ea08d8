//! What a certificate says, as OpenSSL prints it.

use super::Bench;
use strongroom_pki::x509::{Certificate, Contents};

const NAME: &str = "-nameopt dn_rev,sname,sep_comma_plus_space,utf8,esc_2253,esc_ctrl -noout";

/// The value behind the first `=` of what is printed.
fn value(printed: &str) -> String {
    printed.split_once('=').map(|(_, value)| value.trim().to_owned()).unwrap()
}

fn same_as_printed(bench: &Bench, file: &str) {
    let certificate = Contents::from_pem(&bench.text(file)).certificates.remove(0);
    let ask = |what: &str| value(&bench.run(&format!("x509 -in {file} {NAME} {what}")));
    assert_eq!(certificate.subject().to_string(), ask("-subject"), "{file}");
    assert_eq!(certificate.issuer().to_string(), ask("-issuer"), "{file}");
    assert_eq!(certificate.serial_number(), ask("-serial"), "{file}");
    assert_eq!(certificate.fingerprint_sha256(), ask("-fingerprint -sha256"), "{file}");
    assert_eq!(certificate.fingerprint_sha1(), ask("-fingerprint -sha1"), "{file}");
    bench.run(&format!("x509 -in {file} -outform DER -out again.der"));
    assert_eq!(Certificate::from_der(&bench.bytes("again.der")).unwrap(), certificate);
    assert_eq!(bench.run(&format!("x509 -in {file}")), certificate.to_pem());
}

#[test]
fn facts_are_those_that_openssl_prints() {
    let Some(bench) = Bench::new() else { return };
    let names = [
        "'/CN=example.com'",
        "'/C=DE/ST=Bayern/L=München/O=Müller, Söhne + Co/OU=a;b/CN= leading and trailing '",
        "'/DC=org/DC=example/UID=jdoe/emailAddress=j@example.org/CN=#1 \\\"<x>\\\"'",
        "'/serialNumber=12/title=Dr/SN=Doe/GN=Jo/businessCategory=x/postalCode=1/street=s/CN=中文'",
        "'/CN=many/CN=names' -set_serial 0",
        "'/CN=negative' -set_serial -5",
        "'/CN=long' -set_serial 0x80ffffffffffffffffffffffffffffffffffffff",
    ];
    for (index, name) in names.iter().enumerate() {
        let file = format!("c{index}.pem");
        bench.run(&format!("req -x509 -utf8 -newkey ed25519 -nodes -keyout k.pem -out {file} -subj {name}"));
        same_as_printed(&bench, &file);
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn real_certificates_are_read_as_openssl_reads_them() {
    let Some(bench) = Bench::new() else { return };
    let path = "/etc/ssl/certs/ca-certificates.crt";
    let Ok(bundle) = std::fs::read_to_string(path) else { return eprintln!("skipped: no {path}") };
    for (index, certificate) in Contents::from_pem(&bundle).certificates.iter().enumerate().step_by(7) {
        let file = format!("r{index}.pem");
        bench.write(&file, certificate.to_pem());
        same_as_printed(&bench, &file);
    }
}

#[test]
fn names_usages_and_dates_are_those_that_were_asked_for() {
    let Some(bench) = Bench::new() else { return };
    bench.run(
        "req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -subj /CN=x -days 30 \
         -addext subjectAltName=DNS:a.example,DNS:*.b.example,IP:192.0.2.1,IP:2001:db8::1,email:a@example.org,URI:https://c.example/,RID:1.2.3 \
         -addext keyUsage=critical,digitalSignature,keyEncipherment -addext extendedKeyUsage=serverAuth,clientAuth,1.2.3.4",
    );
    let certificate = Contents::from_pem(&bench.text("c.pem")).certificates.remove(0);
    let names: Vec<String> = certificate.alternative_names().iter().map(ToString::to_string).collect();
    assert_eq!(
        names,
        [
            "a.example",
            "*.b.example",
            "192.0.2.1",
            "2001:db8::1",
            "a@example.org",
            "https://c.example/",
            "registeredID"
        ]
    );
    assert_eq!(
        certificate.key_usages(),
        [
            "Digital Signature",
            "Key Encipherment",
            "TLS Web Server Authentication",
            "TLS Web Client Authentication",
            "1.2.3.4"
        ]
    );
    assert_eq!(certificate.not_after().0 - certificate.not_before().0, 30 * 86_400);
    assert_eq!(certificate.key().to_string(), "RSA 2048");
    assert_eq!(certificate.signature_algorithm().to_string(), "RSA with SHA-256");
    assert!(certificate.is_self_signed() && certificate.is_authority());
}

#[test]
fn certificates_are_found_in_any_order_with_text_around_them() {
    let Some(bench) = Bench::new() else { return };
    for name in ["one", "two"] {
        bench.run(&format!(
            "req -x509 -newkey ed25519 -nodes -keyout {name}.key -out {name}.pem -subj /CN={name}"
        ));
    }
    let text = [
        &bench.run("x509 -in two.pem -text"),
        "\nBag Attributes: x\r\n",
        &bench.text("one.key"),
        &bench.text("one.pem"),
    ];
    let contents = Contents::from_pem(&text.concat());
    let names: Vec<_> =
        contents.certificates.iter().map(|found| found.subject().common_name().unwrap()).collect();
    assert_eq!((names, contents.private_keys.len(), contents.unreadable), (vec!["two", "one"], 1, 0));
}
