//! How connections are encrypted, by what their drivers document.

use super::Connection;
use crate::connection::Encryption::{self, Off, Opportunistic, Required, Unknown, Verified};

#[test]
fn encryption_is_what_the_driver_makes_of_the_options() {
    for (text, expected) in [
        ("postgres://db/app", Opportunistic),
        ("postgres://db/app?sslmode=disable", Off),
        ("postgres://db/app?sslmode=allow", Opportunistic),
        ("postgres://db/app?sslmode=require", Required),
        ("postgres://db/app?sslmode=require&sslrootcert=/ca.pem", Verified),
        ("postgres://db/app?sslmode=verify-ca", Verified),
        ("postgres://db/app?sslmode=verify-full", Verified),
        ("postgres://db/app?ssl=true", Required),
        ("postgresql+asyncpg://db/app?ssl=require", Required),
        ("jdbc:postgresql://db/app?ssl=true", Verified),
        ("jdbc:postgresql://db/app?ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory", Required),
        ("Host=db;Username=u;SSL Mode=VerifyFull", Verified),
        ("Host=db;Username=u;SSL Mode=Require;Trust Server Certificate=true", Required),
        ("mysql://db/app", Opportunistic),
        ("mysql://db/app?ssl-mode=DISABLED", Off),
        ("mysql://db/app?ssl-mode=REQUIRED", Required),
        ("mysql://db/app?sslaccept=strict", Verified),
        ("jdbc:mysql://db/app?useSSL=false", Off),
        ("jdbc:mysql://db/app?useSSL=true", Opportunistic),
        ("jdbc:mysql://db/app?useSSL=true&requireSSL=true", Required),
        ("jdbc:mysql://db/app?useSSL=true&verifyServerCertificate=true", Verified),
        ("jdbc:mysql://db/app?useSSL=true&requireSSL=true&verifyServerCertificate=false", Required),
        ("Server=db;Uid=u;SslMode=VerifyFull", Verified),
        ("mariadb://db/app", Off),
        ("jdbc:mariadb://db/app?sslMode=trust", Required),
        ("jdbc:mariadb://db/app?sslMode=verify-full", Verified),
        ("jdbc:mariadb://db/app?useSsl=true&trustServerCertificate=true", Required),
        ("Driver={MariaDB ODBC 3.1 Driver};Server=db;FORCETLS=1", Required),
        ("Server=db;Database=d;User Id=u", Unknown),
        ("Server=db;Database=d;User Id=u;Encrypt=False", Off),
        ("Server=db;Database=d;User Id=u;Encrypt=Optional", Off),
        ("Server=db;Database=d;User Id=u;Encrypt=Mandatory", Verified),
        ("Server=db;Database=d;User Id=u;Encrypt=True;TrustServerCertificate=True", Required),
        ("Server=db;Database=d;User Id=u;Encrypt=Strict;TrustServerCertificate=True", Verified),
        ("jdbc:sqlserver://db;encrypt=true;trustServerCertificate=true", Required),
        ("Driver={ODBC Driver 18 for SQL Server};Server=db", Unknown),
        ("Driver={ODBC Driver 17 for SQL Server};Server=db", Off),
        ("Driver={ODBC Driver 17 for SQL Server};Server=db;Encrypt=yes", Verified),
        ("u/p@//db:1521/s", Opportunistic),
        ("u/p@tcps://db:2484/s", Verified),
        ("u/p@tcps://db:2484/s?ssl_server_dn_match=off", Required),
        ("mongodb://db", Off),
        ("mongodb://db/?tls=true", Verified),
        ("mongodb://db/?ssl=true&tlsAllowInvalidCertificates=true", Required),
        ("mongodb+srv://db", Verified),
        ("mongodb+srv://db/?tls=false", Off),
        ("redis://db", Off),
        ("rediss://db", Verified),
        ("rediss://db?ssl_cert_reqs=none", Required),
        ("amqp://db", Off),
        ("amqps://db", Verified),
        ("amqps://db?verify=verify_none", Required),
        ("bootstrap.servers=db:9092", Off),
        ("bootstrap.servers=db:9092\nsecurity.protocol=SASL_PLAINTEXT", Off),
        ("bootstrap.servers=db:9092\nsecurity.protocol=SASL_SSL", Verified),
        (
            "bootstrap.servers=db:9092\nsecurity.protocol=SSL\nssl.endpoint.identification.algorithm=",
            Required,
        ),
        ("http://db:9200", Off),
        ("https://db:9200", Verified),
        ("sqlite:///app.db", Off),
    ] {
        let parsed = Connection::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(parsed.connection.encryption(), expected, "{text}");
    }
}

#[test]
fn names_of_encryption_are_stable() {
    let names: Vec<&str> = Encryption::ALL.iter().map(|encryption| encryption.code()).collect();
    assert_eq!(names, ["off", "opportunistic", "required", "verified", "unknown"]);
}
